"""So many points in a row on one side of the centre line; a point on it breaks the run."""

from __future__ import annotations

import numpy as np

from copperplate.spc.groups import Groups
from copperplate.spc.signals.windows import covered, ends_of
from copperplate.spc.standing import Codes


def run_on_one_side(side: Codes, groups: Groups, length: int) -> Codes:
    """Return the side of every point of a run of at least `length`; 0 elsewhere.

    Args:
        side: Shape (n_series, n_points): 1 above, -1 below, anything else on neither.
        groups: The processes.
        length: Points that make a run.
    """
    above = covered(ends_of(side == 1, groups, length), length)
    below = covered(ends_of(side == -1, groups, length), length)
    return above.astype(np.int8) - below.astype(np.int8)
