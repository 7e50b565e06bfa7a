"""Exact limits of small counts: how often the next count lies outside, computed from the truth."""

from __future__ import annotations

from math import exp, lgamma, log
from pathlib import Path

import bench.small_counts
import numpy as np
import pytest
from bench.small_counts import CHARTS, NOMINAL, RATIOS, attainable, chances, rates
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.spc import control_charts
from copperplate.spc.lines.exact import count_limits

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "spc" / "small-counts.md"
PACKS = 30
MEANS = (0.3, 0.5, 1, 2, 3, 5, 10, 30, 100)
assert set(bench.small_counts.MEANS) <= set(MEANS)


def row(heading: str, mean: float, ratio: float) -> list[str]:
    """Return what the page says of one world, per cent signs left out; nothing where it says none."""
    table = PAGE.read_text(encoding="utf-8").split(f"## {heading} the")[1].split("## ")[0]
    for line in table.splitlines():
        if line.startswith(f"| {ratio:g} | {mean:g} |"):
            return [cell.strip().removesuffix(" %") for cell in line.split("|")[3:-1]]
    return []


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("mean", MEANS)
def test_a_count_lies_outside_its_limits_about_as_seldom_as_promised(
    mean: float, ratio: float
) -> None:
    """Limits from 36 points, dispersion pooled over 30 siblings, the tails from the truth."""
    found = rates(mean, ratio, PACKS)
    assert found["exact"].above <= 2 * NOMINAL
    assert found["exact"].above >= attainable(mean, ratio) / 2
    assert found["exact"].below <= 2 * NOMINAL
    if mean not in bench.small_counts.MEANS:
        return
    best, *above = row("Above", mean, ratio)
    assert float(best) / 100 == pytest.approx(attainable(mean, ratio), rel=0.06)
    for chart, said in zip(CHARTS, above, strict=True):
        assert float(said) / 100 == pytest.approx(found[chart].above, rel=0.2, abs=5e-5)
    for chart, said in zip(CHARTS, row("Below", mean, ratio), strict=True):
        if said == "none":
            assert found[chart].has_lower == 0
        else:
            assert float(said) / 100 == pytest.approx(found[chart].below, rel=0.2, abs=1e-4)


@given(st.floats(0.1, 200), st.floats(1.05, 6))
@settings(max_examples=20)
def test_the_truth_is_the_counts_own_distribution(mean: float, ratio: float) -> None:
    for one in (1.0, ratio):
        true = chances(mean, one)
        assert true.sum() == pytest.approx(1, abs=1e-9)
        count = int(mean + 2 * (mean * one) ** 0.5)
        assert true[: count + 1].sum() == pytest.approx(reached(mean, one, count), abs=1e-9)


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
