"""Months: which month of the year each point lies in, and how many days it holds.

The calendar, and nothing of counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from copperplate.seasons.exceptions import NotMonths
from copperplate.spc.arrays import HoldsArrays
from copperplate.spc.sums import Array

MONTHS_OF_A_YEAR = 12
DAYS_OF_A_MONTH = 365.2425 / MONTHS_OF_A_YEAR
"""An average month of the Gregorian calendar, in days."""

NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Months(HoldsArrays):
    """Months in order; arrays of shape (n_points,).

    Attributes:
        of_the_year: 0 for January to 11 for December.
        days: How many days each holds.
    """

    of_the_year: NDArray[np.int64]
    days: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.days)


def lengths(months: Months) -> Array:
    """Return how long each month is against an average one, shape (n_points,)."""
    return months.days / DAYS_OF_A_MONTH


def months_of(periods: ArrayLike) -> Months:
    """Read months.

    Args:
        periods: Shape (n_points,), oldest first: texts such as ``"2019-03"``, or numpy's
            ``datetime64``. A day stands for its month. Months may be left out, not repeated.

    Raises:
        NotMonths: They cannot be read, or do not rise.

    Example:
        >>> february = months_of(["2019-12", "2020-01", "2020-02"])
        >>> february.of_the_year.tolist(), february.days.tolist()
        ([11, 0, 1], [31, 31, 29])
    """
    try:
        months = np.asarray(periods).astype("datetime64[M]")
    except (TypeError, ValueError):
        raise NotMonths("the periods cannot be read as months; write them as 2019-03.") from None
    if months.ndim != 1 or np.isnat(months).any():
        raise NotMonths("the periods are one month a point, such as 2019-03, none left blank.")
    falls = np.flatnonzero(np.diff(months).astype(np.int64) <= 0)
    if len(falls):
        raise NotMonths(
            f"the month of point {int(falls[0]) + 1} does not follow the one before it; "
            "order them from the oldest, each once."
        )
    after = (months + 1).astype("datetime64[D]")
    return Months(
        of_the_year=months.astype(np.int64) % MONTHS_OF_A_YEAR,
        days=(after - months.astype("datetime64[D]")).astype(np.int64),
    )
