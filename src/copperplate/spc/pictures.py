"""A control chart as `drawing` takes it: plain numbers, labels and signs.

The only module of this library that knows `drawing`, and it is imported by whoever wants
a picture, not before. Periods and numbers are worded by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from copperplate import drawing
from copperplate.drawing import KeyMark, PointMark, StepMark, Stretch, Tick, Tone
from copperplate.spc.chart import ControlChart, Segment
from copperplate.spc.direction import Kind
from copperplate.spc.standing import FixedSide
from copperplate.spc.steps import Decision

_TONES = {
    Kind.IMPROVEMENT: Tone.IMPROVEMENT,
    Kind.CONCERN: Tone.CONCERN,
    Kind.HIGH: Tone.NEITHER,
    Kind.LOW: Tone.NEITHER,
}
_BREACH_SIGNS = {
    Tone.IMPROVEMENT: KeyMark.BREACH_IMPROVEMENT,
    Tone.CONCERN: KeyMark.BREACH_CONCERN,
    Tone.NEITHER: KeyMark.BREACH_NEITHER,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureWords:
    """What a picture says of itself; braces are filled in with numbers and periods."""

    average: str = "Average {value}"
    limits: str = "Limits {lower} to {upper}"
    trial_limits: str = "Trial limits {lower} to {upper}"
    latest: str = "{period}: {value}"
    latest_provisional: str = "{period}: {value} [p]"
    step: str = "step change"
    possible_step: str = "possible step change"
    run_above: str = "in a run above the average as it then stood"
    run_below: str = "in a run below the average as it then stood"
    breach_improvement: str = "on or beyond a limit: improvement"
    breach_concern: str = "on or beyond a limit: concern"
    breach_neither: str = "on or beyond a limit"
    provisional: str = "[p] provisional, not judged yet"
    trial: str = "trial limits, from few points"
    standing: str = "average each point was judged against"


@dataclass(frozen=True, kw_only=True, slots=True)
class Axes:
    """How a picture's axes are labelled.

    Attributes:
        periods: The name of each point's period: one a point.
        x_ticks: Where the time axis is labelled, in places of points from 0.
        y_heading: What the vertical axis counts.
        y_places: Decimal places of its labels.
        lowest: What no value can go below, such as 0 for counts: limits are drawn from it.
        highest: What no value can go above, such as 100 for percentages.
    """

    periods: Sequence[str]
    x_ticks: tuple[Tick, ...]
    y_heading: str
    y_places: int = 0
    lowest: float | None = None
    highest: float | None = None


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

    A run is marked from the length from which it is spoken of. Zero is on the axis where
    it costs at most a third of the height.

    Args:
        chart: The chart of one series.
        axes: How its axes are labelled.
        number: Words a value, an average or a limit.
        words: Other words than the usual.
        references: Labelled dashed lines across, such as a milestone.
        events: Dated marks on the time axis, in places of points from 0.

    Returns:
        A drawing's content; positions are places of points from 0.
    """
    said = words or PictureWords()
    marks = _marks(chart)
    last = chart.segments[-1] if chart.segments else None
    lower, upper = _clipped(last, axes) if last and last.limited else (None, None)
    limits = ""
    if last and lower is not None and upper is not None:
        template = said.trial_limits if last.trial else said.limits
        limits = template.format(lower=number(lower), upper=number(upper))
    stretches = tuple(
        _stretch(segment, axes, said, number, newest=segment is last) for segment in chart.segments
    )
    return drawing.ControlChart(
        xs=tuple(float(point) for point in range(len(chart))),
        ys=_optional(chart.values),
        stretches=stretches,
        x_ticks=axes.x_ticks,
        y_heading=axes.y_heading,
        y_places=axes.y_places,
        from_zero=_from_zero(chart, stretches),
        value_label=_latest(chart, axes, said, number),
        limits_label=limits,
        standing=_optional(chart.standing_average),
        hollow=frozenset(np.flatnonzero(chart.provisional).tolist()),
        steps=tuple(
            StepMark(
                first=step.began,
                label=axes.periods[step.began],
                confirmed=step.decision is Decision.CONFIRMED,
            )
            for step in chart.steps
            if step.decision is not Decision.REFUSED
        ),
        marks=marks,
        references=references,
        events=events,
        key=_key(chart, marks, said),
    )


def _optional(values: np.typing.NDArray[np.float64]) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else float(value) for value in values)


def _clipped(segment: Segment, axes: Axes) -> tuple[float, float]:
    """Return limits no further out than values can go."""
    lower, upper = segment.lower, segment.upper
    if axes.lowest is not None:
        lower = max(lower, axes.lowest)
    if axes.highest is not None:
        upper = min(upper, axes.highest)
    return lower, upper


def _stretch(
    segment: Segment,
    axes: Axes,
    said: PictureWords,
    number: Callable[[float], str],
    *,
    newest: bool,
) -> Stretch:
    known = not np.isnan(segment.centre_line)
    value = number(segment.centre_line) if known else ""
    lower, upper = _clipped(segment, axes) if segment.limited else (None, None)
    return Stretch(
        first=segment.first,
        last=segment.last,
        centre=segment.centre_line if known else None,
        centre_label=said.average.format(value=value) if newest and known else value,
        lower=lower,
        upper=upper,
        trial=segment.trial,
    )


def _marks(chart: ControlChart) -> tuple[PointMark, ...]:
    """Return the signs of points: breaches, and the current run once it is worth saying."""
    run = chart.run if len(chart.run) >= chart.rules.run_worth_saying else ()
    marks = []
    for point in sorted({*run, *np.flatnonzero(chart.breach).tolist()}):
        breach = bool(chart.breach[point])
        side = chart.breach_side(point) if breach else FixedSide(int(chart.side[point]))
        marks.append(
            PointMark(
                point=point,
                tone=_TONES[chart.kind(side)],
                run_side=int(chart.side[point]) if point in run else 0,
                breach=breach,
            )
        )
    return tuple(marks)


def _from_zero(chart: ControlChart, stretches: Sequence[Stretch]) -> bool:
    drawn = chart.values[~np.isnan(chart.values)].tolist()
    for stretch in stretches:
        drawn += [h for h in (stretch.lower, stretch.upper) if h is not None]
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


def _key(
    chart: ControlChart, marks: tuple[PointMark, ...], said: PictureWords
) -> tuple[tuple[KeyMark, str], ...]:
    """Return the signs this picture uses, in one order, and what they mean."""
    decisions = {step.decision for step in chart.steps}
    used = {_BREACH_SIGNS[mark.tone] for mark in marks if mark.breach}
    used |= {KeyMark.RUN_ABOVE for mark in marks if mark.run_side > 0}
    used |= {KeyMark.RUN_BELOW for mark in marks if mark.run_side < 0}
    if Decision.CONFIRMED in decisions:
        used.add(KeyMark.STEP)
    if Decision.UNDECIDED in decisions:
        used.add(KeyMark.POSSIBLE_STEP)
    if (chart.provisional & ~np.isnan(chart.values)).any():
        used.add(KeyMark.PROVISIONAL)
    if any(segment.trial for segment in chart.segments):
        used.add(KeyMark.TRIAL)
    if not np.isnan(chart.standing_average).all():
        used.add(KeyMark.STANDING)
    meanings = (
        (KeyMark.STEP, said.step),
        (KeyMark.POSSIBLE_STEP, said.possible_step),
        (KeyMark.RUN_ABOVE, said.run_above),
        (KeyMark.RUN_BELOW, said.run_below),
        (KeyMark.BREACH_IMPROVEMENT, said.breach_improvement),
        (KeyMark.BREACH_CONCERN, said.breach_concern),
        (KeyMark.BREACH_NEITHER, said.breach_neither),
        (KeyMark.PROVISIONAL, said.provisional),
        (KeyMark.TRIAL, said.trial),
        (KeyMark.STANDING, said.standing),
    )
    return tuple((mark, meaning) for mark, meaning in meanings if mark in used)
