"""A measure on records to SELECTs of the portable subset, with bound parameters.

Records are grouped by the first and the last day they may be of, or by the months of those,
so that what is known of a record only roughly is never counted as if it were known. Runs
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from copperplate.measures import CountMeasure, DatedMeasure, MeanMeasure, Repeats
from copperplate.measures.where import Condition, Value
from copperplate.periods import Period
from copperplate.query.compile import Compiled, compiled_condition
from copperplate.query.coverage import Stretch
from copperplate.schema import TABLES, ColumnType, TableSpec
from copperplate.schema.records import COVERAGE

Covered = Mapping[tuple[str, str], Sequence[Stretch]]
"""Force and release to the days of which all records are held."""

MILLIONTHS = 6
"""Decimal places amounts are added up with: a sum of decimals is the same in any order."""


def compile_records(
    measure: DatedMeasure,
    condition: Condition | None,
    *,
    column: str,
    areas: Sequence[str],
    covered: Covered,
    to_the_day: bool,
    by: Sequence[str] = (),
    flags: Sequence[str] = (),
    releases: Sequence[str] = (),
    also: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Compiled:
    """Compile a count of records by area, days and release; of all releases if none are named.

    Columns of the result, in order: area, first and last day they may be of (the numbers of
    their months where not `to_the_day`, counted from the year 0; NULL where nobody said),
    release, those of `also`, which hold areas of other kinds, those of `by`, records; of an
    amount, the records that say it and their sum; of each flag, the records that say yes and
    those that do not say.
    """
    days = _days(measure)
    parameters: list[Value] = []
    if isinstance(measure, CountMeasure) and measure.repeats is not None:
        kept = dict.fromkeys((column, *also, *by, *flags, measure.repeats.of))
        head, where = _repeats(measure, measure.repeats, condition, covered, list(kept), parameters)
        source, days = "repeats", ('"first"', '"first"')
    else:
        head, source = "", measure.table
        where = _where(measure, condition, covered, parameters)
    where.append(_in_areas({column: areas, **also}, parameters))
    where += _of_releases(releases, parameters)
    chosen = [f'"{column}"', *_in_units(days, to_the_day=to_the_day), '"release"']
    chosen += [f'"{name}"' for name in (*also, *by)]
    counted = ['COUNT(*) AS "records"']
    amount = amount_of(measure)
    if not (to_the_day or amount or flags or head):
        # Days first, of which there are few: which month a day is in is then asked of each day
        # once, and not of each record.
        kinds = (f'"{name}"' for name in (*also, *by))
        named = dict.fromkeys((f'"{column}"', *days, '"release"', *kinds))
        each = ", ".join(named)
        return Compiled(
            sql=f'WITH "days" AS (\n  SELECT {each}, COUNT(*) AS "records"\n  FROM "{source}"\n'
            f"  WHERE {' AND '.join(where)}\n  GROUP BY {each}\n)\n"
            f'SELECT {", ".join(chosen)}, SUM("records") AS "records"\nFROM "days"\n'
            f"GROUP BY {', '.join(chosen)}",
            parameters=tuple(parameters),
        )
    if amount:
        added = f'SUM(CAST("{amount}" AS DECIMAL(38, {MILLIONTHS})))'
        counted += [f'COUNT("{amount}") AS "said"', f'{added} AS "total"']
    for flag in flags:
        counted += [
            f'SUM(CASE WHEN "{flag}" THEN 1 ELSE 0 END)',
            f'SUM(CASE WHEN "{flag}" IS NULL THEN 1 ELSE 0 END)',
        ]
    return Compiled(
        sql=f'{head}SELECT {", ".join([*chosen, *counted])}\nFROM "{source}"\n'
        f"WHERE {' AND '.join(where)}\nGROUP BY {', '.join(chosen)}",
        parameters=tuple(parameters),
    )


def compile_together(
    measure: CountMeasure,
    conditions: Sequence[Condition | None],
    *,
    column: str,
    areas: Sequence[str],
    covered: Covered,
    to_the_day: bool,
    releases: Sequence[str] = (),
    also: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Compiled:
    """Compile counts of records by many conditions, all else equal, as `compile_records` counts.

    Columns of the result, in order: those of `compile_records` up to `also`, then the records of
    each condition. `measure` is any of those that are counted.
    """
    parameters: list[Value] = []
    counted = [
        "COUNT(*)"
        if one is None
        else f"COUNT(CASE WHEN {compiled_condition(one, parameters)} THEN 1 END)"
        for one in conditions
    ]
    where = _held(measure, covered, parameters)
    where.append(_in_areas({column: areas, **also}, parameters))
    where += _of_releases(releases, parameters)
    chosen = [f'"{column}"', *_in_units(_days(measure), to_the_day=to_the_day), '"release"']
    chosen += [f'"{name}"' for name in also]
    return Compiled(
        sql=f'SELECT {", ".join([*chosen, *counted])}\nFROM "{measure.table}"\n'
        f"WHERE {' AND '.join(where)}\nGROUP BY {', '.join(chosen)}",
        parameters=tuple(parameters),
    )


def compile_listing(
    measure: DatedMeasure,
    condition: Condition | None,
    *,
    column: str,
    area: str,
    period: Period,
    release: str,
    covered: Covered,
) -> Compiled:
    """Compile which records a measure counts of an area in a period, by one release.

    Columns of the result, in order: what stands in `named_by`, file, row, those of `told_of`; by
    day, then by place.
    """
    days = _days(measure)
    parameters: list[Value] = []
    table = TABLES[measure.table]
    shown = [name for name in (named_by(table), "file", "row", *told_of(table)) if name]
    if isinstance(measure, CountMeasure) and measure.repeats is not None:
        kept = dict.fromkeys((column, *shown, measure.repeats.of))
        head, where = _repeats(measure, measure.repeats, condition, covered, list(kept), parameters)
        source, days = "repeats", ('"first"', '"first"')
    else:
        head, source = "", measure.table
        where = _where(measure, condition, covered, parameters)
    amount = amount_of(measure)
    where += [f'"{amount}" IS NOT NULL'] if amount else []
    where.append(_among(column, (area,), parameters))
    where += ['"release" = ?', f"{days[0]} >= CAST(? AS DATE)", f"{days[1]} <= CAST(? AS DATE)"]
    parameters += (release, period.start.isoformat(), period.end.isoformat())
    names = ", ".join(f'"{name}"' for name in shown)
    return Compiled(
        sql=f'{head}SELECT {names}\nFROM "{source}"\nWHERE {" AND ".join(where)}\n'
        f'ORDER BY {days[0]}, "file", "row"',
        parameters=tuple(parameters),
    )


def named_by(table: TableSpec) -> str:
    """Return the column of a record's own identifier; empty where the table has none."""
    first = table.columns[0]
    return first.name if first.type is ColumnType.TEXT and first.name in _OWN_NAMES else ""


def told_of(table: TableSpec) -> tuple[str, ...]:
    """Return the columns that a list of records tells beside where each stands."""
    # guard: no-more-than-the-identifier. Nothing else that could lead to somebody is listed.
    return tuple(
        column.name
        for column in table.columns
        if not column.personal and column.name not in (named_by(table), *_KNOWN)
    )


_KNOWN = ("force", "file", "row")
_OWN_NAMES = ("crime", "incident", "collision", "case")


def compile_not_judged(
    measure: CountMeasure,
    repeats: Repeats,
    condition: Condition | None,
    *,
    column: str,
    areas: Sequence[str],
    covered: Covered,
    to_the_day: bool,
    releases: Sequence[str] = (),
    also: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Compiled:
    """Compile how many records cannot be told to be repeats or not: by whom, or when, is not said.

    Columns of the result, in order: area, first day, last day, release, those of `also`, records;
    days as of `compile_records`.
    """
    first, last = days = _days(measure)
    parameters: list[Value] = []
    where = _where(measure, condition, covered, parameters)
    where += [f'("{repeats.of}" IS NULL OR {first} <> {last})']
    where.append(_in_areas({column: areas, **also}, parameters))
    where += _of_releases(releases, parameters)
    kinds = [f'"{name}"' for name in also]
    by = ", ".join([f'"{column}"', *_in_units(days, to_the_day=to_the_day), '"release"', *kinds])
    return Compiled(
        sql=f'SELECT {by}, COUNT(*) AS "records"\nFROM "{measure.table}"\n'
        f"WHERE {' AND '.join(where)}\nGROUP BY {by}",
        parameters=tuple(parameters),
    )


def compile_coverage(table: str, forces: Sequence[str]) -> Compiled:
    """Compile what releases cover of a table of records.

    Columns of the result, in order: force, first day, last day, grain, release.
    """
    wanted = sorted(set(forces))
    return Compiled(
        sql='SELECT "force", "period_start", "period_end", "grain", "release"\n'
        f'FROM "{COVERAGE.name}"\nWHERE "table" = ? AND "force" IN '
        f"({', '.join('?' * len(wanted))})",
        parameters=(table, *wanted),
    )


def compile_any(table: str, *, force: str, release: str, column: str | None = None) -> Compiled:
    """Compile whether a release holds a record of a force at all, or one that says a column.

    One row where it does and none where not, so that an engine may stop at the first.
    """
    said = f' AND "{column}" IS NOT NULL' if column else ""
    return Compiled(
        sql=f'SELECT 1\nFROM "{TABLES[table].name}"\n'
        f'WHERE "force" = ? AND "release" = ?{said}\nLIMIT 1',
        parameters=(force, release),
    )


def amount_of(measure: DatedMeasure) -> str:
    """Return the column a measure adds up; empty where it counts records."""
    if isinstance(measure, MeanMeasure):
        return measure.of
    return (measure.sums or "") if isinstance(measure, CountMeasure) else ""


def usual_date(table: TableSpec) -> str:
    """Return the date that records are counted by where nothing else is said."""
    return next(iter(table.dates))


def _days(measure: DatedMeasure) -> tuple[str, str]:
    """Return the first and the last day a record may be of."""
    table = TABLES[measure.table]
    first, last = table.dates[measure.dated_by or usual_date(table)]
    return _day(table, first), _day(table, last)


def _day(table: TableSpec, name: str) -> str:
    column = table.column(name)
    if column is not None and column.type is ColumnType.MOMENT:
        return f'CAST("{name}" AS DATE)'
    return f'"{name}"'


def _in_units(days: tuple[str, str], *, to_the_day: bool) -> list[str]:
    if to_the_day:
        return list(days)
    # Twice as fast as dates cut to their months, and every engine knows it.
    return [f"12 * EXTRACT(YEAR FROM {one}) + EXTRACT(MONTH FROM {one})" for one in days]


def _where(
    measure: DatedMeasure, condition: Condition | None, covered: Covered, parameters: list[Value]
) -> list[str]:
    where = [] if condition is None else [compiled_condition(condition, parameters)]
    return where + _held(measure, covered, parameters)


def _held(measure: DatedMeasure, covered: Covered, parameters: list[Value]) -> list[str]:
    """Return that a record was made in the days its release covers.

    Periods see to that where a record is counted by the day it was made. By another of its
    days they cannot: a record made on a day of which not all are held must stay out.
    """
    table = TABLES[measure.table]
    usual = usual_date(table)
    if (measure.dated_by or usual) == usual:
        return []
    first, last = table.dates[usual]
    held = []
    for (force, release), stretches in covered.items():
        for one in stretches:
            parameters += (force, release, one.start.isoformat(), one.end.isoformat())
            held.append(
                f'("force" = ? AND "release" = ? AND "{first}" >= CAST(? AS DATE) AND '
                f'"{last}" <= CAST(? AS DATE))'
            )
    return [f"({' OR '.join(held)})" if held else "FALSE"]


def _among(column: str, areas: Sequence[str], parameters: list[Value]) -> str:
    parameters += areas
    return f'"{column}" IN ({", ".join("?" * len(areas))})'


def _in_areas(areas: Mapping[str, Sequence[str]], parameters: list[Value]) -> str:
    """Return that a record lies in an area of one of several columns."""
    found = [_among(column, codes, parameters) for column, codes in areas.items()]
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


def _of_releases(releases: Sequence[str], parameters: list[Value]) -> list[str]:
    return [_among("release", releases, parameters)] if releases else []


def _repeats(
    measure: CountMeasure,
    repeats: Repeats,
    condition: Condition | None,
    covered: Covered,
    kept: Sequence[str],
    parameters: list[Value],
) -> tuple[str, list[str]]:
    """Return common table expressions that tell repeats, and what makes a record one.

    Each record has the last day before its own that the same is named on.
    """
    first, last = _days(measure)
    meant = "TRUE"
    told = [f'"{repeats.of}" IS NOT NULL', f"{first} = {last}"]
    if repeats.any_earlier and condition is not None:
        meant = f"CASE WHEN {compiled_condition(condition, parameters)} THEN TRUE ELSE FALSE END"
        told += _held(measure, covered, parameters)
    else:
        told += _where(measure, condition, covered, parameters)
    names = ", ".join(f'"{name}"' for name in kept)
    same = f'"release", "{repeats.of}"'
    head = (
        f'WITH "told" AS (\n  SELECT {names}, "release", {first} AS "first", {meant} AS "meant"\n'
        f'  FROM "{measure.table}"\n  WHERE {" AND ".join(told)}\n),\n'
        f'"repeats" AS (\n  SELECT *, MAX("first") OVER (PARTITION BY {same} ORDER BY "first"\n'
        "    RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL '1' DAY PRECEDING) AS \"earlier\"\n"
        '  FROM "told"\n)\n'
    )
    parameters.append(repeats.within_days)
    return head, ['"meant"', '"first" - "earlier" <= ?']
