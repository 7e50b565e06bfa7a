"""One question to somebody else's database, its answer written as CSV.

A DuckDB file or a service of PostgreSQL, read only, one SELECT, cut when it takes too long.
Knows no table and no mapping; names no value in what it raises.
"""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO, Any

import duckdb

SECONDS = 1_800
_AT_ONCE = 10_000

Rows = Iterator[Sequence[Any]]


class NotAnswered(Exception):
    """A database gave no answer.

    Attributes:
        why: A sentence without anything that stands in the database.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def ask_duckdb(database: Path, query: str, answer: IO[str]) -> None:
    """Put a query to a DuckDB file, read only and with no way to another file.

    Args:
        database: The file.
        query: A single SELECT.
        answer: Where the answer is written, as CSV with a heading.

    Raises:
        NotAnswered: It is no DuckDB file, the query is not a single SELECT or fails, or takes
            longer than `SECONDS`.
    """
    try:
        connection = duckdb.connect(
            str(database),
            read_only=True,
            config={
                "enable_external_access": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "lock_configuration": True,
            },
        )
    except duckdb.Error as error:
        raise NotAnswered(f"It cannot be opened as a DuckDB file ({_kind(error)}).") from None
    timer = threading.Timer(SECONDS, connection.interrupt)
    timer.start()
    try:
        # guard: sql-select-only. Whoever writes extract.yaml may ask, and nothing else.
        kinds = [statement.type for statement in connection.extract_statements(query)]
        if kinds != [duckdb.StatementType.SELECT]:
            raise NotAnswered("The query is not a single SELECT.")
        found = connection.execute(query)
        names = [str(column[0]) for column in found.description or ()]
        _write(answer, names, _fetched(found))
    except duckdb.Error as error:
        raise NotAnswered(f"The query fails ({_kind(error)}).") from None
    finally:
        timer.cancel()
        connection.close()


def ask_postgresql(service: str, query: str, answer: IO[str]) -> None:
    """Put a query to a service of PostgreSQL, in a transaction that can only read.

    Args:
        service: Its name in the system's service file, where address and password stand.
        query: A single SELECT.
        answer: Where the answer is written, as CSV with a heading.

    Raises:
        NotAnswered: psycopg is not installed, the service cannot be reached, the query is not a
            single SELECT or fails, or takes longer than `SECONDS`.
    """
    try:
        import psycopg
    except ImportError:
        raise NotAnswered(
            "Reading PostgreSQL needs psycopg: pip install 'copperplate[postgres]'."
        ) from None
    try:
        connection = psycopg.connect(f"service={service}", connect_timeout=10)
    except psycopg.Error as error:
        raise NotAnswered(f"The service cannot be reached ({_kind(error)}).") from None
    with closing(connection):
        try:
            connection.read_only = True
            connection.execute(f"SET statement_timeout = {SECONDS * 1000}")
            # guard: sql-select-only. Inside brackets only a SELECT is one; prepared, only one is.
            question = f"SELECT * FROM (\n{query.rstrip().removesuffix(';')}\n) AS asked"
            with connection.cursor() as cursor:
                cursor.execute(f"{question} LIMIT 0".encode(), prepare=True)
                names = [column.name for column in cursor.description or ()]
                _write(answer, names, cursor.stream(question.encode()))
        except psycopg.Error as error:
            raise NotAnswered(f"The query fails ({_kind(error)}).") from None


def _write(answer: IO[str], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    writer = csv.writer(answer, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_text(value) for value in row] for row in rows)


def _text(value: object) -> str:
    """Return a value on one line: days and moments by ISO 8601, flags in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(str(value).split())


def _fetched(found: duckdb.DuckDBPyConnection) -> Rows:
    while rows := found.fetchmany(_AT_ONCE):
        yield from rows


def _kind(error: Exception) -> str:
    """Return what kind of error it is; its text may hold what stands in the database."""
    return type(error).__name__
