"""Control charts of many series in one call: the library's door.

Brings a rule set, its walk and the limits together into one frozen result. Knows no
measure, area or calendar: a period is a place in an array.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from copperplate.spc import sfn
from copperplate.spc.arrays import HoldsArrays
from copperplate.spc.assurance import Assurance, assurance_of
from copperplate.spc.chart import ControlChart, segments_of
from copperplate.spc.choice import chart_for
from copperplate.spc.direction import Better, directions
from copperplate.spc.drawn import BLOCK, FoundLines, GivenLines, LinesMaker, Near
from copperplate.spc.evidence import Evidence, evidence_of, support_of
from copperplate.spc.exceptions import CannotChart
from copperplate.spc.fixed import fixed_charts, processes_given
from copperplate.spc.given import Given, read_given
from copperplate.spc.limits import Limits
from copperplate.spc.lines.exact import pooled_dispersion
from copperplate.spc.processes import breaches_of, processes_of
from copperplate.spc.rule_sets import RuleSet, Stepping, rule_set
from copperplate.spc.signals.hits import Hits, beyond_of, newest_direction
from copperplate.spc.standing import Codes
from copperplate.spc.steps import Steps
from copperplate.spc.sums import Array, Counts, Flags
from copperplate.spc.warnings import Warnings, warnings_of, warnings_of_signs

ALL = slice(None)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ControlCharts(HoldsArrays):
    """Control charts of many series; arrays of shape (n_series, n_points) unless said otherwise.

    Attributes:
        rules: The rule set they were judged by.
        values: As given; NaN where missing. Unit: the measure's own.
        provisional: Where a value was given as provisional: drawn, not judged.
        side: The side of each point, codes of `FixedSide`: fixed when it arrived, or against
            the line drawn.
        breach: Where a judged value lies on or beyond a limit drawn today.
        process: The number of the process each point lies in, from 0.
        possible_steps: Where a new process begins: by the rule, all but refused steps; for
            a rule set that re-bases nothing, where the caller said so.
        steps: Every step the rule made possible, refused ones too, as columns.
        warnings: What the next point would have to be to make a step, shape (n_series,).
        unmet_decisions: Where a step was said to be confirmed or refused and none began.
        better: Which way is better, one word a series.
        chart: The chart type.
        chart_reason: Why this one, where it was chosen by ``auto``; empty where it was said.
        hits: Every sign at every point, kept apart.
        variation: The leading sign of the newest point, shape (n_series,): 1 up or above,
            -1 down or below, 0 none.
        assurance: Whether routine variation meets the target, shape (n_series,): codes of
            `Assurance`.
        lines: Makes the lines below, which are made when they are asked for.
    """

    rules: RuleSet
    values: Array
    provisional: Flags
    side: Codes
    breach: Flags
    process: NDArray[np.int32]
    possible_steps: Flags
    steps: Steps
    warnings: Warnings
    unmet_decisions: Flags
    better: tuple[Better, ...]
    chart: str
    hits: Hits
    variation: Codes
    assurance: Codes
    lines: LinesMaker = field(compare=False)
    chart_reason: str = ""

    @cached_property
    def standing_average(self) -> Array:
        """The mean of the process up to the point before, as a reader last saw it.

        NaN where it held no value, and for rule sets that judge against the line drawn.
        """
        return _closed(self.lines.standing(ALL))

    @cached_property
    def drawn(self) -> Limits:
        """Limits as drawn today, each process with its own."""
        made = self.lines.drawn(ALL)
        made.close()
        return made

    @cached_property
    def then(self) -> Limits:
        """Limits as they were at each point, from the process up to it."""
        made = self.lines.then(ALL)
        made.close()
        return made

    @cached_property
    def evidence(self) -> Evidence:
        """Where the numbers themselves put changes of level, whatever the rule saw."""
        found = _evidence(self.lines.given)
        found.close()
        return found

    @property
    def supported_steps(self) -> Flags:
        """Where strong evidence puts the start of a new level, shape (n_series, n_points)."""
        return self.evidence.flags(self.values.shape)

    @property
    def step_grades(self) -> Codes:
        """How much speaks for each of `steps`: codes of `Grade`."""
        return support_of(self.steps, self.evidence)

    @cached_property
    def near(self) -> Near:
        """The lower and upper line at two thirds of the way to the limits."""
        lower, upper = self.lines.near(ALL)
        return _closed(lower), _closed(upper)

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, series: int) -> ControlChart:
        row = range(len(self))[series]
        one = slice(row, row + 1)
        steps, drawn = self.steps.of(row), self.lines.drawn(one).taken(0)
        near_lower, near_upper = self.lines.near(one)
        evidence = _evidence(self.lines.given.block(one))
        begins = self.possible_steps[row]
        firsts = [0, *np.flatnonzero(begins).tolist()] if len(begins) else []
        found = ControlChart(
            rules=self.rules,
            values=self.values[row],
            provisional=self.provisional[row],
            standing_average=self.lines.standing(one)[0],
            side=self.side[row],
            drawn=drawn,
            then=self.lines.then(one).taken(0),
            breach=self.breach[row],
            segments=segments_of(drawn, firsts, steps),
            steps=steps,
            warning=self.warnings.of(row),
            unmet_decisions=self.unmet_decisions[row],
            better=self.better[row],
            near_lower=near_lower[0],
            near_upper=near_upper[0],
            hits=self.hits.of(row),
            assurance=Assurance(int(self.assurance[row])),
            evidence=evidence,
        )
        found.close()
        return found

    def __iter__(self) -> Iterator[ControlChart]:
        return (self[series] for series in range(len(self)))

    def _repr_html_(self) -> str:
        """Return the picture of one series, or the first of many in a table, for a notebook."""
        from copperplate.spc.notebook import charts_markup  # charts are made without a drawer

        return charts_markup(self)

    def __repr__(self) -> str:
        series, points = self.values.shape
        return (
            f"<ControlCharts by {self.rules}: {series:,} series of {points:,} points, "
            f"{len(self.steps):,} steps, {int(self.breach.sum()):,} breaches>"
        )


def control_charts(
    values: ArrayLike,
    *,
    rules: str | RuleSet = "sfn",
    chart: str = "xmr",
    denominators: ArrayLike | None = None,
    rebase_at: ArrayLike | None = None,
    baseline: int | None = None,
    excluded: ArrayLike | None = None,
    target: ArrayLike | None = None,
    dispersion: ArrayLike | None = None,
    better: str | Sequence[str] | None = None,
    confirmed: ArrayLike | None = None,
    refused: ArrayLike | None = None,
    provisional: ArrayLike | None = None,
) -> ControlCharts:
    """Return the control charts of many series.

    Args:
        values: One number a period, oldest first, no period left out; the periods do not
            overlap. Shape (n_series, n_points), or (n_points,) for one series. NaN means
            missing: it neither breaks nor lengthens a run, and no range is taken across it.
        rules: The name of a rule set, or one made of the same parts.
        chart: The name of a chart type: ``xmr``, or for counts over denominators ``u``,
            ``p``, ``u-prime``, ``p-prime``, ``i-prime``; for counts alone ``c``,
            ``c-prime``; ``exact`` for small counts, with or without denominators; ``g`` and
            ``t`` for waits between rare events; ``mr`` of moving ranges, ``run`` of the median.
            ``auto`` takes the one that fits the numbers, and `chart_reason` says why.
        denominators: Shape of `values`: what the counts are divided by. A denominator of
            nothing leaves no value.
        rebase_at: Shape of `values`; true where a new process begins.
        baseline: How many points of each process make its limits; all by default.
        excluded: Shape of `values`; true where a value is judged and makes no limits.
        target: One number, or one a series; NaN for none.
        dispersion: For ``exact`` limits: the variance of the counts over their mean, one
            number or one a series. By default it is pooled over the series charted
            together, so that a few series and many do not give the same limits.
        better: ``lower``, ``higher`` or ``neither``, for all or one a series. It judges
            nothing; it tells improvement from concern.
        confirmed: Shape of `values`; true at the point where a confirmed step began.
        refused: Shape of `values`; true at the point where a refused step began. The
            process runs on through it, and the same run makes no other step.
        provisional: Shape of `values`; true where a value is drawn but not judged yet.

    Returns:
        The charts, in the order of the series.

    Raises:
        WrongShape: An array is not shaped like one series or many, or not like the values.
        NotFinite: A value is infinite.
        ContradictoryDecisions: A step is both confirmed and refused.
        UnknownRules: There is no such rule set.
        UnknownChart: There is no such chart type.
        CannotChart: The rule set finds its own processes and takes XmR of values alone; or a
            wait between events is negative.

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
    given = read_given(
        values,
        confirmed=confirmed,
        refused=refused,
        provisional=provisional,
        denominators=denominators,
        rebase_at=rebase_at,
        excluded=excluded,
    )
    ways = directions(better, len(given.values))
    targets = np.broadcast_to(
        np.asarray(np.nan if target is None else target, dtype=np.float64), len(given.values)
    )
    reason = ""
    if chart == "auto":
        choice = chart_for(given, chosen)
        chart, reason = choice.chart, choice.reason
    if chart == "exact":
        given = replace(given, dispersion=_dispersion(given, dispersion, baseline))
    if chosen.stepping is Stepping.GIVEN:
        charts = _of_given_processes(given, chosen, chart, baseline, ways, targets)
    elif chart == "xmr" and baseline is None and given.plain:
        charts = _of_found_processes(given, chosen, ways, targets)
    else:
        raise CannotChart(
            f"'{chosen.name}' finds its own processes on XmR charts of values: leave out "
            "denominators, rebase_at, excluded and baseline, or choose another rule set."
        )
    if reason:
        charts = replace(charts, chart_reason=reason)
    charts.close()
    return charts


def _dispersion(given: Given, said: ArrayLike | None, baseline: int | None) -> Array:
    """Return the dispersion said, or pooled over all series."""
    count = len(given.values)
    if said is not None:
        return np.broadcast_to(np.asarray(said, dtype=np.float64), count).copy()
    groups = processes_given(given)
    counted = ~given.provisional & ~given.excluded
    if baseline is not None:
        counted &= groups.place() < baseline
    return pooled_dispersion(given.values, given.denominators, groups, counted)


def _evidence(given: Given) -> Evidence:
    return evidence_of(given.judged, given.denominators)


def _blocks(series: int) -> list[slice]:
    return [slice(first, first + BLOCK) for first in range(0, max(series, 1), BLOCK)]


def _closed(array: Array) -> Array:
    array.flags.writeable = False
    return array


def _of_given_processes(
    given: Given,
    chosen: RuleSet,
    chart: str,
    baseline: int | None,
    better: tuple[Better, ...],
    targets: Array,
) -> ControlCharts:
    shape = given.values.shape
    values = np.empty(shape) if given.denominators is not None or chart == "mr" else given.values
    side, process = np.empty(shape, dtype=np.int8), np.empty(shape, dtype=np.int32)
    variation = np.empty(shape[0], dtype=np.int8)
    newest = np.full((3, shape[0]), np.nan)
    hits: list[Hits] = []
    warnings: list[Warnings] = []
    for rows in _blocks(shape[0]):
        found = fixed_charts(given.block(rows), rules=chosen, chart=chart, baseline=baseline)
        made = found.made
        if values is not given.values:
            values[rows] = made.values
        side[rows], process[rows] = found.side, made.number
        variation[rows] = newest_direction(made.values, found.side, found.hits)
        if shape[1]:
            newest[:2, rows] = [line[:, -1] for line in made.lines.at()]
        hits.append(found.hits)
        warnings.append(warnings_of_signs(found.side, made.groups, made.lines.centre_line, chosen))
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


def _of_found_processes(
    given: Given, chosen: RuleSet, better: tuple[Better, ...], targets: Array
) -> ControlCharts:
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
    for rows in _blocks(shape[0]):
        block = given.block(rows)
        judged = block.judged
        walk = sfn.walk(judged, refused=block.refused, rules=chosen)
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
    variation = newest_direction(given.values, side, hits)
    return ControlCharts(
        rules=chosen,
        values=given.values,
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
        ),
    )
