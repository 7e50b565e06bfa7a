"""Files to one release: read, interpret, check, write whole or not at all.

The only maker of releases. The same input twice under one identity is recognised; a
changed one is refused, because a correction has a date of its own. Knows no layout.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from copperplate import atomic
from copperplate.areas import AreaRegister
from copperplate.engines.duckdb import read_parquet, to_parquet
from copperplate.errors import BadInput, Place, Problem, UnknownName, unknown_name
from copperplate.schema import TABLES, TableSpec
from copperplate.sources.adapters import ADAPTERS, Adapter
from copperplate.sources.cells import read_cells
from copperplate.sources.extracts.source import DESCRIPTIONS
from copperplate.sources.reading import Context, Reading, Row
from copperplate.sources.records import loading as records
from copperplate.sources.records.layout import RecordSource
from copperplate.sources.records.sources import RECORD_SOURCES
from copperplate.sources.rejecting import rejects_csv, shortened, too_many
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
from copperplate.sources.siblings import already_there, refuse_contradiction, rows_of
from copperplate.sources.stamping import stamps_of_rows
from copperplate.sources.validate import check_rows

__all__ = [
    "Release",
    "known_on",
    "list_releases",
    "load_release",
    "read_release",
    "rows_problems",
]

SOURCES = MappingProxyType(
    {
        **{adapter.name: adapter.description for adapter in ADAPTERS.values()},
        **{source.name: source.description for source in RECORD_SOURCES.values()},
        **DESCRIPTIONS,
    }
)
"""Every source the product can load, with a line on it."""

# A folder is named for its edition; file systems allow 255 bytes for all of it.
LONGEST_EDITION = 120


@dataclass(frozen=True, kw_only=True)
class _File:
    name: str
    sha256: str
    reading: Reading


def load_release(
    source: str | RecordSource,
    files: Sequence[Path],
    *,
    releases_folder: Path,
    as_at: date | None,
    published: date | None,
    register: AreaRegister,
    today: date,
    accept: str | None = None,
) -> tuple[Release, bool]:
    """Load files of one source as one release.

    Args:
        source: Name of an adapter (`ADAPTERS`), or of a source of records (`RECORD_SOURCES`), or
            such a source itself, made of a mapping.
        files: At least one; all of one edition, unless the adapter joins several. Of records
            folders too.
        releases_folder: Where releases lie; made where it is not there.
        as_at: The day the records were read, where known.
        published: The day readers first saw it, where it was published.
        register: The areas its rows may speak of.
        today: Nothing has been read or published after it.
        accept: Why records are loaded though their number does not look right.

    Returns:
        The release, and whether it was there already, in which case nothing was written.

    Raises:
        UnknownName: No such source (S102).
        BadInput: The files or their dates; all problems of all files together. See
            docs/reference/errors-sources.md.
    """
    if isinstance(source, str):
        source = RECORD_SOURCES.get(source, source)
    if isinstance(source, RecordSource):
        return records.load_records(
            source,
            files,
            releases_folder=releases_folder,
            as_at=as_at,
            published=published,
            register=register,
            today=today,
            accept=accept,
        )
    adapter = _adapter(source)
    need_a_date(as_at, published, today=today)
    read = _read_files(adapter, files, Context(register=register))
    release = _gather(adapter, read, as_at=as_at, published=published, folder=releases_folder)
    tables = _checked_tables(read, release)
    release = replace(
        release,
        rows_sha256=rows_checksum(tables),
        tables={name: len(rows) for name, rows in sorted(tables.items())},
        synthetic=stamps_of_rows(tables, register),
    )
    found = already_there(release, releases_folder)
    if found is not None:
        return found, True
    refuse_contradiction(release, tables, releases_folder)
    contents = {
        f"{name}.parquet": to_parquet(_column_types(TABLES[name]), rows, saying=release.saying)
        for name, rows in sorted(tables.items())
    }
    if release.rejects:
        contents[REJECTS] = rejects_csv(
            (file.name, reject) for file in read for reject in file.reading.rejects
        )
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
        found = already_there(release, releases_folder)
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
    # guard: rows-checksum. It is what manifests state of a release.
    if _checksum_of(release) == release.rows_sha256:
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


def _checksum_of(release: Release) -> str:
    if any(TABLES[name].of_records for name in release.tables):
        return records.checksum_of(release)
    return rows_checksum(
        {name: rows_of(release.parquet_path(name), n + 1) for name, n in release.tables.items()}
    )


def _adapter(source: str) -> Adapter:
    if source not in ADAPTERS:
        raise UnknownName(
            unknown_name(
                code="S102",
                place=Place(file="source"),
                kind="source",
                name=source,
                known=SOURCES,
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
        lost = too_many(
            path.name,
            seen=reading.seen,
            reasons=Counter(reject.reason for reject in reading.rejects),
            first=reading.rejects[0].place if reading.rejects else "",
        )
        problems += [lost] if lost is not None else []
        delivered = sum(len(rows) for rows in reading.tables.values()) - reading.derived
        if delivered + reading.merged + rejected != reading.seen and not problems:
            raise AssertionError(f"{adapter.name}: values were lost between file and rows")
        read.append(_File(name=path.name, sha256=workbook.sha256, reading=reading))
    if problems:
        raise BadInput(*shortened(problems))
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
        raise BadInput(*shortened(problems))
    return tables


def _column_types(spec: TableSpec) -> dict[str, str]:
    return {column.name: column.type.value for column in spec.columns}


def _count_again(folder: Path, tables: dict[str, list[Row]]) -> None:
    """Read what was written and compare it with what was meant, row by row."""
    for name, rows in tables.items():
        _, written = read_parquet(folder / f"{name}.parquet", limit=len(rows) + 1)
        if [tuple(row) for row in written] != rows:
            raise AssertionError(f"{name}: what was written is not what was read")
