"""Rows of a file with the row of another file that shares their key, in their own order.

Also columns that editions of a file call otherwise, or lack. Knows no source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from copperplate.engines.duckdb import quoted
from copperplate.engines.expressions import beside, text

_NUMBER, _KEY = quoted("copperplate number"), quoted("copperplate key")


def as_called(
    rows: str, heading: Sequence[str], *, also: Mapping[str, str], may_lack: Sequence[str] = ()
) -> tuple[str, tuple[str, ...]]:
    """Return rows with their columns as they are called here, and the names there then are.

    Args:
        rows: The rows, as SQL.
        heading: The names of their columns.
        also: Another name of a column, to the one it is called by here.
        may_lack: Columns that may be absent: every field of them is then blank.
    """
    added = {
        name: text(other)
        for other, name in also.items()
        if other in heading and name not in heading
    }
    added |= {
        name: "CAST(NULL AS VARCHAR)"
        for name in may_lack
        if name not in heading and name not in added
    }
    if not added:
        return rows, tuple(heading)
    more = ", ".join(f"{made} AS {quoted(name)}" for name, made in added.items())
    return f"(SELECT *, {more} FROM {rows})", (*heading, *added)


def with_beside(rows: str, other: str, *, key: str, columns: Sequence[str]) -> str:
    """Return rows, each with fields of the one row of another file that has the same key.

    They are called as `expressions.beside` calls them, and are blank where there is no such row,
    or several: which of them is meant nobody knows. The order is that of `rows`, which a join
    alone does not keep.

    Args:
        rows: The rows, as SQL.
        other: The rows of the other file.
        key: A column of both.
        columns: What is taken of the other file.
    """
    fields = ", ".join(
        f"any_value({text(name)}) AS {quoted(beside(name))}" for name in dict.fromkeys(columns)
    )
    numbered = f"(SELECT *, row_number() OVER () AS {_NUMBER} FROM {rows})"
    others = (
        f"(SELECT trim({text(key)}) AS {_KEY}, {fields} FROM {other} "
        "GROUP BY 1 HAVING count(*) = 1)"
    )
    return (
        f"(SELECT * EXCLUDE ({_NUMBER}, {_KEY}) FROM {numbered} LEFT JOIN {others} "
        f"ON trim({text(key)}) = {_KEY} ORDER BY {_NUMBER})"
    )
