"""The objectives table, held against the table a force portal printed in March 2014.

Answers from outside: the printed figures of West Midlands Police's paper to the Strategic
Policing and Crime Board of 1 April 2014, paragraphs 30, 47 and 50.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Ran, run

COLUMNS = ("last_year", "this_year", "difference", "milestone", "performance", "variance")

# objective, then the columns as the portal printed them (paragraph 30)
PORTAL = [
    ("Reduce Total Recorded Crime", "162,567", "165,859", "3,292", "-5 %", "2.1 %", "11,421"),
    ("Reduce Burglary Dwelling", "12,961", "12,170", "-791", "-8 %", "-6.1 %", "246"),
    ("Reduce Violence With Injury", "16,895", "18,417", "1,522", "-8 %", "9.1 %", "2,874"),
    ("Reduce Business Crime", "32,646", "33,938", "1,292", "-6 %", "4 %", "3,251"),
]
# The same rounded half away from zero; a true minus sign.
HOUSE = [
    ("Reduce Total Recorded Crime", "162,567", "165,859", "3,292", "−5%", "2.0%", "11,420"),
    ("Reduce Burglary Dwelling", "12,961", "12,170", "−791", "−8%", "−6.1%", "246"),
    ("Reduce Violence With Injury", "16,895", "18,417", "1,522", "−8%", "9.0%", "2,874"),
    ("Reduce Business Crime", "32,646", "33,938", "1,292", "−6%", "4.0%", "3,251"),
]
# objective, recorded, detected, performance in the portal and in the house (paragraph 50)
DETECTED = [
    ("Detect Burglary Dwelling", "12,357", "1,576", "12.8 %", "12.8%"),
    ("Detect Most Serious Violence", "2,608", "1,166", "44.7 %", "44.7%"),
    ("Detect Robbery", "5,201", "1,216", "23.4 %", "23.4%"),
    ("Detect Vehicle Crime", "21,657", "1,765", "8.1 %", "8.1%"),
    ("Detect Serious Sexual Offences", "2,285", "668", "29.2 %", "29.2%"),
    ("Detect Hate Crime", "2,765", "1,052", "38 %", "38.0%"),
]


@pytest.fixture(scope="module")
def portal(examples: Path) -> Path:
    return examples / "portal-2014"


def objectives(portal: Path, *words: object) -> Ran:
    ended = run("--workspace", portal, "objectives", *words)
    assert ended.code == 0, ended.errors
    return ended


def table(portal: Path, *words: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(objectives(portal, *words, "--format", "json").output)
    return found


def block(found: dict[str, Any], title: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a block by objective."""
    (wanted,) = [block for block in found["blocks"] if block["title"] == title]
    return {row["objective"]: row for row in wanted["rows"]}


def printed(row: dict[str, Any], *columns: str) -> tuple[str, ...]:
    return tuple(row["cells"][column]["text"] for column in columns)


@pytest.mark.parametrize(
    ("words", "expected"), [(("--profile", "portal_2014"), PORTAL), ((), HOUSE)]
)
def test_the_force_objectives_are_printed(
    portal: Path, words: tuple[str, ...], expected: list[tuple[str, ...]]
) -> None:
    rows = block(table(portal, *words), "Force Objectives")
    assert [(title, *printed(rows[title], *COLUMNS)) for title, *_ in expected] == expected


def test_variance_and_performance_are_kept_unrounded(portal: Path) -> None:
    rows = block(table(portal, "--profile", "portal_2014"), "Force Objectives")
    found = {
        title: tuple(rows[title]["cells"][name]["value"] for name in ("performance", "variance"))
        for title, *_ in PORTAL
    }
    assert found == {
        "Reduce Total Recorded Crime": (pytest.approx(2.0250, abs=5e-5), 11420.35),
        "Reduce Burglary Dwelling": (pytest.approx(-6.1029, abs=5e-5), 245.88),
        "Reduce Violence With Injury": (pytest.approx(9.0086, abs=5e-5), 2873.6),
        "Reduce Business Crime": (pytest.approx(3.9576, abs=5e-5), 3250.76),
    }


def test_detections_have_columns_of_their_own(portal: Path) -> None:
    for words, place in ((("--profile", "portal_2014"), 3), ((), 4)):
        found = table(portal, *words)
        rows = block(found, "Being Productive And Efficient")
        assert [
            (title, *printed(rows[title], "recorded", "detected", "performance"))
            for title, *_ in DETECTED
        ] == [(*row[:3], row[place]) for row in DETECTED]
