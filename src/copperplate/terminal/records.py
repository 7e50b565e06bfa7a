"""What `records` prints of the records behind a figure: identifiers, and where they stand.

Text from what disclosure let through; computes nothing.
"""

from __future__ import annotations

import json
from datetime import date

from copperplate.disclosure import Publishable
from copperplate.inert import inert
from copperplate.query.listing import Listed, Said
from copperplate.terminal.rows import as_rows, stamped


def records_as_text(published: Publishable[Listed]) -> str:
    """Return a line a record below whose they are, and the query that found them."""
    found = published.shown
    head = [
        *published.synthetic,
        f"{found.measure}, {found.area}, {found.period}: {len(found.records):,} records",
        f"For: {published.audience.value}. Policy: {published.policy.name}.",
        published.policy.statement,
        f"From {found.release}, table '{found.table}':",
        "",
    ]
    wide = max((len(name) for name, _, _ in found.records), default=0)
    lines = [
        f"{name:<{wide}}  {file}, row {row}".lstrip() if name else f"{file}, row {row}"
        for name, file, row in found.records
    ]
    return "\n".join([*head, *lines, "", found.query]) + "\n"


def records_as_json(published: Publishable[Listed]) -> str:
    """Return whose they are, and a list of records: identifier, file, row, what is told besides."""
    found = published.shown
    told = {
        "measure": found.measure,
        "area": found.area,
        **stamped(published.synthetic),
        "period": found.period.iso,
        "release": found.release,
        "table": found.table,
        "records": [
            {
                "id": name or None,
                "file": file,
                "row": row,
                **{key: _plain(value) for key, value in zip(found.columns, said, strict=True)},
            }
            for (name, file, row), said in zip(found.records, found.said, strict=True)
        ],
        "query": found.query,
    }
    return json.dumps(told, indent=1) + "\n"


def records_as_csv(published: Publishable[Listed]) -> str:
    """Return identifiers, files, rows and what is told besides, in no cell what a program runs."""
    found = published.shown
    rows = (
        (inert(name), inert(file), row, *map(_cell, said))
        for (name, file, row), said in zip(found.records, found.said, strict=True)
    )
    return as_rows(("id", "file", "row", *found.columns), rows, published.synthetic)


def _plain(value: Said) -> str | int | float | bool | None:
    """Return a value as JSON holds it: a day, and a moment, as ISO 8601 writes them."""
    return value.isoformat() if isinstance(value, date) else value


def _cell(value: Said) -> str | int | float:
    """Return a value as a spreadsheet takes it; empty where nobody said."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return inert(str(_plain(value)))
