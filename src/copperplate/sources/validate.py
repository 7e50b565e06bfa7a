"""Whether canonical rows may be stored: types, allowed values, keys, ranges, dates.

Reads the schema and nothing of where rows came from beyond the place each row carries.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from copperplate.errors import Place, Problem, listed
from copperplate.periods import PeriodKind, long_date, mid_year
from copperplate.schema import ColumnSpec, ColumnType, TableSpec
from copperplate.series.marks import Mark
from copperplate.sources.reading import Row

# What can stand in a published table. A count may fall a little below zero where cancelled
# crimes outnumber recorded ones; England and Wales records five million offences a year.
_RANGES = {
    ("recorded_crime", "offences"): (-1_000, 20_000_000),
    ("outcome_counts", "outcomes"): (-1_000, 20_000_000),
    ("published_rates", "rate"): (0, 1_000_000),
    ("population", "estimate"): (1, 100_000_000),
    ("population", "mid_year"): (1900, 2100),
    ("counts", "value"): (-1e12, 1e12),
    ("counts", "base"): (0, 1e12),
}
_MARKS = frozenset(mark.value for mark in Mark)
_KINDS = frozenset(kind.value for kind in PeriodKind)
_EARLIEST = date(1857, 1, 1)  # the first year for which crimes were counted nationally
_TYPES: dict[ColumnType, tuple[type, ...]] = {
    ColumnType.TEXT: (str,),
    ColumnType.WHOLE: (int,),
    ColumnType.NUMBER: (int, float),
    ColumnType.DATE: (date,),
}


def check_rows(
    table: TableSpec, rows: Iterable[tuple[str, Row]], *, known_from: date
) -> list[Problem]:
    """Return what is wrong with the rows of one table.

    Args:
        table: Its columns and key.
        rows: For each row the file it came from, and its values in column order.
        known_from: The day the release was read or published; nothing in it is later.

    Returns:
        Problems S040 (missing), S041 (not allowed), S042 (a key twice), S043 (beyond what
        can be), S044 (a period not yet over), S045 (value and mark disagree).
    """
    problems: list[Problem] = []
    names = table.column_names
    key = [names.index(name) for name in table.key]
    seen: dict[tuple[object, ...], tuple[str, str]] = {}
    for file, row in rows:
        place = Place(file=file, spot=str(row[-1]))
        wrong = [
            problem
            for column, value in zip(table.columns, row, strict=True)
            if (problem := _check_value(table, column, value, place)) is not None
        ]
        problems += wrong
        if wrong:
            continue
        problems += _check_row(table, dict(zip(names, row, strict=True)), place, known_from)
        identity = tuple(row[index] for index in key)
        if identity in seen:
            other_file, other = seen[identity]
            first = other if other_file == file else f"{other_file}, {other}"
            problems.append(
                Problem(
                    code="S042",
                    place=place,
                    what=f"The same {', '.join(table.key)} stand at {first} already.",
                    remedy="Keep one of the two rows.",
                )
            )
        else:
            seen[identity] = (file, str(row[-1]))
    return problems


def _check_value(
    table: TableSpec, column: ColumnSpec, value: object, place: Place
) -> Problem | None:
    if value is None:
        if column.required:
            return _problem("S040", place, column, "is missing", "Fill it in.")
        return None
    if not isinstance(value, _TYPES[column.type]) or isinstance(value, bool):
        return _problem("S041", place, column, f"is not a {column.type.value}", "Correct it.")
    if column.allowed and value not in column.allowed:
        return _problem(
            "S041",
            place,
            column,
            "is not one of the values allowed",
            f"Allowed: {listed(column.allowed, most=30)}.",
        )
    if isinstance(value, int | float) and (table.name, column.name) in _RANGES:
        least, most = _RANGES[table.name, column.name]
        if not least <= value <= most:
            return _problem(
                "S043",
                place,
                column,
                f"lies outside what can be ({least:,.0f} to {most:,.0f})",
                "Check the figure against the publication.",
            )
    return None


def _check_row(
    table: TableSpec, row: dict[str, object], place: Place, known_from: date
) -> list[Problem]:
    problems = []
    mark = str(row["mark"])
    value = row[next(column.name for column in table.columns if not column.required)]
    if mark and mark not in _MARKS:
        problems.append(_said("S041", place, "The mark is not one known here.", "Correct it."))
    elif (value is None) != (bool(mark) and Mark(mark).takes_the_value_away):
        problems.append(
            _said(
                "S045",
                place,
                "The row has neither a value nor a mark that explains its absence, or both.",
                "Give a value, or one of the marks [c], [x], [z].",
            )
        )
    start, end = _days(row)
    if start is not None and (start > end or start < _EARLIEST):
        problems.append(
            _said("S028", place, "The period ends before it starts.", "Correct the period.")
        )
    kind = row.get("period_kind")
    if kind is not None and kind not in _KINDS:
        problems.append(_said("S041", place, "It is no kind of period.", "Correct the period."))
    if end > known_from and mark != Mark.FORECAST.value:
        problems.append(
            _said(
                "S044",
                place,
                f"The period ends after {long_date(known_from)}, when this was read or published.",
                "Correct the period, or the date given with --as-at or --published; leave out a "
                "period that is not over.",
            )
        )
    return problems


def _days(row: dict[str, object]) -> tuple[date | None, date]:
    """Return first and last day of what a row describes."""
    end = row.get("period_end")
    if isinstance(end, date):
        start = row.get("period_start")
        return (start if isinstance(start, date) else None), end
    year = row.get("mid_year")
    return None, mid_year(int(str(year))).end


def _problem(code: str, place: Place, column: ColumnSpec, what: str, remedy: str) -> Problem:
    return _said(code, place, f"The {column.name.replace('_', ' ')} {what}.", remedy)


def _said(code: str, place: Place, what: str, remedy: str) -> Problem:
    return Problem(code=code, place=place, what=what, remedy=remedy)
