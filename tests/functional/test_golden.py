"""The published figures of the West Midlands, through the whole road and in the paper.

Outside truths: Office for National Statistics police force area tables for the year ending
June 2019 and earlier, the Home Office's open data for the year ending March 2016, and the
rounded figures the force's own paper printed from them.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from copperplate import pipeline
from copperplate.disclosure import Audience
from copperplate.periods import parse_period
from copperplate.report.blocks import figures
from copperplate.workspace import Workspace
from tests.commands import run

pytestmark = pytest.mark.slow

WEST_MIDLANDS, MANCHESTER, MERSEYSIDE, WEST_YORKSHIRE = (
    "E23000014",
    "E23000005",
    "E23000004",
    "E23000010",
)
JUNE, MARCH = "year ending June 2019", "year ending March 2016"


@pytest.fixture(scope="module")
def workspace(examples: Path) -> Workspace:
    return Workspace.at(examples / "west-midlands-2019")


@pytest.fixture(scope="module")
def november(workspace: Workspace) -> pipeline.Built:
    return pipeline.compose(workspace, "2019-11")


@pytest.fixture(scope="module")
def february(workspace: Workspace) -> pipeline.Built:
    return pipeline.compose(workspace, "2020-02")


VALUES = [
    # measure, area, period, value as published, decimal places it is published to
    ("recorded_crime_rate", WEST_MIDLANDS, JUNE, 90.03, 2),
    ("recorded_crime_rate", MANCHESTER, JUNE, 116.71, 2),
    ("recorded_crime_rate", MERSEYSIDE, JUNE, 93.65, 2),
    ("recorded_crime_rate", WEST_YORKSHIRE, JUNE, 127.64, 2),
    ("recorded_crime_rate", WEST_MIDLANDS, MARCH, 66.10, 2),
    ("recorded_crime_rate", MANCHESTER, MARCH, 82.33, 2),
    ("recorded_crime_rate", MERSEYSIDE, MARCH, 73.60, 2),
    ("recorded_crime_rate", WEST_YORKSHIRE, MARCH, 89.67, 2),
    ("recorded_crime", WEST_MIDLANDS, JUNE, 262_558, 0),
    ("burglary", WEST_MIDLANDS, JUNE, 28_675, 0),
    ("robbery", WEST_MIDLANDS, JUNE, 8_945, 0),
    ("recorded_crime", WEST_MIDLANDS, MARCH, 185_464, 0),
    ("burglary", WEST_MIDLANDS, MARCH, 22_337, 0),
    ("robbery", WEST_MIDLANDS, MARCH, 4_917, 0),
    ("recorded_crime", WEST_MIDLANDS, "year ending March 2018", 233_393, 0),
    ("recorded_crime", WEST_MIDLANDS, "year ending June 2018", 237_666, 0),
    ("recorded_crime", WEST_MIDLANDS, "year ending December 2018", 252_689, 0),
    ("burglary_rate", WEST_MIDLANDS, JUNE, 9.8, 1),
    ("burglary_rate", MANCHESTER, JUNE, 10.3, 1),
    ("burglary_rate", WEST_YORKSHIRE, JUNE, 10.8, 1),
    ("robbery_rate", WEST_MIDLANDS, JUNE, 3.1, 1),
]


@pytest.mark.parametrize(("measure", "area", "period", "value", "places"), VALUES)
def test_a_published_value_comes_out(
    workspace: Workspace, measure: str, area: str, period: str, value: float, places: int
) -> None:
    shown = pipeline.show(
        workspace,
        measure,
        area=area,
        peers=False,
        kind=None,
        to=None,
        known=None,
        audience=Audience.PUBLIC,
    )
    seen = shown.evidence.shown.series[area].at(parse_period(period))
    assert seen is not None
    assert seen.value is not None
    assert round(seen.value, places) == value


def named(built: pipeline.Built) -> dict[str, str]:
    """Return every figure of a paper as readers see it to two places more than printed."""
    return {
        f"{figure.name} {figure.provenance.periods[-1]}": figure.with_places(
            0 if figure.unit.kind.value == "count" else 2
        ).text.removeprefix("+")
        for figure in figures(built.document)
        if figure.value is not None
    }


PRINTED = {
    f"recorded_crime_rate.value {JUNE}": "90.03",
    f"recorded_crime_rate.average {JUNE}": "107.01",
    f"recorded_crime_rate.base_value {MARCH}": "66.10",
    f"recorded_crime_rate.base_average {MARCH}": "77.93",
    f"recorded_crime_rate.change_percent {JUNE}": "36.20%",
    f"recorded_crime.change_percent {JUNE}": "41.57%",
    f"recorded_crime.value {JUNE}": "262,558",
    f"recorded_crime.base_value {MARCH}": "185,464",
    f"burglary.value {JUNE}": "28,675",
    f"burglary.base_value {MARCH}": "22,337",
    f"burglary.change_percent {JUNE}": "28.37%",
    f"robbery.value {JUNE}": "8,945",
    f"robbery.base_value {MARCH}": "4,917",
    f"robbery.change_percent {JUNE}": "81.92%",
    f"recorded_crime_rate.rank {JUNE}": "1st",
}


def test_the_november_paper_prints_them(november: pipeline.Built) -> None:
    found = named(november)
    assert {name: found.get(name) for name in PRINTED} == PRINTED


def test_rise_in_number_and_rise_in_rate_stand_apart(november: pipeline.Built) -> None:
    text = november.files["paper.html"].decode()
    for printed in ("41.6%", "36.2%"):
        assert printed in text
    by_name = {f.name: f for f in figures(november.document)}
    number = by_name["recorded_crime.change_percent"]
    rate = by_name["recorded_crime_rate.change_percent"]
    assert (number.provenance.title, rate.provenance.title) == (
        "Total recorded crime",
        "Total recorded crime rate",
    )


def test_the_average_prints_its_definition_and_the_rank_its_number(
    november: pipeline.Built,
) -> None:
    by_name = {f.name: f for f in figures(november.document)}
    average = by_name["recorded_crime_rate.average"].provenance
    assert "plain mean of the members' figures, the area itself included" in average.method
    assert len(average.inputs) == 4
    assert by_name["recorded_crime_rate.rank"].of == 4
    assert (
        "plain mean of the members&#x27; figures" in november.files["paper.html"].decode()
        or "plain mean of the members' figures" in november.files["paper.html"].decode()
    )


def test_november_knows_nothing_published_later(november: pipeline.Built) -> None:
    manifest = json.loads(november.files["manifest.json"])
    assert not [identity for identity in manifest["releases"] if "2020" in identity]
    assert "September 2019" not in {
        str(p) for f in figures(november.document) for p in f.provenance.periods
    }


def test_february_says_who_is_missing(february: pipeline.Built) -> None:
    by_name = {f.name: f for f in figures(february.document)}
    rank = by_name["recorded_crime_rate.rank"]
    assert (rank.text, rank.of) == ("1st", 3)
    average = by_name["recorded_crime_rate.average"]
    assert average.value == pytest.approx((89.899 + 94.190 + 127.319) / 3, abs=0.01)
    assert "No data for Greater Manchester" in average.provenance.method
    text = february.files["paper.html"].decode()
    for said in ("of 3 forces with data", "taken without Greater Manchester", "[x]"):
        assert said in text


def test_every_aim_of_the_plan_is_in_the_paper(
    workspace: Workspace, november: pipeline.Built
) -> None:
    text = november.files["paper.html"].decode()
    assert len(workspace.plan.aims) == 14
    for aim in workspace.plan.aims:
        assert aim.title in text
    assert "30 January 2020" in text


def test_a_date_gone_by_is_overdue_not_to_come(february: pipeline.Built) -> None:
    assert "Were due 30 January 2020; not loaded" in february.files["paper.html"].decode()


def test_a_workbook_with_a_thousand_more_crimes_moves_the_rate(
    tmp_path: Path, examples: Path
) -> None:
    book = load_workbook(examples / "tables" / "policeforceareatablesyearendingjune2019.xlsx")
    for row in book["Table P1"].iter_rows():
        if row[0].value == WEST_MIDLANDS:
            row[2].value += 1000
    doctored = tmp_path / "doctored.xlsx"
    book.save(doctored)
    folder = tmp_path / "w"
    assert run("init", folder, "--force", WEST_MIDLANDS).code == 0
    loaded = run("--workspace", folder, "load", "ons-pfa", doctored, "--published", "2019-10-17")
    assert loaded.code == 0
    assert "263,558 is printed, 262,558 follows" in loaded.errors
    shown = run("--workspace", folder, "show", "recorded_crime_rate", "--format", "json")
    (row,) = json.loads(shown.output)
    assert row["value"] == pytest.approx(263_558 / 2_916_500 * 1000, rel=1e-12)
    assert row["value"] == pytest.approx(90.0253 + 0.3429, abs=1e-3)


def test_the_force_paper_is_within_a_thousandth(workspace: Workspace) -> None:
    """The force printed 28,648 burglaries and 8,918 robberies: 27 below the published counts."""
    for measure, printed in (("burglary", 28_648), ("robbery", 8_918)):
        shown = pipeline.show(
            workspace,
            measure,
            area=None,
            peers=False,
            kind=None,
            to=None,
            known=None,
            audience=Audience.BOARD,
        )
        seen = shown.evidence.shown.series[WEST_MIDLANDS].at(parse_period(JUNE))
        assert seen is not None
        assert seen.value == printed + 27


def test_computed_and_published_rates_agree(workspace: Workspace) -> None:
    for release in workspace.releases:
        assert release.reconciliations == (), release.identity


def test_the_example_uses_the_shipped_measures(examples: Path) -> None:
    shipped = Path(pipeline.__file__).parents[1] / "measures" / "catalogue"
    here = examples / "west-midlands-2019" / "measures"
    used = {p.name: p.read_bytes() for p in here.iterdir()}
    assert used == {name: (shipped / name).read_bytes() for name in used}


def test_a_copy_of_the_example_builds_the_same(
    tmp_path: Path, examples: Path, november: pipeline.Built
) -> None:
    copy = tmp_path / "elsewhere" / "copy"
    shutil.copytree(examples / "west-midlands-2019", copy, ignore=shutil.ignore_patterns("out"))
    assert pipeline.compose(Workspace.at(copy), "2019-11").files == november.files
