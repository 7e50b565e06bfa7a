"""The signs of points, and the key that says what each means.

A point has one shape and one ring: of several signs its leading one is shown, as it is
counted for the newest point's variation. The chart itself keeps them all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from copperplate.drawing import KeyMark, PointMark, Stretch, Tone
from copperplate.spc.chart import ControlChart
from copperplate.spc.direction import Kind
from copperplate.spc.pictures.wording import PictureWords
from copperplate.spc.rule_sets import Stepping
from copperplate.spc.signals.hits import leading_direction
from copperplate.spc.standing import Codes, FixedSide
from copperplate.spc.steps import Decision
from copperplate.spc.sums import Flags

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
# By the rank `leading_direction` gives a sign: what is said of it above, and below.
_DIRECTED = {
    2: ("rising", "falling"),
    3: ("two_of_three_above", "two_of_three_below"),
    4: ("run_above", "run_below"),
    5: ("four_of_five_above", "four_of_five_below"),
}
_PATTERNS = ("hugging", "avoiding", "alternating")


@dataclass(frozen=True, kw_only=True, slots=True)
class Signs:
    """The signs of a picture's points, and which words of `PictureWords` they need.

    Attributes:
        marks: One a point that says something.
        above: Of triangles that point up.
        below: Of triangles that point down.
        patterns: Of signs without a side.
    """

    marks: tuple[PointMark, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    patterns: tuple[str, ...] = ()


def signs_of(chart: ControlChart) -> Signs:
    """Return breaches and the current run of rules that step; of others, every sign."""
    if chart.rules.stepping is Stepping.SFN:
        return _run_and_breaches(chart)
    return _every_sign(chart)


def _run_and_breaches(chart: ControlChart) -> Signs:
    """Return the signs of points: breaches, and the current run once it is worth saying."""
    run = chart.run if len(chart.run) >= chart.rules.run_worth_saying else ()
    sides = np.zeros(len(chart), dtype=np.int8)
    sides[list(run)] = chart.side[list(run)]
    return Signs(
        marks=_marks(chart, sides, shown=(sides != 0) | chart.breach),
        above=("run_above",) * bool((sides > 0).any()),
        below=("run_below",) * bool((sides < 0).any()),
    )


def _every_sign(chart: ControlChart) -> Signs:
    """Return the signs a rule set looks for, wherever they are."""
    inside = replace(chart.hits, beyond=np.zeros_like(chart.hits.beyond))
    ranks, sides = (found[0] for found in leading_direction(chart.values[None], inside.taken(None)))
    plain = (sides == 0) & ~chart.breach
    in_pattern = {name: (getattr(chart.hits, name) != 0) & plain for name in _PATTERNS}
    patterned = np.any(list(in_pattern.values()), axis=0)
    return Signs(
        marks=_marks(chart, sides, shown=(sides != 0) | chart.breach | patterned),
        above=tuple(up for rank, (up, _) in _DIRECTED.items() if (sides[ranks == rank] > 0).any()),
        below=tuple(
            down for rank, (_, down) in _DIRECTED.items() if (sides[ranks == rank] < 0).any()
        ),
        patterns=tuple(name for name, found in in_pattern.items() if found.any()),
    )


def _marks(chart: ControlChart, sides: Codes, *, shown: Flags) -> tuple[PointMark, ...]:
    marks = []
    for point in np.flatnonzero(shown).tolist():
        breach, side = bool(chart.breach[point]), FixedSide(int(sides[point]))
        worth = chart.breach_side(point) if breach else side
        marks.append(
            PointMark(
                point=point,
                tone=Tone.NEITHER if worth is FixedSide.ON else _TONES[chart.kind(worth)],
                run_side=int(side),
                breach=breach,
            )
        )
    return tuple(marks)


def key_of(
    chart: ControlChart,
    stretches: tuple[Stretch, ...],
    signs: Signs,
    said: PictureWords,
) -> tuple[tuple[KeyMark, str], ...]:
    """Return the signs this picture uses, in one order, and what they mean."""
    decisions = {step.decision for step in chart.steps}
    used = {_BREACH_SIGNS[mark.tone] for mark in signs.marks if mark.breach}
    shapes = {
        KeyMark.RUN_ABOVE: signs.above,
        KeyMark.RUN_BELOW: signs.below,
        KeyMark.PATTERN: signs.patterns,
    }
    used |= {shape for shape, names in shapes.items() if names}
    worded = {
        shape: "; ".join(getattr(said, name) for name in names) for shape, names in shapes.items()
    }
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
        *worded.items(),
        (KeyMark.BREACH_IMPROVEMENT, said.breach_improvement),
        (KeyMark.BREACH_CONCERN, said.breach_concern),
        (KeyMark.BREACH_NEITHER, said.breach_neither),
        (KeyMark.PROVISIONAL, said.provisional),
        (KeyMark.TRIAL, said.trial),
        (KeyMark.STANDING, said.standing),
    )
    return tuple((mark, meaning) for mark, meaning in meanings if mark in used)
