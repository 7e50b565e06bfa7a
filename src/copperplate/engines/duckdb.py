"""The door to DuckDB: canonical tables to Parquet bytes, and sandboxed queries over them.

A query connection holds its tables in memory and has no way out: access to files and
extensions is off and the configuration locked before any compiled text reaches it. A
timer cuts a query that runs too long. Knows no measure; runs text and returns columns.
"""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import duckdb

# A force's published statistics are answered in milliseconds; a query beyond this is a fault.
QUERY_SECONDS = 30.0
MEMORY_LIMIT = "2GB"

Cell = str | int | float | None | object
ColumnTypes = Mapping[str, str]
"""Column name to one of the keys of `SQL_TYPES`."""

SQL_TYPES = {
    "text": "VARCHAR",
    "whole": "BIGINT",
    "number": "DOUBLE",
    "date": "DATE",
    "moment": "TIMESTAMP",
    "flag": "BOOLEAN",
}


class QueryTooLong(Exception):
    """A query was cut by the timer."""


class NotAQuestion(Exception):
    """A statement that does anything but ask."""


class UnreadableParquet(Exception):
    """Bytes that DuckDB does not read as Parquet."""


def connected(**settings: str | int) -> duckdb.DuckDBPyConnection:
    """Return a connection in memory that loads no extension and says nothing by itself.

    Left alone, a query that takes seconds draws its progress on standard output, which is
    where our answers go.
    """
    fixed = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    connection = duckdb.connect(config={**fixed, **settings})
    connection.execute("SET enable_progress_bar = false")
    return connection


def to_parquet(
    columns: ColumnTypes,
    rows: Sequence[Sequence[Cell]],
    *,
    saying: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return rows as one Parquet file.

    Args:
        columns: Names and types, in order.
        rows: One sequence a row, in column order; None is NULL; dates are `datetime.date`.
        saying: What the file says of itself, by key.

    Returns:
        Zstandard-compressed Parquet. The same rows give the same bytes under the same
        DuckDB; identity of data is never taken from these bytes.
    """
    with tempfile.TemporaryDirectory(prefix="copperplate-") as folder:
        target = Path(folder) / "table.parquet"
        connection = connected(threads=1)
        try:
            declared = ", ".join(f"{quoted(n)} {SQL_TYPES[t]}" for n, t in columns.items())
            connection.execute(f"CREATE TABLE t ({declared})")
            _insert(connection, columns, rows)
            connection.execute(
                f"COPY t TO {literal(str(target))} "
                f"(FORMAT parquet, COMPRESSION zstd{key_values(saying)})"
            )
        finally:
            connection.close()
        return target.read_bytes()


def key_values(saying: Mapping[str, str]) -> str:
    """Return an option of COPY that writes what a Parquet file says of itself; empty for none."""
    pairs = ", ".join(f"{quoted(key)}: {literal(said)}" for key, said in saying.items())
    return f", KV_METADATA {{{pairs}}}" if pairs else ""


def read_parquet(path: Path, *, limit: int) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Return the column names and rows of one Parquet file; for untrusted bytes, in a child.

    Args:
        path: The file.
        limit: Most rows to return.

    Raises:
        UnreadableParquet: It is not Parquet, or is damaged.
    """
    connection = connected(threads=1, memory_limit=MEMORY_LIMIT)
    try:
        result = connection.execute(
            f"SELECT * FROM read_parquet({literal(str(path))}) LIMIT {int(limit)}"
        )
        names = tuple(str(column[0]) for column in result.description or ())
        return names, result.fetchall()
    except duckdb.Error as error:
        raise UnreadableParquet(type(error).__name__) from None
    finally:
        connection.close()


# Rows of answers that are kept for the next time: some hundred megabytes at the most.
MOST_ROWS_KEPT = 400_000


class Engine:
    """A closed connection over named tables."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._answers: OrderedDict[tuple[str, tuple[Cell, ...]], list[tuple[Cell, ...]]]
        self._answers = OrderedDict()

    def run(self, sql: str, parameters: Sequence[Cell] = ()) -> list[tuple[Cell, ...]]:
        """Run one statement with bound parameters and return every row.

        Tables do not change while a connection is open, so what was asked before is answered
        from memory, as long as all kept answers hold at most `MOST_ROWS_KEPT` rows.

        Raises:
            NotAQuestion: It is anything but a single SELECT.
            QueryTooLong: It ran longer than `QUERY_SECONDS`.
        """
        asked = (sql, tuple(parameters))
        if asked in self._answers:
            self._answers.move_to_end(asked)
            return list(self._answers[asked])
        answer = self._run(sql, parameters)
        self.keep(sql, parameters, answer)
        return list(answer)

    def has_answered(self, sql: str, parameters: Sequence[Cell]) -> bool:
        """Return whether a statement is answered from memory."""
        return (sql, tuple(parameters)) in self._answers

    def keep(self, sql: str, parameters: Sequence[Cell], answer: list[tuple[Cell, ...]]) -> None:
        """Keep the answer to a statement, which another may have given together with more."""
        self._answers[sql, tuple(parameters)] = answer
        while sum(map(len, self._answers.values())) > MOST_ROWS_KEPT:
            self._answers.popitem(last=False)

    def _run(self, sql: str, parameters: Sequence[Cell]) -> list[tuple[Cell, ...]]:
        # guard: select-only. DuckDB may write to what it may read; nothing but a question passes.
        statements = self._connection.extract_statements(sql)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise NotAQuestion("only a single SELECT is run here")
        timer = threading.Timer(QUERY_SECONDS, self._connection.interrupt)
        timer.start()
        try:
            return self._connection.execute(sql, list(parameters)).fetchall()
        except duckdb.InterruptException as error:
            raise QueryTooLong(f"cut after {QUERY_SECONDS:g} seconds") from error
        finally:
            timer.cancel()


# The type of releases' names where tables are read in place. Each row has its release, and rows are
# grouped by it: a number in a list takes a third of the time that its text takes.
_RELEASES = "release_name"


@contextmanager
def open_tables(
    files: Mapping[str, Sequence[tuple[Path, str]]],
    types: Mapping[str, ColumnTypes],
    *,
    in_place: frozenset[str] = frozenset(),
) -> Iterator[Engine]:
    """Open a sandboxed connection over Parquet files.

    Args:
        files: Table name to its files, each with the identity of its release; every row
            gains the column ``release``. A table without files is empty.
        types: Table name to its columns; the files must hold these columns.
        in_place: Tables too large to be held in memory: read where they lie. A column that a
            file does not hold is NULL: nothing was said of it.

    Yields:
        An engine that can read these tables and nothing else.
    """
    connection = connected(memory_limit=MEMORY_LIMIT)
    try:
        # In the order of their text, so that they sort as it does.
        names = sorted({release for name in in_place for _, release in files.get(name, ())})
        if names:
            listed = ", ".join(map(literal, names))
            connection.execute(f"CREATE TYPE {_RELEASES} AS ENUM ({listed})")
        for name, columns in types.items():
            declared = ", ".join(f"{quoted(n)} {SQL_TYPES[t]}" for n, t in columns.items())
            connection.execute(f"CREATE TABLE {quoted(name)} ({declared}, release VARCHAR)")
            chosen = ", ".join(quoted(column) for column in columns)
            if name in in_place and files.get(name):
                connection.execute(f"DROP TABLE {quoted(name)}")
                connection.execute(_view(connection, name, columns, files[name]))
                continue
            for path, release in files.get(name, ()):
                connection.execute(
                    f"INSERT INTO {quoted(name)} SELECT {chosen}, {literal(release)} "
                    f"FROM read_parquet({literal(str(path))})"
                )
        reached = [str(path) for name in in_place for path, _ in files.get(name, ())]
        if reached:
            listed = ", ".join(literal(path) for path in reached)
            connection.execute(f"SET allowed_paths = [{listed}]")
        # guard: engine-sandbox. From here on the connection reaches no other file.
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield Engine(connection)
    finally:
        connection.close()


def _view(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: ColumnTypes,
    files: Sequence[tuple[Path, str]],
) -> str:
    parts = []
    for path, release in files:
        rows = f"read_parquet({literal(str(path))})"
        held = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall()}
        chosen = ", ".join(
            quoted(column)
            if column in held
            else f"CAST(NULL AS {SQL_TYPES[type_]}) AS {quoted(column)}"
            for column, type_ in columns.items()
        )
        parts.append(f"SELECT {chosen}, {literal(release)}::{_RELEASES} AS release FROM {rows}")
    return f"CREATE VIEW {quoted(name)} AS {' UNION ALL '.join(parts)}"


def quoted(identifier: str) -> str:
    """Return an identifier quoted for SQL."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text literal for SQL of our own making; user values are bound instead."""
    return "'" + text.replace("'", "''") + "'"


def _insert(
    connection: duckdb.DuckDBPyConnection, columns: ColumnTypes, rows: Sequence[Sequence[Cell]]
) -> None:
    """Insert rows by columns.

    DuckDB reads lists as nested values a thousand times faster than it runs one INSERT a row.
    """
    if not rows:
        return
    unnested = ", ".join(
        f"UNNEST(CAST(? AS {SQL_TYPES[kind]}[])) AS {quoted(name)}"
        for name, kind in columns.items()
    )
    by_column = [list(column) for column in zip(*rows, strict=True)]
    connection.execute(f"INSERT INTO t SELECT {unnested}", by_column)
