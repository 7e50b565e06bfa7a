"""What is of an area that does not exist says so, in every output; nothing real ever does."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import click
import duckdb
import page as checker
import pikepdf
import pymupdf
import pytest
from icalendar import Calendar

from copperplate.sources.release import list_releases, read_release
from tests import synthetic
from tests.commands import Ran, run
from tests.render.test_picture import texts
from tests.synthetic import DUNFERROW, FORCE, QUILLMARSH, STAMP, WEST_MIDLANDS

SOURCE = Path(__file__).parents[2] / "src" / "copperplate"
SVG = "{http://www.w3.org/2000/svg}"
REVISED = ("2014-02-28", "crimes-2011-04-to-2014-03")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic.workspace(tmp_path_factory.mktemp("synthetic"))


@pytest.fixture(scope="module")
def paper(workspace: Path) -> Path:
    ran = run("--workspace", workspace, "build", "march")
    assert ran.code == 0, ran.errors
    assert ran.output.splitlines()[0] == STAMP
    return workspace / "out" / "march"


# What a reader of each format sees -------------------------------------------------------


def in_text(output: str) -> bool:
    """It is the first thing said."""
    return output.splitlines()[0] == STAMP


def in_explanation(output: str) -> bool:
    """Every figure that is explained says it."""
    told = [part for part in output.split("\n\n") if "  value  " in part]
    return bool(told) and all(f"  synthetic   {STAMP}" in part for part in told)


def in_rows(output: str) -> bool:
    """Every row says it: rows are taken out of their table."""
    rows = list(csv.DictReader(io.StringIO(output)))
    return bool(rows) and all(row.get("synthetic") == STAMP for row in rows)


def in_json(output: str) -> bool:
    """The object says it, and of a list every object: they too are taken out."""
    told = json.loads(output)
    objects = told if isinstance(told, list) else [told]
    return bool(objects) and all(one.get("synthetic") == [STAMP] for one in objects)


def in_picture(output: str) -> bool:
    """The drawing says it in words, in its title and in what describes it."""
    drawn = ElementTree.fromstring(output)
    title, said = drawn.findtext(f"{SVG}title") or "", drawn.findtext(f"{SVG}desc") or ""
    words = [one.text for one in drawn.iter(f"{SVG}text")]
    inner = [one.text for one in drawn.iter(f"{SVG}title")][1:]
    return (
        title.startswith(STAMP) and said.startswith(STAMP) and STAMP in words and inner == [STAMP]
    )


def in_calendar(output: str) -> bool:
    """The calendar's name says it, and whatever is taken out of the calendar."""
    calendar = Calendar.from_ical(output)
    parts = calendar.walk("VEVENT") + calendar.walk("VTODO")
    said = [str(part["DESCRIPTION"]) for part in parts]
    return (
        str(calendar["X-WR-CALNAME"]).startswith(STAMP)
        and bool(said)
        and all(one.startswith(STAMP) for one in said)
    )


def in_page(output: str) -> bool:
    """Its title, its description and the band above it say it."""
    return (
        f"<title>{STAMP}. " in output
        and f'<meta name="description" content="{STAMP}">' in output
        and f"<p>{STAMP}</p></aside>" in output
    )


@dataclass(frozen=True)
class Output:
    command: str
    seen: Callable[[str], bool]
    errors: bool = False
    """Whether it is said on standard error."""


CRIME, ROBBERY = "force_total_crime", "force_robbery_total"
OUTPUTS = {
    "check": Output("check", in_text),
    "show": Output(f"show {CRIME}", in_text),
    "show csv": Output(f"show {CRIME} --format csv", in_rows),
    "show json": Output(f"show {CRIME} --format json", in_json),
    "show of a unit": Output(f"show {CRIME} --area {QUILLMARSH}", in_text),
    "show for the board": Output(f"show {CRIME} --audience board", in_text),
    "show, peers": Output(f"show {CRIME} --peers", in_text),
    "show csv, peers": Output(f"show {CRIME} --peers --format csv", in_rows),
    "show json, peers": Output(f"show {CRIME} --peers --format json", in_json),
    "chart": Output(f"chart {CRIME}", in_picture),
    "chart beside": Output(f"chart {CRIME}", in_text, errors=True),
    "chart of a unit": Output(f"chart {CRIME} --area Dunferrow", in_picture),
    "chart by units": Output(f"chart {CRIME} --by units", in_picture),
    "chart by units beside": Output(f"chart {CRIME} --by units", in_text, errors=True),
    "compare": Output(f"compare {CRIME} {ROBBERY}", in_picture),
    "compare beside": Output(f"compare {CRIME} {ROBBERY}", in_text, errors=True),
    "attention": Output("attention --audience board", in_text),
    "attention csv": Output("attention --format csv", in_rows),
    "attention json": Output("attention --format json", in_json),
    "map": Output(f"map {CRIME} --of units", in_picture),
    "map beside": Output(f"map {CRIME} --of units", in_text, errors=True),
    "objectives": Output("objectives", in_text),
    "objectives csv": Output("objectives --format csv", in_rows),
    "objectives json": Output("objectives --format json", in_json),
    "objectives of a unit": Output(f"objectives --area {DUNFERROW}", in_text),
    "objectives as portal": Output("objectives --profile portal_2014", in_text),
    "objectives explain": Output(f"objectives --explain {CRIME}.variance", in_explanation),
    "milestone": Output("milestone CRIME", in_text),
    "milestone csv": Output("milestone CRIME --format csv", in_rows),
    "milestone json": Output("milestone CRIME --format json", in_json),
    "milestone svg": Output("milestone CRIME --format svg", in_picture),
    "milestone of units": Output("milestone CRIME --by units --format csv", in_rows),
    "milestone proposed": Output(f"milestone --propose {CRIME}", in_text),
    "milestone proposed csv": Output(f"milestone --propose {CRIME} --format csv", in_rows),
    "milestone proposed json": Output(f"milestone --propose {CRIME} --format json", in_json),
    "schedule": Output("schedule", in_text),
    "schedule json": Output("schedule --format json", in_json),
    "schedule ics": Output("schedule --format ics", in_calendar),
    "schedule html": Output("schedule --format html", in_page),
    "appendix": Output("appendix", in_text),
    "appendix csv": Output("appendix --format csv", in_rows),
    "appendix json": Output("appendix --format json", in_json),
    "suggest": Output("suggest march", in_text),
    "suggest json": Output("suggest march --format json", in_json),
    "explain": Output(f"explain {CRIME}.change_percent", in_explanation),
    "breakdown": Output(f"breakdown {CRIME} --by policing_unit", in_text),
    "breakdown csv": Output(f"breakdown {CRIME} --by policing_unit --format csv", in_rows),
    "breakdown json": Output(f"breakdown {CRIME} --by policing_unit --format json", in_json),
    "high-days": Output(f"high-days {CRIME}", in_text),
    "high-days csv": Output(f"high-days {CRIME} --format csv", in_rows),
    "high-days json": Output(f"high-days {CRIME} --format json", in_json),
    "records": Output(f"records {CRIME} 2014-02-14", in_text),
    "records csv": Output(f"records {CRIME} 2014-02-14 --format csv", in_rows),
    "records json": Output(f"records {CRIME} 2014-02-14 --format json", in_json),
    "registers": Output("registers", in_text),
    "registers csv": Output("registers --format csv", in_rows),
    "registers json": Output("registers --format json", in_json),
    "a register": Output("registers operations", in_text),
    "a register csv": Output("registers operations --format csv", in_rows),
    "a register json": Output("registers operations --format json", in_json),
    "revisions": Output(f"revisions {' '.join(REVISED)}", in_text),
    "revisions csv": Output(f"revisions {' '.join(REVISED)} --format csv", in_rows),
    "revisions json": Output(f"revisions {' '.join(REVISED)} --format json", in_json),
}


def answered(workspace: Path, output: Output) -> str:
    ran = run("--workspace", workspace, *output.command.split())
    assert ran.code == 0, ran.errors
    return ran.errors if output.errors else ran.output


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_command_says_it_in_every_format(workspace: Path, name: str) -> None:
    assert OUTPUTS[name].seen(answered(workspace, OUTPUTS[name]))


def test_the_table_of_outputs_leaves_no_command_and_no_format_out() -> None:
    from copperplate.cli import main

    asked = {
        (name, form)
        for name, command in main.commands.items()
        for one in (command.commands.values() if isinstance(command, click.Group) else (command,))
        for option in one.params
        if option.name == "form"
        for form in option.type.choices
    }
    tried = set()
    for one in OUTPUTS.values():
        name, _, rest = one.command.partition(" ")
        form = re.search(r"--format (\w+)", rest)
        usual = "table" if name == "show" else "text"
        tried.add((name, form[1] if form else usual))
    assert asked <= tried
    # Of no area: init. Tried below: load, build. Tried with their own tests: demo, serve,
    # backup, restore, synthesise.
    others = {"demo", "init", "load", "build", "serve", "backup", "restore", "synthesise"}
    assert set(main.commands) - {name for name, _ in tried} == others


def test_what_is_real_says_nothing_beside_what_is_not(workspace: Path) -> None:
    for command in ("show", "chart", "high-days"):
        ran = run("--workspace", workspace, command, CRIME, "--area", WEST_MIDLANDS)
        assert (ran.code, "ynthetic" in ran.output + ran.errors) == (0, False)


@pytest.mark.parametrize("name", ["chart", "chart by units", "compare", "map"])
def test_a_picture_of_pixels_says_it_in_its_description(
    workspace: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "picture.png"
    ran = run("--workspace", workspace, *OUTPUTS[name].command.split(), "--into", file)
    assert in_text(ran.output)
    said = texts(file.read_bytes())
    assert {"Title", "Description"} == {word for word in said if said[word].startswith(STAMP)}


def test_a_register_in_a_spreadsheet_says_it_in_every_row_and_comes_back(
    workspace: Path, tmp_path: Path
) -> None:
    file = tmp_path / "operations.csv"
    where = ("--workspace", workspace, "registers")
    assert in_text(run(*where, "export", file, "operations").output)
    assert in_rows(file.read_text(encoding="utf-8-sig"))
    taken = run(*where, "import", file, "operations")
    assert in_text(taken.output)
    assert "Nothing to do" in taken.output


def test_a_load_says_it_and_so_does_a_second_one(tmp_path: Path) -> None:
    folder = synthetic.declared(tmp_path / "w")
    file = synthetic.write_crimes(tmp_path / "crimes.csv", date(2014, 3, 14))
    for _ in range(2):
        ran = synthetic.load(folder, file, "crimes", "2014-03-14")
        assert (ran.code, ran.output.splitlines()[0]) == (0, STAMP)
    (release,) = list_releases(folder / "releases")
    assert release.synthetic == (STAMP,)
    assert json.loads((release.folder / "release.json").read_bytes())["synthetic"] == [STAMP]
    assert said_by(release.folder) == {"crimes": [STAMP], "coverage": [STAMP]}


def said_by(folder: Path) -> dict[str, list[str]]:
    """Return what the Parquet files of a folder say of themselves."""
    asked = "SELECT value FROM parquet_kv_metadata(?) WHERE key = 'copperplate.synthetic'"
    return {
        path.stem: [row[0].decode() for row in duckdb.execute(asked, [str(path)]).fetchall()]
        for path in sorted(folder.glob("*.parquet"))
    }


def test_published_counts_say_it_too(tmp_path: Path) -> None:
    folder = synthetic.declared(tmp_path / "w")
    file = tmp_path / "counts.csv"
    row = "employees,{},February 2014,12\n"
    heading = "measure,area,period,value\n"
    file.write_text(heading + row.format(FORCE) + row.format(WEST_MIDLANDS), encoding="utf-8")
    ran = run("--workspace", folder, "load", "counts", file, "--as-at", "2014-03-14")
    assert (ran.code, ran.output.splitlines()[:1]) == (0, [STAMP]), ran.errors
    (release,) = list_releases(folder / "releases")
    assert (release.synthetic, said_by(release.folder)) == ((STAMP,), {"counts": [STAMP]})


def test_the_release_of_a_real_force_says_nothing(workspace: Path) -> None:
    theirs = next(one for one in list_releases(workspace / "releases") if "theirs" in one.edition)
    assert theirs.synthetic == ()
    assert "synthetic" not in json.loads((theirs.folder / "release.json").read_bytes())
    assert said_by(theirs.folder) == {"crimes": [], "coverage": []}


def test_no_setting_takes_it_away(workspace: Path, tmp_path: Path) -> None:
    """A description without the sentence is read, and every figure says it all the same."""
    copy = tmp_path / "w"
    shutil.copytree(workspace, copy)
    for described in copy.glob("releases/*/*/release.json"):
        described.parent.chmod(0o755)
        described.chmod(0o644)
        said = json.loads(described.read_bytes())
        said.pop("synthetic", None)
        described.write_text(json.dumps(said), encoding="utf-8")
        assert read_release(described.parent).synthetic == ()
    for name in ("check", "show csv", "revisions json", "chart", "records"):
        assert OUTPUTS[name].seen(answered(copy, OUTPUTS[name]))


# A paper, file by file -------------------------------------------------------------------


def test_every_page_of_the_pdf_says_it_and_so_does_its_description(paper: Path) -> None:
    data = (paper / "paper.pdf").read_bytes()
    with pymupdf.open(stream=data) as pages:
        texts = [" ".join(one.get_text().split()) for one in pages]
    assert len(texts) > 3
    assert [STAMP in text for text in texts] == [True] * len(texts)
    with pikepdf.open(io.BytesIO(data)) as file:
        info = file.docinfo
        assert str(info["/Title"]) == f"{STAMP}. Headline performance report"
        assert (str(info["/Subject"]), str(info["/Keywords"])) == (STAMP, f"synthetic, {STAMP}")
        with file.open_metadata() as described:
            assert STAMP in described["dc:title"]
            assert described["dc:description"] == STAMP
    report = checker.validate_pdf_bytes(data, profile=checker.ValidationProfile.PDF_UA_1)
    assert (report.is_compliant, list(report.failures)) == (True, [])


def test_the_page_says_it_in_its_title_in_a_band_and_on_paper(paper: Path) -> None:
    html = (paper / "paper.html").read_text(encoding="utf-8")
    assert f"<title>{STAMP}. Headline" in html
    assert f'<meta name="description" content="{STAMP}">' in html
    assert re.search(rf'<aside class="synthetic"[^>]*><p>{STAMP}</p></aside><header>', html)
    assert '@bottom-left{content:"Synthetic\\3A  Brumshire Police does not exist"' in html


def test_every_chart_and_every_table_of_figures_says_it(paper: Path) -> None:
    html = (paper / "paper.html").read_text(encoding="utf-8")
    charts = re.findall(r"<figure .*?</figure>", html, re.DOTALL)
    assert len(charts) == 2
    for chart in charts:
        drawings = re.findall(r'<div class="(?:narrow|wide)".*?</div>', chart, re.DOTALL)
        assert len(drawings) == 2
        assert all(f"<title>{STAMP}</title>" in one for one in drawings)
        assert all(f">{STAMP}</text>" in one for one in drawings)
        assert f'aria-label="{STAMP}. ' in chart
    tables = [
        one for one in html.split("<table")[1:] if 'class="figure"' in one.split("</table")[0]
    ]
    assert len(tables) == 3
    assert all(STAMP in one.partition("</table>")[2].split("</div>")[1] for one in tables)


def test_the_record_and_the_manifest_say_it(paper: Path) -> None:
    record = json.loads((paper / "document.json").read_bytes())
    manifest = json.loads((paper / "manifest.json").read_bytes())
    assert (record["synthetic"], manifest["synthetic"]) == ([STAMP], [STAMP])
    told = list(provenances(record))
    assert told
    assert all(one["synthetic"] == [STAMP] for one in told)


def provenances(value: object) -> list[dict[str, object]]:
    """Return the provenance of every figure of a paper's record."""
    if isinstance(value, list):
        return [found for one in value for found in provenances(one)]
    if not isinstance(value, dict):
        return []
    own = [value] if value.get("kind") == "Provenance" else []
    return own + [found for one in value.values() for found in provenances(one)]


def test_no_file_of_a_paper_is_without_it(paper: Path) -> None:
    for path in paper.iterdir():
        if path.suffix != ".pdf":
            assert STAMP in path.read_text(encoding="utf-8"), path.name


# What is real is as it was ---------------------------------------------------------------


@pytest.mark.slow
def test_a_real_paper_and_a_real_table_do_not_have_the_word(examples: Path) -> None:
    from copperplate import pipeline
    from copperplate.workspace import Workspace

    built = pipeline.compose(Workspace.at(examples / "west-midlands-2019"), "2019-11")
    assert built.document.synthetic == ()
    for name, data in built.files.items():
        assert b"ynthetic" not in data, name
    with pymupdf.open(stream=built.files["paper.pdf"]) as pages:
        assert not any("ynthetic" in one.get_text() for one in pages)
    for form in ("text", "csv", "json"):
        ran = run("--workspace", examples / "portal-2014", "objectives", "--format", form)
        assert (ran.code, "ynthetic" in ran.output) == (0, False)


# Nothing synthetic under a real name -----------------------------------------------------


def refused(ran: Ran) -> str:
    assert ran.code != 0
    return ran.errors


def test_synthetic_records_are_not_loaded_as_a_real_force_s(tmp_path: Path) -> None:
    folder = synthetic.declared(tmp_path / "w")
    file = synthetic.write_crimes(tmp_path / "crimes.csv", date(2014, 3, 14))
    said = refused(synthetic.load(folder, file, "theirs", "2014-03-14"))
    assert said.startswith("crimes.csv, policing_unit  S056\n")
    assert "records of a real force into an area that does not exist" in said
    assert not list((folder / "releases").glob("*/*"))


def test_a_file_that_says_it_is_synthetic_is_not_loaded_as_a_real_force_s(tmp_path: Path) -> None:
    """Though no column of it, as it is mapped, names an area that does not exist."""
    folder = synthetic.declared(tmp_path / "w")
    rows = synthetic.write_crimes(tmp_path / "crimes.csv", date(2014, 3, 14), units=False)
    for key, code in (("copperplate.synthetic", 4), ("another", 0)):
        file = tmp_path / f"{key}.parquet"
        duckdb.execute(
            f"COPY (SELECT * FROM read_csv('{rows}', all_varchar = true)) TO '{file}' "
            f"(FORMAT parquet, KV_METADATA {{'{key}': '{STAMP}'}})"
        )
        ran = synthetic.load(folder, file, "theirs", "2014-03-14")
        assert ran.code == code
        assert bool(code) is ("copperplate.synthetic.parquet  S056" in ran.errors)
        if code:
            assert "loaded as a real force's" in ran.errors
            assert synthetic.load(folder, file, "crimes", "2014-03-14").code == 0


def test_real_units_are_not_a_synthetic_force_s(tmp_path: Path) -> None:
    folder = synthetic.declared(tmp_path / "w")
    with (folder / "areas" / "register.csv").open("a", encoding="utf-8") as register:
        register.write(f"WM-ASH,Ash,neighbourhood-policing-unit,{WEST_MIDLANDS},,\n")
    file = tmp_path / "crimes.csv"
    file.write_text("CRIME,DAY,UNIT,CODE\n1,2014-03-03,Ash,28A\n", encoding="utf-8")
    assert "S056" in refused(synthetic.load(folder, file, "crimes", "2014-03-14"))


def test_no_map_is_drawn_of_what_has_no_boundary(workspace: Path) -> None:
    ran = run("--workspace", workspace, "map", CRIME, "--of", "forces", "--area", FORCE)
    assert "G101" in refused(ran)


# Each place matters ----------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """One place that carries the stamp: what is taken out, and which output then shows it."""

    file: str
    taken: str
    left: str
    output: str


PLACES = (
    Place("pipeline/counting.py", "synthetic=register.stamps(answer.series.areas),", "", "show"),
    Place("narrative/figure_maker.py", "synthetic=self.context.names.stamps(areas),", "", "explain"),
    Place("disclosure/publish.py", "audience, evidence.synthetic, _DOOR", "audience, (), _DOOR", "show"),
    Place("disclosure/publish.py", "names.stamps(areas), _DOOR", "(), _DOOR", "records"),
    Place("pipeline/listing.py", "areas=(code,),\n        names", "areas=(),\n        names", "records csv"),
    Place("pipeline/revising.py", "{force for one in found for force in one.forces}", "()", "revisions"),
    Place("terminal/rows.py", 'return {"synthetic": list(synthetic)} if synthetic else {}', "return {}", "show json"),
    Place("terminal/rows.py", "if synthetic else ()", "if 0 else ()", "show csv"),
    Place("terminal/answers.py", "        *shown.evidence.synthetic,\n", "", "show"),
    Place("terminal/answers.py", "**stamped(shown.evidence.synthetic),", "", "show json"),
    Place("terminal/answers.py", "shown.evidence.synthetic,\n    )", "(),\n    )", "show csv"),
    Place("terminal/answers.py", '*(("synthetic", stamp) for stamp in provenance.synthetic),', "", "explain"),
    Place("terminal/answers.py", '[*sorted(stamps), ""] if stamps else []', "[]", "suggest"),
    Place("terminal/answers.py", "**stamped(one.synthetic),", "", "suggest json"),
    Place("pipeline/attention.py", "synthetic=register.stamps(one.code for one in areas),", "synthetic=(),", "attention"),
    Place("terminal/attention.py", "        *found.synthetic,\n", "", "attention"),
    Place("terminal/attention.py", "**stamped(found.synthetic),", "", "attention json"),
    Place("terminal/attention.py", "found.synthetic,\n    )", "(),\n    )", "attention csv"),
    Place("terminal/breakdowns.py", "        *table.evidence.synthetic,\n", "", "breakdown"),
    Place("terminal/breakdowns.py", "**stamped(table.evidence.synthetic),", "", "breakdown json"),
    Place("terminal/breakdowns.py", "rows, table.evidence.synthetic)", "rows, ())", "breakdown csv"),
    Place("terminal/drawings.py", "[*made.synthetic, block", "[block", "chart beside"),
    Place("terminal/high_days.py", "        *judged.evidence.synthetic,\n", "", "high-days"),
    Place("terminal/high_days.py", "**stamped(judged.evidence.synthetic),", "", "high-days json"),
    Place("terminal/high_days.py", "judged.evidence.synthetic,\n    )", "(),\n    )", "high-days csv"),
    Place("terminal/objectives.py", "        *table.synthetic,\n", "", "objectives"),
    Place("terminal/objectives.py", "**stamped(table.synthetic),", "", "objectives json"),
    Place("terminal/objectives.py", "rows, table.synthetic)", "rows, ())", "objectives csv"),
    Place("terminal/records.py", "        *published.synthetic,\n", "", "records"),
    Place("terminal/records.py", "**stamped(published.synthetic),", "", "records json"),
    Place("terminal/records.py", "rows, published.synthetic)", "rows, ())", "records csv"),
    Place("terminal/revisions.py", "        *published.synthetic,\n", "", "revisions"),
    Place("terminal/revisions.py", "**stamped(published.synthetic),", "", "revisions json"),
    Place("terminal/revisions.py", "rows, published.synthetic)", "rows, ())", "revisions csv"),
    Place("report/blocks.py", "if stamps := self.synthetic:", "if stamps := ():", "chart"),
    Place("drawing/draw.py", "if chart.stamp else drawn", "if 0 else drawn", "chart"),
    Place("drawing/plate.py", '". ".join((*chart.stamp, title))', "title", "chart"),
    Place("pipeline/checking.py", "looked[:0] = _stamps(workspace)", "pass", "check"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "place", PLACES, ids=[f"{one.file}, {one.output}, {n}" for n, one in enumerate(PLACES)]
)
def test_without_any_one_place_an_output_is_refused_or_seen_to_lack_it(
    workspace: Path, tmp_path: Path, place: Place
) -> None:
    package = tmp_path / "copperplate"
    shutil.copytree(
        SOURCE, package, copy_function=os.link, ignore=shutil.ignore_patterns("__pycache__")
    )
    text = (package / place.file).read_text(encoding="utf-8")
    assert text.count(place.taken) == 1
    (package / place.file).unlink()
    (package / place.file).write_text(text.replace(place.taken, place.left), encoding="utf-8")
    output = OUTPUTS[place.output]
    done = subprocess.run(
        [sys.executable, "-c", "from copperplate.cli import main; main()", "--workspace",
         str(workspace), *output.command.split()],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    said = done.stderr if output.errors else done.stdout
    stopped = "that does not exist says so" in done.stderr
    assert stopped or (done.returncode == 0 and not output.seen(said)), done.stderr
