"""Puts a backup back into an empty place: all of it, checked, or nothing.

Refuses to write over anything. Of PostgreSQL the rows become visible just before the folder
does; a process killed between leaves a database that the next restore refuses, in words.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from copperplate.atomic import AlreadyThere, Staging, new_folder
from copperplate.errors import BadInput, BadWorkspace, Place, Problem
from copperplate.portal.backup.archive import Reader, opened
from copperplate.portal.backup.manifest import (
    DATABASE,
    WORKSPACE,
    Manifest,
    listing_digest,
    not_a_backup,
    of_another_version,
)
from copperplate.portal.configuration import FOLDER, Configuration
from copperplate.portal.serving import set_up

if TYPE_CHECKING:
    from django.db.migrations.state import StateApps

# A whole table of a database is one file, of which rows are read one by one.
_SPOOLED = 16 * 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """What was put back.

    Attributes:
        number, head: Number and digest of the audit's newest event.
        files: How many of the workspace.
        people: How many there are.
    """

    number: int
    head: str
    files: int
    people: int


def restore(file: Path, into: Path, *, database: str = "") -> Restored:
    """Put a backup into a folder that is not there yet, and an empty database.

    Args:
        file: The backup.
        into: The folder to be.
        database: URL of an empty PostgreSQL database; a file of SQLite in the folder if empty.

    Raises:
        BadInput: The file is no whole backup (V105), holds something else (V106), was made by a
            newer version (V107), or does not fit its own audit (V108).
        BadWorkspace: The folder or the database is not empty (V104), the database does not
            answer (V103), or the disk has no room (V111).
    """
    if into.exists() or into.is_symlink():
        raise _not_empty(str(into))
    try:
        with opened(file) as archive, new_folder(into) as staging, ExitStack() as held:
            _refuse_without_room(archive.manifest, staging.folder)
            tables = _unpack(archive, staging, held)
            people = _fill(archive.manifest, tables, staging, database)
            _settle(staging.folder)
    except AlreadyThere:
        raise _not_empty(str(into)) from None
    manifest = archive.manifest
    return Restored(
        number=manifest.number,
        head=manifest.head,
        files=sum(one.name.startswith(WORKSPACE) for one in manifest.files),
        people=people,
    )


def _unpack(archive: Reader, staging: Staging, held: ExitStack) -> dict[str, IO[bytes]]:
    """Write the workspace's files, and return the tables' rows by name."""
    tables: dict[str, IO[bytes]] = {}
    for entry, pieces in archive.files():
        if entry.name.startswith(DATABASE):
            table = held.enter_context(
                tempfile.SpooledTemporaryFile(_SPOOLED, dir=str(staging.folder))  # noqa: SIM115  (the stack closes it)
            )
            tables[entry.name.removeprefix(DATABASE).removesuffix(".ndjson")] = table
            table.writelines(pieces)
            table.seek(0)
            continue
        with staging.writing(entry.name.removeprefix(WORKSPACE)) as out:
            out.writelines(pieces)
    return tables


def _settle(folder: Path) -> None:
    """Give files the permissions they had: nobody changes a release, nobody else reads people."""
    for path in (folder / "releases").rglob("*"):
        if path.is_file():
            path.chmod(0o444)
    for path in (folder / FOLDER).glob("*"):
        path.chmod(0o600)


def _fill(manifest: Manifest, tables: dict[str, IO[bytes]], staging: Staging, database: str) -> int:
    """Make the database and fill it, walk its audit, and return how many people there are."""
    staging.path(f"{FOLDER}/portal.sqlite3")
    set_up(Configuration(workspace=staging.folder.absolute(), database=database))
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.db.utils import IntegrityError

    from copperplate.portal.accounts.models import Person
    from copperplate.portal.backup.rows import KEPT, fill, model_of

    if connection.introspection.table_names():
        raise _not_empty("the portal's database")
    if not set(tables) <= set(KEPT):
        raise of_another_version()
    # A file of SQLite becomes visible with the folder, and its tables cannot be altered inside a
    # transaction; of a server's, nothing may be seen before all of it is there.
    whole = transaction.atomic if connection.vendor == "postgresql" else nullcontext
    try:
        with whole():
            apps = _as_it_was(manifest)
            with transaction.atomic():
                for name in KEPT:
                    if name in tables:
                        fill(model_of(apps, name), _lines(tables[name]))
                # Says at once what does not fit; and no table is altered while that is open.
                connection.check_constraints()
            call_command("migrate", interactive=False, verbosity=0)
            _walk(manifest)
            return Person.objects.count()
    except IntegrityError:
        raise not_a_backup() from None
    finally:
        connection.close()


def _as_it_was(manifest: Manifest) -> StateApps:
    """Bring the empty database to the tables that the backup was made of."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    steps = list(manifest.migrations.items())
    if not set(steps) <= set(executor.loader.graph.nodes):
        raise of_another_version()
    return executor.migrate(steps).apps


def _lines(table: IO[bytes]) -> Iterator[bytes]:
    from copperplate.portal.backup.rows import LONGEST_LINE

    while line := table.readline(LONGEST_LINE):
        yield line


def _walk(manifest: Manifest) -> None:
    """Walk the audit that was restored, and look whether it knows of this backup.

    Raises:
        BadInput: It was altered, ends elsewhere, or speaks of other files (V108).
    """
    from copperplate.portal.audit.chain import walk
    from copperplate.portal.audit.models import Event
    from copperplate.portal.backup.taking import WHAT

    walked = walk()
    newest = Event.objects.filter(what=WHAT).order_by("-number").first()
    fits = newest is not None and newest.of.get("digest") == listing_digest(manifest.files)
    # guard: backup-fits-its-audit. Files and manifest changed together do not fit the chain.
    if walked.wrong or not fits or (walked.events, walked.head) != (manifest.number, manifest.head):
        raise BadInput(
            Problem(
                code="V108",
                place=Place(file="FILE"),
                what=walked.wrong
                or "The backup's files are not those that its own audit says were taken.",
                remedy="Do not use it: somebody changed it. Take the backup before it. Nothing "
                "was restored.",
            )
        )


def _not_empty(place: str) -> BadWorkspace:
    return BadWorkspace(
        Problem(
            code="V104",
            place=Place(file=place),
            what="There is something here already, and a backup is never restored over it.",
            remedy="Give a folder that is not there yet and, of PostgreSQL, a database without "
            "tables. What is there may be newer than the backup.",
        )
    )


def _refuse_without_room(manifest: Manifest, folder: Path) -> None:
    # guard: no-more-than-fits. An archive can say that it holds more than any disk.
    if sum(one.size for one in manifest.files) > shutil.disk_usage(folder).free:
        raise BadWorkspace(
            Problem(
                code="V111",
                place=Place(file=str(folder.parent)),
                what="The disk has no room for what the backup holds.",
                remedy="Free some space, or restore elsewhere. Nothing was restored.",
            )
        )
