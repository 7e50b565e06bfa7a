"""The stable shift algorithm: a worked example, edges, and what must hold of any series."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.spc.exceptions import (
    ImpossibleRules,
    NotFinite,
    UnknownChart,
    WrongDenominators,
    WrongShape,
)
from copperplate.spc.stable_shift import StableShift, StableShiftCharts, stable_shift_charts
from copperplate.spc.standing import FixedSide
from tests.statistics.plain_stable_shift import plain_stable_shift
from tests.statistics.test_sfn_properties import levels

SMALL = StableShift(period_min=4, shift_rule_threshold=3, max_exclusions=0, mr_screen_max_loops=0)
CHARTS = ("xmr", "c", "c-prime", "p", "p-prime")
OLD = [10, 12, 10, 12]  # mean 11, every range 2


def breaks(charts: StableShiftCharts, series: int = 0) -> list[int]:
    return np.flatnonzero(charts.begins[series]).tolist()


# Nine values by hand -----------------------------------------------------------------------


def test_a_shift_that_stays_begins_a_period() -> None:
    charts = stable_shift_charts([*OLD, 20, 22, 20, 22, 31], rules=SMALL)
    reach = 3 * 2 / 1.128
    assert charts.number[0].tolist() == [0, 0, 0, 0, 1, 1, 1, 1, 1]
    assert breaks(charts) == [4]
    assert charts.calculation[0].tolist() == [True] * 8 + [False]
    assert charts.centre_line[0].tolist() == [11.0] * 4 + [21.0] * 5
    assert charts.lower[0] == pytest.approx([11 - reach] * 4 + [21 - reach] * 5)
    assert charts.upper[0] == pytest.approx([11 + reach] * 4 + [21 + reach] * 5)
    assert charts.side[0].tolist() == [-1, 1, -1, 1, -1, 1, -1, 1, 1]
    assert charts.beyond[0].tolist() == [0] * 8 + [1]
    assert not charts.run.any()


@pytest.mark.parametrize(
    ("after", "choices", "found"),
    [
        # centre line 21: - + + -, and nothing after the last: it may be a turn back.
        ([20, 22, 22, 20], {}, []),
        ([20, 22, 22, 20], {"no_regrets": False}, [4]),
        ([20, 22, 22, 20, 22], {}, [4]),
        # centre line 25: + + - - - -, a turn back that begins inside and is long enough only
        # after; one point on, 22.5: + - - -, the same; two on, 20, and all lie on it.
        ([30, 30, 20, 20, 20, 20], {"no_regrets": False}, [6]),
        ([30, 30, 20, 20, 20, 20], {"no_regrets": False, "overhanging_reversions": False}, [4]),
        ([30, 30, 20, 20, 20, 20], {"establish_every_shift": True}, [4]),
        ([30, 30, 20, 20, 20, 20], {"baseline_only": True}, []),
        # Three on one side, but too few values left for limits; and too few on one side.
        ([20, 22, 20], {}, []),
        ([20, 22, 10, 20, 22, 10], {}, []),
        # Values on the centre line, and missing ones, break a run.
        ([20, 22, 11, 22, 20, 11, 20], {}, []),
        ([20, 22, np.nan, 22, 20, np.nan, 20], {}, []),
    ],
)
def test_what_begins_a_period(after: list[float], choices: dict, found: list[int]) -> None:
    rules = replace(SMALL, **choices)
    assert breaks(stable_shift_charts([*OLD, *after], rules=rules)) == found


def test_a_period_can_follow_a_period() -> None:
    charts = stable_shift_charts([*OLD, 20, 22, 20, 22, *OLD, 10], rules=SMALL)
    assert breaks(charts) == [4, 8]
    assert charts.centre_line[0, [0, 4, 8]].tolist() == [11, 21, 11]


# Limits ------------------------------------------------------------------------------------


def test_extremes_are_left_out_of_the_limits_and_stay_outside() -> None:
    charts = stable_shift_charts([10, 12] * 10 + [50] + [10, 12])
    assert np.flatnonzero(charts.excluded[0]).tolist() == [20]
    assert charts.centre_line[0, 0] == 11
    assert charts.upper[0, 0] == pytest.approx(11 + 3 * 2 / 1.128)
    assert np.flatnonzero(charts.beyond[0]).tolist() == [20]


def test_no_more_extremes_are_left_out_than_asked() -> None:
    values = [10, 12] * 3 + [900] + [10, 12] * 3 + [1000] + [10, 12] * 4
    one = stable_shift_charts(values, rules=StableShift(max_exclusions=1))
    assert np.flatnonzero(one.excluded[0]).tolist() == [13]
    both = stable_shift_charts(values)
    assert np.flatnonzero(both.excluded[0]).tolist() == [6, 13]


def test_counts_are_rounded_halves_to_even() -> None:
    charts = stable_shift_charts([2.5, 3.5, 2.5, 3.5], chart="c", rules=SMALL)
    assert charts.values[0].tolist() == [2, 4, 2, 4]
    assert charts.centre_line[0, 0] == 3
    assert charts.lower[0, 0] == 0


def test_proportions_are_capped_only_where_limits_are_carried_on() -> None:
    charts = stable_shift_charts(
        [3, 4, 3, 4, 3], chart="p", denominators=[4, 4, 4, 4, 4], rules=SMALL
    )
    assert charts.upper[0, 3] == pytest.approx(0.875 + 3 * (0.875 * 0.125 / 4) ** 0.5)
    assert charts.upper[0, 4] == 1


def test_limits_are_not_carried_on_from_a_point_without_a_denominator() -> None:
    charts = stable_shift_charts(
        [3, 4, 3, 4, 0, 4, 3], chart="p", denominators=[9, 9, 9, 9, 0, 9, 9],
        rules=replace(SMALL, baseline_length=5),
    )  # fmt: skip
    assert np.isnan(charts.upper[0]).tolist() == [False] * 4 + [True] * 3
    assert np.isfinite(charts.centre_line[0]).all()
    assert charts.side[0, 4] == FixedSide.UNJUDGED


def test_an_xmr_chart_draws_a_ratio_unrounded() -> None:
    charts = stable_shift_charts([5, 6, 5, 6], denominators=[10, 10, 10, 10], rules=SMALL)
    assert charts.centre_line[0, 0] == pytest.approx(0.55)


# Edges -------------------------------------------------------------------------------------


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize(
    "values",
    [[np.nan] * 40, [5.0] * 20, [], [np.nan] * 30 + [5.0] * 20],
    ids=["all missing", "too few points", "no point", "too few values"],
)
def test_too_few_values_get_no_limits(chart: str, values: list[float]) -> None:
    over = np.full(len(values), 9.0) if chart.startswith("p") else None
    charts = stable_shift_charts(values, chart=chart, denominators=over)
    assert not charts.limited[0]
    for name in ("centre_line", "lower", "upper"):
        assert np.isnan(getattr(charts, name)).all()
    for name in ("number", "begins", "calculation", "excluded", "beyond", "run"):
        assert not getattr(charts, name).any()
    assert (charts.side == FixedSide.UNJUDGED).all()


def test_no_series_at_all() -> None:
    assert stable_shift_charts(np.zeros((0, 30))).values.shape == (0, 30)


@pytest.mark.parametrize("value", [0.0, 0.1, 10.0])
def test_a_series_that_never_changes_gives_no_sign(value: float) -> None:
    charts = stable_shift_charts([value] * 60)
    assert charts.centre_line[0] == pytest.approx(value)
    assert charts.upper[0] == pytest.approx(charts.lower[0])
    for name in ("begins", "excluded", "beyond", "run", "side"):
        assert not getattr(charts, name).any()


def test_a_baseline_longer_than_the_series_takes_all_of_it() -> None:
    long = stable_shift_charts([*OLD, 20, 22], rules=replace(SMALL, baseline_length=99))
    assert long.limited[0]
    assert long.calculation.all()
    assert long.centre_line[0, 0] == pytest.approx(86 / 6)


def test_a_baseline_sets_the_length_of_the_first_limits_only() -> None:
    rules = replace(SMALL, baseline_length=6)
    charts = stable_shift_charts([*OLD, 10, 12, *[20, 22] * 3], rules=rules)
    assert np.flatnonzero(charts.calculation[0]).tolist() == list(range(10))
    assert breaks(charts) == [6]


def test_what_is_handed_over_is_checked() -> None:
    with pytest.raises(UnknownChart, match="there are: xmr, c, c-prime, p, p-prime"):
        stable_shift_charts(OLD, chart="u")
    with pytest.raises(WrongDenominators, match="give them"):
        stable_shift_charts(OLD, chart="p")
    with pytest.raises(WrongDenominators, match="leave them out"):
        stable_shift_charts(OLD, chart="c", denominators=OLD)
    with pytest.raises(WrongShape, match="denominators"):
        stable_shift_charts(OLD, chart="p", denominators=[1, 2])
    with pytest.raises(NotFinite):
        stable_shift_charts([1.0, np.inf])
    with pytest.raises(ImpossibleRules, match=r"period_min is 1.*max_exclusions is -1"):
        StableShift(period_min=1, max_exclusions=-1)


def test_a_result_cannot_be_written_to() -> None:
    charts = stable_shift_charts(OLD, rules=SMALL)
    with pytest.raises(ValueError, match="read-only"):
        charts.number[0, 0] = 1


# Any series --------------------------------------------------------------------------------

some_rules = st.builds(
    StableShift,
    period_min=st.integers(3, 21),
    shift_rule_threshold=st.integers(2, 9),
    max_exclusions=st.integers(0, 4),
    mr_screen_max_loops=st.sampled_from([0, 1, 2, None]),
    no_regrets=st.booleans(),
    overhanging_reversions=st.booleans(),
    establish_every_shift=st.sampled_from([False, False, False, True]),
    baseline_only=st.sampled_from([False, False, False, True]),
    baseline_length=st.sampled_from([None, None, 2, 15, 80]),
)


@st.composite
def tables(draw_one: st.DrawFn):
    """A chart type, counts with gaps and what they are divided by."""
    chart = draw_one(st.sampled_from(CHARTS))
    series, length = draw_one(st.integers(1, 4)), draw_one(st.integers(1, 70))
    chance = np.random.default_rng(draw_one(st.integers(0, 2**32 - 1)))
    counts = np.array([draw_one(levels(length)) for _ in range(series)])
    over = None
    if chart != "xmr":
        counts = np.abs(counts)
    if chart.startswith("p"):
        counts = np.rint(counts % 50)
        over = counts + chance.integers(0, 60, counts.shape)
        over[chance.random(counts.shape) < draw_one(st.sampled_from([0.0, 0.05]))] = np.nan
    counts[chance.random(counts.shape) < draw_one(st.sampled_from([0.0, 0.05, 0.3]))] = np.nan
    return chart, counts, over


def charted(table, rules: StableShift, rows=slice(None)) -> StableShiftCharts:
    chart, counts, over = table
    return stable_shift_charts(
        counts[rows], chart=chart, denominators=None if over is None else over[rows], rules=rules
    )


@given(tables(), some_rules)
@settings(deadline=None, max_examples=400)
def test_it_equals_the_plain_restatement(table, rules: StableShift) -> None:
    chart, counts, over = table
    charts = charted(table, rules)
    for row in range(len(counts)):
        divided_by = [1.0] * counts.shape[1] if over is None else over[row].tolist()
        plain = plain_stable_shift(chart, counts[row].tolist(), divided_by, rules).periods
        assert charts.limited[row] == bool(plain)
        assert breaks(charts, row) == [one.start for one in plain[1:]]
        excluded = [i for one in plain for i in one.excluded]
        assert np.flatnonzero(charts.excluded[row]).tolist() == sorted(excluded)
        afters = [*(one.start for one in plain), counts.shape[1]][1:]
        for one, after in zip(plain, afters, strict=True):
            part = slice(one.start, after)
            made = slice(one.start, one.start + one.length)
            size = len(charts.values[row, part])
            assert charts.calculation[row, made].all()
            assert not charts.calculation[row, part][one.length :].any()
            for ours, theirs in (
                (charts.centre_line, [one.centre] * size),
                (charts.lower, one.lower[:size]),
                (charts.upper, one.upper[:size]),
            ):
                assert ours[row, part] == pytest.approx(theirs, rel=1e-9, abs=1e-9, nan_ok=True)


@given(tables(), some_rules, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_a_series_is_charted_as_if_it_were_alone_and_in_any_order(
    table, rules: StableShift, chance
) -> None:
    together = charted(table, rules)
    order = list(range(len(table[1])))
    chance.shuffle(order)
    turned = charted(table, rules, order)
    for field in fields(StableShiftCharts):
        held = getattr(together, field.name)
        if not isinstance(held, np.ndarray):
            continue
        assert np.array_equal(
            getattr(turned, field.name), held[order], equal_nan=held.dtype == float
        )
        for row in order:
            alone = getattr(charted(table, rules, slice(row, row + 1)), field.name)
            assert np.array_equal(alone[0], held[row], equal_nan=held.dtype == float)


@given(tables(), some_rules)
@settings(deadline=None, max_examples=300)
def test_without_regrets_a_new_point_loses_no_break(table, rules: StableShift) -> None:
    """The first break that a new point changes, it brings forward; it takes none back.

    A shift set aside only because it might turn back is tried again with every point, and
    may then begin a period before one that had been found in its place.
    """
    chart, counts, over = table
    rules = replace(rules, no_regrets=True, overhanging_reversions=True)
    shorter = (chart, counts[:, :-1], None if over is None else over[:, :-1])
    before, now = charted(shorter, rules), charted(table, rules)
    for row in range(len(counts)):
        was, is_now = breaks(before, row), breaks(now, row)
        changed = [(one, two) for one, two in zip(was, is_now, strict=False) if one != two]
        assert len(is_now) >= len(was) or changed
        assert not changed or changed[0][1] < changed[0][0]


def test_a_break_can_be_brought_forward_by_a_new_point() -> None:
    values = [
        20, 20, 22, 21, 20, 18, 20, 3, 1, 2, -1, -3, -1, 2, 1, -2, 2, -2, -2, 2, -1,
        20, 20, 15, 18, 20, 21, 18, 16, 17, 18, 20,
    ]  # fmt: skip
    rules = StableShift(
        period_min=8, shift_rule_threshold=5, max_exclusions=0, mr_screen_max_loops=0
    )
    assert breaks(stable_shift_charts(values[:-1], rules=rules)) == [8, 23]
    assert breaks(stable_shift_charts(values, rules=rules)) == [8, 21]
