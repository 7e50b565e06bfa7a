"""Mid-year estimates, from the plain table and from the workbook they were published in."""

from __future__ import annotations

from pathlib import Path

from tests.functional.loading import load, one, refused, table

HEADING = "measure,mid_year,area_code,area_name,value\n"


def test_both_shapes_hold_the_same_estimates(shared: Path, tmp_path: Path) -> None:
    files = (
        shared / "population" / "pfa_mid_year_2002_2016.csv",
        shared / "ons-pfa-tables" / "policeforceareatablesyearendingmarch2018v2.xlsx",
    )
    found = []
    for number, file in enumerate(files):
        release = load("mid-year-population", file, into=tmp_path / str(number))
        assert release.edition == "2002-to-2016"
        assert release.tables["population"] == 55 * 15 * 2
        rows = table(release, "population")
        found.append({(r["area"], r["mid_year"], r["base"]): r["estimate"] for r in rows})
    assert found[0] == found[1]
    # The denominator of the published rate of 66.10 in the year ending March 2016.
    assert round(185_464 / int(str(found[0]["E23000014", 2014, "residents"])) * 1000, 2) == 66.10


def test_small_table(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(HEADING + "population,2018,E23000014,West Midlands,2916500\n")
    release = load("mid-year-population", tmp_path / "p.csv", into=tmp_path / "r")
    row = one(table(release, "population"), area="E23000014")
    assert (row["mid_year"], row["base"], row["estimate"]) == (2018, "residents", 2_916_500)


def test_what_is_wrong_with_a_row_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(
        HEADING + "cars,2018,E23000014,x,5\nhouseholds,18,E23000014,x,5\nhouseholds,2018,E1,x,5\n"
    )
    problems = refused("mid-year-population", tmp_path / "p.csv", into=tmp_path / "r")
    assert [(problem.code, problem.place.line) for problem in problems] == [
        ("S041", 2),
        ("S028", 3),
        ("S024", 4),
    ]


def test_nobody_lives_there_is_not_an_estimate(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(HEADING + "population,2018,E23000014,x,0\n")
    (problem,) = refused("mid-year-population", tmp_path / "p.csv", into=tmp_path / "r")
    assert (problem.code, problem.place.spot) == ("S043", "line 2")


def test_another_workbook_is_refused(examples: Path, tmp_path: Path) -> None:
    path = examples / "tables" / "policeforceareatablesyearendingjune2019.xlsx"
    (problem,) = refused("mid-year-population", path, into=tmp_path / "r")
    assert problem.code == "S021"
