"""Many series at once: which newest values are discoveries, and how many would be by chance.

How unlikely a newest count is, comes from the counts before it, the uncertainty of their
level included. Of hundreds of series some are unlikely every month; discoveries are kept to
a share of false ones, family by family: first which families, then which series in them.

Method: predictive tails as of `lines.exact`; Benjamini and Hochberg (1995); Simes (1986);
families after Benjamini and Bogomolov (2014).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from copperplate.spc.arrays import HoldsArrays
from copperplate.spc.constants import SHARE_OF_FALSE
from copperplate.spc.exceptions import WrongShape
from copperplate.spc.groups import groups_of
from copperplate.spc.lines.exact import count_tails, pooled_dispersion
from copperplate.spc.standing import Codes
from copperplate.spc.sums import Array, Flags


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Discoveries(HoldsArrays):
    """The newest values of many series; arrays of shape (n_series,).

    Attributes:
        p: How unlikely the newest value is, on both sides; NaN where there is none to judge.
        side: 1 above what was expected, -1 below, 0 not judged.
        found: Whether it is a discovery.
        expected_false: How many of the discoveries would be false on average, at most.
    """

    p: Array
    side: Codes
    found: Flags
    expected_false: float

    def ranked(self) -> np.ndarray:
        """Return the numbers of the discoveries, the least likely first."""
        numbers = np.flatnonzero(self.found)
        return numbers[np.argsort(self.p[numbers], kind="stable")]


def discoveries(
    values: ArrayLike,
    *,
    denominators: ArrayLike | None = None,
    families: Sequence[ArrayLike] = (),
    share_of_false: float = SHARE_OF_FALSE,
    dispersion: ArrayLike | None = None,
) -> Discoveries:
    """Return which newest counts of many series cannot be put down to chance.

    Args:
        values: Shape (n_series, n_points): counts, NaN where missing. The last point is
            judged by those before it.
        denominators: The same shape: what counts are over; None for equal chances.
        families: Labels of each series, shape (n_series,) each, from the widest family to
            the narrowest: force, area, neighbourhood. None is one family.
        share_of_false: Of the discoveries, how many may be false on average.
        dispersion: Variance of the counts over their mean, one number or one a series;
            pooled over all the series by default.

    Raises:
        WrongShape: An array is not shaped as said.
    """
    counts = np.atleast_2d(np.asarray(values, dtype=np.float64))
    over = (
        np.ones(counts.shape)
        if denominators is None
        else np.atleast_2d(np.asarray(denominators, dtype=np.float64))
    )
    if over.shape != counts.shape:
        raise WrongShape(f"'denominators' has the shape {over.shape}; the values {counts.shape}.")
    labels = [np.asarray(family) for family in families]
    for family in labels:
        if family.shape != (len(counts),):
            raise WrongShape(f"a family has the shape {family.shape}; ({len(counts)},) is wanted.")
    if dispersion is not None and np.shape(dispersion) not in ((), (len(counts),)):
        raise WrongShape(
            f"'dispersion' has the shape {np.shape(dispersion)}; one number or ({len(counts)},) "
            "is wanted."
        )
    p, side = _unlikely(counts, over, dispersion)
    found = _chosen(p, labels, share_of_false)
    return Discoveries(
        p=p, side=side, found=found, expected_false=share_of_false * int(found.sum())
    )


def _unlikely(counts: Array, over: Array, dispersion: ArrayLike | None) -> tuple[Array, Codes]:
    """Return how unlikely each newest count is on both sides, and on which it lies."""
    before = np.zeros(counts.shape, dtype=np.bool_)
    before[:, :-1] = ~np.isnan(counts[:, :-1]) & (np.nan_to_num(over[:, :-1]) > 0)
    groups = groups_of(np.zeros(counts.shape, dtype=np.int64))
    if dispersion is None:
        ratio = pooled_dispersion(counts, over, groups, before)
    else:
        ratio = np.broadcast_to(np.asarray(dispersion, dtype=np.float64), len(counts))
    points = before.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        level = (np.where(before, counts, 0.0).sum(axis=1) + 0.5) / np.where(before, over, 0.0).sum(
            axis=1
        )
        expected = level * over[:, -1]
        variance = ratio * (1 + 1 / points)
    newest = counts[:, -1]
    judged = ~np.isnan(newest) & np.isfinite(expected) & (expected > 0)
    p, side = np.full(len(counts), np.nan), np.zeros(len(counts), dtype=np.int8)
    below, above = count_tails(expected[judged], variance[judged], newest[judged])
    p[judged] = np.minimum(1.0, 2 * np.minimum(below, above))
    side[judged] = np.where(above < below, 1, -1)
    return p, side


def _chosen(p: Array, families: list[np.ndarray], share: float) -> Flags:
    """Return the discoveries, family by family from the widest to the narrowest."""
    found = np.zeros(len(p), dtype=np.bool_)
    judged = np.flatnonzero(~np.isnan(p))
    if not families:
        found[judged] = benjamini_hochberg(p[judged], share)
        return found
    names = np.unique(families[0][judged])
    members = [judged[families[0][judged] == name] for name in names]
    chosen = benjamini_hochberg(np.array([_simes(p[one]) for one in members]), share)
    within = share * chosen.sum() / max(len(members), 1)
    for one, is_chosen in zip(members, chosen, strict=True):
        if is_chosen:
            inside = np.full(len(p), np.nan)
            inside[one] = p[one]
            found |= _chosen(inside, families[1:], within)
    return found


def benjamini_hochberg(p: Array, share: float) -> Flags:
    """Return which of some p-values are discoveries with at most a share of false ones.

    Example:
        >>> benjamini_hochberg(np.array([0.01, 0.02, 0.03, 0.5]), 0.05).tolist()
        [True, True, True, False]
    """
    order = np.argsort(p, kind="stable")
    kept = np.flatnonzero(p[order] <= share * np.arange(1, len(p) + 1) / max(len(p), 1))
    found = np.zeros(len(p), dtype=np.bool_)
    if len(kept):
        found[order[: kept[-1] + 1]] = True
    return found


def _simes(p: Array) -> float:
    """Return how unlikely it is that nothing in a family has changed."""
    return float((np.sort(p) * len(p) / np.arange(1, len(p) + 1)).min())
