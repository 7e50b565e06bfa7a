"""Rows of a file into tables: each is kept once or left out with a reason, under its own number."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from copperplate.engines import expressions as sql
from copperplate.engines.importing import (
    MOST_REJECTS_LISTED,
    Delivery,
    Imported,
    import_rows,
    is_settled,
)
from copperplate.engines.reading import READERS, NotCsv, count_rows
from copperplate.engines.written import joined, repeated

FEW = sql.Lookup(name="kinds", key=sql.text("kind"), values={"Theft": "theft", "Arson": "arson"})
KIND = sql.looked_up(FEW.name)
TYPES = {"name": "text", "kind": "text", "about": "text", "always": "text", "file": "text", "row": "whole"}  # fmt: skip
ROWS = 1_200_000
REASONS = {"It has no number.": sql.is_missing(sql.number("number"))}


def columns(file: str) -> dict[str, str]:
    return {
        "name": sql.text("name"),
        "kind": KIND,
        "about": sql.nothing(),
        "always": sql.constant("it's"),
        **sql.place_in(file),
    }


def deliveries(file: str = "a.csv") -> tuple[Delivery, ...]:
    known = sql.negated(sql.is_missing(KIND))
    return tuple(
        Delivery(table=table, takes=takes, columns=columns(file), types=TYPES, refuses=REASONS)
        for table, takes in (("known", known), ("others", sql.negated(known)))
    )


def imported(
    path: Path,
    into: Path,
    *,
    threads: int = 2,
    memory: str = "1GB",
    tables: tuple[Delivery, ...] | None = None,
) -> Imported:
    into.mkdir(exist_ok=True)
    return import_rows(
        READERS["csv"].rows(path), tables or deliveries(), (FEW,),
        into=into, stem="0", memory=memory, threads=threads,
    )  # fmt: skip


def text(folder: Path, *lines: str) -> Path:
    path = folder / "a.csv"
    path.write_text("\n".join(("name,kind,number,beside", *lines)) + "\n", encoding="utf-8")
    return path


def rows(path: Path) -> list[tuple[object, ...]]:
    return duckdb.execute(f"SELECT name, kind, row FROM '{path}' ORDER BY row").fetchall()


def test_rows_go_to_their_table_under_their_own_number(tmp_path: Path) -> None:
    path = text(
        tmp_path, "a,Theft,1,", "b,,2,", "c,Arson,none,", '"d\nd",Theft,4,', "e,what,,", "f,Arson,6,"
    )  # fmt: skip
    found = imported(path, tmp_path / "out")
    assert (found.seen, dict(found.rows)) == (6, {"known": 3, "others": 1})
    assert found.rejects == ((4, "It has no number."), (6, "It has no number."))
    assert found.reasons == {"It has no number.": 2}
    assert count_rows(READERS["csv"].rows(path)) == 6
    assert rows(tmp_path / "out" / "known-0.parquet") == [
        ("a", "theft", 2),
        ("d\nd", "theft", 5),
        ("f", "arson", 7),
    ]
    assert rows(tmp_path / "out" / "others-0.parquet") == [("b", None, 3)]


@pytest.mark.parametrize("keys", [0, 1, 64, 65, 3_000])
def test_everything_that_is_looked_up_is_found(tmp_path: Path, keys: int) -> None:
    lookup = sql.Lookup(
        name="it's", key=sql.text("kind"), values={f"key '{n}'": f"v{n // 3}" for n in range(keys)}
    )
    sought = [f"key '{n}'" for n in range(70)] + ["KEY '1'", "", "key"]
    path = text(tmp_path, *(f'{n},"{key}",1,' for n, key in enumerate(sought)))
    made = {"name": sql.text("name"), "kind": sql.looked_up(lookup.name), **sql.place_in("a.csv")}
    table = Delivery(table="known", takes="true", columns=made, types=TYPES, refuses={})
    import_rows(
        READERS["csv"].rows(path), [table], [lookup],
        into=tmp_path, stem="0", memory="1GB", threads=2,
    )  # fmt: skip
    assert [kind for _, kind, _ in rows(tmp_path / "known-0.parquet")] == [
        lookup.values.get(key) for key in sought
    ]


def test_a_column_nothing_is_said_of_is_not_written(tmp_path: Path) -> None:
    imported(text(tmp_path, "a,Theft,1,"), tmp_path / "out")
    held = duckdb.execute(f"SELECT * FROM '{tmp_path / 'out' / 'known-0.parquet'}'")
    assert {column[0]: str(column[1]) for column in held.description} == {
        "name": "VARCHAR",
        "kind": "VARCHAR",
        "always": "VARCHAR",
        "file": "VARCHAR",
        "row": "BIGINT",
    }
    assert held.fetchall() == [("a", "theft", "it's", "a.csv", 2)]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("plain", "plain"),
        ("  spaces ", "spaces"),
        ("inner  spaces", "inner  spaces"),
        ("", None),
        ("   ", None),
        ('""', None),
        ("ends in a wide space\u3000", "ends in a wide space"),
        ("\u00a0starts in a fixed one", "starts in a fixed one"),
        ("ends in a fixed one\u00a0", "ends in a fixed one"),
        ("\u00a0", None),
        ("café ", "café"),
        ("\ttabs stay\t", "\ttabs stay\t"),
        ("~", "~"),
    ],
)
def test_fields_come_without_outer_spaces(tmp_path: Path, cell: str, kept: str | None) -> None:
    imported(text(tmp_path, f"{cell},Theft,1,"), tmp_path / "out")
    assert rows(tmp_path / "out" / "known-0.parquet") == [(kept, "theft", 2)]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So many rows that several threads read a part each; each says its own number."""
    path = tmp_path_factory.mktemp("large") / "a.csv"
    duckdb.execute(
        "COPY (SELECT i + 2 AS name, CASE WHEN i % 3 = 0 THEN 'Theft' ELSE '' END AS kind, "
        "CASE WHEN i % 97 > 0 THEN i END AS number, '' AS beside "
        f"FROM range({ROWS}) t(i)) TO '{path}' (FORMAT csv, HEADER)"
    )
    return path


@pytest.mark.parametrize(("threads", "memory"), [(1, "1GB"), (2, "1GB"), (5, "1GB"), (2, "200MB")])
def test_numbers_are_right_however_many_hands_there_are(
    tmp_path: Path, large: Path, threads: int, memory: str
) -> None:
    found = imported(large, tmp_path, threads=threads, memory=memory)
    left_out = len(range(0, ROWS, 97))
    assert (found.seen, found.reasons) == (ROWS, {"It has no number.": left_out})
    assert [number for number, _ in found.rejects] == [*range(2, 2 + 97 * MOST_REJECTS_LISTED, 97)]
    for table, kept in found.rows.items():
        ((rows_, wrong, unordered),) = duckdb.execute(
            "SELECT count(*), count(*) FILTER (WHERE name <> row::VARCHAR), count(*) FILTER "
            "(WHERE row < before) FROM (SELECT *, lag(row) OVER () AS before FROM "
            f"'{tmp_path / table}-0.parquet')"
        ).fetchall()
        assert (rows_, wrong, unordered) == (kept, 0, 0)
    assert sum(found.rows.values()) == ROWS - left_out


def one_table() -> tuple[Delivery, ...]:
    made = {**columns("a.csv"), "number": sql.number("number")}
    types = {**TYPES, "number": "number"}
    return (Delivery(table="known", takes="true", columns=made, types=types, refuses={}),)


@pytest.mark.parametrize("tables", [deliveries, one_table])
def test_the_same_rows_give_the_same_bytes(
    tmp_path: Path, large: Path, tables: Callable[[], tuple[Delivery, ...]]
) -> None:
    seen = set()
    for number in range(3):
        into = tmp_path / str(number)
        imported(large, into, tables=tables())
        files = sorted(into.glob("*.parquet"))
        joined([*files, files[0]], into / "whole", saying={})
        seen.add(
            tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(into.iterdir()))
        )
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("rows_of_a_group", "apart"), [(20_480, False), (122_880, True), (200_704, True)]
)
def test_parquet_gives_the_same_bytes_whatever_its_groups(
    tmp_path: Path, large: Path, rows_of_a_group: int, apart: bool
) -> None:
    path, reader = tmp_path / "a.parquet", READERS["parquet"]
    duckdb.execute("SET threads = 1")
    duckdb.execute(
        f"COPY (FROM read_csv('{large}', all_varchar = true)) TO '{path}' "
        f"(FORMAT parquet, ROW_GROUP_SIZE {rows_of_a_group})"
    )
    duckdb.execute("RESET threads")
    assert reader.apart(path) is apart
    seen = set()
    for number in range(3):
        import_rows(
            reader.rows(path), one_table(), (FEW,), apart=apart,
            into=tmp_path, stem=str(number), memory="1GB", threads=2,
        )  # fmt: skip
        written = tmp_path / f"known-{number}.parquet"
        seen.add(hashlib.sha256(written.read_bytes()).hexdigest())
        assert duckdb.execute(
            f"SELECT count(*) FILTER (WHERE name = row::VARCHAR) FROM '{written}'"
        ).fetchone() == (ROWS,)
    assert len(seen) == 1


def test_steps_come_before_what_is_made_of_them(tmp_path: Path) -> None:
    path = text(tmp_path, "a,Theft,1,", "b,what,2,")
    whose = sql.Lookup(name="whose", key=sql.step("both"), values={"atheft": "hers"})
    steps = {
        "said": sql.either([(sql.is_missing(KIND), sql.constant("none"))], otherwise=KIND),
        "both": sql.put_together((sql.text("name"), sql.step("said"))),
        "again": sql.put_together((sql.step("both"), sql.step("said"))),
    }
    made = {"name": sql.step("again"), "kind": sql.looked_up("whose"), **sql.place_in("a.csv")}
    table = Delivery(table="known", takes="true", columns=made, types=TYPES, refuses={})
    import_rows(
        READERS["csv"].rows(path), [table], [whose, FEW], dict(reversed(steps.items())),
        into=tmp_path, stem="0", memory="1GB", threads=2,
    )  # fmt: skip
    assert rows(tmp_path / "known-0.parquet") == [
        ("athefttheft", "hers", 2),
        ("bnonenone", None, 3),
    ]


@pytest.mark.parametrize(
    ("groups", "settled"),
    [
        ([], True),
        ([7], True),
        ([122_000], True),
        ([122_880, 122_000], True),
        ([122_880, 122_000, 5], False),
        ([61_440, 60_000, 9], False),
        ([61_440, 60_000], True),
        ([122_880, 42_555, 122_880, 31_998, 122_880], True),
    ],
)
def test_groups_are_written_together_where_chance_has_no_part(
    groups: list[int], settled: bool
) -> None:
    assert is_settled(groups) is settled


@pytest.mark.parametrize(("rows_before", "line"), [(0, 0), (30_000, 30_002)])
def test_a_file_that_does_not_add_up_says_where(
    tmp_path: Path, rows_before: int, line: int
) -> None:
    """Among the first rows, by which the file is known for CSV, no line is told."""
    path = text(tmp_path, *["a,Theft,1,"] * rows_before, "b,Theft,2,x,y", "c,Theft,3,")
    with pytest.raises(NotCsv) as refused:
        imported(path, tmp_path / "out")
    assert refused.value.line == line


@pytest.mark.parametrize(
    ("value", "again"),
    [
        ("i::VARCHAR", 0),
        ("NULL::VARCHAR", 0),
        ("(i // 2)::VARCHAR", 15_000),
        ("'one'", 29_999),
        ("CASE WHEN i % 1000 = 0 THEN 'x' || i // 2000 WHEN i % 7 > 0 THEN i::VARCHAR END", 15),
    ],
)
def test_values_that_repeat_are_counted(tmp_path: Path, value: str, again: int) -> None:
    path = tmp_path / "rows"
    duckdb.execute(
        f"COPY (SELECT {value} AS a FROM range(30000) t(i)) TO '{path}' (FORMAT parquet)"
    )
    assert repeated([path], "a") == again
