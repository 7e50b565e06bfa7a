"""Offence codes: their spellings, groups and weights, and the crime type each is published under."""

from __future__ import annotations

from datetime import date

import pytest

from copperplate.reference.crime_types import (
    Relation,
    crime_type_of,
    crime_types,
    find_crime_type,
)
from copperplate.reference.offences import find_offence, offence_code, offences, read_offences
from copperplate.reference.severity import severity_weight, severity_weights, without_weight
from copperplate.schema.offences import CHILDREN, OFFENCE_TITLES, TOTAL, leaves


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("28A", "28A"),
        ("028A", "28A"),
        ("28a ", "28A"),
        (" 028 a", "28A"),
        ("106*", "106"),  # the list's star points to its footnote
        ("4.10", "4.10"),
        ("4.1", "4.1"),
        ("004.4", "4.4"),
        ("802", "802"),
        ("af", "AF"),
        ("FFA UK", "FFA UK"),
        ("UK Finance", "UK Finance"),
        ("1/4.1/4.2", "1/4.1/4.2"),
        ("1/4.1/4.10/4.2", "1/4.1/4.2/4.10"),  # open data of 2017/18
        ("1, 4.1/2/10", "1/4.1/4.2/4.10"),  # severity weights
        ("4.4/6/8", "4.4/6/8"),
    ],
)
def test_one_code_has_one_spelling_here(written: str, code: str) -> None:
    assert offence_code(written) == code


# "43831" is what a spreadsheet program made of 1/1; "28/3" is a Home Office class and sub-class,
# which is another list.
@pytest.mark.parametrize("written", ["", " ", "0", "28Z", "28/3", "43831", "4.1/2", "Burglary"])
def test_what_is_no_code_of_the_list_is_none(written: str) -> None:
    assert offence_code(written) is None
    assert find_offence(written) is None
    assert severity_weight(written) is None
    assert crime_type_of(written) is None


def test_no_two_codes_are_spellings_of_each_other() -> None:
    assert [offence_code(code) for code in offences()] == list(offences())
    assert [offence_code(f" 00{code.lower()} ") for code in offences() if code[0].isdigit()] == [
        code for code in offences() if code[0].isdigit()
    ]


@pytest.mark.parametrize(
    ("code", "title", "group", "valid_from", "valid_to"),
    [
        ("1", "Murder", "homicide", None, None),
        ("4.4", "Causing death or serious injury by dangerous driving", "death_or_serious_injury_by_driving", None, None),
        ("8L", "Harassment", "stalking_and_harassment", None, None),
        ("8Q", "Stalking", "stalking_and_harassment", date(2013, 4, 1), None),
        ("19J", "Rape of a female - multiple undefined offenders", "sexual_offences", None, None),
        ("28A", "Burglary in a dwelling", "burglary_domestic", None, date(2017, 3, 31)),
        ("28E", "Burglary Residential", "burglary_residential", date(2017, 4, 1), None),
        ("30C", "Burglary Business and Community", "burglary_non_residential", date(2017, 4, 1), None),
        ("53C", "Fraud by false representation: cheque, plastic card and online bank accounts (not PSP)", "fraud", None, date(2013, 3, 31)),
        ("126", "Interfering with a motor vehicle", "vehicle_offences", None, None),
        ("CIFAS", "Fraud offences recorded by CIFAS", "fraud", None, None),
    ],
)  # fmt: skip
def test_what_a_code_is(
    code: str, title: str, group: str, valid_from: date | None, valid_to: date | None
) -> None:
    offence = offences()[code]
    assert (offence.title, offence.group, offence.valid_from, offence.valid_to) == (
        title,
        group,
        valid_from,
        valid_to,
    )


def test_one_code_and_its_three_classifications() -> None:
    """Harassment was violence without injury until stalking and harassment became a group."""
    offence = offences()["8L"]
    headings = (offence.to_2013, offence.from_2013, offence.in_2018)
    assert [heading and (heading.group, heading.subgroup) for heading in headings] == [
        ("Violence against the person", "Violence against the person - without injury"),
        ("Violence against the person", "Violence without injury"),
        ("Violence against the person", "Stalking and harassment"),
    ]
    new = offences()["8R"]
    assert (new.to_2013, new.from_2013) == (None, None)
    assert new.in_2018 is not None


def test_every_code_is_in_a_group_that_has_no_parts() -> None:
    groups = {offence.group for offence in offences().values()}
    assert groups <= set(OFFENCE_TITLES) - set(CHILDREN)
    assert groups == set(leaves(TOTAL)) | {"fraud"}


@pytest.mark.parametrize(
    ("code", "weight"),
    [
        ("1", 7973.393423328133),
        ("4.10", 7973.393423328133),
        ("1/4.1/4.10/4.2", 7973.393423328133),
        ("028e", 465.3814732283848),
        ("34B", 799.6288702314769),
        ("46", 11.855539046217315),
        ("92E", 1.7706234781993522),
        ("53C", None),
        ("AF", None),
    ],
)
def test_the_weight_of_a_code(code: str, weight: float | None) -> None:
    assert severity_weight(code) == weight


def test_which_codes_have_no_weight() -> None:
    assert set(severity_weights()) | set(without_weight()) == set(offences())
    still_counted = {
        code
        for code in without_weight()
        if offences()[code].in_2018 is not None and offences()[code].group != "fraud"
    }
    assert not still_counted


def test_weights_that_are_printed_under_another_code() -> None:
    borrowed = {w.code: w.weighed_as for w in severity_weights().values() if w.code != w.weighed_as}
    homicide = dict.fromkeys(("1", "1/4.1/4.2", "1/4.1/4.2/4.10", "4.1", "4.10", "4.2"), "1, 4.1/2/10")  # fmt: skip
    assert borrowed == {"28A": "28C", "30A": "30C", **homicide}


def test_fourteen_crime_types_and_their_relations() -> None:
    assert len(crime_types()) == 14
    assert {kind.name for kind in crime_types().values() if kind.relation is Relation.NONE} == {
        "Anti-social behaviour"
    }
    assert {kind.name for kind in crime_types().values() if kind.relation is Relation.SUM} == {
        "Other crime",
        "Violence and sexual offences",
    }
    for kind in crime_types().values():
        expected = {Relation.NONE: 0, Relation.EQUAL: 1, Relation.SUM: 2}[kind.relation]
        assert len(kind.groups) == expected
    # Every offence belongs to one crime type, and to one only.
    held = [leaf for kind in crime_types().values() for group in kind.groups for leaf in leaves(group)]  # fmt: skip
    assert sorted(held) == sorted({*leaves(TOTAL), "fraud"})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Violence and sexual offences", "Violence and sexual offences"),
        ("Violence and Sexual Offences ", "Violence and sexual offences"),
        ("violent-crime", "Violence and sexual offences"),
        ("criminal-damage-arson", "Criminal damage and arson"),
        ("Fraud", None),
        ("", None),
    ],
)
def test_a_crime_type_by_name_or_slug(text: str, name: str | None) -> None:
    found = find_crime_type(text)
    assert (found.name if found else None) == name


def test_every_code_has_a_crime_type() -> None:
    for code, offence in offences().items():
        kind = crime_type_of(code)
        assert kind is not None
        assert offence.group in {leaf for group in kind.groups for leaf in leaves(group)}


def test_a_list_can_be_extended_and_a_code_replaced() -> None:
    """8U is newer than the list; another title for 46 takes the place of the shipped one."""
    more = "code,title,offence\n8U,Controlling or coercive behaviour,stalking_and_harassment\n046,Theft from a shop,shoplifting\n"
    extended = offences().extended(read_offences(more))
    found = extended.find("008u")
    assert found is not None
    assert (found.code, found.group) == ("8U", "stalking_and_harassment")
    replaced = extended.find("46")
    assert replaced is not None
    assert replaced.title == "Theft from a shop"
    assert len(extended) == len(offences()) + 1
    assert offence_code("8U") is None


def test_an_extension_must_say_what_it_is() -> None:
    with pytest.raises(KeyError, match="offence"):
        read_offences("code,title\n8U,Controlling or coercive behaviour\n")
    with pytest.raises(ValueError, match="isoformat"):
        read_offences("code,title,offence,valid_to\n8U,x,y,soon\n")
