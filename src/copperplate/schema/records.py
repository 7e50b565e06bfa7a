"""The canonical tables of records, and what a release says it holds all of."""

from __future__ import annotations

from copperplate.schema.columns import ColumnSpec, ColumnType, TableSpec
from copperplate.schema.crimes import CRIMES
from copperplate.schema.events import CASUALTIES, COMPLAINTS, FUNDS, INCIDENTS, OUTCOMES, STOPS
from copperplate.schema.record_columns import AREA_COLUMNS

GRAINS = ("day", "month", "year")

COVERAGE = TableSpec(
    name="coverage",
    meaning="Which stretches of days a release holds all records of: what is not covered is "
    "not known, and what is covered without a record is none.",
    columns=(
        ColumnSpec(name="table", type=ColumnType.TEXT, meaning="The table of records."),
        ColumnSpec(name="force", type=ColumnType.TEXT, meaning="Code of the force."),
        ColumnSpec(name="period_start", type=ColumnType.DATE, meaning="First day covered."),
        ColumnSpec(name="period_end", type=ColumnType.DATE, meaning="Last day covered."),
        ColumnSpec(
            name="grain",
            type=ColumnType.TEXT,
            meaning="How closely the source knows when a record was made.",
            allowed=GRAINS,
        ),
        ColumnSpec(
            name="row", type=ColumnType.TEXT, meaning="What the stretch was taken from, in words."
        ),
    ),
    key=("table", "force", "period_start", "period_end"),
    additive="",
)

RECORD_TABLES = (CRIMES, INCIDENTS, OUTCOMES, STOPS, CASUALTIES, COMPLAINTS, FUNDS, COVERAGE)

__all__ = ["AREA_COLUMNS", "COVERAGE", "RECORD_TABLES"]
