"""The outlines of Brumshire's places: wards that tile, units, priority areas, as GeoJSON text.

All is computed in whole metres, so that the same bytes come out on any machine. Knows no record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from copperplate.areas import AreaKind
from copperplate.synthetic.places import (
    FORCE_CODE,
    FORCE_NAME,
    MARK,
    PRIORITY_AREAS,
    UNITS,
    WARDS,
    PriorityArea,
    Ward,
)

Point = tuple[int, int]
"""Metres east and north of the middle of the map."""

Ring = tuple[Point, ...]
"""A closed line, counter-clockwise: its last point is its first."""

# The middle of the map in the North Sea, on the Dogger Bank, in millionths of a degree: no real
# place lies under it.
_EAST, _NORTH = 3_200_000, 54_800_000
# Metres in a degree on the WGS 84 ellipsoid at 54.8 north: 111,132.954 − 559.822 cos 2φ +
# 1.175 cos 4φ to the north, 111,412.84 cos φ − 93.5 cos 3φ + 0.118 cos 5φ to the east.
_METRES_NORTH, _METRES_EAST = 111_320, 64_312
_MILLION = 1_000_000

# The tessellation before it is disturbed: a wall of bricks. Half columns and rows are narrower
# near the middle, where the towns are, and at the edge, where every other row ends half a ward
# further in; metres.
_HALF_COLUMNS = (
    *(900, 2500, 2050, 1900, 1800, 1700, 1550, 1450, 1350, 1250, 1200, 1150, 1150),
    *(1150, 1200, 1250, 1350, 1400, 1500, 1600, 1750, 1850, 2000, 2500, 900),
)
_ROWS = (3900, 3500, 3100, 2700, 2450, 2400, 2500, 2900, 3400, 3900)
# How far each line of corners reaches from the middle, in hundredths, and how far it is moved, in
# metres: without them the county would be a rectangle.
_REACH_EAST = (76, 84, 90, 97, 100, 102, 98, 95, 93, 86, 74)
_MOVED_EAST = (-1900, -1300, -500, 300, 900, 700, 0, -700, -300, 900, 1700)
_REACH_NORTH = (
    *(78, 80, 82, 85, 88, 93, 97, 98, 96, 95, 99, 103, 105),
    *(104, 101, 96, 92, 93, 97, 99, 95, 91, 87, 83, 80, 77),
)
# A corner with a border to the north of it moves north, one with a border to the south, south:
# bricks become hexagons.
_HEXAGON = 420
# A corner is moved by up to this to each side.
_JITTER = 450
# A border between two corners bends: its middle moves to one side by up to this share of its
# length, in hundredths; so do the middles of its halves, and of theirs.
_BEND = 13
_BENDS = 3

# A priority area's corners are its ward's, this near to their mean, in hundredths.
_NEAR = 60


def ward_rings() -> Mapping[str, Ring]:
    """Return the outline of every ward, by code; neighbours share the points of their border."""
    return MappingProxyType({ward.code: _ring(_corners(ward)) for ward in WARDS})


def unit_rings() -> Mapping[str, Ring]:
    """Return the outline of every unit, by code: the borders of its wards that only one has."""
    rings = ward_rings()
    return MappingProxyType(
        {
            unit.code: _round(rings[ward.code] for ward in WARDS if ward.unit == unit.code)
            for unit in UNITS
        }
    )


def force_ring() -> Ring:
    """Return the outline of the force."""
    return _round(ward_rings().values())


def priority_area_rings() -> Mapping[str, Ring]:
    """Return the outline of every priority area, by code; each lies inside its ward."""
    wards = {ward.code: ward for ward in WARDS}
    return MappingProxyType(
        {area.code: _ring(_corners(wards[area.ward]), area) for area in PRIORITY_AREAS}
    )


def doubled_square_metres(ring: Ring) -> int:
    """Return twice the area inside a ring, by the shoelace formula; negative if clockwise.

    Twice, because half of it need not be a whole number.
    """
    return sum(x * north - east * y for (x, y), (east, north) in pairwise(ring))


def square_kilometres(ring: Ring) -> float:
    """Return the area inside a ring, in the plane it is laid out in."""
    return doubled_square_metres(ring) / 2 / _MILLION


def geojson(kind: AreaKind) -> str:
    """Return the outlines of one kind of area as GeoJSON (RFC 7946), one feature a line.

    Longitude and latitude in degrees of WGS 84, six decimals. The mark stands in the collection
    and in every feature.

    Args:
        kind: Police force area, unit, ward or priority area.

    Raises:
        KeyError: Brumshire has no such areas.
    """
    names, rings = _OUTLINED[kind]
    features = ",\n".join(_feature(code, names[code], ring) for code, ring in rings().items())
    return f'{{"type":"FeatureCollection","mark":{_text(MARK)},"features":[\n{features}\n]}}\n'


def _feature(code: str, name: str, ring: Ring) -> str:
    said = f'{{"code":{_text(code)},"name":{_text(name)},"mark":{_text(MARK)}}}'
    places = ",".join(map(_degrees, ring))
    return (
        f'{{"type":"Feature","properties":{said},'
        f'"geometry":{{"type":"MultiPolygon","coordinates":[[[{places}]]]}}}}'
    )


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _degrees(point: Point) -> str:
    east = _EAST + _nearest(point[0] * _MILLION, _METRES_EAST)
    north = _NORTH + _nearest(point[1] * _MILLION, _METRES_NORTH)
    return f"[{_decimal(east)},{_decimal(north)}]"


def _decimal(millionths: int) -> str:
    return f"{millionths // _MILLION}.{millionths % _MILLION:06d}"


def _nearest(number: int, by: int) -> int:
    return (2 * number + by) // (2 * by)


Corner = tuple[int, int]
"""Half columns from the west, lines of corners from the north."""


def _corners(ward: Ward) -> tuple[Corner, ...]:
    """Return the six corners of a ward's cell, counter-clockwise from the south-west."""
    west, north = 2 * ward.column + ward.row % 2, ward.row
    south = [(west + half, north + 1) for half in range(3)]
    return (*south, *((west + half, north) for half in (2, 1, 0)))


@cache
def _at(corner: Corner) -> Point:
    """Return where a corner of the tessellation lies."""
    half, line = corner
    east = sum(_HALF_COLUMNS[:half]) - sum(_HALF_COLUMNS) // 2
    north = sum(_ROWS) // 2 - sum(_ROWS[:line])
    # In a wall of bricks every corner has one border that runs north or south.
    to_north = (half - line) % 2
    return (
        east * _REACH_EAST[line] // 100 + _MOVED_EAST[line] + _mixed(_JITTER, half, line, 1),
        north * _REACH_NORTH[half] // 100
        + (_HEXAGON if to_north else -_HEXAGON)
        + _mixed(_JITTER, half, line, 2),
    )


def _ring(corners: tuple[Corner, ...], inner: PriorityArea | None = None) -> Ring:
    """Return the line through corners, its sides bent, back to the first of them.

    Args:
        corners: Of a ward's cell, counter-clockwise.
        inner: The priority area that is outlined inside it; None of the ward itself.
    """
    places = {corner: _at(corner) for corner in corners}
    mark = 0
    if inner is not None:
        mark = 1 + PRIORITY_AREAS.index(inner)
        middle = [sum(place[axis] for place in places.values()) // len(places) for axis in (0, 1)]
        places = {
            corner: (
                middle[0] + (place[0] - middle[0]) * _NEAR // 100,
                middle[1] + (place[1] - middle[1]) * _NEAR // 100,
            )
            for corner, place in places.items()
        }
    found: list[Point] = []
    for here, there in pairwise((*corners, corners[0])):
        # Neighbours run along their border in opposite directions: it is bent in one.
        one, two = sorted((here, there))
        line = _bent(places[one], places[two], _BENDS, (*one, *two, mark))
        found += (line if here == one else line[::-1])[:-1]
    return (*found, found[0])


def _bent(one: Point, two: Point, depth: int, name: tuple[int, ...]) -> list[Point]:
    if not depth:
        return [one, two]
    east, north = two[0] - one[0], two[1] - one[1]
    aside = _mixed(_BEND, *name, depth)
    middle = (
        (one[0] + two[0]) // 2 - north * aside // 100,
        (one[1] + two[1]) // 2 + east * aside // 100,
    )
    first = _bent(one, middle, depth - 1, (*name, 1))
    return [*first[:-1], *_bent(middle, two, depth - 1, (*name, 2))]


def _mixed(most: int, *name: int) -> int:
    """Return a whole number from -most to most that looks like chance and is always the same.

    The finalising steps of SplitMix64 (Steele, Lea and Flood, 2014), once for every number.
    """
    state = 0
    for number in name:
        state = (state + number + 1) * 0x9E3779B97F4A7C15 & _ALL
        state = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & _ALL
        state = (state ^ state >> 27) * 0x94D049BB133111EB & _ALL
        state ^= state >> 31
    return (state * (2 * most + 1) >> 64) - most


_ALL = 2**64 - 1


def _round(rings: Iterable[Ring]) -> Ring:
    """Return the line round areas that lie side by side, from its lowest point on."""
    sides = {side for ring in rings for side in pairwise(ring)}
    after = {one: two for one, two in sides if (two, one) not in sides}
    line = [min(after)]
    while len(line) == 1 or line[-1] != line[0]:
        line.append(after[line[-1]])
    return tuple(line)


_OUTLINED: Mapping[AreaKind, tuple[Mapping[str, str], Callable[[], Mapping[str, Ring]]]] = (
    MappingProxyType(
        {
            AreaKind.POLICE_FORCE_AREA: (
                {FORCE_CODE: FORCE_NAME},
                lambda: {FORCE_CODE: force_ring()},
            ),
            AreaKind.NEIGHBOURHOOD_POLICING_UNIT: ({u.code: u.name for u in UNITS}, unit_rings),
            AreaKind.WARD: ({ward.code: ward.name for ward in WARDS}, ward_rings),
            AreaKind.PRIORITY_AREA: (
                {area.code: area.name for area in PRIORITY_AREAS},
                priority_area_rings,
            ),
        }
    )
)
KINDS = tuple(_OUTLINED)
"""The kinds of area that are outlined."""
