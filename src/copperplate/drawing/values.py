"""The values of a control chart: the thin line that joins them, and each point with its sign.

Places and shapes; what a sign is worth is `model`'s to say, how it looks `signs`'.
"""

from __future__ import annotations

from copperplate.drawing.ink import Ink
from copperplate.drawing.model import ControlChart
from copperplate.drawing.plot import Plot
from copperplate.drawing.signs import Sizes, draw_point
from copperplate.drawing.stretches import heights_of
from copperplate.drawing.svg import Point, Sheet


def heights_of_values(chart: ControlChart) -> list[float]:
    """Return the heights of every value, centre line and limit."""
    found = [*chart.ys, *(height for one in chart.stretches for height in heights_of(one))]
    return [height for height in found if height is not None]


def lines_of(chart: ControlChart, plot: Plot) -> list[list[Point]]:
    """Return the runs of neighbouring points that have values."""
    runs: list[list[Point]] = [[]]
    for x, y in zip(chart.xs, chart.ys, strict=True):
        if y is None:
            runs.append([])
        else:
            runs[-1].append(plot.point(x, y))
    return [run for run in runs if run]


def draw_values(sheet: Sheet, chart: ControlChart, plot: Plot) -> None:
    """Draw the values, each with its sign."""
    for run in lines_of(chart, plot):
        if len(run) > 1:
            sheet.path(run, Ink.MAIN, width=1.3)
    marks = {mark.point: mark for mark in chart.marks}
    sizes = Sizes.of(plot.times.room)
    for point, y in enumerate(chart.ys):
        if y is not None:
            at = plot.point(chart.xs[point], y)
            hollow = point in chart.hollow
            draw_point(sheet, at, marks.get(point), sizes, hollow=hollow)
