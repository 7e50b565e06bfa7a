"""The query connection has no way out: no file, no extension, no setting, no end of time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from copperplate.engines import duckdb as engines
from copperplate.engines.duckdb import (
    Engine,
    NotAQuestion,
    QueryTooLong,
    open_tables,
    to_parquet,
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "secret.txt").write_text("a,b\n1,2\n")
    with open_tables({}, {"t": {"n": "whole"}}) as opened:
        yield opened


WAYS_OUT = [
    "SELECT * FROM read_text('{folder}/secret.txt')",
    "SELECT * FROM read_csv('{folder}/secret.txt')",
    "SELECT * FROM '{folder}/secret.txt'",
    "SELECT * FROM glob('{folder}/*')",
    "COPY t TO '{folder}/out.csv'",
    "COPY t FROM '{folder}/secret.txt'",
    "EXPORT DATABASE '{folder}/out'",
    "ATTACH '{folder}/other.db'",
    "INSTALL '{folder}/x.duckdb_extension'",
    "LOAD '{folder}/x.duckdb_extension'",
]


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_statement_reaches_a_file_or_an_extension(
    engine: Engine, tmp_path: Path, way: str
) -> None:
    """Whatever the first wall lets through, the second stops."""
    with pytest.raises((duckdb.PermissionException, duckdb.CatalogException)):
        engine._connection.execute(way.format(folder=tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["secret.txt"]


SETTINGS = [
    "SET enable_external_access = true",
    "SET memory_limit = '64GB'",
    "SET autoinstall_known_extensions = true",
    "SET temp_directory = '/'",
    "RESET memory_limit",
    "SET lock_configuration = false",
    "PRAGMA threads = 1",
]


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_statement_changes_a_setting(engine: Engine, setting: str) -> None:
    with pytest.raises(duckdb.InvalidInputException, match="locked"):
        engine._connection.execute(setting)


@pytest.mark.parametrize(
    "statement",
    [
        *(way for way in WAYS_OUT if not way.startswith("SELECT")),
        *SETTINGS,
        "INSERT INTO t VALUES (1)",
        "DROP TABLE t",
        "DELETE FROM t",
        "SELECT 1; DROP TABLE t",
        "SELECT 1; SELECT 2",
        "",
    ],
)
def test_nothing_but_a_single_question_is_run(engine: Engine, statement: str) -> None:
    with pytest.raises(NotAQuestion):
        engine.run(statement)


def test_a_table_read_where_it_lies_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "crimes.parquet"
    path.write_bytes(to_parquet({"n": "whole"}, [(1,), (2,)]))
    held = path.read_bytes()
    types, files = {"crimes": {"n": "whole"}}, {"crimes": [(path, "r/1")]}
    with open_tables(files, types, in_place=frozenset(types)) as engine:
        asked = engine.run('SELECT sum("n"), any_value("release") FROM "crimes"')
        assert asked == [(3, "r/1")]
        with pytest.raises(NotAQuestion):
            engine.run(f"COPY (SELECT 9 AS n) TO '{path}' (FORMAT parquet)")
        with pytest.raises(duckdb.PermissionException):
            engine.run(f"SELECT * FROM read_text('{tmp_path}/other.txt')")
    assert path.read_bytes() == held


def test_a_column_nobody_said_anything_of_is_null_where_a_table_lies(tmp_path: Path) -> None:
    one, other = tmp_path / "one.parquet", tmp_path / "other.parquet"
    one.write_bytes(to_parquet({"n": "whole"}, [(1,), (2,)]))
    other.write_bytes(to_parquet({"n": "whole", "knife": "flag"}, [(3, True)]))
    types = {"crimes": {"n": "whole", "knife": "flag", "ward": "text"}}
    files = {"crimes": [(one, "r/1"), (other, "r/2")]}
    with open_tables(files, types, in_place=frozenset(types)) as engine:
        assert engine.run('SELECT "n", "knife", "ward" FROM "crimes" ORDER BY 1') == [
            (1, None, None),
            (2, None, None),
            (3, True, None),
        ]


def test_a_query_that_runs_too_long_is_cut(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "QUERY_SECONDS", 0.2)
    with pytest.raises(QueryTooLong):
        # Some seconds of work, so that this test ends where nothing cuts it.
        engine.run("SELECT sum(hash(a.range + b.range)) FROM range(2000000) a, range(1000) b")
    assert engine.run("SELECT 1") == [(1,)]


def test_a_long_query_draws_nothing_where_answers_go(engine: Engine) -> None:
    assert engine.run("SELECT current_setting('enable_progress_bar')") == [(False,)]
