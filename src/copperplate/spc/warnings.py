"""What the next point would have to be to make a step or a sign: the early warning of series.

Exact: it follows from where each series stands, not from a forecast. How likely it is,
is said by `next_value`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from copperplate.spc.arrays import Columns, HoldsArrays
from copperplate.spc.groups import Groups
from copperplate.spc.rule_sets import RuleSet
from copperplate.spc.signals.trend import way_and_length
from copperplate.spc.standing import Codes, FixedSide
from copperplate.spc.sums import Array, Counts, Flags
from copperplate.spc.walked import Standing


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Warnings(Columns):
    """Where series stand after their last judged point; arrays of shape (n_series,).

    Attributes:
        side: The side of the current run, a code of `FixedSide`; `ON` where there is none.
        run_length: How many points the run holds, 0 where there is none.
        more_for_a_step: How many further points in a row, on that side (on either, where
            there is no run), make a step. 0 where no number does: a step of this run was
            refused, and it makes no other until it is broken.
        step_open: Whether every further point of a run counts at once: the process holds
            enough points before it, and the run is not barred.
        standing_average: What the next point will be judged against, unrounded; NaN where
            the process holds no value. With one more point to a step, the next value makes
            it if it lies beyond this, and does not if it lies on it or on the other side.
        trend_side: Where the newest points move: `ABOVE` for up, `BELOW` for down, `ON` where
            there is no trend. Of rule sets that look for no trend, always `ON`.
        trend_length: How many points the current trend holds, 0 where there is none.
        more_for_a_trend: How many further points moving on that way (either, where there is
            no trend) make the sign. 0 where it is made, or is not looked for.
        newest: What the next point must exceed to carry the trend on, or fall short of: the
            newest value; NaN where it is missing or no trend is looked for.
    """

    side: Codes
    run_length: Counts
    more_for_a_step: Counts
    step_open: Flags
    standing_average: Array
    trend_side: Codes
    trend_length: Counts
    more_for_a_trend: Counts
    newest: Array

    @property
    def one_more(self) -> Flags:
        """Where one further point on the side of the run makes a step."""
        found: Flags = self.more_for_a_step == 1
        return found

    def of(self, series: int) -> StepWarning:
        """Return where one series stands."""
        return StepWarning(
            side=FixedSide(int(self.side[series])),
            run_length=int(self.run_length[series]),
            more_for_a_step=int(self.more_for_a_step[series]),
            step_open=bool(self.step_open[series]),
            standing_average=float(self.standing_average[series]),
            trend_side=FixedSide(int(self.trend_side[series])),
            trend_length=int(self.trend_length[series]),
            more_for_a_trend=int(self.more_for_a_trend[series]),
            newest=float(self.newest[series]),
        )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class StepWarning(HoldsArrays):
    """Where one series stands; the fields of `Warnings`, one value each."""

    side: FixedSide
    run_length: int
    more_for_a_step: int
    step_open: bool
    standing_average: float
    trend_side: FixedSide
    trend_length: int
    more_for_a_trend: int
    newest: float

    @property
    def one_more(self) -> bool:
        """Whether one further point on the side of the run makes a step."""
        return self.more_for_a_step == 1


def warnings_of(now: Standing, rules: RuleSet) -> Warnings:
    """Return the warnings that follow from where series stand."""
    still_before = np.maximum(rules.periods_before - now.process.values, 0)
    more = rules.run_length - now.counted + still_before
    return Warnings(
        side=now.run_side,
        run_length=now.run_length,
        more_for_a_step=np.where(now.barred, 0, more),
        step_open=(still_before == 0) & ~now.barred,
        standing_average=now.process.means,
        **_no_trend(len(now.run_side)),
    )


def warnings_of_signs(
    values: Array,
    side: Codes,
    groups: Groups,
    centre_line: Array,
    rules: RuleSet,
    *,
    waiting: Flags,
) -> Warnings:
    """Return the warnings of charts whose sides are against the line drawn.

    A run counts from the newest point back, inside its process; a point on the line or
    without a value ends it. What more of it would make is the sign of a run, not a step.
    Newest points that wait to be judged end nothing: the run stands as it stood before them.

    Args:
        values: Shape (n_series, n_points); NaN where not judged.
        side: The side of each.
        groups: The processes.
        centre_line: The same shape.
        rules: How long a run and a trend are signs.
        waiting: The same shape: values that are provisional.
    """
    left_out = _waiting_last(waiting, groups)
    if not left_out.any():
        return _warnings(values, side, groups, centre_line, rules)
    parts, order = [], []
    for number in np.unique(left_out):
        rows = np.flatnonzero(left_out == number)
        settled = (rows, slice(0, side.shape[1] - number))
        at = Groups(at=groups.at[settled], size=groups.size)
        parts.append(_warnings(values[settled], side[settled], at, centre_line[settled], rules))
        order.append(rows)
    return Warnings.joined(parts).taken(np.argsort(np.concatenate(order)))


def _waiting_last(waiting: Flags, groups: Groups) -> Counts:
    """Return how many of the newest points wait to be judged, shape (n_series,).

    None where a process began with them, or holds nothing else: then no run of it stands.
    """
    if not waiting.shape[1]:
        return np.zeros(len(waiting), dtype=np.int64)
    number = np.logical_and.accumulate(waiting[:, ::-1], axis=1).sum(axis=1)
    before = waiting.shape[1] - 1 - number
    now = groups.at[:, -1]
    return np.where((before >= 0) & (groups.at[np.arange(len(now)), before] == now), number, 0)


def _warnings(
    values: Array, side: Codes, groups: Groups, centre_line: Array, rules: RuleSet
) -> Warnings:
    count, points = side.shape
    newest = side[:, -1] if points else np.zeros(count, dtype=np.int8)
    sided = np.abs(newest) == 1
    same = (side == newest[:, None]) & (groups.at == groups.at[:, -1:]) if points else side > 1
    length = np.where(sided, np.minimum.accumulate(same[:, ::-1], axis=1).sum(axis=1), 0).astype(
        np.int64
    )
    wanted = rules.signs.run
    return Warnings(
        side=np.where(sided, newest, FixedSide.ON).astype(np.int8),
        run_length=length,
        more_for_a_step=np.maximum(wanted - length, 0),
        step_open=np.zeros(count, dtype=np.bool_),
        standing_average=centre_line[:, -1] if points else np.full(count, np.nan),
        **(_trend(values, groups, rules) if rules.signs.trend and points else _no_trend(count)),
    )


def _no_trend(count: int) -> dict[str, Any]:
    return {
        "trend_side": np.zeros(count, dtype=np.int8),
        "trend_length": np.zeros(count, dtype=np.int64),
        "more_for_a_trend": np.zeros(count, dtype=np.int64),
        "newest": np.full(count, np.nan),
    }


def _trend(values: Array, groups: Groups, rules: RuleSet) -> dict[str, Any]:
    """Return where the newest points move, from the newest back; a tie or a gap ends it."""
    newest = values[:, -1]
    way, length = way_and_length(values, groups, on=rules.on)
    known = np.where(np.isnan(newest), 0, 1)
    return {
        "trend_side": way,
        "trend_length": length,
        "more_for_a_trend": np.maximum(rules.signs.trend - np.maximum(length, known), 0),
        "newest": newest,
    }
