"""The objectives table, held against the table a force portal printed in March 2014.

Answers from outside: the printed figures of West Midlands Police's paper to the Strategic
Policing and Crime Board of 1 April 2014, paragraphs 30, 47 and 50.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from copperplate import pipeline
from copperplate.disclosure import Audience
from copperplate.narrative.profiles import PROFILES
from copperplate.terminal import objectives_as_text
from copperplate.workspace import Workspace
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


def test_what_was_published_only_as_a_percentage_has_no_numbers(portal: Path) -> None:
    """Paragraph 47: priority areas, milestone −7 %, were 3 % up at 1 March 2014."""
    row = block(table(portal), "Force Objectives")["Reduce Crime In Priority Areas"]
    assert printed(row, *COLUMNS) == ("[x]", "[x]", "[x]", "−7%", "3.0%", "[x]")
    assert row["period"] == "2013-04-01/2014-03-01"
    assert row["cells"]["performance"]["periods"] == ["2013-04-01/2014-03-01"]
    text = objectives(portal).output
    assert "(to 1 March 2014)" in text


def test_a_small_base_prints_a_number_and_no_percentage(portal: Path) -> None:
    """Restorative conferences, 55 and 70; the portal printed 27.3 %."""
    for words, performance in (((), "[x]"), (("--profile", "portal_2014"), "27.3 %")):
        found = table(portal, *words)
        row = block(found, "Restorative Justice")["Restorative Justice Conferences"]
        assert printed(row, "last_year", "this_year", "difference") == ("55", "70", "15")
        assert row["cells"]["performance"]["text"] == performance
    (shown,) = [b for b in found["blocks"] if b["title"] == "Restorative Justice"]
    assert [column["heading"] for column in shown["columns"]] == [
        "2012/13", "2013/14", "Difference", "Milestone", "Performance",
    ]  # fmt: skip


def test_a_cell_explains_itself(portal: Path) -> None:
    row = block(table(portal), "Force Objectives")["Reduce Burglary Dwelling"]
    cell = row["cells"]["variance"]
    query = cell.pop("query")
    assert cell == {
        "figure": "burglary_dwelling.variance",
        "value": 245.88,
        "text": "246",
        "unit": "burglaries of dwellings",
        "marks": [],
        "periods": ["2012-04-01/2013-03-14", "2013-04-01/2014-03-14"],
        "releases": [
            {
                "release": "counts/force-objectives-published-2014-04-01",
                "dated": "published 1 April 2014, as at 14 March 2014",
            }
        ],
        "method": "This year's figure less that of the same days of the base year, the latter "
        "changed by the milestone first.",
        "inputs": [
            {"what": "1 April 2013 to 14 March 2014", "value": 12170},
            {"what": "1 April 2012 to 14 March 2013", "value": 12961},
            {"what": "milestone, per cent", "value": -8},
        ],
        "measure": "burglary_dwelling",
    }
    assert "\"measure\" = 'burglary dwelling'" in query
    assert (row["aim"], row["days"], row["base_days"]) == ("E2", 348, 348)


def test_every_cell_says_its_unit_periods_and_method(portal: Path) -> None:
    cells = [
        cell
        for block in table(portal)["blocks"]
        for row in block["rows"]
        for cell in row["cells"].values()
    ]
    assert len(cells) == 5 * 6 + 6 * 4 + 6
    for cell in cells:
        assert cell["unit"]
        assert cell["periods"]
        assert cell["method"].endswith(".")
        assert cell["query"].startswith("SELECT")
        assert (cell["value"] is None) == bool(cell["marks"])
        assert cell["releases"] or cell["marks"]


ASKED = [
    # profile, what is asked, what stands at the head of the answer
    ("house", "11,420", "11,420  recorded_crime.variance"),
    ("portal_2014", "11421", "11,421  recorded_crime.variance"),
    ("portal_2014", "-6.1", "-6.1 %  burglary_dwelling.performance"),
    ("house", "robbery_detection.performance", "23.4%  robbery_detection.performance"),
]


@pytest.mark.parametrize(("profile", "asked", "head"), ASKED)
def test_a_figure_is_explained_down_to_its_query(
    portal: Path, profile: str, asked: str, head: str
) -> None:
    said = objectives(portal, "--profile", profile, f"--explain={asked}").output.splitlines()
    assert said[0] == head
    for name in ("value", "definition", "how", "from", "release", "policy", "stands in", "query"):
        assert any(line.startswith(f"  {name} ") for line in said), name


def test_every_milestone_has_its_position_and_what_it_rests_on(portal: Path) -> None:
    """Of years of which only the days so far were published, no more can be said than this."""
    rows = block(table(portal), "Force Objectives")
    assert {row["position"] for row in rows.values()} == {"behind"}
    said = rows["Reduce Burglary Dwelling"]["position_words"]
    assert said == (
        "behind: 12,170 by 14 March 2014, and the milestone allows 11,924 to date; the whole of "
        "the base year is not held, so what is left is not known"
    )
    # Of the priority areas only the change was published, as a percentage.
    priority = next(row for name, row in rows.items() if "Priority" in name)
    assert priority["position_words"].startswith("behind: 3.0% by 1 March 2014, ")
    detections = block(table(portal), "Being Productive And Efficient")
    assert {row["position"] for row in detections.values()} == {None}
    printed = objectives(portal).output
    assert "\nMilestones on 14 March 2014\nReduce Total Recorded Crime is behind: " in printed


def test_csv_holds_a_line_a_cell_and_a_line_a_position(portal: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(objectives(portal, "--format", "csv").output)))
    positions = [row for row in rows if row["column"] == "position"]
    assert {row["value"] for row in positions} == {"behind"}
    found = table(portal)
    cells = sum(len(r["cells"]) for b in found["blocks"] for r in b["rows"])
    assert len(rows) - len(positions) == cells
    (cell,) = [
        row for row in rows if (row["measure"], row["column"]) == ("business_crime", "performance")
    ]
    assert (float(cell["value"]), cell["text"]) == (pytest.approx(3.9576, abs=5e-5), "4.0%")
    assert {row["value"] for row in rows if row["marks"] in ("[x]", "[z]")} == {""}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("width", [80, 96, 120])
def test_the_table_keeps_to_its_width_and_its_numbers_to_the_right(
    portal: Path, width: int, profile: str
) -> None:
    made = pipeline.objectives(
        Workspace.at(portal),
        area=None,
        to=None,
        known=None,
        audience=Audience.BOARD,
        profile=PROFILES[profile],
    )
    lines = objectives_as_text(made, width).splitlines()
    assert max(map(len, lines)) <= width
    (head,) = [line for line in lines if line.endswith("Variance")]
    printed_there = [
        line for line in lines if line.endswith(("11,420", "11,421", " 246", "2,874", "3,251"))
    ]
    assert len(printed_there) == 4
    assert {len(line) for line in printed_there} == {len(head)}
    performances = [line.index("Performance") for line in lines if "Performance" in line]
    assert len(set(performances[:3])) == 1  # one grid for all blocks


def changed(portal: Path, tmp_path: Path, name: str, right: str, wrong: str) -> Path:
    copy = tmp_path / "w"
    shutil.copytree(portal, copy)
    text = (copy / name).read_text(encoding="utf-8")
    assert right in text
    (copy / name).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return copy


SLIPS = [
    # file, what it said, what it says; exit code, problem, part of the message
    ("objectives.yaml", "aim: E3", "aim: E33", 3, "O103", "Did you mean 'E3'?"),
    ("objectives.yaml", "measure: robbery_detection", "measure: robbery_detected", 3, "O106", "objectives.yaml:17:42"),
    ("objectives.yaml", "measure: robbery_detection", "measure: robery_detection", 3, "M103", "objectives.yaml:17:42"),
    ("measures/reduction.yaml", "periods: [year-to-date]", "periods: [year-ending]", 3, "O107", "Add 'year-to-date'"),
    ("measures/reduction.yaml", "measure = 'priority areas, total recorded crime, change in per cent'", "measure in ('a', 'b')", 3, "M116", "would be added up"),
    ("measures/detections.yaml", "of: robbery_recorded", "of: robbery_detection", 3, "M104", "is not a count"),
    ("measures/detections.yaml", "    basis: not-stated\n", "", 3, "M101", "'basis' is missing"),
    ("plan.yaml", "percent: -8", "percent: eight", 3, "P101", "plan.yaml:32:16"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "right", "wrong", "code", "problem", "said"), SLIPS)
def test_a_slip_is_answered_with_its_place(
    portal: Path,
    tmp_path: Path,
    name: str,
    right: str,
    wrong: str,
    code: int,
    problem: str,
    said: str,
) -> None:
    copy = changed(portal, tmp_path, name, right, wrong)
    for command in ("objectives", "check"):
        ended = run("--workspace", copy, command)
        assert (ended.code, problem in ended.errors, said in ended.errors) == (code, True, True)


def test_without_a_declaration_or_figures_it_says_what_to_do(portal: Path, examples: Path) -> None:
    ended = run("--workspace", examples / "west-midlands-2019", "objectives")
    assert (ended.code, "K010" in ended.errors) == (6, True)
    for words, code, problem in (
        (("--known-on", "2014-02-01"), 5, "O108"),
        (("--explain", "burglary_dweling.variance"), 5, "O109"),
        (("--area", "E99"), 5, "A101"),
    ):
        ended = run("--workspace", portal, "objectives", *words)
        assert (ended.code, problem in ended.errors) == (code, True)


def test_known_on_and_to_limit_what_is_used(portal: Path) -> None:
    found = table(portal, "--to", "2014-03-10")
    rows = block(found, "Force Objectives")
    assert found["period"] == "2013-04-01/2014-03-01"
    assert printed(rows["Reduce Business Crime"], *COLUMNS) == (
        "[x]", "[x]", "[x]", "−6%", "[x]", "[x]",
    )  # fmt: skip
    assert rows["Reduce Crime In Priority Areas"]["cells"]["performance"]["text"] == "3.0%"
    later = table(portal, "--to", "2014-04-02")
    assert later["period"] == "2014-04-01/2014-04-02"
    rows = block(later, "Force Objectives")
    milestones = {row["cells"]["milestone"]["text"] for row in rows.values()}
    assert milestones == {"[z]"}  # the plan ended on 31 March
    assert {row["cells"]["this_year"]["text"] for row in rows.values()} == {"[x]"}


def test_what_is_not_yet_published_is_refused_to_an_audience_of_open_data(
    portal: Path, tmp_path: Path
) -> None:
    copy = changed(
        portal, tmp_path, "copperplate.yaml", "restricted: open-data", "restricted: holders-only"
    )
    newer = (portal / "sent" / "force-objectives.csv").read_text().replace("14 March", "21 March")
    (tmp_path / "newer.csv").write_text(newer)
    assert (
        run(
            "--workspace", copy, "load", "counts", tmp_path / "newer.csv", "--as-at", "2014-03-21"
        ).code
        == 0
    )
    for audience, code in (("restricted", 0), ("board", 7), ("public", 7)):
        ended = run("--workspace", copy, "objectives", "--audience", audience)
        assert (ended.code, "D002" in ended.errors) == (code, code == 7)
        assert ("165,859" in ended.output) == (code == 0)
    before = run(
        "--workspace",
        copy,
        "objectives",
        "--audience",
        "board",
        "--known-on",
        "2014-04-01",
        "--to",
        "2014-03-14",
    )
    assert before.code == 7  # the release is still one it was read from


def test_the_releases_are_what_the_sent_files_hold(portal: Path, tmp_path: Path) -> None:
    copy = tmp_path / "w"
    shutil.copytree(portal, copy)
    for name, as_at in (
        ("force-objectives", "2014-03-14"),
        ("priority-areas", "2014-03-01"),
        ("detections", "2014-03-14"),
    ):
        ended = run(
            "--workspace", copy, "load", "counts", portal / "sent" / f"{name}.csv",
            "--as-at", as_at, "--published", "2014-04-01",
        )  # fmt: skip
        assert "holds exactly this already" in ended.output
    assert run("--workspace", copy, "check").output.endswith("No problems.\n")


LEAP = """\
measure,area,period,value,mark
burglary dwelling,E23000014,1 April 2014 to 14 March 2015,3480,
burglary dwelling,E23000014,1 April 2015 to 14 March 2016,3490,p
"""


def test_a_span_with_a_29_february_is_compared_and_says_so(portal: Path, tmp_path: Path) -> None:
    copy = changed(
        portal, tmp_path, "plan.yaml", "      base: 2012/13\n      percent: -8", "      percent: -8"
    )
    plan = (copy / "plan.yaml").read_text().replace("ends: 2014-03-31", "ends: 2016-03-31")
    (copy / "plan.yaml").write_text(plan)
    (tmp_path / "leap.csv").write_text(LEAP)
    loaded = run(
        "--workspace", copy, "load", "counts", tmp_path / "leap.csv", "--published", "2016-04-01"
    )
    assert loaded.code == 0
    row = block(table(copy), "Force Objectives")["Reduce Burglary Dwelling"]
    assert (row["days"], row["base_days"]) == (349, 348)
    assert row["cells"]["performance"]["value"] == pytest.approx(10 / 3480 * 100)
    assert row["cells"]["performance_per_day"]["value"] == 0.0  # ten a day in both years
    assert row["cells"]["variance"]["marks"] == ["p"]
    said = " ".join(objectives(copy).output.split())
    spans = (
        "1 April 2015 to 14 March 2016 (349 days), against 1 April 2014 to 14 March 2015 (348 days)"
    )
    assert spans in said
    assert "Performance a day: Reduce Burglary Dwelling 0.0%." in said
    assert " 288 [p] " in said  # 3,490 less 92% of 3,480 is 288.4
    assert " Base year 2015/16 " in said  # the other rows are compared with 2012/13


def test_a_base_year_from_another_release_is_said(portal: Path, tmp_path: Path) -> None:
    copy = tmp_path / "w"
    shutil.copytree(portal, copy)
    again = "measure,area,period,value\nburglary dwelling,E23000014,1 April 2013 to 14 March 2014,12200\n"
    (tmp_path / "again.csv").write_text(again)
    loaded = run(
        "--workspace", copy, "load", "counts", tmp_path / "again.csv", "--published", "2015-04-01"
    )
    assert loaded.code == 0
    cells = block(table(copy), "Force Objectives")["Reduce Burglary Dwelling"]["cells"]
    assert (cells["this_year"]["value"], cells["last_year"]["value"]) == (12200, 12961)
    assert "read from two releases" in cells["difference"]["method"]
    said = " ".join(objectives(copy).output.split())
    assert "Reduce Burglary Dwelling: The two years are read from two releases" in said
    cells = block(table(copy, "--known-on", "2014-04-01"), "Force Objectives")[
        "Reduce Burglary Dwelling"
    ]["cells"]
    assert cells["this_year"]["value"] == 12170
    assert "read from one release" in cells["difference"]["method"]


OF_RECORDS = """\
blocks:
  - title: From records
    rows:
      - {title: Burglary, measure: street_burglary}
      - {title: Vehicle crime, measure: street_vehicle_crime}
"""


@pytest.mark.slow
def test_records_of_whole_months_are_compared_with_the_same_months(
    shared: Path, tmp_path: Path
) -> None:
    """April to June of 2021 and 2022 in Surrey; counts of another program, by district."""
    folder = tmp_path / "w"
    files = shared / "police-uk"
    assert run("init", folder, "--force", "surrey").code == 0
    loaded = run(
        "--workspace", folder, "load", "police-uk", files / "surrey", "--published", "2022-08-01"
    )
    assert loaded.code == 0, loaded.errors
    (folder / "objectives.yaml").write_text(OF_RECORDS)
    known: Counter[tuple[str, str, str]] = Counter()
    path = files / "monthly-tables" / "surrey_month_lad_type_2020-08_2022-06.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["Month"][5:] in ("04", "05", "06"):
                for place in (row["lad"], "everywhere"):
                    known[row["Month"][:4], place, row["Crime type"]] += int(row["count"])
    for area, place in ((None, "everywhere"), ("E07000209", "Guildford")):
        found = table(folder, *(("--area", area) if area else ()))
        assert found["period"] == "2022-04-01/2022-06-30"
        rows = block(found, "From records")
        for kind in ("Burglary", "Vehicle crime"):
            cells = rows[kind]["cells"]
            this, last = known["2022", place, kind], known["2021", place, kind]
            assert (cells["this_year"]["value"], cells["last_year"]["value"]) == (this, last)
            assert cells["difference"]["value"] == this - last
            assert cells["performance"]["value"] == (
                pytest.approx((this - last) / last * 100) if last >= 100 else None
            )


EXTRACT = """\
extracts:
  - name: crimes
    table: crimes
    title: Recorded crime, made up
    publisher: Force performance office
    force: West Midlands
    covers_from: 2010-04-01
    formats: "%Y-%m-%d"
    columns: {crime: NUMBER, recorded_on: RECORDED, offence: CODE, outcome_on: CLEARED}
"""
FROM_DAYS = """\
blocks:
  - title: From records
    rows:
      - {title: Total, measure: force_total_crime}
"""
CUT_OFFS = [
    # --to, this year, its days, the base year, crimes this year and in the base year
    (None, "2012-04-01/2013-03-14", 348, "2011-04-01/2012-03-14", 10, 347),
    ("2012-02-29", "2011-04-01/2012-02-29", 335, "2010-04-01/2011-02-28", 333, 1),
    ("2013-02-28", "2012-04-01/2013-02-28", 334, "2011-04-01/2012-02-28", 0, 332),
    ("2013-03-31", "2012-04-01/2013-03-14", 348, "2011-04-01/2012-03-14", 10, 347),
]


@pytest.mark.parametrize(("to", "period", "days", "base", "this", "last"), CUT_OFFS)
def test_records_known_to_the_day_are_compared_on_the_same_days(
    tmp_path: Path, to: str | None, period: str, days: int, base: str, this: int, last: int
) -> None:
    """A crime on each day of 3 April 2011 to 15 March 2012; one before, ten on one day after."""
    first = date(2011, 4, 3)
    on = [first + timedelta(days=n) for n in range((date(2012, 3, 15) - first).days + 1)]
    on += [date(2011, 2, 28), date(2011, 3, 1), *[date(2013, 3, 10)] * 10]
    folder, file = tmp_path / "w", tmp_path / "crimes.csv"
    assert run("init", folder).code == 0
    (folder / "extract.yaml").write_text(EXTRACT)
    rows = [f"{number},{recorded},34B,\n" for number, recorded in enumerate(on)]
    file.write_text("NUMBER,RECORDED,CODE,CLEARED\n" + "".join(rows))
    loaded = run("--workspace", folder, "load", "extract", file, "--as-at", "2013-03-14")
    assert loaded.code == 0, loaded.errors
    (folder / "objectives.yaml").write_text(FROM_DAYS)
    settings = folder / "copperplate.yaml"
    settings.write_text(settings.read_text().replace("restricted: open-data", "restricted: holders-only"))  # fmt: skip
    found = table(folder, "--audience", "restricted", *(("--to", to) if to else ()))
    row = block(found, "From records")["Total"]
    assert (row["period"], row["days"], row["base"]) == (period, days, base)
    assert row["cells"]["this_year"]["value"] == this
    assert row["cells"]["last_year"]["value"] == last


def test_show_says_what_counting_records_could_not_know(tmp_path: Path) -> None:
    folder, file = tmp_path / "w", tmp_path / "crimes.csv"
    assert run("init", folder).code == 0
    mapping = EXTRACT.replace("offence: CODE", "offence: CODE, outcome_type: {from: CODE, codes: {34B: '1'}}")  # fmt: skip
    (folder / "extract.yaml").write_text(mapping.replace("2010-04-01", "2013-01-01"))
    cells = [("2013-01-30", "2013-02-04"), ("2013-01-31", "2013-03-11"), ("2013-03-14", "")]
    rows = [f"{number},{on},34B,{cleared}\n" for number, (on, cleared) in enumerate(cells)]
    file.write_text("NUMBER,RECORDED,CODE,CLEARED\n" + "".join(rows))
    loaded = run("--workspace", folder, "load", "extract", file, "--as-at", "2013-03-17")
    assert loaded.code == 0, loaded.errors
    settings = folder / "copperplate.yaml"
    settings.write_text(settings.read_text().replace("restricted: open-data", "restricted: holders-only"))  # fmt: skip

    def shown(measure: str, period: str) -> str:
        ended = run("--workspace", folder, "show", measure, "--period", period, "--audience", "restricted")  # fmt: skip
        assert ended.code == 0, ended.errors
        return " ".join(ended.output.split())

    detections = shown("force_detections", "month")
    assert "February 2013 1 January 2013 0" in detections
    assert "recorded from 1 January 2013 to 17 March 2013. What was recorded on other days" in detections  # fmt: skip
    weeks = shown("force_total_crime", "week")
    assert "week to 17 March 2013 1 week to 10 March 2013 0" in weeks
    assert "What was recorded on other days" not in weeks
    harm = shown("force_harm", "month")
    assert "left out" not in harm
