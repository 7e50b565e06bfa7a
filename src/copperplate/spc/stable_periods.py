"""The walk of the stable shift algorithm: periods with limits of their own, many series at a time.

A shift is tried where it begins: it starts a period unless the values turn back, or may yet
turn back, while the limits of that period are made. Every series stands at its own place;
all take their next step together. What makes a shift stable is said in `stability`. Knows
nothing of signs or of how counts are rounded.
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
from copperplate.spc.stability import Tried, end_of_run, shifts_of
from copperplate.spc.stable_rules import PROPORTIONS, StableShift
from copperplate.spc.steps import Decision, Steps, code_of
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


def periods_of(
    given: Plotted, chart: str, rules: StableShift, refused: Flags | None = None
) -> tuple[Periods, Steps]:
    """Return the periods the stable shift algorithm finds, and the steps that begin them.

    Args:
        given: What is drawn; its groups and what of it is counted are not looked at.
        chart: Name of a chart type.
        rules: The numbers and choices of the algorithm.
        refused: Shape (n_series, n_points): where a step is refused that would begin there.
            The period runs on through it, and no other begins until the run is broken.

    Returns:
        The periods; and the steps, undecided or refused: *called* at the first point by
        which the algorithm could know of it and of those before it, from the centre line
        drawn before to the one drawn after.
    """
    found, steps = Periods.nothing(given.values.shape), [Steps.none()]
    said = np.zeros(given.values.shape, dtype=np.bool_) if refused is None else refused
    for first in range(0, len(given.values), _BLOCK):
        rows = slice(first, first + _BLOCK)
        walked = _walk(_taken(given, rows), chart, rules, said[rows], found.taken(rows))
        steps.append(walked.shifted(first))
    return found, Steps.joined(steps)


def _walk(given: Plotted, chart: str, rules: StableShift, refused: Flags, found: Periods) -> Steps:
    steps = [Steps.none()]
    left = np.cumsum(~np.isnan(given.values)[:, ::-1], axis=1)[:, ::-1]
    enough = left >= rules.period_min
    rows = np.flatnonzero(enough[:, :1].any(axis=1))
    if not len(rows):
        return steps[0]
    at = np.zeros(len(rows), dtype=np.int64)
    length = rules.period_min if rules.baseline_length is None else rules.baseline_length
    first = _period(_taken(given, rows), at, length, chart, rules)
    found.begin(rows, at, first)
    if rules.baseline_only:
        return steps[0]
    # A shift set aside is tried again one point on, as long as enough of it is left; so what
    # comes next is always the first point, from there on, that begins enough on one side.
    points = np.arange(given.values.shape[1])
    shifts = np.zeros(given.values.shape, dtype=np.int8)
    shifts[rows] = shifts_of(given.values[rows], first.centre_line, rules)
    reached = np.full(len(given.values), length)
    called = np.zeros(len(given.values), dtype=np.int64)
    while True:
        ahead = (shifts[rows] != 0) & enough[rows] & (points >= reached[rows, None])
        some = ahead.any(axis=1)
        rows, at = rows[some], ahead[some].argmax(axis=1)
        if not len(rows):
            ended = Steps.joined(steps)
            return ended.taken(np.lexsort((ended.began, ended.series)))
        reached[rows] = at + 1
        period = _period(_taken(given, rows), at, rules.period_min, chart, rules)
        tried = Tried(
            values=given.values[rows],
            centre_line=period.centre_line,
            at=at,
            way=shifts[rows, at],
            rules=rules,
        )
        stable = tried.stable
        shifted, begins, period = rows[stable], at[stable], period.taken(stable)
        called[shifted] = np.maximum(called[shifted], tried.known[stable])
        no = refused[shifted, begins]
        steps.append(
            Steps(
                series=shifted,
                began=begins,
                called=called[shifted],
                side=tried.way[stable],
                decision=np.where(no, code_of(Decision.REFUSED), code_of(Decision.UNDECIDED)),
                old_average=found.centre_line[shifted, begins],
                new_average=period.centre_line[np.arange(len(begins)), begins],
            )
        )
        reached[shifted[no]] = end_of_run(
            given.values[shifted[no]],
            found.centre_line[shifted[no]],
            begins[no],
            tried.way[stable][no],
        )
        begun, begins, period = shifted[~no], begins[~no], period.taken(~no)
        period.number[:] = found.number[begun, -1:] + 1
        found.begin(begun, begins, period)
        shifts[begun] = shifts_of(given.values[begun], period.centre_line, rules)
        reached[begun] = begins + rules.period_min


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
