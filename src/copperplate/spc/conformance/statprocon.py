"""statprocon beside our XmR limits, of means and of medians: both charts, points outside, runs.

It rounds the centre line and the average range, and makes its limits of the rounded ones; so
do we here, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copperplate.spc import constants
from copperplate.spc.conformance.cases import Case
from copperplate.spc.conformance.comparing import told
from copperplate.spc.groups import Groups, neighbour_ranges, one_group_a_series
from copperplate.spc.lines.xmr import Middle, XmR, xmr_lines
from copperplate.spc.signals.beyond import beyond
from copperplate.spc.signals.run import run_on_one_side
from copperplate.spc.standing import FixedSide, sides_of
from copperplate.spc.sums import Array, Flags

PLACES = 3
HALF_UNIT = 10.0**-PLACES / 2
RUN = 8
"""Points on one side that it marks. A point on the line leaves its count as it is; ours breaks."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """One chart by our limits; arrays of shape (1, n_points), unless said otherwise.

    Attributes:
        values: As plotted.
        groups: One process.
        centre_line: Unrounded; one number.
        average_range: Unrounded, mean or median; one number.
        how: Constants, and what the centre line and the average range are.
    """

    values: Array
    groups: Groups
    centre_line: float
    average_range: float
    how: XmR

    @property
    def limits(self) -> tuple[float, float, float]:
        """The lower, the upper and the range limit, of rounded numbers."""
        middle, average = round(self.centre_line, PLACES), round(self.average_range, PLACES)
        away, median = self.how.scaling * average, self.how.ranges is Middle.MEDIAN
        of_ranges = constants.MEDIAN_RANGE_SCALING if median else constants.WHEELER_RANGE_SCALING
        return middle - away, middle + away, of_ranges * average

    def outside(self, values: Array, lower: float, upper: float) -> Flags:
        """Return which values lie beyond lines as the program prints them."""
        low, high = (np.full(values.shape, round(line, PLACES)) for line in (lower, upper))
        found: Flags = beyond(values, low, high, on_counts=False, on=constants.ON) != 0
        return found


def compare(case: Case) -> list[str]:
    """Return where a case differs from ours, a line a column.

    Its test of three points of four in the outer quarter is in none of our rule sets.
    """
    made = _made(case)
    lower, upper, range_limit = made.limits
    problems = []
    for name, ours in (
        ("cl", made.centre_line),
        ("mr_cl", made.average_range),
        ("lnpl", lower),
        ("unpl", upper),
        ("mr_url", range_limit),
    ):
        theirs = case.column(name)
        problems += told(name, theirs, np.full(theirs.shape, ours), half_unit=HALF_UNIT)
    everywhere = np.ones(made.values.shape, dtype=np.bool_)
    ranges = neighbour_ranges(made.values, made.groups, everywhere)
    outside = made.outside(made.values, lower, upper)
    far = made.outside(ranges, 0.0, range_limit)
    problems += told("mr", case.column("mr"), ranges[0])
    problems += told("rule1", case.column("rule1"), outside[0] * 1.0)
    problems += told("mr_rule1", case.column("mr_rule1"), far[0] * 1.0)
    middle = np.full(made.values.shape, round(made.centre_line, PLACES))
    side = sides_of(made.values, middle)
    if not (side == FixedSide.ON).any():
        run = run_on_one_side(side, made.groups, RUN)[0] != 0
        problems += told("rule2", case.column("rule2"), run * 1.0)
    return problems


def _made(case: Case) -> Made:
    values = case.series.counts
    if case.series.denominators is not None:
        values = values / case.series.denominators
    medians = case.options.get("x_central_line_uses") == Middle.MEDIAN
    of_medians = medians or case.options.get("moving_range_uses") == Middle.MEDIAN
    how = XmR(
        scaling=constants.MEDIAN_SCALING if of_medians else constants.WHEELER_SCALING,
        centre=Middle.MEDIAN if medians else Middle.MEAN,
        ranges=Middle.MEDIAN if of_medians else Middle.MEAN,
    )
    groups = one_group_a_series(values.shape)
    counted = groups.place() < (case.options.get("subset_end_index") or values.shape[1])
    centre, reach = xmr_lines(values, groups, counted, how)
    return Made(
        values=values,
        groups=groups,
        centre_line=float(centre[0]),
        average_range=float(reach[0]) / how.scaling,
        how=how,
    )
