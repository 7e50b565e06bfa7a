"""The canonical tables of published figures, column by column, and all tables by name.

Every table carries `mark`, the letter of a `series.Mark` or an empty text; a value column
is NULL exactly when the mark takes the value away. `row` is the row's place in the source,
so that every figure can be followed back to a cell.
"""

from __future__ import annotations

from types import MappingProxyType

from copperplate.schema.columns import ColumnSpec, ColumnType, TableSpec
from copperplate.schema.offences import OFFENCE_TITLES
from copperplate.schema.records import RECORD_TABLES

_AREA = ColumnSpec(name="area", type=ColumnType.TEXT, meaning="Code of the area.")
_START = ColumnSpec(
    name="period_start", type=ColumnType.DATE, meaning="First day of the period counted."
)
_END = ColumnSpec(name="period_end", type=ColumnType.DATE, meaning="Last day, included.")
_KIND = ColumnSpec(
    name="period_kind", type=ColumnType.TEXT, meaning="Shape of the period, e.g. year-ending."
)
_MARK = ColumnSpec(
    name="mark", type=ColumnType.TEXT, meaning="Letter of the mark on the value, or empty."
)
_ROW = ColumnSpec(name="row", type=ColumnType.TEXT, meaning="Where the value stands in the source.")
_OFFENCE = ColumnSpec(
    name="offence",
    type=ColumnType.TEXT,
    meaning="Offence group.",
    allowed=tuple(OFFENCE_TITLES),
    filterable=True,
)

RECORDED_CRIME = TableSpec(
    name="recorded_crime",
    meaning="Published counts of police recorded crime by area, period and offence group.",
    columns=(
        _AREA,
        _START,
        _END,
        _KIND,
        _OFFENCE,
        ColumnSpec(
            name="offences",
            type=ColumnType.WHOLE,
            meaning="Offences recorded.",
            required=False,
        ),
        _MARK,
        _ROW,
    ),
    key=("area", "period_start", "period_end", "offence", "period_kind"),
    additive="offences",
)

RECORDED, ASSIGNED = "recorded", "assigned"

OUTCOME_COUNTS = TableSpec(
    name="outcome_counts",
    meaning="Published counts of outcomes of crimes by area, period, offence group and type.",
    columns=(
        _AREA,
        _START,
        _END,
        _KIND,
        _OFFENCE,
        ColumnSpec(
            name="outcome_type",
            type=ColumnType.TEXT,
            meaning="Number of the outcome type.",
            filterable=True,
        ),
        ColumnSpec(
            name="basis",
            type=ColumnType.TEXT,
            meaning="Of which crimes: outcomes so far of those recorded in the period, or outcomes "
            "assigned in the period, whenever the crime was recorded.",
            allowed=(RECORDED, ASSIGNED),
            filterable=True,
        ),
        ColumnSpec(
            name="outcomes", type=ColumnType.WHOLE, meaning="Outcomes given.", required=False
        ),
        _MARK,
        _ROW,
    ),
    key=(
        *("area", "period_start", "period_end", "offence", "outcome_type", "basis"),
        "period_kind",
    ),
    additive="outcomes",
)

PUBLISHED_RATES = TableSpec(
    name="published_rates",
    meaning="Rates as the publisher printed them, kept to reconcile the rates we compute.",
    columns=(
        _AREA,
        _START,
        _END,
        _KIND,
        _OFFENCE,
        ColumnSpec(
            name="base",
            type=ColumnType.TEXT,
            meaning="Whom the rate is per 1,000 of.",
            allowed=("residents", "households"),
            filterable=True,
        ),
        ColumnSpec(name="rate", type=ColumnType.NUMBER, meaning="Rate per 1,000.", required=False),
        _MARK,
        _ROW,
    ),
    key=("area", "period_start", "period_end", "offence", "base"),
    additive="",
)

POPULATION = TableSpec(
    name="population",
    meaning="Residents and households by area on 30 June of a year, as estimated.",
    columns=(
        _AREA,
        ColumnSpec(name="mid_year", type=ColumnType.WHOLE, meaning="The year of the 30 June."),
        ColumnSpec(
            name="base",
            type=ColumnType.TEXT,
            meaning="What was estimated.",
            allowed=("residents", "households"),
            filterable=True,
        ),
        ColumnSpec(name="estimate", type=ColumnType.WHOLE, meaning="The estimate.", required=False),
        _MARK,
        _ROW,
    ),
    key=("area", "mid_year", "base"),
    additive="",
)

COUNTS = TableSpec(
    name="counts",
    meaning="Values of any measure as somebody sent them: measure, area, period, value, base.",
    columns=(
        ColumnSpec(
            name="measure",
            type=ColumnType.TEXT,
            meaning="What is counted, as the file names it.",
            filterable=True,
        ),
        _AREA,
        _START,
        _END,
        _KIND,
        ColumnSpec(name="value", type=ColumnType.NUMBER, meaning="The value.", required=False),
        ColumnSpec(
            name="base",
            type=ColumnType.NUMBER,
            meaning="What the value is a share of, where it is one.",
            required=False,
        ),
        _MARK,
        _ROW,
    ),
    key=("measure", "area", "period_start", "period_end", "period_kind"),
    additive="value",
)

TABLES = MappingProxyType(
    {
        table.name: table
        for table in (
            RECORDED_CRIME,
            OUTCOME_COUNTS,
            PUBLISHED_RATES,
            POPULATION,
            COUNTS,
            *RECORD_TABLES,
        )
    }
)
