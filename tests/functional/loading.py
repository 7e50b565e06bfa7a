"""Short ways to load a file and to read the tables of a release, for tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from copperplate.areas import england_and_wales
from copperplate.engines.duckdb import read_parquet
from copperplate.errors import Problem, Refusal
from copperplate.sources.release import Release, load_release

Row = dict[str, object]


def load(
    source: str,
    *files: Path,
    into: Path,
    published: str | None = "2020-01-31",
    as_at: str | None = None,
) -> Release:
    """Load files that must not be there already."""
    release, already = load_release(
        source,
        files,
        releases_folder=into,
        as_at=date.fromisoformat(as_at) if as_at else None,
        published=date.fromisoformat(published) if published else None,
        register=england_and_wales(),
        today=date(2030, 1, 1),
    )
    assert not already
    return release


def refused(source: str, *files: Path, into: Path, **dates: str | None) -> tuple[Problem, ...]:
    """Return the problems a load is refused with; nothing may have been written."""
    before = sorted(into.rglob("*"))
    with pytest.raises(Refusal) as refusal:
        load(source, *files, into=into, **dates)
    assert sorted(into.rglob("*")) == before
    for problem in refusal.value.problems:
        assert all((problem.code, problem.what, problem.remedy, problem.place.file))
    return refusal.value.problems


def table(release: Release, name: str) -> list[Row]:
    """Return the rows of a table of a release."""
    names, rows = read_parquet(release.parquet_path(name), limit=1_000_000)
    return [dict(zip(names, row, strict=True)) for row in rows]


def one(rows: list[Row], **wanted: object) -> Row:
    """Return the one row with these values."""
    (row,) = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    return row
