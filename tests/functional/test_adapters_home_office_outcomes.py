"""Outcomes by force and quarter: groups, parents, two bases, and what is none or not known.

No file of the publication is at hand: these are made in its published layout.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from copperplate import pipeline
from copperplate.disclosure import Audience
from copperplate.schema.offences import CHILDREN
from copperplate.sources.release import Release, rows_problems
from copperplate.workspace import Workspace
from tests.commands import run
from tests.functional.loading import Row, load, one, refused, table
from tests.handmade import ods, ods_row, xlsx, xlsx_row

HEADING = (
    *("Financial Year", "Financial Quarter", "Force Name", "Offence Code", "Offence Description"),
    *("Offence Group", "Offence Subgroup", "Outcome Description", "Outcome Group", "Outcome Type"),
    "Force outcomes for offences recorded in quarter",
    "Force outcomes recorded in quarter",
)
WEST_MIDLANDS, MERSEYSIDE = "E23000014", "E23000004"
# Every group of the published list, with a code of it.
SUBGROUPS = {
    "Homicide": "1/4.1/4.2/4.10", "Violence with injury": "8N",
    "Violence without injury": "105A", "Stalking and harassment": "8L",
    "Rape offences": "19C", "Robbery of personal property": "34B",
    "Domestic burglary": "28E", "Non-domestic burglary": "30C", "Vehicle interference": "126",
    "Theft from the person": "39", "Bicycle theft": "44", "Shoplifting": "46",
    "All other theft offences": "49", "Arson": "56A", "Possession of drugs": "92D",
    "Possession of weapons offences": "10D", "Public order offences": "66",
    "Miscellaneous crimes against society": "99",
}  # fmt: skip
DRIVING = ("4.4", "Violence with injury")


def line(
    subgroup: str = "Robbery of personal property",
    kind: str = "1",
    so_far: object = 1,
    given: object = 2,
    *,
    code: str = "",
    quarter: tuple[str, str] = ("2018/19", "1"),
    force: str = "West Midlands",
    described: str = "Charged/Summonsed",
) -> tuple[str, ...]:
    """Return a row of the publication."""
    return (
        *quarter, force, code or SUBGROUPS.get(subgroup, ""), "A description", "A Group", subgroup,
        described, "An outcome group", kind, str(so_far), str(given),
    )  # fmt: skip


def whole(
    kind: str = "1", so_far: int = 1, given: int = 2, **more: object
) -> list[tuple[str, ...]]:
    """Return a row of every group: eighteen, and one more by unlawful driving."""
    rows = [line(name, kind, so_far, given, **more) for name in SUBGROUPS]  # type: ignore[arg-type]
    code, subgroup = DRIVING
    return [*rows, line(subgroup, kind, so_far, given, code=code, **more)]  # type: ignore[arg-type]


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([HEADING, *rows])
    return text.getvalue().encode()


def as_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    return xlsx("".join(xlsx_row(n, *typed(row)) for n, row in enumerate([HEADING, *rows], 1)))


def as_ods(rows: Sequence[Sequence[str]]) -> bytes:
    return ods("".join(ods_row(*typed(row)) for row in [HEADING, *rows]))


def typed(row: Sequence[str]) -> list[str | float]:
    """Return a row as a spreadsheet holds it: what looks like a number is one."""
    return [float(cell) if cell.replace(".", "", 1).isdigit() else cell for cell in row]


def write(folder: Path, *rows: tuple[str, ...], name: str = "outcomes.csv") -> Path:
    path = folder / name
    path.write_bytes(as_csv(rows))
    return path


def loaded(folder: Path, *rows: tuple[str, ...]) -> Release:
    return load("home-office-outcomes", write(folder, *rows), into=folder / "releases")


def counted(release: Release, **wanted: object) -> Row:
    usual = {"area": WEST_MIDLANDS, "outcome_type": "1", "basis": "assigned", "offence": "robbery"}
    return one(table(release, "outcome_counts"), **{**usual, **wanted})


@pytest.mark.parametrize(
    ("name", "written"), [("o.csv", as_csv), ("o.xlsx", as_xlsx), ("o.ods", as_ods)]
)
def test_a_file_reads_the_same_whatever_its_format(
    tmp_path: Path, name: str, written: Callable[[Sequence[Sequence[str]]], bytes]
) -> None:
    rows = [*whole(), *whole("8", 3, 4), line(kind="2A", so_far=5, given=6)]
    path = tmp_path / name
    path.write_bytes(written(rows))
    release = load("home-office-outcomes", path, into=tmp_path / "releases")
    assert (release.edition, release.values_read, release.rejects) == ("2018-06", 2 * len(rows), 0)
    assert rows_problems(release) == []
    found = {
        (row["offence"], row["outcome_type"], row["basis"]): row["outcomes"]
        for row in table(release, "outcome_counts")
    }
    assert found["total_excluding_fraud", "1", "recorded"] == 19
    assert found["total_excluding_fraud", "1", "assigned"] == 38
    assert found["violence_against_the_person", "8", "assigned"] == 5 * 4
    assert found["theft_offences", "8", "recorded"] == 8 * 3 - 3
    assert found["death_or_serious_injury_by_driving", "1", "assigned"] == 2
    assert found["burglary_residential", "8", "assigned"] == 4
    assert found["robbery", "2A", "assigned"] == 6
    assert found["shoplifting", "2A", "assigned"] == 0
    for parent, parts in CHILDREN.items():
        for kind in ("1", "2A", "8"):
            whole_of = found[parent, kind, "assigned"]
            assert whole_of == sum(found.get((part, kind, "assigned"), 0) for part in parts)


def test_codes_of_a_group_are_added_up_and_say_how_many_they_are(tmp_path: Path) -> None:
    release = loaded(
        tmp_path, line(given=2), line("Robbery of business property", given=5, code="34A")
    )
    row = counted(release)
    assert (row["outcomes"], row["row"]) == (7, "the sum of 2 offence codes")
    assert counted(release, basis="recorded")["outcomes"] == 2


def test_what_a_force_has_no_row_of_is_none_in_a_quarter_it_has_rows_of(tmp_path: Path) -> None:
    release = loaded(
        tmp_path,
        line(),
        line(kind="4"),
        line(force="Merseyside", kind="4"),
        line(kind="4", quarter=("2018/19", "2")),
    )
    none = counted(release, area=MERSEYSIDE)
    assert (none["outcomes"], none["row"]) == (0, "derived: the file has no row of it")
    held = {(row["area"], str(row["period_end"])) for row in table(release, "outcome_counts")}
    assert held == {
        (WEST_MIDLANDS, "2018-06-30"), (WEST_MIDLANDS, "2018-09-30"), (MERSEYSIDE, "2018-06-30"),
    }  # fmt: skip


def test_a_type_is_none_only_while_it_was_in_use(tmp_path: Path) -> None:
    quarters = [("2018/19", "4"), ("2019/20", "1")]
    release = loaded(
        tmp_path,
        *(line(quarter=quarter) for quarter in quarters),
        line(kind="22", quarter=quarters[1], force="Merseyside"),
    )
    diverted = [row for row in table(release, "outcome_counts") if row["outcome_type"] == "22"]
    assert {str(row["period_end"]) for row in diverted} == {"2019-06-30"}


def test_burglary_before_april_2017_is_of_the_groups_there_were(tmp_path: Path) -> None:
    release = loaded(tmp_path, line("Domestic burglary", quarter=("2016/17", "4")))
    assert counted(release, offence="burglary_domestic")["outcomes"] == 2


@pytest.mark.parametrize("type_", ["", "0", "Not yet assigned an outcome"])
def test_crimes_without_an_outcome_yet_are_no_outcome(tmp_path: Path, type_: str) -> None:
    release = loaded(
        tmp_path, line(), line(kind=type_, described="Not Yet Assigned an Outcome", so_far=9)
    )
    assert (release.values_read, release.rejects) == (2, 0)
    assert "Rows of crimes not yet assigned an outcome were passed over: 1." in release.notes


def test_the_sum_of_forces_is_passed_over(tmp_path: Path) -> None:
    release = loaded(tmp_path, line(), line(force="England and Wales"))
    assert release.values_read == 2
    assert "Rows of England and Wales were passed over: 1." in release.notes


def test_an_outcome_type_nobody_knows_is_left_out_by_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, *whole(), line(kind="kestrel"))
    release = load("home-office-outcomes", path, into=tmp_path / "releases")
    assert release.rejects == 2
    listed = (release.folder / "rejects.csv").read_text(encoding="utf-8")
    assert "line 21, 'force outcomes recorded in quarter'" in listed
    assert listed.count("The outcome type is not one known here.") == 2
    assert "kestrel" not in listed
    assert counted(release)["outcomes"] == 2
    assert "Outcomes of a type not known here are in no figure: 2 counts." in release.notes


@pytest.mark.parametrize(
    ("cell", "mark", "rejects"), [("many", "x", 1), ("", "x", 0), ("..", "x", 0), ("[c]", "c", 0)]
)
def test_a_sum_that_lacks_a_count_is_missing(
    tmp_path: Path, cell: str, mark: str, rejects: int
) -> None:
    more = line("Robbery of business property", given=cell, code="34A")
    release = loaded(tmp_path, *whole(), more)
    assert release.rejects == rejects
    for offence in ("robbery", "total_excluding_fraud"):
        row = counted(release, offence=offence)
        assert (row["outcomes"], row["mark"]) == (None, mark)
    assert counted(release, basis="recorded")["outcomes"] == 2
    assert counted(release, offence="theft_offences")["outcomes"] == 14


BAD = [
    (line(force="Mercia"), "S024", "'Force Name'"),
    (line(quarter=("2018", "1")), "S028", "'Financial Quarter'"),
    (line(quarter=("2018/19", "5")), "S028", "'Financial Quarter'"),
    (line("Treason"), "S030", "'Offence Subgroup'"),
]


def test_every_problem_of_a_file_comes_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, line(), *(bad for bad, _, _ in BAD))
    problems = refused("home-office-outcomes", path, into=tmp_path / "releases")
    assert [(p.code, p.place.line, p.place.spot) for p in problems] == [
        (code, number, spot) for number, (_, code, spot) in enumerate(BAD, start=3)
    ]


def test_too_many_types_nobody_knows_are_no_such_file(tmp_path: Path) -> None:
    path = write(tmp_path, line(), line(kind="99"))
    (problem,) = refused("home-office-outcomes", path, into=tmp_path / "releases")
    assert problem.code == "S046"
    assert "The outcome type is not one known here. (2 times)" in problem.what


def test_recorded_crime_is_not_taken_for_outcomes(tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    path.write_text("Financial Year,Financial Quarter,Force Name\n2018/19,1,Surrey\n")
    (problem,) = refused("home-office-outcomes", path, into=tmp_path / "releases")
    assert problem.code == "S021"
    assert "outcome_type" in problem.what


# Beside recorded crime, and beside peers

GROUP = ("Greater Manchester", "Merseyside", "West Midlands", "West Yorkshire")
QUARTERS = [("2018/19", "2"), ("2018/19", "3"), ("2018/19", "4"), ("2019/20", "1")]


@pytest.fixture(scope="module")
def beside_peers(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace with recorded crime, and outcomes of four quarters of its group."""
    folder = tmp_path_factory.mktemp("peers")
    assert run("init", folder / "w", "--force", "west midlands").code == 0
    rows = [
        row
        for number, force in enumerate(GROUP, start=1)
        for at, quarter in enumerate(QUARTERS)
        for kind, so_far, given in (("1", 100, 200 * number + at), ("3", 7, 30), ("8", 9, 5))
        for row in whole(kind, so_far, given, force=force, quarter=quarter)
    ]
    tables = examples / "tables" / "policeforceareatablesyearendingjune2019.xlsx"
    for source, file, published in (
        ("home-office-outcomes", write(folder, *rows), "2019-11-01"),
        ("ons-pfa", tables, "2019-10-17"),
    ):
        ran = run("--workspace", folder / "w", "load", source, file, "--published", published)
        assert ran.code == 0, ran.errors
    return folder / "w"


def values(workspace: Path, measure: str, *more: str) -> dict[tuple[str, str], float | None]:
    """Return what `show` says: (area, period) to value."""
    ran = run("--workspace", workspace, "show", measure, "--format", "json", *more)
    assert ran.code == 0, ran.errors
    return {(row["area"], row["period"]): row["value"] for row in json.loads(ran.output)}


YEAR = "2018-07/2019-06"
RECORDED = {"West Midlands": 262_558, "Merseyside": 133_272}
"""Recorded crime, year ending June 2019, as the Office for National Statistics prints it."""
GIVEN = 19  # groups a force has a row of, a quarter and type


def test_four_quarters_of_a_release_make_a_year(beside_peers: Path) -> None:
    quarters = values(beside_peers, "charges", "--period", "quarter")
    assert list(quarters.values()) == [GIVEN * (600 + at) for at in range(4)]
    assert values(beside_peers, "charges") == {(WEST_MIDLANDS, YEAR): sum(quarters.values())}
    assert values(beside_peers, "charges_so_far") == {(WEST_MIDLANDS, YEAR): GIVEN * 400}
    assert values(beside_peers, "detections") == {
        (WEST_MIDLANDS, YEAR): sum(quarters.values()) + GIVEN * 4 * 30
    }


def test_a_force_is_set_beside_its_group(beside_peers: Path) -> None:
    rates = values(beside_peers, "charge_rate", "--peers")
    charged = {"West Midlands": GIVEN * 2406, "Merseyside": GIVEN * 1606}
    for code, force in ((WEST_MIDLANDS, "West Midlands"), (MERSEYSIDE, "Merseyside")):
        assert rates[code, YEAR] == charged[force] * 100 / RECORDED[force]
    assert len(rates) == len(GROUP)
    shown = pipeline.show(
        Workspace.at(beside_peers), "detection_rate", area=None, peers=True, kind=None, to=None,
        known=None, audience=Audience.PUBLIC,
    )  # fmt: skip
    about = shown.evidence.shown.about
    assert "hold no community resolutions" in about.comparability
    assert about.denominator.startswith("Outcomes given in the period")


def test_a_quarter_or_year_that_lacks_one_count_is_not_known(tmp_path: Path) -> None:
    """Not even for the types that have it: the total would pass for the whole."""
    folder = tmp_path / "w"
    assert run("init", folder, "--force", "west midlands").code == 0
    rows = [row for quarter in QUARTERS for row in whole(quarter=quarter)]
    sent = write(tmp_path, *rows, line(kind="1A", given="", quarter=QUARTERS[1]))
    ran = run(
        *("--workspace", folder, "load", "home-office-outcomes", sent, "--published", "2019-11-01")
    )
    assert ran.code == 0, ran.errors
    of_quarters = list(values(folder, "charges", "--period", "quarter").values())
    assert of_quarters == [2 * GIVEN, None, 2 * GIVEN, 2 * GIVEN]
    assert list(values(folder, "charges").values()) == [None]
    assert list(values(folder, "charges_so_far").values()) == [4 * GIVEN + 1]
