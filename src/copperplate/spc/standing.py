"""On which side of an average a value lies, and what counts as on it.

A value is judged once, when it arrives, against the average the board last saw; its side
is then fixed. Knows one number and another, not runs.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from copperplate.spc.constants import ON
from copperplate.spc.sums import Array, Flags

Codes = NDArray[np.int8]


class FixedSide(IntEnum):
    """The side of a point, fixed when it arrived; the codes of `ControlCharts.side`.

    `UNJUDGED` is a point without a side: missing, provisional, or with no average before it.
    """

    BELOW = -1
    ON = 0
    ABOVE = 1
    UNJUDGED = -128

    @property
    def word(self) -> str:
        """The side in a word."""
        return "not judged" if self is FixedSide.UNJUDGED else self.name.lower()


def is_on(values: Array, lines: Array, *, within: float = ON) -> Flags:
    """Return where values lie on lines: within a share of the larger of the two.

    Args:
        values: Any shape.
        lines: The same shape, the same unit.
        within: The share.

    Returns:
        The same shape; False where either is NaN.

    Example:
        >>> is_on(np.array([0.1, 5.0]), np.array([sum([0.1] * 30) / 30, 5.001])).tolist()
        [True, False]
    """
    reach: Array = np.maximum(np.abs(values), np.abs(lines)) * within
    near: Flags = np.abs(values - lines) <= reach
    return near


def sides_of(values: Array, averages: Array, *, within: float = ON) -> Codes:
    """Return the side of each value against its average.

    Args:
        values: Any shape; NaN where there is no value to judge.
        averages: The same shape, the same unit; NaN where there is no average yet.
        within: The share of the larger within which a value is on the average.

    Returns:
        Codes of `FixedSide`, the same shape.

    Example:
        >>> sides_of(np.array([9.0, 7.0, 5.0, np.nan]), np.full(4, 7.0)).tolist()
        [1, 0, -1, -128]
    """
    with np.errstate(invalid="ignore"):
        sides = (values > averages).astype(np.int8) - (values < averages).astype(np.int8)
        sides[is_on(values, averages, within=within)] = FixedSide.ON
    sides[np.isnan(values) | np.isnan(averages)] = FixedSide.UNJUDGED
    return sides
