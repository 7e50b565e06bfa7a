"""What is not done by one click: it is said what will happen, and asked once more."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.synthetic import QUILLMARSH

if TYPE_CHECKING:
    from django.test import Client

    from copperplate.portal.accounts.models import Person


@pytest.mark.parametrize(
    ("what", "title", "button", "will"),
    [
        ("end", "End the account of Lead of quillmarsh?", "End the account", "signed out at once"),
        ("take", "Take the last role of Lead of quillmarsh?", "Take the role", "The role is: Lead, Quillmarsh: what the board may see."),
        ("link", "Make a new link for Lead of quillmarsh?", "Make a new link", "A link that was made before stops working."),
    ],
)  # fmt: skip
def test_it_is_asked_and_then_done_by_a_form_of_its_own(
    signed_in: Callable[[str], Client],
    person: Callable[[str], Person],
    what: str,
    title: str,
    button: str,
    will: str,
) -> None:
    from copperplate.portal.audit.models import Event

    administrator, found = signed_in("administrator"), person("lead of Quillmarsh")
    page, grant = f"/people/{found.pk}/", found.grants.get().pk
    sent = {"do": what} | ({"grant": str(grant)} if what == "take" else {})
    asked = administrator.post(page, sent)
    ask = f"{page}{what}/" + (f"?grant={grant}" if what == "take" else "")
    assert (asked.status_code, asked["Location"]) == (302, ask)
    shown = administrator.get(ask).content.decode()
    for words in (title, button, will, f'<a href="{page}">Cancel</a>'):
        assert words in shown
    found.refresh_from_db()
    assert (found.is_active, found.grants.count(), Event.objects.count()) == (True, 1, 0)
    (form,) = re.findall(r'<form method="post" action="(.*?)">(.*?)</form>', shown, re.DOTALL)
    fields = dict(re.findall(r'name="(\w+)" value="(\w*)"', form[1]))
    assert form[0] == page and fields["sure"] == "yes"
    assert administrator.post(form[0], fields).status_code == (200 if what == "link" else 302)
    assert Event.objects.count() == 1


def test_one_role_of_two_is_taken_at_once(
    signed_in: Callable[[str], Client], person: Callable[[str], Person]
) -> None:
    from copperplate.portal.accounts.models import Grant

    administrator, found = signed_in("administrator"), person("board member")
    second = Grant.objects.create(person=found, role="lead", area=QUILLMARSH, audience="board")
    page = f"/people/{found.pk}/"
    answer = administrator.post(page, {"do": "take", "grant": second.pk})
    assert (answer["Location"], found.grants.count()) == (page, 1)
    # A grant of somebody else's is nobody's here, and asks nothing.
    assert administrator.post(page, {"do": "take", "grant": 999}).headers["Location"] == page
    assert administrator.get(f"{page}take/?grant=999").status_code == 404


LETS = [
    # role, area, audience; what it lets its holder do
    ("board-member", "", "board",
     ["Sees figures of the whole force: what the board may see.", "Reads the plan and its schedule, and papers that are for this audience."]),
    ("lead", QUILLMARSH, "restricted",
     ["Sees figures of Quillmarsh: what only those may see who hold the records.", "Reads the plan and its schedule."]),
    ("force-analyst", QUILLMARSH, "restricted",
     ["Sees figures of Quillmarsh: what only those may see who hold the records.", "Sees the records behind figures of Quillmarsh.", "Reads the plan and its schedule."]),
    # Records are for those alone who hold them for the widest audience.
    ("force-analyst", "", "board",
     ["Sees figures of the whole force: what the board may see.", "Reads the plan and its schedule, and papers that are for this audience."]),
    # No row gives more than its role may have.
    ("office-analyst", "", "restricted",
     ["Sees figures of the whole force: what the board may see.", "Reads the plan and its schedule, and papers that are for this audience."]),
    ("lead", "X9", "board", []),
    ("administrator", "", "public",
     ["Adds people, gives and takes their roles, and ends accounts.", "Reads, checks and exports the audit."]),
]  # fmt: skip


@pytest.mark.parametrize(("role", "area", "audience", "lets"), LETS)
def test_a_role_is_told_in_words_with_what_it_lets_its_holder_do(
    signed_in: Callable[[str], Client], role: str, area: str, audience: str, lets: list[str]
) -> None:
    from django.test import Client

    from copperplate.portal.accounts.models import Grant, Person

    found = Person.objects.create(name="one", office="One")
    Grant.objects.create(person=found, role=role, area=area, audience=audience)
    own = Client(HTTP_HOST="localhost")
    own.force_login(found)
    for client, page in (
        (signed_in("administrator"), f"/people/{found.pk}/"),
        (own, "/account/"),
    ):
        shown = client.get(page).content.decode().partition('class="definitions grants"')[2]
        assert re.findall(r"<li>(.*?)</li>", shown.partition("</dl>")[0]) == lets, page


def test_a_grant_in_no_area_says_it_lets_nothing(signed_in: Callable[[str], Client]) -> None:
    from copperplate.portal.accounts.models import Grant, Person

    found = Person.objects.create(name="one", office="One")
    Grant.objects.create(person=found, role="lead", area="X9", audience="board")
    shown = signed_in("administrator").get(f"/people/{found.pk}/").content.decode()
    assert "It lets this person see nothing." in shown


def test_whoever_was_just_added_is_given_a_role_on_their_own_page(
    signed_in: Callable[[str], Client],
) -> None:
    """The page that answers is shown at another address; its forms are of the person's."""
    from copperplate.portal.accounts.models import Person

    administrator = signed_in("administrator")
    shown = administrator.post("/people/new/", {"name": "new-one", "office": "New"})
    own = f"/people/{Person.objects.get(name='new-one').pk}/"
    forms = re.findall(r"<form[^>]*method=\"post\"[^>]*>", shown.content.decode())
    assert len(forms) >= 2 and all(f'action="{own}"' in one for one in forms), forms
