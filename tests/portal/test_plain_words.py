"""What is told to whoever reads pages: nothing of commands, files and identifiers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.synthetic import QUILLMARSH

if TYPE_CHECKING:
    from django.test import Client


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No release known holds 'force_total_crime' of Brumshire.", "Nothing is known of “Total recorded crime” of Brumshire."),
        ("'force_total_crime' is not counted by day.", "“Total recorded crime” is not counted by day."),
        ("'none_such' is not counted by day.", "'none_such' is not counted by day."),
        ("Of published figures, 'copperplate explain' says where each stands.", ""),
        ("It may be too early. 'copperplate show' prints the periods; --known-on may be too early.", "It may be too early."),
        ("What lies where stands in areas/register.csv.", ""),
        ("Held: March 2011 to May 2014.", "Held: March 2011 to May 2014."),
        ("A well-known year-to-date figure -- or none.", "A well-known year-to-date figure -- or none."),
        ("", ""),
    ],
)  # fmt: skip
def test_what_a_message_says_to_a_reader(portal: object, text: str, told: str) -> None:
    from copperplate.portal.desk import Desk, Holdings
    from copperplate.portal.doors import ANSWERS
    from copperplate.portal.plain_words import for_readers
    from copperplate.portal.rights import Right

    def desk(*rights: Right) -> Desk:
        holdings = Holdings(rights=frozenset(rights), held=frozenset())
        return Desk(state=ANSWERS.at_present(), holdings=holdings)

    assert for_readers(text, desk(Right.FIGURES)) == told
    # A title is told to those alone who see figures.
    for other in (None, desk(Right.PEOPLE)):
        assert "Total recorded crime" not in for_readers(text, other)


@pytest.mark.parametrize(
    ("address", "said", "reference"),
    [
        ("/measures/force_total_crime/peers/", "“Total recorded crime” is a count", "C110"),
        ("/measures/force_total_crime.svg?known=1900-01-01", "Nothing is known of “Total recorded crime” of Brumshire.", "C101"),
    ],
)  # fmt: skip
def test_a_refusal_says_its_sentence_first_and_its_reference_last(
    signed_in: Callable[[str], Client], address: str, said: str, reference: str
) -> None:
    answer = signed_in("board member").get(address)
    assert answer.status_code == 422
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    paragraphs = re.findall(r"<p[^>]*>(.*?)</p>", main)
    assert said in paragraphs[0]
    assert paragraphs[-1] == f"Reference {reference}"


JARGON = re.compile(r"copperplate \w|\.yaml|--[a-z]|\bworkspace\b|\b[a-z]+_[a-z_]+\b")


def test_no_page_for_the_board_speaks_of_commands_and_files(
    portal: Path, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("board member")
    wrong = []
    for address in (
        "/measures/",
        "/measures/force_total_crime/",
        "/measures/force_total_crime/?to=1900-01-01",
        "/measures/force_total_crime/peers/",
        "/measures/force_total_crime/map/units/",
        "/areas/",
        f"/areas/{QUILLMARSH}/",
        "/compare/?left=force_total_crime&right=force_robbery_total",
        "/search/?q=nothing+such",
        "/papers/",
        "/papers/march/",
        "/account/",
        "/nothing/",
    ):
        page = client.get(address).content.decode()
        # What a figure opens to says which measure it is and how it was asked for.
        main = page.partition("<main")[2].partition('class="entries"')[0]
        words = re.sub(r"<(svg|script).*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL)
        wrong += [(address, found[0]) for found in JARGON.finditer(words)]
    assert wrong == []
