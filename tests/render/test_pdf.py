"""The PDF: what a committee prints, and what a screen reader reads of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import get_args

import page
import pikepdf
import pymupdf
import pytest

from copperplate import pipeline
from copperplate.errors import BadInput
from copperplate.render.pdf import render
from copperplate.render.pdf_made import MadeBy, Uses
from copperplate.report.blocks import (
    Block,
    Bullets,
    Chart,
    Column,
    Document,
    FigureRun,
    Heading,
    KeyFigure,
    KeyFigures,
    Link,
    Paragraph,
    Row,
    Section,
    SideBySide,
    Table,
    Text,
    Voice,
    figures,
    plain,
    walk,
)
from copperplate.series import Figure, Mark, Provenance
from copperplate.series.units import OFFENCES
from copperplate.workspace import Workspace
from tests.render.sample import (
    LINES,
    RATE,
    STAMP,
    chart,
    figure,
    sample_document,
    synthetic_document,
)

FOOTER_HEIGHT = 62  # points: the bottom margin of 22 mm


@cache
def sample_pdf() -> bytes:
    return render(sample_document())


def holding(*blocks: Block) -> Document:
    """Return the sample with one section of the given blocks, under the heading 'Only'."""
    only = Section(heading=Heading(level=2, text="Only", identity="only"), blocks=blocks)
    return replace(sample_document(), sections=(only,))


def said(*runs: Text | FigureRun | Link, **more: object) -> Paragraph:
    return Paragraph(runs=runs, **more)  # type: ignore[arg-type]


def flat(text: str) -> str:
    """Return text without its line breaks and runs of spaces."""
    return " ".join(text.split())


def pages(pdf: bytes) -> list[str]:
    with pymupdf.open(stream=pdf) as document:
        return [flat(sheet.get_text()) for sheet in document]


def text_of(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def elements(pdf: bytes) -> Iterator[pikepdf.Object]:
    """Yield the structure elements of a PDF: what a screen reader walks."""
    with pikepdf.open(BytesIO(pdf)) as file:
        waiting = [file.Root.StructTreeRoot]
        while waiting:
            element = waiting.pop()
            yield element
            inside = element.get("/K", [])
            children = inside if isinstance(inside, pikepdf.Array) else [inside]
            waiting += [c for c in children if isinstance(c, pikepdf.Dictionary) and "/S" in c]


# Accessible ------------------------------------------------------------------------------


def test_passes_every_check_of_pdf_ua_1():
    report = page.validate_pdf_bytes(sample_pdf(), profile=page.ValidationProfile.PDF_UA_1)
    assert (report.is_compliant, list(report.failures)) == (True, [])


def test_a_synthetic_paper_passes_every_check_and_bears_its_stamp_on_every_page():
    pdf = render(synthetic_document())
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert (report.is_compliant, list(report.failures)) == (True, [])
    assert all(STAMP in text for text in pages(pdf))
    assert STAMP not in text_of(sample_pdf())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["2019-11", "2020-02"])
def test_the_real_papers_pass_every_check_of_pdf_ua_1(name: str, examples: Path):
    built = pipeline.compose(Workspace.at(examples / "west-midlands-2019"), name)
    report = page.validate_pdf_bytes(
        built.files["paper.pdf"], profile=page.ValidationProfile.PDF_UA_1
    )
    assert (report.is_compliant, list(report.failures)) == (True, [])


def test_the_checker_knows_an_inaccessible_pdf():
    with pikepdf.open(BytesIO(sample_pdf())) as file:
        del file.Root.StructTreeRoot
        file.save(output := BytesIO(b""))
    report = page.validate_pdf_bytes(output.getvalue(), profile=page.ValidationProfile.PDF_UA_1)
    assert not report.is_compliant


def test_the_first_cell_of_each_row_is_a_header_of_its_row():
    rows = sum(len(block.rows) for block in walk(sample_document()) if isinstance(block, Table))
    scopes = Counter(
        str(element.A.Scope)
        for element in elements(sample_pdf())
        if element.get("/S") == "/TH" and isinstance(element.get("/A"), pikepdf.Dictionary)
    )
    assert scopes["/Row"] == rows


def test_each_column_has_a_header():
    columns = sum(
        len(block.columns) for block in walk(sample_document()) if isinstance(block, Table)
    )
    heads = [element for element in elements(sample_pdf()) if element.get("/S") == "/TH"]
    rows = sum(len(block.rows) for block in walk(sample_document()) if isinstance(block, Table))
    assert len(heads) == columns + rows


def test_each_chart_says_in_words_what_it_shows():
    expected = [
        plain(block.alternative) for block in walk(sample_document()) if isinstance(block, Chart)
    ]
    spoken = [
        str(element.Alt)
        for element in elements(sample_pdf())
        if element.get("/S") == "/Figure" and "/Alt" in element
    ]
    assert spoken == expected


def test_says_its_title_language_authors_and_date():
    with pikepdf.open(BytesIO(sample_pdf())) as file:
        root, info = file.Root, file.docinfo
        assert str(root.Lang) == "en-GB"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(info.Title) == "Headline performance report"
        assert "Chief Constable" in str(info.Author)
        # The meeting's date; a clock would make every run another paper.
        assert str(info.CreationDate).startswith("D:20191119")


def test_bookmarks_are_the_headings():
    with pymupdf.open(stream=sample_pdf()) as document:
        marks = [(level, title) for level, title, _ in document.get_toc()]
    assert marks == [
        (1, "Headline performance report"),
        (2, "Purpose"),
        (2, "Recorded crime below similar forces"),
        (2, "Notes"),
        (3, "Sources"),
        (2, "Data behind the charts"),
        (2, "Where the figures come from"),
    ]


# Nothing is lost -----------------------------------------------------------------------------


def test_the_sample_holds_every_kind_of_block():
    assert {type(block) for block in walk(sample_document())} == set(get_args(Block))


# The day of a paper stands under its board's name, and needs no word that says what it is.
NOT_WORDS = {"day_is", "identity", "target", "language", "drawing", "figure", "provenance"}


def words_of(value: object) -> Iterator[str]:
    """Yield every text a reader should find, whatever field of whatever block holds it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from words_of(item)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in NOT_WORDS:
                yield from words_of(getattr(value, field.name))


def test_every_word_of_the_document_is_in_the_text():
    text = text_of(sample_pdf())
    enums = {"plain", "strong", "emphasis", *Voice}
    wanted = {flat(words) for words in words_of(sample_document())} - enums
    assert len(wanted) > 50
    assert sorted(words for words in wanted if words not in text) == []


def test_every_figure_is_in_the_text_as_often_as_in_the_document():
    text = text_of(sample_pdf())
    for shown, times in Counter(f.marked_text for f in figures(sample_document())).items():
        found = re.findall(rf"(?<![\w.,]){re.escape(shown)}(?![\w,]|\.\d)", text)
        assert len(found) >= times, shown


def test_says_where_each_figure_comes_from():
    text = text_of(sample_pdf())
    for known in {f.provenance for f in figures(sample_document())}:
        release = known.releases[0]
        for words in (
            known.title,
            known.definition,
            known.method,
            known.query,
            known.policy,
            release.title,
            release.publisher,
            release.dated,
        ):
            assert flat(words) in text


def test_a_figure_in_a_sentence_leads_to_where_it_comes_from():
    paper = holding(said(Text("There were "), FigureRun(figure("a", 28675.0, OFFENCES, 0))))
    with pymupdf.open(stream=render(paper)) as document:
        place = document[0].search_for("28,675")[0]
        leads = [link for link in document[0].get_links() if link["from"].intersects(place)]
        assert [link["kind"] for link in leads] == [pymupdf.LINK_GOTO]
        assert "Where the figures come from" in document[leads[0]["page"]].get_text()


def test_an_address_is_written_out_once_for_those_who_hold_paper():
    guide = Link("the guide", "https://example.org/guide")
    text = text_of(render(holding(said(guide, Text(" and again ")), said(guide))))
    assert text.count("https://example.org/guide") == 1
    assert text.count("the guide") == 2


def test_a_link_within_the_paper_leads_to_its_block():
    paper = holding(said(Link("see the chart", "#c")), chart("c", LINES))
    with pymupdf.open(stream=render(paper)) as document:
        assert document[0].get_links()[0]["kind"] == pymupdf.LINK_GOTO


@pytest.mark.parametrize("target", ["#nowhere", "javascript:alert(1)", "file:///x", "example.org"])
def test_a_link_that_leads_nowhere_is_refused(target: str):
    with pytest.raises(ValueError, match="a link leads to"):
        render(holding(said(Link("here", target))))


@pytest.mark.parametrize(
    "hostile",
    [
        '#sys.inputs.data #read("paper.typ")',
        "*not bold* _nor slanted_ $x^2$ `raw` <label> @reference",
        "a backslash \\u{41} and \"quotes\" and 'more'",
        "</svg> & <b>angle brackets</b>",
    ],
)
def test_text_is_only_ever_text(hostile: str):
    document = holding(
        said(Text(hostile)),
        Bullets(items=((Text(hostile),),)),
        replace(chart("c", LINES), subtitle=hostile),
    )
    assert text_of(render(document)).count(flat(hostile)) == 3


def test_letters_the_typeface_lacks_are_refused_all_at_once_with_their_place():
    paper = holding(said(Text("a \u4e2d b")), Bullets(items=((Text("\u4e2d \U0001f600 \x07"),),)))
    with pytest.raises(BadInput) as refusal:
        render(paper)
    assert [problem.what for problem in refusal.value.problems] == [
        f"The typeface has no shape for the character {code}."
        for code in ("U+4E2D", "U+1F600", "U+0007")
    ]
    assert {problem.place.spot for problem in refusal.value.problems} == {"section 'Only'"}


@pytest.mark.parametrize("letters", ["ŵ ŷ Ŵ", "é ł ż ğ", "Ωμέγα", "Привет", "→ ≥ × − ½ £ €"])
def test_letters_of_europe_are_set(letters: str):
    assert letters in text_of(render(holding(said(Text(letters)))))


# The same bytes -----------------------------------------------------------------------------


def test_the_same_document_gives_the_same_bytes_anywhere(tmp_path: Path):
    root = Path(__file__).parents[2]
    script = (
        "import hashlib; from tests.render.sample import sample_document;"
        "from copperplate.render.pdf import render;"
        "print(hashlib.sha256(render(sample_document())).hexdigest())"
    )
    settings = (
        {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "2", "HOME": str(tmp_path)},
        {"TZ": "America/Anchorage", "SOURCE_DATE_EPOCH": "1", "PYTHONHASHSEED": "3"},
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(root)} | setting,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for setting in settings
    }
    assert len(digests) == 1


def test_the_paper_is_dated_by_its_meeting():
    later = sample_document()
    later = replace(later, cover=replace(later.cover, meeting=date(2020, 1, 21)))
    with pikepdf.open(BytesIO(render(later))) as file:
        assert str(file.docinfo.CreationDate).startswith("D:20200121")


def test_only_the_shipped_typeface_is_used():
    with pymupdf.open(stream=sample_pdf()) as document:
        used = {font[3].split("+")[-1] for sheet in document for font in sheet.get_fonts()}
    assert used
    assert all(name.startswith("IBMPlexSans") for name in used)


# The page ------------------------------------------------------------------------------------


def last_line(sheet: pymupdf.Page) -> str:
    """Return the lowest line of a page's body."""
    lines = [
        (line["bbox"][3], "".join(span["text"] for span in line["spans"]).strip())
        for block in sheet.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        if line["bbox"][1] < sheet.rect.height - FOOTER_HEIGHT
    ]
    return max(lines, default=(0, ""))[1]


def filled(count: int) -> tuple[Paragraph, ...]:
    return tuple(said(Text(f"Line {number}.")) for number in range(count))


HEADED = Section(
    heading=Heading(level=3, text="A heading", identity="headed"),
    blocks=(
        said(Text("The sentence that says it."), voice=Voice.LEAD),
        chart("headed-chart", LINES),
    ),
)


@pytest.mark.parametrize("above", range(2, 32, 3))
def test_a_heading_its_sentence_and_its_chart_stand_on_one_page(above: int):
    sheets = pages(render(holding(*filled(above), HEADED)))
    parts = ("A heading", "The sentence that says it.", "Chart 1.", "Data: page")
    where = {next(n for n, text in enumerate(sheets) if part in text) for part in parts}
    assert len(where) == 1


@pytest.mark.parametrize("above", range(20, 36))
def test_a_heading_is_never_the_last_line_of_a_page(above: int):
    plain = replace(HEADED, blocks=(said(Text("Words. " * 60)),))
    with pymupdf.open(stream=render(holding(*filled(above), plain))) as document:
        assert "A heading" not in {last_line(sheet) for sheet in document}


def table_of(values: list[tuple[float, int]], **more: object) -> Table:
    return Table(
        identity="t",
        caption="A table",
        columns=(Column(title="Area"), Column(title="Per 1,000 residents", numeric=True)),
        rows=tuple(
            Row(
                cells=(
                    (Text(f"Area {number}"),),
                    (FigureRun(figure(f"f{number}", value, RATE, places, **more)),),
                )
            )
            for number, (value, places) in enumerate(values)
        ),
    )


def test_a_long_table_repeats_its_head_on_each_page():
    sheets = pages(render(holding(table_of([(1.0 + n, 1) for n in range(90)]))))
    holding_rows = [text for text in sheets if re.search(r"Area \d", text)]
    assert len(holding_rows) > 1
    assert all("Per 1,000 residents" in text for text in holding_rows)


def test_numbers_of_a_column_stand_under_each_other_by_their_decimal_point():
    table = table_of([(7.25, 2), (1234.5, 1), (98.0, 0), (-4.6, 1)])
    with pymupdf.open(stream=render(holding(table))) as document:
        ends = [
            document[0].search_for(units)[0].x1 for units in ("1,234", " 98", "\N{MINUS SIGN}4")
        ]
    assert max(ends) - min(ends) < 0.5


def wide_table(columns: int) -> Table:
    """Return a table wider than a page where there are many columns."""
    number = FigureRun(figure("n", 1234567.0, OFFENCES, 0))
    return Table(
        identity="wide",
        caption="A wide table",
        columns=(
            Column(title="Period"),
            *(Column(title=f"Police force area {n}", numeric=True) for n in range(columns)),
        ),
        rows=tuple(
            Row(
                cells=((Text(f"year ending June {year}"),), *((number,),) * columns),
                strong=year < 3,
            )
            for year in range(1, 6)
        ),
    )


def inner(word: tuple[float, float, float, float]) -> pymupdf.Rect:
    """Return where a word is inked: its box less the room above, below and beside it."""
    left, top, right, bottom, *_ = word
    return pymupdf.Rect(left + 0.2, top + 2, right - 0.2, bottom - 2)


@pytest.mark.parametrize("columns", [1, 4, 8, 12, 20])
def test_no_word_of_a_wide_table_lies_on_another_or_off_the_page(columns: int):
    with pymupdf.open(stream=render(holding(wide_table(columns)))) as document:
        for sheet in document:
            boxes = [inner(word) for word in sheet.get_text("words")]
            assert all(sheet.rect.contains(box) for box in boxes)
            ordered = sorted(boxes, key=lambda box: (round(box.y0), box.x0))
            assert not [1 for before, after in pairwise(ordered) if before.intersects(after)]


def test_a_mark_hangs_outside_the_column_of_numbers():
    plain, marked = table_of([(7.25, 2)]), table_of([(6.25, 2)], marks=frozenset({Mark.REVISED}))
    table = replace(plain, rows=(*plain.rows, *marked.rows))
    with pymupdf.open(stream=render(holding(table))) as document:
        above, below = (document[0].search_for(number)[0].x1 for number in ("7.25", "6.25"))
        assert abs(above - below) < 0.5
        assert "6.25 [r]" in document[0].get_text()


def test_key_figures_stand_on_one_line_however_long_their_labels():
    items = tuple(
        KeyFigure(label=label, figure=figure(label, value, RATE, 1), note=(Text("a note"),))
        for label, value in (("Short", 1.1), ("A label that needs two lines of its own", 2.2))
    )
    items = (*items, replace(items[0], figure=figure("c", 3.3, RATE, 1)))
    with pymupdf.open(stream=render(holding(KeyFigures(items=items)))) as document:
        tops = {round(document[0].search_for(number)[0].y0) for number in ("1.1", "2.2", "3.3")}
    assert len(tops) == 1


def test_long_words_beside_each_other_go_on_over_the_page():
    both = next(b for b in walk(sample_document()) if isinstance(b, SideBySide))
    long = replace(both.left, blocks=(said(Text("Words that go on. " * 400)),))
    sheets = pages(render(holding(SideBySide(left=long, right=both.right))))
    going_on = [number for number, text in enumerate(sheets) if "Words that go on." in text]
    assert len(going_on) > 1
    assert all(after - before == 1 for before, after in pairwise(going_on))


def test_pages_after_the_first_are_headed_and_all_are_numbered():
    sheets = pages(sample_pdf())
    heads = [text.startswith("Headline performance report, November 2019") for text in sheets]
    assert heads == [False] + [True] * (len(sheets) - 1)
    assert all(f"Page {n} of {len(sheets)}" in text for n, text in enumerate(sheets, start=1))


# Where the figures come from ---------------------------------------------------------------


def made(measure: str, method: str) -> Figure:
    told: Provenance = figure("x", 1.0, RATE, 1).provenance
    told = replace(told, measure=measure, title=measure, method=method)
    return replace(figure("x", 1.0, RATE, 1), provenance=told)


def test_figures_of_one_measure_share_an_entry_and_each_method_has_a_letter():
    shown = (
        made("burglary", "counted"),
        made("robbery", "counted"),
        made("burglary", "change"),
        made("burglary", "counted"),
    )
    annex = MadeBy(holding(said(*(FigureRun(one) for one in shown))))
    assert [annex.label(one) for one in shown] == ["1a", "2", "1b", "1a"]
    assert [entry.title for entry in annex.entries] == ["burglary", "robbery"]
    assert annex.labels(reversed(shown)) == ("1a", "1b", "2")


def test_letters_go_on_after_z():
    shown = [made("burglary", str(number)) for number in range(28)]
    annex = MadeBy(holding(said(*(FigureRun(one) for one in shown))))
    assert [annex.label(one) for one in shown[24:]] == ["1y", "1z", "1aa", "1ab"]


def test_an_entry_says_where_its_figures_stand():
    uses = Uses()
    uses.add("1", "paragraph", "3")
    uses.add("1", "chart", "1")
    uses.add("1", "paragraph", "4")
    uses.add("1", "paragraph", "3")
    assert uses.said("1") == "paragraphs 3, 4; chart 1"
