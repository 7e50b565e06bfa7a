"""What `records` prints: identifiers of the records behind a figure, and where they stand.

Text from what disclosure let through; computes nothing.
"""

from __future__ import annotations

import csv
import io
import json

from copperplate.disclosure import Publishable
from copperplate.query.listing import Listed


def records_as_text(published: Publishable[Listed]) -> str:
    """Return a line a record below whose they are, and the query that found them."""
    found = published.shown
    head = [
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
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("id", "file", "row"))
    for name, file, row in published.shown.records:
        writer.writerow((_inert(name), _inert(file), row))
    return out.getvalue()


def _inert(text: str) -> str:
    """Return text no spreadsheet program runs. Source: OWASP, "CSV injection"."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
