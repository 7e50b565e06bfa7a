"""Reading the audit: which events, by whose names, on which page, and whether the chain holds."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.portal.conftest import hashed
from tests.synthetic import QUILLMARSH

if TYPE_CHECKING:
    from django.test import Client

# Day and kind of each event, and who did it: a person by number, or the machine.
WRITTEN = (
    ("2014-03-01 00:00", "alteration", 0),
    ("2014-03-01 12:00", "consultation", 1),
    ("2014-03-01 23:59", "consultation", 2),
    ("2014-03-02 00:00", "consultation", 1),
    ("2014-03-02 09:00", "disclosure", 2),
    ("2014-03-04 09:00", "alteration", 1),
)


@pytest.fixture
def administrator(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("administrator")


@pytest.fixture
def people(administrator: Client, monkeypatch: pytest.MonkeyPatch) -> tuple[int, ...]:
    """Numbers of the people of `WRITTEN`, whose events are written down."""
    from copperplate.portal.accounts.models import Person
    from copperplate.portal.audit import chain

    persons = [
        Person.objects.create(name=name, office=office, password=hashed())
        for name, office in (("ann", "Office"), ("bob", "Office"))
    ]
    for at, kind, who in WRITTEN:
        moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
        monkeypatch.setattr(chain, "moment", lambda moment=moment: moment)
        by = persons[who - 1] if who else None
        chain.record(chain.Kind(kind), f"did {kind}", by=by, of={"area": QUILLMARSH})
    monkeypatch.undo()
    return (0, *(one.pk for one in persons))


def numbers(page: bytes) -> list[int]:
    """The events a page shows, in order."""
    return [int(one) for one in re.findall(rb'<th scope="row" class="number">(\d+)</th>', page)]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", [6, 5, 4, 3, 2, 1]),
        ("kind=consultation", [4, 3, 2]),
        ("person={1}", [6, 4, 2]),
        ("person={2}", [5, 3]),
        ("person=0", [1]),
        ("person=999999", []),
        ("from=2014-03-02", [6, 5, 4]),
        ("to=2014-03-01", [3, 2, 1]),
        ("from=2014-03-02&to=2014-03-02", [5, 4]),
        ("from=2014-03-03&to=2014-03-03", []),
        ("from=2014-03-04&to=2014-03-01", []),
        ("kind=consultation&person={1}", [4, 2]),
        ("kind=consultation&person={1}&to=2014-03-01", [2]),
        ("kind=consultation&person={2}&from=2014-03-01&to=2014-03-02", [3]),
        ("kind=&person=&from=&to=", [6, 5, 4, 3, 2, 1]),
    ],
)
def test_which_events_are_shown_and_exported(
    administrator: Client, people: tuple[int, ...], query: str, shown: list[int]
) -> None:
    asked = query.format(*people)
    page = administrator.get(f"/audit/?{asked}").content
    assert numbers(page) == shown
    (address,) = re.findall(r'href="(/audit/export\.csv[^"]*)"', page.decode())
    answer = administrator.get(html.unescape(address))
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode())))
    assert [int(row["number"]) for row in rows] == shown[::-1]
    assert {row["of"] for row in rows[:1]} <= {f"area {QUILLMARSH}"}


def test_what_was_chosen_stands_in_the_event_of_its_export(
    administrator: Client, people: tuple[int, ...]
) -> None:
    from copperplate.portal.audit.models import Event

    chosen = {"kind": "consultation", "person": str(people[1]), "from": "2014-03-01"}
    answer = administrator.get("/audit/export.csv", {**chosen, "to": ""})
    assert answer["Content-Disposition"] == 'attachment; filename="audit.csv"'
    last = Event.objects.latest("number")
    assert (last.kind, last.what) == ("disclosure", "audit exported")
    assert last.of == {**chosen, "file": "csv", "chain": "whole"}


@pytest.mark.parametrize(
    "query",
    ["kind=none", "person=x", "person=-1", "from=1-1-2014", "to=2014-02-30", "page=0", "page=2"],
)
def test_what_names_no_events_is_no_page(
    administrator: Client, people: tuple[int, ...], query: str
) -> None:
    assert administrator.get(f"/audit/?{query}").status_code == 404
    if "page" not in query:
        assert administrator.get(f"/audit/export.csv?{query}").status_code == 404


def test_events_are_read_in_pages_of_what_was_chosen(administrator: Client) -> None:
    from copperplate.portal.audit.chain import record
    from copperplate.portal.audit.models import Kind

    for number in range(230):
        record(Kind.ALTERATION if number % 2 else Kind.COLLECTION, "something", by=None)
    seen: list[int] = []
    for page, words in (
        (1, "1 to 100 of 230"),
        (2, "101 to 200 of 230"),
        (3, "201 to 230 of 230"),
    ):
        answer = administrator.get(f"/audit/?page={page}").content
        assert f"Events {words}" in answer.decode()
        seen += numbers(answer)
    assert seen == list(range(230, 0, -1))
    chosen = administrator.get("/audit/?kind=alteration").content.decode()
    assert "Events 1 to 100 of 115" in chosen
    assert 'href="/audit/?kind=alteration&amp;page=2"' in chosen


# Names ------------------------------------------------------------------------------------------

OF = {
    "page measure": {"identity": "force_total_crime", "area": QUILLMARSH, "to": "2014-02-28"},
    "page paper": {"name": "march"},
    "page paper-file": {"name": "secret", "file": "paper.html"},
    "page item": {"identity": "plan", "name": "CRIME"},
    "role given": {"person": 1, "role": "lead", "area": ""},
}
BOTH = [("administrator", "", "public"), ("board-member", "", "board")]
ONE_AREA = [("administrator", "", "public"), ("lead", QUILLMARSH, "board")]


@pytest.mark.parametrize(
    ("grants", "what", "words"),
    [
        # An administrator gives roles in areas, and need not know what is measured.
        (BOTH[:1], "page measure", f"identity force_total_crime, Quillmarsh ({QUILLMARSH}), to 28 February 2014"),
        (BOTH, "page measure", f"Total recorded crime (force_total_crime), Quillmarsh ({QUILLMARSH}), to 28 February 2014"),
        (BOTH[:1], "page paper", "name march"),
        (BOTH, "page paper", "Headline performance report (march)"),
        (ONE_AREA, "page paper", "name march"),
        (BOTH, "page paper-file", "name secret, file paper.html"),
        (BOTH[:1], "page item", "identity plan, name CRIME"),
        (BOTH, "page item", "A plan (plan), Less crime (CRIME)"),
        (BOTH[:1], "role given", "Reader (1), Lead, the whole force"),
    ],
)  # fmt: skip
def test_what_an_event_was_of_is_named_where_its_reader_may_know(
    database: None, grants: list[tuple[str, str, str]], what: str, words: str
) -> None:
    from django.test import Client

    from copperplate.portal.accounts.models import Grant, Person
    from copperplate.portal.audit.chain import record
    from copperplate.portal.audit.models import Kind

    Person.objects.create(pk=1, name="reader", office="Reader")
    reader = Person.objects.create(pk=2, name="two", office="Two")
    for role, area, audience in grants:
        Grant.objects.create(person=reader, role=role, area=area, audience=audience)
    record(Kind.CONSULTATION, what, by=None, of=OF[what])
    client = Client(HTTP_HOST="localhost")
    client.force_login(reader)
    page = client.get("/audit/").content.decode()
    cells = re.findall(r"<td>(.*?)</td>", page.partition("<tbody>")[2])
    assert re.sub(r"<[^>]+>", "", cells[-1]) == words


# The chain --------------------------------------------------------------------------------------


@pytest.fixture
def altered(people: tuple[int, ...], database: None) -> Iterator[Callable[[int], None]]:
    """Alters an event as whoever owns the database can."""
    from django.db import connection

    def alter(number: int) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("DROP TRIGGER audit_event_no_update")
            else:
                cursor.execute("DROP TRIGGER audit_event_kept ON audit_event")
            cursor.execute(f"UPDATE audit_event SET office = 'Nobody' WHERE number = {number}")

    return alter


def test_looking_at_the_audit_walks_no_chain(
    administrator: Client, people: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    from copperplate.portal.audit import views

    walked: list[Any] = []
    real = views.walk
    monkeypatch.setattr(views, "walk", lambda: walked.append(1) or real())
    for address, walks in (("/audit/", 0), ("/audit/?kind=alteration", 0), ("/audit/chain/", 1)):
        administrator.get(address)
        assert len(walked) == walks, address
    for address in ("/audit/export.csv", "/audit/export.ndjson"):
        walked.clear()
        b"".join(administrator.get(address))
        assert len(walked) == 1, address


def test_a_whole_chain_is_said_with_its_head(
    administrator: Client, people: tuple[int, ...]
) -> None:
    from copperplate.portal.audit.models import Head

    page = administrator.get("/audit/chain/").content.decode()
    assert "The chain of 6 events is whole" in page
    assert Head.objects.get().digest in page


@pytest.mark.parametrize(("number", "at_once"), [(2, False), (6, True)])
def test_an_altered_event_is_found_when_asked_and_at_export(
    administrator: Client, altered: Callable[[int], None], number: int, at_once: bool
) -> None:
    """Of the last event the page itself says so; of one before, whoever checks or exports."""
    from copperplate.portal.audit.models import Event

    altered(number)
    said = f"Event {number} was altered."
    assert (said in administrator.get("/audit/").content.decode()) is at_once
    assert said in administrator.get("/audit/chain/").content.decode()
    for ending in ("ndjson", "csv"):
        answer = administrator.get(f"/audit/export.{ending}")
        assert answer["Content-Disposition"] == f'attachment; filename="audit-altered.{ending}"'
        b"".join(answer)
        assert Event.objects.latest("number").of["chain"] == "altered"


def test_an_end_that_is_cut_off_is_said_at_once(
    administrator: Client, people: tuple[int, ...], database: None
) -> None:
    from copperplate.portal.audit.models import Head

    Head.objects.update(number=7)
    assert (
        "The chain ends at event 6, and its head says 7."
        in administrator.get("/audit/").content.decode()
    )
