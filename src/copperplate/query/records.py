"""Count records by month, and months into periods: what is covered without a record is none.

A record belongs to the month it was recorded in. A period is known where every month of it is
covered by one release. Runs nothing but what it compiles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from copperplate.engines.duckdb import Engine
from copperplate.measures import RowMeasure
from copperplate.measures.where import Condition, Value
from copperplate.periods import (
    Period,
    PeriodKind,
    calendar_year,
    financial_year,
    month,
    quarter,
    year_ending,
    year_to_date,
)
from copperplate.query.cells import day_of
from copperplate.query.compile import Compiled, compiled_condition
from copperplate.schema import TABLES
from copperplate.schema.records import COVERAGE

QUARTERS_END_IN = (3, 6, 9, 12)


@dataclass(frozen=True, kw_only=True, slots=True)
class Territory:
    """Where the records of an area are found.

    Attributes:
        column: The column of records that holds its code.
        force: Code of the force whose records cover it.
    """

    column: str
    force: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """Records counted.

    Attributes:
        values: (area, period, release) to how many; only periods that are covered.
        query: The statements that counted them, values written in.
    """

    values: Mapping[tuple[str, Period, str], int]
    query: str


def count_records(
    measure: RowMeasure,
    condition: Condition | None,
    *,
    engine: Engine,
    territories: Mapping[str, Territory],
    kind: PeriodKind,
) -> Counted:
    """Count the records of a measure, by area and period.

    Args:
        measure: Written against a table of records.
        condition: Its condition.
        engine: A connection over the releases' tables.
        territories: Area to where its records are found.
        kind: The shape of period, of whole months.
    """
    monthly: dict[tuple[str, date, str], int] = {}
    unplaced: set[tuple[str, str, str]] = set()
    shown = []
    for column in sorted({territory.column for territory in territories.values()}):
        areas = [code for code, where in territories.items() if where.column == column]
        compiled = compile_months(measure, condition, column=column, areas=areas)
        shown.append(compiled.shown)
        for area, first, release, records in engine.run(compiled.sql, compiled.parameters):
            monthly[str(area), day_of(first), str(release)] = int(str(records))
        nowhere = compile_unplaced(measure.table, column=column)
        unplaced |= {
            (column, str(force), str(release))
            for force, release in engine.run(nowhere.sql, nowhere.parameters)
        }
    covering = compile_coverage(measure.table, [t.force for t in territories.values()])
    covered: dict[str, dict[str, set[date]]] = {}
    for force, start, end, release in engine.run(covering.sql, covering.parameters):
        months = covered.setdefault(str(force), {}).setdefault(str(release), set())
        months.update(_whole_months(day_of(start), day_of(end)))
    periods = {
        (force, release): periods_of(months, kind)
        for force, releases in covered.items()
        for release, months in releases.items()
    }
    values = {
        (area, period, release): sum(monthly.get((area, first, release), 0) for first in firsts)
        for (force, release), known in periods.items()
        for area, territory in territories.items()
        # guard: unplaced-records. A source that names no ward says nothing of wards, not zero.
        if territory.force == force and (territory.column, force, release) not in unplaced
        for period, firsts in known
    }
    return Counted(values=values, query="\n\n".join(shown))


def periods_of(months: Iterable[date], kind: PeriodKind) -> list[tuple[Period, list[date]]]:
    """Return the periods of a kind all of whose months are there, each with its months.

    Args:
        months: First days of months.
        kind: The shape of period; a day is none of whole months.
    """
    held = sorted(months)
    known = set(held)
    found = []
    for last in held:
        period = _ending(last, kind)
        if period is None:
            continue
        firsts = _months_in(period)
        if known.issuperset(firsts):
            found.append((period, firsts))
    return found


def gaps_between(periods: Iterable[Period], kind: PeriodKind) -> list[Period]:
    """Return the periods of a kind between others that are not among them.

    None of a kind whose periods overlap: what is missing from one stands in its neighbours.
    """
    held = sorted(periods)
    if not held or kind.overlaps:
        return []
    stretch = Period(held[-1].end, held[0].start, kind)
    every = (period for period, _ in periods_of(_months_in(stretch), kind))
    return [period for period in every if period not in set(held)]


def compile_months(
    measure: RowMeasure, condition: Condition | None, *, column: str, areas: Sequence[str]
) -> Compiled:
    """Compile a count of records by area, month and release.

    Columns of the result, in order: area, first day of the month, release, records.
    """
    table = TABLES[measure.table]
    parameters: list[Value] = []
    where = [f'"{column}" IN ({", ".join("?" * len(areas))})']
    parameters += areas
    if condition is not None:
        where.append(compiled_condition(condition, parameters))
    by = f'"{column}", date_trunc(\'month\', "recorded_from"), "release"'
    return Compiled(
        sql=f'SELECT {by}, COUNT(*) AS "records"\nFROM "{table.name}"\n'
        f"WHERE {' AND '.join(where)}\nGROUP BY {by}",
        parameters=tuple(parameters),
    )


def compile_unplaced(table: str, *, column: str) -> Compiled:
    """Compile which releases hold records of a force and put none of them into an area.

    Columns of the result, in order: force, release.
    """
    return Compiled(
        sql=f'SELECT "force", "release"\nFROM "{TABLES[table].name}"\n'
        f'GROUP BY "force", "release"\nHAVING COUNT("{column}") = 0',
        parameters=(),
    )


def compile_coverage(table: str, forces: Sequence[str]) -> Compiled:
    """Compile what releases cover of a table of records.

    Columns of the result, in order: force, first day, last day, release.
    """
    wanted = sorted(set(forces))
    return Compiled(
        sql='SELECT "force", "period_start", "period_end", "release"\n'
        f'FROM "{COVERAGE.name}"\nWHERE "table" = ? AND "force" IN '
        f"({', '.join('?' * len(wanted))})",
        parameters=(table, *wanted),
    )


def _ending(first_of_last: date, kind: PeriodKind) -> Period | None:
    """Return the period whose last month begins on a day; None where none of the kind does."""
    year, number = first_of_last.year, first_of_last.month
    match kind:
        case PeriodKind.MONTH:
            return month(year, number)
        case PeriodKind.QUARTER:
            return quarter(year, number) if number in QUARTERS_END_IN else None
        case PeriodKind.YEAR_ENDING:
            return year_ending(year, number)
        case PeriodKind.CALENDAR_YEAR:
            return calendar_year(year) if number == 12 else None
        case PeriodKind.FINANCIAL_YEAR:
            return financial_year(year - 1) if number == 3 else None
        case PeriodKind.YEAR_TO_DATE:
            return year_to_date(month(year, number).end)
        case _:
            return None


def _months_in(period: Period) -> list[date]:
    firsts = []
    year, number = period.start.year, period.start.month
    while (first := date(year, number, 1)) <= period.end:
        firsts.append(first)
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)
    return firsts


def _whole_months(start: date, end: date) -> list[date]:
    """Return the first days of the months that lie whole between two days."""
    months = _months_in(Period(end, start.replace(day=1), PeriodKind.MONTH))
    return [
        first for first in months if start <= first and month(first.year, first.month).end <= end
    ]
