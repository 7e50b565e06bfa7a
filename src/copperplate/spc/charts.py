"""Control charts of many series, as one frozen result: what the door hands out.

Arrays and columns, and lines made when somebody asks. Knows no rule: how the charts came
about is said in `charts_given`, `charts_sfn` and `charts_stable`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copperplate.spc.arrays import HoldsArrays
from copperplate.spc.assurance import Assurance
from copperplate.spc.chart import ControlChart, segments_of
from copperplate.spc.direction import Better
from copperplate.spc.drawn import LinesMaker, Near, blocks_of
from copperplate.spc.evidence import Evidence, changes_of, support_of
from copperplate.spc.given import Given
from copperplate.spc.limits import Limits
from copperplate.spc.next_value import NextValue, next_values
from copperplate.spc.rule_sets import RuleSet
from copperplate.spc.signals.hits import Hits
from copperplate.spc.standing import Codes
from copperplate.spc.steps import Steps
from copperplate.spc.sums import Array, Flags
from copperplate.spc.warnings import Warnings

ALL = slice(None)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ControlCharts(HoldsArrays):
    """Control charts of many series; arrays of shape (n_series, n_points) unless said otherwise.

    Attributes:
        rules: The rule set they were judged by.
        values: As drawn: as given, over denominators and what was expected where there are
            any; NaN where missing.
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
        expected: What was expected of each value at a level of one; None where nobody said.
        lines: Makes the lines below, which are made when they are asked for.
        names: Of the series, where a table was handed over: ``charts["burglary"]``.
        periods: What each point stands for, shape (n_points,), where somebody said.
        gaps: Which of them were left out by the caller and are missing, shape (n_points,); None
            where the caller said no periods.
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
    expected: Array | None = None
    names: tuple[str, ...] | None = None
    periods: NDArray[Any] | None = None
    gaps: Flags | None = None

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

    @property
    def counted_limits(self) -> Limits:
        """The limits drawn, times what was expected of each point: in the counts' own unit."""
        return self.drawn if self.expected is None else self.drawn.times(self.expected)

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

    @cached_property
    def next_value(self) -> NextValue:
        """What the next value of each series would be like if nothing changed."""
        found = self._next_value(ALL)
        found.close()
        return found

    @property
    def run_chances(self) -> Array:
        """How likely the next value carries on the current run if nothing changed.

        Shape (n_series,); NaN where there is no run. With one more to a step, it is how likely
        the next value makes it.
        """
        return self.next_value.beyond(self.warnings.standing_average, self.warnings.side)

    @property
    def trend_chances(self) -> Array:
        """How likely the next value carries on the current trend if nothing changed.

        Shape (n_series,); NaN where there is none, or none is looked for.
        """
        return self.next_value.beyond(self.warnings.newest, self.warnings.trend_side)

    def _next_value(self, rows: slice) -> NextValue:
        return next_values(
            self.lines.given.taken(rows),
            self.values[rows],
            self.process[rows],
            self.lines.made_by(rows),
            self.chart,
        )

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

    def __getitem__(self, series: int | str) -> ControlChart:
        """Return the chart of a series by its place or its name.

        Raises:
            IndexError, KeyError: There is none.
            TypeError: It is neither a place nor a name.
        """
        row = self._row(series) if isinstance(series, str) else self._place(series)
        return self._one(row, _Made.of(self, slice(row, row + 1)), 0)

    def __iter__(self) -> Iterator[ControlChart]:
        """Return the chart of every series: what is walked for again, for many at a time."""
        for rows in blocks_of(len(self)):
            made = _Made.of(self, rows)
            for at in range(len(made.standing)):
                yield self._one(rows.start + at, made, at)

    def _one(self, row: int, made: _Made, at: int) -> ControlChart:
        """Return the chart of a row, whose lines are those at a place of some that were made."""
        steps, drawn = self.steps.of(row), made.drawn.taken(at)
        process = self.process[row]
        firsts = np.flatnonzero(np.diff(process, prepend=-1)).tolist()
        found = ControlChart(
            rules=self.rules,
            chart=self.chart,
            values=self.values[row],
            provisional=self.provisional[row],
            standing_average=made.standing[at],
            side=self.side[row],
            drawn=drawn,
            then=made.then.taken(at),
            breach=self.breach[row],
            segments=segments_of(drawn, firsts, steps),
            steps=steps,
            warning=self.warnings.of(row),
            unmet_decisions=self.unmet_decisions[row],
            better=self.better[row],
            near_lower=made.near[0][at],
            near_upper=made.near[1][at],
            hits=self.hits.taken(row),
            assurance=Assurance(int(self.assurance[row])),
            evidence=made.evidence.of(at),
            expected=None if self.expected is None else self.expected[row],
            next_value=made.next_value.taken(slice(at, at + 1)),
            name=None if self.names is None else self.names[row],
            periods=self.periods,
        )
        found.close()
        return found

    def _place(self, series: int) -> int:
        if isinstance(series, slice):
            raise TypeError("a chart is of one series: give its place or its name, not a slice.")
        count = len(self)
        if not -count <= series < count:
            raise IndexError(f"there is no series {series}; there are {count:,}, from 0.")
        return range(count)[series]

    def _row(self, name: str) -> int:
        names = self.names or ()
        if name not in names:
            known = ", ".join(names) or "none has a name"
            raise KeyError(f"'{name}' is not a series; there are: {known}.")
        return names.index(name)

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


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Made:
    """What is made of some series when their charts are asked for, one row a series."""

    standing: Array
    drawn: Limits
    then: Limits
    near: Near
    evidence: Evidence
    next_value: NextValue

    @classmethod
    def of(cls, charts: ControlCharts, rows: slice) -> _Made:
        lines = charts.lines
        return cls(
            standing=lines.standing(rows),
            drawn=lines.drawn(rows),
            then=lines.then(rows),
            near=lines.near(rows),
            evidence=_evidence(lines.given.taken(rows)),
            next_value=charts._next_value(rows),
        )


def _evidence(given: Given) -> Evidence:
    return changes_of(given.counted, given.over)


def _closed(array: Array) -> Array:
    array.flags.writeable = False
    return array
