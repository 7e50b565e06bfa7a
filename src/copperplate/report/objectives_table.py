"""The objectives table in a paper: a table a block, and where each milestone stands below."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from copperplate.narrative.objective_figures import AS_KNOWN_THEN, TWO_RELEASES
from copperplate.narrative.runs import FigureRun, Text
from copperplate.periods import long_date
from copperplate.report.blocks import Block, Column, Paragraph, Row, Table
from copperplate.report.material import Material
from copperplate.report.objectives import ObjectivesBlock, ObjectivesTable
from copperplate.series import Mark


def objectives_tables(material: Material, numbers: count[int]) -> Iterator[Block]:
    """Yield a sentence that says which days are compared, and a table for each block."""
    table = material.table
    if table is None:
        return
    said = f"The figures are counted to {long_date(table.period.end)}, each beside the same days "
    yield Paragraph(runs=(Text(f"{said}of its base year."),), number=next(numbers))
    for number, block in enumerate(table.blocks, start=1):
        yield _table(table, block, identity=f"objectives-{number}")


def _table(table: ObjectivesTable, block: ObjectivesBlock, *, identity: str) -> Table:
    columns = tuple(Column(title=heading, numeric=True) for heading in block.headings.values())
    rows = tuple(
        Row(
            cells=(
                (Text(row.objective),),
                *((FigureRun(row.figures[column]),) for column in block.headings),
            )
        )
        for row in block.rows
    )
    return Table(
        identity=identity,
        caption=f"{block.title}, {table.period}",
        columns=(Column(title="Objective"), *columns),
        rows=rows,
        notes=_notes(table, block),
    )


def _notes(table: ObjectivesTable, block: ObjectivesBlock) -> tuple[str, ...]:
    """Return what must be read beside a block: other days, other releases, marks."""
    notes = [
        f"{row.objective}: {row.period}, against {row.base}."
        for row in block.rows
        if row.base is not None and row.period != table.period
    ]
    if any(row.two_releases for row in block.rows):
        notes.append(TWO_RELEASES)
    if table.as_known_then:
        notes.append(AS_KNOWN_THEN)
    figures = [row.figures[column] for row in block.rows for column in block.headings]
    marks: set[Mark] = {mark for figure in figures for mark in figure.marks}
    notes += [f"{mark.shorthand} {mark.meaning}." for mark in sorted(marks)]
    return tuple(notes)
