"""Control charts whose processes the caller set: any chart type, the signs of any rule set."""

from __future__ import annotations

import numpy as np

from copperplate.spc.assurance import assurance_of
from copperplate.spc.charts import ControlCharts
from copperplate.spc.direction import Better
from copperplate.spc.drawn import GivenLines, blocks_of
from copperplate.spc.fixed import fixed_charts
from copperplate.spc.given import Given
from copperplate.spc.rule_sets import RuleSet
from copperplate.spc.signals.hits import Hits, newest_direction
from copperplate.spc.steps import Steps
from copperplate.spc.sums import Array
from copperplate.spc.warnings import Warnings, warnings_of_signs


def charts_of_given(
    given: Given,
    chosen: RuleSet,
    chart: str,
    baseline: int | None,
    better: tuple[Better, ...],
    targets: Array,
) -> ControlCharts:
    """Return charts whose processes begin where the caller said.

    Args:
        given: The values and what was said of them.
        chosen: The rule set.
        chart: Name of a chart type.
        baseline: How many points of each process make its limits; None for all.
        better: Which way is better, one a series.
        targets: Shape (n_series,); NaN for none.
    """
    shape = given.values.shape
    values = np.empty(shape) if chart == "mr" else given.plotted
    side, process = np.empty(shape, dtype=np.int8), np.empty(shape, dtype=np.int32)
    variation = np.empty(shape[0], dtype=np.int8)
    newest, aimed = np.full((2, shape[0]), np.nan), not np.isnan(targets).all()
    hits: list[Hits] = []
    warnings: list[Warnings] = []
    for rows in blocks_of(shape[0]):
        found = fixed_charts(given.taken(rows), rules=chosen, chart=chart, baseline=baseline)
        made = found.made
        if chart == "mr":
            values[rows] = made.values
        side[rows], process[rows] = found.side, made.number
        variation[rows] = newest_direction(made.values, found.side, found.hits)
        if shape[1] and aimed:
            newest[:, rows] = [line[:, -1] for line in made.lines.at()]
        hits.append(found.hits)
        warnings.append(
            warnings_of_signs(
                found.judged,
                found.side,
                made.groups,
                made.lines.centre_line,
                chosen,
                waiting=given.provisional[rows],
            )
        )
    every = Hits.joined(hits)
    begins = np.zeros(shape, dtype=np.bool_)
    begins[:, 1:] = process[:, 1:] != process[:, :-1]
    return ControlCharts(
        rules=chosen,
        values=values,
        provisional=given.provisional,
        side=side,
        breach=every.beyond != 0,
        process=process,
        possible_steps=begins,
        steps=Steps.none(),
        warnings=Warnings.joined(warnings),
        unmet_decisions=given.confirmed | given.refused,
        better=better,
        chart=chart,
        hits=every,
        variation=variation,
        assurance=assurance_of(newest[0], newest[1], targets, better),
        lines=GivenLines(given=given, rules=chosen, chart=chart, baseline=baseline),
    )
