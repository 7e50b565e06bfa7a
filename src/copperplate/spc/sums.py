"""What limits are made from: sums of values and of moving ranges, exact for counts.

Many processes at a time, added to point by point. Knows no constant, run or limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from copperplate.spc.arrays import Columns

Array = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ProcessSums(Columns):
    """The sums of processes; all four of one shape, grown in place.

    Whole numbers add up exactly in float64 up to 2 ** 53, so means of counts are the
    nearest float to the true mean whatever the order.

    Attributes:
        total: The sum of the values of each process.
        values: How many there are.
        range_total: The sum of the moving ranges inside each process.
        ranges: How many there are.
    """

    total: Array
    values: Counts
    range_total: Array
    ranges: Counts

    @classmethod
    def nothing(cls, *shape: int) -> ProcessSums:
        """Return the sums of processes without a point."""
        return cls(
            total=np.zeros(shape),
            values=np.zeros(shape, dtype=np.int64),
            range_total=np.zeros(shape),
            ranges=np.zeros(shape, dtype=np.int64),
        )

    @property
    def means(self) -> Array:
        """The mean of each process; NaN where it holds no value."""
        with np.errstate(invalid="ignore", divide="ignore"):
            means: Array = self.total / self.values
        return means

    def add(self, values: Array, ranges: Array) -> None:
        """Add a value and a moving range to each process; NaN adds nothing."""
        known, ranged = ~np.isnan(values), ~np.isnan(ranges)
        self.total[:] += np.where(known, values, 0.0)
        self.values[:] += known
        self.range_total[:] += np.where(ranged, ranges, 0.0)
        self.ranges[:] += ranged

    def become(self, other: ProcessSums, *, where: Flags) -> None:
        """Take over the sums of others at some places."""
        for mine, theirs in self._pairs(other):
            np.copyto(mine, theirs, where=where)

    def write_rows(self, rows: int | Counts, other: ProcessSums) -> None:
        """Write the sums of others into one or several of my rows."""
        for mine, theirs in self._pairs(other):
            mine[rows] = theirs

    def turned(self) -> ProcessSums:
        """Return the same sums with their two axes exchanged."""
        return ProcessSums(**{field.name: getattr(self, field.name).T for field in fields(self)})

    def _pairs(self, other: ProcessSums) -> Iterator[tuple[NDArray[np.generic], ...]]:
        return ((getattr(self, one.name), getattr(other, one.name)) for one in fields(self))
