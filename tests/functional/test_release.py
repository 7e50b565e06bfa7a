"""Releases: dated, immutable, recognised, and refused when they are not what was loaded."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from copperplate.areas import AreaRegister
from copperplate.atomic import STAGING_PREFIX
from copperplate.engines.duckdb import read_parquet, to_parquet
from copperplate.errors import BadWorkspace, UnknownName
from copperplate.schema import TABLES
from copperplate.sources.adapters import ADAPTERS
from copperplate.sources.release import (
    Release,
    known_on,
    list_releases,
    load_release,
    read_release,
    rows_problems,
)
from tests.functional.loading import load, refused, table

TEXT = "measure,area,period,value\nthefts,E23000014,2019,1\nthefts,E23000014,2018,2\n"
PUBLISHED = date(2020, 1, 31)


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    path.write_text(TEXT)
    return path


@pytest.fixture
def release(figures: Path, tmp_path: Path) -> Release:
    return load("counts", figures, into=tmp_path / "releases")


def loosened(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o644)


def test_a_release_reads_back_as_it_was_written(release: Release) -> None:
    assert read_release(release.folder) == release
    assert list_releases(release.folder.parents[1]) == (release,)
    assert release.parquet_path("counts").is_file()


def test_what_was_read_is_what_was_written_and_what_was_left_out(tmp_path: Path) -> None:
    rows = "".join(f"a,E23000014,{year},1\n" for year in range(2000, 2020))
    (tmp_path / "a.csv").write_text(f"measure,area,period,value\n{rows}b,E23000014,2019,x\n")
    release = load("counts", tmp_path / "a.csv", into=tmp_path / "r")
    assert (release.values_read, release.rejects, release.derived) == (21, 1, 0)
    assert dict(release.tables) == {"counts": 20}


@pytest.mark.parametrize("file", ["june2019", "september2019"])
def test_the_shipped_releases_are_what_the_shipped_workbooks_give(
    examples: Path, tmp_path: Path, file: str
) -> None:
    published = {"june2019": "2019-10-17", "september2019": "2020-01-23"}[file]
    path = examples / "tables" / f"policeforceareatablesyearending{file}.xlsx"
    again = load("ons-pfa", path, into=tmp_path, published=published)
    shipped = read_release(examples / "west-midlands-2019" / "releases" / again.identity)
    assert replace(again, files={}) == replace(shipped, files={})


def test_its_note_says_who_published_what_and_when(release: Release) -> None:
    note = release.note()
    assert note.identity == "counts/figures-published-2020-01-31"
    assert note.dated == "published 31 January 2020"
    assert all((note.title, note.publisher))


def test_both_dates_are_kept_and_said(figures: Path, tmp_path: Path) -> None:
    both = load("counts", figures, into=tmp_path / "b", published="2020-01-31", as_at="2020-01-03")
    assert both.dated == "published 31 January 2020, as at 3 January 2020"
    assert both.known_from == PUBLISHED


def test_neither_date_is_refused_with_what_to_give(figures: Path, tmp_path: Path) -> None:
    (problem,) = refused("counts", figures, into=tmp_path / "r", published=None)
    assert problem.code == "S101"
    assert "Give --published" in problem.remedy
    assert "--as-at" in problem.remedy


def test_published_before_it_was_read_is_refused(figures: Path, tmp_path: Path) -> None:
    dates = {"published": "2020-01-31", "as_at": "2020-02-01"}
    (problem,) = refused("counts", figures, into=tmp_path / "r", **dates)
    assert problem.code == "S109"


def test_an_unknown_source_gets_the_known_ones(
    figures: Path, tmp_path: Path, register: AreaRegister
) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'counts'") as refusal:
        load_release(
            "count",
            [figures],
            releases_folder=tmp_path,
            as_at=None,
            published=PUBLISHED,
            register=register,
            today=date(2030, 1, 1),
        )
    assert refusal.value.problems[0].code == "S102"
    assert "ons-pfa" in str(refusal.value)


def test_no_file_is_refused(tmp_path: Path) -> None:
    (problem,) = refused("counts", into=tmp_path / "r")
    assert problem.code == "S001"


def test_all_bad_files_are_named_together(figures: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")
    problems = refused(
        "counts", tmp_path / "no.csv", figures, tmp_path / "empty.csv", into=tmp_path / "r"
    )
    assert [(p.code, p.place.file) for p in problems] == [("S001", "no.csv"), ("S003", "empty.csv")]


def test_every_file_of_a_release_is_read_only(release: Release) -> None:
    modes = {path.name: path.stat().st_mode & 0o222 for path in release.folder.iterdir()}
    assert modes == {"counts.parquet": 0, "release.json": 0}


def test_the_same_input_gives_the_same_bytes(figures: Path, tmp_path: Path) -> None:
    first = load("counts", figures, into=tmp_path / "one")
    second = load("counts", figures, into=tmp_path / "two" / "deeper")
    for name in ("counts.parquet", "release.json"):
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes()
    assert str(tmp_path) not in (first.folder / "release.json").read_text()


def test_the_same_input_twice_is_recognised_and_nothing_written(
    figures: Path, release: Release, register: AreaRegister
) -> None:
    before = {path: path.stat().st_mtime_ns for path in release.folder.parents[1].rglob("*")}
    again, already = load_release(
        "counts",
        [figures],
        releases_folder=release.folder.parents[1],
        as_at=None,
        published=PUBLISHED,
        register=register,
        today=date(2030, 1, 1),
    )
    assert (again, already) == (release, True)
    after = {path: path.stat().st_mtime_ns for path in release.folder.parents[1].rglob("*")}
    assert after == before


def test_a_changed_file_under_the_same_identity_is_refused(
    figures: Path, release: Release, tmp_path: Path
) -> None:
    figures.write_text(TEXT.replace("2019,1", "2019,3"))
    (problem,) = refused("counts", figures, into=tmp_path / "releases")
    assert problem.code == "S103"
    assert "was loaded as counts/figures-published-2020-01-31 already, with other figures" in (
        problem.what
    )
    assert "A correction has its own date" in problem.remedy
    assert read_release(release.folder) == release


def test_a_file_saved_anew_with_the_same_figures_is_told_so(
    figures: Path, release: Release, tmp_path: Path
) -> None:
    figures.write_text(TEXT.replace("\n", "\r\n"), newline="")
    (problem,) = refused("counts", figures, into=release.folder.parents[1])
    assert problem.code == "S103"
    assert problem.remedy == "There is nothing to load."


def test_a_correction_with_its_own_date_stands_beside_the_first(
    figures: Path, release: Release
) -> None:
    figures.write_text(TEXT.replace("2019,1", "2019,3"))
    corrected = load("counts", figures, into=release.folder.parents[1], published="2020-02-07")
    assert corrected.rows_sha256 != release.rows_sha256
    assert list_releases(release.folder.parents[1]) == (release, corrected)


def test_the_same_file_under_another_date_is_refused(figures: Path, release: Release) -> None:
    (problem,) = refused("counts", figures, into=release.folder.parents[1], published="2020-02-28")
    assert problem.code == "S104"
    assert "loaded as counts/figures-published-2020-01-31 already" in problem.what


def test_files_of_two_editions_are_refused(examples: Path, tmp_path: Path) -> None:
    files = sorted((examples / "tables").glob("*.xlsx"))
    (problem,) = refused("ons-pfa", *files, into=tmp_path / "r")
    assert problem.code == "S105"
    assert "2019-06, 2019-09" in problem.what


def test_the_checksum_of_rows_does_not_depend_on_their_order(figures: Path, tmp_path: Path) -> None:
    heading, *rows = TEXT.splitlines()
    first = load("counts", figures, into=tmp_path / "one")
    figures.write_text("\n".join((heading, *reversed(rows))) + "\n")
    second = load("counts", figures, into=tmp_path / "two")
    assert [row["value"] for row in table(first, "counts")] == [1.0, 2.0]
    # The place of a row in its source is part of it, so these two differ …
    assert first.rows_sha256 != second.rows_sha256
    # … while the same rows in the same places are the same however often they are loaded.
    third = load("counts", figures, into=tmp_path / "three")
    assert second.rows_sha256 == third.rows_sha256


@pytest.mark.parametrize("name", ["counts.parquet", "release.json"])
def test_a_missing_file_is_named(release: Release, name: str) -> None:
    (release.folder / name).unlink()
    with pytest.raises(BadWorkspace, match="Restore the folder from a copy") as refusal:
        read_release(release.folder)
    assert refusal.value.problems[0].place.file == f"releases/{release.identity}/{name}"


def test_an_altered_table_is_refused(release: Release) -> None:
    loosened(release.folder)
    data = bytearray(release.parquet_path("counts").read_bytes())
    data[len(data) // 2] ^= 1
    release.parquet_path("counts").write_bytes(bytes(data))
    with pytest.raises(BadWorkspace, match="its checksum differs") as refusal:
        read_release(release.folder)
    assert refusal.value.problems[0].code == "S108"


def test_a_file_that_does_not_belong_is_refused(release: Release) -> None:
    (release.folder / "more.parquet").write_bytes(b"x")
    with pytest.raises(BadWorkspace, match="It is no part of the release"):
        read_release(release.folder)


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"null", b"{}", b'{"schema_version": 1}', b"\xff\xfe", b"[" * 100_000],
)
def test_a_description_that_is_none_is_refused(release: Release, damage: bytes) -> None:
    loosened(release.folder)
    (release.folder / "release.json").write_bytes(damage)
    with pytest.raises(BadWorkspace, match="is not the description of a release") as refusal:
        read_release(release.folder)
    assert refusal.value.problems[0].code == "S106"


def test_an_unknown_schema_version_is_refused_in_words(release: Release) -> None:
    loosened(release.folder)
    said = json.loads((release.folder / "release.json").read_text())
    (release.folder / "release.json").write_text(json.dumps({**said, "schema_version": 2}))
    with pytest.raises(BadWorkspace, match="does not know") as refusal:
        read_release(release.folder)
    assert refusal.value.problems[0].code == "S107"


def test_a_release_that_was_moved_is_refused(release: Release) -> None:
    moved = release.folder.with_name("figures-published-2019-01-01")
    shutil.move(release.folder, moved)
    with pytest.raises(BadWorkspace) as refusal:
        read_release(moved)
    assert refusal.value.problems[0].code == "S106"


def test_what_a_killed_load_left_is_not_listed(release: Release) -> None:
    left = release.folder.with_name(f"{STAGING_PREFIX}x")
    left.mkdir()
    (release.folder.parent / "note.txt").write_text("not a release")
    assert list_releases(release.folder.parents[1]) == (release,)


def test_no_releases_at_all(tmp_path: Path) -> None:
    assert list_releases(tmp_path / "nowhere") == ()


def test_every_source_describes_itself_in_one_line() -> None:
    assert list(ADAPTERS) == [
        "ons-pfa", "home-office-pfa", "home-office-quarters", "home-office-outcomes",
        "mid-year-population", "counts",
    ]  # fmt: skip
    for adapter in ADAPTERS.values():
        assert "\n" not in adapter.description
        assert len(adapter.description) <= 100


def test_text_that_a_spreadsheet_would_run_is_made_inert_in_the_rejects(tmp_path: Path) -> None:
    rows = "".join(f"a,E23000014,{year},1\n" for year in range(2000, 2020))
    (tmp_path / "=cmd.csv").write_text(f"measure,area,period,value\n{rows}b,E23000014,2019,x\n")
    release = load("counts", tmp_path / "=cmd.csv", into=tmp_path / "r")
    assert "\n'=cmd.csv,line 22," in (release.folder / "rejects.csv").read_text()


def test_what_starts_with_a_dot_is_nobodys_release(release: Release, tmp_path: Path) -> None:
    (release.folder / ".DS_Store").write_text("x")
    (release.folder.parent / ".ipynb_checkpoints").mkdir()
    (release.folder.parents[1] / ".ipynb_checkpoints" / "x").mkdir(parents=True)
    assert list_releases(release.folder.parents[1]) == (release,)


def test_a_stray_file_is_to_be_removed_and_nothing_else(release: Release) -> None:
    (release.folder / "notes.txt").write_text("x")
    with pytest.raises(BadWorkspace) as refusal:
        read_release(release.folder)
    (problem,) = refusal.value.problems
    assert problem.code == "S108"
    assert problem.remedy.startswith("Remove it from the folder")


def test_a_financial_year_and_the_year_ending_with_it_stand_side_by_side(tmp_path: Path) -> None:
    figures = tmp_path / "both.csv"
    figures.write_text(
        "measure,area,period,value\na,E23000014,2018/19,2\na,E23000014,year ending March 2019,2\n"
    )
    assert load("counts", figures, into=tmp_path / "releases").tables == {"counts": 2}


def test_two_releases_of_one_day_cannot_contradict_each_other(
    figures: Path, release: Release, tmp_path: Path
) -> None:
    corrected = tmp_path / "corrected.csv"
    corrected.write_text("measure,area,period,value\nthefts,E23000014,2019,7\n")
    (problem,) = refused("counts", corrected, into=tmp_path / "releases")
    assert problem.code == "S111"
    assert release.identity in problem.what
    assert load("counts", corrected, into=tmp_path / "releases", published="2020-02-01")


def test_two_releases_of_one_day_stand_beside_each_other(
    figures: Path, release: Release, tmp_path: Path
) -> None:
    others = tmp_path / "others.csv"
    others.write_text(
        "measure,area,period,value\nthefts,E23000005,2019,7\nthefts,E23000014,2017,7\n"
    )
    assert load("counts", others, into=tmp_path / "releases").tables == {"counts": 2}


def test_rows_altered_together_with_their_description_are_found(release: Release) -> None:
    assert rows_problems(release) == []
    loosened(release.folder)
    names, rows = read_parquet(release.parquet_path("counts"), limit=9)
    types = {column.name: column.type.value for column in TABLES["counts"].columns}
    value = names.index("value")
    altered = to_parquet(types, [(*row[:value], 99.0, *row[value + 1 :]) for row in rows])
    release.parquet_path("counts").write_bytes(altered)
    said = json.loads((release.folder / "release.json").read_bytes())
    said["files"]["counts.parquet"] = hashlib.sha256(altered).hexdigest()
    (release.folder / "release.json").write_text(json.dumps(said))
    found = read_release(release.folder)
    assert [problem.code for problem in rows_problems(found)] == ["S110"]


def test_the_shipped_releases_hold_the_rows_they_state(examples: Path) -> None:
    shipped = list_releases(examples / "west-midlands-2019" / "releases")
    assert shipped
    for release in shipped:
        assert rows_problems(release) == [], release.identity


def test_a_release_is_known_from_its_own_day_on(release: Release) -> None:
    assert known_on([release], date(2020, 1, 30)) == ()
    assert known_on([release], PUBLISHED) == (release,)
    assert known_on([release], None) == (release,)
    read_later = replace(release, as_at=date(2020, 1, 1))
    assert known_on([read_later], date(2020, 1, 30)) == ()
