"""A figure as every command prints it for programs: unrounded, with where it comes from.

Knows no command.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from copperplate.series import Figure
from copperplate.series.numbers import HOUSE, NumberStyle
from copperplate.terminal.answers import whole

CELL_COLUMNS = ("value", "text", "unit", "marks", "periods", "releases")
"""What `cell_in_row` holds, in its order."""


def cell_as_object(figure: Figure, style: NumberStyle = HOUSE) -> dict[str, Any]:
    """Return a figure as an object of JSON."""
    return {
        "figure": figure.name,
        "value": whole(figure.value),
        "text": figure.in_style(style),
        "unit": figure.unit.heading.lower(),
        "marks": sorted(mark.value for mark in figure.marks),
        "periods": [period.iso for period in figure.provenance.periods],
        "releases": [
            {"release": note.identity, "dated": note.dated} for note in figure.provenance.releases
        ],
        "method": figure.provenance.method,
        "inputs": [
            {"what": what, "value": whole(number)} for what, number in figure.provenance.inputs
        ],
        "measure": figure.provenance.measure,
        "query": figure.provenance.query,
    }


def cell_in_row(figure: Figure, style: NumberStyle = HOUSE) -> tuple[object, ...]:
    """Return a figure as cells of a row for a spreadsheet."""
    said = figure.provenance
    return (
        "" if figure.value is None else whole(figure.value),
        figure.in_style(style),
        figure.unit.heading.lower(),
        " ".join(mark.shorthand for mark in sorted(figure.marks)),
        " ".join(period.iso for period in said.periods),
        " ".join(note.identity for note in said.releases),
    )


def right_aligned(
    heading: Sequence[str], rows: Sequence[Sequence[str]], *, left: Sequence[int] = (0,)
) -> list[str]:
    """Return a table to read, a rule under its heading, numbers to the right.

    Args:
        heading: Of each column.
        rows: A text a column.
        left: Which columns hold words, and stand to the left.
    """
    lines = [tuple(heading), *(tuple(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    printed = [
        "  ".join(
            cell.ljust(width) if at in left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return [printed[0], "-" * max(map(len, printed)), *printed[1:]]
