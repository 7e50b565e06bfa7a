"""What the next value would be like if nothing changed, and how likely it lies beyond a line.

Not a forecast: the level of the newest process and its noise, carried on by one point. Knows
no run, trend or step; what the line is, is said by whoever asks.

Method: of counts the predictive distribution of `lines.exact`; of other numbers a normal one
on the sigma of an XmR chart, mean moving range over 1.128 (Wheeler, *Understanding Variation*).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np

from copperplate.spc.arrays import Columns
from copperplate.spc.constants import HALF_A_COUNT, RANGE_TO_SIGMA
from copperplate.spc.given import Given
from copperplate.spc.groups import groups_of, neighbour_ranges
from copperplate.spc.lines.exact import count_tails
from copperplate.spc.lines.model import something
from copperplate.spc.standing import Codes, FixedSide, is_on
from copperplate.spc.sums import Array, Flags

UNKNOWN = ("mr", "t")
"""Charts of ranges and of times: neither is a count or near normal, and nothing is said."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class NextValue(Columns):
    """The next value of each series, if nothing changed; arrays of shape (n_series,).

    Attributes:
        level: In the unit of the values plotted; NaN where the process holds none.
        over: What the next value will be divided by: as the newest one that is known.
        is_count: Whether it is a count; else it is taken as normal.
        expected: Of a count: the count expected.
        ratio: Of a count: its variance over its expectation.
        spread: Of other numbers: the standard deviation. In both the level's own uncertainty
            is included.
    """

    level: Array
    over: Array
    is_count: Flags
    expected: Array
    ratio: Array
    spread: Array

    def beyond(self, lines: Array, side: Codes) -> Array:
        """Return how likely the next value lies beyond a line; a value on it does not.

        Args:
            lines: Shape (n_series,), in the unit of the values plotted; NaN for none.
            side: Shape (n_series,): codes of `FixedSide`.

        Returns:
            Shape (n_series,); NaN where there is no line, no side, or no process to go by.
        """
        above = side == FixedSide.ABOVE
        asked = (above | (side == FixedSide.BELOW)) & ~np.isnan(lines) & ~np.isnan(self.level)
        found = np.full(len(lines), np.nan)
        counts, others = asked & self.is_count, asked & ~self.is_count
        found[counts] = self._counts_beyond(lines, above, counts)
        with np.errstate(invalid="ignore", divide="ignore"):
            away = np.where(above, lines - self.level, self.level - lines) / self.spread
        # A process that never varies stays on its level, and a value on a line is not beyond it.
        away[(self.spread == 0) & is_on(lines, self.level)] = np.inf
        found[others] = [erfc(one / sqrt(2)) / 2 for one in away[others]]
        return found

    def _counts_beyond(self, lines: Array, above: Flags, where: Flags) -> Array:
        line, up = (lines * self.over)[where], above[where]
        expected, ratio = self.expected[where], self.ratio[where]
        whole = np.rint(line)
        line = np.where(is_on(line, whole), whole, line)
        first = np.where(up, np.floor(line) + 1, np.ceil(line) - 1)
        below, onward = count_tails(expected, ratio, np.maximum(first, 0.0))
        return np.where(up, np.where(first > 0, onward, 1.0), np.where(first < 0, 0.0, below))


def next_values(
    given: Given, values: Array, process: np.ndarray, made_by: Flags, chart: str
) -> NextValue:
    """Return what the next value of each series would be like if nothing changed.

    Args:
        given: What was handed over, of these series.
        values: Shape (n_series, n_points): as plotted.
        process: The same shape: the number of each point's process.
        made_by: The same shape: points that make the lines drawn.
        chart: Name of a chart type.
    """
    over = np.ones(values.shape) if given.over is None else something(given.over)
    known = ~np.isnan(given.values) & ~np.isnan(over) & ~np.isnan(values)
    kept = known & made_by & (process == process[:, -1:])
    points = kept.sum(axis=1)
    counts = np.where(kept, given.values, 0.0)
    total, total_over = counts.sum(axis=1), np.where(kept, over, 0.0).sum(axis=1)
    broken = (given.values < 0) | (given.values % 1 > 0)
    newest_over = _newest(over)
    with np.errstate(invalid="ignore", divide="ignore"):
        level = np.where(chart in UNKNOWN, np.nan, total / total_over)
        share = newest_over / total_over
        ratio = _dispersion(given, counts, np.where(kept, over, 0.0), points) * (1 + share)
        expected = (total + HALF_A_COUNT) * share
        spread = _sigma(values, process, kept) * np.sqrt(1 + 1 / points)
    return NextValue(
        level=level,
        over=newest_over,
        is_count=np.asarray(~broken.any(axis=1)),
        expected=expected,
        ratio=ratio,
        spread=spread,
    )


def _dispersion(given: Given, counts: Array, over: Array, points: np.ndarray) -> Array:
    """Return the variance of counts over their mean: as said, else each series' own."""
    if given.dispersion is not None:
        return given.dispersion
    rate = counts.sum(axis=1) / over.sum(axis=1)
    expected = rate[:, None] * over
    off = ((counts - expected) ** 2).sum(axis=1) / expected.sum(axis=1)
    own = off * points / (points - 1)
    return np.where(own > 1, own, 1.0)


def _sigma(values: Array, process: np.ndarray, kept: Flags) -> Array:
    ranges = neighbour_ranges(values, groups_of(process), kept)
    ranged = ~np.isnan(ranges)
    sigma: Array = np.where(ranged, ranges, 0.0).sum(axis=1) / ranged.sum(axis=1) / RANGE_TO_SIGMA
    return sigma


def _newest(amounts: Array) -> Array:
    """Return the newest known amount of each series; NaN where there is none."""
    if not amounts.shape[1]:
        return np.full(len(amounts), np.nan)
    known = ~np.isnan(amounts)
    last = amounts.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
    found: Array = amounts[np.arange(len(amounts)), last]
    return found
