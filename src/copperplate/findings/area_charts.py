"""What the control charts of areas show together: steps alike, and who stands out.

How many would stand out by chance alone is not said: what the rule set documents is how
often a series shows a sign in five or ten years, not how often it shows one on a given day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from copperplate.findings.charted import Charted
from copperplate.findings.finding import Finding, Question, Tier, Weight
from copperplate.findings.levels import levels_of, too_few
from copperplate.findings.process import (
    Breached,
    Moving,
    ProcessFinding,
    Running,
    Shifted,
    Stable,
    Stepped,
    Turn,
    step_size,
)
from copperplate.findings.reading import process_findings
from copperplate.findings.select import strongest_first
from copperplate.findings.thresholds import STEPS_TOGETHER
from copperplate.periods import Period
from copperplate.series.numbers import rounded
from copperplate.series.units import PERCENT, Unit
from copperplate.spc import Decision, FixedSide


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaSteps(Finding):
    """Areas that stepped the way the whole did, at about the same time.

    Attributes:
        step: The step of the whole.
        others: Those of the areas, the largest first; one from an average too small for a
            percentage last.
        of: How many areas were charted.
    """

    question: ClassVar[Question] = Question.NOW

    step: Stepped
    others: tuple[Stepped, ...]
    of: int

    @property
    def dated(self) -> Period:
        """When the step of the whole began."""
        return self.step.began

    @property
    def weight(self) -> Weight:
        """A detail behind the step; the wider it is seen, the stronger."""
        return Weight(Tier.DETAIL, age=self.step.age, size=len(self.others) / self.of)


@dataclass(frozen=True, kw_only=True, slots=True)
class AsTheWhole(Finding):
    """A step of an area that the whole it lies in shows too, at about the same time.

    Attributes:
        step: The area's.
        whole: Code of the whole.
        began: When the step of the whole began.
        decision: What people have decided of that.
    """

    question: ClassVar[Question] = Question.NOW

    step: Stepped
    whole: str
    began: Period
    decision: Decision

    @property
    def dated(self) -> Period:
        """When the area's step began."""
        return self.step.began

    @property
    def weight(self) -> Weight:
        """It must be heard right after the area's own step."""
        return self.step.weight._replace(size=0.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standout:
    """An area whose chart shows a sign now.

    Attributes:
        finding: The strongest; its area is the one.
        in_a_row: For how many of its newest values it has been on or beyond the same
            limit; 0 where it is not.
        average: The mean of its process.
    """

    finding: ProcessFinding
    in_a_row: int
    average: float


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaScan(Finding):
    """How many areas are stable, and which stand out.

    Attributes:
        now: The newest period charted.
        of: How many areas were charted.
        stable: Codes of those that are.
        standouts: The strongest sign first.
        unsettled: Codes of those that do neither: too few values since the process began,
            an exception some time ago, or evidence of another level.
    """

    question: ClassVar[Question] = Question.NOW

    now: Period
    of: int
    stable: tuple[str, ...]
    standouts: tuple[Standout, ...]
    unsettled: tuple[str, ...]

    @property
    def dated(self) -> Period:
        """The newest period."""
        return self.now

    @property
    def weight(self) -> Weight:
        """That nobody stands out matters less."""
        return Weight(Tier.DETAIL if self.standouts else Tier.CALM, size=len(self.standouts))


def area_steps(charts: Mapping[str, Charted], *, area: str, unit: Unit) -> AreaSteps | None:
    """Return which areas stepped as the whole did; None where it did not, or nobody with it.

    None too where fewer than two areas are charted beside the whole.

    Args:
        charts: By code, of one measure: the whole's and those of its areas.
        area: Code of the whole.
        unit: The measure's.
    """
    own = _step(charts[area], unit) if area in charts else None
    if own is None or len(charts) < 3:
        return None
    columns = charts[area].periods
    others = [
        step
        for code, charted in charts.items()
        if code != area and charted.periods == columns
        if (step := _step(charted, unit)) is not None and step.turn is own.turn
        if abs(columns.index(step.began) - columns.index(own.began)) < STEPS_TOGETHER
    ]
    if not others:
        return None
    return AreaSteps(
        measure=own.measure,
        area=area,
        step=own,
        others=tuple(sorted(others, key=lambda step: -(step_size(step, unit) or 0.0))),
        of=len(charts) - 1,
    )


def as_the_whole(charted: Charted, whole: Charted) -> AsTheWhole | None:
    """Return the step of the whole beside the area's last; None where there is none its way.

    Args:
        charted: The area's chart.
        whole: The same measure's in the same periods, of the area that it lies in.
    """
    found = process_findings(charted)
    step = next((one for one in found if isinstance(one, Stepped)), None)
    if step is None or step.began not in whole.periods:
        return None
    side = FixedSide.ABOVE if step.turn is Turn.UP else FixedSide.BELOW
    at, untold = whole.periods.index(step.began), too_few(whole, levels_of(whole))
    near = [
        one
        for one in whole.comparable_steps
        if one.side is side and abs(one.began - at) < STEPS_TOGETHER and one not in untold
    ]
    if not near:
        return None
    nearest = min(near, key=lambda one: abs(one.began - at))
    return AsTheWhole(
        measure=step.measure,
        area=step.area,
        step=step,
        whole=whole.area,
        began=whole.periods[nearest.began],
        decision=nearest.decision,
    )


def area_scan(charts: Mapping[str, Charted], *, area: str) -> AreaScan | None:
    """Return which areas are stable and which stand out; None of fewer than two.

    Args:
        charts: By code, of one measure; the whole's own is not one of its areas.
        area: Code of the whole.
    """
    scanned = {code: charted for code, charted in charts.items() if code != area}
    if len(scanned) < 2:
        return None
    leading = {
        code: one for code, charted in scanned.items() if (one := standout(charted)) is not None
    }
    calm = [code for code in scanned if code not in leading]
    stable = [code for code in calm if holds(scanned[code])]
    first = strongest_first(one.finding for one in leading.values())
    return AreaScan(
        measure=next(iter(scanned.values())).measure,
        area=area,
        now=max(charted.periods[-1] for charted in scanned.values()),
        of=len(scanned),
        stable=tuple(stable),
        standouts=tuple(leading[finding.area] for finding in first),
        unsettled=tuple(code for code in calm if code not in stable),
    )


def standout(charted: Charted) -> Standout | None:
    """Return the strongest sign that an area's chart shows now; None where it shows none."""
    signs = list(filter(_stands_out, process_findings(charted)))
    if not signs:
        return None
    return Standout(
        finding=strongest_first(signs)[0],
        in_a_row=_in_a_row(charted),
        average=charted.chart.segments[-1].centre_line,
    )


def holds(charted: Charted) -> bool:
    """Tell whether an area's process can be called stable."""
    return any(isinstance(found, Stable) for found in process_findings(charted))


def _step(charted: Charted, unit: Unit) -> Stepped | None:
    """Return the last step, where its averages moved its way and print apart."""
    for found in process_findings(charted):
        if isinstance(found, Stepped) and (found.new > found.old) is (found.turn is Turn.UP):
            return found if _prints_apart(found, unit) else None
    return None


def _prints_apart(step: Stepped, unit: Unit) -> bool:
    size = step_size(step, unit)
    if size is None:
        return rounded(step.new, unit.places) != rounded(step.old, unit.places)
    return bool(rounded(size, PERCENT.places))


def _stands_out(found: ProcessFinding) -> bool:
    """Tell a sign of now; an old step is history, and the end of a run is a return to calm."""
    return isinstance(found, Breached | Running | Moving) or (
        isinstance(found, Stepped | Shifted) and found.is_news
    )


def _in_a_row(charted: Charted) -> int:
    """Count the newest judged values on or beyond the limit that the newest is."""
    chart = charted.chart
    judged = [int(n) for n in np.flatnonzero(chart.side != FixedSide.UNJUDGED)][::-1]
    side = chart.breach_side(judged[0])
    same = [bool(chart.breach[n]) and chart.breach_side(n) is side for n in judged]
    return same.index(False) if False in same else len(same)
