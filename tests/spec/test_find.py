"""A number copied from a paper leads to its figure and its sentence."""

from __future__ import annotations

import pytest

from copperplate.report.find import figure_names, find_figures
from tests.render.sample import sample_document

DOCUMENT = sample_document()


@pytest.mark.parametrize("asked", ["burglary.value", "28,675", "28675", " 28,675 "])
def test_by_name_or_by_number(asked: str) -> None:
    found = find_figures(DOCUMENT, asked)
    assert {f.figure.name for f in found} == {"burglary.value"}
    assert found[0].figure.value == 28675.0
    assert found[0].words == (
        "The force recorded 28,675 burglaries, 28.4% more than in the base year."
    )


def test_a_percentage_is_not_the_number_without_its_sign() -> None:
    assert {f.figure.name for f in find_figures(DOCUMENT, "28.4%")} == {"burglary.change_percent"}
    assert find_figures(DOCUMENT, "28.4") == []


def test_a_key_figure_and_a_table_cell_say_what_they_are() -> None:
    (rank,) = find_figures(DOCUMENT, "h1.rank")
    assert rank.words == "Rank, lowest first: 1st of 4 forces"
    assert rank.section == "Recorded crime below similar forces"
    cells = find_figures(DOCUMENT, "West Midlands.count")
    assert cells[0].words.startswith(
        "Recorded crime per 1,000 residents, year ending June 2019, West Midlands, Offences: "
    )


def test_an_absent_figure_can_be_asked_for_by_its_mark() -> None:
    assert {f.figure.name for f in find_figures(DOCUMENT, "[x]")} == {"West Yorkshire.rate"}


def test_nothing_is_found_for_what_is_not_there() -> None:
    assert find_figures(DOCUMENT, "123,456") == []
    assert "burglary.value" in figure_names(DOCUMENT)
