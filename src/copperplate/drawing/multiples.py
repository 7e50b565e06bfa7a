"""Small control charts side by side, a panel each: as many columns as there is room for.

On one scale the labels of the vertical axis stand once a row; on scales of their own every panel
has its own. A panel without a chart says why in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from copperplate.drawing.end_notes import TO_NOTES, EndNote, draw_notes, height_of_notes
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
from copperplate.drawing.ink import Ink, Palette
from copperplate.drawing.model import Panel, SmallMultiples, Tick
from copperplate.drawing.plot import Plot, Times
from copperplate.drawing.signs import draw_key, draw_reference, draw_step, place_key
from copperplate.drawing.stretches import draw_bands, draw_centres
from copperplate.drawing.svg import Sheet, height_of
from copperplate.drawing.ticks import Scale, round_ticks
from copperplate.drawing.typeface import wrapped
from copperplate.drawing.values import draw_values, heights_of_values

_LEAST, _MOST_COLUMNS = 190.0, 4  # of a panel, in pixels; of columns
_ACROSS, _DOWN = 18.0, 16.0  # between two panels
_SHARE, _LOWEST, _HIGHEST = 0.6, 104.0, 150.0  # height of a plot for the width of its panel
_ALONE = 0.36  # the same share where panels stand one beneath the other
_DENSE_SHARE, _DENSE_LOWEST = 0.42, 78.0
_BETWEEN_TICKS = 34.0
_NOTE_SHARE = 0.34  # of a panel, at most, for the labels at its right
_EDGE = 6.0  # left of a plot without labels
_SIGN = 4.6  # radius of a step's mark
_UNDER_NAME, _ABOVE = 4.0, 6.0  # a name, a plot
_INSIDE, _MOST_LINES = 10.0, 5  # what is said in a panel's place


@dataclass(frozen=True, kw_only=True, slots=True)
class _Axis:
    """The ticks of a vertical axis, from its foot up, and the height at its top."""

    ticks: tuple[Tick, ...]
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class _Laid:
    """A panel with its words wrapped and its vertical axis."""

    panel: Panel
    name: tuple[str, ...]
    notes: tuple[EndNote, ...]
    axis: _Axis


@dataclass(frozen=True, kw_only=True, slots=True)
class _Grid:
    """What all panels share.

    Attributes:
        columns: How many stand side by side.
        width: Of a panel, the labels of a common vertical axis left out.
        left: How much room labels of vertical axes take.
        column: How much the labels at right ends take, the gap included.
        height: Of a plot.
    """

    columns: int
    width: float
    left: float
    column: float
    height: float


def draw_multiples(
    chart: SmallMultiples, *, width: int, palette: Palette, dense: bool = False
) -> str:
    """Return small multiples as SVG text."""
    sizes = setting(width, dense=dense)
    sheet = Sheet(palette=palette, size=sizes.size)
    grid, laid = _measured(chart, sizes)
    down = write_heading(sheet, chart.heading, sizes) + sizes.size * 0.8
    for start in range(0, len(laid), grid.columns):
        row = laid[start : start + grid.columns]
        head = max(len(one.name) for one in row) * sizes.line + _UNDER_NAME
        foot = 0.0
        for place, one in enumerate(row):
            labelled = place == 0 or not chart.one_scale
            outside = grid.left if chart.one_scale else 0.0
            # Where no labels stand, a sign at the left edge still needs its room.
            left = outside if labelled else _EDGE
            within = replace(sizes, width=grid.width + left)
            drawn = _panel(one, chart, grid, within, palette=palette, head=head, labelled=labelled)
            before = outside + place * (grid.width + _ACROSS)
            sheet.inset(drawn, (before - left, down))
            foot = max(foot, height_of(drawn))
        down += foot + _DOWN
    key = place_key(chart.key, sizes)
    draw_key(sheet, key, sizes, top=down - _DOWN)
    return sheet.text(width=sizes.width, height=down - _DOWN + key.height(sizes) + 4)


def _measured(chart: SmallMultiples, sizes: Setting) -> tuple[_Grid, list[_Laid]]:
    """Return how the panels lie, and their words."""
    columns = int((sizes.width + _ACROSS) // (_LEAST + _ACROSS))
    columns = max(min(columns, _MOST_COLUMNS, len(chart.panels)), 1)
    width = (sizes.width - (columns - 1) * _ACROSS) / columns
    share, lowest = (_DENSE_SHARE, _DENSE_LOWEST) if sizes.dense else (_SHARE, _LOWEST)
    share = min(share, _ALONE) if columns == 1 else share
    height = min(max(width * share, lowest), _HIGHEST)
    notes = [_notes(panel, sizes, width * _NOTE_SHARE) for panel in chart.panels]
    height = max([height, *(height_of_notes(one, sizes) for one in notes)])
    common = _axis(chart.panels, chart, height) if chart.one_scale else None
    axes = [common or _axis([panel], chart, height) for panel in chart.panels]
    left = max((side_axis_width(one.ticks, sizes) for one in axes), default=0)
    if chart.one_scale:  # its labels stand once, left of the first column
        width -= left / columns
    room = width if chart.one_scale else width - left
    widest = max((note.width(sizes) for one in notes for note in one), default=0)
    grid = _Grid(
        columns=columns,
        width=width,
        left=left,
        column=widest + TO_NOTES if widest else 1,
        height=height,
    )
    return grid, [
        _Laid(
            panel=panel,
            # Another face, where ours is not at hand, may be a little wider.
            name=wrapped(panel.name, sizes.size, room * 0.95, strong=True),
            notes=own,
            axis=axis,
        )
        for panel, own, axis in zip(chart.panels, notes, axes, strict=True)
    ]


def _axis(panels: Sequence[Panel], chart: SmallMultiples, height: float) -> _Axis:
    """Return an axis with room for some panels, and for what they lie beside."""
    values = [h for one in panels if one.chart is not None for h in heights_of_values(one.chart)]
    if not values:
        return _Axis(ticks=(), high=1.0)
    if chart.reference is not None:
        values.append(chart.reference.at)
    # Zero is on the axis where it costs at most a third of the height.
    from_zero = 0 <= min(values) <= max(values) / 3
    most = max(int(height // _BETWEEN_TICKS), 2)
    ticks = round_ticks(values, most=most, places=chart.y_places, from_zero=from_zero)
    # A small plot has no room for what lies above its highest value.
    high = max(max(values), ticks[1].at)
    return _Axis(ticks=tuple(tick for tick in ticks if tick.at <= high), high=high)


def _notes(panel: Panel, sizes: Setting, room: float) -> tuple[EndNote, ...]:
    """Return the newest value and the newest average of a panel, as its labels."""
    if panel.chart is None:
        return ()
    wishes: list[tuple[str, float, Ink, bool]] = []
    last = panel.chart.stretches[-1] if panel.chart.stretches else None
    values = [y for y in panel.chart.ys if y is not None]
    if last is not None and last.centre is not None:
        wishes.append((last.centre_label, last.centre, Ink.QUIET, False))
    if values:
        wishes.append((panel.chart.value_label, values[-1], Ink.MAIN, True))
    return tuple(
        EndNote(lines=lines, at=at, ink=ink, strong=strong)
        for words, at, ink, strong in wishes
        if (lines := wrapped(words, sizes.size, room, strong=strong))
    )


def _panel(
    one: _Laid,
    chart: SmallMultiples,
    grid: _Grid,
    sizes: Setting,
    *,
    palette: Palette,
    head: float,
    labelled: bool,
) -> str:
    """Return one panel as SVG text; `sizes` is as wide as the panel."""
    sheet = Sheet(palette=palette, size=sizes.size)
    left = grid.left if labelled else _EDGE
    top, bottom = head + _ABOVE, head + _ABOVE + grid.height
    for count, line in enumerate(one.name):
        at = (left, sizes.size + count * sizes.line)
        sheet.words(line, at, Ink.LABEL, strong=True)
    ticks = one.axis.ticks
    up = Scale(low=ticks[0].at if ticks else 0, high=one.axis.high, start=bottom, end=top)
    if one.panel.chart is None:
        if ticks and labelled:  # its row still has an axis
            draw_side_axis(sheet, ticks, up, sizes, left=left, right=left)
        _say(sheet, one.panel.said, sizes, left=left, top=top, height=grid.height)
        return sheet.text(width=sizes.width, height=bottom + _ABOVE)
    small = one.panel.chart
    times = Times.of(small.xs, left=left, right=sizes.width - grid.column)
    plot = Plot(times=times, up=up, top=top, bottom=bottom)
    axis = bottom_axis(chart.x_ticks, times.across, sizes)
    draw_bands(sheet, small.stretches, plot)
    named = ticks if labelled else tuple(replace(tick, label="") for tick in ticks)
    if ticks:
        draw_side_axis(sheet, named, up, sizes, left=left, right=times.right)
    if ticks and chart.reference is not None:
        draw_reference(sheet, left=left, right=times.right, height=up(chart.reference.at))
    draw_centres(sheet, small.stretches, plot)
    draw_bottom_axis(sheet, axis, sizes, left=left, right=times.right, at=bottom)
    for step in small.steps:
        at = (times.start(step.first), bottom)
        draw_step(sheet, at, confirmed=step.confirmed, radius=_SIGN)
    draw_values(sheet, small, plot)
    draw_notes(sheet, one.notes, plot, sizes)
    return sheet.text(width=sizes.width, height=bottom + axis.height(sizes))


def _say(
    sheet: Sheet, said: str, sizes: Setting, *, left: float, top: float, height: float
) -> None:
    """Say in a panel's place why nothing is drawn there."""
    sheet.area((left, top), width=sizes.width - left, height=height, ink=Ink.TRIAL)
    lines = wrapped(said, sizes.size, sizes.width - left - 2 * _INSIDE, most=_MOST_LINES)
    write_centred(sheet, lines, (left + _INSIDE, top + height / 2), sizes, Ink.QUIET)
