"""So many points in a row going up and down in turn; a tie breaks it."""

from __future__ import annotations

import numpy as np

from copperplate.spc.groups import Groups
from copperplate.spc.signals.trend import moves_of
from copperplate.spc.signals.windows import covered, ends_of
from copperplate.spc.sums import Array, Flags


def alternating(values: Array, groups: Groups, length: int, *, on: float) -> Flags:
    """Return every point of `length` or more in a row that alternate.

    Args:
        values: Shape (n_series, n_points); NaN where missing.
        groups: The processes.
        length: Points that make the sign: two more than the turns between them.
        on: Relative distance within which two values are a tie.
    """
    moves = moves_of(values, on=on)
    turned = np.zeros(moves.shape, dtype=np.bool_)
    turned[:, 1:] = moves[:, 1:] * moves[:, :-1] == -1
    ends = ends_of(turned, groups, length - 2)
    back = length - 1
    inside = np.zeros(ends.shape, dtype=np.bool_)
    if ends.shape[1] > back:
        inside[:, back:] = groups.at[:, back:] == groups.at[:, :-back]
    return covered(ends & inside, length)
