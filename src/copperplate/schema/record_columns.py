"""Columns that several tables of records share: when, where, and where it stands in the source.

What a source does not say is NULL, which is another thing than no. A day that is known to
the month only runs from the first of the month to its last. Knows no table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from copperplate.areas import AreaKind
from copperplate.schema.columns import ColumnSpec, ColumnType

RECORDED = "recorded"


def said(
    name: str,
    meaning: str,
    type_: ColumnType = ColumnType.TEXT,
    *,
    allowed: Iterable[str] = (),
    required: bool = False,
    filterable: bool = True,
    personal: bool = False,
    derived: str = "",
    sensitive: Iterable[str] = (),
) -> ColumnSpec:
    """Return a column of records: one that may be left unsaid, and that a condition may name."""
    return ColumnSpec(
        name=name,
        type=type_,
        meaning=meaning,
        allowed=tuple(allowed),
        required=required,
        filterable=filterable,
        personal=personal,
        derived=derived,
        sensitive=tuple(sensitive),
    )


def flag(name: str, meaning: str, *, sensitive: bool = False) -> ColumnSpec:
    """Return a column that is true, false, or not said; a sensitive one where it is true."""
    column = said(name, meaning, ColumnType.FLAG)
    return replace(column, sensitive=(True,)) if sensitive else column


WHEN = (
    said(
        "recorded_from",
        "First day it may have been recorded.",
        ColumnType.DATE,
        required=True,
        filterable=False,
    ),
    said(
        "recorded_to",
        "Last day it may have been recorded.",
        ColumnType.DATE,
        required=True,
        filterable=False,
    ),
)
RECORDED_DATES = MappingProxyType({RECORDED: ("recorded_from", "recorded_to")})

PLACE = (
    said("force", "Code of the force that recorded it.", required=True, filterable=False),
    said("district", "Code of the local authority it happened in."),
    said("policing_unit", "Code of the force's own unit it happened in."),
    said("ward", "Code of the ward it happened in."),
    said("lsoa", "Code of the lower layer super output area it happened in."),
    said("priority_area", "Code of the priority area it happened in; NULL outside of them."),
    said("impact_area", "Code of the impact area it happened in; NULL outside of them."),
    said("location", "Where, in the source's words.", filterable=False, personal=True),
    said(
        "longitude",
        "Degrees east, as the source gives it.",
        ColumnType.NUMBER,
        filterable=False,
        personal=True,
    ),
    said(
        "latitude",
        "Degrees north, as the source gives it.",
        ColumnType.NUMBER,
        filterable=False,
        personal=True,
    ),
)

AREA_COLUMNS = MappingProxyType(
    {
        AreaKind.POLICE_FORCE_AREA: "force",
        AreaKind.RECORDING_BODY: "force",
        AreaKind.LOCAL_AUTHORITY: "district",
        AreaKind.NEIGHBOURHOOD_POLICING_UNIT: "policing_unit",
        AreaKind.WARD: "ward",
        AreaKind.LSOA: "lsoa",
        AreaKind.PRIORITY_AREA: "priority_area",
        AreaKind.IMPACT_AREA: "impact_area",
    }
)
"""Which column of records holds the code of an area, by the area's kind."""

HOUR = said(
    "hour",
    "Hour of the day it happened, 0 to 23, by the first moment it may have.",
    ColumnType.WHOLE,
    derived="From the first moment it may have happened; NULL where only its day is known.",
)
WEEKDAY = said(
    "weekday",
    "Day of the week it happened, 1 for Monday to 7, by the first moment it may have.",
    ColumnType.WHOLE,
    derived="From the first day it may have happened.",
)

STRANDS = MappingProxyType(
    {
        "disability": "disability",
        "race": "race",
        "religion": "religion or belief",
        "sexual_orientation": "sexual orientation",
        "transgender": "transgender identity",
    }
)
"""The five monitored strands of hate crime. Source: National Police Chiefs' Council and Crown
Prosecution Service, shared definition of hate crime."""

HATE = tuple(
    flag(f"hate_{strand}_{how}", f"{said_how} of hostility or prejudice: {words}.", sensitive=True)
    for strand, words in STRANDS.items()
    for how, said_how in (
        ("perceived", "Marked as perceived by the victim or another"),
        ("actual", "Marked as found, when it was looked into,"),
    )
)

STANDS = (
    ColumnSpec(name="file", type=ColumnType.TEXT, meaning="The file the record stands in."),
    ColumnSpec(
        name="row",
        type=ColumnType.WHOLE,
        meaning="Its row there, as a spreadsheet counts: 2 is the first below the heading.",
    ),
)
"""Where a record stands in the source; no two stand at one place."""
