"""Drivers and composition: contributions that add up exactly, and shares that would not mislead."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.drivers import busiest, contributions, fewest_for

NAN = math.nan
CHANGES = [
    # then, now, differences, shares; None where they would mislead
    ([30, 40], [60, 50], [30, 10], [0.75, 0.25]),
    ([30, 40], [20, 80], [-10, 40], None),  # a part by more than the whole
    ([500, 500], [510, 509], [10, 9], None),  # 1.9%
    ([500, 500], [510, 510], [10, 10], [0.5, 0.5]),  # 2%
    ([30, 40], [40, 30], [10, -10], None),  # the whole has not moved
    ([0, 0], [5, 5], [5, 5], None),  # from nothing
    ([60, 50], [30, 40], [-30, -10], [0.75, 0.25]),
]


@pytest.mark.parametrize(("then", "now", "differences", "parts"), CHANGES)
def test_what_parts_gave_to_a_change(
    then: list[float], now: list[float], differences: list[float], parts: list[float] | None
) -> None:
    found = contributions(now, then)
    assert found.differences.tolist() == differences
    assert found.total == sum(differences)
    if parts is None:
        assert np.isnan(found.shares).all()
    else:
        assert found.shares.tolist() == parts


def test_half_of_a_published_rise() -> None:
    """987 of 1,522 is 64.8%: what a paper of 2014 gave as 70% mixed two spans of days."""
    found = contributions([987.0 + 5000, 535.0 + 9000], [5000.0, 9000.0])
    assert found.total == 1522
    assert found.shares[0] * 100 == pytest.approx(64.85, abs=0.01)


def test_a_part_that_is_not_known_has_no_share_and_spoils_no_other() -> None:
    found = contributions([NAN, 60.0], [30.0, 40.0], whole_now=100.0, whole_then=70.0)
    assert np.isnan(found.differences[0])
    assert found.shares[1] == pytest.approx(2 / 3)


def test_parts_that_do_not_match_are_refused() -> None:
    with pytest.raises(ValueError, match="now and one then"):
        contributions([1.0], [1.0, 2.0])


counts = st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), min_size=1, max_size=40)


@given(counts)
def test_contributions_add_up_to_the_change_exactly(pairs: list[tuple[int, int]]) -> None:
    found = contributions([now for _, now in pairs], [then for then, _ in pairs])
    assert found.differences.sum() == found.total == sum(now - then for then, now in pairs)
    if not np.isnan(found.shares).any():
        assert found.shares.sum() == pytest.approx(1)
        assert (found.shares <= 1).all()


HALVES = [([50, 30, 20], 1), ([40, 35, 25], 2), ([10] * 7, 4), ([0, 0], None), ([], None)]


@pytest.mark.parametrize(("values", "number"), HALVES)
def test_the_fewest_that_make_half(values: list[float], number: int | None) -> None:
    assert fewest_for(values, 0.5) == number


@given(st.lists(st.integers(0, 1000), min_size=1), st.sampled_from([0.1, 0.25, 0.5, 0.8, 1.0]))
def test_no_fewer_would_do(values: list[int], proportion: float) -> None:
    number = fewest_for(values, proportion)
    if not sum(values):
        assert number is None
        return
    assert number is not None
    largest = sorted(values, reverse=True)
    assert sum(largest[:number]) >= proportion * sum(values)
    assert sum(largest[: number - 1]) < proportion * sum(values)


TENTHS = [
    ([*range(1, 21)], (2, 39.0)),
    ([5.0] * 20, None),  # by the toss of a coin
    ([0.0] * 20, None),
    ([7.0], (1, 7.0)),
]


@pytest.mark.parametrize(("values", "expected"), TENTHS)
def test_what_the_busiest_tenth_holds(
    values: list[float], expected: tuple[int, float] | None
) -> None:
    assert busiest(values, 0.1) == expected
