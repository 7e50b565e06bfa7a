"""A synthetic force from its command to figures: what extracts say is what was planted."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from copperplate.engines.duckdb import literal
from copperplate.pipeline.synthesising import fill_brumshire
from copperplate.synthetic.writing import READ_ON
from copperplate.workspace import Workspace
from tests.commands import Ran, run

SEED, CRIMES = 11, 60_000
DAYS = ("2013-12-31", "2014-03-14", "2014-05-27")
EXAMPLE = Path(__file__).parents[2] / "examples" / "brumshire-2013-14"
MARK = "Synthetic: Brumshire Police does not exist"


def synthesise(folder: Path, *words: object) -> Ran:
    read_on = [word for day in DAYS for word in ("--read-on", day)]
    asked = ("--seed", SEED, "--crimes", CRIMES)
    return run("synthesise", folder, *asked, *read_on, *words)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic") / "force"
    ran = synthesise(folder)
    assert ran.code == 0, ran.errors
    assert ran.output.splitlines()[0] == MARK
    return folder


@pytest.fixture(scope="module")
def workspace(made: Path) -> Path:
    folder = made.parent / "w"
    kept = shutil.ignore_patterns("out", "releases", "truth", "*.key", ".copperplate-*")
    shutil.copytree(EXAMPLE, folder, ignore=kept)
    for day in DAYS:
        ran = run(
            *("--workspace", folder, "load", "extract", made / "extracts" / day / "crimes"),
            *("--mapping", "crimes", "--as-at", day),
        )
        assert ran.code == 0, ran.errors
    return folder


def truth(made: Path) -> Any:
    return json.loads((made / "truth" / "truth.json").read_text())


def changes(made: Path, one: str, other: str) -> dict[str, set[str]]:
    """Return the crimes that change between two days, by kind, as the truth lists them."""
    files = literal(str(made / "truth" / "changes" / "*.parquet"))
    rows = duckdb.sql(f"SELECT crime_ref, kind, recorded, changed FROM {files}").fetchall()
    first, last = date.fromisoformat(one), date.fromisoformat(other)
    entered = {crime: changed for crime, kind, _, changed in rows if kind == "late"}
    found: dict[str, set[str]] = defaultdict(set)
    for crime, kind, recorded, changed in rows:
        # What came in later is no change of what was there.
        there = recorded <= first and (kind == "late" or entered.get(crime, recorded) <= first)
        if there and first < changed <= last:
            found[kind].add(crime)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("one", "other"), [DAYS[:2], DAYS[1:], (DAYS[0], DAYS[2])])
def test_revisions_lists_exactly_what_was_planted(
    workspace: Path, made: Path, one: str, other: str
) -> None:
    names = {
        day: next(f.name for f in (workspace / "releases" / "extract").glob(f"*{day}"))
        for day in DAYS
    }
    ran = run(
        *(
            "--workspace",
            workspace,
            "revisions",
            f"extract/{names[one]}",
            f"extract/{names[other]}",
        ),
        *("--records", "--format", "json"),
    )
    assert ran.code == 0, ran.errors
    (of_crimes,) = json.loads(ran.output)
    listed = of_crimes["listed"]
    expected = changes(made, one, other)
    for kind in ("late", "reclassified", "cancelled"):
        named = set(listed.get(kind, []))
        assert named == expected[kind], kind
    assert sum(map(len, expected.values())) > 5


@pytest.mark.slow
def test_the_last_extract_holds_the_totals_exactly(workspace: Path, made: Path) -> None:
    ran = run(
        *("--workspace", workspace, "show", "force_total_crime", "--period", "quarter"),
        *("--to", "2014-03-31", "--format", "json"),
    )
    assert ran.code == 0, ran.errors
    totals = truth(made)["totals"]
    shown = {entry["period"]: entry["value"] for entry in json.loads(ran.output)}
    assert shown
    for start, value in shown.items():
        assert value == sum(totals[f"{start[:7]}-01"].values()), start


@pytest.mark.slow
def test_every_file_says_that_it_is_synthetic(made: Path) -> None:
    files = sorted(made.rglob("*.*"))
    assert len(files) > 8
    for file in files:
        if file.suffix == ".parquet":
            said = duckdb.sql(f"SELECT decode(value) FROM parquet_kv_metadata('{file}')").fetchall()
            assert (MARK,) in said, file
        elif file.suffix in (".json", ".geojson"):
            assert MARK in file.read_text(), file


def test_the_same_seed_is_the_same_bytes_and_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert run("synthesise", tmp_path / name, "--crimes", 10_000).code == 0
    one, other = (
        {
            file.relative_to(tmp_path / name): file.read_bytes()
            for file in (tmp_path / name).rglob("*.*")
        }
        for name in ("a", "b")
    )
    assert one == other
    again = run("synthesise", tmp_path / "a", "--crimes", 10_000)
    assert (again.code, "K006" in again.errors) == (6, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--crimes", 9_999), "10000<=x<=100000000"),
        (("--nothing-planted",), "asks for a number of --crimes"),
        (("--read-on", "2014-07-01"), "is not from 2006-04-01 to 2014-06-30"),
        (("--read-on", "July"), "year-month-day"),
        (("--seed", -1), "x>=0"),
    ],
)
def test_what_cannot_be_drawn_is_said(tmp_path: Path, words: tuple[object, ...], said: str) -> None:
    ran = run("synthesise", tmp_path / "a", *words)
    assert (ran.code, said in ran.errors) == (2, True), ran.errors
    assert not (tmp_path / "a").exists()


@pytest.mark.slow
def test_an_interrupted_example_is_filled_to_the_end_the_next_time(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    kept = shutil.ignore_patterns("out", "releases", "truth", "*.key", ".copperplate-*")
    shutil.copytree(EXAMPLE, folder, ignore=kept)
    heard: list[str] = []

    def fill(stop_at: str) -> tuple[list[str], set[tuple[str, str]]]:
        """Fill the example until a message; return what was said, and what is loaded."""

        def said(what: str) -> None:
            heard.append(what)
            if what == stop_at:
                raise KeyboardInterrupt

        heard.clear()
        today = date(2026, 1, 1)
        try:
            fill_brumshire(Workspace.at(folder), today=today, said=said, crimes=CRIMES)
        except KeyboardInterrupt:
            assert heard[-1] == stop_at
        releases = Workspace.at(folder).releases
        loaded = {(table, f"{one.as_at}") for one in releases for table in one.tables}
        return list(heard), {pair for pair in loaded if pair[0] != "coverage"}

    # Of the newest day of all but one the crimes are there, and nothing else.
    crimes = {("crimes", f"{day}") for day in READ_ON}
    _, loaded = fill("Loading the incidents known on 14 March 2014")
    assert loaded == {pair for pair in crimes if pair[1] <= "2014-03-14"}
    assert not (folder / "truth").exists()

    _, loaded = fill("")
    others = {"incidents", "stops", "casualties", "complaints", "funds", "counts"}
    assert loaded == crimes | {(table, "2014-03-14") for table in others}
    assert [one["read_on"] for one in truth(folder)["extracts"]] == [f"{day}" for day in READ_ON]
    assert list((folder / "truth" / "changes").glob("*.parquet"))

    said, again = fill("")
    assert (said, again) == ([], loaded)


@pytest.mark.slow
def test_the_chart_of_a_unit_says_what_the_whole_force_shows_too(
    workspace: Path, tmp_path: Path
) -> None:
    """Crime fell in the whole force, and not in one unit by itself; of few, no step is told."""
    asked = ("--workspace", workspace, "chart", "--into", tmp_path / "x.svg", "--area", "X10000001")
    too = "Brumshire as a whole shows a possible step change down of total recorded crime too"
    ran = run(*asked, "force_total_crime")
    assert (ran.code, too in " ".join(ran.output.split())) == (0, True), ran.errors
    of_all = run(*asked[:-1], "X23000001", "force_total_crime")
    assert "as a whole" not in of_all.output
    few = " ".join(run(*asked, "force_possession_of_weapons").output.split())
    assert "Of so few counts, on average under five a month, eight in a row" in few
    assert "shows a possible step change" not in few
