"""What an author of a milestone on a count needs to know before naming a number.

Whole financial years, how they changed, and what a change of so many per cent would be. Proposes
nothing. No English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from copperplate.disclosure import Publishable
from copperplate.findings.position import exact
from copperplate.periods import Period, financial_year, financial_year_of
from copperplate.series import Mark, Observation
from copperplate.series.evidence import Evidence

ASKED = (-2, -5, -8, 5)
"""Changes set out, in per cent. Source: the milestones of the West Midlands plans, 2013 to 2015."""
YEARS_SHOWN = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class WholeYear:
    """A financial year, and what was counted in the whole of it."""

    year: Period
    seen: Observation
    value: float


@dataclass(frozen=True, kw_only=True, slots=True)
class YearOnYear:
    """How a year changed on the one before: `proportion` is signed, 0.05 for five per cent more."""

    year: Period
    proportion: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a change of so many per cent of the last whole year would be.

    Attributes:
        percent: The change, signed.
        difference: In number, in a year.
        a_day: In number, a day of the year after.
        would_be: What that year would then count.
        seen: The years that changed as much or more, the same way, on the year before.
    """

    percent: int
    difference: float
    a_day: float
    would_be: float
    seen: tuple[Period, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What is known of a count, for an author of a milestone on it.

    Attributes:
        years: The whole years held that can be compared with the newest, oldest first.
        changes: How each of them changed on the one before, where both are held.
        asked: What changes of `ASKED` would be; empty where no whole year is held.
    """

    years: tuple[WholeYear, ...]
    changes: tuple[YearOnYear, ...]
    asked: tuple[Asked, ...]

    @property
    def recent(self) -> tuple[WholeYear, ...]:
        """The last of them, `YEARS_SHOWN` at most."""
        return self.years[-YEARS_SHOWN:]

    @property
    def two_years(self) -> tuple[WholeYear, WholeYear] | None:
        """The last whole year and the one two years before; None where either is not held."""
        by_year = {one.year: one for one in self.years}
        last = self.years[-1] if self.years else None
        before = None if last is None else by_year.get(last.year.back(2))
        return None if last is None or before is None else (before, last)


def proposal(whole_years: Publishable[Evidence], *, area: str) -> Proposal:
    """Return what is known of a count by whole financial years.

    Args:
        whole_years: The measure in periods of which some are whole financial years: by financial
            year, by year to date to 31 March, or by year ending in March.
        area: Code.

    Years on the far side of a break are left out, as are those hidden or not held. A change is
    seen where a year changed by as many per cent or more on the year before it, and that held
    something.
    """
    observations = whole_years.shown.series[area].observations
    years = _whole(observations)
    changes = {
        later.year: exact(later.value) / exact(earlier.value) - 1
        for earlier, later in pairwise(years)
        if later.year.back(1) == earlier.year and earlier.value > 0
    }
    return Proposal(
        years=years,
        changes=tuple(
            YearOnYear(year=year, proportion=float(size)) for year, size in changes.items()
        ),
        asked=tuple(_asked(percent, years[-1], changes) for percent in ASKED) if years else (),
    )


def _whole(observations: Sequence[Observation]) -> tuple[WholeYear, ...]:
    since = max((one.period.start for one in observations if Mark.BREAK in one.marks), default=None)
    return tuple(
        WholeYear(year=year, seen=one, value=one.value)
        for one in observations
        if one.value is not None
        and (one.period.start, one.period.end)
        == ((year := financial_year_of(one.period.end)).start, year.end)
        and (since is None or year.start >= since)
    )


def _asked(percent: int, last: WholeYear, changes: Mapping[Period, Fraction]) -> Asked:
    base = exact(last.value)
    difference = base * percent / 100
    sign = 1 if percent > 0 else -1
    return Asked(
        percent=percent,
        difference=float(difference),
        a_day=float(difference / Fraction(financial_year(last.year.end.year).days)),
        would_be=float(base + difference),
        seen=tuple(year for year, size in changes.items() if sign * (size * 100 - percent) >= 0),
    )
