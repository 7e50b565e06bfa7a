"""What `map` and `chart` print beside a drawing: sentences, the table, where figures come from.

Text from what disclosure let through; computes nothing.
"""

from __future__ import annotations

import textwrap

from copperplate.narrative.runs import first_sentence, plain
from copperplate.pipeline import Drawn
from copperplate.terminal.answers import LINE


def drawing_as_text(made: Drawn) -> str:
    """Return what a drawing says, and the table behind it."""
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
    head = [*made.synthetic, block.subtitle, *made.passed, ""]
    # Of one chart the headline is its first sentence, and is not said twice.
    if not made.said or first_sentence(made.said[0])[0] != block.title:
        head.insert(len(made.synthetic), plain(block.title))
    if made.said:
        head += [line for said in made.said for line in textwrap.wrap(plain(said), LINE)] + [""]
    rule = "-" * max(map(len, lines))
    foot = ["", *table.notes, block.source]
    return "\n".join([*head, lines[0], rule, *lines[1:], *foot]) + "\n"
