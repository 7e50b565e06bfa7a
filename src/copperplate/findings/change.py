"""How far a measure has moved since a base period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from copperplate.disclosure import Publishable
from copperplate.findings.finding import Finding, Question, Tier, Weight
from copperplate.findings.thresholds import ABOUT_THE_SAME, SMALLEST_BASE_FOR_PERCENT
from copperplate.periods import Period
from copperplate.series import Mark, Observation
from copperplate.series.evidence import Evidence
from copperplate.series.numbers import rounded
from copperplate.series.units import Unit, UnitKind


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeSince(Finding):
    """A measure now and in a base period, in one area.

    Attributes:
        now, then: Both have values.
        difference: now − then, in the measure's unit.
        proportion: difference / then; None where the base is not above zero, or counts
            too few for a percentage.
        flat: Whether a difference in the unit cannot be told: it prints as nothing at the
            unit's own places, or the two values print as one.
        broken: Whether a break stands between the two, so that the change is not one of
            crime alone.
    """

    question: ClassVar[Question] = Question.CHANGED

    now: Observation
    then: Observation
    difference: float
    proportion: float | None
    flat: bool
    broken: bool

    @property
    def about_the_same(self) -> bool:
        """Whether a number for the change would say more than there is; equal values have none."""
        small = self.proportion is not None and abs(self.proportion) < ABOUT_THE_SAME
        return small or self.flat

    @property
    def dated(self) -> Period:
        """Now."""
        return self.now.period

    @property
    def base(self) -> Period:
        """The base period."""
        return self.then.period

    @property
    def overlaps(self) -> bool:
        """Whether the two periods share days, so that most of a change may be hidden."""
        return self.base.end >= self.now.period.start

    @property
    def kind(self) -> str:
        """One measure may be set beside several bases; each is its own finding."""
        return f"change-since-{self.base.end:%Y-%m}"

    @property
    def weight(self) -> Weight:
        """The larger, the stronger."""
        return Weight(Tier.FACT, size=abs(self.proportion or 0.0))


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeOnTwoBases(Finding):
    """A measure now, in the base period and a year ago, in one area.

    Attributes:
        since: The change since the base.
        in_a_year: The change since the same period a year ago.
    """

    question: ClassVar[Question] = Question.CHANGED

    since: ChangeSince
    in_a_year: ChangeSince

    @property
    def dated(self) -> Period:
        """Now."""
        return self.since.dated

    @property
    def weight(self) -> Weight:
        """That of the larger change."""
        return min(self.since.weight, self.in_a_year.weight, key=lambda one: -one.size)


def change_since(
    evidence: Publishable[Evidence], *, area: str, period: Period, base: Period
) -> ChangeSince | None:
    """Return the change of one area since a base period.

    None where either value is absent, and where the base period is not the earlier one.
    """
    if base >= period:
        return None
    series = evidence.shown.series[area]
    now, then = series.at(period), series.at(base)
    if now is None or then is None or now.value is None or then.value is None:
        return None
    is_number = series.unit.kind in (UnitKind.COUNT, UnitKind.RATE)
    too_small = then.value <= 0 or counts_too_few(then, series.unit)
    between = [seen for seen in series.observations if base < seen.period <= period]
    difference = now.value - then.value
    proportion = None if too_small else difference / then.value
    places = series.unit.places
    nothing = rounded(difference, places) == 0
    alike = rounded(now.value, places) == rounded(then.value, places)
    return ChangeSince(
        measure=evidence.shown.about.id,
        area=area,
        now=now,
        then=then,
        difference=difference,
        proportion=proportion,
        flat=nothing or (alike and (proportion is None or not is_number)),
        broken=any(Mark.BREAK in seen.marks for seen in between),
    )


def counts_too_few(then: Observation, unit: Unit) -> bool:
    """Whether a base counts too few for a change since it to be a percentage.

    A rate is as shaky as the count it was divided from; a percentage is left to itself.
    """
    if then.value is None or unit.kind not in (UnitKind.COUNT, UnitKind.RATE):
        return False
    counted = then.value if then.base is None else then.value * then.base / unit.times
    return round(counted) < SMALLEST_BASE_FOR_PERCENT


def change_on_two_bases(
    since: ChangeSince | None, in_a_year: ChangeSince | None
) -> ChangeSince | ChangeOnTwoBases | None:
    """Join the change since the base with that of a year; either alone where one is missing."""
    if since is None or in_a_year is None or since.base == in_a_year.base:
        return since or in_a_year
    return ChangeOnTwoBases(
        measure=since.measure, area=since.area, since=since, in_a_year=in_a_year
    )
