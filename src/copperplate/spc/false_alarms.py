"""How often the rule set `sfn` sees a step where nothing has changed.

Source: our own simulation of 20,000 Poisson series of mean 50 that never change, printed in
docs/reference/spc/sfn.md and repeated by the tests.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from copperplate.spc.constants import PERIODS_BEFORE, RUN_LENGTH

# Points of a stable series, and the share of such series that show a possible step. Fewer
# points than a process and a run need cannot show one.
POINTS = (PERIODS_BEFORE + RUN_LENGTH - 1, 60, 120)
SHARE_WITH_A_STEP = (0.0, 0.15, 0.34)


def expected_steps(points: Iterable[int]) -> float:
    """Return how many of some series would show a possible step if none had changed.

    Args:
        points: The number of points of each series. Between the simulated lengths the
            share is taken from a straight line; beyond 120 it is that of 120, and low.
    """
    return float(sum(np.interp(one, POINTS, SHARE_WITH_A_STEP) for one in points))
