"""Disclosure policies: what each hides and why, by name.

A workspace gives every audience a policy; there is no output without one. Hides nothing
itself; `publish` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from copperplate.errors import BadDefinition, Place, unknown_name


class Audience(StrEnum):
    """Who an output is for, from the widest to the narrowest."""

    PUBLIC = "public"
    BOARD = "board"
    RESTRICTED = "restricted"


AUDIENCES = tuple(audience.value for audience in Audience)


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """A named rule on what may be shown.

    Attributes:
        name: Printed on every output made under it.
        statement: What it hides and why, a sentence for readers.
        only_published: Whether it passes only what its publisher has already published.
    """

    name: str
    statement: str
    only_published: bool


# The first policy hides nothing, and that is safe only because of its condition: numbers
# that anybody can already read cannot disclose anything more.
OPEN_DATA = Policy(
    name="open-data",
    statement="Nothing is hidden: every figure comes from statistics their publisher has "
    "already made public, so showing them again reveals nothing new about anyone.",
    only_published=True,
)

POLICIES = MappingProxyType({OPEN_DATA.name: OPEN_DATA})


def policy_named(name: str, *, place: Place) -> Policy:
    """Return a policy by name.

    Raises:
        BadDefinition: There is no such policy (D001).
    """
    if name in POLICIES:
        return POLICIES[name]
    raise BadDefinition(
        unknown_name(
            code="D001",
            place=place,
            kind="disclosure policy",
            name=name,
            known=POLICIES,
            remedy="Name one of these for the audience.",
        )
    )
