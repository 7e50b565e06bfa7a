"""High days: how often chance makes one, and whether planted ones are found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bench.high_days
import numpy as np
import pytest

from copperplate.spc import CannotChart, HighDays, WrongShape, high_days
from copperplate.spc.lines.exact import count_limits

DAYS = np.arange("2010-04-01", "2014-04-01", dtype="datetime64[D]")
WEEK = np.array([0.9, 0.9, 0.95, 1.0, 1.1, 1.25, 0.9])
"""Monday to Sunday against an average day."""
WEEKDAY = (DAYS - np.datetime64("1970-01-05")).astype(int) % 7


def drawn(mean: float, ratio: float, series: int = 20, seed: int = 7) -> np.ndarray:
    """Return stable counts a day with a week in them, Poisson or negative binomial."""
    expected = np.tile(mean * WEEK[WEEKDAY], (series, 1))
    numbers = np.random.default_rng(seed)
    if ratio == 1:
        return numbers.poisson(expected).astype(float)
    return numbers.negative_binomial(expected / (ratio - 1), 1 / ratio).astype(float)


WORLDS = [
    # mean, variance over mean, how many times the budget of a normal chart is kept within
    (0.3, 1.0, 1.0),
    (2.0, 1.0, 1.0),
    (20.0, 1.0, 1.0),
    (20.0, 1.6, 1.0),
    (150.0, 2.0, 1.0),
    (600.0, 4.0, 2.0),  # above 500 limits are three sigma, and a skewed count passes the upper
]


@pytest.mark.parametrize(("mean", "ratio", "times"), WORLDS)
def test_stable_days_lie_beyond_as_often_as_is_said(
    mean: float, ratio: float, times: float
) -> None:
    """Within three standard deviations of the number that chance is said to make."""
    found = high_days(drawn(mean, ratio), DAYS)
    for beyond, by_chance in (
        ((found.side > 0).sum(), found.expected_high),
        ((found.side < 0).sum(), found.expected_low),
    ):
        assert abs(beyond - by_chance) <= 3 * max(by_chance, 1.0) ** 0.5
    budget = 0.00135 * found.judged.sum() * times
    assert found.expected_high <= budget * 1.001
    assert found.expected_low <= budget * 1.001


def test_a_day_is_judged_by_days_of_its_kind_alone() -> None:
    """A usual Saturday's count is too many for a Tuesday, a usual Tuesday's too few."""
    counts = np.round(400 * WEEK[WEEKDAY])[None, :]
    tuesday, saturday = (np.flatnonzero(day == WEEKDAY)[-1] for day in (1, 5))
    counts[0, [tuesday, saturday]] = counts[0, [saturday, tuesday]]
    found = high_days(counts, DAYS)
    assert found.side[0, [tuesday, saturday]].tolist() == [1, -1]
    assert found.expected[0, [tuesday, saturday]].tolist() == [360.0, 500.0]
    assert np.count_nonzero(found.side) == 2


def test_planted_days_are_found_and_do_not_hide_each_other() -> None:
    counts = drawn(20, 1.3, series=1)
    before = high_days(counts, DAYS)
    planted = np.flatnonzero(np.datetime64("2011-08-08") <= DAYS)[:4]
    counts[0, planted] += 400  # four nights of disorder
    later = int(np.flatnonzero(np.datetime64("2011-10-31") == DAYS)[0])
    counts[0, later] = 60
    found = high_days(counts, DAYS)
    assert (found.side[0, [*planted, later]] == 1).all()
    assert set(found.ranked()[:4, 1]) == set(planted)
    others = np.delete(np.arange(len(DAYS)), [*planted, later])
    np.testing.assert_allclose(
        found.upper[0, others], before.upper[0, others], equal_nan=True, atol=3
    )


def bank_holidays() -> np.ndarray:
    """Return eight Mondays and Fridays a year on which it is as on a Sunday."""
    numbers = np.random.default_rng(3)
    able = np.flatnonzero(np.isin(WEEKDAY, (0, 4)))
    return np.sort(numbers.choice(able, size=32, replace=False))


def test_bank_holidays_are_days_like_any_other_once_they_are_said() -> None:
    holidays = bank_holidays()
    like = WEEKDAY.copy()
    like[holidays] = 6
    expected = 300 * np.where(like == 6, 0.6, WEEK[WEEKDAY])
    counts = np.random.default_rng(5).poisson(expected).astype(float)[None, :]
    silent = high_days(counts, DAYS)
    told = high_days(counts, DAYS, kinds=like + 1)
    after = holidays[silent.judged[0, holidays]]
    assert (silent.side[0, after] == -1).sum() >= len(after) - 1
    assert (told.side[0, after] == 0).sum() >= len(after) - 1
    assert np.count_nonzero(told.side) <= 12


def test_a_season_is_taken_out_where_it_is_said() -> None:
    month = DAYS.astype("datetime64[M]").astype(int) % 12
    season = np.where(month == 11, 1.5, 1.0)
    counts = np.random.default_rng(9).poisson(200 * WEEK[WEEKDAY] * season).astype(float)
    silent, told = high_days(counts, DAYS), high_days(counts, DAYS, expected=season)
    assert (silent.side > 0).sum() > 5 * (told.side > 0).sum()
    assert (told.side > 0).sum() <= 2 * told.expected_high + 3


def test_limits_are_those_of_exact_charts() -> None:
    """By hand: twenty Mondays of 9 and 11 and the next, alone."""
    mondays = np.arange("2013-01-07", "2013-06-03", 7, dtype="datetime64[D]")
    counts = np.array([9.0, 11.0] * 10 + [30.0])
    found = high_days(counts, mondays)
    lower, upper = count_limits(np.array([200.5 / 20]), np.array([1 + 1 / 20]), 0.0013498980316301)
    assert (found.lower[0, -1], found.upper[0, -1]) == (lower[0], upper[0])
    assert (found.expected[0, -1], found.side[0, -1]) == (10.0, 1)
    assert not found.judged[0, :6].any()
    assert found.judged[0, 6:].all()


def test_missing_days_are_not_judged_and_say_nothing() -> None:
    counts = drawn(20, 1, series=1)
    counts[0, 500] = np.nan
    without = high_days(np.delete(counts, 500, axis=1), np.delete(DAYS, 500))
    found = high_days(counts, DAYS)
    assert not found.judged[0, 500]
    np.testing.assert_array_equal(np.delete(found.upper, 500, axis=1), without.upper)


def test_excluded_days_are_judged_and_say_nothing_of_others() -> None:
    counts = drawn(20, 1, series=1)
    out = np.zeros(counts.shape, dtype=bool)
    out[0, 700:800] = True
    counts[0, 700:800] *= 2
    found = high_days(counts, DAYS, excluded=out)
    plain = high_days(drawn(20, 1, series=1), DAYS, excluded=out)
    np.testing.assert_array_equal(found.upper, plain.upper)
    assert (found.side[0, 700:800] == 1).sum() > 20


def test_days_are_judged_without_looking_ahead() -> None:
    counts = drawn(20, 1.3, series=3)
    whole, part = high_days(counts, DAYS), high_days(counts[:, :900], DAYS[:900])
    np.testing.assert_array_equal(whole.upper[:, :900], part.upper)


def test_what_is_made_is_closed_and_compares_by_what_it_holds() -> None:
    counts = drawn(2, 1, series=2)
    one, two = high_days(counts, DAYS), high_days(counts, DAYS)
    assert isinstance(one, HighDays)
    assert one == two
    assert "days" in repr(one)
    with pytest.raises(ValueError, match="read-only"):
        one.upper[0, 0] = 1


REFUSED: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"values": [-1.0, 2.0]}, CannotChart, "below 0"),
    ({"days": ["2013-01-01", "2013-01-01"]}, CannotChart, "twice"),
    ({"days": ["2013-01-02", "2013-01-01"]}, CannotChart, "out of order"),
    ({"days": ["2013-01-01"]}, WrongShape, "one for each point"),
    ({"days": ["Monday", "Tuesday"]}, CannotChart, "no date"),
    ({"kinds": [1]}, WrongShape, "'kinds'"),
    ({"kinds": ["a", None]}, CannotChart, "label of day 1 is missing"),
    ({"expected": [1.0]}, WrongShape, "'expected'"),
]


@pytest.mark.parametrize(("changed", "error", "said"), REFUSED)
def test_what_cannot_be_judged_is_refused_by_name(
    changed: dict[str, Any], error: type[Exception], said: str
) -> None:
    given = {"values": [1.0, 2.0], "days": ["2013-01-01", "2013-01-02"]} | changed
    with pytest.raises(error, match=said):
        high_days(**given)


def test_the_page_prints_what_the_bench_counts() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "spc" / "high-days.md"
    assert bench.high_days.row(20.0, 1.6) in page.read_text(encoding="utf-8")
