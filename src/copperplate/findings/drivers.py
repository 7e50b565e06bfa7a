"""What drives a whole: which parts made its change, which went against it, whose share moved.

Contributions add up to the change exactly, or there is no finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from copperplate.disclosure import Publishable
from copperplate.drivers import contributions
from copperplate.findings.composition import Composition, Part
from copperplate.findings.finding import InOnePeriod, Question, Tier, Weight
from copperplate.findings.thresholds import MOST_NAMED, SMALLEST_BASE_FOR_PERCENT
from copperplate.periods import Period
from copperplate.series.evidence import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Contribution:
    """What one part gave to the change of the whole.

    Attributes:
        measure: The part's id.
        difference: In the whole's unit, with its sign.
        share: Of the change of the whole, 1 being all of it. None where the whole has
            barely changed, or a part by more than the whole: a share would mislead.
    """

    measure: str
    difference: float
    share: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Driven(InOnePeriod):
    """Which parts made the change of a whole.

    Attributes:
        period, base: Now and then.
        difference: Of the whole, with its sign.
        drivers: Parts that moved its way, the largest first, no more than are named.
        against: Parts that moved the other way, the largest first, no more than are named.
        more, more_against: How many more of each there are.
    """

    question: ClassVar[Question] = Question.MADE_OF

    base: Period
    difference: float
    drivers: tuple[Contribution, ...]
    against: tuple[Contribution, ...]
    more: int = 0
    more_against: int = 0

    @property
    def weight(self) -> Weight:
        """What lies behind a change comes before what lies behind a sum."""
        return Weight(Tier.FACT, size=abs(self.drivers[0].share or 0.0))


@dataclass(frozen=True, kw_only=True, slots=True)
class ShareMoved(InOnePeriod):
    """A part's share of the whole, now and then.

    Attributes:
        part: The part's id.
        period, base: Now and then.
        share, share_then: 0 to 1.
    """

    question: ClassVar[Question] = Question.MADE_OF

    part: str
    base: Period
    share: float
    share_then: float

    @property
    def weight(self) -> Weight:
        """The more it moved, the stronger."""
        return Weight(Tier.DETAIL, size=abs(self.share - self.share_then))


def driven(made_of: Composition, base: Period) -> Driven | None:
    """Return which parts made a whole's change.

    None where a part's change is not known, they do not add up to that of the whole, or
    the whole has not moved.
    """
    then = _whole_then(made_of)
    if then is None or made_of.whole == then:
        return None
    given = contributions(
        [part.value for part in made_of.parts],
        [part.value - (part.difference or 0.0) for part in made_of.parts],
        whole_now=made_of.whole,
        whole_then=then,
    )
    total, telling = given.total, not np.isnan(given.shares).any()
    made = [
        Contribution(
            measure=part.measure,
            difference=part.difference,
            share=float(share) if telling else None,
        )
        for part, share in zip(made_of.parts, given.shares, strict=True)
        if part.difference
    ]
    made.sort(key=lambda one: (-abs(one.difference), one.measure))
    drivers = tuple(one for one in made if one.difference * total > 0)
    against = tuple(one for one in made if one.difference * total < 0)
    return Driven(
        measure=made_of.measure,
        area=made_of.area,
        period=made_of.period,
        base=base,
        difference=total,
        drivers=drivers[:MOST_NAMED],
        against=against[:MOST_NAMED],
        more=len(drivers[MOST_NAMED:]),
        more_against=len(against[MOST_NAMED:]),
    )


def share_moved(made_of: Composition, base: Period) -> ShareMoved | None:
    """Return the part whose share of the whole has moved most; None where one is not known."""
    then = _whole_then(made_of)
    if then is None or then <= 0:
        return None
    whole = then

    def before(part: Part) -> float:
        return (part.value - (part.difference or 0.0)) / whole

    most = max(made_of.parts, key=lambda part: (abs(part.share - before(part)), part.measure))
    return ShareMoved(
        measure=made_of.measure,
        area=made_of.area,
        part=most.measure,
        period=made_of.period,
        base=base,
        share=most.share,
        share_then=before(most),
    )


def share_of_subset(
    whole: Publishable[Evidence],
    subset: Publishable[Evidence],
    *,
    area: str,
    period: Period,
    base: Period,
) -> ShareMoved | None:
    """Return the share that records with a marker have of the whole, now and then.

    None where one of the four numbers is not known, or a whole is too small for a percentage.
    """
    seen = [one.shown.series[area].at(when) for one in (subset, whole) for when in (period, base)]
    now, then, whole_now, whole_then = (None if one is None else one.value for one in seen)
    if now is None or then is None or whole_now is None or whole_then is None:
        return None
    if min(whole_now, whole_then) < SMALLEST_BASE_FOR_PERCENT:
        return None
    return ShareMoved(
        measure=whole.shown.about.id,
        area=area,
        part=subset.shown.about.id,
        period=period,
        base=base,
        share=now / whole_now,
        share_then=then / whole_then,
    )


def _whole_then(made_of: Composition) -> float | None:
    """Return the whole in the base period, where the parts' changes lead to exactly that."""
    if any(part.difference is None for part in made_of.parts) or made_of.whole_then is None:
        return None
    if not made_of.complete:
        return None
    total = sum(part.difference or 0.0 for part in made_of.parts)
    return made_of.whole_then if made_of.whole - total == made_of.whole_then else None
