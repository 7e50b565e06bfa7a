"""Facts of several findings: a routine change, an exceptional base, measures alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from copperplate.disclosure import Publishable
from copperplate.findings.change import ChangeSince, change_since
from copperplate.findings.charted import Charted
from copperplate.findings.finding import Finding, Question, Tier, Weight
from copperplate.findings.process import Stable, Turn
from copperplate.periods import Period
from copperplate.series.evidence import Evidence
from copperplate.spc import FixedSide


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangedButStable(Finding):
    """The measure has moved since a base, and its process all the while is stable.

    Attributes:
        change: Since the base.
        stable: The process, which began no later than the base.
    """

    question: ClassVar[Question] = Question.NOW

    change: ChangeSince
    stable: Stable

    @property
    def dated(self) -> Period:
        """Now."""
        return self.change.dated

    @property
    def weight(self) -> Weight:
        """It calms, and must be heard where a change is."""
        return Weight(Tier.FACT, size=abs(self.change.proportion or 0.0))


@dataclass(frozen=True, kw_only=True, slots=True)
class ExceptionalBase(Finding):
    """A change on a year ago that a year ago explains: that value lay outside its limits.

    Attributes:
        change: On the same period a year ago.
        limit: The limit it lay on or beyond.
        turn: Up where a year ago was exceptionally high.
    """

    question: ClassVar[Question] = Question.CHANGED

    change: ChangeSince
    limit: float
    turn: Turn

    @property
    def dated(self) -> Period:
        """Now."""
        return self.change.dated

    @property
    def weight(self) -> Weight:
        """It must be heard before the change it explains."""
        return Weight(Tier.RUN, size=abs(self.change.proportion or 0.0))


@dataclass(frozen=True, kw_only=True, slots=True)
class MovedTogether(Finding):
    """Several measures moved the same way since one base; the largest move first."""

    question: ClassVar[Question] = Question.CHANGED

    turn: Turn
    changes: tuple[ChangeSince, ...]

    @property
    def dated(self) -> Period:
        """Now."""
        return self.changes[0].dated

    @property
    def weight(self) -> Weight:
        """A detail beside each measure's own change."""
        return Weight(Tier.DETAIL, size=abs(self.changes[0].proportion or 0.0))


@dataclass(frozen=True, kw_only=True, slots=True)
class AllStable(Finding):
    """Several measures are stable, each in its current process."""

    question: ClassVar[Question] = Question.NOW

    processes: tuple[Stable, ...]

    @property
    def dated(self) -> Period:
        """The newest period of the first."""
        return self.processes[0].now

    @property
    def weight(self) -> Weight:
        """As calm as each of them."""
        return Weight(Tier.CALM, persistence=min(one.periods for one in self.processes))


def changed_but_stable(
    change: ChangeSince | None, stable: Stable | None
) -> ChangedButStable | None:
    """Join a change worth the word with the calm behind it; None where either is missing.

    The process must have held since the base began: a step between explains the change.
    """
    if change is None or stable is None or change.proportion is None or change.about_the_same:
        return None
    # A process tells of its own measure, and of no day before it began or after it was seen.
    if (stable.measure, stable.area) != (change.measure, change.area):
        return None
    if stable.since.start > change.base.start or stable.now.end < change.dated.end:
        return None
    return ChangedButStable(measure=change.measure, area=change.area, change=change, stable=stable)


def exceptional_base(
    evidence: Publishable[Evidence], charted: Charted, *, period: Period
) -> ExceptionalBase | None:
    """Return the change on a year ago, where a year ago lay outside the limits on the far side."""
    base = period.back(1)
    change = change_since(evidence, area=charted.area, period=period, base=base)
    if change is None or change.proportion is None or change.about_the_same:
        return None
    if base not in charted.periods:
        return None
    point = charted.periods.index(base)
    if not charted.chart.breach[point]:
        return None
    side = charted.chart.breach_side(point)
    if (side is FixedSide.BELOW) is not (change.difference > 0):
        return None  # an exceptional base explains only the way back from it
    return ExceptionalBase(
        measure=charted.measure,
        area=charted.area,
        change=change,
        limit=charted.chart.breach_limit(point),
        turn=Turn.DOWN if side is FixedSide.BELOW else Turn.UP,
    )


def moved_together(changes: Sequence[ChangeSince]) -> tuple[MovedTogether, ...]:
    """Return which measures rose together and which fell, two or more of each, in per cent."""
    found = []
    for turn in Turn:
        same = [
            one
            for one in changes
            if one.proportion is not None
            and not one.about_the_same
            and (one.proportion > 0) is (turn is Turn.UP)
        ]
        same.sort(key=lambda one: (-abs(one.proportion or 0.0), one.measure))
        if len(same) > 1:
            found.append(
                MovedTogether(
                    measure=same[0].measure, area=same[0].area, turn=turn, changes=tuple(same)
                )
            )
    return tuple(found)


def all_stable(processes: Sequence[Stable]) -> AllStable | None:
    """Return that several measures are stable; None for fewer than two."""
    if len(processes) < 2:
        return None
    first = processes[0]
    return AllStable(measure=first.measure, area=first.area, processes=tuple(processes))
