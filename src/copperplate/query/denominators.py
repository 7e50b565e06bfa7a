"""Which year's population belongs to which period.

Source: the mid-year named in the heading of each police force area table of the Office
for National Statistics, March 2018 to September 2019 editions: tables for years ending
June, September and December of year Y print mid-(Y-1), those ending March print mid-(Y-2).
"""

from __future__ import annotations

from copperplate.periods import Period

# Months January to March: the estimate of the year before last is the newest one out.
LAST_MONTH_OF_FIRST_QUARTER = 3


def ons_mid_year(period: Period) -> int:
    """Return the year of the mid-year estimate used for a period's rate.

    Never the nearest year, never the newest: an old rate does not change because a new
    estimate came out. A month that ends no quarter takes the quarter it falls in.
    """
    behind = 2 if period.end.month <= LAST_MONTH_OF_FIRST_QUARTER else 1
    return period.end.year - behind
