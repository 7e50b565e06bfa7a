"""Control charts by `sfn`: processes a walk finds, judged as they stood, drawn as they stand."""

from __future__ import annotations

import numpy as np

from copperplate.spc import sfn
from copperplate.spc.assurance import assurance_of
from copperplate.spc.charts import ControlCharts
from copperplate.spc.direction import Better
from copperplate.spc.drawn import FoundLines, blocks_of
from copperplate.spc.given import Given
from copperplate.spc.limits import Limits
from copperplate.spc.processes import breaches_of, processes_of
from copperplate.spc.rule_sets import RuleSet
from copperplate.spc.signals.hits import Hits, beyond_of, newest_direction
from copperplate.spc.steps import Steps
from copperplate.spc.sums import Array, Counts
from copperplate.spc.walked import Walked
from copperplate.spc.warnings import Warnings, warnings_of


def charts_by_sfn(
    given: Given,
    chosen: RuleSet,
    better: tuple[Better, ...],
    targets: Array,
    earlier: ControlCharts | None = None,
) -> ControlCharts:
    """Return charts whose processes the walk of `sfn` finds.

    Args:
        given: The values and the decisions.
        chosen: The rule set.
        better: Which way is better, one a series.
        targets: Shape (n_series,); NaN for none.
        earlier: Charts of the same series up to an earlier point, whose walk is gone on from.
    """
    shape = given.values.shape
    side, beyond = np.empty(shape, dtype=np.int8), np.empty(shape, dtype=np.int8)
    begins = np.empty(shape, dtype=np.bool_)
    process = np.empty(shape, dtype=np.int32)
    variation = np.empty(shape[0], dtype=np.int8)
    steps: list[Steps] = []
    warnings: list[Warnings] = []
    limits: list[Limits] = []
    first_rows: list[Counts] = []
    before = 0
    settled, points = list[Walked](), _settled_points(given)
    for rows in blocks_of(shape[0]):
        block = given.taken(rows)
        judged = block.judged
        road = sfn.Road.of(block)
        settled.append(_settled(road, rows, points, chosen, earlier))
        walk = sfn.walk(road, rules=chosen, since=settled[-1])
        found = processes_of(walk, block, chosen)
        side[rows], process[rows], begins[rows] = walk.side, found.number, found.begins
        drawn = found.drawn
        beyond[rows] = beyond_of(breaches_of(judged, drawn, chosen), judged, drawn.centre_line)
        steps.append(found.steps.shifted(rows.start))
        warnings.append(warnings_of(walk.now, chosen))
        limits.append(found.limits)
        first_rows.append(found.first_row + before)
        before += len(found.limits.centre_line)
    every_step = Steps.joined(steps)
    hits = Hits.of_breaches(beyond)
    met = np.zeros(shape, dtype=np.bool_)
    met[every_step.series, every_step.began] = True
    rows_of_limits = Limits.joined(limits)
    first_row = np.concatenate(first_rows)
    newest = rows_of_limits.taken(first_row + (process[:, -1] if shape[1] else 0))
    variation = newest_direction(given.plotted, side, hits)
    return ControlCharts(
        rules=chosen,
        values=given.plotted,
        provisional=given.provisional,
        side=side,
        breach=beyond != 0,
        process=process,
        possible_steps=begins,
        steps=every_step,
        warnings=Warnings.joined(warnings),
        unmet_decisions=(given.confirmed | given.refused) & ~met,
        better=better,
        chart="xmr",
        hits=hits,
        variation=variation,
        assurance=assurance_of(newest.lower, newest.upper, targets, better),
        lines=FoundLines(
            given=given,
            rules=chosen,
            limits=rows_of_limits,
            first_row=first_row,
            process=process,
            settled=Walked.joined(settled),
        ),
    )


def _settled_points(given: Given) -> int:
    """Return how many points there are before the first provisional value of any series."""
    unsettled = np.asarray(given.provisional.any(axis=0))
    return int(unsettled.argmax()) if unsettled.any() else len(unsettled)


def _settled(
    road: sfn.Road, rows: slice, points: int, chosen: RuleSet, earlier: ControlCharts | None
) -> Walked:
    """Return the walk of a block up to a point, gone on from an earlier one where there is any."""
    if earlier is None or not isinstance(earlier.lines, FoundLines):
        return sfn.walk(road, rules=chosen, until=points)
    since, before = earlier.lines.settled.taken(rows), earlier.lines.given.taken(rows)
    if since.points > points:
        return sfn.walk(road, rules=chosen, until=points)
    return sfn.walk_on(road, rules=chosen, before=sfn.Road.of(before), since=since, until=points)
