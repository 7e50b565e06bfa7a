"""The stable shift algorithm: limits that are drawn again where a shift has proved to stay.

Counts or values in, one frozen result out. Knows no area, measure or calendar. It proposes
where limits might be drawn again; that a process changed, and why, is for people to say.
Source: Woodcock, O'Connor, Bell, "Re-establishing control limits in statistical process
control analyses: the stable shift algorithm", *BMJ Quality & Safety* (2025),
doi 10.1136/bmjqs-2025-019263.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from copperplate.spc.arrays import HoldsArrays
from copperplate.spc.constants import ON
from copperplate.spc.exceptions import UnknownChart, WrongDenominators, WrongShape
from copperplate.spc.given import read_given
from copperplate.spc.groups import groups_of, one_group_a_series
from copperplate.spc.lines.model import Plotted, plotted
from copperplate.spc.reading import divisors_of
from copperplate.spc.signals.beyond import beyond
from copperplate.spc.signals.run import run_on_one_side
from copperplate.spc.stable_periods import periods_of
from copperplate.spc.stable_rules import (
    COUNTS,
    PROPORTIONS,
    STABLE_CHARTS,
    STABLE_SHIFT,
    StableShift,
)
from copperplate.spc.standing import Codes, sides_of
from copperplate.spc.sums import Array, Counts, Flags

__all__ = ["STABLE_SHIFT", "StableShift", "StableShiftCharts", "stable_shift_charts"]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class StableShiftCharts(HoldsArrays):
    """Charts with periods found by the stable shift algorithm.

    Arrays of shape (n_series, n_points), unless said otherwise.

    Attributes:
        rules: What the algorithm went by.
        chart: The chart type.
        values: As plotted: proportions (0 to 1) on P charts; NaN where missing.
        limited: Shape (n_series,): whether a series has values enough for limits. One that
            has not holds NaN, 0 and False from here on, and no point of it is judged.
        number: The number of the period each point lies in, from 0.
        begins: Where a new period begins; not at the first point.
        calculation: Where a point belongs to those that make the limits of its period;
            elsewhere they are carried on.
        excluded: Points left out of those limits as extremes.
        centre_line: In the unit of the values, as are the limits.
        lower: Never below nothing but for XmR; NaN where there is none.
        upper: Of proportions at most 1 where the limits are carried on; where they are
            made, as they come out. NaN where there is none.
        beyond: Outside a limit: 1 above, -1 below, 0 neither.
        run: In a run on one side inside one period: 1 above, -1 below, 0 neither. A value
            on the centre line and a missing one break a run.
        side: The side of each value against its centre line: codes of `FixedSide`.
    """

    rules: StableShift
    chart: str
    values: Array
    limited: Flags
    number: Counts
    begins: Flags
    calculation: Flags
    excluded: Flags
    centre_line: Array
    lower: Array
    upper: Array
    beyond: Codes
    run: Codes
    side: Codes


def stable_shift_charts(
    counts: ArrayLike,
    *,
    chart: str = "xmr",
    denominators: ArrayLike | None = None,
    rules: StableShift = STABLE_SHIFT,
) -> StableShiftCharts:
    """Return charts of many series, with limits drawn again where a shift is stable.

    The first points make limits, which are carried on. Where enough points in a row lie on
    one side of the centre line, limits of the points from there on are tried. They begin a
    period unless a run on the other side begins among those points, or may yet: then the
    next point of the shift is tried.

    Args:
        counts: One number a period, oldest first. Shape (n_series, n_points), or
            (n_points,) for one series. NaN means missing: it breaks a run, no range is
            taken across it, and it is one of the points of a period all the same.
        chart: ``xmr``, ``c``, ``c-prime``, ``p`` or ``p-prime``. All but XmR round counts
            and denominators to whole numbers, halves to the even one.
        denominators: The same shape. P charts need them; XmR charts then draw the ratio,
            unrounded. A denominator of nothing leaves no value.
        rules: What the algorithm goes by.

    Raises:
        WrongShape: An array is not shaped like one series or many, or not like the counts.
        NotFinite: A number is infinite.
        UnknownChart: The algorithm is not defined for a chart of that name.
        WrongDenominators: A P chart without denominators, or a C chart with them.

    Source:
        Woodcock, O'Connor, Bell (2025), doi 10.1136/bmjqs-2025-019263.

    Example:
        >>> charts = stable_shift_charts([11, 9] * 11 + [19, 21] * 11)
        >>> np.flatnonzero(charts.begins[0]).tolist()
        [22]
        >>> charts.centre_line[0, [0, 22]].round(2).tolist()
        [10.05, 19.95]
    """
    over = None if denominators is None else divisors_of("the denominators", denominators)
    given = rounded(read_given(counts).values, None if over is None else np.atleast_2d(over), chart)
    periods, _ = periods_of(given, chart, rules)
    groups = groups_of(periods.number)
    side = sides_of(given.values, periods.centre_line)
    outside = beyond(given.values, periods.lower, periods.upper, on_counts=False, on=ON)
    # A point on the centre line is no sign even where the limits lie there too.
    outside[side == 0] = 0
    begins = groups.starts()
    begins[:, :1] = False
    charts = StableShiftCharts(
        rules=rules,
        chart=chart,
        values=given.values,
        limited=np.asarray(periods.calculation.any(axis=1)),
        number=periods.number,
        begins=begins,
        calculation=periods.calculation,
        excluded=periods.excluded,
        centre_line=periods.centre_line,
        lower=periods.lower,
        upper=periods.upper,
        beyond=outside,
        run=run_on_one_side(side, groups, rules.shift_rule_threshold),
        side=side,
    )
    charts.close()
    return charts


def rounded(counts: Array, denominators: Array | None, chart: str) -> Plotted:
    """Return numbers as the algorithm plots them: whole counts, but for XmR.

    Args:
        counts: Shape (n_series, n_points); NaN where missing.
        denominators: The same shape, or None.
        chart: Name of a chart type.

    Raises:
        UnknownChart, WrongDenominators, WrongShape: As of `stable_shift_charts`.
    """
    if chart not in STABLE_CHARTS:
        known = ", ".join(STABLE_CHARTS)
        raise UnknownChart(f"'{chart}' is not a chart type with stable shifts; there are: {known}.")
    if denominators is None and chart in PROPORTIONS:
        raise WrongDenominators(f"A {chart} chart divides by denominators; give them.")
    if denominators is not None and chart in COUNTS:
        raise WrongDenominators(f"A {chart} chart takes no denominators; leave them out.")
    if denominators is not None and denominators.shape != counts.shape:
        raise WrongShape(
            f"the denominators have the shape {denominators.shape}; the counts have {counts.shape}."
        )
    if chart != "xmr":
        counts = np.rint(counts)
        denominators = None if denominators is None else np.rint(denominators)
    everywhere = np.ones(counts.shape, dtype=np.bool_)
    groups = one_group_a_series(counts.shape)
    return plotted(counts, denominators, groups=groups, counted=everywhere)
