"""What parts of a count are called: names, never codes, and no two alike."""

from __future__ import annotations

import pytest

from copperplate.areas import Area, AreaKind, AreaRegister
from copperplate.narrative.part_names import column_name, part_names
from copperplate.schema import TABLES
from copperplate.series.parted import Value

WARD = AreaKind.WARD
REGISTER = AreaRegister(
    [
        Area(code="W1", name="Oak", kind=WARD),
        Area(code="W2", name="Oak", kind=WARD),
        Area(code="W3", name="Elm", kind=WARD),
    ]
)
Said = tuple[Value | None, ...]


def named(*parts: Said, by: tuple[str, ...], table: str = "crimes", of_which: bool = False) -> list[tuple[str, str]]:  # fmt: skip
    found = part_names(parts, by=by, of_which=of_which, table=TABLES[table], register=REGISTER)
    return [(one.title, one.short) for one in found]


NAMES: list[tuple[str, Value | None, str, str]] = [
    # column, what its records say, in a table, inside a sentence
    ("ward", "W3", "Elm", "Elm"),
    ("ward", "E99", "E99", "E99"),
    ("ward", None, "Not said", "what does not say the ward"),
    ("priority_area", None, "Outside priority areas", "what lies outside priority areas"),
    ("hour", 0, "00:00 to 00:59", "00:00 to 00:59"),
    ("hour", 23, "23:00 to 23:59", "23:00 to 23:59"),
    ("weekday", 1, "Monday", "Monday"),
    ("weekday", 7, "Sunday", "Sunday"),
    ("offence_group", "violence_with_injury", "Violence with injury", "violence with injury"),
    ("category", "drugs", "Drugs", "drugs"),
    ("offence", "34B", "Robbery of personal property (34B)", "robbery of personal property (34B)"),
    ("offence", "ZZ9", "ZZ9", "ZZ9"),
    ("location_kind", "licensed_premises", "Licensed premises", "licensed premises"),
    ("knife", True, "Knife: yes", "knife: yes"),
    ("knife", False, "Knife: no", "knife: no"),
    ("outcome", "Under\u202e  review\x07", "Under review", "under review"),
    ("outcome", "x" * 99, "x" * 79 + "…", "x" * 79 + "…"),
]


@pytest.mark.parametrize(("column", "value", "title", "short"), NAMES)
def test_a_value_is_called(column: str, value: Value | None, title: str, short: str) -> None:
    assert named((value,), by=(column,)) == [(title, short)]


def test_outcome_types_are_called_by_their_titles() -> None:
    ((title, _),) = named(("1",), by=("outcome_type",))
    assert title.startswith("Charge")


def test_two_areas_of_one_name_are_told_apart_by_their_codes() -> None:
    titles = [title for title, _ in named(("W1",), ("W2",), ("W3",), by=("ward",))]
    assert titles == ["Oak (W1)", "Oak (W2)", "Elm"]


def test_of_two_columns_both_are_said() -> None:
    assert named(("W3", 6), ("W3", None), by=("ward", "weekday")) == [
        ("Elm, Saturday", "Elm / Saturday"),
        ("Elm, Not said", "Elm / what does not say the weekday"),
    ]


def test_markers_are_called_by_what_they_mark() -> None:
    found = named(("domestic_abuse",), ("hate_religion_actual",), by=(), of_which=True)
    assert found == [
        ("Domestic abuse", "what is marked domestic abuse"),
        ("Hate, religion or belief, actual", "what is marked hate, religion or belief, actual"),
    ]


def test_columns_are_called_in_words() -> None:
    assert column_name("policing_unit") == "Policing unit"
    assert column_name("lsoa") == "Lower layer super output area"
