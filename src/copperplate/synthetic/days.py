"""Days as whole numbers since 1 January 1970, and the quarters they lie in.

Knows no record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int32]
_FIRST = date(1970, 1, 1)


def number_of(day: date) -> int:
    """Return a day's number: 0 for 1 January 1970."""
    return (day - _FIRST).days


def day_of(number: int) -> date:
    """Return the day of a number."""
    return date.fromordinal(_FIRST.toordinal() + number)


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """Three months from the first of January, April, July or October.

    Attributes:
        start: Its first day.
    """

    start: date

    @property
    def after(self) -> Quarter:
        """The quarter after it."""
        return self._moved(1)

    @property
    def year_before(self) -> Quarter:
        """The same quarter of the year before."""
        return self._moved(-4)

    @property
    def months(self) -> tuple[date, date, date]:
        """The first days of its months."""
        return (
            self.start,
            self.start.replace(month=self.start.month + 1),
            self.start.replace(month=self.start.month + 2),
        )

    @property
    def days(self) -> Days:
        """The numbers of its days."""
        return np.arange(number_of(self.start), number_of(self.after.start), dtype=np.int32)

    def _moved(self, quarters: int) -> Quarter:
        years, place = divmod(self.start.month // 3 + quarters, 4)
        return Quarter(date(self.start.year + years, 1 + 3 * place, 1))


def quarters_between(first: date, last: date) -> tuple[Quarter, ...]:
    """Return the quarters that begin on a day or after it, and no later than another."""
    found = []
    one = Quarter(date(first.year, 1 + 3 * ((first.month - 1) // 3), 1))
    while one.start <= last:
        if one.start >= first:
            found.append(one)
        one = one.after
    return tuple(found)


def weekday_of(days: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Return days of the week, 0 for Monday to 6."""
    return (days.astype(np.int64) + 3) % 7  # 1 January 1970 was a Thursday
