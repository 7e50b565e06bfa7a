"""How numbers are rounded and printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.series.numbers import NumberStyle, Rounding, ordinal, printed, rounded

HALVES = [
    # value, places, printed: half away from zero, on the decimal the reader sees
    (0.5, 0, "1"),
    (1.5, 0, "2"),
    (2.5, 0, "3"),
    (-0.5, 0, "−1"),
    (-2.5, 0, "−3"),
    (0.285, 2, "0.29"),
    (2.675, 2, "2.68"),
    (-0.04, 1, "0.0"),
    (262558.0, 0, "262,558"),
    (90.0253, 2, "90.03"),
    (1e15, 0, "1,000,000,000,000,000"),
]


@pytest.mark.parametrize(("value", "places", "expected"), HALVES)
def test_half_goes_away_from_zero(value: float, places: int, expected: str) -> None:
    assert printed(value, places) == expected


UPWARDS = [
    # value, places, printed: toward plus infinity, a trailing zero dropped, a plain hyphen
    (2.0250112, 1, "2.1"),
    (-6.1029, 1, "-6.1"),
    (9.0086, 1, "9.1"),
    (3.9576, 1, "4"),
    (4.0, 1, "4"),
    (-0.09, 1, "0"),
    (11420.35, 0, "11,421"),
    (-791.0, 0, "-791"),
    (200.0, 0, "200"),
    (11500.0, 0, "11,500"),
]


@pytest.mark.parametrize(("value", "places", "expected"), UPWARDS)
def test_another_style_rounds_toward_plus_infinity(
    value: float, places: int, expected: str
) -> None:
    style = NumberStyle(rounding=Rounding.TOWARD_PLUS_INFINITY, trailing_zeros=False, minus="-")
    assert printed(value, places, style=style) == expected


def test_a_signed_number_shows_its_plus_but_zero_has_no_sign() -> None:
    assert [printed(v, 1, sign=True) for v in (4.62, -4.62, 0.0)] == ["+4.6", "−4.6", "0.0"]


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_rounding_moves_a_number_by_at_most_half_a_step(value: float, places: int) -> None:
    assert abs(rounded(value, places) - Decimal(repr(value))) <= Decimal("0.5").scaleb(-places)


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_rounding_is_the_same_on_both_sides_of_zero(value: float, places: int) -> None:
    assert rounded(-value, places) == -rounded(value, places)


def test_ordinals() -> None:
    expected = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th"}
    expected |= {21: "21st", 101: "101st", 111: "111th", 1002: "1,002nd"}
    assert {number: ordinal(number) for number in expected} == expected
