"""The newest counts of many series, beside what the counts before them make expect.

How unlikely each is, on which side it lies, and how many before it lie there too. Knows
nothing of how many series there are: what is a discovery is decided elsewhere.

Method: predictive tails as of `lines.exact`; strength as of `evidence`, against a level that
is known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copperplate.spc.constants import HALF_A_COUNT
from copperplate.spc.given import Given
from copperplate.spc.groups import one_group_a_series
from copperplate.spc.lines.exact import count_tails, pooled_dispersion
from copperplate.spc.standing import Codes, sides_of
from copperplate.spc.sums import Array, Counts, Flags


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Newest:
    """What newest counts are judged by; arrays of shape (n_series,) unless said otherwise.

    Attributes:
        counts: Shape (n_series, n_points); NaN where missing.
        over: The same shape: what they are over.
        known: The same shape: where there is a count over something, since the newest level
            began.
        points: How many counts there are before the newest.
        average: What they average to; NaN where there is none.
        level: The same with half a count more, which a chance is worked out from.
        dispersion: Variance of counts over their mean.
    """

    counts: Array
    over: Array
    known: Flags
    points: Counts
    average: Array
    level: Array
    dispersion: Array

    @property
    def expected(self) -> Array:
        """What the average makes of the newest denominator; NaN where there is none to judge."""
        return np.where(self.judged, self.average * self.over[:, -1], np.nan)

    @property
    def judged(self) -> Flags:
        """Where there is a newest count, and one before it."""
        found: Flags = self.known[:, -1] & (self.points > 0)
        return found

    @classmethod
    def of(cls, given: Given, dispersion: Array | None) -> Newest:
        """Return what the counts before the newest say of it.

        Args:
            given: Counts, and what they are over.
            dispersion: Shape (n_series,); None pools it over all series.
        """
        counts = given.values
        over = np.ones(counts.shape) if given.over is None else given.over
        known = ~np.isnan(counts) & (np.nan_to_num(over) > 0)
        process = np.cumsum(given.rebase_at, axis=1)
        known &= process == process[:, -1:]
        before = known & ~given.excluded
        before[:, -1] = False
        if dispersion is None:
            groups = one_group_a_series(counts.shape)
            dispersion = pooled_dispersion(counts, over, groups, before)
        total = np.where(before, counts, 0.0).sum(axis=1)
        chances = np.where(before, over, 0.0).sum(axis=1)
        chances[~before.any(axis=1)] = np.nan
        return cls(
            counts=counts,
            over=over,
            known=known,
            points=before.sum(axis=1),
            average=total / chances,
            level=(total + HALF_A_COUNT) / chances,
            dispersion=dispersion,
        )

    def unlikely(self) -> tuple[Array, Codes]:
        """Return how unlikely each newest count is on both sides, and on which it lies."""
        p = np.full(len(self.counts), np.nan)
        side = np.zeros(len(self.counts), dtype=np.int8)
        judged = self.judged
        expected = (self.level * self.over[:, -1])[judged]
        variance = self.dispersion[judged] * (1 + 1 / self.points[judged])
        below, above = count_tails(expected, variance, self.counts[judged, -1])
        p[judged] = np.minimum(1.0, 2 * np.minimum(below, above))
        side[judged] = np.where(above < below, 1, -1)
        return p, side

    def lasting(self, side: Codes) -> tuple[Counts, Array]:
        """Return how many of the newest counts in a row lie on a side, and how strongly."""
        expected = self.average[:, None] * self.over
        on_side = self.known & (sides_of(self.counts, expected) == side[:, None])
        ended = self.known & ~on_side
        run = on_side & ~np.logical_or.accumulate(ended[:, ::-1], axis=1)[:, ::-1]
        run[side == 0] = False
        counted = np.where(run, self.counts, 0.0).sum(axis=1)
        awaited = self.level * np.where(run, self.over, 0.0).sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            gained = np.where(counted > 0, counted * np.log(counted / awaited), 0.0)
        strength = 2 * (gained - (counted - awaited)) / self.dispersion
        strength[side == 0] = np.nan
        return run.sum(axis=1), strength
