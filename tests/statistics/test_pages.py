"""The reference pages of control charts: their code runs, their numbers are the code's."""

from __future__ import annotations

import doctest
from dataclasses import fields
from pathlib import Path

import pytest

from copperplate.spc import constants
from copperplate.spc.conformance.__main__ import COMPARED
from copperplate.spc.lines.types import CHARTS
from copperplate.spc.rule_sets import NELSON, WESTERN_ELECTRIC
from copperplate.spc.stable_rules import STABLE_SHIFT
from tests.statistics.page_pictures import chart_types, zone_tests

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "reference" / "spc").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_code_of_a_page_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # pages read their own data
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


def test_the_numbers_of_the_zone_tests_are_those_of_the_code() -> None:
    text = next(page for page in PAGES if page.stem == "zone-tests").read_text(encoding="utf-8")
    for sign, ours, theirs in (
        ("`run`", WESTERN_ELECTRIC.signs.run, NELSON.signs.run),
        ("`rising`, `falling`", "no", NELSON.signs.trend),
        ("`alternating`", "no", NELSON.signs.alternating),
        ("`hugging`", "no", NELSON.signs.hugging),
        ("`avoiding`", "no", NELSON.signs.avoiding),
    ):
        assert f"| {sign} | {ours} | {theirs} |" in text


def test_the_numbers_of_the_stable_shifts_are_those_of_the_code() -> None:
    text = next(page for page in PAGES if page.stem == "stable-shift").read_text(encoding="utf-8")
    for said in (
        f"of its first {STABLE_SHIFT.period_min} points",
        f"a point that begins {STABLE_SHIFT.shift_rule_threshold} points in a row",
        f"of {STABLE_SHIFT.max_exclusions} points at most",
        f"from {constants.LARGEST_RANGE} mean ranges are left out once",
    ):
        assert said in text
    assert STABLE_SHIFT.mr_screen_max_loops == 1


def test_every_chart_type_is_on_its_page() -> None:
    text = next(page for page in PAGES if page.stem == "charts").read_text(encoding="utf-8")
    for chart in CHARTS:
        assert f"`{chart}`" in text
    assert set(chart_types.TITLES) == set(CHARTS)


def test_every_program_compared_is_on_the_page_of_deviations() -> None:
    page = next(page for page in PAGES if page.stem == "deviations")
    text = page.read_text(encoding="utf-8")
    for library in COMPARED:
        assert f"| {library} |" in text


def test_the_examples_of_the_zone_tests_show_one_sign_each() -> None:
    for sign in zone_tests.TITLES:
        chart = zone_tests.example(sign)
        shown = {
            field.name for field in fields(chart.hits) if getattr(chart.hits, field.name).any()
        }
        assert shown == {sign}
        upper = chart.drawn.upper[0] - 50
        assert f"40 to 60, one sigma being {upper / 3:.2f}" in zone_tests.PAGE
        assert (round(50 - upper), chart.drawn.centre_line[0]) == (40, 50)
