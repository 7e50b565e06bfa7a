"""Stretches of so many points in a row inside one process, for many series at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from copperplate.spc.groups import Groups
from copperplate.spc.sums import Flags

# Flags up to each point: half as wide as the machine's word, and half as long to move.
Running = NDArray[np.int32]


def ends_of(flags: Flags, groups: Groups, length: int, *, least: int | None = None) -> Flags:
    """Return where a window of `length` points of one process ends that holds enough flags.

    Args:
        flags: Shape (n_series, n_points).
        groups: The processes; no window crosses from one to the next.
        length: Points in the window.
        least: Flags it must hold; all of them by default.
    """
    series, points = flags.shape
    found = np.zeros(flags.shape, dtype=np.bool_)
    if points < length:
        return found
    sums: Running = np.zeros((series, points + 1), dtype=np.int32)
    np.cumsum(flags, axis=1, dtype=np.int32, out=sums[:, 1:])
    held = sums[:, length:] - sums[:, :-length]
    ends = held >= (least or length)
    if groups.size > series:  # else no series has two, and no window can cross
        ends &= groups.at[:, length - 1 :] == groups.at[:, : points - length + 1]
    found[:, length - 1 :] = ends
    return found


def covered(ends: Flags, length: int) -> Flags:
    """Return every point that lies in a window of `length` points ending somewhere in `ends`."""
    series, points = ends.shape
    sums: Running = np.zeros((series, points + length), dtype=np.int32)
    np.cumsum(ends, axis=1, dtype=np.int32, out=sums[:, 1 : points + 1])
    sums[:, points + 1 :] = sums[:, points : points + 1]
    found: Flags = sums[:, length : points + length] - sums[:, :points] > 0
    return found
