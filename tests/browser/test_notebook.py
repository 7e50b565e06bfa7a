"""A chart as a notebook shows it, in a real browser: accessible, light or dark, wide or narrow."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from copperplate.spc import control_charts

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
VALUES = [*[9.0, 11.0] * 6, *[4.0] * 8]
MANY = np.random.default_rng(7).poisson(30, (40, 60)).astype(float)
PAGE = """<!doctype html><html lang="en"><title>Notebook</title>
<body {said} style="margin: 0; {paper}"><main><h1>Notebook</h1>{outputs}</main>"""
LIGHT = ("data-jp-theme-light=true", "background: #FFFFFF; color: #000000")
DARK = ("data-jp-theme-light=false", "background: #111111; color: #FFFFFF")
Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    contexts = []

    def open_page(theme: tuple[str, str], *, width: int = 1000) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        page = context.new_page()
        outputs = "".join(control_charts(values)._repr_html_() for values in (VALUES, MANY))
        page.set_content(PAGE.format(said=theme[0], paper=theme[1], outputs=outputs))
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_axe_finds_nothing(opened: Opener, axe: str, theme: tuple[str, str], width: int) -> None:
    page = opened(theme, width=width)
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(RULES)}}})")
    assert [rule["id"] for rule in found["violations"]] == []
    assert found["passes"]


@pytest.mark.parametrize(("theme", "paper"), [(LIGHT, "255, 255, 255"), (DARK, "23, 25, 27")])
def test_its_paper_is_the_notebook_s(opened: Opener, theme: tuple[str, str], paper: str) -> None:
    card = opened(theme).locator(".copperplate").first
    assert card.evaluate("e => getComputedStyle(e).backgroundColor") == f"rgb({paper})"


@pytest.mark.parametrize(("width", "drawn"), [(320, "320"), (1000, "720")])
def test_one_drawing_is_seen_and_nothing_reaches_out_of_the_page(
    opened: Opener, width: int, drawn: str
) -> None:
    page = opened(LIGHT, width=width)
    seen = [e for e in page.locator("svg").all() if e.is_visible()]
    assert [e.get_attribute("width") for e in seen] == [drawn]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_assistive_technology_is_told_its_name_and_description(opened: Opener) -> None:
    page = opened(LIGHT)
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    (picture,) = (node for node in nodes if node.get("role", {}).get("value") in ("image", "img"))
    assert picture["name"]["value"] == "Control chart by sfn, version 1, 20 points"
    assert picture["description"]["value"].startswith("Values from 4 to 11; the newest")
