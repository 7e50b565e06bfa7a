"""The command `breakdown`: parts equal to the catalogue's, safe for whoever they are printed for.

The made-up extract holds two years of crimes with markers, hours and places, drawn by chance with
a fixed seed; who and where each was stands in it as words that no output may hold.
"""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Ran, run

CANARY = "kestrel9137"
MAPPING = """\
extracts:
  - name: crimes
    table: crimes
    title: Recorded crime, made up
    publisher: Force performance office
    force: West Midlands
    covers_from: 2011-11-01
    columns:
      crime: CRIME
      recorded_on: DAY
      committed_from: {from: [DAY, TIME], format: ["%Y-%m-%d %H:%M"]}
      policing_unit: {from: LPU, areas: neighbourhood-policing-unit}
      priority_area: {from: PRIORITY, areas: priority-area}
      offence: CODE
      location: WHERE
      victim: VICTIM
      knife: {from: MARKERS, holds: KNIFE}
      alcohol: {from: MARKERS, holds: ALC}
      domestic_abuse: {from: MARKERS, holds: DA}
      gang: GANG
"""
MEASURES = """\
subject: Tests
measures:
  - id: marked_crime
    kind: count
    title: Crime with its markers
    short: crime
    question: How much crime?
    definition: All of it.
    noun: {plural: crimes, singular: crime}
    table: crimes
    better: lower
    collection: force records
    sources: [extract]
    periods: [year-to-date, month, day, quarter, year-ending]
    breakdowns: [policing_unit, priority_area, offence_group, weekday, knife, alcohol, gang, domestic_abuse]
    owner: Force performance office
    lag: None.
"""
UNITS = ("Birch", "Cedar", "Elm", "Oak")
FORMULA = "=cmd|' /C calc'!A0"
PRIORITIES = (FORMULA, *(f"Priority {n}" for n in range(2, 9)))
AREAS = "".join(
    f"WM-{name.upper()},{name},neighbourhood-policing-unit,E23000014,,\n" for name in UNITS
) + "".join(f"PA-{n},{name},priority-area,E23000014,,\n" for n, name in enumerate(PRIORITIES))
CODES = ("45", "45", "45", "34B", "8N", "8N", "19C", "1")
TO_DATE = (("2012-04-01", "2013-03-14"), ("2013-04-01", "2014-03-14"))

Crime = dict[str, str]


def drawn() -> Iterator[Crime]:
    """Yield crimes of two years and some months, the same every time."""
    chance = random.Random(2014)
    for number in range(1500):
        day = date(2011, 11, 1) + timedelta(days=chance.randrange(865))
        markers = [
            m for m, rate in (("KNIFE", 0.1), ("ALC", 0.3), ("DA", 0.04)) if chance.random() < rate
        ]
        yield {
            "CRIME": f"{CANARY}-{number}",
            "DAY": day.isoformat(),
            "TIME": f"{chance.randrange(24):02}:30",
            "LPU": chance.choices([*UNITS, ""], [40, 30, 20, 8, 2])[0],
            "PRIORITY": chance.choices(["", *PRIORITIES], [90, *[2] * 8])[0],
            "CODE": chance.choice(CODES),
            "WHERE": f"{CANARY} lane {number}",
            "VICTIM": f"{CANARY}{chance.randrange(900)}",
            "MARKERS": ";".join(markers),
            "GANG": "",
        }


CRIMES = list(drawn())


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("breakdown") / "w"
    assert run("init", folder).code == 0
    (folder / "extract.yaml").write_text(MAPPING, encoding="utf-8")
    (folder / "measures" / "tests.yaml").write_text(MEASURES, encoding="utf-8")
    with (folder / "areas" / "register.csv").open("a", encoding="utf-8") as register:
        register.write(AREAS)
    settings = folder / "copperplate.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("restricted: open-data", "restricted: holders-only")
    settings.write_text(text.replace(": open-data", ": small-numbers"), encoding="utf-8")
    file = folder.parent / "crimes.csv"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(CRIMES[0]))
    writer.writeheader()
    writer.writerows(CRIMES)
    file.write_text(out.getvalue(), encoding="utf-8")
    ran = run("--workspace", folder, "load", "extract", file, "--as-at", "2014-03-14")
    assert ran.code == 0, ran.errors
    return folder


def broken(folder: Path, *words: object) -> Ran:
    return run("--workspace", folder, "breakdown", *words)


def as_json(folder: Path, *words: object) -> dict[str, Any]:
    ran = broken(folder, *words, "--format", "json")
    assert ran.code == 0, ran.errors
    return dict(json.loads(ran.output))


def counted(*columns: str, where: str = "") -> dict[tuple[str, ...], list[int]]:
    """Return crimes of the two years to date by what a row says, counted by hand."""
    found: dict[tuple[str, ...], list[int]] = {}
    for crime in CRIMES:
        for span, (first, last) in enumerate(TO_DATE):
            if first <= crime["DAY"] <= last and where in crime["MARKERS"]:
                key = tuple(crime[column] for column in columns)
                found.setdefault(key, [0, 0])[span] += 1
    return found


def values(record: dict[str, Any]) -> dict[str, list[int | None]]:
    return {p["name"]: [p["base"]["value"], p["this"]["value"]] for p in record["parts"]}


def test_the_parts_of_a_column_are_the_crimes_counted_by_hand(workspace: Path) -> None:
    record = as_json(workspace, "marked_crime", "--by", "policing_unit")
    known = {unit or "Not said": pair for (unit,), pair in counted("LPU").items()}
    assert values(record) == known
    sums = [sum(pair[span] for pair in known.values()) for span in (0, 1)]
    assert [record["whole"][name]["value"] for name in ("base", "this")] == sums
    assert (record["base"]["period"], record["this"]["period"]) == (
        "2012-04-01/2013-03-14",
        "2013-04-01/2014-03-14",
    )
    this = [part["this"]["value"] for part in record["parts"]]
    assert this == sorted(this, reverse=True)
    assert sum(part["difference"]["value"] for part in record["parts"]) == sums[1] - sums[0]
    assert sum(part["share"]["value"] for part in record["parts"]) == pytest.approx(100)
    assert record["whole"]["share_of_change"]["value"] in (100, None)


def test_two_columns_make_parts_together(workspace: Path) -> None:
    record = as_json(workspace, "marked_crime", "--by", "policing_unit", "--and", "weekday")
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    known: Counter[str] = Counter()
    for crime in CRIMES:
        if TO_DATE[1][0] <= crime["DAY"] <= TO_DATE[1][1]:
            weekday = days[date.fromisoformat(crime["DAY"]).weekday()]
            known[f"{crime['LPU'] or 'Not said'}, {weekday}"] += 1
    assert {name: pair[1] for name, pair in values(record).items() if pair[1]} == known


def test_hours_offences_and_groups_stand_in_words(workspace: Path) -> None:
    hours = values(as_json(workspace, "marked_crime", "--by", "hour"))
    assert len(hours) == 24 and "23:00 to 23:59" in hours
    offences = values(as_json(workspace, "marked_crime", "--by", "offence"))
    assert any(name.endswith("(45)") for name in offences)
    groups = values(as_json(workspace, "marked_crime", "--by", "offence_group"))
    assert {"Homicide", "Robbery", "Sexual offences", "Violence with injury"} < set(groups)


def test_markers_are_each_of_the_whole_and_never_added(workspace: Path) -> None:
    markers = ("--by", "knife", "--by", "alcohol", "--by", "gang")
    record = as_json(workspace, "marked_crime", *markers)
    (whole,) = counted().values()
    for name, code in (("Knife", "KNIFE"), ("Alcohol", "ALC")):
        assert values(record)[name] == counted(where=code)[()]
    assert record["of_which"] is True
    assert [part["kind"] for part in record["parts"]] == ["of which"] * 3
    gang = record["parts"][-1]
    assert (gang["name"], gang["this"]) == ("Gang", {"value": None, "marks": ["x"]})
    assert gang["not_said"] == {"base": whole[0], "this": whole[1]}
    text = broken(workspace, "marked_crime", *markers).output
    assert "of which Knife" in text
    assert "Share of change" not in text
    assert "What is marked alcohol makes up" in text


SENSITIVE = ("force_domestic_abuse_crimes", "--by", "policing_unit")


@pytest.mark.parametrize("audience", ["public", "board"])
def test_small_numbers_of_a_sensitive_measure_are_for_those_who_hold_the_records(
    workspace: Path, audience: str
) -> None:
    known = {unit or "Not said": pair for (unit,), pair in counted("LPU", where="DA").items()}
    assert any(0 < n < 5 for pair in known.values() for n in pair)
    holders = as_json(workspace, *SENSITIVE)
    assert values(holders) == known
    assert (holders["policy"], holders["hidden"]) == ("holders-only", {"base": 0, "this": 0})
    others = as_json(workspace, *SENSITIVE, "--audience", audience)
    for name, pair in values(others).items():
        for shown, truth in zip(pair, known[name], strict=True):
            assert shown in (None, truth)
            assert not (0 < truth < 5 and shown is not None)
    for part in others["parts"]:
        hidden = [part[name]["value"] is None for name in ("base", "this")]
        assert (part["difference"]["value"] is None) is any(hidden)
        assert all(
            part[name]["marks"] == ["c"]
            for name, gone in zip(("base", "this"), hidden, strict=True)
            if gone
        )
    assert others["policy"] == "small-numbers"
    text = broken(workspace, *SENSITIVE, "--audience", audience).output
    assert f"For: {audience}. Policy: small-numbers." in text
    assert "[c] hidden to protect people" in text
    assert "parts are hidden: small counts, with" in text


def test_which_parts_are_hidden_does_not_hang_on_what_they_count(workspace: Path) -> None:
    """Of each year two at least are hidden, or none."""
    others = as_json(workspace, *SENSITIVE, "--audience", "board")
    for span in ("base", "this"):
        hidden = sum(part[span]["value"] is None for part in others["parts"])
        assert others["hidden"][span] == hidden != 1


def test_areas_below_a_policing_unit_are_guarded_whatever_is_measured(workspace: Path) -> None:
    asked = ("marked_crime", "--by", "priority_area", "--period", "quarter")
    known = values(as_json(workspace, *asked))
    shown = values(as_json(workspace, *asked, "--audience", "public"))
    small = [(n, at) for n, pair in known.items() for at, x in enumerate(pair) if x and x < 5]
    assert small
    assert all(name not in shown or shown[name][at] is None for name, at in small)


def test_larger_areas_of_what_is_not_sensitive_are_not_guarded(workspace: Path) -> None:
    asked = ("marked_crime", "--by", "policing_unit", "--period", "day", "--base", "2014-03-07")
    assert values(as_json(workspace, *asked, "--audience", "public")) == values(
        as_json(workspace, *asked)
    )


def test_a_sensitive_part_of_what_is_not_sensitive_is_guarded(workspace: Path) -> None:
    """Homicide and sexual offences among all crime; a marker that is sensitive itself."""
    day = ("--period", "month", "--area", "WM-ELM")
    groups = as_json(
        workspace, "marked_crime", "--by", "offence_group", *day, "--audience", "board"
    )
    known = values(as_json(workspace, "marked_crime", "--by", "offence_group", *day))
    shown = values(groups)
    for name in ("Homicide", "Sexual offences"):
        assert all(not 0 < n < 5 or name not in shown or shown[name][at] is None
                   for at, n in enumerate(known.get(name, [])) if n)  # fmt: skip
    marked = ("marked_crime", "--by", "domestic_abuse", "--by", "knife", *day)
    assert values(as_json(workspace, *marked))["Domestic abuse"][0] in (1, 2, 3, 4)
    shown = values(as_json(workspace, *marked, "--audience", "board"))
    assert shown["Domestic abuse"][0] is None
    assert shown["Knife"] == values(as_json(workspace, *marked))["Knife"]


def test_a_series_with_hidden_months_has_no_control_chart(workspace: Path) -> None:
    asked = ("--workspace", workspace, "chart", "force_domestic_abuse_crimes", "--period", "month")
    assert run(*asked).code == 0
    refused = run(*asked, "--audience", "public")
    assert (refused.code, "D006" in refused.errors, refused.output) == (7, True, "")


def test_months_are_told_of_beside_a_year_to_date_only_where_nothing_is_hidden(
    workspace: Path, tmp_path: Path
) -> None:
    """June 2012 was exceptionally low. The measure is sensitive, and no count of it is small."""
    folder = tmp_path / "w"
    shutil.copytree(workspace, folder, ignore=shutil.ignore_patterns("releases"))
    (folder / "extract.yaml").write_text(
        MAPPING.replace("2011-11-01", "2011-04-01").split("      committed_from")[0]
        + "      policing_unit: {from: LPU, areas: neighbourhood-policing-unit}\n"
        "      domestic_abuse: {value: true}\n",
        encoding="utf-8",
    )
    months = [(year, month) for year in (2011, 2012, 2013) for month in range(4, 13)]
    months += [(year, month) for year in (2012, 2013, 2014) for month in (1, 2)]
    rows = [
        f"{CANARY}{year}{month}-{n},{year}-{month:02}-{1 + n % 28:02},{UNITS[n % 2]}"
        for year, month in (*months, (2012, 3), (2013, 3))
        for n in range(8 if (year, month) == (2012, 6) else 30 + month % 3)
    ]
    (tmp_path / "crimes.csv").write_text("\n".join(["CRIME,DAY,LPU", *rows, ""]), encoding="utf-8")
    ran = run(
        *(
            "--workspace",
            folder,
            "load",
            "extract",
            tmp_path / "crimes.csv",
            "--as-at",
            "2014-02-28",
        )
    )
    assert ran.code == 0, ran.errors
    explained = "can be explained by June 2012, which was exceptionally low"
    asked = ("force_domestic_abuse_crimes", "--by", "policing_unit")
    assert explained in " ".join(broken(folder, *asked).output.split())
    board = broken(folder, *asked, "--audience", "board")
    assert board.code == 0 and "June 2012" not in board.output


EVERYTHING: Sequence[Sequence[object]] = [
    ("marked_crime", "--by", "policing_unit"),
    ("marked_crime", "--by", "priority_area"),
    ("marked_crime", "--by", "knife", "--by", "alcohol"),
    ("marked_crime", "--by", "hour", "--and", "offence"),
    SENSITIVE,
]


@pytest.mark.parametrize("asked", EVERYTHING, ids=lambda words: " ".join(map(str, words)))
@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_nobody_is_in_an_output(workspace: Path, asked: Sequence[object], form: str) -> None:
    ran = broken(workspace, *asked, "--format", form)
    assert ran.code == 0, ran.errors
    assert CANARY not in ran.output + ran.errors
    victims = {crime["VICTIM"] for crime in CRIMES}
    assert not any(victim in ran.output for victim in victims)


@pytest.mark.parametrize("column", ["crime", "victim", "location", "row", "recorded_from"])
def test_what_leads_to_somebody_splits_nothing(workspace: Path, column: str) -> None:
    ran = broken(workspace, "marked_crime", "--by", column)
    assert (ran.code, "M123" in ran.errors) == (3, True)


def test_a_spreadsheet_runs_nothing_of_it(workspace: Path) -> None:
    ran = broken(workspace, "marked_crime", "--by", "priority_area", "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(ran.output)))
    assert {line["part"] for line in lines} >= {f"'{FORMULA}", "Priority 2"}
    numbers = [line["difference"] for line in lines]
    assert all(float(number) == int(float(number)) for number in numbers)
    assert lines[-1]["kind"] == "whole"
    assert not any(cell[:1] in ("=", "+", "@") for line in lines for cell in line.values())


REFUSED = [
    # code, exit, words after the command, part of the message
    ("B101", 3, ("burglary", "--by", "district"), "'burglary' does not count records"),
    ("B102", 3, ("marked_crime", "--by", "knife", "--by", "gang", "--and", "hour"), "not both"),
    ("B103", 5, ("marked_crime", "--by", "hour", "--to", "2011-01-01"), "covers a year-to-date"),
    ("B104", 5, ("marked_crime", "--by", "hour", "--base", "2009/10"), "Known: 1 April 2012"),
    ("B104", 5, ("marked_crime", "--by", "hour", "--base", "2013/14"), "is not known"),
    ("D005", 7, ("marked_crime", "--by", "hour", "--audience", "board"), "is not split by hour."),
    ("D005", 7, (*SENSITIVE, "--and", "victim_kind", "--audience", "public"), "victim_kind"),
    ("M103", 5, ("marked_crim", "--by", "hour"), "Did you mean 'marked_crime'?"),
    ("M107", 3, ("marked_crime", "--by", "hour", "--period", "week"), "'week' is not a period"),
    ("M123", 3, ("marked_crime", "--by", "hours"), "Did you mean 'hour'?"),
    ("M123", 3, ("marked_crime", "--by", "hour", "--by", "knife"), "not a flag"),
    ("A101", 5, ("marked_crime", "--by", "hour", "--area", "E99"), "'E99' is not an area"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "exit_code", "words", "message"), REFUSED, ids=[f"{r[0]} {r[2][-1]}" for r in REFUSED]
)
def test_what_cannot_be_split_is_refused(
    workspace: Path, code: str, exit_code: int, words: tuple[str, ...], message: str
) -> None:
    ran = broken(workspace, *words)
    assert (ran.code, code in ran.errors, message in ran.errors) == (exit_code, True, True), ran
    assert ran.output == ""


def test_another_base_is_the_same_days_of_its_year(workspace: Path) -> None:
    asked = ("marked_crime", "--by", "knife", "--to", "2013-08-31")
    record = as_json(workspace, *asked, "--base", "2012/13")
    assert record == as_json(workspace, *asked)
    assert record["base"]["period"] == "2012-04-01/2012-08-31"


def test_what_was_not_published_is_not_for_open_data(workspace: Path, tmp_path: Path) -> None:
    """The same releases under another policy."""
    settings = workspace / "copperplate.yaml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(
        before.replace("board: small-numbers", "board: open-data"), encoding="utf-8"
    )
    try:
        ran = broken(workspace, "marked_crime", "--by", "knife", "--audience", "board")
    finally:
        settings.write_text(before, encoding="utf-8")
    assert (ran.code, "D002" in ran.errors) == (7, True)


SURREY_DISTRICTS = ("Elmbridge", "Guildford", "Woking")


@pytest.fixture(scope="module")
def surrey(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("surrey") / "w"
    assert run("init", folder, "--force", "surrey").code == 0
    files = shared / "police-uk" / "surrey"
    ran = run("--workspace", folder, "load", "police-uk", files, "--published", "2022-08-01")
    assert ran.code == 0, ran.errors
    return folder


def catalogued(path: Path, **where: str) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if all(row[name] == value for name, value in where.items()):
                yield row


@pytest.mark.slow
def test_districts_and_categories_of_surrey_are_the_catalogue_s(surrey: Path, shared: Path) -> None:
    path = shared / "police-uk" / "monthly-tables" / "surrey_month_lad_type_2020-08_2022-06.csv"
    months = [f"{year}-{month:02}" for year in (2021, 2022) for month in (4, 5, 6)]
    areas: dict[str, list[int]] = {}
    kinds: dict[str, list[int]] = {}
    for row in catalogued(path):
        if row["Month"] not in months or row["Crime type"] == "Anti-social behaviour":
            continue
        span = row["Month"] >= "2022"
        kinds.setdefault(row["Crime type"], [0, 0])[span] += int(row["count"])
        if row["Crime type"] == "Burglary":
            areas.setdefault(row["lad"], [0, 0])[span] += int(row["count"])
    assert values(as_json(surrey, "street_crime", "--by", "category")) == kinds
    found = values(as_json(surrey, "street_burglary", "--by", "district", "--audience", "public"))
    own = {name: pair for name, pair in found.items() if name != "Not said"}
    assert len(own) == 11 and {name: areas[name] for name in own} == own
    outside = [sum(p[at] for n, p in areas.items() if n not in own) for at in (0, 1)]
    assert found["Not said"] == outside


@pytest.mark.slow
def test_districts_of_the_west_midlands_are_the_catalogue_s(shared: Path, tmp_path: Path) -> None:
    """February beside January 2014: another base than a year before."""
    folder = tmp_path / "w"
    assert run("init", folder).code == 0
    street = shared / "police-uk" / "street"
    files = [street / f"2014-{month}-west-midlands-street.csv.gz" for month in ("01", "02")]
    loaded = run("--workspace", folder, "load", "police-uk", *files, "--published", "2014-04-01")
    assert loaded.code == 0, loaded.errors
    asked = ("street_burglary", "--by", "district", "--period", "month", "--base", "January 2014")
    found = values(as_json(folder, *asked))
    path = shared / "police-uk" / "monthly-tables" / "street_2014_month_lad_type.csv"
    known: dict[str, list[int]] = {}
    for span, month in enumerate(("2014-01", "2014-02")):
        kind = {"Month": month, "force": "West Midlands", "Crime type": "Burglary"}
        for row in catalogued(path, **kind):
            known.setdefault(row["lad_name"], [0, 0])[span] = int(row["count"])
    own = {name: pair for name, pair in found.items() if name != "Not said"}
    assert len(own) == 7 and {name: known[name] for name in own} == own
