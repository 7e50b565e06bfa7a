"""Words that would run, escape or break something: stored in every field, sent in every place.

Stored in names of areas, the plan, a measure and records; sent as path, query, form and header. They
come back as words, a spreadsheet runs none of them, and nothing they are sent to fails.
"""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.portal.conftest import EVERYBODY
from tests.portal.hostile import FORMULA, TAG, make_hostile
from tests.portal.test_who_sees_what import CRIME, OF_AREAS, TABLE
from tests.synthetic import DUNFERROW, QUILLMARSH

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture(scope="module")
def hostile(portal: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a hostile word in every field that takes one."""
    folder = tmp_path_factory.mktemp("hostile") / "w"
    shutil.copytree(portal, folder, ignore=shutil.ignore_patterns("portal"))
    return make_hostile(folder)


@pytest.fixture
def on_hostile(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the process's portal one of the hostile workspace."""
    from copperplate.portal import doors, refusals
    from copperplate.portal.answers import Answers

    answers = Answers(hostile)
    for module in (doors, refusals):
        monkeypatch.setattr(module, "ANSWERS", answers)


def addresses() -> Iterator[str]:
    for _, address, _ in OF_AREAS:
        yield address
        yield f"{address}?area={QUILLMARSH}"
        yield address.replace("force_total_crime", "hostile")
    yield from (
        "/search/?q=x7",
        "/plans/",
        "/plans/plan/",
        "/schedule/",
        "/schedule.ics",
        "/papers/",
    )
    yield from ("/papers/march/", f"/areas/{QUILLMARSH}/", f"/areas/{DUNFERROW}/")


def test_what_is_stored_comes_back_as_words(
    on_hostile: None, signed_in: Callable[[str], Client]
) -> None:
    """On every page for the reader who sees most; that it is on many is seen, too."""
    client = signed_in("force analyst")
    seen = set()
    for address in addresses():
        answer = client.get(address)
        # No units lie in a unit.
        least = "hostile" in address or ("/units" in address and "area=" in address)
        assert answer.status_code in (200, 422) or least, (address, answer.content)
        text = answer.content.decode("utf-8", "replace")
        if not answer["Content-Type"].startswith(("text/html", "image/svg")):
            continue
        assert "<img src=x" not in text and "<script>alert" not in text, address
        assert "x714" not in text and "}}14" not in text, address
        seen |= {address.partition("?")[0]} if html.escape("<img src=x") in text else set()
    assert len(seen) > 15, seen


def test_a_spreadsheet_runs_nothing_of_a_download(
    on_hostile: None, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("force analyst")
    hostile_cells = 0
    numbers = 0
    for address in addresses():
        if ".csv" not in address:
            continue
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        for row in csv.reader(io.StringIO(answer.content.decode())):
            for cell in row:
                if re.fullmatch(r"-?[\d.]+", cell):
                    numbers += 1
                    continue
                assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "＝"), (address, cell)
                hostile_cells += FORMULA in cell
    assert hostile_cells >= 2 and numbers > 100


# What is sent ------------------------------------------------------------------------------

SENT = (
    TAG,
    FORMULA,
    "\0",
    "../../../etc/passwd",
    "..\\..\\x",
    "%2e%2e%2f",
    "\r\nX-Injected: 1",
    "\u202eabc",
    "' OR 1=1 --",
    "\udcff",
    "9" * 5_000,
    "-1",
    "1e400",
    "0001-01-01",
    "9999-12-31",
    "2014-02-30",
    "2014-W09-1",
    "9999-12",
    "10000-01",
    "0000/01",
    "𝟡",
    "٣",
    "a" * 20_000,
)
FIELDS = {
    "search": ("q",),
    "schedule": ("lead", "to"),
    "schedule-ics": ("lead", "to"),
    "audit": ("kind", "person", "from", "to", "page"),
    "audit-export-csv": ("kind", "person", "from", "to"),
    "sign-in": ("next",),
    "records": ("area", "to", "known", "period", "order", "page"),
    "records-csv": ("area", "to", "known", "period"),
    "drivers": ("area", "to", "known", "period"),
    "breakdown": ("area", "to", "known", "period"),
}
AUDIT = ("audit", "audit-export-csv")


def unharmed(answer: object, sent: object) -> None:
    """It is an answer of the portal's own, and nothing sent stands in it as markup or header."""
    status = answer.status_code  # type: ignore[attr-defined]
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    assert status < 500, (status, sent, body)
    assert b"<img src=x" not in body and b"<script>alert" not in body, sent
    headers = answer.headers  # type: ignore[attr-defined]
    assert "X-Injected" not in headers and all("\n" not in one for one in headers.values()), sent
    where = headers.get("Location", "/")
    assert where.startswith("/") and not where.startswith("//"), sent


def test_no_query_breaks_a_page(signed_in: Callable[[str], Client], anyone: Client) -> None:
    analyst, administrator = signed_in("force analyst"), signed_in("administrator")
    pages = {row.page: row.address.partition("?")[0] for row in reversed(TABLE)}
    pages |= {"measure": f"{CRIME}/", "area": f"/areas/{QUILLMARSH}/"}
    pages |= {"breakdown": f"{CRIME}/by/policing_unit/", "measure-map": f"{CRIME}/map/units/"}
    for page, address in pages.items():
        client = anyone if page == "sign-in" else administrator if page in AUDIT else analyst
        for field in FIELDS.get(page, ("area", "to", "known")):
            for text in SENT:
                query = f"{field}={quote(text, errors='surrogateescape')}"
                unharmed(client.get(address.format(person=1), QUERY_STRING=query), (page, query))


def test_no_path_breaks_a_page(signed_in: Callable[[str], Client], anyone: Client) -> None:
    from copperplate.portal.urls import urlpatterns

    shapes = {re.sub(r"<\w+:\w+>", "{}", str(pattern.pattern)) for pattern in urlpatterns}
    for client in (signed_in("force analyst"), signed_in("administrator"), anyone):
        for shape in shapes:
            for text in SENT:
                unharmed(
                    client.get(
                        "/" + shape.replace("{}", quote(text, safe="", errors="surrogateescape"))
                    ),
                    shape,
                )
        for path in (
            "//evil.example/",
            "/\\evil.example",
            "/%0d%0aX-Injected:1",
            "/.//",
            "/?" * 99,
        ):
            unharmed(client.get(path), path)


def test_no_form_breaks_a_page(signed_in: Callable[[str], Client], database: None) -> None:
    from django.test import Client

    from copperplate.portal.accounts.models import Person

    administrator = signed_in("administrator")
    other = Person.objects.create(name="other", office="Other")
    forms = {
        "/people/new/": ("name", "office"),
        f"/people/{other.pk}/": ("do", "grant", "role", "area", "audience"),
        "/account/password/": ("old", "password", "again"),
    }
    for text in (text.replace("\udcff", "\xff") for text in SENT):
        for address, fields in forms.items():
            given = dict.fromkeys(fields, text) | ({"do": "take"} if "do" in fields else {})
            unharmed(administrator.post(address, given), (address, text))
        given = {"do": "give", "role": "lead", "audience": "board", "area": text}
        unharmed(administrator.post(f"/people/{other.pk}/", given), text)
        sent = {"name": text, "password": text, "next": text}
        unharmed(Client(HTTP_HOST="localhost").post("/sign-in/", sent), text)
    assert not other.grants.exists()
    assert Person.objects.exclude(name__regex=r"^[A-Za-z0-9.@_-]+$").count() == 0


@pytest.mark.parametrize(
    "header",
    ["HTTP_IF_NONE_MATCH", "HTTP_ACCEPT_ENCODING", "HTTP_COOKIE", "HTTP_X_FORWARDED_FOR",
     "HTTP_REFERER", "HTTP_ORIGIN", "HTTP_ACCEPT_LANGUAGE", "HTTP_X_FORWARDED_HOST",
     "HTTP_HX_REQUEST", "CONTENT_TYPE", "HTTP_RANGE", "HTTP_X_HTTP_METHOD_OVERRIDE"],
)  # fmt: skip
def test_no_header_breaks_a_page(
    signed_in: Callable[[str], Client], anyone: Client, header: str
) -> None:
    for client in (signed_in("force analyst"), anyone):
        for text in SENT:
            for address in ("/measures/", "/sign-in/", "/", "/nothing/"):
                unharmed(
                    client.get(
                        address, **{header: text.encode("latin-1", "replace").decode("latin-1")}
                    ),
                    text,
                )


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_gets_a_fault_on_any_page(signed_in: Callable[[str], Client], who: str) -> None:
    client = signed_in(who)
    for row in TABLE:
        assert client.get(row.address.format(person=1)).status_code < 500, row
