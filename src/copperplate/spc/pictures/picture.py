"""One control chart, ready to be drawn: brings its stretches, signs and words together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from copperplate import drawing
from copperplate.drawing import StepMark, Stretch
from copperplate.spc.chart import ControlChart
from copperplate.spc.exceptions import WrongShape
from copperplate.spc.pictures.signs import key_of, signs_of
from copperplate.spc.pictures.stretches import heights_of, limits_label, optional, stretches_of
from copperplate.spc.pictures.wording import Axes, PictureWords, usual_words
from copperplate.spc.steps import Decision


def picture_of(
    chart: ControlChart,
    axes: Axes,
    *,
    number: Callable[[float], str],
    words: PictureWords | None = None,
    references: tuple[drawing.Reference, ...] = (),
    events: tuple[drawing.Event, ...] = (),
) -> drawing.ControlChart:
    """Return what to draw of a control chart.

    Where a rule set finds its own steps, breaches are marked and the current run, from the
    length from which it is spoken of; of other rule sets, every sign they look for.
    Zero is on the axis where it costs at most a third of the height.

    Args:
        chart: The chart of one series.
        axes: How its axes are labelled.
        number: Words a value, an average or a limit.
        words: Other words than the usual.
        references: Labelled dashed lines across, such as a milestone.
        events: Dated marks on the time axis, in places of points from 0.

    Returns:
        A drawing's content; positions are places of points from 0.

    Raises:
        WrongShape: There is not one period a point.
    """
    if len(axes.periods) != len(chart):
        raise WrongShape(f"there are {len(chart)} points and {len(axes.periods)} periods.")
    said = words or usual_words(chart.rules, chart.chart)
    if axes.times != 1:
        chart = chart.times(axes.times)
    stretches = stretches_of(chart, axes, said, number)
    signs = signs_of(chart)
    return drawing.ControlChart(
        xs=tuple(float(point) for point in range(len(chart))),
        ys=optional(chart.values),
        stretches=stretches,
        x_ticks=axes.x_ticks,
        y_heading=axes.y_heading,
        y_places=axes.y_places,
        from_zero=_from_zero(chart, stretches),
        value_label=_latest(chart, axes, said, number),
        limits_label=limits_label(stretches, said, number),
        standing=optional(chart.standing_average),
        hollow=frozenset(np.flatnonzero(chart.provisional).tolist()),
        steps=tuple(
            StepMark(
                first=step.began,
                label=axes.periods[step.began],
                confirmed=step.decision is Decision.CONFIRMED,
                told=_told(stretches, step.began, axes, said),
            )
            for step in chart.steps
            if step.decision is not Decision.REFUSED
        ),
        marks=signs.marks,
        references=references,
        events=events,
        key=key_of(chart, stretches, signs, said),
    )


def _told(stretches: tuple[Stretch, ...], began: int, axes: Axes, said: PictureWords) -> str:
    """Return a step's date with the centre line since; empty where that has no one value."""
    number = next((one.centre_label for one in stretches if one.first == began), "")
    if not number or began == stretches[-1].first:
        return ""
    average = said.average.format(value=number)
    return said.step_told.format(
        period=axes.periods[began], average=f"{average[:1].lower()}{average[1:]}"
    )


def _from_zero(chart: ControlChart, stretches: tuple[Stretch, ...]) -> bool:
    drawn = [*chart.values[~np.isnan(chart.values)].tolist(), *heights_of(stretches)]
    return bool(drawn) and 0 <= min(drawn) <= max(drawn) / 3


def _latest(
    chart: ControlChart, axes: Axes, said: PictureWords, number: Callable[[float], str]
) -> str:
    known = np.flatnonzero(~np.isnan(chart.values))
    if not len(known):
        return ""
    point = int(known[-1])
    template = said.latest_provisional if chart.provisional[point] else said.latest
    return template.format(period=axes.periods[point], value=number(float(chart.values[point])))
