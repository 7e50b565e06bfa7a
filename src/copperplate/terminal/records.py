"""What `records` prints: identifiers of the records behind a figure, and where they stand.

Text from what disclosure let through; computes nothing.
"""

from __future__ import annotations

import json

from copperplate.disclosure import Publishable
from copperplate.inert import inert
from copperplate.query.listing import Listed
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
    """Return whose they are, and a list of identifiers, files and rows."""
    found = published.shown
    told = {
        "measure": found.measure,
        "area": found.area,
        **stamped(published.synthetic),
        "period": found.period.iso,
        "release": found.release,
        "table": found.table,
        "records": [
            {"id": name or None, "file": file, "row": row} for name, file, row in found.records
        ],
        "query": found.query,
    }
    return json.dumps(told, indent=1) + "\n"


def records_as_csv(published: Publishable[Listed]) -> str:
    """Return identifiers, files and rows; an identifier no spreadsheet program runs."""
    rows = ((inert(name), inert(file), row) for name, file, row in published.shown.records)
    return as_rows(("id", "file", "row"), rows, published.synthetic)
