"""The command `map`: tables equal to the catalogue's, files whole, refusals by their message."""

from __future__ import annotations

import csv
import gzip
import io
import re
import shutil
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from copperplate.areas import AreaKind, with_districts_and_wards
from copperplate.pipeline.counting import territories
from copperplate.reference.boundaries import Boundaries, boundaries
from copperplate.reference.places import ward_of
from copperplate.workspace import Workspace
from tests.commands import Ran, run
from tests.render.svg_reading import SVG

FORCE = "E23000014"
STREET_FILE = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n"
    "1,2021-05,West Midlands Police,West Midlands Police,-1.9,52.5,x,E01008881,Birmingham 067A,"
    "Burglary,,\n"
)


def draw(folder: Path, *words: object) -> Ran:
    return run("--workspace", folder, "map", *words)


def table(text: str) -> dict[str, list[str]]:
    """Return the rows of a printed table by their first cell, cells apart by two spaces."""
    lines = text.splitlines()
    rule = next(number for number, line in enumerate(lines) if line.startswith("---"))
    body = lines[rule + 1 : lines.index("", rule)]
    rows = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in body]
    return {row[0]: row[1:] for row in rows}


BY_WARD = """\
subject: Wards
measures:
  - id: by_ward
    kind: count
    title: Robbery by ward
    short: robbery
    question: How many robberies are recorded in each ward?
    definition: Robberies counted by the ward of their small area.
    noun: {plural: robberies, singular: robbery}
    table: counts
    where: measure = 'by_ward'
    better: lower
    collection: board papers
    sources: [counts]
    periods: [month]
    owner: Force performance office
    lag: None.
"""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    copy = tmp_path_factory.mktemp("example") / "w"
    ignore = shutil.ignore_patterns("out")
    shutil.copytree(examples / "west-midlands-2019", copy, ignore=ignore)
    return copy


@pytest.fixture(scope="module")
def street(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the West Midlands with the street-level file of one month."""
    folder = tmp_path_factory.mktemp("street") / "w"
    assert run("init", folder).code == 0
    file = shared / "police-uk" / "street" / "2014-01-west-midlands-street.csv.gz"
    ran = run("--workspace", folder, "load", "police-uk", file, "--published", "2014-04-01")
    assert ran.code == 0, ran.errors
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("measure", "kind"), [("street_burglary", "Burglary"), ("street_robbery", "Robbery")]
)
def test_a_map_of_districts_holds_the_catalogue_s_numbers(
    street: Path, shared: Path, tmp_path: Path, measure: str, kind: str
) -> None:
    path = shared / "police-uk" / "monthly-tables" / "street_2014_month_lad_type.csv"
    with path.open(encoding="utf-8", newline="") as file:
        known = {
            row["lad_name"]: int(row["count"])
            for row in csv.DictReader(file)
            if (row["Month"], row["force"], row["Crime type"]) == ("2014-01", "West Midlands", kind)
        }
    into = tmp_path / "map.svg"
    ran = draw(street, measure, "--period", "January 2014", "--into", into)
    assert ran.code == 0, ran.errors
    names = {
        area.name
        for area in with_districts_and_wards().within(FORCE, kind=AreaKind.LOCAL_AUTHORITY)
    }
    assert {name: int(row[0]) for name, row in table(ran.output).items()} == {
        name: count for name, count in known.items() if name in names
    }
    texts = {element.text for element in ElementTree.parse(into).iter(f"{SVG}text")}
    assert names | {f"{known[name]:,}" for name in names} <= texts


@pytest.mark.slow
def test_a_map_of_wards_holds_every_ward_by_its_small_areas(
    street: Path, shared: Path, tmp_path: Path
) -> None:
    """Counts a ward by the look-up of small areas, loaded as a table; zero is another thing than [x]."""
    path = shared / "police-uk" / "monthly-tables" / "street_2014_month_lsoa_type.csv.gz"
    known: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if (row["Month"], row["force"], row["Crime type"]) == (
                "2014-01",
                "West Midlands",
                "Robbery",
            ):
                known[ward_of(row["LSOA code"]) or ""] += int(row["count"])
    held = sorted(boundaries(Boundaries.WARDS_WEST_MIDLANDS))
    folder = tmp_path / "w"
    shutil.copytree(street, folder)
    sent = io.StringIO("measure,area,period,value,base,mark\n")
    sent.seek(0, io.SEEK_END)
    sent.writelines(f"by_ward,{code},2014-01,{known[code]},,\n" for code in held[2:])
    sent.write(f"by_ward,{held[0]},2014-01,,,c\nby_ward,{held[1]},2014-01,,,x\n")
    (tmp_path / "wards.csv").write_text(sent.getvalue(), encoding="utf-8")
    (folder / "measures" / "wards.yaml").write_text(BY_WARD, encoding="utf-8")
    loaded = run(
        "--workspace", folder, "load", "counts", tmp_path / "wards.csv", "--published", "2014-04-01"
    )
    assert loaded.code == 0, loaded.errors
    ran = draw(
        folder, "by_ward", "--of", "wards", "--period", "month", "--into", tmp_path / "map.svg"
    )
    assert ran.code == 0, ran.errors
    body = ran.output.split("-\n", 1)[1].split("\n\n")[0].splitlines()
    assert len(body) == len(held) == 192
    assert sum(line.endswith("not available") for line in body) == 1
    assert sum(line.endswith("hidden to protect people") for line in body) == 1
    assert sum(line.endswith("zero") for line in body) == sum(known[code] == 0 for code in held[2:])
    outlines = [
        g
        for g in ElementTree.parse(tmp_path / "map.svg").iter(f"{SVG}g")
        if g.get("stroke-width") == "1.3"
    ]
    assert [len(group) for group in outlines] == [7]
    records = draw(
        *(folder, "street_robbery", "--of", "wards", "--period", "January 2014"),
        *("--into", tmp_path / "records.svg"),
    )
    counted = [line.rsplit("  ", 1)[0] for line in records.output.split("-\n", 1)[1].splitlines()]
    numbers = [int(found[1]) for line in counted if (found := re.search(r" (\d+)$", line.rstrip()))]
    assert numbers == sorted((known[code] for code in held), reverse=True)


def test_a_map_of_forces_of_the_shipped_example(example: Path, tmp_path: Path) -> None:
    """Rates of Table P3, year ending June 2019."""
    into = tmp_path / "deep" / "map.svg"
    ran = draw(
        *(example, "recorded_crime_rate", "--of", "forces"),
        *("--period", "year ending June 2019", "--audience", "board", "--into", into),
    )
    assert ran.code == 0, ran.errors
    rows = table(ran.output)
    assert len(rows) == 43
    assert [
        rows[name][0]
        for name in ("West Midlands", "Merseyside", "West Yorkshire", "City of London")
    ] == [
        "90.0",
        "93.6",
        "127.6",
        "[x]",
    ]
    assert "For: board. Policy: open-data." in ran.output
    root = ElementTree.parse(into).getroot()
    text = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    for said in (
        "For: board. Policy: open-data.",
        "Crown copyright and database right 2020",
        "West Midlands",
    ):
        assert said in text


def test_a_region_is_drawn_alone(example: Path) -> None:
    ran = draw(example, "recorded_crime_rate", "--of", "forces", "--area", "E12000004")
    assert len(table(ran.errors)) == 5
    assert "police force areas of East Midlands" in ran.errors


def test_the_drawing_goes_to_standard_output_and_the_table_beside_it(example: Path) -> None:
    ran = draw(example, "recorded_crime_rate", "--of", "forces")
    assert ElementTree.fromstring(ran.output).tag == f"{SVG}svg"
    assert "Police force area" in ran.errors


def test_the_same_map_is_the_same_bytes(example: Path, tmp_path: Path) -> None:
    made = []
    for name in ("a.svg", "b.svg"):
        draw(example, "recorded_crime_rate", "--of", "forces", "--into", tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.svg", "b.svg"]


REFUSED = [
    ("G101", ("burglary",), "No local authority lies in West Midlands (E23000014)."),
    (
        "G103",
        ("burglary", "--of", "forces", "--known-on", "2001-01-01"),
        "No release known holds 'burglary' by forces.",
    ),
    (
        "G103",
        ("burglary", "--of", "forces", "--period", "year ending May 2019"),
        "by forces for year ending May 2019.",
    ),
    (
        "M107",
        ("burglary", "--of", "forces", "--period", "2019"),
        "'calendar-year' is not a period of 'burglary'",
    ),
    ("M103", ("burglry",), "Did you mean 'burglary'?"),
    ("A101", ("burglary", "--area", "E99"), "'E99' is not an area known here."),
]


@pytest.mark.parametrize(
    ("code", "words", "message"), REFUSED, ids=[f"{c[0]} {c[1][-1]}" for c in REFUSED]
)
def test_what_cannot_be_drawn_is_refused(
    example: Path, tmp_path: Path, code: str, words: tuple[str, ...], message: str
) -> None:
    ran = draw(example, *words, "--into", tmp_path / "map.svg")
    assert ran.code != 0
    assert code in ran.errors
    assert message in ran.errors
    assert not (tmp_path / "map.svg").exists()


def test_districts_without_a_boundary_are_refused(tmp_path: Path) -> None:
    run("init", tmp_path / "w", "--force", "surrey")
    ran = draw(tmp_path / "w", "street_burglary")
    assert "G102" in ran.errors
    assert "No boundary is held of any local authority in Surrey (E23000031)." in ran.errors


def test_what_was_not_published_is_not_drawn_for_others(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    run("init", folder)
    file = tmp_path / "2021-05-west-midlands-street.csv"
    file.write_text(STREET_FILE, encoding="utf-8")
    ran = run("--workspace", folder, "load", "police-uk", file, "--as-at", "2021-06-30")
    assert ran.code == 0, ran.errors
    ran = draw(folder, "street_burglary", "--audience", "public", "--into", tmp_path / "map.svg")
    assert (ran.code, "D002" in ran.errors) == (7, True)
    assert not (tmp_path / "map.svg").exists()


def test_a_period_that_is_none_is_said(example: Path) -> None:
    ran = draw(example, "burglary", "--period", "soon")
    assert ran.code == 2
    assert "'soon' is not a period" in ran.errors
    assert "year-ending" in ran.errors


@pytest.mark.parametrize(
    ("code", "column"),
    [(FORCE, "force"), ("E08000025", "district"), ("E05011118", "ward"), ("E05001260", "ward")],
)
def test_records_of_an_area_at_any_depth_are_those_of_its_force(
    tmp_path: Path, code: str, column: str
) -> None:
    run("init", tmp_path / "w")
    (found,) = territories(Workspace.at(tmp_path / "w"), [code]).values()
    assert (found.column, found.force) == (column, FORCE)


def test_wards_of_a_source_that_names_none_are_not_known_and_not_zero(tmp_path: Path) -> None:
    """Its small areas are in no look-up, so that no ward is known; the others are none."""
    folder = tmp_path / "w"
    run("init", folder)
    file = tmp_path / "2021-05-west-midlands-street.csv"
    file.write_text(re.sub(r"E010\d{5}", "E01999999", STREET_FILE), encoding="utf-8")
    ran = run("--workspace", folder, "load", "police-uk", file, "--published", "2021-07-01")
    assert ran.code == 0, ran.errors
    words = ("--workspace", folder, "show", "street_burglary", "--format", "csv", "--area")
    assert run(*words, "E08000025").output.splitlines()[-1].split(",")[3] == "1"
    assert run(*words, "E08000026").output.splitlines()[-1].split(",")[3] == "0"
    assert run(*words, "E05011118").output.splitlines()[1:] == []
    assert "G103" in draw(folder, "street_burglary", "--of", "wards").errors
