"""A measure's control chart, with the periods its points stand for.

Charts are of periods that do not overlap; a year-ending series has none. A value below
zero is an artefact of revisions and is left out of the chart. No process spans a break.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from copperplate.disclosure import Publishable
from copperplate.periods import Period
from copperplate.series.evidence import Evidence
from copperplate.series.marks import Mark
from copperplate.series.model import SeriesSet
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
    def known(self) -> int:
        """How many of its points have a value."""
        return int(np.count_nonzero(~np.isnan(self.chart.values)))

    @property
    def newest(self) -> Period:
        """The newest period with a value; there is one."""
        return self.periods[int(np.flatnonzero(~np.isnan(self.chart.values))[-1])]

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
    """Return a series' control chart, or None where `charts_of` makes none.

    Args:
        evidence: The measure, through disclosure.
        area: Code.
        verdicts: What people decided of steps, by the period the step began in.
    """
    return charts_of(evidence, areas=(area,), verdicts={area: verdicts or {}}).get(area)


def charts_of(
    evidence: Publishable[Evidence],
    *,
    areas: Sequence[str],
    verdicts: Mapping[str, Mapping[Period, Verdict]] = MappingProxyType({}),
) -> dict[str, Charted]:
    """Return the control charts of a measure's areas, each as if it were charted alone.

    None of an area where periods overlap or none has a value, or where a policy hides one of its
    small values: limits of the others alone would mislead, and with the hidden ones give them
    away.

    Args:
        evidence: The measure, through disclosure.
        areas: Codes.
        verdicts: What people decided of steps, by area and by the period the step began in.
    """
    series = evidence.shown.series
    periods = series.periods
    if not periods or periods[0].kind.overlaps:
        return {}
    values = np.where(series.values < 0, np.nan, series.values)
    # guard: hidden-points. What is made of hidden points gives them away.
    hidden = evidence.policy.hides_small & _marked(series, Mark.CONFIDENTIAL).any(axis=1)
    charted = ~hidden & ~np.isnan(values).all(axis=1)
    codes = [code for code in areas if charted[series.areas.index(code)]]
    if not codes:
        return {}
    rows = [series.areas.index(code) for code in codes]
    given = [verdicts.get(code, {}) for code in codes]
    charts = control_charts(
        values[rows],
        better=[evidence.shown.about.better] * len(rows),
        confirmed=_decided(given, periods, Decision.CONFIRMED),
        refused=_decided(given, periods, Decision.REFUSED),
        provisional=_marked(series, Mark.PROVISIONAL)[rows],
        rebase_at=_marked(series, Mark.BREAK)[rows],
    )
    return {
        code: Charted(
            measure=series.measure,
            area=code,
            periods=periods,
            chart=chart,
            verdicts=decided,
            counted=series.unit.kind is UnitKind.COUNT,
        )
        for code, chart, decided in zip(codes, charts, given, strict=True)
    }


def _marked(series: SeriesSet, mark: Mark) -> NDArray[np.bool_]:
    return (series.marks & mark.bit) > 0


def _decided(
    verdicts: Sequence[Mapping[Period, Verdict]], periods: Sequence[Period], decision: Decision
) -> list[list[bool]]:
    return [
        [period in of and of[period].decision is decision for period in periods] for of in verdicts
    ]
