"""Which whole months make a year to date, where only months were published.

Within one release: months of two editions were read on two days, and do not add up to
what either of them knew. Adds nothing up itself; `run` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from copperplate.periods import Period, year_to_date


def years_to_date(
    held: Iterable[tuple[Period, str]],
) -> dict[tuple[Period, str], tuple[Period, ...]]:
    """Return the years to date that a release's months make, each with its months.

    Args:
        held: Months, each with the release that holds it.

    Returns:
        By year to date and release. A year that lacks a month ends before it.
    """
    months = set(held)
    found: dict[tuple[Period, str], tuple[Period, ...]] = {}
    for month, release in sorted(months):
        year = year_to_date(month.end)
        if month.start == year.start:
            found[year, release] = (month,)
            continue
        before = found.get((year_to_date(month.start - timedelta(days=1)), release))
        if before is not None:
            found[year, release] = (*before, month)
    return found
