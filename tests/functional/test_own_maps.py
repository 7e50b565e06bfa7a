"""Maps of a workspace's own areas: from its records and boundaries to a picture, or a refusal."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from copperplate.areas import AreaKind, read_register
from copperplate.narrative.maps import KINDS
from copperplate.pipeline.mapping import OF
from tests import synthetic
from tests.commands import Ran, run
from tests.functional.test_maps import draw, table
from tests.render.svg_reading import SVG
from tests.synthetic import STAMP

EXAMPLE = Path(__file__).parents[2] / "examples" / "brumshire-2013-14"
REGISTER = read_register(
    (EXAMPLE / "areas" / "register.csv").read_text(encoding="utf-8"), file="register.csv"
)
UNITS, WARDS, PRIORITY_AREAS = (
    [area for area in REGISTER if area.kind is OF[of]]
    for of in ("units", "wards", "priority-areas")
)
MAPPING = """\
extracts:
  - name: crimes
    table: crimes
    title: Recorded crime, made up
    publisher: Force performance office
    force: Brumshire
    covers_from: 2014-03-01
    columns:
      crime: CRIME
      recorded_on: DAY
      policing_unit: {from: UNIT, areas: neighbourhood-policing-unit}
      ward: {from: WARD, areas: ward}
      priority_area: {from: PRIORITY, areas: priority-area}
      offence: CODE
"""
MEASURE = "force_total_crime"
# Crimes of March 2014 in each priority area: one small number, and none at all in the last.
COUNTS = dict(zip((area.code for area in PRIORITY_AREAS), [3, *range(21, 80, 5), 0], strict=False))
OUTSIDE = 10  # in each ward


def crimes() -> list[tuple[str, str, str]]:
    """Return unit, ward and priority area of every crime, by name."""
    found = []
    for ward in WARDS:
        unit = REGISTER[ward.parent].name
        found += [(unit, ward.name, "")] * OUTSIDE
        for area in PRIORITY_AREAS:
            if area.parent == ward.code:
                found += [(unit, ward.name, area.name)] * COUNTS[area.code]
    return found


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with records of one month instead of its own."""
    folder = tmp_path_factory.mktemp("brumshire") / "w"
    kept = shutil.ignore_patterns("out", "releases", "truth", "*.key", ".copperplate-*")
    shutil.copytree(EXAMPLE, folder, ignore=kept)
    (folder / "extract.yaml").write_text(MAPPING, encoding="utf-8")
    file = folder.parent / "crimes.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("CRIME", "DAY", "UNIT", "WARD", "PRIORITY", "CODE"))
        for number, where in enumerate(crimes()):
            writer.writerow((number, f"2014-03-{number % 31 + 1:02d}", *where, "28A"))
    ran = synthetic.load(folder, file, "crimes", "2014-04-05")
    assert ran.code == 0, ran.errors
    return folder


@pytest.fixture
def workspace(loaded: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    shutil.copytree(loaded, tmp_path / "w")
    return tmp_path / "w"


def drawn(folder: Path, of: str, *words: object) -> Ran:
    return draw(folder, MEASURE, "--of", of, "--period", "March 2014", *words)


def words_of(svg: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_map_of_units_holds_every_unit_s_crimes(loaded: Path) -> None:
    expected = Counter(unit for unit, *_ in crimes())
    ran = drawn(loaded, "units")
    assert ran.code == 0, ran.errors
    assert {name: int(row[0]) for name, row in table(ran.errors).items()} == expected
    assert {*expected, *(f"{count:,}" for count in expected.values())} <= set(words_of(ran.output))


def test_the_boundaries_of_what_does_not_exist_say_so(loaded: Path) -> None:
    ran = drawn(loaded, "units")
    assert ran.errors.splitlines()[0] == STAMP
    assert STAMP in words_of(ran.output)
    assert f"Boundaries: {STAMP}." in ran.errors
    assert f"Boundaries: {STAMP}." in " ".join(words_of(ran.output))


def test_wards_of_a_workspace_s_own_lie_in_their_units(loaded: Path) -> None:
    ran = drawn(loaded, "wards", "--audience", "restricted")
    rows = table(ran.errors)
    assert len(rows) == len(WARDS) == 120
    assert all(row[0] == REGISTER[w.parent].name for w in WARDS for row in [rows[w.name]])
    (outlines,) = (
        g for g in ElementTree.fromstring(ran.output).iter(f"{SVG}g")
        if g.get("stroke-width") == "1.3"
    )  # fmt: skip
    assert len(outlines) == len(UNITS)


def test_priority_areas_lie_on_the_lines_of_the_units(loaded: Path) -> None:
    ran = drawn(loaded, "priority-areas", "--audience", "restricted")
    assert ran.code == 0, ran.errors
    rows = table(ran.errors)
    assert {name: int(row[1]) for name, row in rows.items()} == {
        area.name: COUNTS[area.code] for area in PRIORITY_AREAS
    }
    assert "Thin lines: policing units." in ran.errors
    behind = ElementTree.fromstring(ran.output).findall(f".//{SVG}g[@stroke-width='0.8']/{SVG}path")
    assert [path.attrib["d"].count("M") for path in behind] == [len(UNITS)]


def test_priority_areas_of_one_unit_lie_in_its_line(loaded: Path) -> None:
    ran = drawn(loaded, "priority-areas", "--area", "Oxenbrake", "--audience", "restricted")
    assert sorted(table(ran.errors)) == [
        "Oxenbrake Market Priority Area",
        "Oxenbrake Mill Priority Area",
    ]
    assert "Thin line: the policing unit Oxenbrake." in ran.errors


def test_priority_areas_are_drawn_alone_where_no_larger_boundary_is_held(workspace: Path) -> None:
    (workspace / "areas" / "neighbourhood-policing-unit.geojson").unlink()
    ran = drawn(workspace, "priority-areas")
    assert (ran.code, "Thin line" in ran.errors) == (0, False)


@pytest.mark.parametrize("audience", ["public", "board"])
def test_small_numbers_of_priority_areas_are_hidden(loaded: Path, audience: str) -> None:
    ran = drawn(loaded, "priority-areas", "--audience", audience)
    assert ran.code == 0, ran.errors
    hidden = {name for name, row in table(ran.errors).items() if row[1] == "[c]"}
    small = {area.name for area in PRIORITY_AREAS if 0 < COUNTS[area.code] < 5}
    assert small < hidden  # and at least one other, or it could be worked out
    shown = set(words_of(ran.output)) & {str(COUNTS[a.code]) for a in REGISTER if a.name in hidden}
    assert not shown
    hatched = ElementTree.fromstring(ran.output).findall(f".//{SVG}path[@stroke-width='0.8']")
    assert hatched


def test_what_the_workspace_holds_is_drawn_in_place_of_what_ships(
    examples: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "w"
    shutil.copytree(examples / "west-midlands-2019", folder, ignore=shutil.ignore_patterns("out"))
    square = [[[-2, 52], [-1, 52], [-1, 53], [-2, 53], [-2, 52]]]
    ours = {
        "type": "FeatureCollection",
        "attribution": "Drawn for a test",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": "E23000014"},
                "geometry": {"type": "Polygon", "coordinates": square},
            }
        ],
    }
    file = folder / "areas" / "police-force-area.geojson"
    words = ("recorded_crime_rate", "--of", "forces", "--period", "year ending June 2019")
    before = draw(folder, *words)
    assert "Crown copyright" in before.errors
    file.write_text(json.dumps(ours), encoding="utf-8")
    after = draw(folder, *words)
    assert after.code == 0, after.errors
    assert table(after.errors) == table(before.errors)
    assert after.errors.rstrip().endswith("Boundaries: Drawn for a test.")
    assert "No boundary is held for " in after.errors
    assert "Boundaries: Drawn for a test." in " ".join(words_of(after.output))
    file.unlink()
    assert draw(folder, *words) == before


def test_a_byte_order_mark_is_no_part_of_the_boundaries(workspace: Path) -> None:
    file = workspace / "areas" / "neighbourhood-policing-unit.geojson"
    before = drawn(workspace, "units")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert drawn(workspace, "units") == before


# What cannot be drawn ---------------------------------------------------------------------


def spoil(folder: Path, spoilt: Any) -> Path:
    """Replace the first two features of the units by others."""
    file = folder / "areas" / "neighbourhood-policing-unit.geojson"
    read = json.loads(file.read_text(encoding="utf-8"))
    read["features"][: len(spoilt)] = spoilt
    file.write_text(json.dumps(read), encoding="utf-8")
    return file


def test_all_that_is_wrong_is_said_by_the_map_and_by_check(workspace: Path, tmp_path: Path) -> None:
    spoil(workspace, [{"type": "Feature"}, {"properties": {"code": "X05000001"}}])
    for ran in (drawn(workspace, "units", "--into", tmp_path / "u.svg"), check(workspace)):
        assert ran.code == 3
        for said in (
            "areas/neighbourhood-policing-unit.geojson, feature 1  G107",
            "areas/neighbourhood-policing-unit.geojson, feature 1  G106",
            "areas/neighbourhood-policing-unit.geojson, feature 2  G107",
            "'X05000001' is the code of a ward, not of a neighbourhood-policing-unit.",
        ):
            assert said in ran.errors
        assert "Traceback" not in ran.errors
    assert not (tmp_path / "u.svg").exists()
    # What lies behind is read too; what is not asked for is not.
    assert "G107" in drawn(workspace, "priority-areas").errors
    assert drawn(workspace, "wards").code == 0


def check(folder: Path) -> Ran:
    return run("--workspace", folder, "check")


def test_check_counts_what_is_held(loaded: Path) -> None:
    ran = check(loaded)
    for said in (
        "boundaries of neighbourhood-policing-unit: 10 of 10 in the register",
        "boundaries of priority-area: 14 of 14 in the register",
        "boundaries of ward: 120 of 120 in the register",
    ):
        assert said in ran.output


@pytest.mark.parametrize("name", ["wards", "region"])
def test_boundaries_nobody_would_draw_are_a_problem(workspace: Path, name: str) -> None:
    (workspace / "areas" / "ward.geojson").rename(workspace / "areas" / f"{name}.geojson")
    ran = check(workspace)
    assert f"areas/{name}.geojson  G112" in ran.errors
    assert "No map is drawn of areas of a kind of this name." in ran.errors
    assert "neighbourhood-policing-unit" in ran.errors


def test_a_file_that_is_no_text_or_no_file_is_refused(workspace: Path) -> None:
    file = workspace / "areas" / "neighbourhood-policing-unit.geojson"
    file.write_bytes(b"\xff\xfe{}")
    assert "K005" in drawn(workspace, "units").errors
    file.unlink()
    file.mkdir()
    assert "K009" in drawn(workspace, "units").errors
    file.rmdir()
    file.symlink_to("nowhere.geojson")
    assert "K004" in drawn(workspace, "units").errors
    assert "K004" in check(workspace).errors


def test_a_file_without_end_is_read_no_further_than_the_limit(workspace: Path) -> None:
    file = workspace / "areas" / "neighbourhood-policing-unit.geojson"
    file.unlink()
    file.symlink_to("/dev/zero")
    assert "The file has over 5,000,000 characters." in drawn(workspace, "units").errors


def test_units_without_boundaries_are_told_where_these_belong(workspace: Path) -> None:
    (workspace / "areas" / "neighbourhood-policing-unit.geojson").unlink()
    ran = drawn(workspace, "units")
    assert "G102" in ran.errors
    assert "No boundary is held of any policing unit in Brumshire (X23000001)." in ran.errors
    assert "areas/neighbourhood-policing-unit.geojson" in ran.errors


def test_whatever_can_be_asked_for_has_a_name() -> None:
    from copperplate.cli import main

    (of,) = (option for option in main.commands["map"].params if option.name == "of")
    assert sorted(of.type.choices) == sorted(OF)  # type: ignore[attr-defined]
    assert set(OF.values()) == set(KINDS) <= set(AreaKind)
