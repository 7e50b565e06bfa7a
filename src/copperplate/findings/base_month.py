"""A change since last year that one exceptional month of last year explains, or hides.

Last year's month lay on or beyond a limit of its control chart, and without that month, in
both years, the change is gone; or there is one only without it. Facts only.
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
from copperplate.findings.thresholds import ABOUT_THE_SAME, SMALLEST_BASE_FOR_PERCENT
from copperplate.periods import Period, PeriodKind
from copperplate.series.evidence import Evidence
from copperplate.spc import FixedSide


@dataclass(frozen=True, kw_only=True, slots=True)
class BaseMonth(Finding):
    """A change that an exceptional month of the base explains, or hides.

    Attributes:
        change: Of the whole span, on the same days of an earlier year. Where that is about the
            same, the month hides a change.
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
        """It must be heard beside the change it explains; one that it hides is as large."""
        size = self.without if self.hides else self.change.proportion
        return Weight(Tier.RUN, size=abs(size or 0.0))

    @property
    def hides(self) -> bool:
        """Whether the year looks about the same for this month alone."""
        return self.change.about_the_same

    @property
    def without(self) -> float | None:
        """The change without the month, over the base without it; None where that is nothing."""
        before = (self.change.then.value or 0.0) - self.value
        return self.rest / before if before > 0 else None


def base_month(
    change: ChangeSince | None, months: Publishable[Evidence], charted: Charted | None
) -> BaseMonth | None:
    """Return the exceptional month of the base that explains a change, or hides one; else None.

    Args:
        change: Of a count, between spans of the same months of two years.
        months: The same count by month.
        charted: Its control chart.

    A month explains a rise where it lay on or beyond its lower limit, and a fall where beyond
    the upper one, and where the rest of the span has moved the other way or by next to nothing. It
    hides a rise where the years are about the same, it lay on or beyond its upper limit, and the
    rest has risen by more than next to nothing; and a fall likewise. Of several the one that
    explains or hides most. Both months must be known, and lie wholly in their spans.
    """
    if change is None or charted is None:
        return None
    series, chart = months.shown.series[change.area], charted.chart
    found: list[BaseMonth] = []
    for at, month in enumerate(charted.periods):
        inside = change.base.start <= month.start and month.end <= change.base.end
        if month.kind is not PeriodKind.MONTH or not inside or not chart.breach[at]:
            continue
        years = change.now.period.end.year - change.base.end.year
        later = next((p for p in months.shown.series.periods if p.back(years) == month), None)
        now = None if later is None or later.end > change.now.period.end else series.at(later)
        then = series.at(month)
        if now is None or then is None or now.value is None or then.value is None:
            continue
        rest = change.difference - (now.value - then.value)
        one = BaseMonth(
            measure=change.measure,
            area=change.area,
            change=change,
            month=month,
            value=then.value,
            limit=chart.breach_limit(at),
            turn=Turn.UP if chart.breach_side(at) is FixedSide.ABOVE else Turn.DOWN,
            rest=rest,
        )
        if not np.isnan(one.limit) and (_is_hidden(one) if one.hides else _is_explained(one)):
            found.append(one)
    return max(found, key=lambda one: one.rest * _sign(one), default=None)


def _sign(one: BaseMonth) -> int:
    """Return 1 where the month was high, so that what comes after looks low; else -1."""
    return 1 if one.turn is Turn.UP else -1


def _is_explained(one: BaseMonth) -> bool:
    """Return whether the month made the change: what is left is nothing, or the other way."""
    difference = one.change.difference
    if difference * _sign(one) >= 0:
        return False
    if one.rest * difference <= 0:
        return True
    return one.without is not None and abs(one.without) < ABOUT_THE_SAME


def _is_hidden(one: BaseMonth) -> bool:
    """Return whether the rest has moved the month's way, of a base that bears a percentage.

    By more than next to nothing, and by so much more than the whole.
    """
    then, without = one.change.then.value or 0.0, one.without
    if one.change.broken or without is None or then - one.value < SMALLEST_BASE_FOR_PERCENT:
        return False
    beyond_the_whole = without - one.change.difference / then
    return min(without * _sign(one), beyond_the_whole * _sign(one)) >= ABOUT_THE_SAME
