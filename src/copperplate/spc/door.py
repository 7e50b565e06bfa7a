"""The library's door: numbers and the name of a rule set in, control charts out.

Reads what it is given once, and hands it to whoever makes charts by that rule set. Knows no
measure or area; behind it a period is a place in an array.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from copperplate.spc.calendar import calendar_of, holds_dates, on_calendar
from copperplate.spc.charts import ControlCharts
from copperplate.spc.charts_given import charts_of_given
from copperplate.spc.charts_sfn import charts_by_sfn
from copperplate.spc.charts_stable import charts_by_stable_shift
from copperplate.spc.choice import chart_for
from copperplate.spc.direction import directions
from copperplate.spc.exceptions import CannotChart
from copperplate.spc.fixed import counted_of, processes_given
from copperplate.spc.frames import FLAGS, Unframed, one_by_name, unframed
from copperplate.spc.given import Given, dispersion_of, one_a_series, read_given
from copperplate.spc.lines.exact import pooled_dispersion
from copperplate.spc.rule_sets import RuleSet, Stepping, rule_set
from copperplate.spc.sums import Array, Flags
from copperplate.spc.takes import takes


def control_charts(
    values: Any,
    *,
    rules: str | RuleSet = "sfn",
    chart: str = "xmr",
    denominators: Any = None,
    expected: Any = None,
    rebase_at: Any = None,
    baseline: int | None = None,
    excluded: Any = None,
    target: ArrayLike | Mapping[str, float] | None = None,
    dispersion: ArrayLike | Mapping[str, float] | None = None,
    better: str | Sequence[str] | Mapping[str, str] | None = None,
    confirmed: Any = None,
    refused: Any = None,
    provisional: Any = None,
    periods: Any = None,
    earlier: ControlCharts | None = None,
) -> ControlCharts:
    """Return the control charts of many series.

    Args:
        values: One number a period, oldest first, no period left out; the periods do not
            overlap. Shape (n_series, n_points), or (n_points,) for one series. NaN means
            missing: it neither breaks nor lengthens a run, and no range is taken across it.
            Or a frame of pandas or polars with a column a series and a row a period, whose
            names and index the charts keep; what has the shape of the values is then a frame
            with the same columns and rows, and what is one a series may be said by name.
            With `periods`, periods may be left out.
        rules: The name of a rule set, or one made of the same parts.
        chart: The name of a chart type: ``xmr``, or for counts over denominators ``u``,
            ``p``, ``u-prime``, ``p-prime``, ``i-prime``; for counts alone ``c``,
            ``c-prime``; ``exact`` for small counts, with or without denominators; ``g`` and
            ``t`` for waits between rare events; ``mr`` of moving ranges, ``run`` of the median.
            ``auto`` takes the one that fits the numbers, and `chart_reason` says why.
        denominators: Shape of `values`: what the counts are divided by. A denominator of
            nothing leaves no value.
        expected: Shape of `values`: what season and length let one expect of each at a level
            of one (`copperplate.seasons`). Values are judged over it, and drawn so;
            `counted_limits` says the lines in the values' own unit.
        rebase_at: Shape of `values`; true where a new process begins that cannot be compared
            with the one before it. By `sfn` it is no step: nothing is said to have changed.
        baseline: How many points of each process make its limits; all by default.
        excluded: Shape of `values`; true where a value is judged and makes no limits, such as
            a month of lockdown. Rules that find their own processes judge it by the limits
            alone: no run holds it.
        target: One number, or one a series; NaN for none.
        dispersion: For ``exact`` limits: the variance of the counts over their mean, one
            number or one a series. By default it is pooled over the series charted
            together, so that a few series and many do not give the same limits. How likely
            the next value is goes by it too; else by each series' own.
        better: ``lower``, ``higher`` or ``neither``, for all or one a series. It judges
            nothing; it tells improvement from concern.
        confirmed: Shape of `values`; true at the point where a confirmed step began.
        refused: Shape of `values`; true at the point where a refused step began. The
            process runs on through it, and the same run makes no other step.
        provisional: Shape of `values`; true where a value is drawn but not judged yet.
        periods: Shape (n_points,): what each point stands for, oldest first; numpy's dates, ISO
            dates, an index of pandas, a column of polars. Days, weeks, months, quarters and years
            left out between them are put in as missing values; `gaps` says which. What is true
            of some points may then be said by their dates, for all series:
            ``rebase_at=["2024-01"]``.
        earlier: Charts of the same series by the same rules, with fewer points or as many. What
            has not changed since is not walked through again by `sfn`; by other rules it saves
            nothing. The result is the same.

    Returns:
        The charts, in the order of the series.

    Raises:
        WrongShape: An array is not shaped like one series or many, or not like the values; or
            a frame beside the values has other columns or rows.
        NotNumbers: Numbers are text, dates, or true and false; or true and false are not.
        NotFinite: A number is infinite, or so large that its square is.
        ContradictoryDecisions: A step is both confirmed and refused.
        UnknownRules: There is no such rule set.
        UnknownChart: There is no such chart type.
        CannotChart: A direction, a baseline or a dispersion cannot be meant; the rule set
            finds its own processes and was given some, or takes other chart types; a chart
            takes no denominators or no expected values, or cannot do without denominators; or
            a wait between events is negative.

    Source:
        `sfn`: docs/reference/spc/sfn.md. Limits: Wheeler, *Understanding Variation*.

    Example:
        Twelve months about ten, then eight of four: the first of the eight begins a
        process, and it took the eighth to see it.

        >>> charts = control_charts([9, 11] * 6 + [4] * 8, better="lower")
        >>> charts[0]
        <ControlChart by sfn, version 1: 20 points
          0 to 11: 10, limits 4.68 to 15.32
          12 to 19: 4, trial limits 4 to 4
          step began at 12, called at 19, undecided: 10 to 4 (-60.0%)
          no run; 12 more on one side make a step>
        >>> charts.standing_average[0, 13].round(3).item()
        9.538
    """
    chosen = rule_set(rules)
    beside = {
        "confirmed": confirmed,
        "refused": refused,
        "provisional": provisional,
        "denominators": denominators,
        "expected": expected,
        "rebase_at": rebase_at,
        "excluded": excluded,
    }
    read, gaps = _read(values, beside, periods)
    given = read_given(read.values, **read.beside)
    series = len(given.values)
    ways = directions(one_by_name("better", better, read.names), series)
    aims = np.nan if target is None else one_by_name("target", target, read.names)
    targets = one_a_series("target", aims, series)
    if dispersion is not None:
        said = one_by_name("dispersion", dispersion, read.names)
        given = replace(given, dispersion=dispersion_of(said, series))
    baseline = _counted_from(baseline)
    if earlier is not None:
        _goes_on(earlier, chosen, given)
    reason = ""
    if chart == "auto":
        choice = chart_for(given, chosen)
        chart, reason = choice.chart, choice.reason
    takes(chart, given)
    if chart == "exact" and given.dispersion is None:
        given = replace(given, dispersion=_pooled(given, baseline))
    if chosen.stepping is Stepping.GIVEN:
        charts = charts_of_given(given, chosen, chart, baseline, ways, targets)
    elif baseline is not None:
        raise CannotChart(
            f"'{chosen.name}' finds its own processes: leave out the baseline, or choose another "
            "rule set."
        )
    elif chosen.stepping is Stepping.STABLE:
        charts = charts_by_stable_shift(given, chosen, chart, ways, targets)
    elif chart == "xmr":
        charts = charts_by_sfn(given, chosen, ways, targets, earlier)
    else:
        raise CannotChart(
            f"'{chosen.name}' finds its own processes on XmR charts: leave out the chart type, "
            "or choose another rule set."
        )
    charts = replace(
        charts,
        chart_reason=reason,
        expected=given.expected,
        names=read.names,
        periods=read.labels,
        gaps=gaps,
    )
    charts.close()
    return charts


def _read(values: Any, beside: dict[str, Any], periods: Any) -> tuple[Unframed, Flags | None]:
    """Return what was handed over as arrays; and which periods were left out, and put in."""
    dated = {name: beside[name] for name in FLAGS if holds_dates(beside.get(name))}
    if periods is None:
        if dated:
            raise CannotChart(
                f"'{next(iter(dated))}' holds dates; say with periods= what points stand for."
            )
        return unframed(values, beside), None
    calendar = calendar_of(periods)
    read = unframed(values, beside | dict.fromkeys(dated))
    filled, spread = on_calendar(calendar, read.values, read.beside, FLAGS)
    for name, dates in dated.items():
        spread[name] = np.broadcast_to(calendar.marked(name, dates), filled.shape)
    return replace(read, values=filled, beside=spread, labels=calendar.periods), calendar.gaps


def _counted_from(baseline: Any) -> int | None:
    """Return how many points make limits, a whole number from 1, or None."""
    if baseline is None:
        return None
    whole = isinstance(baseline, (int, np.integer)) and not isinstance(baseline, bool)
    if not whole or baseline < 1:
        raise CannotChart(
            "'baseline' is how many points of each process make its limits: 1 or more."
        )
    return int(baseline)


def _goes_on(earlier: ControlCharts, chosen: RuleSet, given: Given) -> None:
    series, points = given.values.shape
    if not isinstance(earlier, ControlCharts):
        raise CannotChart(
            f"'earlier' is {type(earlier).__name__}; give the ControlCharts made before."
        )
    if earlier.rules != chosen or len(earlier) != series or earlier.values.shape[1] > points:
        raise CannotChart(
            f"the earlier charts are of {len(earlier):,} series of {earlier.values.shape[1]:,} "
            f"points by {earlier.rules}; these are of {series:,} series of {points:,} points by "
            f"{chosen}. Give charts of the same series, by the same rules, with no more points."
        )


def _pooled(given: Given, baseline: int | None) -> Array:
    """Return the dispersion of all series charted together."""
    groups = processes_given(given)
    counted = counted_of(given, groups, baseline)
    return pooled_dispersion(given.values, given.over, groups, counted)
