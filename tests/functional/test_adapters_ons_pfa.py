"""Police force area workbooks as published, and as nobody should publish them.

Expected figures: the workbooks themselves as printed in the publisher's bulletins and in
the board paper of November 2019 (rates 90 and 107); none was computed by this product.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from copperplate.errors import Problem
from copperplate.sources.offence_names import offence_of
from copperplate.sources.release import Release
from tests.functional.loading import load, one, refused, table

pytestmark = pytest.mark.slow

WEST_MIDLANDS = "E23000014"
WEST_MIDLANDS_REGION = "E12000005"
GREATER_MANCHESTER = "E23000005"
TOTAL = "total_excluding_fraud"

Edit = Callable[[openpyxl.Workbook], None]


@pytest.fixture(scope="module")
def june_file(examples: Path) -> Path:
    return examples / "tables" / "policeforceareatablesyearendingjune2019.xlsx"


@pytest.fixture(scope="module")
def june(june_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    return load("ons-pfa", june_file, into=tmp_path_factory.mktemp("r"), published="2019-10-17")


@pytest.fixture(scope="module")
def september(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    path = examples / "tables" / "policeforceareatablesyearendingseptember2019.xlsx"
    return load("ons-pfa", path, into=tmp_path_factory.mktemp("r"), published="2020-01-23")


@pytest.fixture
def edited(june_file: Path, tmp_path: Path) -> Callable[[Edit], Path]:
    """Return a way to a copy of the June 2019 workbook that somebody changed."""

    def change(edit: Edit) -> Path:
        book = openpyxl.load_workbook(june_file)
        edit(book)
        path = tmp_path / "edited.xlsx"
        book.save(path)
        return path

    return change


# Golden figures


@pytest.mark.parametrize(
    ("area", "rate"),
    [
        (WEST_MIDLANDS, 90.03),
        (GREATER_MANCHESTER, 116.71),
        ("E23000004", 93.65),
        ("E23000010", 127.64),
    ],
)
def test_published_rates_of_june_2019(june: Release, area: str, rate: float) -> None:
    row = one(table(june, "published_rates"), area=area, offence=TOTAL, base="residents")
    assert round(float(str(row["rate"])), 2) == rate


@pytest.mark.parametrize(
    ("offence", "count"),
    [(TOTAL, 262_558), ("burglary", 28_675), ("robbery", 8_945)],
)
def test_published_counts_of_june_2019(june: Release, offence: str, count: int) -> None:
    row = one(table(june, "recorded_crime"), area=WEST_MIDLANDS, offence=offence)
    assert row["offences"] == count
    assert (row["period_start"], row["period_end"]) == (date(2018, 7, 1), date(2019, 6, 30))
    assert row["period_kind"] == "year-ending"
    assert str(row["row"]).startswith("Table P1, row 34")


def test_the_region_and_the_force_of_one_name_are_two_areas(june: Release) -> None:
    rows = table(june, "recorded_crime")
    force = one(rows, area=WEST_MIDLANDS, offence=TOTAL)["offences"]
    region = one(rows, area=WEST_MIDLANDS_REGION, offence=TOTAL)["offences"]
    assert force == 262_558
    assert int(str(region)) > 262_558


def test_denominators_carry_the_year_the_heading_names(june: Release) -> None:
    rows = table(june, "population")
    assert one(rows, area=WEST_MIDLANDS, base="residents", mid_year=2018)["estimate"] == 2_916_500
    assert one(rows, area=WEST_MIDLANDS, base="households")["mid_year"] == 2017


def test_residential_burglary_has_two_bases(june: Release) -> None:
    rows = [
        row
        for row in table(june, "published_rates")
        if row["area"] == WEST_MIDLANDS and row["offence"] == "burglary_residential"
    ]
    assert sorted(str(row["base"]) for row in rows) == ["households", "residents"]


def test_every_area_and_group_is_there_once(june: Release) -> None:
    # 1 + 1 + 9 regions + Wales + 43 forces, British Transport Police in the counts alone.
    assert dict(june.tables) == {
        "recorded_crime": 56 * 23,
        "published_rates": 55 * 24,
        "population": 55 * 2,
    }
    assert june.rejects == 0
    assert june.reconciliations == ()


def test_british_transport_police_is_a_recording_body_without_rates(june: Release) -> None:
    assert one(table(june, "recorded_crime"), area="X-BTP", offence=TOTAL)["offences"]
    assert not [row for row in table(june, "published_rates") if row["area"] == "X-BTP"]
    assert any("has no area code; it was given X-BTP" in note for note in june.notes)


def test_city_of_london_rates_are_not_available(june: Release) -> None:
    row = one(table(june, "published_rates"), area="E23000034", offence=TOTAL)
    assert (row["rate"], row["mark"]) == (None, "x")


def test_greater_manchester_is_not_available_in_september_2019(september: Release) -> None:
    for name, value in (("recorded_crime", "offences"), ("published_rates", "rate")):
        rows = [row for row in table(september, name) if row["area"] == GREATER_MANCHESTER]
        assert len(rows) in (23, 24)
        assert {(row[value], row["mark"]) for row in rows} == {(None, "x")}
    reason = "Greater Manchester Police have been unable to supply data"
    assert any(note.startswith("Greater Manchester (E23000005)") and reason in note
               for note in september.notes)  # fmt: skip


def test_a_workbook_loads_in_the_time_of_a_breath(june_file: Path, tmp_path: Path) -> None:
    started = time.monotonic()
    load("ons-pfa", june_file, into=tmp_path, published="2019-10-17")
    assert time.monotonic() - started < 5  # 0.4 s on a quiet laptop


EDITIONS = [
    ("policeforceareatablesyearendingmarch2018v2.xlsx", "2018-03", 233_393, 2016),
    ("policeforceareadatatablesyearendingjune2018corrected.xlsx", "2018-06", 237_666, 2017),
    ("policeforceareatablesyearendingsep18corrected.xlsx", "2018-09", 244_527, 2017),
    ("policeforceareatablesyearendingdecember2018.xlsx", "2018-12", 252_689, 2017),
    ("policeforceareatablesyeendingmarch2019.xlsx", "2019-03", 259_661, 2017),
    ("policeforceareatablesyearendingjune2019.xlsx", "2019-06", 262_558, 2018),
    ("policeforceareatablesyearendingseptember2019.xlsx", "2019-09", 262_188, 2018),
]


@pytest.mark.parametrize(("file", "edition", "total", "mid_year"), EDITIONS)
def test_every_edition_is_read_whatever_its_layout(
    shared: Path, tmp_path: Path, file: str, edition: str, total: int, mid_year: int
) -> None:
    release = load("ons-pfa", shared / "ons-pfa-tables" / file, into=tmp_path)
    assert release.edition == edition
    row = one(table(release, "recorded_crime"), area=WEST_MIDLANDS, offence=TOTAL)
    assert row["offences"] == total
    residents = one(table(release, "population"), area=WEST_MIDLANDS, base="residents")
    assert residents["mid_year"] == mid_year
    assert dict(release.tables) == {
        "recorded_crime": 1288,
        "published_rates": 1320,
        "population": 110,
    }
    assert release.reconciliations == ()


def test_every_figure_of_every_edition_equals_an_independent_reading(
    shared: Path, tmp_path: Path
) -> None:
    """The tidy file was read out of the same workbooks by other means, to six places."""
    with (shared / "ons-pfa-tables" / "tidy_pfa_counts_and_rates.csv").open() as stream:
        theirs: dict[str, dict[tuple[str, ...], float]] = {}
        for row in csv.DictReader(stream):
            if row["area_code"]:  # British Transport Police has none
                base = "" if row["measure"] == "count" else "residents"
                base = "households" if row["offence"].endswith("(households)") else base
                offence = offence_of(row["offence"].removesuffix(" (households)"))
                key = (row["area_code"], str(offence), base)
                theirs.setdefault(row["year_ending"][:7], {})[key] = float(row["value"])
    for file, edition, _, _ in EDITIONS:
        release = load("ons-pfa", shared / "ons-pfa-tables" / file, into=tmp_path)
        ours = {
            (str(row["area"]), str(row["offence"]), str(row.get("base", ""))): round(
                float(str(row.get("offences", row.get("rate")))), 6
            )
            for name in ("recorded_crime", "published_rates")
            for row in table(release, name)
            if row["mark"] == "" and row["area"] != "X-BTP"
        }
        assert ours == theirs[edition], edition


# What somebody changed


def test_a_doctored_total_is_loaded_and_said(
    edited: Callable[[Edit], Path], tmp_path: Path
) -> None:
    def doctor(book: openpyxl.Workbook) -> None:
        book["Table P1"]["C34"] = book["Table P1"]["C34"].value + 1000

    release = load("ons-pfa", edited(doctor), into=tmp_path / "releases")
    row = one(table(release, "recorded_crime"), area=WEST_MIDLANDS, offence=TOTAL)
    assert row["offences"] == 263_558
    said = [str(found) for found in release.reconciliations]
    assert any(
        "Table P1, row 34 (E23000014)" in text
        and "against the sum of its groups: 263,558 is printed, 262,558 follows" in text
        for text in said
    )
    assert any("Table P3, row 34" in text and "rate per 1,000 residents" in text for text in said)


def test_a_region_that_is_not_the_sum_of_its_forces_is_said(
    edited: Callable[[Edit], Path], tmp_path: Path
) -> None:
    def doctor(book: openpyxl.Workbook) -> None:
        book["Table P1"]["N34"] = book["Table P1"]["N34"].value + 1  # burglary of the force

    release = load("ons-pfa", edited(doctor), into=tmp_path / "releases")
    said = " ".join(str(found) for found in release.reconciliations)
    assert "(E12000005): Burglary against the sum of its areas" in said


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_another_publication_is_told_apart(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Table 1: Outcomes assigned to offences"])
    book.save(tmp_path / "outcomes.xlsx")
    (problem,) = refused("ons-pfa", tmp_path / "outcomes.xlsx", into=tmp_path / "r")
    assert problem.code == "S020"
    assert "It is not a workbook of police force area tables." in str(problem)


def test_a_csv_is_not_a_workbook_of_force_tables(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    (problem,) = refused("ons-pfa", tmp_path / "a.csv", into=tmp_path / "r")
    assert problem.code == "S020"


def test_a_lost_column_is_named(edited: Callable[[Edit], Path], tmp_path: Path) -> None:
    path = edited(lambda book: book["Table P1"].delete_cols(14))
    problems = refused("ons-pfa", path, into=tmp_path / "r")
    assert "S022" in codes(problems)
    assert any("The column 'Burglary' is missing." in problem.what for problem in problems)


def test_a_renamed_column_gets_the_nearest_name(
    edited: Callable[[Edit], Path], tmp_path: Path
) -> None:
    def rename(book: openpyxl.Workbook) -> None:
        book["Table P1"]["N5"] = "Burglery"

    text = "\n".join(str(p) for p in refused("ons-pfa", edited(rename), into=tmp_path / "r"))
    assert "Column N is not an offence group known here." in text
    assert "Did you mean 'burglary'?" in text


def test_a_column_twice_is_refused(edited: Callable[[Edit], Path], tmp_path: Path) -> None:
    def repeat(book: openpyxl.Workbook) -> None:
        book["Table P1"]["M5"] = "Burglary"

    text = "\n".join(str(p) for p in refused("ons-pfa", edited(repeat), into=tmp_path / "r"))
    assert "repeats a group" in text


def test_figures_without_a_heading_are_refused(
    edited: Callable[[Edit], Path], tmp_path: Path
) -> None:
    def erase(book: openpyxl.Workbook) -> None:
        book["Table P1"]["N5"] = None

    problems = refused("ons-pfa", edited(erase), into=tmp_path / "r")
    assert "Column N holds figures and has no label." in problems[0].what


def test_a_row_that_lost_its_code_is_refused_though_its_name_is_there(
    edited: Callable[[Edit], Path], tmp_path: Path
) -> None:
    def erase(book: openpyxl.Workbook) -> None:
        book["Table P1"]["A34"] = None

    (problem,) = refused("ons-pfa", edited(erase), into=tmp_path / "r")
    assert (problem.code, problem.place.spot) == ("S024", "Table P1, row 34")
    assert "A row of figures has no area code." in problem.what


def test_an_unknown_code_gets_the_nearest(edited: Callable[[Edit], Path], tmp_path: Path) -> None:
    def mistype(book: openpyxl.Workbook) -> None:
        book["Table P3"]["A34"] = "E2300014"

    (problem,) = refused("ons-pfa", edited(mistype), into=tmp_path / "r")
    assert (problem.code, problem.place.spot) == ("S024", "Table P3, row 34")
    assert "Did you mean 'E23000014'?" in problem.remedy


def test_an_area_twice_is_refused(edited: Callable[[Edit], Path], tmp_path: Path) -> None:
    def repeat(book: openpyxl.Workbook) -> None:
        book["Table P1"]["A34"] = book["Table P1"]["A33"].value

    (problem,) = refused("ons-pfa", edited(repeat), into=tmp_path / "r")
    assert problem.code == "S025"
    assert "stands in row 33 already" in problem.what


def test_text_in_a_number_is_refused_by_its_place_and_not_repeated(
    edited: Callable[[Edit], Path], tmp_path: Path
) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        book["Table P1"]["N34"] = "canary-7731"
        book["Table P3"]["F20"] = "also wrong"

    problems = refused("ons-pfa", edited(spoil), into=tmp_path / "r")
    assert codes(problems) == ["S026", "S026"]
    assert problems[0].place.spot == "Table P1, row 34, 'burglary'"
    assert "canary" not in str(problems[0])


def test_all_that_is_wrong_with_a_workbook_is_said_at_once(
    edited: Callable[[Edit], Path], tmp_path: Path
) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        book["Table P1"]["N34"] = "text"
        book["Table P1"]["A40"] = None
        book["Table P3"]["F5"] = "Something else"

    problems = refused("ons-pfa", edited(spoil), into=tmp_path / "r")
    assert [(problem.code, problem.place.spot) for problem in problems] == [
        ("S024", "Table P1, row 40"),
        ("S026", "Table P1, row 34, 'burglary'"),
        ("S022", "Table P3, row 5"),
        ("S022", "Table P3, row 5"),
    ]


def test_half_an_offence_is_refused(edited: Callable[[Edit], Path], tmp_path: Path) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        book["Table P1"]["N34"] = 28675.5

    (problem,) = refused("ons-pfa", edited(spoil), into=tmp_path / "r")
    assert (problem.code, problem.what) == ("S026", "It is not a whole number.")


def test_a_blank_cell_is_not_available_and_counted(
    edited: Callable[[Edit], Path], tmp_path: Path
) -> None:
    def erase(book: openpyxl.Workbook) -> None:
        book["Table P1"]["N34"] = None

    release = load("ons-pfa", edited(erase), into=tmp_path / "r")
    row = one(table(release, "recorded_crime"), area=WEST_MIDLANDS, offence="burglary")
    assert (row["offences"], row["mark"]) == (None, "x")
    assert "Blank cells read as not available, never as zero: 1." in release.notes


def test_tables_of_two_editions_in_one_workbook_are_refused(
    edited: Callable[[Edit], Path], tmp_path: Path
) -> None:
    def swap(book: openpyxl.Workbook) -> None:
        title = book["Table P3"]["A1"]
        title.value = title.value.replace("June 2019", "March 2019")

    (problem,) = refused("ons-pfa", edited(swap), into=tmp_path / "r")
    assert (problem.code, problem.place.spot) == ("S023", "Table P3")
    assert "The notes say year ending June 2019" in problem.what


def test_a_workbook_without_its_notes_does_not_say_its_period(
    edited: Callable[[Edit], Path], tmp_path: Path
) -> None:
    def drop(book: openpyxl.Workbook) -> None:
        del book["Notes"]

    (problem,) = refused("ons-pfa", edited(drop), into=tmp_path / "r")
    assert problem.code == "S023"


def test_a_workbook_without_the_rates_is_refused(
    edited: Callable[[Edit], Path], tmp_path: Path
) -> None:
    def drop(book: openpyxl.Workbook) -> None:
        del book["Table P3"]

    (problem,) = refused("ons-pfa", edited(drop), into=tmp_path / "r")
    assert problem.code == "S021"
    assert "No sheet is titled '… rate of offences …'" in problem.what


def test_a_sheet_by_another_name_and_place_is_found_by_its_title(
    edited: Callable[[Edit], Path], tmp_path: Path
) -> None:
    def move(book: openpyxl.Workbook) -> None:
        book["Table P1"].title = "Sheet9"
        book.move_sheet("Sheet9", offset=3)
        book["Sheet9"].insert_cols(1)

    release = load("ons-pfa", edited(move), into=tmp_path / "r")
    row = one(table(release, "recorded_crime"), area=WEST_MIDLANDS, offence=TOTAL)
    assert (row["offences"], row["row"]) == (
        262_558,
        "Sheet9, row 34, 'total recorded crime (excluding fraud)'",
    )


def test_a_publication_older_than_its_figures_is_refused(june_file: Path, tmp_path: Path) -> None:
    problems = refused("ons-pfa", june_file, into=tmp_path / "r", published="2019-06-01")
    assert set(codes(problems)) == {"S044"}
    assert "The same holds of" in problems[-1].remedy
    assert len(problems) == 10
