"""Whether a shift stays where it went, and the first point by which that can be known.

The questions the stable shift algorithm asks of values and one centre line. Knows no
limits and no period; where to ask next is the walk's business (`stable_periods`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copperplate.spc.groups import one_group_a_series
from copperplate.spc.signals.run import run_on_one_side
from copperplate.spc.signals.windows import ends_of
from copperplate.spc.stable_rules import StableShift
from copperplate.spc.standing import Codes, FixedSide, sides_of
from copperplate.spc.sums import Array, Counts, Flags


def shifts_of(values: Array, centre_line: Array, rules: StableShift) -> Codes:
    """Return the side of every point that, with enough after it, lies on one side; else 0."""
    side, length = sides_of(values, centre_line), rules.shift_rule_threshold
    groups = one_group_a_series(values.shape)
    found = np.zeros(values.shape, dtype=np.int8)
    if values.shape[1] >= length:
        for way in (FixedSide.ABOVE, FixedSide.BELOW):
            begins = ends_of(side == way, groups, length)[:, length - 1 :]
            found[:, : begins.shape[1]][begins] = way
    return found


def end_of_run(values: Array, centre_line: Array, at: Counts, side: Codes) -> Counts:
    """Return the first point behind a place that is not on a side: where a run there ends.

    Args:
        values: Shape (n_series, n_points).
        centre_line: The same shape.
        at: Shape (n_series,): a point of the run.
        side: Shape (n_series,): its side.
    """
    points = np.arange(values.shape[1])
    off = (points > at[:, None]) & (sides_of(values, centre_line) != side[:, None])
    found: Counts = np.where(off.any(axis=1), off.argmax(axis=1), values.shape[1])
    return found


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Tried:
    """Shifts with limits of their own on trial, one a series.

    Attributes:
        values: Shape (n_series, n_points); NaN where there is none.
        centre_line: The same shape, of the period each would begin.
        at: Shape (n_series,): where it would begin.
        way: Shape (n_series,): the side it went to.
        rules: What counts as a turn back.
    """

    values: Array
    centre_line: Array
    at: Counts
    way: Codes
    rules: StableShift

    @property
    def stable(self) -> Flags:
        """Where a shift stays: no turn back, and none in the making. Shape (n_series,)."""
        rules = self.rules
        if rules.establish_every_shift:
            return np.ones(len(self.values), dtype=np.bool_)
        side, made_here = self._side, self._made_here
        judged = self._onward if rules.overhanging_reversions else made_here
        seen = np.where(judged, side, np.int8(FixedSide.UNJUDGED)).astype(np.int8)
        groups = one_group_a_series(seen.shape)
        back = run_on_one_side(seen, groups, rules.shift_rule_threshold) == -self.way[:, None]
        begins = back.copy()
        begins[:, 1:] &= ~back[:, :-1]
        points = np.arange(self.values.shape[1])
        turned = (begins & made_here & (points > self.at[:, None])).any(axis=1)
        if rules.no_regrets:
            last_there = np.where(side == self.way[:, None], points, -1).max(axis=1)
            turned |= self._last_back > last_there
        stable: Flags = ~turned
        return stable

    @property
    def known(self) -> Counts:
        """The first point by which a stable shift was known to be one. Shape (n_series,).

        There must be enough values for limits and enough points for a shift; and where
        values had turned back, one on the side of the shift again.
        """
        rules = self.rules
        held = np.cumsum(self._onward & ~np.isnan(self.values), axis=1)
        found: Counts = np.argmax(held >= rules.period_min, axis=1)
        found = np.maximum(found, self.at + rules.shift_rule_threshold - 1)
        if rules.no_regrets and not rules.establish_every_shift:
            points = np.arange(self.values.shape[1])
            there = (self._side == self.way[:, None]) & (points > self._last_back[:, None])
            waited = np.where(self._last_back >= 0, there.argmax(axis=1), 0)
            found = np.maximum(found, waited)
        return found

    @property
    def _onward(self) -> Flags:
        onward: Flags = np.arange(self.values.shape[1]) >= self.at[:, None]
        return onward

    @property
    def _made_here(self) -> Flags:
        """The points that make the limits on trial."""
        made_here: Flags = self._onward & (
            np.arange(self.values.shape[1]) < self.at[:, None] + self.rules.period_min
        )
        return made_here

    @property
    def _side(self) -> Codes:
        side = sides_of(self.values, self.centre_line)
        side[~self._onward] = FixedSide.UNJUDGED
        return side

    @property
    def _last_back(self) -> Counts:
        """The last point of those that make limits that lies on the other side; -1 for none."""
        back = self._made_here & (self._side == -self.way[:, None])
        found: Counts = np.where(back, np.arange(self.values.shape[1]), -1).max(axis=1)
        return found
