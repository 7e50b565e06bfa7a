"""The ranked dot plot: one row a name, one dot a value, all on one scale from zero.

The order is the caller's. The main row is larger, darker and set strong; an average is a
hollow diamond; a row without a value says why where its dot would be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copperplate.drawing.frame import (
    Setting,
    bottom_axis,
    draw_bottom_axis,
    setting,
    write_centred,
    write_heading,
)
from copperplate.drawing.ink import Ink, Palette, ink_of, words_ink
from copperplate.drawing.model import Dot, RankedDots, Role
from copperplate.drawing.svg import Point, Sheet
from copperplate.drawing.ticks import Scale, round_ticks
from copperplate.drawing.typeface import text_width, wrapped
from copperplate.drawing.uprights import draw_uprights, place_uprights

_NAMES_SHARE = 0.36  # of the drawing; the dots keep the rest
_VALUES_SHARE = 0.28
_BETWEEN_ROWS, _BETWEEN_DENSE_ROWS = 10.0, 2.0
_GAP = 14.0
_RADII = {Role.MAIN: 6.5, Role.PEER: 5.0, Role.AVERAGE: 6.0}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A dot with its words, wrapped."""

    dot: Dot
    name: tuple[str, ...]
    value: tuple[str, ...]

    @property
    def strong(self) -> bool:
        return self.dot.role is Role.MAIN

    def height(self, sizes: Setting) -> float:
        between = _BETWEEN_DENSE_ROWS if sizes.dense else _BETWEEN_ROWS
        return max(len(self.name), len(self.value), 1) * sizes.line + between

    def width(self, lines: Sequence[str], sizes: Setting) -> float:
        return max(
            (text_width(line, sizes.size, strong=self.strong) for line in lines),
            default=0,
        )


def draw_dots(chart: RankedDots, *, width: int, palette: Palette, dense: bool = False) -> str:
    """Return a ranked dot plot as SVG text."""
    sizes = setting(width, dense=dense)
    sheet = Sheet(palette=palette, size=sizes.size)
    rows = [_row(dot, sizes) for dot in chart.dots]
    left = max((row.width(row.name, sizes) for row in rows), default=0) + _GAP
    values = [row for row in rows if row.dot.value is not None]
    column = max((row.width(row.value, sizes) for row in values), default=0)
    right = sizes.width - column - _GAP
    ticks = round_ticks(
        [row.dot.value for row in values if row.dot.value is not None]
        + [reference.at for reference in chart.references],
        most=max(int((right - left) // 70), 2),
        places=chart.x_places,
        from_zero=True,
    )
    low, high = (ticks[0].at, ticks[-1].at) if ticks else (0.0, 1.0)
    across = Scale(low=low, high=high, start=left, end=right)
    uprights = place_uprights(
        [(across(reference.at), reference.label) for reference in chart.references],
        sizes,
    )
    axis = bottom_axis(ticks, across, sizes)

    top = write_heading(sheet, chart.x_heading, sizes) + uprights.head_height(sizes) + 4
    bottom = top + sum(row.height(sizes) for row in rows)
    foot = bottom + axis.height(sizes)
    draw_bottom_axis(sheet, axis, sizes, left=left, right=right, at=bottom)
    draw_uprights(sheet, uprights, sizes, top=top, bottom=bottom, foot=foot, marked=False)
    if low <= 0 <= high:
        sheet.rule((across(0), top), (across(0), bottom), Ink.AXIS)
    reach = top
    for row in rows:
        middle = reach + row.height(sizes) / 2
        _draw_row(sheet, row, across, middle, sizes)
        reach += row.height(sizes)
    return sheet.text(width=sizes.width, height=foot + uprights.foot_height(sizes) + 4)


def _row(dot: Dot, sizes: Setting) -> _Row:
    strong = dot.role is Role.MAIN
    share = _VALUES_SHARE if dot.value is not None else 1 - _NAMES_SHARE - 0.1
    return _Row(
        dot=dot,
        name=wrapped(dot.name, sizes.size, sizes.width * _NAMES_SHARE, strong=strong),
        value=wrapped(dot.value_label, sizes.size, sizes.width * share, strong=strong),
    )


def _draw_row(sheet: Sheet, row: _Row, across: Scale, middle: float, sizes: Setting) -> None:
    role, value = row.dot.role, row.dot.value
    ink = words_ink(role)
    write_centred(sheet, row.name, (0, middle), sizes, ink, strong=row.strong)
    if value is None:
        beside = (across.start + _GAP, middle)
        over = (beside[0] - 3, middle - row.height(sizes) / 2 + 3)
        reach = row.width(row.value, sizes) + 6
        sheet.blank(over, width=reach, height=row.height(sizes) - 6)
        write_centred(sheet, row.value, beside, sizes, Ink.QUIET, strong=row.strong)
        return
    sheet.rule((across.start, middle), (across.end, middle), Ink.GRID)
    _draw_dot(sheet, role, (across(value), middle))
    beside = (sizes.width, middle)
    write_centred(sheet, row.value, beside, sizes, ink, strong=row.strong, end=True)


def _draw_dot(sheet: Sheet, role: Role, at: Point) -> None:
    radius = _RADII[role]
    if role is not Role.AVERAGE:
        sheet.dot(at, radius, ink_of(role))
        return
    x, y = at
    corners = ((x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius))
    sheet.polygon(corners, ink_of(role), hollow=True)
