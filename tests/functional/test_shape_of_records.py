"""A load that stops short, holds everything twice or lacks a unit is asked about, not believed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from copperplate.sources.release import list_releases
from tests.commands import Ran, run

MAPPING = """\
extracts:
  - name: crimes
    table: crimes
    title: Recorded crime, made up
    publisher: Force performance office
    force: West Midlands
    columns:
      crime: CRIME
      recorded_on: DAY
      policing_unit: {from: UNIT, areas: neighbourhood-policing-unit}
"""
Row = tuple[date, str]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "w"
    assert run("init", folder).code == 0
    (folder / "extract.yaml").write_text(MAPPING, encoding="utf-8")
    with (folder / "areas" / "register.csv").open("a", encoding="utf-8") as register:
        for name in ("Ash", "Birch", "Cedar"):
            code = f"WM-{name.upper()}"
            register.write(f"{code},{name},neighbourhood-policing-unit,E23000014,,\n")
    return folder


def drawn(last: date, *, late: int = 0) -> list[Row]:
    """Return thirty crimes a day over three units, from April 2013; the newest lack `late`."""
    rows = []
    day = date(2013, 4, 1)
    while day <= last:
        missing = late if day > last - timedelta(days=3) else 0
        rows += [(day, ("Ash", "Birch", "Cedar")[n % 3]) for n in range(30 - missing)]
        day += timedelta(days=1)
    return rows


def load(folder: Path, rows: Iterable[Row], as_at: date, *more: str) -> Ran:
    file = folder.parent / f"crimes-{as_at}.csv"
    lines = [f"{number},{day},{unit}" for number, (day, unit) in enumerate(rows)]
    file.write_text("CRIME,DAY,UNIT\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return run("--workspace", folder, "load", "extract", file, "--as-at", as_at, *more)


FIRST, SECOND = date(2014, 2, 14), date(2014, 3, 31)


def twice(rows: list[Row]) -> list[Row]:
    return [row for row in rows for _ in range(2)]


def without_a_unit(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row[1] != "Cedar"] + [(date(2014, 3, 31), "Cedar")]


def without_a_small_part_of_a_unit(rows: list[Row]) -> list[Row]:
    return [row for n, row in enumerate(rows) if row[1] != "Cedar" or n % 4]


def stopping_short(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row[0] <= date(2014, 3, 17)]


def half_of_the_last_month(rows: list[Row]) -> list[Row]:
    return [row for n, row in enumerate(rows) if row[0] < date(2014, 3, 1) or n % 2]


ODD: list[tuple[Callable[[list[Row]], list[Row]], str]] = [
    (twice, "18,360 crimes in the 10 months that extract/crimes-2013-04-to-2014-02-as-at-2014-02-14"),
    (without_a_unit, "0 crimes of the area WM-CEDAR in the months that"),
    (stopping_short, "No crimes after 17 March 2014, and the records are said to cover all days to"),
    (half_of_the_last_month, "15 crimes a day in March 2014, and 30 a day in the months before it."),
]  # fmt: skip


@pytest.mark.parametrize(("spoilt", "said"), ODD)
def test_what_does_not_look_right_is_refused_until_somebody_says_why(
    workspace: Path, spoilt: Callable[[list[Row]], list[Row]], said: str
) -> None:
    assert load(workspace, drawn(FIRST, late=10), FIRST).code == 0
    rows = spoilt(drawn(SECOND, late=10))
    refused = load(workspace, rows, SECOND)
    assert refused.code == 4
    assert "S054" in refused.errors
    assert said in refused.errors
    assert len(list_releases(workspace / "releases")) == 1
    accepted = load(workspace, rows, SECOND, "--accept", "Seen by the performance office.")
    assert accepted.code == 0, accepted.errors
    newest = list_releases(workspace / "releases")[-1]
    noted = [note for note in newest.notes if said in note]
    assert all("Reason given: Seen by the performance office." in note for note in noted)
    assert noted


@pytest.mark.parametrize("ordinary", [list, without_a_small_part_of_a_unit])
def test_an_ordinary_month_is_loaded_without_a_question(
    workspace: Path, ordinary: Callable[[list[Row]], list[Row]]
) -> None:
    assert load(workspace, drawn(FIRST, late=10), FIRST).code == 0
    assert load(workspace, ordinary(drawn(SECOND, late=10)), SECOND).code == 0


def test_the_first_extract_is_held_against_itself(workspace: Path) -> None:
    refused = load(workspace, stopping_short(drawn(SECOND)), SECOND)
    assert "No crimes after 17 March 2014" in refused.errors


def test_an_extract_of_a_few_weeks_cannot_look_odd(workspace: Path) -> None:
    assert load(workspace, drawn(date(2013, 4, 20)), date(2013, 4, 25)).code == 0
