"""Small areas (LSOA) and what they lie in: ward, district, police force area.

Source: look-ups of the Office for National Statistics (see `editions`). Codes are identity; names
are only read where a record has nothing else. Draws nothing; `boundaries` does not either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from types import MappingProxyType

from copperplate.reference import shipped

# A small area is called after its district: "Birmingham 067A".
_LSOA_NAME = re.compile(r"(.+?) \d{3}[A-Z]")

# Names in the census of 2011 of districts that are called something else now.
_FORMER_NAMES = MappingProxyType({"shepway": "E07000112", "the vale of glamorgan": "W06000014"})


class WardEdition(IntEnum):
    """The editions of wards that a small area is looked up in."""

    WARDS_2018 = 2018
    """May 2018 to May 2023 (Wolverhampton), to May 2024 (Dudley); elsewhere still in force.
    West Midlands only."""
    WARDS_2024 = 2024
    """May 2024; for small areas of 2021 only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallArea:
    """One lower layer super output area of the West Midlands or of a force in its group.

    Attributes:
        code: Its identity; an area that changed between two censuses has two.
        name_2011: Its name in the census of 2011; empty if it was not there.
        name_2021: Its name in the census of 2021; empty if it ended.
        district: Code of the district.
        ward_2018: Code of the ward of that edition; empty outside the West Midlands.
        ward_2024: Code of the ward of that edition; empty if the area ended.
    """

    code: str
    name_2011: str
    name_2021: str
    district: str
    ward_2018: str
    ward_2024: str


@cache
def small_areas() -> Mapping[str, SmallArea]:
    """Return the small areas of the West Midlands and its group, of both censuses, by code."""
    return MappingProxyType({row["code"]: SmallArea(**row) for row in shipped.rows("lsoas.csv")})


@cache
def forces_of_districts() -> Mapping[str, str]:
    """Return the code of the police force area of every district since 2017, by its code."""
    return MappingProxyType({row["code"]: row["parent"] for row in shipped.rows("districts.csv")})


def district_of(lsoa: str) -> str | None:
    """Return the code of the district a small area lies in; None if it is not held."""
    found = small_areas().get(lsoa.strip())
    return None if found is None else found.district


def district_of_name(lsoa_name: str) -> str | None:
    """Return the code of the district a small area's name begins with; None if there is none.

    Of every district of England and Wales, also those that ended since 2017.

    >>> district_of_name("Birmingham 067A"), district_of_name("Chichester 001A")
    ('E08000025', 'E07000225')
    """
    found = _LSOA_NAME.fullmatch(lsoa_name.strip())
    return None if found is None else _districts_by_name().get(found.group(1).casefold())


def ward_of(lsoa: str, edition: WardEdition = WardEdition.WARDS_2018) -> str | None:
    """Return the code of the ward a small area lies in; None if it is not held.

    A small area is put whole into one ward, the one that holds most of it.
    """
    found = small_areas().get(lsoa.strip())
    if found is None:
        return None
    ward = found.ward_2018 if edition is WardEdition.WARDS_2018 else found.ward_2024
    return ward or None


def force_of(area: str) -> str | None:
    """Return the police force area of a small area or district, by code; None if not held."""
    return forces_of_districts().get(district_of(area) or area.strip())


@cache
def _districts_by_name() -> Mapping[str, str]:
    named = {row["name"].casefold(): row["code"] for row in shipped.rows("districts.csv")}
    return {**named, **_FORMER_NAMES}
