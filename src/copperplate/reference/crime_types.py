"""Crime types of data.police.uk, and how each relates to the offence groups of official tables.

Same offences does not mean same counts: the two are separate collections, and `Relation` speaks
of definitions only. Knows no record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from copperplate.reference import shipped
from copperplate.reference.offences import find_offence


class Relation(StrEnum):
    """How a crime type's definition relates to offence groups."""

    EQUAL = "equal"
    """It holds the offence codes of one group, and no others."""
    SUM = "sum"
    """It holds the codes of several groups together."""
    NONE = "none"
    """It holds no notifiable offences: no group can be set beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrimeType:
    """One crime type.

    Attributes:
        name: As files print it.
        slug: As the interface for programs writes it.
        relation: To the groups.
        groups: Ids of offence groups (`schema.offences`) whose codes it holds.
        caution: Why its counts may differ from the groups' all the same; empty if nothing is
            known.
    """

    name: str
    slug: str
    relation: Relation
    groups: tuple[str, ...]
    caution: str


@cache
def crime_types() -> Mapping[str, CrimeType]:
    """Return every crime type by its name, in alphabetical order."""
    return MappingProxyType(
        {
            row["name"]: CrimeType(
                name=row["name"],
                slug=row["slug"],
                relation=Relation(row["relation"]),
                groups=shipped.listed(row["groups"]),
                caution=row["caution"],
            )
            for row in shipped.rows("crime_types.csv")
        }
    )


def find_crime_type(text: str) -> CrimeType | None:
    """Return the crime type of a name or slug, capitals and outer spaces aside; None if none."""
    return _spellings().get(text.strip().casefold())


def crime_type_of(code: str) -> CrimeType | None:
    """Return the crime type an offence code is published under; None if it is no code."""
    offence = find_offence(code)
    return None if offence is None else _of_groups()[_parent(offence.group)]


@cache
def _spellings() -> Mapping[str, CrimeType]:
    return {
        spelling.casefold(): kind
        for kind in crime_types().values()
        for spelling in (kind.name, kind.slug)
    }


@cache
def _of_groups() -> Mapping[str, CrimeType]:
    return {group: kind for kind in crime_types().values() for group in kind.groups}


# The groups that crime types name as a whole and offence codes by their parts.
_WHOLE = MappingProxyType(
    {
        "homicide": "violence_against_the_person",
        "violence_with_injury": "violence_against_the_person",
        "violence_without_injury": "violence_against_the_person",
        "stalking_and_harassment": "violence_against_the_person",
        "death_or_serious_injury_by_driving": "violence_against_the_person",
        "burglary_residential": "burglary",
        "burglary_non_residential": "burglary",
        "burglary_domestic": "burglary",
        "burglary_non_domestic": "burglary",
    }
)


def _parent(group: str) -> str:
    return _WHOLE.get(group, group)
