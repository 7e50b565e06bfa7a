"""A reader in Chromium, from the portal's first start to an answer: with script, without, by keys."""

from __future__ import annotations

import json
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.brumshire import filled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PASSWORD = "a plain long sentence 7"
PATIENCE = 60_000  # milliseconds; a page is counted out of millions of records, on a busy machine
PAGES = (
    "/objectives/",
    "/measures/",
    "/measures/force_violence_with_injury/",
    "/measures/force_violence_with_injury/drivers/",
    "/measures/force_violence_with_injury/by/policing_unit/",
    "/measures/force_violence_with_injury/by/offence/",
    "/measures/force_violence_with_injury/map/units/",
    "/measures/force_violence_with_injury/records/",
    "/measures/force_violence_with_injury/records/?order=-occurred&page=2",
    "/measures/force_violence_with_injury/charts/units/",
    "/compare/",
    "/compare/?left=force_violence_with_injury&right=force_robbery_total",
    "/compare/?left=force_violence_with_injury&right_area=X10000001",
    "/attention/",
    "/measures/burglary_dwelling_detection/",
    "/areas/",
    "/areas/X10000001/",
    "/help/",
    "/search/?q=violence",
    "/search/?q=nothing+of+the+sort",
    "/plans/",
    "/plans/2013-14/",
    "/plans/2014-15/C1/",
    "/schedule/",
    "/papers/",
    "/papers/2014-04/",
    "/people/",
    "/people/new/",
    "/people/1/",
    "/people/1/end/",
    "/audit/",
    "/audit/?kind=alteration&person=0&from=2014-01-01",
    "/audit/chain/",
    "/account/",
    "/account/password/",
    "/nothing/",
)
OPEN_TO_ALL = ("/", "/sign-in/")


@dataclass(frozen=True)
class Served:
    """A portal that runs, and the link it printed."""

    address: str
    link: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`copperplate serve` on a fresh copy of Brumshire, as it is started by hand."""
    folder = filled(tmp_path_factory)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from copperplate.cli import main; main()"]
    command += ["--workspace", str(folder), "serve", "--port", str(port)]
    said = (folder.parent / "said.txt").open("w+")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True)
    try:
        # Read before the server ends: the line has to come at once.
        ready, _, _ = select.select([process.stdout], [], [], 60)
        link = process.stdout.readline().strip() if ready and process.stdout else ""
        assert re.fullmatch(rf"http://localhost:{port}/welcome/[\w-]{{43}}/", link), link
        address = f"http://localhost:{port}"
        _wait_for(f"{address}/healthz")
        yield Served(address=address, link=link)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        said.close()
        if process.stdout:
            process.stdout.close()


def _wait_for(address: str) -> None:
    for _ in range(200):
        try:
            with urlopen(address) as answer:
                assert answer.read() == b"well\n"
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"nothing answers at {address}")


@pytest.fixture(scope="module")
def signed_in(served: Served, browser: Browser) -> Any:
    """What a browser keeps of the first administrator, who gave themselves an analyst's role."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(served.link)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    page.get_by_role("button", name="Keep this password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    page.get_by_role("link", name="Administrator", exact=True).click()
    page.get_by_label("Role", exact=True).select_option("force-analyst")
    page.get_by_role("button", name="Give", exact=True).click()
    expect(page.locator("dt", has_text="Force analyst, the whole force")).to_be_visible()
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def reader(served: Served, browser: Browser, signed_in: Any) -> Iterator[Callable[..., Page]]:
    """Opens a window of somebody who has signed in."""
    contexts: list[BrowserContext] = []

    def open_window(*, script: bool = True, scheme: Any = "light", width: int = 1280) -> Page:
        context = browser.new_context(
            base_url=served.address,
            storage_state=signed_in,
            java_script_enabled=script,
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    yield open_window
    for context in contexts:
        context.close()


# Which unit and which offence made violence rise, since when, and is it a step? -----------


def is_answered(page: Page) -> None:
    """The page says what was planted: Quillmarsh, since April 2013, a step."""
    headline = page.locator("figure.chart .headline").first
    expect(headline).to_contain_text(re.compile("step change up"))
    expect(headline).to_contain_text("April 2013")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_reader_finds_what_made_violence_rise(reader: Callable[..., Page], script: bool) -> None:
    page = reader(script=script)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Objectives of Brumshire")
    page.get_by_text("Change", exact=True).click()
    page.get_by_label("As known on").select_option("2014-03-14")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("briefing date 14 March 2014")).to_be_visible()
    page.get_by_role("link", name=re.compile("SfN chart, .*violence with injury", re.I)).click()
    page.get_by_role("link", name="What made it change").click()
    main = page.locator("main")
    expect(main).to_contain_text(re.compile(r"rose by 1,534: Quillmarsh by [\d,]+"))
    expect(main).to_contain_text(re.compile(r"assault with injury \(8N\) by 1,597"))
    page.get_by_role("link", name="Every policing unit, in a table").click()
    page.get_by_role("link", name="Quillmarsh", exact=True).click()
    is_answered(page)


def test_a_reader_finds_it_by_keyboard_alone(reader: Callable[..., Page]) -> None:
    page = reader()
    page.goto("/")

    def go_to(words: str) -> None:
        """Press the tab key until what has the focus is called so."""
        wanted = re.compile(words, re.IGNORECASE)
        for _ in range(300):
            page.keyboard.press("Tab")
            name = page.evaluate(
                "(() => { const e = document.activeElement; return e.getAttribute('aria-label')"
                " || (e.labels && e.labels[0] || e).textContent.trim(); })()"
            )
            if wanted.search(name):
                shown = page.evaluate(
                    "getComputedStyle(document.activeElement).outlineStyle != 'none'"
                )
                assert shown, f"the focus is not seen on {name}"
                return
        pytest.fail(f"no {words} is reached by the tab key")

    def press(words: str) -> None:
        before = page.url
        go_to(words)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: address != before)

    go_to("Change$")
    page.keyboard.press("Enter")
    go_to("As known on")
    page.keyboard.type("14 March 2014")
    go_to("Show$")
    page.keyboard.press("Enter")
    expect(page.get_by_text("briefing date 14 March 2014")).to_be_visible()
    press("SfN chart, .*violence with injury")
    press("What made it change")
    press("Every policing unit")
    press("^Quillmarsh$")
    is_answered(page)


# Every page ------------------------------------------------------------------------------


def found_by(axe: str, page: Page) -> list[str]:
    page.evaluate(axe)
    run = page.evaluate(
        "async (tags) => (await axe.run(document, {runOnly: {type: 'tag', values: tags}})).violations",
        RULES,
    )
    return [f"{one['id']}: {json.dumps([node['target'] for node in one['nodes']])}" for one in run]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(
    reader: Callable[..., Page], axe: str, scheme: str
) -> None:
    page = reader(scheme=scheme, width=375 if scheme == "dark" else 1280)
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    for address in PAGES:
        page.goto(address)
        details = page.locator("details.choices > summary")
        if details.count():
            details.first.click()
        assert found_by(axe, page) == [], address
        across = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(across) <= 0, address
    # No style, script or font of a page is refused by its own policy.
    assert [one for one in said if "404" not in one] == []


def test_the_pages_that_anybody_reads_are_accessible(
    served: Served, browser: Browser, axe: str
) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(base_url=served.address, color_scheme=scheme)
        page = context.new_page()
        for address in OPEN_TO_ALL:
            page.goto(address)
            assert found_by(axe, page) == [], (address, scheme)
        context.close()
