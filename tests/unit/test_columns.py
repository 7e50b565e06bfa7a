"""Columns in memory to Parquet, read back by its own reader."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb
import numpy as np
import pytest

from copperplate.engines.columns import (
    NEVER,
    NONE,
    Coded,
    Column,
    Days,
    Millionths,
    Moments,
    Numbered,
    write_columns,
)

COLUMNS: dict[str, Column] = {
    "unit": Coded(np.array([1, 0, 2], np.uint8), ("Ash", "It's", None)),
    "nothing": Coded(np.zeros(3, np.uint8), (None,)),
    "day": Days(np.array([0, 16_143, NEVER], np.int32)),
    "moment": Moments(np.array([1, NEVER, 16_143 * 1_440])),
    "crime": Numbered("B", np.array([7, NONE, 1234]), 5),
    "east": Millionths(np.array([3_200_001, NEVER, -5])),
}
ROWS = [
    ("It's", None, date(1970, 1, 1), datetime(1970, 1, 1, 0, 1), "B00007", 3.200001),
    ("Ash", None, date(2014, 3, 14), None, None, None),
    (None, None, None, datetime(2014, 3, 14), "B01234", -0.000005),
]


def test_every_kind_of_column_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_columns(path, COLUMNS, said={"mark": "it's said"})
    assert duckdb.sql(f"FROM '{path}'").fetchall() == ROWS
    said = duckdb.sql(f"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{path}')")
    assert said.fetchall() == [("mark", "it's said")]


def test_the_same_columns_are_the_same_bytes(tmp_path: Path) -> None:
    many = {"n": Numbered("", np.arange(300_000), 1), "d": Days(np.arange(300_000) % 977)}
    for name in ("a", "b"):
        write_columns(tmp_path / name, many, said={"a": "b"})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_columns_of_different_lengths_are_refused(tmp_path: Path) -> None:
    uneven: dict[str, Column] = {"a": Days(np.zeros(2, int)), "b": Days(np.zeros(3, int))}
    with pytest.raises(ValueError, match="lengths"):
        write_columns(tmp_path / "a", uneven, said={"a": "b"})
