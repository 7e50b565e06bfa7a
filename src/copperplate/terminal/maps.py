"""What `map` prints beside its drawing: the table, and where its figures come from.

Text from what disclosure let through; computes nothing.
"""

from __future__ import annotations

from copperplate.narrative.runs import plain
from copperplate.pipeline import Map


def map_as_text(made: Map) -> str:
    """Return the table of a map: one row an area, highest first."""
    block, table = made.block, made.block.table
    heads = [column.title for column in table.columns]
    rows = [heads, *([plain(cell) for cell in row.cells] for row in table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if column.numeric else cell.ljust(width)
            for cell, width, column in zip(row, widths, table.columns, strict=True)
        ).rstrip()
        for row in rows
    ]
    head = [plain(block.title), block.subtitle, *made.passed, ""]
    rule = "-" * max(map(len, lines))
    foot = ["", *table.notes, block.source]
    return "\n".join([*head, lines[0], rule, *lines[1:], *foot]) + "\n"
