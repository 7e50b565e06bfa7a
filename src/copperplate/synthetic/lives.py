"""What becomes of a crime after it is recorded, and so what was known of it on any day.

Entered late, taken for another offence at first, cancelled as no crime, given an outcome. Knows
no file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copperplate.engines.columns import NEVER
from copperplate.synthetic import draws
from copperplate.synthetic.crimes import Crimes, Flags
from copperplate.synthetic.days import Days, Quarter
from copperplate.synthetic.draws import Bands, banded
from copperplate.synthetic.world import World

SETTLED_AFTER = 56
"""Days after which nothing of a crime changes but its outcome. Eight weeks: assumed."""

# Days from recording to standing in the system, in ten-thousandths: assumed.
_ENTERED: Bands = ((9_700, 0, 0), (150, 1, 3), (100, 4, 14), (50, 15, SETTLED_AFTER))
_RECLASSIFIED_PER_MILLE = 12
"""Crimes that were first taken for another offence: assumed."""
_RECLASSIFIED: Bands = ((600, 3, 14), (400, 15, SETTLED_AFTER))
_CANCELLED: Bands = ((700, 2, 14), (300, 15, SETTLED_AFTER))

# What a crime of a group may have been taken for at first.
TAKEN_FOR = {
    "homicide": "violence_with_injury",
    "violence_with_injury": "violence_without_injury",
    "violence_without_injury": "public_order",
    "stalking_and_harassment": "violence_without_injury",
    "sexual_offences": "violence_without_injury",
    "robbery": "theft_from_the_person",
    "burglary_domestic": "criminal_damage_and_arson",
    "burglary_non_domestic": "burglary_domestic",
    "vehicle_offences": "other_theft",
    "theft_from_the_person": "other_theft",
    "bicycle_theft": "other_theft",
    "shoplifting": "other_theft",
    "other_theft": "burglary_non_domestic",
    "criminal_damage_and_arson": "burglary_domestic",
    "public_order": "violence_without_injury",
    "possession_of_weapons": "public_order",
}

Drawn = Callable[[str], draws.Draws]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Lives:
    """What becomes of crimes, one value a crime.

    Attributes:
        entered: The day it stands in the system from.
        taken_for: Place in the world's offence codes: what it was at first.
        reclassified: The day it is what it is in the end; `NEVER` where it always was.
        cancelled: The day it is cancelled as no crime; `NEVER` where it is one.
        outcome: Place in the world's outcome types; 0 is none.
        outcome_on: The day it is given; `NEVER` where there is none.
    """

    entered: Days
    taken_for: NDArray[np.uint16]
    reclassified: Days
    cancelled: Days
    outcome: NDArray[np.uint8]
    outcome_on: Days

    def known(self, crimes: Crimes, day: int) -> Flags:
        """Return which crimes stood in the system at the end of a day."""
        gone = (self.cancelled != NEVER) & (self.cancelled <= day)
        known: Flags = (crimes.recorded <= day) & (self.entered <= day) & ~gone
        return known

    def offence(self, crimes: Crimes, day: int) -> NDArray[np.uint16]:
        """Return what each crime was taken for at the end of a day."""
        still = (self.reclassified != NEVER) & (self.reclassified > day)
        return np.where(still, self.taken_for, crimes.offence)


def live(world: World, quarter: Quarter, crimes: Crimes) -> Lives:
    """Return what becomes of the crimes of a quarter."""
    size = len(crimes.number)

    def drawn(purpose: str) -> draws.Draws:
        return draws.numbers(draws.stream(world.seed, quarter.start.isoformat(), purpose), size)

    late = banded(drawn("entered"), drawn("entered within"), _ENTERED)
    # What is cancelled was entered at once.
    entered = (crimes.recorded + np.where(crimes.cancelled, 0, late)).astype(np.int32)
    after = banded(drawn("cancelled"), drawn("cancelled within"), _CANCELLED)
    cancelled = np.where(crimes.cancelled, crimes.recorded + after, NEVER).astype(np.int32)
    taken_for, reclassified = _reclassified(world, crimes, entered, drawn)
    outcome, outcome_on = _outcomes(world, crimes, entered, drawn)
    return Lives(
        entered=entered,
        taken_for=taken_for,
        reclassified=reclassified,
        cancelled=cancelled,
        outcome=outcome,
        outcome_on=outcome_on,
    )


def _reclassified(
    world: World, crimes: Crimes, entered: Days, drawn: Drawn
) -> tuple[NDArray[np.uint16], Days]:
    """Return what crimes were first taken for, and until when."""
    day = crimes.recorded + banded(
        drawn("reclassified"), drawn("reclassified within"), _RECLASSIFIED
    )
    some = draws.chance(drawn("mistaken"), _RECLASSIFIED_PER_MILLE, 1_000)
    # Who is entered as what it is was never taken for another.
    mistaken = some & ~crimes.cancelled & (day > entered)
    taken_for, numbers = crimes.offence.copy(), drawn("taken for")
    for place, group in enumerate(world.groups):
        other = TAKEN_FOR.get(group)
        rows = np.flatnonzero(mistaken & (crimes.group == place))
        if other is None or other not in world.groups:
            mistaken[rows] = False
            continue
        codes = draws.chosen(numbers[rows], world.shapes.offences[other].weights)
        taken_for[rows] = world.first_offence[other] + codes
    return taken_for, np.where(mistaken, day, NEVER).astype(np.int32)


def _outcomes(
    world: World, crimes: Crimes, entered: Days, drawn: Drawn
) -> tuple[NDArray[np.uint8], Days]:
    """Return the outcomes of crimes, and the days they are given."""
    outcome = np.zeros(len(crimes.number), dtype=np.uint8)
    numbers = drawn("outcome")
    for place, group in enumerate(world.groups):
        rows = np.flatnonzero((crimes.group == place) & ~crimes.cancelled)
        names = world.shapes.outcomes[group].names
        types = np.array([world.outcomes.index(name) for name in names], dtype=np.uint8)
        outcome[rows] = types[draws.chosen(numbers[rows], world.shapes.outcomes[group].weights)]
    day = np.full(len(outcome), NEVER, dtype=np.int32)
    chosen, within = drawn("outcome band"), drawn("outcome day")
    for place, type_ in enumerate(world.outcomes):
        rows = np.flatnonzero(outcome == place)
        if type_ and len(rows):
            after = banded(chosen[rows], within[rows], world.shapes.delays[type_])
            day[rows] = np.maximum(crimes.recorded[rows] + after, entered[rows])
    return outcome, day
