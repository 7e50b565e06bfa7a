"""So many points in a row each beyond the one before, all up or all down; a tie breaks it."""

from __future__ import annotations

import numpy as np

from copperplate.spc.groups import Groups
from copperplate.spc.signals.windows import covered, ends_of
from copperplate.spc.standing import Codes, is_on
from copperplate.spc.sums import Array, Counts


def trend(values: Array, groups: Groups, length: int, *, on: float) -> tuple[Codes, Codes]:
    """Return which points lie in a rise and which in a fall of `length` points.

    A point may lie in both: where a rise turns into a fall.

    Args:
        values: Shape (n_series, n_points); NaN where missing.
        groups: The processes.
        length: Points that make a trend: one more than the moves between them.
        on: Relative distance within which two values are a tie.

    Returns:
        Two arrays of 0 and 1: rising, falling.
    """
    moves = moves_of(values, on=on)
    rising, falling = (
        covered(_ends(moves == way, groups, length), length).astype(np.int8) for way in (1, -1)
    )
    return rising, falling


def way_and_length(values: Array, groups: Groups, *, on: float) -> tuple[Codes, Counts]:
    """Return where the newest points of each series move, and how many points do.

    Args:
        values: Shape (n_series, n_points), one point at least; NaN where missing.
        groups: The processes; a trend does not reach back into an older one.
        on: Relative distance within which two values are a tie.

    Returns:
        1 up, -1 down, 0 neither; and the points of the trend, 0 where there is none.
    """
    count, points = values.shape
    way, length = np.zeros(count, dtype=np.int8), np.zeros(count, dtype=np.int64)
    rows = np.arange(count)
    # From the newest move back, with those series only whose points still move the same way.
    for point in range(points - 1, 0, -1):
        moves = moves_of(values[rows, point - 1 : point + 1], on=on)[:, 1]
        same = (moves != 0) & (groups.at[rows, point] == groups.at[rows, point - 1])
        if point == points - 1:
            way = np.where(same, moves, 0).astype(np.int8)
        else:
            same &= moves == way[rows]
        rows = rows[same]
        if not len(rows):
            break
        length[rows] = points - point + 1
    return way, length


def moves_of(values: Array, *, on: float) -> Codes:
    """Return how each point moved from the one before: 1 up, -1 down, 0 not, or not known."""
    moves = np.zeros(values.shape, dtype=np.int8)
    with np.errstate(invalid="ignore"):
        moves[:, 1:] = np.sign(np.nan_to_num(np.diff(values, axis=1)))
    moves[:, 1:][is_on(values[:, 1:], values[:, :-1], within=on)] = 0
    return moves


def _ends(moved: np.ndarray, groups: Groups, length: int) -> np.ndarray:
    """Return where a trend ends: its moves are one fewer than its points."""
    moved = moved.copy()
    ends = ends_of(moved, groups, length - 1)
    # The first point of the trend lies in the process too, though no move leads to it.
    inside = np.zeros(ends.shape, dtype=np.bool_)
    back = length - 1
    if ends.shape[1] > back:
        inside[:, back:] = groups.at[:, back:] == groups.at[:, :-back]
    return ends & inside
