"""What is worth saying of records that were kept: what is missing in them, and what repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from copperplate.engines.expressions import is_missing, text
from copperplate.engines.importing import counted_where, repeated

_MISSING = {
    "lsoa": "without a place (lower layer super output area)",
    "district": "in no local authority of the area register",
}
_IDENTIFIERS = {"crimes": "crime", "incidents": "incident"}


def notes_on(
    parts: Mapping[str, Sequence[Path]], said: Mapping[str, frozenset[str]]
) -> tuple[str, ...]:
    """Return notes on the tables of a load, with counts; nothing of what is complete.

    Args:
        parts: Table to the files its rows lie in.
        said: Table to the columns a layout says anything of; the others lack no value.
    """
    notes: list[str] = []
    for table in sorted(parts):
        paths = parts[table]
        missing = [column for column in _MISSING if column in said[table]]
        counts = counted_where(paths, [is_missing(text(column)) for column in missing])
        for count, column in zip(counts, missing, strict=True):
            if count:
                notes.append(f"Kept, {_MISSING[column]}: {count:,} {table}.")
        again = repeated(paths, _IDENTIFIERS[table]) if table in _IDENTIFIERS else 0
        if again:
            notes.append(f"Kept as published, with the identifier of another: {again:,} {table}.")
    return tuple(notes)
