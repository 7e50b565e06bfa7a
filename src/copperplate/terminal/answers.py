"""What `show`, `suggest` and `explain` print: tables, CSV, JSON; sentences; a figure in lines.

Text from what disclosure let through; computes nothing.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence

from copperplate.narrative.methods import AVERAGE_WORDS
from copperplate.narrative.runs import FigureRun, plain
from copperplate.periods import Period, long_date
from copperplate.pipeline import Explained, Shown, Suggestion
from copperplate.plan import Aim
from copperplate.series import Figure, Observation
from copperplate.series.evidence import LeftOut
from copperplate.series.numbers import printed
from copperplate.series.units import UnitKind
from copperplate.terminal.rows import as_rows, stamped

LINE = 96
_HELD = "\0"  # a space at which no line ends; no text of ours holds it


def as_json(shown: Shown) -> str:
    """Return a list of observations, areas in the order asked, oldest period first."""
    evidence = shown.evidence.shown
    rows = [
        {
            "measure": evidence.about.id,
            "area": series.area,
            "period": seen.period.iso,
            "value": whole(seen.value),
            "marks": sorted(mark.value for mark in seen.marks),
            "release": seen.release,
            **stamped(shown.evidence.synthetic),
        }
        for series in evidence.series
        for seen in series.observations
    ]
    return json.dumps(rows, indent=1) + "\n"


def as_csv(shown: Shown) -> str:
    """Return the same observations as CSV; an absent value is an empty cell with its mark."""
    evidence = shown.evidence.shown
    return as_rows(
        ("measure", "area", "period", "value", "marks", "release"),
        (
            (
                evidence.about.id,
                series.area,
                seen.period.iso,
                "" if seen.value is None else whole(seen.value),
                " ".join(mark.shorthand for mark in sorted(seen.marks)),
                seen.release,
            )
            for series in evidence.series
            for seen in series.observations
        ),
        shown.evidence.synthetic,
    )


def as_table(shown: Shown) -> str:
    """Return a table: one row a period, newest first, one column an area."""
    evidence = shown.evidence.shown
    unit = evidence.series.unit
    head = [
        *shown.evidence.synthetic,
        f"{evidence.about.title} ({unit.heading.lower()})",
        f"For: {shown.evidence.audience.value}. Policy: {shown.policy.name}.",
        shown.policy.statement,
        "",
    ]
    columns = ["Period", *(area.name for area in shown.areas)]
    compared = shown.group is not None and unit.kind is not UnitKind.COUNT
    if compared:
        columns += ["Group average", "Rank"]
    rows = [columns]
    for period in reversed(evidence.series.periods):
        row = [str(period)]
        for series in evidence.series:
            seen = series.at(period)
            row.append("" if seen is None else _cell(seen, unit.places + (unit.per > 0)))
        if compared:
            average = shown.book.figure(f"{evidence.about.id}.average", period=period)
            rank = shown.book.figure(f"{evidence.about.id}.rank", period=period)
            row.append(average.with_places(unit.places + (unit.per > 0)).text)
            row.append(f"{rank.text} of {rank.of}" if rank.of else rank.text)
        rows.append(row)
    widths = [max(len(row[i]) for row in rows) for i in range(len(columns))]
    lines = [
        "  ".join(
            cell.ljust(width) if number == 0 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    marks = sorted({m for s in evidence.series for seen in s.observations for m in seen.marks})
    foot = [f"{mark.shorthand} {mark.meaning}" for mark in marks]
    if compared:
        foot.append(f"Group: {', '.join(area.name for area in shown.areas)}.")
        foot.append(f"Group average: {AVERAGE_WORDS[shown.book.context.average]}.")
    foot += list(evidence.remarks)
    foot += [*evidence.caveats, *_left_out(shown)]
    foot += [f"{note.publisher}: {note.title}, {note.dated}" for note in evidence.releases]
    return "\n".join([*head, lines[0], "-" * len(lines[0]), *lines[1:], "", *foot]) + "\n"


def _left_out(shown: Shown) -> list[str]:
    """Return what was left out of the newest period of each area that left anything out."""
    names = {area.code: area.name for area in shown.areas}
    newest = {one.area: one for one in sorted(shown.evidence.shown.left_out, key=_by_period)}
    return [
        line
        for code, one in newest.items()
        for line in left_out(one, f"{names[code]}, {one.period}")
    ]


def left_out(one: LeftOut, where: str) -> list[str]:
    """Return what was left out of an area and period, a line each reason."""
    lines = []
    if one.lacking:
        lines.append(f"{where}: {one.lacking:,} left out, which do not say what is needed.")
    if one.astride:
        lines.append(f"{where}: {one.astride:,} left out, whose day is known too roughly.")
    return lines


def _by_period(one: LeftOut) -> Period:
    return one.period


def as_explanation(explained: Explained) -> str:
    """Return a figure, where it stands, and everything it comes from."""
    figure, provenance = explained.figure, explained.figure.provenance
    value = "none" if figure.value is None else repr(whole(figure.value))
    lines = [
        *(("synthetic", stamp) for stamp in provenance.synthetic),
        ("value", f"{value} ({figure.unit.heading.lower()})"),
        *((mark.shorthand, mark.meaning) for mark in sorted(figure.marks)),
        ("measure", f"{provenance.title} ({provenance.measure})"),
        ("definition", provenance.definition),
        ("how", provenance.method),
        *(("from", f"{whole(number)!r}, {what}") for what, number in provenance.inputs),
        ("area", ", ".join(provenance.where)),
        ("period", ", ".join(map(str, provenance.periods))),
        *(
            ("release", f"{note.publisher}: {note.title}, {note.dated} ({note.identity})")
            for note in provenance.releases
        ),
        ("policy", f"{provenance.policy}, for {provenance.audience}"),
        *(("stands in", f"{place.section}: {place.words}") for place in explained.places),
        *(
            ("query" if number == 0 else "", line)
            for number, line in enumerate(provenance.query.splitlines())
        ),
    ]
    body = "".join(f"  {name:<10}  {said}".rstrip() + "\n" for name, said in lines)
    return f"{explained.printed or figure.marked_text}  {figure.name}\n{body}"


def as_suggestions(found: Sequence[tuple[Aim, Sequence[Suggestion]]]) -> str:
    """Return sentences aim by aim: what they are called, say, rest on, and what was chosen."""
    stamps = {stamp for _, told in found for one in told for stamp in one.synthetic}
    lines = [*sorted(stamps), ""] if stamps else []
    for aim, suggestions in found:
        lines += [f"{aim.id}  {aim.title}", ""]
        for one in suggestions:
            said = (plain(one.told.runs), f"live: {one.live}", *_evidence_of(one))
            lines += [f"  {one.told.key}", f"    ({_state(one)})"]
            lines += [line for text in said for line in _wrapped(text)]
            lines.append("")
        if not suggestions:
            lines += ["  The figures suggest nothing.", ""]
    return "\n".join(lines)


def suggestions_as_json(found: Sequence[tuple[Aim, Sequence[Suggestion]]]) -> str:
    """Return the same as a list, each sentence with the figures it rests on."""
    rows = [
        {
            "aim": aim.id,
            "finding": one.told.key,
            "sentence": plain(one.told.runs),
            "live": one.live,
            "printed": one.printed,
            "decision": None if one.told.choice is None else one.told.choice.decision.value,
            "office": None if one.told.choice is None else one.told.choice.office,
            "figures": [
                {
                    "name": figure.name,
                    "value": whole(figure.value),
                    "unit": figure.unit.heading,
                    "areas": list(figure.provenance.areas),
                    "periods": [period.iso for period in figure.provenance.periods],
                    "releases": [note.identity for note in figure.provenance.releases],
                }
                for figure in _figures_of(one)
            ],
            **stamped(one.synthetic),
        }
        for aim, suggestions in found
        for one in suggestions
    ]
    return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"


def _wrapped(text: str) -> list[str]:
    """Return a line of many words as several; the later ones stand in.

    A live figure stays on one line, so that a copied sentence stays a sentence.
    """
    held = re.sub(r"\{[^}]*\}", lambda live: live[0].replace(" ", _HELD), text)
    lines = textwrap.wrap(
        held,
        width=LINE,
        initial_indent="    ",
        subsequent_indent="      ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_HELD, " ") for line in lines]


def _state(one: Suggestion) -> str:
    choice = one.told.choice
    if choice is None:
        return "printed" if one.printed else "not printed: others are stronger"
    by = f"{choice.decision.value} by {choice.office} on {long_date(choice.date)}"
    return f"{by}: {choice.reason}" if choice.reason else by


def _evidence_of(one: Suggestion) -> list[str]:
    """Return a line a figure: its value unrounded, its periods, its releases."""
    return list(
        dict.fromkeys(
            f"{figure.name} = {whole(figure.value)!r}, "
            f"{', '.join(map(str, figure.provenance.periods))}; "
            f"{', '.join(note.identity for note in figure.provenance.releases)}"
            for figure in _figures_of(one)
        )
    )


def _figures_of(one: Suggestion) -> list[Figure]:
    return [run.figure for run in one.told.runs if isinstance(run, FigureRun)]


def _cell(seen: Observation, places: int) -> str:
    marks = " ".join(mark.shorthand for mark in sorted(seen.marks))
    if seen.value is None:
        return marks
    return f"{printed(seen.value, places)} {marks}".rstrip()


def whole(value: float | None) -> float | int | None:
    """Return a count as a whole number, so that JSON does not print 28675.0."""
    return int(value) if value is not None and value.is_integer() else value
