"""Upright lines with labels: dated events on a time axis, averages on a value axis.

Their labels stand beside their heads in one row; where they cannot, heads carry numbers
and the names are listed beneath the chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copperplate.drawing.frame import Setting
from copperplate.drawing.ink import Ink
from copperplate.drawing.labels import Flag, NumberedMarks, flags, numbered
from copperplate.drawing.svg import Sheet
from copperplate.drawing.typeface import text_width, wrapped

_GAP = 4
_CLEAR = 4  # between the row of heads and what the chart writes at its top
_BETWEEN_NAMES = 16

Rows = tuple[tuple[tuple[float, str], ...], ...]
"""Lines of names, each a row of (start, text)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Uprights:
    """Upright lines, placed.

    Attributes:
        places: Where the lines stand.
        heads: Their labels, beside the heads or as numbers; None where there are none.
        foot: Lines of names under the chart, each a row of (start, text).
    """

    places: tuple[float, ...]
    heads: tuple[Flag, ...] | NumberedMarks | None
    foot: Rows

    def head_height(self, sizes: Setting) -> float:
        """How much room the row of heads takes above the chart."""
        return sizes.line + _CLEAR if self.heads is not None else 0

    def foot_height(self, sizes: Setting) -> float:
        """How much room the names take beneath it."""
        return len(self.foot) * sizes.line


def place_uprights(
    marks: Sequence[tuple[float, str]], sizes: Setting, *, first: int = 1
) -> Uprights:
    """Decide where the labels of upright lines go.

    Args:
        marks: Pixel position and label of each.
        sizes: The drawing's setting; labels stay inside its width.
        first: The first number, where heads carry numbers.
    """
    places = tuple(at for at, _ in marks)
    if not marks:
        return Uprights(places=(), heads=None, foot=())
    beside = flags(marks, size=sizes.size, low=0, high=sizes.width, gap=_GAP)
    if beside is not None:
        return Uprights(places=places, heads=beside, foot=())
    known = numbered(marks, size=sizes.size, low=0, high=sizes.width, gap=_GAP, first=first)
    return Uprights(places=places, heads=known, foot=names_in_rows(known.names, sizes))


def draw_uprights(
    sheet: Sheet,
    uprights: Uprights,
    sizes: Setting,
    *,
    top: float,
    bottom: float,
    foot: float,
    marked: bool,
) -> None:
    """Draw the lines from `top` to `bottom`, their heads above, their names from `foot`.

    `marked` puts a small triangle where each line meets the axis: a date on a time axis.
    """
    baseline = top - sizes.half_capital - sizes.descent - _CLEAR
    flagged = isinstance(uprights.heads, tuple)
    for place in uprights.places:
        head = baseline - sizes.size * 0.75 if flagged else top
        sheet.rule((place, head), (place, bottom), Ink.AXIS, dash="2 3")
        if marked:
            corners = ((place - 4, bottom), (place + 4, bottom), (place, bottom - 7))
            sheet.polygon(corners, Ink.LABEL)
    match uprights.heads:
        case NumberedMarks(heads=heads):
            for middle, text in heads:
                sheet.words(text, (middle, baseline), Ink.LABEL, anchor="middle", strong=True)
        case tuple() as beside:
            for flag in beside:
                sheet.words(flag.text, (flag.start, baseline), Ink.LABEL)
        case None:
            return
    for count, row in enumerate(uprights.foot):
        for start, text in row:
            sheet.words(text, (start, foot + sizes.size + count * sizes.line), Ink.LABEL)


def names_in_rows(names: Sequence[str], sizes: Setting) -> Rows:
    """Set names one after another, as many to a row as fit."""
    rows: list[list[tuple[float, str]]] = []
    reach = sizes.width
    for name in names:
        for line in wrapped(name, sizes.size, sizes.width):
            width = text_width(line, sizes.size)
            start = reach + _BETWEEN_NAMES
            if not rows or start + width > sizes.width:
                rows.append([])
                start = 0
            rows[-1].append((start, line))
            reach = start + width
    return tuple(tuple(row) for row in rows)
