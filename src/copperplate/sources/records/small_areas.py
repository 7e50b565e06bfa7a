"""Where a small area lies, as a source of records looks it up. Knows no layout."""

from __future__ import annotations

from copperplate.areas import AreaRegister
from copperplate.reference.places import small_areas, ward_of


def ward_codes(register: AreaRegister) -> dict[str, str]:
    """Return codes of the register's wards by small area, where the reference data hold it."""
    wards = {lsoa: ward_of(lsoa) for lsoa in small_areas()}
    return {lsoa: ward for lsoa, ward in wards.items() if ward is not None and ward in register}
