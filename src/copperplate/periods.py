"""The algebra of time: what stretch of days a figure describes.

A period is a first day, a last day and a kind. It has one spelling for machines (ISO
8601) and one for readers. Knows nothing of when data were read or published.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Written out: the calendar module's names follow the machine's language.
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
FINANCIAL_YEAR_STARTS_IN = 4  # April; the police, like all local government, report by it
QUARTERS_END_IN = (3, 6, 9, 12)


class PeriodKind(StrEnum):
    """The shapes of period the product reports on."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial-year"
    CALENDAR_YEAR = "calendar-year"
    YEAR_ENDING = "year-ending"
    YEAR_TO_DATE = "year-to-date"

    @property
    def overlaps(self) -> bool:
        """Whether neighbouring periods share days, so that no control limits apply.

        A rolling year shares months with the next one, and a year to date all but its last
        days. Source: the observation that a perfectly stable series of rolling years then
        shows a third of its points beyond its limits.
        """
        return self in (PeriodKind.YEAR_ENDING, PeriodKind.YEAR_TO_DATE)


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A stretch of days, both ends included. Ordered by its last day, then its first.

    Attributes:
        end: Last day counted.
        start: First day counted.
        kind: Its shape; it decides the words, not the days.
    """

    end: date
    start: date
    kind: PeriodKind

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError("a period starts after it ends")

    def __hash__(self) -> int:
        # The days tell nearly all periods apart, and are quick to hash.
        return hash((self.end, self.start))

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.end - self.start).days + 1

    @property
    def ends_a_month(self) -> bool:
        """Whether its last day is the last of a month."""
        return (self.end + timedelta(days=1)).day == 1

    @property
    def iso(self) -> str:
        """The machine spelling (ISO 8601).

        A day ``2019-06-30``, a week ``2014-W11``, a month ``2019-06``, a year to date an
        interval of days ``2013-04-01/2014-03-14``, else an interval of months
        ``2018-07/2019-06``, whose second half is the last month.
        """
        if self.kind is PeriodKind.DAY:
            return self.end.isoformat()
        if self.kind is PeriodKind.WEEK:
            year, number, _ = self.end.isocalendar()
            return f"{year}-W{number:02d}"
        if self.kind is PeriodKind.YEAR_TO_DATE:
            return f"{self.start.isoformat()}/{self.end.isoformat()}"
        last = f"{self.end:%Y-%m}"
        return last if self.kind is PeriodKind.MONTH else f"{self.start:%Y-%m}/{last}"

    def __str__(self) -> str:
        """The reader's spelling: ``year ending June 2019``, ``2013/14``, ``June 2019``."""
        match self.kind:
            case PeriodKind.DAY:
                return long_date(self.end)
            case PeriodKind.WEEK:
                return f"week to {long_date(self.end)}"
            case PeriodKind.MONTH:
                return f"{MONTH_NAMES[self.end.month - 1]} {self.end.year}"
            case PeriodKind.QUARTER:
                first, last = MONTH_NAMES[self.start.month - 1], MONTH_NAMES[self.end.month - 1]
                return f"{first} to {last} {self.end.year}"
            case PeriodKind.FINANCIAL_YEAR:
                return f"{self.start.year}/{self.end.year % 100:02d}"
            case PeriodKind.CALENDAR_YEAR:
                return str(self.end.year)
            case PeriodKind.YEAR_ENDING:
                return f"year ending {MONTH_NAMES[self.end.month - 1]} {self.end.year}"
            case PeriodKind.YEAR_TO_DATE:
                return f"{long_date(self.start)} to {long_date(self.end)}"

    def adjoins(self, later: Period) -> bool:
        """Whether no period of the kind lies between; overlapping ones leave none out."""
        return self.kind.overlaps or self.end + timedelta(days=1) == later.start

    def back(self, years: int) -> Period:
        """Return the same period `years` earlier.

        A day and a year to date keep their days: to 28 February stays to 28 February, and
        only 29 February, where the earlier year has none, becomes the 28th. The two spans may
        then differ by a day; `days` tells. A week keeps its number, and week 53 becomes week
        52 where the earlier year ends with that.
        """
        if self.kind is PeriodKind.YEAR_TO_DATE:
            return year_to_date(_same_day(self.end, years))
        if self.kind is PeriodKind.DAY:
            return day(_same_day(self.end, years))
        if self.kind is PeriodKind.WEEK:
            year, number, _ = self.end.isocalendar()
            return week(year - years, min(number, _weeks_of(year - years)))
        return Period(_years_back(self.end, years), _years_back(self.start, years), self.kind)


def day(on: date) -> Period:
    """Return the period of one day, e.g. the date of a population estimate."""
    return Period(on, on, PeriodKind.DAY)


def week(year: int, number: int) -> Period:
    """Return a week, Monday to Sunday, by the year and number ISO 8601 gives it.

    Raises:
        ValueError: The year has no such week.
    """
    return week_of(date.fromisocalendar(year, number, 1))


def week_of(on: date) -> Period:
    """Return the week a day falls in."""
    first = on - timedelta(days=on.weekday())
    return Period(first + timedelta(days=6), first, PeriodKind.WEEK)


def month(year: int, number: int) -> Period:
    """Return a calendar month."""
    return Period(_last_day(year, number), date(year, number, 1), PeriodKind.MONTH)


def quarter(year: int, last_month: int) -> Period:
    """Return the three months ending in `last_month` of `year`."""
    end = _last_day(year, last_month)
    return Period(end, _months_before(end, 2), PeriodKind.QUARTER)


def year_ending(year: int, last_month: int) -> Period:
    """Return the twelve months ending in `last_month` of `year`."""
    end = _last_day(year, last_month)
    return Period(end, _months_before(end, 11), PeriodKind.YEAR_ENDING)


def financial_year(first_year: int) -> Period:
    """Return April of `first_year` to the March after."""
    start = date(first_year, FINANCIAL_YEAR_STARTS_IN, 1)
    return Period(date(first_year + 1, 3, 31), start, PeriodKind.FINANCIAL_YEAR)


def year_to_date(end: date) -> Period:
    """Return the financial year up to and including a day: 1 April to `end`."""
    first_year = end.year - (end.month < FINANCIAL_YEAR_STARTS_IN)
    start = date(first_year, FINANCIAL_YEAR_STARTS_IN, 1)
    return Period(end, start, PeriodKind.YEAR_TO_DATE)


def whole_months_back(period: Period, years: int) -> Period:
    """Return the year to date that ends with the same month `years` earlier.

    For figures that come by the month: to 28 February 2017 becomes to 29 February 2016.
    """
    return year_to_date(_years_back(period.end, years))


def financial_year_of(on: date) -> Period:
    """Return the financial year a day falls in."""
    return financial_year(year_to_date(on).start.year)


def calendar_year(year: int) -> Period:
    """Return January to December of `year`."""
    return Period(date(year, 12, 31), date(year, 1, 1), PeriodKind.CALENDAR_YEAR)


def periods_between(kind: PeriodKind, start: date, end: date) -> Iterator[Period]:
    """Yield every period of a kind all of whose days lie between two days, both included.

    In order of their ends. Years to date are those that end with a month.
    """
    if kind in (PeriodKind.DAY, PeriodKind.WEEK):
        step = 1 if kind is PeriodKind.DAY else 7
        first = start if step == 1 else start + timedelta(days=-start.weekday() % step)
        while (last := first + timedelta(days=step - 1)) <= end:
            yield Period(last, first, kind)
            first += timedelta(days=step)
        return
    year, number = start.year, start.month
    while (last := _last_day(year, number)) <= end:
        period = _ending_with(last, kind)
        if period is not None and period.start >= start:
            yield period
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)


def _ending_with(last: date, kind: PeriodKind) -> Period | None:
    """Return the period of whole months that ends with the last day of a month, if one does."""
    year, number = last.year, last.month
    match kind:
        case PeriodKind.QUARTER:
            return quarter(year, number) if number in QUARTERS_END_IN else None
        case PeriodKind.YEAR_ENDING:
            return year_ending(year, number)
        case PeriodKind.CALENDAR_YEAR:
            return calendar_year(year) if number == 12 else None
        case PeriodKind.FINANCIAL_YEAR:
            return financial_year(year - 1) if number == 3 else None
        case PeriodKind.YEAR_TO_DATE:
            return year_to_date(last)
        case _:
            return month(year, number)


def mid_year(year: int) -> Period:
    """Return 30 June of `year`, the day the mid-year population estimates describe."""
    return day(date(year, 6, 30))


def long_date(on: date) -> str:
    """Return a date as readers write it: ``19 November 2019``."""
    return f"{on.day} {MONTH_NAMES[on.month - 1]} {on.year}"


_MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}
_MONTHS |= {name[:3]: number for name, number in list(_MONTHS.items())} | {"sept": 9}
_YEAR_ENDING = re.compile(r"year ending ([a-z]+)\.? (\d{4})\Z")
_MONTH_WORDS = re.compile(r"([a-z]+)\.? (\d{4})\Z")
_QUARTER_WORDS = re.compile(r"([a-z]+) to ([a-z]+) (\d{4})\Z")
_QUARTER_NUMBER = re.compile(r"q([1-4]) (\d{4}/\d{2})\Z")
_FINANCIAL_YEAR = re.compile(r"(\d{4})/(\d{2})\Z")
_ISO_WEEK = re.compile(r"(\d{4})-w(\d{2})\Z")
_WEEK_WORDS = re.compile(r"week (?:to|ending) (\d{1,2}) ([a-z]+)\.? (\d{4})\Z")
_DAY_WORDS = re.compile(r"(\d{1,2}) ([a-z]+)\.? (\d{4})\Z")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
_DAYS_WORDS = re.compile(r"1 apr(?:il)? (\d{4}) to (\d{1,2}) ([a-z]+)\.? (\d{4})\Z")
_ISO_DAYS = re.compile(r"(\d{4})-04-01/(\d{4})-(\d{2})-(\d{2})\Z")
_ISO_MONTHS = re.compile(r"(\d{4})-(\d{2})/(\d{4})-(\d{2})\Z")
_YEAR = re.compile(r"\d{4}\Z")

SPELLINGS = (
    "'year ending June 2019', '2018-07/2019-06', 'June 2019', '2019-06', "
    "'April to June 2019', 'Q1 2019/20', '2019/20', '2019', '2019-06-30', "
    "'30 June 2019', 'week to 30 June 2019', '2019-W26', "
    "'1 April 2019 to 14 June 2019', '2019-04-01/2019-06-14'"
)


def parse_period(text: str) -> Period:
    """Read a period in either spelling; case and outer spaces do not matter.

    Raises:
        ValueError: It is none of `SPELLINGS`, or names a day or month that is not.
    """
    said = " ".join(text.lower().split())
    if found := _YEAR_ENDING.match(said):
        return year_ending(int(found[2]), _month_number(found[1]))
    if found := _ISO_DAY.match(said):
        return day(date(int(found[1]), int(found[2]), int(found[3])))
    if found := _DAY_WORDS.match(said):
        return day(date(int(found[3]), _month_number(found[2]), int(found[1])))
    if found := _ISO_WEEK.match(said):
        return week(int(found[1]), int(found[2]))
    if found := _WEEK_WORDS.match(said):
        return _week_to(text, date(int(found[3]), _month_number(found[2]), int(found[1])))
    if found := _ISO_DAYS.match(said):
        return _to_date(text, found[1], date(int(found[2]), int(found[3]), int(found[4])))
    if found := _DAYS_WORDS.match(said):
        end = date(int(found[4]), _month_number(found[3]), int(found[2]))
        return _to_date(text, found[1], end)
    if found := _ISO_MONTHS.match(said):
        return _of_months(*(int(part) for part in found.groups()))
    if found := _ISO_MONTH.match(said):
        return month(int(found[1]), int(found[2]))
    if found := _QUARTER_NUMBER.match(said):
        first = int(found[2][:4])
        return (quarter(first, 6), quarter(first, 9), quarter(first, 12), quarter(first + 1, 3))[
            int(found[1]) - 1
        ]
    if found := _FINANCIAL_YEAR.match(said):
        if (int(found[1]) + 1) % 100 != int(found[2]):
            raise ValueError(f"'{text}' is not a financial year: its second half is the next year")
        return financial_year(int(found[1]))
    if found := _QUARTER_WORDS.match(said):
        period = quarter(int(found[3]), _month_number(found[2]))
        if period.start.month != _month_number(found[1]):
            raise ValueError(f"'{text}' is not three months of one year")
        return period
    if found := _MONTH_WORDS.match(said):
        return month(int(found[2]), _month_number(found[1]))
    if _YEAR.match(said):
        return calendar_year(int(said))
    raise ValueError(f"'{text}' is not a period. Write one as {SPELLINGS}")


def period_or_kind(text: str) -> Period | PeriodKind:
    """Read a period, or the name of a shape of period.

    Raises:
        ValueError: It is neither.
    """
    kinds = [kind.value for kind in PeriodKind]
    if text in kinds:
        return PeriodKind(text)
    try:
        return parse_period(text)
    except ValueError as error:
        raise ValueError(f"{error}; or a shape of period: {', '.join(kinds)}") from None


def _to_date(text: str, first_year: str, end: date) -> Period:
    period = year_to_date(end)
    if period.start.year != int(first_year):
        raise ValueError(f"'{text}' is not days of one financial year")
    return period


def _week_to(text: str, end: date) -> Period:
    period = week_of(end)
    if period.end != end:
        raise ValueError(f"'{text}' is not a week: it does not end on a Sunday")
    return period


def _weeks_of(year: int) -> int:
    """Return how many weeks ISO 8601 gives a year: the week of 28 December is its last."""
    return date(year, 12, 28).isocalendar().week


def _of_months(start_year: int, start_month: int, end_year: int, end_month: int) -> Period:
    start = date(start_year, start_month, 1)
    end = _last_day(end_year, end_month)
    if _months_before(end, 2) == start:
        return quarter(end_year, end_month)
    if _months_before(end, 11) == start:
        return year_ending(end_year, end_month)
    raise ValueError(f"'{start:%Y-%m}/{end:%Y-%m}' is neither three nor twelve months")


def _month_number(word: str) -> int:
    if word not in _MONTHS:
        raise ValueError(f"'{word}' is not a month")
    return _MONTHS[word]


def _last_day(year: int, number: int) -> date:
    first = date(year, number, 1)
    return date(year, number, calendar.monthrange(first.year, first.month)[1])


def _months_before(end: date, months: int) -> date:
    """Return the first day of the month `months` before the month of `end`."""
    index = end.year * 12 + end.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def _same_day(on: date, years: int) -> date:
    """Return the same day `years` earlier; 29 February becomes the 28th where there is none."""
    last = calendar.monthrange(on.year - years, on.month)[1]
    return date(on.year - years, on.month, min(on.day, last))


def _years_back(on: date, years: int) -> date:
    """Return the same day `years` earlier; the last day of a month stays the last day."""
    if (on + timedelta(days=1)).day == 1:
        return _last_day(on.year - years, on.month)
    return date(on.year - years, on.month, on.day)
