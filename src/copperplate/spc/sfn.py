"""The walk of the rule set `sfn`: one pass over the points, many series at a time.

Each point is judged once, when it arrives, against the mean of the process as it then
stood. Eight sides running the same way, with enough of the process before the first, end
the process where they began. Nothing looks ahead, so adding a point moves nothing.
Definition: docs/reference/spc/sfn.md. Knows nothing of limits' constants or of drawing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copperplate.spc.given import Given
from copperplate.spc.rule_sets import RuleSet
from copperplate.spc.standing import Codes, FixedSide, sides_of
from copperplate.spc.sums import Array, Counts, Flags, ProcessSums
from copperplate.spc.walked import Broken, Called, Standing, Walked


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Road:
    """What a walk comes by; arrays of shape (n_series, n_points), oldest first.

    Attributes:
        values: NaN where there is no value to judge: missing or provisional.
        refused: True at the point where a refused step began.
        breaks: True at the first point of a process that has nothing to do with the one
            before it: no run, no range and no average spans it.
    """

    values: Array
    refused: Flags
    breaks: Flags

    @classmethod
    def of(cls, given: Given) -> Road:
        """Return the series a caller gave, as a walk comes by them."""
        return cls(values=given.walked, refused=given.refused, breaks=given.rebase_at)

    def taken(self, rows: Counts) -> Road:
        """Return some of the series."""
        return Road(values=self.values[rows], refused=self.refused[rows], breaks=self.breaks[rows])

    def revised(self, other: Road, points: int) -> Counts:
        """Return the series that are not the same up to a point on another road."""
        mine, theirs = self.values[:, :points], other.values[:, :points]
        moved = (mine != theirs) & ~(np.isnan(mine) & np.isnan(theirs))
        moved |= self.refused[:, :points] != other.refused[:, :points]
        moved |= self.breaks[:, :points] != other.breaks[:, :points]
        return np.flatnonzero(moved.any(axis=1))


def walk(
    road: Road, *, rules: RuleSet, since: Walked | None = None, until: int | None = None
) -> Walked:
    """Walk through series, from the oldest point to the newest.

    Args:
        road: The series.
        rules: Run length, points before, and what counts as on the average.
        since: A walk of the same series that came less far; it is gone on from there.
        until: How many points to come by; all by default.

    Returns:
        What was found on the whole way.
    """
    points = road.values.shape[1] if until is None else until
    earlier = Walked.start(len(road.values)) if since is None else since
    walker = _Walker(road, rules, earlier)
    sides = np.empty((points - earlier.points, len(road.values)), dtype=np.int8)
    for number, point in enumerate(range(earlier.points, points)):
        _, sides[number] = walker.arrive(point)
    return walker.walked(np.concatenate([earlier.side, sides.T], axis=1))


def walk_on(road: Road, *, rules: RuleSet, before: Road, since: Walked, until: int) -> Walked:
    """Go on from an earlier walk, with the series that were revised since walked anew.

    Args:
        road: The series as they are now.
        rules: The rules of the earlier walk.
        before: The series as they were.
        since: What was found of them.
        until: How many points to come by.
    """
    revised = road.revised(before, since.points)
    if len(revised):
        anew = walk(road.taken(revised), rules=rules, until=since.points)
        since = since.renewed(revised, anew)
    return walk(road, rules=rules, since=since, until=until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stood:
    """How things stood at each point; arrays of shape (n_series, n_points).

    Attributes:
        average: The mean of the process up to the point before; NaN where it held no value.
        then: Sums of the process up to each point.
    """

    average: Array
    then: ProcessSums


def stood(road: Road, *, rules: RuleSet) -> Stood:
    """Walk through series, and look around at every point."""
    count, points = road.values.shape
    then, averages = ProcessSums.nothing(points, count), np.empty((points, count))
    walker = _Walker(road, rules, Walked.start(count))
    for point in range(points):
        averages[point], _ = walker.arrive(point)
        then.write_rows(point, walker.process)
    return Stood(average=averages.T, then=then.turned())


class _Walker:
    """The state of many series between two points; arrays of shape (n_series,)."""

    def __init__(self, road: Road, rules: RuleSet, since: Walked) -> None:
        # By point, so that those of one moment lie side by side.
        self._values = np.ascontiguousarray(road.values.T)
        self._breaks, self._broken_at = road.breaks, np.asarray(road.breaks.any(axis=0))
        self._refused, self._rules = road.refused, rules
        now = since.now.copied()
        self.process = now.process
        # The points of the run that count towards a step, and the process before them.
        self._counting, self._before = now.counting, now.before
        self._nothing = ProcessSums.nothing(len(road.values))
        self._counted, self._began = now.counted, now.began
        self._run_side, self._run_length = now.run_side, now.run_length
        self._barred, self._previous = now.barred, now.previous
        self._steps, self._broken = [since.called], [since.broken]

    def arrive(self, point: int) -> tuple[Array, Codes]:
        """Judge one point of every series; return standing averages and fixed sides."""
        if point and self._broken_at[point]:
            self._break_off(np.flatnonzero(self._breaks[:, point]), point)
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

    def _break_off(self, where: Counts, point: int) -> None:
        """End the processes of some series before a point."""
        self._broken.append(
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
        lasts = same | ~judged
        self._run_length *= lasts
        self._counted *= lasts
        self._barred &= lasts
        self._run_side = np.where(judged, side, self._run_side)
        self._run_length += sided
        counts = sided & ~self._barred & (self.process.values >= self._rules.periods_before)
        self._counted += counts
        starts: Flags = counts & (self._counted == 1)
        np.copyto(self._began, point, where=starts)
        self._before.become(self.process, where=starts)
        self._counting.become(self._nothing, where=starts)
        return starts

    def _call(self, point: int) -> None:
        """Call the steps this point completes: begin their processes, or bar their runs."""
        where = np.flatnonzero(self._counted == self._rules.run_length)
        if not len(where):
            return
        began = self._began[where]
        refused = self._refused[where, began]
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

    def walked(self, side: Codes) -> Walked:
        """Return what was found, and where each series stands."""
        return Walked(
            side=side,
            called=Called.joined(self._steps),
            broken=Broken.joined(self._broken),
            now=Standing(
                process=self.process,
                counting=self._counting,
                before=self._before,
                began=self._began,
                counted=self._counted,
                run_side=self._run_side,
                run_length=self._run_length,
                barred=self._barred,
                previous=self._previous,
            ),
        )
