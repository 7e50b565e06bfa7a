"""Street-level files: a month of one force, crimes and anti-social behaviour.

The publisher knows the month of a record, not its day, and moves its place to a point near
by. Anti-social behaviour is an incident and no crime, and has no identifier.
"""

from __future__ import annotations

from copperplate.areas import AreaRegister
from copperplate.engines.expressions import (
    Lookup,
    equals,
    is_missing,
    looked_up,
    negated,
    place_in,
    text,
)
from copperplate.engines.importing import Delivery
from copperplate.schema.categories import ANTI_SOCIAL_BEHAVIOUR, CATEGORIES
from copperplate.sources.records.layout import FileLayout, filled, types_of
from copperplate.sources.records.police_uk_outcomes import OUTCOME_TYPE, outcome_types_lookup
from copperplate.sources.records.police_uk_places import MONTH, PLACE, lookups

HEADING = (
    *("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location"),
    *("LSOA code", "LSOA name", "Crime type", "Last outcome category"),
)
_KINDS = "categories"


def layout(register: AreaRegister) -> FileLayout:
    """Return how street-level files are read."""
    return FileLayout(
        heading=HEADING,
        deliveries=_deliveries,
        lookups=(
            *lookups(register),
            Lookup(
                name=_KINDS,
                key=text("Crime type"),
                values={title: name for name, title in CATEGORIES.items()},
            ),
            outcome_types_lookup("Last outcome category"),
        ),
    )


def _deliveries(file: str) -> tuple[Delivery, ...]:
    category = looked_up(_KINDS)
    is_incident = equals(text("Crime type"), CATEGORIES[ANTI_SOCIAL_BEHAVIOUR])
    every = {**MONTH, **PLACE, "category": category, **place_in(file)}
    refuses = {
        "The month is blank or is no month.": is_missing(MONTH["recorded_from"]),
        "The force is not in the area register.": is_missing(PLACE["force"]),
        "The crime type is not one known here.": is_missing(category),
    }
    crime = {
        "crime": text("Crime ID"),
        **every,
        "outcome": text("Last outcome category"),
        "outcome_type": OUTCOME_TYPE,
    }
    return (
        Delivery(
            table="crimes",
            takes=negated(is_incident),
            columns=filled("crimes", crime),
            types=types_of("crimes"),
            refuses=refuses,
        ),
        Delivery(
            table="incidents",
            takes=is_incident,
            columns=filled("incidents", {"incident": text("Crime ID"), **every}),
            types=types_of("incidents"),
            refuses=refuses,
        ),
    )
