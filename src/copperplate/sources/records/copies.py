"""Private copies of files of records: plain text, checksummed as they were handed over.

What is checksummed is what is read, whatever happens to the file meanwhile. Unpacks gzip up
to a limit. Knows no layout.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from copperplate.errors import BadInput, Place, Problem
from copperplate.sources.limits import MAXIMUM_RECORDS

_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """A file as it is read.

    Attributes:
        name: As the user knows it.
        path: The private copy, plain text.
        sha256: Checksum of the bytes handed over.
        lines: How many lines the text has.
    """

    name: str
    path: Path
    sha256: str
    lines: int


class _Checksummed:
    """A stream that takes a checksum of what is read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.digest.update(data)
        return data

    def seek(self, offset: int) -> object:
        raise io.UnsupportedOperation(f"what was read is checksummed: no way back to {offset}")


def copy_of(path: Path, into: Path) -> Copy:
    """Copy a file into a private folder, unpacked.

    Raises:
        BadInput: There is no such file (S001), it is larger than may be read (S002), damaged
            (S006) or empty (S003).
    """
    try:
        with path.open("rb") as stream, tempfile.NamedTemporaryFile(dir=into, delete=False) as to:
            first = stream.read(len(_GZIP))
            stream.seek(0)
            checked = _Checksummed(stream)
            size = lines = 0
            last = b""
            for data in _plain(checked, packed=first == _GZIP):
                size += len(data)
                if size > MAXIMUM_RECORDS:
                    raise BadInput(_too_large(path.name))
                lines += data.count(b"\n")
                last = data[-1:]
                to.write(data)
            while checked.read(_CHUNK):  # what follows the packed text is checksummed too
                pass
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise BadInput(_damaged(path.name)) from None
    except OSError:
        raise BadInput(_not_there(path.name)) from None
    if not size:
        raise BadInput(_empty(path.name))
    return Copy(
        name=path.name,
        path=Path(to.name),
        sha256=checked.digest.hexdigest(),
        lines=lines + (last != b"\n"),
    )


def _plain(stream: _Checksummed, *, packed: bool) -> Iterator[bytes]:
    source: gzip.GzipFile | _Checksummed = stream
    if packed:
        source = gzip.GzipFile(mode="rb", fileobj=stream)
    while data := source.read(_CHUNK):
        yield data


def _not_there(name: str) -> Problem:
    return Problem(
        code="S001",
        place=Place(file=name),
        what="There is no such file, or it may not be read.",
        remedy="Check the name, the folder and the permissions.",
    )


def _too_large(name: str) -> Problem:
    return Problem(
        code="S002",
        place=Place(file=name),
        what=f"It holds more than {MAXIMUM_RECORDS / 1e9:,.0f} GB of text.",
        remedy="Split it by period.",
    )


def _damaged(name: str) -> Problem:
    return Problem(
        code="S006",
        place=Place(file=name),
        what="It is packed (gzip), and damaged or cut short.",
        remedy="Fetch it again.",
    )


def _empty(name: str) -> Problem:
    return Problem(
        code="S003",
        place=Place(file=name),
        what="It is empty.",
        remedy="Fetch it again, or leave it out.",
    )
