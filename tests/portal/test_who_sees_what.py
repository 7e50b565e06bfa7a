"""Every page by every role, method and object, as one table; what is not in it fails.

The columns, in order: board member, lead of Quillmarsh, force analyst, force analyst of Quillmarsh,
office analyst, approver, administrator, somebody without a role, somebody who has not signed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.portal.conftest import EVERYBODY
from tests.synthetic import DUNFERROW, FORCE, QUILLMARSH, WEST_MIDLANDS

if TYPE_CHECKING:
    from django.test import Client

    from copperplate.portal.accounts.models import Person

READERS = (*EVERYBODY, "anyone")
NOWHERE = "404 404 404 404 404 404 404 404 302"
FOR_ALL = "200 200 200 200 200 200 200 200 200"
SIGNED_IN = "200 200 200 200 200 200 200 200 302"
SENT_ON = "302 302 302 302 302 302 302 302 200"
READING = "200 200 200 200 200 200 404 404 302"
OF_FORCE = "200 404 200 404 200 200 404 404 302"
RESTRICTED = "404 404 200 404 404 200 404 404 302"
ADMINISTRATOR = "404 404 404 404 404 404 200 404 302"

# What a page of figures answers by the area asked for: none, the force, Quillmarsh, Dunferrow.
# Another force, a name in place of a code, and what is no code, nobody is shown by any page.
FIGURES = (READING, OF_FORCE, READING, OF_FORCE)
RECORDS = (
    "404 404 200 200 404 404 404 404 302",
    "404 404 200 404 404 404 404 404 302",
    "404 404 200 200 404 404 404 404 302",
    "404 404 200 404 404 404 404 404 302",
)
# No unit lies in a unit.
MAPPED = (
    "200 404 200 404 200 200 404 404 302",
    OF_FORCE,
    "404 404 404 404 404 404 404 404 302",
    "404 404 404 404 404 404 404 404 302",
)
# A count is not set beside other forces'.
PEERS = ("422 404 422 404 422 422 404 404 302",) * 4
AREAS = ("", FORCE, QUILLMARSH, DUNFERROW)
NO_AREAS = (WEST_MIDLANDS, "Quillmarsh", "none", "..%2F..%2Fetc", "%00", "X1%20OR%201=1", "x" * 300)

CRIME = "/measures/force_total_crime"
# Page, address, what it answers.
PLAIN = (
    ("front", "/", SENT_ON),
    ("healthz", "/healthz", FOR_ALL),
    ("robots", "/robots.txt", FOR_ALL),
    ("asset", "/assets/none", "404 404 404 404 404 404 404 404 404"),
    ("sign-in", "/sign-in/", SENT_ON),
    ("welcome", "/welcome/never-made/", "410 410 410 410 410 410 410 410 410"),
    ("account", "/account/", SIGNED_IN),
    ("sign-out", "/sign-out/", "302 302 302 302 302 302 302 302 302"),
    ("new-password", "/account/password/", SIGNED_IN),
    ("people", "/people/", ADMINISTRATOR),
    ("person-new", "/people/new/", ADMINISTRATOR),
    ("person", "/people/{person}/", ADMINISTRATOR),
    ("person", "/people/0/", NOWHERE),
    ("person", "/people/99999999999999999999999/", NOWHERE),
    ("person-ask", "/people/{person}/end/", ADMINISTRATOR),
    ("person-ask", "/people/{person}/link/", ADMINISTRATOR),
    ("person-ask", "/people/{person}/take/?grant=0", NOWHERE),
    ("person-ask", "/people/{person}/give/", NOWHERE),
    ("person-ask", "/people/0/end/", NOWHERE),
    ("audit", "/audit/", ADMINISTRATOR),
    ("audit", "/audit/?kind=disclosure&person=1&from=2014-01-01&to=2014-12-31", ADMINISTRATOR),
    ("audit", "/audit/?kind=none", NOWHERE),
    ("audit-chain", "/audit/chain/", ADMINISTRATOR),
    ("audit-export", "/audit/export.ndjson", ADMINISTRATOR),
    ("audit-export-csv", "/audit/export.csv", ADMINISTRATOR),
    ("audit-export-csv", "/audit/export.csv?from=never", NOWHERE),
    ("search", "/search/?q=crime", READING),
    ("help", "/help/", READING),
    ("area", f"/areas/{FORCE}/", OF_FORCE),
    ("area", f"/areas/{QUILLMARSH}/", READING),
    ("area", f"/areas/{DUNFERROW}/", OF_FORCE),
    ("area", f"/areas/{WEST_MIDLANDS}/", NOWHERE),
    ("area", "/areas/none/", NOWHERE),
    ("measure", "/measures/none/", NOWHERE),
    ("breakdown", f"{CRIME}/by/none/", NOWHERE),
    ("measure-map", f"{CRIME}/map/none/", NOWHERE),
    ("small-charts", f"{CRIME}/charts/none/", NOWHERE),
    ("compare", f"/compare/?left=force_total_crime&right_area={DUNFERROW}&area={FORCE}", OF_FORCE),
    (
        "compare",
        f"/compare/?left=force_total_crime&right_area={DUNFERROW}&area={QUILLMARSH}",
        OF_FORCE,
    ),
    (
        "compare",
        f"/compare/?left=force_total_crime&right=force_robbery_total&area={QUILLMARSH}",
        READING,
    ),
    ("compare", "/compare/?left=none&right=force_total_crime", NOWHERE),
    ("plans", "/plans/", READING),
    ("plan", "/plans/plan/", READING),
    ("plan", "/plans/none/", NOWHERE),
    ("item", "/plans/plan/NONE/", NOWHERE),
    ("item", "/plans/none/CRIME/", NOWHERE),
    ("schedule", "/schedule/", READING),
    ("schedule-ics", "/schedule.ics", READING),
    ("papers", "/papers/", READING),
    ("paper", "/papers/march/", OF_FORCE),
    ("paper", "/papers/secret/", RESTRICTED),
    ("paper", "/papers/draft/", RESTRICTED),
    ("paper", "/papers/none/", NOWHERE),
    ("paper", "/papers/..%2Fmarch/", NOWHERE),
    ("paper-file", "/papers/march/paper.html", OF_FORCE),
    ("paper-file", "/papers/march/paper.pdf", OF_FORCE),
    ("paper-file", "/papers/march/paper.tex", NOWHERE),
    ("paper-file", "/papers/march/..%2Fsecret%2Fpaper.html", NOWHERE),
    ("paper-file", "/papers/secret/paper.html", RESTRICTED),
    ("paper-file", "/papers/draft/paper.html", NOWHERE),
    ("paper-file", "/papers/none/paper.html", NOWHERE),
)
OF_AREAS = (
    ("objectives", "/objectives/", FIGURES),
    ("objectives-csv", "/objectives.csv", FIGURES),
    ("attention", "/attention/", FIGURES),
    ("attention-csv", "/attention.csv", FIGURES),
    ("compare", "/compare/", FIGURES),
    ("measures", "/measures/", FIGURES),
    ("measure", f"{CRIME}/", FIGURES),
    ("measure-csv", f"{CRIME}.csv", FIGURES),
    ("measure-svg", f"{CRIME}.svg", FIGURES),
    ("measure-png", f"{CRIME}.png", FIGURES),
    ("small-charts", f"{CRIME}/charts/units/", MAPPED),
    ("drivers", f"{CRIME}/drivers/", FIGURES),
    ("peers", f"{CRIME}/peers/", PEERS),
    ("breakdown", f"{CRIME}/by/policing_unit/", FIGURES),
    ("breakdown-csv", f"{CRIME}/by/policing_unit.csv", FIGURES),
    ("measure-map", f"{CRIME}/map/units/", MAPPED),
    ("measure-map-svg", f"{CRIME}/map/units.svg", MAPPED),
    ("measure-map-png", f"{CRIME}/map/units.png", MAPPED),
    ("records", f"{CRIME}/records/", RECORDS),
    ("records-csv", f"{CRIME}/records.csv", RECORDS),
    ("records-json", f"{CRIME}/records.json", RECORDS),
    ("areas", "/areas/", FIGURES),
    ("item", "/plans/plan/CRIME/", FIGURES),
)
# Pages that show no figure of an area, and whose reading nobody needs to know.
NOT_WRITTEN_DOWN = {"measures", "areas", "search", "plans", "help", "schedule", "schedule-ics"}
NOT_WRITTEN_DOWN |= {"front", "healthz", "robots", "sign-in", "account", "new-password"}
CHANGING = ("POST", "PUT", "PATCH", "DELETE")
OTHER_METHODS = (*CHANGING, "OPTIONS", "TRACE")


@dataclass(frozen=True)
class Row:
    """One address, and the status each of `READERS` is answered with."""

    page: str
    address: str
    answers: tuple[int, ...]


def rows() -> Iterator[Row]:
    def row(page: str, address: str, answers: str) -> Row:
        return Row(page, address, tuple(map(int, answers.split())))

    for page, address, answers in PLAIN:
        yield row(page, address, answers)
    for page, address, by_area in OF_AREAS:
        for area, answers in zip(AREAS, by_area, strict=True):
            yield row(page, address + f"?area={area}" * bool(area), answers)
        for area in NO_AREAS:
            yield row(page, f"{address}?area={area}", NOWHERE)


TABLE = tuple(rows())


def test_a_page_that_nobody_decided_on_does_not_start(portal: object) -> None:
    from django.core.exceptions import ImproperlyConfigured

    from copperplate.portal.doors import does, reads
    from copperplate.portal.public import front

    for door in (reads, does):
        with pytest.raises(
            ImproperlyConfigured, match=r"the page 'new' has no row in rights\.NEEDS"
        ):
            door("new/", front, "new")


@pytest.fixture
def browsers(
    person: Callable[[str], Person], anyone: Client
) -> tuple[Mapping[str, Client], Mapping[str, str]]:
    """A browser of each reader, and what the addresses of the table are filled in with."""
    from django.test import Client

    opened: dict[str, Client] = {}
    for who in EVERYBODY:
        opened[who] = Client(HTTP_HOST="localhost")
        opened[who].force_login(found := person(who))
    return {**opened, "anyone": anyone}, {"person": str(found.pk)}


Browsers = tuple[dict[str, "Client"], dict[str, str]]


def test_every_address_of_the_portal_is_in_the_table(portal: object) -> None:
    from copperplate.portal.rights import NEEDS
    from copperplate.portal.urls import urlpatterns

    tabled = {row.page for row in TABLE}
    assert {pattern.name for pattern in urlpatterns} == tabled == set(NEEDS)


def kept_back(page: str, who: str, status: int, address: str) -> bool:
    """Whether somebody reads here what only those may know who hold the records."""
    if status != 200 or page in NOT_WRITTEN_DOWN:
        return False
    if page == "papers":  # the list holds the titles of those papers, too
        return who in ("force analyst", "approver")
    if page == "compare" and "left=" not in address:  # the form, and no figure
        return False
    if "/papers/" in address:
        return "secret" in address or "draft" in address
    return who in ("force analyst", "force analyst of Quillmarsh", "approver")


def test_who_sees_what(browsers: Browsers) -> None:
    """Status of each cell, for GET and HEAD; and one event of the audit where there must be."""
    from copperplate.portal.audit.models import Event, Kind

    wrong = []
    for row in TABLE:
        address = row.address.format(**browsers[1])
        for who, expected in zip(READERS, row.answers, strict=True):
            client = browsers[0][who]
            for method in ("GET", "HEAD") if expected == 200 else ("GET",):
                before = Event.objects.count()
                answer = client.generic(method, address)
                if answer.streaming:
                    b"".join(answer)
                written = [event.kind for event in Event.objects.order_by("number")[before:]]
                must = [Kind.CONSULTATION] * kept_back(row.page, who, expected, address)
                if row.page.startswith("audit-export") and expected == 200:
                    must = [Kind.DISCLOSURE]
                if answer.status_code != expected or written != must:
                    wrong.append((method, address, who, answer.status_code, expected, written))
    assert wrong == []
    assert len(TABLE) * len(READERS) > 1_500


def test_no_other_method_does_anything(browsers: Browsers) -> None:
    """405 to who may read the page, and to others what they are told of every page."""
    from django.urls import resolve

    from copperplate.portal.rights import NEEDS, POSTED, RIGHTS, Right, Role

    rights = {
        who: {Right.ANYONE, Right.ACCOUNT}.union(*(RIGHTS[Role(one[0])] for one in EVERYBODY[who]))
        for who in EVERYBODY
    } | {"anyone": {Right.ANYONE}}
    first = {row.page: row.address for row in reversed(TABLE)}
    wrong = []
    for page, address in (*first.items(), ("nothing", "/nothing/")):
        if page != "nothing":
            assert resolve(address.format(**browsers[1]).partition("?")[0]).url_name == page
        for who, client in browsers[0].items():
            may = NEEDS.get(page) in rights[who]
            expected = 405 if may else 302 if who == "anyone" else 404
            for method in OTHER_METHODS:
                if method == "POST" and page in POSTED:
                    continue
                given = client.generic(method, address.format(**browsers[1])).status_code
                # A form that was sent from nowhere is refused before anything is looked at.
                unasked = who == "anyone" and method in CHANGING and given == 403
                if given != expected and not unasked:
                    wrong.append((method, page, who, given, expected))
    assert wrong == []


# What is not theirs is not there -----------------------------------------------------------


def told(client: Client, address: str) -> tuple[int, dict[str, str], bytes, list[str]]:
    """Return all that an answer tells: status, headers, body, and what it asked the database."""
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    reset_queries()  # what is kept of earlier questions has an end, beyond which they are dropped
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    shapes = [one["sql"].split("WHERE")[0] for one in asked.captured_queries]
    return answer.status_code, dict(answer.headers), answer.content, shapes


def test_what_is_not_shown_cannot_be_told_from_what_is_not_there(browsers: Browsers) -> None:
    refused = 0
    for who in EVERYBODY:
        client = browsers[0][who]
        nothing = told(client, "/nothing/")[:3]
        for row in TABLE:
            if row.answers[READERS.index(who)] == 404 and "\0" not in row.address:
                assert told(client, row.address.format(**browsers[1]))[:3] == nothing, row
                refused += 1
    assert refused > 500


@pytest.mark.parametrize(
    ("who", "hidden", "missing"),
    [
        ("lead of Quillmarsh", f"/objectives/?area={DUNFERROW}", "/objectives/?area=X10009999"),
        ("lead of Quillmarsh", f"/areas/{FORCE}/", "/areas/X29999999/"),
        ("lead of Quillmarsh", "/papers/march/", "/papers/marsh/"),
        ("board member", "/papers/secret/", "/papers/secrex/"),
        ("board member", "/papers/secret/paper.html", "/papers/secrex/paper.html"),
        ("lead of Quillmarsh", f"{CRIME}/records/", "/measures/none/records/"),
        ("board member", "/people/{person}/", "/people/999999/"),
        ("force analyst of Quillmarsh", f"{CRIME}.csv?area={FORCE}", f"{CRIME}.csv?area=X9"),
    ],
)
def test_nor_does_the_work_done_tell_it(
    browsers: Browsers, who: str, hidden: str, missing: str
) -> None:
    client = browsers[0][who]
    assert told(client, hidden.format(**browsers[1])) == told(client, missing)


def test_a_page_that_others_keep_says_nothing_by_its_tag(browsers: Browsers) -> None:
    """Whoever knows the tag of another's page learns nothing by sending it."""
    theirs = browsers[0]["force analyst"].get(f"{CRIME}/?area={FORCE}")
    lead = browsers[0]["lead of Quillmarsh"]
    sent = {"HTTP_IF_NONE_MATCH": theirs["ETag"]}
    assert lead.get(f"{CRIME}/?area={FORCE}", **sent).status_code == 404
    assert lead.get(f"{CRIME}/?area={QUILLMARSH}", **sent).status_code == 200
    assert browsers[0]["force analyst"].get(f"{CRIME}/?area={FORCE}", **sent).status_code == 304


# Nothing of another area by any page --------------------------------------------------------


def test_a_lead_meets_no_other_area_anywhere(browsers: Browsers) -> None:
    """Neither the name nor the code of an area not held, and no word of how the force moved."""
    met = []
    for row in TABLE:
        answer = browsers[0]["lead of Quillmarsh"].get(row.address.format(**browsers[1]))
        text = answer.content.decode("utf-8", "replace")
        met += [
            (row.address, word) for word in ("Dunferrow", DUNFERROW, "as a whole") if word in text
        ]
    assert met == []


def test_search_counts_only_what_may_be_seen(browsers: Browsers) -> None:
    lead, board = browsers[0]["lead of Quillmarsh"], browsers[0]["board member"]
    for text, seen_by_lead, seen_by_board in (
        ("Dunferrow", 0, 1),
        ("Quillmarsh", 1, 1),
        ("headline performance", 0, 1),
        ("sparrowhawk5521", 0, 0),
        ("secret", 0, 0),
    ):
        for client, seen in ((lead, seen_by_lead), (board, seen_by_board)):
            page = client.get("/search/", {"q": text}).content.decode()
            said = f"{seen} found" if seen else "Nothing that you may see holds all of these words"
            assert said in page, (text, seen)
            assert page.count("<dt><a href=") == seen
