"""Columns of arrays: joined, taken and equal by content; one number or one a series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from copperplate.spc import RULE_SETS, CannotChart, WrongShape, control_charts
from copperplate.spc.arrays import Columns


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Inner(Columns):
    marks: np.ndarray


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Outer(Columns):
    numbers: np.ndarray
    inner: Inner
    nothing: np.ndarray | None = None


def outer(*numbers: float) -> Outer:
    held = np.array(numbers)
    return Outer(numbers=held, inner=Inner(marks=held > 2))


def test_parts_are_joined_and_taken_also_inside() -> None:
    joined = Outer.joined([outer(1, np.nan), outer(), outer(3)])
    assert joined == outer(1, np.nan, 3)
    assert joined.taken(np.array([2, 0])) == outer(3, 1)
    assert joined.taken(joined.inner.marks) == outer(3)
    assert joined != outer(1, np.nan, 4)


def test_a_slice_is_written_through_and_a_selection_is_a_copy() -> None:
    whole = outer(1, 2, 3)
    whole.taken(slice(0, 1)).numbers[:] = 9
    whole.taken(np.array([1])).numbers[:] = 9
    assert whole.numbers.tolist() == [9, 2, 3]


@pytest.mark.parametrize("name", ["target", "dispersion"])
@pytest.mark.parametrize("wrong", [[1.0], [1.0, 2.0, 3.0], [[1.0], [2.0]]])
def test_a_number_is_for_all_series_or_one_for_each(name: str, wrong: object) -> None:
    said = {name: wrong}
    with pytest.raises(WrongShape, match=rf"'{name}' has the shape .* each of the 2 series"):
        control_charts(np.ones((2, 5)), rules="nelson", chart="exact", **said)  # type: ignore[arg-type]
    assert issubclass(WrongShape, CannotChart)


def test_one_number_a_series_is_that_series_own() -> None:
    values = [[9.0, 11] * 8] * 2
    both = control_charts(values, rules="nelson", target=[100, 0], better="lower")
    alone = control_charts(values[1:], rules="nelson", target=0, better="lower")
    assert [chart.assurance.name for chart in both] == ["CONSISTENT_PASS", "CONSISTENT_FAIL"]
    assert both[1] == alone[0]


@pytest.mark.parametrize("rules", sorted(RULE_SETS))
def test_the_charts_of_all_are_the_charts_of_each(rules: str) -> None:
    chance = np.random.default_rng(4)
    values = chance.poisson([[3.0], [40.0], [200.0]], size=(3, 60)).astype(float)
    values[1, 30:] *= 2
    values[2, [0, 7, 59]] = np.nan
    charts = control_charts(values, rules=rules, better="lower")
    assert list(charts) == [charts[place] for place in range(3)]
    assert list(control_charts(np.empty((0, 5)), rules=rules)) == []
