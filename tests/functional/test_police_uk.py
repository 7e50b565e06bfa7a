"""Records of data.police.uk: every row is counted, and counted where the catalogue counts it.

Counts by month, local authority and kind were made of the same files by another program.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from copperplate.engines.duckdb import read_parquet
from copperplate.reference.crime_types import crime_types
from copperplate.schema.categories import CATEGORIES
from copperplate.sources.release import read_release, rows_problems
from tests.commands import Ran, run
from tests.render.svg_reading import SVG

SURREY = "E23000031"
DISTRICTS = {
    "E07000207": "Elmbridge",
    "E07000208": "Epsom and Ewell",
    "E07000209": "Guildford",
    "E07000210": "Mole Valley",
    "E07000211": "Reigate and Banstead",
    "E07000212": "Runnymede",
    "E07000213": "Spelthorne",
    "E07000214": "Surrey Heath",
    "E07000215": "Tandridge",
    "E07000216": "Waverley",
    "E07000217": "Woking",
}
HEADING = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)
AUTUMN = {
    "month": ["2021-09", "2021-10", "2021-11"],
    "quarter": ["2021-07/2021-09", "2021-10/2021-12"],
}
"""What lies between the files delivered: it is shown, as not available."""
CANARY = "kestrel9137"


@pytest.fixture(scope="module")
def surrey(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace made in two commands."""
    folder = tmp_path_factory.mktemp("surrey") / "w"
    assert run("init", folder, "--force", "surrey").code == 0
    ran = load(folder, shared / "police-uk" / "surrey")
    assert ran.code == 0, ran.errors
    return folder


def load(folder: Path, *files: Path, published: str = "2022-08-01") -> Ran:
    return run("--workspace", folder, "load", "police-uk", *files, "--published", published)


def shown(folder: Path, measure: str, area: str = SURREY, period: str = "month") -> dict[str, int]:
    """Return a measure's values by period, those that are known."""
    ran = run(
        *("--workspace", folder, "show", measure, "--area", area),
        *("--period", period, "--format", "json"),
    )
    assert ran.code == 0, ran.errors
    rows = json.loads(ran.output)
    missing = {row["period"]: row["marks"] for row in rows if row["value"] is None}
    assert all(marks == ["x"] for marks in missing.values())
    assert not missing or list(missing) == AUTUMN.get(period, [])
    return {row["period"]: row["value"] for row in rows if row["period"] not in missing}


def catalogued(shared: Path) -> Counter[tuple[str, str, str]]:
    """Return (month, local authority, kind) to how many."""
    path = shared / "police-uk" / "monthly-tables" / "surrey_month_lad_type_2020-08_2022-06.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return Counter(
            {
                (row["Month"], row["lad"], row["Crime type"]): int(row["count"])
                for row in csv.DictReader(file)
            }
        )


@pytest.mark.slow
def test_every_row_is_a_crime_or_an_incident(surrey: Path, shared: Path) -> None:
    (folder,) = (surrey / "releases" / "police-uk").iterdir()
    release = read_release(folder)
    known = catalogued(shared)
    behaviour = sum(count for (_, _, kind), count in known.items() if kind.startswith("Anti-"))
    assert release.values_read == sum(known.values()) == 153_695
    assert release.tables["incidents"] == behaviour
    assert release.rejects == 0
    assert not rows_problems(release)


@pytest.mark.slow
@pytest.mark.parametrize("category", ["burglary", "anti_social_behaviour", "vehicle_crime"])
def test_months_of_local_authorities_are_the_catalogue_s(
    surrey: Path, shared: Path, category: str
) -> None:
    known = catalogued(shared)
    measure = category if category == "anti_social_behaviour" else f"street_{category}"
    for code, name in DISTRICTS.items():
        for month, value in shown(surrey, measure, code).items():
            assert value == known[month, name, CATEGORIES[category]], (name, month)


@pytest.mark.slow
def test_a_force_counts_also_what_lies_over_its_border(surrey: Path, shared: Path) -> None:
    known = catalogued(shared)
    for month, value in shown(surrey, "street_robbery").items():
        assert value == sum(
            count for (at, _, kind), count in known.items() if (at, kind) == (month, "Robbery")
        )


@pytest.mark.slow
def test_what_was_not_delivered_is_not_known(surrey: Path) -> None:
    """September to November 2021 are missing: no zero, and no quarter or year that holds them."""
    months = shown(surrey, "street_crime")
    assert len(months) == 20
    assert not {"2021-09", "2021-10", "2021-11"} & months.keys()
    assert list(shown(surrey, "street_crime", period="quarter")) == [
        *("2020-10/2020-12", "2021-01/2021-03", "2021-04/2021-06"),
        *("2022-01/2022-03", "2022-04/2022-06"),
    ]
    assert list(shown(surrey, "street_crime", period="year-ending")) == [
        "2020-08/2021-07",
        "2020-09/2021-08",
    ]


@pytest.mark.slow
def test_months_chart_by_district_with_a_gap_where_none_were_delivered(
    surrey: Path, tmp_path: Path
) -> None:
    for code, name in DISTRICTS.items():
        into = tmp_path / f"{code}.svg"
        ran = run(
            *("--workspace", surrey, "chart", "street_criminal_damage_and_arson"),
            *("--area", code, "--into", into),
        )
        assert ran.code == 0, ran.errors
        assert f"by month, {name}, August 2020 to June 2022" in ran.output
        known = shown(surrey, "street_criminal_damage_and_arson", code)
        body = ran.output.split("---\n")[1].split("\n\n")[0]
        lines = [line.split() for line in body.splitlines() if line]
        table = {f"{month} {year}": value for month, year, value, *_ in lines}
        assert [table[f"{month} 2021"] for month in ("September", "October", "November")] == [
            "[x]",
            "[x]",
            "[x]",
        ]
        assert sorted(int(value) for value in table.values() if value != "[x]") == sorted(
            known.values()
        )
        drawn = ElementTree.parse(into).getroot()
        points = [one for tag in ("circle", "polygon") for one in drawn.iter(f"{SVG}{tag}")]
        assert len(points) >= len(known)  # a point a month delivered


@pytest.mark.slow
def test_what_was_delivered_without_a_record_is_none(surrey: Path) -> None:
    weapons = shown(surrey, "street_possession_of_weapons", "E07000208")
    assert len(weapons) == 20
    assert 0 in weapons.values()


@pytest.mark.slow
def test_the_same_files_again_are_recognised(surrey: Path, shared: Path) -> None:
    again = load(surrey, shared / "police-uk" / "surrey")
    assert (again.code, again.output.startswith("Nothing to do")) == (0, True)


@pytest.mark.slow
def test_another_edition_of_the_day_may_not_hold_the_same_months(
    surrey: Path, shared: Path
) -> None:
    ran = load(surrey, shared / "police-uk" / "surrey" / "2022-06-surrey-street.csv.gz")
    assert "S111" in ran.errors


@pytest.mark.slow
def test_a_later_edition_restates_its_months(surrey: Path, shared: Path, tmp_path: Path) -> None:
    path = shared / "police-uk" / "surrey" / "2022-06-surrey-street.csv.gz"
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    fewer = [line for line in lines if ",Robbery," not in line]
    restated = tmp_path / "2022-06-surrey-street.csv"
    restated.write_text("\n".join(fewer) + "\n", encoding="utf-8")
    before = shown(surrey, "street_robbery")
    assert load(surrey, restated, published="2022-09-01").code == 0
    after = shown(surrey, "street_robbery")
    assert before["2022-06"] > 0
    assert after == {**before, "2022-06": 0}


def test_our_kinds_are_the_publisher_s() -> None:
    assert sorted(CATEGORIES.values()) == sorted(crime_types())


def row(**changed: str) -> str:
    """Return one row of a file, as published but for what is changed."""
    cells = {
        "Crime ID": f"{CANARY}",
        "Month": "2021-05",
        "Reported by": "Surrey Police",
        "Falls within": "Surrey Police",
        "Longitude": "-0.5",
        "Latitude": "51.3",
        "Location": f"On or near {CANARY}",
        "LSOA code": "E01030500",
        "LSOA name": "Guildford 001A",
        "Crime type": "Burglary",
        "Last outcome category": CANARY,
        "Context": "",
    }
    return ",".join((cells | changed).values())


def file_of(folder: Path, *rows: str, heading: str = HEADING) -> Path:
    path = folder / "2021-05-surrey-street.csv"
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


def damaged(path: Path, change: Callable[[bytes], bytes], name: str) -> Path:
    other = path.with_name(name)
    other.write_bytes(change(path.read_bytes()))
    return other


GOOD = [row()] * 30
BAD: list[tuple[str, Callable[[Path], Path], str]] = [
    ("a missing column", lambda to: file_of(to, heading=HEADING.replace("Month", "When")), "S021"),
    (
        "a column twice",
        lambda to: file_of(to, *GOOD, heading=HEADING.replace("Context", "Month")),
        "S021",
    ),
    (
        "an open quotation mark",
        lambda to: file_of(to, *GOOD, row(Location='"On or'), *GOOD),
        "S012",
    ),
    ("a row too long", lambda to: file_of(to, *GOOD, row() + ",,,", *GOOD), "S012"),
    ("months that are none", lambda to: file_of(to, *[row(Month="May 2021")] * 5, *GOOD), "S046"),
    ("an unknown force", lambda to: file_of(to, *[row(**{"Falls within": CANARY})] * 9), "S046"),
    ("an unknown kind", lambda to: file_of(to, *[row(**{"Crime type": CANARY})] * 9), "S046"),
    ("a month to come", lambda to: file_of(to, row(Month="2022-08")), "S044"),
    ("a heading alone", lambda to: file_of(to), "S047"),
    ("an empty file", lambda to: damaged(file_of(to), lambda _: b"", "a-street.csv"), "S003"),
    (
        "another encoding",
        lambda to: damaged(
            file_of(to, *GOOD),
            lambda data: data.replace(b"Guildford", b"Guildf\xf6rd"),
            "a-street.csv",
        ),
        "S012",
    ),
    (
        "a packed file cut short",
        lambda to: damaged(
            file_of(to, *GOOD), lambda data: gzip.compress(data)[:-9], "a-street.csv.gz"
        ),
        "S006",
    ),
    ("no such file", lambda to: to / "none-street.csv", "S001"),
    ("an empty folder", lambda to: to, "S001"),
]


@pytest.mark.parametrize(("make", "code"), [case[1:] for case in BAD], ids=[c[0] for c in BAD])
def test_bad_files_are_refused_and_nothing_is_written(
    tmp_path: Path, make: Callable[[Path], Path], code: str
) -> None:
    folder, files = tmp_path / "w", tmp_path / "files"
    files.mkdir()
    run("init", folder, "--force", "surrey")
    before = kept(folder)
    ran = load(folder, make(files))
    assert code in ran.errors and ran.code != 0
    assert CANARY not in ran.errors + ran.output
    assert kept(folder) == before


def kept(folder: Path) -> list[Path]:
    """Return the files of a workspace, hidden ones too, but for its lock."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in files if path.name != ".copperplate-lock")


def test_a_few_bad_rows_are_listed_by_place(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    run("init", folder, "--force", "surrey")
    path = file_of(tmp_path, *GOOD, row(Month=CANARY), row(**{"Falls within": CANARY}))
    ran = load(folder, path)
    assert ran.code == 0, ran.errors
    (release,) = (folder / "releases" / "police-uk").iterdir()
    assert (release / "rejects.csv").read_text(encoding="utf-8").splitlines() == [
        "file,place,reason",
        f"{path.name},row 32,The month is blank or is no month.",
        f"{path.name},row 33,The force is not in the area register.",
    ]
    assert CANARY not in ran.output + ran.errors
    assert read_release(release).values_read == 32


def test_a_record_says_where_it_stands(tmp_path: Path) -> None:
    """By its row in a spreadsheet, whatever the lines of the file: cells may break lines."""
    folder = tmp_path / "w"
    run("init", folder, "--force", "surrey")
    broken = row(Location='"On or\nnear"', **{"Crime ID": "second"})
    crimes = [row(**{"Crime ID": "first"}), broken, row(**{"Crime ID": "third"})]
    assert load(folder, file_of(tmp_path, *crimes, *GOOD)).code == 0
    (release,) = (folder / "releases" / "police-uk").iterdir()
    names, rows = read_parquet(release / "crimes.parquet", limit=3)
    assert [tuple(one[names.index(name)] for name in ("crime", "file", "row")) for one in rows] == [
        (crime, "2021-05-surrey-street.csv", number)
        for number, crime in enumerate(("first", "second", "third"), start=2)
    ]


def test_a_changed_row_is_found_whatever_else_was_changed_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    run("init", folder, "--force", "surrey")
    load(folder, file_of(tmp_path, *GOOD))
    other = tmp_path / "v"
    run("init", other, "--force", "surrey")
    load(other, file_of(tmp_path, *GOOD[1:], row(**{"Crime type": "Robbery"})))
    (one,), (two,) = (list((base / "releases" / "police-uk").iterdir()) for base in (folder, other))
    assert read_release(one).rows_sha256 != read_release(two).rows_sha256


def test_a_district_two_areas_share_is_no_district(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    run("init", folder, "--force", "surrey")
    with (folder / "areas" / "register.csv").open("a", encoding="utf-8") as file:
        file.write("X1,Guildford,local-authority,E23000031,,\n")
    ran = load(folder, file_of(tmp_path, *GOOD))
    assert "in no local authority of the area register: 30 crimes" in ran.output
    (release,) = (folder / "releases" / "police-uk").iterdir()
    names, rows = read_parquet(release / "crimes.parquet", limit=100)
    assert {one[names.index("district")] for one in rows} == {None}
