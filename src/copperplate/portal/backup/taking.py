"""Takes a backup of a portal while it is used: files, then the database as of one moment.

The audit says that it was taken, before the database is read, so that what is restored says so
too; and says which files, so that a file changed in the archive does not fit its own audit.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from copperplate import __version__
from copperplate.atomic import AlreadyThere, new_file
from copperplate.errors import BadWorkspace, Place, Problem
from copperplate.portal.backup.archive import PIECE, write_archive
from copperplate.portal.backup.manifest import (
    DATABASE,
    FOLDERS,
    TOP,
    WORKSPACE,
    Entry,
    Manifest,
    belongs,
    listing_digest,
)
from copperplate.portal.configuration import Configuration
from copperplate.portal.serving import set_up, tables_of_another_version
from copperplate.workspace import Workspace

WHAT = "backup made"
# Written once and never changed, so that they need not be copied while everything waits.
_NEVER_CHANGES = "releases/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """A backup that was taken.

    Attributes:
        sha256: Of the file.
        number, head: Number and digest of the audit's newest event in it.
        files: How many of the workspace are in it.
    """

    sha256: str
    number: int
    head: str
    files: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """A file to be: what the manifest says of it, and where its bytes lie meanwhile."""

    entry: Entry
    pieces: Iterable[bytes]


def take(configuration: Configuration, file: Path) -> Taken:
    """Write a backup of a portal and its workspace into a new file.

    Raises:
        BadWorkspace: The file is there already (V104), the database does not answer (V103) or is
            of another version (V107), the workspace is being written (K002), or holds what
            cannot be taken (V109, V110).
    """
    set_up(configuration)
    _refuse_another_version()
    from django.apps import apps

    from copperplate.portal.audit.chain import record
    from copperplate.portal.audit.models import Head, Kind
    from copperplate.portal.backup import rows

    workspace = Workspace.at(configuration.workspace)
    try:
        with new_file(file) as out, ExitStack() as held:
            scratch = held.enter_context(tempfile.TemporaryFile(dir=file.absolute().parent))
            with workspace.writing():
                parts = [_part(workspace.root, name, scratch) for name in _names(workspace.root)]
            listed = tuple(part.entry for part in parts)
            # guard: backup-written-down. Before the moment that is kept, so that it is in it.
            record(
                Kind.DISCLOSURE,
                WHAT,
                by=None,
                of={"files": len(listed), "digest": listing_digest(listed)},
            )
            with rows.one_moment():
                head = Head.objects.get()
                for name in rows.KEPT:
                    lines = rows.rows_of(rows.model_of(apps, name))
                    parts.append(_copied(f"{DATABASE}{name}.ndjson", lines, scratch))
                migrations = _migrations()
            manifest = Manifest(
                copperplate=__version__,
                migrations=migrations,
                number=head.number,
                head=head.digest,
                files=tuple(part.entry for part in parts),
            )
            sha256 = write_archive(out, manifest, (part.pieces for part in parts))
    except AlreadyThere:
        raise BadWorkspace(
            Problem(
                code="V104",
                place=Place(file=str(file)),
                what="There is something here already, and a backup is never written over it.",
                remedy="Give a name that is free, such as one with today's date.",
            )
        ) from None
    return Taken(sha256=sha256, number=head.number, head=head.digest, files=len(listed))


def _refuse_another_version() -> None:
    """Make the tables where there are none; refuse those of another version.

    Raises:
        BadWorkspace: They are of an older version, or a newer (V107).
    """
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    if not connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)
    known = MigrationLoader(connection)
    ours = set(known.graph.nodes)
    if ours != set(known.applied_migrations):
        raise tables_of_another_version()


def _migrations() -> dict[str, str]:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    return dict(sorted(MigrationLoader(connection).graph.leaf_nodes()))


def _names(root: Path) -> Iterator[str]:
    """Yield what a backup takes of a workspace, in one order everywhere.

    Raises:
        BadWorkspace: A link lies among it (V109): what it leads to would not be in the backup.
    """
    found = [path for path in root.iterdir() if TOP.fullmatch(path.name)]
    for folder in FOLDERS:
        found.append(root / folder)
        found += (root / folder).rglob("*")
    named = {path.relative_to(root).as_posix(): path for path in found}
    for name, path in sorted(named.items()):
        if path.is_symlink():
            raise _cannot_take(name, "It is a link, and what it leads to would not be kept.")
        if path.is_file() and not any(_is_passing(part) for part in name.split("/")):
            if not belongs(f"{WORKSPACE}{name}"):
                raise _cannot_take(name, "Its name has signs that a backup cannot keep.")
            yield name


def _is_passing(part: str) -> bool:
    """Whether a name is of what comes and goes, or of a secret, and is not meant to be kept."""
    return part.endswith(".key") or (part.startswith(".") and part != ".gitignore")


def _cannot_take(name: str, why: str) -> BadWorkspace:
    return BadWorkspace(
        Problem(
            code="V109",
            place=Place(file=name),
            what=f"This cannot be taken into a backup. {why}",
            remedy="Put the file itself there, under a plain name. Nothing was written.",
        )
    )


def _part(root: Path, name: str, scratch: IO[bytes]) -> _Part:
    path = root / name
    if not name.startswith(_NEVER_CHANGES):
        return _copied(f"{WORKSPACE}{name}", _pieces(path), scratch)
    found = hashlib.sha256()
    size = 0
    for piece in _pieces(path):
        found.update(piece)
        size += len(piece)
    entry = Entry(name=f"{WORKSPACE}{name}", size=size, sha256=found.hexdigest())
    return _Part(entry=entry, pieces=_pieces(path))


def _copied(name: str, pieces: Iterable[bytes], scratch: IO[bytes]) -> _Part:
    """Copy what may change into a file that has no name, and say what was copied."""
    began = scratch.seek(0, os.SEEK_END)
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
        scratch.write(piece)
    size = scratch.tell() - began
    entry = Entry(name=name, size=size, sha256=found.hexdigest())
    return _Part(entry=entry, pieces=_again(scratch, began, size))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece


def _again(scratch: IO[bytes], began: int, size: int) -> Iterator[bytes]:
    done = 0
    while done < size:
        scratch.seek(began + done)
        piece = scratch.read(min(PIECE, size - done))
        done += len(piece)
        yield piece
