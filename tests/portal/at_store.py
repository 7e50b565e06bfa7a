"""What a process of its own does at a portal: `python -m tests.portal.at_store DOES ...`.

The portal is what the environment says, as everywhere. Prints one line for what is done.
"""

from __future__ import annotations

import hashlib
import json
import sys
import threading
import time
from datetime import UTC, datetime

from copperplate.portal.configuration import Configuration
from copperplate.portal.serving import set_up
from tests.portal.conftest import EVERYBODY, PASSWORD

PAGES = ("/objectives/", "/measures/force_total_crime/", "/papers/march/", "/schedule/", "/areas/")
MADE = datetime(2014, 3, 20, 9, 30, 15, 123456, tzinfo=UTC)


def say(*said: object) -> None:
    sys.stdout.write(" ".join(map(str, said)) + "\n")
    sys.stdout.flush()


def settle() -> None:
    """Make the tables and everybody."""
    from django.core.management import call_command

    from copperplate.portal.accounts.models import Grant, Person

    call_command("migrate", interactive=False, verbosity=0)
    for who, grants in EVERYBODY.items():
        person = Person(name=who.replace(" ", "-"), office=who.capitalize())
        person.set_password(PASSWORD)
        person.save()
        for role, area, audience in grants:
            Grant.objects.create(person=person, role=role, area=area, audience=audience)
    say("settled")


def migrate() -> None:
    """Bring the tables forward, as each start does."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    say("migrated")


def first_tables() -> None:
    """Make the first tables there were, with people and events in them, by the models of then."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from copperplate.portal.audit.chain import digest_of

    steps = {"accounts": "0001_first", "audit": "0001_first"}
    apps = MigrationExecutor(connection).migrate(list(steps.items())).apps
    people, events = apps.get_model("accounts.Person"), apps.get_model("audit.Event")
    one, _ = (
        people.objects.create(name=name, office="Office", password="!") for name in ("one", "two")
    )
    apps.get_model("accounts.Grant").objects.create(
        person=one, role="board-member", audience="board"
    )
    digest = ""
    for number in (1, 2, 3):
        event = events(number=number, at=MADE, person=one.pk, office="Office", kind="alteration",
                       what="something", of={"person": one.pk}, before=digest)  # fmt: skip
        event.digest = digest = digest_of(event)
        event.save()
    apps.get_model("audit.Head").objects.create(pk=1, number=3, digest=digest)
    say(json.dumps({"migrations": steps, "head": digest}))


def of_a_newer_version() -> None:
    """Say that a step was taken which this version does not know."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder(connection).record_applied("accounts", "0999_later")
    say("later")


def write(name: str, threads: str, many: str, pause: str) -> None:
    """Add people, each with an event in one transaction, and say each once it is kept."""

    def one(which: int) -> None:
        from django.db import connection, transaction

        from copperplate.portal.accounts.models import Person
        from copperplate.portal.audit.chain import record
        from copperplate.portal.audit.models import Kind

        for number in range(int(many)):
            with transaction.atomic():
                made = Person.objects.create(name=f"{name}-{which}-{number}", office="Office, née")
                record(Kind.ALTERATION, "person added", by=made, of={"person": made.pk})
            say(made.name)
            time.sleep(float(pause))
        connection.close()

    running = [threading.Thread(target=one, args=(which,)) for which in range(int(threads))]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def hold() -> None:
    """Add a person and an event, and wait before the transaction ends: to be killed there."""
    from django.db import transaction

    from copperplate.portal.accounts.models import Person
    from copperplate.portal.audit.chain import record
    from copperplate.portal.audit.models import Kind

    with transaction.atomic():
        made = Person.objects.create(name="never-there", office="Office")
        record(Kind.ALTERATION, "person added", by=made)
        say("held")
        time.sleep(60)


def tell() -> None:
    """Say what is there: the audit's walk, the names of people, what must not come along."""
    from django.contrib.sessions.models import Session

    from copperplate.portal.accounts.models import Failure, Grant, Person, Welcome
    from copperplate.portal.audit.chain import walk
    from copperplate.portal.audit.models import Event

    walked = walk()
    say(
        json.dumps(
            {
                "events": walked.events,
                "head": walked.head,
                "wrong": walked.wrong,
                "people": sorted(Person.objects.values_list("name", flat=True)),
                "offices": sorted(set(Person.objects.values_list("office", flat=True))),
                "made": [str(one) for one in Person.objects.order_by("pk").values_list("made", flat=True)],
                "grants": sorted(map(str, Grant.objects.values_list("person__name", "role", "area", "audience"))),
                "about": sorted(one["person"] for one in Event.objects.filter(what="person added").values_list("of", flat=True)),
                "lets in": [model.objects.count() for model in (Session, Welcome, Failure)],
            }
        )
    )  # fmt: skip


def pages() -> None:
    """Say of some pages, as two people who have signed in see them, what they are."""
    from django.test import Client

    found = {}
    for who in ("board-member", "force-analyst-of-Quillmarsh"):
        from copperplate.portal.accounts.models import Person

        client = Client(HTTP_HOST="localhost")
        client.force_login(Person.objects.get(name=who))
        for page in PAGES:
            answer = client.get(page)
            found[f"{who} {page}"] = [
                answer.status_code,
                hashlib.sha256(answer.content).hexdigest(),
            ]
    say(json.dumps(found))


def lets_in() -> None:
    """Leave behind what a backup must not hold: a session, a link, a failure; say the link."""
    from django.test import Client

    from copperplate.portal.accounts.links import welcome_path
    from copperplate.portal.accounts.models import Person

    client = Client(HTTP_HOST="localhost")
    person = Person.objects.get(name="board-member")
    client.force_login(person)
    client.logout()
    client.force_login(person)
    client.post("/sign-in/", {"name": "board-member", "password": "wrong"})
    Client(HTTP_HOST="localhost").post("/sign-in/", {"name": "nobody", "password": "wrong"})
    say(welcome_path(person), client.cookies["session"].value)


if __name__ == "__main__":
    set_up(Configuration.from_environment())
    {
        "settle": settle,
        "migrate": migrate,
        "first-tables": first_tables,
        "of-a-newer-version": of_a_newer_version,
        "write": write,
        "hold": hold,
        "tell": tell,
        "pages": pages,
        "lets-in": lets_in,
    }[sys.argv[1]](*sys.argv[2:])
