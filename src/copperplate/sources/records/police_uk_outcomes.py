"""Outcomes files: the outcomes given in a month to crimes of one force, whenever recorded."""

from __future__ import annotations

from copperplate.areas import AreaRegister
from copperplate.engines.expressions import Lookup, is_missing, looked_up, place_in, text
from copperplate.engines.importing import Delivery
from copperplate.reference.outcomes import outcome_texts
from copperplate.sources.records.layout import FileLayout, filled, types_of
from copperplate.sources.records.police_uk_places import MONTH, PLACE, lookups

HEADING = (
    *("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location"),
    *("LSOA code", "LSOA name", "Outcome type"),
)
_TYPES = "outcome types"
OUTCOME_TYPE = looked_up(_TYPES)


def outcome_types_lookup(column: str) -> Lookup:
    """Return the lookup of outcome types by text; a text that fits several types is of none."""
    single = {
        spelling: found.types[0]
        for found in outcome_texts().values()
        for spelling in (found.text, found.other_text)
        if len(found.types) == 1 and spelling
    }
    return Lookup(name=_TYPES, key=text(column), values=single)


def layout(register: AreaRegister) -> FileLayout:
    """Return how outcomes files are read."""
    return FileLayout(
        heading=HEADING,
        deliveries=_deliveries,
        lookups=(*lookups(register), outcome_types_lookup("Outcome type")),
    )


def _deliveries(file: str) -> tuple[Delivery, ...]:
    return (
        Delivery(
            table="outcomes",
            takes="true",
            columns=filled(
                "outcomes",
                {
                    "crime": text("Crime ID"),
                    **MONTH,
                    **PLACE,
                    "outcome": text("Outcome type"),
                    "outcome_type": OUTCOME_TYPE,
                    **place_in(file),
                },
            ),
            types=types_of("outcomes"),
            refuses={
                "The month is blank or is no month.": is_missing(MONTH["recorded_from"]),
                "The force is not in the area register.": is_missing(PLACE["force"]),
            },
        ),
    )
