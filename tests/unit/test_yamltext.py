"""YAML read by the rules of YAML 1.2, with a place for every problem."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from copperplate.errors import BadDefinition
from copperplate.yamltext import bind, parse

VALUES = [
    ("NO", "NO"),
    ("no", "no"),
    ("012", "012"),
    ("19:00", "19:00"),
    ("1_000", "1_000"),
    ("0x1F", "0x1F"),
    ("E12000005", "E12000005"),
    ("1e3", 1000.0),
    ("12", 12),
    ("-0.5", -0.5),
    ("true", True),
    ("~", None),
    ("2020-13-01", "2020-13-01"),
    ('"12"', "12"),
]


@pytest.mark.parametrize(("written", "value"), VALUES)
def test_scalars_mean_what_they_look_like(written: str, value: object) -> None:
    read = parse(f"code: {written}\n", file="x.yaml").plain()["code"]
    assert read == value
    assert type(read) is type(value)


def codes(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(BadDefinition) as caught:
        parse(text, file="x.yaml")
    return [(problem.code, problem.place.line) for problem in caught.value.problems]


def test_every_kind_of_bad_file_has_its_code_and_line() -> None:
    assert codes("a: 1\nb: [\n") == [("Y001", 3)]
    assert codes("") == [("Y002", None)]
    assert codes("a: 1\nb: 2\na: 3\nb: 4\n") == [("Y003", 3), ("Y003", 4)]
    assert codes("a: &x 1\nb: *x\nc: !!python/object:os.system 1\n") == [
        ("Y004", 1),
        ("Y004", 2),
        ("Y004", 3),
    ]
    assert codes("[" * 40 + "]" * 40) == [("Y005", 1)]
    assert codes("? [a]\n: 1\n") == [("Y006", 1)]


def test_a_duplicate_key_says_where_the_first_one_stands() -> None:
    with pytest.raises(BadDefinition, match="written twice; it first stands on line 1"):
        parse("title: A\nunit: B\ntitle: C\n", file="measures/x.yaml")


@given(st.text(max_size=60))
def test_no_text_makes_it_fall_over(text: str) -> None:
    try:
        parse(text, file="x.yaml")
    except BadDefinition as refusal:
        assert refusal.problems


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    colour: str
    on: date


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: str
    parts: tuple[Inner, ...]


def test_all_problems_of_a_file_come_at_once_in_the_readers_words() -> None:
    text = "titel: A\nparts:\n  - color: red\n    on: 2020-13-01\n"
    with pytest.raises(BadDefinition) as caught:
        bind(Outer, parse(text, file="x.yaml"), code="T101")
    said = {(p.place.line, p.what, p.remedy) for p in caught.value.problems}
    assert said == {
        (1, "'title' is missing.", "Add a line 'title: …'."),
        (1, "'titel' is not a field known here.", "Did you mean 'title'?"),
        (3, "'colour' is missing.", "Add a line 'colour: …'."),
        (3, "'color' is not a field known here.", "Did you mean 'colour'?"),
        (
            4,
            "'on' cannot be read: it is not a date that exists.",
            "Write a date that exists as year-month-day, e.g. 2019-11-19.",
        ),
    }


# What an attacker or a careless paste leaves: a terminal's escape, a bell, a backspace, a
# direction override, a zero-width space, a tag, a carriage return.
UNSEEN = [
    "\\e",
    "\\a",
    "\\b",
    "\\u202e",
    "\\u2066",
    "\\u200b",
    "\\U000E0041",
    "\\r",
    "\\x9b",
    "\\0",
]


@pytest.mark.parametrize("escape", UNSEEN)
def test_an_escape_cannot_write_what_nobody_sees(escape: str) -> None:
    assert codes(f'a: 1\nb: "x{escape}y"\n') == [("Y007", 2)]
    assert codes(f'a: 1\n"x{escape}y": 2\n') == [("Y007", 2)]


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\u202e", "\u200b", "\ufeff", "\U000e0041"])
def test_text_must_not_hold_what_nobody_sees_not_even_in_a_comment(character: str) -> None:
    assert codes(f"a: x\nb: y{character}\nc: z # {character}\n") == [("Y007", 2), ("Y007", 3)]


def test_the_message_does_not_hold_the_character() -> None:
    with pytest.raises(BadDefinition) as caught:
        parse('a: "\\u202e"', file="x.yaml")
    assert "U+202E" in str(caught.value)
    assert "\u202e" not in str(caught.value)


def test_tabs_lines_and_letters_of_any_script_are_text() -> None:
    text = 'a: "x\\ty\\nz"\nb: Cŵn – “é” £ 犬\n'
    assert parse(text, file="x.yaml").plain() == {"a": "x\ty\nz", "b": "Cŵn – “é” £ 犬"}


@pytest.mark.parametrize("number", ["1" * 5000, "-" + "1" * 101, "1e999"])
def test_a_number_beyond_what_can_be_read_is_a_problem(number: str) -> None:
    assert codes(f"a: x\nb: {number}\n") == [("Y008", 2)]
    assert parse(f"b: '{number}'\n", file="x.yaml").plain() == {"b": number}
