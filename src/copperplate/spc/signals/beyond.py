"""A point outside its limits: beyond them, or on them too where a rule set counts that."""

from __future__ import annotations

import numpy as np

from copperplate.spc.standing import Codes, is_on
from copperplate.spc.sums import Array


def beyond(values: Array, lower: Array, upper: Array, *, on_counts: bool, on: float) -> Codes:
    """Return the side on which each point lies outside: 1 above, -1 below, 0 inside.

    Args:
        values: Shape (n_series, n_points); NaN where missing.
        lower: The lower limit at each point; NaN where there is none.
        upper: The upper.
        on_counts: Whether a point on a limit lies outside.
        on: Relative distance within which it lies on one.
    """
    with np.errstate(invalid="ignore"):
        above, below = values > upper, values < lower
    on_upper, on_lower = is_on(values, upper, within=on), is_on(values, lower, within=on)
    if on_counts:
        above, below = above | on_upper, below | on_lower
    else:
        above, below = above & ~on_upper, below & ~on_lower
    return above.astype(np.int8) - below.astype(np.int8)
