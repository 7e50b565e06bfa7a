"""High-crime days: days on which far more was counted than on days of their kind.

Facts only: which days, what was expected of each, and how many chance alone would make. A
value that is hidden or missing is judged by nobody and judges no other. No English.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np

from copperplate.disclosure import Publishable
from copperplate.periods import Period, PeriodKind
from copperplate.seasons import seasons_of
from copperplate.series.evidence import Evidence
from copperplate.spc import high_days
from copperplate.spc.sums import Array

SUNDAY = 7
"""The day of the week whose limits a bank holiday is given: ISO 8601 numbers it so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HighDay:
    """A day beyond the limits of its kind.

    Attributes:
        period: The day.
        value: What was counted.
        expected: What the days of its kind in the year before let one expect.
        lower, upper: The smallest and the largest count that would have been within limits.
        p: How likely as many, or as few, are by chance.
    """

    period: Period
    value: float
    expected: float
    lower: float
    upper: float
    p: float

    @property
    def above(self) -> bool:
        """Whether more was counted than expected, not less."""
        return self.value > self.upper


@dataclass(frozen=True, kw_only=True, slots=True)
class HighCrimeDays:
    """The days of one area beyond their limits.

    Attributes:
        measure, area: Whose they are.
        days: The least likely first.
        judged: How many days were judged.
        expected_by_chance: How many of them would lie above their limits by chance alone.
        season_removed: Whether the season was known, and taken out of what is expected.
    """

    measure: str
    area: str
    days: tuple[HighDay, ...]
    judged: int
    expected_by_chance: float
    season_removed: bool


def high_crime_days(
    evidence: Publishable[Evidence],
    area: str,
    *,
    as_sundays: Collection[date] = (),
    exceptional: Collection[date] = (),
) -> HighCrimeDays | None:
    """Return the days of an area that lie beyond the limits of their day of the week.

    Args:
        evidence: A measure counted by day.
        area: Code of the area.
        as_sundays: Days judged by Sundays, and as Sundays: bank holidays.
        exceptional: Days that say nothing of others, such as those of a lockdown.

    Returns:
        None where the measure is not counted by day.
    """
    seen = evidence.shown.series[area].observations
    if not seen or seen[0].period.kind is not PeriodKind.DAY:
        return None
    days = [one.period.end for one in seen]
    counts = np.array([np.nan if one.value is None else one.value for one in seen])
    out = np.array([day in exceptional for day in days], dtype=np.bool_)
    shape = _season(days, np.where(out, np.nan, counts))
    judged = high_days(
        counts,
        np.array(days, dtype="datetime64[D]"),
        kinds=[SUNDAY if day in as_sundays else day.isoweekday() for day in days],
        expected=None if shape is None else shape[[day.month - 1 for day in days]],
        excluded=out,
    )
    beyond = np.flatnonzero(judged.side[0])
    found = [
        HighDay(
            period=seen[at].period,
            value=float(counts[at]),
            expected=float(judged.expected[0, at]),
            lower=float(judged.lower[0, at]),
            upper=float(judged.upper[0, at]),
            p=float(judged.p[0, at]),
        )
        for at in beyond
    ]
    return HighCrimeDays(
        measure=evidence.shown.about.id,
        area=area,
        days=tuple(sorted(found, key=lambda one: (one.p, one.period))),
        judged=int(judged.judged.sum()),
        expected_by_chance=judged.expected_high,
        season_removed=shape is not None,
    )


def _season(days: list[date], counts: Array) -> Array | None:
    """Return what a day of each month holds against one of the year; None where not known."""
    months = np.array(days, dtype="datetime64[M]")
    every = np.arange(months[0], months[-1] + 1)
    place = (months - every[0]).astype(np.int64)
    lengths = ((every + 1).astype("datetime64[D]") - every.astype("datetime64[D]")).astype(int)
    whole = np.bincount(place[~np.isnan(counts)], minlength=len(every)) == lengths
    sums = np.bincount(place, weights=np.nan_to_num(counts), minlength=len(every))
    season = seasons_of(np.where(whole, sums, np.nan), every)
    return season.shape[0] if season.known[0] else None
