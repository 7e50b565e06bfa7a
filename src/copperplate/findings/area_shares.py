"""How a count is spread over areas: the fewest that make half, one area's share, concentration.

Shares of a count that an area holds of the whole it lies in. What is small, or does not add
up, is no share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import ClassVar

from copperplate.disclosure import Publishable
from copperplate.findings.areas import values_of
from copperplate.findings.finding import InOnePeriod, Question, Tier, Weight
from copperplate.findings.thresholds import HALF, SMALLEST_BASE_FOR_PERCENT
from copperplate.periods import Period
from copperplate.series import Mark
from copperplate.series.evidence import Evidence
from copperplate.series.units import UnitKind


class Extent(StrEnum):
    """What areas have a share of, to set beside their share of a count."""

    LAND = "land"
    RESIDENTS = "residents"
    ROADS = "roads"


@dataclass(frozen=True, kw_only=True, slots=True)
class Share(InOnePeriod):
    """A part of a whole count.

    Attributes:
        part, whole: Counts; the whole is large enough for a percentage.
        marks: What a figure of the share carries.
    """

    question: ClassVar[Question] = Question.MADE_OF

    part: float
    whole: float
    marks: frozenset[Mark] = frozenset()

    @property
    def percent(self) -> float:
        """0 to 100; divided last, so that an exact half is still one when it is rounded."""
        return self.part * 100 / self.whole

    @property
    def weight(self) -> Weight:
        """The larger, the stronger."""
        return Weight(Tier.DETAIL, size=self.percent / 100)


@dataclass(frozen=True, kw_only=True, slots=True)
class HalfIn(Share):
    """The fewest areas that together hold at least half.

    Attributes:
        areas: The largest of all, largest first.
        of: How many areas make the whole.
    """

    areas: tuple[str, ...]
    of: int

    @property
    def weight(self) -> Weight:
        """The fewer of them, the stronger."""
        return Weight(Tier.DETAIL, size=1 - len(self.areas) / self.of)


@dataclass(frozen=True, kw_only=True, slots=True)
class ShareInArea(Share):
    """How much of a whole one area holds; `area` is the one.

    Attributes:
        within: Code of the area whose count is the whole.
    """

    within: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Concentration(Share):
    """Much of a count in little of something else.

    Attributes:
        areas: Codes of those that hold the part.
        extent: What they have little of.
        held, in_all: How much of it they have, and how much there is, in one unit.
    """

    areas: tuple[str, ...]
    extent: Extent
    held: float
    in_all: float

    @property
    def extent_percent(self) -> float:
        """0 to 100."""
        return self.held * 100 / self.in_all

    @property
    def weight(self) -> Weight:
        """The denser, the stronger."""
        return Weight(Tier.DETAIL, size=self.percent / self.extent_percent)


def half_in(
    evidence: Publishable[Evidence], *, area: str, areas: Sequence[str], period: Period
) -> HalfIn | None:
    """Return the fewest areas that make half.

    None where a value is missing, areas do not add up to the whole, the whole is too small
    for a percentage, or the last area to be named has an equal that is not.
    """
    series = evidence.shown.series
    parts = [code for code in areas if code != area]
    held, whole = values_of(series, parts, period), values_of(series, [area], period)
    if series.unit.kind is not UnitKind.COUNT or not whole or len(held) != len(parts):
        return None
    total = whole[0].value
    if len(held) < 2 or total < SMALLEST_BASE_FOR_PERCENT or min(o.value for o in held) < 0:
        return None
    if sum(one.value for one in held) != total:
        return None
    held.sort(key=lambda one: -one.value)
    reached = list(accumulate(one.value for one in held))
    half = next(n for n, so_far in enumerate(reached, start=1) if so_far >= HALF * total)
    if half < len(held) and held[half - 1].value == held[half].value:
        return None
    return HalfIn(
        measure=evidence.shown.about.id,
        area=area,
        period=period,
        part=reached[half - 1],
        whole=total,
        marks=frozenset(m for one in (*held[:half], whole[0]) for m in one.marks),
        areas=tuple(one.area for one in held[:half]),
        of=len(held),
    )


def share_in_area(
    evidence: Publishable[Evidence], *, area: str, within: str, period: Period
) -> ShareInArea | None:
    """Return how much of a count of `within` lies in `area`.

    None where either value is missing, the whole is too small for a percentage, or the
    part is larger than the whole.
    """
    series = evidence.shown.series
    seen = values_of(series, (area, within), period)
    if series.unit.kind is not UnitKind.COUNT or area == within or len(seen) < 2:
        return None
    part, whole = seen
    if whole.value < SMALLEST_BASE_FOR_PERCENT or not 0 <= part.value <= whole.value:
        return None
    return ShareInArea(
        measure=evidence.shown.about.id,
        area=area,
        period=period,
        part=part.value,
        whole=whole.value,
        marks=part.marks | whole.marks,
        within=within,
    )
