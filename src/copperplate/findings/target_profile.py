"""What a milestone on a year's count allows to the end of each month, by the season.

The year's target is shared out as earlier whole years were counted. Knows no forecast: a month
that is still to come holds nothing. No English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from copperplate.disclosure import Publishable
from copperplate.findings.position import exact
from copperplate.findings.thresholds import FEWEST_YEARS_OF_A_SEASON
from copperplate.periods import FINANCIAL_YEAR_STARTS_IN, Period, financial_year, month
from copperplate.series import Mark, Observation
from copperplate.series.evidence import Evidence

MONTHS = 12


class Recorded(StrEnum):
    """Why a month of the profile has, or has not, what was recorded to its end."""

    HELD = "held"
    NOT_YET = "not-yet"
    """The day judged lies in the month, or before it."""
    HIDDEN = "hidden"
    """It, or a month before it, is not for this audience."""
    NOT_HELD = "not-held"
    """It, or a month before it, is not held."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileMonth:
    """One month of a year, everything to its end.

    Attributes:
        month: The month.
        share: What part of the year the season counts to its end, 0 to 1.
        allowed: What the milestone allows, or asks for, to its end.
        state: Whether `recorded` is there, and why not.
        recorded: What was counted from April to its end; None unless `state` is held.
        difference: Recorded less allowed; None where nothing is recorded.
        last_year: What the year before had counted by then; None where that is not held, or a
            break stands between.
    """

    month: Period
    share: float
    allowed: float
    state: Recorded
    recorded: float | None
    difference: float | None
    last_year: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetProfile:
    """A year's target shared out over its months.

    Attributes:
        year: The financial year.
        target: What the milestone allows, or asks for, in the whole of it.
        months: April to March; the last one allows exactly the target.
        seasons: The earlier years whose months made the shares, oldest first; empty where
            there were too few, and the target is shared out by days.
    """

    year: Period
    target: float
    months: tuple[ProfileMonth, ...]
    seasons: tuple[Period, ...]

    @property
    def newest(self) -> ProfileMonth | None:
        """The last month recorded whole; None where none is."""
        return next((one for one in reversed(self.months) if one.recorded is not None), None)


def target_profile(
    months: Publishable[Evidence], *, area: str, period: Period, target: float
) -> TargetProfile:
    """Return what a target of a year allows to the end of each of its months.

    Args:
        months: The measure by month.
        area: Code.
        period: The year to date judged; only months that end by its last day are recorded.
        target: Of the whole financial year, in the measure's unit.

    A share is the plain mean of the shares that earlier years had counted by then, each year
    weighing the same: years held in all twelve months that counted something, none of them on
    the far side of a break. With fewer than two of them a share is that of the days.
    """
    seen = {one.period: one for one in months.shown.series[area].observations}
    year = financial_year(period.start.year)
    since = max(
        (p.start for p, one in seen.items() if Mark.BREAK in one.marks and p.end <= period.end),
        default=None,
    )
    earlier = sorted({p.start.year - (p.start.month < FINANCIAL_YEAR_STARTS_IN) for p in seen})
    running = {
        first: _running(seen, first)
        for first in earlier
        if first < period.start.year and (since is None or financial_year(first).start >= since)
    }
    seasons = {
        first: whole
        for first, counts in running.items()
        if len(whole := [c for c in counts if c is not None]) == MONTHS and whole[-1] > 0
    }
    by_season = len(seasons) >= FEWEST_YEARS_OF_A_SEASON
    shares = _mean_shares(seasons) if by_season else _shares_of_days(year)
    counts = _running(seen, period.start.year)
    before = running.get(period.start.year - 1, [None] * MONTHS)
    asked = exact(target)
    return TargetProfile(
        year=year,
        target=target,
        months=tuple(
            _month(seen, one, period, shares[at] * asked, share=shares[at], to_date=counts[at],
                   before=before[at])
            for at, one in enumerate(months_of(year.start.year))
        ),
        seasons=tuple(financial_year(first) for first in seasons) if by_season else (),
    )  # fmt: skip


def months_of(first_year: int) -> tuple[Period, ...]:
    """Return the months of a financial year, April to March."""
    later = FINANCIAL_YEAR_STARTS_IN
    numbers = [(first_year, n) for n in range(later, MONTHS + 1)]
    return tuple(month(*one) for one in numbers + [(first_year + 1, n) for n in range(1, later)])


def _month(
    seen: Mapping[Period, Observation],
    one: Period,
    period: Period,
    allowed: Fraction,
    *,
    share: Fraction,
    to_date: Fraction | None,
    before: Fraction | None,
) -> ProfileMonth:
    state = Recorded.HELD
    if one.end > period.end:
        state = Recorded.NOT_YET
    elif to_date is None:
        to_its_end = [seen.get(m) for m in months_of(period.start.year) if m.end <= one.end]
        hidden = any(m is not None and Mark.CONFIDENTIAL in m.marks for m in to_its_end)
        state = Recorded.HIDDEN if hidden else Recorded.NOT_HELD
    recorded = to_date if state is Recorded.HELD else None
    return ProfileMonth(
        month=one,
        share=float(share),
        allowed=float(allowed),
        state=state,
        recorded=None if recorded is None else float(recorded),
        difference=None if recorded is None else float(recorded - allowed),
        last_year=None if before is None else float(before),
    )


def _running(seen: Mapping[Period, Observation], first_year: int) -> list[Fraction | None]:
    """Return what a year had counted by the end of each month; None from the first gap on."""
    total: Fraction | None = Fraction(0)
    found: list[Fraction | None] = []
    for one in months_of(first_year):
        held = seen.get(one)
        value = None if held is None else held.value
        total = None if total is None or value is None else total + exact(value)
        found.append(total)
    return found


def _mean_shares(seasons: Mapping[int, Sequence[Fraction]]) -> list[Fraction]:
    return [
        sum((counts[at] / counts[-1] for counts in seasons.values()), Fraction(0)) / len(seasons)
        for at in range(MONTHS)
    ]


def _shares_of_days(year: Period) -> list[Fraction]:
    return [
        Fraction((one.end - year.start).days + 1, year.days) for one in months_of(year.start.year)
    ]
