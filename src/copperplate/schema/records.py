"""The canonical tables of records: one row a thing that happened.

What a source does not say is NULL, which is another thing than no. A day that is known to
the month only runs from the first of the month to its last. Nothing here names a person:
whoever a record is about is a pseudonym.
"""

from __future__ import annotations

from types import MappingProxyType

from copperplate.areas import AreaKind
from copperplate.schema.categories import CATEGORIES
from copperplate.schema.columns import ColumnSpec, ColumnType, TableSpec


def _said(
    name: str,
    meaning: str,
    type_: ColumnType = ColumnType.TEXT,
    *,
    required: bool = False,
    filterable: bool = True,
) -> ColumnSpec:
    return ColumnSpec(
        name=name, type=type_, meaning=meaning, required=required, filterable=filterable
    )


def _category(meaning: str) -> ColumnSpec:
    return ColumnSpec(
        name="category",
        type=ColumnType.TEXT,
        meaning=meaning,
        allowed=tuple(CATEGORIES),
        required=False,
        filterable=True,
    )


_PLACE = (
    _said("force", "Code of the force that recorded it.", required=True, filterable=False),
    _said("district", "Code of the local authority it happened in.", filterable=False),
    _said("lsoa", "Code of the lower layer super output area it happened in.", filterable=False),
    _said("location", "What kind of place, or what it was near.", filterable=False),
    _said("longitude", "Degrees east, as the source gives it.", ColumnType.NUMBER),
    _said("latitude", "Degrees north, as the source gives it.", ColumnType.NUMBER),
)
_WHEN = (
    _said("recorded_from", "First day it may have been recorded.", ColumnType.DATE, required=True),
    _said("recorded_to", "Last day it may have been recorded.", ColumnType.DATE, required=True),
)
_ROW = ColumnSpec(
    name="row", type=ColumnType.TEXT, meaning="Where the record stands in the source."
)

CRIMES = TableSpec(
    name="crimes",
    meaning="Recorded crimes, one row a crime.",
    columns=(
        _said("crime", "The source's identifier of the crime.", filterable=False),
        *_WHEN,
        *_PLACE,
        _category("The kind of crime, as data.police.uk groups crimes."),
        _said("outcome", "The last outcome, in the source's words."),
        _ROW,
    ),
    key=("row",),
    additive="",
    of_records=True,
)

INCIDENTS = TableSpec(
    name="incidents",
    meaning="Incidents that are not crimes, one row an incident: anti-social behaviour.",
    columns=(
        _said("incident", "The source's identifier, where it has one.", filterable=False),
        *_WHEN,
        *_PLACE,
        _category("The kind of incident."),
        _ROW,
    ),
    key=("row",),
    additive="",
    of_records=True,
)

COVERAGE = TableSpec(
    name="coverage",
    meaning="Which stretches of days a release holds all records of: what is not covered is "
    "not known, and what is covered without a record is none.",
    columns=(
        _said("table", "The table of records.", required=True),
        _said("force", "Code of the force.", required=True, filterable=False),
        _said("period_start", "First day covered.", ColumnType.DATE, required=True),
        _said("period_end", "Last day covered.", ColumnType.DATE, required=True),
        _ROW,
    ),
    key=("table", "force", "period_start", "period_end"),
    additive="",
)

AREA_COLUMNS = MappingProxyType(
    {
        AreaKind.POLICE_FORCE_AREA: "force",
        AreaKind.RECORDING_BODY: "force",
        AreaKind.LOCAL_AUTHORITY: "district",
    }
)
"""Which column of records holds the code of an area, by the area's kind."""

RECORD_TABLES = (CRIMES, INCIDENTS, COVERAGE)
