"""Two of three in a row beyond the same near limit (two sigma), none of the three across."""

from __future__ import annotations

import numpy as np

from copperplate.spc.groups import Groups
from copperplate.spc.signals.windows import covered, ends_of
from copperplate.spc.standing import Codes
from copperplate.spc.sums import Flags

WINDOW, ENOUGH = 3, 2


def two_of_three(side: Codes, close: Flags, groups: Groups) -> Codes:
    """Return the side of the close points that make the sign; 0 elsewhere.

    Args:
        side: Shape (n_series, n_points): 1 above the centre line, -1 below.
        close: Points beyond the near limit; whether points outside the limits are among
            them is the rule set's business.
        groups: The processes.
    """
    found = np.zeros(side.shape, dtype=np.int8)
    for way in (1, -1):
        same, near = side == way, close & (side == way)
        ends = ends_of(same, groups, WINDOW) & ends_of(near, groups, WINDOW, least=ENOUGH)
        found[covered(ends, WINDOW) & near] = way
    return found
