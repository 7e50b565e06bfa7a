"""Signing in, out and anew: nothing told of who there is, nothing kept that was taken away."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest

from tests.portal.conftest import EVERYBODY, PASSWORD
from tests.synthetic import DUNFERROW, QUILLMARSH

if TYPE_CHECKING:
    from django.test import Client

    from copperplate.portal.accounts.models import Person

OTHER = "another long sentence 8"
WRONG = "The name and the password do not belong together."
TOO_OFTEN = "There were too many tries."
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
Make = Callable[[str], "Person"]


@pytest.fixture
def browser(database: None) -> Callable[..., Client]:
    from django.test import Client

    return lambda **more: Client(HTTP_HOST="localhost", **more)


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in/", {"name": name, "password": password, **more})


# What an answer tells -----------------------------------------------------------------------


def test_a_wrong_password_and_no_such_name_are_told_the_same(
    person: Make, browser: Callable[..., Client]
) -> None:
    person("board member")
    ended = person("approver")
    ended.is_active = False
    ended.save()
    invited = person("lead of Quillmarsh")
    invited.set_unusable_password()
    invited.save()
    said = set()
    for name in ("board-member", "approver", "lead-of-Quillmarsh", "nobody-at-all"):
        answer = sign_in(browser(), name, "not the one")
        body = TOKEN.sub(b"", answer.content).replace(name.encode(), b"")
        # The form gives the name back, and is as long as that makes it.
        headers = {key: text for key, text in answer.headers.items() if key != "Content-Length"}
        said.add((answer.status_code, body, tuple(sorted(headers.items()))))
    assert len(said) == 1
    assert WRONG in answer.content.decode()
    # Nor does the right password of one who may not: the answer is the same once more.
    again = sign_in(browser(), "approver")
    assert TOKEN.sub(b"", again.content).replace(b"approver", b"") == body


def test_nor_does_the_time_it_takes_tell(person: Make, browser: Callable[..., Client]) -> None:
    """Each try hashes a password once, whoever it is of: a hash takes longer than all the rest."""
    person("board member")
    invited = person("approver")
    invited.set_unusable_password()
    invited.save()

    def took(name: str) -> float:
        began = time.perf_counter()
        sign_in(browser(), name, "not the one")
        return time.perf_counter() - began

    known, unknown, unready = (
        median(took(name) for _ in range(3)) for name in ("board-member", "nobody", "approver")
    )
    assert 0.4 < unknown / known < 2.5
    assert 0.4 < unready / known < 2.5
    assert min(known, unknown, unready) > 0.015


def test_tries_are_counted_by_name_whether_or_not_it_is_anybodys(
    person: Make, browser: Callable[..., Client]
) -> None:
    person("board member")
    pages = []
    for name in ("board-member", "nobody-at-all"):
        codes = [sign_in(browser(), name, "not the one", next="").status_code for _ in range(5)]
        assert codes == [403] * 5
        # The right password is not looked at either, in capitals or not.
        held = sign_in(browser(), name.upper())
        assert held.status_code == 429 and TOO_OFTEN in held.content.decode()
        assert "sessionid" not in held.cookies and "session" not in held.cookies
        pages.append(TOKEN.sub(b"", held.content).replace(name.upper().encode(), b""))
    assert pages[0] == pages[1]


def test_who_was_held_back_may_try_again_later(
    person: Make, browser: Callable[..., Client]
) -> None:
    from copperplate.portal.accounts.models import Failure
    from copperplate.portal.accounts.throttle import WITHIN
    from copperplate.portal.clock import moment

    person("board member")
    for _ in range(5):
        sign_in(browser(), "board-member", "not the one")
    Failure.objects.update(at=moment() - WITHIN - timedelta(seconds=1))
    assert sign_in(browser(), "board-member").status_code == 302
    assert Failure.objects.count() == 0
    # Trying while held back does not hold anybody back for longer.
    for _ in range(8):
        sign_in(browser(), "board-member", "not the one")
    assert Failure.objects.count() == 5
    Failure.objects.update(at=moment() - timedelta(days=1, seconds=1))
    sign_in(browser(), "somebody-else", "not the one")
    assert Failure.objects.count() == 1


def test_tries_are_counted_by_address_too(browser: Callable[..., Client]) -> None:
    """Whatever an address says of another: nobody stands before this portal."""
    for number in range(30):
        client = browser(HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
        assert sign_in(client, f"somebody-{number}", "no").status_code == 403
    assert sign_in(browser(), "one-more", "no").status_code == 429
    assert sign_in(browser(REMOTE_ADDR="192.0.2.7"), "one-more", "no").status_code == 403


@pytest.mark.parametrize(
    ("behind", "said", "address"),
    [
        (False, "198.51.100.1", "192.0.2.7"),
        (True, "198.51.100.1", "198.51.100.1"),
        (True, "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        (True, None, "192.0.2.7"),
    ],
)
def test_which_address_is_believed(
    portal: Path, monkeypatch: pytest.MonkeyPatch, behind: bool, said: str | None, address: str
) -> None:
    """The proxy's own word where there is one, the last of those it passes on; else the socket's."""
    from dataclasses import replace

    from django.conf import settings
    from django.test import RequestFactory

    from copperplate.portal.accounts.throttle import _digests

    one, other = (
        RequestFactory().get("/", REMOTE_ADDR=remote, **sent)
        for remote, sent in (
            ("192.0.2.7", {"HTTP_X_FORWARDED_FOR": said} if said else {}),
            (address, {}),
        )
    )
    monkeypatch.setattr(
        settings, "CONFIGURATION", replace(settings.CONFIGURATION, behind_proxy=behind)
    )
    assert _digests(one, "n")[1] == _digests(other, "n")[1]


def test_a_name_is_tried_as_it_is_spelt(person: Make, browser: Callable[..., Client]) -> None:
    """A letter that a database takes for another would give each spelling its own five tries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    person("administrator")
    for name in ("adm\u0131nistrator", "admini\u017ftrator", "administrator ", "administrator\0"):
        with CaptureQueriesContext(connection) as asked:
            assert sign_in(browser(), name).status_code == 403, name
        # PostgreSQL takes some of these for others; no database is asked.
        assert not any("accounts_person" in one["sql"] for one in asked.captured_queries), name


# Sessions ----------------------------------------------------------------------------------


def test_the_key_of_a_session_is_another_after_signing_in(
    person: Make, browser: Callable[..., Client]
) -> None:
    person("board member")
    client = browser()
    client.cookies["session"] = "chosen-by-somebody-else-0123456789"
    assert sign_in(client, "board-member").status_code == 302
    key = client.cookies["session"].value
    assert key != "chosen-by-somebody-else-0123456789" and len(key) == 32
    assert browser().get("/account/").status_code == 302
    planted = browser()
    planted.cookies["session"] = "chosen-by-somebody-else-0123456789"
    assert planted.get("/account/").status_code == 302


def test_signing_out_ends_the_session_for_whoever_kept_its_key(
    person: Make, browser: Callable[..., Client]
) -> None:
    person("board member")
    client, thief = browser(), browser()
    sign_in(client, "board-member")
    thief.cookies["session"] = client.cookies["session"].value
    assert thief.get("/account/").status_code == 200
    assert client.get("/sign-out/").headers["Location"] == "/account/"
    assert thief.get("/account/").status_code == 200
    client.post("/sign-out/")
    assert thief.get("/account/").status_code == 302


def test_a_new_password_ends_every_other_session(
    person: Make, browser: Callable[..., Client]
) -> None:
    person("board member")
    here, there = browser(), browser()
    for client in (here, there):
        sign_in(client, "board-member")
    given = {"old": PASSWORD, "password": OTHER, "again": OTHER}
    assert here.post("/account/password/", {**given, "old": "no"}).status_code == 422
    assert there.get("/account/").status_code == 200
    assert here.post("/account/password/", given).status_code == 302
    assert (here.get("/account/").status_code, there.get("/account/").status_code) == (200, 302)
    assert sign_in(browser(), "board-member").status_code == 403
    assert sign_in(browser(), "board-member", OTHER).status_code == 302


def test_a_stolen_session_may_not_guess_the_old_password_for_long(
    person: Make, browser: Callable[..., Client]
) -> None:
    person("board member")
    client = browser()
    sign_in(client, "board-member")
    guess = {"old": "no", "password": OTHER, "again": OTHER}
    for _ in range(5):
        client.post("/account/password/", guess)
    held = client.post("/account/password/", {**guess, "old": PASSWORD})
    assert held.status_code == 422 and TOO_OFTEN in held.content.decode()


def test_who_is_ended_is_out_at_once_and_for_good(
    person: Make, browser: Callable[..., Client], signed_in: Callable[[str], Client]
) -> None:
    from copperplate.portal.accounts.links import welcome_path

    found, administrator, client = person("force analyst"), signed_in("administrator"), browser()
    sign_in(client, "force-analyst")
    link = welcome_path(found)
    address = "/measures/force_total_crime/"
    assert client.get(address).status_code == 200
    administrator.post(f"/people/{found.pk}/", {"do": "end", "sure": "yes"})
    assert client.get(address).status_code == 302
    assert sign_in(browser(), "force-analyst").status_code == 403
    administrator.post(f"/people/{found.pk}/", {"do": "reopen"})
    # Neither the session of before nor a link of before is good again.
    assert client.get(address).status_code == 302
    assert browser().get(link).status_code == 410
    assert sign_in(browser(), "force-analyst").status_code == 302


def test_a_role_that_is_taken_is_gone_at_the_next_page_however_often_it_was_kept(
    person: Make, signed_in: Callable[[str], Client], browser: Callable[..., Client]
) -> None:
    found, administrator, client = person("force analyst"), signed_in("administrator"), browser()
    client.force_login(found)
    for _ in range(2):
        assert client.get(f"/objectives/?area={DUNFERROW}").status_code == 200
    grant = found.grants.get()
    administrator.post(f"/people/{found.pk}/", {"do": "take", "grant": grant.pk, "sure": "yes"})
    assert client.get(f"/objectives/?area={DUNFERROW}").status_code == 404
    given = {"do": "give", "role": "lead", "area": QUILLMARSH, "audience": "board"}
    administrator.post(f"/people/{found.pk}/", given)
    codes = [client.get(f"/objectives/?area={one}").status_code for one in (QUILLMARSH, DUNFERROW)]
    assert codes == [200, 404]
    assert client.get(f"/measures/force_total_crime/records/?area={QUILLMARSH}").status_code == 404


# Links --------------------------------------------------------------------------------------


def test_a_link_is_of_one_person_once_and_not_for_long(
    person: Make, browser: Callable[..., Client]
) -> None:
    from copperplate.portal.accounts.links import LASTS, welcome_path
    from copperplate.portal.accounts.models import Welcome
    from copperplate.portal.clock import moment

    found = person("lead of Quillmarsh")
    first, link = welcome_path(found), welcome_path(found)
    assert re.fullmatch(r"/welcome/[\w-]{43}/", link)
    assert not Welcome.objects.filter(digest__contains=link.split("/")[2]).exists()
    assert [browser().get(one).status_code for one in (first, link)] == [410, 200]
    Welcome.objects.filter(used=None).update(ends=moment() - timedelta(seconds=1))
    assert browser().get(link).status_code == 410
    Welcome.objects.filter(used=None).update(ends=moment() + LASTS)
    given = {"password": OTHER, "again": OTHER}
    assert browser().post(link, given).status_code == 302
    assert browser().post(link, given).status_code == 410
    # Used, followed by a newer one, too old, never made: all are told the same.
    old = welcome_path(person("approver"))
    Welcome.objects.filter(used=None).update(ends=moment() - timedelta(seconds=1))
    told = {
        (answer.status_code, answer.content, tuple(sorted(answer.headers.items())))
        for answer in (browser().get(one) for one in (first, link, old, "/welcome/never-made/"))
    }
    ((_, page, _),) = told
    said = "This link works once and no longer; ask your administrator for another."
    assert said in page.decode()


# Where one is sent ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "sent"),
    [
        ("/measures/", "/measures/"),
        ("/search/?q=1", "/search/?q=1"),
        ("", "/objectives/"),
        ("measures/", "/objectives/"),
        ("//evil.example/", "/objectives/"),
        ("///evil.example/", "/objectives/"),
        ("/\\evil.example/", "/objectives/"),
        ("\\\\evil.example/", "/objectives/"),
        ("http://evil.example/", "/objectives/"),
        ("http:///evil.example/", "/objectives/"),
        ("javascript:alert(1)", "/objectives/"),
        ("/\t/evil.example", "/objectives/"),
        ("/\r\nX-Injected: 1", "/%0D%0AX-Injected:%201"),
        (" //evil.example", "/objectives/"),
    ],
)
def test_whoever_signs_in_goes_to_a_page_of_the_portal(
    person: Make, browser: Callable[..., Client], then: str, sent: str
) -> None:
    person("board member")
    answer = sign_in(browser(), "board-member", next=then)
    assert answer.headers["Location"] == sent
    form = browser().get("/sign-in/", {"next": then}).content.decode()
    assert ("evil" in form) is False


# Forms --------------------------------------------------------------------------------------


def test_no_form_is_taken_that_was_not_sent_from_here(
    person: Make, browser: Callable[..., Client]
) -> None:
    from django.contrib.sessions.models import Session

    from copperplate.portal.accounts.links import welcome_path
    from copperplate.portal.audit.models import Event
    from copperplate.portal.rights import POSTED
    from copperplate.portal.urls import urlpatterns

    administrator, other = person("administrator"), person("board member")
    client = browser(enforce_csrf_checks=True)
    client.force_login(administrator)
    forms = {
        "sign-in": ("/sign-in/", {"name": "board-member", "password": PASSWORD}),
        "welcome": (welcome_path(other), {"password": OTHER, "again": OTHER}),
        "sign-out": ("/sign-out/", {}),
        "new-password": (
            "/account/password/",
            {"old": PASSWORD, "password": OTHER, "again": OTHER},
        ),
        "person-new": ("/people/new/", {"name": "new", "office": "New"}),
        "person": (f"/people/{other.pk}/", {"do": "end"}),
    }
    assert set(forms) == POSTED <= {pattern.name for pattern in urlpatterns}
    before = (Event.objects.count(), Session.objects.count())
    for address, given in forms.values():
        for more in ({}, {"csrfmiddlewaretoken": "x" * 64}, {"csrfmiddlewaretoken": "y" * 32}):
            assert client.post(address, {**given, **more}).status_code == 403, address
    assert (Event.objects.count(), Session.objects.count()) == before
    # With the token of its own page each of them is taken.
    for name in ("person", "person-new"):
        address, given = forms[name]
        (token,) = set(TOKEN.findall(client.get(address).content))
        taken = client.post(address, {**given, "csrfmiddlewaretoken": token.decode()})
        assert taken.status_code in (200, 302), address


def test_looking_changes_nothing(person: Make, browser: Callable[..., Client]) -> None:
    """But for the audit, which says who looked."""
    from django.apps import apps

    from tests.portal.test_who_sees_what import TABLE

    def rows() -> dict[str, list[Any]]:
        return {
            model.__name__: sorted(map(repr, model.objects.values_list()))
            for model in apps.get_models()
            if model.__name__ not in ("Event", "Head")
        }

    clients = [browser()]
    for who in EVERYBODY:
        clients.append(browser())
        clients[-1].force_login(person(who))
    before = rows()
    for row in TABLE:
        for client in clients:
            answer = client.get(row.address.format(person=1))
            if answer.streaming:
                b"".join(answer)
    assert rows() == before


# Cookies ------------------------------------------------------------------------------------

ASK = """
import os, sys
from pathlib import Path
from copperplate.portal.configuration import Configuration
Configuration(workspace=Path(sys.argv[1]), hosts=("portal.example",), plain_http=sys.argv[2] == "plain").enter()
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.test import Client
from copperplate.portal.accounts.models import Person
if not Person.objects.exists():
    one = Person(name="one", office="One")
    one.set_password("a plain long sentence 7")
    one.save()
secure = sys.argv[2] != "plain"
client = Client(HTTP_HOST="portal.example")
client.get("/sign-in/", secure=secure)
answer = client.post("/sign-in/", {"name": "one", "password": "a plain long sentence 7"}, secure=secure)
print(answer.status_code)
for name, cookie in sorted(client.cookies.items()):
    print(name, cookie.OutputString().partition("; ")[2])
for key in ("Strict-Transport-Security",):
    print(key, answer.headers.get(key))
print(client.get("/sign-in/", secure=False).headers.get("Location"))
"""


@pytest.mark.parametrize("how", ["secure", "plain"])
def test_cookies_say_how_they_may_travel(portal: Path, tmp_path: Path, how: str) -> None:
    (tmp_path / "copperplate.yaml").write_text(
        (portal / "copperplate.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(tmp_path), how],
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout.splitlines()
    assert said[0] == "302", done.stderr
    cookies = {line.partition(" ")[0]: line.partition(" ")[2] for line in said[1:3]}
    secure, mark = how == "secure", "__Host-" * (how == "secure")
    assert set(cookies) == {f"{mark}session", f"{mark}csrf"}
    for name, flags in cookies.items():
        assert "HttpOnly" in flags and "Path=/" in flags and "Domain" not in flags
        assert ("Secure" in flags) is secure
        assert ("SameSite=Lax" if "session" in name else "SameSite=Strict") in flags
    hsts = "max-age=31536000; includeSubDomains; preload" if secure else "None"
    assert said[3] == f"Strict-Transport-Security {hsts}"
    assert said[4] == ("https://portal.example/sign-in/" if secure else "/account/")
