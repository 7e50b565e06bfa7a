"""Who has not signed in is answered the same bytes whatever lies in the workspace and database."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands import run
from tests.portal.conftest import PASSWORD
from tests.portal.secrets import CANARIES
from tests.synthetic import DUNFERROW, QUILLMARSH

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

PLANTED = (*CANARIES, "Quillmarsh", "Dunferrow", QUILLMARSH, DUNFERROW, "Brumshire", "march")


def answers(workspace: Path) -> tuple[list[dict[str, object]], str]:
    """Return every answer to somebody not signed in, and the journal."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.portal.as_anyone", str(workspace)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


@pytest.fixture(scope="module")
def both(
    portal: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[tuple[list[dict[str, object]], str], ...]:
    """What a workspace full of figures, papers and people answers, and what an empty one does."""
    folder = tmp_path_factory.mktemp("public")
    shutil.copytree(portal, folder / "full", ignore=shutil.ignore_patterns("portal"))
    assert run("init", folder / "empty").code == 0
    for name in ("papers/first.yaml", "plan.yaml"):
        (folder / "empty" / name).unlink(missing_ok=True)
    return answers(folder / "full"), answers(folder / "empty")


def test_every_answer_is_the_same_with_and_without_what_is_secret(both: object) -> None:
    (full, _), (empty, _) = both  # type: ignore[misc]
    assert len(full) == len(empty) > 1_000
    assert [one["asked"] for one, other in zip(full, empty, strict=True) if one != other] == []


def test_no_planted_word_is_in_an_answer_or_in_the_journal(both: object) -> None:
    (full, journal), _ = both  # type: ignore[misc]
    met = []
    for one in full:
        # An address sends back what was asked for, when it asks to sign in and go on.
        address = str(one["asked"][1])
        headers = {key: text for key, text in one["headers"].items() if key != "Location"}
        said = json.dumps([headers, one["body"]])
        met += [(address, word) for word in PLANTED if word.lower() in said.lower()]
    assert met == []
    assert [word for word in (*PLANTED, "not the one", "evil.example") if word in journal] == []


# The journal ----------------------------------------------------------------------------


def test_the_journal_holds_no_address_name_secret_or_word(
    signed_in: Callable[[str], Client], database: None, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not of what is refused either: a link that still works is as good as a password."""
    from django.test import Client

    from copperplate.portal.accounts.links import welcome_path
    from copperplate.portal.accounts.models import Person

    analyst, anyone = signed_in("force analyst"), Client(HTTP_HOST="localhost")
    link = welcome_path(Person.objects.get(name="force-analyst"))
    capfd.readouterr()
    assert anyone.post(link, {"password": "short", "again": "short"}).status_code == 422
    assert anyone.get("/welcome/guessed-4417/").status_code == 410
    assert anyone.get("/", HTTP_HOST="evil.example").status_code == 400
    wrong = {"name": "somebody-4417", "password": "guessed-4417"}
    assert anyone.post("/sign-in/", wrong).status_code == 403
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    assert strict.post("/sign-in/?guessed-4417", wrong).status_code == 403
    for address in ("/papers/secret/", f"/areas/{QUILLMARSH}/", "/search/?q=kestrel9137", "/nope"):
        analyst.get(address)
    said = capfd.readouterr().err
    looked_for = (link.split("/")[2], "4417", "evil", PASSWORD, "force-analyst", "Force analyst")
    assert [word for word in (*looked_for, *PLANTED, "/nope") if word in said] == []
    assert {frozenset(json.loads(line)) for line in said.splitlines()} == {
        frozenset({"event", "page", "method", "status", "milliseconds"})
    }
