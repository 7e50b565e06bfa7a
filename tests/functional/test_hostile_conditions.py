"""Conditions made to do harm: refused by the grammar with a place, and again by the engine.

Each is written as a measure's `where`, and then pushed past the grammar, straight into the
statement a count is compiled to, over records that lie in files. A file beside them holds a word
that must never come back, and nothing on disk may change.
"""

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
from copperplate.errors import BadDefinition, Place
from copperplate.measures import load_measures
from copperplate.measures.where import NotACondition, parse_where
from copperplate.schema import TABLES
from copperplate.yamltext import parse

SECRET = "kestrel9137"
CRIMES = TABLES["crimes"]
HERE = Place(file="measures/x.yaml", line=3, column=12)

READING = [
    "exists(select * from read_text('{out}/secret.txt'))",
    "(select content from read_text('{out}/secret.txt')) is not null",
    "length((select content from read_text('{out}/secret.txt'))) > 0",
    "offence in (select content from read_text('{out}/secret.txt'))",
    "offence = (select column0 from read_csv('{out}/secret.txt', header = false))",
    "offence = (select column0 from '{out}/secret.txt' limit 1)",
    "offence in (select file from glob('{out}/*'))",
    "1 = (select count(*) from read_blob('{out}/secret.txt'))",
    "1 = (select count(*) from sniff_csv('{out}/secret.txt'))",
    "1 = (select count(*) from parquet_metadata('{out}/other.parquet'))",
    "1 = (select count(*) from parquet_schema('{out}/other.parquet'))",
    "1 = (select count(*) from read_parquet('{out}/other.parquet'))",
    "1 = (select count(*) from read_json('{out}/secret.txt'))",
    "1 = (select count(*) from read_csv('{within}/../secret.txt', header = false))",
    "1 = (select count(*) from read_parquet('{within}/link.parquet'))",
    "1 = (select count(*) from read_csv('http://127.0.0.1:9/x.csv'))",
    "1 = (select count(*) from read_parquet('s3://bucket/x.parquet'))",
    "getenv('HOME') is not null",
    "1 = (select count(*) from query('select * from read_text(''{out}/secret.txt'')'))",
    "1 = (select count(*) from query_table('{out}/secret.txt'))",
    "offence = (select string_agg(value, '') from duckdb_secrets())",
]
DOING = [
    "1 = 1; drop table crimes",
    "1 = 1; copy crimes to '{out}/x.csv'",
    "1 = 1; attach '{out}/x.db'",
    "1 = 1; set enable_external_access = true",
    "1 = 1) ; delete from crimes --",
    "1 = 1 union all copy crimes to '{out}/x.csv'",
    "true; export database '{out}/x'",
    "true; install httpfs",
    "true; load '{out}/x.duckdb_extension'",
    "true; pragma enable_profiling",
    "true; checkpoint",
    "true; create table y as select * from crimes",
    "true; call pragma_version()",
    "true; import database '{out}'",
]
TRICKS = [
    "offence = '34B' -- and more",
    "offence = '34B' /* and more */",
    "offence = $$34B$$",
    "offence = E'34B'",
    "offence = '34B' or 1 = 1",
    "offence = '34B' and 1",
    "offence like '%'",
    "offence similar to '(a+)+$'",
    "regexp_matches(offence, '(a+)+$')",
    "offence glob '*'",
    "offence collate nocase = '34b'",
    "offence::integer = 1",
    "cast(offence as integer) = 1",
    "crimes.offence = '34B'",
    "main.crimes.offence = '34B'",
    "\"offence\" = '34B'",
    "`offence` = '34B'",
    "[offence] = '34B'",
    "offence = ?",
    "offence = :x",
    "offence = $1",
    "case when offence = '34B' then true end",
    "if(offence = '34B', true, false)",
    "offence = any(['34B'])",
    "offence in ['34B']",
    "offence between '1' and '9'",
    "not exists (select 1)",
    "repeat('x', 2000000000) is null",
    "(select max(range) from range(100000000000)) > 0",
    "columns(*) is null",
    "* is null",
    "victim is not null",
    "crime = '1'",
    "location = 'x'",
    "row > 0",
    "release = 'x'",
    "harm > 1",
    "latitude > 51",
    "recorded_from > '2014-01-01'",
    "domestic_abuse = 'true'",
    "domestic_abuse > false",
    "hour = '19'",
    "hour = 19.5.1",
    "hour = 0x13",
    "hour = 1e400",
    "category = 'burgalry'",
    "offence_group = 'fraud' xor true",
    "offence\u00a0= '34B' \u2013 1",
    "\u202eoffence = '34B'",
    "offence\x00 = '34B'",
    "ofﬁce = '34B'",
    "() and ()",
    "offence = '34B' and",
    "and offence = '34B'",
    "((((((((((",
    "",
]
ALL = [*READING, *DOING, *(one for one in TRICKS if one)]


@pytest.mark.parametrize("written", ALL, ids=range(len(ALL)))
def test_the_grammar_refuses_it_with_line_and_column(written: str) -> None:
    with pytest.raises(NotACondition) as caught:
        parse_where(written, CRIMES, place=HERE)
    problem = caught.value.problem
    assert problem.code in {"M110", "M111", "M112", "M113"}
    assert problem.place.line == 3
    assert (problem.place.column or 0) >= 12


@pytest.mark.parametrize("written", [*READING[:3], *DOING[:3], *TRICKS[:3]])
def test_a_measure_with_it_is_refused(written: str) -> None:
    text = (
        "subject: X\nmeasures:\n  - id: x\n    kind: count\n    title: X\n    short: x\n"
        "    question: X?\n    definition: X.\n    noun: {plural: crimes, singular: crime}\n"
        f'    table: crimes\n    where: "{written}"\n    better: lower\n    collection: x\n'
        "    sources: [extract]\n    periods: [month]\n    owner: Office\n    lag: None.\n"
    )
    with pytest.raises(BadDefinition) as caught:
        load_measures([parse(text, file="measures/x.yaml")], sources=["extract"])
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == ("measures/x.yaml", 11)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Path, Path]]:
    """An engine over records that lie in a folder, with secrets beside it."""
    tmp_path = tmp_path_factory.mktemp("hostile")
    within = tmp_path / "releases"
    within.mkdir()
    columns = {column.name: column.type.value for column in CRIMES.columns}
    row = [1 if kind == "whole" else None for kind in columns.values()]
    held = within / "crimes.parquet"
    held.write_bytes(to_parquet(columns, [row]))
    (tmp_path / "secret.txt").write_text(f"{SECRET}\n")
    other = tmp_path / "other.parquet"
    other.write_bytes(to_parquet({"n": "text"}, [(SECRET,)]))
    (within / "link.parquet").symlink_to(other)
    files = {"crimes": [(held, "extract/x")]}
    with open_tables(files, {"crimes": columns}, in_place=frozenset({"crimes"})) as engine:
        yield engine, tmp_path, within


@pytest.mark.parametrize("written", ALL, ids=range(len(ALL)))
def test_pushed_past_the_grammar_the_engine_gives_nothing_away(
    records: tuple[Engine, Path, Path], written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, out, within = records
    monkeypatch.setattr(engines, "QUERY_SECONDS", 0.3)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    pushed = written.replace("{out}", str(out)).replace("{within}", str(within))
    answer: object = None
    for sql in (
        f"SELECT COUNT(*) FROM crimes WHERE {pushed}",
        f"SELECT MAX(offence) FROM crimes WHERE offence IS NULL OR ({pushed})",
    ):
        try:
            answer = engine.run(sql)
        except (duckdb.Error, NotAQuestion, QueryTooLong) as refused:
            assert SECRET not in str(refused)
        assert SECRET not in str(answer)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("written", READING)
def test_what_reads_a_file_is_refused_by_the_engine_itself(
    records: tuple[Engine, Path, Path], written: str
) -> None:
    engine, out, within = records
    pushed = written.replace("{out}", str(out)).replace("{within}", str(within))
    if "duckdb_secrets" in written or "getenv" in written:
        return  # an empty list, or a function the engine has not: the test above covers them
    with pytest.raises(duckdb.Error):
        engine.run(f"SELECT COUNT(*) FROM crimes WHERE {pushed}")
