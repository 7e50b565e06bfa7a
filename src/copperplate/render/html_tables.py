"""Tables as HTML: real headers, figures aligned on the decimal, a frame that scrolls.

Alignment measures what follows the whole number in the printed text, and leaves a cell
with a shorter tail that much room at its right; it never touches the number.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from copperplate.drawing.typeface import text_width
from copperplate.render.html_markup import Markup, tag
from copperplate.report.blocks import FigureRun, Row, Run, Runs, Table

RunMarkup = Callable[[Run], Markup]
Tail = Callable[[float], dict[str, str]]
"""The attributes of a cell that leave so much room, in ems, at its right."""

# What follows the whole number: a decimal part, a per cent sign, marks.
_TAIL = re.compile(r"(?<=\d)(?:\.\d+)?%?(?: \[.*)?\Z")

_NOTHING = 0.005  # of an em; less room than this is none
TAIL_STEP, _MOST_TAILS = 0.05, 80  # of an em: less than a pixel; four ems are a mark and more
TAIL_STYLES = "".join(
    f"td.tail-{step}{{padding-right:{step * TAIL_STEP:.2f}em}}"
    for step in range(1, _MOST_TAILS + 1)
)
"""The style sheet of `tail_in_class`."""


def tail_in_style(room: float) -> dict[str, str]:
    """Return room at the right as a style of the cell's own: for a page that is one file."""
    return {"style": f"padding-right:{room:.2f}em"}


def tail_in_class(room: float) -> dict[str, str]:
    """Return the same as the name of a class, to `TAIL_STEP`; `TAIL_STYLES` says what they mean.

    For pages whose security policy lets no style stand in them.
    """
    return {"tail": f"tail-{min(round(room / TAIL_STEP), _MOST_TAILS)}"}


def table_markup(table: Table, set_run: RunMarkup, tail: Tail = tail_in_style) -> Markup:
    """Return a table in a frame of its own, its notes beneath.

    Args:
        table: What to set.
        set_run: Sets one run.
        tail: How room at the right of a number is left.
    """
    caption = f"{table.identity}-caption"
    head = tag(
        "thead",
        tag("tr", *(_column_head(table, at) for at in range(len(table.columns)))),
    )
    tails = [_widest_tail(table, at) for at in range(len(table.columns))]
    body = tag("tbody", *(_row(row, table, tails, set_run, tail) for row in table.rows))
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


def _row(row: Row, table: Table, tails: list[float], set_run: RunMarkup, tail: Tail) -> Markup:
    cells = []
    for at, (runs, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        room = tails[at] - _tail_width(runs, row) if column.numeric else 0
        left = dict(tail(room)) if room > _NOTHING else {}
        classes = [*(["number"] if column.numeric else []), *filter(None, [left.pop("tail", "")])]
        cells.append(
            tag(
                "td" if at else "th",
                *(set_run(run) for run in runs),
                scope=None if at else "row",
                class_=" ".join(classes) or None,
                **left,
            )
        )
    return tag("tr", *cells, class_="strong" if row.strong else None)


def _widest_tail(table: Table, at: int) -> float:
    return max((_tail_width(row.cells[at], row) for row in table.rows), default=0)


def _tail_width(runs: Runs, row: Row) -> float:
    """Return how wide what follows the whole number is, in ems."""
    last = runs[-1]
    text = last.figure.marked_text if isinstance(last, FigureRun) else last.text
    found = _TAIL.search(text)
    return text_width(found[0], 1, strong=row.strong) if found else 0
