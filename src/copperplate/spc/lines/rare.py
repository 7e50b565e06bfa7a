"""G and T charts: of events so rare that the wait from one to the next says more than counts.

A G chart is of chances between events (days, cases), a T chart of times. Counts no events
itself: it is given the waits, one a point, in the order of their ends.

Method: Benneyan (2001) for G, Nelson (1994) for T; the line of G by Provost and Murray (2011).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copperplate.spc.constants import MEDIAN_OF_WAITS, SIGMAS, WAITS_TO_NORMAL
from copperplate.spc.exceptions import CannotChart
from copperplate.spc.lines.model import Lines, Plotted
from copperplate.spc.lines.xmr import XmR, xmr_lines
from copperplate.spc.sums import Array


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class WaitLines(Lines):
    """Lines of waits, around a mean that is not the centre line.

    Attributes:
        mean: Shape (n_series, n_points): the mean wait; of a T chart, as it is charted.
        spread: The same shape: from that mean to a limit, as it is charted.
        power: What a wait as charted is raised to, to be a wait again; 1 for G charts.
    """

    mean: Array
    spread: Array
    power: float = 1.0

    def at(self, share: float = 1.0) -> tuple[Array, Array]:
        """Return the lower and upper line at a share of the spread, never below no wait."""
        away = share * self.spread
        lower, upper = np.maximum(self.mean - away, 0.0), self.mean + away
        return lower**self.power, upper**self.power


def g_lines(given: Plotted) -> Lines:
    """Return the lines of a G chart: waits in whole chances, geometric.

    The centre line is the median such waits have, so that as many lie above as below.
    """
    _refuse_negative(given.values)
    mean = given.groups.spread(given.groups.mean(given.values, given.kept))
    spread = SIGMAS * np.sqrt(mean * (mean + 1))
    return _around(MEDIAN_OF_WAITS * mean, mean, spread, power=1.0)


def t_lines(given: Plotted, how: XmR) -> Lines:
    """Return the lines of a T chart: waits in time, exponential, charted as all but normal."""
    _refuse_negative(given.values)
    charted = given.values ** (1 / WAITS_TO_NORMAL)
    middle, reach = xmr_lines(charted, given.groups, given.counted, how)
    mean, spread = given.groups.spread(middle), given.groups.spread(reach)
    return _around(mean**WAITS_TO_NORMAL, mean, spread, power=WAITS_TO_NORMAL)


def _around(centre_line: Array, mean: Array, spread: Array, *, power: float) -> Lines:
    upper = (mean + spread) ** power
    return WaitLines(
        centre_line=centre_line,
        reach=upper - centre_line,
        floor=0.0,
        mean=mean,
        spread=spread,
        power=power,
    )


def _refuse_negative(waits: Array) -> None:
    negative = int((waits < 0).sum())
    if negative:
        raise CannotChart(
            f"values below 0: {negative:,}. A G or T chart is of waits between events, "
            "and no wait is shorter than none."
        )
