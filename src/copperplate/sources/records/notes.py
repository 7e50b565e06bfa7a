"""What is worth saying of records that were kept: what is missing in them, and what repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from copperplate.engines.written import missing_in, repeated

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
        for count, column in zip(missing_in(paths, missing), missing, strict=True):
            if count:
                notes.append(f"Kept, {_MISSING[column]}: {count:,} {table}.")
        identifier = _IDENTIFIERS.get(table)
        again = repeated(paths, identifier) if identifier in said[table] else 0
        if again:
            notes.append(f"Kept as published, with the identifier of another: {again:,} {table}.")
    return tuple(notes)
