"""Where the newest value stands among all there are: a record, a place, a year among years.

Values are compared as they print: two that a reader sees as equal are a tie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar, NamedTuple

import numpy as np

from copperplate.disclosure import Publishable
from copperplate.findings.charted import Charted
from copperplate.findings.finding import InOnePeriod, Question, Tier, Weight
from copperplate.findings.thresholds import FEWEST_FOR_A_RECORD, FEWEST_YEARS, PLACES_NAMED
from copperplate.periods import Period
from copperplate.series import Mark, Series
from copperplate.series.evidence import Evidence
from copperplate.series.numbers import rounded
from copperplate.spc import FixedSide


class Seen(NamedTuple):
    """A period's value, unrounded, and as it prints."""

    period: Period
    value: float
    printed: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Record(InOnePeriod):
    """The newest value is the lowest or highest for some time, or of all.

    Attributes:
        value: The newest value.
        lowest: Whether it is a low; otherwise a high.
        since: The last period that was as low (or high), or None where none was.
        first: First of the periods it is set beside, none of them unknown.
        whole: Whether these are the whole series; otherwise nothing is known of what is
            before `first`, or what is there is hidden.
        passed: How many values, one after another, it is lower (or higher) than.
        routine: Whether a control chart finds it within its limits all the same; None
            where no chart was asked.
    """

    question: ClassVar[Question] = Question.NOW

    value: float
    lowest: bool
    since: Period | None
    first: Period
    whole: bool
    passed: int
    routine: bool | None

    @property
    def weight(self) -> Weight:
        """The longer the series it stands out of, the stronger."""
        return Weight(Tier.FACT, persistence=self.passed)


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed(InOnePeriod):
    """The newest value is the second or third lowest (or highest) of all.

    Attributes:
        value: The newest value.
        lowest: Whether counted from the lowest.
        place: 2 or 3; no other value is equal.
        of: How many values there are.
        first: First period held.
    """

    question: ClassVar[Question] = Question.NOW

    value: float
    lowest: bool
    place: int
    of: int
    first: Period

    @property
    def weight(self) -> Weight:
        """After the record itself."""
        return Weight(Tier.FACT, age=self.place - 1, persistence=self.of)


@dataclass(frozen=True, kw_only=True, slots=True)
class YearRank(InOnePeriod):
    """A year's place among all years that end in the same month.

    Attributes:
        value: The year's value.
        place: 1 for the lowest (or highest).
        lowest: From which end it was counted: the nearer one.
        tied: How many other years have the same value.
        years: How many years there are.
        first: The first of them.
    """

    question: ClassVar[Question] = Question.CHANGED

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


def record(
    evidence: Publishable[Evidence], *, area: str, charted: Charted | None = None
) -> Record | None:
    """Return the record the newest value sets; None where it sets none worth speaking of.

    No record is claimed across a period whose value is hidden, missing or below zero, nor
    across a break.

    Args:
        evidence: The measure.
        area: Code.
        charted: Its control chart, which says whether the value is routine all the same.
    """
    seen, whole = _known_throughout(evidence, area)
    if len(seen) <= FEWEST_FOR_A_RECORD:
        return None
    newest, earlier = seen[-1], seen[-2::-1]
    for lowest in (True, False):
        passed = next(
            (
                number
                for number, one in enumerate(earlier)
                if (one.printed <= newest.printed if lowest else one.printed >= newest.printed)
            ),
            len(earlier),
        )
        if passed >= FEWEST_FOR_A_RECORD:
            return Record(
                measure=evidence.shown.about.id,
                area=area,
                period=newest.period,
                value=newest.value,
                lowest=lowest,
                since=earlier[passed].period if passed < len(earlier) else None,
                first=seen[0].period,
                whole=whole,
                passed=passed,
                routine=_routine(charted, newest.period),
            )
    return None


def placed(evidence: Publishable[Evidence], *, area: str) -> Placed | None:
    """Return the newest value's place where it is second or third of all, without a tie.

    None too where a value is hidden, missing, below zero or before a break: it might stand
    before this one.
    """
    seen, whole = _known_throughout(evidence, area)
    if not seen or not whole:
        return None
    newest = seen[-1]
    if any(one.printed == newest.printed for one in seen[:-1]):
        return None
    for lowest in (True, False):
        place = 1 + sum(
            one.printed < newest.printed if lowest else one.printed > newest.printed for one in seen
        )
        if 2 <= place <= PLACES_NAMED and len(seen) > place * FEWEST_FOR_A_RECORD:
            return Placed(
                measure=evidence.shown.about.id,
                area=area,
                period=newest.period,
                value=newest.value,
                lowest=lowest,
                place=place,
                of=len(seen),
                first=seen[0].period,
            )
    return None


def year_rank(evidence: Publishable[Evidence], *, area: str, period: Period) -> YearRank | None:
    """Return a year's place among years ending in the same month; None beyond the third.

    None too where all years are equal: then none has a place; and where an earlier year, one
    that ends in another month, stood beyond this one. Years before a break are not set beside
    those after it.
    """
    month = period.end.month
    observations = evidence.shown.series[area].observations
    begins = max((o.period for o in observations if Mark.BREAK in o.marks), default=None)
    years = [
        one
        for one in _values(evidence, area)
        if one.period.end.month == month
        and one.period <= period
        and (begins is None or begins <= one.period)
    ]
    if not period.kind.overlaps or len(years) < FEWEST_YEARS or years[-1].period != period:
        return None
    newest = years[-1]
    if any(one.period.kind is not period.kind for one in years) or _has_gaps(years):
        return None
    below = sum(one.printed < newest.printed for one in years)
    above = sum(one.printed > newest.printed for one in years)
    place = min(below, above) + 1
    if place > PLACES_NAMED or not below + above:
        return None
    lowest = below < above
    if any(
        one.printed < newest.printed if lowest else one.printed > newest.printed
        for one in _values(evidence, area)
        if one.period < years[0].period and (begins is None or begins <= one.period)
    ):
        return None  # years that end in other months go farther back, and stood beyond it
    return YearRank(
        measure=evidence.shown.about.id,
        area=area,
        period=period,
        value=newest.value,
        place=place,
        lowest=lowest,
        tied=len(years) - below - above - 1,
        years=len(years),
        first=years[0].period,
    )


def _values(evidence: Publishable[Evidence], area: str) -> list[Seen]:
    series, places = evidence.shown.series[area], evidence.shown.series.unit.places
    return [
        Seen(one.period, one.value, rounded(one.value, places))
        for one in series.observations
        if one.value is not None and one.value >= 0
    ]


def _known_throughout(evidence: Publishable[Evidence], area: str) -> tuple[list[Seen], bool]:
    """Return the newest values that compare, nothing unknown between, and if those are all.

    What is not held before the first value is no part of the series; what is hidden is. A
    value below zero is an artefact of revisions, and nothing is known of its period.
    """
    series, places = evidence.shown.series[area], evidence.shown.series.unit.places
    newest = series.observations[: _end_of_values(series)]
    known: list[Seen] = []
    for seen in reversed(newest):
        if (
            seen.value is None
            or seen.value < 0
            or (known and not seen.period.adjoins(known[-1].period))
        ):
            break
        known.append(Seen(seen.period, seen.value, rounded(seen.value, places)))
        if Mark.BREAK in seen.marks:
            break
    before = newest[: len(newest) - len(known)]
    whole = all(one.value is None and Mark.CONFIDENTIAL not in one.marks for one in before)
    return list(reversed(known)), whole


def _end_of_values(series: Series) -> int:
    held = (n for n, o in enumerate(series.observations) if o.value is not None and o.value >= 0)
    return max(held, default=-1) + 1


def _has_gaps(years: Sequence[Seen]) -> bool:
    """Tell whether a year between is not known: a place among some years is no place among all."""
    return any(
        later.period.end.year - earlier.period.end.year != 1 for earlier, later in pairwise(years)
    )


def _routine(charted: Charted | None, period: Period) -> bool | None:
    if charted is None or period not in charted.periods:
        return None
    chart, point = charted.chart, charted.periods.index(period)
    # A chart without limits, or that has not judged the value, finds nothing of it.
    if chart.side[point] == FixedSide.UNJUDGED or np.isnan(chart.drawn.lower[point]):
        return None
    return not bool(chart.breach[point])
