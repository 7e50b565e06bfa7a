"""Which records make up one figure: the last step down from a number on a page.

Identifiers, places and what the records say that leads to nobody; knows no audience.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from copperplate.engines.duckdb import Engine
from copperplate.measures import DatedMeasure
from copperplate.measures.where import Condition
from copperplate.periods import Period
from copperplate.query.record_sql import compile_listing, named_by, told_of
from copperplate.query.records import Territory, coverage_of
from copperplate.schema import TABLES

Said = str | int | float | bool | date | None
"""What a record says in one column: of a moment a `datetime`; None where it does not say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """The records of one figure.

    Attributes:
        measure, area, period, release: Which figure it is.
        table: Where they stand.
        records: Each its identifier, empty where it has none, its file and its row there.
        columns: What is told of each besides, as the table names it.
        said: What each says of these, in the order of `records`; None where it does not say.
        query: The statement that found them, values written in.
    """

    measure: str
    area: str
    period: Period
    release: str
    table: str
    records: tuple[tuple[str, str, int], ...]
    columns: tuple[str, ...]
    said: tuple[tuple[Said, ...], ...]
    query: str


def list_records(
    measure: DatedMeasure,
    condition: Condition | None,
    *,
    engine: Engine,
    area: str,
    territory: Territory,
    period: Period,
    release: str,
) -> Listed:
    """Return the records a measure counts of an area in a period.

    Args:
        measure: Written against a table of records.
        condition: Its condition.
        engine: A connection over the release's tables.
        area: Its code.
        territory: Where its records are found.
        period: Which.
        release: Identity of the release that speaks for the period.
    """
    covered = coverage_of(measure, engine=engine, territories={area: territory})
    asked = compile_listing(
        measure,
        condition,
        column=territory.column,
        area=area,
        period=period,
        release=release,
        covered={place: one.days for place, one in covered.items()},
    )
    table = TABLES[measure.table]
    places = 1 if named_by(table) else 0
    found = engine.run(asked.sql, asked.parameters)
    records = tuple(
        (
            str(row[0]) if places and row[0] is not None else "",
            str(row[places]),
            int(str(row[places + 1])),
        )
        for row in found
    )
    return Listed(
        measure=measure.id,
        area=area,
        period=period,
        release=release,
        table=measure.table,
        records=records,
        columns=told_of(table),
        said=tuple(cast("tuple[Said, ...]", row[places + 2 :]) for row in found),
        query=asked.shown,
    )
