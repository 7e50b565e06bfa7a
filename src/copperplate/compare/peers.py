"""Group averages, ranks and gaps over arrays of shape (n_members, n_periods).

NaN is a member without data; it is left out, and how many were left is part of the
answer. Nothing here is a test of significance.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Average(StrEnum):
    """What "the average of the group" means; printed wherever one is.

    The default is the plain mean of the members' rates with the area itself among them.
    Source: it is the definition that reproduces the published average of 107 offences per
    1,000 residents for the West Midlands' group, year ending June 2019 (107.01; the mean
    of the other three is 112.7).
    """

    MEAN_WITH_SELF = "mean-with-self"
    MEAN_WITHOUT_SELF = "mean-without-self"
    WEIGHTED = "weighted"


def group_average(
    values: Array,
    *,
    own_row: int,
    definition: Average = Average.MEAN_WITH_SELF,
    weights: Array | None = None,
) -> tuple[Array, NDArray[np.int64]]:
    """Return the average of a group in each period, and over how many it was taken.

    Args:
        values: Shape (n_members, n_periods); NaN where a member has no data.
        own_row: Which row is the area whose group this is.
        definition: Which average.
        weights: Same shape, for `Average.WEIGHTED`: the denominators of the rates.

    Returns:
        Averages of shape (n_periods,), NaN where nobody has data, and the numbers of
        members averaged.
    """
    used = values.copy()
    if definition is Average.MEAN_WITHOUT_SELF:
        used[own_row] = np.nan
    known = ~np.isnan(used)
    members = known.sum(axis=0)
    if definition is Average.WEIGHTED:
        if weights is None:
            raise ValueError("a weighted average needs weights")
        known &= ~np.isnan(weights)
        members = known.sum(axis=0)
        weight = np.where(known, weights, 0.0)
    else:
        weight = known.astype(np.float64)
    total = np.where(known, used, 0.0) * weight
    below = weight.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        averages = np.where(below > 0, total.sum(axis=0) / below, np.nan)
    return averages, members


def ranks(values: Array, *, lowest_first: bool = True) -> tuple[NDArray[np.int64], int]:
    """Return each member's rank among those with data; ties share the better rank.

    Args:
        values: Shape (n_members,); NaN where a member has no data.
        lowest_first: Whether rank 1 is the lowest value.

    Returns:
        Ranks of shape (n_members,), 0 where a member has no data, and how many have data.
    """
    known = ~np.isnan(values)
    order = values if lowest_first else -values
    result = np.zeros(len(values), dtype=np.int64)
    for row in np.flatnonzero(known):
        result[row] = 1 + int((order[known] < order[row]).sum())
    return result, int(known.sum())


def gap(values: Array, averages: Array) -> Array:
    """Return how far values lie from an average, period by period; NaN where either is."""
    return values - averages
