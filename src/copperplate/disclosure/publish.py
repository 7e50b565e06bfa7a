"""The only maker of a `Publishable`.

It is given all statistics of a publication at once, because a number that is safe alone
may give another away. A hidden value is not in what comes out, not even privately.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from typing import Generic, TypeVar

from copperplate.disclosure.policy import HOLDERS_ONLY, Audience, Policy
from copperplate.errors import NotPublishable, Place, Problem
from copperplate.series.evidence import Evidence

Shown = TypeVar("Shown", covariant=True)
Held = TypeVar("Held")

_DOOR = object()  # held by this module alone


@dataclass(frozen=True)
class Publishable(Generic[Shown]):
    """Evidence as an audience may know it.

    Attributes:
        shown: The evidence, without what is hidden.
        policy: The policy it passed.
        audience: For whom.
    """

    shown: Shown
    policy: Policy
    audience: Audience
    # Asked for at every making and kept nowhere, so that no copy with changes is one either.
    _door: InitVar[object]

    def __post_init__(self, _door: object) -> None:
        # guard: publishable-door. A Publishable made elsewhere has passed no policy.
        if _door is not _DOOR:
            raise TypeError("only disclosure.publish makes a Publishable")


def publish(
    statistics: Mapping[str, Evidence], *, policy: Policy, audience: Audience
) -> dict[str, Publishable[Evidence]]:
    """Return every statistic of one publication as its audience may know it.

    Args:
        statistics: All evidence of the publication, by measure id.
        policy: The audience's policy.
        audience: For whom the publication is made.

    Raises:
        NotPublishable: The policy passes only published statistics, and a measure was
            read from a release that its publisher has not made public (D002).
    """
    problems = []
    for identity, evidence in statistics.items():
        # guard: only-published. Without it "hides nothing" would hide nothing at all.
        if policy.only_published and not evidence.already_public:
            problems.append(
                Problem(
                    code="D002",
                    place=Place(file=f"measure {identity}"),
                    what=f"The policy '{policy.name}' passes only statistics that are already "
                    "public, and this measure draws on a release without a publication date.",
                    remedy="Load the file with --published if its publisher has published it. "
                    "Otherwise only the audience 'restricted' may see it, under the policy "
                    "'holders-only' (copperplate.yaml, disclosure).",
                )
            )
    if problems:
        raise NotPublishable(*problems)
    return {
        identity: Publishable(evidence, policy, audience, _DOOR)
        for identity, evidence in statistics.items()
    }


def publish_to_holders(
    value: Held, *, policy: Policy, audience: Audience, already_public: bool
) -> Publishable[Held]:
    """Return something that only those who hold the records may know, whole.

    Args:
        value: What it is: identifiers, revisions, anything counted without a rule to hide it by.
        policy: The audience's policy.
        audience: For whom it is.
        already_public: Whether every release in it was published by its publisher.

    Raises:
        NotPublishable: The audience is another, or its policy passes published statistics only
            and it holds others (D004).
    """
    # guard: holders-only. Nothing in such a value is hidden, so nobody else may be given it.
    passed = policy is HOLDERS_ONLY or (policy.only_published and already_public)
    if audience is not Audience.RESTRICTED or not passed:
        raise NotPublishable(
            Problem(
                code="D004",
                place=Place(file="--audience"),
                what="This is for the office that holds the records, and for nobody else.",
                allowed=f"The audience '{Audience.RESTRICTED}', under the policy "
                f"'{HOLDERS_ONLY.name}'.",
                remedy="Give the audience 'restricted' this policy (copperplate.yaml, disclosure).",
            )
        )
    return Publishable(value, policy, audience, _DOOR)
