"""The control chart of one series: what `ControlCharts` holds of it, as things with names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
        lower: As drawn today; NaN where there are too few values.
        upper: As drawn today.
        trial: Whether the limits come from few values.
        step: The step that began it; None for the first segment.
    """

    first: int
    last: int
    centre_line: float
    lower: float
    upper: float
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
    def counted(self) -> Limits:
        """The limits drawn, times what was expected of each point: in the counts' own unit."""
        return self.drawn if self.expected is None else self.drawn.times(self.expected)

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

    def __repr__(self) -> str:
        against = "" if self.expected is None else ", against what was expected of each"
        lines = [f"<ControlChart by {self.rules}: {len(self)} points{against}"]
        lines += [f"  {segment}" for segment in self.segments]
        lines += [f"  {step}" for step in self.steps]
        breaches = np.flatnonzero(self.breach)
        if len(breaches):
            lines.append(f"  on or beyond a limit: {', '.join(map(str, breaches))}")
        return "\n".join([*lines, f"  {self._outlook()}>"])

    def _outlook(self) -> str:
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
        Segment(
            first=first,
            last=end - 1,
            centre_line=float(drawn.centre_line[first]),
            lower=float(drawn.lower[first]),
            upper=float(drawn.upper[first]),
            trial=bool(drawn.trial[first]),
            step=began.get(first),
        )
        for first, end in zip(firsts, ends, strict=True)
    )
