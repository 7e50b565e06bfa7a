"""Loading what is not public: no number reaches the terminal, no date to come makes it public."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.commands import run

OCTOBER = "policeforceareatablesyearendingjune2019.xlsx"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    run("init", tmp_path / "w")
    return tmp_path / "w"


@pytest.fixture
def doctored(tmp_path: Path, examples: Path) -> Path:
    """The publication with one figure of Table P1 raised, so that it does not add up."""
    book = openpyxl.load_workbook(examples / "tables" / OCTOBER)
    sheet = book["Table P1"]
    (cell,) = [
        cell for row in sheet.iter_rows(min_col=3, max_col=3) for cell in row
        if row[0].value is not None and sheet.cell(cell.row, 1).value == "E23000014"
    ]  # fmt: skip
    cell.value = 7_654_321
    book.save(tmp_path / "doctored.xlsx")
    return tmp_path / "doctored.xlsx"


def test_what_does_not_add_up_is_said_without_numbers_until_published(
    workspace: Path, doctored: Path
) -> None:
    loaded = run("--workspace", workspace, "load", "ons-pfa", doctored, "--as-at", "2019-10-01")
    assert loaded.code == 0
    assert "warning: " in loaded.errors
    assert "E23000014" in loaded.errors
    assert "the two differ" in loaded.errors
    assert "7,654,321" not in loaded.errors + loaded.output
    (description,) = (workspace / "releases").rglob("release.json")
    assert 7_654_321 in [
        r["stated"] for r in json.loads(description.read_bytes())["reconciliations"]
    ]


def test_of_what_is_published_the_numbers_are_said(workspace: Path, doctored: Path) -> None:
    loaded = run("--workspace", workspace, "load", "ons-pfa", doctored, "--published", "2019-10-17")
    assert "7,654,321 is printed" in loaded.errors


@pytest.mark.parametrize("option", ["--published", "--as-at"])
def test_a_date_to_come_is_refused(workspace: Path, tmp_path: Path, option: str) -> None:
    figures = tmp_path / "figures.csv"
    figures.write_text("measure,area,period,value\na,E23000014,2018,2\n")
    ended = run("--workspace", workspace, "load", "counts", figures, option, "9999-01-01")
    assert (ended.code, f"{option}  S112" in ended.errors) == (4, True)
    assert not (workspace / "releases" / "counts").exists()
