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


BORROWED = [
    # name of an area that does not exist, whether a real force has it
    ("West Midlands", True),
    ("west  midlands", True),
    ("West-Midlands", True),
    ("WestMidlands", True),
    ("West Midlands Police", True),
    ("The West Midlands Police Force Area", True),
    ("Kent Constabulary", True),
    ("Avon & Somerset", True),
    ("Ｋent", True),  # letters of full width read alike
    ("British Transport Police", True),
    ("Brumshire", False),
    ("Kentish Weald", False),
    ("Newport", False),  # a place, and no force
]


@pytest.mark.parametrize("kind", ["police-force-area", "region", "neighbourhood-policing-unit"])
@pytest.mark.parametrize(("name", "borrowed"), BORROWED)
def test_what_does_not_exist_bears_no_real_force_s_name(
    name: str, borrowed: bool, kind: str
) -> None:
    text = f"{HEAD}X23000001,{name},{kind},,,\n"
    if borrowed:
        assert register_codes(text) == [("A008", 2)]
    else:
        assert len(read_register(text, file="r.csv")) == 1
    assert len(read_register(text.replace("X23000001", "E23000099"), file="r.csv")) == 1


PARENTS = [
    # code, its parent, lines with a problem
    ("X10000001", "X23000001", []),
    ("X10000001", "", []),
    ("WM-ASH", "E23000014", []),
    ("X10000001", "E23000014", [4]),
    ("WM-ASH", "X23000001", [4]),
    ("x10000001", "X23000001", []),
]


@pytest.mark.parametrize(("code", "parent", "lines"), PARENTS)
def test_what_does_not_exist_lies_in_what_does_not_exist(
    code: str, parent: str, lines: list[int]
) -> None:
    text = (
        f"{HEAD}E23000014,West Midlands,police-force-area,,,\n"
        "X23000001,Brumshire,police-force-area,,,\n"
        f"{code},Ash,neighbourhood-policing-unit,{parent},,\n"
    )
    if lines:
        assert register_codes(text) == [("A009", line) for line in lines]
    else:
        assert len(read_register(text, file="r.csv")) == 3


def test_the_messages_of_a_borrowed_name_and_a_mixed_parent() -> None:
    text = (
        f"{HEAD}X23000001,Kent,police-force-area,,,\n"
        "E23000032,Kent,police-force-area,,,\n"
        "X10000001,Ash,neighbourhood-policing-unit,E23000032,,\n"
    )
    with pytest.raises(BadDefinition) as caught:
        read_register(text, file="r.csv")
    borrowed, mixed = caught.value.problems
    assert borrowed.what == (
        "'X23000001' is the code of an area that does not exist, and bears the name of a police "
        "force that does."
    )
    assert mixed.what == "'X10000001' does not exist, and its parent 'E23000032' is real."


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
