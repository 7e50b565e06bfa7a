"""What `revisions` prints: what two extracts say differently, and why.

Text from what disclosure let through; computes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from copperplate.disclosure import Publishable
from copperplate.query.revisions import Revisions, Why
from copperplate.schema.offences import OFFENCE_TITLES
from copperplate.terminal.rows import as_rows, stamped

_WORDS = {
    Why.LATE: "Late: in the later alone, of days both cover",
    Why.CANCELLED: "Cancelled: in the earlier alone, of days both cover",
    Why.RECLASSIFIED: "Reclassified: in both, as another offence",
    Why.CHANGED: "Changed: in both, the same offence, something else said otherwise",
    Why.SAME: "The same in both",
    Why.NEW: "New: in the later alone, of days after the earlier ends",
    Why.OUT_OF_RANGE: "Out of range: in the earlier alone, of days the later does not cover",
}
_MOST_MOVES = 20


def revisions_as_text(published: Publishable[tuple[Revisions, ...]]) -> str:
    """Return what was found, table by table; identifiers where they were asked for."""
    lines = [
        *published.synthetic,
        f"For: {published.audience.value}. Policy: {published.policy.name}.",
        published.policy.statement,
    ]
    for found in published.shown:
        lines += [
            "",
            f"{found.table.capitalize()}: {found.earlier}",
            f"   beside: {found.later}",
            "",
        ]
        lines += _counts([(words, found.records[why]) for why, words in _WORDS.items()])
        if any(found.unnamed):
            lines.append(
                "Without an identifier of their own, and not compared: "
                f"{found.unnamed[0]:,} in the earlier, {found.unnamed[1]:,} in the later."
            )
        if found.moved:
            lines += ["", "Reclassified, most frequent first:"]
            lines += _counts(
                [
                    (f"  {_kind(one.before)} to {_kind(one.after)}", one.records)
                    for one in found.moved[:_MOST_MOVES]
                ]
            )
            if len(found.moved) > _MOST_MOVES:
                lines.append(f"  and {len(found.moved) - _MOST_MOVES} more; --format json has all.")
        if found.columns:
            lines += ["", "Said otherwise, by column (a record may count in several):"]
            lines += _counts([(f"  {name}", records) for name, records in found.columns.items()])
        for why, names in found.listed.items():
            lines += ["", f"{_WORDS[why]}:"]
            lines += [f"  {name}" for name in names]
    return "\n".join(lines) + "\n"


def revisions_as_json(published: Publishable[tuple[Revisions, ...]]) -> str:
    """Return a list, one entry a table."""
    rows = [
        {
            "table": found.table,
            "earlier": found.earlier,
            "later": found.later,
            "records": {why.value: records for why, records in found.records.items()},
            "by_month": [
                {"month": f"{first:%Y-%m}", "why": why.value, "records": records}
                for (why, first), records in found.by_month.items()
            ],
            "reclassified": [
                {"before": one.before, "after": one.after, "records": one.records}
                for one in found.moved
            ],
            "columns": dict(found.columns),
            "not_compared": {"earlier": found.unnamed[0], "later": found.unnamed[1]},
            "listed": {why.value: list(names) for why, names in found.listed.items()},
            **stamped(published.synthetic),
        }
        for found in published.shown
    ]
    return json.dumps(rows, indent=1) + "\n"


def revisions_as_csv(published: Publishable[tuple[Revisions, ...]]) -> str:
    """Return how many records, by table, why and month of recording."""
    rows = (
        (found.table, why.value, f"{first:%Y-%m}", records)
        for found in published.shown
        for (why, first), records in found.by_month.items()
    )
    return as_rows(("table", "why", "month", "records"), rows, published.synthetic)


def _counts(rows: Sequence[tuple[str, int]]) -> list[str]:
    """Return rows of words and numbers, the numbers aligned to the right."""
    wide = max(len(words) for words, _ in rows)
    number = max(len(f"{records:,}") for _, records in rows)
    return [f"{words:<{wide}}  {records:>{number},}" for words, records in rows]


def _kind(kind: str | None) -> str:
    return "none said" if kind is None else OFFENCE_TITLES.get(kind, kind)
