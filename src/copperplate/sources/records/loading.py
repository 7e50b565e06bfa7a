"""Files of records to one release: copied, read, counted, written whole or not at all.

Rows stay in Parquet from the reader to the release. A release of records says which
stretches of days it covers: what it does not cover is not known.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from copperplate import atomic
from copperplate.areas import AreaRegister
from copperplate.engines.checksums import rows_digest
from copperplate.engines.duckdb import to_parquet
from copperplate.engines.expressions import nothing
from copperplate.engines.written import joined
from copperplate.errors import BadInput, Place, Problem
from copperplate.periods import long_date
from copperplate.schema.records import COVERAGE
from copperplate.sources.reading import Row
from copperplate.sources.records.copies import Copy, copy_of
from copperplate.sources.records.covering import coverage_of, first_covered, last_covered
from copperplate.sources.records.doubting import UNKNOWN, doubts_said, refuse_repeats, unknown_csv
from copperplate.sources.records.importing import Read, read_all, reader
from copperplate.sources.records.layout import RecordSource, types_of
from copperplate.sources.records.matching import jobs_of
from copperplate.sources.records.notes import notes_on
from copperplate.sources.records.shape import doubts_of, shape_of
from copperplate.sources.rejecting import rejects_csv, shortened
from copperplate.sources.release_folder import (
    DESCRIPTION,
    REJECTS,
    InputFile,
    Release,
    describe,
    need_a_date,
)
from copperplate.sources.siblings import (
    already_there,
    refuse_contradiction,
    rows_of,
    siblings,
)
from copperplate.sources.stamping import stamps_of_records

# What an edition's name ends in, after the mapping's.
_DAYS_HELD = re.compile(r"\d{4}-\d{2}-to-\d{4}-\d{2}$")


def load_records(
    source: RecordSource,
    given: Sequence[Path],
    *,
    releases_folder: Path,
    as_at: date | None,
    published: date | None,
    register: AreaRegister,
    today: date,
    accept: str | None = None,
) -> tuple[Release, bool]:
    """Load files of records as one release.

    Args:
        source: Where they come from.
        given: Files, or folders in which all files of the source are found.
        releases_folder: Where releases lie; made where it is not there.
        as_at: The day the records were read, where known.
        published: The day readers first saw them, where they were published.
        register: The areas there are.
        today: Nothing has been read or published after it.
        accept: Why records are loaded though their number does not look right; None to refuse
            them.

    Returns:
        The release, and whether it was there already, in which case nothing was written.

    Raises:
        BadInput: The files or their dates; all problems of all files together.
    """
    need_a_date(as_at, published, today=today)
    files = _files(source, given)
    layouts = {make: make(register) for make in source.layouts.values()}
    with (
        atomic.scratch_folder(releases_folder.resolve() / source.name) as scratch,
        _apart() as apart,
    ):
        with reader() as child:
            copies = _copies(source, files, scratch, apart)
            read = read_all(jobs_of(source, copies, layouts), scratch, child)
        refuse_repeats(read)
        parts = _parts(read)
        coverage = coverage_of(read, as_at=as_at)
        notes = apart.submit(notes_on, parts, _said(read))
        release = _release(source, read, parts, coverage, as_at=as_at, published=published)
        release = replace(
            release,
            synthetic=stamps_of_records(read, parts, coverage, register),
            notes=(*notes.result(), *doubts_said(read)),
        )
        _refuse_days_to_come(release, coverage)
        release = replace(release, folder=releases_folder / release.identity)
        found = already_there(release, releases_folder)
        if found is not None:
            return found, True
        refuse_contradiction(release, {COVERAGE.name: coverage}, releases_folder)
        odd = _odd(release, parts, coverage, releases_folder)
        if odd and accept is None:
            raise BadInput(*odd)
        said = (f"Loaded though {problem.what} Reason given: {accept}" for problem in odd)
        release = replace(release, notes=(*release.notes, *said))
        return _written(release, read, parts, coverage, scratch), False


def rows_checksum_of(parts: Mapping[str, Sequence[Path]], coverage: Sequence[Row]) -> str:
    """Return the checksum of the rows of a release, in whatever files they lie.

    Args:
        parts: Table of records to the files its rows lie in.
        coverage: The rows of the table of that name.
    """
    digest = hashlib.sha256()
    for table in sorted(parts):
        digest.update(f"{table}\n{rows_digest(parts[table], types_of(table))}\n".encode())
    for row in sorted(coverage, key=str):
        digest.update("\n".join(str(value) for value in row).encode() + b"\n")
    return digest.hexdigest()


def checksum_of(release: Release) -> str:
    """Return the checksum of the rows a release holds now."""
    parts = {
        table: [release.parquet_path(table)] for table in release.tables if table != COVERAGE.name
    }
    coverage = rows_of(release.parquet_path(COVERAGE.name), release.tables[COVERAGE.name])
    return rows_checksum_of(parts, coverage)


def _files(source: RecordSource, given: Sequence[Path]) -> list[Path]:
    """Return the files named, and those found in the folders named, by name.

    Raises:
        BadInput: A folder holds none (S001), or two files have one name (S042).
    """
    problems: list[Problem] = [] if given else [_nothing_named(source)]
    found: dict[str, Path] = {}
    for path in given:
        inside = [path]
        if not path.is_dir() and not source.knows(path.name):
            problems.append(_named_oddly(path, source))
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if source.knows(file.name))
            if not inside:
                problems.append(_nothing_in(path, source))
        for file in inside:
            if file.name in found:
                problems.append(_named_twice(file))
            found[file.name] = file
    if problems:
        raise BadInput(*problems)
    return [found[name] for name in sorted(found)]


@contextmanager
def _apart() -> Iterator[Executor]:
    """Open a thread for what can be done beside the child; nothing is begun after a failure."""
    thread = ThreadPoolExecutor(1)
    try:
        yield thread
    finally:
        thread.shutdown(cancel_futures=True)


def _copies(source: RecordSource, files: Sequence[Path], into: Path, apart: Executor) -> list[Copy]:
    problems: list[Problem] = []
    copies: list[Copy] = []
    for file in files:
        try:
            copies.append(
                copy_of(file, into, apart=apart, encoding=source.encoding, sheet=source.sheet)
            )
        except BadInput as refused:
            problems += refused.problems
    if problems:
        raise BadInput(*shortened(problems))
    return copies


def _parts(read: Sequence[Read]) -> dict[str, list[Path]]:
    """Return the files each table's rows lie in."""
    parts: dict[str, list[Path]] = {}
    for one in read:
        for table, path in one.parts.items():
            parts.setdefault(table, []).append(path)
    return parts


def _release(
    source: RecordSource,
    read: Sequence[Read],
    parts: Mapping[str, Sequence[Path]],
    coverage: Sequence[Row],
    *,
    as_at: date | None,
    published: date | None,
) -> Release:
    tables = {table: sum(one.rows.get(table, 0) for one in read) for table in parts}
    first, last = first_covered(coverage), last_covered(coverage)
    edition = f"{first:%Y-%m}-to-{last:%Y-%m}"
    return Release(
        source=source.name,
        edition=f"{source.edition}-{edition}" if source.edition else edition,
        title=f"{source.title}, {long_date(first)} to {long_date(last)}",
        publisher=source.publisher,
        licence=source.licence,
        as_at=as_at,
        published=published,
        inputs=tuple(InputFile(name=one.name, sha256=one.sha256) for one in _inputs(read)),
        rows_sha256=rows_checksum_of(parts, coverage),
        tables={**tables, COVERAGE.name: len(coverage)},
        values_read=sum(one.seen for one in read),
        derived=len(coverage),
        merged=0,
        rejects=sum(one.left_out for one in read),
        notes=(),
        reconciliations=(),
        files={},
        folder=Path(),
    )


def _inputs(read: Sequence[Read]) -> list[Copy]:
    """Return the files read, and after them those they were read beside, each once."""
    beside = {one.beside.name: one.beside for one in read if one.beside is not None}
    return [*(one.copy for one in read), *beside.values()]


def _said(read: Sequence[Read]) -> dict[str, frozenset[str]]:
    """Return the columns that any layout says anything of, by table."""
    said: dict[str, frozenset[str]] = {}
    for one in read:
        for delivery in one.layout.deliveries(one.copy.name):
            named = {name for name, made in delivery.columns.items() if made != nothing()}
            said[delivery.table] = said.get(delivery.table, frozenset()) | named
    return said


def _refuse_days_to_come(release: Release, coverage: Sequence[Row]) -> None:
    if last_covered(coverage) > release.known_from:
        raise BadInput(
            Problem(
                code="S044",
                place=Place(file=release.inputs[-1].name),
                what="It holds records of a stretch that ends after "
                f"{long_date(release.known_from)}, when this was read or published.",
                remedy="Correct the date given with --as-at or --published, or leave out a month "
                "that was not over.",
            )
        )


def _odd(
    release: Release,
    parts: Mapping[str, Sequence[Path]],
    coverage: Sequence[Row],
    releases_folder: Path,
) -> list[Problem]:
    """Return what does not look right of a load, held against the release before it (S054)."""
    kind = _DAYS_HELD.sub("", release.edition)
    earlier = [
        other
        for other in siblings(release, releases_folder)
        if other.known_from < release.known_from and _DAYS_HELD.sub("", other.edition) == kind
    ]
    before = max(earlier, key=lambda other: other.known_from, default=None)
    found = []
    for table, paths in parts.items():
        held = before is not None and table in before.tables
        then = shape_of([before.parquet_path(table)]) if before is not None and held else None
        found += [
            Problem(
                code="S054",
                place=Place(file=release.inputs[0].name),
                what=what,
                allowed="An extract that stops short, holds everything twice or lacks a unit reads "
                "like this.",
                remedy="Look at the file. If it is right, load it with --accept 'REASON': the "
                "release will say so.",
            )
            for what in doubts_of(
                table,
                shape_of(paths),
                then,
                release=before,
                covered_to=last_covered(row for row in coverage if row[0] == table),
            )
        ]
    return found


def _written(
    release: Release,
    read: Sequence[Read],
    parts: Mapping[str, Sequence[Path]],
    coverage: list[Row],
    scratch: Path,
) -> Release:
    covering = to_parquet(types_of(COVERAGE.name), coverage, saying=release.saying)
    small = {f"{COVERAGE.name}.parquet": covering}
    if release.rejects:
        small[REJECTS] = rejects_csv(
            (one.copy.name, reject) for one in read for reject in one.rejects
        )
    unknown = unknown_csv(read)
    if unknown is not None:
        small[UNKNOWN] = unknown
    large = {
        f"{table}.parquet": _one_file(table, paths, scratch, saying=release.saying)
        for table, paths in parts.items()
    }
    checksums = {name: hashlib.sha256(data).hexdigest() for name, data in small.items()}
    checksums |= {name: _checksum(path) for name, path in large.items()}
    release = replace(release, files=checksums)
    with atomic.new_folder(release.folder, read_only=True) as staging:
        for name, data in small.items():
            staging.write(name, data)
        for name, path in large.items():
            path.rename(staging.path(name))
        staging.write(DESCRIPTION, describe(release))
    return release


def _one_file(
    table: str, paths: Sequence[Path], scratch: Path, *, saying: Mapping[str, str]
) -> Path:
    if len(paths) == 1 and not saying:
        return paths[0]
    whole = scratch / f"{table}.parquet"
    joined(paths, whole, saying=saying)
    return whole


def _checksum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _nothing_named(source: RecordSource) -> Problem:
    return Problem(
        code="S001",
        place=Place(file=source.name),
        what="No file was named.",
        remedy="Name the file or files to load.",
    )


def _nothing_in(folder: Path, source: RecordSource) -> Problem:
    return Problem(
        code="S001",
        place=Place(file=folder.name),
        what=f"The folder holds no file of the source '{source.name}'.",
        allowed=f"Their names are like {' or '.join(source.patterns)}.",
        remedy="Name the folder the files were unpacked into.",
    )


def _named_twice(file: Path) -> Problem:
    return Problem(
        code="S042",
        place=Place(file=file.name),
        what="Two files have this name.",
        allowed="A month of a force is loaded once.",
        remedy="Leave out the older of the two.",
    )


def _named_oddly(file: Path, source: RecordSource) -> Problem:
    return Problem(
        code="S049",
        place=Place(file=file.name),
        what="Its name does not say what it holds.",
        allowed=f"Names are like {' or '.join(source.patterns)}.",
        remedy="Give it the name it was published under, or one like these.",
    )
