"""Records for tests: rows of a table by column, coverage, and a measure counted over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from copperplate.errors import Place
from copperplate.measures import Measure, MeasureBook, load_measures
from copperplate.measures.where import parse_where
from copperplate.periods import PeriodKind
from copperplate.query import Answer, Territory, run_measure
from copperplate.schema import TABLES
from copperplate.sources.release import Release
from copperplate.yamltext import parse
from tests.builders import engine_over, release

FORCE = "E23000014"
OURS = release("extract", "2014-03-20", "ours")
Row = Mapping[str, object]
Stretch = tuple[str, str, str]


def day(text: str) -> date:
    return date.fromisoformat(text)


def record(table: str, on: str, to: str = "", **columns: object) -> list[object]:
    """Return a row recorded on a day, or some day from one to another."""
    said: dict[str, object] = {
        "recorded_from": day(on),
        "recorded_to": day(to or on),
        "force": FORCE,
        "file": "file",
        "row": 1,
    } | columns
    return [said.get(name) for name in TABLES[table].column_names]


def crime(on: str, to: str = "", **columns: object) -> list[object]:
    return record("crimes", on, to, **columns)


def covers(table: str, *stretches: Stretch) -> list[list[object]]:
    """Return rows of coverage: first day, last day, grain."""
    return [[table, FORCE, day(a), day(b), grain, "file"] for a, b, grain in stretches]


MEASURE = """\
subject: Records
measures:
"""
ONE = """\
  - id: {id}
    title: Crimes
    short: crimes
    question: How many?
    definition: All of them.
    better: lower
    collection: ours
    sources: [extract]
    owner: Office
    lag: None.
    {rest}
"""


def book(**measures: str) -> MeasureBook:
    """Return measures by id, each said by what sets it apart, in YAML."""
    text = MEASURE + "".join(
        ONE.format(id=name, rest=rest.strip().replace("\n", "\n    "))
        for name, rest in measures.items()
    )
    return load_measures([parse(text, file="measures/x.yaml")], sources=["extract"])


EVERY = "[day, week, month, quarter, financial-year, calendar-year, year-ending, year-to-date]"


def count(table: str = "crimes", more: str = "", noun: str = "crimes") -> str:
    """Return the YAML of a count."""
    return (
        f"kind: count\ntable: {table}\nperiods: {EVERY}\n"
        f"noun: {{plural: {noun}, singular: {noun[:-1]}}}\n{more}"
    )


def answer(
    folder: Path,
    measures: MeasureBook,
    identity: str,
    kind: str,
    tables: Mapping[str, Mapping[str, Sequence[Sequence[object]]]],
    *,
    to: str | None = None,
    areas: Mapping[str, str] | None = None,
    releases: Sequence[Release] = (OURS,),
) -> Answer:
    """Return a measure counted over tables; areas by the column that holds their codes."""
    measure: Measure = measures[identity]
    with engine_over(folder, tables) as engine:
        return run_measure(
            measure,
            measures,
            engine=engine,
            releases=releases,
            areas=tuple(areas or {FORCE: "force"}),
            kind=PeriodKind(kind),
            to=day(to) if to else None,
            territories={
                code: Territory(column=column, force=FORCE)
                for code, column in (areas or {FORCE: "force"}).items()
            },
        )


def values(found: Answer, area: str = FORCE) -> dict[str, float | str | None]:
    """Return the values of an area by period; of a missing one, its marks."""
    return {
        seen.period.iso: "".join(sorted(seen.marks)) if seen.value is None else seen.value
        for seen in found.series[area].observations
    }


def condition(text: str, table: str = "crimes") -> object:
    return parse_where(text, TABLES[table], place=Place(file="x"))
