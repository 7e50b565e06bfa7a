"""What people may do, by role, in plain English, and what each page asks for: the whole table.

A page without a row here does not start. Knows no person and no page's code.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from copperplate.disclosure import Audience


class Right(StrEnum):
    """One thing a person may do."""

    ANYONE = "anyone"
    """Not a right: what everybody may, signed in or not."""
    ACCOUNT = "own account"
    """What everybody who has signed in may."""
    FIGURES = "see figures of the areas held"
    RECORDS = "see the records behind a figure"
    PLAN = "see the plan, its schedule and its papers"
    PEOPLE = "give and take rights"
    AUDIT = "read the audit"


class Role(StrEnum):
    """Who somebody is to the portal."""

    BOARD_MEMBER = "board-member"
    LEAD = "lead"
    FORCE_ANALYST = "force-analyst"
    OFFICE_ANALYST = "office-analyst"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        """The role as people say it."""
        return self.value.replace("-", " ").capitalize()


_READING = frozenset({Right.ACCOUNT, Right.FIGURES, Right.PLAN})

RIGHTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.BOARD_MEMBER: _READING,
        Role.LEAD: _READING,
        Role.FORCE_ANALYST: _READING | {Right.RECORDS},
        Role.OFFICE_ANALYST: _READING,
        Role.APPROVER: _READING,
        # Who gives rights sees no figure by it: the two are given apart.
        Role.ADMINISTRATOR: frozenset({Right.ACCOUNT, Right.PEOPLE, Right.AUDIT}),
    }
)

DUTIES: Mapping[Role, str] = MappingProxyType(
    {
        Role.BOARD_MEMBER: "Sees what the board may see, and reads its papers.",
        Role.LEAD: "Leads items of the plan; sees the figures of the areas led.",
        Role.FORCE_ANALYST: "Works with the force's records and sees what they hold.",
        Role.OFFICE_ANALYST: "Prepares the board's papers in the commissioner's office.",
        Role.APPROVER: "Looks at a paper before it goes out.",
        Role.ADMINISTRATOR: "Gives and takes rights, and reads the audit. Sees no figures.",
    }
)

# The widest a role may see: nobody outside of the force is given what only holders may know.
MOST: Mapping[Role, Audience] = MappingProxyType(
    {
        Role.BOARD_MEMBER: Audience.BOARD,
        Role.LEAD: Audience.RESTRICTED,
        Role.FORCE_ANALYST: Audience.RESTRICTED,
        Role.OFFICE_ANALYST: Audience.BOARD,
        Role.APPROVER: Audience.RESTRICTED,
        Role.ADMINISTRATOR: Audience.PUBLIC,
    }
)

NEEDS: Mapping[str, Right] = MappingProxyType(
    {
        "front": Right.ANYONE,
        "healthz": Right.ANYONE,
        "robots": Right.ANYONE,
        "asset": Right.ANYONE,
        "sign-in": Right.ANYONE,
        "welcome": Right.ANYONE,
        "account": Right.ACCOUNT,
        "sign-out": Right.ACCOUNT,
        "new-password": Right.ACCOUNT,
        "objectives": Right.FIGURES,
        "objectives-csv": Right.FIGURES,
        "measures": Right.FIGURES,
        "measure": Right.FIGURES,
        "measure-csv": Right.FIGURES,
        "measure-svg": Right.FIGURES,
        "measure-png": Right.FIGURES,
        "small-charts": Right.FIGURES,
        "attention": Right.FIGURES,
        "attention-csv": Right.FIGURES,
        "compare": Right.FIGURES,
        "drivers": Right.FIGURES,
        "peers": Right.FIGURES,
        "breakdown": Right.FIGURES,
        "breakdown-csv": Right.FIGURES,
        "measure-map": Right.FIGURES,
        "measure-map-svg": Right.FIGURES,
        "measure-map-png": Right.FIGURES,
        "records": Right.RECORDS,
        "records-csv": Right.RECORDS,
        "records-json": Right.RECORDS,
        "areas": Right.FIGURES,
        "area": Right.FIGURES,
        "search": Right.FIGURES,
        "help": Right.FIGURES,
        "plans": Right.PLAN,
        "plan": Right.PLAN,
        "item": Right.PLAN,
        "schedule": Right.PLAN,
        "schedule-ics": Right.PLAN,
        "papers": Right.PLAN,
        "paper": Right.PLAN,
        "paper-file": Right.PLAN,
        "people": Right.PEOPLE,
        "person-new": Right.PEOPLE,
        "person": Right.PEOPLE,
        "person-ask": Right.PEOPLE,
        "audit": Right.AUDIT,
        "audit-chain": Right.AUDIT,
        "audit-export": Right.AUDIT,
        "audit-export-csv": Right.AUDIT,
    }
)
"""What each page asks for, by its name."""

POSTED = frozenset({"sign-in", "welcome", "sign-out", "new-password", "person-new", "person"})
"""Pages that take a form; all others are only read."""
