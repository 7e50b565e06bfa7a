"""The objectives table counted from records: to a day, two bases at once, by force, unit and area."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.commands import run

EXTRACT = """\
extracts:
  - name: crimes
    table: crimes
    title: Recorded crime, made up
    publisher: Force performance office
    force: West Midlands
    covers_from: 2010-04-01
    columns:
      crime: CRIME
      recorded_on: DAY
      policing_unit: {from: UNIT, areas: neighbourhood-policing-unit}
      priority_area: {from: AREA, areas: priority-area}
      offence: CODE
"""
OBJECTIVES = """\
blocks:
  - title: Force objectives
    rows:
      - {measure: force_total_crime, title: Total recorded crime, beside: lowest}
      - {measure: force_burglary_total, title: Burglary, beside: 2010/11}
      - {measure: force_robbery_total, title: Robbery}
"""
# Burglaries a day in the years to March 2011 and after; a robbery every tenth day beside.
A_DAY = {2010: 9, 2011: 7, 2012: 5, 2013: 6}


def rows(last: date) -> Iterator[str]:
    day, number = date(2010, 4, 1), 0
    while day <= last:
        year = day.year - (day.month < 4)
        for one in range(A_DAY[year] + (day.toordinal() % 10 == 0)):
            number += 1
            unit, area = ("Ash", "Hill") if one % 2 else ("Birch", "")
            code = "34B" if one == A_DAY[year] else "28A"
            yield f"{number},{day},{unit},{area},{code}"
        day += timedelta(days=1)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("objectives") / "w"
    assert run("init", folder).code == 0
    (folder / "extract.yaml").write_text(EXTRACT, encoding="utf-8")
    (folder / "objectives.yaml").write_text(OBJECTIVES, encoding="utf-8")
    settings = folder / "copperplate.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("restricted: open-data", "restricted: holders-only"), encoding="utf-8"
    )
    with (folder / "areas" / "register.csv").open("a", encoding="utf-8") as register:
        for code, name, kind in (
            ("WM-ASH", "Ash", "neighbourhood-policing-unit"),
            ("WM-BIRCH", "Birch", "neighbourhood-policing-unit"),
            ("WM-HILL", "Hill", "priority-area"),
        ):
            register.write(f"{code},{name},{kind},E23000014,,\n")
    file = folder.parent / "crimes.csv"
    lines = ["CRIME,DAY,UNIT,AREA,CODE", *rows(date(2014, 3, 14))]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ran = run("--workspace", folder, "load", "extract", file, "--as-at", "2014-03-14")
    assert ran.code == 0, ran.errors
    return folder


def table(folder: Path, *more: str) -> dict[str, dict[str, Any]]:
    """Return (row, column) values, unrounded, and the days of each row."""
    ran = run("--workspace", folder, "objectives", "--format", "json", *more)
    assert ran.code == 0, ran.errors
    (block,) = json.loads(ran.output)["blocks"]
    return {
        row["objective"]: {
            **{name: cell["value"] for name, cell in row["cells"].items()},
            "period": row["period"],
            "base": row["base"],
            "second": row["second_base"],
        }
        for row in block["rows"]
    }


DAYS = 348
"""From 1 April to 14 March, where no 29 February lies between."""


def test_a_force_s_year_to_a_day_stands_beside_two_years(workspace: Path) -> None:
    found = table(workspace)
    burglary, total, robbery = (
        found[name] for name in ("Burglary", "Total recorded crime", "Robbery")
    )
    assert (burglary["period"], burglary["base"], burglary["second"]) == (
        "2013-04-01/2014-03-14",
        "2012-04-01/2013-03-14",
        "2010-04-01/2011-03-14",
    )
    assert (burglary["this_year"], burglary["last_year"]) == (6 * DAYS, 5 * DAYS)
    assert (burglary["difference"], burglary["performance"]) == (DAYS, 20)
    assert (burglary["second_year"], burglary["second_difference"]) == (9 * DAYS, -3 * DAYS)
    assert burglary["second_performance"] == pytest.approx(-100 / 3)
    # The lowest year is told by the measure itself: crime was lowest in 2012/13.
    assert total["second"] == "2012-04-01/2013-03-14"
    assert total["second_year"] == total["last_year"]
    assert robbery["second"] is None
    assert robbery["second_year"] is None


def test_the_lowest_year_takes_in_the_29th_of_february(workspace: Path) -> None:
    """2011/12 held one; its same days are one more, and both counts of days are said."""
    found = table(workspace, "--to", "2013-03-14")
    assert found["Total recorded crime"]["second"] == "2011-04-01/2012-03-14"
    assert found["Burglary"]["this_year"] == 5 * DAYS
    assert found["Burglary"]["last_year"] == 7 * (DAYS + 1)
    text = run("--workspace", workspace, "objectives", "--to", "2013-03-14").output
    assert "1 April 2012 to 14 March 2013 (348 days)" in text
    assert "1 April 2011 to 14 March 2012 (349 days)" in text
    assert "Performance a day: " in text


@pytest.mark.parametrize(
    ("area", "a_day"), [("WM-ASH", 3), ("WM-BIRCH", 3), ("WM-HILL", 3), ("E23000014", 6)]
)
def test_it_is_counted_by_unit_and_by_priority_area(workspace: Path, area: str, a_day: int) -> None:
    assert table(workspace, "--area", area)["Burglary"]["this_year"] == a_day * DAYS


def test_a_cell_is_followed_down_to_its_records(workspace: Path) -> None:
    explained = run(
        *("--workspace", workspace, "objectives", "--area", "WM-HILL"),
        *("--explain", "force_burglary_total.this_year"),
    )
    assert "SELECT" in explained.output
    listed = run(
        *("--workspace", workspace, "records", "force_burglary_total", "--area", "WM-HILL"),
        *("1 April 2013 to 14 March 2014", "--format", "csv"),
    )
    assert len(listed.output.splitlines()) - 1 == 3 * DAYS


def test_the_printed_table_names_both_years(workspace: Path) -> None:
    text = run("--workspace", workspace, "objectives").output
    assert (
        text.splitlines()[1]
        == "1 April 2013 to 14 March 2014, against 1 April 2012 to 14 March 2013"
    )
    assert (
        "Burglary: Last three columns: to 14 March 2014, against 1 April 2010 to 14 March" in text
    )


def test_a_day_far_above_its_kind_is_found(workspace: Path, tmp_path: Path) -> None:
    """A planted night in December 2013; the robbery every tenth day is no such day."""
    folder = tmp_path / "w"
    shutil.copytree(workspace, folder)
    lines = ["CRIME,DAY,UNIT,AREA,CODE", *rows(date(2014, 3, 14))]
    lines += [f"p{number},2013-12-21,Ash,,28A" for number in range(40)]
    file = tmp_path / "crimes.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    loaded = run("--workspace", folder, "load", "extract", file, "--as-at", "2014-03-15")
    assert loaded.code == 0, loaded.errors
    where = ("--workspace", folder, "high-days", "force_burglary_total", "--area", "WM-ASH")
    told = json.loads(run(*where, "--format", "json").output)
    assert [day["day"] for day in told["days"] if day["value"] > day["upper"]] == ["2013-12-21"]
    assert told["expected_by_chance"] < 2
    text = run(*where).output
    assert "one held more and none fewer" in text
    assert "21 December 2013  Saturday" in text
    none = run("--workspace", folder, "high-days", "force_burglary_total", "--to", "2010-05-01")
    assert (none.code, "C103" in none.errors) == (5, True)


def test_base_years_can_stand_as_they_were_known_in_their_own_time(
    workspace: Path, tmp_path: Path
) -> None:
    """An extract of a year before, in which every tenth burglary had not come in yet."""
    folder = tmp_path / "w"
    shutil.copytree(workspace, folder)
    kept = [row for n, row in enumerate(rows(date(2013, 3, 14))) if n % 10 or "34B" in row]
    file = tmp_path / "crimes-2013.csv"
    file.write_text("\n".join(["CRIME,DAY,UNIT,AREA,CODE", *kept]) + "\n", encoding="utf-8")
    loaded = run("--workspace", folder, "load", "extract", file, "--as-at", "2013-03-16")
    assert loaded.code == 0, loaded.errors
    since = date(2012, 4, 1)
    known = sum("28A" in row and date.fromisoformat(row.split(",")[1]) >= since for row in kept)
    assert known < 5 * DAYS
    now = table(folder)
    assert now["Burglary"]["last_year"] == 5 * DAYS
    declared = folder / "objectives.yaml"
    text = declared.read_text(encoding="utf-8")
    declared.write_text("like_for_like: then\n" + text, encoding="utf-8")
    then = table(folder)
    assert then["Burglary"]["last_year"] == known
    assert then["Burglary"]["this_year"] == now["Burglary"]["this_year"]
    assert then["Burglary"]["difference"] == 6 * DAYS - known
    printed = " ".join(run("--workspace", folder, "objectives").output.split())
    assert "Each year is read as it was known at its own time" in printed
    assert "as at 16 March 2013" in printed
    # Where no extract of that time was kept, the year before is not known.
    shutil.rmtree(next((folder / "releases" / "extract").glob("*-as-at-2013-03-16")))
    assert table(folder)["Burglary"]["last_year"] is None
