"""Control charts by the stable shift algorithm: its periods as processes, its breaks as steps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from copperplate.spc.assurance import assurance_of
from copperplate.spc.charts import ControlCharts
from copperplate.spc.direction import Better
from copperplate.spc.drawn import KeptLines
from copperplate.spc.exceptions import CannotChart
from copperplate.spc.given import Given
from copperplate.spc.groups import groups_of
from copperplate.spc.limits import Limits
from copperplate.spc.rule_sets import RuleSet
from copperplate.spc.signals.beyond import beyond
from copperplate.spc.signals.hits import Hits, newest_direction
from copperplate.spc.signals.run import run_on_one_side
from copperplate.spc.stable_periods import periods_of
from copperplate.spc.stable_rules import STABLE_SHIFT
from copperplate.spc.stable_shift import rounded
from copperplate.spc.standing import is_on, sides_of
from copperplate.spc.sums import Array
from copperplate.spc.warnings import warnings_of_signs


def charts_by_stable_shift(
    given: Given, chosen: RuleSet, chart: str, better: tuple[Better, ...], targets: Array
) -> ControlCharts:
    """Return charts whose processes are the periods of the stable shift algorithm.

    Provisional values are drawn and, as if they were missing, not judged; excluded ones are
    missing to the algorithm and judged by the limits alone. A series with too few values for
    a period has no line, and none of its points a side.

    Args:
        given: The counts, what they are over, and the decisions.
        chosen: The rule set.
        chart: Name of a chart type the algorithm is defined for.
        better: Which way is better, one a series.
        targets: Shape (n_series,); NaN for none.

    Raises:
        UnknownChart: The algorithm is not defined for a chart of that name.
        WrongDenominators: A C chart with denominators.
        CannotChart: Expected values on a chart that is not of XmR, or processes said to begin
            where the algorithm alone decides.
    """
    if given.rebase_at.any():
        raise CannotChart(
            f"'{chosen.name}' finds its own processes: leave out rebase_at, or choose another "
            "rule set."
        )
    if given.expected is not None and chart != "xmr":
        raise CannotChart(
            f"a chart '{chart}' with stable shifts takes no expected values; leave them out, or "
            "choose another type."
        )
    shown = rounded(given.values, given.over, chart).values
    walked = rounded(given.counted, given.over, chart)
    rules = chosen.stable or STABLE_SHIFT
    periods, steps = periods_of(walked, chart, rules, given.refused)
    groups = groups_of(periods.number)
    side = sides_of(walked.values, periods.centre_line, within=chosen.on)
    judged = np.where(given.provisional, np.nan, shown)
    outside = beyond(judged, periods.lower, periods.upper, on_counts=False, on=chosen.on)
    # A point on the centre line is no sign even where the limits lie there too.
    outside[is_on(judged, periods.centre_line, within=chosen.on)] = 0
    hits = replace(Hits.of_breaches(outside), run=run_on_one_side(side, groups, chosen.signs.run))
    begins = groups.starts()
    begins[:, :1] = False
    met = np.zeros(begins.shape, dtype=np.bool_)
    met[steps.series, steps.began] = True
    newest = np.full((2, len(shown)), np.nan)
    if shown.shape[1]:
        newest[:] = periods.lower[:, -1], periods.upper[:, -1]
    drawn = Limits(
        centre_line=periods.centre_line,
        lower=periods.lower,
        upper=periods.upper,
        trial=np.zeros(begins.shape, dtype=np.bool_),
    )
    return ControlCharts(
        rules=chosen,
        values=shown,
        provisional=given.provisional,
        side=side,
        breach=outside != 0,
        process=periods.number.astype(np.int32),
        possible_steps=begins,
        steps=steps.confirmed(given.confirmed),
        warnings=warnings_of_signs(
            walked.values,
            side,
            groups,
            periods.centre_line,
            chosen,
            waiting=given.provisional,
        ),
        unmet_decisions=(given.confirmed | given.refused) & ~met,
        better=better,
        chart=chart,
        hits=hits,
        variation=newest_direction(shown, side, hits),
        assurance=assurance_of(newest[0], newest[1], targets, better),
        lines=KeptLines(given=given, limits=drawn, counted=periods.calculation & ~periods.excluded),
    )
