"""Records in a layout of one's own: what extract.yaml maps is read alike from every format.

The made-up extract below holds what forces' systems hold: numbers with zeros, names of units,
lists of markers, cells nobody filled. No person and no force is in it.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from copperplate.sources.release import list_releases, read_release, rows_problems
from tests.commands import Ran, run
from tests.postgresql import OFFICE, server

CANARY = "kestrel9137"
HEADING = (
    *("CRIME_NO", "DATE_REC", "DATE_FROM", "TIME_FROM", "LPU", "HO_CODE", "LOCATION", "VICTIM"),
    *("COMPANY", "MARKERS", "KNIFE", "CLEAR_UP", "DATE_CLEARED", "LON", "LAT", "NOTES"),
)
ROWS = (
    ("20/1", "14/03/2014", "13/03/2014", "23:30", "Birch", "034B", "STREET", "V1", "", "DA;ALC",
     "Y", "CHARGED", "14/03/2014", "-1.9", "52.5", CANARY),
    ("20/2", "14/03/2014", "14/03/2014", "", "Oak", "8n", "HOME", "v1", "", "da", "N", "", "", "",
     "", CANARY),
    ("20/3", "01/04/2013", "31/03/2013", "02:05", "Oak", "46", "SHOP", "", "Café Ltd", "", "",
     "CR", "02/04/2013", "-1.9", "52.5", CANARY),
)  # fmt: skip
MAPPING = """\
extracts:
  - name: crimes
    table: crimes
    title: Recorded crime, made up
    publisher: Force performance office
    force: West Midlands
    covers_from: 2013-04-01
    formats: "%d/%m/%Y"
    columns:
      crime: CRIME_NO
      recorded_on: DATE_REC
      committed_from: {from: [DATE_FROM, TIME_FROM], format: ["%d/%m/%Y %H:%M", "%d/%m/%Y"]}
      policing_unit: {from: LPU, areas: neighbourhood-policing-unit}
      offence: HO_CODE
      location_kind: {from: LOCATION, codes: {HOME: dwelling, STREET: public_place, SHOP: shop}}
      victim: {from: VICTIM, pseudonym: true}
      business_named: {from: COMPANY, filled: true}
      domestic_abuse: {from: MARKERS, holds: [DA, DV]}
      alcohol: {from: MARKERS, holds: ALC}
      knife: {from: KNIFE, blank: no}
      outcome_type: {from: CLEAR_UP, codes: {CHARGED: "1", CR: "8"}}
      outcome: CLEAR_UP
      outcome_on: DATE_CLEARED
      longitude: LON
      latitude: LAT
"""
UNITS = (
    "WM-OAK,Oak,neighbourhood-policing-unit,E23000014,,\n"
    "WM-BIRCH,Birch,neighbourhood-policing-unit,E23000014,,\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "w"
    assert run("init", folder).code == 0
    (folder / "extract.yaml").write_text(MAPPING, encoding="utf-8")
    with (folder / "areas" / "register.csv").open("a", encoding="utf-8") as register:
        register.write(UNITS)
    return folder


def text_of(rows: tuple[tuple[str, ...], ...] = ROWS, heading: tuple[str, ...] = HEADING) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([heading, *rows])
    return out.getvalue()


def load(folder: Path, file: Path, *more: str, as_at: str = "2014-03-14") -> Ran:
    return run("--workspace", folder, "load", "extract", file, "--as-at", as_at, *more)


def held(folder: Path, table: str = "crimes") -> list[dict[str, Any]]:
    """Return the rows of the newest release, by column; without where they stood."""
    release = list_releases(folder / "releases")[-1]
    path = str(release.parquet_path(table))
    found = duckdb.execute("SELECT * FROM read_parquet(?) ORDER BY 1, 2, 3", [path])
    names = [column[0] for column in found.description]
    return [
        {name: value for name, value in zip(names, row, strict=True) if name not in ("row", "file")}
        for row in found.fetchall()
    ]


def as_csv(folder: Path) -> Path:
    path = folder / "crimes.csv"
    path.write_text(text_of(), encoding="utf-8")
    return path


def as_windows_text(folder: Path) -> Path:
    path = folder / "crimes.txt"
    path.write_bytes(text_of().encode("cp1252"))
    return path


def as_workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Crimes"
    for number, row in enumerate((HEADING, *ROWS)):
        cells: list[object] = list(row)
        if number:  # a workbook's own dates, as an export makes them
            cells[1] = datetime.strptime(row[1], "%d/%m/%Y").date()
        book.active.append([cell if cell != "" else None for cell in cells])
    path = folder / "crimes.xlsx"
    book.save(path)
    return path


def as_parquet(folder: Path) -> Path:
    path = folder / "crimes.parquet"
    source = as_csv(folder)
    duckdb.execute(
        f"COPY (SELECT * REPLACE (strptime(DATE_REC, '%d/%m/%Y')::DATE AS DATE_REC, "
        f"LON::DOUBLE AS LON) FROM read_csv('{source}', all_varchar = true)) TO '{path}'"
    )
    return path


def as_packed(folder: Path) -> Path:
    import gzip

    path = folder / "crimes.csv.gz"
    path.write_bytes(gzip.compress(text_of().encode()))
    return path


def test_the_columns_of_a_row_are_what_the_mapping_says(workspace: Path, tmp_path: Path) -> None:
    ran = load(workspace, as_csv(tmp_path))
    assert ran.code == 0, ran.errors
    shop, charged, assault = sorted(held(workspace), key=lambda row: str(row["crime"])[-1:] != "3")
    assert {name: shop[name] for name in ("recorded_from", "recorded_to", "hour", "weekday")} == {
        "recorded_from": date(2013, 4, 1),
        "recorded_to": date(2013, 4, 1),
        "hour": 2,
        "weekday": 7,
    }
    assert (shop["business_named"], shop["knife"], shop["domestic_abuse"]) == (True, False, False)
    assert (shop["outcome_type"], shop["outcome_from"]) == ("8", date(2013, 4, 2))
    assert shop["outcome"] == "CR"
    assert (charged["offence"], charged["offence_group"]) == ("34B", "robbery")
    assert (charged["category"], charged["policing_unit"]) == ("robbery", "WM-BIRCH")
    assert charged["harm"] == pytest.approx(799.63, abs=0.01)
    assert (assault["offence"], assault["hour"], assault["weekday"]) == ("8N", None, 5)
    assert (assault["outcome_type"], assault["outcome_from"]) == (None, None)
    assert charged["victim"] == assault["victim"] != "V1"
    assert shop["victim"] is None
    assert "child_abuse" not in shop  # nothing said of any row is not written at all


@pytest.mark.parametrize("made", [as_windows_text, as_workbook, as_parquet, as_packed])
def test_every_format_gives_the_same_rows(
    workspace: Path, tmp_path: Path, made: Callable[[Path], Path]
) -> None:
    assert load(workspace, as_csv(tmp_path)).code == 0
    plain = held(workspace)
    if made is as_windows_text:
        declared = MAPPING.replace("force: West", "encoding: cp1252\n    force: West")
        (workspace / "extract.yaml").write_text(declared, encoding="utf-8")
    ran = load(workspace, made(tmp_path), as_at="2014-03-15")
    assert ran.code == 0, ran.errors
    assert held(workspace) == plain


def test_a_release_covers_every_day_to_the_one_it_was_read_on(
    workspace: Path, tmp_path: Path
) -> None:
    assert load(workspace, as_csv(tmp_path)).code == 0
    (covered,) = held(workspace, "coverage")
    assert covered == {
        "table": "crimes",
        "force": "E23000014",
        "period_start": date(2013, 4, 1),
        "period_end": date(2014, 3, 14),
        "grain": "day",
    }
    (release,) = list_releases(workspace / "releases")
    assert release.identity == "extract/crimes-2013-04-to-2014-03-as-at-2014-03-14"
    assert not rows_problems(release)


def test_the_key_of_pseudonyms_is_its_owner_s_alone(workspace: Path, tmp_path: Path) -> None:
    assert load(workspace, as_csv(tmp_path)).code == 0
    key = workspace / "pseudonym.key"
    assert key.stat().st_mode & 0o077 == 0
    assert "pseudonym.key" in (workspace / ".gitignore").read_text(encoding="utf-8")
    first = {row["victim"] for row in held(workspace)}
    shutil.rmtree(workspace / "releases")
    key.unlink()
    assert load(workspace, as_csv(tmp_path)).code == 0
    assert first.isdisjoint({row["victim"] for row in held(workspace)} - {None})


# What is not read as declared: kept and not said, left out, or refused, with the words that say so.
GOOD = dict(zip(HEADING, ROWS[0], strict=True))
KEPT = [
    ("HO_CODE", "ZZ9", "offence", "'offence' is no code of the offence list, in 1 rows"),
    ("LPU", "Elm", "policing_unit", "'policing_unit' is no area of this kind in the register"),
    ("LOCATION", "MOON", "location_kind", "'location_kind' is no code of this mapping"),
    ("KNIFE", "?", "knife", "'knife' says neither yes nor no"),
    ("CLEAR_UP", "WHAT", "outcome_type", "'outcome_type' is no code of this mapping"),
    ("DATE_CLEARED", "1/13/2014", "outcome_from", "'outcome_from' is not a date as declared"),
    (
        "DATE_CLEARED",
        "13/03/2014",
        "outcome_from",
        "'outcome_on' is before the day it was recorded",
    ),
    ("DATE_CLEARED", "15/03/2014", "outcome_from", "'outcome_on' is after the records were read"),
    (
        "DATE_FROM",
        "15/03/2014",
        "committed_from",
        "'committed_from' is after the day it was record",
    ),
    ("DATE_FROM", "yesterday", "committed_from", "'committed_from' is not a date as declared"),
    ("LON", "12.5", "longitude", "The coordinates lie outside the force's area"),
    ("LAT", "north", "latitude", "'latitude' is not a number"),
]
LEFT_OUT = [
    ("DATE_REC", "", "The date recorded is blank, or is not written as declared."),
    ("DATE_REC", "03/14/2014", "The date recorded is blank, or is not written as declared."),
    ("DATE_REC", "15/03/2014", "It was recorded after the records were read or published."),
]


def many(**changed: str) -> tuple[tuple[str, ...], ...]:
    """Return twenty rows, one of which is changed: few enough to be kept."""
    rows = [tuple((GOOD | {"CRIME_NO": f"21/{number}"}).values()) for number in range(19)]
    return (*rows, tuple((GOOD | {"CRIME_NO": "21/99"} | changed).values()))


@pytest.mark.parametrize(("heading", "cell", "column", "said"), KEPT)
def test_what_cannot_be_read_is_not_said_and_counted(
    workspace: Path, tmp_path: Path, heading: str, cell: str, column: str, said: str
) -> None:
    file = tmp_path / "crimes.csv"
    file.write_text(text_of(many(**{heading: cell})), encoding="utf-8")
    ran = load(workspace, file)
    assert ran.code == 0, ran.errors
    assert f"note: Kept, and not said: {said}" in ran.output
    rows = held(workspace)
    assert len(rows) == 20
    assert [row["crime"] for row in rows if row[column] is None] == ["21/99"]
    assert cell not in ran.output + ran.errors


def test_codes_nobody_knows_are_listed_beside_the_release(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "crimes.csv"
    file.write_text(text_of(many(HO_CODE="ZZ9", LPU="=Elm")), encoding="utf-8")
    assert load(workspace, file).code == 0
    (release,) = list_releases(workspace / "releases")
    listed = (release.folder / "unknown.csv").read_text(encoding="utf-8")
    assert listed == "column,value,rows\noffence,ZZ9,1\npolicing_unit,'=Elm,1\n"


@pytest.mark.parametrize(("heading", "cell", "reason"), LEFT_OUT)
def test_what_cannot_be_placed_is_left_out_and_listed(
    workspace: Path, tmp_path: Path, heading: str, cell: str, reason: str
) -> None:
    file = tmp_path / "crimes.csv"
    file.write_text(text_of(many(**{heading: cell})), encoding="utf-8")
    ran = load(workspace, file)
    assert ran.code == 0, ran.errors
    (release,) = list_releases(workspace / "releases")
    assert (release.rejects, release.tables["crimes"]) == (1, 19)
    rejects = (release.folder / "rejects.csv").read_text(encoding="utf-8")
    assert list(csv.reader(rejects.splitlines()))[1:] == [["crimes.csv", "row 21", reason]]


def all_with(**changed: str) -> str:
    return text_of(tuple(tuple((GOOD | changed | {"CRIME_NO": str(n)}).values()) for n in range(9)))


REFUSED: list[tuple[str, str | bytes, str, str]] = [
    ("a column is missing", text_of(heading=(*HEADING[:5], "OFFENCE", *HEADING[6:])), "S021",
     "Its heading lacks HO_CODE."),
    ("a column twice", text_of(heading=(*HEADING[:-1], "LPU")), "S021",
     "Its heading names a column twice."),
    ("another encoding", text_of().encode("cp1252"), "S012", "is not text in UTF-8"),
    ("an unterminated quote", text_of() + '20/4,"14/03/2014,' + "x," * 14, "S012",
     "A row does not split into the cells"),
    ("no row", text_of(()), "S047", "a heading and no row"),
    ("nothing", "", "S003", "It is empty."),
    ("American dates", all_with(DATE_REC="03/14/2014"), "S046", "9 of 9 rows cannot be read"),
    ("dates to come", all_with(DATE_REC="15/03/2014"), "S046",
     "It was recorded after the records were read or published. (9 times)"),
    ("unknown offence codes", all_with(HO_CODE="XX"), "S050",
     "'offence' is no code of the offence list, in 9 of 9 rows."),
    ("another force's units", all_with(LPU="Elm"), "S050",
     "'policing_unit' is no area of this kind in the register, in 9 of 9 rows."),
    ("outcomes before the crime", all_with(DATE_CLEARED="01/01/2014"), "S050",
     "'outcome_on' is before the day it was recorded, in 9 of 9 rows."),
    ("another force's places", all_with(LON="0.1"), "S050",
     "The coordinates lie outside the force's area, in 9 of 9 rows."),
    ("a crime in several rows", text_of((ROWS[0], *ROWS)), "S051",
     "1 rows share their identifier ('crime') with an earlier row."),
    ("a zip that is not one", b"PK\x03\x04" + b"kestrel9137" * 40, "S006", "It starts as a workbook"),
    ("Parquet that is not", b"PAR1" + b"kestrel9137" * 40, "S012", "A row does not split"),
    ("gzip cut short", b"\x1f\x8b\x08\x00" + b"kestrel9137", "S006", "damaged or cut short"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "content", "code", "said"), REFUSED, ids=[r[0] for r in REFUSED])
def test_a_file_that_cannot_be_trusted_is_refused_whole(
    workspace: Path, tmp_path: Path, why: str, content: str | bytes, code: str, said: str
) -> None:
    file = tmp_path / "crimes.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    ran = load(workspace, file)
    assert ran.code == 4, why
    assert code in ran.errors, ran.errors
    assert said in ran.errors
    assert CANARY not in ran.errors + ran.output
    left = [path for path in (workspace / "releases").rglob("*") if path.is_file()]
    assert left == []


BROKEN = """\
extracts:
  - name: crimes
    table: crimes
    title: Recorded crime
    publisher: Force performance office
    force: Wessex
    formats: dd/mm/yyyy
    columns:
      recorded: DATE_REC
      hour: TIME_FROM
      knife: {from: KNIFE, codes: {Y: true}}
      location_kind: {from: LOCATION, codes: {HOME: home}}
      offence: {from: HO_CODE, codes: {ROB: 34}}
      victim_kind: {areas: ward}
  - name: crimes
    table: crime
    title: Again
    publisher: Force performance office
    query: select 1
    columns: {recorded_on: DATE}
"""
PROBLEMS = [
    ("extract.yaml:9:", "X104", "'recorded' is no column of 'crimes' that can be declared."),
    ("extract.yaml:10:", "X104", "'hour' is no column of 'crimes' that can be declared."),
    ("extract.yaml:11:", "X105", "'codes' says nothing of 'knife', which is of type flag."),
    ("extract.yaml:12:", "X107", "'home' is not a value of 'location_kind'."),
    ("extract.yaml:13:", "X107", "'34' is not a value of 'offence'."),
    ("extract.yaml:14:", "X105", "'victim_kind' has neither a column of the file nor a value"),
    ("extract.yaml:7:", "X106", "'dd/mm/yyyy' is not how a date is written."),
    ("extract.yaml:9:", "X108", "Nothing says when a record was recorded."),
    ("extract.yaml:6:", "X109", "'Wessex' is no police force area of the register."),
    ("extract.yaml:15:", "X102", "There is a mapping 'crimes' already."),
    ("extract.yaml:16:", "X103", "'crime' is not a table of records known here."),
]


def test_everything_wrong_with_a_mapping_is_said_at_once(workspace: Path, tmp_path: Path) -> None:
    broken = BROKEN.replace("Y: true", 'Y: "true"').replace("ROB: 34", 'ROB: "34"')
    (workspace / "extract.yaml").write_text(broken, encoding="utf-8")
    for ran in (load(workspace, as_csv(tmp_path)), run("--workspace", workspace, "check")):
        assert ran.code == 3
        for place, code, what in PROBLEMS:
            assert any(
                block.startswith(place) and code in block and what in block
                for block in ran.errors.split("\n\n")
            ), (place, code, what, ran.errors)


def test_of_several_mappings_one_must_be_named(workspace: Path, tmp_path: Path) -> None:
    second = MAPPING.removeprefix("extracts:\n").replace("name: crimes", "name: other")
    (workspace / "extract.yaml").write_text(MAPPING + second, encoding="utf-8")
    assert "X112" in load(workspace, as_csv(tmp_path)).errors
    unknown = load(workspace, as_csv(tmp_path), "--mapping", "othr").errors
    assert "X111" in unknown
    assert "Did you mean 'other'?" in unknown
    assert load(workspace, as_csv(tmp_path), "--mapping", "other").code == 0


STOPS = """\
extracts:
  - name: stops
    table: stops
    title: Stop and search
    publisher: data.police.uk
    force: West Yorkshire
    formats: "%Y-%m-%d %H:%M:%S"
    columns:
      recorded_on: Date
      happened: Date
      longitude: Longitude
      latitude: Latitude
      searched:
        from: Type
        codes: {Person search: person, Vehicle search: vehicle, Person and Vehicle search: both}
      self_defined_ethnicity: self_defined_ethnicity
      object_of_search: object_of_search
      outcome: Outcome
      outcome_linked: outcome_linked_to_object_of_search
  - name: coded
    table: casualties
    title: Casualties by year
    publisher: Transport for Greater Manchester
    force: Greater Manchester
    formats: "%Y"
    columns:
      collision: Accident Index
      recorded_on: {from: Year, grain: year}
      severity: {from: CasualtySeverity, codes: {"1": fatal, "2": serious, "3": slight}}
      mode: CasTypeCode
  - name: by-day
    table: casualties
    title: Casualties by day
    publisher: Transport for Greater Manchester
    force: Greater Manchester
    columns:
      collision: AREFNO
      recorded_on: date
      happened: {from: [date, output_time], format: "%Y-%m-%d %H:%M:%S"}
      severity: {from: casualty_severity, codes: {Fatal: fatal, Serious: serious, Slight: slight}}
      mode: mode
      district: {from: area_name, areas: local-authority}
"""
SHARED = [
    ("stops", "stop-and-search/west_yorkshire_stop_and_search_2019-2021.csv.gz", 46_744),
    ("coded", "road-casualties/gm_STATS19CasDataJan2010Dec2021forGMServers.csv.gz", 62_615),
    ("by-day", "road-casualties/gm_STATS19_road_casualties_2019-Jun2024.csv.gz", 20_435),
]


@pytest.mark.slow
@pytest.mark.parametrize(("mapping", "file", "rows"), SHARED)
def test_real_files_load_with_the_counts_of_the_catalogue(
    tmp_path: Path, shared: Path, mapping: str, file: str, rows: int
) -> None:
    folder = tmp_path / "w"
    assert run("init", folder, "--force", "Greater Manchester").code == 0
    (folder / "extract.yaml").write_text(STOPS, encoding="utf-8")
    ran = run(
        *("--workspace", folder, "load", "extract", "--mapping", mapping, shared / file),
        *("--published", "2024-10-01"),
    )
    assert ran.code == 0, ran.errors
    (release,) = list_releases(folder / "releases")
    assert release.values_read == sum(n for t, n in release.tables.items() if t != "coverage")
    assert release.values_read == rows
    assert release.rejects == 0


QUERY = MAPPING.replace("name: crimes", "name: warehouse").replace(
    "force: West",
    "database: {database}\n    query: select * from crimes{rest}\n    force: West",
)


def ask(folder: Path, database: str, rest: str = "") -> Ran:
    declared = QUERY.replace("{database}", database).replace("{rest}", rest)
    (folder / "extract.yaml").write_text(declared, encoding="utf-8")
    return run("--workspace", folder, "load", "sql", "--as-at", "2014-03-15")


def test_a_query_of_a_duckdb_file_gives_the_same_rows(workspace: Path, tmp_path: Path) -> None:
    file = as_csv(tmp_path)
    assert load(workspace, file).code == 0
    plain = held(workspace)
    with duckdb.connect(str(workspace / "crimes.duckdb")) as database:
        database.execute(f"CREATE TABLE crimes AS FROM read_csv('{file}', all_varchar = true)")
    ran = ask(workspace, "crimes.duckdb")
    assert ran.code == 0, ran.errors
    assert held(workspace) == plain
    before = (workspace / "crimes.duckdb").read_bytes()
    for rest, said in (
        ("; drop table crimes", "The query is not a single SELECT."),
        (" where", "The query fails (ParserException)."),
        (" join read_csv('/etc/passwd') on true", "The query fails (PermissionException)."),
    ):
        refused = ask(workspace, "crimes.duckdb", rest)
        assert (refused.code, said in refused.errors) == (4, True), refused.errors
    assert (workspace / "crimes.duckdb").read_bytes() == before


def test_a_database_outside_the_workspace_is_refused(workspace: Path, tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "outside.duckdb")).close()
    (workspace / "link.duckdb").symlink_to(tmp_path / "outside.duckdb")
    for database in ("../outside.duckdb", str(tmp_path / "outside.duckdb"), "link.duckdb", "none"):
        assert "S052" in ask(workspace, database).errors


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Path]:
    """A server of PostgreSQL for these tests alone; the folder of its socket."""
    with server() as folder:
        yield folder


@pytest.mark.slow
def test_a_query_of_postgresql_gives_the_same_rows(
    workspace: Path, tmp_path: Path, postgresql: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    services = tmp_path / "services"
    services.write_text(f"[warehouse]\nhost={postgresql}\nuser={OFFICE}\ndbname=postgres\n")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    columns = ", ".join(f'"{name}" text' for name in HEADING)
    with psycopg.connect("service=warehouse", autocommit=True) as database:
        database.execute(f"CREATE TABLE crimes ({columns})".encode())
        with database.cursor().copy("COPY crimes FROM STDIN") as copy:
            for row in ROWS:
                copy.write_row([cell or None for cell in row])
    assert load(workspace, as_csv(tmp_path)).code == 0
    plain = held(workspace)
    ran = ask(workspace, "service=warehouse")
    assert ran.code == 0, ran.errors
    assert held(workspace) == plain
    for rest in (
        "; drop table crimes",
        ") as asked; drop table crimes; --",
        " where",
        "; update crimes set \"LPU\" = ''",
    ):
        refused = ask(workspace, "service=warehouse", rest)
        assert (refused.code, "S053" in refused.errors) == (4, True), (rest, refused)
    with psycopg.connect("service=warehouse") as database:
        assert database.execute("SELECT count(*) FROM crimes").fetchone() == (len(ROWS),)
    assert "S053" in ask(workspace, "service=nowhere").errors


def test_no_cell_reaches_a_message_a_listing_or_the_description(
    workspace: Path, tmp_path: Path
) -> None:
    """What no column takes is in no file of the release; what a pseudonym covers, neither."""
    file = tmp_path / "crimes.csv"
    named = many(VICTIM="sparrow5521", DATE_FROM="sparrow5521", DATE_REC="sparrow5521")
    file.write_text(text_of(named), encoding="utf-8")
    ran = load(workspace, file)
    assert ran.code == 0
    (release,) = list_releases(workspace / "releases")
    written = b"".join(path.read_bytes() for path in release.folder.iterdir())
    written += "\n".join(map(json.dumps, map(str, held(workspace)))).encode()
    for canary in (CANARY, "sparrow5521"):
        assert canary not in ran.output + ran.errors
        assert canary.encode() not in written
    assert read_release(release.folder) == release
