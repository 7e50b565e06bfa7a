"""Rows for a spreadsheet, as every command prints them, with the stamp of what does not exist.

Knows no command.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def as_rows(
    heading: Sequence[str], rows: Iterable[Sequence[object]], synthetic: Sequence[str]
) -> str:
    """Return CSV with a heading.

    Args:
        heading: Names of the columns.
        rows: A value a column.
        synthetic: What must stand by the figures because areas of them do not exist; then each
            row ends with it, in a column of its own.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    stamp = ("; ".join(synthetic),) if synthetic else ()
    writer.writerow((*heading, *("synthetic" for _ in stamp)))
    writer.writerows((*row, *stamp) for row in rows)
    return out.getvalue()


def stamped(synthetic: Sequence[str]) -> dict[str, list[str]]:
    """Return what an object of JSON says of areas that do not exist; nothing where all do."""
    return {"synthetic": list(synthetic)} if synthetic else {}
