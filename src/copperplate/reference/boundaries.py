"""Boundaries of areas, to draw: generalised, small, longitude and latitude.

Not for placing points: a crime's area is told by its codes. Knows no name and draws nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from copperplate.reference import shipped
from copperplate.reference.editions import editions_of

Point = tuple[float, float]
"""Longitude, latitude in degrees (WGS 84)."""

Ring = tuple[Point, ...]
"""A closed line: its last point is its first."""

Shape = tuple[tuple[Ring, ...], ...]
"""An area: polygons, each its outer ring and then its holes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlines:
    """Boundaries to draw, wherever they come from.

    Attributes:
        shapes: By code of the area.
        attribution: Where they come from, in the words that must stand by what is drawn of them.
    """

    shapes: Mapping[str, Shape]
    attribution: str


class Boundaries(StrEnum):
    """The sets of boundaries that ship."""

    POLICE_FORCE_AREAS = "police-force-areas"
    """The 43 force areas of England and Wales, 2020."""
    DISTRICTS = "districts"
    """The 27 districts of the West Midlands and the forces of its group, 2024."""
    WARDS_WEST_MIDLANDS = "wards-west-midlands"
    """The 192 wards of the West Midlands, 2022; the wards of 2018 to 2023."""


@cache
def boundaries(which: Boundaries) -> Mapping[str, Shape]:
    """Return the shape of every area of a set, by code."""
    read = json.loads(shipped.text(_file(which)))
    return MappingProxyType(
        {
            feature["properties"]["code"]: tuple(
                tuple(tuple((point[0], point[1]) for point in ring) for ring in polygon)
                for polygon in feature["geometry"]["coordinates"]
            )
            for feature in read["features"]
        }
    )


def shipped_outlines(which: Boundaries) -> Outlines:
    """Return a set of boundaries with the words its licence asks for."""
    said = dict.fromkeys(
        edition.attribution.removeprefix("Source: ") for edition in editions_of(_file(which))
    )
    return Outlines(shapes=boundaries(which), attribution=" ".join(said))


def _file(which: Boundaries) -> str:
    return f"outlines/{which.value}.geojson"
