"""G and T charts: waits between rare events, against their formulas and their true chances."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from copperplate.spc import CannotChart, control_charts

NOMINAL = 0.00135


def test_the_lines_of_a_g_chart() -> None:
    # Waits of mean 10: limits 10 ± 3 √(10 × 11), the line at 0.693 × 10.
    chart = control_charts([5, 15, 10, 8, 12], rules="nelson", chart="g")[0]
    assert chart.drawn.centre_line.tolist() == pytest.approx([6.93] * 5)
    assert chart.drawn.upper.tolist() == pytest.approx([10 + 3 * sqrt(110)] * 5)
    assert chart.drawn.lower.tolist() == [0.0] * 5


def test_a_t_chart_is_xmr_of_roots_raised_again() -> None:
    waits = np.array([286.0, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603])
    roots = waits ** (1 / 3.6)
    reach = 2.66 * np.abs(np.diff(roots)).mean()
    chart = control_charts(waits, rules="nelson", chart="t")[0]
    assert chart.drawn.centre_line[0] == pytest.approx(roots.mean() ** 3.6)
    assert chart.drawn.upper[0] == pytest.approx((roots.mean() + reach) ** 3.6)
    assert chart.drawn.lower[0] == pytest.approx(max(roots.mean() - reach, 0) ** 3.6)


@pytest.mark.parametrize("mean", [5, 30, 200])
def test_about_as_many_waits_lie_on_either_side(mean: int) -> None:
    waits = np.random.default_rng(4).geometric(1 / (mean + 1), (500, 60)) - 1.0
    side = control_charts(waits, rules="nelson", chart="g").side
    assert (side > 0).mean() == pytest.approx(0.5, abs=0.06)


def test_stable_waits_in_time_seldom_lie_beyond_a_limit() -> None:
    waits = np.random.default_rng(4).exponential(40, (2_000, 60))
    charts = control_charts(waits, rules="nelson", chart="t")
    assert (charts.hits.beyond > 0).mean() <= 2 * NOMINAL
    assert (charts.hits.beyond < 0).mean() <= 2 * NOMINAL


def test_a_wait_of_nothing_is_a_wait_and_a_missing_one_is_none() -> None:
    for chart in ("g", "t"):
        drawn = control_charts([0, 9, np.nan, 12, 7, 0, 8], rules="nelson", chart=chart)[0]
        assert np.isfinite(drawn.drawn.upper).all()
        assert drawn.hits.beyond[2] == 0


@pytest.mark.parametrize("chart", ["g", "t"])
def test_negative_waits_are_refused(chart: str) -> None:
    with pytest.raises(CannotChart, match="values below 0: 1"):
        control_charts([3, -1, 4], rules="nelson", chart=chart)
