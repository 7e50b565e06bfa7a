"""Links that let one person choose a password, once: how people come in without a password.

The secret stands in the link alone; the database holds its digest.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction

from copperplate.portal.accounts.models import Grant, Person, Welcome
from copperplate.portal.audit.chain import record
from copperplate.portal.audit.models import Kind
from copperplate.portal.clock import moment
from copperplate.portal.rights import MOST, Role

# Long enough to be handed over in person on the next working day after a weekend.
LASTS = timedelta(days=3)


def welcome_path(person: Person) -> str:
    """Return the path of a new link for a person; links made for them before stop working."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        Welcome.objects.filter(person=person, used=None).update(used=moment())
        Welcome.objects.create(person=person, digest=_digest(secret), ends=moment() + LASTS)
    return f"/welcome/{secret}/"


def welcomed(secret: str) -> Welcome | None:
    """Return the link of a secret, if it still works."""
    return (
        Welcome.objects.select_related("person")
        .filter(digest=_digest(secret), used=None, ends__gt=moment(), person__is_active=True)
        .first()
    )


def first_administrator() -> str | None:
    """Return the path that makes the administrator; None where somebody is one already."""
    held = Grant.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True)
    if any(grant.person.has_usable_password() for grant in held.select_related("person")):
        return None
    with transaction.atomic():
        first = held.select_related("person").first()
        person = first.person if first is not None else _make_administrator()
        return welcome_path(person)


def _make_administrator() -> Person:
    person = Person(name="administrator", office="Administrator")
    person.set_unusable_password()
    person.save()
    Grant.objects.create(
        person=person, role=Role.ADMINISTRATOR, audience=MOST[Role.ADMINISTRATOR].value
    )
    record(Kind.ALTERATION, "administrator made", by=None, of={"person": person.pk})
    return person


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
