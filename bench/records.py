"""Time records: every measure on them by month and area, and the load of a large file.

    python -m bench.records [--rows N]

Twenty million crimes drawn here, counted by every shipped measure on crimes by month for ten
areas, but for repeats. The floor is one plain SELECT a measure over the same Parquet and threads,
under the same condition. Then five
million rows of a file as data.police.uk lays it out, loaded and checked; the floor is DuckDB's
own copy of that file to Parquet. Then as many of an extract, through a declared mapping with three
moments, ten markers and a pseudonym, beside the same floor.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from copperplate.areas import Area, AreaKind, AreaRegister, england_and_wales
from copperplate.engines.duckdb import SQL_TYPES, connected, open_tables
from copperplate.measures import CountMeasure, load_measures
from copperplate.measures.where import Value
from copperplate.periods import PeriodKind
from copperplate.query import Territory
from copperplate.query.compile import compiled_condition
from copperplate.query.records import count_records
from copperplate.reference.offences import offences
from copperplate.schema import TABLES, ColumnType
from copperplate.schema.categories import ANTI_SOCIAL_BEHAVIOUR, CATEGORIES
from copperplate.schema.crimes import LOCATION_KINDS, VICTIM_KINDS
from copperplate.schema.offences import LEAVES
from copperplate.sources.extracts import Extract, extract_source
from copperplate.sources.records.layout import types_of
from copperplate.sources.records.loading import load_records
from copperplate.sources.release import SOURCES, load_release
from copperplate.yamltext import parse

CRIMES, ROWS, AREAS, MONTHS, RUNS = 20_000_000, 5_000_000, 10, 120, 5
FORCE, PROMISE, MAPPED, MEMORY = "E23000031", 2.0, 3.0, 4.0
MARKERS = (
    "domestic_abuse", "knife", "firearm", "alcohol", "child_abuse", "modern_slavery", "cyber",
    "gang", "forced_marriage", "so_called_honour",
)  # fmt: skip
CATALOGUE = Path(__file__).parents[1] / "src" / "copperplate" / "measures" / "catalogue"


def timed(*works: Callable[[], object]) -> tuple[float, ...]:
    """Return the least seconds of several runs of each, taken in turn: a busy machine is busy for
    all of them."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(RUNS):
        for work, seconds in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
    return tuple(map(min, taken))


def draw_crimes(path: Path, rows: int) -> None:
    """Write crimes in the canonical schema."""
    kinds = [kind for kind in CATEGORIES if kind != ANTI_SOCIAL_BEHAVIOUR]
    codes = sorted(offences())
    day = "CAST(DATE '2014-01-01' + INTERVAL (hash(i) % 3652) DAY AS DATE)"
    made = {
        column.name: "random() < 0.1"
        for column in TABLES["crimes"].columns
        if column.type is ColumnType.FLAG
    } | {
        "crime": "md5(i::VARCHAR)",
        "recorded_from": day,
        "recorded_to": day,
        "hour": "CAST(random() * 23 AS INTEGER)",
        "weekday": "1 + CAST(random() * 6 AS INTEGER)",
        "offence": f"{codes!r}[1 + CAST(random() * {len(codes) - 1} AS INTEGER)]",
        "offence_group": f"{list(LEAVES)!r}[1 + CAST(random() * {len(LEAVES) - 1} AS INTEGER)]",
        "harm": "random() * 3000",
        "location_kind": f"{list(LOCATION_KINDS)!r}[1 + i % {len(LOCATION_KINDS)}]",
        "victim_kind": f"{list(VICTIM_KINDS)!r}[1 + i % {len(VICTIM_KINDS)}]",
        "outcome_type": "CAST(1 + i % 22 AS VARCHAR)",
        "outcome_from": f"{day} + 20",
        "outcome_to": f"{day} + 20",
        "force": f"'{FORCE}'",
        "district": f"'E0700' || (7000 + CAST(random() * {AREAS - 1} AS INTEGER))",
        "lsoa": "'E0103' || (1000 + CAST(random() * 700 AS INTEGER))",
        "location": "'On or near Road ' || CAST(random() * 5000 AS INTEGER)",
        "longitude": "-0.5 + random() / 5",
        "latitude": "51 + random() / 5",
        "category": f"{kinds!r}[1 + CAST(random() * {len(kinds) - 1} AS INTEGER)]",
        "outcome": "'Under investigation'",
        "file": "'drawn.csv'",
        "row": "i + 2",
    }
    columns = ", ".join(
        f'CAST({made.get(name, "NULL")} AS {SQL_TYPES[type_]}) AS "{name}"'
        for name, type_ in types_of("crimes").items()
    )
    connection = connected(threads=2)
    connection.execute("SELECT setseed(0.5)")
    connection.execute(
        f"COPY (SELECT {columns} FROM range({rows}) t(i)) TO '{path}' "
        "(FORMAT parquet, COMPRESSION zstd)"
    )
    connection.close()


def counting(folder: Path, rows: int) -> None:
    """Print what counting costs beside its floor."""
    crimes, coverage = folder / "crimes.parquet", folder / "coverage.parquet"
    draw_crimes(crimes, rows)
    connected().execute(
        f"COPY (SELECT 'crimes' AS \"table\", '{FORCE}' AS force, m::DATE AS period_start, "
        "last_day(m::DATE) AS period_end, 'day' AS grain, '' AS row FROM "
        f"range(DATE '2014-01-01', DATE '2014-01-01' + INTERVAL {MONTHS} MONTH, "
        f"INTERVAL 1 MONTH) t(m)) TO '{coverage}' (FORMAT parquet)"
    )
    texts = {path.name: path.read_text(encoding="utf-8") for path in CATALOGUE.glob("*.yaml")}
    book = load_measures([parse(text, file=name) for name, text in texts.items()], sources=SOURCES)
    counts = [one for one in book.measures.values() if isinstance(one, CountMeasure)]
    measures = [one for one in counts if one.table == "crimes" and one.repeats is None]
    codes = [f"E0700{7000 + number}" for number in range(AREAS)]
    where = {code: Territory(column="district", force=FORCE) for code in codes}
    types = {name: types_of(name) for name in TABLES}
    files = {"crimes": [(crimes, "r")], "coverage": [(coverage, "r")]}

    def ours() -> None:
        with open_tables(files, types, in_place=frozenset({"crimes"})) as engine:
            for measure in measures:
                found = count_records(
                    measure,
                    book.conditions[measure.id],
                    engine=engine,
                    territories=where,
                    kind=PeriodKind.MONTH,
                    in_rank=["r"],
                )
                assert len(found.tallies) == AREAS

    def floor() -> None:
        connection = connected()
        for measure in measures:
            condition, values = book.conditions[measure.id], list[Value]()
            only = "TRUE" if condition is None else compiled_condition(condition, values)
            by = measure.dated_by or "recorded"
            what = f"sum({measure.sums})" if measure.sums else "count(*)"
            connection.execute(
                f"SELECT district, date_trunc('month', {by}_from), {what} "
                f"FROM '{crimes}' WHERE {only} GROUP BY ALL",
                values,
            ).fetchall()
        connection.close()

    said(
        f"{rows:,} crimes, {len(measures)} measures × {MONTHS} months × {AREAS} areas",
        *timed(ours, floor),
    )


def loading(folder: Path, rows: int) -> None:
    """Print what a load costs beside its floor."""
    file = folder / "2021-05-surrey-street.csv"
    connected().execute(
        "COPY (SELECT md5(i::VARCHAR) || md5((i + 1)::VARCHAR) AS \"Crime ID\", '2021-05' AS "
        '"Month", \'Surrey Police\' AS "Reported by", \'Surrey Police\' AS "Falls within", '
        '-0.5 + (i % 1000) / 5000 AS "Longitude", 51 + (i % 997) / 5000 AS "Latitude", '
        "'On or near Road ' || i % 5000 AS \"Location\", 'E0103' || 1000 + i % 700 AS "
        "\"LSOA code\", 'Guildford 00' || i % 10 || 'A' AS \"LSOA name\", "
        "'Vehicle crime' AS \"Crime type\", 'Under investigation' AS "
        f'"Last outcome category", \'\' AS "Context" FROM range({rows}) t(i)) '
        f"TO '{file}' (FORMAT csv, HEADER)"
    )
    district = Area(code="E07000209", name="Guildford", kind=AreaKind.LOCAL_AUTHORITY, parent=FORCE)
    register = AreaRegister([*england_and_wales(), district])

    def ours() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as releases:
            release, _ = load_release(
                "police-uk",
                [file],
                releases_folder=Path(releases),
                as_at=None,
                published=date(2021, 8, 1),
                register=register,
                today=date(2026, 1, 1),
            )
            assert release.tables["crimes"] == rows

    said(f"{rows:,} rows of CSV loaded and checked", *timed(ours, lambda: copied(file)))


def mapping(folder: Path, rows: int) -> None:
    """Print what a load through a declared mapping costs beside its floor."""
    file = folder / "extract.csv"
    codes = sorted(offences())
    moment = "strftime(TIMESTAMP '2023-01-01' + to_minutes(i % 500000 + {}), '%d/%m/%Y %H:%M')"
    marks = ", ".join(
        f"CASE WHEN hash(i + {number}) % 20 = 0 THEN 'Y' ELSE 'N' END AS {name}"
        for number, name in enumerate(MARKERS)
    )
    connected().execute(
        "COPY (SELECT 'C' || i AS crime, strftime(DATE '2024-01-01' + CAST(i % 300 AS INTEGER), "
        f"'%d/%m/%Y') AS recorded, {moment.format(0)} AS first, {moment.format(60)} AS last, "
        f"{codes!r}[1 + i % {len(codes)}] AS offence, 'V' || i // 2 AS victim, {marks} "
        f"FROM range({rows}) t(i)) TO '{file}' (FORMAT csv, HEADER)"
    )
    declared = {
        "name": "crimes",
        "table": "crimes",
        "title": "Crimes",
        "publisher": "Nobody",
        "force": FORCE,
        "formats": ["%d/%m/%Y", "%d/%m/%Y %H:%M"],
        "columns": {
            "crime": "crime",
            "recorded_on": "recorded",
            "committed_from": "first",
            "committed_to": "last",
            "offence": "offence",
            "victim": {"from": "victim", "pseudonym": True},
            **{name: name for name in MARKERS},
        },
    }
    day = date(2025, 1, 1)
    source = extract_source(Extract.model_validate(declared), key="0" * 64, known_from=day)
    register = AreaRegister(england_and_wales())

    def ours() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as releases:
            release, _ = load_records(
                source,
                [file],
                releases_folder=Path(releases),
                as_at=day,
                published=None,
                register=register,
                today=day,
                accept="they are drawn",
            )
            assert (release.tables["crimes"], release.rejects) == (rows, 0)

    said(
        f"{rows:,} rows of an extract loaded through a mapping",
        *timed(ours, lambda: copied(file)),
        promise=MAPPED,
    )


def copied(file: Path) -> None:
    """Copy a CSV to Parquet."""
    connection = connected(threads=2)
    connection.execute(
        f"COPY (FROM read_csv('{file}')) TO '{file.with_name('floor.parquet')}' "
        "(FORMAT parquet, COMPRESSION zstd)"
    )
    connection.close()


def said(what: str, took: float, least: float, *, promise: float = PROMISE) -> None:
    """Print one line."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    kept = "kept" if took <= promise * least and memory <= MEMORY else "BROKEN"
    sys.stdout.write(
        f"{what}: {took:.2f}s, {took / least:.2f}x the floor ({least:.2f}s), {memory:.2f} GB; "
        f"promise under {promise:g}x and {MEMORY:g} GB: {kept}\n"
    )


def main(arguments: list[str]) -> None:
    """Print all three."""
    share = int(arguments[1]) / CRIMES if arguments[:1] == ["--rows"] else 1.0
    with tempfile.TemporaryDirectory() as temporary:
        counting(Path(temporary), round(CRIMES * share))
        loading(Path(temporary), round(ROWS * share))
        mapping(Path(temporary), round(ROWS * share))


if __name__ == "__main__":
    main(sys.argv[1:])
