"""Whether a process can be trusted to meet a target: always, never, or now and then.

Method: the assurance icon of NHS England's "Making Data Count". Says nothing of change.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from copperplate.spc.direction import Better
from copperplate.spc.standing import Codes
from copperplate.spc.sums import Array


class Assurance(IntEnum):
    """What the limits say of a target; the codes of `ControlCharts.assurance`."""

    CONSISTENT_FAIL = -1
    """Routine variation never reaches it."""
    INCONSISTENT = 0
    """It is met and missed by routine variation."""
    CONSISTENT_PASS = 1
    """Routine variation never misses it."""
    NOT_ASKED = -128
    """There is no target, no direction or no limit."""


def assurance_of(lower: Array, upper: Array, targets: Array, better: tuple[Better, ...]) -> Codes:
    """Return what limits say of targets; a target on a limit is not beyond it.

    Args:
        lower: The lower limit of the newest process of each series; NaN where it has none.
        upper: The upper.
        targets: Shape (n_series,); NaN where there is none.
        better: Which way is better, one a series.
    """
    found: Codes = np.full(len(targets), Assurance.NOT_ASKED, dtype=np.int8)
    if np.isnan(targets).all():
        return found
    with np.errstate(invalid="ignore"):
        above = (targets > upper).astype(np.int8) - (targets < lower).astype(np.int8)
    ways = np.array([{Better.HIGHER: -1, Better.LOWER: 1}.get(way, 0) for way in better])
    asked = ~np.isnan(targets) & ~np.isnan(lower) & ~np.isnan(upper) & (ways != 0)
    found[asked] = (above * ways)[asked]
    return found
