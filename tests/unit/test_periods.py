"""Periods: the two spellings, and what stretch of days each one means."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.periods import (
    Period,
    PeriodKind,
    day,
    financial_year,
    financial_year_of,
    month,
    parse_period,
    quarter,
    week_of,
    year_ending,
    year_to_date,
)

SPELLINGS = [
    # written,                first day,    last day,     kind,            ISO,               words
    ("year ending June 2019", "2018-07-01", "2019-06-30", "year-ending", "2018-07/2019-06", "year ending June 2019"),
    ("2018-07/2019-06", "2018-07-01", "2019-06-30", "year-ending", "2018-07/2019-06", "year ending June 2019"),
    ("Year Ending Mar 2016", "2015-04-01", "2016-03-31", "year-ending", "2015-04/2016-03", "year ending March 2016"),
    ("June 2019", "2019-06-01", "2019-06-30", "month", "2019-06", "June 2019"),
    ("2016-02", "2016-02-01", "2016-02-29", "month", "2016-02", "February 2016"),
    ("April to June 2019", "2019-04-01", "2019-06-30", "quarter", "2019-04/2019-06", "April to June 2019"),
    ("Q1 2019/20", "2019-04-01", "2019-06-30", "quarter", "2019-04/2019-06", "April to June 2019"),
    ("Q4 2019/20", "2020-01-01", "2020-03-31", "quarter", "2020-01/2020-03", "January to March 2020"),
    ("2013/14", "2013-04-01", "2014-03-31", "financial-year", "2013-04/2014-03", "2013/14"),
    ("2015", "2015-01-01", "2015-12-31", "calendar-year", "2015-01/2015-12", "2015"),
    ("2018-06-30", "2018-06-30", "2018-06-30", "day", "2018-06-30", "30 June 2018"),
    ("30 June 2018", "2018-06-30", "2018-06-30", "day", "2018-06-30", "30 June 2018"),
    ("2014-W11", "2014-03-10", "2014-03-16", "week", "2014-W11", "week to 16 March 2014"),
    ("Week to 16 Mar 2014", "2014-03-10", "2014-03-16", "week", "2014-W11", "week to 16 March 2014"),
    ("week ending 3 January 2010", "2009-12-28", "2010-01-03", "week", "2009-W53", "week to 3 January 2010"),
    ("2015-w01", "2014-12-29", "2015-01-04", "week", "2015-W01", "week to 4 January 2015"),
    ("1 April 2013 to 14 March 2014", "2013-04-01", "2014-03-14", "year-to-date", "2013-04-01/2014-03-14", "1 April 2013 to 14 March 2014"),
    ("2013-04-01/2013-06-30", "2013-04-01", "2013-06-30", "year-to-date", "2013-04-01/2013-06-30", "1 April 2013 to 30 June 2013"),
    ("1 Apr 2015 to 29 Feb 2016", "2015-04-01", "2016-02-29", "year-to-date", "2015-04-01/2016-02-29", "1 April 2015 to 29 February 2016"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "start", "end", "kind", "iso", "words"), SPELLINGS)
def test_a_period_is_read_and_printed(
    written: str, start: str, end: str, kind: str, iso: str, words: str
) -> None:
    period = parse_period(written)
    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert (period.kind.value, period.iso, str(period)) == (kind, iso, words)


@pytest.mark.parametrize(
    "written",
    ["", "soon", "2013/15", "13 June", "31 June 2018", "2019-13", "2019-02-30", "Q5 2019/20", "May to June 2019",
     "2019-01/2019-05", "year ending Brumaire 2019", "1 April 2013 to 1 April 2014",
     "1 April 2014 to 31 March 2014", "2 April 2013 to 14 March 2014", "2013-04-01/2014-02-29",
     "1 April 2013 to 31 June 2013", "2014-W53", "2014-W00", "week to 15 March 2014",
     "week to 31 February 2014", "week 11 2014"],
)  # fmt: skip
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_period(written)


def test_only_rolling_years_and_years_to_date_share_days_with_their_neighbours() -> None:
    overlapping = [kind.value for kind in PeriodKind if kind.overlaps]
    assert overlapping == ["year-ending", "year-to-date"]


SAME_DAYS = [
    # year to date to,  years back, the same days,               days then, days now
    ("2014-03-14", 1, "1 April 2012 to 14 March 2013", 348, 348),
    ("2014-04-01", 1, "1 April 2013 to 1 April 2013", 1, 1),
    ("2016-03-14", 1, "1 April 2014 to 14 March 2015", 348, 349),
    ("2016-02-29", 1, "1 April 2014 to 28 February 2015", 334, 335),
    ("2016-02-29", 4, "1 April 2011 to 29 February 2012", 335, 335),
    ("2017-02-28", 1, "1 April 2015 to 28 February 2016", 334, 334),
    ("2013-03-31", 1, "1 April 2011 to 31 March 2012", 366, 365),
]


@pytest.mark.parametrize(("to", "years", "expected", "then", "now"), SAME_DAYS)
def test_a_year_to_date_keeps_its_days(
    to: str, years: int, expected: str, then: int, now: int
) -> None:
    period = year_to_date(date.fromisoformat(to))
    base = period.back(years)
    assert (str(base), base.days, period.days) == (expected, then, now)


SAME_WEEKS = [
    # a day or week,  years back, the same of the earlier year
    ("2014-W11", 1, "2013-W11"),
    ("2009-W53", 1, "2008-W52"),
    ("2015-W53", 6, "2009-W53"),
    ("2017-02-28", 1, "2016-02-28"),
    ("2016-02-29", 1, "2015-02-28"),
]


@pytest.mark.parametrize(("written", "years", "expected"), SAME_WEEKS)
def test_a_day_and_a_week_keep_their_place_in_the_year(
    written: str, years: int, expected: str
) -> None:
    assert parse_period(written).back(years) == parse_period(expected)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_week_is_monday_to_sunday_and_every_day_lies_in_one(on: date) -> None:
    found = week_of(on)
    assert (found.start.weekday(), found.end.weekday(), found.days) == (0, 6, 7)
    assert found.start <= on <= found.end


def test_a_day_falls_in_one_financial_year() -> None:
    days = ("2014-03-31", "2014-04-01", "2014-12-31", "2015-01-01")
    years = [str(financial_year_of(date.fromisoformat(on))) for on in days]
    assert years == ["2013/14", "2014/15", "2014/15", "2014/15"]


def test_a_year_back_keeps_the_end_of_the_month() -> None:
    assert month(2016, 2).back(1) == month(2015, 2)
    assert year_ending(2020, 2).back(4) == year_ending(2016, 2)


months = st.builds(month, st.integers(1900, 2100), st.integers(1, 12))
quarters = st.builds(quarter, st.integers(1900, 2100), st.integers(1, 12))
years = st.builds(year_ending, st.integers(1900, 2100), st.integers(1, 12))
days = st.builds(day, st.dates(date(1900, 1, 1), date(2100, 12, 31)))
weeks = st.builds(week_of, st.dates(date(1900, 1, 1), date(2100, 12, 31)))
to_date = st.builds(year_to_date, st.dates(date(1900, 1, 1), date(2100, 12, 31)))


@given(
    st.one_of(
        *(days, weeks, months, quarters, years, to_date),
        st.builds(financial_year, st.integers(1900, 2100)),
    )
)
def test_the_words_of_a_period_read_back_as_it(period: Period) -> None:
    read = parse_period(str(period))
    assert (read.start, read.end) == (period.start, period.end)


@given(st.one_of(days, weeks, months, quarters, years, to_date))
def test_the_machine_spelling_reads_back_as_the_same_days(period: Period) -> None:
    read = parse_period(period.iso)
    assert (read.start, read.end) == (period.start, period.end)


@given(years)
def test_a_year_is_twelve_months(period: Period) -> None:
    assert period.days in (365, 366)
