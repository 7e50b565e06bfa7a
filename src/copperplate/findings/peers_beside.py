"""Areas set beside each other by name, the range of a group, and what does not compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from copperplate.disclosure import Publishable
from copperplate.findings.finding import InOnePeriod, Question, Tier, Weight
from copperplate.findings.peers import AgainstGroup, compares
from copperplate.periods import Period
from copperplate.series.evidence import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class _Compared(InOnePeriod):
    """A comparison in one period."""

    question: ClassVar[Question] = Question.COMPARED


@dataclass(frozen=True, kw_only=True, slots=True)
class BesideAreas(_Compared):
    """An area's value beside those of other areas, each by its name.

    Attributes:
        value: The area's own.
        others: Code and value of each other area, in the order asked for.
        group: Where the area stands in its group, if its average is one of the others.
    """

    value: float
    others: tuple[tuple[str, float], ...]
    group: AgainstGroup | None

    @property
    def weight(self) -> Weight:
        """A detail beside the group."""
        return Weight(Tier.DETAIL)


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupRange(_Compared):
    """The lowest and the highest value in a group.

    Attributes:
        members: Codes of the group.
        with_data: Those of them with a value.
        low, high: The values.
        lowest, highest: Who has them.
    """

    members: tuple[str, ...]
    with_data: tuple[str, ...]
    low: float
    high: float
    lowest: tuple[str, ...]
    highest: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Members without data in this period."""
        return tuple(code for code in self.members if code not in self.with_data)

    @property
    def weight(self) -> Weight:
        """The wider, the stronger."""
        return Weight(Tier.DETAIL, size=(self.high - self.low) / self.high if self.high else 0.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class NotComparable(_Compared):
    """A measure that its definition forbids to compare.

    Attributes:
        reason: The definition's own sentence on why.
    """

    reason: str

    @property
    def weight(self) -> Weight:
        """It stands where the comparison would."""
        return Weight(Tier.FACT)


def beside_areas(
    evidence: Publishable[Evidence],
    *,
    area: str,
    others: Sequence[str],
    period: Period,
    group: AgainstGroup | None = None,
) -> BesideAreas | None:
    """Return an area beside others; None where any of the values is absent.

    Args:
        evidence: The measure.
        area: Code.
        others: Codes of those beside it.
        period: The period compared.
        group: Where the area stands in its group, if the average is to be among them.
    """
    values = [_value(evidence, code, period) for code in (area, *others)]
    known = [value for value in values if value is not None]
    identity = evidence.shown.about.id
    of_another = group is not None and (group.measure, group.area, group.period) != (
        identity,
        area,
        period,
    )
    if not compares(evidence) or len(known) < len(values) or of_another:
        return None
    if area in others or not (others or group):
        return None
    return BesideAreas(
        measure=identity,
        area=area,
        period=period,
        value=known[0],
        others=tuple(zip(others, known[1:], strict=True)),
        group=group,
    )


def group_range(
    evidence: Publishable[Evidence], *, area: str, members: Sequence[str], period: Period
) -> GroupRange | None:
    """Return the range of a group's values; None under two of them."""
    found = {code: _value(evidence, code, period) for code in members}
    known = {code: value for code, value in found.items() if value is not None}
    if not compares(evidence) or len(known) < 2:
        return None
    low, high = min(known.values()), max(known.values())
    return GroupRange(
        measure=evidence.shown.about.id,
        area=area,
        period=period,
        members=tuple(members),
        with_data=tuple(known),
        low=low,
        high=high,
        lowest=tuple(code for code, value in known.items() if value == low),
        highest=tuple(code for code, value in known.items() if value == high),
    )


def not_comparable(
    evidence: Publishable[Evidence], *, area: str, period: Period
) -> NotComparable | None:
    """Return that a measure's definition forbids to compare it; None where it does not."""
    about = evidence.shown.about
    if not about.not_comparable:
        return None
    return NotComparable(measure=about.id, area=area, period=period, reason=about.not_comparable)


def _value(evidence: Publishable[Evidence], area: str, period: Period) -> float | None:
    series = evidence.shown.series
    seen = series[area].at(period) if area in series else None
    return None if seen is None else seen.value
