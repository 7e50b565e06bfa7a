"""Nothing that could lead to somebody reaches an output: planted words are searched for in all.

Every column that may hold a name, an identifier or free text holds a word found nowhere else. Each
command is run over them, for the audience that may see most, and so is every way to go wrong.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pymupdf
import pytest

from tests.commands import Ran, run

NAME, NUMBER, PLACE, NOTE = "sparrow5521", "kestrel9137", "heron7743", "wren3318"
CANARIES = (NAME, NUMBER, PLACE, NOTE)

EXTRACT = """\
extracts:
  - name: crimes
    table: crimes
    title: Recorded crime, made up
    publisher: Force performance office
    force: West Midlands
    covers_from: 2013-04-01
    columns:
      crime: CRIME
      recorded_on: DAY
      committed_from: {from: [DAY, TIME], format: "%Y-%m-%d %H:%M"}
      policing_unit: {from: UNIT, areas: neighbourhood-policing-unit}
      offence: CODE
      location: PLACE
      victim: {from: VICTIM, pseudonym: true}
      domestic_abuse: {from: MARKERS, holds: DA}
      outcome_type: OUTCOME
      outcome_on: CLEARED
"""
PLAN = """\
id: plan
title: Police and Crime Plan
area: E23000014
starts: 2013-04-01
ends: 2016-03-31
aims:
  - id: BURGLARY
    title: Less burglary
    measured_by: Burglaries recorded
    measures: [force_burglary_total]
    source: Force records
    frequency: monthly
    milestone: {kind: percent-change, percent: -8, base: 2013/14, text: 8 per cent fewer}
"""
OBJECTIVES = """\
blocks:
  - title: Force objectives
    rows:
      - {aim: BURGLARY}
      - {measure: force_total_crime, title: Total recorded crime}
"""
PAPER = """\
board: West Midlands Strategic Board
meeting: 2015-04-14
title: Performance report
layout: headline-2019
audience: restricted
known_on: 2015-04-14
purpose: [To tell the board where the plan stands.]
pages:
  - {aim: BURGLARY, lines: force_burglary_total, control: force_burglary_total}
implications: {financial: None., legal: None., equalities: None.}
recommendations: [That the board notes the position.]
authors: [Force performance office]
standing: A paper made for a test.
"""
HEADING = "CRIME,DAY,TIME,UNIT,CODE,PLACE,VICTIM,MARKERS,OUTCOME,CLEARED,NOTES"


def rows(last: date) -> Iterator[str]:
    """Yield four crimes a day, every cell that is not a code holding a word to look for."""
    day, number = date(2013, 4, 1), 0
    while day <= last:
        for code, unit, marker in (
            *(("28A", "Ash", ""), ("34B", "Birch", "DA")),
            *(("8N", "Ash", "DA"), ("30A", "Birch", "")),
        ):
            number += 1
            late = number % 97 == 0
            yield ",".join(
                (
                    f"{NUMBER}-{number}", str(day), f"{number % 24:02}:30", unit, code,
                    f"{PLACE} Road", f"{NAME} {number % 40}", marker,
                    "1" if late else "", str(day) if late else "", f"{NOTE} {NAME}",
                )
            )  # fmt: skip
        day += timedelta(days=1)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("canaries") / "w"
    assert run("init", folder).code == 0
    for name, text in (
        ("extract.yaml", EXTRACT),
        ("plan.yaml", PLAN),
        ("objectives.yaml", OBJECTIVES),
        ("papers/first.yaml", PAPER),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "words" / "first" / "crime-commentary.md").unlink()
    settings = folder / "copperplate.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(
            "restricted: open-data", "restricted: holders-only"
        ),
        encoding="utf-8",
    )
    with (folder / "areas" / "register.csv").open("a", encoding="utf-8") as register:
        for unit in ("Ash", "Birch"):
            code = f"WM-{unit.upper()}"
            register.write(f"{code},{unit},neighbourhood-policing-unit,E23000014,,\n")
    for as_at in (date(2015, 2, 28), date(2015, 3, 31)):
        ran = load(folder, "\n".join([HEADING, *rows(as_at)]) + "\n", as_at)
        assert ran.code == 0, ran.errors
        assert not found_in(ran.output + ran.errors)
    return folder


def load(folder: Path, text: str, as_at: date, name: str = "crimes") -> Ran:
    file = folder.parent / f"{name}-{as_at}.csv"
    file.write_text(text, encoding="utf-8")
    return run("--workspace", folder, "load", "extract", file, "--as-at", as_at)


def found_in(text: str) -> list[str]:
    return [word for word in CANARIES if word in text.lower()]


COMMANDS: list[tuple[str, ...]] = [
    ("check",),
    *(
        ("show", measure, "--period", period, "--format", form)
        for measure, period in (
            ("force_total_crime", "month"),
            ("force_total_crime", "day"),
            ("force_repeat_victims", "month"),
            ("force_detection_rate", "quarter"),
            ("force_harm", "month"),
        )
        for form in ("table", "csv", "json")
    ),
    ("show", "force_burglary_total", "--area", "WM-ASH"),
    *(("objectives", "--format", form) for form in ("text", "json", "csv")),
    ("objectives", "--explain", "force_burglary_total.value"),
    *(
        ("milestone", "BURGLARY", "--by", "units", "--format", form)
        for form in ("text", "json", "csv")
    ),
    *(
        ("milestone", "--propose", "force_total_crime", "--format", form)
        for form in ("text", "json")
    ),
    ("chart", "force_robbery_total"),
    ("suggest", "first"),
    ("suggest", "first", "--format", "json"),
    *(("revisions", "02-28", "03-31", "--format", form) for form in ("text", "json", "csv")),
]


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_prints_what_could_lead_to_somebody(
    workspace: Path, command: tuple[str, ...]
) -> None:
    ran = run("--workspace", workspace, *command)
    assert ran.code in (0, 5), ran.errors  # 5: nothing of this name to explain, said in words
    assert ran.output or ran.errors
    assert not found_in(ran.output + ran.errors)


@pytest.mark.slow
def test_no_file_of_a_paper_holds_it(workspace: Path) -> None:
    ran = run("--workspace", workspace, "build", "first")
    assert ran.code == 0, ran.errors
    written = {path.name: path.read_bytes() for path in (workspace / "out" / "first").iterdir()}
    assert {"paper.html", "paper.pdf", "document.json", "manifest.json"} <= set(written)
    for name, data in written.items():
        assert not found_in(data.decode("latin-1")), name
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", written["paper.pdf"], re.DOTALL):
        try:
            plain = zlib.decompress(stream)
        except zlib.error:
            continue
        assert not found_in(plain.decode("latin-1"))
    with pymupdf.open(stream=written["paper.pdf"]) as pdf:
        text = "".join(page.get_text() for page in pdf)
    assert "burglary" in text.lower()
    assert not found_in(text)


@pytest.mark.slow
def test_identifiers_are_listed_only_when_asked_for_by_those_who_hold_them(
    workspace: Path,
) -> None:
    names = ("--workspace", workspace, "revisions", "02-28", "03-31", "--records")
    assert found_in(run(*names).output) == [NUMBER]
    listing = ("--workspace", workspace, "records", "force_burglary_total", "2014-05")
    assert found_in(run(*listing).output) == [NUMBER]
    for audience in ("board", "public"):
        for command in (names, listing):
            refused = run(*command, "--audience", audience)
            assert refused.code == 7
            assert not found_in(refused.output + refused.errors)


COUNTED = [
    ("force_burglary_total", "month"),
    ("force_domestic_abuse_crimes", "month"),
    ("force_violence_with_injury", "week"),
    ("force_total_crime", "day"),
    ("force_harm", "quarter"),
    ("force_detections", "month"),
    ("force_repeat_victims", "month"),
    ("force_robbery_total", "year-to-date"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("measure", "period"), COUNTED)
@pytest.mark.parametrize("area", ["E23000014", "WM-BIRCH"])
def test_as_many_records_are_listed_as_were_counted(
    workspace: Path, measure: str, period: str, area: str
) -> None:
    where = ("--workspace", workspace)
    shown = run(*where, "show", measure, "--area", area, "--period", period, "--format", "json")
    assert shown.code == 0, shown.errors
    newest = [row for row in json.loads(shown.output) if row["value"] is not None][-3:]
    assert newest
    for row in newest:
        ran = run(*(*where, "records", measure, row["period"], "--area", area, "--format", "json"))
        assert ran.code == 0, ran.errors
        listed = json.loads(ran.output)["records"]
        if measure == "force_harm":
            assert bool(listed) == bool(row["value"])
        else:
            assert len(listed) == row["value"]


def spoilt(line: int, *cells: str) -> str:
    lines = [HEADING, *list(rows(date(2013, 4, 9)))]
    lines[line] = ",".join(cells)
    return "\n".join(lines) + "\n"


BROKEN = {
    "a quote left open": spoilt(3, f'"{NAME}', *[NAME] * 10),
    "too many cells": spoilt(3, *[NAME] * 14),
    "words for dates": "\n".join([HEADING, *[",".join([NAME] * 11)] * 9]) + "\n",
    "a heading of names": "\n".join([",".join(f"{NAME}{n}" for n in range(11))] * 9) + "\n",
    "names for codes": "\n".join(
        [HEADING, *(f"{NUMBER}{n},2013-04-02,10:00,{NAME},{NAME},x,y,z,{NAME},," for n in range(9))]
    )
    + "\n",
    "one identifier": "\n".join([HEADING, *[f"{NUMBER},2013-04-02,,Ash,45,x,y,,,,"] * 9]) + "\n",
}


@pytest.mark.parametrize("why", BROKEN)
def test_no_refusal_says_what_stood_in_the_file(workspace: Path, why: str) -> None:
    ran = load(workspace, BROKEN[why], date(2015, 4, 1), name="broken")
    assert ran.code == 4, ran.output
    assert not found_in(ran.output + ran.errors)


def test_what_a_release_says_of_itself_holds_none(workspace: Path) -> None:
    for folder in (workspace / "releases" / "extract").iterdir():
        described = (folder / "release.json").read_text(encoding="utf-8")
        assert json.loads(described)["tables"]["crimes"] > 2_000
        assert not found_in(described)
