"""Rows of a file with what is worked out of each before its tables: lookups, and steps.

What is used more than once is laid out in a column first: inside a CASE DuckDB works the same
expression out each time it stands there. Runs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from copperplate.engines.duckdb import literal, quoted
from copperplate.engines.expressions import (
    Expression,
    Lookup,
    looked_up,
    nothing,
    step,
    trimmed,
)

_KEYS_GONE_THROUGH = 64


def laid_out(rows: str, lookups: Sequence[Lookup], steps: Mapping[str, Expression]) -> str:
    """Return rows, as SQL, with a column for what each lookup holds for them and for each step.

    Looked up value by value, and not by a join: with several threads a join gives rows back in
    another order, and their numbers would be those of other rows.

    Args:
        rows: The rows, as SQL: in their order, every field a text.
        lookups: What expressions look values up in.
        steps: Name to what is worked out, of fields, lookups and other steps.
    """
    waiting = {step(name): one for name, one in steps.items()}
    for one in lookups:
        waiting[few(one.name)] = _found(one)
        waiting[looked_up(one.name)] = f"CAST({few(one.name)} AS VARCHAR)"
    laid = trimmed(rows)
    while waiting:
        ready = {
            column: one
            for column, one in waiting.items()
            if not any(other in one for other in waiting if other != column)
        }
        if not ready:
            raise AssertionError("a step waits for itself")
        columns = ", ".join(f"{one} AS {column}" for column, one in ready.items())
        laid = f"(SELECT *, {columns} FROM {laid})"
        waiting = {column: one for column, one in waiting.items() if column not in ready}
    return laid


def few(lookup: str) -> Expression:
    """Return what the lookup of a name holds for its key, as one of few values."""
    return quoted(f"copperplate few {lookup}")


def _found(lookup: Lookup) -> Expression:
    """Return what a lookup holds for its key, as one of few values; NULL where it holds nothing.

    Few keys are gone through for every row. Of many the place is known at once, but to find that
    there is none takes as long as to go through some hundred: a key that stands for nothing had
    better be among them.
    """
    found = [value for value in lookup.values.values() if value is not None]
    if not found:
        return nothing()
    keys = ", ".join(map(literal, lookup.values))
    listed = ", ".join(
        nothing() if value is None else literal(value) for value in lookup.values.values()
    )
    values = f"CAST([{listed}] AS {_enumerated(dict.fromkeys(found))}[])"
    if len(lookup.values) <= _KEYS_GONE_THROUGH:
        return f"map([{keys}], {values})[{lookup.key}]"
    place = f"enum_code(TRY_CAST({lookup.key} AS {_enumerated(lookup.values)}))"
    return f"list_extract({values}, CAST({place} AS INTEGER) + 1)"


def _enumerated(values: Iterable[str]) -> str:
    return f"ENUM({', '.join(map(literal, values))})"
