"""Chance out of whole numbers: the same seed gives the same draws on every machine.

A draw is a function of its key and its counter alone, so that any part can be drawn again by
itself. Knows nothing of what is drawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.uint64]
Whole = NDArray[np.int64]
Bands = Sequence[tuple[int, int, int]]
"""Weight, first and last of a stretch of whole numbers."""

# Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014): the step
# of SplitMix64, and the multipliers and shifts of its last stage (variant 13 of David Stafford).
_STEP = np.uint64(0x9E3779B97F4A7C15)
_STAGES = (
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
)
_LAST_SHIFT, _HALF = np.uint64(31), np.uint64(32)
# What a core keeps at hand: five times as fast as all numbers at every step.
_PIECE = 1 << 14
MOST = 1 << 32
"""What may be drawn from, and what weights may add up to, is less than this."""


def stream(seed: int, *names: str | int) -> np.uint64:
    """Return the key of a purpose: another purpose, or another seed, other draws."""
    text = "\n".join(map(str, (seed, *names)))
    return np.uint64(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))


def numbers(key: np.uint64, count: int) -> Draws:
    """Return the first draws of a key. Shape (count,)."""
    return at(key, np.arange(count, dtype=np.uint64))


def at(key: np.uint64, counters: Draws) -> Draws:
    """Return the draws of a key at counters, in their shape."""
    drawn = np.empty_like(counters)
    shifted = np.empty(min(_PIECE, counters.size), dtype=np.uint64)
    first = np.uint64((int(key) + int(_STEP)) % (1 << 64))
    for start in range(0, counters.size, _PIECE):
        piece = drawn.ravel()[start : start + _PIECE]
        np.multiply(counters.ravel()[start : start + _PIECE], _STEP, out=piece)
        piece += first
        for shift, multiplier in _STAGES:
            piece ^= np.right_shift(piece, shift, out=shifted[: len(piece)])
            piece *= multiplier
        piece ^= np.right_shift(piece, _LAST_SHIFT, out=shifted[: len(piece)])
    return drawn


def below(draws: Draws, limit: int | Whole) -> Whole:
    """Return whole numbers from 0 to below a limit, one number or one for each draw.

    Each comes as often as the others but for one in 4,000,000,000 draws over the limit.
    """
    limits = np.asarray(limit, dtype=np.uint64)
    return (((draws >> _HALF) * limits) >> _HALF).astype(np.int64)


def chosen(draws: Draws, weights: Sequence[int] | Whole) -> Whole:
    """Return places in a list, each as often as its weight says.

    Raises:
        ValueError: No weight is above zero, one is below it, or they add up to too much.
    """
    ends = np.cumsum(np.asarray(weights, dtype=np.int64))
    if not len(ends) or not 0 < ends[-1] < MOST or (np.diff(ends, prepend=0) < 0).any():
        raise ValueError("weights are whole numbers that add up to something")
    return np.searchsorted(ends, below(draws, int(ends[-1])), side="right")


def banded(chances: Draws, within: Draws, bands: Bands) -> Whole:
    """Return whole numbers from stretches, each stretch as often as it weighs.

    Args:
        chances: Which stretch, one draw each.
        within: Which number of it, one draw each.
        bands: The stretches.
    """
    places = chosen(chances, [weight for weight, _, _ in bands])
    first = np.array([first for _, first, _ in bands])
    last = np.array([last for _, _, last in bands])
    return first[places] + below(within, (last - first + 1)[places])


def shuffled(key: np.uint64, size: int) -> list[int]:
    """Return the whole numbers below a size in an order of the key's."""
    found: list[int] = np.argsort(numbers(key, size), kind="stable").tolist()
    return found


def chance(draws: Draws, parts: int, of: int) -> NDArray[np.bool_]:
    """Return whether something happens that happens so many times of so many."""
    return below(draws, of) < parts


def shared(total: int, weights: Sequence[int]) -> list[int]:
    """Split a total in proportion to weights, by largest remainder, the first first.

    >>> shared(10, [1, 1, 1]), shared(5, [0, 3, 7])
    ([4, 3, 3], [0, 2, 3])
    """
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    rest = [total * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda one: (-rest[one], one))
    for one in by_remainder[: total - sum(parts)]:
        parts[one] += 1
    return parts


def spread(key: np.uint64, size: int, picks: int) -> NDArray[np.bool_]:
    """Return which of some in order are picked: exactly so many, one in each equal stretch.

    So the number picked of the first n is never more than one from its share of n.

    Raises:
        ValueError: More are to be picked than there are.
    """
    if not 0 <= picks <= size:
        raise ValueError(f"{picks} of {size} cannot be picked")
    picked = np.zeros(size, dtype=np.bool_)
    if picks:
        starts = np.arange(picks + 1, dtype=np.int64) * size // picks
        picked[starts[:-1] + below(numbers(key, picks), np.diff(starts))] = True
    return picked
