"""Offence groups added up to their parents, for publications that print only the groups.

Knows when the burglary groups changed, and that a group which did not exist is not zero.
Knows no layout.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from copperplate.periods import Period
from copperplate.schema.offences import TOTAL, leaves
from copperplate.sources.reading import Row

# Counting rules of April 2017: domestic and non-domestic burglary became residential and
# non-residential. Source: Home Office, "Crime recording: counting rules", burglary.
_NEW_CLASSIFICATION = date(2017, 4, 1)
_BEFORE = frozenset({"burglary_domestic", "burglary_non_domestic"})
_AFTER = frozenset({"burglary_residential", "burglary_non_residential"})

# The parents the file does not print, innermost first.
_PARENTS = ("burglary", "theft_offences", "violence_against_the_person", TOTAL)

Counts = dict[tuple[str, Period], dict[str, int]]
"""(area, period) to offence group to count."""


def parents(
    counts: Mapping[tuple[str, Period], Mapping[str, int]], incomplete: set[tuple[str, Period]]
) -> Iterator[Row]:
    """Yield the parents of every area and period whose groups are all there."""
    for (area, period), groups in counts.items():
        if (area, period) in incomplete or set(groups) <= {"fraud"}:
            continue
        for parent, parts in parts_of_parents(groups, period):
            yield (
                area, period.start, period.end, period.kind.value, parent,
                sum(groups[part] for part in parts), "", "derived: the sum of its groups",
            )  # fmt: skip


def parts_of_parents(
    groups: Collection[str], period: Period
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the parents whose groups are all there, each with those of them that are."""
    for parent in _PARENTS:
        parts = leaves(parent)
        if all(part in groups for part in parts if not did_not_exist(part, period)):
            yield parent, tuple(part for part in parts if part in groups)


def did_not_exist(offence: str, period: Period) -> bool:
    """Return whether a period holds no day on which the group was counted."""
    if offence in _AFTER:
        return period.end < _NEW_CLASSIFICATION
    return offence in _BEFORE and period.start >= _NEW_CLASSIFICATION


def mixes_classifications(offence: str, period: Period) -> bool:
    """Return whether a burglary group's period lies on both sides of the change."""
    return offence in _BEFORE | _AFTER and period.start < _NEW_CLASSIFICATION <= period.end
