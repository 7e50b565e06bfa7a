"""One milestone in full: position, profile, areas; and what a new one would rest on.

Answers from outside: the portal's figures of March 2014, the published rates of June 2019, and a
force made so that every number can be worked out.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from copperplate import pipeline
from copperplate.cli import main
from tests.commands import Ran, run
from tests.functional.test_objectives_of_records import EXTRACT, rows

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAN = """\
id: made
title: A plan
area: E23000014
starts: 2013-04-01
ends: 2014-03-31
aims:
  - id: LESS
    title: Less burglary
    measured_by: Burglaries
    measures: [force_burglary_total]
    source: Force records
    frequency: monthly
    milestone: {kind: percent-change, percent: -10, base: 2012/13, text: ten per cent fewer}
  - id: SO-MANY
    title: At most so many robberies
    measured_by: Robberies
    measures: [force_robbery_total]
    source: Force records
    frequency: monthly
    milestone: {kind: count, count: 40, text: forty are found}
  - id: RATED
    title: A lower rate
    measured_by: Rate
    measures: [recorded_crime_rate]
    source: Published
    frequency: quarterly
    milestone: {kind: rank, rank: 1, text: the lowest rate}
  - id: QUARTERS
    title: Less by the quarter
    measured_by: Hate crime
    measures: [by_quarter]
    source: Force records
    frequency: quarterly
    milestone: {kind: direction, text: fewer than last year}
  - id: LATER
    title: Counted one day
    measured_by: Nothing yet
    source: None
    frequency: monthly
    milestone: {kind: none-set, text: none}
    awaited: {why: Nobody counts it yet.}
"""
MEASURE = """\
subject: Made up
measures:
  - id: by_quarter
    kind: count
    title: Crime by quarter
    short: crime by quarter
    question: How much?
    definition: All of it.
    noun: {plural: crimes, singular: crime}
    table: crimes
    where: offence_group <> 'fraud'
    better: lower
    collection: force records
    sources: [extract]
    periods: [quarter]
    owner: Force performance office
    lag: None.
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Burglaries: nine a day in 2010/11, then seven, five, and six; half of them in each unit."""
    folder = tmp_path_factory.mktemp("milestone") / "w"
    assert run("init", folder).code == 0
    for name, text in (
        ("extract.yaml", EXTRACT),
        ("plan.yaml", PLAN),
        ("measures/made.yaml", MEASURE),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "papers" / "first.yaml").unlink()
    settings = folder / "copperplate.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("restricted: open-data", "restricted: holders-only").replace(
            "board: open-data", "board: small-numbers"
        ),
        encoding="utf-8",
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


def asked(folder: Path, *words: object) -> Ran:
    return run("--workspace", folder, "milestone", *words)


def told(folder: Path, *words: object) -> Any:
    ran = asked(folder, *words, "--format", "json")
    assert ran.code == 0, ran.errors
    return json.loads(ran.output)


BOARD = ("--audience", "board")
DAYS = 348
"""From 1 April to 14 March, where no 29 February lies between."""


def test_a_milestone_stands_with_all_it_rests_on(workspace: Path) -> None:
    """Five a day less a tenth are 1,642.5 in the year; six a day had 2,088 by 14 March."""
    found = told(workspace, "LESS")
    assert (found["plan"], found["position"], found["days_left"]) == ("made", "already_missed", 17)
    assert found["recorded"]["value"] == 6 * DAYS
    assert found["figures"]["target"]["value"] == 1642.5
    assert {
        one["year"]: (one["count"]["value"], one["a_day"]["value"], one["days"])
        for one in found["earlier_years"]
    } == {
        "2010-04/2011-03": (9 * 17, 9, 17),
        "2011-04/2012-03": (7 * 17, 7, 17),
        "2012-04/2013-03": (5 * 17, 5, 17),
    }
    assert found["earlier_years"][0]["count"]["query"].startswith("SELECT")


def test_its_target_is_shared_out_over_months(workspace: Path) -> None:
    """Every year is even by days, so the shares are those of days; one of three held a 29th."""
    profile = told(workspace, "LESS")["profile"]
    assert (profile["shared_by"], len(profile["seasons"])) == ("season", 3)
    april, *_, february, march = profile["months"]
    assert april["allowed"]["value"] == pytest.approx(1642.5 * (30 / 365 * 2 + 30 / 366) / 3)
    assert (april["recorded"]["value"], april["last_year"]["value"]) == (180, 150)
    assert february["recorded"]["value"] == 6 * 334
    assert february["difference"]["value"] == pytest.approx(6 * 334 - february["allowed"]["value"])
    assert (march["state"], march["recorded"], march["allowed"]["value"]) == (
        "not-yet",
        None,
        1642.5,
    )


def test_the_command_says_it_in_words_and_in_a_table(workspace: Path) -> None:
    text = asked(workspace, "LESS", "--to", "2013-12-31").output
    said = " ".join(text.split())
    assert "Less burglary is out of reach at the usual rate: 1,650 by 31 December 2013" not in said
    assert "Less burglary is already missed: 1,650 by 31 December 2013" in said
    assert "1,643 in the year" in said
    assert "January 2014 1,376 not yet not yet 1,530" in said
    lines = text.splitlines()
    begin = next(n for n, line in enumerate(lines) if line.startswith("To the end of"))
    heads, body = lines[begin], lines[begin + 2 : begin + 14]
    for name in ("Milestone allows", "Recorded", "Difference", "2012/13"):
        end = heads.index(name) + len(name)
        assert all(line[end - 1] not in " " for line in body), name
    assert not any(line != line.rstrip() for line in lines)


def test_each_area_stands_on_its_own_base(workspace: Path) -> None:
    found = told(workspace, "LESS", "--by", "units", "--to", "2013-12-31")
    stands = {one["area"]["name"]: one for one in found["areas"]}
    assert set(stands) == {"Ash", "Birch"}
    for name, a_day in (("Ash", 3), ("Birch", 3)):
        assert stands[name]["recorded"]["value"] == a_day * 275
    # Of five a day two were Ash's, so that it may have 657 in the year, and has 825 already.
    assert stands["Ash"]["figures"]["target"]["value"] == pytest.approx(365 * 2 * 0.9)
    assert stands["Birch"]["figures"]["target"]["value"] == pytest.approx(365 * 3 * 0.9)
    assert stands["Ash"]["position"] == "already_missed"
    assert stands["Birch"]["position"] == "out_of_reach"
    one = told(workspace, "LESS", "--area", "WM-ASH", "--to", "2013-12-31")
    assert (one["position"], one["recorded"]["value"]) == ("already_missed", 825)
    text = asked(workspace, "LESS", "--by", "units").output
    assert "no area is bound to it" in " ".join(text.split())


def test_kinds_of_area_are_named_as_a_map_names_them() -> None:
    (by,) = [option for option in main.commands["milestone"].params if option.name == "by"]
    assert set(by.type.choices) == set(pipeline.BY) == set(pipeline.OF) - {"forces"}


def test_every_number_is_a_row_and_what_is_not_there_says_why(workspace: Path) -> None:
    ran = asked(workspace, "LESS", "--by", "units", "--format", "csv")
    found = list(csv.DictReader(io.StringIO(ran.output)))
    cells = {(row["part"], row["of"], row["column"]): row for row in found}
    assert cells["position", "West Midlands", "position"]["value"] == "already_missed"
    assert cells["profile", "2014-03", "recorded"]["value"] == ""
    assert cells["profile", "2014-03", "recorded"]["text"] == "not yet"
    assert cells["profile", "2014-03", "allowed"]["value"] == "1642.5"
    assert cells["area", "Ash", "position"]["area"] == "WM-ASH"
    assert cells["earlier year", "2010-04/2011-03", "rate_seen"]["value"] == "9"


def test_the_drawing_holds_three_lines_and_their_names(workspace: Path) -> None:
    ran = asked(workspace, "LESS", "--format", "svg")
    assert ran.code == 0, ran.errors
    words = " ".join("".join(one.itertext()) for one in ElementTree.fromstring(ran.output).iter())
    for name in ("Recorded by Feb", "Milestone allows", "2012/13", "Apr", "Mar"):
        assert name in words, name
    assert "stroke-dasharray" in ran.output


def test_small_numbers_of_a_priority_area_are_hidden_with_what_follows_from_them(
    workspace: Path,
) -> None:
    """Three burglaries a day: of three in a small area nothing is told, of nine all."""
    seen = told(workspace, "LESS", "--by", "priority-areas", "--to", "2013-04-03", *BOARD)
    (hill,) = seen["areas"]
    assert hill["recorded"]["value"] == 9
    hidden = told(workspace, "LESS", "--by", "priority-areas", "--to", "2013-04-01", *BOARD)
    (hill,) = hidden["areas"]
    assert (hill["recorded"]["value"], hill["recorded"]["marks"]) == (None, ["c"])
    assert (hill["position"], hill["figures"]) == ("not_known", {})
    assert hidden["recorded"]["value"] == 6
    text = asked(workspace, "LESS", "--by", "priority-areas", "--to", "2013-04-01", *BOARD).output
    assert "[c] hidden to protect people" in text


def test_a_number_to_be_reached_is_the_whole_area_s(workspace: Path) -> None:
    """Robberies every tenth day: 40 are more than the year's 35 to 14 March."""
    found = told(workspace, "SO-MANY")
    assert (found["position"], found["recorded"]["value"]) == ("out_of_reach", 35)
    assert found["profile"]["target"] == 40
    by = asked(workspace, "SO-MANY", "--by", "units")
    assert (by.code, "O114" in by.errors) == (3, True)
    assert "says nothing of any other" in by.errors
    area = asked(workspace, "SO-MANY", "--area", "WM-ASH")
    assert (area.code, "O114" in area.errors) == (3, True)


REFUSED = [
    (("ELSE",), 5, "O110", "'ELSE' is not an aim of the plan 'made'"),
    (("LESS", "--plan", "else"), 5, "P114", "else"),
    (("LATER",), 3, "O111", "has no measure yet"),
    (("QUARTERS",), 3, "O112", "not counted by year to date"),
    (("LESS", "--to", "2013-03-31"), 5, "O113", "1 April 2013 to 31 March 2014"),
    (("LESS", "--area", "WM-ASH", "--by", "wards"), 3, "G101", "No ward lies in Ash (WM-ASH)"),
    (("--propose", "else"), 5, "M103", "else"),
    (("--propose", "recorded_crime_rate"), 3, "O116", "no count that is had by financial year"),
    (("LESS", "--propose", "force_total_crime"), 2, "", "and not both"),
    ((), 2, "", "Name an AIM"),
    (("--propose", "force_total_crime", "--format", "svg"), 2, "", "--propose goes without"),
]


@pytest.mark.parametrize(("words", "code", "error", "says"), REFUSED)
def test_what_cannot_be_said_is_refused_with_what_to_do(
    workspace: Path, words: tuple[str, ...], code: int, error: str, says: str
) -> None:
    ran = asked(workspace, *words)
    assert (ran.code, error in ran.errors, says in ran.errors) == (code, True, True), ran.errors


def test_a_new_milestone_is_set_out_and_no_number_proposed(workspace: Path) -> None:
    found = told(workspace, "--propose", "force_burglary_total")
    assert {row["year"]: row["value"]["value"] for row in found["years"]} == {
        "2010-04/2011-03": 9 * 365,
        "2011-04/2012-03": 7 * 366,
        "2012-04/2013-03": 5 * 365,
    }
    changes = {row["percent"]["value"]: row for row in found["asked"]}
    assert changes[-8]["change"]["value"] == -146
    assert changes[-8]["a_day"]["value"] == pytest.approx(-0.4)
    assert changes[-8]["seen_in"] == ["2011-04/2012-03", "2012-04/2013-03"]
    assert changes[5]["seen"] == "never, in two years"
    assert found["proposed"] is None
    words = found["said"]
    assert words["now"]["words"].startswith("The financial year to 14 March 2014: 2,088, against")
    assert words["trend"]["words"] == "From 2010/11 to 2012/13: −1,460 (−44.4%)."
    text = " ".join(asked(workspace, "--propose", "force_burglary_total").output.split())
    assert "No number is proposed here" in text
    rows_ = asked(workspace, "--propose", "force_burglary_total", "--format", "csv").output
    assert "asked,5,seen,0" in rows_


# Published papers ------------------------------------------------------------------------


def test_the_portal_s_milestones_stand_as_its_table_has_them() -> None:
    """Paragraph 30 of the paper of 1 April 2014; without whole years, the days so far are judged."""
    folder = EXAMPLES / "portal-2014"
    table = json.loads(run("--workspace", folder, "objectives", "--format", "json").output)
    held = {row["aim"]: row for block in table["blocks"] for row in block["rows"] if row["aim"]}
    assert len(held) == 5
    for aim, row in held.items():
        found = told(folder, aim)
        assert found["position"] == row["position"], aim
        assert found["position_words"] == row["position_words"]
        # Of the priority areas only the change was published, in per cent.
        column = "this_year" if aim != "E5" else "performance"
        assert found["recorded"]["value"] == row["cells"][column]["value"]
    assert told(folder, "E1")["no_profile"] == "no-months"
    assert told(folder, "E5")["no_profile"] == "no-year"


def test_a_milestone_against_the_group_is_told_with_place_and_average() -> None:
    """The headline paper of 19 November 2019 prints 90 against an average of 107."""
    found = told(EXAMPLES / "west-midlands-2019", "H1", "--known-on", "2019-11-19")
    assert found["position"] == "met"
    (said,) = found["beside"]
    assert "stood at 90.0 in the year ending June 2019: 1st of four" in said
    assert said.endswith("the group's average is 107.0.")
    later = told(EXAMPLES / "west-midlands-2019", "H1")
    assert "1st of three with data" in later["beside"][0]


def test_a_milestone_on_years_alone_is_judged_in_the_measure_s_own_periods() -> None:
    """Burglary: 22,337 in the year ending March 2016, 28,675 in that ending June 2019."""
    found = told(EXAMPLES / "west-midlands-2019", "H2a", "--known-on", "2019-11-19")
    assert (found["position"], found["recorded"]["value"]) == ("behind", 28675)
    assert found["figures"]["target"]["value"] == 22337
    assert found["no_profile"] == "no-year"


def test_what_a_milestone_would_rest_on_says_the_place_in_the_group() -> None:
    """Burglary of the year ending March 2016, published: 22,337; of March 2019: 28,998."""
    found = told(EXAMPLES / "west-midlands-2019", "--propose", "burglary")
    years = {row["year"]: row["value"]["value"] for row in found["years"]}
    assert years["2018-04/2019-03"] == 28998
    assert "1 being the lowest" in found["said"]["group"]["words"]
    assert found["process"]["since"] == "2016-10/2016-12"
