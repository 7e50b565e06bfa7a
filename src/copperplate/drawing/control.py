"""The control chart: values, centre lines, limits, steps and signs on one time axis.

The values are the darkest thing. Each stretch has its own centre line, with its value at
its right end, and its own band; where one gives way to another the band breaks. How the
numbers came about is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copperplate.drawing.boxes import Box, best_box
from copperplate.drawing.end_notes import TO_NOTES, EndNote, draw_notes, height_of_notes
from copperplate.drawing.frame import (
    Setting,
    bottom_axis,
    draw_bottom_axis,
    draw_side_axis,
    setting,
    side_axis_width,
    write_heading,
)
from copperplate.drawing.ink import Ink, Palette
from copperplate.drawing.labels import NumberedMarks
from copperplate.drawing.model import ControlChart, Stretch, Tick
from copperplate.drawing.plot import Plot, Times
from copperplate.drawing.signs import draw_key, draw_step, place_key
from copperplate.drawing.spans import draw_spans, place_spans
from copperplate.drawing.stretches import draw_bands, draw_centres
from copperplate.drawing.svg import Point, Sheet
from copperplate.drawing.ticks import Scale, round_ticks
from copperplate.drawing.typeface import text_width, wrapped
from copperplate.drawing.uprights import draw_uprights, place_uprights
from copperplate.drawing.values import draw_values, heights_of_values, lines_of

# Height of the plot for the width of the drawing, and its least and most.
_USUAL, _DENSE = (0.38, 210.0, 320.0), (0.24, 140.0, 210.0)
_WIDEST_SHARE, _LEAST = 0.3, 96.0  # of the drawing, for the column of labels
_NO_VALUES = "No values to draw"


@dataclass(frozen=True, kw_only=True, slots=True)
class Common:
    """What control charts on one time axis share.

    Attributes:
        left: How much room the labels of their vertical axes take.
        column: How much the labels at their right ends take; 0 where there are none.
        ends: The first and last position of the axis.
    """

    left: float
    column: float
    ends: tuple[float, float]


def draw_control(
    chart: ControlChart,
    *,
    width: int,
    palette: Palette,
    dense: bool = False,
    common: Common | None = None,
) -> str:
    """Return a control chart as SVG text; with `common`, one of several on one time axis."""
    sizes = setting(width, dense=dense)
    sheet = Sheet(palette=palette, size=sizes.size)
    notes, ticks, height = _measured(chart, sizes)
    shared = common or common_of([chart], sizes)
    left = shared.left
    right = sizes.width - (shared.column + TO_NOTES if shared.column else 1)
    times = Times.of(chart.xs, left=left, right=right, ends=shared.ends)
    cramped = _cramped(chart, times, sizes)
    uprights = place_uprights(_dated(chart, times), sizes, first=len(chart.spans) + 1)
    if isinstance(uprights.heads, NumberedMarks) and cramped:
        told = _dated(chart, times, told=cramped)
        uprights = place_uprights(told, sizes, first=len(chart.spans) + 1)
    else:
        cramped = frozenset()
    spans = place_spans(chart.spans, times, sizes)
    axis = bottom_axis(chart.x_ticks, times.across, sizes)
    key = place_key(chart.key, sizes)

    head = write_heading(sheet, chart.y_heading, sizes) + uprights.head_height(sizes)
    top = head + sizes.size * 0.75
    bottom = top + height
    low, high = (ticks[0].at, ticks[-1].at) if ticks else (0.0, 1.0)
    up = Scale(low=low, high=high, start=bottom, end=top)
    plot = Plot(times=times, up=up, top=top, bottom=bottom)
    if ticks:
        draw_bands(sheet, chart.stretches, plot)
        draw_side_axis(sheet, ticks, up, sizes, left=left, right=right)
    else:
        middle = (left + right - text_width(_NO_VALUES, sizes.size)) / 2
        sheet.words(_NO_VALUES, (middle, (top + bottom) / 2), Ink.QUIET)
    clear = spans.axis_height(sizes)
    foot = bottom + clear + axis.height(sizes)
    names = foot + spans.foot_height(sizes)
    draw_uprights(sheet, uprights, sizes, top=top, bottom=bottom, foot=names, marked=False)
    _draw_lines(sheet, chart, plot)
    draw_bottom_axis(sheet, axis, sizes, left=left, right=right, at=bottom, clear=clear)
    draw_spans(sheet, spans, sizes, axis=bottom, foot=foot)
    for step in chart.steps:
        draw_step(sheet, (plot.times.start(step.first), bottom), confirmed=step.confirmed)
    draw_values(sheet, chart, plot)
    _draw_averages(sheet, chart, plot, sizes, without=cramped)
    draw_notes(sheet, notes, plot, sizes)
    end = names + uprights.foot_height(sizes)
    draw_key(sheet, key, sizes, top=end)
    return sheet.text(
        width=sizes.width,
        height=end + key.height(sizes) + 4,
        reading=_reading(chart, plot) if common is None else None,
    )


def _reading(chart: ControlChart, plot: Plot) -> tuple[float, float, float, float] | None:
    """Return where the first and the last point lie, and the plot's top and bottom."""
    across = [plot.times.across(x) for x in chart.xs]
    return (across[0], across[-1], plot.top, plot.bottom) if across else None


def common_of(charts: Sequence[ControlChart], sizes: Setting) -> Common:
    """Return what control charts need to stand on one time axis."""
    measured = [_measured(chart, sizes) for chart in charts]
    places = [x for chart in charts for x in chart.xs] or [0.0, 1.0]
    return Common(
        left=max(side_axis_width(ticks, sizes) for _, ticks, _ in measured),
        column=max((note.width(sizes) for notes, _, _ in measured for note in notes), default=0),
        ends=(min(places), max(places)),
    )


def _measured(
    chart: ControlChart, sizes: Setting
) -> tuple[tuple[EndNote, ...], tuple[Tick, ...], float]:
    """Return the labels at the right, the ticks of the vertical axis, and the plot's height."""
    notes = _end_notes(chart, sizes)
    share, least, most = _DENSE if sizes.dense else _USUAL
    needed = height_of_notes(notes, sizes)
    height = max(min(max(sizes.width * share, least), most), needed)
    ticks = round_ticks(
        _heights(chart),
        most=max(int(height // 48), 2),
        places=chart.y_places,
        from_zero=chart.from_zero,
    )
    return notes, ticks, height if ticks else 4 * sizes.line


def _heights(chart: ControlChart) -> list[float]:
    """Return every height the chart must have room for."""
    beside = (*chart.standing, *(reference.at for reference in chart.references))
    return [*heights_of_values(chart), *(height for height in beside if height is not None)]


def _dated(
    chart: ControlChart, times: Times, *, told: frozenset[int] = frozenset()
) -> list[tuple[float, str]]:
    """Return place and label of every event and step; of some steps with the line they begin."""
    events = [(times.across(event.at), event.label) for event in chart.events]
    return events + [
        (times.start(step.first), step.told if step.first in told else step.label)
        for step in chart.steps
    ]


def _cramped(chart: ControlChart, times: Times, sizes: Setting) -> frozenset[int]:
    """Return where stretches begin that are listed beneath: all that can be, if one is narrow."""
    told = {step.first for step in chart.steps if step.told}
    listed = [one for one in chart.stretches[:-1] if one.first in told]
    narrow = any(
        text_width(one.centre_label, sizes.size) > times.end(one.last) - times.start(one.first)
        for one in listed
    )
    return frozenset(one.first for one in listed) if narrow else frozenset()


def _end_notes(chart: ControlChart, sizes: Setting) -> tuple[EndNote, ...]:
    """Return the labels of the column at the right, wrapped."""
    wishes: list[tuple[str, float, Ink, bool]] = []
    last = chart.stretches[-1] if chart.stretches else None
    if last and last.centre is not None:
        wishes.append((last.centre_label, last.centre, Ink.LABEL, False))
    if last and last.upper is not None:
        wishes.append((chart.limits_label, last.upper, Ink.QUIET, False))
    values = [y for y in chart.ys if y is not None]
    if values:
        wishes.append((chart.value_label, values[-1], Ink.MAIN, True))
    wishes += [(ref.label, ref.at, Ink.LABEL, False) for ref in chart.references]
    limit = max(sizes.width * _WIDEST_SHARE, _LEAST)
    notes = []
    for words, at, ink, strong in wishes:
        lines = wrapped(words, sizes.size, limit, strong=strong)
        if lines:
            notes.append(EndNote(lines=lines, at=at, ink=ink, strong=strong))
    return tuple(notes)


def _draw_lines(sheet: Sheet, chart: ControlChart, plot: Plot) -> None:
    """Draw what the values are held against: references, centre lines, standing averages."""
    for reference in chart.references:
        height = plot.up(reference.at)
        sheet.rule(
            (plot.times.left, height), (plot.times.right, height), Ink.LABEL, width=1.2, dash="7 4"
        )
    draw_centres(sheet, chart.stretches, plot)
    for flight in plot.flights(0, chart.standing):
        sheet.path(flight, Ink.AXIS, width=1, dash="1.5 2")


def _draw_averages(
    sheet: Sheet, chart: ControlChart, plot: Plot, sizes: Setting, *, without: frozenset[int]
) -> None:
    """Write the values of earlier centre lines where the lines leave them room."""
    room = Box(
        left=plot.times.left + 2, right=plot.times.right, top=plot.top, bottom=plot.bottom - 8
    )
    taken: list[Box] = []
    lines = lines_of(chart, plot) + [_square(chart, plot, mark.point) for mark in chart.marks]
    for stretch in reversed(chart.stretches[:-1]):
        if stretch.first in without:
            continue
        wishes = _places_of(stretch, plot, sizes)
        place = best_box(wishes, room=room, taken=taken, lines=lines)
        if place is not None:
            taken.append(place)
            at = (place.left, place.bottom - sizes.descent)
            sheet.words(stretch.centre_label, at, Ink.LABEL, halo=True)


def _square(chart: ControlChart, plot: Plot, point: int) -> list[Point]:
    """Return a line round a marked point, so that no label stands on it."""
    value = chart.ys[point]
    if value is None:
        return []
    x, y = plot.point(chart.xs[point], value)
    return [(x - 7, y - 7), (x + 7, y - 7), (x + 7, y + 7), (x - 7, y + 7), (x - 7, y - 7)]


def _places_of(stretch: Stretch, plot: Plot, sizes: Setting) -> list[Box]:
    """Return where a centre line's value may stand: its right end first, then elsewhere."""
    if stretch.centre is None or not stretch.centre_label:
        return []
    width = text_width(stretch.centre_label, sizes.size)
    start, end = plot.times.start(stretch.first) + 3, plot.times.end(stretch.last) - 3
    lefts = [end - width - away for away in range(0, max(int(end - start - width), 1), 6)]
    if end - start < width:
        lefts = [(start + end - width) / 2]
    height = plot.up(stretch.centre)
    return [
        Box(left=left, right=left + width, top=top, bottom=top + sizes.line)
        for away in (0, sizes.line * 0.6)
        for left in lefts
        for top in (height - sizes.line - 1 - away, height + 2 + away)
    ]
