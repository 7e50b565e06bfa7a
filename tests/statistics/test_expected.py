"""Charts against what was expected of each point: judged adjusted, shown as counted too."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from bench.seasons import WORLDS, newest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.spc import CannotChart, WrongShape, control_charts

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "spc" / "seasons.md"
YEAR = np.tile([0.8, 1.2], 12)
COUNTS = 100 * YEAR + np.tile([4, -3, 2, -1, 0, 5], 4)
RULES = ("sfn", "making-data-count", "western-electric", "nelson")


@pytest.mark.parametrize("rules", RULES)
def test_a_chart_is_judged_against_what_was_expected(rules: str) -> None:
    charts = control_charts(COUNTS, rules=rules, expected=YEAR)
    by_hand = control_charts(COUNTS / YEAR, rules=rules)
    assert (charts.values == by_hand.values).all()
    assert charts.drawn == by_hand.drawn
    assert charts.hits == by_hand.hits
    assert charts.steps == by_hand.steps
    assert charts.warnings == by_hand.warnings


@pytest.mark.parametrize("rules", RULES)
def test_what_was_expected_is_also_said_in_counts(rules: str) -> None:
    charts = control_charts(COUNTS, rules=rules, expected=YEAR)
    in_counts = charts.counted_limits
    assert in_counts.centre_line[0] == pytest.approx(charts.drawn.centre_line[0] * YEAR)
    assert in_counts.upper[0] == pytest.approx(charts.drawn.upper[0] * YEAR)
    one = charts[0]
    assert one.counted.drawn == in_counts.taken(0)
    assert one.counted.values == pytest.approx(COUNTS)
    assert one.expected is not None and (one.expected == YEAR).all()
    assert "against what was expected of each" in repr(one)


def test_without_expectations_a_chart_is_of_the_values() -> None:
    charts = control_charts(COUNTS)
    assert charts.expected is None
    assert charts.counted_limits == charts.drawn
    assert charts[0].counted == charts[0]
    assert "expected" not in repr(charts[0])


def test_the_evidence_is_of_counts_against_what_was_expected() -> None:
    counts = np.random.default_rng(5).poisson(80 * np.tile([0.6, 1.4, 1.0], 20)) * 1.0
    year = np.tile([0.6, 1.4, 1.0], 20)
    raised = counts * np.where(np.arange(60) < 36, 1, 1.6).round()
    for rules in RULES[:2]:
        assert not control_charts(counts, rules=rules, expected=year).supported_steps.any()
        at = np.flatnonzero(control_charts(raised, rules=rules, expected=year).supported_steps[0])
        assert at == pytest.approx([36], abs=1)


@pytest.mark.parametrize("chart", ["u", "u-prime", "i-prime", "exact", "run", "xmr"])
def test_rates_are_judged_against_what_was_expected(chart: str) -> None:
    over = np.linspace(900, 1_100, len(COUNTS))
    both = control_charts(
        np.round(COUNTS),
        rules="nelson",
        chart=chart,
        denominators=over,
        expected=YEAR,
        dispersion=1.2,
    )
    by_hand = control_charts(
        np.round(COUNTS), rules="nelson", chart=chart, denominators=over * YEAR, dispersion=1.2
    )
    assert both.drawn == by_hand.drawn
    assert both.counted_limits.centre_line == pytest.approx(by_hand.drawn.centre_line * YEAR)


@pytest.mark.parametrize("chart", ["p", "p-prime", "mr", "g", "t"])
def test_charts_of_what_cannot_be_expected_refuse(chart: str) -> None:
    with pytest.raises(CannotChart, match=f"a chart '{chart}' takes no expected values"):
        control_charts(COUNTS, rules="nelson", chart=chart, denominators=COUNTS, expected=YEAR)


@pytest.mark.parametrize("chart", ["mr", "g", "t"])
def test_charts_that_divide_by_nothing_refuse_denominators(chart: str) -> None:
    with pytest.raises(CannotChart, match=f"a chart '{chart}' takes no denominators"):
        control_charts(COUNTS, rules="nelson", chart=chart, denominators=COUNTS)


@pytest.mark.parametrize("chart", ["p", "p-prime"])
def test_proportions_are_of_something(chart: str) -> None:
    with pytest.raises(CannotChart, match=f"a chart '{chart}' divides by denominators"):
        control_charts(COUNTS, rules="nelson", chart=chart)


def test_expected_values_are_shaped_like_the_values() -> None:
    with pytest.raises(WrongShape, match=re.escape("'expected' has the shape (2,)")):
        control_charts(COUNTS, expected=[1, 2])


def test_what_is_not_expected_is_not_judged() -> None:
    year = YEAR.copy()
    year[5] = 0
    charts = control_charts(COUNTS, rules="sfn", expected=year)
    assert np.isnan(charts.values[0, 5])
    assert charts[0].side[5] == -128


def test_auto_looks_at_counts_and_what_they_are_over() -> None:
    chosen = control_charts(COUNTS.round(), rules="nelson", chart="auto", expected=YEAR)
    assert chosen.chart == "xmr"


@given(st.integers(0, 23), st.sampled_from(RULES))
def test_what_is_expected_a_hundredfold_changes_no_sign(newest: int, rules: str) -> None:
    counts = COUNTS.copy()
    counts[newest] = 160
    once = control_charts(counts, rules=rules, expected=YEAR)
    more = control_charts(counts, rules=rules, expected=64 * YEAR)
    assert once.hits == more.hits
    assert (once.possible_steps == more.possible_steps).all()
    assert once.counted_limits.upper == pytest.approx(more.counted_limits.upper)


@pytest.mark.parametrize("years", [3, 10])
@pytest.mark.parametrize("world", WORLDS)
def test_a_season_is_not_taken_for_news(world: str, years: int) -> None:
    said = re.search(
        rf"\| {re.escape(world)} \| {years} \| ([\d.]+) % \| ([\d.]+) % \| ([\d.]+) % \|",
        PAGE.read_text(encoding="utf-8"),
    )
    assert said
    stable, counted, adjusted = map(float, said.groups())
    assert abs(adjusted / stable - 1) <= 0.2
    assert counted > 1.5 * stable
    rate = newest(years, WORLDS[world], packs=20)  # 3,000 series
    error = 100 * (0.02 * 0.98 / 3_000) ** 0.5
    assert [rate.stable, rate.adjusted] == pytest.approx([stable, adjusted], abs=4 * error)
