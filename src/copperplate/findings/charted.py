"""A measure's control chart, with the periods its points stand for.

Charts are of periods that do not overlap; a year-ending series has none. A value below
zero is an artefact of revisions and is left out of the chart. No process spans a break.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from copperplate.disclosure import Publishable
from copperplate.periods import Period
from copperplate.series import Series
from copperplate.series.evidence import Evidence
from copperplate.series.marks import Mark
from copperplate.series.units import UnitKind
from copperplate.spc import ControlChart, Decision, Step, control_charts


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What people decided of a step.

    Attributes:
        decision: Confirmed or refused.
        office: Who decided.
        on: When.
        reason: Why, a sentence.
    """

    decision: Decision
    office: str
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Charted:
    """A series with its control chart.

    Attributes:
        measure, area: Whose it is.
        periods: The chart's points.
        chart: The chart.
        verdicts: What people decided, by the period a step began in.
        counted: Whether its values are counts: what a rate or a percentage was divided by, evidence
            of a change of level does not see.
    """

    measure: str
    area: str
    periods: tuple[Period, ...]
    chart: ControlChart
    verdicts: Mapping[Period, Verdict]
    counted: bool

    @property
    def breaks(self) -> tuple[int, ...]:
        """The points that cannot be compared with those before them."""
        return tuple(one.first for one in self.chart.segments[1:] if one.step is None)

    @property
    def comparable_from(self) -> int:
        """The first point the newest can be compared with."""
        return max(self.breaks, default=0)

    @property
    def comparable_steps(self) -> list[Step]:
        """The steps since then, refused ones left out."""
        since = [step for step in self.chart.steps if step.began >= self.comparable_from]
        return [step for step in since if step.decision is not Decision.REFUSED]


def chart_of(
    evidence: Publishable[Evidence],
    *,
    area: str,
    verdicts: Mapping[Period, Verdict] | None = None,
) -> Charted | None:
    """Return a series' control chart, or None where its periods overlap or none has a value.

    None too where a policy hides one of its small values: limits of the others alone would
    mislead, and with the hidden ones give them away.

    Args:
        evidence: The measure, through disclosure.
        area: Code.
        verdicts: What people decided of steps, by the period the step began in.
    """
    series = evidence.shown.series[area]
    observations = series.observations
    if not observations or observations[0].period.kind.overlaps:
        return None
    values = np.array([_charted_value(series, number) for number in range(len(observations))])
    # guard: hidden-points. What is made of hidden points gives them away.
    hidden = evidence.policy.hides_small and any(
        Mark.CONFIDENTIAL in seen.marks for seen in observations
    )
    if hidden or np.isnan(values).all():
        return None
    periods = tuple(seen.period for seen in observations)
    given = verdicts or {}
    decisions = {period: verdict.decision for period, verdict in given.items()}
    charts = control_charts(
        values,
        better=evidence.shown.about.better,
        confirmed=[decisions.get(p) is Decision.CONFIRMED for p in periods],
        refused=[decisions.get(p) is Decision.REFUSED for p in periods],
        provisional=[Mark.PROVISIONAL in seen.marks for seen in observations],
        rebase_at=[Mark.BREAK in seen.marks for seen in observations],
    )
    return Charted(
        measure=series.measure,
        area=area,
        periods=periods,
        chart=charts[0],
        verdicts=given,
        counted=series.unit.kind is UnitKind.COUNT,
    )


def _charted_value(series: Series, number: int) -> float:
    value = series.observations[number].value
    return float("nan") if value is None or value < 0 else value
