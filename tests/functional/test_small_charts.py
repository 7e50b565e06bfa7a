"""`chart --by`, `compare` and pictures as PNG: what is printed, drawn, hidden and refused."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from copperplate.cli.of_drawings import KINDS_OF_AREA
from copperplate.pipeline import OF
from tests import synthetic
from tests.commands import Ran, run
from tests.render.svg_reading import SVG
from tests.render.test_picture import texts
from tests.synthetic import DUNFERROW, FORCE, QUILLMARSH, STAMP

CRIME = "force_total_crime"
MARLHYTHE, FARAWAY = "X10000006", "X10000009"
MEASURES = """\
subject: Made up
common:
  kind: count
  table: crimes
  better: lower
  collection: force records
  sources: [extract]
  periods: [month, quarter, year-ending]
  owner: Force performance office
  lag: None.
measures:
  - id: secret
    title: Hate crime
    short: hate crime
    question: How many?
    definition: Those the record marks.
    noun: {plural: crimes, singular: crime}
    where: offence_group = 'robbery'
    sensitive: true
"""


def few_crimes() -> Iterator[tuple[object, ...]]:
    """Yield robberies: many a month in three units, but three in one month in Dunferrow."""
    number = 0
    for month in range(36):
        year, in_year = 2011 + (month + 3) // 12, (month + 3) % 12 + 1
        dunferrow = 3 if month == 16 else 10 + month % 3
        counts = {"Quillmarsh": 30 + month % 5, "Dunferrow": dunferrow, "Marlhythe": 15 + month % 4}
        for unit, count in counts.items():
            for _ in range(count):
                number += 1
                yield number, date(year, in_year, 1 + number % 28), unit, "34B"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic.workspace(tmp_path_factory.mktemp("charts"))


@pytest.fixture(scope="module")
def sensitive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = synthetic.declared(tmp_path_factory.mktemp("sensitive") / "w")
    with (folder / "areas" / "register.csv").open("a", encoding="utf-8") as register:
        register.write(f"{MARLHYTHE},Marlhythe,neighbourhood-policing-unit,{FORCE},,\n")
        register.write(f"{FARAWAY},Old Faraway,neighbourhood-policing-unit,{FORCE},,2010-03-31\n")
    (folder / "measures" / "made-up.yaml").write_text(MEASURES, encoding="utf-8")
    file = folder.parent / "few.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([("CRIME", "DAY", "UNIT", "CODE"), *few_crimes()])
    ran = synthetic.load(folder, file, "crimes", "2014-04-01")
    assert ran.code == 0, ran.errors
    return folder


def ask(folder: Path, *words: object) -> Ran:
    return run("--workspace", folder, *words)


def rows(text: str) -> dict[str, list[str]]:
    """Return the rows of a printed table by their first cell, cells apart by two spaces."""
    lines = text.splitlines()
    rule = next(number for number, line in enumerate(lines) if line.startswith("---"))
    cells = [re.split(r" {2,}", line) for line in lines[rule + 1 : lines.index("", rule)]]
    return {first: rest for first, *rest in cells}


def panels(svg: str) -> dict[str, ElementTree.Element]:
    """Return the panels of small charts by the name above each: they lie inside no other."""
    found = {}
    for one in ElementTree.fromstring(svg).iter(f"{SVG}svg"):
        words = [text.text or "" for text in one.findall(f"{SVG}text")]
        if words and not one.findall(f"{SVG}svg"):
            found[words[0]] = one
    return found


def test_every_kind_of_area_can_be_asked_for() -> None:
    assert set(KINDS_OF_AREA) == set(OF)


def test_areas_stand_in_rows_by_name_with_what_each_chart_says_alone(workspace: Path) -> None:
    ran = ask(workspace, "chart", CRIME, "--by", "units")
    assert ran.code == 0, ran.errors
    table = rows(ran.errors)
    assert list(table) == ["Dunferrow", "Quillmarsh", "Mean of two policing units"]
    for name in ("Dunferrow", "Quillmarsh"):
        alone = ask(workspace, "chart", CRIME, "--area", name)
        newest, average, _, _ = table[name]
        assert f"February 2014: {newest}".replace("February", "Feb") in alone.output
        assert f"Average {average}" in alone.output
    mean = [float(table[name][1].replace(",", "")) for name in ("Dunferrow", "Quillmarsh")]
    assert float(table["Mean of two policing units"][1]) == pytest.approx(sum(mean) / 2, abs=1)
    assert set(panels(ran.output)) == {"Dunferrow", "Quillmarsh"}


def test_the_scale_is_said_in_the_picture_and_in_what_describes_it(workspace: Path) -> None:
    for words, said in (((), "all on one scale"), (("--own-scales",), "each on its own scale")):
        ran = ask(workspace, "chart", CRIME, "--by", "units", *words)
        drawn = ElementTree.fromstring(ran.output)
        assert said in (drawn.findtext(f"{SVG}desc") or "")
        assert any(said in (one.text or "") for one in drawn.iter(f"{SVG}text"))
        assert ("mean of two policing units" in ran.output) is not bool(words)


def test_own_scales_are_of_small_charts_only(workspace: Path) -> None:
    ran = ask(workspace, "chart", CRIME, "--own-scales")
    assert (ran.code, "--own-scales goes with --by" in ran.errors) == (2, True)


# Disclosure --------------------------------------------------------------------------------


def test_an_area_with_a_hidden_value_has_an_empty_panel_that_says_so(sensitive: Path) -> None:
    ran = ask(sensitive, "chart", "secret", "--by", "units", "--audience", "board")
    assert ran.code == 0, ran.errors
    drawn = panels(ran.output)
    hidden = [
        name
        for name, panel in drawn.items()
        if any("No chart: 1 of 36 values" in (one.text or "") for one in panel.iter(f"{SVG}text"))
    ]
    # A second area is hidden, too: what all of them add up to may be known.
    assert len(hidden) == 2 and "Dunferrow" in hidden
    for name, panel in drawn.items():
        assert bool(list(panel.iter(f"{SVG}polyline"))) is (name not in hidden)
    table = rows(ran.errors)
    for name in hidden:
        assert table[name][1:] == ["[c]", "not charted", "not charted"]
    assert f"Without a chart: {', '.join(sorted(hidden))}." in ran.output
    assert "[c] hidden to protect people" in ran.errors


def test_nothing_worked_out_of_hidden_values_is_shown(sensitive: Path) -> None:
    """No mean is taken over one area, and none over those that are hidden."""
    told = {
        audience: ask(sensitive, "chart", "secret", "--by", "units", "--audience", audience)
        for audience in ("board", "restricted")
    }
    assert "Mean of" not in told["board"].errors
    assert "Mean of three policing units" in told["restricted"].errors
    assert "[c]" not in told["restricted"].output


def test_areas_no_longer_in_use_have_no_panel(sensitive: Path) -> None:
    ran = ask(sensitive, "chart", "secret", "--by", "units")
    assert set(panels(ran.output)) == {"Dunferrow", "Marlhythe", "Quillmarsh"}


def test_a_chart_with_hidden_values_is_not_compared(sensitive: Path) -> None:
    words = ("compare", "secret", "--area", "Quillmarsh", "--with-area", "Dunferrow")
    ran = ask(sensitive, *words, "--audience", "board")
    assert (ran.code, "D006" in ran.errors, ran.output) == (7, True, "")
    assert ask(sensitive, *words).code == 0


# Comparing ---------------------------------------------------------------------------------


def test_two_measures_stand_side_by_side_as_each_stands_alone(workspace: Path) -> None:
    ran = ask(workspace, "compare", CRIME, "force_robbery_total")
    assert ran.code == 0, ran.errors
    alone = [rows(ask(workspace, "chart", one).errors) for one in (CRIME, "force_robbery_total")]
    for month, cells in rows(ran.errors).items():
        assert cells == [*alone[0][month], *alone[1][month]]
    assert "does not show that one moves the other" in ran.errors
    assert "does not show that one moves the other" in ran.output


def test_the_sentences_are_those_of_each_chart_alone(workspace: Path) -> None:
    def said(*words: str) -> list[str]:
        parts = ask(workspace, *words).errors.split("\n\n")
        return parts[1].splitlines()

    each = [line for one in (CRIME, "force_robbery_total") for line in said("chart", one)]
    assert said("compare", CRIME, "force_robbery_total") == each


def test_one_measure_in_two_areas_names_the_area_in_every_sentence(workspace: Path) -> None:
    ran = ask(workspace, "compare", CRIME, "--area", QUILLMARSH, "--with-area", DUNFERROW)
    title = "Total recorded crime in Quillmarsh and in Dunferrow by month"
    assert title in ran.errors
    assert "otal recorded crime in Quillmarsh " in ran.errors.split("\n\n")[1].replace("\n", " ")
    assert "otal recorded crime in Dunferrow " in ran.errors.split("\n\n")[1].replace("\n", " ")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ((CRIME,), "C104", f"Both charts would be of '{CRIME}' in the same area."),
        ((CRIME, CRIME, "--area", "Quillmarsh"), "C104", "with --with-area"),
        ((CRIME, "nothing"), "M103", "nothing"),
        ((CRIME, "--with-area", "Nowhere"), "A101", "Nowhere"),
        ((CRIME, "force_robbery_total", "--period", "year-ending"), "C102", "share days"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    workspace: Path, words: tuple[str, ...], code: str, message: str
) -> None:
    ran = ask(workspace, "compare", *words)
    assert (ran.code != 0, ran.output) == (True, "")
    assert code in ran.errors and message in ran.errors


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--by", "wards"), "G101", "No ward lies in Brumshire"),
        (("--by", "units", "--area", "Quillmarsh"), "G101", "lies in Quillmarsh"),
        (("--by", "units", "--period", "year-ending"), "C102", "share days"),
        (("--by", "units", "--to", "1999-01-31"), "C101", "of policing units in Brumshire"),
    ],
)
def test_what_has_no_small_charts_is_refused(
    workspace: Path, words: tuple[str, ...], code: str, message: str
) -> None:
    ran = ask(workspace, "chart", CRIME, *words)
    assert (ran.code != 0, ran.output) == (True, "")
    assert code in ran.errors and message in ran.errors


# Pictures ----------------------------------------------------------------------------------

DRAWN = (
    f"chart {CRIME}",
    f"chart {CRIME} --by units",
    f"map {CRIME} --of units",
    f"compare {CRIME} force_robbery_total",
)


@pytest.mark.parametrize("command", DRAWN)
def test_a_picture_is_written_by_its_ending(workspace: Path, tmp_path: Path, command: str) -> None:
    printed = ask(workspace, *command.split())
    for ending in ("svg", "png", "PNG"):
        file = tmp_path / f"picture.{ending}"
        ran = ask(workspace, *command.split(), "--into", file)
        assert (ran.code, ran.output) == (0, printed.errors)
        if ending == "svg":
            assert file.read_text(encoding="utf-8") == printed.output
        else:
            said = texts(file.read_bytes())
            assert said["Title"].startswith(STAMP) and said["Description"].startswith(STAMP)
    assert (tmp_path / "picture.png").read_bytes() == (tmp_path / "picture.PNG").read_bytes()


@pytest.mark.parametrize("name", ["picture.pdf", "picture", "picture.svg.jpeg"])
def test_other_endings_are_refused_before_anything_is_counted(
    workspace: Path, tmp_path: Path, name: str
) -> None:
    ran = ask(workspace, "chart", "no_such_measure", "--into", tmp_path / name)
    assert (ran.code, ran.output, list(tmp_path.iterdir())) == (2, "", [])
    assert f"'{name}' does not end in .svg or .png" in ran.errors


def test_a_folder_is_no_picture(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "a.png").mkdir()
    ran = ask(workspace, "chart", CRIME, "--into", tmp_path / "a.png")
    assert (ran.code, "'a.png' is a folder" in ran.errors) == (2, True)
