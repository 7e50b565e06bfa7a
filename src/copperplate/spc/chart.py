"""The control chart of one series: what `ControlCharts` holds of it, as things with names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from copperplate.spc.arrays import HoldsArrays
from copperplate.spc.assurance import Assurance
from copperplate.spc.constants import NEAR_A_STEP
from copperplate.spc.direction import Better, Kind, kind_of
from copperplate.spc.evidence import Evidence, Grade
from copperplate.spc.limits import Limits
from copperplate.spc.rule_sets import RuleSet, Stepping
from copperplate.spc.signals.hits import Hits
from copperplate.spc.standing import Codes, FixedSide
from copperplate.spc.steps import Decision, Step
from copperplate.spc.sums import Array, Flags
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
        step: The step that began it; None for the first segment.
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
    """

    rules: RuleSet
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
    expected: Array | None = None

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

    def kind(self, side: FixedSide) -> Kind:
        """Return what a special cause on a side is called on this chart."""
        return kind_of(side, self.better)

    def breach_side(self, point: int) -> FixedSide:
        """Return which limit a breach lies on or beyond."""
        above = self.values[point] > self.drawn.centre_line[point]
        return FixedSide.ABOVE if above else FixedSide.BELOW

    def _repr_html_(self) -> str:
        """Return its picture and words, for a notebook."""
        from copperplate.spc.notebook import chart_markup  # charts are made without a drawer

        return chart_markup(self)

    def __repr__(self) -> str:
        against = "" if self.expected is None else ", against what was expected of each"
        lines = [f"<ControlChart by {self.rules}: {len(self)} points{against}"]
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
        run = now.run_length
        said = f"run of {run} {now.side.word}" if run else "no run"
        if self.rules.stepping is not Stepping.SFN:  # a run of these rules is a sign, not a step
            more = now.more_for_a_step
            return f"{said}; {more} more {now.side.word} make a sign" if run and more else said
        if not now.more_for_a_step:
            return f"{said}, refused as a step"
        if now.one_more:
            return f"{said}; one more {now.side.word} {now.standing_average:.17g} makes a step"
        where = now.side.word if run else "on one side"
        return f"{said}; {now.more_for_a_step} more {where} make a step"


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
