"""What `milestone --propose` prints: what is known of a count before a number is named.

Every number in JSON and CSV stands unrounded beside the text the tables print.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable

from copperplate.narrative.proposals import NO_NUMBER_PROPOSED, NO_YEARS
from copperplate.narrative.runs import FigureRun, plain
from copperplate.report.proposals import ProposalSheet
from copperplate.series import Figure, Mark
from copperplate.terminal.answers import LINE
from copperplate.terminal.cells import CELL_COLUMNS, cell_as_object, cell_in_row, right_aligned
from copperplate.terminal.rows import as_rows, stamped


def proposal_as_json(sheet: ProposalSheet) -> str:
    """Return an object: the years, what is said, the process, what changes would be."""
    found = sheet.found
    record = {
        "measure": sheet.evidence.about.id,
        "area": {"code": sheet.area.code, "name": sheet.area.name},
        "audience": sheet.audience.value,
        "policy": sheet.policy.name,
        **stamped(sheet.synthetic),
        "years": [
            {
                "year": row.found.year.iso,
                **{name: cell_as_object(figure) for name, figure in row.figures.items()},
            }
            for row in sheet.years
        ],
        "changes": [{"year": one.year.iso, "proportion": one.proportion} for one in found.changes],
        "said": {
            name: {
                "words": plain(said),
                "figures": [
                    cell_as_object(run.figure) for run in said if isinstance(run, FigureRun)
                ],
            }
            for name, said in sheet.said.items()
        },
        "process": None
        if sheet.average is None or sheet.process_since is None
        else {"since": sheet.process_since.iso, "average": cell_as_object(sheet.average)},
        "asked": [
            {
                **{name: cell_as_object(figure) for name, figure in row.figures.items()},
                "seen_in": [year.iso for year in row.found.seen],
                "seen": row.seen,
            }
            for row in sheet.asked
        ],
        "proposed": None,
        "note": NO_NUMBER_PROPOSED,
    }
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def proposal_as_csv(sheet: ProposalSheet) -> str:
    """Return a line a number, and a line for whether each change was seen."""
    rows: list[tuple[object, ...]] = []

    def add(part: str, of: str, column: str, cells: tuple[object, ...]) -> None:
        rows.append((sheet.evidence.about.id, sheet.area.code, part, of, column, *cells))

    for year in sheet.years:
        for name, figure in year.figures.items():
            add("year", year.found.year.iso, name, cell_in_row(figure))
    for name, said in sheet.said.items():
        for run in said:
            if isinstance(run, FigureRun):
                add(name, "", run.figure.name.split(".")[-1], cell_in_row(run.figure))
    for row in sheet.asked:
        for name, figure in row.figures.items():
            add("asked", f"{row.found.percent}", name, cell_in_row(figure))
        years = " ".join(year.iso for year in row.found.seen)
        add(
            "asked",
            f"{row.found.percent}",
            "seen",
            (len(row.found.seen), row.seen, "", "", years, ""),
        )
    heading = ("measure", "area", "part", "of", "column", *CELL_COLUMNS)
    return as_rows(heading, rows, sheet.synthetic)


def proposal_as_text(sheet: ProposalSheet) -> str:
    """Return years, sentences and changes to read; that no number is proposed stands last."""
    about, unit = sheet.evidence.about, sheet.evidence.series.unit
    head = [
        *sheet.synthetic,
        f"What a milestone on {about.short} would rest on",
        f"{sheet.area.name} ({sheet.area.code})",
        f"Measure: {about.title} ({unit.heading.lower()}).",
        f"For: {sheet.audience.value}. Policy: {sheet.policy.name}.",
        sheet.policy.statement,
    ]
    said = [plain(one) for one in sheet.said.values()]
    blocks = [_wrapped(head), _years(sheet), _wrapped(said), _asked(sheet)]
    blocks += [_wrapped([NO_NUMBER_PROPOSED]), _foot(sheet)]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _wrapped(lines: Iterable[str]) -> list[str]:
    return [part for line in lines for part in textwrap.wrap(line, LINE, subsequent_indent="  ")]


def _years(sheet: ProposalSheet) -> list[str]:
    if not sheet.years:
        return _wrapped([NO_YEARS])
    rows = [
        (
            str(row.found.year),
            *(_cell(row.figures.get(name)) for name in ("value", "change", "change_percent")),
        )
        for row in sheet.years
    ]
    unit = sheet.evidence.series.unit.heading
    return right_aligned(("Year", unit, "On the year before", "Per cent"), rows)


def _cell(figure: Figure | None) -> str:
    return Mark.NOT_AVAILABLE.shorthand if figure is None else figure.marked_text


def _asked(sheet: ProposalSheet) -> list[str]:
    if not sheet.asked:
        return []
    names = ("percent", "change", "a_day", "would_be")
    rows = [(*(row.figures[name].marked_text for name in names), row.seen) for row in sheet.asked]
    last = sheet.found.years[-1].year
    headings = ("Change", "In the year", "A day", "Year", "Seen, that much or more")
    return [
        f"What a change on {last} would be",
        *right_aligned(headings, rows, left=(len(names),)),
    ]


def _foot(sheet: ProposalSheet) -> list[str]:
    shown = [figure for row in sheet.years for figure in row.figures.values()]
    shown += [figure for row in sheet.asked for figure in row.figures.values()]
    shown += [r.figure for said in sheet.said.values() for r in said if isinstance(r, FigureRun)]
    marks = {mark for figure in shown for mark in figure.marks}
    if any("change" not in row.figures for row in sheet.years):
        marks.add(Mark.NOT_AVAILABLE)
    lines = [f"{mark.shorthand} {mark.meaning}" for mark in sorted(marks)]
    lines += [*sheet.evidence.remarks, *sheet.evidence.caveats]
    lines += [f"{note.publisher}: {note.title}, {note.dated}" for note in sheet.releases]
    return _wrapped(lines)
