"""Columns in memory to Parquet: codes with their words, days, moments, numbered texts.

The same columns give the same bytes. Knows no table's meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copperplate.engines.duckdb import connected, key_values, literal, quoted
from copperplate.engines.written import AS_PARQUET

NEVER = -(1 << 31)
"""A day or a moment that is not said; a number that is not said is `NONE`."""
NONE = -1

Integers = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A text of few: places in a list of words, of which None is nothing said."""

    codes: Integers
    words: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Days since 1 January 1970; `NEVER` is none."""

    days: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Minutes since 1 January 1970; `NEVER` is none."""

    minutes: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """A text made of a number: a beginning, and the number of so many figures; `NONE` is none."""

    beginning: str
    numbers: Integers
    figures: int


@dataclass(frozen=True, slots=True, eq=False)
class Millionths:
    """A number in millionths; `NEVER` is none."""

    millionths: Integers


Column = Coded | Days | Moments | Numbered | Millionths


def write_columns(path: Path, columns: Mapping[str, Column], *, said: Mapping[str, str]) -> None:
    """Write columns as one Parquet file.

    Args:
        path: The file; what was there is replaced.
        columns: Name to values, all of one length; at least one.
        said: What the file's own metadata says.

    Raises:
        ValueError: They are not of one length.
    """
    numbers = {name: np.ascontiguousarray(_numbers_of(one)) for name, one in columns.items()}
    if len({len(values) for values in numbers.values()}) != 1:
        raise ValueError("columns of different lengths are no table")
    chosen = ", ".join(
        f"{_written(quoted(name), one)} AS {quoted(name)}" for name, one in columns.items()
    )
    # By one thread: with several it is chance which rows are written as a group.
    connection = connected(threads=1)
    try:
        connection.register("numbers", numbers)
        connection.execute(
            f"COPY (SELECT {chosen} FROM numbers) TO {literal(str(path))} "
            f"({AS_PARQUET}{key_values(said)})"
        )
    finally:
        connection.close()


def _numbers_of(column: Column) -> Integers:
    match column:
        case Coded():
            return column.codes
        case Days():
            return column.days
        case Moments():
            return column.minutes
        case Numbered():
            return column.numbers
        case Millionths():
            return column.millionths


def _written(name: str, column: Column) -> str:
    match column:
        case Coded():
            return _worded(name, column.words)
        case Days():
            return _unless(NEVER, name, f"DATE '1970-01-01' + CAST({name} AS INTEGER)")
        case Moments():
            return _unless(NEVER, name, f"make_timestamp(CAST({name} AS BIGINT) * 60000000)")
        case Numbered():
            figures = f"lpad(CAST({name} AS VARCHAR), {int(column.figures)}, '0')"
            return _unless(NONE, name, f"{literal(column.beginning)} || {figures}")
        case Millionths():
            return _unless(NEVER, name, f"CAST({name} AS DOUBLE) / 1000000")


def _unless(missing: int, name: str, value: str) -> str:
    return f"CASE WHEN {name} <> {missing} THEN {value} END"


def _worded(name: str, words: tuple[str | None, ...]) -> str:
    known = dict.fromkeys(word for word in words if word is not None)
    if not known:
        return "CAST(NULL AS VARCHAR)"
    listed = ", ".join("NULL" if word is None else literal(word) for word in words)
    return f"(CAST([{listed}] AS ENUM({', '.join(map(literal, known))})[]))[{name} + 1]"
