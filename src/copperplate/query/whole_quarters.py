"""Which four quarters make a year ending with the last of them, where only quarters were published.

Within one release: quarters of two editions were read on two days, and do not add up to what
either of them knew. Adds nothing up itself; `run` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from copperplate.periods import Period, quarter, year_ending

QUARTERS_IN_A_YEAR = 4


def years_ending(
    held: Iterable[tuple[Period, str]],
) -> dict[tuple[Period, str], tuple[Period, ...]]:
    """Return the years that a release's quarters make, each with its quarters.

    Args:
        held: Quarters, each with the release that holds it.

    Returns:
        By year and release. A year that lacks a quarter is not there.
    """
    quarters = set(held)
    found = {}
    for last, release in quarters:
        parts = [last]
        while len(parts) < QUARTERS_IN_A_YEAR:
            before = parts[0].start - timedelta(days=1)
            parts.insert(0, quarter(before.year, before.month))
        if all((part, release) in quarters for part in parts):
            found[year_ending(last.end.year, last.end.month), release] = tuple(parts)
    return found
