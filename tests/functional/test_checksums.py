"""The checksum of rows: another for every change, the same for everything that is none.

The second way to work it out, below, follows the words of `rows_digest` and nothing of its code.
"""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from copperplate.engines.checksums import rows_digest
from copperplate.engines.duckdb import SQL_TYPES

TYPES = {
    "crime": "text",
    "recorded": "date",
    "happened": "moment",
    "longitude": "number",
    "knife": "flag",
    "unsaid": "text",
    "file": "text",
    "row": "whole",
}
Cell = str | int | float | bool | date | datetime | None
Rows = list[tuple[Cell, ...]]
DAY, MOMENT = date(2014, 3, 14), datetime(2014, 3, 13, 23, 30, 1, 5)
ROWS: Rows = [
    ("a", DAY, MOMENT, -1.9, True, None, "x.csv", 2),
    (None, DAY, None, 0.1, False, None, "x.csv", 3),
    ("café", date(1969, 12, 31), MOMENT, None, None, None, "x.csv", 4),
    ("", None, MOMENT, 1e300, True, None, "x.csv", 5),
    ("a", DAY, MOMENT, -1.9, True, None, "y.csv", 2),
]


def written(
    path: Path, rows: Rows, names: Sequence[str] = tuple(TYPES), options: str = ""
) -> list[Path]:
    declared = ", ".join(f'"{name}" {SQL_TYPES[TYPES[name]]}' for name in TYPES)
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE t ({declared})")
        if rows:
            marks = ", ".join("?" * len(TYPES))
            database.executemany(f"INSERT INTO t VALUES ({marks})", rows)
        shown = ", ".join(f'"{name}"' for name in names)
        database.execute(f"COPY (SELECT {shown} FROM t) TO '{path}' (FORMAT parquet {options})")
    return [path]


def by_hand(rows: Rows) -> str:
    lines = [f"{len(rows)}\n"]
    for at, (name, type_) in enumerate(TYPES.items()):
        cells = [row[at] for row in rows]
        held = [cell for cell in cells if cell is not None]
        if not held:
            continue
        present = bytes(cell is not None for cell in cells)
        values = b"".join(map(BYTES[type_], held))
        lengths = b"".join(
            struct.pack("<I", len(cell.encode())) for cell in held if isinstance(cell, str)
        )
        digests = (hashlib.sha256(one).hexdigest() for one in (present, values, lengths))
        lines.append(f"{name}\n{type_}\n{' '.join(digests)}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest()


BYTES: dict[str, Callable[..., bytes]] = {
    "text": str.encode,
    "whole": lambda one: struct.pack("<q", one),
    "number": lambda one: struct.pack("<d", one),
    "date": lambda one: struct.pack("<i", (one - date(1970, 1, 1)).days),
    "moment": lambda one: struct.pack(
        "<q", (one - datetime(1970, 1, 1)) // timedelta(microseconds=1)
    ),
    "flag": lambda one: bytes([one]),
}


def test_it_is_what_its_words_say(tmp_path: Path) -> None:
    assert rows_digest(written(tmp_path / "rows", ROWS), TYPES) == by_hand(ROWS)
    assert rows_digest(written(tmp_path / "none", []), TYPES) == by_hand([])


def put(row: int, column: str, cell: Cell) -> Rows:
    changed = [list(one) for one in ROWS]
    assert changed[row][list(TYPES).index(column)] != cell or cell is True
    changed[row][list(TYPES).index(column)] = cell
    return [tuple(one) for one in changed]


OTHERS = {
    "a text": put(0, "crime", "b"),
    "a longer text": put(0, "crime", "a "),
    "a text for none": put(1, "crime", ""),
    "none for an empty text": put(3, "crime", None),
    "a day": put(0, "recorded", date(2014, 3, 15)),
    "a day for none": put(3, "recorded", date(1970, 1, 1)),
    "a microsecond": put(0, "happened", MOMENT + timedelta(microseconds=1)),
    "the last bit of a number": put(0, "longitude", math.nextafter(-1.9, 0)),
    "zero for none": put(2, "longitude", 0.0),
    "a flag": put(0, "knife", False),
    "no for not said": put(2, "knife", False),
    "a column that was not said": put(4, "unsaid", "x"),
    "a number of a row": put(0, "row", 6),
    "another file": put(4, "file", "z.csv"),
    "signs moved between columns": [("ax", *ROWS[0][1:6], ".csv", 2), *ROWS[1:]],
    "signs moved between rows": [("acaf", *ROWS[0][1:]), ROWS[1], ("é", *ROWS[2][1:]), *ROWS[3:]],
    "a row missing": ROWS[:-1],
    "a row twice": [*ROWS, ROWS[-1]],
    "two rows swapped": [ROWS[1], ROWS[0], *ROWS[2:]],
    "cells of two rows swapped": [
        (ROWS[2][0], *ROWS[0][1:]), ROWS[1], (ROWS[0][0], *ROWS[2][1:]), *ROWS[3:],
    ],
    "cells of one column in another": [
        (row[0], *row[1:5], row[5] if row[6] else None, *row[6:]) for row in ROWS[:4]
    ],
}  # fmt: skip


@pytest.mark.parametrize("what", OTHERS)
def test_every_change_is_found(tmp_path: Path, what: str) -> None:
    plain = rows_digest(written(tmp_path / "rows", ROWS), TYPES)
    assert rows_digest(written(tmp_path / "other", OTHERS[what]), TYPES) != plain


def test_minus_zero_is_zero_and_what_is_no_number_is_one(tmp_path: Path) -> None:
    """Parquet keeps one of several equal numbers, and which one hangs on what lies beside it."""
    for number, (one, other) in enumerate([(0.0, -0.0), (math.nan, -math.nan)]):
        kept = [
            rows_digest(written(tmp_path / f"{number}{at}", put(0, "longitude", cell)), TYPES)
            for at, cell in enumerate((one, other))
        ]
        assert kept[0] == kept[1]


def test_a_column_nobody_said_anything_of_need_not_be_there(tmp_path: Path) -> None:
    names = [name for name in TYPES if name != "unsaid"]
    assert rows_digest(written(tmp_path / "rows", ROWS, names), TYPES) == by_hand(ROWS)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A file of more rows than are read at once, and its checksum."""
    path = tmp_path_factory.mktemp("many") / "rows.parquet"
    made = {
        "crime": "CASE WHEN i % 7 > 0 THEN md5(i::VARCHAR) END",
        "recorded": "DATE '2014-01-01' + (i % 90)::INT",
        "happened": "CASE WHEN i > 200000 THEN TIMESTAMP '2014-01-01' + INTERVAL (i) SECOND END",
        "longitude": "CASE WHEN i % 3 > 0 THEN i / 7 END",
        "knife": "CASE WHEN i % 5 > 0 THEN i % 2 = 0 END",
        "unsaid": "NULL",
        "file": "'x.csv'",
        "row": "i + 2",
    }
    shown = ", ".join(
        f'({sql})::{SQL_TYPES[TYPES[name]]} AS "{name}"' for name, sql in made.items()
    )
    duckdb.execute(f"COPY (SELECT {shown} FROM range(300000) t(i)) TO '{path}' (FORMAT parquet)")
    return path, rows_digest([path], TYPES)


PACKED = [
    "COMPRESSION uncompressed, ROW_GROUP_SIZE 5000",
    "COMPRESSION zstd, PARQUET_VERSION V2",
    "COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1",
]


@pytest.mark.parametrize("options", PACKED)
def test_it_does_not_hang_on_how_rows_are_packed(
    tmp_path: Path, many: tuple[Path, str], options: str
) -> None:
    path, plain = many
    duckdb.execute(f"COPY (FROM '{path}') TO '{tmp_path / 'o'}' (FORMAT parquet, {options})")
    assert rows_digest([tmp_path / "o"], TYPES) == plain


@pytest.mark.parametrize("cuts", [(0, 1, 300_000), (0, 99_999, 123_456, 299_999, 300_000)])
def test_it_does_not_hang_on_how_many_files_they_lie_in(
    tmp_path: Path, many: tuple[Path, str], cuts: tuple[int, ...]
) -> None:
    path, plain = many
    parts = []
    for number, (first, end) in enumerate(pairwise(cuts)):
        parts.append(tmp_path / f"{number}")
        duckdb.execute(
            f"COPY (FROM '{path}' WHERE row BETWEEN {first + 2} AND {end + 1} ORDER BY row) "
            f"TO '{parts[-1]}' (FORMAT parquet)"
        )
    assert rows_digest(parts, TYPES) == plain
    assert rows_digest(parts[::-1], TYPES) != plain


def test_it_does_not_hang_on_threads(
    many: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from copperplate.engines import checksums

    path, plain = many
    open_ = checksums.connected
    for threads in (1, 5):
        monkeypatch.setattr(checksums, "connected", lambda threads=threads: open_(threads=threads))
        assert rows_digest([path], TYPES) == plain
