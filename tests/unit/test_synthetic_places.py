"""The places of Brumshire: names, weights, a tessellation that tiles, its outlines as GeoJSON."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from copperplate.areas import AreaKind, read_register, with_districts_and_wards
from copperplate.synthetic.outlines import (
    doubled_square_metres,
    force_ring,
    geojson,
    priority_area_rings,
    square_kilometres,
    unit_rings,
    ward_rings,
)
from copperplate.synthetic.places import (
    FORCE_CODE,
    FORCE_NAME,
    MAP,
    MARK,
    PRIORITY_AREAS,
    UNITS,
    WARDS,
    register,
)

KINDS = (
    AreaKind.POLICE_FORCE_AREA,
    AreaKind.NEIGHBOURHOOD_POLICING_UNIT,
    AreaKind.WARD,
    AreaKind.PRIORITY_AREA,
)

#                unit, of crime in 100, wards, priority areas
UNITS_AS_PLANNED = """
    X10000001 Quillmarsh   16  16  2
    X10000002 Dunferrow    13  13  2
    X10000003 Oxenbrake    12  14  2
    X10000004 Tallowgate   11  12  2
    X10000005 Ferndrake    10  11  2
    X10000006 Marlhythe     9  14  2
    X10000007 Cindermoor    9  12  1
    X10000008 Wrenholt      8  10  1
    X10000009 Saltgreave    7  10  0
    X10000010 Pellingarth   5   8  0
"""


def test_the_units_are_those_planned():
    made = [
        f"{u.code} {u.name} {u.weight} {sum(w.unit == u.code for w in WARDS)}"
        f" {sum(a.unit == u.code for a in PRIORITY_AREAS)}"
        for u in UNITS
    ]
    assert made == [" ".join(line.split()) for line in UNITS_AS_PLANNED.strip().splitlines()]


def test_weights_of_wards_add_up_to_their_units_and_all_to_ten_thousand():
    assert sum(unit.weight for unit in UNITS) == 100
    for unit in UNITS:
        assert sum(w.weight for w in WARDS if w.unit == unit.code) == unit.weight * 100, unit.name
    assert sum(ward.weight for ward in WARDS) == 10_000
    assert min(ward.weight for ward in WARDS) > 0


def test_priority_areas_lie_in_different_wards_and_hold_an_eighth_of_crime():
    wards = {ward.code: ward for ward in WARDS}
    assert len({area.ward for area in PRIORITY_AREAS}) == len(PRIORITY_AREAS) == 14
    assert all(wards[area.ward].unit == area.unit for area in PRIORITY_AREAS)
    held = sum(wards[area.ward].weight * area.part for area in PRIORITY_AREAS)
    assert 0.115 < held / 1_000_000 < 0.125


def test_the_register_reads_and_every_area_lies_in_the_force():
    areas = read_register(register(), file="register.csv")
    assert len(areas) == 1 + 10 + 120 + 14
    assert areas[FORCE_CODE].name == FORCE_NAME
    assert {area.code for area in areas if not area.parent} == {FORCE_CODE}
    counted = [len(areas.within(FORCE_CODE, kind=kind)) for kind in KINDS[1:]]
    assert counted == [10, 120, 14]
    for unit in UNITS:
        held = {area.code for area in areas.within(unit.code, kind=AreaKind.WARD)}
        assert held == {ward.code for ward in WARDS if ward.unit == unit.code}


def test_names_and_codes_are_unique_and_of_no_real_area():
    made = list(read_register(register(), file="register.csv"))
    assert max(Counter(area.name.casefold() for area in made).values()) == 1
    assert max(Counter(area.code for area in made).values()) == 1
    assert all(re.fullmatch(r"X\d{8}", area.code) for area in made)
    real = {area.name.casefold() for area in with_districts_and_wards()}
    assert not {area.name.casefold() for area in made} & real
    # Recording bodies bear codes of our own that begin with X too, and hold no digits after it.
    assert not [a.code for a in with_districts_and_wards() if re.fullmatch(r"X\d{8}", a.code)]


def test_every_ward_of_the_map_is_of_the_unit_its_letter_says():
    letters = {unit.code: unit.letter for unit in UNITS}
    assert len({unit.letter for unit in UNITS}) == len(UNITS)
    assert {(w.row, w.column): letters[w.unit] for w in WARDS} == {
        (row, column): letter for row, line in enumerate(MAP) for column, letter in enumerate(line)
    }


# ------------------------------------------------------------------ the tessellation


def sides(ring):
    return {frozenset(side) for side in pairwise(ring)}


def test_units_are_contiguous():
    rings = ward_rings()
    for unit in UNITS:
        left = {ward.code for ward in WARDS if ward.unit == unit.code}
        reached = [left.pop()]
        for code in reached:
            beside = {other for other in left if sides(rings[code]) & sides(rings[other])}
            left -= beside
            reached += beside
        assert not left, unit.name


def test_areas_of_wards_add_up_to_their_units_and_to_the_force_exactly():
    wards, units = ward_rings(), unit_rings()
    for unit in UNITS:
        held = sum(doubled_square_metres(wards[w.code]) for w in WARDS if w.unit == unit.code)
        assert held == doubled_square_metres(units[unit.code]), unit.name
    assert sum(map(doubled_square_metres, units.values())) == doubled_square_metres(force_ring())


def test_every_inner_side_is_run_once_in_either_direction():
    runs = Counter(side for ring in ward_rings().values() for side in pairwise(ring))
    assert set(runs.values()) == {1}
    outer = {side for side in runs if side[::-1] not in runs}
    assert outer == set(pairwise(force_ring()))


def test_three_wards_meet_at_every_inner_corner():
    met = Counter(point for ring in ward_rings().values() for point in ring[1:])
    edge = set(force_ring())
    inner = Counter(number for point, number in met.items() if point not in edge)
    # 11 × 13 corners of bricks and what lies between them, less those of the edge.
    assert set(inner) == {2, 3}
    assert inner[3] > 180


def test_no_side_crosses_another():
    found = sorted(set().union(*(sides(ring) for ring in ward_rings().values())), key=sorted)
    assert not crossings(found)


def test_priority_areas_lie_inside_their_wards():
    wards, areas = ward_rings(), priority_area_rings()
    for area in PRIORITY_AREAS:
        ring, round_it = areas[area.code], wards[area.ward]
        assert not crossings([*sides(ring), *sides(round_it)])
        assert all(inside(point, round_it) for point in ring)
        share = doubled_square_metres(ring) / doubled_square_metres(round_it)
        assert 0.2 < share < 0.5, area.name


def crossings(found):
    """Return pairs of sides that cross between their ends."""
    ends = np.array([sorted(side) for side in found])  # (n, 2, 2)
    one, two = np.triu_indices(len(ends), 1)
    (a, b), (c, d) = ends[one].swapaxes(0, 1), ends[two].swapaxes(0, 1)

    def turn(p, q, r):
        return np.sign(
            (q[:, 0] - p[:, 0]) * (r[:, 1] - p[:, 1]) - (q[:, 1] - p[:, 1]) * (r[:, 0] - p[:, 0])
        )

    crossed = (turn(a, b, c) * turn(a, b, d) < 0) & (turn(c, d, a) * turn(c, d, b) < 0)
    return [(found[i], found[j]) for i, j in zip(one[crossed], two[crossed], strict=True)]


def inside(point, ring):
    x, y = point
    crossed = [
        (a[1] > y) != (b[1] > y) and x < a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])
        for a, b in pairwise(ring)
    ]
    return sum(crossed) % 2 == 1


@pytest.mark.parametrize(
    ("what", "rings", "least", "most"),
    [
        ("wards", ward_rings(), 2, 15),
        ("units", unit_rings(), 40, 120),
        ("the force", {FORCE_CODE: force_ring()}, 800, 950),
    ],
)
def test_sizes_are_those_of_a_small_county_in_square_kilometres(what, rings, least, most):
    sizes = [square_kilometres(ring) for ring in rings.values()]
    assert least < min(sizes) and max(sizes) < most


# ------------------------------------------------------------------ GeoJSON (RFC 7946)


@pytest.mark.parametrize("kind", KINDS)
def test_geojson_parses_and_every_ring_is_closed_and_counter_clockwise(kind):
    read = json.loads(geojson(kind))
    assert (read["type"], read["mark"]) == ("FeatureCollection", MARK)
    known = read_register(register(), file="register.csv")
    names = {area.code: area.name for area in known if area.kind is kind}
    assert {f["properties"]["code"]: f["properties"]["name"] for f in read["features"]} == names
    for feature in read["features"]:
        assert feature["properties"]["mark"] == MARK
        assert feature["geometry"]["type"] == "MultiPolygon"
        [[ring]] = feature["geometry"]["coordinates"]
        assert ring[0] == ring[-1] and len(ring) >= 4
        assert sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0
        # The Dogger Bank: over 100 km from any land.
        assert all(2.85 < east < 3.55 and 54.6 < north < 55.05 for east, north in ring)


def test_degrees_give_the_areas_back():
    """By the formula for areas on a sphere of the same area as the earth (WGS 84)."""
    read = json.loads(geojson(AreaKind.POLICE_FORCE_AREA))
    [[ring]] = read["features"][0]["geometry"]["coordinates"]
    radians = np.radians(np.array(ring))
    east, north = radians[:, 0], radians[:, 1]
    steradians = -np.sum(np.diff(east) * (2 + np.sin(north[1:]) + np.sin(north[:-1]))) / 2
    assert abs(steradians) * 6371.0072**2 == pytest.approx(
        square_kilometres(force_ring()), rel=0.005
    )


@pytest.mark.parametrize("kind", KINDS[1:])
def test_the_example_holds_the_outlines_as_they_are_drawn(examples, kind):
    held = examples / "brumshire-2013-14" / "areas" / f"{kind.value}.geojson"
    assert held.read_bytes() == geojson(kind).encode()


def test_geojson_is_the_same_text_everywhere():
    """A change of the outlines changes every map ever drawn of them; say so in the change log."""
    made = "".join(map(geojson, KINDS))
    assert hashlib.sha256(made.encode()).hexdigest()[:16] == "fa933e27318cbca8"
