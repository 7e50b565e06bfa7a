"""What a search finds, nearest first: names, beginnings of names, words of names, all the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.synthetic import QUILLMARSH

if TYPE_CHECKING:
    from django.test import Client

# Kind, title, id or code, what is said beside it.
THERE = (
    ("Measure", "Burglary in a dwelling", "burglary_dwelling", "How many dwellings were burgled?"),
    ("Measure", "Solved burglary", "burglary_solved", "What share of burglary was solved?"),
    ("Measure", "Burglary", "burglary", "How many burglaries were recorded?"),
    ("Measure", "Robbery", "robbery", "Is it more than burglary?"),
    ("Area", "Robbery Hill", "X1", "Ward, X1"),
    ("Plan item", "Less burglary", "B1", "Plan 2014, Chief Constable"),
    ("Plan item", "Victims’ code", "V1", "Plan 2014"),
    ("Paper", "Robbery in Oak", "oak", "Strategic Board, 25 March 2014"),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the name itself, names that begin with it, names that hold it, what is said beside it
        ("burglary", "Burglary | Burglary in a dwelling | Solved burglary, Less burglary | Robbery"),
        ("BURGLARY ", "Burglary | Burglary in a dwelling | Solved burglary, Less burglary | Robbery"),
        ("robbery", "Robbery | Robbery Hill, Robbery in Oak"),
        ("robbery in", "Robbery in Oak"),
        # words in any order are no beginning
        ("dwelling burglary", "Burglary in a dwelling"),
        ("oak robbery", "Robbery in Oak"),
        # an id or a code is a name, too
        ("burglary_solved", "Solved burglary"),
        ("x1", "Robbery Hill"),
        ("b1", "Less burglary"),
        # every word, wherever it stands
        ("burglary constable", "Less burglary"),
        ("board march", "Robbery in Oak"),
        ("victims' code", "Victims’ code"),
        ("robbery fraud", ""),
        ("", ""),
        ("   ", ""),
    ],
)  # fmt: skip
def test_the_nearest_comes_first(portal: object, text: str, found: str) -> None:
    from copperplate.portal.performance.search import Found, ranked

    everything = [
        Found(kind=kind, title=title, name=name, beside=beside, address="/")
        for kind, title, name, beside in THERE
    ]
    expected = [one for one in found.replace(" | ", ", ").split(", ") if one]
    assert [one.title for one in ranked(everything, text)] == expected


@pytest.mark.parametrize(
    ("text", "headings", "first"),
    [
        ("total recorded crime", ["Measures"], "Total recorded crime"),
        ("quillmarsh", ["Areas"], "Quillmarsh"),
        (QUILLMARSH, ["Areas"], "Quillmarsh"),
        ("Less crime", ["Plan items"], "Less crime"),
        ("Headline performance report", ["Papers"], "Headline performance report"),
        # The kind of what is nearest comes first.
        ("less crime", ["Plan items"], "Less crime"),
    ],
)
def test_what_is_found_stands_under_its_kind(
    signed_in: Callable[[str], Client], text: str, headings: list[str], first: str
) -> None:
    page = signed_in("board member").get("/search/", {"q": text}).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    assert re.findall(r"<h2>(.*?)</h2>", main)[: len(headings)] == headings
    assert re.findall(r"<dt><a [^>]*>(.*?)</a>", main)[0] == first


@pytest.mark.parametrize("text", ["", "no such thing"])
def test_who_finds_nothing_is_told_what_there_is_to_look_for(
    signed_in: Callable[[str], Client], text: str
) -> None:
    page = signed_in("board member").get("/search/", {"q": text}).content.decode()
    for address in ("/measures/", "/areas/", "/plans/", "/papers/"):
        assert page.partition("<main")[2].count(f'<a href="{address}">') == 1
