"""What must hold of every chart type and every rule set, for any series: by properties.

What holds of `sfn` alone, its steps above all, is in `test_sfn_properties`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from copperplate.spc import RULE_SETS, ControlCharts, Hits, Stepping, control_charts
from copperplate.spc.groups import groups_of, neighbour_ranges
from copperplate.spc.lines.types import CHARTS
from copperplate.spc.stable_rules import STABLE_CHARTS
from copperplate.spc.takes import OF_PROPORTIONS, OF_VALUES_ALONE

Array = NDArray[np.float64]

OVER = ("u", "p", "u-prime", "p-prime", "i-prime")
"""Chart types that are given denominators here."""
GIVEN = sorted(name for name, rules in RULE_SETS.items() if rules.stepping is Stepping.GIVEN)
FINDING = [("sfn", "xmr"), *(("stable-shift", chart) for chart in STABLE_CHARTS)]
"""Rule sets that find their own processes, with every chart type they take."""
PAIRS = [*FINDING, *((rules, chart) for rules in GIVEN for chart in sorted(CHARTS))]
ONE_EACH = [*FINDING, *((GIVEN[n % len(GIVEN)], c) for n, c in enumerate(sorted(CHARTS)))]
"""Every chart type and every rule set, not every one with every other."""
OF_VALUES = [
    ("sfn", "xmr"),
    ("stable-shift", "xmr"),
    *((rules, chart) for rules in GIVEN for chart in ("xmr", "mr", "run")),
]
"""Chart types in the unit of the values, whose limits move with them."""


def test_every_rule_set_is_among_them() -> None:
    assert {rules for rules, _ in PAIRS} == set(RULE_SETS)
    assert {chart for _, chart in PAIRS} == set(CHARTS)


@dataclass(frozen=True)
class Pack:
    """Series and what was said of them; arrays of shape (n_series, n_points)."""

    rules: str
    chart: str
    values: Array
    said: dict[str, NDArray[Any]]
    dispersion: NDArray[np.float64]
    target: NDArray[np.float64]
    baseline: int | None

    def charts(self, rows: Any = slice(None), values: Array | None = None) -> ControlCharts:
        """Return the charts of some of the series, or of other values in their place."""
        return control_charts(
            (self.values if values is None else values)[rows],
            rules=self.rules,
            chart=self.chart,
            **{name: array[rows] for name, array in self.said.items()},
            dispersion=self.dispersion[rows],
            target=self.target[rows],
            baseline=self.baseline,
        )


def packs(rules: str, chart: str) -> st.SearchStrategy[Pack]:
    """Return packs of counts that hold a level for a while, with gaps and things said of them."""
    return st.builds(
        _pack,
        st.just(rules),
        st.just(chart),
        st.integers(0, 2**32 - 1),
        st.tuples(st.integers(1, 4), st.integers(1, 45 if rules in GIVEN else 90)),
        st.sampled_from([0.4, 3.0, 40.0, 900.0]),
        st.sampled_from([0.0, 0.0, 0.1]),
    )


def _pack(
    rules: str, chart: str, seed: int, shape: tuple[int, int], level: float, often: float
) -> Pack:
    chance = np.random.default_rng(seed)
    steps = np.cumsum(chance.random(shape) < 0.04, axis=1)
    values = chance.poisson(level * (1 + 0.6 * (steps % 3))).astype(np.float64)
    values[chance.random(shape) < often] = np.nan
    said: dict[str, NDArray[Any]] = {"provisional": chance.random(shape) < often / 2}
    baseline = None
    if rules not in GIVEN:
        said["refused"] = chance.random(shape) < often
    else:
        said["rebase_at"] = chance.random(shape) < often / 2
        said["excluded"] = chance.random(shape) < often
        baseline = None if chance.random() < 0.7 else 12
    if chart in OVER:
        said["denominators"] = np.nan_to_num(values) + chance.integers(1, 300, shape)
    compares = chart not in (*OF_VALUES_ALONE, *OF_PROPORTIONS)
    if (compares if rules in GIVEN else chart == "xmr") and chance.random() < 0.4:
        said["expected"] = chance.uniform(0.5, 2, shape)
    return Pack(
        rules=rules,
        chart=chart,
        values=values,
        said=said,
        dispersion=1 + chance.random(shape[0]),
        target=chance.uniform(0, 2 * level, shape[0]),
        baseline=baseline,
    )


def without_expected(pack: Pack) -> Pack:
    """Return the pack with values that are judged as they are."""
    return replace(pack, said={k: v for k, v in pack.said.items() if k != "expected"})


def same_hits(one: Hits, two: Hits) -> bool:
    return all(
        np.array_equal(getattr(one, field.name), getattr(two, field.name)) for field in fields(Hits)
    )


@pytest.mark.parametrize(("rules", "chart"), ONE_EACH)
@given(st.data())
@settings(max_examples=15)
def test_segments_cover_the_series_without_overlap(
    rules: str, chart: str, data: st.DataObject
) -> None:
    for one in data.draw(packs(rules, chart)).charts():
        points = [p for segment in one.segments for p in range(segment.first, segment.last + 1)]
        assert points == list(range(len(one)))


@pytest.mark.parametrize(("rules", "chart"), PAIRS)
@given(st.data())
@settings(max_examples=8)
def test_order_is_nothing_and_one_series_is_many(
    rules: str, chart: str, data: st.DataObject
) -> None:
    """To the bit: what is pooled over series, the dispersion of counts, is passed in."""
    pack = data.draw(packs(rules, chart))
    whole = pack.charts()
    order = data.draw(st.permutations(range(len(pack.values))))
    turned = pack.charts(list(order))
    for place, row in enumerate(order):
        alone = pack.charts(slice(row, row + 1))
        assert turned[place] == whole[row] == alone[0]
        assert turned.variation[place] == whole.variation[row] == alone.variation[0]


@pytest.mark.parametrize(("rules", "chart"), OF_VALUES)
@given(st.data())
@settings(max_examples=15)
def test_a_change_of_unit_carries_through(rules: str, chart: str, data: st.DataObject) -> None:
    """Powers of two are exact in floating point, so nothing at all may differ."""
    pack = data.draw(packs(rules, chart))
    factor = 2.0 ** data.draw(st.integers(-20, 20))
    one, two = pack.charts(), pack.charts(values=factor * pack.values)
    assert same_hits(one.hits, two.hits)
    assert np.array_equal(one.side, two.side)
    assert np.array_equal(one.process, two.process)
    for name in ("centre_line", "lower", "upper"):
        before, after = getattr(one.drawn, name), getattr(two.drawn, name)
        assert np.array_equal(factor * before, after, equal_nan=True)


@pytest.mark.parametrize(("rules", "chart"), OF_VALUES)
@given(st.data())
@settings(max_examples=15)
def test_a_shift_carries_through(rules: str, chart: str, data: st.DataObject) -> None:
    """Whole numbers move by whole numbers; of ranges nothing moves at all."""
    pack = without_expected(data.draw(packs(rules, chart)))
    by = data.draw(st.integers(-1000, 1000))
    one, two = pack.charts(), pack.charts(values=pack.values + by)
    assert same_hits(one.hits, two.hits)
    assert np.array_equal(one.side, two.side)
    assert np.array_equal(one.process, two.process)
    for name in ("centre_line", "lower", "upper"):
        before, after = getattr(one.drawn, name), getattr(two.drawn, name)
        moved = 0 if chart == "mr" else by
        np.testing.assert_allclose(after, before + moved, rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize("rules", sorted(RULE_SETS))
@given(st.data())
@settings(max_examples=15)
def test_high_and_low_are_treated_alike(rules: str, data: st.DataObject) -> None:
    pack = data.draw(packs(rules, "xmr"))
    one, two = pack.charts().hits, pack.charts(values=-pack.values).hits
    for name in ("beyond", "run", "two_of_three", "four_of_five"):
        assert np.array_equal(getattr(one, name), -getattr(two, name))
    assert np.array_equal(one.rising, two.falling)
    for name in ("hugging", "avoiding", "alternating"):
        assert np.array_equal(getattr(one, name), getattr(two, name))


@given(st.data())
@settings(max_examples=40)
def test_a_missing_value_takes_the_two_ranges_it_touches(data: st.DataObject) -> None:
    pack = data.draw(packs("nelson", "xmr"))
    holed, row, point = holed_at(pack, data)
    groups = groups_of(np.zeros(pack.values.shape, dtype=np.int64))
    everywhere = np.ones(pack.values.shape, dtype=np.bool_)
    before = neighbour_ranges(pack.values, groups, everywhere)
    after = neighbour_ranges(holed, groups, everywhere)
    touched = np.zeros(pack.values.shape, dtype=np.bool_)
    touched[row, point : point + 2] = True
    assert np.isnan(after[touched]).all()
    assert np.array_equal(before[~touched], after[~touched], equal_nan=True)


@pytest.mark.parametrize(("rules", "chart"), PAIRS)
@given(st.data())
@settings(max_examples=8)
def test_a_missing_value_takes_no_line_and_no_other_series(
    rules: str, chart: str, data: st.DataObject
) -> None:
    """Lines stay where a process keeps a value, and limits where it keeps a range worth having."""
    pack = data.draw(packs(rules, chart))
    holed, row, _ = holed_at(pack, data)
    one, two = pack.charts(), pack.charts(values=holed)
    for other in range(len(one)):
        if other != row:
            assert one[other] == two[other]
    if rules == "stable-shift":
        return  # its limits want 21 values, and are carried on from those that make them
    drawn = two[row].drawn
    judged = ~np.isnan(two.values[row]) & ~pack.said["provisional"][row]
    for segment in two[row].segments:
        part = slice(segment.first, segment.last + 1)
        in_limits = judged[part].copy()
        if rules in GIVEN:
            in_limits &= ~pack.said["excluded"][row, part]
        in_limits[pack.baseline :] &= pack.baseline is None
        if not in_limits.any():
            continue
        assert not np.isnan(drawn.centre_line[part]).any()
        if chart != "run" and enough_for_limits(two.values[row, part], in_limits):
            assert not np.isnan(drawn.lower[part]).any()
            assert not np.isnan(drawn.upper[part]).any()


def enough_for_limits(values: Array, in_limits: NDArray[np.bool_]) -> bool:
    """Tell whether any rule set and chart type makes limits: six values that differ, in a row."""
    kept = np.flatnonzero(in_limits)
    together = np.lib.stride_tricks.sliding_window_view(kept, 6) if len(kept) >= 6 else []
    return any(
        window[-1] - window[0] == 5 and len(set(values[window].tolist())) > 1 for window in together
    )


def holed_at(pack: Pack, data: st.DataObject) -> tuple[Array, int, int]:
    """Return the values without one of them, and where it was."""
    row = data.draw(st.integers(0, pack.values.shape[0] - 1))
    point = data.draw(st.integers(0, pack.values.shape[1] - 1))
    holed = pack.values.copy()
    holed[row, point] = np.nan
    return holed, row, point
