"""What `objectives` prints: a table to read, rows for a spreadsheet, JSON for programs.

Every number in JSON and CSV stands unrounded beside the text the table prints.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from typing import Any

from copperplate.inert import inert
from copperplate.narrative.objective_figures import AS_KNOWN_THEN, TWO_RELEASES, Column
from copperplate.narrative.runs import plain
from copperplate.periods import long_date
from copperplate.report.objectives import ObjectiveRow, ObjectivesBlock, ObjectivesTable
from copperplate.series import Figure
from copperplate.terminal.answers import LINE, whole
from copperplate.terminal.cells import CELL_COLUMNS, cell_as_object, cell_in_row
from copperplate.terminal.rows import as_rows, stamped

GAP, NARROW_GAP = "  ", " "
# Narrower than this an objective breaks into single words; where there is room for less than
# the wide one, columns draw together first.
NARROWEST_OBJECTIVE, WIDE_OBJECTIVE = 16, 24
# A reason that holds for more rows than this is given without their names.
MOST_NAMED = 3
# Where a column stands on the grid that all blocks share.
SLOTS = {
    Column.LAST_YEAR: 0,
    Column.RECORDED: 0,
    Column.THIS_YEAR: 1,
    Column.DETECTED: 1,
    Column.DIFFERENCE: 2,
    Column.MILESTONE: 3,
    Column.PERFORMANCE: 4,
    Column.VARIANCE: 5,
    Column.SECOND_YEAR: 6,
    Column.SECOND_DIFFERENCE: 7,
    Column.SECOND_PERFORMANCE: 8,
}


def objectives_as_json(table: ObjectivesTable) -> str:
    """Return the table as an object: whom and when it is of, then its blocks, rows and cells."""
    record = {
        "area": {"code": table.area.code, "name": table.area.name},
        "period": table.period.iso,
        "audience": table.audience.value,
        "policy": table.policy.name,
        **stamped(table.synthetic),
        "profile": {"name": table.profile.name, "statement": table.profile.statement},
        "blocks": [
            {
                "title": block.title,
                "columns": [
                    {"name": column.value, "heading": heading}
                    for column, heading in block.headings.items()
                ],
                "rows": [_row(block, row) for row in block.rows],
            }
            for block in table.blocks
        ],
    }
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def _row(block: ObjectivesBlock, row: ObjectiveRow) -> dict[str, Any]:
    return {
        "objective": row.objective,
        "aim": row.aim,
        "measure": row.measure,
        "period": row.period.iso,
        "days": row.period.days,
        "base": None if row.base is None else row.base.iso,
        "base_days": None if row.base is None else row.base.days,
        "second_base": None if row.second is None else row.second.iso,
        **_position(block, row),
        "cells": {
            column.value: cell_as_object(figure, block.style)
            for column, figure in row.figures.items()
        },
    }


def _position(block: ObjectivesBlock, row: ObjectiveRow) -> dict[str, Any]:
    """Return a milestone's position as a code, in words, and the numbers it rests on."""
    if row.position is None:
        return {"position": None, "position_words": None, "position_figures": {}}
    return {
        "position": row.position.found.code.value,
        "position_words": plain(row.position.words),
        "position_figures": {
            name: {
                "value": whole(figure.value),
                "text": figure.in_style(block.style),
                "unit": figure.unit.heading.lower(),
                "method": figure.provenance.method,
            }
            for name, figure in row.position.figures.items()
        },
    }


def objectives_as_csv(table: ObjectivesTable) -> str:
    """Return a line a cell; an absent value is an empty cell with its mark."""
    rows: list[tuple[object, ...]] = []
    for block in table.blocks:
        for row in block.rows:
            for column, figure in row.figures.items():
                rows.append(
                    (
                        *_whose(table, block, row),
                        column.value,
                        *cell_in_row(figure, block.style),
                    )
                )
            rows += _position_row(table, block, row)
    heading = ("block", "objective", "aim", "measure", "area", "column", *CELL_COLUMNS)
    return as_rows(heading, rows, table.synthetic)


def _position_row(
    table: ObjectivesTable, block: ObjectivesBlock, row: ObjectiveRow
) -> list[tuple[object, ...]]:
    """Return a milestone's position as a line: its code for a value, and its words."""
    if row.position is None:
        return []
    found = row.position.found
    said = (found.code.value, plain(row.position.words), "position", "", found.period.iso, "")
    return [(*_whose(table, block, row), "position", *said)]


def _whose(table: ObjectivesTable, block: ObjectivesBlock, row: ObjectiveRow) -> tuple[str, ...]:
    """Return what begins each line of a row; its titles are somebody's words."""
    titles = (inert(block.title), inert(row.objective))
    return (*titles, row.aim or "", row.measure, table.area.code)


def objectives_as_text(table: ObjectivesTable, width: int = LINE) -> str:
    """Return the table to read, in lines of at most `width`, which is 80 or more.

    All blocks stand on one grid, numbers to the right. An objective too long for its column
    goes on below, and its numbers stand in its first line.
    """
    cells = [_printed(block, table) for block in table.blocks]
    longest = max(len(title) for rows in cells for title, _ in rows)
    widths = {
        slot: max((len(row[slot]) for rows in cells for _, row in rows if slot in row), default=0)
        for slot in sorted({slot for rows in cells for _, row in rows for slot in row})
    }
    numbers = sum(widths.values())
    gap = GAP if width - numbers - len(GAP) * len(widths) >= WIDE_OBJECTIVE else NARROW_GAP
    room = max(NARROWEST_OBJECTIVE, width - numbers - len(gap) * len(widths))
    first = min(room, longest)
    lines = _head(table, width)
    for (title, headings), *rows in cells:
        across = first + sum(len(gap) + widths[slot] for slot in widths if slot <= max(headings))
        lines += ["", *_lines(title, headings, first, widths, gap), "-" * across]
        for name, row in rows:
            lines += _lines(name, row, first, widths, gap)
    return "\n".join([*lines, *_standing(table, width), "", *_foot(table, width)]) + "\n"


def _standing(table: ObjectivesTable, width: int) -> list[str]:
    """Return where every milestone stands, in words."""
    said = [
        f"{row.objective} is {plain(row.position.words)}."
        for block in table.blocks
        for row in block.rows
        if row.position is not None
    ]
    if not said:
        return []
    wrapped = [part for one in said for part in textwrap.wrap(one, width, subsequent_indent="    ")]
    return ["", f"Milestones on {long_date(table.period.end)}", *wrapped]


def _printed(block: ObjectivesBlock, table: ObjectivesTable) -> list[tuple[str, dict[int, str]]]:
    """Return the heading and the rows of a block: a title, and texts by their place on the grid."""
    rows = [(block.title, {SLOTS[c]: heading for c, heading in block.headings.items()})]
    for row in block.rows:
        title = row.objective
        if row.period.end != table.period.end:
            title += f" (to {long_date(row.period.end)})"
        rows.append((title, {SLOTS[c]: _cell(row.figures[c], block) for c in block.headings}))
    return rows


def _cell(figure: Figure, block: ObjectivesBlock) -> str:
    text = figure.in_style(block.style)
    if figure.value is None:
        return text
    return " ".join((text, *(mark.shorthand for mark in sorted(figure.marks))))


def _lines(
    title: str, row: Mapping[int, str], first: int, widths: Mapping[int, int], gap: str
) -> list[str]:
    begun, *rest = textwrap.wrap(title, first, subsequent_indent="  ", break_long_words=False) or [
        ""
    ]
    cells = (row.get(slot, "").rjust(width) for slot, width in widths.items())
    return [gap.join((begun.ljust(first), *cells)).rstrip(), *rest]


def _head(table: ObjectivesTable, width: int) -> list[str]:
    lines = [
        *table.synthetic,
        f"Objectives of {table.area.name} ({table.area.code})",
        _headline(table),
        f"For: {table.audience.value}. Policy: {table.policy.name}. Profile: {table.profile.name}.",
        table.policy.statement,
        table.profile.statement,
    ]
    return [part for line in lines for part in textwrap.wrap(line, width)]


def _foot(table: ObjectivesTable, width: int) -> list[str]:
    cells = [
        (block, row, row.figures[column])
        for block in table.blocks
        for row in block.rows
        for column in block.headings
    ]
    marks = sorted({m for block, _, f in cells for m in f.marks if m.shorthand in _cell(f, block)})
    lines = []
    for mark in marks:
        lines.append(f"{mark.shorthand} {mark.meaning}")
        why: dict[str, list[str]] = {}
        for block, row, figure in cells:
            if figure.value is None and _cell(figure, block) == mark.shorthand:
                why.setdefault(figure.provenance.method, []).append(row.objective)
        lines += [f"  {_of_rows(rows, reason)}" for reason, rows in why.items()]
    spans = {said: rows for said, rows in _spans(table).items() if said != _headline(table)}
    lines += [_of_rows(rows, said + ".") for said, rows in spans.items()]
    apart = [row.objective for block in table.blocks for row in block.rows if row.two_releases]
    lines += [_of_rows(apart, TWO_RELEASES)] if apart else []
    lines += [AS_KNOWN_THEN] if table.as_known_then else []
    lines += _a_day(table)
    releases = dict.fromkeys(note for *_, f in cells for note in f.provenance.releases)
    lines += [f"{note.publisher}: {note.title}, {note.dated}" for note in releases]
    return [part for line in lines for part in textwrap.wrap(line, width, subsequent_indent="    ")]


def _of_rows(rows: list[str], said: str) -> str:
    """Return what is said of rows, with their names where they are few."""
    names = list(dict.fromkeys(rows))
    return f"{', '.join(names)}: {said}" if len(names) <= MOST_NAMED else said


def _headline(table: ObjectivesTable) -> str:
    """Return the days of the table, and those they are compared with where all rows agree."""
    begun = (f"{table.period},", f"{table.period} (")
    found = [said for said in _spans(table) if said.startswith(begun)]
    return found[0] if len(found) == 1 else str(table.period)


def _spans(table: ObjectivesTable) -> dict[str, list[str]]:
    """Return which days rows compare, in words, each with its rows; day counts that differ."""
    found: dict[str, list[str]] = {}
    for block in table.blocks:
        for row in block.rows:
            if row.base is not None:
                now, then = str(row.period), str(row.base)
                if row.period.days != row.base.days:
                    now += f" ({row.period.days} days)"
                    then += f" ({row.base.days} days)"
                found.setdefault(f"{now}, against {then}", []).append(row.objective)
            if row.second is not None:
                said = f"Last three columns: to {long_date(row.period.end)}, against {row.second}"
                found.setdefault(said, []).append(row.objective)
    return found


def _a_day(table: ObjectivesTable) -> list[str]:
    """Return the comparison a day of every row whose two spans differ in days."""
    told = [
        f"{row.objective} {row.figures[Column.PER_DAY].in_style(block.style)}"
        for block in table.blocks
        for row in block.rows
        if Column.PER_DAY in row.figures and row.figures[Column.PER_DAY].value is not None
    ]
    return [f"Performance a day: {'; '.join(told)}."] if told else []
