"""The files that ship in this package: their rows and text, as they stand.

Knows no file's meaning.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from importlib import resources

Row = dict[str, str]


def text(name: str) -> str:
    """Return a file's text; `name` is its path in the package, e.g. ``areas.csv``."""
    file = resources.files("copperplate.reference").joinpath(*name.split("/"))
    return file.read_text(encoding="utf-8")


def rows(name: str) -> list[Row]:
    """Return the rows of a CSV file, by column."""
    return read_rows(text(name))


def read_rows(table: str) -> list[Row]:
    """Return the rows of CSV text, by column."""
    return list(csv.DictReader(io.StringIO(table)))


def day(cell: str) -> date | None:
    """Return a date, or None of an empty cell."""
    return date.fromisoformat(cell) if cell else None


def listed(cell: str) -> tuple[str, ...]:
    """Return the entries of a cell that holds several, apart by spaces."""
    return tuple(cell.split())
