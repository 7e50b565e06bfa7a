"""Every sign of special cause: a series in, the points that make it out.

The centre line of each series is 0 and its limits are 3 and -3, so that a value is its own
distance in sigmas.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.spc import CannotChart, UnknownChart, control_charts
from copperplate.spc.groups import groups_of
from copperplate.spc.lines.model import Lines
from copperplate.spc.rule_sets import (
    MAKING_DATA_COUNT,
    NELSON,
    RULE_SETS,
    WESTERN_ELECTRIC,
    RuleSet,
)
from copperplate.spc.signals.hits import Hits, hits_of
from copperplate.spc.standing import sides_of

NAN = float("nan")


def signs(rules: RuleSet, values: list[float], processes: list[int] | None = None) -> Hits:
    table = np.array([values])
    number = np.array([processes or [0] * len(values)])
    lines = Lines(centre_line=np.zeros(table.shape), reach=np.full(table.shape, 3.0))
    return hits_of(
        table, sides_of(table, lines.centre_line), lines, groups_of(number), rules
    ).taken(0)


def drawn(codes: np.ndarray) -> str:
    return "".join({1: "^", -1: "v"}.get(int(code), ".") for code in codes)


SIGNS = [
    # rule set, sign, values, marks
    (MAKING_DATA_COUNT, "beyond", [0, 3.1, 3.0, -3.1, NAN], ".^.v."),
    (MAKING_DATA_COUNT, "run", [1] * 7, "^^^^^^^"),
    (MAKING_DATA_COUNT, "run", [1] * 6, "......"),
    (MAKING_DATA_COUNT, "run", [1, 1, 1, 0, 1, 1, 1, 1], "........"),
    (MAKING_DATA_COUNT, "run", [-1] * 8 + [1], "vvvvvvvv."),
    (MAKING_DATA_COUNT, "run", [1] * 3 + [NAN] + [1] * 4, "........"),
    (MAKING_DATA_COUNT, "rising", [-3, -2, -1, 0.5, 1, 2, 3], "^^^^^^^"),
    (MAKING_DATA_COUNT, "rising", [-3, -2, -1, -1, 1, 2, 3], "......."),
    (MAKING_DATA_COUNT, "falling", [3, 2, 1, 0, -1, -2, -3, -2], "^^^^^^^."),
    (MAKING_DATA_COUNT, "two_of_three", [2.1, 0.5, 2.2], "^.^"),
    (MAKING_DATA_COUNT, "two_of_three", [2.1, -0.5, 2.2], "..."),
    (MAKING_DATA_COUNT, "two_of_three", [2.1, 0.5, 3.2], "..."),
    (WESTERN_ELECTRIC, "two_of_three", [2.1, -0.5, 2.2], "^.^"),
    (WESTERN_ELECTRIC, "two_of_three", [2.1, 0.5, 3.2], "^.^"),
    (WESTERN_ELECTRIC, "run", [1] * 7, "......."),
    (WESTERN_ELECTRIC, "run", [1] * 8, "^^^^^^^^"),
    (WESTERN_ELECTRIC, "four_of_five", [1.1, 1.2, 0.1, 1.3, 1.4], "^^.^^"),
    (WESTERN_ELECTRIC, "four_of_five", [1.1, 1.2, 0.1, 0.2, 1.4], "....."),
    (WESTERN_ELECTRIC, "four_of_five", [-1.1, -1.2, 2.5, -1.3, -1.4], "vv.vv"),
    (WESTERN_ELECTRIC, "rising", [-3, -2, -1, 0.5, 1, 2, 3], "......."),
    (NELSON, "run", [1] * 8, "........"),
    (NELSON, "run", [1] * 9, "^^^^^^^^^"),
    (NELSON, "rising", [-3, -2, -1, 0.5, 1, 2], "^^^^^^"),
    (NELSON, "alternating", [1, -1] * 7, "^" * 14),
    (NELSON, "alternating", [1, -1] * 6 + [1], "." * 13),
    (NELSON, "hugging", [0.5, -0.5, 0.9] * 5, "^" * 15),
    (NELSON, "hugging", [0.5, -0.5, 0.9] * 4 + [1.1, 0.1, 0.1], "." * 15),
    (NELSON, "avoiding", [1.1, -1.2] * 4, "^" * 8),
    (NELSON, "avoiding", [1.1, -1.2] * 3 + [0.9, 1.1], "." * 8),
]


@pytest.mark.parametrize(("rules", "sign", "values", "marks"), SIGNS)
def test_a_sign(rules: RuleSet, sign: str, values: list[float], marks: str) -> None:
    assert drawn(getattr(signs(rules, values), sign)) == marks


def test_no_sign_crosses_from_one_process_to_the_next() -> None:
    found = signs(MAKING_DATA_COUNT, [1.0] * 10, [0] * 5 + [1] * 5)
    assert drawn(found.run) == "." * 10
    found = signs(MAKING_DATA_COUNT, [-3, -2, -1, 0, 1, 2, 3, 2], [0] * 3 + [1] * 5)
    assert drawn(found.rising) == "." * 8


SERIES = st.lists(
    st.lists(st.one_of(st.integers(0, 60).map(float), st.just(NAN)), min_size=24, max_size=24),
    min_size=1,
    max_size=4,
)
FIXED = sorted(set(RULE_SETS) - {"sfn"})


@given(SERIES, st.sampled_from(FIXED))
def test_one_series_and_many_agree_to_the_bit(values: list[list[float]], rules: str) -> None:
    many = control_charts(values, rules=rules, better="lower", target=20)
    for row, series in enumerate(values):
        one = control_charts(series, rules=rules, better="lower", target=20)
        assert one[0] == many[row]
        assert one.variation[0] == many.variation[row]


@given(SERIES, st.sampled_from(FIXED), st.sampled_from([0.5, 2.0, 1024.0]), st.integers(-64, 64))
def test_scaling_and_shifting_carry_through(
    values: list[list[float]], rules: str, scale: float, shift: int
) -> None:
    before = control_charts(values, rules=rules)
    after = control_charts(np.array(values) * scale + shift, rules=rules)
    lower = before.drawn.lower * scale + shift
    assert np.allclose(after.drawn.lower, lower, rtol=1e-9, atol=1e-6, equal_nan=True)


@given(SERIES)
def test_a_missing_value_takes_only_its_neighbours_ranges(values: list[list[float]]) -> None:
    charts = control_charts(values, rules="making-data-count")
    known = ~np.isnan(charts.values)
    assert (np.isnan(charts.drawn.centre_line).all(axis=1) == ~known.any(axis=1)).all()
    assert not charts.breach[~known].any()


def test_a_constant_series_has_equal_limits_and_no_sign() -> None:
    for rules in FIXED:
        chart = control_charts([0.1] * 30, rules=rules)[0]
        assert np.allclose(chart.drawn.lower, 0.1)
        assert np.allclose(chart.drawn.upper, 0.1)
        assert not any(getattr(chart.hits, name).any() for name in ("beyond", "run", "rising"))


def test_a_process_begins_where_the_caller_says_and_a_baseline_makes_its_limits() -> None:
    values = [10.0, 12] * 6 + [20.0, 22] * 6
    begins = [n == 12 for n in range(24)]
    chart = control_charts(values, rules="making-data-count", rebase_at=begins)[0]
    assert [segment.centre_line for segment in chart.segments] == [11, 21]
    first = control_charts(values, rules="making-data-count", baseline=12)[0]
    assert first.drawn.centre_line.tolist() == [11.0] * 24
    assert first.hits.beyond[12:].all()


def test_counts_over_denominators() -> None:
    """Of 1,000 asked in all 100: limits of a P chart for 100 asked, by hand."""
    asked = [100.0] * 10
    chart = control_charts([10.0] * 10, rules="western-electric", chart="p", denominators=asked)[0]
    assert chart.values.tolist() == [0.1] * 10
    assert chart.drawn.upper[0] == pytest.approx(0.1 + 3 * (0.1 * 0.9 / 100) ** 0.5)
    assert chart.drawn.lower[0] == pytest.approx(0.1 - 3 * (0.1 * 0.9 / 100) ** 0.5)


def test_what_cannot_be_charted_says_why() -> None:
    with pytest.raises(UnknownChart, match=r"'pie' is not a chart type; there are: c, c-prime"):
        control_charts([1.0] * 9, rules="nelson", chart="pie")
    with pytest.raises(CannotChart, match="'sfn' finds its own processes"):
        control_charts([1.0] * 9, chart="u", denominators=[1.0] * 9)


@pytest.mark.parametrize(
    ("run", "outlook"),
    [(0, "no run"), (3, "run of 3 above; 6 more above make a sign"), (10, "run of 10 above")],
)
def test_a_chart_that_never_steps_does_not_speak_of_steps(run: int, outlook: str) -> None:
    values = [0.0] * 30 + [1.0] * run
    chart = control_charts(values, rules="nelson", baseline=30)[0]
    assert repr(chart).endswith(f"\n  {outlook}>")
    assert "step" not in repr(chart)
