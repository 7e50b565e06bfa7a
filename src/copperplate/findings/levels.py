"""Where the counts themselves change level, read beside the steps that the rule made possible.

Evidence moves no step's date and makes no step. Words nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from copperplate.findings.charted import Charted
from copperplate.findings.process import Turn
from copperplate.findings.thresholds import (
    FEWEST_FOR_A_STEP,
    MONTHS_NEAR_A_STEP,
    SAME_DATE_MONTHS,
)
from copperplate.periods import Period
from copperplate.spc import Decision, FixedSide, Grade, Step, evidence_of
from copperplate.spc.constants import NEAR_A_STEP


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """A change of level that the values themselves show.

    Attributes:
        at: The first point of the new level.
        strong: Whether the evidence is strong; else weak.
        turn: Up or down.
        old_first, old_last: Ends of the level before: to the strong change before it, or to where
            the series begins; points with a value.
        last: Likewise the last point of the new level.
        old, new: Means of both levels.
    """

    at: int
    strong: bool
    turn: Turn
    old_first: int
    old_last: int
    last: int
    old: float
    new: float

    @property
    def grade(self) -> Grade:
        """How much speaks for it."""
        return Grade.STRONG if self.strong else Grade.WEAK


def levels_of(charted: Charted) -> tuple[Level, ...]:
    """Return the changes of level of what can be compared with the newest point, in order."""
    first = charted.comparable_from
    judged = np.where(charted.chart.provisional, np.nan, charted.chart.values)
    # A change of definition is no change of level: each side of a break is read by itself.
    evidence = charted.chart.evidence if not first else evidence_of(judged[first:])
    places = [first + int(at) for at in evidence.at]
    strong = [grade == Grade.STRONG for grade in evidence.grade]
    cuts = [at for at, is_cut in zip(places, strong, strict=True) if is_cut]
    valued = np.flatnonzero(~np.isnan(judged))
    found = []
    for at, is_strong in zip(places, strong, strict=True):
        begin = max((cut for cut in cuts if cut < at), default=first)
        end = min((cut for cut in cuts if cut > at), default=len(judged))
        before = valued[(valued >= begin) & (valued < at)]
        since = valued[(valued >= at) & (valued < end)]
        old, new = float(judged[before].mean()), float(judged[since].mean())
        found.append(
            Level(
                at=at,
                strong=is_strong,
                turn=Turn.UP if new > old else Turn.DOWN,
                old_first=int(before[0]),
                old_last=int(before[-1]),
                last=int(since[-1]),
                old=old,
                new=new,
            )
        )
    return tuple(found)


def speaks_for(step: Step, levels: Sequence[Level]) -> Level | None:
    """Return the change of level that supports a step: its way, in its run or near it.

    The strongest, of those the one that begins nearest to the step; None where there is none.
    """
    turn = Turn.UP if step.side is FixedSide.ABOVE else Turn.DOWN
    near = [
        level
        for level in levels
        if level.turn is turn and step.began - NEAR_A_STEP <= level.at <= step.called + NEAR_A_STEP
    ]
    return min(near, key=lambda one: (not one.strong, abs(one.at - step.began)), default=None)


def too_few(charted: Charted, levels: Sequence[Level]) -> list[Step]:
    """Return the possible steps of too few counts that no change of level supports.

    The chart marks them; no sentence tells them as steps.
    """
    return [
        step
        for step in charted.comparable_steps
        if charted.counted
        and step.decision is Decision.UNDECIDED
        and min(step.old_average, step.new_average) < FEWEST_FOR_A_STEP
        and speaks_for(step, levels) is None
    ]


def newest_strong(levels: Sequence[Level]) -> Level | None:
    """Return the newest change of level with strong evidence; None where there is none."""
    return next((level for level in reversed(levels) if level.strong), None)


def stands_alone(level: Level, charted: Charted, steps: Sequence[Step]) -> bool:
    """Tell whether a change of level lies after the last step, and near none.

    A step that people refused is one: what they decided is not told again as news.
    """
    months = [_months_apart(charted, level.at, step.began) for step in steps]
    later = all(step.began < level.at for step in steps)
    return later and all(apart > MONTHS_NEAR_A_STEP for apart in months)


def dated_apart(charted: Charted, step: Step, level: Level) -> Period | None:
    """Return when a change of level began; None where that is when the step began, or nearly."""
    apart = _months_apart(charted, level.at, step.began)
    return charted.periods[level.at] if apart >= SAME_DATE_MONTHS else None


def _months_apart(charted: Charted, one: int, other: int) -> int:
    first, second = charted.periods[one].start, charted.periods[other].start
    return abs((first.year - second.year) * 12 + first.month - second.month)
