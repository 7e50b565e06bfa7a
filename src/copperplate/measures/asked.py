"""What a measure may ask of a table of records: its dates, amounts, pseudonyms and parts.

Checks a definition against the schema; knows no data and runs nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from copperplate.errors import Problem, unknown_name
from copperplate.measures.model import CountMeasure, DatedMeasure, MeanMeasure, Measure
from copperplate.schema import TABLES, ColumnType, TableSpec
from copperplate.yamltext import Node

_AMOUNTS = (ColumnType.NUMBER, ColumnType.WHOLE)


def amounts(table: TableSpec) -> list[str]:
    """Return the columns of records that can be added up.

    A number a condition compares (an hour, a day of the week) is a label, and a place on the
    map is no amount.
    """
    return [
        column.name
        for column in table.columns
        if column.type in _AMOUNTS and not column.filterable and not column.personal
    ]


def pseudonyms(table: TableSpec) -> list[str]:
    """Return the columns of records that tell who or what they are about."""
    return [
        column.name
        for column in table.columns
        if column.type is ColumnType.TEXT and column.personal
    ]


def parts_of(table: TableSpec) -> list[str]:
    """Return the columns records can be split by: what they say of themselves in few words.

    Never a personal column, a day or a moment, an amount, or the row itself.
    """
    words = (ColumnType.TEXT, ColumnType.FLAG, ColumnType.WHOLE)
    return [
        column.name
        for column in table.columns
        if column.type in words and not column.personal and column.name not in table.key
    ]


def asked_problems(measure: Measure, node: Node) -> list[Problem]:
    """Return what a measure asks of its table that the table does not hold.

    Problems: fields for records on a table of published figures (M117), a date (M118), a
    column that is added up (M119), by which repeats are told (M120) or records are split
    (M123) that is none.
    """
    if not isinstance(measure, DatedMeasure):
        return []
    table = TABLES.get(measure.table)
    if table is None:  # reported already
        return []
    asked: list[tuple[tuple[str | int, ...], str, str, str, Collection[str]]] = []
    if table.of_records:
        asked += [
            (("breakdowns", at), name, "M123", "part", parts_of(table))
            for at, name in enumerate(measure.breakdowns)
        ]
    if measure.dated_by is not None:
        asked.append((("dated_by",), measure.dated_by, "M118", "date", list(table.dates)))
    if isinstance(measure, MeanMeasure):
        asked.append((("of",), measure.of, "M119", "amount", amounts(table)))
    if isinstance(measure, CountMeasure) and measure.sums is not None:
        asked.append((("sums",), measure.sums, "M119", "amount", amounts(table)))
    if isinstance(measure, CountMeasure) and measure.repeats is not None:
        repeats = measure.repeats.of
        asked.append((("repeats", "of"), repeats, "M120", "pseudonym", pseudonyms(table)))
    if asked and not table.of_records:
        return [
            Problem(
                code="M117",
                place=node.at(asked[0][0]).place,
                what=f"'{asked[0][0][0]}' is for records, and '{table.name}' holds published "
                "figures.",
                allowed=f"Tables of records: "
                f"{', '.join(sorted(t.name for t in TABLES.values() if t.of_records))}.",
                remedy="Choose one of these tables, or leave the field out.",
            )
        ]
    return [
        unknown_name(
            code=code,
            place=node.at(path).place,
            kind=f"{kind} of '{table.name}'",
            name=name,
            known=known,
            remedy=f"docs/reference/tables.md lists the columns of '{table.name}'.",
        )
        for path, name, code, kind, known in asked
        if name not in known
    ]
