"""Outcomes, stops and searches of data.police.uk, on small files in the publisher's layout.

No such file lies beside the project; the layouts are those the publisher describes.
"""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from copperplate.sources.release import list_releases
from tests.commands import Ran, run

STREET = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n"
    "c1,2019-01,Surrey Police,Surrey Police,-0.5,51.3,On or near A,E01030500,Guildford 001A,Burglary,"
    "Investigation complete; no suspect identified,\n"
)
OUTCOMES = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Outcome type\n"
    "c0,2019-01,Surrey Police,Surrey Police,-0.5,51.3,On or near A,E01030500,Guildford 001A,"
    "Local resolution\n"
    "c1,2019-01,Surrey Police,Surrey Police,-0.5,51.3,On or near A,E01030500,Guildford 001A,"
    "Investigation complete; no suspect identified\n"
    "c2,2019-01,Surrey Police,Surrey Police,,,,,,Suspect charged\n"
)
SEARCHES = (
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
    "Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Outcome linked to object of search,Removal of more than just outer clothing\n"
    "Person search,2019-01-01T00:05:00+00:00,,,51.3,-0.5,Male,18-24,White - Any other White background,"
    "White,Misuse of Drugs Act 1971 (section 23),Controlled drugs,A no further action disposal,False,"
    "False\n"
    "Person and Vehicle search,2019-01-31T23:30:00+00:00,,,,,Female,25-34,,Asian,"
    "Police and Criminal Evidence Act 1984 (section 1),Stolen goods,Arrest,True,\n"
    "Vehicle search,2019-01-31T23:40:00+00:00,,,,,,,,,,Stolen goods,Arrest,,True\n"
)
FILES = {
    "2019-01-surrey-street.csv": STREET,
    "2019-02-surrey-street.csv": STREET.replace("2019-01", "2019-02").replace("c1,", "c3,"),
    "2019-01-surrey-outcomes.csv": OUTCOMES,
    "2019-01-surrey-stop-and-search.csv": SEARCHES,
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "w"
    assert run("init", folder, "--force", "surrey").code == 0
    return folder


def load(folder: Path, files: dict[str, str]) -> Ran:
    months = folder.parent / "months"
    months.mkdir(exist_ok=True)
    for name, text in files.items():
        (months / name).write_text(text, encoding="utf-8")
    return run("--workspace", folder, "load", "police-uk", months, "--published", "2019-06-01")


def held(folder: Path, table: str, *columns: str) -> list[tuple[object, ...]]:
    (release,) = list_releases(folder / "releases")
    names = ", ".join(f'"{column}"' for column in columns)
    path = str(release.parquet_path(table))
    return duckdb.execute(f"SELECT {names} FROM read_parquet(?) ORDER BY ALL", [path]).fetchall()


def test_a_folder_of_all_three_kinds_is_one_release(workspace: Path) -> None:
    ran = load(workspace, FILES)
    assert ran.code == 0, ran.errors
    (release,) = list_releases(workspace / "releases")
    assert {table: rows for table, rows in release.tables.items() if table != "coverage"} == {
        "crimes": 2,
        "outcomes": 3,
        "stops": 3,
    }
    assert release.values_read == 8
    # A month of outcomes says nothing of the month without such a file.
    covered = held(workspace, "coverage", "table", "period_start", "grain")
    assert [(str(table), str(start), str(grain)) for table, start, grain in covered] == [
        ("crimes", "2019-01-01", "month"),
        ("crimes", "2019-02-01", "month"),
        ("outcomes", "2019-01-01", "month"),
        ("stops", "2019-01-01", "day"),
    ]


def test_outcomes_have_the_type_that_their_words_stand_for_alone(workspace: Path) -> None:
    assert load(workspace, FILES).code == 0
    assert held(workspace, "outcomes", "crime", "outcome_type", "district") == [
        ("c0", "8", "E07000209"),
        ("c1", "18", "E07000209"),
        ("c2", None, None),  # charged: with a summons for the same or an alternate offence
    ]
    assert held(workspace, "crimes", "crime", "outcome_type") == [("c1", "18"), ("c3", "18")]


def test_searches_are_of_the_force_the_file_is_named_for(workspace: Path) -> None:
    assert load(workspace, FILES).code == 0
    columns = ("recorded_from", "hour", "force", "searched", "outcome_linked")
    assert [tuple(map(str, row)) for row in held(workspace, "stops", *columns)] == [
        ("2019-01-01", "0", "E23000031", "person", "False"),
        ("2019-01-31", "23", "E23000031", "both", "True"),
        ("2019-01-31", "23", "E23000031", "vehicle", "None"),
    ]
    shown = run("--workspace", workspace, "show", "stops_of_persons", "--format", "json")
    assert [(row["period"], row["value"]) for row in json.loads(shown.output)] == [("2019-01", 2)]
    share = run("--workspace", workspace, "show", "stops_linked_share", "--format", "json")
    assert json.loads(share.output)[0]["value"] == pytest.approx(100 / 3)


@pytest.mark.parametrize(
    ("name", "text", "code", "said"),
    [
        ("2019-01-wessex-stop-and-search.csv", SEARCHES, "S046",
         "The file's name does not say which force it is of. (3 times)"),
        ("2019-01-surrey-stop-and-search.csv", SEARCHES.replace("2019-01-", "01/2019 "), "S046",
         "The date is blank or is no date. (3 times)"),
        ("2019-01-surrey-stop-and-search.csv", STREET, "S021", "Its heading lacks"),
        ("2019-01-surrey-outcomes.csv", OUTCOMES.replace("Surrey Police", "Wessex Police"), "S046",
         "The force is not in the area register. (3 times)"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_its_name_says_is_refused(
    workspace: Path, name: str, text: str, code: str, said: str
) -> None:
    ran = load(workspace, {name: text})
    assert ran.code == 4
    assert code in ran.errors
    assert said in ran.errors
    assert not list_releases(workspace / "releases")


def test_a_file_of_another_name_is_refused(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "january.csv"
    file.write_text(STREET, encoding="utf-8")
    ran = run("--workspace", workspace, "load", "police-uk", file, "--published", "2019-06-01")
    assert (ran.code, "S049" in ran.errors) == (4, True)
