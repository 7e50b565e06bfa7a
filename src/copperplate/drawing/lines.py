"""The line chart: values over time, the main line dark and on top, peers grey, all named.

Lines are plain: a gap stays a gap, a provisional value is hollow, a value alone between
two gaps is a dot. Every line but the main one is thinner; an average is dashed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copperplate.drawing.ends import (
    EndLabel,
    column_width,
    end_labels,
    label_middles,
    last_point,
)
from copperplate.drawing.frame import (
    Setting,
    bottom_axis,
    draw_bottom_axis,
    draw_side_axis,
    setting,
    side_axis_width,
    write_centred,
    write_heading,
)
from copperplate.drawing.ink import Ink, Palette, ink_of, words_ink
from copperplate.drawing.model import Line, LineChart, Role
from copperplate.drawing.svg import Point, Sheet
from copperplate.drawing.ticks import Scale, round_ticks
from copperplate.drawing.typeface import text_width
from copperplate.drawing.uprights import draw_uprights, place_uprights

_WEIGHTS = {Role.PEER: 1.3, Role.AVERAGE: 2.0, Role.MAIN: 3.0}
_DASHES = {Role.AVERAGE: "6 4"}
_PAINTED = (Role.PEER, Role.AVERAGE, Role.MAIN)
# Height of the plot for the width of the drawing, and its least and most.
_USUAL, _DENSE = (0.36, 200.0, 300.0), (0.22, 130.0, 200.0)
_TO_LABELS = 18  # from the last point to the names
_NO_VALUES = "No values to draw"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plot:
    """Where the data lie, and the scales that put them there."""

    left: float
    right: float
    top: float
    bottom: float
    across: Scale
    up: Scale

    def point(self, x: float, y: float) -> Point:
        return self.across(x), self.up(y)


def draw_lines(chart: LineChart, *, width: int, palette: Palette, dense: bool = False) -> str:
    """Return a line chart as SVG text."""
    sizes = setting(width, dense=dense)
    sheet = Sheet(palette=palette, size=sizes.size)
    usual = _usual_height(chart, sizes)
    labels = end_labels(chart.lines, sizes, most_height=max(usual, min(sizes.width, 420.0)))
    height = max(usual, sum(label.height(sizes) for label in labels))
    values = _values(chart)
    ticks = round_ticks(
        values,
        most=max(int(height // 48), 2),
        places=chart.y_places,
        from_zero=chart.from_zero,
    )
    left = side_axis_width(ticks, sizes)
    right = sizes.width - (column_width(labels, sizes) + _TO_LABELS if labels else 8)
    across = _time_scale(chart, left + 4, right)
    uprights = place_uprights([(across(event.at), event.label) for event in chart.events], sizes)
    axis = bottom_axis(chart.x_ticks, across, sizes)

    head = write_heading(sheet, chart.y_heading, sizes) + uprights.head_height(sizes)
    top = head + sizes.size * 0.75
    bottom = top + height
    low, high = (ticks[0].at, ticks[-1].at) if ticks else (0.0, 1.0)
    up = Scale(low=low, high=high, start=bottom, end=top)
    plot = _Plot(left=left, right=right, top=top, bottom=bottom, across=across, up=up)
    if ticks:
        draw_side_axis(sheet, ticks, up, sizes, left=left, right=right)
    else:
        middle = (left + right - text_width(_NO_VALUES, sizes.size)) / 2
        sheet.words(_NO_VALUES, (middle, (top + bottom) / 2), Ink.QUIET)
    foot = bottom + axis.height(sizes)
    draw_bottom_axis(sheet, axis, sizes, left=left, right=right, at=bottom)
    draw_uprights(sheet, uprights, sizes, top=top, bottom=bottom, foot=foot, marked=True)
    for role in _PAINTED:
        for line in chart.lines:
            if line.role is role:
                _draw_line(sheet, line, plot)
    _draw_labels(sheet, labels, plot, sizes)
    return sheet.text(width=sizes.width, height=foot + uprights.foot_height(sizes) + 4)


def _values(chart: LineChart) -> list[float]:
    return [y for line in chart.lines for y in line.ys if y is not None]


def _usual_height(chart: LineChart, sizes: Setting) -> float:
    """Return how high the plot is before its labels ask for more."""
    if not _values(chart):
        return 4 * sizes.line
    share, lowest, highest = _DENSE if sizes.dense else _USUAL
    return min(max(sizes.width * share, lowest), highest)


def _time_scale(chart: LineChart, left: float, right: float) -> Scale:
    places = [x for line in chart.lines for x in line.xs] + [event.at for event in chart.events]
    low, high = (min(places), max(places)) if places else (0.0, 1.0)
    if low == high:
        low, high = low - 0.5, high + 0.5
    return Scale(low=low, high=high, start=left, end=right)


def _draw_line(sheet: Sheet, line: Line, plot: _Plot) -> None:
    ink = ink_of(line.role)
    weight = _WEIGHTS[line.role]
    for stretch in _stretches(line):
        points = [plot.point(x, y) for x, y in stretch]
        if len(points) > 1:
            sheet.path(points, ink, width=weight, dash=_DASHES.get(line.role))
        else:
            sheet.dot(points[0], weight + 1, ink)
    end = last_point(line)
    if end is not None:
        sheet.dot(plot.point(*end), weight + 1, ink)
    for index in sorted(line.hollow):
        value = line.ys[index]
        if value is not None:
            sheet.dot(plot.point(line.xs[index], value), weight + 1.2, ink, hollow=True)


def _stretches(line: Line) -> list[list[tuple[float, float]]]:
    """Return the runs of neighbouring points that have values."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(line.xs, line.ys, strict=True):
        if y is None:
            runs.append([])
        else:
            runs[-1].append((x, y))
    return [run for run in runs if run]


def _draw_labels(sheet: Sheet, labels: Sequence[EndLabel], plot: _Plot, sizes: Setting) -> None:
    ends = [last_point(label.line) for label in labels]
    wishes = [plot.up(end[1]) if end else plot.bottom for end in ends]
    middles = label_middles(labels, wishes, sizes, low=plot.top - 4, high=plot.bottom + 4)
    column = plot.right + _TO_LABELS
    for label, end, middle in zip(labels, ends, middles, strict=True):
        if end is not None:
            x, y = plot.point(*end)
            # A line that ends early gets no leader: across the plot it would pass for data.
            if abs(y - middle) > sizes.line * 0.4 and x >= plot.right - 1:
                sheet.rule((x + 6, y), (column - 3, middle), Ink.AXIS, width=0.8)
        role = label.line.role
        write_centred(
            sheet,
            label.lines,
            (column, middle),
            sizes,
            words_ink(role),
            strong=label.strong,
        )
