"""A plain table anybody can make, in four formats."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from copperplate.engines.duckdb import to_parquet
from tests.functional.loading import load, one, refused, table
from tests.handmade import ods, ods_row, xlsx, xlsx_row

HEADING = ("measure", "area", "period", "value")


def write(folder: Path, text: str, name: str = "figures.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_becomes_a_row(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "measure,area,period,value,base,mark\n"
        "satisfaction,E23000014,2013-14 is not read,0,,\n".replace(
            "2013-14 is not read,0,,", 'Q1 2013/14,"1,576","12,357",p'
        ),
    )
    release = load("counts", path, into=tmp_path / "r", published=None, as_at="2014-03-14")
    assert release.identity == "counts/figures-as-at-2014-03-14"
    assert release.note().dated == "as at 14 March 2014"
    (row,) = table(release, "counts")
    assert row == {
        "measure": "satisfaction",
        "area": "E23000014",
        "period_start": date(2013, 4, 1),
        "period_end": date(2013, 6, 30),
        "period_kind": "quarter",
        "value": 1576.0,
        "base": 12357.0,
        "mark": "p",
        "row": "line 2",
    }


def test_columns_stand_in_any_order_under_any_capitals_below_a_note(tmp_path: Path) -> None:
    text = (
        "Figures of the force\n\nValue,PERIOD,spare,Area,Measure\n5,June 2019,x,E23000014,thefts\n"
    )
    (row,) = table(load("counts", write(tmp_path, text), into=tmp_path / "r"), "counts")
    assert (row["measure"], row["value"], row["row"]) == ("thefts", 5.0, "line 4")


def test_four_formats_say_the_same(tmp_path: Path) -> None:
    rows = [("thefts", "E23000014", "2019-05", 5.0), ("thefts", "E23000014", "2019-06", 7.5)]
    cells = [HEADING, *rows]
    files = {
        "a.csv": "\n".join(",".join(map(str, row)) for row in cells).encode(),
        "a.xlsx": xlsx("".join(xlsx_row(n, *row) for n, row in enumerate(cells, start=1))),
        "a.ods": ods("".join(ods_row(*row) for row in cells)),
        "a.parquet": to_parquet(
            dict(zip(HEADING, ("text", "text", "text", "number"), strict=True)), rows
        ),
    }
    found = []
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        release = load("counts", tmp_path / name, into=tmp_path / f"from-{name}")
        found.append([{**row, "row": ""} for row in table(release, "counts")])
    assert found[0] == found[1] == found[2] == found[3]
    assert [row["value"] for row in found[0]] == [5.0, 7.5]


def test_codes_that_look_like_something_else_stay_text(tmp_path: Path) -> None:
    text = "measure,area,period,value\nNO,E23000014,2019,1\n012,E23000014,2019,2\n"
    rows = table(load("counts", write(tmp_path, text), into=tmp_path / "r"), "counts")
    assert [row["measure"] for row in rows] == ["NO", "012"]


@pytest.mark.parametrize("area", ["NO", "012", "E2300014", "West Midlands", ""])
def test_an_area_that_is_no_code_is_refused_with_what_is_near(tmp_path: Path, area: str) -> None:
    text = f"measure,area,period,value\nthefts,{area},2019,1\n"
    (problem,) = refused("counts", write(tmp_path, text), into=tmp_path / "r")
    assert (problem.code, str(problem.place)) == ("S024", "figures.csv:2, 'area'")
    if area == "E2300014":
        assert "Did you mean 'E23000014'?" in problem.remedy
    if area == "West Midlands":
        assert "has the code E12000005 or E23000014." in problem.remedy


@pytest.mark.parametrize(
    "period", ["2019-13", "2019-02-30", "31/06/2019", "2019/21", "Juny 2019", "0000", "", "soon"]
)
def test_a_period_that_is_none_is_refused(tmp_path: Path, period: str) -> None:
    text = f"measure,area,period,value\nthefts,E23000014,{period},1\n"
    (problem,) = refused("counts", write(tmp_path, text), into=tmp_path / "r")
    assert (problem.code, str(problem.place)) == ("S028", "figures.csv:2, 'period'")
    assert "'year ending June 2019'" in problem.allowed


def test_a_period_that_is_not_over_is_refused(tmp_path: Path) -> None:
    text = "measure,area,period,value\nthefts,E23000014,March 2014,1\n"
    path = write(tmp_path, text)
    dates = {"published": None, "as_at": "2014-03-14"}
    (problem,) = refused("counts", path, into=tmp_path / "r", **dates)
    assert problem.code == "S044"
    assert "ends after 14 March 2014" in problem.what


def test_the_same_key_twice_is_refused_with_both_places(tmp_path: Path) -> None:
    text = (
        "measure,area,period,value\nthefts,E23000014,2019-06,1\n"
        "thefts,E23000014,2019-05,1\nthefts,E23000014,June 2019,1\n"
    )
    (problem,) = refused("counts", write(tmp_path, text), into=tmp_path / "r")
    assert problem.code == "S042"
    assert str(problem.place) == "figures.csv, line 4"
    assert "stand at line 2 already" in problem.what


def test_the_same_key_in_two_files_is_refused_with_both_places(tmp_path: Path) -> None:
    text = "measure,area,period,value\nthefts,E23000014,2019-06,1\n"
    files = [write(tmp_path, text, "a.csv"), write(tmp_path, text + "\n", "b.csv")]
    (problem,) = refused("counts", *files, into=tmp_path / "r")
    assert str(problem.place) == "b.csv, line 2"
    assert "stand at a.csv, line 2 already" in problem.what


def test_several_files_make_one_release(tmp_path: Path) -> None:
    files = [
        write(tmp_path, f"measure,area,period,value\n{name},E23000014,2019,1\n", f"{name}.csv")
        for name in ("thefts", "arsons")
    ]
    release = load("counts", *files, into=tmp_path / "r")
    assert release.identity == "counts/arsons-and-thefts-published-2020-01-31"
    assert {row["row"] for row in table(release, "counts")} == {
        "thefts.csv, line 2",
        "arsons.csv, line 2",
    }


@pytest.mark.parametrize(
    ("value", "mark", "stored"),
    [
        ("", "", (None, "x")),
        ("..", "", (None, "x")),
        ("", "c", (None, "c")),
        ("", "[z]", (None, "z")),
        ("[c]", "c", (None, "c")),
        ("0", "", (0.0, "")),
        ("5", "[r]", (5.0, "r")),
        ("0", "low", (0.0, "low")),
    ],
)
def test_values_and_marks(
    tmp_path: Path, value: str, mark: str, stored: tuple[float | None, str]
) -> None:
    text = f"measure,area,period,value,mark\nthefts,E23000014,2019,{value},{mark}\n"
    (row,) = table(load("counts", write(tmp_path, text), into=tmp_path / "r"), "counts")
    assert (row["value"], row["mark"]) == stored


@pytest.mark.parametrize(
    ("value", "mark"),
    [("five", ""), ("5", "c"), ("..", "c"), ("", "p"), ("5", "q"), ("5 [p]", "r"), ("1e400", "")],
)
def test_a_value_or_mark_that_cannot_be_read_is_a_reject(
    tmp_path: Path, value: str, mark: str
) -> None:
    good = "".join(f"thefts,E23000014,{year},1,\n" for year in range(2000, 2020))
    text = f"measure,area,period,value,mark\n{good}other,E23000014,2019,{value},{mark}\n"
    release = load("counts", write(tmp_path, text), into=tmp_path / "r")
    assert release.rejects == 1
    assert release.tables["counts"] == 20
    rejects = (release.folder / "rejects.csv").read_text().splitlines()
    assert rejects[1].startswith("figures.csv,line 22,")
    assert "five" not in rejects[1]


def test_a_missing_column_is_named_with_the_nearest(tmp_path: Path) -> None:
    text = "measure,area,periode,value\nthefts,E23000014,2019,1\n"
    (problem,) = refused("counts", write(tmp_path, text), into=tmp_path / "r")
    assert problem.code == "S021"
    assert "missing: period." in problem.what
    assert "Did you mean 'periode'?" in problem.remedy


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    text = "measure,area,period,value,Value\nthefts,E23000014,2019,1,2\n"
    (problem,) = refused("counts", write(tmp_path, text), into=tmp_path / "r")
    assert problem.code == "S022"


def test_all_problems_of_a_file_come_together_but_not_without_end(tmp_path: Path) -> None:
    bad = "".join(f"thefts,E2399{n:04},2019-13,1\n" for n in range(500))
    text = "measure,area,period,value\n" + bad
    problems = refused("counts", write(tmp_path, text), into=tmp_path / "r")
    assert {problem.code for problem in problems} == {"S024", "S028"}
    assert len(problems) == 20
    assert "The same holds of 490 more." in problems[-1].remedy


def test_a_formula_nobody_computed_is_a_reject_and_not_a_blank(tmp_path: Path) -> None:
    rows = [xlsx_row(1, *HEADING)]
    rows += [xlsx_row(n, "thefts", "E23000014", str(2000 + n), 1) for n in range(2, 15)]
    rows.append(
        '<row r="15"><c r="A15" t="inlineStr"><is><t>thefts</t></is></c><c r="B15" t="inlineStr">'
        '<is><t>E23000014</t></is></c><c r="C15" t="inlineStr"><is><t>2018</t></is></c>'
        '<c r="D15"><f>1+1</f></c></row>'
    )
    (tmp_path / "a.xlsx").write_bytes(xlsx("".join(rows)))
    release = load("counts", tmp_path / "a.xlsx", into=tmp_path / "r")
    assert release.rejects == 1
    assert one(table(release, "counts"), row="Data, row 2")["value"] == 1.0


def test_a_heading_without_rows_is_refused(tmp_path: Path) -> None:
    (problem,) = refused("counts", write(tmp_path, "measure,area,period,value\n"),
                         into=tmp_path / "r")  # fmt: skip
    assert problem.code == "S047"
    assert "holds no figures" in problem.what


def test_a_date_cell_is_refused_because_it_may_mean_a_month(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADING)
    book.active.append(("thefts", "E23000014", date(2019, 6, 1), 5))
    book.save(tmp_path / "typed.xlsx")
    (problem,) = refused("counts", tmp_path / "typed.xlsx", into=tmp_path / "r")
    assert (problem.code, problem.place.spot) == ("S028", "Sheet, row 2, 'period'")
    assert "may mean a day or a month" in problem.what


def test_a_day_written_out_is_a_day(tmp_path: Path) -> None:
    text = "measure,area,period,value\nthefts,E23000014,2019-06-01,1\n"
    (row,) = table(load("counts", write(tmp_path, text), into=tmp_path / "r"), "counts")
    assert (row["period_kind"], row["period_end"]) == ("day", date(2019, 6, 1))


def test_very_many_files_make_a_name_that_fits(tmp_path: Path) -> None:
    files = [
        write(tmp_path, f"measure,area,period,value\nm{n},E23000014,2019,1\n", f"{'x' * 40}{n}.csv")
        for n in range(4)
    ]
    assert load("counts", *files, into=tmp_path / "r").edition == f"{'x' * 40}0-and-3-more"
