"""Charts whose processes the caller sets: lines, sides and signs, nothing re-bases by itself.

Any chart type with the signs of any rule set. Knows nothing of steps that rules find.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copperplate.spc.groups import Groups, groups_of
from copperplate.spc.lines.model import Lines, plotted, plotted_ranges
from copperplate.spc.lines.types import lines_of
from copperplate.spc.lines.xmr import XmR
from copperplate.spc.rule_sets import RuleSet
from copperplate.spc.signals.hits import Hits, hits_of
from copperplate.spc.standing import Codes, sides_of
from copperplate.spc.sums import Array, Counts, Flags


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Fixed:
    """Charts of given processes; arrays of shape (n_series, n_points).

    Attributes:
        values: As plotted: counts over their denominators where there are any.
        groups: The process of each point.
        number: The number of that process along its series, from 0.
        lines: Centre line and reach.
        side: The side of each judged value against its centre line.
        hits: Every sign.
        short: Where a process holds fewer points than full limits want.
    """

    values: Array
    groups: Groups
    number: Counts
    lines: Lines
    side: Codes
    hits: Hits
    short: Flags


def fixed_charts(
    counts: Array,
    *,
    rules: RuleSet,
    chart: str,
    denominators: Array | None,
    provisional: Flags,
    excluded: Flags,
    rebase_at: Flags,
    baseline: int | None,
) -> Fixed:
    """Return charts of processes that begin where the caller says.

    Args:
        counts: Shape (n_series, n_points); NaN where missing.
        rules: Which signs, which screening, which constants.
        chart: Name of a chart type.
        denominators: The same shape, or None.
        provisional: Points drawn, not judged, and not in the limits.
        excluded: Points judged, and not in the limits.
        rebase_at: Where a process begins.
        baseline: How many points of each process make its limits; None for all.
    """
    number = np.cumsum(rebase_at, axis=1, dtype=np.int64)
    number -= number[:, :1]
    groups = groups_of(number)
    counted = ~provisional & ~excluded
    if baseline is not None:
        counted &= groups.place() < baseline
    given = (
        plotted_ranges(counts, groups=groups, counted=counted)
        if chart == "mr"
        else plotted(counts, denominators, groups=groups, counted=counted)
    )
    lines = lines_of(chart, given, XmR(scaling=rules.scaling, screenings=rules.screenings))
    judged = np.where(provisional, np.nan, given.values)
    side = sides_of(judged, lines.centre_line, within=rules.on)
    held = groups.spread(groups.number(np.ones(counts.shape, dtype=np.bool_)).astype(np.float64))
    return Fixed(
        values=given.values,
        groups=groups,
        number=number,
        lines=lines,
        side=side,
        hits=hits_of(judged, side, lines, groups, rules),
        short=held < rules.fewest_for_full_limits,
    )
