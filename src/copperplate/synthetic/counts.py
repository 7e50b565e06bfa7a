"""Small counts that an office sends as a table: conferences, enrolments, people, miles driven.

One row a measure, area and period, as the source `counts` reads them. Knows no records.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from copperplate.periods import financial_year, mid_year, month
from copperplate.synthetic import draws
from copperplate.synthetic.days import number_of
from copperplate.synthetic.places import FORCE_CODE, UNITS
from copperplate.synthetic.residents import households, residents, young
from copperplate.synthetic.streams import DayNumbers, Levels, counted, level

HEADING = ("measure", "area", "period", "value", "base", "mark")

# Planted: victims are asked more often whether they want to meet who did it. 55 conferences from
# 1 April to 14 March and 70 in the next year are what a force's portal showed in 2014.
CONFERENCES_SINCE = date(2013, 4, 1)
CONFERENCE_LEVELS = (
    (date(2009, 4, 1), 30),
    (date(2012, 4, 1), 58),
    (date(2013, 3, 31), 58),
    (CONFERENCES_SINCE, 74),
)

# A message service that begins in April 2011 and has about 45,000 members after two years and
# 85,000 after three, as one of a large force had in 2018 and 2019. Nobody leaves it.
ENROLMENT_LEVELS = (
    (date(2011, 4, 1), 12_000),
    (date(2012, 10, 1), 26_000),
    (date(2013, 4, 1), 38_000),
    (date(2014, 7, 1), 44_000),
)

# People employed at the end of a month, down with the budgets from 2010 on; levels assumed.
EMPLOYEE_LEVELS = (
    (date(2006, 4, 1), 12_900),
    (date(2010, 4, 1), 13_400),
    (date(2014, 4, 1), 11_400),
)
EMPLOYEES_ASIDE = 25  # from that line, at most, to either side

# Young people who enter the criminal justice system for the first time, by financial year. Falls
# by two thirds, as in England and Wales in these years; levels assumed.
ENTRANT_LEVELS = (
    (date(2006, 10, 1), 4_800),
    (date(2010, 10, 1), 2_600),
    (date(2013, 10, 1), 1_450),
)

# Miles that vehicles travel in a calendar year, in millions: level while people are poorer. With
# the casualties about 750 for a billion miles, which large forces had. Assumed.
MILE_LEVELS = ((date(2006, 1, 1), 7_450), (date(2010, 1, 1), 7_250), (date(2014, 1, 1), 7_350))
MILES_ASIDE = 30

_MONTHS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """One row.

    Attributes:
        measure: What is counted, as the shipped measures name it.
        area: Code.
        period: As `copperplate.periods` reads it.
        value: The count; an estimate in per cent is exact to its last figure.
        base: What a share is of; None of a count.
    """

    measure: str
    area: str
    period: str
    value: int | Decimal
    base: int | None = None


def counts(seed: int, days: DayNumbers) -> tuple[Count, ...]:
    """Return every row whose whole period lies in some days.

    The force's row is the sum of its units' rows. Residents and households are those on the 30 June
    of a calendar year, employees those on the last day of a month, members of the message
    service those at the end of a month, quarter or year. Employees and vehicle miles are told of
    the force alone.

    Args:
        seed: Another seed, other counts; not other residents.
        days: Days since 1970 without a gap.
    """
    if not len(days):
        return ()
    months = list(_whole(days, date(2006, 1, 1), 1))
    years = list(_whole(days, date(2006, 4, 1), _MONTHS))
    calendar_years = list(_whole(days, date(2006, 1, 1), _MONTHS))
    found = [
        *_conferences(seed, months),
        *_enrolments(seed, months),
        *_employees(seed, months),
        *_entrants(seed, years),
        *_residents(calendar_years),
        *_miles(seed, calendar_years),
    ]
    return tuple(found)


def as_csv(rows: Iterable[Count]) -> str:
    """Return rows as the CSV text that `load counts` reads."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADING)
    for row in rows:
        base = "" if row.base is None else row.base
        writer.writerow((row.measure, row.area, row.period, row.value, base, ""))
    return text.getvalue()


def _whole(days: DayNumbers, first: date, months: int) -> Iterator[date]:
    """Yield the first days of the periods of so many months that lie in some days."""
    start = first
    while (after := _after(start, months)) and number_of(after) - 1 <= days[-1]:
        if number_of(start) >= days[0]:
            yield start
        start = after


def _after(start: date, months: int) -> date:
    years, place = divmod(start.month - 1 + months, _MONTHS)
    return date(start.year + years, place + 1, 1)


def _month(start: date) -> str:
    return month(start.year, start.month).iso


def _year(start: date) -> str:
    return str(financial_year(start.year))


def _ending(start: date, since: date) -> Iterator[str]:
    """Yield a month, and the quarter and financial year that end with it and began since."""
    yield _month(start)
    quarter, year = _after(start, -2), _after(start, -11)
    if start.month % 3 == 0 and quarter >= since:
        # Financial quarters: the first is April to June.
        number, began = (quarter.month - 4) // 3 % 4 + 1, _after(quarter, -3).year
        yield f"Q{number} {_year(date(began, 4, 1))}"
    if year.month == 4 and year >= since:
        yield _year(year)


def _on(day: date, levels: Levels) -> int:
    return int(level(np.array([number_of(day)]), levels)[0])


def _rows(measure: str, period: str, values: Sequence[int]) -> Iterator[Count]:
    """Yield the force's row and those of its units."""
    yield Count(measure=measure, area=FORCE_CODE, period=period, value=sum(values))
    for unit, value in zip(UNITS, values, strict=True):
        yield Count(measure=measure, area=unit.code, period=period, value=value)


def _drawn(
    seed: int, measure: str, start: date, levels: Levels, *, months: int, chances: int
) -> list[int]:
    """Return a count for each unit: its share of the level in the middle of a period."""
    middle = _after(start, months // 2) if months > 1 else start.replace(day=15)
    expected = _on(middle, levels) * months * 1000 // _MONTHS
    return [
        counted(
            seed,
            (measure, start.isoformat(), unit.code),
            expected * unit.weight // 100,
            chances=chances,
        )
        for unit in UNITS
    ]


def _near(seed: int, name: str, start: date, levels: Levels, aside: int) -> int:
    """Return a number near a level, so much above or below it at most."""
    drawn = draws.numbers(draws.stream(seed, name, start.isoformat()), 1)
    return _on(start, levels) + int(draws.below(drawn, 2 * aside + 1)[0]) - aside


def _conferences(seed: int, months: Sequence[date]) -> Iterator[Count]:
    for start in months:
        if start >= CONFERENCE_LEVELS[0][0]:
            measure = "restorative conferences"
            values = _drawn(seed, measure, start, CONFERENCE_LEVELS, months=1, chances=64)
            yield from _rows(measure, _month(start), values)


def _enrolments(seed: int, months: Sequence[date]) -> Iterator[Count]:
    measure, members = "new message service enrolments", [0] * len(UNITS)
    start = ENROLMENT_LEVELS[0][0]
    while months and start <= months[-1]:
        values = _drawn(seed, measure, start, ENROLMENT_LEVELS, months=1, chances=2048)
        members = [held + more for held, more in zip(members, values, strict=True)]
        if start >= months[0]:
            yield from _rows(measure, _month(start), values)
            for period in _ending(start, since=months[0]):
                yield from _rows("message service enrolments", period, members)
        start = _after(start, 1)


def _employees(seed: int, months: Sequence[date]) -> Iterator[Count]:
    for start in months:
        value = _near(seed, "employees", start, EMPLOYEE_LEVELS, EMPLOYEES_ASIDE)
        last = month(start.year, start.month).end.isoformat()
        yield Count(measure="employees", area=FORCE_CODE, period=last, value=value)


def _entrants(seed: int, years: Sequence[date]) -> Iterator[Count]:
    measure = "first-time entrants"
    for start in years:
        values = _drawn(seed, measure, start, ENTRANT_LEVELS, months=_MONTHS, chances=2048)
        yield from _rows(measure, _year(start), values)


def _residents(years: Iterable[date]) -> Iterator[Count]:
    for year in (start.year for start in years):
        middle = mid_year(year).iso
        yield from _rows("residents", middle, residents(year))
        yield from _rows("residents aged 10 to 17", middle, young(year))
        yield from _rows("households", middle, households(year))


def _miles(seed: int, years: Iterable[date]) -> Iterator[Count]:
    for start in years:
        value = _near(seed, "vehicle miles", start, MILE_LEVELS, MILES_ASIDE)
        yield Count(
            measure="vehicle miles",
            area=FORCE_CODE,
            period=str(start.year),
            value=value * 1_000_000,
        )
