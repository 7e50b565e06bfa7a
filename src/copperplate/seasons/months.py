"""Months, or quarters of months: which part of the year each point lies in, and how long it is.

The calendar, and nothing of counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from copperplate.seasons.exceptions import NotMonths
from copperplate.spc.arrays import HoldsArrays
from copperplate.spc.calendar import dates_of
from copperplate.spc.exceptions import CannotChart
from copperplate.spc.sums import Array

MONTHS_OF_A_YEAR = 12
PARTS_OF_A_YEAR = (1, 2, 3, 4, 6)
"""How many months a period may hold: as many go into a year, and a year is not one of them."""

DAYS_OF_A_YEAR = 365.2425
"""Of the Gregorian calendar, on average."""

NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Months(HoldsArrays):
    """Periods of one or several months, in order; arrays of shape (n_points,).

    Attributes:
        part: Which part of the year each is, numbered from 0 by the month it begins with.
        days: How many days each holds.
        each: How many months each holds: 1, or 3 for quarters.
        first: The month part 0 begins with, 0 for January.
    """

    part: NDArray[np.int64]
    days: NDArray[np.int64]
    each: int
    first: int

    def __len__(self) -> int:
        return len(self.days)

    @property
    def parts(self) -> int:
        """How many parts a year has: 12 months, 4 quarters."""
        return MONTHS_OF_A_YEAR // self.each

    @property
    def lengths(self) -> Array:
        """How long each is against an average one."""
        return self.days * self.parts / DAYS_OF_A_YEAR

    def name(self, part: int) -> str:
        """Return what a part of the year is called: ``April``, ``April to June``."""
        begins = self.first + part * self.each
        ends = (begins + self.each - 1) % MONTHS_OF_A_YEAR
        return NAMES[begins] if self.each == 1 else f"{NAMES[begins]} to {NAMES[ends]}"


def months_of(periods: ArrayLike, each: int = 1) -> Months:
    """Read months, or periods of several months by their first.

    Args:
        periods: Shape (n_points,), oldest first: texts such as ``"2019-03"``, or numpy's
            ``datetime64``, an index of pandas, a column of polars. A day stands for its month.
            Periods may be left out, not repeated.
        each: How many months each holds, 1, 2, 3, 4 or 6: 3 for quarters.

    Raises:
        NotMonths: They cannot be read, do not rise, or overlap.

    Example:
        >>> winter = months_of(["2019-12", "2020-01", "2020-02"])
        >>> winter.part.tolist(), winter.days.tolist()
        ([11, 0, 1], [31, 31, 29])
        >>> quarters = months_of(["2019-10", "2020-01"], each=3)
        >>> quarters.days.tolist(), quarters.name(3)
        ([92, 91], 'October to December')
    """
    if each not in PARTS_OF_A_YEAR:
        raise NotMonths(f"a year is not made of periods of {each} months; give 1, 2, 3, 4 or 6.")
    try:
        months = dates_of("periods", periods).astype("datetime64[M]")
    except CannotChart as problem:
        raise NotMonths(f"the periods cannot be read as months: {problem}") from None
    if months.ndim != 1:
        raise NotMonths("the periods are one month a point, such as 2019-03.")
    numbers = months.astype(np.int64)
    wrong = np.flatnonzero((np.diff(numbers) < each) | (np.diff(numbers) % each != 0))
    if len(wrong):
        raise NotMonths(
            f"the period of point {int(wrong[0]) + 1} does not follow the one before it by "
            f"{each} months or a multiple; order them from the oldest, each once."
        )
    after = (months + each).astype("datetime64[D]")
    of_the_year = numbers % MONTHS_OF_A_YEAR
    return Months(
        part=of_the_year // each,
        days=(after - months.astype("datetime64[D]")).astype(np.int64),
        each=each,
        first=int(numbers[0] % each) if len(numbers) else 0,
    )
