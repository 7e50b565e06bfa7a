"""How a whole is spread over its parts: how few make much of it, what the busiest hold.

Values in the order given; equal values are never told apart silently.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike


def fewest_for(values: ArrayLike, proportion: float, whole: float | None = None) -> int | None:
    """Return how few parts, the largest of all, make at least a proportion of the whole.

    Example:
        >>> fewest_for([50, 30, 20], 0.5), fewest_for([40, 35, 25], 0.5), fewest_for([], 0.5)
        (1, 2, None)

    Args:
        values: Parts that do not overlap; none below 0.
        proportion: 0 to 1.
        whole: By default what they add up to.

    Returns:
        None where they do not reach it, as of nothing.
    """
    held = np.sort(np.asarray(values, dtype=float))[::-1]
    total = float(held.sum()) if whole is None else whole
    if total <= 0:
        return None
    reached = np.flatnonzero(np.cumsum(held) >= proportion * total)
    return int(reached[0]) + 1 if len(reached) else None


def busiest(
    values: ArrayLike, proportion: float, whole: float | None = None
) -> tuple[int, float] | None:
    """Return how much the busiest parts hold: their number, and their sum.

    Example:
        >>> busiest([5, 40, 5, 30, 5, 5, 5, 5, 0, 0], 0.1)
        (1, 40.0)
        >>> busiest([9, 9, 1, 1], 0.25) is None
        True

    Args:
        values: Parts that do not overlap.
        proportion: Which part of them: 0.1 for the busiest tenth, rounded up.
        whole: By default what they add up to.

    Returns:
        None of nothing, and where the last of them has an equal that is not among them.
    """
    held = np.sort(np.asarray(values, dtype=float))[::-1]
    total = float(held.sum()) if whole is None else whole
    number = math.ceil(proportion * len(held))
    if total <= 0 or not number > 0:
        return None
    if number < len(held) and held[number - 1] == held[number]:
        return None
    return number, float(held[:number].sum())
