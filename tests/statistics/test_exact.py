"""Exact limits of small counts: how often the next count lies outside, computed from the truth."""

from __future__ import annotations

from math import exp, lgamma, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.spc import control_charts
from copperplate.spc.lines.exact import count_limits

NOMINAL = 0.00135
POINTS, SIBLINGS, PACKS = 36, 30, 30
MEANS = (0.3, 0.5, 1, 2, 3, 5, 10, 30, 100)
RATIOS = (1.0, 1.5, 2.5, 5.0)


def tails(mean: float, ratio: float, most: int) -> np.ndarray:
    """Return the true chance of more than each count from 0, by the counts' own recurrence."""
    size = mean / (ratio - 1) if ratio > 1 else 0.0
    chance = ratio ** (-size) if ratio > 1 else exp(-mean)
    reached, found = 0.0, []
    for count in range(most):
        reached += chance
        found.append(1 - reached)
        grow = (count + size) * (1 - 1 / ratio) if ratio > 1 else mean
        chance *= grow / (count + 1)
    return np.array(found)


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("mean", MEANS)
def test_a_count_lies_above_its_limit_about_as_seldom_as_promised(
    mean: float, ratio: float
) -> None:
    """Limits from 36 points, dispersion pooled over 30 siblings, the tail from the truth."""
    chance = np.random.default_rng(5)
    true = tails(mean, ratio, int(mean + 14 * (mean * ratio) ** 0.5 + 60))
    above = []
    for _ in range(PACKS):
        level = np.full((SIBLINGS, POINTS), float(mean))
        if ratio > 1:
            level = chance.gamma(level / (ratio - 1), ratio - 1)
        charts = control_charts(
            chance.poisson(level).astype(float), rules="western-electric", chart="exact"
        )
        above.append(true[charts.drawn.upper[:, 0].astype(int)])
    rate = float(np.mean(above))
    attainable = true[true <= NOMINAL].max()
    assert rate <= 2 * NOMINAL
    assert rate >= attainable / 2


@given(st.floats(0.01, 400), st.floats(1, 8), st.sampled_from([0.00135, 0.02275, 0.1587]))
def test_limits_are_quantiles_by_another_formula(mean: float, ratio: float, tail: float) -> None:
    lower, upper = (int(one[0]) for one in count_limits(np.array([mean]), np.array([ratio]), tail))
    near = 1e-9
    assert 1 - reached(mean, ratio, upper) <= tail + near
    assert upper == 0 or 1 - reached(mean, ratio, upper - 1) > tail - near
    assert reached(mean, ratio, lower) > tail - near
    assert lower == 0 or reached(mean, ratio, lower - 1) <= tail + near


def reached(mean: float, ratio: float, count: int) -> float:
    """Return the chance of a count or fewer, term by term from gamma functions."""
    if ratio <= 1 + 1e-12:
        return sum(exp(n * log(mean) - mean - lgamma(n + 1)) for n in range(count + 1))
    size = mean / (ratio - 1)
    return sum(
        exp(
            lgamma(n + size) - lgamma(size) - lgamma(n + 1)
            - size * log(ratio) + n * log(1 - 1 / ratio)
        )
        for n in range(count + 1)
    )  # fmt: skip


def test_limits_are_whole_counts_and_never_below_nothing() -> None:
    chart = control_charts(
        [0.0, 1, 0, 2, 0, 1, 0, 0, 1, 0, 9, 0], rules="nelson", chart="exact", dispersion=1
    )[0]
    assert chart.drawn.lower.tolist() == [0.0] * 12
    assert (chart.drawn.upper % 1 == 0).all()
    assert chart.hits.beyond.tolist().index(1) == 10


def test_a_dispersion_said_makes_one_series_and_many_agree() -> None:
    counts = np.random.default_rng(2).poisson(3, (6, 40)).astype(float)
    many = control_charts(counts, rules="nelson", chart="exact", dispersion=1.4)
    for row, series in enumerate(counts):
        one = control_charts(series, rules="nelson", chart="exact", dispersion=1.4)
        assert one[0] == many[row]


def test_denominators_move_the_limits() -> None:
    counts, people = [3.0] * 12, [100.0] * 11 + [400.0]
    chart = control_charts(counts, rules="nelson", chart="exact", denominators=people)[0]
    assert chart.drawn.upper[11] < chart.drawn.upper[0]
    assert chart.values[11] == 3 / 400
