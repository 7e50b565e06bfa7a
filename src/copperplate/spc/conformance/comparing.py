"""How near is the same: numbers to a billionth, flags exactly, rounded numbers to half a unit."""

from __future__ import annotations

import numpy as np

from copperplate.spc.sums import Array, Flags

NEAR = 1e-9
"""Relative distance, and absolute near nothing, within which two numbers are the same."""


def differs(theirs: Array, ours: Array, *, half_unit: float = 0.0) -> Flags:
    """Return where two columns are not the same; neither having a number is the same.

    Args:
        theirs: What the program returned.
        ours: Unrounded.
        half_unit: Of the last place the program prints; 0 where it prints all of them.
    """
    both_missing = np.isnan(theirs) & np.isnan(ours)
    one_missing = np.isnan(theirs) ^ np.isnan(ours)
    with np.errstate(invalid="ignore"):
        reach = NEAR * np.maximum(np.maximum(np.abs(theirs), np.abs(ours)), 1.0)
        apart = ~(np.abs(theirs - ours) <= half_unit + reach)
    found: Flags = one_missing | (apart & ~both_missing)
    return found


def told(name: str, theirs: Array, ours: Array, *, half_unit: float = 0.0) -> list[str]:
    """Return one line where a column differs: the first place, and how often."""
    where = np.flatnonzero(differs(theirs, ours, half_unit=half_unit))
    if not len(where):
        return []
    first = int(where[0])
    return [f"{name} at {first + 1}: {theirs[first]!r}, ours {ours[first]!r} ({len(where)} in all)"]
