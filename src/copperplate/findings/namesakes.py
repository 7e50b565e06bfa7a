"""The newest period among its namesakes: January among Januaries, this year so far among years.

Values are compared as they print; two that a reader sees as equal are a tie. A place is claimed
only where every namesake between is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar, NamedTuple

from copperplate.disclosure import Publishable
from copperplate.findings.finding import InOnePeriod, Question, Tier, Weight
from copperplate.findings.thresholds import FEWEST_YEARS, PLACES_NAMED
from copperplate.periods import Period, PeriodKind
from copperplate.series import Mark, Observation
from copperplate.series.evidence import Evidence
from copperplate.series.numbers import rounded

_OF_A_YEAR = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR_TO_DATE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Namesake(InOnePeriod):
    """The newest period's place among those of its name in earlier years.

    Attributes:
        value: The newest value.
        place: 1 for the lowest (or highest).
        lowest: From which end it was counted: the nearer one.
        tied: How many others have the same value.
        years: How many namesakes there are, itself included.
        first: The first of them.
    """

    question: ClassVar[Question] = Question.NOW

    value: float
    place: int
    lowest: bool
    tied: int
    years: int
    first: Period

    @property
    def weight(self) -> Weight:
        """First place before second; of many years before few."""
        return Weight(Tier.FACT, age=self.place - 1, persistence=self.years)


class _Known(NamedTuple):
    period: Period
    printed: Decimal
    value: float


def namesake(evidence: Publishable[Evidence], *, area: str) -> Namesake | None:
    """Return the newest period's place among its namesakes; None beyond the third.

    None too of fewer than `FEWEST_YEARS` namesakes, where one between is hidden, missing or
    below zero, and where all are equal. Namesakes before a break are not set beside those
    after it.
    """
    observations = evidence.shown.series[area].observations
    held = [seen for seen in observations if _value(seen) is not None]
    if not held or held[-1].period.kind not in _OF_A_YEAR:
        return None
    newest = held[-1].period
    begins = max((seen.period for seen in observations if Mark.BREAK in seen.marks), default=None)
    places = evidence.shown.series.unit.places
    known = [
        _Known(seen.period, rounded(value, places), value)
        for seen in observations
        if _same_name(seen.period, newest)
        and (begins is None or begins <= seen.period)
        and (value := _value(seen)) is not None
    ]
    if len(known) < FEWEST_YEARS or known[-1].period != newest or _has_gaps(known):
        return None
    mine = known[-1]
    below = sum(one.printed < mine.printed for one in known)
    above = sum(one.printed > mine.printed for one in known)
    place = min(below, above) + 1
    if place > PLACES_NAMED or not below + above:
        return None
    return Namesake(
        measure=evidence.shown.about.id,
        area=area,
        period=newest,
        value=mine.value,
        place=place,
        lowest=below < above,
        tied=len(known) - below - above - 1,
        years=len(known),
        first=known[0].period,
    )


def _value(seen: Observation) -> float | None:
    """Return a value that stands for what happened: one below zero is an artefact of revisions."""
    return None if seen.value is None or seen.value < 0 else seen.value


def _same_name(one: Period, newest: Period) -> bool:
    """Tell whether a period is called as the newest is, but for its year."""
    if newest.kind is PeriodKind.YEAR_TO_DATE:
        return one in (newest.back(newest.start.year - one.start.year), newest) or (
            one.ends_a_month and newest.ends_a_month and one.end.month == newest.end.month
        )
    return one.end.month == newest.end.month


def _has_gaps(known: Sequence[_Known]) -> bool:
    return any(
        later.period.end.year - earlier.period.end.year != 1 for earlier, later in pairwise(known)
    )
