"""The only maker of a `Publishable`.

It is given all statistics of a publication at once, because a number that is safe alone
may give another away. A hidden value is not in what comes out, not even privately.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass
from typing import Generic, TypeVar

from copperplate.areas import AreaRegister
from copperplate.disclosure.parts import without_other_days, without_small_parts
from copperplate.disclosure.policy import HOLDERS_ONLY, Audience, Policy
from copperplate.disclosure.small_numbers import without_small_numbers
from copperplate.errors import NotPublishable, Place, Problem, listed
from copperplate.series.evidence import Evidence
from copperplate.series.parted import Parted

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
        synthetic: What every output of it says because areas it speaks of do not exist,
            sentences; empty where all do.
    """

    shown: Shown
    policy: Policy
    audience: Audience
    synthetic: tuple[str, ...]
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
    _refuse_unpublished(statistics, policy)
    # guard: small-numbers. Whatever a policy hides is gone before anything is published.
    shown = without_small_numbers(statistics) if policy.hides_small else statistics
    return {
        identity: Publishable(evidence, policy, audience, evidence.synthetic, _DOOR)
        for identity, evidence in shown.items()
    }


def publish_parts(parted: Parted, *, policy: Policy, audience: Audience) -> Publishable[Parted]:
    """Return a whole and its parts as their audience may know them, and nothing beside them.

    Args:
        parted: All that the publication prints numbers of.
        policy: The audience's policy.
        audience: For whom the publication is made.

    Raises:
        NotPublishable: The policy passes published statistics only (D002).
    """
    _refuse_unpublished({parted.whole.about.id: parted.whole}, policy)
    # guard: small-parts. The whole less the parts shown is what the hidden ones add up to.
    hide = without_small_parts if policy.hides_small else without_other_days
    return Publishable(hide(parted), policy, audience, parted.whole.synthetic, _DOOR)


def one_by_one(
    published: Publishable[Parted],
) -> tuple[Publishable[Evidence], tuple[Publishable[Evidence], ...]]:
    """Return what was published together as a whole and its parts, each as evidence."""

    def alone(evidence: Evidence) -> Publishable[Evidence]:
        stamps = evidence.synthetic
        return Publishable(evidence, published.policy, published.audience, stamps, _DOOR)

    parts = tuple(alone(part.counted) for part in published.shown.parts)
    return alone(published.shown.whole), parts


def refuse_split(
    measure: str, by: Sequence[str], *, allowed: Sequence[str], policy: Policy
) -> None:
    """Refuse what a policy does not let a measure be split by, before anything is counted.

    Args:
        measure: Its id.
        by: The columns asked for.
        allowed: Those its definition lists.
        policy: The audience's policy.

    Raises:
        NotPublishable: It hides small numbers, and the definition does not list one (D005).
    """
    # guard: listed-splits. What nobody thought of as a breakdown may single people out.
    others = [name for name in by if name not in allowed] if policy.hides_small else []
    if others:
        raise NotPublishable(
            Problem(
                code="D005",
                place=Place(file="--by"),
                what=f"Under the policy '{policy.name}' '{measure}' is not split by "
                f"{listed(others)}.",
                allowed=f"Its breakdowns: {listed(allowed)}."
                if allowed
                else "It has no breakdowns.",
                remedy="Choose one of these, add it to the measure's 'breakdowns' if it is safe to "
                "print, or ask as the audience 'restricted'.",
            )
        )


def _refuse_unpublished(statistics: Mapping[str, Evidence], policy: Policy) -> None:
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
                    "Otherwise give the audience the policy 'small-numbers', or ask as the "
                    "audience 'restricted' under 'holders-only' (copperplate.yaml, disclosure).",
                )
            )
    if problems:
        raise NotPublishable(*problems)


def publish_to_holders(
    value: Held,
    *,
    policy: Policy,
    audience: Audience,
    already_public: bool,
    areas: Iterable[str],
    names: AreaRegister,
) -> Publishable[Held]:
    """Return something that only those who hold the records may know, whole.

    Args:
        value: What it is: identifiers, revisions, anything counted without a rule to hide it by.
        policy: The audience's policy.
        audience: For whom it is.
        already_public: Whether every release in it was published by its publisher.
        areas: Codes of all it speaks of: a value of any kind cannot be asked for them.
        names: The register.

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
    return Publishable(value, policy, audience, names.stamps(areas), _DOOR)
