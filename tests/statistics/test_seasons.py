"""Seasons: what was planted is found, chance is not taken for a season, and gaps do no harm."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.seasons import NotCounts, NotMonths, months_of, seasons_of
from copperplate.spc import WrongShape

START = np.datetime64("2010-04")
WAVE = 1 + 0.2 * np.cos(2 * np.pi * (np.arange(12) - 6) / 12)
"""A year highest in July, a fifth above its mean."""


def months(points: int) -> np.ndarray:
    return np.arange(START, START + points)


def planted(
    points: int, series: int, mean: float, shape: np.ndarray = WAVE, seed: int = 1
) -> np.ndarray:
    """Return Poisson counts of series with one year, in months of their real lengths."""
    calendar = months_of(months(points))
    factor = np.atleast_2d(shape)[:, calendar.part] * calendar.lengths
    return np.random.default_rng(seed).poisson(np.full((series, points), mean) * factor) * 1.0


def test_a_year_without_chance_is_the_ratio_of_its_months() -> None:
    year = 1_000_000 * np.array([4, 4, 5, 5, 6, 7, 8, 7, 5, 4, 3, 2])
    found = seasons_of(np.tile(year, 4), months(48) - 3, by_days=False)
    assert found.shape[0] == pytest.approx(year / year.mean(), rel=1e-5)
    assert found.known.all()


@pytest.mark.parametrize("years", [3, 5, 10])
def test_a_year_shared_by_fifty_areas_is_found(years: int) -> None:
    found = seasons_of(planted(12 * years, 50, 60.0), months(12 * years))
    error = 1 / np.sqrt(50 * 60 * years)
    assert np.abs(found.pooled - WAVE).max() < 4 * error
    assert np.abs(found.shape - WAVE).mean() < 2 * error


def test_areas_keep_a_year_of_their_own_as_far_as_their_counts_bear_it_out() -> None:
    seaside = 1 + 0.6 * np.cos(2 * np.pi * (np.arange(12) - 7) / 12)
    values = planted(120, 20, 200.0, np.vstack([WAVE] * 19 + [seaside]))
    found = seasons_of(values, months(120))
    assert found.own[-1] > 0.8
    assert found.shape[-1] == pytest.approx(seaside, abs=0.06)
    assert np.abs(found.shape[:-1] - WAVE).mean() < 0.03


@pytest.mark.parametrize("series", [1, 50])
def test_chance_is_not_taken_for_a_season(series: int) -> None:
    amplitude = [
        np.ptp(seasons_of(planted(60, series, 50.0, np.ones(12), seed), months(60)).shape[0])
        for seed in range(100)
    ]
    raw = 2 * 1.63 / np.sqrt(5 * 50)  # what the ratios of twelve equal months would spread over
    assert np.median(amplitude) < 0.35 * raw


def test_families_do_not_share_a_year() -> None:
    values = np.vstack([planted(60, 30, 100.0), planted(60, 30, 100.0, WAVE[::-1], 2)])
    names = ["burglary"] * 30 + ["robbery"] * 30
    both = seasons_of(values, months(60), families=names)
    alone = [seasons_of(half, months(60)) for half in (values[:30], values[30:])]
    assert (both.shape == np.vstack([one.shape for one in alone])).all()


def test_a_step_is_not_taken_for_a_season() -> None:
    values = planted(60, 30, 150.0, np.ones(12))
    values[:, 27:] = np.round(values[:, 27:] * 1.5)  # from July of the third year
    found = seasons_of(values, months(60))
    assert found.steps[:, 25:30].any(axis=1).mean() > 0.95
    assert np.abs(found.shape - 1).max() < 0.03


def test_a_steady_rise_is_not_taken_for_a_season() -> None:
    growth = 1.08 ** (np.arange(84) / 12)
    values = np.round(np.tile(20_000 * growth * months_of(months(84)).days / 30.436875, (5, 1)))
    found = seasons_of(values, months(84))
    assert np.abs(found.shape - 1).max() < 0.02  # by month, a year of it would span 8 %


def test_exceptional_months_say_nothing() -> None:
    values = planted(72, 20, 100.0)
    locked = np.zeros(72, dtype=bool)
    locked[24:40] = True
    quiet = values.copy()
    quiet[:, 24:40] = np.round(values[:, 24:40] * 0.3)
    seen = seasons_of(quiet, months(72), exceptional=locked)
    missing = seasons_of(np.where(locked, np.nan, values), months(72))
    assert seen.shape == pytest.approx(missing.shape, rel=1e-12)
    assert np.abs(seen.shape - WAVE).max() < 0.08
    assert seen.exceptional[:, 24:40].all() and not seen.exceptional[:, :24].any()
    assert (seasons_of(quiet, months(72), provisional=locked).shape == seen.shape).all()


def test_expected_of_a_longer_month_is_more() -> None:
    flat = 1_000.0 * months_of(months(36)).days
    found = seasons_of(flat, months(36))
    assert found.shape[0] == pytest.approx(np.ones(12), abs=1e-3)
    leap = found.expected_in(["2024-02", "2024-03"])[0]
    assert leap == pytest.approx(np.array([29, 31]) / 30.436875, rel=1e-3)


def test_what_counts_are_over_is_not_taken_for_a_season() -> None:
    over = np.broadcast_to(1_000 * (1 + 0.5 * (np.arange(60) % 12 == 0)), (10, 60))
    values = planted(60, 10, 100.0, np.ones(12)) * over / 1_000
    found = seasons_of(values, months(60), denominators=over)
    assert np.abs(found.shape - 1).max() < 0.05


def test_one_year_is_no_season() -> None:
    found = seasons_of(planted(23, 5, 500.0), months(23))
    assert not found.known.any()
    assert (found.shape == 1).all()
    assert np.isnan(found.change(["2012-03"], onto=["2012-07"])).all()
    assert repr(found) == "<Seasons of 5 series of 23 points: none known, a season wants two years>"
    assert seasons_of(planted(24, 5, 500.0), months(24)).known.all()


@pytest.mark.parametrize(
    ("values", "periods", "said", "error"),
    [
        ([1, 2, 3], ["2019-01", "2019-02"], "2 periods for 3 points", WrongShape),
        ([1, -2], ["2019-01", "2019-02"], "1 values are below zero", NotCounts),
        ([1, 2], ["2019-02", "2019-02"], "point 1 does not follow", NotMonths),
        ([1, 2], ["2019-02", "2019-01"], "point 1 does not follow", NotMonths),
        ([1, 2], ["spring", "summer"], "cannot be read as months", NotMonths),
        ([1, 2], [["2019-02", "2019-01"]], "one month a point", NotMonths),
    ],
)
def test_what_is_no_season_is_refused(
    values: list[float], periods: list[str], said: str, error: type[Exception]
) -> None:
    with pytest.raises(error, match=re.escape(said)):
        seasons_of(values, periods)


def test_labels_are_wanted_for_each_series() -> None:
    with pytest.raises(WrongShape, match=re.escape("'families' has the shape (2,); (1,)")):
        seasons_of(np.ones(24), months(24), families=["a", "b"])


def test_quarters_have_a_season_too() -> None:
    year = 1_000_000 * np.array([9, 11, 12, 8])
    quarters = np.arange("2006-04", "2018-04", 3, dtype="datetime64[M]")
    found = seasons_of(np.tile(year, 12), quarters, months_each=3, by_days=False)
    assert found.shape[0] == pytest.approx(np.array([8, 9, 11, 12]) / 10, rel=1e-4)
    assert found.expected[0, :4] == pytest.approx(np.array([9, 11, 12, 8]) / 10, rel=1e-4)
    assert found.expected_in(["2018-10"])[0] == pytest.approx([1.2], rel=1e-4)
    with pytest.raises(NotMonths, match="by 3 months or a multiple"):
        found.expected_in(["2018-10", "2018-12"])


@given(data=st.data())
def test_the_order_of_the_series_is_nothing_to_a_season(data: st.DataObject) -> None:
    values = planted(36, 6, data.draw(st.sampled_from([0.5, 3.0, 50.0])))
    values[data.draw(st.integers(0, 5)), data.draw(st.integers(0, 35))] = np.nan
    order = np.array(data.draw(st.permutations(range(6))))
    straight, turned = seasons_of(values, months(36)), seasons_of(values[order], months(36))
    assert turned.shape == pytest.approx(straight.shape[order], rel=1e-6)


@given(
    st.lists(
        st.lists(st.one_of(st.integers(0, 5), st.just(np.nan)), min_size=30, max_size=30),
        min_size=1,
        max_size=4,
    )
)
def test_every_year_of_any_counts_has_a_mean_of_one(values: list[list[float]]) -> None:
    found = seasons_of(values, months(30))
    assert np.isfinite(found.expected).all() and (found.expected >= 0).all()
    assert found.shape.mean(axis=1) == pytest.approx(np.ones(len(values)))
