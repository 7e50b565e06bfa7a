"""The walk of the stable shift algorithm: periods with limits of their own, many series at a time.

A shift is tried where it begins: it starts a period unless the values turn back, or may yet
turn back, while the limits of that period are made. Every series stands at its own place;
all take their next step together. Knows nothing of signs or of how counts are rounded.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from copperplate.spc.arrays import Columns
from copperplate.spc.constants import ON, RANGE_TO_SIGMA, SIGMAS
from copperplate.spc.groups import one_group_a_series
from copperplate.spc.lines.extremes import lines_without_extremes
from copperplate.spc.lines.model import Plotted
from copperplate.spc.lines.xmr import XmR
from copperplate.spc.signals.run import run_on_one_side
from copperplate.spc.signals.windows import ends_of
from copperplate.spc.stable_rules import PROPORTIONS, StableShift
from copperplate.spc.standing import Codes, FixedSide, sides_of
from copperplate.spc.sums import Array, Counts, Flags

_BLOCK = 1000  # series walked together: their state stays in the processor's cache


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Periods(Columns):
    """The periods of series; arrays of shape (n_series, n_points), written in place.

    Attributes:
        number: The number of the period each point lies in, from 0.
        calculation: Where the limits of a period are made, not only carried on.
        excluded: Points left out of those limits as extremes.
        centre_line: NaN where a series has no limits.
        lower: In the unit of what is plotted, as is the next.
        upper: NaN where there is no limit.
    """

    number: Counts
    calculation: Flags
    excluded: Flags
    centre_line: Array
    lower: Array
    upper: Array

    @classmethod
    def nothing(cls, shape: tuple[int, ...]) -> Periods:
        """Return the periods of series without limits."""
        return cls(
            number=np.zeros(shape, dtype=np.int64),
            calculation=np.zeros(shape, dtype=np.bool_),
            excluded=np.zeros(shape, dtype=np.bool_),
            centre_line=np.full(shape, np.nan),
            lower=np.full(shape, np.nan),
            upper=np.full(shape, np.nan),
        )

    def begin(self, rows: Counts, at: Counts, period: Periods) -> None:
        """Let a period run from a place of some series to their ends.

        Args:
            rows: Which series.
            at: Where it begins in each of them.
            period: Theirs, in the same order.
        """
        onward = np.arange(self.number.shape[1]) >= at[:, None]
        for field in fields(self):
            mine = getattr(self, field.name)
            mine[rows] = np.where(onward, getattr(period, field.name), mine[rows])


def periods_of(given: Plotted, chart: str, rules: StableShift) -> Periods:
    """Return the periods the stable shift algorithm finds.

    Args:
        given: What is drawn; its groups and what of it is counted are not looked at.
        chart: Name of a chart type.
        rules: The numbers and choices of the algorithm.
    """
    found = Periods.nothing(given.values.shape)
    for first in range(0, len(given.values), _BLOCK):
        rows = slice(first, first + _BLOCK)
        _walk(_taken(given, rows), chart, rules, found.taken(rows))
    return found


def _walk(given: Plotted, chart: str, rules: StableShift, found: Periods) -> None:
    left = np.cumsum(~np.isnan(given.values)[:, ::-1], axis=1)[:, ::-1]
    enough = left >= rules.period_min
    rows = np.flatnonzero(enough[:, :1].any(axis=1))
    if not len(rows):
        return
    at = np.zeros(len(rows), dtype=np.int64)
    length = rules.period_min if rules.baseline_length is None else rules.baseline_length
    first = _period(_taken(given, rows), at, length, chart, rules)
    found.begin(rows, at, first)
    if rules.baseline_only:
        return
    # A shift set aside is tried again one point on, as long as enough of it is left; so what
    # comes next is always the first point, from there on, that begins enough on one side.
    points = np.arange(given.values.shape[1])
    shifts = np.zeros(given.values.shape, dtype=np.int8)
    shifts[rows] = _shifts(given.values[rows], first.centre_line, rules)
    reached = np.full(len(given.values), length)
    while True:
        ahead = (shifts[rows] != 0) & enough[rows] & (points >= reached[rows, None])
        some = ahead.any(axis=1)
        rows, at = rows[some], ahead[some].argmax(axis=1)
        if not len(rows):
            return
        period = _period(_taken(given, rows), at, rules.period_min, chart, rules)
        stable = _is_stable(
            given.values[rows], period.centre_line, at, shifts[rows, at][:, None], rules
        )
        begun = rows[stable]
        period = period.taken(stable)
        period.number[:] = found.number[begun, -1:] + 1
        found.begin(begun, at[stable], period)
        shifts[begun] = _shifts(given.values[begun], period.centre_line, rules)
        reached[rows] = at + np.where(stable, rules.period_min, 1)


def _taken(given: Plotted, rows: slice | Counts) -> Plotted:
    """Return some of the series, each one process."""
    values = given.values[rows]
    return Plotted(
        values=values,
        counts=given.counts[rows],
        denominators=given.denominators[rows],
        groups=one_group_a_series(values.shape),
        counted=given.counted[rows],
    )


def _period(given: Plotted, at: Counts, length: int, chart: str, rules: StableShift) -> Periods:
    """Return a period that begins somewhere in each series, as if it ran through all of it."""
    points = np.arange(given.values.shape[1])
    calculation = (points >= at[:, None]) & (points < at[:, None] + length)
    how = XmR(scaling=SIGMAS / RANGE_TO_SIGMA, screenings=rules.mr_screen_max_loops)
    lines, excluded = lines_without_extremes(
        chart, replace(given, counted=calculation), how, most=rules.max_exclusions, on=ON
    )
    lower, upper = replace(lines, ceiling=np.inf).at()
    display = ~calculation
    upper[display] = np.minimum(upper[display], lines.ceiling)
    if chart in PROPORTIONS:
        # The limits carried on are those of the last point they were made of, spread to the
        # denominators that follow: without that point's denominator there are none.
        last = np.minimum(at + length, len(points)) - 1
        unknown = display & np.isnan(given.denominators[np.arange(len(at)), last])[:, None]
        lower[unknown] = upper[unknown] = np.nan
    return Periods(
        number=np.zeros(calculation.shape, dtype=np.int64),
        calculation=calculation,
        excluded=excluded,
        centre_line=lines.centre_line,
        lower=lower,
        upper=upper,
    )


def _shifts(values: Array, centre_line: Array, rules: StableShift) -> Codes:
    """Return the side of every point that, with enough after it, lies on one side; else 0."""
    side, length = sides_of(values, centre_line), rules.shift_rule_threshold
    groups = one_group_a_series(values.shape)
    found = np.zeros(values.shape, dtype=np.int8)
    if values.shape[1] >= length:
        for way in (FixedSide.ABOVE, FixedSide.BELOW):
            begins = ends_of(side == way, groups, length)[:, length - 1 :]
            found[:, : begins.shape[1]][begins] = way
    return found


def _is_stable(
    values: Array, centre_line: Array, at: Counts, shifted: Codes, rules: StableShift
) -> Flags:
    """Return in which series a shift stays where it went: no turn back, and none in the making.

    Args:
        values: Shape (n_series, n_points).
        centre_line: The same shape, of the period the shift would begin.
        at: Shape (n_series,): where it would begin.
        shifted: Shape (n_series, 1): the side of the shift.
        rules: What counts as a turn back.
    """
    if rules.establish_every_shift:
        return np.ones(len(values), dtype=np.bool_)
    points, start = np.arange(values.shape[1]), at[:, None]
    made_here = (points >= start) & (points < start + rules.period_min)
    judged = made_here | (points >= start) if rules.overhanging_reversions else made_here
    side = sides_of(values, centre_line)
    side[points < start] = FixedSide.UNJUDGED
    seen = np.where(judged, side, np.int8(FixedSide.UNJUDGED)).astype(np.int8)
    back = (
        run_on_one_side(seen, one_group_a_series(seen.shape), rules.shift_rule_threshold)
        == -shifted
    )
    begins = back.copy()
    begins[:, 1:] &= ~back[:, :-1]
    turned = (begins & made_here & (points > start)).any(axis=1)
    if rules.no_regrets:
        last_back = np.where(made_here & (side == -shifted), points, -1).max(axis=1)
        last_there = np.where(side == shifted, points, -1).max(axis=1)
        turned |= last_back > last_there
    stable: Flags = ~turned
    return stable
