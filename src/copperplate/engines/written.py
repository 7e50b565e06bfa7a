"""Parquet of records once it is written: how it is written, asked, and put into one file.

Knows no table's meaning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from copperplate.engines.duckdb import connected, key_values, literal, quoted
from copperplate.engines.expressions import Expression

AS_PARQUET = (
    "FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd, COMPRESSION_LEVEL 1, "
    "WRITE_BLOOM_FILTER false"
)
"""How records are written, as options of COPY. Measured on a million crimes: level 1 takes a
quarter less time than the usual 3 and no more room; filters for looking one value up, which
nothing here does, cost a tenth."""

# Hashes that are handed over to be looked for; where more repeat, all rows are compared.
_FEW = 10_000


def rows_in(paths: Sequence[Path]) -> str:
    """Return the rows of Parquet files, one after the other, as SQL.

    A column that one of them does not hold is NULL there.
    """
    listed = ", ".join(literal(str(path)) for path in paths)
    return f"read_parquet([{listed}], union_by_name = true)"


def columns_in(paths: Sequence[Path]) -> frozenset[str]:
    """Return the names of the columns of Parquet files."""
    return frozenset(str(row[0]) for row in _asked(f"DESCRIBE SELECT * FROM {rows_in(paths)}"))


def groups_in(path: Path) -> list[int]:
    """Return how many rows each group of a Parquet file holds, in order."""
    found = _asked(
        "SELECT row_group_id, any_value(row_group_num_rows) "
        f"FROM parquet_metadata({literal(str(path))}) GROUP BY 1 ORDER BY 1"
    )
    return [int(rows) for _, rows in found]


def distinct(paths: Sequence[Path], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return the distinct values of columns in Parquet files, in order."""
    shown = ", ".join(quoted(name) for name in columns)
    return _asked(f"SELECT DISTINCT {shown} FROM {rows_in(paths)} ORDER BY ALL")


def pairs_between(
    paths: Sequence[Path],
    first: str,
    others: Sequence[str],
    *,
    between: Sequence[tuple[str, str]],
) -> list[tuple[str, Any, Any]]:
    """Return where other columns lie within some stretches of text, and what a first says there.

    What Parquet files say of their own least and greatest values spares reading most of them.

    Args:
        paths: The files.
        first: A column.
        others: More of them, each looked at by itself.
        between: Stretches: the first text of each, and the one after its last.

    Returns:
        Distinct: name of the other column, value of the first, value of the other.
    """
    if not others:
        return []
    asked = []
    for other in others:
        name = quoted(other)
        within = " OR ".join(
            f"({name} >= {literal(least)} AND {name} < {literal(below)})"
            for least, below in between
        )
        asked.append(
            f"SELECT {literal(other)}, {quoted(first)}, {name} FROM {rows_in(paths)} WHERE {within}"
        )
    return [tuple(row) for row in _asked(" UNION ".join(asked) + " ORDER BY ALL")]


def missing_in(paths: Sequence[Path], columns: Sequence[str]) -> tuple[int, ...]:
    """Return how many rows of Parquet files hold nothing in each of some columns."""
    if not columns:
        return ()
    shown = ", ".join(f"count(*) - count({quoted(name)})" for name in columns)
    (found,) = _asked(f"SELECT {shown} FROM {rows_in(paths)}")
    return tuple(int(number) for number in found)


def counted_by(
    paths: Sequence[Path], by: Sequence[Expression], beside: Expression
) -> list[tuple[Any, ...]]:
    """Return the values of some expressions, one of all rows that share them, and how many."""
    keys = ", ".join(by)
    return _asked(
        f"SELECT {keys}, {beside}, count(*) FROM {rows_in(paths)} GROUP BY {keys} ORDER BY ALL"
    )


def repeated(paths: Sequence[Path], column: str) -> int:
    """Return how many rows of Parquet files share a value of a column with an earlier row."""
    name, rows = quoted(column), rows_in(paths)
    connection = connected()
    try:
        # Equal values have equal hashes: only values whose hash repeats need be compared.
        hashes = connection.execute(
            f"SELECT hash({name}) AS h FROM {rows} WHERE {name} IS NOT NULL"
        ).fetchnumpy()["h"]
        hashes.sort()
        again = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
        if not len(again):
            return 0
        few = len(again) <= _FEW
        ((found,),) = connection.execute(
            f"SELECT count({name}) - count(DISTINCT {name}) FROM {rows}"
            + (f" WHERE hash({name}) IN (SELECT UNNEST(?::UBIGINT[]))" if few else ""),
            [again.tolist()] if few else [],
        ).fetchall()
    finally:
        connection.close()
    return int(found)


def joined(paths: Sequence[Path], into: Path, *, saying: Mapping[str, str]) -> None:
    """Write the rows of several Parquet files as one, in their order.

    By one thread: with several it is chance which rows are written as a group, and the same files
    would give other bytes each time.

    Args:
        paths: The files.
        into: The new one.
        saying: What it says of itself, by key; see `duckdb.key_values`.
    """
    connection = connected(threads=1, temp_directory=str(into.parent))
    try:
        connection.execute(
            f"COPY (SELECT * FROM {rows_in(paths)}) TO {literal(str(into))} "
            f"({AS_PARQUET}{key_values(saying)})"
        )
    finally:
        connection.close()


def _asked(sql: str) -> list[tuple[Any, ...]]:
    connection = connected()
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()
