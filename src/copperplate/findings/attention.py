"""What is news on the control charts of many areas, each piece of it once along the area tree.

Facts only: which sign leads, where it is seen too, and which part carries it. Knows no measure's
words, and not how many signs chance alone makes: that is `by_chance`'s.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from copperplate.findings.area_charts import AsTheWhole, as_the_whole
from copperplate.findings.charted import Charted
from copperplate.findings.process import (
    Breached,
    Moving,
    ProcessFinding,
    Running,
    Shifted,
    Stepped,
)
from copperplate.findings.reading import process_findings
from copperplate.findings.select import strongest_first
from copperplate.findings.thresholds import (
    FEWEST_FOR_A_STEP,
    HALF,
    MOST_EVENTS_WEIGHED,
    RUN_FOR_ATTENTION,
    STEPS_TOGETHER,
)
from copperplate.periods import Period
from copperplate.spc import Decision, Grade

Sign = Stepped | Shifted | Breached | Running | Moving
"""What a chart shows of now."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """A chart that was looked at.

    Attributes:
        charted: The chart.
        above: Code of the area looked at that it lies in; empty for the whole.
        events: How many things one of its periods counts on average: of a percentage or a rate
            those above its line. Infinite where nobody said.
    """

    charted: Charted
    above: str
    events: float

    @property
    def few(self) -> bool:
        """Whether it counts so few that runs, and steps by runs alone, come by themselves."""
        return self.events < FEWEST_FOR_A_STEP


@dataclass(frozen=True, kw_only=True, slots=True)
class Carrier:
    """The part of an area that makes up more than half of a change.

    Attributes:
        area: Code of the part.
        size: How far it moved, as a share of what it was before; 0 where that was nothing.
        events: How many things one of its periods counts.
    """

    area: str
    size: float
    events: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Noted:
    """One piece of news: the sign of an area, and where it is seen too.

    Attributes:
        finding: The area's strongest sign.
        whole: Where the area it lies in stepped too, some time ago: a step of its own that is
            no news there.
        also: Codes of the areas below that show the same, in the order they were given.
        carried_by: The part that makes up more than half of the change; None where none does, or
            nobody can tell.
        events: How many things one period of the area counts, as in `Looked`.
    """

    finding: Sign
    events: float
    whole: AsTheWhole | None = None
    also: tuple[str, ...] = ()
    carried_by: Carrier | None = None

    @property
    def rank(self) -> tuple[int, int, float, int, int]:
        """What news is sorted by, the first to be told first: what its sign weighs.

        All of it is fresh. So within a tier what the values themselves speak for strongly, or
        people have confirmed, comes before what a run alone made possible, and then the larger
        before the newer. How large is said in the scatter of a count: three things more on one are
        less than thirty on a hundred. A change that one part carries is as large as it is there.
        """
        tier, age, size, persistence = self.finding.weight
        size = _in_scatter(size, self.events)
        if self.carried_by is not None:
            size = max(size, _in_scatter(self.carried_by.size, self.carried_by.events))
        return (tier, self._doubt, -size, age, -persistence)

    @property
    def _doubt(self) -> int:
        found = self.finding
        if not isinstance(found, Stepped) or found.decision is Decision.CONFIRMED:
            return 0
        return Grade.STRONG - found.evidence


def signs_of(charted: Charted, *, few: bool) -> tuple[Sign, ...]:
    """Return what a chart shows of now, the strongest first.

    A fresh step or change of level, the newest value on or beyond a limit, a run one short of a
    step or longer, moves all one way.

    Args:
        charted: The chart.
        few: Whether it counts fewer than `FEWEST_FOR_A_STEP` a period. Then runs and moves are no
            signs, and a possible step is one where the values themselves support it.
    """
    every = (_sign(one, few) for one in process_findings(charted))
    return tuple(strongest_first(one for one in every if one is not None))


def noted(looked: Mapping[str, Looked]) -> list[Noted]:
    """Return the news of one measure's areas, the strongest first; equals in the order given.

    An area that shows the same as the area it lies in (a sign the same way, begun at about the
    same time, and there no lesser one) is told with that one; an area that shows another sign, or
    whose whole is quiet, is told by itself.

    Args:
        looked: By code.
    """
    signs = {code: signs_of(one.charted, few=one.few) for code, one in looked.items()}
    told = {code: _told_with(code, signs, looked) for code, found in signs.items() if found}
    return sorted(
        (
            Noted(
                finding=signs[root][0],
                events=looked[root].events,
                whole=_whole_too(root, signs[root][0], looked),
                also=tuple(code for code in told if told[code] == root != code),
                carried_by=_carried_by(root, signs[root][0], looked),
            )
            for root in dict.fromkeys(told.values())
        ),
        key=lambda one: one.rank,
    )


def begun(sign: Sign) -> Period:
    """Return when a sign began: a step where its new level did, a run where it set out."""
    match sign:
        case Stepped() | Shifted():
            return sign.began
        case Running() | Moving():
            return sign.first
        case Breached():
            return sign.period


def _sign(found: ProcessFinding, few: bool) -> Sign | None:
    match found:
        case Breached() | Shifted(is_news=True):
            return found
        case Stepped(is_news=True):
            undecided = found.decision is Decision.UNDECIDED
            return None if few and undecided and found.evidence is Grade.NONE else found
        case Running(refused=False):
            return found if found.length >= RUN_FOR_ATTENTION and not few else None
        case Moving():
            return None if few else found
    return None


def _told_with(
    code: str, signs: Mapping[str, tuple[Sign, ...]], looked: Mapping[str, Looked]
) -> str:
    """Return the area that an area's leading sign is told with: itself, or one it lies in."""
    above = looked[code].above
    if not any(_alike(signs[code][0], one, looked[code]) for one in signs.get(above, ())):
        return code
    return _told_with(above, signs, looked)


def _alike(one: Sign, other: Sign, looked: Looked) -> bool:
    """Tell whether a sign is no more than another of the area around it already tells.

    That one goes the same way, began at about the same time, and is of no lesser tier.
    """
    periods = looked.charted.periods
    return (
        one.turn is other.turn
        and other.weight.tier <= one.weight.tier
        and abs(periods.index(begun(one)) - periods.index(begun(other))) < STEPS_TOGETHER
    )


def _whole_too(code: str, sign: Sign, looked: Mapping[str, Looked]) -> AsTheWhole | None:
    above = looked.get(looked[code].above)
    if above is None or not isinstance(sign, Stepped):
        return None
    return as_the_whole(looked[code].charted, above.charted)


def _carried_by(code: str, sign: Sign, looked: Mapping[str, Looked]) -> Carrier | None:
    """Return which part of an area moved by more than half of what the area moved by.

    The mean of the values since the sign began, less that of its process before. Only counts have
    parts that add up.
    """
    whole = looked[code].charted
    first = whole.periods.index(begun(sign))
    before = max(one.first for one in whole.chart.segments if one.first < max(first, 1))
    old, new = _levels(whole, before, first)
    if not whole.counted or not new - old:
        return None
    found = []
    for part, one in looked.items():
        if one.above == code and one.charted.periods == whole.periods:
            held, since = _levels(one.charted, before, first)
            share = (since - held) / (new - old)
            if share > HALF:
                size = abs(since - held) / held if held > 0 else 0.0
                found.append((share, Carrier(area=part, size=size, events=one.events)))
    # Where others went the other way, two may have: the one that moved most.
    return max(found, key=lambda one: one[0])[1] if found else None


def _in_scatter(size: float, events: float) -> float:
    """Return a change in standard deviations of a count that comes by itself (Poisson's).

    As a share of what was usual it is divided by one over the root of what was counted.
    """
    return size * math.sqrt(min(events, MOST_EVENTS_WEIGHED))


def _levels(charted: Charted, before: int, first: int) -> tuple[float, float]:
    """Return the means of the values before a point and from it on; NaN of none."""
    held, since = charted.chart.values[before:first], charted.chart.values[first:]
    if np.isnan(held).all() or np.isnan(since).all():
        return float("nan"), float("nan")
    return float(np.nanmean(held)), float(np.nanmean(since))
