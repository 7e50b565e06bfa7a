"""Which of many p-values are discoveries: all at once, or family by family.

Numbers and labels in, flags out. Knows no count and no chart.
Method: Benjamini and Hochberg (1995); Simes (1986); Benjamini and Bogomolov (2014).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from copperplate.spc.sums import Array, Flags


def chosen(p: Array, families: Sequence[np.ndarray], share: float) -> Flags:
    """Return the discoveries, family by family from the widest to the narrowest.

    Args:
        p: Shape (n,); NaN where there is nothing to judge.
        families: Labels, shape (n,) each; none is one family.
        share: Of the discoveries, how many may be false on average.
    """
    found = np.zeros(len(p), dtype=np.bool_)
    judged = np.flatnonzero(~np.isnan(p))
    if not families:
        found[judged] = benjamini_hochberg(p[judged], share)
        return found
    names = np.unique(families[0][judged])
    members = [judged[families[0][judged] == name] for name in names]
    taken = benjamini_hochberg(np.array([simes(p[one]) for one in members]), share)
    within = share * taken.sum() / max(len(members), 1)
    for one, is_taken in zip(members, taken, strict=True):
        if is_taken:
            inside = np.full(len(p), np.nan)
            inside[one] = p[one]
            found |= chosen(inside, families[1:], within)
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


def simes(p: Array) -> float:
    """Return how unlikely it is that nothing in a family has changed.

    Example:
        >>> simes(np.array([0.04, 0.01, 0.5]))
        0.03
    """
    return float((np.sort(p) * len(p) / np.arange(1, len(p) + 1)).min())
