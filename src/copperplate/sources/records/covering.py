"""Which days of which force a load holds all records of, as its layouts say it follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from copperplate.engines.written import distinct
from copperplate.periods import long_date, month
from copperplate.schema.records import COVERAGE
from copperplate.sources.reading import Row
from copperplate.sources.records.importing import Read
from copperplate.sources.records.layout import Covers, FileLayout

Stretch = tuple[str, date, date, str]
"""Force, first day, last day, grain."""


def coverage_of(read: Sequence[Read], *, as_at: date | None) -> list[Row]:
    """Return the rows of the table of coverage.

    A stretch any table of a layout has a record of is covered in every one of them: of a
    month that was delivered, no anti-social behaviour means none.

    Args:
        read: What was read.
        as_at: The day the records were read; records that cover all days up to it cover none
            after their last where it is not known.
    """
    rows: set[Row] = set()
    for layout in dict.fromkeys(one.layout for one in read):
        mine = [one for one in read if one.layout is layout]
        tables = sorted({table for one in mine for table in one.parts})
        for force, first, last, grain in _stretches(mine, layout, as_at):
            source = f"{force}, {long_date(first)} to {long_date(last)}"
            rows |= {(table, force, first, last, grain, source) for table in tables}
    return sorted(rows, key=lambda row: tuple(map(str, row)))


def last_covered(coverage: Iterable[Row]) -> date:
    """Return the last day any row covers."""
    at = COVERAGE.column_names.index("period_end")
    return max(day for row in coverage if isinstance(day := row[at], date))


def first_covered(coverage: Iterable[Row]) -> date:
    """Return the first day any row covers."""
    at = COVERAGE.column_names.index("period_start")
    return min(day for row in coverage if isinstance(day := row[at], date))


def _stretches(read: Sequence[Read], layout: FileLayout, as_at: date | None) -> set[Stretch]:
    found = {
        (str(force), first, last)
        for one in read
        for path in one.parts.values()
        for force, first, last in distinct([path], ("force", "recorded_from", "recorded_to"))
    }
    match layout.covers:
        case Covers.FOUND:
            return {(force, first, last, _grain(first, last)) for force, first, last in found}
        case Covers.MONTHS:
            months = {(force, month(first.year, first.month)) for force, first, _ in found}
            return {(force, one.start, one.end, "day") for force, one in months}
        case Covers.SINCE:
            return {_since(force, found, layout, as_at) for force in {row[0] for row in found}}


def _since(
    force: str, found: set[tuple[str, date, date]], layout: FileLayout, as_at: date | None
) -> Stretch:
    first = min(row[1] for row in found if row[0] == force)
    last = max(row[2] for row in found if row[0] == force)
    return force, layout.covers_from or first, as_at or last, "day"


def _grain(first: date, last: date) -> str:
    if first == last:
        return "day"
    return "month" if (first.year, first.month) == (last.year, last.month) else "year"
