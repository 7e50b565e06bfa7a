"""Dated, immutable loads: what a release is, and how one is read back.

A release is a folder with one Parquet file a table and ``release.json``. Its identity is
the checksum of its input and of its canonical rows, never of Parquet bytes. Knows no
publisher and no layout; `release.load_release` makes releases.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from copperplate.areas import SYNTHETIC_KEY
from copperplate.errors import BadInput, BadWorkspace, Place, Problem
from copperplate.periods import long_date
from copperplate.schema import TABLES
from copperplate.series.figure import ReleaseNote
from copperplate.sources.reading import Reconciliation

SCHEMA_VERSION = 1
DESCRIPTION = "release.json"
REJECTS = "rejects.csv"


@dataclass(frozen=True, kw_only=True, slots=True)
class InputFile:
    """A file a release was made from, by name and checksum."""

    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Release:
    """One edition of one source as it was known on one day.

    Attributes:
        source: Name of the adapter.
        edition: The edition's text identity, e.g. ``2019-06``.
        title: The publication, in words.
        publisher: Who published it.
        licence: Attribution to print.
        as_at: The day the records were read; None where the publisher does not say.
        published: The day readers first saw it; None for what was never published.
        inputs: What it was made from.
        rows_sha256: Checksum of the canonical rows of all tables.
        tables: Table name to number of rows.
        values_read: How many values of the input were looked at; each is a row or a reject.
        derived: How many rows were added up from others.
        merged: How many values were added into a row that another value had begun.
        rejects: How many values of the input were left out; listed in ``rejects.csv``.
        notes: What was corrected or derived.
        reconciliations: What does not add up within the source.
        files: File name to checksum, for every file of the folder but its description.
        synthetic: What must stand by its rows because areas of them do not exist, sentences;
            empty where all do. Figures do not rely on it: they look at their areas again.
        schema_version: Of the canonical tables it was written in.
        folder: Where it lies; no part of its identity.
    """

    source: str
    edition: str
    title: str
    publisher: str
    licence: str
    as_at: date | None
    published: date | None
    inputs: tuple[InputFile, ...]
    rows_sha256: str
    tables: Mapping[str, int]
    values_read: int
    derived: int
    merged: int
    rejects: int
    notes: tuple[str, ...]
    reconciliations: tuple[Reconciliation, ...]
    files: Mapping[str, str]
    folder: Path = field(compare=False, repr=False)
    synthetic: tuple[str, ...] = ()
    schema_version: int = SCHEMA_VERSION

    @property
    def identity(self) -> str:
        """Folder name below the releases, e.g. ``ons-pfa/2019-06-published-2019-10-17``."""
        dated = (
            f"published-{self.published}" if self.published is not None else f"as-at-{self.as_at}"
        )
        return f"{self.source}/{self.edition}-{dated}"

    @property
    def known_from(self) -> date:
        """The first day a reader could know of it: published, else read."""
        known = self.published or self.as_at
        if known is None:
            raise ValueError("a release has a date")
        return known

    @property
    def dated(self) -> str:
        """``published 17 October 2019``, ``as at 14 March 2014``, or both."""
        said = []
        if self.published is not None:
            said.append(f"published {long_date(self.published)}")
        if self.as_at is not None:
            said.append(f"as at {long_date(self.as_at)}")
        return ", ".join(said)

    @property
    def saying(self) -> dict[str, str]:
        """What its Parquet files say of themselves, by key; most say nothing."""
        return {SYNTHETIC_KEY: "; ".join(self.synthetic)} if self.synthetic else {}

    def note(self) -> ReleaseNote:
        """Return what a reader is told of it."""
        return ReleaseNote(
            identity=self.identity, title=self.title, publisher=self.publisher, dated=self.dated
        )

    def parquet_path(self, table: str) -> Path:
        """Return the file of one of its tables."""
        if table not in self.tables:
            raise KeyError(table)
        return self.folder / f"{table}.parquet"


def known_on(releases: Sequence[Release], on: date | None) -> tuple[Release, ...]:
    """Return the releases that were read or published by a day; all of them without one."""
    return tuple(release for release in releases if on is None or release.known_from <= on)


def describe(release: Release) -> bytes:
    """Return ``release.json``: sorted keys, the same bytes for the same release."""
    said = {
        "schema_version": release.schema_version,
        "identity": release.identity,
        "source": release.source,
        "edition": release.edition,
        "title": release.title,
        "publisher": release.publisher,
        "licence": release.licence,
        "as_at": release.as_at.isoformat() if release.as_at else None,
        "published": release.published.isoformat() if release.published else None,
        "inputs": [{"name": file.name, "sha256": file.sha256} for file in release.inputs],
        "rows_sha256": release.rows_sha256,
        "tables": dict(release.tables),
        "values_read": release.values_read,
        "derived": release.derived,
        "merged": release.merged,
        "rejects": release.rejects,
        "notes": list(release.notes),
        "reconciliations": [
            {"place": r.place, "what": r.what, "stated": r.stated, "computed": r.computed}
            for r in release.reconciliations
        ],
        "files": dict(release.files),
        **({"synthetic": list(release.synthetic)} if release.synthetic else {}),
    }
    return (json.dumps(said, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def read_release(folder: Path) -> Release:
    """Return the release that lies in a folder.

    Raises:
        BadWorkspace: Not a release, or moved (S106); of a schema version this software
            does not know (S107); a file missing, altered or added (S108).
    """
    shown = f"releases/{folder.parent.name}/{folder.name}"
    try:
        said = json.loads((folder / DESCRIPTION).read_bytes())
        version = said["schema_version"]
        release = _release(said, folder) if version == SCHEMA_VERSION else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadWorkspace(
            Problem(
                code="S106",
                place=Place(file=f"{shown}/{DESCRIPTION}"),
                what="It is missing or is not the description of a release.",
                remedy="Restore the folder from a copy (git, a backup), or remove the folder and "
                "load its input again.",
            )
        ) from None
    if release is None:
        raise BadWorkspace(
            Problem(
                code="S107",
                place=Place(file=f"{shown}/{DESCRIPTION}"),
                what="It was written in a schema version this software does not know.",
                allowed=f"This software knows version {SCHEMA_VERSION}.",
                remedy="Use the software that wrote it, or load its input again.",
            )
        )
    problems = _damage(release, shown)
    if problems:
        raise BadWorkspace(*problems)
    return release


def list_releases(releases_folder: Path) -> tuple[Release, ...]:
    """Return every release below a folder, in order of identity.

    Raises:
        BadWorkspace: All the problems of all of them; see `read_release`.
    """
    found: list[Release] = []
    problems: list[Problem] = []
    if not releases_folder.is_dir():
        return ()
    for folder in sorted(releases_folder.glob("*/*/")):
        # What starts with a dot (a staging folder of a killed load, say) is no release.
        within = folder.relative_to(releases_folder)
        if any(part.startswith(".") for part in within.parts) or not folder.is_dir():
            continue
        try:
            found.append(read_release(folder))
        except BadWorkspace as refused:
            problems += refused.problems
    if problems:
        raise BadWorkspace(*problems)
    return tuple(sorted(found, key=lambda release: release.identity))


def need_a_date(as_at: date | None, published: date | None, *, today: date) -> None:
    """Refuse a load nobody dated, dated in the future, or published before it was read.

    Raises:
        BadInput: Neither date (S101), the two in the wrong order (S109), or one after
            today (S112).
    """
    # guard: no-future. A date to come would pass for "already public" today.
    late = [
        Problem(
            code="S112",
            place=Place(file=option),
            what="It lies in the future.",
            allowed="A release is dated on the day it was read, or readers first saw it.",
            remedy="Correct it, or load the file when that day has come.",
        )
        for option, day in (("--as-at", as_at), ("--published", published))
        if day is not None and day > today
    ]
    if late:
        raise BadInput(*late)
    if as_at is None and published is None:
        raise BadInput(
            Problem(
                code="S101",
                place=Place(file="--published"),
                what="Nothing says when this was read or published.",
                allowed="Every figure in a paper carries the date of its release.",
                remedy="Give --published (the day readers first saw it) or --as-at (the day the "
                "records were read), as year-month-day.",
            )
        )
    if as_at is not None and published is not None and published < as_at:
        raise BadInput(
            Problem(
                code="S109",
                place=Place(file="--as-at"),
                what="It lies after the day of publication.",
                remedy="Correct --as-at or --published.",
            )
        )


def _release(said: Mapping[str, Any], folder: Path) -> Release:
    release = Release(
        source=str(said["source"]),
        edition=str(said["edition"]),
        title=str(said["title"]),
        publisher=str(said["publisher"]),
        licence=str(said["licence"]),
        as_at=_date(said["as_at"]),
        published=_date(said["published"]),
        inputs=tuple(
            InputFile(name=str(file["name"]), sha256=str(file["sha256"])) for file in said["inputs"]
        ),
        rows_sha256=str(said["rows_sha256"]),
        tables={str(name): int(rows) for name, rows in said["tables"].items()},
        values_read=int(said["values_read"]),
        derived=int(said["derived"]),
        merged=int(said["merged"]),
        rejects=int(said["rejects"]),
        notes=tuple(str(note) for note in said["notes"]),
        reconciliations=tuple(
            Reconciliation(
                place=str(r["place"]),
                what=str(r["what"]),
                stated=float(r["stated"]),
                computed=float(r["computed"]),
            )
            for r in said["reconciliations"]
        ),
        files={str(name): str(checksum) for name, checksum in said["files"].items()},
        folder=folder,
        synthetic=tuple(str(stamp) for stamp in said.get("synthetic", ())),
    )
    if release.identity != f"{folder.parent.name}/{folder.name}":
        raise ValueError("moved")
    if release.identity != said["identity"] or not set(release.tables) <= set(TABLES):
        raise ValueError("altered")
    rows = sum(release.tables.values())
    if rows != release.values_read - release.rejects - release.merged + release.derived:
        raise ValueError("rows were lost")
    if not all(f"{name}.parquet" in release.files for name in release.tables):
        raise ValueError("a table without its file")
    return release


def _damage(release: Release, shown: str) -> list[Problem]:
    problems = []
    # What starts with a dot is the system's own, as is what a file manager leaves behind.
    present = {path.name for path in release.folder.iterdir() if not path.name.startswith(".")}
    for name in sorted((present - {DESCRIPTION}) | set(release.files)):
        what = ""
        remedy = (
            "Restore the folder from a copy (git, a backup), or remove the folder and load its "
            "input again."
        )
        if name not in present:
            what = "It is missing from the release."
        elif name not in release.files:
            what = "It is no part of the release."
            remedy = "Remove it from the folder; nothing else need be done."
        # guard: release-checksum. A release that was altered is not the one that was loaded.
        elif _sha256(release.folder / name) != release.files[name]:
            what = "It is not the file that was loaded: its checksum differs."
        if what:
            problems.append(
                Problem(
                    code="S108",
                    place=Place(file=f"{shown}/{name}"),
                    what=what,
                    remedy=remedy,
                )
            )
    return problems


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
