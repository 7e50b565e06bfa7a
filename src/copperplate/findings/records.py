"""Whether the newest value is the lowest or highest on record, or since when."""

from __future__ import annotations

from dataclasses import dataclass

from copperplate.disclosure import Publishable
from copperplate.periods import Period
from copperplate.series.evidence import Evidence

# Fewer values than this are no record to speak of: two years of quarters.
FEWEST_FOR_A_RECORD = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """The newest value is an extreme.

    Attributes:
        lowest: Whether it is a low; otherwise a high.
        since: The last period that was as low (or high), or None where none was.
        first: First period held.
        passed: How many values, one after another, it is lower (or higher) than.
    """

    measure: str
    area: str
    period: Period
    lowest: bool
    since: Period | None
    first: Period
    passed: int


def record(evidence: Publishable[Evidence], *, area: str) -> Record | None:
    """Return the record the newest value sets; None where it sets none worth speaking of."""
    seen = [
        (o.period, o.value)
        for o in evidence.shown.series[area].observations
        if o.value is not None and o.value >= 0
    ]
    if len(seen) <= FEWEST_FOR_A_RECORD:
        return None
    period, newest = seen[-1]
    earlier = list(reversed(seen[:-1]))
    for lowest in (True, False):
        beyond = [p for p, value in earlier if (value <= newest if lowest else value >= newest)]
        since = beyond[0] if beyond else None
        passed = len(earlier) if since is None else [p for p, _ in earlier].index(since)
        if passed >= FEWEST_FOR_A_RECORD:
            return Record(
                measure=evidence.shown.about.id,
                area=area,
                period=period,
                lowest=lowest,
                since=since,
                first=seen[0][0],
                passed=passed,
            )
    return None
