"""Lines of a chart without its extremes: the points farthest outside are left out, a few at most.

Any chart type. Knows one process a series and how often to look; who asks, and why so
often, is the rule set's business.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from copperplate.spc.lines.model import Lines, Plotted
from copperplate.spc.lines.types import lines_of
from copperplate.spc.lines.xmr import XmR
from copperplate.spc.signals.beyond import beyond
from copperplate.spc.standing import is_on
from copperplate.spc.sums import Flags


def lines_without_extremes(
    chart: str, given: Plotted, how: XmR, *, most: int, on: float
) -> tuple[Lines, Flags]:
    """Return the lines of one process a series, and the points left out of them.

    Lines are made, the points farthest beyond a limit are left out (all that lie equally
    far), and the lines are made again, until no point lies outside or enough are left out.
    A point that is left out is passed over: its neighbours become neighbours. Of points
    equally far, when there is room for some only, the earliest are left out.

    Args:
        chart: Name of a chart type.
        given: What is drawn; one process a series.
        how: Constants and screening.
        most: Points left out of a series at most, and how often to look.
        on: Relative distance within which a value lies on a limit, or two lie equally far.
    """
    excluded = np.zeros(given.values.shape, dtype=np.bool_)
    lines = lines_of(chart, given, how)
    for _ in range(most):
        farthest = _farthest_outside(given, lines, excluded, on)
        room = most - excluded.sum(axis=1)
        farthest &= np.cumsum(farthest, axis=1) <= room[:, None]
        if not farthest.any():
            break
        excluded |= farthest
        lines = lines_of(chart, replace(given, counted=given.counted & ~excluded), how)
    return lines, excluded


def _farthest_outside(given: Plotted, lines: Lines, excluded: Flags, on: float) -> Flags:
    # What a proportion cannot exceed is not held against the limits a process is made by.
    lower, upper = replace(lines, ceiling=np.inf).at()
    outside = beyond(given.values, lower, upper, on_counts=False, on=on) != 0
    outside &= given.kept & ~excluded
    with np.errstate(invalid="ignore"):
        away = np.maximum(given.values - upper, lower - given.values)
    away = np.where(outside, away, -np.inf)
    farthest = np.broadcast_to(away.max(axis=1, initial=0.0)[:, None], away.shape)
    found: Flags = outside & is_on(np.where(outside, away, np.nan), farthest, within=on)
    return found
