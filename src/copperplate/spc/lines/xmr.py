"""XmR limits of processes: mean (or median) and so many average moving ranges to each side.

Method: Wheeler, *Understanding Variation*. Which constants, whether large ranges are
screened and what the centre is are the caller's: tools differ, and a rule set says.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from copperplate.spc import constants
from copperplate.spc.groups import Groups, neighbour_ranges
from copperplate.spc.sums import Array, Flags


class Middle(StrEnum):
    """What stands for the usual: the mean, or the median."""

    MEAN = "mean"
    MEDIAN = "median"


@dataclass(frozen=True, kw_only=True, slots=True)
class XmR:
    """How XmR limits are made.

    Attributes:
        scaling: Average (or median) moving ranges from the centre line to a limit.
        centre: What the centre line is.
        ranges: What of the moving ranges is taken.
        screenings: How many times large ranges are left out; None for until none is left.
    """

    scaling: float = constants.WHEELER_SCALING
    centre: Middle = Middle.MEAN
    ranges: Middle = Middle.MEAN
    screenings: int | None = 0


def xmr_lines(values: Array, groups: Groups, counted: Flags, how: XmR) -> tuple[Array, Array]:
    """Return the centre line and the reach of the limits of every process.

    Args:
        values: Shape (n_series, n_points); NaN where missing.
        groups: The processes.
        counted: Points that enter the limits.
        how: Constants, centre, screening.

    Returns:
        Two arrays, one number a group: the centre line, NaN without a value; and the
        distance from it to either limit, NaN without a moving range.
    """
    kept = counted & ~np.isnan(values)
    middles = {Middle.MEAN: groups.mean, Middle.MEDIAN: groups.median}
    centre = middles[how.centre](values, kept)
    ranges = neighbour_ranges(values, groups, kept)
    ranged = screened(ranges, groups, ~np.isnan(ranges), how.screenings)
    return centre, how.scaling * middles[how.ranges](ranges, ranged)


def screened(
    ranges: Array,
    groups: Groups,
    ranged: Flags,
    times: int | None,
    *,
    largest: float = constants.LARGEST_RANGE,
) -> Flags:
    """Return which moving ranges stay when large ones are left out.

    A range is large when it lies on or beyond so many times the mean of those that stay. A
    process whose ranges are all nothing keeps them: there is none to leave out.

    Args:
        ranges: Shape (n_series, n_points).
        groups: The processes.
        ranged: Where there is a range.
        times: How often to look; None for until none is left out.
        largest: Means of those that stay, from which a range is large.
    """
    stays = ranged
    looked = 0
    while times is None or looked < times:
        bound = largest * groups.mean(ranges, stays)
        bound = np.where(bound > 0, bound, np.inf)
        with np.errstate(invalid="ignore"):
            fewer = stays & (ranges < groups.spread(bound))
        looked += 1
        if (fewer == stays).all():
            break
        stays = fewer
    return stays
