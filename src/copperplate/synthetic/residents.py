"""How many people live in Brumshire, in all and in each unit, as a statistics office would say.

Nothing here is drawn by chance. Knows nobody's answers.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from copperplate.synthetic import draws
from copperplate.synthetic.days import number_of
from copperplate.synthetic.streams import level

# Residents on 30 June, about as many as the West Midlands force area has; shares of units in
# hundredths, in their order: crime lies more in towns than people do. Of a thousand residents, so
# many are 10 to 17 years old, so many 16 or older, and so many households do a thousand make.
# Assumed.
RESIDENT_LEVELS = ((date(2005, 6, 30), 2_610_000), (date(2015, 6, 30), 2_830_000))
RESIDENT_SHARES = (13, 12, 13, 11, 10, 11, 9, 9, 7, 5)
YOUNG_PER_MILLE, ADULTS_PER_MILLE, HOUSEHOLDS_PER_MILLE = 106, 795, 397


def residents(year: int) -> list[int]:
    """Return the residents of each unit, in the order of `UNITS`, on 30 June of a year."""
    middle = np.array([number_of(date(year, 6, 30))])
    return draws.shared(int(level(middle, RESIDENT_LEVELS)[0]), RESIDENT_SHARES)


def adults(year: int) -> list[int]:
    """Return those of them who are 16 or older."""
    return [held * ADULTS_PER_MILLE // 1000 for held in residents(year)]


def young(year: int) -> list[int]:
    """Return those of them who are 10 to 17 years old."""
    return [held * YOUNG_PER_MILLE // 1000 for held in residents(year)]


def households(year: int) -> list[int]:
    """Return how many households they make."""
    return [held * HOUSEHOLDS_PER_MILLE // 1000 for held in residents(year)]
