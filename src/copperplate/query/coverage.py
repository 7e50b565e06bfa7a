"""Which periods are known: the stretches of days a release holds all records of, and how closely.

A period is known where every day of it is covered by one release, and where neither of its
ends cuts what the release knows to the month or the year only. Counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from copperplate.periods import (
    Period,
    PeriodKind,
    month,
    periods_between,
    year_to_date,
)

GRAINS = ("day", "month", "year")
"""How closely a source knows when a record was made, the closest first; of the table `coverage`."""

_DAY = timedelta(days=1)
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, order=True, slots=True)
class Stretch:
    """Days all records of which are held, both ends included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one release covers of one force.

    Attributes:
        by_grain: The stretches of each grain of `GRAINS`, in order, joined where they
            overlap or adjoin. Of the coarser grains only whole months, and whole years
            from the first day on.
        days: The same of all grains together.
    """

    by_grain: tuple[tuple[Stretch, ...], ...]
    days: tuple[Stretch, ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[date, date, str]]) -> Coverage:
        """Return the coverage of stretches: first day, last day and grain of each."""
        stretches: dict[str, list[Stretch]] = {grain: [] for grain in GRAINS}
        for start, end, grain in rows:
            stretches[grain].append(Stretch(start, end))
        months = [whole for one in stretches["month"] for whole in _whole_months(one)]
        years = [whole for one in stretches["year"] for whole in _whole_years(one)]
        by_grain = (joined(stretches["day"]), joined(months), joined(years))
        return cls(by_grain, joined(one for grain in by_grain for one in grain))

    @property
    def to_the_day(self) -> bool:
        """Whether any of it is known to the day."""
        return bool(self.by_grain[0])

    def holds(self, start: date, end: date) -> bool:
        """Return whether the records of a stretch of days are all held, and no others with them."""
        inside = any(one.start <= start and end <= one.end for one in self.days)
        return inside and self._parts_at(start) and self._parts_at(end + _DAY)

    def _parts_at(self, on: date) -> bool:
        """Return whether records before a day can be told from records on and after it."""
        for grain, stretches in zip(GRAINS, self.by_grain, strict=True):
            for one in stretches:
                if one.start < on <= one.end:
                    if grain == "day":
                        return True
                    same_month = grain == "month" or on.month == one.start.month
                    return same_month and on.day == one.start.day
        return True

    def holds_days(self, start: date, end: date) -> bool:
        """Return whether every record of a stretch of days is held, and known to the day."""
        return any(one.start <= start and end <= one.end for one in self.by_grain[0])

    def periods(self, kind: PeriodKind) -> list[Period]:
        """Return the periods of a kind that are known, in order."""
        return [
            period
            for one in self.days
            for period in periods_between(kind, one.start, one.end)
            if self.holds(period.start, period.end)
        ]

    def newest_to_date(self, to: date | None) -> date | None:
        """Return the last day up to which a year to date is known, `to` at the latest."""
        ends = [one.end if to is None else min(one.end, to) for one in self.days]
        ends += [end.replace(day=1) - _DAY for end in ends]  # where the day itself is not known
        known = [end for end in ends if self.holds(year_to_date(end).start, end)]
        return max(known, default=None)

    def years_to_date(self, cut_off: date) -> list[Period]:
        """Return the year to date of a day and the same days of earlier years, where known."""
        newest = year_to_date(cut_off)
        years = newest.start.year - self.days[0].start.year + 1 if self.days else 0
        found = [newest.back(back) for back in range(years)]
        return sorted(period for period in found if self.holds(period.start, period.end))


def known_periods(
    covered: Sequence[Coverage], kind: PeriodKind, to: date | None
) -> tuple[tuple[Period, ...], ...]:
    """Return the periods of a kind that each of several releases knows, up to a day.

    A year to date of a release that knows days ends with `to`, else with the last day any of
    them covers, and of every earlier year come the same days. A release that knows only
    months has a year to date for every month.
    """
    return _known_periods(tuple(covered), kind, to)


# Asked again for every measure of a table.
@lru_cache(maxsize=64)
def _known_periods(
    covered: tuple[Coverage, ...], kind: PeriodKind, to: date | None
) -> tuple[tuple[Period, ...], ...]:
    cut_off = None
    if kind is PeriodKind.YEAR_TO_DATE:
        ends = (one.newest_to_date(to) for one in covered if one.to_the_day)
        cut_off = max((end for end in ends if end is not None), default=None)
    found = []
    for one in covered:
        if kind is PeriodKind.YEAR_TO_DATE and one.to_the_day:
            found.append(() if cut_off is None else tuple(one.years_to_date(cut_off)))
        else:
            found.append(tuple(p for p in one.periods(kind) if to is None or p.end <= to))
    return tuple(found)


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches in order, those that overlap or adjoin made one."""
    found: list[Stretch] = []
    for one in sorted(stretches):
        if found and one.start <= found[-1].end + _DAY:
            found[-1] = Stretch(found[-1].start, max(found[-1].end, one.end))
        else:
            found.append(one)
    return tuple(found)


def _whole_months(one: Stretch) -> Iterable[Stretch]:
    months = list(periods_between(PeriodKind.MONTH, one.start, one.end))
    return [Stretch(months[0].start, months[-1].end)] if months else []


def _whole_years(one: Stretch) -> Iterable[Stretch]:
    """Return the years of a stretch, from its first day on, each by itself."""
    firsts = [one.start]
    while (first := _a_year_on(firsts[-1])) <= one.end + _DAY:
        firsts.append(first)
    return [Stretch(first, after - _DAY) for first, after in pairwise(firsts)]


def _a_year_on(first: date) -> date:
    last = month(first.year + 1, first.month).end
    return last.replace(day=min(first.day, last.day))
