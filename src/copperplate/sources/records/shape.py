"""Whether a load looks like what it says it is: held against itself and the release before.

An extract that stops short, holds everything twice or lacks a unit reads without an error; what
gives it away is how many rows there are, by month and by area. Counts only: no row is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from copperplate.engines.written import columns_in, counted_by
from copperplate.periods import long_date, month
from copperplate.sources.release_folder import Release

# Late records and cancelled crimes move past months by a few in a hundred from one extract to the
# next; a file pasted twice, or half of one, by far more.
LEAST_OF_BEFORE, MOST_OF_BEFORE = 0.8, 1.25
# A unit is a whole part of a force: fewer rows than this can go without anything being wrong.
SMALLEST_UNIT, LEAST_OF_A_UNIT = 50, 0.5
# By the day, recorded crime of a month lay at most 21 % from the months before it in the files held
# (Merseyside 2014, Surrey 2020 to 2022); in April 2020 it fell by about 28 % nationally.
LEAST_OF_A_MONTH, MOST_OF_A_MONTH = 0.65, 1.5
MONTHS_BEFORE, FEWEST_IN_A_MONTH = 12, 100
# The parts of a force that are looked at: the smallest that the records say.
_AREAS = ("policing_unit", "district", "force")
# With at least this many a day, two days without one do not happen.
USUAL_A_DAY, SILENT_DAYS = 20.0, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """How many rows a table has.

    Attributes:
        by_month: First day of a month to rows.
        by_area: First day of a month and code of an area to rows.
        last: The newest day any row may have been recorded on.
    """

    by_month: Mapping[date, int]
    by_area: Mapping[tuple[date, str], int]
    last: date


def shape_of(paths: Sequence[Path]) -> Shape:
    """Return how many rows of records lie in Parquet files."""
    by_month, by_area = Counter[date](), Counter[tuple[date, str]]()
    last = date.min
    area_of = ", ".join(name for name in _AREAS if name in columns_in(paths))
    for first, area, newest, rows in counted_by(
        paths,
        ("date_trunc('month', recorded_from)::DATE", f"coalesce({area_of})"),
        "max(recorded_to)",
    ):
        by_month[first] += rows
        by_area[first, str(area)] += rows
        last = max(last, newest)
    return Shape(by_month=by_month, by_area=by_area, last=last)


def doubts_of(
    table: str, now: Shape, before: Shape | None, *, release: Release | None, covered_to: date
) -> Iterator[str]:
    """Yield what does not look right, a sentence each.

    Args:
        table: The table of records.
        now: What is to be loaded.
        before: The same table of the release before; None where there is none.
        release: That release.
        covered_to: The last day the load says it covers.
    """
    if before is not None and release is not None:
        yield from _against(table, now, before, release)
    yield from _newest(table, now, covered_to)


def _against(table: str, now: Shape, before: Shape, release: Release) -> Iterator[str]:
    newest = max(before.by_month)
    # The release before was read within its newest month, perhaps: that month may well grow.
    shared = [first for first in now.by_month if first in before.by_month and first != newest]
    then = sum(before.by_month[first] for first in shared)
    ours = sum(now.by_month[first] for first in shared)
    if then and not LEAST_OF_BEFORE <= ours / then <= MOST_OF_BEFORE:
        yield (
            f"{ours:,} {table} in the {len(shared)} months that {release.identity} holds too, "
            f"which has {then:,}."
        )
    units = sorted({area for first, area in before.by_area if first in shared})
    for unit in units:
        had = sum(before.by_area.get((first, unit), 0) for first in shared)
        has = sum(now.by_area.get((first, unit), 0) for first in shared)
        if had >= SMALLEST_UNIT and has < had * LEAST_OF_A_UNIT:
            yield (
                f"{has:,} {table} of the area {unit} in the months that {release.identity} holds "
                f"too, which has {had:,}."
            )


def _newest(table: str, now: Shape, covered_to: date) -> Iterator[str]:
    whole = [
        first for first in sorted(now.by_month) if month(first.year, first.month).end <= covered_to
    ]
    usual = _daily(now, whole[:-1][-MONTHS_BEFORE:])
    if not whole or usual is None:
        return
    silent = (covered_to - now.last).days
    if usual >= USUAL_A_DAY and silent >= SILENT_DAYS:
        yield (
            f"No {table} after {long_date(now.last)}, and the records are said to cover all days "
            f"to {long_date(covered_to)}; usually there are {usual:,.0f} a day."
        )
        return
    last = _daily(now, whole[-1:]) or 0.0
    many = usual * month(whole[-1].year, whole[-1].month).days >= FEWEST_IN_A_MONTH
    if many and not LEAST_OF_A_MONTH <= last / usual <= MOST_OF_A_MONTH:
        yield (
            f"{last:,.0f} {table} a day in {month(whole[-1].year, whole[-1].month)}, and "
            f"{usual:,.0f} a day in the months before it."
        )


def _daily(now: Shape, firsts: Sequence[date]) -> float | None:
    """Return rows a day over whole months; None where there are no months."""
    days = sum(month(first.year, first.month).days for first in firsts)
    return sum(now.by_month[first] for first in firsts) / days if days else None
