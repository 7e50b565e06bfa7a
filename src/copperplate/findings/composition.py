"""What a total is made of, and which of its parts have grown.

Parts of one whole: they do not overlap and add up to it. Where they do not, there is no
finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from copperplate.disclosure import Publishable
from copperplate.drivers import busiest, fewest_for
from copperplate.findings.change import change_since
from copperplate.findings.finding import InOnePeriod, Question, Tier, Weight
from copperplate.findings.thresholds import (
    BUSIEST,
    FEWEST_FOR_A_TENTH,
    HALF,
    MOST_PARTS_NAMED,
    SMALLEST_BASE_FOR_PERCENT,
)
from copperplate.periods import Period
from copperplate.series import Mark
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
        parts: Largest first, those that are not hidden.
        half: The fewest parts that together make at least half; 0 where hidden parts may be
            among them.
        hidden: How many parts are hidden. They are what the others leave of the whole.
    """

    question: ClassVar[Question] = Question.MADE_OF

    whole: float
    whole_then: float | None
    parts: tuple[Part, ...]
    half: int
    hidden: int = 0

    @property
    def complete(self) -> bool:
        """Whether no part is hidden."""
        return not self.hidden

    @property
    def rest(self) -> float:
        """The most that any hidden part can be."""
        return self.whole - sum(part.value for part in self.parts) if self.hidden else 0.0

    @property
    def weight(self) -> Weight:
        """A detail behind the whole."""
        return Weight(Tier.DETAIL, size=self.parts[0].share)


@dataclass(frozen=True, kw_only=True, slots=True)
class Busiest(InOnePeriod):
    """How much of a whole the busiest tenth of its many parts hold.

    Attributes:
        part, whole: What they hold, and all there is.
        number, of: How many they are, and how many parts there are.
    """

    question: ClassVar[Question] = Question.MADE_OF

    part: float
    whole: float
    number: int
    of: int

    @property
    def weight(self) -> Weight:
        """The more they hold, the stronger."""
        return Weight(Tier.DETAIL, size=self.part / self.whole)


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
    """Return what a whole is made of; None where a part is missing or they do not add up.

    A part that is hidden is not missing: the others are said, and that it may be larger than
    they are is kept in mind.
    """
    total = whole.shown.series[area].at(period)
    if total is None or total.value is None or total.value <= 0 or not parts:
        return None
    found, hidden = [], 0
    for part in parts:
        seen = part.shown.series[area].at(period)
        if seen is not None and Mark.CONFIDENTIAL in seen.marks:
            hidden += 1
            continue
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
    together = sum(part.value for part in found)
    if not found or (together >= total.value if hidden else together != total.value):
        return None
    then = None if base is None else whole.shown.series[area].at(base)
    found.sort(key=lambda part: (-part.value, part.measure))
    half = fewest_for([part.value for part in found], HALF, total.value) or 0
    if hidden and half and found[half - 1].value < total.value - together:
        half = 0
    return Composition(
        measure=whole.shown.about.id,
        area=area,
        period=period,
        whole=total.value,
        whole_then=None if then is None else then.value,
        parts=tuple(found),
        half=half,
        hidden=hidden,
    )


def largest(made_of: Composition) -> Largest | None:
    """Return the largest parts; None where there are so few that all would be named.

    None too where a hidden part may be larger than one of them.
    """
    named = made_of.parts[:MOST_PARTS_NAMED]
    if len(made_of.parts) <= MOST_PARTS_NAMED or named[-1].value < made_of.rest:
        return None
    return Largest(
        measure=made_of.measure,
        area=made_of.area,
        period=made_of.period,
        parts=named,
    )


def busiest_of(made_of: Composition) -> Busiest | None:
    """Return what the busiest tenth of parts hold; None of few parts, or of a small whole.

    None too where hidden parts may be among them, or the last of them has an equal that is not.
    """
    number = len(made_of.parts) + made_of.hidden
    if number < FEWEST_FOR_A_TENTH or made_of.whole < SMALLEST_BASE_FOR_PERCENT:
        return None
    # What is hidden lies at the end: it is asked below whether it can.
    held = [part.value for part in made_of.parts] + [0.0] * made_of.hidden
    found = busiest(held, BUSIEST, made_of.whole)
    if found is None or found[0] > len(made_of.parts):
        return None
    if made_of.parts[found[0] - 1].value < made_of.rest:
        return None
    return Busiest(
        measure=made_of.measure,
        area=made_of.area,
        period=made_of.period,
        part=found[1],
        whole=made_of.whole,
        number=found[0],
        of=number,
    )


def growth(made_of: Composition, base: Period) -> Growth | None:
    """Return which parts have grown since the base; None where no change is known."""
    changed = [part for part in made_of.parts if part.difference is not None]
    if not changed or not made_of.complete:
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
