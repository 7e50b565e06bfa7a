"""The control chart of one series: what `ControlCharts` holds of it, as things with names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copperplate.spc.arrays import HoldsArrays
from copperplate.spc.assurance import Assurance
from copperplate.spc.constants import NEAR_A_STEP
from copperplate.spc.direction import Better, Kind, kind_of
from copperplate.spc.evidence import Evidence, Grade
from copperplate.spc.limits import Limits
from copperplate.spc.next_value import NextValue
from copperplate.spc.rule_sets import RuleSet, Stepping
from copperplate.spc.signals.hits import Hits
from copperplate.spc.standing import Codes, FixedSide
from copperplate.spc.steps import Decision, Step
from copperplate.spc.sums import Array, Flags
from copperplate.spc.tables import to_pandas, to_polars
from copperplate.spc.warnings import StepWarning


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Segment(HoldsArrays):
    """A stretch of points that share one process.

    Attributes:
        first: Its first point.
        last: Its last point; the next segment's first follows it.
        centre_line: The mean of its values; NaN where it holds none.
        lower: As drawn today; NaN where there are too few values. Of limits that move, the first.
        upper: As drawn today.
        moving: Whether the limits move from point to point.
        trial: Whether the limits come from few values.
        step: The step that began it; None for the first segment, and after a break.
    """

    first: int
    last: int
    centre_line: float
    lower: float
    upper: float
    moving: bool
    trial: bool
    step: Step | None

    @property
    def limited(self) -> bool:
        """Whether it has limits."""
        return not np.isnan(self.lower)

    def __str__(self) -> str:
        if not self.limited:
            limits = "no limits"
        else:
            name = "trial limits" if self.trial else "limits"
            limits = f"{name} {self.lower:,.6g} to {self.upper:,.6g}"
            limits += " at first, then moving" if self.moving else ""
        return f"{self.first} to {self.last}: {self.centre_line:,.6g}, {limits}"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class ControlChart(HoldsArrays):
    """The control chart of one series; arrays of shape (n_points,).

    Attributes are those of `ControlCharts`, this series' part of them, and:

    Attributes:
        segments: The stretches between steps, in order; together they cover the series.
        steps: Every step the rule made possible, refused ones too.
        warning: What the next point would have to be to make a step.
        next_value: What it would be like if nothing changed, shape (1,).
    """

    rules: RuleSet
    chart: str
    values: Array
    provisional: Flags
    standing_average: Array
    side: Codes
    drawn: Limits
    then: Limits
    breach: Flags
    segments: tuple[Segment, ...]
    steps: tuple[Step, ...]
    warning: StepWarning
    unmet_decisions: Flags
    better: Better
    near_lower: Array
    near_upper: Array
    hits: Hits
    assurance: Assurance
    evidence: Evidence
    next_value: NextValue
    expected: Array | None = None
    name: str | None = None
    periods: NDArray[Any] | None = None

    @property
    def counted(self) -> ControlChart:
        """The same chart in the counts' own unit: each point times what was expected of it.

        Its lines move with what is expected. Segments and steps keep the averages they have:
        those of a point of which the usual was expected.
        """
        return self if self.expected is None else self.times(self.expected)

    def times(self, factor: float | Array) -> ControlChart:
        """Return the chart with all that is drawn of it in another unit, so many to one of this."""
        return replace(
            self,
            values=self.values * factor,
            standing_average=self.standing_average * factor,
            drawn=self.drawn.times(factor),
            then=self.then.times(factor),
            near_lower=self.near_lower * factor,
            near_upper=self.near_upper * factor,
        )

    @property
    def step_grades(self) -> tuple[Grade, ...]:
        """How much speaks for each of `steps`, whatever the rule saw."""
        return tuple(map(self._grade, self.steps))

    def _grade(self, step: Step) -> Grade:
        at = self.evidence.at
        near = (at >= step.began - NEAR_A_STEP) & (at <= step.called + NEAR_A_STEP)
        return Grade(int(self.evidence.grade[near].max(initial=Grade.NONE)))

    def __len__(self) -> int:
        return len(self.values)

    @property
    def run(self) -> tuple[int, ...]:
        """The points of the current run, oldest first; those between without a side left out."""
        sided = np.flatnonzero(self.side != FixedSide.UNJUDGED)
        kept = sided[len(sided) - self.warning.run_length :]
        return tuple(int(point) for point in kept)

    @property
    def run_chance(self) -> float:
        """How likely the next value carries on the run if nothing changed; NaN without one."""
        return self._chance(self.warning.standing_average, self.warning.side)

    @property
    def trend_chance(self) -> float:
        """How likely the next value carries on the trend if nothing changed; NaN without one."""
        return self._chance(self.warning.newest, self.warning.trend_side)

    def to_pandas(self) -> Any:
        """Return a pandas DataFrame of one row a point.

        Its columns: period (its place, where nobody said), value, provisional,
        standing_average, centre_line, lower, upper, near_lower, near_upper, side (a word),
        signs (the names of `Hits` by commas), process (from 0), possible_step, supported_step.

        Raises:
            ImportError: pandas is not installed.
        """
        return to_pandas(self)

    def to_polars(self) -> Any:
        """Return a polars DataFrame of the same columns; null where there is no number.

        Raises:
            ImportError: polars is not installed.
        """
        return to_polars(self)

    def _chance(self, line: float, side: FixedSide) -> float:
        beyond = self.next_value.beyond(np.array([line]), np.array([side], dtype=np.int8))
        return float(beyond[0])

    def kind(self, side: FixedSide) -> Kind:
        """Return what a special cause on a side is called on this chart."""
        return kind_of(side, self.better)

    def breach_side(self, point: int) -> FixedSide:
        """Return which limit a breach lies on or beyond."""
        above = self.values[point] > self.drawn.centre_line[point]
        return FixedSide.ABOVE if above else FixedSide.BELOW

    def breach_limit(self, point: int) -> float:
        """Return the limit a breach lies on or beyond; NaN where there is none on its side."""
        above = self.breach_side(point) is FixedSide.ABOVE
        return float((self.drawn.upper if above else self.drawn.lower)[point])

    def _repr_html_(self) -> str:
        """Return its picture and words, for a notebook."""
        from copperplate.spc.notebook import chart_markup  # charts are made without a drawer

        return chart_markup(self)

    def __repr__(self) -> str:
        against = "" if self.expected is None else ", against what was expected of each"
        of = "" if self.name is None else f" of {self.name}"
        lines = [f"<ControlChart{of} by {self.rules}: {len(self)} points{against}"]
        lines += [f"  {segment}" for segment in self.segments]
        lines += [f"  {step}" for step in self.steps]
        breaches = np.flatnonzero(self.breach)
        if len(breaches):
            where = "on or beyond" if self.rules.signs.on_a_limit else "beyond"
            lines.append(f"  {where} a limit: {', '.join(map(str, breaches))}")
        return "\n".join([*lines, f"  {self.outlook}>"])

    @property
    def outlook(self) -> str:
        """Where the newest point leaves the run, and what more of it would make, in words."""
        now = self.warning
        said = f"run of {now.run_length} {now.side.word}" if now.run_length else "no run"
        if self.rules.stepping is Stepping.SFN:
            return said + self._step_ahead()
        return said + self._signs_ahead()

    def _step_ahead(self) -> str:
        now = self.warning
        if not now.more_for_a_step:
            return ", refused as a step"
        if now.one_more:
            where = f"{now.side.word} {now.standing_average:.17g}"
            return f"; one more {where} makes a step{_likely(self.run_chance)}"
        where = now.side.word if now.run_length else "on one side"
        return f"; {now.more_for_a_step} more {where} make a step"

    def _signs_ahead(self) -> str:
        """A run or trend of these rules is a sign, never a step."""
        now, said = self.warning, ""
        if now.run_length and now.more_for_a_step == 1:
            where = f"{now.side.word} {now.standing_average:.17g}"
            said += f"; one more {where} makes a sign{_likely(self.run_chance)}"
        elif now.run_length and now.more_for_a_step:
            said += f"; {now.more_for_a_step} more {now.side.word} make a sign"
        if now.trend_length < self.rules.run_worth_saying:
            return said
        way = "rising" if now.trend_side is FixedSide.ABOVE else "falling"
        said += f"; {way} for {now.trend_length} points"
        if now.more_for_a_trend == 1:
            where = f"{now.trend_side.word} {now.newest:.17g}"
            return f"{said}, one more {where} makes a trend{_likely(self.trend_chance)}"
        more = now.more_for_a_trend
        return f"{said}, {more} more make a trend" if more else said


def _likely(chance: float) -> str:
    return "" if np.isnan(chance) else f" ({chance:.0%} likely if nothing has changed)"


def segments_of(drawn: Limits, firsts: Sequence[int], steps: Sequence[Step]) -> tuple[Segment, ...]:
    """Return the segments of one series.

    Args:
        drawn: Its limits, shape (n_points,).
        firsts: Where segments begin: 0, then where each accepted step began; of a series
            without a point, none.
        steps: Its steps.
    """
    began = {step.began: step for step in steps if step.decision is not Decision.REFUSED}
    ends = [*firsts[1:], len(drawn.centre_line)][: len(firsts)]
    return tuple(
        _segment(drawn, first, end - 1, began.get(first))
        for first, end in zip(firsts, ends, strict=True)
    )


def _segment(drawn: Limits, first: int, last: int, step: Step | None) -> Segment:
    inside = slice(first, last + 1)
    lower, upper = (_known(edge[inside]) for edge in (drawn.lower, drawn.upper))
    return Segment(
        first=first,
        last=last,
        centre_line=float(drawn.centre_line[first]),
        lower=float(lower[0]),
        upper=float(upper[0]),
        moving=max(len(np.unique(lower)), len(np.unique(upper))) > 1,
        trial=bool(drawn.trial[first]),
        step=step,
    )


def _known(edge: Array) -> Array:
    """Return the heights of a limit; of one that has none, what stands for none."""
    known = edge[~np.isnan(edge)]
    return known if len(known) else edge[:1]
