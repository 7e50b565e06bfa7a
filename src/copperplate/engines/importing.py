"""The door to DuckDB for records: one CSV file in, canonical Parquet out, in one pass a table.

Run in the child that reads untrusted bytes. Every field comes in as text; what becomes of it
is said by expressions of `engines.expressions`. Rows are numbered as they stand in the file,
and those that cannot be kept leave with a reason, never with what stood in them.
Knows no source and no table's meaning.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import duckdb

from copperplate.engines.duckdb import SQL_TYPES, connected, literal, quoted
from copperplate.engines.expressions import FOUND, NUMBER_OF_ROW, SOUGHT, Doubt, Expression, Lookup

MOST_REJECTS_LISTED = 1_000
MOST_VALUES_LISTED = 200
# What is listed is a code; a text longer than this is none.
_LONGEST_VALUE = 60
_LINE = re.compile(r"Line: (\d+)")


# What the reader says of a file; anything else is a fault of ours.
_OF_THE_FILE = (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException)


class _Digest(Protocol):
    def update(self, data: bytes, /) -> None:
        """Take in more."""


class NotCsv(Exception):
    """A file whose rows do not add up: an unterminated quote, a row too long or too short.

    Attributes:
        line: The line the reader stopped at, or 0.
    """

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """How rows of a file become rows of a table.

    Attributes:
        table: The table.
        takes: Which rows are its own; every row of a file is of one table.
        columns: The table's columns in order, each with how it is made.
        types: And of which type it is.
        refuses: Why a row is left out, and when: the first reason that holds.
        doubts: Why a value of a row that is kept is not said; `columns` leaves it out already.
    """

    table: str
    takes: Expression
    columns: Mapping[str, Expression]
    types: Mapping[str, str]
    refuses: Mapping[str, Expression]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubted:
    """What a doubt came to.

    Attributes:
        what: The doubt.
        column: What is not said.
        rows: In how many rows.
        first: Number of the first of them.
        values: What stood there, with how often, the most frequent first; at most
            `MOST_VALUES_LISTED`, and none where they could be about somebody.
    """

    what: str
    column: str
    rows: int
    first: int
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        seen: Rows of the file.
        rows: Rows kept, by table.
        rejects: Number of the row (1 for the first below the heading) and reason; at most
            `MOST_REJECTS_LISTED`.
        reasons: How many rows each reason left out.
        doubted: The doubts that held of any row kept.
    """

    seen: int
    rows: Mapping[str, int]
    rejects: tuple[tuple[int, str], ...]
    reasons: Mapping[str, int]
    doubted: tuple[Doubted, ...]


def heading_of(path: Path, *, parquet: bool = False) -> tuple[str, ...]:
    """Return the names in a CSV file's first row, or of the columns of Parquet.

    Raises:
        NotCsv: It has none that can be read.
    """
    connection = connected(threads=1)
    try:
        if parquet:
            found = connection.execute(f"SELECT * FROM {_parquet([path])} LIMIT 0")
            return tuple(str(column[0]) for column in found.description or ())
        found = connection.execute(f"SELECT * FROM {_reader(path, header=False)} LIMIT 1")
        row = found.fetchone()
    except _OF_THE_FILE as error:
        raise NotCsv(_line_of(error)) from None
    finally:
        connection.close()
    return tuple("" if cell is None else str(cell) for cell in row or ())


def import_csv(
    path: Path,
    deliveries: Sequence[Delivery],
    lookups: Sequence[Lookup],
    *,
    into: Path,
    stem: str,
    memory: str,
    threads: int,
    lines: int,
    parquet: bool = False,
) -> Imported:
    """Import one CSV file in UTF-8 with a heading, or one of Parquet.

    Args:
        path: The file.
        deliveries: The tables it delivers to.
        lookups: What expressions look values up in.
        into: The folder each table's rows are written to, as ``TABLE-STEM.parquet``; a table
            without a row gets no file.
        stem: Names the file among others.
        memory: Most memory, as DuckDB writes it.
        threads: Threads to use.
        lines: How many lines it has, the heading among them: where as many rows are kept, none
            was left out, and nothing need be looked at twice. 0 where nobody counted.
        parquet: Whether it is Parquet; its values are read as text.

    Raises:
        NotCsv: Its rows do not add up.
    """
    connection = connected(threads=threads, memory_limit=memory, temp_directory=str(into))
    try:
        for lookup in lookups:
            connection.execute(
                f"CREATE TEMP TABLE {quoted(lookup.name)} "
                f"({quoted(SOUGHT)} VARCHAR PRIMARY KEY, {quoted(FOUND)} VARCHAR)"
            )
            connection.execute(
                f"INSERT INTO {quoted(lookup.name)} "
                "SELECT UNNEST(?::VARCHAR[]), UNNEST(?::VARCHAR[])",
                [list(lookup.values), list(lookup.values.values())],
            )
        source = _parquet_as_text(path) if parquet else _reader(path)
        numbered = (
            f"(SELECT *, row_number() OVER () AS {quoted(NUMBER_OF_ROW)} FROM {source})"
            + "".join(
                f" LEFT JOIN {quoted(one.name)} ON {quoted(one.name)}.{quoted(SOUGHT)} = {one.key}"
                for one in lookups
            )
        )
        rows: dict[str, int] = {}
        for delivery in deliveries:
            # Else every row has found its table.
            if not lines or sum(rows.values()) < lines - 1:
                rows[delivery.table] = _deliver(connection, delivery, numbered, into, stem)
        seen, reasons, rejects = sum(rows.values()), Counter[str](), list[tuple[int, str]]()
        if seen != lines - 1:
            seen = _counted(connection, source)
            for delivery in deliveries:
                reasons.update(_left_out(connection, delivery, numbered))
                rejects += _listed(connection, delivery, numbered)
        doubted = tuple(
            found for delivery in deliveries for found in _doubted(connection, delivery, numbered)
        )
    except _OF_THE_FILE as error:
        raise NotCsv(_line_of(error)) from None
    finally:
        connection.close()
    return Imported(
        seen=seen,
        rows=rows,
        rejects=tuple(sorted(rejects)[:MOST_REJECTS_LISTED]),
        reasons=dict(reasons),
        doubted=doubted,
    )


def rows_digest(paths: Sequence[Path], columns: Mapping[str, str]) -> str:
    """Return the SHA-256 of the rows of Parquet files, as text, in their order.

    Args:
        paths: The files, in order.
        columns: Names and types, in order.
    """
    shown = ", ".join(quoted(name) for name in columns)
    digest = hashlib.sha256()
    with tempfile.TemporaryDirectory(prefix="copperplate-") as folder:
        pipe = Path(folder) / "rows"
        os.mkfifo(pipe)
        # A daemon: where the writer fails before it opens the pipe, nobody waits for the reader.
        reader = threading.Thread(target=_digest_of, args=(pipe, digest), daemon=True)
        reader.start()
        connection = connected()
        try:
            connection.execute(
                f"COPY (SELECT {shown} FROM {_parquet(paths)}) TO {literal(str(pipe))} "
                "(FORMAT csv, HEADER false, USE_TMP_FILE false)"
            )
        finally:
            connection.close()
        reader.join()
    return digest.hexdigest()


def _digest_of(pipe: Path, digest: _Digest) -> None:
    with pipe.open("rb", buffering=0) as stream:
        while data := stream.read(1 << 20):
            digest.update(data)


def distinct(paths: Sequence[Path], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return the distinct values of columns in Parquet files, in order."""
    shown = ", ".join(quoted(name) for name in columns)
    return _asked(f"SELECT DISTINCT {shown} FROM {_parquet(paths)} ORDER BY ALL")


def counted_where(paths: Sequence[Path], conditions: Sequence[Expression]) -> tuple[int, ...]:
    """Return how many rows of Parquet files meet each of some conditions."""
    if not conditions:
        return ()
    shown = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in conditions)
    (found,) = _asked(f"SELECT {shown} FROM {_parquet(paths)}")
    return tuple(int(number) for number in found)


def counted_by(
    paths: Sequence[Path], by: Sequence[Expression], beside: Expression
) -> list[tuple[Any, ...]]:
    """Return the values of some expressions, one of all rows that share them, and how many."""
    keys = ", ".join(by)
    return _asked(
        f"SELECT {keys}, {beside}, count(*) FROM {_parquet(paths)} GROUP BY {keys} ORDER BY ALL"
    )


def repeated(paths: Sequence[Path], column: str) -> int:
    """Return how many rows of Parquet files share a value of a column with an earlier row."""
    name = quoted(column)
    ((found,),) = _asked(f"SELECT count({name}) - count(DISTINCT {name}) FROM {_parquet(paths)}")
    return int(found)


def joined(paths: Sequence[Path], into: Path) -> None:
    """Write the rows of several Parquet files as one, in their order."""
    connection = connected(temp_directory=str(into.parent))
    try:
        connection.execute(
            f"COPY (SELECT * FROM {_parquet(paths)}) TO {literal(str(into))} "
            "(FORMAT parquet, COMPRESSION zstd)"
        )
    finally:
        connection.close()


def _parquet(paths: Sequence[Path]) -> str:
    return f"read_parquet([{', '.join(literal(str(path)) for path in paths)}])"


def _asked(sql: str) -> list[tuple[Any, ...]]:
    connection = connected()
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def _deliver(
    connection: duckdb.DuckDBPyConnection,
    delivery: Delivery,
    numbered: str,
    into: Path,
    stem: str,
) -> int:
    """Write a table's rows; return how many."""
    path = into / f"{delivery.table}-{stem}.parquet"
    made = ", ".join(
        f"CAST({expression} AS {SQL_TYPES[delivery.types[name]]}) AS {quoted(name)}"
        for name, expression in delivery.columns.items()
    )
    copied = connection.execute(
        f"COPY (SELECT {made} FROM {numbered} "
        f"WHERE {delivery.takes} AND {_reason(delivery)} IS NULL) "
        f"TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)"
    ).fetchone()
    kept = int(copied[0]) if copied else 0
    if not kept:
        path.unlink()
    return kept


def _counted(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {source}").fetchone()
    return int(found[0]) if found else 0


def _left_out(
    connection: duckdb.DuckDBPyConnection, delivery: Delivery, numbered: str
) -> dict[str, int]:
    found = connection.execute(
        f"SELECT {_reason(delivery)} AS reason, count(*) FROM {numbered} WHERE {delivery.takes} "
        "GROUP BY reason HAVING reason IS NOT NULL"
    ).fetchall()
    return {str(reason): int(count) for reason, count in found}


def _listed(
    connection: duckdb.DuckDBPyConnection, delivery: Delivery, numbered: str
) -> list[tuple[int, str]]:
    found = connection.execute(
        f"SELECT {quoted(NUMBER_OF_ROW)}, {_reason(delivery)} AS reason FROM {numbered} "
        f"WHERE {delivery.takes} AND reason IS NOT NULL "
        f"ORDER BY 1 LIMIT {MOST_REJECTS_LISTED}"
    ).fetchall()
    return [(int(number), str(reason)) for number, reason in found]


def _doubted(
    connection: duckdb.DuckDBPyConnection, delivery: Delivery, numbered: str
) -> Iterator[Doubted]:
    """Yield the doubts that held of rows kept."""
    if not delivery.doubts:
        return
    kept = f"FROM {numbered} WHERE {delivery.takes} AND {_reason(delivery)} IS NULL"
    number = quoted(NUMBER_OF_ROW)
    counts = ", ".join(
        f"count(*) FILTER (WHERE {doubt.when}), min({number}) FILTER (WHERE {doubt.when})"
        for doubt in delivery.doubts
    )
    found = connection.execute(f"SELECT {counts} {kept}").fetchone() or ()
    for doubt, rows, first in zip(delivery.doubts, found[::2], found[1::2], strict=True):
        if not rows:
            continue
        values: list[tuple[Any, ...]] = []
        if doubt.shown is not None:
            values = connection.execute(
                f"SELECT left({doubt.shown}, {_LONGEST_VALUE}), count(*) {kept} AND {doubt.when} "
                f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_VALUES_LISTED}"
            ).fetchall()
        yield Doubted(
            what=doubt.what,
            column=doubt.column,
            rows=int(rows),
            first=int(first),
            values=tuple((str(value), int(count)) for value, count in values),
        )


def _parquet_as_text(path: Path) -> str:
    return f"(SELECT CAST(COLUMNS(*) AS VARCHAR) FROM {_parquet([path])})"


def _reason(delivery: Delivery) -> str:
    if not delivery.refuses:
        return "CAST(NULL AS VARCHAR)"
    cases = " ".join(
        f"WHEN {condition} THEN {literal(reason)}" for reason, condition in delivery.refuses.items()
    )
    return f"(CASE {cases} END)"


def _reader(path: Path, *, header: bool = True) -> str:
    return (
        f"read_csv({literal(str(path))}, all_varchar = true, header = {str(header).lower()}, "
        "delim = ',', quote = '\"', escape = '\"', strict_mode = true, null_padding = false)"
    )


def _line_of(error: duckdb.Error) -> int:
    found = _LINE.search(str(error))
    return int(found.group(1)) if found else 0
