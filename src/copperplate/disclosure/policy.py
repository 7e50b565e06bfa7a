"""Disclosure policies: what each hides and why, by name.

A workspace gives every audience a policy; there is no output without one. Hides nothing
itself; `publish` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from copperplate.errors import BadDefinition, Place, Problem, unknown_name


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
        audiences: Whom it may be given to.
    """

    name: str
    statement: str
    only_published: bool
    audiences: tuple[Audience, ...] = tuple(Audience)


# The first policy hides nothing, and that is safe only because of its condition: numbers
# that anybody can already read cannot disclose anything more.
OPEN_DATA = Policy(
    name="open-data",
    statement="Nothing is hidden: every figure comes from statistics their publisher has "
    "already made public, so showing them again reveals nothing new about anyone.",
    only_published=True,
)

# Those who hold the records may see what is counted from them; nobody else is served by it.
HOLDERS_ONLY = Policy(
    name="holders-only",
    statement="Nothing is hidden: this output is for the office that holds the records, and is "
    "not to be passed on.",
    only_published=False,
    audiences=(Audience.RESTRICTED,),
)

POLICIES = MappingProxyType({policy.name: policy for policy in (OPEN_DATA, HOLDERS_ONLY)})


def policy_named(name: str, *, audience: Audience, place: Place) -> Policy:
    """Return a policy by name.

    Raises:
        BadDefinition: There is no such policy (D001), or not for this audience (D003).
    """
    if name in POLICIES:
        policy = POLICIES[name]
        # guard: policy-audience. A policy for insiders must not reach the public by a setting.
        if audience not in policy.audiences:
            raise BadDefinition(
                Problem(
                    code="D003",
                    place=place,
                    what=f"The policy '{name}' is not for the audience '{audience}'.",
                    allowed=f"It is for: {', '.join(policy.audiences)}.",
                    remedy="Give this audience another policy.",
                )
            )
        return policy
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
