"""In which areas a measure has grown or fallen most since a base period.

Growth is in per cent; in percentage points where the measure is a percentage itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from copperplate.disclosure import Publishable
from copperplate.findings.areas import AreaValue, Level, levels_of, without_value
from copperplate.findings.change import ChangeSince, change_since
from copperplate.findings.finding import InOnePeriod, Question, Tier, Weight
from copperplate.periods import Period
from copperplate.series import Mark
from copperplate.series.evidence import Evidence
from copperplate.series.model import carried
from copperplate.series.numbers import rounded
from copperplate.series.units import PERCENT, Unit, UnitKind


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaGrowth(InOnePeriod):
    """In which areas a measure has grown or fallen most since a base period.

    Attributes:
        levels: Change in per cent, or in points where the measure is a percentage;
            fastest growth first.
        rose, fell: How many areas did, as printed, those without a percentage counted too.
        of: How many have a value in both periods.
        small: Those of them whose base is too small for a percentage.
        without: Areas without a value in one of the periods.
    """

    question: ClassVar[Question] = Question.MADE_OF

    base: Period
    levels: tuple[Level, ...]
    rose: int
    fell: int
    of: int
    small: tuple[str, ...]
    without: tuple[str, ...]

    @property
    def weight(self) -> Weight:
        """The larger the largest change, the stronger."""
        sizes = [abs(level.value) / 100 for level in self.levels]
        return Weight(Tier.DETAIL, size=max(sizes, default=0.0))


def area_growth(
    evidence: Publishable[Evidence],
    *,
    area: str,
    areas: Sequence[str],
    period: Period,
    base: Period,
) -> AreaGrowth | None:
    """Return where a measure has grown most; None where fewer than two areas are known.

    None too where nothing moved as printed. The whole is not one of its own areas.
    """
    series = evidence.shown.series
    parts = [code for code in areas if code != area]
    found = [
        change_since(evidence, area=code, period=period, base=base)
        for code in parts
        if code in series
    ]
    known = [change for change in found if change is not None]
    moves = [rounded(change.difference, series.unit.places) for change in known]
    if len(known) < 2 or not any(moves):
        return None
    held = [one for change in known if (one := _grown(change, series.unit)) is not None]
    changed = {change.area for change in known}
    return AreaGrowth(
        measure=evidence.shown.about.id,
        area=area,
        period=period,
        base=base,
        levels=levels_of(held, places=PERCENT.places),
        rose=sum(move > 0 for move in moves),
        fell=sum(move < 0 for move in moves),
        of=len(known),
        small=without_value([change.area for change in known], held),
        without=tuple(code for code in parts if code not in changed),
    )


def _grown(change: ChangeSince, unit: Unit) -> AreaValue | None:
    """Return a change as growth; None where its base is too small, or prints as nothing.

    What does not move as printed does not grow, however little was there before.
    """
    by = change.difference
    if unit.kind is not UnitKind.PERCENT:
        if change.proportion is None or not rounded(change.then.value or 0.0, unit.places):
            return None
        by = change.proportion * 100 if rounded(change.difference, unit.places) else 0.0
    marks = carried([change.now, change.then])
    return AreaValue(change.area, by, marks | ({Mark.BREAK} if change.broken else set()))
