"""Exact limits for small counts: of the counts that could come next, the few rarest.

A Poisson or negative binomial count is skewed and whole; three standard deviations miss both.
The limits are quantiles of the next count, given that the level is known only from the points
there are. How much the counts vary more than Poisson comes from elsewhere: pooled over the
series charted together, or passed in.

Method: the predictive distribution of a negative binomial count with mean (S + ½) / n and the
variance of a count around an estimated level. Tails as a normal chart's: 0.00135 beyond three
sigma. Held by simulation to within twice that, and half of what whole counts can attain, for
means from 0.3 to 100: docs/reference/spc/small-counts.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np

from copperplate.spc.constants import (
    FAR_OUT,
    HALF_A_COUNT,
    LARGEST_EXACT_MEAN,
    LARGEST_RATIO,
    SIGMAS,
)
from copperplate.spc.groups import Groups
from copperplate.spc.lines.model import Lines, Plotted
from copperplate.spc.sums import Array, Flags


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ExactLines(Lines):
    """Lines of small counts; arrays of shape (n_series, n_points).

    Attributes:
        expected: The count expected at each point.
        variance: Of the next count, in its expectations: how uncertain the level is included.
        denominators: What counts are over.
    """

    expected: Array
    variance: Array
    denominators: Array

    def at(self, share: float = 1.0) -> tuple[Array, Array]:
        """Return the quantiles a normal chart's line at that share would leave beyond it."""
        tail = erfc(SIGMAS * share / sqrt(2)) / 2
        lower, upper = _by_distinct(self.expected, self.variance, tail)
        return lower / self.denominators, upper / self.denominators


def exact_lines(given: Plotted, dispersion: Array) -> Lines:
    """Return the lines of small counts, or of small counts over denominators.

    Args:
        given: The counts.
        dispersion: Shape (n_series,): variance of the counts over their mean, 1 or more.
    """
    groups, kept = given.groups, given.kept
    with np.errstate(invalid="ignore", divide="ignore"):
        chances = groups.total(given.denominators, kept)
        points = groups.number(kept)
        rate = (groups.total(given.counts, kept) + HALF_A_COUNT) / chances
        centre = groups.total(given.counts, kept) / chances
        unsure = 1 + 1 / np.where(points > 0, points, np.nan)
    expected = groups.spread(rate) * given.denominators
    variance = dispersion[:, None] * groups.spread(unsure)
    lines = ExactLines(
        centre_line=groups.spread(centre),
        reach=np.zeros(expected.shape),
        floor=0.0,
        expected=expected,
        variance=variance,
        denominators=given.denominators,
    )
    _, upper = lines.at()
    return ExactLines(
        centre_line=lines.centre_line,
        reach=upper - lines.centre_line,
        floor=0.0,
        expected=expected,
        variance=variance,
        denominators=given.denominators,
    )


def pooled_dispersion(
    counts: Array, denominators: Array | None, groups: Groups, counted: Flags
) -> Array:
    """Return how much counts vary over what Poisson counts would, the same for every series.

    Pearson's statistic over its degrees of freedom, added up over all series; never below 1.

    Returns:
        Shape (n_series,).
    """
    over = np.ones(counts.shape) if denominators is None else denominators
    kept = counted & ~np.isnan(counts) & (np.nan_to_num(over) > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = groups.total(counts, kept) / groups.total(over, kept)
        expected = groups.spread(rate) * over
        off = np.where(kept & (expected > 0), (counts - expected) ** 2, 0.0).sum()
        all_expected = np.where(kept, expected, 0.0).sum()
    held = groups.number(kept)
    free = np.maximum(held - 1, 0).sum() / max(int(held.sum()), 1)
    ratio = off / (all_expected * free) if all_expected > 0 and free > 0 else 1.0
    return np.full(len(counts), max(float(ratio), 1.0))


def _by_distinct(expected: Array, variance: Array, tail: float) -> tuple[Array, Array]:
    """Return limits of each point; points that expect the same are worked out once."""
    pairs = np.stack([expected.ravel(), variance.ravel()], axis=1)
    distinct, back = np.unique(pairs, axis=0, return_inverse=True)
    lower, upper = count_limits(distinct[:, 0], distinct[:, 1], tail)
    back = back.reshape(-1)
    return lower[back].reshape(expected.shape), upper[back].reshape(expected.shape)


def count_limits(expected: Array, variance: Array, tail: float) -> tuple[Array, Array]:
    """Return the smallest and largest counts that are not among the rarest.

    Args:
        expected: Shape (n,): expected counts; NaN where nothing is expected.
        variance: Shape (n,): variance over expectation; 1 is Poisson.
        tail: Probability beyond each limit, at most.

    Returns:
        Lower and upper limits: a count below the one, or above the other, is outside. Above
        `LARGEST_EXACT_MEAN` the count is as good as normal, and so are its limits.

    Example:
        >>> lower, upper = count_limits(np.array([1.0, 20.0]), np.array([1.0, 1.0]), 0.00135)
        >>> lower.tolist(), upper.tolist()
        ([0.0, 8.0], [5.0, 35.0])
    """
    lower, upper = np.full(expected.shape, np.nan), np.full(expected.shape, np.nan)
    with np.errstate(invalid="ignore"):
        small = expected <= LARGEST_EXACT_MEAN
        large = expected > LARGEST_EXACT_MEAN
    away = SIGMAS * np.sqrt(expected * variance)
    lower[large], upper[large] = (expected - away)[large], (expected + away)[large]
    unit = _unit(variance[small])
    mean, ratio = expected[small] / unit, variance[small] / unit
    size, chance = _first_chance(mean, ratio)
    reached = np.zeros(mean.shape)
    least, most = np.full(mean.shape, np.nan), np.full(mean.shape, np.nan)
    count = 0
    while np.isnan(most).any():
        least[np.isnan(least) & (reached + chance > tail)] = count
        reached = reached + chance
        most[np.isnan(most) & (1 - reached <= tail)] = count
        chance = chance * _grown(size, ratio, mean, count)
        count += 1
    lower[small], upper[small] = least * unit, (most + 1) * unit - 1
    return lower, upper


def count_tails(expected: Array, variance: Array, counts: Array) -> tuple[Array, Array]:
    """Return how likely a count as low, and a count as high, is.

    Args:
        expected: Shape (n,): expected counts, above 0.
        variance: Shape (n,): variance over expectation; 1 is Poisson.
        counts: Shape (n,): the counts; a fraction is taken as the whole count below it.

    Returns:
        The chance of that count or fewer, and of that count or more. Above
        `LARGEST_EXACT_MEAN` those of a normal count with the skew and the long tail of this one.
        Of counts `FAR_OUT` and more, of the count there: nothing is left to add up so far
        out, and a stray value must not cost a million terms.

    Example:
        >>> below, above = count_tails(np.array([1.0]), np.array([1.0]), np.array([5.0]))
        >>> below.round(6).tolist(), above.round(6).tolist()
        ([0.999406], [0.00366])
    """
    large = expected > LARGEST_EXACT_MEAN
    unit = np.where(large, 1.0, _unit(variance))
    mean, ratio = expected / unit, variance / unit
    most = mean + FAR_OUT * (np.sqrt(mean * ratio) + ratio)
    whole = np.floor(np.where(large, 0.0, np.minimum(counts / unit, most)))
    size, chance = _first_chance(mean, ratio)
    below, above = np.zeros(expected.shape), np.ones(expected.shape)
    least = np.zeros(expected.shape)
    for count in range(int(whole.max(initial=0.0)) + 1):
        here, up_to = whole == count, count <= whole
        above[here], least[here] = 1 - below[here], chance[here]
        below = below + np.where(up_to, chance, 0.0)
        chance = chance * _grown(size, ratio, mean, count)
    far = ~large & (whole > mean)
    above[far] = _added_up(least[far], size[far], ratio[far], mean[far], whole[far])
    above[large] = _normal_above(expected[large], variance[large], counts[large] - 0.5)
    below[large] = 1 - _normal_above(expected[large], variance[large], counts[large] + 0.5)
    return below, above


def _unit(ratio: Array) -> Array:
    """Return how many counts are taken together, 1 or more, so that not too many are added up."""
    return np.maximum(np.ceil(ratio / LARGEST_RATIO), 1.0)


def _normal_above(mean: Array, ratio: Array, value: Array) -> Array:
    """Return how likely a count above a value is: normal, corrected for skew and long tails.

    Cornish and Fisher (1938), their first two corrections.
    """
    off = (value - mean) / np.sqrt(mean * ratio)
    skew = (2 * ratio - 1) / np.sqrt(mean * ratio)
    long = (6 * (ratio - 1) + 1 / ratio) / mean
    straight = (
        off
        - skew * (off**2 - 1) / 6
        - long * (off**3 - 3 * off) / 24
        + skew**2 * (4 * off**3 - 7 * off) / 36
    )
    return np.array([erfc(one / sqrt(2)) / 2 for one in straight])


def _first_chance(mean: Array, ratio: Array) -> tuple[Array, Array]:
    """Return the size of a negative binomial count (0 for Poisson), and the chance of none."""
    spread = ratio > 1 + 1e-12
    size = np.where(spread, mean / np.where(spread, ratio - 1, 1.0), 0.0)
    none = np.where(spread, np.exp(-size * np.log(np.where(spread, ratio, 1.0))), np.exp(-mean))
    return size, none


def _added_up(chance: Array, size: Array, ratio: Array, mean: Array, count: Array) -> Array:
    """Return the chance of counts above the mean, or more: all added up, so that none rounds away.

    One less the chance of fewer is right to sixteen places, and such a chance may be smaller.
    """
    total, one, nothing = chance.copy(), chance, np.finfo(np.float64).eps
    while one.any():
        one = one * _grown(size, ratio, mean, count)
        # Each adds up as long as it would alone, however long the others take.
        one = np.where(one > total * nothing, one, 0.0)
        total, count = total + one, count + 1
    return total


def _grown(size: Array, ratio: Array, mean: Array, count: int | Array) -> Array:
    """Return the chance of the next count over that of a count."""
    spread = ratio > 1 + 1e-12
    return np.where(spread, (count + size) * (1 - 1 / ratio), mean) / (count + 1)
