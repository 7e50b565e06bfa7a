"""The tutorial and the how-to guides, followed to the letter."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from copperplate.areas import AreaKind
from copperplate.engines.columns import write_columns
from copperplate.synthetic import incidents
from copperplate.synthetic.days import number_of
from copperplate.synthetic.extracts import SAID
from copperplate.synthetic.world import brumshire
from copperplate.workspace import Workspace
from tests.commands import run, run_apart

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MADE = ("out", "releases", "truth", "*.key", ".copperplate-*")
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@dataclass
class Reader:
    """Someone who types each command and compares what is printed."""

    folder: Path

    def follow(self, text: str) -> int:
        followed = 0
        for language, title, body in BLOCK.findall(text):
            if title:
                (self.folder / title).write_text(body, encoding="utf-8")
            elif language == "console":
                followed += self.type(body)
        return followed

    def type(self, body: str) -> int:
        commands = 0
        output = ""
        for line in body.splitlines():
            if line.startswith("$ cd "):
                self.folder = self.folder / line.removeprefix("$ cd ")
            elif line.startswith("$ "):
                words = shlex.split(line.removeprefix("$ "))
                assert words[0] == "copperplate"
                ended = run_apart(*words[1:], folder=self.folder)
                assert ended.code == 0, ended.errors
                output = ended.output
                commands += 1
            else:
                assert line in output, f"{line!r} is not in what was printed:\n{output}"
        return commands


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that looks like the top of a checkout: it has the examples."""
    top = tmp_path / "copperplate"
    shutil.copytree(ROOT / "examples" / "tables", top / "examples" / "tables")
    return top


def test_the_tutorial(checkout: Path) -> None:
    reader = Reader(checkout)
    text = (ROOT / "docs" / "tutorials" / "first-paper.md").read_text(encoding="utf-8")
    assert reader.follow(text) == 9
    page = (checkout / "merseyside" / "out" / "first" / "paper.html").read_text(encoding="utf-8")
    for printed in ("94.2", "103.8", "of 3 forces with data", "taken without Greater Manchester"):
        assert printed in page


def test_the_readmes_five_minutes(checkout: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8").split("## A paper in five minutes")[1]
    assert Reader(checkout).follow(text) == 4
    assert (checkout / "merseyside" / "out" / "first" / "paper.html").exists()


def example(tmp_path: Path) -> Path:
    copy = tmp_path / "w"
    shutil.copytree(
        ROOT / "examples" / "west-midlands-2019", copy, ignore=shutil.ignore_patterns("out")
    )
    return copy


def blocks(name: str, language: str) -> list[str]:
    text = (ROOT / "docs" / "how-to" / name).read_text(encoding="utf-8")
    return [body for found, _, body in BLOCK.findall(text) if found == language]


def test_declare_a_measure(tmp_path: Path) -> None:
    folder = example(tmp_path)
    (definition,) = blocks("declare-a-measure.md", "yaml")
    (folder / "measures" / "vehicle-crime.yaml").write_text(definition)
    (commands,) = blocks("declare-a-measure.md", "console")
    assert Reader(folder).type(commands) == 2
    shown = run("--workspace", folder, "show", "vehicle_offences", "--format", "csv")
    assert "2018-07/2019-06,36130" in shown.output  # Table P1, year ending June 2019


def test_load_counts_you_were_sent(tmp_path: Path) -> None:
    folder = example(tmp_path)
    (table,) = blocks("load-counts-you-were-sent.md", "csv")
    (folder / "figures.csv").write_text(table)
    (commands,) = blocks("load-counts-you-were-sent.md", "console")
    assert Reader(folder).type(commands) == 1
    definition, disclosure = blocks("load-counts-you-were-sent.md", "yaml")
    measure = (ROOT / "docs" / "how-to" / "declare-a-measure.md").read_text(encoding="utf-8")
    ((_, _, template),) = [found for found in BLOCK.findall(measure) if found[0] == "yaml"]
    changed = re.sub(r"    table: .*\n    where: .*\n", "", template)
    changed = re.sub(r"    sources: .*\n", definition, changed)
    changed = changed.replace("vehicle_offences", "allegations").replace("year-ending", "quarter")
    (folder / "measures" / "complaints.yaml").write_text(changed)
    refused = run("--workspace", folder, "show", "allegations")
    assert (refused.code, "D002" in refused.errors) == (7, True)
    settings = (folder / "copperplate.yaml").read_text()
    before = settings[settings.index("disclosure:") : settings.index("licence:")]
    (folder / "copperplate.yaml").write_text(settings.replace(before, disclosure + "\n"))
    shown = run("--workspace", folder, "show", "allegations", "--format", "csv")
    assert "allegations,E23000014,2019-07/2019-09,,[x]," in shown.output
    refused = run("--workspace", folder, "show", "allegations", "--audience", "board")
    assert (refused.code, "D002" in refused.errors) == (7, True)


def test_print_the_objectives_table(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    shutil.copytree(ROOT / "examples" / "portal-2014", folder)
    name = "print-the-objectives-table.md"
    (table,) = blocks(name, "csv")
    (folder / "robbery.csv").write_text(table)
    _, aim, _ = blocks(name, "yaml")
    plan = folder / "plan.yaml"
    plan.write_text(plan.read_text() + "\n" + aim)
    assert Reader(folder).follow((ROOT / "docs" / "how-to" / name).read_text()) == 3


def test_keep_registers(tmp_path: Path) -> None:
    folder = example(tmp_path)
    (folder / "registers").mkdir()
    text = (ROOT / "docs" / "how-to" / "keep-registers.md").read_text(encoding="utf-8")
    assert Reader(folder).follow(text) == 8


def test_count_street_level_crime(tmp_path: Path, shared: Path) -> None:
    (tmp_path / "street").symlink_to(shared / "police-uk" / "surrey", target_is_directory=True)
    text = (ROOT / "docs" / "how-to" / "count-street-level-crime.md").read_text(encoding="utf-8")
    assert Reader(tmp_path).follow(text) == 5


def test_draw_a_map(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "how-to" / "draw-a-map.md").read_text(encoding="utf-8")
    folder = example(tmp_path)
    assert Reader(folder).follow(text) == 1
    picture = ROOT / "docs" / "images" / "map-forces.svg"
    assert (folder / "forces.svg").read_bytes() == picture.read_bytes()


def test_the_map_of_districts_is_current(tmp_path: Path, shared: Path) -> None:
    folder = tmp_path / "w"
    file = shared / "police-uk" / "street" / "2014-01-west-midlands-street.csv.gz"
    assert run("init", folder).code == 0
    loaded = run("--workspace", folder, "load", "police-uk", file, "--published", "2014-04-01")
    assert loaded.code == 0, loaded.errors
    drawn = run("--workspace", folder, "map", "street_burglary", "--period", "January 2014")
    picture = ROOT / "docs" / "images" / "map-districts.svg"
    assert drawn.output == picture.read_text(encoding="utf-8")


def test_the_boundaries_the_page_shows_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    shutil.copytree(
        ROOT / "examples" / "brumshire-2013-14", folder, ignore=shutil.ignore_patterns(*MADE)
    )
    (shown,) = blocks("draw-a-map.md", "json")
    (folder / "areas" / "neighbourhood-policing-unit.geojson").write_text(shown, encoding="utf-8")
    read = Workspace.at(folder).outlines(AreaKind.NEIGHBOURHOOD_POLICING_UNIT)
    assert read is not None
    assert (list(read.shapes), read.attribution) == (
        ["X10000001"],
        "Force performance office, 2014.",
    )


def test_the_maps_of_a_force_s_own_areas_are_current(tmp_path: Path) -> None:
    """They are what the page's commands draw of the incidents that 'demo brumshire' loads."""
    folder, file, last = tmp_path / "w", tmp_path / "incidents.parquet", date(2014, 3, 14)
    shutil.copytree(
        ROOT / "examples" / "brumshire-2013-14", folder, ignore=shutil.ignore_patterns(*MADE)
    )
    # A day's incidents do not hang on the days before it; those of eight years would take long.
    days = np.arange(number_of(date(2014, 1, 1)), number_of(last) + 1)
    write_columns(file, incidents.incidents(brumshire().seed, days), said=SAID)
    say = ("load", "extract", file, "--mapping", "incidents", "--as-at", last)
    loaded = run("--workspace", folder, *say)
    assert loaded.code == 0, loaded.errors
    text = (ROOT / "docs" / "how-to" / "draw-a-map.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ copperplate (map .*) --into \S+$", text, re.MULTILINE)
    for of in ("units", "priority-areas"):
        (command,) = (one for one in commands if f"--of {of}" in one)
        drawn = run("--workspace", folder, *shlex.split(command))
        picture = ROOT / "docs" / "images" / f"map-{of}.svg"
        assert drawn.output == picture.read_text(encoding="utf-8"), drawn.errors


def test_break_a_figure_down(tmp_path: Path, shared: Path) -> None:
    folder = tmp_path / "surrey"
    assert run("init", folder, "--force", "Surrey").code == 0
    files = shared / "police-uk" / "surrey"
    loaded = run("--workspace", folder, "load", "police-uk", files, "--published", "2022-08-01")
    assert loaded.code == 0, loaded.errors
    text = (ROOT / "docs" / "how-to" / "break-a-figure-down.md").read_text(encoding="utf-8")
    assert Reader(folder).follow(text) == 2


def test_load_an_extract_of_your_own(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    assert run("init", folder).code == 0
    (table,) = blocks("load-an-extract.md", "csv")
    (mapping,) = blocks("load-an-extract.md", "yaml")
    (units,) = blocks("load-an-extract.md", "text")
    (folder / "crimes.csv").write_text(table)
    (folder / "extract.yaml").write_text(mapping)
    with (folder / "areas" / "register.csv").open("a") as register:
        register.write(units)
    settings = folder / "copperplate.yaml"
    settings.write_text(
        settings.read_text().replace("restricted: open-data", "restricted: holders-only")
    )
    shutil.rmtree(folder / "papers")  # its figures are not loaded here
    told, listed = blocks("load-an-extract.md", "console")
    assert Reader(folder).type(told) == 4
    assert Reader(folder).type(listed) == 1


def test_watch_a_milestone(tmp_path: Path) -> None:
    folder = example(tmp_path)
    for commands in blocks("watch-a-milestone.md", "console"):
        assert Reader(folder).type(commands) == 1


def test_keep_a_plan(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "how-to" / "keep-a-plan.md").read_text(encoding="utf-8")
    assert Reader(tmp_path).follow(text) == 7


def test_try_it_on_a_force_that_does_not_exist(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "how-to" / "try-it-on-a-force-that-does-not-exist.md").read_text(
        encoding="utf-8"
    )
    assert Reader(tmp_path).follow(text) == 1
