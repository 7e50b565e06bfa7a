"""What a control chart says of a series: stable, stepped, running, beyond a limit.

Charts are of periods that do not overlap; a year-ending series has none. A value below
zero is an artefact of revisions and is left out of the chart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from copperplate.disclosure import Publishable
from copperplate.periods import Period
from copperplate.series import Series
from copperplate.series.evidence import Evidence
from copperplate.series.marks import Mark
from copperplate.spc import ControlChart, Decision, FixedSide, control_charts

# A process is called stable when it has been watched for as many periods as its limits need.
FEWEST_FOR_STABLE = 12
# Shorter runs are not spoken of: half of all stable series show one of four.
SHORTEST_RUN = 5


class Turn(StrEnum):
    """Which way a series has moved."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stable:
    """No signal since the current process began.

    Attributes:
        since: First period of the process.
        now: Newest period judged.
        periods: How many values the process holds.
        average: Its mean, in the measure's unit.
    """

    measure: str
    area: str
    since: Period
    now: Period
    periods: int
    average: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Stepped:
    """The process average has changed.

    Attributes:
        began: First period of the new process.
        called: Period by which the rule saw it.
        old, new: Process averages before and since.
        turn: Up or down.
        decision: What people have decided: undecided, confirmed.
        age: Periods since it was called.
    """

    measure: str
    area: str
    began: Period
    called: Period
    old: float
    new: float
    turn: Turn
    decision: Decision
    age: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Running:
    """The newest periods lie on one side of the average as it then stood.

    Attributes:
        first, last: The run's periods.
        length: How many.
        turn: Up for above the average.
        one_more: Whether one more makes a step.
        threshold: The value the next must lie beyond, unrounded: the standing average.
    """

    measure: str
    area: str
    first: Period
    last: Period
    length: int
    turn: Turn
    one_more: bool
    threshold: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Breached:
    """The newest period lies on or beyond a limit."""

    measure: str
    area: str
    period: Period
    value: float
    limit: float
    turn: Turn


ProcessFinding = Stable | Stepped | Running | Breached


@dataclass(frozen=True, kw_only=True, slots=True)
class Charted:
    """A series with its control chart; `periods` are the chart's points."""

    measure: str
    area: str
    periods: tuple[Period, ...]
    chart: ControlChart


def chart_of(
    evidence: Publishable[Evidence],
    *,
    area: str,
    decisions: Mapping[Period, Decision] | None = None,
) -> Charted | None:
    """Return a series' control chart, or None where its periods overlap or none has a value.

    Args:
        evidence: The measure, through disclosure.
        area: Code.
        decisions: What people decided of steps, by the period the step began in.
    """
    series = evidence.shown.series[area]
    observations = series.observations
    if not observations or observations[0].period.kind.overlaps:
        return None
    values = np.array([_charted_value(series, number) for number in range(len(observations))])
    if np.isnan(values).all():
        return None
    periods = tuple(seen.period for seen in observations)
    given = decisions or {}
    charts = control_charts(
        values,
        better=evidence.shown.about.better,
        confirmed=[given.get(p) is Decision.CONFIRMED for p in periods],
        refused=[given.get(p) is Decision.REFUSED for p in periods],
        provisional=[Mark.PROVISIONAL in seen.marks for seen in observations],
    )
    return Charted(measure=series.measure, area=area, periods=periods, chart=charts[0])


def process_findings(charted: Charted) -> tuple[ProcessFinding, ...]:
    """Return what the chart says of now: the last step, the current run, a breach, stability."""
    chart, periods = charted.chart, charted.periods
    judged = np.flatnonzero(chart.side != FixedSide.UNJUDGED)
    if not len(judged):
        return ()
    newest = int(judged[-1])
    about = {"measure": charted.measure, "area": charted.area}
    found: list[ProcessFinding] = []
    steps = [step for step in chart.steps if step.decision is not Decision.REFUSED]
    if steps:
        last = steps[-1]
        found.append(
            Stepped(
                **about,
                began=periods[last.began],
                called=periods[last.called],
                old=last.old_average,
                new=last.new_average,
                turn=_turn(last.side),
                decision=last.decision,
                age=newest - last.called,
            )
        )
    if chart.breach[newest]:
        side = chart.breach_side(newest)
        limits = chart.drawn.upper if side is FixedSide.ABOVE else chart.drawn.lower
        found.append(
            Breached(
                **about,
                period=periods[newest],
                value=float(chart.values[newest]),
                limit=float(limits[newest]),
                turn=_turn(side),
            )
        )
    run, warning = chart.run, chart.warning
    if len(run) >= SHORTEST_RUN:
        found.append(
            Running(
                **about,
                first=periods[run[0]],
                last=periods[run[-1]],
                length=len(run),
                turn=_turn(warning.side),
                one_more=warning.one_more,
                threshold=warning.standing_average,
            )
        )
    process = chart.segments[-1]
    inside = range(process.first, newest + 1)
    values = [n for n in inside if not np.isnan(chart.values[n])]
    quiet = not chart.breach[process.first : newest + 1].any() and len(run) < SHORTEST_RUN
    if quiet and len(values) >= FEWEST_FOR_STABLE:
        found.append(
            Stable(
                **about,
                since=periods[process.first],
                now=periods[newest],
                periods=len(values),
                average=process.centre_line,
            )
        )
    return tuple(found)


def _charted_value(series: Series, number: int) -> float:
    value = series.observations[number].value
    return float("nan") if value is None or value < 0 else value


def _turn(side: FixedSide) -> Turn:
    return Turn.UP if side is FixedSide.ABOVE else Turn.DOWN
