"""A hedge is a claim about two numbers, and never printed where it is not true."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copperplate.narrative.hedges import just_above, just_below

PAPERS = [
    # what published papers said, and whether the house rule bears it
    (just_below, 791, 800, "just below"),
    (just_above, 1.15, 1.0, None),
    (just_above, 1.7, 1.0, None),
    (just_above, 20.9, 20.0, None),
]


@pytest.mark.parametrize(("hedge", "value", "mark", "said"), PAPERS)
def test_what_papers_hedged(hedge, value: float, mark: float, said: str | None) -> None:
    assert hedge(value, mark) == said


NUMBERS = st.one_of(st.floats(-1e6, 1e6), st.integers(-1000, 1000).map(lambda n: n / 100))


@given(NUMBERS, NUMBERS)
@example(1.02, 1.0)
@example(0.98, 1.0)
@example(1.05, 1.0)
def test_a_hedge_is_used_within_its_bounds_and_only_there(value: float, mark: float) -> None:
    exact, beside = Fraction(repr(value)), Fraction(repr(mark))
    below = beside > 0 and beside * Fraction(98, 100) <= exact < beside
    above = beside > 0 and beside < exact <= beside * Fraction(102, 100)
    assert just_below(value, mark) == ("just below" if below else None)
    assert just_above(value, mark) == ("just above" if above else None)
