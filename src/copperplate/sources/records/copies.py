"""Private copies of files of records: text in UTF-8 or Parquet, checksummed as handed over.

What is checksummed is what is read, whatever happens to the file meanwhile. Unpacks gzip up
to a limit, writes Windows-1252 in UTF-8 and a sheet as text. Knows no layout.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from copperplate.errors import BadInput, Place, Problem, listed
from copperplate.sources.cells import read_cells
from copperplate.sources.limits import MAXIMUM_RECORDS
from copperplate.sources.reading import Cell

_GZIP = b"\x1f\x8b"
_ZIP, _PARQUET = b"PK\x03\x04", b"PAR1"
_CHUNK = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """A file as it is read.

    Attributes:
        name: As the user knows it.
        path: The private copy.
        sha256: Checksum of the bytes handed over.
        lines: How many lines the text has; 0 of Parquet, which has none.
        parquet: Whether it is Parquet, and not text.
    """

    name: str
    path: Path
    sha256: str
    lines: int
    parquet: bool = False


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


def copy_of(path: Path, into: Path, *, encoding: str = "utf-8", sheet: str | None = None) -> Copy:
    """Copy a file into a private folder: unpacked, and as text in UTF-8 unless it is Parquet.

    Args:
        path: The file.
        into: The folder.
        encoding: Of text: ``utf-8`` or ``cp1252``.
        sheet: Which sheet of a workbook; the first if None.

    Raises:
        BadInput: There is no such file (S001), it is larger than may be read (S002), damaged
            (S006) or empty (S003), has no such sheet (S048), or is no text of the encoding
            (S011); of a workbook what `read_cells` refuses.
    """
    try:
        with path.open("rb") as stream:
            first = stream.read(len(_PARQUET))
            if first == _ZIP:
                return _sheet_as_text(path, into, sheet)
            stream.seek(0)
            with tempfile.NamedTemporaryFile(dir=into, delete=False) as to:
                checked = _Checksummed(stream)
                size, lines = _copied(checked, to, path.name, first, encoding)
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
        lines=0 if first == _PARQUET else lines,
        parquet=first == _PARQUET,
    )


def _copied(
    stream: _Checksummed, to: IO[bytes], name: str, first: bytes, encoding: str
) -> tuple[int, int]:
    """Copy a file; return its size and how many lines it has."""
    size = lines = 0
    last = b"\n"
    other = None if encoding == "utf-8" or first == _PARQUET else codecs.lookup(encoding)
    for data in _plain(stream, packed=first.startswith(_GZIP)):
        size += len(data)
        if size > MAXIMUM_RECORDS:
            raise BadInput(_too_large(name))
        lines += data.count(b"\n")
        last = data[-1:]
        try:
            # One byte a sign: no sign is cut in two between chunks.
            to.write(data if other is None else other.decode(data)[0].encode())
        except UnicodeDecodeError:
            raise BadInput(_not_of(encoding, name)) from None
    return size, lines + (last != b"\n")


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
    return Copy(name=path.name, path=Path(to.name), sha256=workbook.sha256, lines=len(rows))


def _written(cell: Cell) -> str:
    """Return a cell as text on one line: a whole number without a point, a date in ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _plain(stream: _Checksummed, *, packed: bool) -> Iterator[bytes]:
    source: gzip.GzipFile | _Checksummed = stream
    if packed:
        source = gzip.GzipFile(mode="rb", fileobj=stream)
    while data := source.read(_CHUNK):
        yield data


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
