"""Which findings to speak of first: what is new before what has lasted.

The only place that ranks them; it knows nothing of how they are worded.
"""

from __future__ import annotations

from collections.abc import Iterable

from copperplate.findings.process import Breached, ProcessFinding, Running, Stable, Stepped
from copperplate.findings.records import Record

# A step seen within this many periods is news; an older one is history, told last.
NEWS = 4


def strongest_first(
    found: Iterable[ProcessFinding | Record],
) -> list[ProcessFinding | Record]:
    """Return findings about one series, the one to lead with in front."""
    return sorted(found, key=_rank)


def _rank(finding: ProcessFinding | Record) -> tuple[int, float]:
    match finding:
        case Stepped(age=age) if age <= NEWS:
            return (0, float(age))
        case Breached():
            return (1, 0.0)
        case Running(one_more=True):
            return (2, 0.0)
        case Running(length=length):
            return (3, -float(length))
        case Record(passed=passed):
            return (4, -float(passed))
        case Stable():
            return (5, 0.0)
        case Stepped(age=age):
            return (6, float(age))
