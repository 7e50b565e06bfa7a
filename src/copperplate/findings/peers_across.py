"""Several measures of one area against the same group: contrasts, and how many lie above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from copperplate.compare import Average
from copperplate.disclosure import Publishable
from copperplate.findings.finding import Finding, InOnePeriod, Question, Tier, Weight
from copperplate.findings.peers import AgainstGroup, Side, against_group, side_as_printed
from copperplate.findings.thresholds import (
    FEWEST_FOR_A_CONTRAST,
    FEWEST_MEASURES,
    PLACES_AT_AN_END,
)
from copperplate.periods import Period
from copperplate.series.evidence import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class RankContrast(Finding):
    """Two measures for which an area stands at opposite ends of its group.

    Attributes:
        last: The one for which it is last or nearly so; the leading measure.
        first: The one for which it is first or nearly so.
    """

    question: ClassVar[Question] = Question.COMPARED

    last: AgainstGroup
    first: AgainstGroup

    @property
    def dated(self) -> Period:
        """The period compared."""
        return self.last.period

    @property
    def weight(self) -> Weight:
        """From end to end before nearly so."""
        return Weight(Tier.DETAIL, age=self.last.from_last + self.first.rank - 2)


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasuresAbove(InOnePeriod):
    """How many of several measures lie above the average of an area's group.

    Attributes:
        compared: Ids of the measures with a comparison, in the order asked for.
        above: Those of them above the average, as values and averages are printed.
    """

    question: ClassVar[Question] = Question.COMPARED

    compared: tuple[str, ...]
    above: tuple[str, ...]

    @property
    def weight(self) -> Weight:
        """A detail: each measure has a comparison of its own."""
        return Weight(Tier.DETAIL, size=len(self.above) / len(self.compared))


def rank_contrast(one: AgainstGroup | None, other: AgainstGroup | None) -> RankContrast | None:
    """Return that an area stands at opposite ends for two measures; None where it does not."""
    if one is None or other is None or one.measure == other.measure:
        return None
    if (one.area, one.period, one.members) != (other.area, other.period, other.members):
        return None
    first, last = sorted((one, other), key=lambda found: found.rank - found.from_last)
    if min(len(one.with_data), len(other.with_data)) < FEWEST_FOR_A_CONTRAST:
        return None
    at_ends = first.rank < first.from_last and last.from_last < last.rank
    near = max(first.rank, last.from_last) <= PLACES_AT_AN_END
    if not (at_ends and near and min(first.rank, last.from_last) == 1):
        return None
    return RankContrast(measure=last.measure, area=last.area, last=last, first=first)


def measures_above(
    measures: Sequence[Publishable[Evidence]],
    *,
    area: str,
    members: Sequence[str],
    period: Period,
    definition: Average = Average.MEAN_WITH_SELF,
) -> MeasuresAbove | None:
    """Return how many of several measures lie above the group's average.

    A measure without a comparison is left out; None under `FEWEST_MEASURES` of them.
    """
    compared, above = [], []
    for evidence in measures:
        found = against_group(
            evidence, area=area, members=members, period=period, definition=definition
        )
        if found is None:
            continue
        compared.append(found.measure)
        places = evidence.shown.series.unit.places
        if side_as_printed(found.value, found.average, places) is Side.ABOVE:
            above.append(found.measure)
    if len(compared) < FEWEST_MEASURES:
        return None
    return MeasuresAbove(
        measure=compared[0],
        area=area,
        period=period,
        compared=tuple(compared),
        above=tuple(above),
    )
