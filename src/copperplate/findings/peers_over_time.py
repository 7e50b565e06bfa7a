"""How an area's place in its group has moved: rank, gap, and change beside the group's.

Two periods are set beside each other only where the same members have data in both and no
break stands between: an average over other members is another average.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from copperplate.disclosure import Publishable
from copperplate.findings.change import change_since
from copperplate.findings.finding import Finding, Question, Tier, Weight
from copperplate.findings.peers import AgainstGroup
from copperplate.periods import Period
from copperplate.series import Mark
from copperplate.series.evidence import Evidence
from copperplate.series.units import UnitKind


@dataclass(frozen=True, kw_only=True, slots=True)
class _OverTime(Finding):
    """An area against its group now and in a base period.

    Attributes:
        now, then: Of the same measure, area, members and average.
    """

    question: ClassVar[Question] = Question.COMPARED

    now: AgainstGroup
    then: AgainstGroup

    @property
    def dated(self) -> Period:
        """Now."""
        return self.now.period


@dataclass(frozen=True, kw_only=True, slots=True)
class RankMoved(_OverTime):
    """An area's rank now and then."""

    @property
    def places(self) -> int:
        """By how many places it has come nearer to rank 1; below zero where it fell back."""
        return self.then.rank - self.now.rank

    @property
    def weight(self) -> Weight:
        """The more places, the stronger; the same rank is a detail."""
        tier = Tier.FACT if self.places else Tier.DETAIL
        return Weight(tier, size=abs(self.places) / len(self.now.with_data))


@dataclass(frozen=True, kw_only=True, slots=True)
class GapTrend(_OverTime):
    """An area's gap to the average now and then."""

    @property
    def weight(self) -> Weight:
        """The farther the area has moved against the average, the stronger."""
        moved = abs(self.now.gap - self.then.gap)
        return Weight(Tier.FACT, size=moved / self.now.average if self.now.average > 0 else 0.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendUnknown(_OverTime):
    """Why now and then cannot be set beside each other.

    Attributes:
        odd: Members with data in only one of the two periods.
        broken: Members with a break between the two.
    """

    odd: tuple[str, ...]
    broken: tuple[str, ...]

    @property
    def weight(self) -> Weight:
        """Something to know, and nothing to lead with."""
        return Weight(Tier.DETAIL)


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeAgainstGroup(_OverTime):
    """An area's change beside the change of its group's average.

    Attributes:
        own, average: Changes as shares of the base; of percentages, in percentage points.
        in_points: Whether they are in percentage points.
    """

    own: float
    average: float
    in_points: bool

    @property
    def weight(self) -> Weight:
        """The farther apart, the stronger."""
        apart = abs(self.own - self.average)
        return Weight(Tier.FACT, size=apart / 100 if self.in_points else apart)


def rank_moved(
    evidence: Publishable[Evidence], now: AgainstGroup | None, then: AgainstGroup | None
) -> RankMoved | None:
    """Return an area's rank now and then; None where the two cannot be set beside each other."""
    if now is None or then is None or not _alike(evidence, now, then):
        return None
    return RankMoved(measure=now.measure, area=now.area, now=now, then=then)


def gap_trend(
    evidence: Publishable[Evidence], now: AgainstGroup | None, then: AgainstGroup | None
) -> GapTrend | None:
    """Return how the gap has moved; None where the two cannot be set beside each other."""
    if now is None or then is None or not _alike(evidence, now, then):
        return None
    return GapTrend(measure=now.measure, area=now.area, now=now, then=then)


def trend_unknown(
    evidence: Publishable[Evidence], now: AgainstGroup | None, then: AgainstGroup | None
) -> TrendUnknown | None:
    """Return why now and then cannot be set beside each other; None where they can.

    None too where either is not known: then there is nothing to set beside anything.
    """
    if now is None or then is None or not _of_one_kind(now, then):
        return None
    odd, broken = _odd(now, then), _broken(evidence, now, then)
    if not odd and not broken:
        return None
    return TrendUnknown(
        measure=now.measure, area=now.area, now=now, then=then, odd=odd, broken=broken
    )


def change_against_group(
    evidence: Publishable[Evidence], now: AgainstGroup | None, then: AgainstGroup | None
) -> ChangeAgainstGroup | None:
    """Return an area's change beside its group's.

    None where now and then cannot be set beside each other, and where either base is too
    small for a percentage.
    """
    if now is None or then is None or not _alike(evidence, now, then):
        return None
    change = change_since(evidence, area=now.area, period=now.period, base=then.period)
    in_points = evidence.shown.series.unit.kind is UnitKind.PERCENT
    if change is None or (not in_points and (change.proportion is None or then.average <= 0)):
        return None
    moved = now.average - then.average
    return ChangeAgainstGroup(
        measure=now.measure,
        area=now.area,
        now=now,
        then=then,
        own=change.difference if in_points else change.proportion or 0.0,
        average=moved if in_points else moved / then.average,
        in_points=in_points,
    )


def _alike(evidence: Publishable[Evidence], now: AgainstGroup, then: AgainstGroup) -> bool:
    same = _of_one_kind(now, then) and not _odd(now, then)
    return same and not _broken(evidence, now, then)


def _of_one_kind(now: AgainstGroup, then: AgainstGroup) -> bool:
    """Tell whether both speak of one thing, the earlier one second."""
    one, other = (
        (found.measure, found.area, found.members, found.definition) for found in (now, then)
    )
    return one == other and then.period < now.period


def _odd(now: AgainstGroup, then: AgainstGroup) -> tuple[str, ...]:
    once = set(now.with_data) ^ set(then.with_data)
    return tuple(code for code in now.members if code in once)


def _broken(
    evidence: Publishable[Evidence], now: AgainstGroup, then: AgainstGroup
) -> tuple[str, ...]:
    """Return the members whose change between the two is not one of the measure alone."""
    return tuple(
        code
        for code in now.with_data
        for seen in evidence.shown.series[code].observations
        if then.period < seen.period <= now.period and Mark.BREAK in seen.marks
    )
