"""Chance out of whole numbers: as published, as often as weighed, the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.synthetic import draws

# SplitMix64 as published at prng.di.unimi.it/splitmix64.c, its state 0 and 1234567: the numbers
# that other implementations are tested by.
PUBLISHED = {
    0: (16294208416658607535, 7960286522194355700, 487617019471545679),
    1234567: (6457827717110365317, 3203168211198807973, 9817491932198370423),
}
COUNTS = st.integers(min_value=0, max_value=2_000)


@pytest.mark.parametrize(("state", "numbers"), PUBLISHED.items())
def test_draws_are_those_of_splitmix64(state: int, numbers: Sequence[int]) -> None:
    assert draws.numbers(np.uint64(state), 3).tolist() == list(numbers)


def test_a_draw_is_the_same_wherever_it_is_drawn() -> None:
    key = draws.stream(7, "any")
    many = draws.numbers(key, 50_000)
    some = np.array([0, 16_383, 16_384, 16_385, 49_999], dtype=np.uint64)
    assert draws.at(key, some).tolist() == many[some.astype(np.int64)].tolist()


def test_another_seed_or_purpose_is_another_key() -> None:
    keys = {int(draws.stream(*names)) for names in ((1, "a"), (2, "a"), (1, "b"), (1, "a", 1))}
    assert len(keys) == 4


@given(seed=st.integers(0, 2**32), limit=st.integers(1, 2**32 - 1))
def test_what_is_below_a_limit_is(seed: int, limit: int) -> None:
    drawn = draws.below(draws.numbers(draws.stream(seed, "below"), 100), limit)
    assert ((drawn >= 0) & (drawn < limit)).all()


def test_places_come_as_often_as_they_weigh() -> None:
    weights = np.array([5, 0, 1, 14])
    counted = np.bincount(
        draws.chosen(draws.numbers(draws.stream(1), 200_000), weights), minlength=4
    )
    expected = 200_000 * weights / weights.sum()
    assert counted[1] == 0
    # Chi-square with two degrees of freedom: above 13.8 once in a thousand seeds; this is one.
    held = weights > 0
    assert ((counted - expected)[held] ** 2 / expected[held]).sum() < 13.8


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 3], [2**31, 2**31]])
def test_weights_that_are_none_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        draws.chosen(draws.numbers(draws.stream(1), 1), weights)


@given(total=COUNTS, weights=st.lists(st.integers(0, 1_000), min_size=1).filter(any))
def test_what_is_shared_adds_up_and_is_fair(total: int, weights: list[int]) -> None:
    parts = draws.shared(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < 1


@given(size=COUNTS, share=st.fractions(0, 1), seed=st.integers(0, 99))
def test_as_many_are_picked_as_asked_and_evenly(size: int, share: float, seed: int) -> None:
    picks = int(size * share)
    picked = draws.spread(draws.stream(seed), size, picks)
    assert picked.sum() == picks
    even = np.arange(1, size + 1) * picks / max(size, 1)
    assert (np.abs(np.cumsum(picked) - even) <= 1).all()


def test_more_than_there_are_cannot_be_picked() -> None:
    with pytest.raises(ValueError, match="cannot be picked"):
        draws.spread(draws.stream(1), 3, 4)
