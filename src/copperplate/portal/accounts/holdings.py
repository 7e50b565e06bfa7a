"""What a person holds: the grants of the database as rights and areas."""

from __future__ import annotations

from types import MappingProxyType

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


AUDIENCES = MappingProxyType(
    {
        Audience.PUBLIC: "what everybody may know",
        Audience.BOARD: "what the board may see",
        Audience.RESTRICTED: "what only those may see who hold the records",
    }
)
"""What each audience is called in a sentence."""


def lets_words(grant: Grant, register: AreaRegister) -> list[str]:
    """Return what a grant lets its holder do, a sentence each; none where it holds nowhere."""
    role, rights = Role(grant.role), RIGHTS[Role(grant.role)]
    said = []
    if Right.FIGURES in rights:
        if grant.area and grant.area not in register:
            return []
        where = where_words(grant, register)
        widest = min(MOST[role], Audience(grant.audience), key=_NARROWEST_FIRST.index)
        said.append(f"Sees figures of {where}: {AUDIENCES[widest]}.")
        if Right.RECORDS in rights and widest is Audience.RESTRICTED:
            said.append(f"Sees the records behind figures of {where}.")
        papers = "" if grant.area else ", and papers that are for this audience"
        said.append(f"Reads the plan and its schedule{papers}.")
    if Right.PEOPLE in rights:
        said.append("Adds people, gives and takes their roles, and ends accounts.")
    if Right.AUDIT in rights:
        said.append("Reads, checks and exports the audit.")
    return said
