"""Crimes as a force's own system writes them out: what was known of them at the end of a day.

Knows which columns there are and their words; what they mean to a reader is said by a mapping.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from copperplate.areas import SYNTHETIC_KEY
from copperplate.engines.columns import (
    NEVER,
    Coded,
    Column,
    Days,
    Moments,
    Numbered,
)
from copperplate.synthetic.crimes import VICTIMS, Crimes
from copperplate.synthetic.lives import Lives
from copperplate.synthetic.places import MARK
from copperplate.synthetic.streams import Where
from copperplate.synthetic.truth import CRIME_FIGURES
from copperplate.synthetic.world import World

SAID = {SYNTHETIC_KEY: MARK}
"""What the metadata of every file says."""
_VICTIM_FIGURES = 10


def columns_of(
    world: World, crimes: Crimes, lives: Lives, rows: NDArray[np.int64], day: int
) -> dict[str, Column]:
    """Return the columns of an extract, read at the end of a day.

    Args:
        world: The force.
        crimes: Its crimes.
        lives: What became of them.
        rows: Which of them stand in the extract.
        day: The day's number.
    """
    given = (lives.outcome_on[rows] != NEVER) & (lives.outcome_on[rows] <= day)
    shapes = world.shapes
    columns: dict[str, Column] = {
        "crime_ref": Numbered("B", crimes.number[rows], CRIME_FIGURES),
        "recorded": Days(crimes.recorded[rows]),
        "from": Moments(crimes.committed[rows]),
        "to": Moments(crimes.until[rows]),
        "ho_code": Coded(lives.offence(crimes, day)[rows], world.offences),
        **Where(unit=crimes.unit, ward=crimes.ward, priority=crimes.priority).of(rows).columns(),
        "place": Coded(crimes.location[rows], shapes.location_kinds),
        "victim_kind": Coded(crimes.victim_kind[rows], VICTIMS),
        "victim_ref": Numbered("V", crimes.victim[rows], _VICTIM_FIGURES),
        "company": Coded(crimes.business[rows].astype(np.uint8), (None, "named")),
    }
    for marker, flags in zip(shapes.markers, crimes.markers, strict=True):
        columns[marker] = Coded(flags[rows].astype(np.uint8), ("N", "Y"))
    types = (None, *world.outcomes[1:])
    columns["outcome"] = Coded(np.where(given, lives.outcome[rows], 0), types)
    columns["outcome_date"] = Days(np.where(given, lives.outcome_on[rows], NEVER))
    return columns
