"""Files to one release: read, interpret, check, write whole or not at all.

The only maker of releases. The same input twice under one identity is recognised; a
changed one is refused, because a correction has a date of its own. Knows no layout.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from copperplate import atomic
from copperplate.areas import AreaRegister
from copperplate.engines.duckdb import read_parquet, to_parquet
from copperplate.errors import BadInput, Place, Problem, UnknownName, unknown_name
from copperplate.schema import TABLES, TableSpec
from copperplate.sources.adapters import ADAPTERS, Adapter
from copperplate.sources.cells import read_cells
from copperplate.sources.reading import Context, Reading, Row
from copperplate.sources.release_folder import (
    DESCRIPTION,
    REJECTS,
    InputFile,
    Release,
    describe,
    known_on,
    list_releases,
    need_a_date,
    read_release,
)
from copperplate.sources.validate import check_rows

__all__ = [
    "Release",
    "known_on",
    "list_releases",
    "load_release",
    "read_release",
    "rows_problems",
]

# A file of which more than this share cannot be read is not the file it claims to be.
MOST_REJECTED = 0.10
# A list of problems longer than this is not read to its end.
MOST_PROBLEMS_OF_A_KIND = 10
# A folder is named for its edition; file systems allow 255 bytes for all of it.
LONGEST_EDITION = 120
# The tables of which the newest release speaks for an area and a period.
_CHOSEN = tuple(name for name, table in TABLES.items() if table.additive)


@dataclass(frozen=True, kw_only=True)
class _File:
    name: str
    sha256: str
    reading: Reading


def load_release(
    source: str,
    files: Sequence[Path],
    *,
    releases_folder: Path,
    as_at: date | None,
    published: date | None,
    register: AreaRegister,
    today: date,
) -> tuple[Release, bool]:
    """Load files of one source as one release.

    Args:
        source: Name of an adapter (`ADAPTERS`).
        files: At least one; all of one edition, unless the adapter joins several.
        releases_folder: Where releases lie; made where it is not there.
        as_at: The day the records were read, where known.
        published: The day readers first saw it, where it was published.
        register: The areas its rows may speak of.
        today: Nothing has been read or published after it.

    Returns:
        The release, and whether it was there already, in which case nothing was written.

    Raises:
        UnknownName: No such source (S102).
        BadInput: The files or their dates; all problems of all files together. See
            docs/reference/errors-sources.md.
    """
    adapter = _adapter(source)
    need_a_date(as_at, published, today=today)
    read = _read_files(adapter, files, Context(register=register))
    release = _gather(adapter, read, as_at=as_at, published=published, folder=releases_folder)
    tables = _checked_tables(read, release)
    release = replace(
        release,
        rows_sha256=rows_checksum(tables),
        tables={name: len(rows) for name, rows in sorted(tables.items())},
    )
    found = _already_there(release, releases_folder)
    if found is not None:
        return found, True
    _refuse_contradiction(release, tables, releases_folder)
    contents = {f"{name}.parquet": _parquet(name, rows) for name, rows in sorted(tables.items())}
    if release.rejects:
        contents[REJECTS] = _rejects(read)
    release = replace(
        release,
        files={name: hashlib.sha256(data).hexdigest() for name, data in contents.items()},
    )
    try:
        with atomic.new_folder(release.folder, read_only=True) as staging:
            for name, data in contents.items():
                staging.write(name, data)
            staging.write(DESCRIPTION, describe(release))
            _count_again(staging.folder, tables)
    except atomic.AlreadyThere:
        # Another load of the same edition was faster; it is judged like any that was there.
        found = _already_there(release, releases_folder)
        if found is not None:
            return found, True
        raise
    return release, False


def rows_checksum(tables: dict[str, list[Row]]) -> str:
    """Return the checksum of canonical rows: by table, in order of their keys."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        spec = TABLES[name]
        key = [spec.column_names.index(column) for column in spec.key]
        digest.update(f"{name}\n".encode())
        for row in sorted(tables[name], key=lambda row: tuple(str(row[at]) for at in key)):
            plain = [_canonical(value) for value in row]
            digest.update(json.dumps(plain, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


def _canonical(value: str | int | float | date | None) -> str | int | float | None:
    """Return a value as it is checksummed: a whole number is the same with ``.0`` or without."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def rows_problems(release: Release) -> list[Problem]:
    """Return whether a release's tables still hold the rows its description was made for.

    Slower than the checksums of its files that every reading compares; it finds a table and
    a description that were altered together. Problem S110.
    """
    tables = {
        name: _rows(release.parquet_path(name), rows + 1) for name, rows in release.tables.items()
    }
    # guard: rows-checksum. It is what manifests state of a release.
    if rows_checksum(tables) == release.rows_sha256:
        return []
    return [
        Problem(
            code="S110",
            place=Place(file=f"releases/{release.identity}/{DESCRIPTION}"),
            what="The tables do not hold the rows that were loaded: their checksum differs.",
            remedy="Restore the folder from a copy (git, a backup), or remove the folder and load "
            "its input again.",
        )
    ]


def _rows(path: Path, limit: int) -> list[Row]:
    _, rows = read_parquet(path, limit=limit)
    return cast("list[Row]", rows)


def _refuse_contradiction(
    release: Release, tables: dict[str, list[Row]], releases_folder: Path
) -> None:
    """Refuse rows that another release of the source and the day holds too.

    Raises:
        BadInput: Neither would be the newer of the two, so nothing could choose (S111).
    """
    keys = {name: _keys(name, tables[name]) for name in _CHOSEN if name in tables}
    for other in _siblings(release, releases_folder):
        if other.known_from != release.known_from:
            continue
        for name in keys.keys() & other.tables.keys():
            held = _keys(name, _rows(other.parquet_path(name), other.tables[name]))
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


def _adapter(source: str) -> Adapter:
    if source not in ADAPTERS:
        raise UnknownName(
            unknown_name(
                code="S102",
                place=Place(file="source"),
                kind="source",
                name=source,
                known=ADAPTERS,
                remedy="Choose the one the file comes from.",
            )
        )
    return ADAPTERS[source]


def _read_files(adapter: Adapter, files: Sequence[Path], context: Context) -> list[_File]:
    if not files:
        raise BadInput(
            Problem(
                code="S001",
                place=Place(file=adapter.name),
                what="No file was named.",
                remedy="Name the file or files to load.",
            )
        )
    read: list[_File] = []
    problems: list[Problem] = []
    for path in files:
        try:
            workbook = read_cells(path, path.name)
            reading = adapter.interpret(workbook, context)
        except BadInput as refused:
            problems += refused.problems
            continue
        rejected = len(reading.rejects)
        if rejected > reading.seen * MOST_REJECTED:
            problems.append(_too_many_rejects(path.name, reading))
        delivered = sum(len(rows) for rows in reading.tables.values()) - reading.derived
        if delivered + reading.merged + rejected != reading.seen and not problems:
            raise AssertionError(f"{adapter.name}: values were lost between file and rows")
        read.append(_File(name=path.name, sha256=workbook.sha256, reading=reading))
    if problems:
        raise BadInput(*_shortened(problems))
    return read


def _gather(
    adapter: Adapter,
    read: list[_File],
    *,
    as_at: date | None,
    published: date | None,
    folder: Path,
) -> Release:
    """Return the release several readings make together, without its rows."""
    first = read[0].reading
    editions = sorted({file.reading.edition for file in read})
    if len(editions) > 1 and not adapter.joins:
        raise BadInput(
            Problem(
                code="S105",
                place=Place(file=read[1].name),
                what=f"The files are of several editions: {', '.join(editions)}.",
                remedy="Load each edition by itself, with its own date of publication.",
            )
        )
    edition, title = editions[0], first.title
    if len(editions) > 1:
        edition = "-and-".join(editions)
        if len(edition) > LONGEST_EDITION:
            edition = f"{editions[0]}-and-{len(editions) - 1}-more"
        title = f"Counts supplied as {', '.join(repr(name) for name in editions)}"
    release = Release(
        source=adapter.name,
        edition=edition,
        title=title,
        publisher=first.publisher,
        licence=first.licence,
        as_at=as_at,
        published=published,
        inputs=tuple(
            sorted((InputFile(name=f.name, sha256=f.sha256) for f in read), key=lambda f: f.name)
        ),
        rows_sha256="",
        tables={},
        values_read=sum(file.reading.seen for file in read),
        derived=sum(file.reading.derived for file in read),
        merged=sum(file.reading.merged for file in read),
        rejects=sum(len(file.reading.rejects) for file in read),
        notes=tuple(dict.fromkeys(note for file in read for note in file.reading.notes)),
        reconciliations=tuple(r for file in read for r in file.reading.reconciliations),
        files={},
        folder=folder,
    )
    return replace(release, folder=folder / release.identity)


def _checked_tables(read: list[_File], release: Release) -> dict[str, list[Row]]:
    """Return the rows of every table, each checked.

    Raises:
        BadInput: All problems of all tables.
    """
    problems: list[Problem] = []
    tables: dict[str, list[Row]] = {}
    for name in sorted({name for file in read for name in file.reading.tables}):
        rows = [(file.name, row) for file in read for row in file.reading.tables.get(name, ())]
        problems += check_rows(TABLES[name], rows, known_from=release.known_from)
        several = len(read) > 1
        tables[name] = [(*row[:-1], f"{file}, {row[-1]}") if several else row for file, row in rows]
    if problems:
        raise BadInput(*_shortened(problems))
    return tables


def _already_there(release: Release, releases_folder: Path) -> Release | None:
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
    for other in _siblings(release, releases_folder):
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


def _siblings(release: Release, releases_folder: Path) -> tuple[Release, ...]:
    """Return the releases of the same source."""
    if not (releases_folder / release.source).is_dir():
        return ()
    return tuple(
        other for other in list_releases(releases_folder) if other.source == release.source
    )


def _parquet(name: str, rows: list[Row]) -> bytes:
    return to_parquet(_column_types(TABLES[name]), rows)


def _column_types(spec: TableSpec) -> dict[str, str]:
    return {column.name: column.type.value for column in spec.columns}


def _count_again(folder: Path, tables: dict[str, list[Row]]) -> None:
    """Read what was written and compare it with what was meant, row by row."""
    for name, rows in tables.items():
        _, written = read_parquet(folder / f"{name}.parquet", limit=len(rows) + 1)
        if [tuple(row) for row in written] != rows:
            raise AssertionError(f"{name}: what was written is not what was read")


def _rejects(read: list[_File]) -> bytes:
    """Return the places and reasons of what was left out, as CSV; never what stood there."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("file", "place", "reason"))
    for file in read:
        for reject in file.reading.rejects:
            writer.writerow(_inert(cell) for cell in (file.name, reject.place, reject.reason))
    return text.getvalue().encode()


def _inert(cell: str) -> str:
    """Return text no spreadsheet program runs. Source: OWASP, "CSV injection"."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _too_many_rejects(name: str, reading: Reading) -> Problem:
    reasons = Counter(reject.reason for reject in reading.rejects)
    where = reading.rejects[0].place if reading.rejects else ""
    said = "; ".join(f"{reason} ({count:,} times)" for reason, count in reasons.most_common(3))
    return Problem(
        code="S046",
        place=Place(file=name, spot=where),
        what=f"{len(reading.rejects):,} of {reading.seen:,} values cannot be read. {said}".strip(),
        allowed=f"At most {MOST_REJECTED:.0%} may be left out.",
        remedy="Check that it is the right file, and correct it; the first stands at this place.",
    )


def _shortened(problems: list[Problem]) -> list[Problem]:
    """Return problems with at most a few of each kind, and how many more there are."""
    kept: list[Problem] = []
    seen: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], int] = {}
    for problem in problems:
        kind = (problem.code, problem.place.file)
        seen[kind] += 1
        if seen[kind] <= MOST_PROBLEMS_OF_A_KIND:
            last[kind] = len(kept)
            kept.append(problem)
    for kind, at in last.items():
        more = seen[kind] - MOST_PROBLEMS_OF_A_KIND
        if more > 0:
            kept[at] = replace(
                kept[at], remedy=f"{kept[at].remedy} The same holds of {more:,} more."
            )
    return kept
