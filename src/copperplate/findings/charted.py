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
    together = charts_together({"": evidence}, areas=areas, verdicts={"": verdicts})
    return together[""]


def charts_together(
    published: Mapping[str, Publishable[Evidence]],
    *,
    areas: Sequence[str],
    verdicts: Mapping[str, Mapping[str, Mapping[Period, Verdict]]] = MappingProxyType({}),
) -> dict[str, dict[str, Charted]]:
    """Return `charts_of` each of many measures: those with the same periods are charted at once.

    Args:
        published: By name.
        areas: Codes.
        verdicts: What people decided, by name, area and period.

    Returns:
        By name, and then by area in the order given.
    """
    found: dict[str, dict[str, Charted]] = {name: {} for name in published}
    alike: dict[tuple[Period, ...], list[str]] = {}
    for name, one in published.items():
        periods = one.shown.series.periods
        if periods and not periods[0].kind.overlaps:
            alike.setdefault(periods, []).append(name)
    for periods, names in alike.items():
        rows = [
            row
            for name in names
            for row in _rows(name, published[name], areas, verdicts.get(name, {}))
        ]
        if not rows:
            continue
        charts = control_charts(
            np.array([row.values for row in rows]),
            better=[row.better for row in rows],
            confirmed=_decided(rows, periods, Decision.CONFIRMED),
            refused=_decided(rows, periods, Decision.REFUSED),
            provisional=np.array([row.provisional for row in rows]),
            rebase_at=np.array([row.breaks for row in rows]),
        )
        for row, chart in zip(rows, charts, strict=True):
            found[row.name][row.area] = Charted(
                measure=row.measure,
                area=row.area,
                periods=periods,
                chart=chart,
                verdicts=row.verdicts,
                counted=row.counted,
            )
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """One series to be charted."""

    name: str
    measure: str
    area: str
    values: NDArray[np.float64]
    provisional: NDArray[np.bool_]
    breaks: NDArray[np.bool_]
    better: str
    verdicts: Mapping[Period, Verdict]
    counted: bool


def _rows(
    name: str,
    evidence: Publishable[Evidence],
    areas: Sequence[str],
    verdicts: Mapping[str, Mapping[Period, Verdict]],
) -> list[_Row]:
    """Return the areas of a measure that have a chart."""
    series = evidence.shown.series
    values = np.where(series.values < 0, np.nan, series.values)
    # guard: hidden-points. What is made of hidden points gives them away.
    charted = np.asarray(~np.isnan(values).all(axis=1))
    if evidence.policy.hides_small:
        charted &= ~_marked(series, Mark.CONFIDENTIAL).any(axis=1)
    provisional, breaks = _marked(series, Mark.PROVISIONAL), _marked(series, Mark.BREAK)
    return [
        _Row(
            name=name,
            measure=series.measure,
            area=code,
            values=values[at],
            provisional=provisional[at],
            breaks=breaks[at],
            better=evidence.shown.about.better,
            verdicts=verdicts.get(code, {}),
            counted=series.unit.kind is UnitKind.COUNT,
        )
        for code in areas
        if charted[at := series.areas.index(code)]
    ]


def _marked(series: SeriesSet, mark: Mark) -> NDArray[np.bool_]:
    return (series.marks & mark.bit) > 0


def _decided(
    rows: Sequence[_Row], periods: Sequence[Period], decision: Decision
) -> list[list[bool]]:
    none = [False] * len(periods)
    return [
        [period in row.verdicts and row.verdicts[period].decision is decision for period in periods]
        if row.verdicts
        else none
        for row in rows
    ]
