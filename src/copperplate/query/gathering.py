"""Groups of records as an engine answered them, by area and release, ready to be asked by period.

Runs what it is given; knows no measure and no condition.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np

from copperplate.engines.duckdb import Engine
from copperplate.query.cells import day_of
from copperplate.query.compile import Compiled
from copperplate.query.record_sql import MILLIONTHS
from copperplate.query.stacks import Days, Spans, Stack, Whole, last_of_month, whole_numbers


@dataclass(frozen=True, slots=True)
class Gathered:
    """Groups of records as an engine answered them, by area and release.

    Attributes:
        places: The areas and releases that there is a group of, in the order of the rows.
        stack: The groups.
    """

    places: Mapping[tuple[str, str], int]
    stack: Stack

    def within(self, spans: Spans, areas: Sequence[str], release: str) -> tuple[Whole, Whole]:
        """Return what periods hold of some areas by one release, an area a row; see `Stack`."""
        at = [self.places.get((area, release), len(self.places)) for area in areas]
        inside, astride = self.stack.within(spans)
        return inside[at], astride[at]


def gathered(
    engine: Engine,
    compiled: Compiled,
    wanted: Sequence[Collection[str]],
    *,
    to_the_day: bool,
    width: int,
) -> Gathered:
    """Return the groups of areas: of each column of areas, in order, those that are wanted."""
    rows = engine.run(compiled.sql, compiled.parameters)
    if any(row[1] is None or row[2] is None for row in rows):
        rows = [row for row in rows if row[1] is not None and row[2] is not None]
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * (3 + len(wanted) + width)
    area, first, last, release = columns[:4]
    others = len(wanted) - 1
    places: dict[tuple[str, str], int] = {}
    of: list[int] = []
    numbers: list[int] = []
    for codes, those in zip((area, *columns[4 : 4 + others]), map(frozenset, wanted), strict=True):
        for number, place in enumerate(zip(codes, release, strict=True)):
            if place[0] in those:
                of.append(places.setdefault(place, len(places)))
                numbers.append(number)
    stack = stacked(
        first,
        last,
        columns[len(columns) - width :],
        rows=of,
        groups=numbers,
        # One more, in which nothing lies: of areas without a group.
        n_rows=len(places) + 1,
        to_the_day=to_the_day,
    )
    return Gathered(places, stack)


def stacked(
    first: Sequence[object],
    last: Sequence[object],
    amounts: Sequence[Sequence[object]],
    *,
    rows: Sequence[int],
    groups: Sequence[int],
    n_rows: int,
    to_the_day: bool,
) -> Stack:
    """Return groups as an engine answered them, column by column, as a stack of rows.

    Args:
        first: The first day, or the number of the month of it, that each group may be of; all said.
        last: Likewise the last.
        amounts: How many of what, a column each.
        rows: Which row each of `groups` belongs to; a group may belong to several.
        groups: Their numbers.
        n_rows: How many rows there are.
        to_the_day: Whether groups are of days; else of months.
    """
    which = np.array(groups, dtype=np.intp)
    return Stack(
        rows=np.array(rows, dtype=np.intp),
        firsts=_numbered(first, to_the_day=to_the_day, last=False)[which],
        lasts=_numbered(last, to_the_day=to_the_day, last=True)[which],
        amounts=whole_numbers([list(map(_whole, one)) for one in amounts])[which],
        n_rows=n_rows,
        to_the_day=to_the_day,
    )


def _numbered(units: Sequence[object], *, to_the_day: bool, last: bool) -> Days:
    """Return days by number; of months, numbered from the year 0, their first or last days."""
    if to_the_day:
        of = {one: day_of(one) for one in set(units)}
    else:
        of = {one: _month(one) for one in set(units)}
    if last and not to_the_day:
        of = {one: last_of_month(on) for one, on in of.items()}
    number = {one: on.toordinal() for one, on in of.items()}
    return np.array([number[one] for one in units], dtype=np.int64)


@cache
def _month(number: object) -> date:
    """Return the first day of a month by its number, counted from the year 0."""
    year, place = divmod(int(str(number)) - 1, 12)
    return date(year, place + 1, 1)


def _whole(amount: object) -> int:
    """Return a count as it is, a sum of decimals in millionths, and a sum of nothing as none."""
    if isinstance(amount, int):
        return amount
    if isinstance(amount, Decimal):
        return int(amount.scaleb(MILLIONTHS))
    return 0 if amount is None else int(str(amount))
