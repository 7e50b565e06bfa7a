"""What a person holds: the grants of the database as rights and areas."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from copperplate.disclosure import Audience
from copperplate.portal.accounts.models import Person
from copperplate.portal.desk import Held, Holdings
from copperplate.portal.rights import MOST, RIGHTS, Right, Role

NOTHING = Holdings(rights=frozenset(), held=frozenset())
_NARROWEST_FIRST = (Audience.PUBLIC, Audience.BOARD, Audience.RESTRICTED)


def holdings_of(person: Person | AnonymousUser) -> Holdings:
    """Return what somebody holds; nothing where they have not signed in, or may not any more."""
    if not isinstance(person, Person) or not person.is_active:
        return NOTHING
    rights: set[Right] = {Right.ACCOUNT}
    held = set()
    for grant in person.grants.all():
        role = Role(grant.role)
        rights |= RIGHTS[role]
        if Right.FIGURES in RIGHTS[role]:
            # guard: no-wider-than-the-role. Whatever the row says.
            most, given = MOST[role], Audience(grant.audience)
            held.add(Held(grant.area, min(most, given, key=_NARROWEST_FIRST.index)))
    return Holdings(rights=frozenset(rights), held=frozenset(held))
