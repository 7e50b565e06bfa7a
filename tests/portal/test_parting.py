"""Which part of a long list a page shows."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("asked", "of", "words", "others"),
    [
        (None, 0, "none", []),
        ("", 1, "1 of 1", []),
        ("1", 100, "1 to 100 of 100", []),
        (None, 3204, "1 to 100 of 3,204", [("Next", "2"), ("Last", "33")]),
        ("2", 3204, "101 to 200 of 3,204", [("Before", ""), ("Next", "3"), ("Last", "33")]),
        ("32", 3204, "3,101 to 3,200 of 3,204", [("First", ""), ("Before", "31"), ("Next", "33")]),
        ("33", 3204, "3,201 to 3,204 of 3,204", [("First", ""), ("Before", "32")]),
        ("2", 101, "101 of 101", [("Before", "")]),
    ],
)
def test_a_part_says_what_it_is_of(
    portal: object, asked: str | None, of: int, words: str, others: list[tuple[str, str]]
) -> None:
    from copperplate.portal.parting import part_of

    part = part_of(asked, of=of, most=100)
    assert (part.words, part.others) == (words, others)
    assert len(part.of(range(of))) == part.end - part.begin


@pytest.mark.parametrize("asked", ["0", "3", "-1", "x", "1.0", "٣", "9" * 5000, "+1", " 1"])
def test_a_page_that_is_not_there_is_none(portal: object, asked: str) -> None:
    from django.http import Http404

    from copperplate.portal.parting import part_of

    with pytest.raises(Http404):
        part_of(asked, of=101, most=100)
