"""The page on the files of the synthetic force: every column and every word of them, no others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from copperplate.engines.columns import Coded, Column
from copperplate.synthetic import casualties, complaints, counts, funds, incidents, stops
from copperplate.synthetic.crimes import draw_crimes
from copperplate.synthetic.days import Quarter, number_of
from copperplate.synthetic.extracts import columns_of
from copperplate.synthetic.lives import live
from copperplate.synthetic.survey_truth import surveys_of
from copperplate.synthetic.truth import changes_of, truth_of
from copperplate.synthetic.victim_survey import victim_survey
from copperplate.synthetic.wave_survey import estimates, wave_survey
from copperplate.synthetic.world import brumshire

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "synthetic-files.md"
FIRST, LAST = date(2012, 4, 1), date(2013, 4, 30)
# Words that a page need not list: names and codes of places, codes of offences and outcomes, waves.
LISTED_ELSEWHERE = {"lpu", "ward", "priority_area", "ho_code", "from_code", "to_code", "outcome"}
OF_FEW = {"wave", "road"}
TABLES = [
    "crimes",
    "incidents",
    "stops",
    "casualties",
    "complaints",
    "funds",
    "wave_survey",
    "victim_survey",
    "changes",
]


def section(name: str) -> str:
    return PAGE.read_text(encoding="utf-8").split(f"\n## {name}\n")[1].split("\n## ")[0]


def rows(text: str) -> list[tuple[list[str], str]]:
    """Return the rows of a section's tables: the names in the first cell, and the rest."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| `"):
            found.append((re.findall(r"`([^`]+)`", cells[0]), " | ".join(cells[1:])))
    return found


@cache
def tables() -> Mapping[str, Mapping[str, Column]]:
    days = np.arange(number_of(FIRST), number_of(LAST) + 1)
    world, quarter = brumshire(crimes=10_000), Quarter(date(2012, 4, 1))
    crimes = draw_crimes(world, quarter)
    lives = live(world, quarter, crimes)
    every = np.arange(len(crimes.number))
    return {
        "crimes": columns_of(world, crimes, lives, every, number_of(LAST)),
        "changes": changes_of(world, crimes, lives),
        "incidents": incidents.incidents(1, days),
        "stops": stops.stops(1, days),
        "casualties": casualties.casualties(1, days),
        "complaints": complaints.complaints(1, days),
        "funds": funds.funds(1, days),
        "wave_survey": wave_survey(1, days),
        "victim_survey": victim_survey(1, days),
    }


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_its_row_and_every_row_a_column(name: str) -> None:
    assert set(tables()) == set(TABLES)
    told = [column for columns, _ in rows(section(name)) for column in columns]
    assert sorted(told) == sorted(tables()[name])


@pytest.mark.parametrize("name", TABLES)
def test_every_word_of_a_column_is_on_the_page(name: str) -> None:
    for column, values in tables()[name].items():
        if isinstance(values, Coded) and column not in LISTED_ELSEWHERE | OF_FEW:
            for word in values.words:
                # Surveys share their scales, which stand where they are first used.
                of = section(name) + section("wave_survey") * (name == "victim_survey")
                assert word is None or f"`{word}`" in of, f"{column}: {word}"


def test_every_key_of_the_truth_is_on_the_page() -> None:
    said = {key for keys, _ in rows(section("truth")) for key in keys}
    told: Any = surveys_of(1, LAST)
    assert set(told) <= set(re.findall(r"`([^`]+)`", section("truth")))
    assert {key for one in told["planted"] for key in one} <= said
    for one in told["planted"]:
        assert f"`{one['kind']}`" in section("truth")
    whole = truth_of(brumshire(crimes=10_000), [LAST], {LAST: 0}, [])
    assert set(re.findall(r'(?m)^ "(\w+)":', whole)) <= said


def test_every_measure_of_the_counts_is_on_the_page_and_no_other() -> None:
    days = np.arange(number_of(date(2011, 1, 1)), number_of(LAST) + 1)
    found = {row.measure for row in (*counts.counts(1, days), *estimates(1, days))}
    assert {measure for measures, _ in rows(section("counts.csv")) for measure in measures} == found
