"""What a backup says it holds: every file with its size and checksum, versions, the audit's head.

Reads a manifest or refuses it; opens no file.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from copperplate.errors import BadInput, Place, Problem

FORMAT = "copperplate-backup"
EDITION = 1
WORKSPACE, DATABASE = "workspace/", "database/"
# Of a workspace: files at its top, and folders with all that lies in them. A list of what is
# taken, so that a key or a password that somebody put beside them stays where it is.
TOP = re.compile(r"[^/]+\.yaml|\.gitignore|README\.md")
FOLDERS = ("areas", "measures", "out", "papers", "plans", "registers", "releases", "words")
_TABLE = re.compile(r"database/[a-z]{1,40}\.[a-z]{1,40}\.ndjson")
_DIGEST = re.compile(r"[0-9a-f]{64}")
# More than any workspace has; what a hostile manifest may make us hold in memory.
MOST_FILES = 100_000
LONGEST_PART = 255  # bytes of a file's name, on the file systems we know


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One file of a backup.

    Attributes:
        name: Its path in the archive, with slashes.
        size: In bytes.
        sha256: Of its bytes, in hexadecimal.
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        copperplate: The version that made it.
        migrations: The newest step of each app's tables when it was made.
        number: Of the newest event of the audit.
        head: That event's digest.
        files: In the order they stand in the archive.
    """

    copperplate: str
    migrations: Mapping[str, str]
    number: int
    head: str
    files: tuple[Entry, ...]

    def as_bytes(self) -> bytes:
        """Return it as JSON; the same manifest is the same bytes."""
        said = {
            "format": FORMAT,
            "edition": EDITION,
            "copperplate": self.copperplate,
            "migrations": dict(self.migrations),
            "audit": {"number": self.number, "digest": self.head},
            "files": [[one.name, one.size, one.sha256] for one in self.files],
        }
        return json.dumps(said, indent=0, sort_keys=True).encode("ascii") + b"\n"


def belongs(name: str) -> bool:
    """Whether a backup may hold a file of this name: nothing hidden, no key, nowhere else."""
    if _TABLE.fullmatch(name):
        return True
    if not name.startswith(WORKSPACE):
        return False
    within = name.removeprefix(WORKSPACE)
    if TOP.fullmatch(within):
        return _is_plain(within) or within == ".gitignore"
    parts = within.split("/")
    return len(parts) > 1 and parts[0] in FOLDERS and all(map(_is_plain, parts))


def _is_plain(part: str) -> bool:
    try:
        encoded = part.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return (
        0 < len(encoded) <= LONGEST_PART
        and not part.startswith(".")
        and not part.endswith(".key")
        and "\\" not in part
        and part.isprintable()
    )


def listing_digest(files: Iterable[Entry]) -> str:
    """Return one digest of all files of the workspace: the audit says it of each backup."""
    lines = sorted(
        f"{one.sha256} {one.size} {one.name}\n" for one in files if one.name.startswith(WORKSPACE)
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def read_manifest(data: bytes) -> Manifest:
    """Return the manifest of an archive.

    Raises:
        BadInput: It is no manifest (V105), of a later edition (V107), or names what no backup
            holds (V106).
    """
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        raise not_a_backup() from None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise not_a_backup()
    if said.get("edition") != EDITION:
        raise of_another_version()
    try:
        found = Manifest(
            copperplate=_text(said["copperplate"]),
            migrations={_text(k): _text(v) for k, v in said["migrations"].items()},
            number=_count(said["audit"]["number"]),
            head=_matching(said["audit"]["digest"]),
            files=tuple(_entry(one) for one in said["files"][: MOST_FILES + 1]),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise not_a_backup() from None
    _refuse_strange(found.files)
    return found


def _entry(said: Any) -> Entry:
    name, size, sha256 = said
    return Entry(name=_text(name), size=_count(size), sha256=_matching(sha256))


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise TypeError
    return said


def _count(said: Any) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or said < 0:
        raise TypeError
    return said


def _matching(said: Any) -> str:
    if not _DIGEST.fullmatch(_text(said)):
        raise ValueError
    return _text(said)


def _refuse_strange(files: tuple[Entry, ...]) -> None:
    names = {one.name for one in files}
    folders = {str(up) for name in names for up in PurePosixPath(name).parents}
    strange = not all(map(belongs, names))
    # guard: archive-holds-what-is-listed. Twice the same, a file where a folder is, elsewhere.
    if strange or len(names) != len(files) or len(files) > MOST_FILES or names & folders:
        raise strange_archive()


def not_a_backup() -> BadInput:
    """Return the refusal of a file that is damaged, cut, or never was a backup."""
    return BadInput(
        Problem(
            code="V105",
            place=Place(file="FILE"),
            what="This file is no backup, or it was damaged or cut since it was made.",
            allowed="'copperplate backup' makes one; its checksum was printed then.",
            remedy="Fetch it once more from where it is kept, or take the backup before it. "
            "Nothing was restored.",
        )
    )


def strange_archive() -> BadInput:
    """Return the refusal of an archive that holds something other than a backup does."""
    return BadInput(
        Problem(
            code="V106",
            place=Place(file="FILE"),
            what="This archive holds something that no backup holds: a link, a file that leads "
            "elsewhere, or one that its manifest does not list with that size.",
            remedy="Do not use it, and find out where it comes from. Nothing was restored.",
        )
    )


def of_another_version() -> BadInput:
    """Return the refusal of a backup that a newer Copperplate has made."""
    return BadInput(
        Problem(
            code="V107",
            place=Place(file="FILE"),
            what="This backup was made by a newer Copperplate than this one.",
            remedy="Install the version that made it, or a newer one. Nothing was restored.",
        )
    )
