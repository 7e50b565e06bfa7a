"""What every chart type gives: a centre line, and how far its limits reach, at each point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copperplate.spc.groups import Groups, neighbour_ranges
from copperplate.spc.sums import Array, Flags


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Plotted:
    """What a chart is drawn of; arrays of shape (n_series, n_points).

    Attributes:
        values: The plotted values; of counts over denominators, their ratio. NaN is missing.
        counts: What was counted; the values themselves where there is no denominator.
        denominators: What the counts were divided by; ones where there is none.
        groups: Which process each point lies in.
        counted: Points that enter the limits.
        dispersion: Shape (n_series,): variance of counts over their mean, for exact limits.
    """

    values: Array
    counts: Array
    denominators: Array
    groups: Groups
    counted: Flags
    dispersion: Array | None = None

    @property
    def kept(self) -> Flags:
        """Points that enter the limits and have a value."""
        found: Flags = self.counted & ~np.isnan(self.values)
        return found


def plotted_ranges(counts: Array, *, groups: Groups, counted: Flags) -> Plotted:
    """Return the moving ranges of numbers, ready for a chart of them."""
    ranges = neighbour_ranges(counts, groups, np.ones(counts.shape, dtype=np.bool_))
    return plotted(ranges, None, groups=groups, counted=counted)


def plotted(
    counts: Array, denominators: Array | None, *, groups: Groups, counted: Flags
) -> Plotted:
    """Return counts, or counts over denominators, ready for a chart.

    A denominator of nothing leaves no value: 0 of 0 is missing, not 0 %.
    """
    if denominators is None:
        ones = np.ones(counts.shape)
        return Plotted(
            values=counts, counts=counts, denominators=ones, groups=groups, counted=counted
        )
    known = something(denominators)
    return Plotted(
        values=counts / known, counts=counts, denominators=known, groups=groups, counted=counted
    )


def something(denominators: Array) -> Array:
    """Return denominators, NaN where there is nothing to divide by."""
    with np.errstate(invalid="ignore"):
        return np.where(denominators > 0, denominators, np.nan)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Lines:
    """The lines of a chart; arrays of shape (n_series, n_points).

    Attributes:
        centre_line: NaN where a process has no value.
        reach: From the centre line to a limit; NaN where there is none.
        floor: No limit lies below: 0 for counts, minus infinity where nothing holds it.
        ceiling: No limit lies above: 1 for proportions.
    """

    centre_line: Array
    reach: Array
    floor: float = -np.inf
    ceiling: float = np.inf

    def at(self, share: float = 1.0) -> tuple[Array, Array]:
        """Return the lower and upper line at a share of the reach: 2/3 for two sigma."""
        away = share * self.reach
        lower = np.maximum(self.centre_line - away, self.floor)
        return lower, np.minimum(self.centre_line + away, self.ceiling)
