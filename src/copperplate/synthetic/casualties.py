"""Road casualties, as a collision system holds them: one row a casualty, several of a collision.

Roads are invented, and run through wards as on a map. Knows nothing of crimes.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from copperplate.engines.columns import Coded, Column, Days, Moments, Numbered
from copperplate.synthetic import draws
from copperplate.synthetic.draws import Whole
from copperplate.synthetic.places import MAP, WARDS
from copperplate.synthetic.streams import DayNumbers, Happened, Season, happened, rates, where

# Collisions with a casualty; 1.4 casualties each. Falls as in Greater Manchester, where 7,587 in
# 2010 became 5,444 in 2013 (STATS19); about 5,500 casualties in 2013. Levels assumed.
LEVELS = ((date(2006, 4, 1), 5_700), (date(2010, 1, 1), 4_800), (date(2014, 1, 1), 3_900))
# Greater Manchester 2019, 2022 and 2023 (STATS19), the years without lockdown: collisions a day
# as hundredths of the year's mean, in thousandths of a week, in thousandths of a day.
SEASON = Season(
    months=(97, 95, 95, 83, 105, 113, 96, 95, 101, 103, 116, 100),
    weekdays=(134, 145, 152, 148, 168, 140, 113),
    hours=(
        *(13, 6, 5, 4, 5, 8, 16, 45, 75, 42, 33, 42),
        *(53, 46, 61, 91, 90, 99, 76, 63, 43, 31, 30, 22),
    ),
    weekend=(
        *(37, 27, 19, 21, 16, 11, 15, 14, 20, 24, 43, 60),
        *(64, 81, 64, 61, 65, 73, 70, 49, 50, 40, 39, 36),
    ),
)

# Casualties of a collision, from one on, in thousandths: Greater Manchester 2010 to 2014.
CASUALTIES = (756, 156, 52, 22, 8, 4, 2)
# How casualties travelled, in thousandths, and of a thousand of each how many died and how many
# were seriously hurt: Greater Manchester 2010 to 2014, small kinds joined.
MODES = (
    ("Car", 565, 5, 42),
    ("Pedestrian", 178, 19, 214),
    ("Pedal cycle", 104, 4, 155),
    ("Motorcycle", 74, 25, 290),
    ("Bus or coach", 29, 8, 42),
    ("Taxi", 28, 1, 42),
    ("Goods vehicle", 18, 4, 46),
    ("Other", 4, 11, 102),
)
SEVERITIES = ("Fatal", "Serious", "Slight")
_AGES = ("0-10", "11-15", "16-20", "21-25", "26-35", "36-45", "46-55", "56-65", "over 65")
# Ages in thousandths: of pedestrians, pedal cyclists, motorcyclists, and all others. Greater
# Manchester 2019, 2022 and 2023.
_AGES_OF = {
    "Pedestrian": (121, 148, 83, 64, 148, 106, 97, 90, 128),
    "Pedal cycle": (19, 96, 76, 107, 255, 168, 141, 82, 27),
    "Motorcycle": (2, 26, 222, 156, 237, 136, 125, 66, 20),
}
_AGES_OF_OTHERS = (44, 28, 97, 123, 247, 171, 128, 79, 68)

# Of a hundred collisions, how many are on a main road and how many on a lesser one; the motorway
# takes some of those in the wards it runs through. The rest are on roads without a number.
_MAIN, _LESSER, _MOTORWAY = 42, 13, 25
_MOTORWAY_ROW = 6
"""The row of `MAP` that the motorway runs along, from west to east."""
_ROADS = (
    "XM1",
    *(f"XA{number}" for number in range(1, len(MAP[0]) // 2 + 1)),
    *(f"XB{number}" for number in range(10, 10 + len(MAP))),
    "Unclassified",
)
"""No real road has a letter before its class: the motorway, main roads that run from north to
south through two columns of `MAP`, lesser roads that run along its rows."""

_CHANCES = 128
_NUMBERS = 1_000  # of a day's collisions


def casualties(seed: int, days: DayNumbers) -> dict[str, Column]:
    """Return the casualties of the collisions of some days, in order.

    Args:
        seed: Another seed, other collisions.
        days: Days since 1970, each once, the earliest first.
    """
    crashes = happened(
        seed, "collisions", days, rates(days, LEVELS, SEASON), SEASON, chances=_CHANCES
    )
    lies = where(crashes)
    road = _road(crashes, lies.ward.astype(np.int64))
    hurt = 1 + draws.chosen(crashes.draws("casualties"), CASUALTIES)
    of, those = crashes.several(hurt, len(CASUALTIES))
    mode = draws.chosen(those.draws("mode"), [weight for _, weight, _, _ in MODES])
    severities, ages = those.draws("severity"), those.draws("age")
    severity, age = np.zeros(len(of), np.int64), np.zeros(len(of), np.int64)
    for place, (name, _, died, badly) in enumerate(MODES):
        these = mode == place
        severity[these] = draws.chosen(severities[these], (died, badly, 1000 - died - badly))
        age[these] = draws.chosen(ages[these], _AGES_OF.get(name, _AGES_OF_OTHERS))
    return {
        "collision": Numbered("R", those.day * _NUMBERS + those.number, 8),
        "date": Days(those.day),
        "time": Moments(those.minute),
        "severity": Coded(severity, SEVERITIES),
        "mode": Coded(mode, tuple(name for name, *_ in MODES)),
        "age_band": Coded(age, _AGES),
        "road": Coded(road[of], _ROADS),
        **lies.of(of).columns(),
    }


def _road(crashes: Happened, ward: Whole) -> Whole:
    rows = np.array([one.row for one in WARDS])[ward]
    columns = np.array([one.column for one in WARDS])[ward]
    drawn = draws.below(crashes.draws("road"), 100)
    main, lesser = 1 + columns // 2, 1 + len(MAP[0]) // 2 + rows
    road = np.where(drawn < _MAIN, main, np.where(drawn < _MAIN + _LESSER, lesser, len(_ROADS) - 1))
    return np.where((rows == _MOTORWAY_ROW) & (drawn < _MOTORWAY), 0, road)
