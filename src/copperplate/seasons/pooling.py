"""Partial pooling: how much of what sets one apart from the rest is its own.

Every measured factor is drawn towards what its fellows share, the more so the less it is
known. Method: empirical Bayes with the variance between members by moments, DerSimonian and
Laird, *Controlled Clinical Trials* 7 (1986). Knows no month and no area.
"""

from __future__ import annotations

import numpy as np

from copperplate.spc.sums import Array


def between(ratios: Array, unsure: Array, free: int) -> float:
    """Return the variance between members that chance does not account for.

    Args:
        ratios: What each holds of what it was expected to; NaN where nothing was expected.
        unsure: The variance of each ratio if members were all alike, the same shape.
        free: How many of the ratios are free to differ: the others are held by totals.

    Returns:
        0 where chance accounts for all of it, or nothing is free to differ.
    """
    known = np.isfinite(ratios) & (unsure > 0) & np.isfinite(unsure)
    held = int(known.sum())
    if free <= 0 or held == 0:
        return 0.0
    weights = 1 / unsure[known]
    spread = float((weights * (ratios[known] - 1) ** 2).sum())
    return max(0.0, (spread - free) / (float(weights.sum()) * free / held))


def own_share(variance: float, unsure: Array) -> Array:
    """Return how much of a measured difference is kept: 0 none of it, 1 all.

    Args:
        variance: Between members.
        unsure: The variance of each measured ratio; infinite or NaN where there is none.

    Example:
        >>> own_share(0.01, np.array([0.01, 0.0, np.inf])).tolist()
        [0.5, 1.0, 0.0]
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(unsure > 0, variance / (variance + unsure), 1.0)
    return np.where(np.isfinite(unsure), np.nan_to_num(share), 0.0)
