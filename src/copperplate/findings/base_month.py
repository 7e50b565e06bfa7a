"""A change since last year that one exceptional month of last year explains.

Last year's month lay on or beyond a limit of its control chart, and without that month, in
both years, the change is gone. Facts only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from copperplate.disclosure import Publishable
from copperplate.findings.change import ChangeSince
from copperplate.findings.charted import Charted
from copperplate.findings.finding import Finding, Question, Tier, Weight
from copperplate.findings.process import Turn
from copperplate.findings.thresholds import ABOUT_THE_SAME
from copperplate.periods import Period, PeriodKind
from copperplate.series.evidence import Evidence
from copperplate.spc import FixedSide


@dataclass(frozen=True, kw_only=True, slots=True)
class BaseMonth(Finding):
    """A change that an exceptional month of the base explains.

    Attributes:
        change: Of the whole span, on the same days of an earlier year.
        month: The exceptional month, in the base.
        value: What was counted in it.
        limit: The limit it lay on or beyond.
        turn: Down where it was exceptionally low.
        rest: The change without that month in both years.
    """

    question: ClassVar[Question] = Question.CHANGED

    change: ChangeSince
    month: Period
    value: float
    limit: float
    turn: Turn
    rest: float

    @property
    def dated(self) -> Period:
        """Now."""
        return self.change.dated

    @property
    def weight(self) -> Weight:
        """It must be heard beside the change it explains."""
        return Weight(Tier.RUN, size=abs(self.change.proportion or 0.0))


def base_month(
    change: ChangeSince | None, months: Publishable[Evidence], charted: Charted | None
) -> BaseMonth | None:
    """Return the exceptional month of the base that explains a change; None where none does.

    Args:
        change: Of a count, between spans of the same months of two years.
        months: The same count by month.
        charted: Its control chart.

    A month explains a rise where it lay on or beyond its lower limit, and a fall where beyond
    the upper one, and where the rest of the span has moved the other way or by next to nothing. Of
    several the one that explains most. Both months must be known, and lie wholly in their spans.
    """
    if change is None or charted is None or not change.difference or change.about_the_same:
        return None
    series, chart = months.shown.series[change.area], charted.chart
    up = change.difference > 0
    found = []
    for at, month in enumerate(charted.periods):
        inside = change.base.start <= month.start and month.end <= change.base.end
        if month.kind is not PeriodKind.MONTH or not inside or not chart.breach[at]:
            continue
        if chart.breach_side(at) is not (FixedSide.BELOW if up else FixedSide.ABOVE):
            continue
        years = change.now.period.end.year - change.base.end.year
        later = next((p for p in months.shown.series.periods if p.back(years) == month), None)
        now = None if later is None or later.end > change.now.period.end else series.at(later)
        then = series.at(month)
        if now is None or then is None or now.value is None or then.value is None:
            continue
        rest = change.difference - (now.value - then.value)
        limit = chart.breach_limit(at)
        if np.isnan(limit) or not _is_explained(change, rest, then.value):
            continue
        found.append(
            BaseMonth(
                measure=change.measure,
                area=change.area,
                change=change,
                month=month,
                value=then.value,
                limit=limit,
                turn=Turn.DOWN if up else Turn.UP,
                rest=rest,
            )
        )
    return min(found, key=lambda one: one.rest if up else -one.rest, default=None)


def _is_explained(change: ChangeSince, rest: float, value: float) -> bool:
    """Return whether what is left is nothing, next to nothing, or goes the other way."""
    if rest * change.difference <= 0:
        return True
    before = (change.then.value or 0.0) - value
    return before > 0 and abs(rest) / before < ABOUT_THE_SAME
