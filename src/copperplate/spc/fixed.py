"""Charts whose processes the caller sets: lines, sides and signs, nothing re-bases by itself.

Any chart type with the signs of any rule set. Knows nothing of steps that rules find.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from copperplate.spc.given import Given
from copperplate.spc.groups import Groups, groups_of
from copperplate.spc.lines.model import Lines, plotted, plotted_ranges
from copperplate.spc.lines.types import lines_of
from copperplate.spc.lines.xmr import XmR
from copperplate.spc.rule_sets import RuleSet
from copperplate.spc.signals.hits import Hits, hits_of
from copperplate.spc.standing import Codes, sides_of
from copperplate.spc.sums import Array, Counts, Flags


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class FixedLines:
    """The lines of given processes; arrays of shape (n_series, n_points).

    Attributes:
        values: As plotted: counts over their denominators where there are any.
        groups: The process of each point.
        number: The number of that process along its series, from 0.
        lines: Centre line and reach.
        short: Where a process holds fewer points than full limits want.
    """

    values: Array
    groups: Groups
    number: Counts
    lines: Lines
    short: Flags


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Fixed:
    """Charts of given processes: their lines, and arrays of shape (n_series, n_points).

    Attributes:
        made: The lines.
        judged: The values, NaN where missing or provisional.
        side: The side of each judged value against its centre line.
        hits: Every sign.
    """

    made: FixedLines
    judged: Array
    side: Codes
    hits: Hits


def processes_given(given: Given) -> Groups:
    """Return the processes that begin where the caller said."""
    number = np.cumsum(given.rebase_at, axis=1, dtype=np.int64)
    return groups_of(number - number[:, :1])


def counted_of(given: Given, groups: Groups, baseline: int | None) -> Flags:
    """Return the points that make the limits: of each process the first so many, or all."""
    counted = ~given.provisional & ~given.excluded
    if baseline is not None:
        counted &= groups.place() < baseline
    return counted


def fixed_lines(given: Given, *, rules: RuleSet, chart: str, baseline: int | None) -> FixedLines:
    """Return the lines of processes that begin where the caller says.

    Args:
        given: The values and what was said of them. Provisional and excluded points are
            not in the limits.
        rules: Which screening, which constants.
        chart: Name of a chart type.
        baseline: How many points of each process make its limits; None for all.
    """
    groups = processes_given(given)
    counted = counted_of(given, groups, baseline)
    counts = given.values
    drawn_of = (
        plotted_ranges(counts, groups=groups, counted=counted)
        if chart == "mr"
        else plotted(counts, given.over, groups=groups, counted=counted)
    )
    held = groups.spread(groups.number(np.ones(counts.shape, dtype=np.bool_)).astype(np.float64))
    drawn_of = replace(drawn_of, dispersion=given.dispersion)
    return FixedLines(
        values=drawn_of.values,
        groups=groups,
        number=groups.at - groups.at[:, :1],
        lines=lines_of(chart, drawn_of, XmR(scaling=rules.scaling, screenings=rules.screenings)),
        short=held < rules.fewest_for_full_limits,
    )


def fixed_charts(given: Given, *, rules: RuleSet, chart: str, baseline: int | None) -> Fixed:
    """Return charts of processes that begin where the caller says, as `fixed_lines` takes.

    Provisional points are drawn and not judged; excluded ones are judged.
    """
    made = fixed_lines(given, rules=rules, chart=chart, baseline=baseline)
    judged = np.where(given.provisional, np.nan, made.values)
    side = sides_of(judged, made.lines.centre_line, within=rules.on)
    hits = hits_of(judged, side, made.lines, made.groups, rules)
    return Fixed(made=made, judged=judged, side=side, hits=hits)
