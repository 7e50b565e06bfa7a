"""Stops and searches, as officers record them: whom, what for, what came of it.

Knows nothing of crimes.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from copperplate.engines.columns import Coded, Column, Days, Moments, Numbered
from copperplate.synthetic import draws
from copperplate.synthetic.streams import DayNumbers, Season, happened, rates, where

# Planted: from the spring of 2013 officers are told to search only where they have grounds; in the
# end there are little more than half as many. Before it, a rise to 2009 and a fall. Levels assumed.
FEWER = date(2013, 4, 1)
LEVELS = (
    (date(2006, 4, 1), 26_000),
    (date(2009, 4, 1), 40_000),
    (FEWER, 29_000),
    (date(2014, 7, 1), 17_000),
)
# Weekdays and hours: West Yorkshire 2019 to 2021 (data.police.uk, 46,744 searches), as it gives
# them. Months are not taken from it, its years being those of the lockdowns: assumed even.
SEASON = Season(
    months=(1,) * 12,
    weekdays=(126, 135, 136, 136, 150, 163, 154),
    hours=(
        *(78, 60, 36, 23, 12, 5, 3, 6, 11, 19, 24, 27),
        *(30, 36, 35, 38, 45, 55, 72, 80, 78, 70, 66, 90),
    ),
    weekend=(
        *(80, 64, 35, 24, 17, 7, 3, 6, 10, 16, 21, 22),
        *(23, 33, 33, 38, 48, 62, 71, 78, 71, 80, 80, 79),
    ),
)

# What was searched for: West Midlands 2019 (data.police.uk, 14,859 searches with a place).
OBJECTS = (
    ("DRUGS", 6754),
    ("WEAPONS", 3686),
    ("STOLEN PROPERTY", 2020),
    ("ARTICLES FOR THEFT", 1805),
    ("FIREARMS", 440),
    ("ARTICLES FOR DAMAGE", 114),
    ("OTHER", 40),
)
OUTCOMES = (
    *("NO FURTHER ACTION", "ARREST", "COMMUNITY RESOLUTION", "CANNABIS WARNING"),
    *("SUMMONS", "PENALTY NOTICE", "CAUTION"),
)
# What came of it, in thousandths in the order of `OUTCOMES`: West Yorkshire as above, by what was
# searched for, without those that say nothing. Of drugs, half of the community resolutions are
# given as cannabis warnings, as it was done in these years: assumed.
OUTCOMES_OF = {
    "DRUGS": (591, 171, 88, 93, 43, 5, 9),
    "WEAPONS": (696, 262, 21, 0, 12, 5, 4),
    "STOLEN PROPERTY": (634, 264, 57, 0, 39, 2, 4),
    "ARTICLES FOR THEFT": (754, 176, 32, 0, 29, 6, 3),
    "FIREARMS": (743, 202, 35, 4, 12, 2, 2),
    "ARTICLES FOR DAMAGE": (818, 108, 53, 0, 8, 10, 3),
    "OTHER": (850, 80, 50, 3, 10, 4, 3),
}
# Of a hundred searches that led to something, how many led to something about what was searched
# for. Assumed.
LINKED_PERCENT = 78
# The power that is used, by what was searched for; the Firearms Act and the Misuse of Drugs Act
# have their own.
_POWERS = ("PACE S1", "MDA S23", "FIREARMS ACT S47")
_POWER_OF = {"DRUGS": 1, "FIREARMS": 2}
# Whom, as the officer saw it, and ages: West Yorkshire as above, whole per cents.
ETHNICITIES = (("White", 57), ("Asian", 30), ("Black", 8), ("Other", 1), (None, 4))
AGES = (("10-17", 19), ("18-24", 33), ("25-34", 24), ("over 34", 18), (None, 6))
GENDERS = (("Male", 92), ("Female", 8))
SEARCHED = (("person", 64), ("both", 32), ("vehicle", 4))

_CHANCES = 1024
_NUMBERS = 10_000  # of a day's searches


def stops(seed: int, days: DayNumbers) -> dict[str, Column]:
    """Return the stops and searches of some days, in order.

    Of a vehicle alone nothing is said of a person.

    Args:
        seed: Another seed, other searches.
        days: Days since 1970, each once, the earliest first.
    """
    those = happened(seed, "stops", days, rates(days, LEVELS, SEASON), SEASON, chances=_CHANCES)
    lies = where(those)
    object_ = draws.chosen(those.draws("object"), [weight for _, weight in OBJECTS])
    drawn = those.draws("outcome")
    outcome = np.zeros(len(those), dtype=np.int64)
    for place, (name, _) in enumerate(OBJECTS):
        outcome = np.where(object_ == place, draws.chosen(drawn, OUTCOMES_OF[name]), outcome)
    searched = draws.chosen(those.draws("searched"), [weight for _, weight in SEARCHED])
    linked = (outcome > 0) & (draws.below(those.draws("linked"), 100) < LINKED_PERCENT)
    powers = np.array([_POWER_OF.get(name, 0) for name, _ in OBJECTS])
    vehicle = searched == len(SEARCHED) - 1

    def of_person(purpose: str, kinds: tuple[tuple[str | None, int], ...]) -> Coded:
        found = draws.chosen(those.draws(purpose), [weight for _, weight in kinds])
        words = (*(word for word, _ in kinds), None)
        return Coded(np.where(vehicle, len(kinds), found), words)

    return {
        "search_ref": Numbered("S", those.day * _NUMBERS + those.number, 9),
        "searched_on": Days(those.day),
        "searched_at": Moments(those.minute),
        "searched": Coded(searched, tuple(word for word, _ in SEARCHED)),
        **lies.columns(),
        "object": Coded(object_, tuple(word for word, _ in OBJECTS)),
        "power": Coded(powers[object_], _POWERS),
        "outcome": Coded(outcome, OUTCOMES),
        "linked": Coded(linked.astype(np.uint8), ("N", "Y")),
        "ethnicity": of_person("ethnicity", ETHNICITIES),
        "age_band": of_person("age", AGES),
        "gender": of_person("gender", GENDERS),
    }
