"""Whether a release may stand beside those there are: one identity, one input, one speaker.

Looks at other releases and changes none.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from copperplate.engines.duckdb import read_parquet
from copperplate.errors import BadInput, Place, Problem
from copperplate.schema import TABLES
from copperplate.schema.records import COVERAGE
from copperplate.sources.reading import Row
from copperplate.sources.release_folder import Release, list_releases, read_release

# The tables of which the newest release speaks for an area and a period.
_CHOSEN = (*(name for name, table in TABLES.items() if table.additive), COVERAGE.name)


def already_there(release: Release, releases_folder: Path) -> Release | None:
    """Return the same release where it is there; refuse another under its identity.

    Raises:
        BadInput: Another input under the identity (S103), or the same input under another
            identity of the source (S104).
    """
    inputs = {file.sha256 for file in release.inputs}
    if release.folder.exists():
        found = read_release(release.folder)
        if {file.sha256 for file in found.inputs} == inputs:
            return found
        same = found.rows_sha256 == release.rows_sha256
        raise BadInput(
            Problem(
                code="S103",
                place=Place(file=release.inputs[0].name),
                what=f"Another file was loaded as {release.identity} already"
                + (", with the same figures." if same else ", with other figures."),
                allowed="A release never changes: papers were made from it.",
                remedy="There is nothing to load."
                if same
                else "A correction has its own date: give the day it was published or read.",
            )
        )
    for other in siblings(release, releases_folder):
        if {file.sha256 for file in other.inputs} == inputs:
            raise BadInput(
                Problem(
                    code="S104",
                    place=Place(file=release.inputs[0].name),
                    what=f"The same file was loaded as {other.identity} already.",
                    remedy="Check that it is the file you meant, and its date.",
                )
            )
    return None


def siblings(release: Release, releases_folder: Path) -> tuple[Release, ...]:
    """Return the releases of the same source."""
    if not (releases_folder / release.source).is_dir():
        return ()
    return tuple(
        other for other in list_releases(releases_folder) if other.source == release.source
    )


def refuse_contradiction(
    release: Release, tables: dict[str, list[Row]], releases_folder: Path
) -> None:
    """Refuse rows that another release of the source and the day holds too.

    Raises:
        BadInput: Neither would be the newer of the two, so nothing could choose (S111).
    """
    keys = {name: _keys(name, tables[name]) for name in _CHOSEN if name in tables}
    for other in siblings(release, releases_folder):
        if other.known_from != release.known_from:
            continue
        for name in keys.keys() & other.tables.keys():
            held = _keys(name, rows_of(other.parquet_path(name), other.tables[name]))
            if not keys[name].isdisjoint(held):
                raise BadInput(
                    Problem(
                        code="S111",
                        place=Place(file=release.inputs[0].name),
                        what=f"{other.identity} is of the same day and holds figures for the same "
                        "areas and periods.",
                        allowed="Of two releases the newer speaks, and neither is newer.",
                        remedy="A correction has its own date: give the day it was published or "
                        "read. Else leave out what is loaded already.",
                    )
                )


def _keys(name: str, rows: list[Row]) -> set[tuple[object, ...]]:
    spec = TABLES[name]
    key = [spec.column_names.index(column) for column in spec.key]
    return {tuple(row[at] for at in key) for row in rows}


def rows_of(path: Path, limit: int) -> list[Row]:
    """Return the rows of one Parquet file of a release."""
    _, rows = read_parquet(path, limit=limit)
    return cast("list[Row]", rows)
