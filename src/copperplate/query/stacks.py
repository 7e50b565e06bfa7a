"""Groups of records of many areas gathered into periods at once, in arrays.

Adds up whole numbers, so that a sum does not hang on its order.
Knows no area and no release: they are numbered rows here.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copperplate.periods import Period

Days = NDArray[np.int64]
"""Days by their number, as `date.toordinal` counts them."""
Whole = NDArray[Any]
"""Whole numbers; Python's own where they could be too large for 64 bits."""
_SAFE = 2**62
_CALENDAR = date.max.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Spans:
    """The first and last days of periods."""

    starts: Days
    ends: Days


@lru_cache(maxsize=256)
def spans_of(periods: tuple[Period, ...]) -> Spans:
    """Return the days of periods."""
    return Spans(
        np.array([one.start.toordinal() for one in periods], dtype=np.int64),
        np.array([one.end.toordinal() for one in periods], dtype=np.int64),
    )


@dataclass(frozen=True, slots=True)
class Stack:
    """Groups of records, each of one row, to be asked for all rows and many periods at once.

    Attributes:
        rows: The row of each group.
        firsts, lasts: The first and the last day its records may be of.
        amounts: Shape (n_groups, width): how many of what; the records first.
        n_rows: How many rows there are, those without a group with them.
        to_the_day: Whether groups are of days; else of months, and so are the periods asked.
    """

    rows: NDArray[np.intp]
    firsts: Days
    lasts: Days
    amounts: Whole
    n_rows: int
    to_the_day: bool

    def within(self, spans: Spans) -> tuple[Whole, Whole]:
        """Return what periods hold.

        Returns:
            Shape (n_rows, n_periods, width): of each thing counted, how much lies wholly in the
            period; and shape (n_rows, n_periods): how many records may lie in it or outside.
        """
        width = self.amounts.shape[1]
        tight = self.lasts == (self.firsts if self.to_the_day else _ends_of_months(self.firsts))
        # All rows one after the other in one line of days, each as long as the calendar.
        at = self.rows[tight] * _CALENDAR + self.firsts[tight]
        order = np.argsort(at, kind="stable")
        at = at[order]
        sums = np.zeros((len(at) + 1, width), dtype=self.amounts.dtype)
        sums[1:] = self.amounts[tight][order].cumsum(axis=0)
        begins = np.arange(self.n_rows, dtype=np.int64)[:, None] * _CALENDAR
        begin = np.searchsorted(at, begins + spans.starts, side="left")
        end = np.searchsorted(at, begins + spans.ends, side="right")
        inside = sums[end] - sums[begin]
        astride = np.zeros(inside.shape[:2], dtype=self.amounts.dtype)
        if not tight.all():
            self._add_loose(~tight, spans, inside, astride)
        return inside, astride

    def _add_loose(
        self, loose: NDArray[np.bool_], spans: Spans, inside: Whole, astride: Whole
    ) -> None:
        """Add groups that may be of several units, those of the same days together."""
        days, which = np.unique(
            np.stack([self.firsts[loose], self.lasts[loose]], axis=1), axis=0, return_inverse=True
        )
        order = np.argsort(which.ravel(), kind="stable")
        bounds = np.searchsorted(which.ravel()[order], np.arange(len(days) + 1))
        rows, amounts = self.rows[loose][order], self.amounts[loose][order]
        for number, (first, last) in enumerate(days):
            mine = slice(bounds[number], bounds[number + 1])
            holds = (spans.starts <= first) & (last <= spans.ends)
            cuts = ~holds & (first <= spans.ends) & (last >= spans.starts)
            for row, more in zip(rows[mine], amounts[mine], strict=True):
                inside[row, holds] += more
                astride[row, cuts] += more[0]


def whole_numbers(columns: Sequence[Sequence[int]]) -> Whole:
    """Return columns of whole numbers as one array, shape (n_groups, n_columns)."""
    largest = max((abs(one) for column in columns for one in column), default=0)
    length = len(columns[0]) if columns else 0
    kind: Any = np.int64 if largest * max(length, 1) < _SAFE else object
    return np.array(columns, dtype=kind).reshape(len(columns), length).T


def _ends_of_months(firsts: Days) -> Days:
    """Return the last days of the months that days lie in."""
    days, which = np.unique(firsts, return_inverse=True)
    ends = [end_of_month(int(one)) for one in days]
    return np.array(ends, dtype=np.int64)[which.ravel()]


@lru_cache(maxsize=4096)
def end_of_month(number: int) -> int:
    """Return the last day of the month of a day, both by number."""
    return last_of_month(date.fromordinal(number)).toordinal()


@cache
def last_of_month(on: date) -> date:
    """Return the last day of a day's month."""
    return on.replace(day=calendar.monthrange(on.year, on.month)[1])
