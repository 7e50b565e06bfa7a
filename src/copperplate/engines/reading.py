"""How files of records are read: as rows of SQL, every field a text, in the order of the file.

CSV in UTF-8 with a heading, and Parquet. Run in the child that reads untrusted bytes. Knows no
source, and nothing of what becomes of a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from copperplate.engines.duckdb import connected, literal
from copperplate.engines.written import groups_in, rows_in

GROUP = 122_880
"""Rows of a group in DuckDB, in a table and in Parquet."""
# What the reader says of a file; anything else is a fault of ours.
OF_THE_FILE = (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException)

_LINE = re.compile(r"Line: (\d+)")
_PATH = re.compile(r"(?:file \"|file ?= ?)([^\"\n]+)")
# What is read of a text at once, and where it is looked at to know how much that should be.
_PLACES, _SAMPLE = 16, 1 << 16
_LEAST_AT_ONCE, _MOST_AT_ONCE = 1 << 23, 1 << 28


class NotCsv(Exception):
    """A file whose rows do not add up: an unterminated quote, a row too long or too short.

    Attributes:
        line: The line the reader stopped at, or 0.
        path: The file, of several that are read together; empty where the reader does not say.
    """

    def __init__(self, line: int, path: str = "") -> None:
        super().__init__(line)
        self.line = line
        self.path = path


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """How files of a format are read.

    Attributes:
        heading: SQL of the names of a file's columns, as its first row or as its columns.
        rows: SQL of its rows below, in their order, every field as text.
        named: Whether `heading` has the names in the row, and not as the names of its columns.
        apart: Whether several threads may read a file: each part of it is large enough.
        keys: SQL of what a file's metadata are called; None where it has none.
    """

    heading: Callable[[Path], str]
    rows: Callable[[Path], str]
    named: bool
    apart: Callable[[Path], bool]
    keys: Callable[[Path], str] | None = None


def _csv(path: Path, *, header: bool = True, at_once: int | None = None) -> str:
    buffer = "" if at_once is None else f", buffer_size = {at_once}"
    return (
        f"read_csv({literal(str(path))}, all_varchar = true, header = {str(header).lower()}, "
        "delim = ',', quote = '\"', escape = '\"', strict_mode = true, null_padding = false"
        f"{buffer})"
    )


def _large_parts(path: Path) -> int:
    """Return how many bytes of a text to read at once, so that each part is a group of rows.

    DuckDB keeps rows in groups, and Parquet is written by them. A part of more rows than a group
    makes groups of its own; smaller ones are put together as they happen to be ready, and the
    same file would give other bytes each time. Twice a group, by the longest rows of some places.
    Parquet comes in parts as it is, and those but the last may be as small as one group.
    """
    size = path.stat().st_size
    longest = 1
    with path.open("rb") as stream:
        for place in range(_PLACES):
            stream.seek(size * place // _PLACES)
            sample = stream.read(_SAMPLE)
            longest = max(longest, len(sample) // max(1, sample.count(b"\n")))
    return min(max(2 * GROUP * longest, _LEAST_AT_ONCE), _MOST_AT_ONCE)


READERS: Mapping[str, Reader] = {
    "csv": Reader(
        heading=lambda path: f"SELECT * FROM {_csv(path, header=False)} LIMIT 1",
        rows=lambda path: _csv(path, at_once=_large_parts(path)),
        named=True,
        apart=lambda path: True,  # it is read in parts as large as need be
    ),
    "parquet": Reader(
        heading=lambda path: f"SELECT * FROM {rows_in([path])} LIMIT 0",
        rows=lambda path: f"(SELECT CAST(COLUMNS(*) AS VARCHAR) FROM {rows_in([path])})",
        named=False,
        apart=lambda path: min(groups_in(path)[:-1], default=0) >= GROUP,
        keys=lambda path: f"SELECT decode(key) FROM parquet_kv_metadata({literal(str(path))})",
    ),
}
"""By name: CSV in UTF-8 with a heading, and Parquet."""


def heading_of(path: Path, reader: Reader) -> tuple[str, ...]:
    """Return the names of a file's columns.

    Raises:
        NotCsv: It has none that can be read.
    """
    connection = connected(threads=1)
    try:
        found = connection.execute(reader.heading(path))
        names = [column[0] for column in found.description or ()]
        row = found.fetchone() if reader.named else names
    except OF_THE_FILE as error:
        raise not_csv(error) from None
    finally:
        connection.close()
    return tuple("" if cell is None else str(cell) for cell in row or ())


def keys_of(path: Path, reader: Reader) -> frozenset[str]:
    """Return what a file's metadata are called; nothing of a format that has none.

    Raises:
        NotCsv: They cannot be read.
    """
    if reader.keys is None:
        return frozenset()
    connection = connected(threads=1)
    try:
        return frozenset(str(row[0]) for row in connection.execute(reader.keys(path)).fetchall())
    except OF_THE_FILE as error:
        raise not_csv(error) from None
    finally:
        connection.close()


def count_rows(rows: str) -> int:
    """Return how many rows there are, whatever becomes of them.

    Args:
        rows: The rows, as SQL.
    """
    connection = connected()
    try:
        ((number,),) = connection.execute(f"SELECT count(*) FROM {rows}").fetchall()
        return int(number)
    finally:
        connection.close()


def not_csv(error: duckdb.Error) -> NotCsv:
    """Return what an error of the reader says: a line and a file, and nothing that stands there."""
    line, path = _LINE.search(str(error)), _PATH.search(str(error))
    return NotCsv(int(line.group(1)) if line else 0, path.group(1).strip() if path else "")
