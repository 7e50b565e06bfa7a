"""The settings of a workspace, ``copperplate.yaml``: force, groups, disclosure."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator

from copperplate.areas import AreaRegister, PeerGroup
from copperplate.disclosure import Audience, Policy, policy_named
from copperplate.errors import BadDefinition, Place, Problem, unknown_name
from copperplate.yamltext import Node, bind

Words = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Group(_Part):
    """A dated group of areas the force is compared with; see `areas.PeerGroup`."""

    name: Words
    valid_from: date
    source: Words
    members: tuple[str, ...]


class Disclosure(_Part):
    """The policy of each audience; there is no output without one."""

    public: str
    board: str
    restricted: str


class Settings(_Part):
    """What a workspace says of itself.

    Attributes:
        force: Code of the force's area.
        groups: Dated groups; empty where none is set.
        disclosure: A policy for each audience.
        licence: Attribution printed with every output.
    """

    force: str
    groups: tuple[Group, ...] = ()
    disclosure: Disclosure
    licence: Words

    @field_validator("groups", mode="before")
    @classmethod
    def _none_is_empty(cls, value: object) -> object:
        return () if value is None else value

    def policy(self, audience: Audience, *, file: str) -> Policy:
        """Return an audience's policy."""
        name: str = getattr(self.disclosure, audience.value)
        place = Place(file=file, spot=f"disclosure, {audience.value}")
        return policy_named(name, audience=audience, place=place)

    def group_on(self, on: date) -> PeerGroup | None:
        """Return the group in force on a day: the newest that had begun, or None."""
        begun = [group for group in self.groups if group.valid_from <= on]
        if not begun:
            return None
        newest = max(begun, key=lambda group: group.valid_from)
        return PeerGroup(
            of=self.force,
            members=newest.members,
            name=newest.name,
            source=newest.source,
            valid_from=newest.valid_from,
        )


def load_settings(node: Node, register: AreaRegister) -> Settings:
    """Read the settings and check their areas and policies.

    Raises:
        BadDefinition: A field (K101), an area not in the register (A101), a group without
            the force (K102) or with a member twice (K104), a policy (D001). All at once.
    """
    settings = bind(Settings, node, code="K101")
    problems: list[Problem] = []
    named = [("force", node.at(("force",)), settings.force)]
    for number, group in enumerate(settings.groups):
        here = node.at(("groups", number, "members"))
        named += [
            ("member", here.at((position,)), code) for position, code in enumerate(group.members)
        ]
        problems += [
            Problem(
                code="K104",
                place=here.at((position,)).place,
                what=f"The {group.name} names {code} twice.",
                remedy="Name each member once: an average would count it twice.",
            )
            for position, code in enumerate(group.members)
            if code in group.members[:position]
        ]
        if settings.force not in group.members:
            problems.append(
                Problem(
                    code="K102",
                    place=here.place,
                    what=f"The {group.name} does not hold the force itself.",
                    remedy=f"Add {settings.force} to the members: the default average is taken "
                    "with it.",
                )
            )
    for _, place_node, code in named:
        if code not in register:
            problems.append(
                unknown_name(
                    code="A101",
                    place=place_node.place,
                    kind="area",
                    name=code,
                    known=[area.code for area in register] + [area.name for area in register],
                    remedy="Give a code of the area register (areas/register.csv).",
                )
            )
    for audience in Audience:
        try:
            settings.policy(audience, file=node.file)
        except BadDefinition as refusal:
            problems += refusal.problems
    if problems:
        raise BadDefinition(*problems)
    return settings
