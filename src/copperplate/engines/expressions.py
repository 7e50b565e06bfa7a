"""How a field of a text file becomes a value: small expressions of SQL, made here alone.

Names are quoted and texts are literals, so nothing a file or a mapping holds is ever run.
Knows no source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from copperplate.engines.duckdb import literal, quoted

Expression = str
NUMBER_OF_ROW = "copperplate row number"
SOUGHT, FOUND = "copperplate sought", "copperplate found"
"""Columns of a row's number and of lookups: no heading may be called so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lookup:
    """Values by what stands in a field.

    Attributes:
        name: Of the lookup, for expressions.
        key: What is looked up in each row.
        values: Text to text.
    """

    name: str
    key: Expression
    values: Mapping[str, str]


def nothing() -> Expression:
    """Return NULL."""
    return "NULL"


def text(column: str) -> Expression:
    """Return a field without outer spaces; a blank one is NULL."""
    return f"nullif(trim({quoted(column)}), '')"


def number(column: str) -> Expression:
    """Return a field as a number; NULL where it is blank or none."""
    return f"TRY_CAST({text(column)} AS DOUBLE)"


def first_of_month(column: str) -> Expression:
    """Return the first day of a month written ``2019-03``; NULL where it is none."""
    return f"TRY_CAST(try_strptime({text(column)} || '-01', '%Y-%m-%d') AS DATE)"


def last_of_month(column: str) -> Expression:
    """Return the last day of a month written ``2019-03``; NULL where it is none."""
    return f"last_day({first_of_month(column)})"


def without_last_word(column: str) -> Expression:
    """Return a field up to its last space: ``Surrey Heath 001A`` is in ``Surrey Heath``."""
    return f"nullif(regexp_replace({text(column)}, ' [^ ]*$', ''), '')"


def looked_up(lookup: str) -> Expression:
    """Return what the lookup of a name holds for its key; NULL where it holds nothing."""
    return f"{quoted(lookup)}.{quoted(FOUND)}"


def row_place(file: str) -> Expression:
    """Return where a row stands, as a reader finds it: ``name.csv, row 12``."""
    return f"{literal(f'{file}, row ')} || ({quoted(NUMBER_OF_ROW)} + 1)::VARCHAR"


def equals(one: Expression, value: str) -> Expression:
    """Return whether a value is a text; never NULL."""
    return f"({one} IS NOT DISTINCT FROM {literal(value)})"


def is_missing(one: Expression) -> Expression:
    """Return whether a value is NULL."""
    return f"({one} IS NULL)"


def negated(one: Expression) -> Expression:
    """Return the opposite."""
    return f"(NOT {one})"
