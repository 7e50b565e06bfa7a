"""Tables as HTML: real headers, figures aligned on the decimal, a frame that scrolls.

Alignment splits the printed text of a figure at its decimal point and gives the tails of
a column one width; it never touches the number.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from copperplate.drawing.typeface import text_width
from copperplate.render.html_markup import Markup, tag
from copperplate.report.blocks import FigureRun, Row, Run, Runs, Table, Text

RunMarkup = Callable[[Run, str | None], Markup]

# What follows the whole number: a decimal part, a per cent sign, marks.
_TAIL = re.compile(r"(?<=\d)(?:\.\d+)?%?(?: \[.*)?\Z")


def table_markup(table: Table, set_run: RunMarkup) -> Markup:
    """Return a table in a frame of its own, its notes beneath.

    Args:
        table: What to set.
        set_run: Sets one run; the second argument is the run's text already marked up.
    """
    caption = f"{table.identity}-caption"
    head = tag("thead", tag("tr", *(_column_head(table, at) for at in range(len(table.columns)))))
    tails = [_tail_width(table, at) for at in range(len(table.columns))]
    body = tag("tbody", *(_row(row, table, tails, set_run) for row in table.rows))
    title = tag("caption", tag("span", table.caption), id=caption)
    frame = tag(
        "div",
        tag("table", title, head, body),
        class_="frame",
        tabindex=0,
        role="region",
        aria_labelledby=caption,
    )
    notes = [tag("p", note, class_="note") for note in table.notes]
    return tag("div", frame, *notes, class_="table", id=table.identity)


def _column_head(table: Table, at: int) -> Markup:
    column = table.columns[at]
    return tag("th", column.title, scope="col", class_="number" if column.numeric else None)


def _row(row: Row, table: Table, tails: list[float], set_run: RunMarkup) -> Markup:
    cells = []
    for at, (runs, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        if column.numeric and len(runs) == 1:
            face = _aligned(_printed(runs[0]), tails[at])
            content: tuple[Markup, ...] = (set_run(runs[0], face),)
        else:
            content = tuple(set_run(run, None) for run in runs)
        kind = "number" if column.numeric else None
        if at == 0:
            cells.append(tag("th", *content, scope="row", class_=kind))
        else:
            cells.append(tag("td", *content, class_=kind))
    return tag("tr", *cells, class_="strong" if row.strong else None)


def _printed(run: Run) -> str:
    return run.figure.marked_text if isinstance(run, FigureRun) else run.text


def _tail(text: str) -> str:
    found = _TAIL.search(text)
    return found[0] if found else ""


def _tail_width(table: Table, at: int) -> float:
    """Return the widest tail of a numeric column, in ems."""
    if not table.columns[at].numeric:
        return 0
    return max(
        (
            text_width(_tail(_printed(row.cells[at][0])), 1, strong=row.strong)
            for row in table.rows
            if _single(row.cells[at])
        ),
        default=0,
    )


def _single(runs: Runs) -> bool:
    return len(runs) == 1 and isinstance(runs[0], FigureRun | Text)


def _aligned(text: str, width: float) -> Markup:
    """Return a number's text with its tail in a box of the column's width."""
    tail = _tail(text)
    whole = text[: len(text) - len(tail)]
    if not width:
        return tag("span", text)
    return tag("span", whole, tag("span", tail, class_="tail", style=f"min-width:{width:.3f}em"))
