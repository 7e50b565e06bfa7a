"""Groups of records gathered into periods: those of one area and release, by their days.

Each group has the first and the last day its records may be of; a period holds what lies
wholly in it. Adds up whole numbers, so that a sum does not hang on its order.
"""

from __future__ import annotations

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from operator import add

from copperplate.periods import Period

Group = tuple[date, date, tuple[int, ...]]
"""First day, last day, and how many of what."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a period holds.

    Attributes:
        inside: Of each thing counted, how much lies wholly in the period.
        astride: How many records may lie in it or outside: no one said so closely.
    """

    inside: tuple[int, ...]
    astride: int


class Pile:
    """Groups of records, to be asked for period by period.

    Args:
        groups: In any order; the first of what is counted is the records.
        to_the_day: Whether groups are of days; else of months, and so are the periods asked.
        width: How many things are counted.
    """

    def __init__(self, groups: Iterable[Group], *, to_the_day: bool, width: int) -> None:
        self._nothing = (0,) * width
        units: dict[date, tuple[int, ...]] = {}
        loose: list[Group] = []
        for first, last, amounts in groups:
            if last == (first if to_the_day else last_of_month(first)):
                so_far = units.get(first, self._nothing)
                units[first] = tuple(map(add, so_far, amounts))
            else:
                loose.append((first, last, amounts))
        self._firsts = sorted(units)
        columns = zip(*(units[first] for first in self._firsts), strict=True)
        sums = [list(accumulate(column, initial=0)) for column in columns]
        self._sums = sums or [[0] for _ in range(width)]
        self._loose = sorted(loose, key=lambda group: group[0])
        self._loose_firsts = [first for first, _, _ in self._loose]
        longest = max((last - first for first, last, _ in loose), default=timedelta(0))
        self._longest = longest

    def within(self, period: Period) -> Held:
        """Return what a period holds."""
        begin = bisect_left(self._firsts, period.start)
        end = bisect_right(self._firsts, period.end)
        inside = tuple(one[end] - one[begin] for one in self._sums)
        astride = 0
        near = bisect_left(self._loose_firsts, period.start - self._longest)
        far = bisect_right(self._loose_firsts, period.end)
        for first, last, amounts in self._loose[near:far]:
            if period.start <= first and last <= period.end:
                inside = tuple(map(add, inside, amounts))
            elif last >= period.start:
                astride += amounts[0]
        return Held(inside, astride)


@cache
def last_of_month(on: date) -> date:
    """Return the last day of a day's month."""
    return on.replace(day=calendar.monthrange(on.year, on.month)[1])
