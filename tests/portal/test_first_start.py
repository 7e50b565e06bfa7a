"""The first start makes one link and no password; the link works once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.portal.conftest import PASSWORD

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def link(database: None) -> str:
    from copperplate.portal.accounts.links import first_administrator

    found = first_administrator()
    assert found is not None
    return found


def choose(client: Client, path: str, password: str, again: str | None = None) -> int:
    given = {"password": password, "again": password if again is None else again}
    return client.post(path, given).status_code


@pytest.fixture
def browser(database: None) -> Client:
    from django.test import Client

    return Client(HTTP_HOST="localhost")


def test_the_link_makes_the_administrator_once(link: str, browser: Client) -> None:
    from copperplate.portal.accounts.links import first_administrator

    assert browser.get(link).status_code == 200
    assert choose(browser, link, PASSWORD) == 302
    assert browser.get("/people/").status_code == 200
    assert first_administrator() is None
    browser.logout()
    gone, never = browser.get(link), browser.get("/welcome/never-made/")
    assert (gone.status_code, gone.content) == (410, never.content)


def test_looking_at_the_link_does_not_use_it_up(link: str, browser: Client) -> None:
    for _ in range(3):
        assert browser.get(link).status_code == 200
        assert browser.head(link).status_code == 200


def test_each_start_before_that_makes_another_link_and_the_one_before_stops(
    link: str, browser: Client
) -> None:
    from copperplate.portal.accounts.links import first_administrator
    from copperplate.portal.accounts.models import Person

    other = first_administrator()
    assert other not in (None, link)
    assert Person.objects.count() == 1
    assert [browser.get(one).status_code for one in (link, other)] == [410, 200]


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short one 7", None, "at least 12 characters"),
        ("password1234", None, "too common"),
        ("123456789012345", None, "entirely numeric"),
        ("administrator", None, "too similar"),
        (PASSWORD, PASSWORD + "!", "not the same"),
        ("x" * 1001, None, "longer than 1,000"),
    ],
)
def test_a_weak_password_is_refused_in_words(
    link: str, browser: Client, password: str, again: str | None, said: str
) -> None:
    code = choose(browser, link, password, again)
    assert code == 422
    answer = browser.post(link, {"password": password, "again": again or password})
    assert said in answer.content.decode()
    assert browser.get("/people/").status_code == 302
