"""So many of so few in a row beyond the same inner line: two of three, four of five."""

from __future__ import annotations

import numpy as np

from copperplate.spc.groups import Groups
from copperplate.spc.signals.windows import covered, ends_of
from copperplate.spc.standing import Codes
from copperplate.spc.sums import Flags


def enough_of(
    side: Codes, far: Flags, groups: Groups, *, enough: int, window: int, none_across: bool
) -> Codes:
    """Return the side of the far points that make the sign; 0 elsewhere.

    Args:
        side: Shape (n_series, n_points): 1 above the centre line, -1 below.
        far: Points beyond the inner line; whether points outside the limits are among
            them is the rule set's business.
        groups: The processes.
        enough: How many far points of one side make the sign,
        window: of how many in a row.
        none_across: Whether every point of the window must lie on that side.
    """
    found = np.zeros(side.shape, dtype=np.int8)
    for way in (1, -1):
        same, beyond = side == way, far & (side == way)
        ends = ends_of(beyond, groups, window, least=enough)
        if none_across:
            ends &= ends_of(same, groups, window)
        found[covered(ends, window) & beyond] = way
    return found
