"""Chromium on pages full of words that would run: none does, and none is even tried."""

from __future__ import annotations

import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from tests import synthetic
from tests.portal.hostile import TAG, make_hostile
from tests.synthetic import DUNFERROW, QUILLMARSH

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "a plain long sentence 7"
CRIME = "/measures/force_total_crime"
PAGES = (
    "/objectives/",
    "/measures/",
    f"{CRIME}/",
    f"{CRIME}/?area={QUILLMARSH}",
    f"{CRIME}/drivers/",
    f"{CRIME}/by/policing_unit/",
    f"{CRIME}/by/policing_unit/?area={DUNFERROW}",
    f"{CRIME}/map/units/",
    f"{CRIME}/records/",
    "/measures/hostile/",
    "/areas/",
    f"/areas/{QUILLMARSH}/",
    "/plans/",
    "/plans/plan/",
    "/plans/plan/CRIME/",
    "/schedule/",
    "/papers/",
    "/papers/march/",
    f"/search/?q={quote(TAG[:90])}",
    f"/{quote(TAG, safe='')}/",
    "/people/1/",
    "/account/",
    "/audit/",
)
# Told to the console, so that what the policy had to stop is seen as well as what ran.
WATCH = """
document.addEventListener("securitypolicyviolation", (one) =>
  console.error("stopped by the policy: " + one.violatedDirective + " " + one.sourceFile));
"""


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The first link of a portal over a hostile workspace."""
    folder = make_hostile(synthetic.workspace(tmp_path_factory.mktemp("hostile")))
    command = [sys.executable, "-c", "from copperplate.cli import main; main()"]
    command += ["--workspace", str(folder), "serve", "--port", "0"]
    process = subprocess.Popen(
        _with_port(command), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        ready, _, _ = select.select([process.stdout], [], [], 60)
        assert ready and process.stdout
        yield process.stdout.readline().strip()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        if process.stdout:
            process.stdout.close()


def _with_port(command: list[str]) -> list[str]:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return [*command[:-1], str(free.getsockname()[1])]


def test_nothing_that_is_stored_runs(link: str, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_default_timeout(60_000)
    happened: list[str] = []
    page.on("dialog", lambda dialog: (happened.append(f"ran: {page.url}"), dialog.dismiss()))
    page.on("pageerror", lambda error: happened.append(f"{page.url}: {error}"))
    page.on("console", lambda said: happened.append(f"{page.url}: {said.text}"))
    for _ in range(100):
        try:
            page.goto(link)
            break
        except Exception:  # noqa: BLE001  (the server is not up yet)
            page.wait_for_timeout(100)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    page.get_by_role("button", name="Keep this password").click()
    page.get_by_role("link", name="Administrator", exact=True).click()
    page.get_by_label("Role", exact=True).select_option("force-analyst")
    page.get_by_label("Sees there").select_option("restricted")
    page.get_by_role("button", name="Give", exact=True).click()
    expect(page.locator("dt", has_text="Force analyst, the whole force")).to_be_visible()
    home = re.sub(r"(https?://[^/]+)/.*", r"\1", link)
    # A page that does run something is seen: this very watch is seen to see.
    page.evaluate("setTimeout(() => alert(1), 0)")
    page.wait_for_timeout(200)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    page.wait_for_timeout(300)
    assert any(one.startswith("ran: ") for one in happened)
    assert any("stopped by the policy: script-src" in one for one in happened)
    happened.clear()
    as_words = 0
    for address in PAGES:
        page.goto(home + address)
        for details in page.locator("details > summary").all()[:3]:
            details.click()
        as_words += page.get_by_text("<img src=x onerror=alert(1)>").count() > 0
        assert page.locator("img[src=x]").count() == 0, address
    page.wait_for_timeout(200)
    assert [one for one in happened if "status of 4" not in one] == []
    assert as_words > 12
    context.close()
