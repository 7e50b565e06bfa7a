"""What `breakdown` prints: a table to read with its sentences, rows for a spreadsheet, JSON.

Text from what disclosure let through; computes nothing.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from copperplate.inert import inert
from copperplate.narrative.runs import plain
from copperplate.pipeline import BrokenDown
from copperplate.report.breakdown import (
    MISLEADING,
    BreakdownColumn,
    BreakdownRow,
    BreakdownTable,
    RowKind,
)
from copperplate.series import Mark
from copperplate.terminal.answers import LINE, left_out, whole
from copperplate.terminal.objectives import GAP
from copperplate.terminal.rows import as_rows, stamped

_NARROWEST_NAME = 24  # where the numbers leave less, a line is longer than others


def breakdown_as_json(found: BrokenDown) -> str:
    """Return an object: what it is of, the parts in the order printed, the whole, the sentences."""
    table = found.table
    about = table.evidence.about
    record = {
        "measure": about.id,
        "title": about.title,
        "area": {"code": table.area.code, "name": table.area.name},
        "by": list(table.by),
        "of_which": table.of_which,
        "base": {"period": table.base.iso, "days": table.base.days},
        "this": {"period": table.period.iso, "days": table.period.days},
        "audience": table.audience.value,
        "policy": table.policy.name,
        **stamped(table.evidence.synthetic),
        "parts": [_row(row) for row in table.rows if row.kind is not RowKind.WHOLE],
        "whole": _row(table.rows[-1]),
        "hidden": {"base": table.hidden[0], "this": table.hidden[1]},
        "sentences": [plain(said) for said in found.sentences],
        "releases": [
            {"release": note.identity, "dated": note.dated} for note in table.evidence.releases
        ],
        "query": table.evidence.query,
    }
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def _row(row: BreakdownRow) -> dict[str, Any]:
    told: dict[str, Any] = {"name": row.name, "kind": row.kind.value, "said": dict(row.said)}
    for column, figure in row.figures.items():
        told[column.value] = {
            "value": whole(figure.value),
            "marks": sorted(mark.value for mark in figure.marks),
        }
    if row.kind is RowKind.OF_WHICH:
        told["not_said"] = {
            name: whole(value) for name, value in zip(("base", "this"), row.unsaid, strict=True)
        }
    return told


def breakdown_as_csv(found: BrokenDown) -> str:
    """Return a line a row, the whole last; an absent value is an empty cell with its mark."""
    table = found.table
    columns = list(table.columns)
    rows = []
    for row in table.rows:
        cells: list[object] = [
            table.evidence.about.id,
            table.area.code,
            table.base.iso,
            table.period.iso,
            row.kind.value,
            inert(row.name),
        ]
        for column in columns:
            figure = row.figures[column]
            cells.append("" if figure.value is None else whole(figure.value))
            cells.append(" ".join(mark.shorthand for mark in sorted(figure.marks)))
        rows.append(cells)
    heading = (
        *("measure", "area", "base_period", "period", "kind", "part"),
        *(name for column in columns for name in (column.value, f"{column.value}_marks")),
    )
    return as_rows(heading, rows, table.evidence.synthetic)


def breakdown_as_text(found: BrokenDown) -> str:
    """Return the table to read, the whole at its foot, then sentences, then notes."""
    table = found.table
    blocks = [_head(table), _table(table), [plain(said) for said in found.sentences], _foot(table)]
    wrapped = [
        lines if number == 1 else [part for line in lines for part in _wrapped(line)]
        for number, lines in enumerate(blocks)
    ]
    return "\n\n".join("\n".join(lines) for lines in wrapped if lines) + "\n"


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, LINE, subsequent_indent="  ", break_on_hyphens=False)


def _head(table: BreakdownTable) -> list[str]:
    unit = table.evidence.series.unit.heading.lower()
    spans = f"{table.period}, against {table.base}"
    if table.period.days != table.base.days:
        spans = f"{table.period} ({table.period.days} days), against {table.base} "
        spans += f"({table.base.days} days)"
    return [
        *table.evidence.synthetic,
        f"{table.title} ({unit})",
        f"{table.area.name} ({table.area.code}), {spans}",
        f"For: {table.audience.value}. Policy: {table.policy.name}.",
        table.policy.statement,
    ]


def _table(table: BreakdownTable) -> list[str]:
    """Return headings, rows and the whole below a line, numbers to the right."""
    columns = list(table.columns)
    *parts, whole_row = table.rows
    cells = [[row.figures[column].marked_text for column in columns] for row in table.rows]
    widths = [
        max(len(table.columns[column]), *(len(row[at]) for row in cells))
        for at, column in enumerate(columns)
    ]
    room = max(_NARROWEST_NAME, LINE - sum(widths) - len(GAP) * len(widths))
    lead = "of which " if table.of_which else ""
    titles = [*(lead + row.name for row in parts), whole_row.name]
    names = [textwrap.wrap(title, room, subsequent_indent="  ") or [""] for title in titles]
    first = max(len(line) for name in names for line in name)
    head = _line("", [table.columns[column] for column in columns], first, widths)
    rule = "-" * len(head)
    body = [
        line
        for name, row in zip(names, cells, strict=True)
        for line in (_line(name[0], row, first, widths), *name[1:])
    ]
    ended = len(names[-1])
    return [head, rule, *body[:-ended], *([rule] if parts else []), *body[-ended:]]


def _line(name: str, cells: Sequence[str], first: int, widths: Sequence[int]) -> str:
    padded = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    return GAP.join((name.ljust(first), *padded)).rstrip()


def _foot(table: BreakdownTable) -> list[str]:
    marks = sorted({m for row in table.rows for f in row.figures.values() for m in f.marks})
    lines = [f"{mark.shorthand} {mark.meaning}{_why(table, mark)}" for mark in marks]
    lines += _hidden(table)
    lines += _not_said(table)
    if table.of_which:
        lines.append(
            "Markers overlap: what has several is counted at each, and they do not add up."
        )
    lines += [*table.evidence.remarks, *table.evidence.caveats]
    for one in table.evidence.left_out:
        lines += left_out(one, str(one.period))
    return lines + [
        f"{note.publisher}: {note.title}, {note.dated}" for note in table.evidence.releases
    ]


def _why(table: BreakdownTable, mark: Mark) -> str:
    return f". {MISLEADING}" if mark is Mark.NOT_APPLICABLE and table.misleading else ""


def _hidden(table: BreakdownTable) -> list[str]:
    """Return how many parts are hidden; which of them are small is not said, as it would tell."""
    lines = []
    spans: Mapping[str, int | None] = {
        table.columns[BreakdownColumn.THIS]: table.hidden[1],
        table.columns[BreakdownColumn.BASE]: table.hidden[0],
    }
    for said, number in spans.items():
        if number is None:
            lines.append(f"{said}: no part is shown. What is left would give the others away.")
        elif number:
            parts = "part is" if number == 1 else "parts are"
            lines.append(
                f"{said}: {number} {parts} hidden: small counts, with as many others as it takes "
                "that these cannot be worked out."
            )
    return lines


def _not_said(table: BreakdownTable) -> list[str]:
    """Return of which markers some records do not say whether they have them."""
    said = [
        f"{row.name} {whole(row.unsaid[1]):,}"
        for row in table.rows
        if row.kind is RowKind.OF_WHICH and row.unsaid[1]
    ]
    this = table.columns[BreakdownColumn.THIS]
    return [f"Records that do not say, {this}: {'; '.join(said)}."] if said else []
