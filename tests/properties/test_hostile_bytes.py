"""Mutants of good files: whatever stands in them, the answer is cells, rows or a refusal."""

from __future__ import annotations

import json
import math
import os
import random
import resource
import signal
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copperplate.areas import AreaKind, england_and_wales
from copperplate.engines.duckdb import to_parquet
from copperplate.errors import BadDefinition, BadInput
from copperplate.schema import TABLES
from copperplate.series.marks import Mark
from copperplate.sources import formats
from copperplate.sources.adapters import ADAPTERS, home_office_outcomes
from copperplate.sources.markers import NotANumber, read_number, split_footnotes
from copperplate.sources.reading import Cell, Context, Sheet, Workbook
from copperplate.sources.unreadable import Unreadable
from copperplate.sources.validate import check_rows
from copperplate.workspace.outlines import read_outlines
from tests.handmade import ods, ods_row, xlsx, xlsx_row

pytestmark = pytest.mark.slow

CONTEXT = Context(register=england_and_wales())
HEADING = "measure,area,period,value,base,mark\n"
GOOD_CSV = (HEADING + "thefts,E23000014,2019-06,1,2,p\nthefts,E23000014,2019-05,..,,\n").encode()
ROWS = [("measure", "area", "period", "value"), ("thefts", "E23000014", "2019-06", 5.0)]
GOOD_XLSX = xlsx("".join(xlsx_row(number, *row) for number, row in enumerate(ROWS, start=1)))
GOOD_ODS = ods("".join(ods_row(*row) for row in ROWS))

NOWHERE = Path("/dev/null")
# What a cell may hold once a parser is through with it, odd texts more often than chance.
ODD = st.sampled_from(
    ["", " ", "..", "[c]", "[p]", "1,2,3", "\x00", "\u202e12", "=1+1", "E23000014", "2019-06",
     "Area Code", "Area Name", "year ending June 2019", "31-12-2017", "9" * 400, "1e999", "\ud7ff"]
)  # fmt: skip
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.text(max_size=20),
    ODD,
)
FEW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def mutated(draw: st.DrawFn, good: bytes) -> bytes:
    """Draw a good file with some bytes changed, lost, repeated or put in."""
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.sampled_from(("set", "cut", "insert", "repeat", "end"))):
            case "set" if data:
                data[at] = draw(st.integers(0, 255))
            case "cut":
                del data[at : at + draw(st.integers(1, 60))]
            case "insert":
                data[at:at] = draw(st.binary(max_size=20))
            case "repeat":
                data[at:at] = data[at : at + draw(st.integers(1, 200))]
            case _:
                del data[len(data) - draw(st.integers(0, 40)) :]
    return bytes(data)


def interpret(name: str, rows: tuple[tuple[Cell, ...], ...]) -> None:
    """Interpret and check a table; only a refusal may come of it."""
    lines = tuple(range(1, len(rows) + 1)) if name in ("counts", "home-office-pfa") else ()
    sheets = (Sheet(name="Notes", rows=rows[:1]), Sheet(name="Table P1", rows=rows, lines=lines))
    book = Workbook(shown_as="x", format="csv", sha256="", sheets=sheets)
    try:
        reading = ADAPTERS[name].interpret(book, CONTEXT)
    except BadInput as refused:
        assert all(problem.code for problem in refused.problems)
        assert all(problem.remedy for problem in refused.problems)
        return
    delivered = sum(len(found) for found in reading.tables.values()) - reading.derived
    assert delivered + len(reading.rejects) == reading.seen
    for table, found in reading.tables.items():
        check_rows(TABLES[table], [("x", row) for row in found], known_from=date(2030, 1, 1))


@FEW
@given(mutated(GOOD_CSV))
def test_mutants_of_text(data: bytes) -> None:
    try:
        kind, grids = formats.read(data, NOWHERE)
    except Unreadable as refused:
        assert all((refused.code, refused.what, refused.remedy))
        return
    if kind == "csv":
        interpret("counts", tuple(tuple(row) for row in grids[0].rows))


@pytest.mark.parametrize("name", list(ADAPTERS))
@FEW
@given(data=st.data())
def test_any_cells_under_a_good_heading(name: str, data: st.DataObject) -> None:
    headings: dict[str, tuple[Cell, ...]] = {
        "counts": ("measure", "area", "period", "value", "base", "mark"),
        "home-office-pfa": (
            "12 months ending",
            "PFA",
            "Offence",
            "Rolling year total number of offences",
        ),
        "home-office-quarters": (
            "financial_year",
            "financial_quarter",
            "force_name",
            "offence_group",
            "offence_subgroup",
            "offence_code",
            "number_of_offences",
        ),
        "home-office-outcomes": home_office_outcomes.REQUIRED,
        "mid-year-population": ("measure", "mid_year", "area_code", "value"),
        "ons-pfa": ("Area Code", "Area Name", "Total recorded crime (excluding fraud)", "Robbery"),
    }
    notes = "Crime in England & Wales, year ending June 2019 - PFA tables"
    table = "Police recorded crime by offence group and police force area"
    title = (notes, f"{table}, number of offences, year ending June 2019")
    rows = data.draw(st.lists(st.lists(CELLS, max_size=9).map(tuple), max_size=6))
    above: tuple[tuple[Cell, ...], ...] = (title,) if name == "ons-pfa" else ()
    interpret(name, (*above, headings[name], *rows))


RING = [[3, 54.0], [3.5, 54.0], [3.5, 54.5], [3, 54.0]]
SHAPE = {"type": "MultiPolygon", "coordinates": [[RING]]}
FEATURE = {"type": "Feature", "properties": {"code": "E23000014"}, "geometry": SHAPE}
GOOD_GEOJSON = json.dumps(
    {"type": "FeatureCollection", "mark": "A test", "features": [FEATURE]}
).encode()
JSON: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "properties", "geometry", "coordinates", "code"]), inner
        )
    ),
    max_leaves=12,
)


def outlines_or_refusal(text: str) -> None:
    """Read boundaries; what is not refused can be drawn."""
    try:
        read = read_outlines(
            text,
            file="areas/police-force-area.geojson",
            kind=AreaKind.POLICE_FORCE_AREA,
            register=CONTEXT.register,
        )
    except BadDefinition as refused:
        assert all(problem.code and problem.remedy for problem in refused.problems)
        return
    assert set(read.shapes) <= set(CONTEXT.register.codes())
    read.attribution.encode()
    for ring in (ring for shape in read.shapes.values() for polygon in shape for ring in polygon):
        assert len(ring) >= 4
        assert ring[0] == ring[-1]
        assert all(abs(x) <= 180 and abs(y) <= 90 for x, y in ring)
        assert all(math.isfinite(degrees) for place in ring for degrees in place)


@FEW
@given(mutated(GOOD_GEOJSON))
def test_mutants_of_boundaries(data: bytes) -> None:
    outlines_or_refusal(data.decode("utf-8", "replace"))


@FEW
@given(JSON, st.sampled_from(["feature", "properties", "geometry", "polygons", "ring", "place"]))
def test_any_json_within_boundaries(odd: object, where: str) -> None:
    feature = json.loads(json.dumps(FEATURE))
    polygons = feature["geometry"]["coordinates"]
    match where:
        case "feature":
            feature = odd
        case "polygons":
            feature["geometry"]["coordinates"] = odd
        case "ring":
            polygons[0][0] = odd
        case "place":
            polygons[0][0][1] = odd
        case _:
            feature[where] = odd
    whole = {"type": "FeatureCollection", "mark": "A test", "features": [FEATURE, feature]}
    outlines_or_refusal(json.dumps(whole))


@FEW
@given(CELLS)
def test_a_cell_is_a_number_a_mark_or_refused(cell: Cell) -> None:
    try:
        value, mark = read_number(cell)
    except NotANumber:
        return
    assert (value is None) == (mark is not None and mark.takes_the_value_away)
    assert mark is None or mark in Mark


@FEW
@given(st.text(max_size=40))
def test_taking_footnotes_off_twice_takes_no_more_off_letters(name: str) -> None:
    shown, _ = split_footnotes(name)
    assert [c for c in shown if c.isalpha()] == [c for c in " ".join(name.split()) if c.isalpha()][
        : len([c for c in shown if c.isalpha()])
    ] or "[" in name


def changed(good: bytes, chance: random.Random) -> bytes:
    """Return a good file with some bytes changed, lost, repeated or put in."""
    data = bytearray(good)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data)) if data else 0
        match chance.choice(("set", "set", "cut", "insert", "repeat", "end")):
            case "set" if data:
                data[at] = chance.randrange(256)
            case "cut":
                del data[at : at + chance.randint(1, 60)]
            case "insert":
                data[at:at] = chance.randbytes(chance.randint(1, 20))
            case "repeat":
                data[at:at] = data[at : at + chance.randint(1, 200)]
            case _:
                del data[len(data) - chance.randint(0, 40) :]
    return bytes(data)


def packed_after(rows: bytes, kind: str, chance: random.Random) -> bytes:
    """Return a whole zip around changed XML: the zip's own checksums would stop most changes."""
    text = changed(rows, chance).decode("utf-8", "ignore")
    return xlsx(text) if kind == "xlsx" else ods(text)


XLSX_ROWS = "".join(xlsx_row(number, *row) for number, row in enumerate(ROWS, start=1)).encode()
ODS_ROWS = "".join(ods_row(*row) for row in ROWS).encode()
GOOD_PARQUET = to_parquet({"measure": "text", "value": "number"}, [("thefts", 5.0)] * 20)
MUTATORS: dict[str, Callable[[random.Random], bytes]] = {
    "xlsx": lambda chance: changed(GOOD_XLSX, chance),
    "xml of xlsx": lambda chance: packed_after(XLSX_ROWS, "xlsx", chance),
    "ods": lambda chance: changed(GOOD_ODS, chance),
    "xml of ods": lambda chance: packed_after(ODS_ROWS, "ods", chance),
    "text": lambda chance: changed(GOOD_CSV, chance),
    "parquet": lambda chance: changed(GOOD_PARQUET, chance),
}
# Opening the engine for each costs Parquet its number.
MUTANTS = {kind: 300 if kind == "parquet" else 5_000 for kind in MUTATORS}
SECONDS_FOR_ONE, MEMORY = 5, 4_000_000_000


@pytest.mark.parametrize("kind", list(MUTATORS))
def test_mutants_are_read_or_refused(kind: str, tmp_path: Path) -> None:
    """All in one forked process with the child's limits, which tells the mutant it is at.

    Forked, because a parser that aborts takes its process with it; the product survives that
    too, but no such file is known since cells are counted before the parser.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        code = 9
        try:
            # Beside what the parent holds already, which after many tests is gigabytes.
            held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))
            tally = {"read": 0, "refused": 0}
            for seed in range(MUTANTS[kind]):
                os.write(writing, seed.to_bytes(4, "big"))
                data = MUTATORS[kind](random.Random(seed))
                (tmp_path / "mutant").write_bytes(data)
                signal.alarm(SECONDS_FOR_ONE)
                try:
                    formats.read(data, tmp_path / "mutant")
                    tally["read"] += 1
                except Unreadable as refused:
                    assert all((refused.code, refused.what, refused.remedy))
                    tally["refused"] += 1
                signal.alarm(0)
            # Both happen, or the mutants were too tame or too wild to show anything.
            code = 0 if all(tally.values()) else 8
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    _, status = os.waitpid(process, 0)
    last = int.from_bytes(told[-4:], "big")
    assert os.waitstatus_to_exitcode(status) == 0, f"mutant {last} of {kind}"
    assert last == MUTANTS[kind] - 1


def test_a_far_period_does_not_overflow() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("measure", "area", "period", "value"),
        ("a", "E23000014", date.max - timedelta(days=1), 1),
        ("a", "E23000014", "0001", 1),
        ("a", "E23000014", "0000-01", 1),
        ("a", "E23000014", "9999/00", 1),
    )
    interpret("counts", rows)
