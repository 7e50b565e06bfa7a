"""Who and where in files of data.police.uk: forces and districts by the names they print."""

from __future__ import annotations

import re

from copperplate.areas import Area, AreaKind, AreaRegister
from copperplate.engines.expressions import (
    Expression,
    Lookup,
    first_of_month,
    last_of_month,
    looked_up,
    number,
    text,
    without_last_word,
)
from copperplate.sources.records.small_areas import ward_codes

# What forces are called beside their area: "Surrey Police", "Avon and Somerset Constabulary".
_STYLES = ("Police", "Constabulary", "Police Service", "Metropolitan Police Service")
_OWN_NAMES = {"Metropolitan Police Service": "Metropolitan Police"}
# Short names in the names of files that are not the area's own.
_OWN_SLUGS = {"metropolitan": "Metropolitan Police", "btp": "British Transport Police"}

_FORCES, _DISTRICTS, _WARDS = "forces", "districts", "wards"

MONTH = {"recorded_from": first_of_month("Month"), "recorded_to": last_of_month("Month")}
PLACE: dict[str, Expression] = {
    "force": looked_up(_FORCES),
    "district": looked_up(_DISTRICTS),
    "ward": looked_up(_WARDS),
    "lsoa": text("LSOA code"),
    "location": text("Location"),
    "longitude": number("Longitude"),
    "latitude": number("Latitude"),
}


def lookups(register: AreaRegister) -> tuple[Lookup, ...]:
    """Return what `PLACE` looks up."""
    return (
        Lookup(name=_FORCES, key=text("Falls within"), values=_force_codes(register)),
        Lookup(
            name=_DISTRICTS, key=without_last_word("LSOA name"), values=_district_codes(register)
        ),
        Lookup(name=_WARDS, key=text("LSOA code"), values=ward_codes(register)),
    )


def force_of_file(name: str, register: AreaRegister) -> str | None:
    """Return the code of the force a file's name says: ``2019-01-west-yorkshire-street.csv``."""
    found = re.match(r"\d{4}-\d{2}-([a-z-]+?)-(?:street|outcomes|stop-and-search)\b", name.lower())
    if found is None:
        return None
    slugs = {_slug(area.name): area.code for area in _forces(register)}
    slugs |= {slug: slugs[_slug(n)] for slug, n in _OWN_SLUGS.items() if _slug(n) in slugs}
    return slugs.get(found[1])


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _forces(register: AreaRegister) -> list[Area]:
    kinds = (AreaKind.POLICE_FORCE_AREA, AreaKind.RECORDING_BODY)
    return [area for area in register if area.kind in kinds]


def _force_codes(register: AreaRegister) -> dict[str, str]:
    """Return codes of forces by every name the publisher may call them."""
    forces = {area.name: area.code for area in _forces(register)}
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
