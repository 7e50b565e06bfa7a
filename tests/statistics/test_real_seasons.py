"""Seasons of real quarters, April 2006 to December 2018, all territorial forces together.

No answer comes from a book; asserted is what the page says, and what anybody would expect:
bicycles are stolen in summer, homes are burgled in the dark quarters.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from copperplate.seasons import Seasons, seasons_of
from tests.statistics.page_pictures.seasons_page import charts

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "spc" / "seasons.md"
OFFENCES = ("Bicycle theft", "Domestic burglary", "Criminal damage and arson", "Drug offences")


@pytest.fixture(scope="module")
def seasons(shared: Path) -> dict[str, Seasons]:
    counts: dict[str, dict[tuple[str, str], float]] = {offence: {} for offence in OFFENCES}
    path = shared / "home-office" / "derived_quarterly_pfa_2006-2018.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["offence"] in OFFENCES and row["pfa"] != "British Transport Police":
                counts[row["offence"]][row["pfa"], row["quarter_ending"][:7]] = float(row["n"])
    return {offence: _season(known) for offence, known in counts.items()}


def _season(known: dict[tuple[str, str], float]) -> Seasons:
    forces, quarters = (sorted(set(keys)) for keys in zip(*known, strict=True))
    values = np.array([[known.get((force, end), np.nan) for end in quarters] for force in forces])
    values[values < 0] = np.nan  # corrections larger than a small force's quarter
    return seasons_of(values, np.array(quarters, dtype="datetime64[M]") - 2, months_each=3)


@pytest.mark.parametrize("offence", OFFENCES)
def test_the_page_says_what_the_counts_say(seasons: dict[str, Seasons], offence: str) -> None:
    said = re.search(
        rf"\| {offence} " + r"\| ([\d.]+) " * 4 + r"\| (\d+) % \|", PAGE.read_text(encoding="utf-8")
    )
    assert said
    found = seasons[offence]
    numbers = [*found.pooled[0], 100 * found.own.mean()]
    assert [f"{number:.2f}" for number in numbers[:4]] == list(said.groups()[:4])
    assert f"{numbers[4]:.0f}" == said.group(5)


def test_bicycles_are_stolen_in_summer_in_every_force(seasons: dict[str, Seasons]) -> None:
    shape = seasons["Bicycle theft"].shape
    assert (shape[:, 2] > shape[:, 0]).all()


def test_homes_are_burgled_in_the_dark(seasons: dict[str, Seasons]) -> None:
    winter, summer = seasons["Domestic burglary"].pooled[0, [0, 3]], slice(1, 3)
    assert winter.min() > seasons["Domestic burglary"].pooled[0, summer].max()


def test_a_season_hides_what_it_is_not() -> None:
    counted, adjusted = charts()
    assert not counted.breach.any()
    assert np.flatnonzero(adjusted.breach).tolist() == [42]  # October to December 2016
    reach = [np.ptp([one.drawn.lower[0], one.drawn.upper[0]]) for one in (counted, adjusted)]
    assert reach[1] < reach[0] / 2
