"""What happens day by day at a rate: levels, seasons, chance, and that every day stands alone."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.synthetic.days import number_of, weekday_of
from copperplate.synthetic.places import PRIORITY_AREAS, UNITS, WARDS
from copperplate.synthetic.streams import (
    Season,
    counted,
    happened,
    level,
    month_of,
    number_in_day,
    rates,
    where,
)

EVEN = Season(months=(1,) * 12, weekdays=(1,) * 7, hours=(1,) * 24, weekend=(1,) * 24)
HALVED = ((date(2010, 1, 1), 1_000), (date(2012, 1, 1), 500))
SEEDS = st.integers(0, 2**63)
DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
SEASONS = st.builds(
    Season,
    months=st.tuples(*[st.integers(1, 200)] * 12),
    weekdays=st.tuples(*[st.integers(0, 200)] * 6, st.integers(1, 200)),
    hours=st.just((1,) * 24),
    weekend=st.just((1,) * 24),
)


def days_of(first: date, number: int) -> np.ndarray:
    return np.arange(number_of(first), number_of(first) + number)


@given(day=DAYS)
def test_days_are_those_of_the_calendar(day):
    one = np.array([number_of(day)])
    assert weekday_of(one).tolist() == [day.weekday()]
    assert month_of(one).tolist() == [day.month - 1]
    assert date(1970, 1, 1) + timedelta(days=number_of(day)) == day


@pytest.mark.parametrize(
    ("day", "a_year"),
    [
        (date(1999, 1, 1), 1_000),
        (date(2010, 1, 1), 1_000),
        (date(2011, 1, 1), 750),
        (date(2011, 12, 31), 500),
        (date(2012, 1, 1), 500),
        (date(2024, 2, 29), 500),
    ],
)
def test_levels_follow_straight_lines_between_their_dates(day, a_year):
    assert level(np.array([number_of(day)]), HALVED).tolist() == [a_year]


def test_one_level_holds_for_ever():
    assert level(days_of(date(2000, 1, 1), 3), ((date(2010, 1, 1), 7),)).tolist() == [7, 7, 7]


@given(season=SEASONS, year=st.integers(2001, 2029), a_year=st.integers(1_000, 100_000))
def test_a_season_only_spreads_a_years_level(season, year, a_year):
    """Over 28 years every day of the year falls on every day of the week as often."""
    days = days_of(date(1972, 1, 1), 28 * 365 + 7)
    expected = rates(days, ((date(year, 1, 1), a_year),), season) / 1000
    leap_days = 7 * a_year / 365 * 12  # February may weigh up to twelve times its share
    assert expected.sum() == pytest.approx(28 * a_year, rel=0.001, abs=leap_days + len(days) / 1000)


@pytest.mark.parametrize(
    ("season", "day", "thousandths"),
    [
        (EVEN, date(2013, 7, 1), 1_000),  # 365 a year are one a day
        (Season(months=(0,) * 11 + (1,), weekdays=(1,) * 7, hours=(1,) * 24, weekend=(1,) * 24),
         date(2013, 12, 5), 11_774),  # all in December: 365 / 31
        (Season(months=(1,) * 12, weekdays=(0, 0, 0, 0, 0, 0, 1), hours=(1,) * 24, weekend=(1,) * 24),
         date(2013, 7, 7), 7_000),  # all on Sundays
        (Season(months=(1,) * 12, weekdays=(0, 0, 0, 0, 0, 0, 1), hours=(1,) * 24, weekend=(1,) * 24),
         date(2013, 7, 6), 0),
    ],
)  # fmt: skip
def test_rates_of_a_day(season, day, thousandths):
    assert rates(np.array([number_of(day)]), ((day, 365),), season).tolist() == [thousandths]


@given(seed=SEEDS, first=DAYS, number=st.integers(0, 30), cut=st.integers(0, 30))
def test_some_days_give_what_all_days_give_of_them(seed, first, number, cut):
    days = days_of(first, number)
    expected = np.full(number, 3_000)
    cut = min(cut, number)
    whole = happened(seed, "any", days, expected, EVEN, chances=64)
    parts = [
        happened(seed, "any", some, np.full(len(some), 3_000), EVEN, chances=64)
        for some in (days[:cut], days[cut:])
    ]
    for name in ("day", "minute", "number", "counter"):
        joined = np.concatenate([getattr(part, name) for part in parts])
        assert getattr(whole, name).tolist() == joined.tolist(), name
    assert whole.draws("ward").tolist() == [d for p in parts for d in p.draws("ward").tolist()]


@given(seed=SEEDS, first=DAYS)
def test_what_happened_is_in_order_and_numbered_within_its_day(seed, first):
    found = happened(seed, "any", days_of(first, 20), np.full(20, 4_000), EVEN, chances=64)
    assert (np.diff(found.minute) >= 0).all()
    assert (found.minute // 1440 == found.day).all()
    assert found.number.tolist() == number_in_day(found.day).tolist()
    pairs = list(zip(found.day.tolist(), found.number.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)


def test_days_scatter_as_if_by_chance():
    """The counts of 4,000 days at 5 a day: mean 5, variance 5 less 5 × 5/128."""
    days = days_of(date(2000, 1, 1), 4_000)
    found = happened(3, "any", days, np.full(4_000, 5_000), EVEN, chances=128)
    counts = np.bincount(found.day - days[0], minlength=4_000)
    assert counts.mean() == pytest.approx(5, abs=5 * np.sqrt(5 / 4_000))
    # A variance of 4.8 over 4,000 days is known to about 2.3 per cent (one standard error).
    assert counts.var() == pytest.approx(5 * (1 - 5 / 128), rel=0.1)


def test_hours_of_the_weekend_are_its_own():
    noon = tuple(int(hour == 12) for hour in range(24))
    night = tuple(int(hour == 2) for hour in range(24))
    season = Season(months=(1,) * 12, weekdays=(1,) * 7, hours=noon, weekend=night)
    found = happened(
        1, "any", days_of(date(2013, 7, 1), 28), np.full(28, 9_000), season, chances=64
    )
    hours = found.minute % 1440 // 60
    assert set(hours[weekday_of(found.day) < 5].tolist()) == {12}
    assert set(hours[weekday_of(found.day) >= 5].tolist()) == {2}


@pytest.mark.parametrize(("expected", "chances"), [(33_000, 64), (1_000, 8_192)])
def test_more_than_a_day_has_room_for_is_refused(expected, chances):
    with pytest.raises(ValueError, match="more is expected"):
        happened(
            1, "any", days_of(date(2013, 1, 1), 1), np.array([expected]), EVEN, chances=chances
        )


def test_wards_come_as_often_as_they_weigh_and_lie_in_their_units():
    found = happened(
        5, "any", days_of(date(2000, 1, 1), 3_000), np.full(3_000, 60_000), EVEN, chances=512
    )
    lies = where(found)
    counts = np.bincount(lies.ward, minlength=len(WARDS))
    expected = len(found) * np.array([ward.weight for ward in WARDS]) / 10_000
    # Chi-square with 119 degrees of freedom: above 178 once in 2,500 seeds; this is one.
    assert ((counts - expected) ** 2 / expected).sum() < 178
    units = [unit.code for unit in UNITS]
    assert (np.array([units.index(ward.unit) for ward in WARDS])[lies.ward] == lies.unit).all()
    wards = [ward.code for ward in WARDS]
    for place, area in enumerate(PRIORITY_AREAS):
        inside = lies.priority == place
        assert {wards[ward] for ward in set(lies.ward[inside].tolist())} == {area.ward}
        share = inside.sum() / counts[wards.index(area.ward)]
        assert share == pytest.approx(area.part / 100, abs=0.04), area.name


@given(seed=SEEDS, expected=st.integers(0, 32_000))
def test_a_counted_number_is_near_what_is_expected(seed, expected):
    number = counted(seed, ("any",), expected, chances=64)
    assert 0 <= number <= 64
    assert number == counted(seed, ("any",), expected, chances=64)
    if not expected:
        assert not number


def test_counted_numbers_scatter_as_if_by_chance():
    found = np.array([counted(1, ("any", str(n)), 4_000, chances=128) for n in range(4_000)])
    assert found.mean() == pytest.approx(4, abs=5 * np.sqrt(4 / 4_000))
    assert found.var() == pytest.approx(4 * (1 - 4 / 128), rel=0.1)


def test_counting_more_than_there_is_room_for_is_refused():
    with pytest.raises(ValueError, match="more is expected"):
        counted(1, ("any",), 33_000, chances=64)
