"""The level of a series with its season taken out: the average of the twelve months around.

Sums of a whole year hold every month once, so no season moves them. Knows no shape but
what it is handed as expected.
"""

from __future__ import annotations

import numpy as np

from copperplate.seasons.months import MONTHS_OF_A_YEAR
from copperplate.spc.sums import Array, Flags

_YEAR = np.array([0.5, *[1.0] * (MONTHS_OF_A_YEAR - 1), 0.5])
"""Weights of thirteen months whose sum holds every month of the year once."""


def levels(counts: Array, expected: Array, kept: Flags) -> Array:
    """Return how many times the expected counts each series holds, around each month.

    Args:
        counts: Shape (n_series, n_points).
        expected: The same shape: what would be counted at a level of one.
        kept: Where a count is looked at.

    Returns:
        The same shape. In the first and last half year, the level of the nearest month that
        has a whole year around it; NaN where the year holds nothing to go by. Of less than a
        year and a month, one level.
    """
    seen, hoped = np.where(kept, counts, 0.0), np.where(kept, expected, 0.0)
    points = counts.shape[1]
    with np.errstate(invalid="ignore", divide="ignore"):
        if points < len(_YEAR):
            level = seen.sum(axis=1, keepdims=True) / hoped.sum(axis=1, keepdims=True)
            return np.broadcast_to(level, counts.shape)
        within = _around(seen) / _around(hoped)
    half = MONTHS_OF_A_YEAR // 2
    middle = np.clip(np.arange(points) - half, 0, points - len(_YEAR))
    return within[:, middle]


def _around(amounts: Array) -> Array:
    """Return weighted sums of thirteen months, for every month that has six on each side."""
    running = np.concatenate([np.zeros((len(amounts), 1)), np.cumsum(amounts, axis=1)], axis=1)
    inner = running[:, MONTHS_OF_A_YEAR:-1] - running[:, 1:-MONTHS_OF_A_YEAR]
    ends = amounts[:, :-MONTHS_OF_A_YEAR] + amounts[:, MONTHS_OF_A_YEAR:]
    found: Array = inner + _YEAR[0] * ends
    return found
