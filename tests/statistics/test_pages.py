"""The reference pages of control charts: their code runs, their numbers are the code's."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from copperplate.spc import constants
from copperplate.spc.conformance.__main__ import COMPARED

PAGES = sorted((Path(__file__).parents[2] / "docs" / "reference" / "spc").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_code_of_a_page_runs(page: Path) -> None:
    assert doctest.testfile(str(page), module_relative=False).failed == 0


def test_the_numbers_of_making_data_count_are_those_of_the_code() -> None:
    page = next(page for page in PAGES if page.stem == "making-data-count")
    text = page.read_text(encoding="utf-8")
    for said in (
        f"mean ± {constants.WHEELER_SCALING} ×",
        f"from {constants.LARGEST_RANGE} mean ranges left out once",
        f"run      {constants.MDC_RUN} points",
        f"trend    {constants.MDC_RUN} points",
        f"fewer than {constants.MDC_FEWEST} points",
    ):
        assert said in text


def test_every_program_compared_is_on_the_page_of_deviations() -> None:
    page = next(page for page in PAGES if page.stem == "deviations")
    text = page.read_text(encoding="utf-8")
    for library in COMPARED:
        assert f"| {library} |" in text
