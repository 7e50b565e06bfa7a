"""What a person holds: the grants of the database as rights and areas."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from copperplate.areas import AreaRegister
from copperplate.disclosure import Audience
from copperplate.portal.accounts.models import Grant, Person
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
            widest = min(most, given, key=_NARROWEST_FIRST.index)
            held.add(Held(grant.area, widest, records=Right.RECORDS in RIGHTS[role]))
    return Holdings(rights=frozenset(rights), held=frozenset(held))


def where_words(grant: Grant, register: AreaRegister) -> str:
    """Return where a grant holds; nowhere, where its area is in the register no more."""
    if not grant.area:
        return "the whole force"
    found = register.get(grant.area)
    return f"nowhere ({grant.area} is no more)" if found is None else found.name
