"""What the next value would have to be, and how likely it is: by hand, and by simulation."""

from __future__ import annotations

from math import erfc, exp, lgamma, log, sqrt

import numpy as np
import pytest
from bench.evidence import counts
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.spc import RULE_SETS, FixedSide, control_charts
from copperplate.spc.constants import ON
from tests.statistics.test_sfn_properties import charted, tables

NAN = float("nan")
ABOVE, BELOW, NONE = FixedSide.ABOVE, FixedSide.BELOW, FixedSide.ON


# Trends: Making Data Count asks for seven points ------------------------------------------


@pytest.mark.parametrize(
    ("values", "side", "length", "more", "newest"),
    [
        ([1, 2, 3], ABOVE, 3, 4, 3),
        ([5, 1, 2, 3], ABOVE, 3, 4, 3),
        ([5, 3, 1], BELOW, 3, 4, 1),
        ([1, 2, 3, 4, 5, 6], ABOVE, 6, 1, 6),
        ([1, 2, 3, 4, 5, 6, 7], ABOVE, 7, 0, 7),
        ([1, 2, 3, 4, 5, 6, 7, 8], ABOVE, 8, 0, 8),
        ([1, 2, 2], NONE, 0, 6, 2),
        ([1, 2, 2, 3], ABOVE, 2, 5, 3),
        ([1, NAN, 3], NONE, 0, 6, 3),
        ([1, 2, NAN], NONE, 0, 7, NAN),
        ([4], NONE, 0, 6, 4),
    ],
)
def test_a_trend_counts_from_the_newest_point_back(
    values: list[float], side: FixedSide, length: int, more: int, newest: float
) -> None:
    now = control_charts(values, rules="making-data-count")[0].warning
    assert (now.trend_side, now.trend_length, now.more_for_a_trend) == (side, length, more)
    assert now.newest == pytest.approx(newest, nan_ok=True)


def test_a_trend_does_not_reach_into_an_older_process() -> None:
    values = [1.0, 2, 3, 4, 5]
    charts = control_charts(values, rules="nelson", rebase_at=[False, False, False, True, False])
    assert charts[0].warning.trend_length == 2


@pytest.mark.parametrize("rules", ["sfn", "western-electric", "stable-shift"])
def test_rules_that_look_for_no_trend_say_nothing_of_one(rules: str) -> None:
    chart = control_charts([1.0, 2, 3, 4, 5, 6] * 5, rules=rules)[0]
    now = chart.warning
    assert (now.trend_side, now.trend_length, now.more_for_a_trend) == (NONE, 0, 0)
    assert np.isnan(now.newest) and np.isnan(chart.trend_chance)


def test_one_more_to_a_trend_is_one_more() -> None:
    values = [9.0, 11] * 6 + [5, 6, 7, 8, 9, 10]
    now = control_charts(values, rules="making-data-count")[0].warning
    assert now.more_for_a_trend == 1
    for following, rises in ((now.newest + 0.5, True), (now.newest, False), (0.0, False)):
        hits = control_charts([*values, following], rules="making-data-count").hits
        assert bool(hits.rising[0, -1]) is rises


# Steps ------------------------------------------------------------------------------------


@given(tables(), st.sampled_from([-1.0, -1e-12, 0.0, 1e-12, 1e-6, 1.0]))
@settings(deadline=None, max_examples=200)
def test_with_one_more_the_next_value_makes_the_step_if_it_lies_beyond(table, off: float) -> None:
    charts = charted(table)
    values, *said = table
    now = charts.warnings
    line = now.standing_average
    following = line + off * now.side * np.maximum(np.abs(line), 1)
    beyond = (following - line) * now.side > ON * np.maximum(np.abs(following), np.abs(line))
    no = np.zeros((len(values), 1), dtype=np.bool_)
    after = charted((np.column_stack([values, following]), *(np.hstack([one, no]) for one in said)))
    newest = after.steps.called == values.shape[1]
    called = np.isin(np.arange(len(values)), after.steps.series[newest])
    assert np.array_equal(called[now.one_more], beyond[now.one_more])
    assert not called[~now.one_more].any()


# How likely the next value is -------------------------------------------------------------


def poisson(mean: float, most: int) -> float:
    """Return how likely a Poisson count is so many or fewer."""
    return sum(exp(n * log(mean) - mean - lgamma(n + 1)) for n in range(most + 1))


def test_a_count_is_likely_as_a_count_of_the_newest_process() -> None:
    values = [4.0, 6] * 10  # mean 5; it varies less than Poisson and is taken as Poisson
    charts = control_charts(values, rules="nelson")
    at = charts.next_value
    assert (at.level[0], at.expected[0], at.ratio[0]) == (5, 100.5 / 20, 1 + 1 / 20)
    # Without the level's own uncertainty it is all but Poisson.
    far = control_charts(values * 2000, rules="nelson").next_value
    for line, side, chance in (
        (5.0, ABOVE, 1 - poisson(5, 5)),
        (5.5, ABOVE, 1 - poisson(5, 5)),
        (5.0, BELOW, poisson(5, 4)),
        (5.5, BELOW, poisson(5, 5)),
        (5 + 1e-10, BELOW, poisson(5, 4)),
        (-1.0, ABOVE, 1.0),
        (0.0, BELOW, 0.0),
        (1e6, ABOVE, 0.0),
    ):
        found = far.beyond(np.array([line]), np.array([side]))
        assert found[0] == pytest.approx(chance, abs=1e-4), line


def test_other_numbers_are_taken_as_normal() -> None:
    charts = control_charts([9.5, 10.5] * 10, rules="nelson")
    sigma = 1 / 1.128 * sqrt(1 + 1 / 20)
    found = charts.next_value.beyond(np.array([11.0]), np.array([ABOVE]))
    assert found[0] == pytest.approx(erfc(1 / sigma / sqrt(2)) / 2)


def test_counts_over_denominators_are_likely_over_the_newest_of_them() -> None:
    counted, over = [10.0, 20, 10, 20, 10, 20], [100.0, 200, 100, 200, 100, 200]
    at = control_charts(counted, rules="nelson", chart="u", denominators=over).next_value
    assert (at.level[0], at.over[0]) == (0.1, 200)
    assert at.expected[0] == pytest.approx(90.5 / 900 * 200)
    assert at.ratio[0] == pytest.approx(1 + 200 / 900)


def test_the_dispersion_said_is_the_one_it_goes_by() -> None:
    values = [40.0, 60] * 10
    said = control_charts(values, rules="nelson", dispersion=9).next_value
    assert said.ratio[0] == pytest.approx(9 * (1 + 1 / 20))


def test_only_what_makes_the_lines_says_what_comes_next() -> None:
    values = [4.0] * 12 + [9.0] * 8
    of_all = control_charts(values, rules="nelson").next_value
    of_twelve = control_charts(values, rules="nelson", baseline=12).next_value
    of_the_newest = control_charts(values).next_value  # `sfn` steps to a process of nines
    levels = [one.level[0] for one in (of_all, of_twelve, of_the_newest)]
    assert levels == [6, 4, 9]
    stable = control_charts([11.0, 9] * 10 + [500.0], rules="stable-shift")
    assert stable.next_value.level[0] == 10  # the extreme is left out


@pytest.mark.parametrize(
    ("values", "more"),
    [
        ([], {}),
        ([NAN] * 9, {}),
        ([9.0, 1, 7, 3], {"chart": "t"}),
        ([9.0, 1, 7, 3], {"chart": "mr"}),
    ],
)
def test_where_nothing_can_be_said_nothing_is(values: list[float], more: dict) -> None:
    chart = control_charts(values, rules="nelson", **more)[0]
    assert np.isnan(chart.next_value.level[0])
    assert np.isnan(chart.run_chance) and np.isnan(chart.trend_chance)


def test_a_series_that_never_varies_stays_where_it_is() -> None:
    at = control_charts([0.1] * 30, rules="nelson").next_value
    for line, chance in ((0.1, 0.0), (0.05, 1.0), (0.2, 0.0)):
        assert at.beyond(np.array([line]), np.array([ABOVE])) == [chance]


def test_it_is_worked_out_when_somebody_asks() -> None:
    charts = control_charts([9.0, 11] * 10)
    assert "next_value" not in vars(charts)
    assert charts.run_chances.shape == (1,)
    assert "next_value" in vars(charts)


def test_one_series_says_what_many_say() -> None:
    values = np.random.default_rng(2).poisson(7, (40, 30)).astype(float)
    charts = control_charts(values, rules="nelson")
    alone = [(chart.run_chance, chart.trend_chance) for chart in charts]
    together = np.column_stack([charts.run_chances, charts.trend_chances])
    assert np.array_equal(np.array(alone), together, equal_nan=True)
    assert np.isfinite(together).any(axis=0).all()


def test_a_chart_says_it_in_words() -> None:
    seven = control_charts([9.0, 11] * 6 + [14.0] * 7)[0]
    assert repr(seven).endswith(
        f"one more above {218 / 19:.17g} makes a step "
        f"({seven.run_chance:.0%} likely if nothing has changed)>"
    )
    rising = control_charts([9.0, 11] * 10 + [10, 11, 12, 13, 14], rules="nelson")[0]
    assert repr(rising).endswith(
        "rising for 5 points, one more above 14 makes a trend "
        f"({rising.trend_chance:.0%} likely if nothing has changed)>"
    )


SERIES = 10_000
LENGTHS = (20, 26, 34, 45, 60)
WORLDS = ((3.0, 1.0), (50.0, 1.0), (20.0, 2.5), (200.0, 5.0), None)


def asked(values: np.ndarray, rules: str) -> tuple[np.ndarray, np.ndarray]:
    """Return what was said of the last value, where it could make a step or a trend, and what came."""
    charts = control_charts(values[:, :-1], rules=rules)
    now = charts.warnings
    if rules == "sfn":
        where, line, side, said = now.one_more, now.standing_average, now.side, charts.run_chances
    else:
        where, line, side = now.more_for_a_trend == 1, now.newest, now.trend_side
        said = charts.trend_chances
    return said[where], ((values[:, -1] - line) * side > 0)[where]


@pytest.mark.parametrize("rules", ["sfn", "nelson"])
def test_what_is_said_to_be_likely_happens_as_often(rules: str) -> None:
    """Stable counts and stable normal numbers, one short of a step or of a trend.

    The share whose next value makes it is the chance that was said, on average: of each
    world within four standard errors of a share, of all worlds within three.
    """
    chance = np.random.default_rng(11)
    errors, spreads = [], []
    for world in WORLDS:
        pairs = []
        for points in (one + 1 for one in LENGTHS):
            level = np.full((SERIES, points), 50.0 if world is None else world[0])
            drawn = chance.normal(level, 5) if world is None else counts(chance, level, world[1])
            pairs.append(asked(drawn, rules))
        said, made = (np.concatenate(part) for part in zip(*pairs, strict=True))
        assert np.isfinite(said).all()
        errors.append((made - said).sum())
        spreads.append((said * (1 - said)).sum())
        assert abs(errors[-1]) < 4 * np.sqrt(spreads[-1]), world
    assert abs(sum(errors)) < 3 * np.sqrt(sum(spreads))
    assert sum(spreads) > 200  # so that a share wrong by a tenth would be seen


@pytest.mark.parametrize("rules", RULE_SETS)
def test_a_provisional_newest_month_takes_no_warning_away(rules: str) -> None:
    settled = [*[9.0, 11] * 8, 10.5, 11, 11.5, 12, 12.5, 13]
    series = [settled + newest for newest in ([14.0, 9.0], [8.0, 8.0], [14.0, 14.0])]
    waits = [[False] * 22 + last for last in ([False, True], [True, True], [False, False])]
    charts = control_charts(series, rules=rules, provisional=waits)
    for row, (values, known) in enumerate(zip(series, (23, 22, 24), strict=True)):
        before = control_charts(values[:known], rules=rules)[0]
        assert charts[row].warning == before.warning
        assert charts[row].outlook == before.outlook and charts[row].run == before.run


def test_a_process_that_began_with_a_provisional_month_has_no_run_yet() -> None:
    newest = np.arange(12) == 11
    chart = control_charts(
        [9.0] * 6 + [11.0] * 6, rules="nelson", provisional=newest, rebase_at=newest
    )[0]
    assert chart.warning.run_length == 0
    waiting = control_charts([9.0, 11.0], rules="nelson", provisional=[True, True])[0]
    assert waiting.warning.run_length == 0
