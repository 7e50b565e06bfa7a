"""The file of a backup: a manifest and the files it lists, in tar and gzip, and no more.

Any program for archives opens it. Our own reader takes nothing but plain files, each where and as
long as the manifest says, so that no archive can make it write elsewhere or more. Knows no
workspace and no database.
"""

from __future__ import annotations

import gzip
import hashlib
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from copperplate.errors import BadInput, BadWorkspace, Place, Problem
from copperplate.portal.backup.manifest import (
    Entry,
    Manifest,
    not_a_backup,
    read_manifest,
    strange_archive,
)

MANIFEST = "manifest.json"
# Enough for 100,000 files with long names, and little enough to hold.
MOST_MANIFEST = 16 * 1024 * 1024
PIECE = 1024 * 1024
_BLOCK = 512
# Records are compressed already where they lie; more effort than this gains nothing.
_LEVEL = 1


class Hashed:
    """A stream that is written to, and the checksum of what was."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._hash = stream, hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Write, and reckon in."""
        self._hash.update(data)
        return self._stream.write(data)

    def flush(self) -> None:
        """Hand on what was written."""
        self._stream.flush()

    @property
    def sha256(self) -> str:
        """The checksum so far, in hexadecimal."""
        return self._hash.hexdigest()


def write_archive(stream: BinaryIO, manifest: Manifest, bodies: Iterable[Iterable[bytes]]) -> str:
    """Write a backup; the same contents are the same bytes.

    Args:
        stream: Where to.
        manifest: What it holds.
        bodies: The pieces of each file, in the manifest's order.

    Returns:
        The checksum of the whole, SHA-256 in hexadecimal.

    Raises:
        BadWorkspace: A file's name is too long for an archive (V109), or it is not any more what
            the manifest says (V110).
    """
    hashed = Hashed(stream)
    with gzip.GzipFile(
        filename="", mode="wb", compresslevel=_LEVEL, fileobj=hashed, mtime=0
    ) as out:
        data = manifest.as_bytes()
        _write_member(out, Entry(name=MANIFEST, size=len(data), sha256=_sha256(data)), [data])
        for entry, pieces in zip(manifest.files, bodies, strict=True):
            _write_member(out, entry, pieces)
        out.write(bytes(2 * _BLOCK))
    return hashed.sha256


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write_member(out: gzip.GzipFile, entry: Entry, pieces: Iterable[bytes]) -> None:
    head = tarfile.TarInfo(entry.name)
    head.size, head.mode = entry.size, 0o600
    try:
        out.write(head.tobuf(tarfile.USTAR_FORMAT, "utf-8", "strict"))
    except ValueError:
        raise BadWorkspace(
            Problem(
                code="V109",
                place=Place(file=entry.name),
                what="The file's name is too long for a backup, or the file is over 8 GB.",
                allowed="At most 255 bytes of path, of which the last 100 are the name.",
                remedy="Give it a shorter name. Nothing was written.",
            )
        ) from None
    size, found = 0, hashlib.sha256()
    for piece in pieces:
        size += len(piece)
        found.update(piece)
        out.write(piece)
    if (size, found.hexdigest()) != (entry.size, entry.sha256):
        raise BadWorkspace(
            Problem(
                code="V110",
                place=Place(file=entry.name),
                what="The file changed while it was copied.",
                remedy="Run the backup again. Nothing was written.",
            )
        )
    out.write(bytes(-size % _BLOCK))


class Reader:
    """A backup that is being read, from its beginning to its end, once.

    Attributes:
        manifest: What it holds.
    """

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream = stream
        name, size = self._head()
        if name != MANIFEST or size > MOST_MANIFEST:
            raise not_a_backup()
        self.manifest = read_manifest(b"".join(self._body(size)))

    def files(self) -> Iterator[tuple[Entry, Iterator[bytes]]]:
        """Yield each file with its pieces, to be read before the next is asked for.

        Raises:
            BadInput: The archive is damaged or cut (V105), or holds something else (V106).
        """
        for entry in self.manifest.files:
            if self._head() != (entry.name, entry.size):
                raise strange_archive()
            yield entry, self._checked(entry)
        # guard: nothing-after-the-last. What nobody listed is not skipped, it is refused.
        if any(self._exactly(2 * _BLOCK)) or self._stream.read(1):
            raise strange_archive()

    def _head(self) -> tuple[str, int]:
        try:
            head = tarfile.TarInfo.frombuf(self._exactly(_BLOCK), "utf-8", "strict")
        except (tarfile.HeaderError, UnicodeDecodeError):
            raise not_a_backup() from None
        # guard: plain-files-only. No link, no device, no header that renames the next.
        if head.type != tarfile.REGTYPE:
            raise strange_archive()
        return head.name, head.size

    def _checked(self, entry: Entry) -> Iterator[bytes]:
        found = hashlib.sha256()
        for piece in self._body(entry.size):
            found.update(piece)
            yield piece
        if found.hexdigest() != entry.sha256:
            raise not_a_backup()

    def _body(self, size: int) -> Iterator[bytes]:
        left = size
        while left:
            piece = self._exactly(min(left, PIECE))
            left -= len(piece)
            yield piece
        self._exactly(-size % _BLOCK)

    def _exactly(self, size: int) -> bytes:
        data = self._stream.read(size)
        if len(data) != size:
            raise not_a_backup()
        return data


@contextmanager
def opened(file: Path) -> Iterator[Reader]:
    """Open a backup.

    Raises:
        BadInput: It is none, or damaged, or cut (V105), strange (V106) or of a newer version
            (V107).
    """
    try:
        with gzip.open(file, "rb") as stream:
            yield Reader(stream)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise not_a_backup() from None
    except (FileNotFoundError, IsADirectoryError) as error:
        if error.filename not in (str(file), file):
            raise
        raise BadInput(
            Problem(
                code="V105",
                place=Place(file=str(file)),
                what="There is no such file.",
                remedy="Give the path of a file that 'copperplate backup' has made.",
            )
        ) from None
