"""Everything there is to find in a count and its parts, in a period beside its base.

The only place that knows which findings a breakdown has. Ranks nothing and words nothing; what
is hidden is in none of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from copperplate.disclosure import Publishable
from copperplate.findings.change import change_since
from copperplate.findings.composition import busiest_of, composition, growth, largest
from copperplate.findings.drivers import driven, share_moved, share_of_subset
from copperplate.findings.finding import Finding
from copperplate.findings.thresholds import (
    MOST_OF_A_SORT,
    MOST_PARTS_NAMED,
    SMALLEST_BASE_FOR_PERCENT,
)
from copperplate.periods import Period
from copperplate.series.evidence import Evidence

Published = Publishable[Evidence]


def of_parts(
    whole: Published, parts: Sequence[Published], *, area: str, period: Period, base: Period
) -> tuple[Finding, ...]:
    """Return what a count and parts that add up to it show, in the order a reader asks.

    Shares are told of a whole that is large enough for percentages.
    """
    change = change_since(whole, area=area, period=period, base=base)
    made = composition(whole, parts, area=area, period=period, base=base)
    if made is None or len(parts) < 2:
        return () if change is None else (change,)
    large = made.whole >= SMALLEST_BASE_FOR_PERCENT
    known = all(part.difference is not None for part in made.parts)
    found = (
        change,
        driven(made, base),
        growth(made, base) if known else None,
        made if large and made.half else None,
        largest(made) if large and made.half != MOST_PARTS_NAMED else None,
        busiest_of(made),
        share_moved(made, base)
        if large and (made.whole_then or 0) >= SMALLEST_BASE_FOR_PERCENT
        else None,
    )
    return tuple(one for one in found if one is not None)


def of_markers(
    whole: Published, marked: Sequence[Published], *, area: str, period: Period, base: Period
) -> tuple[Finding, ...]:
    """Return what a count and markers of its records show: their shares, those that moved first.

    Args:
        whole: The count.
        marked: Markers that every record says whether it has: of others a share is too low.
        area: Code.
        period: Now.
        base: Then.
    """
    change = change_since(whole, area=area, period=period, base=base)
    shares = [
        share
        for one in marked
        if (share := share_of_subset(whole, one, area=area, period=period, base=base)) is not None
    ]
    shares.sort(key=lambda one: (-abs(one.share - one.share_then), one.part))
    return (*([] if change is None else [change]), *shares[:MOST_OF_A_SORT])
