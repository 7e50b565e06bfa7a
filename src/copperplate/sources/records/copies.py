"""Private copies of files of records: text in UTF-8 or Parquet, checksummed as handed over.

What is checksummed is what is read, whatever happens to the file meanwhile. Unpacks gzip up
to a limit, writes Windows-1252 in UTF-8 and a sheet as text. Knows no layout.
"""

from __future__ import annotations

import codecs
import csv
import errno
import gzip
import hashlib
import io
import os
import tempfile
import zlib
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from copperplate.errors import BadInput, Place, Problem, listed
from copperplate.sources.cells import read_cells
from copperplate.sources.limits import MAXIMUM_RECORDS
from copperplate.sources.reading import Cell

_GZIP = b"\x1f\x8b"
_ZIP, _PARQUET = b"PK\x03\x04", b"PAR1"
_CHUNK = 1 << 20
_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
CSV, PARQUET = "csv", "parquet"
"""Readers that take what is copied here; names in `engines.reading.READERS`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """What was seen of a file's bytes.

    Attributes:
        sha256: Checksum of the bytes handed over.
        lines: How many lines the text has; None of what is no text.
    """

    sha256: str
    lines: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """A file as it is read.

    Attributes:
        name: As the user knows it.
        path: The private copy.
        looked: What was seen of its bytes, once it is known.
        reader: How it is read, by its name in `engines.reading.READERS`.
    """

    name: str
    path: Path
    looked: Future[Looked]
    reader: str = CSV

    @property
    def sha256(self) -> str:
        """Checksum of the bytes handed over; waits for it."""
        return self.looked.result().sha256

    @property
    def lines(self) -> int | None:
        """How many lines the text has, None of what is no text; waits for it."""
        return self.looked.result().lines


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


class _Lines:
    """Counts the lines of a text that comes in pieces."""

    def __init__(self) -> None:
        self._ends = 0
        self._last = b"\n"

    def take(self, data: bytes) -> None:
        # A third of what bytes.count takes.
        self._ends += int(np.count_nonzero(np.frombuffer(data, np.uint8) == ord("\n")))
        self._last = data[-1:]

    @property
    def number(self) -> int:
        return self._ends + (self._last != b"\n")


def copy_of(
    path: Path,
    into: Path,
    *,
    apart: Executor,
    encoding: str = "utf-8",
    sheet: str | None = None,
) -> Copy:
    """Copy a file into a private folder: unpacked, and as text in UTF-8 unless it is Parquet.

    Args:
        path: The file.
        into: The folder.
        apart: Where a copy that is the file byte for byte is looked at, while it is read already.
        encoding: Of text: ``utf-8`` or ``cp1252``.
        sheet: Which sheet of a workbook; the first if None.

    Raises:
        BadInput: There is no such file (S001), it is larger than may be read (S002), damaged
            (S006) or empty (S003), has no such sheet (S048), or is no text of the encoding
            (S011); of a workbook what `read_cells` refuses.
    """
    looked: Looked | None = None
    try:
        with path.open("rb", buffering=0) as stream:
            first = stream.read(len(_PARQUET))
            if first == _ZIP:
                return _sheet_as_text(path, into, sheet)
            stream.seek(0)
            reader, packed = PARQUET if first == _PARQUET else CSV, first.startswith(_GZIP)
            with tempfile.NamedTemporaryFile(dir=into, delete=False) as to:
                if reader == PARQUET or (encoding == "utf-8" and not packed):
                    size = _pour(stream, to, path.name)
                else:
                    size, looked = _as_utf8(stream, to, path.name, encoding, packed=packed)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise BadInput(_damaged(path.name)) from None
    except OSError as error:
        if error.errno in _OF_THE_DISK:  # of the copy, and not of the file
            raise
        raise BadInput(_not_there(path.name)) from None
    if not size:
        raise BadInput(_empty(path.name))
    copy = Path(to.name)
    seen = _known(looked) if looked else apart.submit(_look_at, copy, text=reader == CSV)
    return Copy(name=path.name, path=copy, looked=seen, reader=reader)


def _pour(stream: IO[bytes], to: IO[bytes], name: str) -> int:
    """Copy a file as it is; return its size."""
    size = 0
    for copied in _copied(stream, to):
        size += copied
        if size > MAXIMUM_RECORDS:
            raise BadInput(_too_large(name))
    return size


def _copied(stream: IO[bytes], to: IO[bytes]) -> Iterator[int]:
    """Copy piece by piece, and yield how long each is.

    A system that copies by itself takes a fifth of the time of bytes that come through here;
    not every one does, nor between any two files.
    """
    try:
        while hasattr(os, "copy_file_range"):
            copied = os.copy_file_range(stream.fileno(), to.fileno(), _CHUNK)
            if not copied:
                break
            yield copied
    except OSError as error:
        if error.errno in _OF_THE_DISK:
            raise
    while data := stream.read(_CHUNK):
        yield to.write(data)


def _look_at(copy: Path, *, text: bool) -> Looked:
    with copy.open("rb", buffering=0) as stream:
        checked, lines = _Checksummed(stream), _Lines()
        while data := checked.read(_CHUNK):
            if text:
                lines.take(data)
    return Looked(sha256=checked.digest.hexdigest(), lines=lines.number if text else None)


def _known(looked: Looked) -> Future[Looked]:
    known: Future[Looked] = Future()
    known.set_result(looked)
    return known


def _as_utf8(
    stream: IO[bytes], to: IO[bytes], name: str, encoding: str, *, packed: bool
) -> tuple[int, Looked]:
    """Copy a text, unpacked and in UTF-8; return its size and what was seen of it."""
    checked, lines, size = _Checksummed(stream), _Lines(), 0
    source: gzip.GzipFile | _Checksummed = (
        gzip.GzipFile(mode="rb", fileobj=checked) if packed else checked
    )
    other = None if encoding == "utf-8" else codecs.lookup(encoding)
    while data := source.read(_CHUNK):
        size += len(data)
        if size > MAXIMUM_RECORDS:
            raise BadInput(_too_large(name))
        lines.take(data)
        try:
            # One byte a sign: no sign is cut in two between chunks.
            to.write(data if other is None else other.decode(data)[0].encode())
        except UnicodeDecodeError:
            raise BadInput(_not_of(encoding, name)) from None
    while checked.read(_CHUNK):  # what follows packed text is checksummed too
        pass
    return size, Looked(sha256=checked.digest.hexdigest(), lines=lines.number)


def _sheet_as_text(path: Path, into: Path, sheet: str | None) -> Copy:
    """Write one sheet of a workbook as text."""
    workbook = read_cells(path, path.name)
    wanted = [one for one in workbook.sheets if sheet is None or one.name.strip() == sheet]
    if not wanted:
        raise BadInput(_no_sheet(path.name, sheet or "", [one.name for one in workbook.sheets]))
    rows = wanted[0].rows
    width = max(map(len, rows), default=0)
    with tempfile.NamedTemporaryFile(
        "w", dir=into, delete=False, encoding="utf-8", newline=""
    ) as to:
        writer = csv.writer(to, lineterminator="\n")
        writer.writerows(
            [_written(cell) for cell in (*row, *[None] * width)][:width] for row in rows
        )
    seen = Looked(sha256=workbook.sha256, lines=len(rows))
    return Copy(name=path.name, path=Path(to.name), looked=_known(seen))


def _written(cell: Cell) -> str:
    """Return a cell as text on one line: a whole number without a point, a date in ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _no_sheet(name: str, sheet: str, sheets: list[str]) -> Problem:
    return Problem(
        code="S048",
        place=Place(file=name),
        what=f"It has no sheet '{sheet}'.",
        allowed=f"Sheets: {listed(sheets)}.",
        remedy="Name one of them in the mapping: 'sheet'.",
    )


def _not_of(encoding: str, name: str) -> Problem:
    return Problem(
        code="S011",
        place=Place(file=name),
        what=f"It holds bytes that are no text in {encoding}.",
        remedy="Correct 'encoding' in the mapping, or export the file again.",
    )


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
