"""The lines of many charts, made when somebody looks: a pack of flags needs none of them.

What a chart keeps are flags and the lines of each process; the lines of each point are
spread out of those, or walked for again, series by series as asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from copperplate.spc import sfn
from copperplate.spc.constants import NEAR_SHARE
from copperplate.spc.fixed import FixedLines, counted_of, fixed_lines, processes_given
from copperplate.spc.given import Given
from copperplate.spc.limits import Limits
from copperplate.spc.processes import rules_limits
from copperplate.spc.rule_sets import RuleSet
from copperplate.spc.sums import Array, Counts, Flags
from copperplate.spc.walked import Walked

BLOCK = 3000
"""Series walked together: their state stays in the processor's cache."""

Near = tuple[Array, Array]


def blocks_of(series: int) -> list[slice]:
    """Return the rows of each block of so many series; of none, one empty block."""
    return [slice(first, first + BLOCK) for first in range(0, max(series, 1), BLOCK)]


class LinesMaker(Protocol):
    """Makes the lines of some of a pack's series."""

    @property
    def given(self) -> Given:
        """The values and what was said of them."""

    def drawn(self, rows: slice) -> Limits:
        """Return the lines as drawn today, shape (n_rows, n_points)."""

    def near(self, rows: slice) -> Near:
        """Return the lower and upper line at two thirds of the way."""

    def then(self, rows: slice) -> Limits:
        """Return the lines as they were at each point."""

    def standing(self, rows: slice) -> Array:
        """Return what each point was judged against when it arrived; NaN for the line drawn."""

    def made_by(self, rows: slice) -> Flags:
        """Return the points that make the lines drawn today, if they have a value."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class FoundLines:
    """Lines of processes a walk found.

    Attributes:
        given: The values and what was said of them.
        rules: The rule set.
        limits: One row a process, by series and then by time.
        first_row: Shape (n_series,): the row of each series' first process.
        process: Shape (n_series, n_points): the number of each point's process.
        settled: The walk up to the first provisional value of any series: what a later call
            can go on from.
    """

    given: Given
    rules: RuleSet
    limits: Limits
    first_row: Counts
    process: np.ndarray
    settled: Walked

    def drawn(self, rows: slice) -> Limits:
        """Spread the lines of each process over its points."""
        return self.limits.taken(self.first_row[rows, None] + self.process[rows])

    def near(self, rows: slice) -> Near:
        """Go two thirds of the way."""
        lines = self.drawn(rows)
        away = NEAR_SHARE * (lines.upper - lines.centre_line)
        return lines.centre_line - away, lines.centre_line + away

    def then(self, rows: slice) -> Limits:
        """Walk again, and make the limits of every moment."""
        found = Limits.blank(self.given.values[rows].shape)
        for inside, stood in self._stood(rows):
            found.write_rows(inside, rules_limits(stood.then, self.rules))
        return found

    def standing(self, rows: slice) -> Array:
        """Walk again."""
        found = np.empty(self.given.values[rows].shape)
        for inside, stood in self._stood(rows):
            found[inside] = stood.average
        return found

    def made_by(self, rows: slice) -> Flags:
        """Return all that the walk came by."""
        return ~self.given.provisional[rows] & ~self.given.excluded[rows]

    def _stood(self, rows: slice) -> Iterator[tuple[slice, sfn.Stood]]:
        some = self.given.taken(rows)
        for inside in blocks_of(len(some.values)):
            yield inside, sfn.stood(sfn.Road.of(some.taken(inside)), rules=self.rules)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class GivenLines:
    """Lines of processes the caller set.

    Attributes:
        given: The values and what was said of them.
        rules: The rule set.
        chart: The chart type.
        baseline: How many points of each process make its limits; None for all.
    """

    given: Given
    rules: RuleSet
    chart: str
    baseline: int | None

    def drawn(self, rows: slice) -> Limits:
        """Make the chart's lines again."""
        made = self._made(rows)
        lower, upper = made.lines.at()
        return Limits(
            centre_line=made.lines.centre_line, lower=lower, upper=upper, trial=made.short
        )

    def near(self, rows: slice) -> Near:
        """Make them again, two thirds of the way."""
        return self._made(rows).lines.at(NEAR_SHARE)

    def then(self, rows: slice) -> Limits:
        """Return the lines drawn: every point is judged against those."""
        return self.drawn(rows)

    def standing(self, rows: slice) -> Array:
        """Return nothing: no point was judged against what stood when it arrived."""
        return np.full(self.given.values[rows].shape, np.nan)

    def made_by(self, rows: slice) -> Flags:
        """Return what is neither excluded nor behind the baseline."""
        some = self.given.taken(rows)
        return counted_of(some, processes_given(some), self.baseline)

    def _made(self, rows: slice) -> FixedLines:
        return fixed_lines(
            self.given.taken(rows), rules=self.rules, chart=self.chart, baseline=self.baseline
        )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class KeptLines:
    """Lines that were made for every point, and kept.

    Attributes:
        given: The values and what was said of them.
        limits: Shape (n_series, n_points).
        counted: The same shape: the points that made them.
    """

    given: Given
    limits: Limits
    counted: Flags

    def drawn(self, rows: slice) -> Limits:
        """Return the lines kept."""
        return self.limits.taken(rows)

    def near(self, rows: slice) -> Near:
        """Go two thirds of the way, as far as the upper limit lies, and to no limit of nought."""
        lines = self.limits.taken(rows)
        away = NEAR_SHARE * (lines.upper - lines.centre_line)
        return np.maximum(lines.centre_line - away, lines.lower), lines.centre_line + away

    def then(self, rows: slice) -> Limits:
        """Return the lines drawn: every point is judged against those."""
        return self.drawn(rows)

    def standing(self, rows: slice) -> Array:
        """Return nothing: no point was judged against what stood when it arrived."""
        return np.full(self.given.values[rows].shape, np.nan)

    def made_by(self, rows: slice) -> Flags:
        """Return the points that made them."""
        return self.counted[rows]
