"""What `milestone` prints of one aim: words and tables to read, rows, JSON.

Every number in JSON and CSV stands unrounded beside the text the tables print.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from typing import Any

from copperplate.findings.position import PositionCode
from copperplate.inert import inert
from copperplate.narrative.milestone_words import OWN_BASE, days_to_come
from copperplate.narrative.positions import POSITION_WORDS
from copperplate.narrative.runs import plain
from copperplate.narrative.target_profiles import NO_PROFILE_WORDS, NoProfile
from copperplate.periods import long_date
from copperplate.report.milestones import AreaStands, MilestoneSheet, Profile
from copperplate.report.objectives import Positioned
from copperplate.series import Figure
from copperplate.series.marks import Mark
from copperplate.terminal.answers import LINE, whole
from copperplate.terminal.cells import CELL_COLUMNS, cell_as_object, cell_in_row, right_aligned
from copperplate.terminal.rows import as_rows, stamped

# What is left says nothing more of these.
_SETTLED = (PositionCode.ALREADY_MISSED, PositionCode.MET, PositionCode.SECURED)


def milestone_as_json(sheet: MilestoneSheet) -> str:
    """Return an object: whose milestone, where it stands, its profile, its areas."""
    found = sheet.positioned.found
    record = {
        "plan": sheet.plan.id,
        "aim": sheet.aim.id,
        "title": sheet.aim.title,
        "milestone": {"kind": sheet.aim.milestone.kind.value, "text": sheet.aim.milestone.text},
        "measure": sheet.evidence.about.id,
        "area": {"code": sheet.area.code, "name": sheet.area.name},
        "period": sheet.period.iso,
        "days_left": found.days_left,
        "audience": sheet.audience.value,
        "policy": sheet.policy.name,
        **stamped(sheet.synthetic),
        "plan_ended": sheet.ended,
        **_stands(sheet.positioned),
        "recorded": cell_as_object(sheet.recorded),
        "figures": {
            name: cell_as_object(figure) for name, figure in sheet.positioned.figures.items()
        },
        "earlier_years": [
            {
                "year": rest.found.year.iso,
                "days": rest.found.days,
                "count": cell_as_object(rest.figures["count_seen"]),
                "a_day": cell_as_object(rest.figures["rate_seen"]),
            }
            for rest in sheet.rests
        ],
        "beside": [plain(said) for said in sheet.beside],
        "profile": _profile(sheet.profile),
        "no_profile": None if sheet.no_profile is None else sheet.no_profile.value,
        "by": sheet.by or None,
        "areas": [
            {
                "area": {"code": one.area.code, "name": one.area.name},
                **_stands(one.positioned),
                "recorded": cell_as_object(one.recorded),
                "figures": {
                    name: cell_as_object(figure) for name, figure in one.positioned.figures.items()
                },
            }
            for one in sheet.areas
        ],
    }
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def _stands(stands: Positioned) -> dict[str, Any]:
    return {"position": stands.found.code.value, "position_words": plain(stands.words)}


def _profile(profile: Profile | None) -> dict[str, Any] | None:
    if profile is None:
        return None
    found = profile.found
    return {
        "year": found.year.iso,
        "target": whole(found.target),
        "seasons": [year.iso for year in found.seasons],
        "shared_by": "season" if found.seasons else "days",
        "said": [plain(said) for said in profile.said],
        "months": [
            {
                "month": row.found.month.iso,
                "share": row.found.share,
                "state": row.found.state.value,
                **{
                    column.value: cell_as_object(row.figures[column])
                    if column in row.figures
                    else None
                    for column in profile.headings
                },
            }
            for row in profile.rows
        ],
    }


def milestone_as_csv(sheet: MilestoneSheet) -> str:
    """Return a line a number; what is not there is an empty cell that says why."""
    rows: list[tuple[object, ...]] = []

    def add(part: str, of: str, column: str, cells: tuple[object, ...], area: str = "") -> None:
        head = (sheet.plan.id, sheet.aim.id, sheet.evidence.about.id, area or sheet.area.code)
        rows.append((*head, part, inert(of), column, *cells))

    def stands(part: str, of: str, one: Positioned, recorded: Figure, area: str) -> None:
        words = (one.found.code.value, plain(one.words), "position", "", one.found.period.iso, "")
        add(part, of, "position", words, area)
        add(part, of, "recorded", cell_in_row(recorded), area)
        for name, figure in one.figures.items():
            add(part, of, name, cell_in_row(figure), area)

    stands("position", sheet.area.name, sheet.positioned, sheet.recorded, sheet.area.code)
    for rest in sheet.rests:
        for name, figure in rest.figures.items():
            add("earlier year", rest.found.year.iso, name, cell_in_row(figure))
    for row in sheet.profile.rows if sheet.profile else ():
        for column in sheet.profile.headings if sheet.profile else ():
            held = row.figures.get(column)
            absent = ("", row.cell(column), "", "", row.found.month.iso, "")
            cells = absent if held is None else cell_in_row(held)
            add("profile", row.found.month.iso, column.value, cells)
    for one in sheet.areas:
        stands("area", one.area.name, one.positioned, one.recorded, one.area.code)
    heading = ("plan", "aim", "measure", "area", "part", "of", "column", *CELL_COLUMNS)
    return as_rows(heading, rows, sheet.synthetic)


def milestone_as_text(sheet: MilestoneSheet) -> str:
    """Return the position, earlier years, the profile and the areas to read."""
    about, unit = sheet.evidence.about, sheet.evidence.series.unit
    head = [
        *sheet.synthetic,
        f"{sheet.aim.id}: {sheet.aim.title}",
        f"{sheet.area.name} ({sheet.area.code}), {sheet.period}",
        f"Milestone: {sheet.aim.milestone.text}.",
        f"Measure: {about.title} ({unit.heading.lower()}).",
        f"For: {sheet.audience.value}. Policy: {sheet.policy.name}.",
        sheet.policy.statement,
    ]
    said = [f"{sheet.aim.title} is {plain(sheet.positioned.words)}."]
    said += [plain(one) for one in sheet.beside]
    if sheet.ended:
        ends = long_date(sheet.plan.ends)
        said.append(f"The plan ended on {ends}, so its milestone is judged on that day.")
    blocks = [_wrapped(head), _wrapped(said), _rests(sheet)]
    if sheet.profile is not None:
        blocks += [_profile_table(sheet.profile), _wrapped(map(plain, sheet.profile.said))]
    elif sheet.no_profile is not None:
        blocks.append(_wrapped([NO_PROFILE_WORDS[sheet.no_profile]]))
    blocks += [_areas(sheet), _foot(sheet)]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _wrapped(lines: Iterable[str]) -> list[str]:
    return [part for line in lines for part in textwrap.wrap(line, LINE, subsequent_indent="  ")]


def _rests(sheet: MilestoneSheet) -> list[str]:
    if not sheet.rests:
        return []
    unit = sheet.evidence.series.unit
    rows = [
        (
            str(rest.found.year),
            rest.figures["count_seen"].marked_text,
            str(rest.found.days),
            rest.figures["rate_seen"].marked_text,
        )
        for rest in sheet.rests
    ]
    figures, found = sheet.positioned.figures, sheet.positioned.found
    if "rate_needed" in figures and found.code not in _SETTLED:
        left, needed = figures["left"].marked_text, figures["rate_needed"].marked_text
        word = "Still to come" if found.rising else "What is left"
        rows.append((word, left, str(found.days_left), needed))
    lines = right_aligned(("Year", unit.heading, "Days", "A day"), rows)
    return [days_to_come(found), *lines]


def _profile_cells(profile: Profile | None) -> list[tuple[str, ...]]:
    if profile is None:
        return []
    return [tuple(row.cell(column) for column in profile.headings) for row in profile.rows]


def _profile_table(profile: Profile) -> list[str]:
    cells = zip(profile.rows, _profile_cells(profile), strict=True)
    rows = [(str(row.found.month), *line) for row, line in cells]
    return right_aligned(("To the end of", *profile.headings.values()), rows)


def _areas(sheet: MilestoneSheet) -> list[str]:
    if not sheet.areas:
        return []

    def cell(one: AreaStands, name: str) -> str:
        figure = one.positioned.figures.get(name)
        return Mark.NOT_AVAILABLE.shorthand if figure is None else figure.marked_text

    fills = bool(sheet.positioned.found.days_left)
    names = ("target", "left", "rate_needed") if fills else ("target",)
    headings = {"target": "Milestone", "left": "Left", "rate_needed": "A day needed"}
    rows = [
        (
            one.area.name,
            one.recorded.marked_text,
            *(cell(one, name) for name in names),
            POSITION_WORDS[one.positioned.found.code],
        )
        for one in sheet.areas
    ]
    newest = "Newest" if sheet.no_profile is NoProfile.NO_YEAR else "This year"
    columns = ("Area", newest, *(headings[name] for name in names), "Position")
    table = right_aligned(columns, rows, left=(0, len(columns) - 1))
    return [*table, "", *_wrapped([OWN_BASE])]


def _foot(sheet: MilestoneSheet) -> list[str]:
    figures = [
        sheet.recorded,
        *sheet.positioned.figures.values(),
        *(figure for rest in sheet.rests for figure in rest.figures.values()),
        *(one.recorded for one in sheet.areas),
    ]
    marks = {mark for figure in figures for mark in figure.marks}
    cells = {cell for line in _profile_cells(sheet.profile) for cell in line}
    marks |= {mark for mark in Mark if mark.shorthand in cells}
    lines = [f"{mark.shorthand} {mark.meaning}" for mark in sorted(marks)]
    lines += [*sheet.evidence.remarks, *sheet.evidence.caveats]
    lines += [f"{note.publisher}: {note.title}, {note.dated}" for note in sheet.releases]
    return _wrapped(lines)
