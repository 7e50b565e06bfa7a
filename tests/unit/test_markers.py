"""What a cell of a published table means."""

from __future__ import annotations

from datetime import date

import pytest

from copperplate.series.marks import Mark
from copperplate.sources.markers import NotANumber, read_mark, read_number, split_footnotes

NUMBERS = [
    (28675.0, 28675),
    (90.03, 90.03),
    (0, 0),
    (-3, -3),
    (" 66776 ", 66776),
    ("1,234", 1234),
    ("262,558", 262558),
    ("1,234,567.50", 1234567.5),
    ("12.0", 12),
    ("-3", -3),
    ("\N{MINUS SIGN}4.6", -4.6),
    ("012", 12),
    ("1,234 [note 3]", 1234),
    ("1,234[note 3, note 4]", 1234),
]


@pytest.mark.parametrize(("cell", "number"), NUMBERS)
def test_numbers_are_read_as_printed(cell: object, number: float) -> None:
    assert read_number(cell) == (number, None)  # type: ignore[arg-type]


def test_a_whole_number_is_an_integer_whatever_the_spreadsheet_stored() -> None:
    value, _ = read_number(28675.0)
    assert isinstance(value, int)


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        (None, Mark.NOT_AVAILABLE),
        ("   ", Mark.NOT_AVAILABLE),
        ("..", Mark.NOT_AVAILABLE),
        ("NA", Mark.NOT_AVAILABLE),
        ("N/A", Mark.NOT_AVAILABLE),
        ("#N/A", Mark.NOT_AVAILABLE),
        ("-", Mark.NOT_AVAILABLE),
        (":", Mark.NOT_AVAILABLE),
        ("+", Mark.NOT_AVAILABLE),
        ("*", Mark.CONFIDENTIAL),
        ("[x]", Mark.NOT_AVAILABLE),
        ("[z]", Mark.NOT_APPLICABLE),
        ("[c]", Mark.CONFIDENTIAL),
        ("[c] [note 2]", Mark.CONFIDENTIAL),
    ],
)
def test_a_marker_takes_the_value_away_and_is_never_zero(cell: str | None, mark: Mark) -> None:
    assert read_number(cell) == (None, mark)


def test_low_is_more_than_none_but_prints_as_zero() -> None:
    assert read_number("[low]") == (0, Mark.LOW)


@pytest.mark.parametrize(
    ("cell", "number", "mark"),
    [("1,234 [p]", 1234, Mark.PROVISIONAL), ("5 [u]", 5, Mark.LOW_RELIABILITY)],
)
def test_a_mark_may_stand_beside_its_number(cell: str, number: int, mark: Mark) -> None:
    assert read_number(cell) == (number, mark)


@pytest.mark.parametrize(
    "cell",
    [
        "twelve", "12 or so", "1,23", "1 234", "1.2.3", "1e400", "inf", "nan", "0x1F", "12%",
        "--3", "[p]", "[q]", "5 [c]", "5 [p] [r]", "=1+1", "1234567890123456", "٣", True,
        date(2019, 6, 30),
    ],
)  # fmt: skip
def test_anything_else_is_refused_without_repeating_it(cell: object) -> None:
    with pytest.raises(NotANumber) as refused:
        read_number(cell)  # type: ignore[arg-type]
    assert str(cell) not in str(refused.value)


@pytest.mark.parametrize(
    ("printed", "name", "notes"),
    [
        ("Greater Manchester7,8", "Greater Manchester", ("7", "8")),
        ("Cheshire7", "Cheshire", ("7",)),
        ("West Midlands ", "West Midlands", ()),
        ("ENGLAND AND WALES9,10", "ENGLAND AND WALES", ("9", "10")),
        ("Stalking and harassment 4", "Stalking and harassment", ("4",)),
        ("Residential burglary\n(households)6,8", "Residential burglary (households)", ("6", "8")),
        ("Total recorded crime (excluding fraud3)", "Total recorded crime (excluding fraud)", ("3",)),
        ("Gwent [note 2]", "Gwent", ()),
        ("Dyfed-Powys", "Dyfed-Powys", ()),
    ],
)  # fmt: skip
def test_footnote_digits_are_taken_off_names(
    printed: str, name: str, notes: tuple[str, ...]
) -> None:
    assert split_footnotes(printed) == (name, notes)


def test_a_mark_is_read_with_or_without_brackets() -> None:
    assert read_mark("p") is read_mark(" [P] ") is Mark.PROVISIONAL
    assert read_mark("") is None
    with pytest.raises(NotANumber):
        read_mark("provisional")
