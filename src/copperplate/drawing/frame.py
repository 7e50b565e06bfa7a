"""The measures every chart shares: font size, line height, axes and their labels.

Sizes are CSS pixels; in print one stands for 0.75 pt. Knows ticks and scales, not lines
or dots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from copperplate.drawing.ink import Ink
from copperplate.drawing.labels import thinned
from copperplate.drawing.model import Tick
from copperplate.drawing.svg import Sheet
from copperplate.drawing.ticks import Scale
from copperplate.drawing.typeface import CAP_HEIGHT, LINE_HEIGHT, text_width, wrapped

NARROWEST = 320
_WIDE_FROM = 560  # where labels can be a size larger
_TICK = 5
_UNDER_TICK = 6
_FEW_LABELS = 4  # fewer than these on one line: try them on two


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """How large a drawing is set: its width, its labels' font size, and whether it is low."""

    width: float
    size: float
    dense: bool = False

    @property
    def line(self) -> float:
        """Distance between two baselines."""
        return self.size * LINE_HEIGHT

    @property
    def half_capital(self) -> float:
        """How far under a middle line the baseline of centred words lies."""
        return self.size * CAP_HEIGHT / 2

    @property
    def descent(self) -> float:
        """How far letters reach under the baseline."""
        return self.size * 0.275


def setting(width: int, *, dense: bool = False) -> Setting:
    """Return the setting of a drawing `width` pixels wide.

    Raises:
        ValueError: It is narrower than a phone.
    """
    if width < NARROWEST:
        raise ValueError(f"a drawing is at least {NARROWEST} pixels wide")
    return Setting(width=float(width), size=14 if width >= _WIDE_FROM else 13, dense=dense)


def write_heading(sheet: Sheet, heading: str, sizes: Setting) -> float:
    """Write what an axis counts at the top; return how far down it reaches."""
    lines = wrapped(heading, sizes.size, sizes.width)
    for count, line in enumerate(lines):
        sheet.words(line, (0, sizes.size + count * sizes.line), Ink.QUIET)
    return sizes.size + (len(lines) - 1) * sizes.line + sizes.descent if lines else 0


def write_centred(
    sheet: Sheet,
    lines: Sequence[str],
    at: tuple[float, float],
    sizes: Setting,
    ink: Ink,
    *,
    strong: bool = False,
    end: bool = False,
) -> None:
    """Write lines as a block whose middle lies at the height of a point."""
    first = at[1] - (len(lines) - 1) * sizes.line / 2 + sizes.half_capital
    for count, line in enumerate(lines):
        sheet.words(
            line,
            (at[0], first + count * sizes.line),
            ink,
            strong=strong,
            anchor="end" if end else "start",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class AxisLabel:
    """A tick's label as it stands: its middle, and one or two lines."""

    middle: float
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BottomAxis:
    """The labels a horizontal axis has room for, and all its ticks."""

    ticks: tuple[float, ...]
    labels: tuple[AxisLabel, ...]

    def height(self, sizes: Setting) -> float:
        """How far beneath the axis it reaches."""
        lines = max((len(label.lines) for label in self.labels), default=0)
        words = sizes.size + (lines - 1) * sizes.line + sizes.descent if lines else 0
        return _TICK + _UNDER_TICK + words


def bottom_axis(ticks: Sequence[Tick], scale: Scale, sizes: Setting) -> BottomAxis:
    """Choose which ticks of a horizontal axis are labelled, and how.

    Labels that crowd each other are set on two lines, if that lets more of them stand.
    """
    inside = [tick for tick in ticks if scale.low <= tick.at <= scale.high]
    one_line = _standing([(scale(tick.at), (tick.label,)) for tick in inside], sizes)
    labels = one_line
    if len(one_line) < min(_FEW_LABELS, len(inside)):
        halves = [(scale(tick.at), tuple(tick.label.rsplit(" ", 1))) for tick in inside]
        two_lines = _standing(halves, sizes)
        labels = two_lines if len(two_lines) > len(one_line) else one_line
    return BottomAxis(ticks=tuple(scale(tick.at) for tick in inside), labels=labels)


def _standing(
    wishes: Sequence[tuple[float, tuple[str, ...]]], sizes: Setting
) -> tuple[AxisLabel, ...]:
    widths = [max(text_width(line, sizes.size) for line in lines) for _, lines in wishes]
    middles = [
        max(width / 2, min(place, sizes.width - width / 2))
        for (place, _), width in zip(wishes, widths, strict=True)
    ]
    return tuple(
        AxisLabel(middle=middles[index], lines=wishes[index][1])
        for index in thinned(middles, widths, gap=sizes.size)
        if widths[index] <= sizes.width
    )


def draw_bottom_axis(
    sheet: Sheet,
    axis: BottomAxis,
    sizes: Setting,
    *,
    left: float,
    right: float,
    at: float,
    clear: float = 0,
) -> None:
    """Draw a horizontal axis, its ticks and its labels, these `clear` pixels further down."""
    sheet.rule((left, at), (right, at), Ink.AXIS)
    for place in axis.ticks:
        sheet.rule((place, at), (place, at + _TICK), Ink.AXIS)
    for label in axis.labels:
        for count, line in enumerate(label.lines):
            baseline = at + clear + _TICK + _UNDER_TICK + sizes.size * 0.8 + count * sizes.line
            sheet.words(line, (label.middle, baseline), Ink.QUIET, anchor="middle")


def side_axis_width(ticks: Sequence[Tick], sizes: Setting) -> float:
    """Return how much room the labels of a vertical axis take, the gap included."""
    return max((text_width(tick.label, sizes.size) for tick in ticks), default=0) + 8


def draw_side_axis(
    sheet: Sheet,
    ticks: Sequence[Tick],
    scale: Scale,
    sizes: Setting,
    *,
    left: float,
    right: float,
) -> None:
    """Draw the labels of a vertical axis and a light line across the chart for each."""
    shown = ticks
    if any(abs(scale(a.at) - scale(b.at)) < sizes.line for a, b in pairwise(ticks)):
        shown = (ticks[0], ticks[-1])
    for tick in shown:
        height = scale(tick.at)
        sheet.rule((left, height), (right, height), Ink.GRID)
        if tick.label:
            place = (left - 8, height + sizes.half_capital)
            sheet.words(tick.label, place, Ink.QUIET, anchor="end")
    if ticks[0].at < 0 < ticks[-1].at:
        sheet.rule((left, scale(0)), (right, scale(0)), Ink.AXIS)
