"""A small workspace of a force that does not exist, and one figure of a real force beside it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from copperplate.areas import AreaKind, england_and_wales
from copperplate.synthetic.outlines import geojson
from tests.commands import Ran, run

STAMP = "Synthetic: Brumshire Police does not exist"
FORCE, QUILLMARSH, DUNFERROW, WEST_MIDLANDS = "X23000001", "X10000001", "X10000002", "E23000014"
REGISTER = (
    f"{FORCE},Brumshire,police-force-area,,,\n"
    f"{QUILLMARSH},Quillmarsh,neighbourhood-policing-unit,{FORCE},,\n"
    f"{DUNFERROW},Dunferrow,neighbourhood-policing-unit,{FORCE},,\n"
)
_MAPPING = """\
  - name: {name}
    table: crimes
    title: Recorded crime, made up
    publisher: Force performance office
    force: {force}
    covers_from: 2011-04-01
    columns:
      crime: CRIME
      recorded_on: DAY
      policing_unit: {{from: UNIT, areas: neighbourhood-policing-unit}}
      offence: CODE
"""
EXTRACTS = f"extracts:\n{_MAPPING.format(name='crimes', force=FORCE)}" + _MAPPING.format(
    name="theirs", force=WEST_MIDLANDS
)
SETTINGS = f"""\
force: {FORCE}
groups:
  - {{name: group of two, valid_from: 2010-01-01, source: A test., members: [{FORCE}, {WEST_MIDLANDS}]}}
disclosure: {{public: small-numbers, board: small-numbers, restricted: holders-only}}
licence: Made up.
"""
PLAN = f"""\
id: plan
title: A plan
area: {FORCE}
starts: 2012-04-01
ends: 2015-03-31
aims:
  - id: CRIME
    title: Less crime
    reported: yearly
    measured_by: Recorded crime
    measures: [force_total_crime]
    source: Force
    frequency: monthly
    milestone: {{kind: percent-change, text: 5% fewer than the year before, percent: -5}}
"""
SCHEDULE = """\
board: Brumshire Strategic Board
meetings: [{date: 2014-03-25}]
"""
OBJECTIVES = """\
blocks:
  - title: Objectives
    rows: [{aim: CRIME}, {measure: force_robbery_total, title: Robbery}]
"""
PAPER = """\
board: Brumshire Strategic Board
meeting: 2014-03-25
title: Headline performance report
layout: headline-2019
audience: board
known_on: 2014-03-20
base: February 2013
purpose: [To tell the board where the plan stands.]
pages: [{aim: CRIME, lines: force_total_crime, control: force_total_crime}]
implications: {financial: None., legal: None., equalities: None.}
recommendations: [That the board notes the position.]
authors: [Force performance office]
"""
OPERATIONS = f"""\
kind: operations
title: Operations
entries:
  - id: O1
    title: Longbow
    starts: 2013-06-01
    aims: Fewer crimes in Quillmarsh.
    areas: [{QUILLMARSH}]
    measures: [force_total_crime]
"""
WORDS = """\
---
aim: CRIME
voice: commentary
office: Commissioner's office
date: 2014-03-20
---
In {force_total_crime.period} the police recorded {force_total_crime.value} crimes.
"""
SPIKE = date(2014, 2, 14)


def outlines() -> str:
    """Return the outlines of the two units as GeoJSON."""
    drawn = json.loads(geojson(AreaKind.NEIGHBOURHOOD_POLICING_UNIT))
    ours = [
        one for one in drawn["features"] if one["properties"]["code"] in (QUILLMARSH, DUNFERROW)
    ]
    return json.dumps({**drawn, "features": ours})


def crimes(last: date) -> Iterator[tuple[object, ...]]:
    """Yield crimes day by day from April 2011: about ten a day, more in the last half year."""
    day, number = date(2011, 4, 1), 0
    while day <= last:
        many = 8 + day.toordinal() * 7 % 5 + 3 * (day >= date(2013, 6, 1)) + 40 * (day == SPIKE)
        for one in range(many):
            number += 1
            code = "34B" if one % 6 == 5 else "28A"
            yield number, day, ("Quillmarsh", "Dunferrow")[one % 3 == 0], code
        day += timedelta(days=1)


def write_crimes(path: Path, last: date, *, units: bool = True, without: int = 0) -> Path:
    """Write crimes as an extract.

    Args:
        path: The file.
        last: The last day.
        units: Whether the file says the unit.
        without: Leave out each crime whose number this divides, if it is not 0.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("CRIME", "DAY", "UNIT", "CODE"))
        for number, day, unit, code in crimes(last):
            if not without or int(str(number)) % without:
                writer.writerow((number, day, unit if units else "", code))
    return path


def load(folder: Path, file: Path, mapping: str, as_at: str, *more: object) -> Ran:
    """Load an extract."""
    say = ("load", "extract", file, "--mapping", mapping, "--as-at", as_at, *more)
    return run("--workspace", folder, *say)


def declared(folder: Path) -> Path:
    """Make the workspace without records."""
    assert run("init", folder).code == 0
    with (folder / "areas" / "register.csv").open("a", encoding="utf-8") as register:
        register.write(REGISTER)
    for unused in folder.glob("papers/*"):
        unused.unlink()
    for unused in folder.glob("words/first/*"):
        unused.unlink()
    (folder / "words" / "march").mkdir()
    (folder / "registers").mkdir()
    for name, text in {
        "extract.yaml": EXTRACTS,
        "copperplate.yaml": SETTINGS,
        "plan.yaml": PLAN,
        "schedule.yaml": SCHEDULE,
        "objectives.yaml": OBJECTIVES,
        "papers/march.yaml": PAPER,
        "registers/operations.yaml": OPERATIONS,
        "words/march/crime.md": WORDS,
        "areas/neighbourhood-policing-unit.geojson": outlines(),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert WEST_MIDLANDS in england_and_wales()
    return folder


def workspace(folder: Path) -> Path:
    """Make the workspace with two extracts of the synthetic force and one of the real one."""
    made = declared(folder / "w")
    for last, as_at, without in (
        (date(2014, 2, 28), "2014-02-28", 0),
        (date(2014, 3, 14), "2014-03-14", 997),
    ):
        file = write_crimes(folder / f"crimes-{as_at}.csv", last, without=without)
        ran = load(made, file, "crimes", as_at)
        assert ran.code == 0, ran.errors
    theirs = write_crimes(folder / "theirs.csv", date(2014, 3, 13), units=False)
    ran = load(made, theirs, "theirs", "2014-03-14")
    assert ran.code == 0, ran.errors
    return made
