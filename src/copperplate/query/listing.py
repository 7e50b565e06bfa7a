"""Which records make up one figure: the last step down from a number on a page.

Identifiers and places; knows no audience.
"""

from __future__ import annotations

from dataclasses import dataclass

from copperplate.engines.duckdb import Engine
from copperplate.measures import DatedMeasure
from copperplate.measures.where import Condition
from copperplate.periods import Period
from copperplate.query.record_sql import compile_listing, named_by
from copperplate.query.records import Territory, coverage_of
from copperplate.schema import TABLES


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """The records of one figure.

    Attributes:
        measure, area, period, release: Which figure it is.
        table: Where they stand.
        records: Each its identifier, empty where it has none, its file and its row there.
        query: The statement that found them, values written in.
    """

    measure: str
    area: str
    period: Period
    release: str
    table: str
    records: tuple[tuple[str, str, int], ...]
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
    named = bool(named_by(TABLES[measure.table]))
    records = tuple(
        (str(row[0]) if named and row[0] is not None else "", str(row[-2]), int(str(row[-1])))
        for row in engine.run(asked.sql, asked.parameters)
    )
    return Listed(
        measure=measure.id,
        area=area,
        period=period,
        release=release,
        table=measure.table,
        records=records,
        query=asked.shown,
    )
