"""Classes of values for maps: about equal, never parting equals, with round borders."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.compare import are_even, classes

# Values as printed, and the classes as a legend gives them with their sizes.
CASES = [
    ("none at all", "", ""),
    ("one value", "5", "5-5:1"),
    ("two values: a half each", "10 20", "10-19:1 20-20:1"),
    ("three: never one class alone", "7 9 12", "7-7:1 8-12:2"),
    ("all equal: one class", "5 5 5 5 5 5", "5-5:6"),
    ("seven districts: thirds", "154 168 206 238 263 323 814", "154-199:2 200-299:3 300-814:2"),
    ("ten: fifths, and no more", "1 2 3 4 5 6 7 8 9 10", "1-2:2 3-4:2 5-6:2 7-8:2 9-10:2"),
    ("equals are not parted", "1 1 1 1 1 1 1 2 9", "1-1:7 2-9:2"),
    ("equals at a border go down", "1 2 2 2 3 4", "1-1:1 2-2:3 3-4:2"),
    ("two different values of many", "0 0 0 0 0 0 0 0 0 1", "0-0:9 1-1:1"),
    ("rates, to one place", "45.3 66.1 70.2 90.0", "45.3-69.9:2 70.0-90.0:2"),
    ("borders as round as the gap allows", "98 101 205 990 1010", "98-199:2 200-1010:3"),
    ("below zero", "-5 -3 0 2", "-5--1:2 0-2:2"),
    ("far apart", "0.1 0.2 1000.0 2000.0", "0.1-999.9:2 1000.0-2000.0:2"),
]


@pytest.mark.parametrize(
    ("values", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_classes(values: str, expected: str) -> None:
    found = classes([Decimal(value) for value in values.split()])
    assert " ".join(f"{one.low}-{one.high}:{one.size}" for one in found) == expected


@pytest.mark.parametrize(
    ("values", "even"),
    [("1 2 3 4 5 6 7", True), ("1 1 1 1 1 1 1 2 9", False), ("3 3 3", True), ("", True)],
)
def test_classes_are_even_where_nothing_equal_stands_in_the_way(values: str, even: bool) -> None:
    assert are_even(classes([Decimal(value) for value in values.split()])) is even


places = st.integers(0, 2)
lists = places.flatmap(
    lambda n: st.lists(
        st.integers(-(10**6), 10**6).map(lambda units: Decimal(units).scaleb(-n)), max_size=60
    )
)


@given(values=lists)
def test_every_value_lies_in_one_class_and_no_class_is_empty(values: list[Decimal]) -> None:
    found = classes(values)
    assert len(found) <= 5
    assert all(sum(value in one for one in found) == 1 for value in values)
    assert all(one.size == sum(value in one for value in values) > 0 for one in found)


@given(values=lists)
def test_classes_follow_each_other_without_a_gap(values: list[Decimal]) -> None:
    found = classes(values)
    quantum = Decimal(1).scaleb(min((int(v.as_tuple().exponent) for v in values), default=0))
    assert all(a.high + quantum == b.low for a, b in itertools.pairwise(found))
    if values:
        assert (found[0].low, found[-1].high) == (min(values), max(values))


@given(values=lists, order=st.randoms())
def test_the_order_of_areas_does_not_matter(values: list[Decimal], order: object) -> None:
    shuffled = list(values)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert classes(shuffled) == classes(values)
