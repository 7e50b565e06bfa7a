"""What each part gave to the change of a whole: numbers that add up to it, and shares of it.

Knows two values a part and nothing of where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

SMALLEST_CHANGE_TO_SHARE = 0.02
"""A whole that changed by a smaller proportion has no shares of its change: of almost nothing
any part is any percentage. Source: house rule."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Contributions:
    """What parts gave to the change of their whole.

    Attributes:
        differences: Shape (n_parts,), in the unit of the values: now less then.
        shares: Same shape, each as a proportion of the change of the whole; they add up to 1. NaN,
            all of them, where they would mislead: the whole has changed by less than
            `SMALLEST_CHANGE_TO_SHARE` of what it was, was nothing, or some part has moved by more
            than the whole.
        total: The change of the whole.
    """

    differences: Numbers
    shares: Numbers
    total: float


def contributions(
    now: ArrayLike,
    then: ArrayLike,
    *,
    whole_now: float | None = None,
    whole_then: float | None = None,
) -> Contributions:
    """Return what each part gave to the change of the whole.

    The differences of whole numbers add up to that of the whole exactly: they are subtracted,
    never scaled.

    Args:
        now: Shape (n_parts,): each part's value. NaN where it is not known; then the part has no
            difference and no share.
        then: Same shape: its value before.
        whole_now: The whole; by default what the parts add up to. Must be given where a part is
            not known, or where parts overlap.
        whole_then: The same before.

    Raises:
        ValueError: Shapes differ.
    """
    present, past = np.asarray(now, dtype=float), np.asarray(then, dtype=float)
    if present.shape != past.shape or present.ndim != 1:
        raise ValueError("a part has a value now and one then")
    after = float(present.sum()) if whole_now is None else whole_now
    before = float(past.sum()) if whole_then is None else whole_then
    differences, total = present - past, after - before
    telling = bool(before > 0 and abs(total) / before >= SMALLEST_CHANGE_TO_SHARE)
    known = ~np.isnan(differences)
    telling = telling and bool((differences[known] / total <= 1).all())
    shares = differences / total if telling else np.full(len(differences), np.nan)
    return Contributions(differences=differences, shares=shares, total=total)
