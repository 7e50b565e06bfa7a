"""A number copied from a paper leads to its measure, release, dates, policy and query."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import Ran, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(examples: Path) -> Path:
    return examples / "west-midlands-2019"


def explain(folder: Path, *words: str) -> Ran:
    return run("--workspace", folder, "explain", *words)


@pytest.mark.parametrize("asked", ["28,675", "28675", "burglary.value"])
def test_a_number_or_a_name_is_traced_to_its_release(folder: Path, asked: str) -> None:
    ran = explain(folder, asked, "--paper", "2019-11")
    assert ran.code == 0
    first = ran.output.split("\n\n")[1]
    for part in (
        "28,675  burglary.value",
        "28675 (burglaries)",
        "West Midlands (E23000014)",
        "year ending June 2019, published 17 October 2019",
        "open-data, for board",
        "Less burglary: The police recorded 28,675 burglaries",
        "FROM \"recorded_crime\"",
    ):  # fmt: skip
        assert part in first


def test_the_change_in_rate_and_in_number_are_told_apart(folder: Path) -> None:
    by_rate = explain(folder, "36.2%", "--paper", "2019-11").output
    by_number = explain(folder, "41.6%", "--paper", "2019-11").output
    assert "36.199" in by_rate
    assert "(recorded_crime_rate)" in by_rate
    assert "185464, year ending March 2016" in by_number
    assert "(recorded_crime)" in by_number


def test_the_newest_paper_is_meant_when_none_is_named(folder: Path) -> None:
    assert explain(folder, "burglary.value").output.startswith("Paper 2020-02\n")


def test_a_figure_that_is_not_there_is_refused_with_the_nearest(folder: Path) -> None:
    ran = explain(folder, "burglry.value")
    assert ran.code == 5
    assert "papers/2020-02.yaml  N102" in ran.errors
    assert "Did you mean 'burglary.value'?" in ran.errors


def test_every_figure_of_the_record_can_be_explained(folder: Path) -> None:
    """Names in document.json are what `explain` takes."""
    from copperplate import pipeline
    from copperplate.workspace import Workspace

    workspace = Workspace.at(folder)
    record = json.loads(pipeline.compose(workspace, "2019-11").files["document.json"])
    names: set[str] = set()

    def collect(value: object) -> None:
        if isinstance(value, dict):
            if value.get("kind") == "Figure":
                names.add(value["name"])
            for held in value.values():
                collect(held)
        elif isinstance(value, list):
            for held in value:
                collect(held)

    collect(record)
    assert len(names) > 30
    for name in sorted(names)[::8]:
        assert pipeline.explain(workspace, name, paper="2019-11")[0].figure.name == name
