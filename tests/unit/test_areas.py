"""The register of areas: codes, names that several areas share, and bad registers."""

from __future__ import annotations

from datetime import date

import pytest

from copperplate.areas import (
    AreaKind,
    england_and_wales,
    read_register,
    with_districts_and_wards,
)
from copperplate.errors import BadDefinition, Place, UnknownName

HERE = Place(file="--area")
HEAD = "code,name,kind,parent,valid_from,valid_to\n"


def test_the_shipped_register_holds_the_43_forces() -> None:
    register = england_and_wales()
    forces = [area for area in register if area.kind is AreaKind.POLICE_FORCE_AREA]
    assert len(forces) == 43
    assert all(register[area.parent].name for area in forces)


def test_a_name_two_areas_share_must_be_given_as_a_code() -> None:
    register = england_and_wales()
    with pytest.raises(UnknownName) as caught:
        register.find("West Midlands", place=HERE)
    (problem,) = caught.value.problems
    assert problem.code == "A102"
    assert "E12000005 (region), E23000014 (police-force-area)" in problem.allowed
    force = register.find("West Midlands", place=HERE, kind=AreaKind.POLICE_FORCE_AREA)
    assert force.code == "E23000014"


def test_an_unknown_area_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        england_and_wales().find("Mersyside", place=HERE)
    (problem,) = caught.value.problems
    assert (problem.code, problem.remedy.split("?")[0]) == ("A101", "Did you mean 'Merseyside'")


def test_every_bad_row_of_a_register_is_listed() -> None:
    text = HEAD + (
        "A,Alpha,region,,,\n"
        "A,Again,region,,,\n"
        ",Nameless,region,,,\n"
        "B,Beta,kingdom,,,\n"
        "C,Gamma,region,,2019-02-30,\n"
        "D,Delta,region,Z,,\n"
        "E,Epsilon,region,F,,\n"
        "F,Zeta,region,E,,\n"
    )
    with pytest.raises(BadDefinition) as caught:
        read_register(text, file="areas/register.csv")
    assert [(p.code, p.place.line) for p in caught.value.problems] == [
        ("A002", 3),
        ("A002", 4),
        ("A003", 5),
        ("A004", 6),
        ("A005", 7),
        ("A006", 8),
        ("A006", 9),
    ]


def test_a_register_without_its_heading_is_refused() -> None:
    with pytest.raises(BadDefinition, match="heading of an area register"):
        read_register("A,Alpha,region\n", file="areas/register.csv")


def register_codes(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(BadDefinition) as caught:
        read_register(text, file="r.csv")
    return [(problem.code, problem.place.line) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "code", ['"=HYPERLINK(""http://e"")"', "+1", "-1", "@x", "A B", "É1", "a" * 41, "A\x1b1"]
)
def test_a_code_can_start_no_formula(code: str) -> None:
    assert register_codes(f"{HEAD}{code},X,region,,,\n") == [("A007", 2)]


@pytest.mark.parametrize("name", ["X\x1b[2J", "X\u202eY", "X\u200b", '"X\nY"', "X\tY"])
def test_a_name_holds_nothing_a_reader_does_not_see(name: str) -> None:
    assert register_codes(f"{HEAD}E1,X,region,,,\nE2,{name},region,,,\n") == [("A007", 3)]


def test_a_cell_beyond_all_measure_is_a_problem() -> None:
    assert register_codes(f"{HEAD}E1,{'x' * 200_000},region,,,\n") == [("A001", 1)]


@pytest.mark.parametrize(
    ("inside", "kind", "on", "codes"),
    [
        ("F", AreaKind.WARD, None, "W1 W2 W3"),
        ("D", AreaKind.WARD, None, "W1 W2"),
        ("F", AreaKind.LOCAL_AUTHORITY, None, "D E"),
        ("F", AreaKind.WARD, date(2024, 5, 1), "W1 W3"),
        ("F", AreaKind.WARD, date(2024, 5, 2), "W2 W3"),  # a day not known says nothing
        ("W1", AreaKind.WARD, None, ""),
        ("X", AreaKind.WARD, None, ""),
    ],
)
def test_areas_within_an_area_on_a_day(
    inside: str, kind: AreaKind, on: date | None, codes: str
) -> None:
    register = read_register(
        HEAD + "F,Force,police-force-area,,,\n"
        "D,Dale,local-authority,F,,\n"
        "E,Edge,local-authority,F,,\n"
        "W1,Old ward,ward,D,,2024-05-01\n"
        "W2,New ward,ward,D,2024-05-02,\n"
        "W3,Other ward,ward,E,,\n",
        file="areas/register.csv",
    )
    assert [area.code for area in register.within(inside, kind=kind, on=on)] == codes.split()


def test_the_register_with_districts_and_wards_keeps_every_shipped_area() -> None:
    more = with_districts_and_wards()
    assert all(more[area.code] == area for area in england_and_wales())
    assert more["E08000025"].parent == "E23000014"
