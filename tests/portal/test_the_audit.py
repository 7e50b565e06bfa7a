"""Each change and each restricted read is one event; an event is never changed without a trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.portal.conftest import PASSWORD
from tests.synthetic import DUNFERROW, QUILLMARSH

if TYPE_CHECKING:
    from django.test import Client

    from copperplate.portal.accounts.models import Person

OTHER = "another long sentence 8"
CRIME = "/measures/force_total_crime"
Make = Callable[[str], "Person"]


def events() -> list[Any]:
    from copperplate.portal.audit.models import Event

    return list(Event.objects.order_by("number"))


# What is written ---------------------------------------------------------------------------


def test_each_change_writes_its_events(signed_in: Callable[[str], Client], person: Make) -> None:
    """In order: what is done, the words of its events, and what they were done to."""
    from copperplate.portal.accounts.models import Grant, Person

    administrator, found = signed_in("administrator"), person("board member")
    own = Person.objects.get(name="administrator").pk
    page, lead = f"/people/{found.pk}/", {"role": "lead", "area": QUILLMARSH, "audience": "board"}
    of = {"person": found.pk}
    last = Grant.objects.get(role="administrator").pk
    new = {"old": PASSWORD, "password": OTHER, "again": OTHER}
    done = [
        ("/people/new/", {"name": "new-one", "office": "New"}, "person added, link made", {"person": found.pk + 1}),
        ("/people/new/", {"name": "new-one", "office": "New"}, None, {}),
        ("/people/new/", {"name": "=1", "office": "New"}, None, {}),
        (page, {"do": "give", **lead}, "role given", {**of, **lead}),
        (page, {"do": "give", **lead, "role": "king"}, None, {}),
        (page, {"do": "give", **lead, "area": "X9"}, None, {}),
        (page, {"do": "give", "role": "board-member", "audience": "restricted"}, None, {}),
        (page, {"do": "take", "grant": "{grant}"}, "role taken", {**of, "role": "lead", "area": QUILLMARSH}),
        (page, {"do": "take", "grant": "{grant}"}, None, {}),
        (page, {"do": "link"}, None, {}),
        (page, {"do": "link", "sure": "yes"}, "link made", of),
        (page, {"do": "end"}, None, {}),
        (page, {"do": "end", "sure": "no"}, None, {}),
        (page, {"do": "end", "sure": "yes"}, "account ended", of),
        (page, {"do": "link", "sure": "yes"}, None, {}),
        (page, {"do": "reopen"}, "account reopened", of),
        (page, {"do": "nothing"}, None, {}),
        (f"/people/{own}/", {"do": "take", "grant": str(last), "sure": "yes"}, None, {}),
        (f"/people/{own}/", {"do": "end", "sure": "yes"}, None, {}),
        ("/account/password/", {**new, "again": "no"}, None, {}),
        ("/account/password/", new, "password set", {"person": own}),
        ("/sign-out/", {}, "signed out", {}),
    ]  # fmt: skip
    grant = None
    for address, sent, what, of_what in done:
        before = len(events())
        administrator.post(
            address, {key: str(text).format(grant=grant) for key, text in sent.items()}
        )
        grant = getattr(Grant.objects.filter(person=found, role="lead").first(), "pk", grant)
        written = events()[before:]
        assert ", ".join(one.what for one in written) == (what or ""), (address, sent)
        if what:
            kind = "consultation" if what == "signed out" else "alteration"
            for one in written:
                assert (one.kind, one.of) == (kind, of_what)
                assert (one.person, one.office) == (own, "Administrator")


def test_signing_in_is_one_event_and_failing_to_is_none(person: Make, database: None) -> None:
    from django.test import Client

    found, client = person("board member"), Client(HTTP_HOST="localhost")
    client.post("/sign-in/", {"name": "board-member", "password": "no"})
    assert events() == []
    client.post("/sign-in/", {"name": "board-member", "password": PASSWORD})
    (one,) = events()
    assert (one.kind, one.what, one.person, one.of) == ("consultation", "signed in", found.pk, {})


def test_coming_in_by_a_link_is_the_password_and_the_signing_in(
    person: Make, database: None
) -> None:
    from django.test import Client

    from copperplate.portal.accounts.links import welcome_path

    link, client = welcome_path(person("board member")), Client(HTTP_HOST="localhost")
    client.get(link)
    client.post(link, {"password": "short", "again": "short"})
    assert events() == []
    client.post(link, {"password": OTHER, "again": OTHER})
    assert [one.what for one in events()] == ["password set", "signed in"]


def test_a_page_that_is_kept_is_written_down_each_time(
    signed_in: Callable[[str], Client], person: Make, database: None
) -> None:
    analyst, board = signed_in("force analyst"), signed_in("board member")
    for _ in range(3):
        assert analyst.get(f"{CRIME}/?area={DUNFERROW}&to=2014-02-28").status_code == 200
        assert board.get(f"{CRIME}/?area={DUNFERROW}&to=2014-02-28").status_code == 200
    of = {"identity": "force_total_crime", "area": DUNFERROW, "to": "2014-02-28"}
    assert [(one.what, one.of, one.office) for one in events()] == [
        ("page measure", of, "Force analyst")
    ] * 3


def test_records_are_written_down_by_month_and_never_by_what_they_say(
    signed_in: Callable[[str], Client],
) -> None:
    analyst = signed_in("force analyst")
    page = analyst.get(f"{CRIME}/records.csv?period=2014-02&area={QUILLMARSH}&q=wren3318&known=")
    listed = page.content.decode().splitlines()[2:]
    (one,) = events()
    assert len(listed) > 100
    assert one.of == {"identity": "force_total_crime", "period": "2014-02", "area": QUILLMARSH}
    analyst.get("/papers/secret/paper.html?area=%3Db+c&period=a%20name")
    assert events()[-1].of == {"name": "secret", "file": "paper.html"}


def test_what_cannot_be_written_down_is_not_shown_nor_done(
    signed_in: Callable[[str], Client], person: Make
) -> None:
    """The database takes no event: no page that needs one, and no change."""
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("the trigger of this test is SQLite's")
    administrator, analyst = signed_in("administrator"), signed_in("force analyst")
    board, found = signed_in("board member"), person("approver")
    end = {"do": "end", "sure": "yes"}
    assert analyst.get(f"{CRIME}/").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER none BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    for client in (administrator, analyst):
        client.raise_request_exception = False
    refused = analyst.get(f"{CRIME}/")
    assert refused.status_code == 500 and b"step change" not in refused.content
    assert b"<svg" not in refused.content
    assert administrator.post(f"/people/{found.pk}/", end).status_code == 500
    found.refresh_from_db()
    assert found.is_active
    assert board.get(f"{CRIME}/").status_code == 200


# What is never changed ------------------------------------------------------------------------


@pytest.fixture
def chain(signed_in: Callable[[str], Client], database: None) -> None:
    client = signed_in("force analyst")
    for area in ("", QUILLMARSH, DUNFERROW):
        client.get(f"/objectives/?area={area}")


AGAIN = "SELECT * FROM audit_event WHERE number = 2"
CHANGES = (
    "UPDATE audit_event SET office = 'Nobody' WHERE number = 2",
    "UPDATE OR REPLACE audit_event SET number = 1 WHERE number = 2",
    "DELETE FROM audit_event WHERE number = 3",
    "DELETE FROM audit_event",
    f"INSERT OR REPLACE INTO audit_event {AGAIN}",
    f"REPLACE INTO audit_event {AGAIN}",
    f"INSERT INTO audit_event {AGAIN} ON CONFLICT (number) DO UPDATE SET office = 'Nobody'",
)


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_an_event(chain: None, change: str) -> None:
    from django.db import connection, transaction
    from django.db.utils import DatabaseError

    from copperplate.portal.audit.chain import walk

    if connection.vendor != "sqlite" and "REPLACE" in change:
        pytest.skip("the words are SQLite's")
    before = [vars(one) | {"_state": None} for one in events()]
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert [vars(one) | {"_state": None} for one in events()] == before
    assert (walk().wrong, walk().events) == ("", 3)


def test_an_end_that_is_cut_off_is_seen_even_where_the_head_is_gone(chain: None) -> None:
    """By whoever can drop the triggers; who can make a whole chain anew is found by its old head."""
    from django.db import connection

    from copperplate.portal.audit.chain import walk
    from copperplate.portal.audit.models import Head

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_event_no_delete")
        else:
            cursor.execute("DROP TRIGGER audit_event_kept ON audit_event")
        cursor.execute("DELETE FROM audit_event WHERE number = 3")
    assert walk().wrong == "The chain ends at event 2, and its head says 3."
    Head.objects.all().delete()
    assert walk().wrong == "The chain ends at event 2, and its head says 0."


@st.composite
def altered(draw: st.DrawFn) -> tuple[int, Callable[[list[Any]], list[Any]]]:
    """One way to alter a chain of events, and how many the chain has."""
    many = draw(st.integers(2, 12))
    at = draw(st.integers(0, many - 1))
    other = draw(st.integers(0, many - 1).filter(lambda one: one != at))
    how = draw(st.sampled_from(["field", "remove", "swap", "cut", "copy", "add"]))

    def alter(chain: list[Any]) -> list[Any]:
        if how == "field":
            name = draw(st.sampled_from(sorted(FIELDS)))
            setattr(chain[at], name, FIELDS[name](getattr(chain[at], name)))
        elif how == "remove":
            del chain[at]
        elif how == "swap":
            chain[at], chain[other] = chain[other], chain[at]
        elif how == "cut":
            del chain[at:]
        elif how == "copy":
            chain[at] = chain[other]
        else:
            chain.insert(at, chain[other])
        return chain

    return many, alter


FIELDS: dict[str, Callable[[Any], Any]] = {
    "number": lambda one: one + 1,
    "at": lambda one: one + timedelta(microseconds=1),
    "person": lambda one: None if one else 1,
    "office": lambda one: one + " ",
    "kind": lambda one: "erasure",
    "what": lambda one: one.upper(),
    "of": lambda one: {**one, "area": "X1"},
    "before": lambda one: "0" * 64,
    "digest": lambda one: one[:-1] + ("0" if one[-1] != "0" else "1"),
}


@settings(max_examples=300, deadline=None)
@given(altered())
def test_every_alteration_of_a_chain_is_found(
    portal: object, case: tuple[int, Callable[[list[Any]], list[Any]]]
) -> None:
    from copperplate.portal.audit.chain import digest_of, walk
    from copperplate.portal.audit.models import Event, Head

    many, alter = case
    chain: list[Any] = []
    for number in range(1, many + 1):
        one = Event(
            number=number,
            at=datetime(2014, 3, 1, tzinfo=UTC) + timedelta(seconds=number),
            person=number % 3 or None,
            office="Office",
            kind="consultation",
            what=f"page {number}",
            of={"identity": f"m{number}"},
            before=chain[-1].digest if chain else "",
        )
        one.digest = digest_of(one)
        chain.append(one)
    head = Head(number=many, digest=chain[-1].digest)
    assert walk(chain, head=head).wrong == ""
    assert walk(alter(chain), head=head).wrong != ""


def test_what_is_exported_can_be_checked_by_its_reader(
    chain: None, signed_in: Callable[[str], Client]
) -> None:
    """With nothing but the file: each line's digest is made of the line and the one before."""
    import hashlib

    answer = signed_in("administrator").get("/audit/export.ndjson")
    assert answer["Content-Disposition"] == 'attachment; filename="audit.ndjson"'
    before, lines = "", [json.loads(line) for line in b"".join(answer).splitlines()]
    keys = ("number", "at", "person", "office", "kind", "what", "of", "before")
    for line in lines:
        assert line["before"] == before
        text = json.dumps(
            [line[key] for key in keys], sort_keys=True, separators=(",", ":"), ensure_ascii=True
        )
        before = hashlib.sha256(text.encode()).hexdigest()
        assert line["digest"] == before
    assert (lines[-1]["what"], lines[-1]["kind"], len(lines)) == ("audit exported", "disclosure", 4)
