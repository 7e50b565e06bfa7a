"""What is kept though something in it is doubtful: said in notes, listed beside the release.

A list of codes nobody knows holds what stood in the file; it stays with the records, and nothing
of it enters a message.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from copperplate.engines.written import repeated
from copperplate.errors import BadInput, Place, Problem
from copperplate.inert import inert
from copperplate.sources.records.importing import Read

UNKNOWN = "unknown.csv"
"""Values that mean nothing to the mapping, by column, with how often each stands there."""


def doubts_said(read: Sequence[Read]) -> tuple[str, ...]:
    """Return a note for every doubt, with how many rows are kept without the value."""
    rows = Counter[str]()
    for one in read:
        for doubted in one.doubted:
            rows[doubted.what] += doubted.rows
    return tuple(f"Kept, and not said: {what}, in {count:,} rows." for what, count in rows.items())


def unknown_csv(read: Sequence[Read]) -> bytes | None:
    """Return the values that mean nothing to the mapping, as CSV; None where there are none."""
    counts = Counter[tuple[str, str]]()
    for one in read:
        for doubted in one.doubted:
            for value, rows in doubted.values:
                counts[doubted.column, value] += rows
    if not counts:
        return None
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("column", "value", "rows"))
    for (column, value), rows in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        writer.writerow((column, inert(value), rows))
    return text.getvalue().encode()


def refuse_repeats(read: Sequence[Read]) -> None:
    """Refuse rows that share an identifier where each should have its own.

    Raises:
        BadInput: S051.
    """
    problems = []
    for layout in dict.fromkeys(one.layout for one in read):
        for table, column in layout.identifiers.items():
            mine = [one for one in read if one.layout is layout and table in one.parts]
            again = repeated([one.parts[table] for one in mine], column) if mine else 0
            if again:
                problems.append(
                    Problem(
                        code="S051",
                        place=Place(file=mine[0].copy.name),
                        what=f"{again:,} rows share their identifier ('{column}') with an earlier "
                        "row.",
                        allowed=f"A row of '{table}' is one: with a row for each victim or "
                        "offender it would be counted several times.",
                        remedy="Export one row each, or say 'repeats: keep' in the mapping if "
                        "every row is to count.",
                    )
                )
    if problems:
        raise BadInput(*problems)
