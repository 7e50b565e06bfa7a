"""Files of somebody else's making, read in the child: cells, or one problem in words."""

from __future__ import annotations

import gzip
import json
import struct
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from copperplate.engines.duckdb import to_parquet
from copperplate.errors import BadInput, Problem
from copperplate.sources import cells, limits
from copperplate.sources.cells import read_cells
from copperplate.sources.reading import Workbook
from tests.handmade import ods, ods_row, packed, xlsx, xlsx_parts, xlsx_row

HEADING = ("measure", "area", "period", "value")
DTD = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'


def read(folder: Path, data: bytes, name: str = "file.bin") -> Workbook:
    path = folder / name
    path.write_bytes(data)
    return read_cells(path, name)


def problem(folder: Path, data: bytes, name: str = "file.bin") -> Problem:
    """Return the one problem a file is refused with."""
    with pytest.raises(BadInput) as refused:
        read(folder, data, name)
    (only,) = refused.value.problems
    assert only.place.file == name
    assert only.remedy
    return only


# What is read


@pytest.mark.parametrize("text", ["measure,area\n012,NO\n", "measure;area\r\n012;NO\r\n"])
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    book = read(tmp_path, text.encode())
    assert book.format == "csv"
    assert book.sheets[0].rows == (("measure", "area"), ("012", "NO"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_three_encodings_of_text_are_read(tmp_path: Path, encoding: str) -> None:
    book = read(tmp_path, "name,value\nYnys Môn – north,1\n".encode(encoding))
    assert book.sheets[0].rows[1] == ("Ynys Môn – north", "1")


def test_a_csv_row_knows_its_line_though_a_cell_holds_a_line_break(tmp_path: Path) -> None:
    book = read(tmp_path, b'a,b\n"two\nlines",1\nc,2\n')
    assert book.sheets[0].lines == (1, 2, 4)
    assert str(book.place(book.sheets[0], 2, "b")) == "file.bin:4, 'b'"


def test_the_format_is_told_by_the_bytes_and_not_by_the_name(tmp_path: Path) -> None:
    assert read(tmp_path, xlsx(xlsx_row(1, "a", 2)), "figures.csv").format == "xlsx"
    assert read(tmp_path, ods(ods_row("a", 2)), "figures.xlsx").format == "ods"
    assert read(tmp_path, b"a,b\n", "figures.parquet").format == "csv"


def test_the_formats_hold_the_same_cells(tmp_path: Path) -> None:
    wanted = (HEADING, ("robbery", "E23000014", "2019-06", 12.5))
    parquet = to_parquet(
        dict(zip(HEADING, ("text", "text", "text", "number"), strict=True)), wanted[1:]
    )
    rows = "".join(xlsx_row(number, *row) for number, row in enumerate(wanted, start=1))
    for data in (xlsx(rows), ods("".join(ods_row(*row) for row in wanted)), parquet):
        assert read(tmp_path, data).sheets[0].rows == wanted


def test_dates_truths_and_blanks_keep_their_kind(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([date(2019, 6, 30), True, None, "x"])
    book.save(tmp_path / "kinds.xlsx")
    sheet = read_cells(tmp_path / "kinds.xlsx", "kinds.xlsx").sheets[0]
    assert sheet.rows == ((date(2019, 6, 30), True, None, "x"),)


def test_rows_keep_their_numbers_below_blank_rows(tmp_path: Path) -> None:
    book = read(tmp_path, xlsx(xlsx_row(5, "a", 1)))
    assert book.spot(book.sheets[0], 4) == "Data, row 5"
    assert book.sheets[0].rows[4] == ("a", 1)


def test_an_error_and_an_uncomputed_formula_are_text_and_not_blank(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>1+1</f></c>'
        '<c r="C1"><f>1+1</f><v>2</v></c></row>'
    )
    assert read(tmp_path, xlsx(rows)).sheets[0].rows == (("#REF!", "formula without a value", 2),)


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\ufeff", "\u00ad", "\u2066"])
def test_characters_nobody_sees_are_taken_out_of_text(tmp_path: Path, unseen: str) -> None:
    name = f"Kent{unseen}"
    assert read(tmp_path, f"area\n{name}\n".encode()).sheets[0].rows[1] == ("Kent",)
    assert read(tmp_path, xlsx(xlsx_row(1, name))).sheets[0].rows == (("Kent",),)


def test_an_ods_with_a_million_blank_rows_at_its_end_is_an_ordinary_file(tmp_path: Path) -> None:
    tail = (
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert read(tmp_path, ods(ods_row("a", 1) + tail)).sheets[0].rows == (("a", 1),)


# What is refused


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.xlsx", tmp_path):
        with pytest.raises(BadInput, match="There is no such file") as refused:
            read_cells(path, path.name)
        assert refused.value.problems[0].code == "S001"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "S003", "It is empty."),
        (b" \n\n", "S003", "It is empty."),
        (b"\n<!DOCTYPE html><html><body><table></table>", "S004", "web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "S004", "web page or XML"),
        (b"%PDF-1.7 and more", "S004", "It is a PDF."),
        (gzip.compress(b"a,b\n", mtime=0), "S004", "compressed"),
        (packed({"word/document.xml": "<a/>"}), "S004", "zip archive, but not of a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "S005", "old workbook (.xls)"),
        (packed({"xl/workbook.bin": b"x"}), "S005", "binary workbook"),
        ("a,b\n1,2\n".encode("utf-16"), "S011", "UTF-16"),
        (b"a,b\n1,\x002\n", "S011", "bytes of value zero"),
        ("a,b\né,1\n".encode() + b"\xe9,2\n", "S011", "mixes two encodings"),
        (b'a,b\n"never closed,1\n', "S012", "quotation mark"),
        (b"a\n" + b"x" * 200_000 + b"\n", "S012", "longer than 100,000 characters"),
    ],
    ids=[
        "no bytes", "blanks", "web page", "xml", "pdf", "gzip", "docx", "xls", "xlsb", "utf-16",
        "zero byte", "mixed", "open quote", "long cell",
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(
    tmp_path: Path, data: bytes, code: str, words: str
) -> None:
    found = problem(tmp_path, data, "table.xlsx")
    assert (found.code, words in found.what) == (code, True), str(found)


def test_a_fault_in_text_is_placed_on_its_line(tmp_path: Path) -> None:
    assert problem(tmp_path, b"a,b\n1,2\n3,\x00\n").place.line == 3
    assert problem(tmp_path, "a\né\n".encode() + b"\xe9\n").place.line == 3
    assert problem(tmp_path, b'a\nb\n"c\n').place.line == 3


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, examples: Path, keep: float) -> None:
    whole = (examples / "tables/policeforceareatablesyearendingjune2019.xlsx").read_bytes()
    found = problem(tmp_path, whole[: int(len(whole) * keep)])
    assert found.code == "S006"
    assert "cut short or damaged" in found.what


def test_a_parquet_file_cut_short_is_refused(tmp_path: Path) -> None:
    whole = to_parquet({"a": "text"}, [("x",)] * 100)
    assert problem(tmp_path, whole[:-10]).code == "S006"


def test_two_cells_in_opposite_corners_are_refused_before_the_parser(tmp_path: Path) -> None:
    rows = xlsx_row(1, 1) + '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    started = time.monotonic()
    found = problem(tmp_path, xlsx(rows))
    assert time.monotonic() - started < 5
    assert found.code == "S008"
    assert found.place.spot == "Data"
    assert "span more than 6,000,000 cells" in found.what


def test_an_ods_that_repeats_a_row_a_billion_times_is_refused(tmp_path: Path) -> None:
    wide = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="1" '
        'table:number-columns-repeated="2000000000"/></table:table-row>'
    )
    for rows in (ods_row("a", 1, repeated=1_000_000_000), wide):
        assert problem(tmp_path, ods(rows)).code == "S008"


def test_a_zip_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    parts = xlsx_parts(xlsx_row(1, 1))
    parts["xl/sharedStrings.xml"] = bytes(limits.MAXIMUM_UNPACKED + 1)
    found = problem(tmp_path, packed(parts))
    assert found.code == "S007"
    assert "would unpack to" in found.what


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = bytearray(packed({**xlsx_parts(""), "xl/styles.xml": b" " * 5_000_000}))
    lie = struct.pack("<L", 100)
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        if data[at + 46 :].startswith(b"xl/styles.xml"):
            data[at + 24 : at + 28] = lie
        at += 4
    assert problem(tmp_path, bytes(data)).code == "S006"


def test_a_zip_of_very_many_parts_and_one_that_names_a_part_twice(tmp_path: Path) -> None:
    many = {f"xl/part{number}.txt": b"" for number in range(limits.MAXIMUM_ENTRIES + 1)}
    assert problem(tmp_path, packed(many)).code == "S007"
    twice = {**xlsx_parts(xlsx_row(1, 1)), "xl/worksheets/SHEET1.xml": "<worksheet/>"}
    assert "names one part twice" in problem(tmp_path, packed(twice)).what


@pytest.mark.parametrize("data", [xlsx(xlsx_row(1, 1), head=DTD), ods(ods_row(1), head=DTD)])
def test_a_document_type_declaration_is_refused(tmp_path: Path, data: bytes) -> None:
    assert problem(tmp_path, data).code == "S009"


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    data = bytearray(xlsx(xlsx_row(1, 1)))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + flags] |= 1
    assert problem(tmp_path, bytes(data)).code == "S005"


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(limits.MAXIMUM_FILE + 1)
    with pytest.raises(BadInput, match="larger than 100 MB"):
        read_cells(path, "large.csv")


def test_more_cells_than_any_publication_has_are_refused(tmp_path: Path) -> None:
    assert problem(tmp_path, b",,,,,,,,,\n" * 610_000).code == "S008"


# The child


@pytest.mark.parametrize(
    "break_it",
    [
        "import os; os.abort()",
        "raise RuntimeError",
        "print('not json')",
        "while True: pass",
    ],
)
def test_whatever_breaks_in_the_child_becomes_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, break_it: str
) -> None:
    """The child's own start is put before a fault, to see the parent's side of it."""
    limited = "import sys; sys.path.append(sys.argv[1]); import copperplate.sources.child as c"
    monkeypatch.setattr(cells, "_START", f"{limited}\nc.take_limits(c.LIMITS)\n{break_it}\n")
    monkeypatch.setattr(cells, "CHILD_WALL_SECONDS", 1.0)
    found = problem(tmp_path, b"a,b\n")
    assert found.code == "S010"
    assert "Nothing was loaded" in found.allowed


@pytest.mark.parametrize(
    "cost",
    ["import mmap; mmap.mmap(-1, 3_000_000_000)", "while True: pass"],
    ids=["memory", "processor"],
)
def test_the_limits_stop_a_reader_that_would_have_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cost: str
) -> None:
    limited = "import sys; sys.path.append(sys.argv[1]); import copperplate.sources.child as c"
    answer = 'print(\'{"format": "csv", "sheets": []}\')'
    ready = (
        f"{limited}\nimport resource; c.LIMITS[resource.RLIMIT_CPU] = 1\nc.take_limits(c.LIMITS)\n"
    )
    monkeypatch.setattr(cells, "_START", ready + answer)
    assert read(tmp_path, b"a,b\n").sheets == ()
    monkeypatch.setattr(cells, "_START", f"{ready}{cost}\n{answer}")
    started = time.monotonic()
    assert problem(tmp_path, b"a,b\n").code == "S010"
    assert time.monotonic() - started < limits.CHILD_WALL_SECONDS / 2


def test_the_child_can_write_no_file_and_sees_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPPERPLATE_SECRET", "word")
    target = tmp_path / "written"
    limited = "import sys; sys.path.append(sys.argv[1]); import copperplate.sources.child as c"
    attempt = (
        "import os, json, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"try: open({str(target)!r}, 'w').write('x' * 9000)\n"
        "except OSError: pass\n"
        "print(json.dumps({'format': ' '.join(sorted(os.environ)), 'sheets': []}))"
    )
    monkeypatch.setattr(cells, "_START", f"{limited}\nc.take_limits(c.LIMITS)\n{attempt}\n")
    book = read(tmp_path, b"a,b\n")
    assert not target.exists() or target.stat().st_size == 0
    assert "COPPERPLATE_SECRET" not in book.format


def test_blank_lines_count_as_cells(tmp_path: Path) -> None:
    began = time.monotonic()
    blank = problem(tmp_path, b"measure,area,period,value\n" + b"\n" * 7_000_000)
    assert blank.code == "S008"
    assert time.monotonic() - began < 20


def far_corners(sheets: int, parts: int) -> bytes:
    """A workbook whose sheets each span 5.94 million cells, below the limit of one."""
    made = xlsx_parts(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="990000"><c r="F990000"><v>1</v></c></row>'
    )
    sheet = made.pop("xl/worksheets/sheet1.xml")
    names = "".join(f'<sheet name="S{n}" sheetId="{n + 1}" r:id="r{n}"/>' for n in range(sheets))
    book, relations = str(made["xl/workbook.xml"]), str(made["xl/_rels/workbook.xml.rels"])
    made["xl/workbook.xml"] = book.replace('<sheet name="Data" sheetId="1" r:id="r1"/>', names)
    (one,) = [f"<Relationship{part}" for part in relations.split("<Relationship")[2:]]
    one = one.removesuffix("</Relationships>")
    made["xl/_rels/workbook.xml.rels"] = relations.replace(
        one,
        "".join(
            one.replace('"r1"', f'"r{n}"').replace("sheet1", f"sheet{n % parts}")
            for n in range(sheets)
        ),
    )
    return packed(made | {f"xl/worksheets/sheet{n}.xml": sheet for n in range(parts)})


@pytest.mark.parametrize("parts", [5, 1])
def test_the_limit_of_cells_is_the_workbooks_not_each_sheets(tmp_path: Path, parts: int) -> None:
    assert problem(tmp_path, far_corners(5, parts)).code == "S008"


def test_the_limit_of_cells_is_the_documents_not_each_tables(tmp_path: Path) -> None:
    rows = ods_row(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, repeated=990_000)
    table = f'<table:table table:name="Other">{rows}</table:table>'
    two = ods(f'{rows}</table:table>{table}<table:table table:name="Last">{ods_row("a")}')
    assert problem(tmp_path, two).code == "S008"


def test_an_answer_beyond_all_measure_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"measure,area,period,value\n" + b"thefts,E23000014,2019,1\n" * 100
    assert len(read(tmp_path, data).sheets[0].rows) == 101
    monkeypatch.setattr(cells, "MAXIMUM_ANSWER", 1_000)
    assert problem(tmp_path, data).code == "S010"


def test_the_child_opens_few_files_and_writes_none(tmp_path: Path) -> None:
    program = (
        "import json, os, signal, sys; from copperplate.sources import child; child.take_limits(child.LIMITS)\n"
        "opened = []\n"
        "try:\n"
        "    while len(opened) < 200: opened.append(os.open('/dev/null', os.O_RDONLY))\n"
        "except OSError: pass\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "os.closerange(10, 200)\n"
        "try:\n"
        f"    open({str(tmp_path / 'x')!r}, 'wb', buffering=0).write(b'x'); wrote = True\n"
        "except OSError: wrote = False\n"
        "print(json.dumps([len(opened), wrote]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    opened, wrote = json.loads(done.stdout)
    assert 0 < opened < 64
    assert wrote is False
