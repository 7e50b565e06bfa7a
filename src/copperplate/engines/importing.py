"""The door to DuckDB for records: the rows of a file in, canonical Parquet out.

Run in the child that reads untrusted bytes. Every field comes in as text; what becomes of it
is said by expressions of `engines.expressions`. The file is read once, into a table of what is
kept and why the rest is not; rows are numbered as they stand there, and those that cannot be
kept leave with a reason, never with what stood in them.
Knows no source and no table's meaning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import duckdb

from copperplate.engines.duckdb import SQL_TYPES, connected, literal, quoted
from copperplate.engines.expressions import (
    Doubt,
    Expression,
    Lookup,
    any_holds,
    is_constant,
    is_missing,
    looked_up,
    nothing,
    number_of_row,
)
from copperplate.engines.laying_out import few, laid_out
from copperplate.engines.reading import GROUP, OF_THE_FILE, not_csv
from copperplate.engines.written import AS_PARQUET

MOST_REJECTS_LISTED = 1_000
MOST_VALUES_LISTED = 200
# What is listed is a code; a text longer than this is none.
_LONGEST_VALUE = 60

_KEPT, _OUTCOME = "copperplate kept", "copperplate outcome"
# Rows of what DuckDB handles at once.
_VECTOR = 2_048
# DuckDB numbers the rows of a table from 0, in the order they were put in: that of the file, as
# long as rows only go through expressions on the way.
_ROW = "rowid + 2"


class DiskFull(Exception):
    """What is made of a file could not be written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """How rows of a file become rows of a table.

    Attributes:
        table: The table.
        takes: Which rows are its own; every row of a file is of one table, the first that takes
            it.
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
        first: Number of the first of them, as a spreadsheet counts.
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
        seen: Rows after what is looked up was looked up.
        rows: Rows kept, by table.
        rejects: Number of the row, as a spreadsheet counts, and reason; at most
            `MOST_REJECTS_LISTED`.
        reasons: How many rows each reason left out.
        doubted: The doubts that held of any row kept.
    """

    seen: int
    rows: Mapping[str, int]
    rejects: tuple[tuple[int, str], ...]
    reasons: Mapping[str, int]
    doubted: tuple[Doubted, ...]


def import_rows(
    rows: str,
    deliveries: Sequence[Delivery],
    lookups: Sequence[Lookup],
    steps: Mapping[str, Expression] = MappingProxyType({}),
    *,
    into: Path,
    stem: str,
    memory: str,
    threads: int,
    apart: bool = True,
) -> Imported:
    """Import the rows of a file.

    Args:
        rows: The rows, as SQL: in their order, every field a text (`Reader.rows`).
        deliveries: The tables they are delivered to.
        lookups: What expressions look values up in.
        steps: What is worked out of each row before its tables, by name (`expressions.step`).
        into: The folder each table's rows are written to, as ``TABLE-STEM.parquet``; a table
            without a row gets no file, a column nothing is said of is not in it. What does not
            fit into memory lies there too meanwhile.
        stem: Names the file among others.
        memory: Most memory, as DuckDB writes it.
        threads: Threads to use.
        apart: Whether several threads may read it (`Reader.apart`).

    Raises:
        NotCsv: Its rows do not add up.
        DiskFull: There is no room for its rows.
    """
    outcomes = [
        (delivery.table, reason) for delivery in deliveries for reason in (None, *delivery.refuses)
    ]
    connection = connected(threads=threads, memory_limit=memory, temp_directory=str(into))
    try:
        kept = _Kept(found={looked_up(one.name): few(one.name) for one in lookups})
        outcome = _outcome(kept, deliveries)
        made = [_columns(kept, delivery) for delivery in deliveries]
        doubts = [_doubts(kept, delivery) for delivery in deliveries]
        select = kept.select(laid_out(rows, lookups, steps), outcome)
        connection.execute(f"SET threads = {threads if apart else 1}")
        try:
            connection.execute(f"CREATE TEMP TABLE {quoted(_KEPT)} AS {select}")
        except OF_THE_FILE as error:
            if _of_the_disk(error):
                raise
            raise not_csv(error) from None
        counts = dict(
            connection.execute(
                f"SELECT {quoted(_OUTCOME)}, count(*) FROM {quoted(_KEPT)} GROUP BY ALL"
            ).fetchall()
        )
        seen = sum(counts.values())
        doubted: list[Doubted] = []
        for delivery, columns, told in zip(deliveries, made, doubts, strict=True):
            code = outcomes.index((delivery.table, None))
            if not counts.get(code):
                continue
            where = "" if counts[code] == seen else f" WHERE {quoted(_OUTCOME)} = {code}"
            together = not where and is_settled(_groups(connection))
            connection.execute(f"SET threads = {threads if together else 1}")
            path = into / f"{delivery.table}-{stem}.parquet"
            connection.execute(
                f"COPY (SELECT {columns} FROM {quoted(_KEPT)}{where}) "
                f"TO {literal(str(path))} ({AS_PARQUET})"
            )
            doubted += _doubted(connection, delivery, told, code)
        reasons = Counter[str]()
        for code, (_, reason) in enumerate(outcomes):
            if reason is not None and counts.get(code):
                reasons[reason] += counts[code]
        return Imported(
            seen=seen,
            rows={
                table: counts.get(code, 0)
                for code, (table, reason) in enumerate(outcomes)
                if reason is None
            },
            rejects=tuple(_rejects(connection, outcomes)) if reasons else (),
            reasons=dict(reasons),
            doubted=tuple(doubted),
        )
    except duckdb.IOException as error:
        if _of_the_disk(error):
            raise DiskFull from None
        raise
    finally:
        connection.close()


@dataclass(kw_only=True, slots=True)
class _Kept:
    """The columns of the table of what is kept: each expression is worked out once.

    Attributes:
        found: What was looked up, to the same as one of few values: smaller, and faster to write.
        made: Expression, as SQL of its type, to the column it is made in.
        only_tell: Columns that tell what becomes of a row, and are not kept.
    """

    found: Mapping[Expression, Expression]
    made: dict[str, str] = field(default_factory=dict)
    only_tell: set[str] = field(default_factory=set)

    def value(self, one: Expression, type_: str) -> str:
        """Return the column that holds a value of a type."""
        few = self.found.get(one) if type_ == "text" else None
        return self.column(few or f"CAST({one} AS {SQL_TYPES[type_]})")

    def tells(self, one: Expression) -> str:
        """Return the column of a condition that tells what becomes of a row."""
        missing = {is_missing(found): is_missing(few) for found, few in self.found.items()}
        column = self.column(f"CAST({missing.get(one, one)} AS BOOLEAN)")
        self.only_tell.add(column)
        return column

    def column(self, sql: str) -> str:
        """Return the column that something is made in."""
        column = quoted(self.made.setdefault(sql, f"c{len(self.made)}"))
        self.only_tell.discard(column)
        return column

    def select(self, source: str, outcome: str) -> str:
        """Return what is kept of each row, and what becomes of it.

        What becomes of it is told from columns: inside a CASE nothing is worked out only once.
        """
        inner = ", ".join(f"{sql} AS {quoted(name)}" for sql, name in self.made.items())
        columns = map(quoted, self.made.values())
        outer = [column for column in columns if column not in self.only_tell]
        outer.append(f"{outcome} AS {quoted(_OUTCOME)}")
        return f"SELECT {', '.join(outer)} FROM (SELECT {inner} FROM {source})"


def _columns(kept: _Kept, delivery: Delivery) -> str:
    """Return the columns of a table that something is said of, from the table of what is kept."""
    return ", ".join(
        f"{_written(kept, one, delivery.types[name])} AS {quoted(name)}"
        for name, one in delivery.columns.items()
        if one != nothing()
    )


def _written(kept: _Kept, one: Expression, type_: str) -> str:
    if one == number_of_row():
        return f"CAST({_ROW} AS {SQL_TYPES[type_]})"
    if not is_constant(one):
        return kept.value(one, type_)
    if type_ == "text":  # written as one of few values, a text need not be looked at in every row
        return f"CAST({one} AS ENUM({one}))"
    return f"CAST({one} AS {SQL_TYPES[type_]})"


def _outcome(kept: _Kept, deliveries: Sequence[Delivery]) -> str:
    """Return what becomes of a row, by its number in the list of outcomes."""
    code, cases = 0, []
    for delivery in deliveries:
        refused = "".join(
            f" WHEN {kept.tells(condition)} THEN {code + number}"
            for number, condition in enumerate(delivery.refuses.values(), start=1)
        )
        ends = f"CASE{refused} ELSE {code} END" if refused else str(code)
        cases.append(f"WHEN {kept.tells(delivery.takes)} THEN {ends}")
        code += 1 + len(delivery.refuses)
    return f"CAST(CASE {' '.join(cases)} END AS SMALLINT)"


def _groups(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """Return how many rows each group of the table of what is kept has, in order."""
    found = connection.execute(
        f"SELECT row_group_id, sum(count) FROM pragma_storage_info({literal(_KEPT)}) "
        f"WHERE column_name = {literal(_OUTCOME)} AND segment_type <> 'VALIDITY' "
        "GROUP BY 1 ORDER BY 1"
    )
    return [int(rows) for _, rows in found.fetchall()]


def is_settled(groups: Sequence[int]) -> bool:
    """Return whether several threads write a table's groups of rows as Parquet in one way only.

    DuckDB puts groups together until they are as many rows as one of Parquet, and breaks off as
    soon as they nearly are, if no more happen to be ready. Where no sum is nearly so many, it
    does not matter what is ready. Source: DuckDB, PhysicalBatchCopyToFile::RepartitionBatches.

    Args:
        groups: Rows of each group of the table, in order.

    >>> is_settled([122_880, 122_880, 924, 122_880, 13_283]), is_settled([122_000, 122_880])
    (True, False)
    """
    waiting = 0
    for number, rows in enumerate(groups, start=1):
        if not waiting and rows != GROUP and abs(rows - GROUP) < _VECTOR:
            return number == len(groups)
        for start in range(0, rows, _VECTOR):
            waiting += min(_VECTOR, rows - start)
            if waiting >= GROUP:
                waiting = 0
        if waiting > GROUP - _VECTOR and number < len(groups):
            return False
    return True


def _doubts(kept: _Kept, delivery: Delivery) -> str | None:
    """Return the column that says which doubts hold of a row, and what then stood there.

    Two lists in the order of the doubts; NULL for a row of which none holds, as for nearly all.
    """
    if not delivery.doubts:
        return None
    held = ", ".join(doubt.when for doubt in delivery.doubts)
    shown = ", ".join(
        nothing()
        if doubt.shown is None
        else f"CASE WHEN {doubt.when} THEN left({doubt.shown}, {_LONGEST_VALUE}) END"
        for doubt in delivery.doubts
    )
    return kept.column(
        f"CASE WHEN {any_holds([doubt.when for doubt in delivery.doubts])} "
        f"THEN {{'held': CAST([{held}] AS BOOLEAN[]), 'shown': CAST([{shown}] AS VARCHAR[])}} END"
    )


def _doubted(
    connection: duckdb.DuckDBPyConnection, delivery: Delivery, told: str | None, code: int
) -> Iterator[Doubted]:
    """Yield the doubts that held of rows kept."""
    if told is None:
        return
    mine = f"FROM {quoted(_KEPT)} WHERE {quoted(_OUTCOME)} = {code} AND {told} IS NOT NULL"
    holds = [f"{told}.held[{number}]" for number in range(1, len(delivery.doubts) + 1)]
    counts = ", ".join(
        f"count(*) FILTER (WHERE {one}), min({_ROW}) FILTER (WHERE {one})" for one in holds
    )
    found = connection.execute(f"SELECT {counts} {mine}").fetchone() or ()
    each = zip(delivery.doubts, holds, found[::2], found[1::2], strict=True)
    for number, (doubt, one, rows, first) in enumerate(each, start=1):
        if not rows:
            continue
        values: list[tuple[str, int]] = []
        if doubt.shown is not None:
            values = connection.execute(
                f"SELECT {told}.shown[{number}], count(*) {mine} AND {one} "
                f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_VALUES_LISTED}"
            ).fetchall()
        yield Doubted(
            what=doubt.what,
            column=doubt.column,
            rows=int(rows),
            first=int(first),
            values=tuple((str(value), int(count)) for value, count in values),
        )


def _rejects(
    connection: duckdb.DuckDBPyConnection, outcomes: Sequence[tuple[str, str | None]]
) -> Iterator[tuple[int, str]]:
    """Yield the first rows that were left out, and why."""
    refused = [str(code) for code, (_, reason) in enumerate(outcomes) if reason is not None]
    found = connection.execute(
        f"SELECT {_ROW}, {quoted(_OUTCOME)} FROM {quoted(_KEPT)} "
        f"WHERE {quoted(_OUTCOME)} IN ({', '.join(refused)}) "
        f"ORDER BY 1 LIMIT {MOST_REJECTS_LISTED}"
    )
    for number, code in found.fetchall():
        yield int(number), str(outcomes[code][1])


def _of_the_disk(error: duckdb.Error) -> bool:
    """Tell whether an error is of what is written, and not of what is read."""
    return any(words in str(error) for words in ("No space left", "Could not write", "write all"))
