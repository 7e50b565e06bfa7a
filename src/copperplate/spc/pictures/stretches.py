"""A process as a stretch of a picture: level where its lines are, stepped where they move.

Lines move where limits hang on a denominator, or where a season moves what is expected.
Knows what a line is worth at each point, not what made it so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from copperplate.drawing import SteppedStretch, Stretch
from copperplate.spc.chart import ControlChart, Segment
from copperplate.spc.pictures.wording import Axes, PictureWords
from copperplate.spc.sums import Array

Worded = Callable[[float], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Treads:
    """The lines of a segment at its points, no further out than values can go."""

    centre: Array
    lower: Array
    upper: Array

    @classmethod
    def of(cls, chart: ControlChart, segment: Segment, axes: Axes) -> _Treads:
        inside = slice(segment.first, segment.last + 1)
        lowest = -np.inf if axes.lowest is None else axes.lowest
        highest = np.inf if axes.highest is None else axes.highest
        return cls(
            centre=chart.drawn.centre_line[inside],
            lower=np.maximum(chart.drawn.lower[inside], lowest),
            upper=np.minimum(chart.drawn.upper[inside], highest),
        )

    @property
    def level(self) -> bool:
        return all(map(_is_level, (self.centre, self.lower, self.upper)))


def stretches_of(
    chart: ControlChart, axes: Axes, said: PictureWords, number: Worded
) -> tuple[Stretch, ...]:
    """Return the stretches of a chart, the newest with its centre line named."""
    last = chart.segments[-1] if chart.segments else None
    return tuple(
        _stretch(segment, _Treads.of(chart, segment, axes), said, number, newest=segment is last)
        for segment in chart.segments
    )


def limits_label(stretches: tuple[Stretch, ...], said: PictureWords, number: Worded) -> str:
    """Return what the newest limits are, in words; nothing where there are none."""
    last = stretches[-1] if stretches else None
    if last is None or last.lower is None or last.upper is None:
        return ""
    if isinstance(last, SteppedStretch) and (_moves(last.lowers) or _moves(last.uppers)):
        template = said.moving_trial_limits if last.trial else said.moving_limits
    else:
        template = said.trial_limits if last.trial else said.limits
    return template.format(lower=number(last.lower), upper=number(last.upper))


def heights_of(stretches: tuple[Stretch, ...]) -> list[float]:
    """Return every height limits have."""
    found: list[float | None] = []
    for stretch in stretches:
        found += [stretch.lower, stretch.upper]
        if isinstance(stretch, SteppedStretch):
            found += [*stretch.lowers, *stretch.uppers]
    return [height for height in found if height is not None]


def optional(values: Array) -> tuple[float | None, ...]:
    """Return numbers as `drawing` takes them: None where there is none."""
    return tuple(None if np.isnan(value) else float(value) for value in values)


def _stretch(
    segment: Segment, treads: _Treads, said: PictureWords, number: Worded, *, newest: bool
) -> Stretch:
    centre, lower, upper = map(_newest, (treads.centre, treads.lower, treads.upper))
    label = "" if centre is None else number(centre)
    moving = _moves(optional(treads.centre))
    if newest and label:
        label = (said.expected if moving else said.average).format(value=label)
    elif moving:
        label = ""  # no one number is that of an earlier line that moved
    if treads.level:
        return Stretch(
            first=segment.first,
            last=segment.last,
            centre=centre,
            centre_label=label,
            lower=lower,
            upper=upper,
            trial=segment.trial,
        )
    return SteppedStretch(
        first=segment.first,
        last=segment.last,
        centre=centre,
        centre_label=label,
        lower=lower,
        upper=upper,
        trial=segment.trial,
        centres=optional(treads.centre),
        lowers=optional(treads.lower),
        uppers=optional(treads.upper),
    )


def _is_level(heights: Array) -> bool:
    return np.array_equal(heights, np.full_like(heights, heights[0]), equal_nan=True)


def _moves(heights: tuple[float | None, ...]) -> bool:
    return len({height for height in heights if height is not None}) > 1


def _newest(heights: Array) -> float | None:
    known = heights[~np.isnan(heights)]
    return float(known[-1]) if len(known) else None
