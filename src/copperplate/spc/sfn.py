"""The walk of the rule set `sfn`: one pass over the points, many series at a time.

Each point is judged once, when it arrives, against the mean of the process as it then
stood. Eight sides running the same way, with enough of the process before the first, end
the process where they began. Nothing looks ahead, so adding a point moves nothing.
Definition: docs/reference/spc/sfn.md. Knows nothing of limits' constants or of drawing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copperplate.spc.arrays import Columns
from copperplate.spc.rule_sets import RuleSet
from copperplate.spc.standing import Codes, FixedSide, sides_of
from copperplate.spc.sums import Array, Counts, Flags, ProcessSums


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Called(Columns):
    """Steps as they were called, one row a step, in the order of time.

    Attributes:
        series: Which series.
        began: The first of the points that made the step.
        called: The last of them.
        side: Their side, a code of `FixedSide`.
        refused: Whether it was refused, so that the process runs on.
        old: The sums of the process up to the point before it began.
        made_by: The sums of the points that made it.
    """

    series: Counts
    began: Counts
    called: Counts
    side: Codes
    refused: Flags
    old: ProcessSums
    made_by: ProcessSums

    @classmethod
    def none(cls) -> Called:
        """Return no steps."""
        places = np.zeros(0, dtype=np.int64)
        return cls(
            series=places,
            began=places,
            called=places,
            side=np.zeros(0, dtype=np.int8),
            refused=np.zeros(0, dtype=np.bool_),
            old=ProcessSums.nothing(0),
            made_by=ProcessSums.nothing(0),
        )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Broken(Columns):
    """Processes the caller broke off, one row a break, in the order of time.

    Attributes:
        series: Which series.
        at: The first point after the break.
        old: The sums of the process it ended.
    """

    series: Counts
    at: Counts
    old: ProcessSums

    @classmethod
    def none(cls) -> Broken:
        """Return no breaks."""
        places = np.zeros(0, dtype=np.int64)
        return cls(series=places, at=places, old=ProcessSums.nothing(0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where series stand after their last point: what the next point is judged by.

    Attributes:
        process: The sums of the current process.
        run_side: The side of the current run; `FixedSide.ON` where there is none.
        run_length: How many points it holds.
        counted: How many of them count towards a step.
        barred: Whether a step of this run was refused, so that it makes no other.
    """

    process: ProcessSums
    run_side: Codes
    run_length: Counts
    counted: Counts
    barred: Flags


@dataclass(frozen=True, kw_only=True, slots=True)
class Walk:
    """What a walk found.

    Attributes:
        standing_average: Shape (n_series, n_points): the mean of the process up to the
            point before; NaN where it held no value.
        side: Shape (n_series, n_points): codes of `FixedSide`.
        then: Sums of the process up to each point, shape (n_series, n_points).
        called: The steps.
        broken: The breaks.
        now: Where each series stands after its last point.
    """

    standing_average: Array
    side: Codes
    then: ProcessSums
    called: Called
    broken: Broken
    now: Standing


def walk(values: Array, *, refused: Flags, breaks: Flags, rules: RuleSet) -> Walk:
    """Walk through series once, from the oldest point to the newest.

    Args:
        values: Shape (n_series, n_points), oldest first; NaN where there is no value to
            judge: missing or provisional.
        refused: The same shape; true at the point where a refused step began.
        breaks: The same shape; true at the first point of a process that has nothing to do
            with the one before it: no run, no range and no average spans it.
        rules: Run length, points before, and what counts as on the average.

    Returns:
        Arrays of the shape of `values`, the steps, and where each series stands.
    """
    count, length = values.shape
    then = ProcessSums.nothing(length, count)
    averages = np.empty((length, count))
    sides = np.empty((length, count), dtype=np.int8)
    walker = _Walker(np.ascontiguousarray(values.T), np.ascontiguousarray(refused.T), rules)
    broken: Flags = np.asarray(breaks.any(axis=0))
    for point in range(length):
        if point and broken[point]:
            walker.break_off(np.flatnonzero(breaks[:, point]), point)
        averages[point], sides[point] = walker.arrive(point)
        then.write_rows(point, walker.process)
    return Walk(
        standing_average=averages.T,
        side=sides.T,
        then=then.turned(),
        called=walker.called(),
        broken=walker.broken(),
        now=walker.standing(),
    )


class _Walker:
    """The state of many series between two points; arrays of shape (n_series,)."""

    def __init__(self, values: Array, refused: Flags, rules: RuleSet) -> None:
        count = values.shape[1]
        self._values, self._refused, self._rules = values, refused, rules
        self.process = ProcessSums.nothing(count)
        # The points of the run that count towards a step, and the process before them.
        self._counting = ProcessSums.nothing(count)
        self._before = ProcessSums.nothing(count)
        self._nothing = ProcessSums.nothing(count)
        self._counted = np.zeros(count, dtype=np.int64)
        self._began = np.zeros(count, dtype=np.int64)
        self._run_side = np.zeros(count, dtype=np.int8)
        self._run_length = np.zeros(count, dtype=np.int64)
        self._barred = np.zeros(count, dtype=np.bool_)
        self._previous = np.full(count, np.nan)
        self._steps = [Called.none()]
        self._breaks = [Broken.none()]

    def arrive(self, point: int) -> tuple[Array, Codes]:
        """Judge one point of every series; return standing averages and fixed sides."""
        value = self._values[point]
        average = self.process.means
        side = sides_of(value, average, within=self._rules.on)
        starts = self._run_on(side, point)
        distance = np.abs(value - self._previous)
        self.process.add(value, distance)
        # The range into the first point that counts would cross the step it may make.
        self._counting.add(value, np.where(starts, np.nan, distance))
        self._call(point)
        self._previous = value
        return average, side

    def break_off(self, where: Counts, point: int) -> None:
        """End the processes of some series before a point."""
        self._breaks.append(
            Broken(series=where, at=np.full(len(where), point), old=self.process.taken(where))
        )
        ended = np.zeros(len(self._counted), dtype=np.bool_)
        ended[where] = True
        self.process.become(self._nothing, where=ended)
        self._previous = np.where(ended, np.nan, self._previous)
        self._run_side[ended] = FixedSide.ON
        self._run_length[ended] = self._counted[ended] = 0
        self._barred[ended] = False

    def _run_on(self, side: Codes, point: int) -> Flags:
        """Lengthen or break runs; return where a run starts to count towards a step."""
        judged = side != FixedSide.UNJUDGED
        sided = judged & (side != FixedSide.ON)
        same = sided & (side == self._run_side)
        broken = judged & ~same
        self._run_length[broken] = 0
        self._counted[broken] = 0
        self._barred[broken] = False
        self._run_side = np.where(judged, side, self._run_side)
        self._run_length += sided
        counts = sided & ~self._barred & (self.process.values >= self._rules.periods_before)
        self._counted += counts
        starts: Flags = counts & (self._counted == 1)
        self._began[starts] = point
        self._before.become(self.process, where=starts)
        self._counting.become(self._nothing, where=starts)
        return starts

    def _call(self, point: int) -> None:
        """Call the steps this point completes: begin their processes, or bar their runs."""
        where = np.flatnonzero(self._counted == self._rules.run_length)
        if not len(where):
            return
        began = self._began[where]
        refused = self._refused[began, where]
        self._steps.append(
            Called(
                series=where,
                began=began,
                called=np.full(len(where), point),
                side=self._run_side[where],
                refused=refused,
                old=self._before.taken(where),
                made_by=self._counting.taken(where),
            )
        )
        self._counted[where] = 0
        self._barred[where] = refused
        stepped = np.zeros(len(self._counted), dtype=np.bool_)
        stepped[where[~refused]] = True
        self.process.become(self._counting, where=stepped)
        self._run_side[stepped] = FixedSide.ON
        self._run_length[stepped] = 0

    def called(self) -> Called:
        """Return the steps in the order of time."""
        return Called.joined(self._steps)

    def broken(self) -> Broken:
        """Return the breaks in the order of time."""
        return Broken.joined(self._breaks)

    def standing(self) -> Standing:
        """Return where each series stands."""
        return Standing(
            process=self.process,
            run_side=self._run_side,
            run_length=self._run_length,
            counted=self._counted,
            barred=self._barred,
        )
