"""A portal over a small workspace of a force that does not exist, and people of every role."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copperplate.portal.configuration import Configuration
from tests import synthetic
from tests.commands import run
from tests.portal.secrets import plant
from tests.synthetic import QUILLMARSH

if TYPE_CHECKING:
    from django.test import Client

    from copperplate.portal.accounts.models import Person

# A browser of other tests leaves its loop running in this process, and Django would then refuse to
# ask the database, taking what runs here for a part of it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PASSWORD = "a plain long sentence 7"
DATABASE = os.environ.get("COPPERPLATE_TEST_DATABASE", "")
"""URL of an empty PostgreSQL database, to run all of these on it; a file of SQLite if empty."""

# Everybody a page may be asked by: (role, area, audience).
EVERYBODY = {
    "board member": [("board-member", "", "board")],
    "lead of Quillmarsh": [("lead", QUILLMARSH, "board")],
    "force analyst": [("force-analyst", "", "restricted")],
    "force analyst of Quillmarsh": [("force-analyst", QUILLMARSH, "restricted")],
    "office analyst": [("office-analyst", "", "board")],
    "approver": [("approver", "", "restricted")],
    "administrator": [("administrator", "", "public")],
    "nobody in particular": [],
}


@cache
def hashed() -> str:
    """The one password of all, hashed once: it takes as long as it has to."""
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of this process's portal, its database made; the settings are the process's."""
    folder = synthetic.workspace(tmp_path_factory.mktemp("portal") / "workspace")
    plant(folder)
    for paper in ("march", "secret"):
        built = run("--workspace", folder, "build", paper)
        assert built.code == 0, built.errors
    Configuration(workspace=folder, database=DATABASE, plain_http=True).enter()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    return folder


@pytest.fixture
def database(portal: Path) -> Iterator[None]:
    """The portal's database; what a test does there is undone after it."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def person(database: None) -> Callable[[str], Person]:
    """Makes one of `EVERYBODY`."""
    from copperplate.portal.accounts.models import Grant, Person

    def make(who: str) -> Person:
        found = Person(name=who.replace(" ", "-"), office=who.capitalize())
        found.password = hashed()
        found.save()
        for role, area, audience in EVERYBODY[who]:
            Grant.objects.create(person=found, role=role, area=area, audience=audience)
        return found

    return make


@pytest.fixture
def signed_in(person: Callable[[str], Person]) -> Callable[[str], Client]:
    """Opens a browser in which one of `EVERYBODY` has signed in."""
    from django.test import Client

    def opened(who: str) -> Client:
        client = Client(HTTP_HOST="localhost")
        client.force_login(person(who))
        return client

    return opened


@pytest.fixture
def anyone(database: None) -> Client:
    """A browser in which nobody has signed in."""
    from django.test import Client

    return Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
