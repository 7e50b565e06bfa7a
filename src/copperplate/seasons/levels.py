"""The level of a series with its season taken out: the average of the year around each point.

Sums of a whole year hold every part of it once, so no season moves them. Knows no shape but
what it is handed as expected.
"""

from __future__ import annotations

import numpy as np

from copperplate.spc.sums import Array, Flags


def levels(counts: Array, expected: Array, kept: Flags, parts: int) -> Array:
    """Return how many times the expected counts each series holds, around each point.

    Args:
        counts: Shape (n_series, n_points).
        expected: The same shape: what would be counted at a level of one.
        kept: Where a count is looked at.
        parts: How many points make a year, 2 or more.

    Returns:
        The same shape. In the first and last half year, the level of the nearest point that
        has a whole year around it; NaN where the year holds nothing to go by. Of no more
        points than a year has, one level.
    """
    seen, hoped = np.where(kept, counts, 0.0), np.where(kept, expected, 0.0)
    points = counts.shape[1]
    with np.errstate(invalid="ignore", divide="ignore"):
        if points <= parts:
            level = seen.sum(axis=1, keepdims=True) / hoped.sum(axis=1, keepdims=True)
            return np.broadcast_to(level, counts.shape)
        within = _around(seen, parts) / _around(hoped, parts)
    middle = np.clip(np.arange(points) - parts // 2, 0, points - parts - 1)
    return within[:, middle]


def _around(amounts: Array, parts: int) -> Array:
    """Return sums of a year, half of its first point and half of the same point a year later.

    For every point that has half a year on each side.
    """
    running = np.concatenate([np.zeros((len(amounts), 1)), np.cumsum(amounts, axis=1)], axis=1)
    inner = running[:, parts:-1] - running[:, 1:-parts]
    found: Array = inner + (amounts[:, :-parts] + amounts[:, parts:]) / 2
    return found
