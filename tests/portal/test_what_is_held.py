"""Odd holdings: two roles in two areas, areas that are no more, audiences of all widths."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.portal.secrets import SECRET_PAPER, SECRET_TITLE
from tests.synthetic import DUNFERROW, FORCE, QUILLMARSH

if TYPE_CHECKING:
    from django.test import Client

Holding = Callable[..., "Client"]
CRIME = "/measures/force_total_crime"
RECORDS = f"{CRIME}/records/"


@pytest.fixture
def holding(database: None) -> Holding:
    """Opens a browser of somebody who holds roles: (role, area, audience)."""
    from django.test import Client

    from copperplate.portal.accounts.models import Grant, Person

    def opened(*grants: tuple[str, str, str]) -> Client:
        number = Person.objects.count()
        person = Person.objects.create(name=f"one-{number}", office=f"Office {number}")
        for role, area, audience in grants:
            Grant.objects.create(person=person, role=role, area=area, audience=audience)
        client = Client(HTTP_HOST="localhost")
        client.force_login(person)
        return client

    return opened


def status(client: Client, address: str, area: str = "") -> int:
    return client.get(address, {"area": area} if area else {}).status_code


# Who holds two things holds no third ------------------------------------------------------------


def test_records_here_and_figures_there_are_no_records_there(holding: Holding) -> None:
    client = holding(("force-analyst", QUILLMARSH, "restricted"), ("lead", DUNFERROW, "restricted"))
    assert status(client, f"{CRIME}/", DUNFERROW) == 200
    assert status(client, RECORDS, QUILLMARSH) == 200
    assert status(client, RECORDS, DUNFERROW) == 404
    assert status(client, f"{CRIME}/records.csv", DUNFERROW) == 404
    assert status(client, RECORDS, FORCE) == 404


def test_an_analyst_for_the_board_sees_no_records(holding: Holding) -> None:
    client = holding(("force-analyst", "", "board"), ("lead", QUILLMARSH, "restricted"))
    assert [status(client, RECORDS, one) for one in (FORCE, QUILLMARSH, DUNFERROW)] == [404] * 3


def test_two_areas_are_not_the_force(holding: Holding) -> None:
    client = holding(("lead", QUILLMARSH, "board"), ("lead", DUNFERROW, "board"))
    areas = (QUILLMARSH, DUNFERROW, FORCE)
    assert [status(client, f"{CRIME}/", one) for one in areas] == [200, 200, 404]
    assert [status(client, f"{CRIME}/map/units/", FORCE), status(client, "/papers/march/")] == [
        404
    ] * 2


@pytest.mark.parametrize(
    ("grants", "told"),
    [
        ([("board-member", "", "board")], True),
        ([("lead", QUILLMARSH, "board")], False),
        ([("lead", QUILLMARSH, "board"), ("lead", DUNFERROW, "board")], False),
        ([("lead", QUILLMARSH, "restricted"), ("board-member", "", "board")], False),
        ([("lead", QUILLMARSH, "board"), ("approver", "", "restricted")], True),
    ],
)
def test_only_who_holds_the_force_is_told_how_it_moved_beside_an_area(
    holding: Holding, grants: list[tuple[str, str, str]], told: bool
) -> None:
    client = holding(*grants)
    beside = "/compare/?left=force_total_crime&right=force_violence_with_injury"
    for address in (f"{CRIME}/", f"{CRIME}.svg", f"{beside}&area={QUILLMARSH}"):
        query = "" if "?" in address else f"?area={QUILLMARSH}"
        text = client.get(address + query).content.decode()
        assert ("Brumshire as a whole shows a" in text) is told, address


# Kept pages ------------------------------------------------------------------------------------


def test_no_page_made_for_one_holding_reaches_another(holding: Holding) -> None:
    """In each order: who may see more first, who may see less first."""
    more = [("approver", "", "restricted")]
    less = [("lead", QUILLMARSH, "board")]
    pages = ("/areas/", "/search/?q=e", "/papers/", "/objectives/", f"{CRIME}/by/policing_unit/")
    alone = {}
    for grants in (more, less):
        from copperplate.portal.doors import ANSWERS

        ANSWERS._state = None
        client = holding(*grants)
        alone[str(grants)] = [client.get(one).content for one in pages]
    for order in ((more, less), (less, more)):
        ANSWERS._state = None
        for grants in (*order, *order):
            client = holding(*grants)
            assert [client.get(one).content for one in pages] == alone[str(grants)]
    assert all(one != other for one, other in zip(*alone.values(), strict=True))


def test_the_key_of_a_kept_page_is_all_that_decides_it(holding: Holding) -> None:
    """Two who hold the same share a page; who holds it for another audience has another."""
    from copperplate.portal.doors import ANSWERS

    ANSWERS._state = None
    grants = [("lead", QUILLMARSH, "board")]
    tags = [holding(*grants).get(f"{CRIME}/")["ETag"] for _ in range(2)]
    assert tags[0] == tags[1]
    pages = ANSWERS.at_present().pages._held
    assert len(pages) == 1
    for other in ([("lead", QUILLMARSH, "restricted")], [("board-member", QUILLMARSH, "public")]):
        holding(*other).get(f"{CRIME}/")
    assert len(pages) == 3


# What is held no more ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "grants",
    [
        [],
        [("administrator", "", "public")],
        [("lead", "X99999999", "board")],
        [("board-member", "X99999999", "board"), ("administrator", "", "public")],
        [("force-analyst", "X99999999", "restricted")],
    ],
)
def test_who_holds_no_area_that_is_sees_no_figure_and_no_fault(
    holding: Holding, grants: list[tuple[str, str, str]]
) -> None:
    from tests.portal.test_who_sees_what import OF_AREAS, TABLE

    client = holding(*grants)
    figures = {page for page, _, _ in OF_AREAS}
    for row in TABLE:
        answer = client.get(row.address.format(person=1))
        assert answer.status_code < 500
        if row.page in figures:
            assert answer.status_code == 404, row
        if not answer.streaming:
            assert b"Quillmarsh</a>" not in answer.content, row


def test_an_area_that_is_no_more_is_not_called_the_whole_force(
    holding: Holding, signed_in: Callable[[str], Client]
) -> None:
    from copperplate.portal.accounts.models import Person

    own = holding(("lead", "X99999999", "board")).get("/account/").content.decode()
    number = Person.objects.get(name="one-0").pk
    seen = signed_in("administrator").get(f"/people/{number}/").content.decode()
    for page in (own, seen):
        assert "nowhere (X99999999 is no more)" in page
    assert "the whole force, board" not in own


@pytest.mark.parametrize(
    ("role", "row", "widest"),
    [
        ("board-member", "restricted", "board"),
        ("office-analyst", "restricted", "board"),
        ("approver", "restricted", "restricted"),
        ("lead", "public", "public"),
        ("administrator", "restricted", None),
    ],
)
def test_no_row_gives_more_than_its_role_may_have(
    database: None, role: str, row: str, widest: str | None
) -> None:
    from copperplate.portal.accounts.holdings import holdings_of
    from copperplate.portal.accounts.models import Grant, Person

    person = Person.objects.create(name="one", office="One")
    Grant.objects.create(person=person, role=role, area="", audience=row)
    assert [one.audience.value for one in holdings_of(person).held] == [widest] * bool(widest)


# A workspace that somebody is changing ------------------------------------------------------------


@pytest.fixture
def changed(portal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """A copy of the workspace that the portal looks at anew at once."""
    from copperplate.portal import answers, doors, refusals

    folder = tmp_path / "w"
    shutil.copytree(portal, folder, ignore=shutil.ignore_patterns("portal"))
    own = answers.Answers(folder)
    monkeypatch.setattr(answers, "SECONDS_UNSEEN", 0.0)
    for module in (doors, refusals):
        monkeypatch.setattr(module, "ANSWERS", own)
    return lambda: folder


def test_a_paper_that_cannot_be_read_is_nobodys_and_tells_nobody(
    changed: Callable[[], Path], holding: Holding
) -> None:
    board, approver = (
        holding(("board-member", "", "board")),
        holding(("approver", "", "restricted")),
    )
    before = [board.get(one).content for one in ("/papers/", "/search/?q=report")]
    assert SECRET_TITLE in approver.get("/papers/").content.decode()
    for broken in ("audience: restricted", "known_on: 2014-03-20"):
        text = SECRET_PAPER.replace(broken, f"{broken}-x")
        (changed() / "papers" / "secret.yaml").write_text(text, encoding="utf-8")
        assert [board.get(one).content for one in ("/papers/", "/search/?q=report")] == before
        assert SECRET_TITLE not in approver.get("/papers/").content.decode()
        assert board.get("/papers/march/").status_code == 200


def test_a_paper_kept_back_is_gone_at_once(changed: Callable[[], Path], holding: Holding) -> None:
    board = holding(("board-member", "", "board"))
    assert board.get("/papers/march/paper.html").status_code == 200
    paper = changed() / "papers" / "march.yaml"
    said = paper.read_text(encoding="utf-8").replace("audience: board", "audience: restricted")
    paper.write_text(said, encoding="utf-8")
    assert board.get("/papers/march/paper.html").status_code == 404


def test_a_workspace_that_cannot_be_read_is_said_so_without_its_words(
    changed: Callable[[], Path], holding: Holding, signed_in: Callable[[str], Client]
) -> None:
    clients = [holding(("approver", "", "restricted")), signed_in("administrator")]
    (changed() / "copperplate.yaml").unlink()
    for client, page in zip(clients, ("/objectives/", "/people/"), strict=True):
        answer = client.get(page)
        assert answer.status_code == 503
        assert "The workspace cannot be read" in answer.content.decode()
        assert str(changed()) not in answer.content.decode()


def test_what_fails_again_and_again_takes_no_room(holding: Holding) -> None:
    from copperplate.portal.doors import ANSWERS

    client = holding(("board-member", "", "board"))
    for number in range(20):
        assert client.get(f"{CRIME}/?area=X{number}").status_code == 404
    assert ANSWERS.at_present().pages._making == {}
