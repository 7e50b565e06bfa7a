"""Who lives in a unit, who of them answers a survey, and what an answer then stands for.

Whole numbers alone: of people by ethnicity and age, and of how many of a hundred answer. Knows no
question.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from copperplate.engines.columns import Coded
from copperplate.synthetic import draws
from copperplate.synthetic.draws import Draws, Whole

AGE_BANDS = ("16-24", "25-34", "35-44", "45-54", "55-64", "65 and over")
ETHNICITIES = ("White", "Asian", "Black", "Mixed or other")
GENDERS = (("Male", 49), ("Female", 51))
# Ages of adults in hundredths, by ethnicity in the order of `ETHNICITIES`, near the large towns of
# the 2011 census: the smaller groups are younger. Assumed.
AGES_OF = (
    (13, 15, 16, 17, 15, 24),
    (20, 26, 21, 15, 9, 9),
    (18, 20, 21, 20, 9, 12),
    (32, 27, 18, 12, 6, 5),
)
# Of a hundred who are asked, so many answer: the young and the smaller groups less often. Assumed;
# it is what makes an estimate without weights wrong.
ANSWER_PERCENT = (
    (28, 38, 47, 54, 62, 68),
    (24, 32, 40, 46, 53, 58),
    (22, 30, 38, 43, 50, 54),
    (21, 29, 35, 41, 47, 51),
)
# Of a hundred people of an age, so many have a long-standing illness or disability. Assumed.
DISABLED_PERCENT = (8, 9, 13, 20, 30, 52)

CELLS = len(ETHNICITIES) * len(AGE_BANDS)
"""Ethnicities, and the ages of each; a cell's place is that of its ethnicity first."""


def people(ethnicities: Sequence[int]) -> Whole:
    """Return how many of ten thousand adults are in each cell, shape (CELLS,).

    Args:
        ethnicities: In hundredths, in the order of `ETHNICITIES`.
    """
    found: Whole = np.array(ethnicities)[:, np.newaxis] * np.array(AGES_OF)
    return found.ravel()


def answer_percent() -> Whole:
    """Return of how many of a hundred in each cell an answer is had, shape (CELLS,)."""
    return np.array(ANSWER_PERCENT, dtype=np.int64).ravel()


def nonresponse_weight(cell: Whole) -> Whole:
    """Return for how many who were asked one who answers stands, in thousandths."""
    percent = answer_percent()
    found: Whole = (100_000 + percent // 2) // percent
    return found[cell]


def of_cells(by_ethnicity: Sequence[int], by_age: Sequence[int]) -> Whole:
    """Return what an ethnicity and an age add up to in each cell, shape (CELLS,)."""
    found: Whole = np.array(by_ethnicity)[:, np.newaxis] + np.array(by_age)
    return found.ravel()


def age_of(cell: Whole) -> Coded:
    """Return the age bands of cells as a column."""
    return Coded(cell % len(AGE_BANDS), AGE_BANDS)


def ethnicity_of(cell: Whole) -> Coded:
    """Return the ethnicities of cells as a column."""
    return Coded(cell // len(AGE_BANDS), ETHNICITIES)


def gender(drawn: Draws) -> Whole:
    """Return genders, as places in `GENDERS`: as many of each as there are among adults."""
    return draws.chosen(drawn, [weight for _, weight in GENDERS])


def disability(drawn: Draws, cell: Whole) -> Coded:
    """Return who has a long-standing illness or disability, by age, as a column."""
    percent = np.array(DISABLED_PERCENT, dtype=np.int64)[cell % len(AGE_BANDS)]
    return Coded((draws.below(drawn, 100) < percent).astype(np.uint8), ("N", "Y"))
