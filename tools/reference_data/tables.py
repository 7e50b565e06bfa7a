"""CSV in and out, for the makers: text cells, spaces folded, one kind of line end."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a published file, each cell on one line with single spaces."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [
            {key: " ".join(value.split()) for key, value in row.items()}
            for row in csv.DictReader(stream)
        ]


def written(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return CSV text."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue()
