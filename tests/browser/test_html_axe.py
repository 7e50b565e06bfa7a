"""The web page in a real browser: accessible, whole on a phone, usable without a mouse."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from copperplate import pipeline
from copperplate.render.html import render
from copperplate.report.blocks import Document
from copperplate.report.schedule import schedule_document
from copperplate.workspace import Workspace
from tests.render.harder import harder_document
from tests.render.sample import STAMP, sample_document, synthetic_document

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DOCUMENTS = {
    "sample": sample_document,
    "harder": harder_document,
    "synthetic": synthetic_document,
    "schedule": lambda: _schedule(),
}
# The real papers stand beside what was made up to be hard.
NAMES = (*DOCUMENTS, "2019-11", "2020-02")
ROOT = Path(__file__).parents[2]
Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    for name in NAMES:
        page = render(DOCUMENTS[name]()) if name in DOCUMENTS else _paper(name)
        (folder / f"{name}.html").write_bytes(page)
    return {name: (folder / f"{name}.html").as_uri() for name in NAMES}


def _schedule() -> Document:
    workspace = Workspace.at(ROOT / "examples" / "brumshire-2013-14")
    return schedule_document(pipeline.schedule(workspace), licence=workspace.settings.licence)


def _paper(name: str) -> bytes:
    workspace = Workspace.at(ROOT / "examples" / "west-midlands-2019")
    return pipeline.compose(workspace, name).files["paper.html"]


@pytest.fixture
def opened(browser: Browser, addresses: dict[str, str]) -> Iterator[Opener]:
    """Opens a page in a window of a width, in light or dark, under the page's own policy."""
    contexts = []

    def open_page(
        name: str, *, width: int = 1280, scheme: Literal["light", "dark"] = "light"
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(addresses[name])
        return page

    yield open_page
    for context in contexts:
        context.close()


def broken(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    assert len(found["passes"]) > 15, "the checker ran"
    return [
        f"{rule['id']}: {json.dumps([node['target'] for node in rule['nodes']])}"
        for rule in found["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(opened: Opener, axe: str, name: str, width: int, scheme: str) -> None:
    page = opened(name, width=width, scheme=scheme)
    if name != "schedule":  # it draws nothing, so that there is no table to open
        page.locator("summary").first.click()
    assert broken(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_open_figure(opened: Opener, axe: str, scheme: str) -> None:
    page = opened("sample", scheme=scheme)
    page.locator("button.figure").first.click()
    assert page.locator(".entry:popover-open").count() == 1
    assert broken(page, axe) == []


@pytest.mark.parametrize("width", [320, 375, 768, 1440])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_never_scrolls_sideways(opened: Opener, name: str, width: int) -> None:
    page = opened(name, width=width)
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_figure_opens_and_closes_by_keyboard(opened: Opener) -> None:
    page = opened("sample")
    figure = page.locator("button.figure").first
    figure.focus()
    page.keyboard.press("Enter")
    entry = page.locator(".entry:popover-open")
    assert entry.count() == 1
    assert "Police recorded crime excluding fraud" in entry.inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.entry') !== null")
    page.keyboard.press("Escape")
    assert page.locator(".entry:popover-open").count() == 0
    assert page.evaluate("document.activeElement.className") == "figure"


def test_from_a_figure_its_sources_open_and_lead_back_by_keyboard(opened: Opener) -> None:
    page = opened("sample")
    page.locator("button.figure").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # to Close
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(".origin:popover-open").count() == 1
    assert "published 17 October 2019" in page.locator(".origin:popover-open").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".origin:popover-open").count() == 0
    assert page.locator(".one:popover-open").count() == 1


@pytest.mark.parametrize("width", [320, 375, 1440])
def test_an_open_figure_stays_inside_the_window(opened: Opener, width: int) -> None:
    page = opened("harder", width=width)
    page.locator("button.figure").first.click()
    box = page.locator(".entry:popover-open").bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    assert 0 <= box["y"] <= box["y"] + box["height"] <= 800
    assert page.evaluate(
        "(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.entry:popover-open'))"
    )


def test_the_first_thing_the_keyboard_reaches_leads_past_the_head(opened: Opener) -> None:
    page = opened("sample")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the paper"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("width", [320, 375, 768, 1440])
@pytest.mark.parametrize("name", NAMES)
def test_no_letter_is_smaller_than_twelve_pixels(opened: Opener, name: str, width: int) -> None:
    page = opened(name, width=width)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('body *')]
             .filter(e => e.checkVisibility() && [...e.childNodes].some(
                 n => n.nodeType === 3 && n.textContent.trim()))
             .map(e => {
               const svg = e.closest('svg');
               const size = parseFloat(getComputedStyle(e).fontSize);
               if (!svg) return [size, e.textContent];
               const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
               return [size * scale, e.textContent];
             })"""
    )
    assert [entry for entry in sizes if entry[0] < 12] == []


@pytest.mark.parametrize(("width", "shown"), [(375, "narrow"), (1440, "wide")])
def test_one_drawing_of_a_chart_is_shown(opened: Opener, width: int, shown: str) -> None:
    page = opened("sample", width=width)
    chart = page.locator("#h1-lines")
    seen = [name for name in ("narrow", "wide") if chart.locator(f".{name}").is_visible()]
    assert seen == [shown]


def test_on_a_phone_a_wide_table_scrolls_in_its_frame_and_keeps_its_first_column(
    opened: Opener,
) -> None:
    page = opened("harder", width=375)
    frame = page.locator("#wide .frame")
    frame.focus()
    before = frame.locator("tbody th").first.bounding_box()
    assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
    frame.evaluate("e => { e.scrollLeft = 150 }")
    after = frame.locator("tbody th").first.bounding_box()
    assert frame.evaluate("e => e.scrollLeft") == 150
    assert before is not None
    assert after is not None
    assert after["x"] == pytest.approx(before["x"], abs=1)


def test_panels_stand_side_by_side_where_there_is_room(opened: Opener) -> None:
    def tops(width: int) -> list[float]:
        panels = opened("sample", width=width).locator(".panel").all()[:2]
        return [box["y"] for panel in panels if (box := panel.bounding_box())]

    left, right = tops(1280)
    assert left == right
    above, beneath = tops(375)
    assert above < beneath


def test_in_print_nothing_is_lost(opened: Opener, tmp_path: Path) -> None:
    """The data behind the charts and the provenance of the figures are printed too."""
    import pymupdf

    page = opened("sample")
    path = tmp_path / "print.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    with pymupdf.open(path) as printed:
        text = " ".join(" ".join(leaf.get_text() for leaf in printed).split())
        sizes = {(round(leaf.rect.width), round(leaf.rect.height)) for leaf in printed}
    assert sizes == {(595, 842)}  # A4 in points
    assert text.count("Recorded crime per 1,000 residents, year ending June 2019") == 3
    assert "Where the figures come from" in text
    assert "SELECT area, period_start, period_end" in text
    assert "The data behind this chart" not in text


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_the_stamp_stays_in_view_and_hides_nothing_that_is_gone_to(
    opened: Opener, width: int, scheme: str
) -> None:
    page = opened("synthetic", width=width, scheme=scheme)
    band = page.locator(".synthetic")
    for place in ("#h1", "#h9", "#figure-2"):
        page.evaluate("place => { location.hash = place; }", place)
        box = band.bounding_box()
        assert box is not None
        assert (box["y"], band.inner_text()) == (0, STAMP)
    for name in ("#h1", "#h9"):
        page.evaluate("place => { location.hash = place; }", name)
        assert page.evaluate("name => document.querySelector(name).getBoundingClientRect().top", name) >= box["height"]  # fmt: skip
    page.locator("a[href^='#']").last.focus()
    top = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert top >= box["height"]


def test_every_printed_page_bears_the_stamp(opened: Opener, tmp_path: Path) -> None:
    import pymupdf

    page = opened("synthetic")
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
    with pymupdf.open(tmp_path / "print.pdf") as printed:
        texts = [" ".join(leaf.get_text().split()) for leaf in printed]
    assert len(texts) > 3
    assert [STAMP in text for text in texts] == [True] * len(texts)


def test_without_popovers_the_entries_stand_at_the_end(opened: Opener) -> None:
    """In a browser that knows no popovers, the rules that hide the entries do not apply."""
    page = opened("sample")
    guarded = page.evaluate(
        """() => [...document.styleSheets].flatMap(s => [...s.cssRules])
             .filter(r => /\\.entr(y|ies)/.test(r.cssText))
             .filter(r => /display: none|position/.test(r.cssText))
             .map(r => r.constructor.name + ' ' + (r.conditionText || ''))"""
    )
    assert set(guarded) == {"CSSSupportsRule selector(:popover-open)", "CSSMediaRule print"}


def test_the_page_asks_the_network_for_nothing(browser: Browser, addresses: dict[str, str]) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(addresses["harder"])
        page.wait_for_load_state("networkidle")
        loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length")
    assert [url for url in asked if not url.startswith("data:")] == [addresses["harder"]]
    assert said == []
    assert loaded >= 2
