"""Where an area stands in its group: average, rank, gap.

How that has moved is `peers_over_time`'s; areas by name are `peers_beside`'s; several
measures at once are `peers_across`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

import numpy as np

from copperplate.compare import Average, gap, group_average, ranks
from copperplate.disclosure import Publishable
from copperplate.findings.finding import InOnePeriod, Question, Tier, Weight
from copperplate.periods import Period
from copperplate.series.evidence import Evidence
from copperplate.series.numbers import rounded
from copperplate.series.units import UnitKind


class Side(StrEnum):
    """Which side of the average a value lies on."""

    BELOW = "below"
    LEVEL = "level"
    ABOVE = "above"


@dataclass(frozen=True, kw_only=True, slots=True)
class AgainstGroup(InOnePeriod):
    """An area against its group in one period.

    Attributes:
        value: The area's own value, in the measure's unit.
        average: The group's, by `definition`.
        members: Codes of the group.
        with_data: Those of them with a value; the average and the rank speak of these.
        rank: The area's rank among them, 1 for the best where a side is better.
        sharing: Other members whose value is the same, and so their rank.
        gap: value − average.
        side: Below, level (within a billionth) or above.
    """

    question: ClassVar[Question] = Question.COMPARED

    value: float
    average: float
    definition: Average
    members: tuple[str, ...]
    with_data: tuple[str, ...]
    rank: int
    sharing: tuple[str, ...] = ()
    gap: float
    side: Side

    @property
    def weight(self) -> Weight:
        """The farther from the average, the stronger."""
        return Weight(Tier.FACT, size=abs(self.gap / self.average) if self.average else 0.0)

    @property
    def missing(self) -> tuple[str, ...]:
        """Members without data in this period."""
        return tuple(code for code in self.members if code not in self.with_data)

    @property
    def from_last(self) -> int:
        """Its rank counted from the other end; members that share a rank share this too."""
        return len(self.with_data) - self.rank - len(self.sharing) + 1


def compares(evidence: Publishable[Evidence]) -> bool:
    """Tell whether a measure may be compared between areas.

    A count follows the size of the area: only rates, shares and means compare, and of
    those only the ones whose definition does not say otherwise.
    """
    shown = evidence.shown
    return shown.series.unit.kind is not UnitKind.COUNT and not shown.about.not_comparable


def side_as_printed(value: float, other: float, places: int) -> Side:
    """Return the side of another number a value lies on, as readers see the two.

    Example:
        >>> side_as_printed(89.96, 90.04, places=1), side_as_printed(89.9, 90.0, places=1)
        (<Side.LEVEL: 'level'>, <Side.BELOW: 'below'>)
    """
    seen, beside = rounded(value, places), rounded(other, places)
    return Side.LEVEL if seen == beside else Side.BELOW if seen < beside else Side.ABOVE


def against_group(
    evidence: Publishable[Evidence],
    *,
    area: str,
    members: Sequence[str],
    period: Period,
    definition: Average = Average.MEAN_WITH_SELF,
) -> AgainstGroup | None:
    """Return where an area stands.

    None where it has no value or nobody to stand beside, and where nothing `compares`.
    """
    series = evidence.shown.series
    if not compares(evidence):
        return None
    if period not in series.periods or area not in members:
        return None
    column = series.periods.index(period)
    rows = [series.areas.index(code) for code in members]
    values = series.values[rows, column : column + 1]
    own = list(members).index(area)
    if np.isnan(values[own, 0]) or np.count_nonzero(~np.isnan(values)) < 2:
        return None
    averages, _ = group_average(
        values,
        own_row=own,
        definition=definition,
        weights=series.bases[rows, column : column + 1],
    )
    lowest_first = evidence.shown.about.better != "higher"
    order, _ = ranks(values[:, 0], lowest_first=lowest_first)
    distance = float(gap(values[own], averages)[0])
    level = abs(distance) <= 1e-9 * abs(float(averages[0]))
    return AgainstGroup(
        measure=evidence.shown.about.id,
        area=area,
        period=period,
        value=float(values[own, 0]),
        average=float(averages[0]),
        definition=definition,
        members=tuple(members),
        with_data=tuple(
            code for code, value in zip(members, values[:, 0], strict=True) if not np.isnan(value)
        ),
        rank=int(order[own]),
        sharing=tuple(
            code
            for code, place in zip(members, order, strict=True)
            if place == order[own] and code != area
        ),
        gap=distance,
        side=Side.LEVEL if level else Side.BELOW if distance < 0 else Side.ABOVE,
    )
