"""The offence groups that synthetic records are drawn in, and when each was counted.

Fraud is left out: it left the forces' counts in 2013, and the published quarters do not hold it.
"""

from __future__ import annotations

from datetime import date

from copperplate.reference.crime_types import crime_types
from copperplate.schema.offences import LEAVES, leaves

GROUPS = tuple(group for group in LEAVES if group != "fraud")

BURGLARY_CHANGED = date(2017, 4, 1)
_TO_2017 = ("burglary_domestic", "burglary_non_domestic")
_FROM_2017 = ("burglary_residential", "burglary_non_residential")


def counted(group: str, day: date) -> bool:
    """Return whether crimes were counted in a group on a day: burglary's parts changed in 2017."""
    if group in _TO_2017:
        return day < BURGLARY_CHANGED
    return group not in _FROM_2017 or day >= BURGLARY_CHANGED


def crime_type(group: str) -> str:
    """Return the crime type of data.police.uk that the group's crimes are published under."""
    (name,) = (
        kind.name
        for kind in crime_types().values()
        if any(group in leaves(whole) for whole in kind.groups)
    )
    return name


def groups_of(name: str) -> tuple[str, ...]:
    """Return the groups of a crime type."""
    return tuple(group for group in GROUPS if crime_type(group) == name)
