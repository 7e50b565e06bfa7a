"""Disclosure policies: what each hides and why, by name.

A workspace gives every audience a policy; there is no output without one. Hides nothing
itself; `publish` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from copperplate.disclosure.thresholds import (
    SMALLEST_BASE_SHOWN,
    SMALLEST_COUNT_SHOWN,
    SMALLEST_RELIABLE_BASE,
)
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
        hides_small: Whether small numbers of what is sensitive, and of small areas, are hidden;
            see `small_numbers`.
        audiences: Whom it may be given to.
    """

    name: str
    statement: str
    only_published: bool
    hides_small: bool = False
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

# Figures of records may be shown to others where nobody can be found in them.
SMALL_NUMBERS = Policy(
    name="small-numbers",
    statement=f"Of sensitive measures, and of areas below a local policing unit or local "
    f"authority, counts of 1 to {SMALLEST_COUNT_SHOWN - 1} are hidden [c], with as many others as "
    "it takes that none can be worked out; so are percentages and means of fewer than "
    f"{SMALLEST_BASE_SHOWN}, and of fewer than {SMALLEST_RELIABLE_BASE} they are marked [u].",
    only_published=False,
    hides_small=True,
)

POLICIES = MappingProxyType(
    {policy.name: policy for policy in (OPEN_DATA, SMALL_NUMBERS, HOLDERS_ONLY)}
)


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
