"""Quarters from rolling years: the arithmetic, and nothing else.

A year ending in June less the year ending in March is one quarter less the same quarter a
year before. From four quarters that are known, every other follows in both directions.
Knows no release and no mark.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from copperplate.periods import Period, quarter, year_ending

MONTHS_IN_A_QUARTER = 3
QUARTERS_IN_A_YEAR = 4


def quarters_from_years(
    years: Mapping[Period, float],
    known: Mapping[Period, float],
    hidden: Collection[Period] = (),
) -> dict[Period, float]:
    """Return every quarter that follows from rolling years and known quarters.

    Args:
        years: Rolling years by period, as published in one edition: editions differ by
            revisions, and a difference of two editions would be a revision, not a quarter.
        known: Published quarters; they are returned as they are.
        hidden: Quarters whose publisher hides the value. They are not worked out behind its
            back, nor is anything through them: it would give them away.

    Returns:
        Quarters by period. One may be negative where a published year was.

    Example:
        >>> from copperplate.periods import quarter, year_ending
        >>> years = {year_ending(2018, 6): 110.0, year_ending(2018, 3): 100.0}
        >>> found = quarters_from_years(years, {quarter(2018, 6): 35.0})
        >>> {str(period): value for period, value in found.items()}
        {'April to June 2018': 35.0, 'April to June 2017': 25.0}
    """
    found = dict(known)
    differences = {
        quarter(period.end.year, period.end.month): value - years[before]
        for period, value in years.items()
        if (before := _quarter_earlier(period)) in years
    }
    # Each pass reaches one year further; it ends when a pass finds nothing new.
    while True:
        new: dict[Period, float] = {}
        for period, difference in differences.items():
            last_year = period.back(1)
            if period in hidden or last_year in hidden:
                continue
            if period in found and last_year not in found:
                new[last_year] = found[period] - difference
            elif last_year in found and period not in found:
                new[period] = found[last_year] + difference
        if not new:
            return found
        found |= new


def adds_up(years: Mapping[Period, float], known: Mapping[Period, float]) -> bool:
    """Return whether every four known quarters that make a rolling year add up to it."""
    for year, value in years.items():
        quarters = [
            known[period]
            for period in known
            if year.start <= period.start <= period.end <= year.end
        ]
        if len(quarters) == QUARTERS_IN_A_YEAR and sum(quarters) != value:
            return False
    return True


def _quarter_earlier(period: Period) -> Period:
    months = period.end.year * 12 + period.end.month - 1 - MONTHS_IN_A_QUARTER
    return year_ending(months // 12, months % 12 + 1)
