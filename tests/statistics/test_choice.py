"""Which chart type fits numbers: the stated rule, row by row."""

from __future__ import annotations

from math import exp, lgamma, log

import numpy as np
import pytest

from copperplate.spc import control_charts
from copperplate.spc.constants import SHARE_OF_A_PROPORTION, SMALL_COUNT

NAN = float("nan")
CHOICES = [
    # values, denominators, chart, a word of the reason
    ([NAN, NAN, NAN], None, "xmr", "no value"),
    ([3.5, 4, 6], None, "xmr", "not all counts"),
    ([-30, 40, 60], None, "xmr", "not all counts"),
    ([3.5, 4, 6], [10, 10, 12], "i-prime", "not all counts"),
    ([3, 4, 6], None, "exact", "fewer than 20"),
    ([19, 20, 20], None, "exact", "fewer than 20"),
    ([20, 20, 20], None, "xmr", "at least 20"),
    ([30, NAN, 41], None, "xmr", "at least 20"),
    ([30, 40, 41], [300, 400, 410], "p-prime", "proportions"),
    ([30, 40, 41], [301, 400, 410], "u-prime", "over denominators"),
    ([30, 40, 41], [29, 400, 410], "u-prime", "over denominators"),
    ([3, 4, 5], [3000, 4000, 5000], "exact", "fewer than 20"),
    ([3, NAN, 5], [6, NAN, 7], "p-prime", "proportions"),
    ([[300, 400, 500], [1, 0, 2]], None, "exact", "fewer than 20"),
    ([[300, 400, 500], [NAN, NAN, NAN]], None, "xmr", "at least 20"),
]


@pytest.mark.parametrize(("values", "over", "chart", "reason"), CHOICES)
def test_the_rule(values: list[float], over: list[float] | None, chart: str, reason: str) -> None:
    charts = control_charts(values, rules="nelson", chart="auto", denominators=over)
    assert charts.chart == chart
    assert reason in charts.chart_reason
    said = control_charts(values, rules="nelson", chart=chart, denominators=over)
    assert said.chart_reason == ""
    assert np.array_equal(charts.drawn.upper, said.drawn.upper, equal_nan=True)


def test_a_rule_set_that_finds_processes_keeps_its_chart() -> None:
    charts = control_charts([3, 4, 6], chart="auto")
    assert (charts.chart, charts.chart_reason) == (
        "xmr",
        "sfn finds its own processes on XmR charts.",
    )


@pytest.mark.parametrize(
    ("values", "over", "chart"),
    [
        ([30, 40, 41], [300, 400, 410], "p-prime"),
        ([30, 40, 41], [301, 400, 410], "xmr"),
        ([3, 4, 6], None, "xmr"),
        ([3.5, 4, 6], [10, 10, 12], "xmr"),
    ],
)
def test_stable_shifts_take_proportions_or_xmr(
    values: list[float], over: list[float] | None, chart: str
) -> None:
    charts = control_charts(values, rules="stable-shift", chart="auto", denominators=over)
    assert charts.chart == chart
    assert "proportions" in charts.chart_reason


def test_the_bounds_are_what_they_say() -> None:
    limit = SMALL_COUNT + 3 * SMALL_COUNT**0.5
    within = sum(
        exp(n * log(SMALL_COUNT) - SMALL_COUNT - lgamma(n + 1)) for n in range(int(limit) + 1)
    )
    assert 1 - within == pytest.approx(2 * 0.00135, rel=0.02)
    narrower = (1 - SHARE_OF_A_PROPORTION) ** 0.5
    assert narrower == pytest.approx(1 - 1 / 20, abs=0.002)
