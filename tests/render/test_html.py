"""What the web page promises: everything of the document is in it, safely, and nothing else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

from copperplate.render.html import render
from copperplate.report.blocks import (
    Block,
    Bullets,
    Document,
    FigureRun,
    Heading,
    Link,
    Paragraph,
    Section,
    Text,
    figures,
    plain,
    runs_of,
    walk,
)
from copperplate.series import Mark
from tests.render.page_reading import Element, read_page
from tests.render.sample import OFFENCES, RATE, data_table, figure, sample_document
from tests.render.svg_reading import parsed

SAMPLE = sample_document()
PAYLOAD = "</style></script><script>alert(1)</script><img src=x onerror=alert(1)> \"'&amp;{}"


@pytest.fixture(scope="module")
def page() -> Element:
    return read_page(render(SAMPLE))


def holding(*blocks: Block) -> Document:
    """A paper of one section with these blocks."""
    heading = Heading(level=2, text="Section", identity="section")
    return replace(SAMPLE, sections=(Section(heading=heading, blocks=blocks),))


def page_of(*blocks: Block) -> Element:
    return read_page(render(holding(*blocks)))


def paragraph(*runs: Text | FigureRun | Link) -> Paragraph:
    return Paragraph(runs=runs)


# What is in the page


def test_the_sample_holds_every_kind_of_block() -> None:
    assert {type(block) for block in walk(SAMPLE)} == set(get_args(Block))


def test_every_word_of_every_block_is_in_the_page(page: Element) -> None:
    said = page.one("main").text
    for block in walk(SAMPLE):
        for run in runs_of(block):
            assert (run.figure.marked_text if isinstance(run, FigureRun) else run.text) in said


def words_of(value: object) -> list[str]:
    """Every text of a document that is meant for readers, however deep it lies."""
    hidden = {"identity", "target", "stress", "voice", "drawing", "figure", "language"}
    if isinstance(value, str):
        return [] if isinstance(value, Enum) else [value]
    if isinstance(value, tuple):
        return [word for item in value for word in words_of(item)]
    if is_dataclass(value):
        return [
            word
            for part in fields(value)
            if part.name not in hidden
            for word in words_of(getattr(value, part.name))
        ]
    return []


def test_every_title_label_note_and_date_is_in_the_page(page: Element) -> None:
    said = page.one("body").text
    missing = [word for word in words_of(SAMPLE) if word not in said]
    assert missing == [SAMPLE.running_title]  # it stands at the head of printed pages
    assert "Headline performance report, November 2019" in page.one("style").children[0]
    assert "19 November 2019" in page.one("header").text


@pytest.mark.parametrize("kind", get_args(Block), ids=lambda kind: kind.__name__)
def test_each_kind_of_block_can_stand_alone(kind: type[Block]) -> None:
    block = next(block for block in walk(SAMPLE) if isinstance(block, kind))
    assert page_of(block).one("main").one("section", id="section").children[1:]


def test_a_kind_of_block_nobody_taught_the_page_is_refused() -> None:
    @dataclass(frozen=True)
    class Pie:
        slices: int = 3

    with pytest.raises(AssertionError):
        render(holding(Pie()))  # type: ignore[arg-type]


# Figures


def test_every_figure_opens_to_its_provenance(page: Element) -> None:
    entries = {entry.attributes["id"]: entry for entry in page.all(class_="entry")}
    buttons = page.all("button", class_="figure")
    for button in buttons:
        assert button.text in entries[button.attributes["popovertarget"]].text
    known = next(figures(SAMPLE)).provenance
    own = entries[buttons[0].attributes["popovertarget"]]
    shared = entries[own.one(class_="more").attributes["popovertarget"]]
    for said in (
        "90.0 Total recorded crime rate",
        known.definition,
        known.method,
        "year ending June 2019",
        "E23000014",
        "90.0253 offences per 1,000 residents",
    ):
        assert said in own.text
    for said in (
        known.measure,
        known.definition,
        known.method,
        known.query,
        known.policy,
        known.audience,
        "Office for National Statistics, published 17 October 2019",
        "ons-pfa/2019-06-published-2019-10-17",
    ):
        assert said in shared.text


def test_as_many_figures_stand_in_the_page_as_in_the_document(page: Element) -> None:
    assert sorted(b.text for b in page.all("button", class_="figure")) == sorted(
        f.marked_text for f in figures(SAMPLE)
    )


def test_figures_that_say_the_same_share_one_entry() -> None:
    same = figure("a", 90.0253, RATE, 1)
    other = figure("b", 90.0254, RATE, 1)
    page = page_of(paragraph(FigureRun(same), FigureRun(replace(same, name="c")), FigureRun(other)))
    assert len(page.all("button", class_="figure")) == 3
    assert len(page.all(class_="one")) == 2
    assert len(page.all(class_="origin")) == 1


def test_an_absent_value_says_why() -> None:
    absent = figure("a", None, RATE, 1, marks=frozenset({Mark.CONFIDENTIAL}))
    entry = page_of(paragraph(FigureRun(absent))).one(class_="one").text
    assert "[c] hidden to protect people" in entry
    assert "Unrounded" not in entry


# Tables


def test_a_table_has_real_headers_a_caption_and_a_frame_that_takes_the_keyboard() -> None:
    page = page_of(data_table("t"))
    heads = [head.attributes["scope"] for head in page.all("th")]
    assert heads == ["col"] * 4 + ["row"] * 4
    frame = page.one(class_="frame")
    assert frame.attributes["tabindex"] == "0"
    assert page.one(id=frame.attributes["aria-labelledby"] or "").text == page.one("caption").text


def padding(cell: Element) -> float:
    found = re.search(r"padding-right:([\d.]+)em", cell.attributes.get("style") or "")
    return float(found[1]) if found else 0.0


def test_figures_of_a_column_are_aligned_on_the_decimal() -> None:
    table = data_table("t")
    provisional = figure("p", 8.5, RATE, 1, marks=frozenset({Mark.PROVISIONAL}))
    row = replace(
        table.rows[1],
        cells=(*table.rows[1].cells[:2], (FigureRun(provisional),), *table.rows[1].cells[3:]),
    )
    page = page_of(replace(table, rows=(row, *table.rows[2:])))
    rates = [r.all("td")[1] for r in page.one("tbody").all("tr")]
    assert [cell.text for cell in rates] == ["8.5 [p]", "116.71", "[x]"]
    # IBM Plex Sans: a digit is 0.600 em, a full stop 0.272, a space 0.236, "[p]" 1.214.
    longest = 0.272 + 0.600 + 0.236 + 1.214
    assert [padding(cell) for cell in rates] == [
        0,
        pytest.approx(longest - 0.272 - 1.2, abs=0.01),
        pytest.approx(longest, abs=0.01),
    ]


# Charts


def test_a_chart_has_one_name_two_drawings_and_its_data(page: Element) -> None:
    chart = page.one("figure", id="h1-lines")
    picture = chart.one(role="img")
    block = next(b for b in walk(SAMPLE) if getattr(b, "identity", "") == "h1-lines")
    assert picture.attributes["aria-label"] == plain(block.alternative)
    assert [svg.attributes["viewbox"].split()[2] for svg in picture.all("svg")] == ["320", "720"]
    assert all(d.attributes["aria-hidden"] == "true" for d in picture.all("div"))
    assert chart.one("details").all("table")


# Structure


def test_the_page_has_a_language_one_title_landmarks_and_a_way_past_them(page: Element) -> None:
    assert page.one("html").attributes["lang"] == "en-GB"
    assert [h.text for h in page.all("h1")] == ["Headline performance report"]
    assert (
        page.one("title").text == "Headline performance report, Strategic Policing and Crime Board"
    )
    skip = page.all("a")[0]
    assert skip.attributes["href"] == "#main"
    assert [page.one(name).name for name in ("header", "nav", "main", "footer")]
    assert page.one("main").attributes["id"] == "main"


def test_headings_go_down_one_step_at_a_time(page: Element) -> None:
    levels = [int(e.name[1]) for e in page.all() if re.fullmatch(r"h[1-6]", e.name)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_contents_lead_to_every_section(page: Element) -> None:
    targets = [a.attributes["href"] for a in page.one("nav").all("a")]
    assert targets == [f"#{section.heading.identity}" for section in SAMPLE.sections]
    identities = [e.attributes["id"] for e in page.all() if "id" in e.attributes]
    assert len(identities) == len(set(identities))
    assert {target[1:] for target in targets if target} <= set(identities)


def test_paragraphs_are_numbered_in_words_a_screen_reader_reads(page: Element) -> None:
    assert page.one("p", id="paragraph-1").text.startswith("1. To tell the board")


# Safety


def test_the_page_asks_for_nothing_and_runs_nothing(page: Element) -> None:
    for element in page.all():
        assert element.name not in {"script", "link", "img", "iframe", "object", "base", "form"}
        assert not [name for name in element.attributes if name.startswith("on")]
        assert "src" not in element.attributes
    style = page.one("style").children[0]
    assert isinstance(style, str)
    assert set(re.findall(r"url\(([a-z]+:)", style)) == {"data:"}
    assert "@import" not in style
    policy = page.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy


def poisoned(value: Any) -> Any:
    """The same document with every text that a person or a file could have supplied replaced."""
    kept = {"identity", "target", "language"}
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return PAYLOAD
    if isinstance(value, tuple):
        return tuple(poisoned(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            part.name: poisoned(getattr(value, part.name))
            for part in fields(value)
            if part.init and part.name not in kept
        }
        return replace(value, **changed)
    return value


def skeleton(element: Element) -> list[Any]:
    """Elements and attribute names, drawings left out: their words wrap by their length."""
    return [
        (child.name, sorted(child.attributes), skeleton(child))
        for child in element.children
        if isinstance(child, Element) and child.name not in {"svg"}
    ]


def test_no_text_of_a_document_can_open_an_element() -> None:
    document = replace(poisoned(SAMPLE), identity="p")
    # figures and what they say of themselves are poisoned too, so entries stay as many
    assert skeleton(read_page(render(document)).one("html").one("body")) == skeleton(
        read_page(render(SAMPLE)).one("html").one("body")
    )


def test_no_running_title_can_end_the_style_sheet() -> None:
    document = replace(SAMPLE, running_title='"}</style><script>alert(1)</script>')
    page = read_page(render(document))
    assert page.all("script") == []
    assert len(page.all("style")) == 1


def test_drawings_in_the_page_are_well_formed() -> None:
    text = render(poisoned(SAMPLE)).decode()
    drawings = re.findall(r"<svg.*?</svg>", text, flags=re.DOTALL)
    assert len(drawings) == 4
    for drawing in drawings:
        assert not [e for e in parsed(drawing).iter() if e.tag.endswith(("script", "img"))]


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "//example.org", ""])
def test_a_link_elsewhere_than_the_web_or_the_page_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match="a link leads to"):
        render(holding(paragraph(Link("here", target))))


@pytest.mark.parametrize("target", ["https://example.org/?a=1&b=2", "http://example.org", "#notes"])
def test_a_link_to_the_web_or_the_page_is_kept(target: str) -> None:
    link = page_of(paragraph(Link("here", target))).one("main").one("a")
    assert (link.attributes["href"], link.text) == (target, "here")


# Fonts


def faces(*blocks: Block) -> set[str]:
    style = page_of(*blocks).one("style").children[0]
    assert isinstance(style, str)
    return set(re.findall(r"unicode-range:(U\+\w+)", style))


def test_a_page_carries_the_letters_it_needs_and_no_others() -> None:
    assert faces(paragraph(Text("Dyfed-Powys – “quoted”, 3 × £2 · 90.0"))) == {"U+0"}
    assert faces(paragraph(Text("Llŷn"))) == {"U+0", "U+100"}
    assert faces(paragraph(Text("≤ 3"))) == {"U+0", "U+E3F"}


def test_the_same_document_is_the_same_page_in_every_process() -> None:
    code = (
        "import sys\n"
        "from tests.render.sample import sample_document\n"
        "from copperplate.render.html import render\n"
        "sys.stdout.buffer.write(render(sample_document()))"
    )
    pages = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Pacific/Auckland"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert pages == {render(SAMPLE)}


def test_a_paper_of_one_empty_section_has_no_contents_and_no_entries() -> None:
    page = read_page(render(replace(holding(), licence="Licence")))
    assert page.all("nav") == []
    assert page.all(class_="entries") == []


def test_an_item_of_a_list_may_hold_a_figure() -> None:
    count = figure("burglary.value", 28675.0, OFFENCES, 0)
    page = page_of(Bullets(items=((Text("In all "), FigureRun(count)),)))
    assert page.one("li").text == "In all 28,675"


SIGNS = [
    (("At ", "FIGURE", ", and"), ["28,675,"]),
    (("More (", "FIGURE", ")."), ["(28,675)."]),
    (("FIGURE", " more"), []),
    (("From ", "FIGURE", " (", "FIGURE", "): "), ["(28,675):"]),
    (("FIGURE", ", ", "FIGURE", "."), ["28,675,", "28,675."]),
]


@pytest.mark.parametrize(("parts", "kept"), SIGNS)
def test_no_line_breaks_between_a_figure_and_its_signs(
    parts: tuple[str, ...], kept: list[str]
) -> None:
    count = FigureRun(figure("burglary.value", 28675.0, OFFENCES, 0))
    runs = tuple(count if part == "FIGURE" else Text(part) for part in parts)
    page = page_of(paragraph(*runs))
    assert [one.text for one in page.all("span", class_="kept")] == kept
    said = "".join("28,675" if part == "FIGURE" else part for part in parts)
    assert page.one("section", id="section").one("p").text == said
