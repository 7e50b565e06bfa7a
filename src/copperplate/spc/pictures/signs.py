"""The signs of points, and the key that says what each means."""

from __future__ import annotations

import numpy as np

from copperplate.drawing import KeyMark, PointMark, Stretch, Tone
from copperplate.spc.chart import ControlChart
from copperplate.spc.direction import Kind
from copperplate.spc.pictures.wording import PictureWords
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


def marks_of(chart: ControlChart) -> tuple[PointMark, ...]:
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


def key_of(
    chart: ControlChart,
    stretches: tuple[Stretch, ...],
    marks: tuple[PointMark, ...],
    said: PictureWords,
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
    if any(part.trial and part.lower is not None for part in stretches):
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
