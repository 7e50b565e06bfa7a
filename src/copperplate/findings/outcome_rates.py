"""A rate of outcomes beside a year ago, with the numbers it is out of.

A rate can fall though as much was solved, because more was recorded; so both are told together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from copperplate.disclosure import Publishable
from copperplate.findings.finding import InOnePeriod, Question, Tier, Weight
from copperplate.findings.thresholds import SMALLEST_BASE_FOR_PERCENT
from copperplate.periods import Period
from copperplate.series import Mark
from copperplate.series.evidence import Evidence
from copperplate.series.numbers import rounded
from copperplate.series.units import UnitKind


@dataclass(frozen=True, kw_only=True, slots=True)
class RateAndVolume(InOnePeriod):
    """A percentage of a count, now and in the same period a year before.

    Attributes:
        base: The period a year before.
        value, then: The two percentages.
        out_of, out_of_then: What each is a percentage of.
    """

    question: ClassVar[Question] = Question.CHANGED

    base: Period
    value: float
    then: float
    out_of: float
    out_of_then: float

    @property
    def weight(self) -> Weight:
        """As any change of a measure."""
        return Weight(Tier.FACT, size=abs(self.value - self.then) / max(self.then, 1.0))

    @property
    def volume_turns(self) -> bool:
        """Whether rate and volume went opposite ways, so that one may explain the other."""
        return (self.value - self.then) * (self.out_of - self.out_of_then) < 0


def rate_and_volume(
    evidence: Publishable[Evidence], *, area: str, period: Period
) -> RateAndVolume | None:
    """Return a rate of outcomes beside its year ago; None where nothing can be said.

    None of anything but a percentage out of a count, where either is not known or out of too
    few, across a break, and where the two print the same.
    """
    series = evidence.shown.series[area]
    now, then = series.at(period), series.at(period.back(1))
    if series.unit.kind is not UnitKind.PERCENT or now is None or then is None:
        return None
    if now.value is None or then.value is None or now.base is None or then.base is None:
        return None
    broken = any(
        Mark.BREAK in seen.marks
        for seen in series.observations
        if then.period < seen.period <= period
    )
    places = series.unit.places
    if broken or rounded(now.value, places) == rounded(then.value, places):
        return None
    if min(now.base, then.base) < SMALLEST_BASE_FOR_PERCENT:
        return None
    return RateAndVolume(
        measure=evidence.shown.about.id,
        area=area,
        period=period,
        base=then.period,
        value=now.value,
        then=then.value,
        out_of=now.base,
        out_of_then=then.base,
    )
