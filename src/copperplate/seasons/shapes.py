"""The shape of a year in counts of many areas: fitted with their levels and their steps.

Knows counts, months and which series belong together; no offence, no area, no chart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copperplate.seasons.levels import levels
from copperplate.seasons.months import Months
from copperplate.seasons.pooling import between, own_share
from copperplate.spc.evidence import evidence_of
from copperplate.spc.sums import Array, Counts, Flags

ROUNDS = 3
"""How often levels and steps are found again around a better shape."""

TURNS = 25
"""How often, at most, shape and level are fitted to one another in a round."""

CLOSE = 1e-9
"""A shape that moves less than this from one turn to the next has been found."""

FEWEST_YEARS = 2
"""Times each part of the year must have been seen in a family: once says nothing of a season."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Fitted:
    """The shapes of one family of series.

    Attributes:
        pooled: Shape (n_parts,): the year its members share; the mean of a year is 1.
        shape: Shape (n_series, n_parts): the year of each member.
        own: Shape (n_series,): how much of its own year each member keeps, on average.
        steps: Shape (n_series, n_points): where a level begins the shape was fitted with.
        dispersion: The variance of the counts over their mean, all members taken together.
        known: Whether there was enough to find a season in.
    """

    pooled: Array
    shape: Array
    own: Array
    steps: Flags
    dispersion: float
    known: bool


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Family:
    """Counts of one family; arrays of shape (n_series, n_points).

    Attributes:
        counts: NaN where missing.
        over: What they are counted over, the length of the period included.
        kept: Where a count says something of the season.
        months: The periods, shape (n_points,).
    """

    counts: Array
    over: Array
    kept: Flags
    months: Months

    @property
    def often_enough(self) -> bool:
        """Whether every part of the year was seen in more than one year."""
        seen = np.zeros(self.months.parts, dtype=np.int64)
        np.add.at(seen, self.months.part[self.kept.any(axis=0)], 1)
        return bool((seen >= FEWEST_YEARS).all())

    def of(self, rows: Counts) -> Family:
        """Return some of the members."""
        return Family(
            counts=self.counts[rows],
            over=self.over[rows],
            kept=self.kept[rows],
            months=self.months,
        )

    def by_part(self, amounts: Array) -> Array:
        """Return the sums of amounts by part of the year, shape (n_series, n_parts)."""
        found = np.zeros((len(amounts), self.months.parts))
        np.add.at(found.T, self.months.part, np.where(self.kept, amounts, 0.0).T)
        return found


def fitted(family: Family) -> Fitted:
    """Return the shapes of one family of series."""
    members, parts = len(family.counts), family.months.parts
    shape = np.ones((members, parts))
    pooled, own = np.ones(parts), np.zeros(members)
    steps = np.zeros(family.counts.shape, dtype=np.bool_)
    dispersion = 1.0
    if not family.often_enough:
        return Fitted(
            pooled=pooled, shape=shape, own=own, steps=steps, dispersion=dispersion, known=False
        )
    height = np.ones(family.counts.shape)
    for _ in range(ROUNDS):
        for _ in range(TURNS):
            before = shape
            pooled, shape, own, dispersion = _turn(family, shape, height)
            if np.abs(shape - before).max(initial=0.0) < CLOSE:
                break
        judged = np.where(family.kept, family.counts, np.nan)
        expected = family.over * shape[:, family.months.part]
        steps = evidence_of(judged, expected).flags(family.counts.shape)
        height = _heights(family, expected, np.cumsum(steps, axis=1))
    return Fitted(
        pooled=pooled, shape=shape, own=own, steps=steps, dispersion=dispersion, known=True
    )


def _heights(family: Family, expected: Array, process: Counts) -> Array:
    """Return the level between steps, at every point: so that no average of a year spans one."""
    height = np.ones(expected.shape)
    for number in range(int(process.max(initial=0)) + 1):
        here = (process == number) & family.kept
        counted = np.where(here, family.counts, 0.0).sum(axis=1)
        hoped = np.where(here, expected, 0.0).sum(axis=1)
        level = np.where(hoped > 0, counted / np.where(hoped > 0, hoped, 1.0), 0.0)
        height = np.where(process == number, np.maximum(level, 1e-300)[:, None], height)
    return height


def _turn(family: Family, shape: Array, height: Array) -> tuple[Array, Array, Array, float]:
    """Return better shapes: around levels of the shapes there are."""
    part, parts = family.months.part, family.months.parts
    by_shape = family.over * shape[:, part] * height
    level = levels(family.counts, by_shape, family.kept, parts)
    flat = np.nan_to_num(family.over * height * level)
    counted, even = family.by_part(family.counts), family.by_part(flat)
    dispersion = _dispersion(family, flat * shape[:, part])

    ratio, expected = _ratios(counted.sum(axis=0), even.sum(axis=0))
    unsure = dispersion / expected
    pooled = _evened(1 + own_share(between(ratio, unsure, parts - 1), unsure) * (ratio - 1))

    ratios, expecteds = _ratios(counted, even * pooled)
    apart = dispersion / expecteds
    free = (len(counted) - 1) * (parts - 1)
    share = own_share(between(ratios, apart, free), apart)
    shapes = _evened(pooled * (1 + share * (ratios - 1)))
    return pooled, shapes, share.mean(axis=1), dispersion


def _ratios(counted: Array, expected: Array) -> tuple[Array, Array]:
    """Return what was counted over what was expected; 1 where nothing was, which says nothing."""
    hoped = expected > 0
    return np.where(hoped, counted / np.where(hoped, expected, 1.0), 1.0), np.where(
        hoped, expected, 1e-300
    )


def _evened(shape: Array) -> Array:
    """Return shapes whose year has a mean of 1."""
    even: Array = shape / shape.mean(axis=-1, keepdims=True)
    return even


def _dispersion(family: Family, expected: Array) -> float:
    """Return the variance of counts over their mean, never under 1: Pearson's statistic."""
    looked = family.kept & (expected > 0)
    off = np.where(looked, (family.counts - expected) ** 2, 0.0)
    spread = (off / np.where(looked, expected, 1.0)).sum()
    # A level that is the average of a year holds each count in so many parts of itself.
    parts = family.months.parts
    free = looked.sum() * (1 - 1 / parts) - (parts - 1)
    return max(1.0, float(spread / max(free, 1.0)))
