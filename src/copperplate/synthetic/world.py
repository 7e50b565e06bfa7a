"""A synthetic force as a whole: its seed, its totals, what is planted, and the lists it draws from.

Draws nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from copperplate.synthetic.days import Quarter, quarters_between
from copperplate.synthetic.plants import YEAR, Plants, Share, nothing, planted
from copperplate.synthetic.shapes import Shapes, shapes
from copperplate.synthetic.totals import Totals, free, scaled, shares_of

FIRST, LAST = date(2006, 4, 1), date(2014, 6, 30)
"""The first day crimes are drawn for, and the last."""
SEED = 2013

_YEAR_AFTER = date(YEAR.year + 1, YEAR.month, 1)
_CANCELLED_PER_MILLE = 15
"""Records that turn out to be no crime, beside every thousand that are one: assumed."""

# How likely a crime names a company, in hundredths before all are brought to the planted number.
# Assumed from where crimes happen: shops nearly always, homes and persons hardly ever.
BUSINESS = {
    "shoplifting": 97,
    "burglary_non_domestic": 60,
    "other_theft": 25,
    "vehicle_offences": 12,
    "robbery": 10,
    "criminal_damage_and_arson": 8,
    "miscellaneous": 8,
    "public_order": 4,
    "violence_without_injury": 1,
}


@dataclass(frozen=True, kw_only=True)
class World:
    """A synthetic force.

    Attributes:
        seed: What chance begins with.
        totals: Crimes of each quarter and offence group, as they are in the end.
        plants: What is planted.
        shapes: What records are drawn from.
    """

    seed: int
    totals: Totals
    plants: Plants
    shapes: Shapes = field(default_factory=shapes, repr=False)

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters crimes are drawn for."""
        return tuple(self.totals)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The offence groups there are, in order."""
        return tuple(dict.fromkeys(group for cells in self.totals.values() for group in cells))

    @cached_property
    def offences(self) -> tuple[str, ...]:
        """The offence codes there are, group after group."""
        return tuple(code for group in self.groups for code in self.shapes.offences[group].names)

    @cached_property
    def first_offence(self) -> Mapping[str, int]:
        """Group to the place of its first code in `offences`."""
        places, count = {}, 0
        for group in self.groups:
            places[group] = count
            count += len(self.shapes.offences[group].names)
        return places

    @cached_property
    def outcomes(self) -> tuple[str, ...]:
        """The outcome types there are; the empty one, none yet, first."""
        types = {type_ for group in self.groups for type_ in self.shapes.outcomes[group].names}
        return ("", *sorted(types - {""}))

    def cancelled(self, quarter: Quarter, group: str) -> int:
        """Return how many records of a block turn out to be no crime."""
        return self.totals[quarter][group] * _CANCELLED_PER_MILLE // 1000

    @cached_property
    def first_number(self) -> Mapping[Quarter, int]:
        """Quarter to the number of its first record."""
        numbers, count = {}, 1
        for quarter in self.quarters:
            numbers[quarter] = count
            cells = self.totals[quarter]
            count += sum(cells[group] + self.cancelled(quarter, group) for group in cells)
        return numbers

    @cached_property
    def shares(self) -> Mapping[str, Mapping[Quarter, Mapping[str, int]]]:
        """What `Share` plants: its name to quarter to group to how many crimes are of the kind."""
        weights = {
            "business_named": BUSINESS,
            "priority_area": dict.fromkeys(self.groups, 1),
        }
        return {
            share.name: shares_of(self.totals, weights[share.name], self._wanted(share))
            for share in self.plants.shares
        }

    def carried(self, quarter: Quarter, group: str) -> int:
        """Return how many crimes of a block are a planted rise: more than a year ago."""
        before = self.totals.get(quarter.year_before, {}).get(group)
        if before is None:
            return 0
        bears = any(
            one.group == group and one.start <= quarter.months[-1] for one in self.plants.carried
        )
        return max(0, self.totals[quarter][group] - before) if bears else 0

    def _wanted(self, share: Share) -> Mapping[Quarter, int]:
        whole = {quarter: sum(cells.values()) for quarter, cells in self.totals.items()}
        found: dict[Quarter, int] = {}
        for quarter, crimes in whole.items():
            before = found.get(quarter.year_before)
            if quarter.start < YEAR or before is None:
                found[quarter] = crimes * share.per_mille // 1000
            elif quarter.start < _YEAR_AFTER:
                found[quarter] = (before * (100 + share.percent) + 50) // 100
            else:
                found[quarter] = crimes * before // max(1, whole[quarter.year_before])
        return found


def brumshire(*, seed: int = SEED, crimes: int | None = None, last: date = LAST) -> World:
    """Return the force whose quarters are those of West Midlands, with all that is planted.

    Args:
        seed: Another seed, other records and other units that things are planted in.
        crimes: How many in all; as many as West Midlands recorded if None.
        last: The last day of the last quarter.
    """
    found = shapes()
    totals = scaled(found.quarters, quarters_between(FIRST, last), crimes)
    return World(seed=seed, totals=totals, plants=planted(seed), shapes=found)


def quiet(*, seed: int, crimes: int, last: date = LAST) -> World:
    """Return a force in which nothing changes: no trend, no season from year to year, no plant."""
    found = shapes()
    totals = free(found.quarters, quarters_between(FIRST, last), crimes, seed=seed)
    return World(seed=seed, totals=totals, plants=nothing(), shapes=found)
