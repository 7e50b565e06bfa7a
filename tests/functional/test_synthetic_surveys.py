"""The surveys of Brumshire as files: beside the other extracts, in the truth, and read as counts."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from copperplate.engines.duckdb import literal
from copperplate.synthetic import places
from copperplate.synthetic.world import World, brumshire
from copperplate.synthetic.writing import synthesise
from tests.commands import run

READ_ON = (date(2013, 5, 1), date(2014, 2, 14))
EXAMPLE = Path(__file__).parents[2] / "examples" / "brumshire-2013-14"
MEASURE = """\
subject: Confidence
measures:
  - id: confidence_in_police
    kind: percentage
    of: share
    title: Confidence in the police
    short: confidence in the police
    question: How many residents have confidence in the police?
    definition: Adults who agree that they have confidence in the police, of those who answer, weighted.
    table: counts
    where: measure = 'confidence_in_police'
    better: higher
    collection: wave survey
    sources: [counts]
    periods: [quarter]
    owner: Office of the commissioner
    lag: When a wave has ended.
"""


def small() -> World:
    """Return a force of few crimes; its surveys are as large as those of the whole."""
    return brumshire(crimes=10_000)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("surveys") / "force"
    synthesise(small(), folder, READ_ON, others=READ_ON)
    return folder


def asked(made: Path, day: date, survey: str, query: str) -> list[Any]:
    file = made / "extracts" / day.isoformat() / survey / f"{survey}.parquet"
    return duckdb.sql(query.format(file=literal(str(file)))).fetchall()


def confidence(made: Path, day: date) -> dict[tuple[str, str], dict[str, str]]:
    with (made / "extracts" / day.isoformat() / "counts.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["measure"] == "confidence_in_police"]
    return {(row["area"], row["period"]): row for row in rows}


@pytest.mark.parametrize(
    ("day", "number", "last"),
    [(READ_ON[0], 10, "2012-11/2013-01"), (READ_ON[1], 12, "2013-11/2014-01")],
)
def test_an_extract_holds_the_waves_that_have_ended(
    made: Path, day: date, number: int, last: str
) -> None:
    query = (
        "SELECT count(*), count(DISTINCT wave), max(wave), count(DISTINCT interview) FROM {file}"
    )
    assert asked(made, day, "wave_survey", query) == [
        (8_400 * number, number, last, 8_400 * number)
    ]
    assert len(confidence(made, day)) == 11 * number


def test_a_later_extract_adds_interviews_and_changes_none(made: Path) -> None:
    for survey in ("wave_survey", "victim_survey"):
        one, other = (set(asked(made, day, survey, "FROM {file}")) for day in READ_ON)
        assert one < other


def test_victims_of_an_extract_were_interviewed_by_its_day(made: Path) -> None:
    for day in READ_ON:
        query = "SELECT max(interviewed), min(interviewed - reported) FROM {file}"
        assert asked(made, day, "victim_survey", query) == [(day, 38)]


def test_the_file_alone_gives_the_estimates_of_the_counts(made: Path) -> None:
    """Weighted in SQL, as a reader of the files would."""
    names = {unit.name: unit.code for unit in places.UNITS}
    query = """
        SELECT lpu, wave, 100 * sum(weight) FILTER (confidence IN ('Strongly agree', 'Tend to agree'))
            / sum(weight), count(*)
        FROM {file} WHERE confidence NOT IN ('Don''t know', 'Refused') GROUP BY ALL
    """
    told = confidence(made, READ_ON[1])
    rows = asked(made, READ_ON[1], "wave_survey", query)
    assert len(rows) == 120
    for unit, wave, per_cent, number in rows:
        row = told[names[unit], wave]
        assert float(row["value"]) == pytest.approx(per_cent, abs=0.0011)
        assert int(row["base"]) == number


def test_the_truth_tells_of_the_surveys(made: Path) -> None:
    told = json.loads((made / "truth" / "truth.json").read_text())["surveys"]
    assert {one["survey"] for one in told["planted"]} == {"wave_survey", "victim_survey"}
    assert [row["wave"] for row in told["confidence"]][-1] == "2013-11/2014-01"
    contractor = next(one for one in told["planted"] if one["id"] == "contractor-confidence")
    assert (contractor["real"], contractor["real_points"], contractor["points"]) == (False, 0, 3)


@pytest.mark.slow
def test_the_same_seed_is_the_same_bytes(made: Path, tmp_path: Path) -> None:
    synthesise(small(), tmp_path / "again", READ_ON, others=READ_ON)
    files = [
        f"extracts/{day}/{name}"
        for day in READ_ON
        for name in (
            "wave_survey/wave_survey.parquet",
            "victim_survey/victim_survey.parquet",
            "counts.csv",
        )
    ]
    for name in (*files, "truth/truth.json"):
        assert (made / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_confidence_is_read_from_the_counts(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    assert run("init", folder).code == 0
    settings = (EXAMPLE / "copperplate.yaml").read_text(encoding="utf-8")
    (folder / "copperplate.yaml").write_text(settings, encoding="utf-8")
    (folder / "areas" / "register.csv").write_text(places.register(), encoding="utf-8")
    (folder / "measures" / "confidence.yaml").write_text(MEASURE, encoding="utf-8")
    sent = made / "extracts" / READ_ON[1].isoformat() / "counts.csv"
    ran = run("--workspace", folder, "load", "counts", sent, "--as-at", READ_ON[1].isoformat())
    assert ran.code == 0, ran.errors
    words = ("--period", "quarter", "--format", "json", "--audience", "restricted")
    ran = run("--workspace", folder, "show", "confidence_in_police", *words)
    assert ran.code == 0, ran.errors
    shown = {entry["period"]: entry["value"] for entry in json.loads(ran.output)}
    told = confidence(made, READ_ON[1])
    assert shown == {
        period: pytest.approx(float(row["value"]))
        for (area, period), row in told.items()
        if area == places.FORCE_CODE
    }
