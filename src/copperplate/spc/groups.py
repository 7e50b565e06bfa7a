"""Points gathered into processes: sums and means of each, for many series in one pass.

A process is the same number in `number` along one series. Knows no limit and no rule.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copperplate.spc.sums import Array, Counts, Flags


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Groups:
    """Which process each point lies in.

    Attributes:
        at: Shape (n_series, n_points): the group of each point, counted through all series.
        size: How many groups there are.
    """

    at: Counts
    size: int

    def total(self, amounts: Array, where: Flags) -> Array:
        """Return the sum of some amounts in each group; exact for whole numbers.

        Args:
            amounts: Shape (n_series, n_points).
            where: The same shape; what is elsewhere, NaN too, adds nothing.
        """
        summed = np.bincount(self.at[where], weights=amounts[where], minlength=self.size)
        return summed.astype(np.float64)

    def number(self, where: Flags) -> Counts:
        """Return how many points of each group are somewhere."""
        return np.bincount(self.at[where], minlength=self.size)

    def mean(self, amounts: Array, where: Flags) -> Array:
        """Return the mean of some amounts in each group; NaN where it has none there."""
        with np.errstate(invalid="ignore", divide="ignore"):
            means: Array = self.total(amounts, where) / self.number(where)
        return means

    def median(self, amounts: Array, where: Flags) -> Array:
        """Return the median of some amounts in each group; NaN where it has none there."""
        order = np.lexsort((amounts[where], self.at[where]))
        sorted_amounts, held = amounts[where][order], self.number(where)
        after = np.cumsum(held)
        found = np.full(self.size, np.nan)
        known = held > 0
        low = (after - held + (held - 1) // 2)[known]
        high = (after - held + held // 2)[known]
        found[known] = (sorted_amounts[low] + sorted_amounts[high]) / 2
        return found

    def spread(self, of_groups: Array) -> Array:
        """Return what holds of each group at each of its points."""
        return of_groups[self.at]

    def starts(self) -> Flags:
        """Return where a group begins."""
        begins = np.ones(self.at.shape, dtype=np.bool_)
        begins[:, 1:] = self.at[:, 1:] != self.at[:, :-1]
        return begins

    def place(self) -> Counts:
        """Return the place of each point in its group, from 0."""
        points = np.broadcast_to(np.arange(self.at.shape[1]), self.at.shape)
        begins = np.where(self.starts(), points, 0)
        found: Counts = points - np.maximum.accumulate(begins, axis=1)
        return found


def groups_of(number: NDArray[np.integer]) -> Groups:
    """Return the groups of numbered processes.

    Args:
        number: Shape (n_series, n_points): the number of the process each point lies in,
            from 0, never falling along a series.
    """
    held = number[:, -1].astype(np.int64) + 1 if number.size else np.zeros(len(number), np.int64)
    before = np.cumsum(held) - held
    return Groups(at=before[:, None] + number, size=int(held.sum()))


def one_group_a_series(shape: tuple[int, ...]) -> Groups:
    """Return the groups of series that are one process each; shape (n_series, n_points)."""
    return groups_of(np.zeros(shape, dtype=np.int64))


def neighbour_ranges(values: Array, groups: Groups, counted: Flags) -> Array:
    """Return the distance of each counted value from the counted value before it.

    Args:
        values: Shape (n_series, n_points); NaN where missing.
        groups: No range crosses from one to the next.
        counted: Points that enter the limits. Others are passed over, as if they were not
            there; a missing value is not passed over: no range is taken across it.

    Returns:
        The same shape; NaN where there is no range.
    """
    before, fits = neighbour_places(values, groups, counted)
    rows = np.arange(len(values))[:, None]
    return np.where(fits, np.abs(values - values[rows, before]), np.nan)


def neighbour_places(values: Array, groups: Groups, counted: Flags) -> tuple[Counts, Flags]:
    """Return where the counted value before each counted value lies, and whether there is one.

    Args:
        values: Shape (n_series, n_points); NaN where missing.
        groups: As for `neighbour_ranges`.
        counted: As for `neighbour_ranges`.
    """
    missing = np.isnan(values)
    kept = counted & ~missing
    points = np.broadcast_to(np.arange(values.shape[1]), values.shape)
    last = np.maximum.accumulate(np.where(kept | missing | groups.starts(), points, 0), axis=1)
    before = np.empty_like(last)
    before[:, :1], before[:, 1:] = 0, last[:, :-1]
    rows = np.arange(len(values))[:, None]
    fits = kept & kept[rows, before] & (groups.at[rows, before] == groups.at) & (points > before)
    return before, fits
