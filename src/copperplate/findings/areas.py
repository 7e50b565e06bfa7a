"""How the areas of one measure stand beside one another, and beside the whole.

Areas are ranked as readers see them. Two whose values print the same are level, whatever
the digits nobody prints say: a reader would take two equal numbers in an order for a slip.
An area without a value is never ranked, and always named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import ClassVar, NamedTuple

from copperplate.disclosure import Publishable
from copperplate.findings.finding import InOnePeriod, Question, Tier, Weight
from copperplate.findings.peers import compares
from copperplate.periods import Period
from copperplate.series import Mark
from copperplate.series.evidence import Evidence
from copperplate.series.model import SeriesSet, carried
from copperplate.series.numbers import rounded


class AreaValue(NamedTuple):
    """An area's number, unrounded, with the marks a figure of it carries."""

    area: str
    value: float
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """Areas whose numbers print the same, in the order they were given; mostly one."""

    members: tuple[AreaValue, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """Their codes."""
        return tuple(one.area for one in self.members)

    @property
    def value(self) -> float:
        """What prints as each of them does."""
        return self.members[0].value

    @property
    def marks(self) -> frozenset[Mark]:
        """Every mark one of them carries."""
        return frozenset(mark for one in self.members for mark in one.marks)


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaRanking(InOnePeriod):
    """Areas in order of a rate, a share or a mean.

    Attributes:
        levels: From one end to the other; of one level only, all are the same.
        lowest_first: Which end leads.
        without: Areas without a value.
    """

    question: ClassVar[Question] = Question.COMPARED

    levels: tuple[Level, ...]
    lowest_first: bool
    without: tuple[str, ...]

    @property
    def weight(self) -> Weight:
        """The farther apart the ends, the stronger."""
        ends = sorted(level.value for level in self.levels)
        return Weight(Tier.DETAIL, size=(ends[-1] - ends[0]) / ends[-1] if ends[-1] > 0 else 0.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class AboveAverage(InOnePeriod):
    """Areas that stand higher than the whole they are areas of, whose rate is their average.

    Attributes:
        whole: The value of the whole.
        above: Areas that print a higher one, highest first.
        without: Areas without a value.
    """

    question: ClassVar[Question] = Question.COMPARED

    whole: float
    above: tuple[AreaValue, ...]
    without: tuple[str, ...]

    @property
    def weight(self) -> Weight:
        """The farther the highest stands above, the stronger."""
        over = self.above[0].value - self.whole
        return Weight(Tier.DETAIL, size=over / self.whole if self.whole > 0 else 0.0)


def area_ranking(
    evidence: Publishable[Evidence],
    *,
    area: str,
    areas: Sequence[str],
    period: Period,
    lowest_first: bool = False,
) -> AreaRanking | None:
    """Return areas in order; None where nothing `compares`, or fewer than two have a value.

    Args:
        evidence: The measure.
        area: Code of the area they are compared for.
        areas: Codes of those ranked, the area itself only if it is one of their kind.
        period: The period.
        lowest_first: Whether the lowest leads.
    """
    series = evidence.shown.series
    held = values_of(series, areas, period)
    if not compares(evidence) or len(held) < 2:
        return None
    return AreaRanking(
        measure=evidence.shown.about.id,
        area=area,
        period=period,
        levels=levels_of(held, places=series.unit.places, lowest_first=lowest_first),
        lowest_first=lowest_first,
        without=without_value(areas, held),
    )


def above_average(
    evidence: Publishable[Evidence], *, area: str, areas: Sequence[str], period: Period
) -> AboveAverage | None:
    """Return the areas that stand higher than the whole.

    None where nothing `compares`, the whole has no value or nobody stands higher.
    """
    series = evidence.shown.series
    parts = [code for code in areas if code != area]
    held, whole = values_of(series, parts, period), values_of(series, [area], period)
    if not compares(evidence) or not whole:
        return None
    places, average = series.unit.places, whole[0].value
    above = [one for one in held if rounded(one.value, places) > rounded(average, places)]
    if not above:
        return None
    return AboveAverage(
        measure=evidence.shown.about.id,
        area=area,
        period=period,
        whole=average,
        above=tuple(sorted(above, key=lambda one: -rounded(one.value, places))),
        without=without_value(parts, held),
    )


def values_of(series: SeriesSet, areas: Iterable[str], period: Period) -> list[AreaValue]:
    """Return the areas that have a value in a period, with it, in the order given."""
    seen = ((code, series[code].at(period)) for code in areas if code in series)
    return [
        AreaValue(code, one.value, carried([one]))
        for code, one in seen
        if one is not None and one.value is not None
    ]


def levels_of(
    held: Iterable[AreaValue], *, places: int, lowest_first: bool = False
) -> tuple[Level, ...]:
    """Return areas by what they print, from one end to the other."""
    printed: dict[Decimal, list[AreaValue]] = {}
    for one in held:
        printed.setdefault(rounded(one.value, places), []).append(one)
    ordered = sorted(printed.items(), key=itemgetter(0), reverse=not lowest_first)
    return tuple(Level(members=tuple(members)) for _, members in ordered)


def without_value(areas: Iterable[str], held: Iterable[AreaValue]) -> tuple[str, ...]:
    """Return the areas that are not among those with a value."""
    there = {one.area for one in held}
    return tuple(code for code in areas if code not in there)
