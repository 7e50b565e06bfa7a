"""What a total is made of, and which of its parts have grown.

Parts of one whole: they do not overlap and add up to it. Where they do not, there is no
finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from copperplate.disclosure import Publishable
from copperplate.findings.change import change_since
from copperplate.findings.finding import InOnePeriod, Question, Tier, Weight
from copperplate.findings.thresholds import HALF, MOST_PARTS_NAMED
from copperplate.periods import Period
from copperplate.series.evidence import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part: its measure id, its value now, its share of the whole (0 to 1), its change."""

    measure: str
    value: float
    share: float
    difference: float | None
    proportion: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Composition(InOnePeriod):
    """A whole and its parts in one period.

    Attributes:
        whole: The whole.
        whole_then: The same in the base period; None where it is not known.
        parts: Largest first.
        half: The fewest parts that together make at least half.
    """

    question: ClassVar[Question] = Question.MADE_OF

    whole: float
    whole_then: float | None
    parts: tuple[Part, ...]
    half: int

    @property
    def weight(self) -> Weight:
        """A detail behind the whole."""
        return Weight(Tier.DETAIL, size=self.parts[0].share)


@dataclass(frozen=True, kw_only=True, slots=True)
class Largest(InOnePeriod):
    """The largest parts of a whole, in order, no more than are named."""

    question: ClassVar[Question] = Question.MADE_OF

    parts: tuple[Part, ...]

    @property
    def weight(self) -> Weight:
        """A detail behind the whole."""
        return Weight(Tier.DETAIL, size=self.parts[0].share)


@dataclass(frozen=True, kw_only=True, slots=True)
class Growth(InOnePeriod):
    """Which parts have grown since a base period.

    Attributes:
        parts: Those with a percentage, fastest growth first.
        rose, fell: How many parts rose and fell, those without a percentage counted too.
    """

    question: ClassVar[Question] = Question.MADE_OF

    base: Period
    parts: tuple[Part, ...]
    rose: int
    fell: int

    @property
    def weight(self) -> Weight:
        """The faster the fastest, the stronger."""
        return Weight(Tier.DETAIL, size=(self.parts[0].proportion or 0.0) if self.parts else 0.0)


def composition(
    whole: Publishable[Evidence],
    parts: Sequence[Publishable[Evidence]],
    *,
    area: str,
    period: Period,
    base: Period | None = None,
) -> Composition | None:
    """Return what a whole is made of; None where a part is missing or they do not add up."""
    total = whole.shown.series[area].at(period)
    if total is None or total.value is None or total.value <= 0 or not parts:
        return None
    found = []
    for part in parts:
        seen = part.shown.series[area].at(period)
        if seen is None or seen.value is None or seen.value < 0:
            return None
        change = None if base is None else change_since(part, area=area, period=period, base=base)
        found.append(
            Part(
                measure=part.shown.about.id,
                value=seen.value,
                share=seen.value / total.value,
                difference=None if change is None else change.difference,
                proportion=None if change is None else change.proportion,
            )
        )
    if sum(part.value for part in found) != total.value:
        return None
    then = None if base is None else whole.shown.series[area].at(base)
    found.sort(key=lambda part: (-part.value, part.measure))
    half, reached = 0, 0.0
    while reached < HALF * total.value:
        reached += found[half].value
        half += 1
    return Composition(
        measure=whole.shown.about.id,
        area=area,
        period=period,
        whole=total.value,
        whole_then=None if then is None else then.value,
        parts=tuple(found),
        half=half,
    )


def largest(made_of: Composition) -> Largest | None:
    """Return the largest parts; None where there are so few that all would be named."""
    if len(made_of.parts) <= MOST_PARTS_NAMED:
        return None
    return Largest(
        measure=made_of.measure,
        area=made_of.area,
        period=made_of.period,
        parts=made_of.parts[:MOST_PARTS_NAMED],
    )


def growth(made_of: Composition, base: Period) -> Growth | None:
    """Return which parts have grown since the base; None where no change is known."""
    changed = [part for part in made_of.parts if part.difference is not None]
    if not changed:
        return None
    ranked = [part for part in changed if part.proportion is not None]
    ranked.sort(key=lambda part: (-(part.proportion or 0.0), part.measure))
    return Growth(
        measure=made_of.measure,
        area=made_of.area,
        period=made_of.period,
        base=base,
        parts=tuple(ranked),
        rose=sum((part.difference or 0.0) > 0 for part in changed),
        fell=sum((part.difference or 0.0) < 0 for part in changed),
    )
