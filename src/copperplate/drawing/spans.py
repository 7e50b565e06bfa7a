"""Stretches of time beneath a time axis: a numbered mark where each starts, its name at the foot.

Marks that would touch stand one under the other. What the stretches are is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copperplate.drawing.frame import Setting
from copperplate.drawing.ink import Ink
from copperplate.drawing.model import TimeSpan
from copperplate.drawing.plot import Times
from copperplate.drawing.svg import Sheet
from copperplate.drawing.typeface import text_width
from copperplate.drawing.uprights import Rows, names_in_rows

_CLEAR = 9  # under the axis, so that its ticks and the signs of steps end above the marks
_BETWEEN = 3
_UNDER = 8  # the labels of the axis keep their own distance from what stands above them
_GAP = 6
_ARROW = 5.0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Placed:
    """One stretch: where it starts and ends, whether it goes on, and in which row."""

    number: str
    start: float
    end: float
    goes_on: bool
    row: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Spans:
    """Stretches of time, placed; none take no room."""

    placed: tuple[_Placed, ...]
    rows: int
    foot: Rows

    def axis_height(self, sizes: Setting) -> float:
        """How much room the marks take between the axis and its labels."""
        return _CLEAR + self.rows * _row(sizes) - _UNDER if self.rows else 0

    def foot_height(self, sizes: Setting) -> float:
        """How much room the names take beneath the chart."""
        return len(self.foot) * sizes.line


def place_spans(spans: Sequence[TimeSpan], times: Times, sizes: Setting) -> Spans:
    """Decide where stretches of time stand, numbered from 1 in their order."""
    placed: list[_Placed] = []
    reach: list[float] = []
    for number, span in enumerate(spans, start=1):
        start = min(max(times.across(span.start), times.left), times.right)
        goes_on = span.end is None
        end = times.right if span.end is None else min(times.across(span.end), times.right)
        radius = _radius(sizes, str(number))
        row = next((at for at, to in enumerate(reach) if to + _GAP <= start - radius), len(reach))
        taken = max(end, start + radius)
        reach[row : row + 1] = [taken]
        placed.append(_Placed(number=str(number), start=start, end=end, goes_on=goes_on, row=row))
    names = [f"{number}: {span.label}" for number, span in enumerate(spans, start=1)]
    return Spans(placed=tuple(placed), rows=len(reach), foot=names_in_rows(names, sizes))


def draw_spans(sheet: Sheet, spans: Spans, sizes: Setting, *, axis: float, foot: float) -> None:
    """Draw the marks from the axis down, and the names from the foot down."""
    for one in spans.placed:
        middle = axis + _CLEAR + one.row * _row(sizes) + _row(sizes) / 2 - _BETWEEN / 2
        radius = _radius(sizes, one.number)
        if one.end > one.start + radius:
            sheet.rule((one.start, middle), (one.end, middle), Ink.LABEL, width=1.6)
            _draw_end(sheet, one, middle)
        sheet.rule((one.start, axis), (one.start, middle), Ink.LABEL, width=1.2)
        sheet.dot((one.start, middle), radius, Ink.LABEL)
        at = (one.start, middle + sizes.half_capital)
        sheet.words(one.number, at, Ink.PAPER, anchor="middle", strong=True)
    for count, row in enumerate(spans.foot):
        for start, text in row:
            sheet.words(text, (start, foot + sizes.size + count * sizes.line), Ink.LABEL)


def _draw_end(sheet: Sheet, one: _Placed, middle: float) -> None:
    """Draw an arrow where a stretch goes on, a stop where it ends."""
    if one.goes_on:
        tips = (
            (one.end - _ARROW, middle - _ARROW * 0.8),
            (one.end - _ARROW, middle + _ARROW * 0.8),
        )
        sheet.polygon((tips[0], (one.end + 1, middle), tips[1]), Ink.LABEL)
    else:
        sheet.rule((one.end, middle - 4), (one.end, middle + 4), Ink.LABEL, width=1.6)


def _radius(sizes: Setting, number: str) -> float:
    return max(sizes.size * 0.6, text_width(number, sizes.size, strong=True) / 2 + 3)


def _row(sizes: Setting) -> float:
    return sizes.size * 1.2 + _BETWEEN + 2
