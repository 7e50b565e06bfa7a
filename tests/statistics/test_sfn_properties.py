"""What must hold of `sfn` for any series: against the plain restatement, and by itself."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from copperplate.spc import CannotChart, ControlCharts, FixedSide, control_charts
from copperplate.spc.drawn import BLOCK
from tests.statistics.plain_sfn import plain_sfn

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Table = tuple[Array, Flags, Flags, Flags, Flags]
UNJUDGED = FixedSide.UNJUDGED


@st.composite
def levels(draw_one: st.DrawFn, length: int) -> list[float]:
    """Values that hold a level for a while, so that runs and steps are common."""
    values: list[float] = []
    spread = draw_one(st.sampled_from([0, 1, 3, 20]))
    scale = draw_one(st.sampled_from([1.0, 0.1, 1000.0]))
    while len(values) < length:
        level = draw_one(st.integers(-30, 200))
        stay = draw_one(st.integers(1, 30))
        noise = st.lists(st.integers(-spread, spread), min_size=stay, max_size=stay)
        # Fractions of both signs may cancel to a rounding remainder, which has no true side;
        # the page says so. Whole numbers of both signs add up exactly.
        least = 0 if scale < 1 else -1000
        values += [max(level + step, least) * scale for step in draw_one(noise)]
    return values[:length]


@st.composite
def tables(draw_one: st.DrawFn) -> Table:
    """Values with gaps; where they are provisional, confirmed, refused, and broken off."""
    series = draw_one(st.integers(1, 3))
    length = draw_one(st.integers(1, 70))
    seed = draw_one(st.integers(0, 2**32 - 1))
    values = np.array([draw_one(levels(length)) for _ in range(series)])
    chance = np.random.default_rng(seed)
    gaps = draw_one(st.sampled_from([0.0, 0.05, 0.4]))
    values[chance.random(values.shape) < gaps] = np.nan
    provisional = chance.random(values.shape) < draw_one(st.sampled_from([0.0, 0.1]))
    say = draw_one(st.sampled_from([0.0, 0.3, 1.0]))
    said = chance.random(values.shape)
    breaks = chance.random(values.shape) < draw_one(st.sampled_from([0.0, 0.0, 0.03]))
    return values, provisional, said < say / 2, (said >= say / 2) & (said < say), breaks


def charted(table: Table) -> ControlCharts:
    values, provisional, confirmed, refused, breaks = table
    return control_charts(
        values, provisional=provisional, confirmed=confirmed, refused=refused, rebase_at=breaks
    )


@given(tables())
@settings(deadline=None, max_examples=400)
def test_it_equals_the_plain_restatement(table: Table) -> None:
    values, provisional, _, refused, breaks = table
    charts = charted(table)
    for row, chart in enumerate(charts):
        judged = [
            None if np.isnan(value) or early else float(value)
            for value, early in zip(values[row], provisional[row], strict=True)
        ]
        plain = plain_sfn(judged, refused[row].tolist(), np.flatnonzero(breaks[row]).tolist())
        sides = [None if side == UNJUDGED else int(side) for side in chart.side]
        assert sides == plain.sides
        assert [(s.began, s.called, s.decision.value == "refused") for s in chart.steps] == [
            (s.began, s.called, s.refused) for s in plain.steps
        ]
        assert [segment.first for segment in chart.segments] == plain.starts
        assert chart.run == tuple(plain.run)
        scale = max((abs(value) for value in judged if value is not None), default=1.0)
        near = {"rel": 1e-9, "abs": 1e-9 * scale, "nan_ok": True}
        assert chart.standing_average.tolist() == pytest.approx(
            [float("nan") if average is None else float(average) for average in plain.averages],
            **near,
        )
        for point, (centre, reach) in enumerate(plain.limits):
            drawn = chart.drawn
            if centre is None:
                assert np.isnan(drawn.centre_line[point])
                continue
            assert drawn.centre_line[point] == pytest.approx(float(centre), **near)
            if reach is None:
                assert np.isnan(drawn.lower[point]) and np.isnan(drawn.upper[point])
                continue
            assert drawn.upper[point] == pytest.approx(float(centre + reach), **near)
            assert drawn.lower[point] == pytest.approx(float(centre - reach), **near)


@given(tables())
@settings(deadline=None, max_examples=100)
def test_segments_cover_the_series_without_overlap(
    table: Table,
) -> None:
    for chart in charted(table):
        points = [p for s in chart.segments for p in range(s.first, s.last + 1)]
        assert points == list(range(len(chart)))


@given(tables(), st.data())
@settings(deadline=None, max_examples=150)
def test_adding_points_moves_no_older_side_step_or_average(
    table: Table, data: st.DataObject
) -> None:
    whole = charted(table)
    known = data.draw(st.integers(0, whole.values.shape[1]))
    early = charted(tuple(part[:, :known] for part in table))  # type: ignore[arg-type]
    assert np.array_equal(early.side, whole.side[:, :known])
    same = np.array_equal(early.standing_average, whole.standing_average[:, :known], equal_nan=True)
    assert same
    for name in ("centre_line", "lower", "upper"):
        then, later = getattr(early.then, name), getattr(whole.then, name)[:, :known]
        assert np.array_equal(then, later, equal_nan=True)
    for row in range(len(whole)):
        said = [(s.began, s.called, s.side, s.decision) for s in early.steps.of(row)]
        now = [(s.began, s.called, s.side, s.decision) for s in whole.steps.of(row)]
        assert now[: len(said)] == said
        assert all(called >= known for _, called, _, _ in now[len(said) :])


@given(tables(), st.data())
@settings(deadline=None, max_examples=150)
def test_going_on_from_earlier_charts_is_charting_anew(table: Table, data: st.DataObject) -> None:
    whole = charted(table)
    known = data.draw(st.integers(0, whole.values.shape[1]))
    old = tuple(part[:, :known].copy() for part in table)
    for part in (old[0], old[1], old[3], old[4]):  # what was said may have been another thing
        if known and data.draw(st.booleans()):
            row = data.draw(st.integers(0, len(part) - 1))
            point = data.draw(st.integers(0, known - 1))
            part[row, point] = 7 if part is old[0] else not part[row, point]
    old[2][old[3]] = False
    values, provisional, confirmed, refused, breaks = table
    went_on = control_charts(
        values,
        provisional=provisional,
        confirmed=confirmed,
        refused=refused,
        rebase_at=breaks,
        earlier=charted(old),  # type: ignore[arg-type]
    )
    assert went_on == whole
    assert [list(went_on), went_on.then] == [list(whole), whole.then]


@pytest.mark.parametrize(
    "earlier",
    [
        control_charts(np.ones((2, 5))),
        control_charts(np.ones((1, 9))),
        control_charts(np.ones((1, 5)), rules="nelson"),
    ],
)
def test_nobody_goes_on_from_charts_of_something_else(earlier: ControlCharts) -> None:
    with pytest.raises(CannotChart, match="the earlier charts are of"):
        control_charts(np.ones((1, 8)), earlier=earlier)


@given(tables(), st.integers(-20, 20))
@settings(deadline=None, max_examples=80)
def test_a_change_of_unit_carries_through(table: Table, power: int) -> None:
    """Powers of two are exact in floating point, so nothing at all may differ."""
    values, *said = table
    factor = 2.0**power
    one, two = charted(table), charted((values * factor, *said))  # type: ignore[arg-type]
    assert np.array_equal(one.side, two.side)
    assert np.array_equal(one.breach, two.breach)
    assert np.array_equal(one.process, two.process)
    assert np.array_equal(one.drawn.upper * factor, two.drawn.upper, equal_nan=True)
    assert np.array_equal(one.standing_average * factor, two.standing_average, equal_nan=True)


@given(tables(), st.integers(-1000, 1000))
@settings(deadline=None, max_examples=80)
def test_a_shift_carries_through(table: Table, by: int) -> None:
    values, *said = table
    values = np.round(values)
    moved, still = charted((values + by, *said)), charted((values, *said))  # type: ignore[arg-type]
    assert np.array_equal(still.side, moved.side)
    assert np.array_equal(still.process, moved.process)
    np.testing.assert_allclose(moved.drawn.upper, still.drawn.upper + by, rtol=1e-9, atol=1e-6)


@given(tables())
@settings(deadline=None, max_examples=80)
def test_high_and_low_are_treated_alike(table: Table) -> None:
    values, *said = table
    one, two = charted(table), charted((-values, *said))  # type: ignore[arg-type]
    judged = one.side != UNJUDGED
    assert np.array_equal(one.side[judged], -two.side[judged])
    assert np.array_equal(one.breach, two.breach)
    assert np.array_equal(one.drawn.upper, -two.drawn.lower, equal_nan=True)


@given(tables(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=80)
def test_the_order_of_series_changes_nothing_and_one_series_is_many(
    table: Table, shuffler: object
) -> None:
    whole = charted(table)
    order = list(range(len(whole)))
    shuffler.shuffle(order)  # type: ignore[attr-defined]
    shuffled = charted(tuple(part[order] for part in table))  # type: ignore[arg-type]
    for place, row in enumerate(order):
        alone = charted(tuple(part[row] for part in table))  # type: ignore[arg-type]
        assert shuffled[place] == whole[row] == alone[0]


def test_blocks_of_series_join_without_a_seam() -> None:
    chance = np.random.default_rng(3)
    values = chance.poisson(20, (2 * BLOCK + 3, 40)).astype(np.float64)
    values[::7, 20:] += 30
    whole = control_charts(values)
    for row in (0, BLOCK - 1, BLOCK, 2 * BLOCK, 2 * BLOCK + 2):
        assert whole[row] == control_charts(values[row])[0]
    assert whole.steps.series.tolist() == sorted(whole.steps.series.tolist())
    assert {field.name for field in fields(whole)} >= {"steps", "warnings"}


@given(tables(), st.data())
@settings(deadline=None, max_examples=80)
def test_a_missing_value_spreads_nowhere(table: Table, data: st.DataObject) -> None:
    """Taking one value away leaves every other series, and every earlier point, as they were."""
    values, *said = table
    row = data.draw(st.integers(0, values.shape[0] - 1))
    point = data.draw(st.integers(0, values.shape[1] - 1))
    holed = values.copy()
    holed[row, point] = np.nan
    one, two = charted(table), charted((holed, *said))  # type: ignore[arg-type]
    for other in range(len(one)):
        if other != row:
            assert one[other] == two[other]
    assert np.array_equal(one.side[row, :point], two.side[row, :point])
    lined = ~np.isnan(two.drawn.centre_line[row])
    kept = (~np.isnan(holed[row])) & ~said[0][row]
    assert lined[kept].all()


@given(
    st.lists(st.integers(0, 60), min_size=12, max_size=30),
    st.sampled_from([-1, 1]),
    st.integers(-120, 120),
)
@settings(deadline=None, max_examples=300)
def test_the_warning_is_exact(before: list[int], side: int, beyond: int) -> None:
    """Seven on one side, twelve before them: the eighth makes the step if and only if it is beyond."""
    values = [float(value) for value in before]
    while control_charts(values).warnings.more_for_a_step[0] != 1:
        assume(len(values) < 60)
        standing = control_charts(values).warnings.standing_average[0]
        values.append(float(np.floor(standing) - 1 if side < 0 else np.ceil(standing) + 1))
    warning = control_charts(values)[0].warning
    assert warning.one_more and warning.run_length >= 7
    value = warning.standing_average + beyond / 40
    steps = len(control_charts(values).steps)
    after = control_charts([*values, value])
    assert (len(after.steps) > steps) is (beyond * warning.side > 0)
    assert after.standing_average[0, -1] == warning.standing_average
