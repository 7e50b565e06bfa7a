"""What happens day by day at a rate: on which days, at what minute, in which ward.

Every day is drawn by itself, so that some days give the rows that all days give of them. Knows
rates, seasons and places; no kind of record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copperplate.engines.columns import Coded, Column
from copperplate.synthetic import draws
from copperplate.synthetic.days import number_of, weekday_of
from copperplate.synthetic.draws import Draws, Whole
from copperplate.synthetic.places import PRIORITY_AREAS, UNITS, WARDS

DayNumbers = NDArray[np.integer[Any]]
"""Days since 1 January 1970, each once, the earliest first."""

Levels = Sequence[tuple[date, int]]
"""Dates and how many a year there then are; between two dates along a straight line."""

_MINUTES = 1440
# A day's draws are its own: it has this many counters.
_MOST = 1 << 12
_DAYS_IN_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_WARD_WEIGHTS = tuple(ward.weight for ward in WARDS)
_UNIT_OF_WARD = np.array(
    [[unit.code for unit in UNITS].index(ward.unit) for ward in WARDS], dtype=np.uint8
)
_AREA_OF_WARD = np.full(len(WARDS), len(PRIORITY_AREAS), dtype=np.uint8)
_PART_OF_WARD = np.zeros(len(WARDS), dtype=np.int64)
for _place, _area in enumerate(PRIORITY_AREAS):
    _ward = [ward.code for ward in WARDS].index(_area.ward)
    _AREA_OF_WARD[_ward], _PART_OF_WARD[_ward] = _place, _area.part


@dataclass(frozen=True, kw_only=True, slots=True)
class Season:
    """When in the year and the week something happens, and at what hour.

    Attributes:
        months: How often on a day of each month, January first; whole numbers, in any unit.
        weekdays: How often on each day of the week, Monday first.
        hours: How often in each hour of Monday to Friday, from midnight on.
        weekend: The same of Saturday and Sunday.
    """

    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    hours: tuple[int, ...]
    weekend: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Happened:
    """What happened, one value each, in the order it happened.

    Attributes:
        day: As days are numbered.
        minute: Since 1970.
        number: Which of its day, from 1.
        counter: What its draws are taken at.
        seed: Of the force.
        table: What it is.
    """

    day: Whole
    minute: Whole
    number: Whole
    counter: Draws
    seed: int
    table: str

    def __len__(self) -> int:
        return len(self.day)

    def draws(self, purpose: str) -> Draws:
        """Return one draw each for a purpose."""
        return draws.at(draws.stream(self.seed, self.table, purpose), self.counter)

    def several(self, numbers: Whole, most: int) -> tuple[Whole, Happened]:
        """Return several of each: casualties of a collision, allegations of a case.

        Args:
            numbers: How many of each, shape (n,).
            most: No number is above it.

        Returns:
            Which each is of, shape (sum of numbers,), and themselves, with draws of their own.
        """
        of = np.repeat(np.arange(len(self)), numbers)
        nth = np.arange(len(of)) - np.repeat(np.cumsum(numbers) - numbers, numbers)
        themselves = Happened(
            day=self.day[of],
            minute=self.minute[of],
            number=self.number[of],
            counter=self.counter[of] * np.uint64(most) + nth.astype(np.uint64),
            seed=self.seed,
            table=f"{self.table}, each",
        )
        return of, themselves


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Where:
    """Where each lies.

    Attributes:
        unit: Place in `UNITS`.
        ward: Place in `WARDS`.
        priority: Place in `PRIORITY_AREAS`, after the last where it lies in none.
    """

    unit: NDArray[np.uint8]
    ward: NDArray[np.uint8]
    priority: NDArray[np.uint8]

    def columns(self) -> dict[str, Column]:
        """Return the columns of an extract that say where."""
        return {
            "lpu": Coded(self.unit, tuple(unit.name for unit in UNITS)),
            "ward": Coded(self.ward, tuple(ward.code for ward in WARDS)),
            "priority_area": Coded(self.priority, (*(area.code for area in PRIORITY_AREAS), None)),
        }

    def of(self, rows: Whole) -> Where:
        """Return where some of them lie, in another order or several times."""
        return Where(unit=self.unit[rows], ward=self.ward[rows], priority=self.priority[rows])


def month_of(days: DayNumbers) -> Whole:
    """Return months of the year, 0 for January to 11."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12


def level(days: DayNumbers, levels: Levels) -> Whole:
    """Return how many a year there are on each day.

    Before the first date there are as many as on it, after the last as on that.
    """
    dates = np.array([number_of(day) for day, _ in levels], dtype=np.int64)
    values = np.array([value for _, value in levels], dtype=np.int64)
    on = np.clip(days.astype(np.int64), dates[0], dates[-1])
    here = np.clip(np.searchsorted(dates, on, side="right") - 1, 0, max(len(dates) - 2, 0))
    there = np.minimum(here + 1, len(dates) - 1)
    length = np.maximum(dates[there] - dates[here], 1)
    found: Whole = values[here] + (values[there] - values[here]) * (on - dates[here]) // length
    return found


def rates(days: DayNumbers, levels: Levels, season: Season) -> Whole:
    """Return how many are expected on each day, in thousandths: the year's level and the season.

    A season's months and weekdays only say how a year is spread: over 365 days and whole weeks
    they give the level.
    """
    months, weekdays = np.array(season.months), np.array(season.weekdays)
    year = sum(n * weight for n, weight in zip(_DAYS_IN_MONTHS, season.months, strict=True))
    week = sum(season.weekdays)
    weighed = months[month_of(days)] * weekdays[weekday_of(days)] * 7
    found: Whole = level(days, levels) * 1000 * weighed // (year * week)
    return found


def happened(
    seed: int, table: str, days: DayNumbers, expected: Whole, season: Season, *, chances: int
) -> Happened:
    """Return what happened on some days.

    A day has so many chances, each as likely as the others: the counts of days scatter as if by
    chance alone, a little less where nearly every chance is taken.

    Args:
        seed: Of the force.
        table: What it is: another table, other draws.
        days: Which days.
        expected: How many on each, in thousandths.
        season: At which hours.
        chances: Of a day; several times what is expected on any.

    Raises:
        ValueError: More is expected than half the chances of a day, or a day has too many.
    """
    if chances > _MOST or (expected * 2 > chances * 1000).any():
        raise ValueError("more is expected than a day has chances for")
    counters = (
        days.astype(np.uint64)[:, np.newaxis] * np.uint64(_MOST)
        + np.arange(chances, dtype=np.uint64)[np.newaxis, :]
    )
    drawn = draws.at(draws.stream(seed, table, "happens"), counters)
    taken = draws.below(drawn, chances * 1000) < expected[:, np.newaxis]
    counter = counters[taken]
    day = (counter // np.uint64(_MOST)).astype(np.int64)
    minute = day * _MINUTES + _minute_of_day(seed, table, counter, weekday_of(day) >= 5, season)
    order = np.argsort(minute, kind="stable")
    return Happened(
        day=day[order],
        minute=minute[order],
        number=number_in_day(day),
        counter=counter[order],
        seed=seed,
        table=table,
    )


def number_in_day(day: Whole) -> Whole:
    """Return which of its day each is, from 1; days in order."""
    return np.arange(len(day), dtype=np.int64) - np.searchsorted(day, day) + 1


def _minute_of_day(
    seed: int, table: str, counter: Draws, weekend: NDArray[np.bool_], season: Season
) -> Whole:
    drawn = draws.at(draws.stream(seed, table, "hour"), counter)
    hours = np.where(
        weekend, draws.chosen(drawn, season.weekend), draws.chosen(drawn, season.hours)
    )
    return hours * 60 + draws.below(draws.at(draws.stream(seed, table, "minute"), counter), 60)


def where(those: Happened) -> Where:
    """Return where each lies, wards as often as they weigh."""
    ward = draws.chosen(those.draws("ward"), _WARD_WEIGHTS)
    inside = draws.below(those.draws("priority area"), 100) < _PART_OF_WARD[ward]
    return Where(
        unit=_UNIT_OF_WARD[ward],
        ward=ward.astype(np.uint8),
        priority=np.where(inside, _AREA_OF_WARD[ward], len(PRIORITY_AREAS)).astype(np.uint8),
    )


def counted(seed: int, names: tuple[str, ...], expected: int, *, chances: int) -> int:
    """Return a number that scatters as if by chance around what is expected, in thousandths.

    Args:
        seed: Of the force.
        names: What is counted, when and where: other names, another draw.
        expected: In thousandths.
        chances: Several times what is expected.

    Raises:
        ValueError: More is expected than half the chances.
    """
    if expected * 2 > chances * 1000:
        raise ValueError("more is expected than there are chances for")
    drawn = draws.numbers(draws.stream(seed, "counted", *names), chances)
    return int(draws.chance(drawn, expected, chances * 1000).sum())
