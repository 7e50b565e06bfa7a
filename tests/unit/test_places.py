"""Small areas, wards, districts and forces, and boundaries to draw."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from copperplate.areas import AreaKind, with_districts_and_wards
from copperplate.reference.boundaries import Boundaries, boundaries
from copperplate.reference.places import (
    WardEdition,
    district_of,
    district_of_name,
    force_of,
    forces_of_districts,
    small_areas,
    ward_of,
)

WEST_MIDLANDS = "E23000014"
GROUP = {"E23000014", "E23000005", "E23000004", "E23000010"}


@pytest.mark.parametrize(
    ("on", "districts_there", "wards_there", "districts_of_all"),
    [
        # Districts of England and Wales: 348, 339 from April 2019, 336 from 2020, 331 from 2021
        # and 318 from 2023, as the Office for National Statistics counts them.
        (date(2017, 12, 31), 7, 192, 348),
        (date(2019, 3, 31), 7, 192, 348),
        (date(2019, 4, 1), 7, 192, 339),
        (date(2020, 4, 1), 7, 192, 336),
        (date(2021, 4, 1), 7, 192, 331),
        (date(2023, 4, 1), 7, 192, 318),
        (date(2023, 5, 4), 7, 192, 318),
        (date(2024, 5, 2), 7, 192, 318),
    ],
)
def test_districts_and_wards_of_a_day(
    on: date, districts_there: int, wards_there: int, districts_of_all: int
) -> None:
    register = with_districts_and_wards()
    local, ward = AreaKind.LOCAL_AUTHORITY, AreaKind.WARD
    assert len(register.within(WEST_MIDLANDS, kind=local, on=on)) == districts_there
    assert len(register.within(WEST_MIDLANDS, kind=ward, on=on)) == wards_there
    assert len(register.within("K04000001", kind=local, on=on)) == districts_of_all


def test_the_register_says_who_lies_in_whom() -> None:
    register = with_districts_and_wards()
    names = {area.name for area in register.within(WEST_MIDLANDS, kind=AreaKind.LOCAL_AUTHORITY)}
    assert names == {
        "Birmingham", "Coventry", "Dudley", "Sandwell", "Solihull", "Walsall", "Wolverhampton",
    }  # fmt: skip
    assert {register[code].kind for code in forces_of_districts().values()} == {
        AreaKind.POLICE_FORCE_AREA
    }
    assert len(set(forces_of_districts().values())) == 43
    # A register that does not hold the parent ends there.
    assert not register.within("E99999999", kind=AreaKind.WARD)


@pytest.mark.parametrize(
    ("lsoa", "district", "ward_2018", "ward_2024", "force"),
    [
        ("E01009061", "E08000025", "E05011121", "E05011121", "E23000014"),  # Birmingham 033E
        ("E01009572", "E08000026", "E05001222", None, "E23000014"),  # Coventry 015D, ended
        ("E01034735", "E08000026", "E05001222", "E05001222", "E23000014"),  # made of it in 2021
        ("E01004766", "E08000001", None, "E05014818", "E23000005"),  # Bolton 005A
        ("E01000001", None, None, None, None),  # City of London: not held
    ],
)
def test_where_a_small_area_lies(
    lsoa: str, district: str | None, ward_2018: str | None, ward_2024: str | None, force: str | None
) -> None:
    assert district_of(lsoa) == district
    assert ward_of(lsoa) == ward_2018
    assert ward_of(lsoa, WardEdition.WARDS_2024) == ward_2024
    assert force_of(lsoa) == force


def test_the_force_of_a_district() -> None:
    assert force_of("E08000025") == WEST_MIDLANDS
    assert force_of("E07000004") == "E23000029"  # Aylesbury Vale, ended in 2020
    assert force_of("") is None


@pytest.mark.parametrize(
    ("name", "district"),
    [
        ("Birmingham 067A", "E08000025"),
        ("Kingston upon Hull, City of 001A", "E06000010"),
        ("St. Helens 019I", "E08000013"),
        ("Shepway 004B", "E07000112"),  # Folkestone and Hythe since 2018
        ("Taunton Deane 001A", "E07000190"),
        ("The Vale of Glamorgan 003D", "W06000014"),
        ("Birmingham", None),
        ("Atlantis 001A", None),
        ("", None),
    ],
)
def test_the_district_of_a_small_area_by_name(name: str, district: str | None) -> None:
    assert district_of_name(name) == district


def test_the_look_up_of_small_areas_holds_together() -> None:
    register = with_districts_and_wards()
    for area in small_areas().values():
        assert register[area.district].kind is AreaKind.LOCAL_AUTHORITY
        for ward in filter(None, (area.ward_2018, area.ward_2024)):
            assert register[ward].parent == area.district
        for name in filter(None, (area.name_2011, area.name_2021)):
            assert district_of_name(name) == area.district
        assert bool(area.name_2021) == bool(area.ward_2024)
        assert force_of(area.code) in GROUP
        assert bool(area.ward_2018) == (force_of(area.code) == WEST_MIDLANDS)


def test_every_boundary_is_of_an_area_and_every_area_has_one() -> None:
    register = with_districts_and_wards()
    on = date(2022, 12, 31)
    forces = {area.code for area in register if area.kind is AreaKind.POLICE_FORCE_AREA}
    assert set(boundaries(Boundaries.POLICE_FORCE_AREAS)) == forces
    districts = {
        area.code
        for force in GROUP
        for area in register.within(force, kind=AreaKind.LOCAL_AUTHORITY, on=on)
    }
    assert set(boundaries(Boundaries.DISTRICTS)) == districts
    assert len(districts) == 27
    wards = {area.code for area in register.within(WEST_MIDLANDS, kind=AreaKind.WARD, on=on)}
    assert set(boundaries(Boundaries.WARDS_WEST_MIDLANDS)) == wards
    assert len(wards) == 192


@pytest.mark.parametrize("which", Boundaries)
def test_boundaries_are_closed_lines_in_england_and_wales(which: Boundaries) -> None:
    for shape in boundaries(which).values():
        assert shape
        for polygon in shape:
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                assert all(-6.5 < east < 2.0 and 49.8 < north < 55.9 for east, north in ring)


def test_wards_fill_their_districts() -> None:
    """The areas enclosed agree: nothing was lost when coordinates were shortened."""
    wards, districts = boundaries(Boundaries.WARDS_WEST_MIDLANDS), boundaries(Boundaries.DISTRICTS)
    register = with_districts_and_wards()
    for district in register.within(WEST_MIDLANDS, kind=AreaKind.LOCAL_AUTHORITY):
        inside = sum(enclosed(shape) for code, shape in wards.items() if register[code].parent == district.code)  # fmt: skip
        # Districts are generalised more than wards.
        assert inside == pytest.approx(enclosed(districts[district.code]), rel=0.06)


def enclosed(shape: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]) -> float:
    """Return the area inside the outer rings, in square degrees."""
    total = 0.0
    for polygon in shape:
        ring = polygon[0]
        crossed = sum(east * up - right * north for (east, north), (right, up) in pairwise(ring))
        total += abs(crossed) / 2
    return total
