"""Street-level files of data.police.uk: a month of one force, crimes and anti-social behaviour.

The publisher knows the month of a record, not its day, and moves its place to a point near
by. Anti-social behaviour is an incident and no crime, and has no identifier.
"""

from __future__ import annotations

from copperplate.areas import AreaKind, AreaRegister
from copperplate.engines.expressions import (
    Lookup,
    equals,
    first_of_month,
    is_missing,
    last_of_month,
    looked_up,
    negated,
    number,
    row_place,
    text,
    without_last_word,
)
from copperplate.engines.importing import Delivery
from copperplate.schema.categories import ANTI_SOCIAL_BEHAVIOUR, CATEGORIES
from copperplate.sources.reading import OPEN_GOVERNMENT_LICENCE
from copperplate.sources.records.layout import FileLayout, RecordSource, filled, types_of

HEADING = (
    *("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location"),
    *("LSOA code", "LSOA name", "Crime type", "Last outcome category"),
)
# What forces are called beside their area: "Surrey Police", "Avon and Somerset Constabulary".
_STYLES = ("Police", "Constabulary", "Police Service", "Metropolitan Police Service")
_OWN_NAMES = {"Metropolitan Police Service": "Metropolitan Police"}

FORCES, DISTRICTS, KINDS = "forces", "districts", "categories"


def layout(register: AreaRegister) -> FileLayout:
    """Return how street-level files are read."""
    return FileLayout(
        heading=HEADING,
        deliveries=_deliveries,
        lookups=(
            Lookup(name=FORCES, key=text("Falls within"), values=_force_codes(register)),
            Lookup(
                name=DISTRICTS,
                key=without_last_word("LSOA name"),
                values=_district_codes(register),
            ),
            Lookup(
                name=KINDS,
                key=text("Crime type"),
                values={title: name for name, title in CATEGORIES.items()},
            ),
        ),
    )


STREET = RecordSource(
    name="police-uk",
    description="Street-level crime (a folder of CSV files) of data.police.uk: months by force",
    title="Street-level crime, data.police.uk",
    publisher="Home Office, data.police.uk",
    licence=OPEN_GOVERNMENT_LICENCE,
    endings=("-street.csv", "-street.csv.gz"),
    layout=layout,
)


def _deliveries(file: str) -> tuple[Delivery, ...]:
    category = looked_up(KINDS)
    is_incident = equals(text("Crime type"), CATEGORIES[ANTI_SOCIAL_BEHAVIOUR])
    when = {
        "recorded_from": first_of_month("Month"),
        "recorded_to": last_of_month("Month"),
    }
    place = {
        "force": looked_up(FORCES),
        "district": looked_up(DISTRICTS),
        "lsoa": text("LSOA code"),
        "location": text("Location"),
        "longitude": number("Longitude"),
        "latitude": number("Latitude"),
    }
    refuses = {
        "The month is blank or is no month.": is_missing(first_of_month("Month")),
        "The force is not in the area register.": is_missing(place["force"]),
        "The crime type is not one known here.": is_missing(category),
    }
    identifier = text("Crime ID")
    return (
        Delivery(
            table="crimes",
            takes=negated(is_incident),
            columns=filled(
                "crimes",
                {
                    "crime": identifier,
                    **when,
                    **place,
                    "category": category,
                    "outcome": text("Last outcome category"),
                    "row": row_place(file),
                },
            ),
            types=types_of("crimes"),
            refuses=refuses,
        ),
        Delivery(
            table="incidents",
            takes=is_incident,
            columns=filled(
                "incidents",
                {
                    "incident": identifier,
                    **when,
                    **place,
                    "category": category,
                    "row": row_place(file),
                },
            ),
            types=types_of("incidents"),
            refuses=refuses,
        ),
    )


def _force_codes(register: AreaRegister) -> dict[str, str]:
    """Return codes of forces by every name the publisher may call them."""
    kinds = (AreaKind.POLICE_FORCE_AREA, AreaKind.RECORDING_BODY)
    forces = {area.name: area.code for area in register if area.kind in kinds}
    styled = {f"{name} {style}": code for name, code in forces.items() for style in _STYLES}
    with_sign = {name.replace(" and ", " & "): code for name, code in styled.items()}
    own = {name: forces[area] for name, area in _OWN_NAMES.items() if area in forces}
    return {**with_sign, **styled, **forces, **own}


def _district_codes(register: AreaRegister) -> dict[str, str]:
    """Return codes of local authorities by name; a name two of them share is no name."""
    found: dict[str, list[str]] = {}
    for area in register:
        if area.kind is AreaKind.LOCAL_AUTHORITY:
            found.setdefault(area.name, []).append(area.code)
    return {name: codes[0] for name, codes in found.items() if len(codes) == 1}
