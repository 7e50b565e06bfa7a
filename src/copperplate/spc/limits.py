"""Centre line and natural process limits of an XmR chart.

Numbers in, limits out. Knows nothing of runs, steps or drawing, and never decides whether
there are enough points to publish: it says how many there were.
Method and constant: Wheeler, *Understanding Variation*; see docs/reference/spc/sfn.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from copperplate.spc.arrays import Columns
from copperplate.spc.constants import WHEELER_SCALING
from copperplate.spc.exceptions import WrongShape
from copperplate.spc.frames import unframed
from copperplate.spc.reading import numbers_of
from copperplate.spc.sums import Array, Flags, ProcessSums


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Limits(Columns):
    """The range routine variation is expected to stay within.

    Attributes:
        centre_line: The mean of the values.
        lower: May be negative; whether to show it is the drawer's business.
        upper: In the unit of the values, as are the other two; NaN where there are too few.
        trial: Whether the limits come from few points. False where there are none.
    """

    centre_line: Array
    lower: Array
    upper: Array
    trial: Flags

    @classmethod
    def blank(cls, shape: tuple[int, int]) -> Limits:
        """Return limits still to be written."""
        return cls(
            centre_line=np.empty(shape),
            lower=np.empty(shape),
            upper=np.empty(shape),
            trial=np.empty(shape, dtype=np.bool_),
        )

    def times(self, factor: float | Array) -> Limits:
        """Return the limits in another unit, so many to one of this."""
        return Limits(
            centre_line=self.centre_line * factor,
            lower=self.lower * factor,
            upper=self.upper * factor,
            trial=self.trial,
        )

    def write_rows(self, rows: slice, other: Limits) -> None:
        """Write other limits into some of my rows."""
        self.centre_line[rows] = other.centre_line
        self.lower[rows] = other.lower
        self.upper[rows] = other.upper
        self.trial[rows] = other.trial


def limits_of(
    sums: ProcessSums, *, scaling: float, fewest: int = 0, fewest_for_full: int = 0
) -> Limits:
    """Return the limits of processes from their sums.

    Args:
        sums: Of any shape.
        scaling: Average moving ranges from the centre line to a limit.
        fewest: Values a process needs to be given limits.
        fewest_for_full: Values under which its limits are trial limits.

    Returns:
        Arrays of the sums' shape.
    """
    centre_line = sums.means
    with np.errstate(invalid="ignore", divide="ignore"):
        reach = scaling * (sums.range_total / sums.ranges)
    known = (sums.values >= fewest) & (sums.ranges > 0)
    return Limits(
        centre_line=centre_line,
        lower=np.where(known, centre_line - reach, np.nan),
        upper=np.where(known, centre_line + reach, np.nan),
        trial=known & (sums.values < fewest_for_full),
    )


def moving_ranges(values: Array) -> Array:
    """Return the distance of each value from the one before it.

    Args:
        values: Shape (..., n_points), oldest first; NaN where missing.

    Returns:
        The same shape. NaN at the first point and on either side of a missing one: no
        range is taken across a gap.

    Example:
        >>> moving_ranges(np.array([10, 12, 11, np.nan, 14, 13])).tolist()
        [nan, 2.0, 1.0, nan, nan, 1.0]
    """
    ranges = np.full(values.shape, np.nan)
    ranges[..., 1:] = np.abs(np.diff(values, axis=-1))
    return ranges


def natural_process_limits(values: Any, *, scaling: float = WHEELER_SCALING) -> Limits:
    """Return the centre line and natural process limits of one process.

    The limits show the range routine variation is expected to stay within; they are not
    targets and not confidence intervals.

    Args:
        values: One number a period, oldest first, no period left out. Shape (n_points,) or
            (n_series, n_points), or a frame of pandas or polars. Unit: the measure's own. NaN
            means no value; no moving range is taken across it.
        scaling: Average moving ranges from the centre line to a limit.

    Returns:
        Limits of shape () or (n_series,); NaN where there is no moving range to take.
        `trial` is False throughout: how many points are enough is the rule set's business.

    Raises:
        WrongShape: `values` is neither one series nor many.
        NotNumbers, NotFinite: As of `control_charts`.

    Source:
        Wheeler, *Understanding Variation*, "XmR charts": mean ± 2.66 × average moving range.

    Example:
        >>> limits = natural_process_limits([10, 12, 11, 13, 14])
        >>> limits.centre_line.item(), round(limits.lower.item(), 2), round(limits.upper.item(), 2)
        (12.0, 8.01, 15.99)

        Moving ranges 2, 1, 2, 1; their average 1.5; 12 ± 2.66 × 1.5. The example shows
        arithmetic; five points are far too few to publish.
    """
    given = numbers_of("the values", unframed(values, {}).values)
    given = given[0] if np.ndim(values) == 1 and given.ndim == 2 else given
    if given.ndim not in (1, 2):
        raise WrongShape(f"the values have {given.ndim} dimensions; give one series or a table.")
    ranges = moving_ranges(given)
    sums = ProcessSums(
        total=np.nansum(given, axis=-1),
        values=np.asarray((~np.isnan(given)).sum(axis=-1)),
        range_total=np.nansum(ranges, axis=-1),
        ranges=np.asarray((~np.isnan(ranges)).sum(axis=-1)),
    )
    return limits_of(sums, scaling=scaling)
