"""So many points in a row each beyond the one before, all up or all down; a tie breaks it."""

from __future__ import annotations

import numpy as np

from copperplate.spc.groups import Groups
from copperplate.spc.signals.windows import covered, ends_of
from copperplate.spc.standing import Codes, is_on
from copperplate.spc.sums import Array


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
