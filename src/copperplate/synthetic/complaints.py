"""Allegations of complaints against the force, as its professional standards office keeps them.

One row an allegation, several of a case. Knows nothing of crimes.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from copperplate.engines.columns import NEVER, Coded, Column, Days, Numbered
from copperplate.synthetic import draws
from copperplate.synthetic.days import number_of
from copperplate.synthetic.draws import Whole
from copperplate.synthetic.places import UNITS
from copperplate.synthetic.streams import DayNumbers, Season, happened, rates, where

# Cases; 1.7 allegations each, so about 2,000 allegations a year. Assumed.
LEVELS = ((date(2006, 4, 1), 1_000), (date(2012, 4, 1), 1_180))
# An office records cases on its working days; after a weekend what came in meanwhile. Fewer come
# in at Christmas and in August. Assumed. A case has no hour, so the hours are not used.
SEASON = Season(
    months=(104, 103, 103, 99, 100, 101, 101, 93, 102, 103, 102, 89),
    weekdays=(24, 20, 19, 19, 18, 0, 0),
    hours=(1,) * 24,
    weekend=(1,) * 24,
)
# Allegations of a case, from one on, in hundredths. Assumed.
ALLEGATIONS_OF_A_CASE = (58, 24, 11, 5, 2)

# What is alleged, in hundredths. The first, fourth and fifth are as large as in the paper of a
# large force of 2019 (29, 16 and 11 per cent); the others are assumed.
ALLEGATIONS = (
    ("Neglect or failure in duty", 29),
    ("Force used", 13),
    ("Oppressive conduct", 8),
    ("Incivility", 16),
    ("Lack of fairness", 11),
    ("Property", 6),
    ("Breach of the codes on custody", 6),
    ("Search of a person or home", 5),
    ("Irregular evidence", 4),
    ("Other", 2),
)

ROUTES = ("Local resolution", "Local investigation", "Withdrawn")
# Planted: from this day on more is resolved locally. Each route takes as long as before, and yet
# the mean of all falls. In hundredths, in the order of `ROUTES`.
MORE_LOCAL = date(2013, 4, 1)
ROUTES_BEFORE, ROUTES_SINCE = (32, 55, 13), (47, 40, 13)

# How long each takes: a weight, and the first and last of the days, all as likely. The means are
# 59 and 188 days, those of a large force in 2015/16, and 59.
DAYS_OF = {
    "Local resolution": ((21, 8, 28), (42, 29, 60), (26, 61, 100), (11, 101, 180)),
    "Local investigation": (
        *((6, 30, 80), (33, 81, 150), (36, 151, 230)),
        *((18, 231, 330), (7, 331, 454)),
    ),
    "Withdrawn": ((40, 5, 35), (40, 36, 90), (20, 91, 170)),
}  # fmt: skip
# What came of it, in hundredths. Assumed.
RESULTS_OF = {
    "Local resolution": (("Locally resolved", 100),),
    "Local investigation": (("Upheld", 12), ("Not upheld", 82), ("Discontinued", 6)),
    "Withdrawn": (("Withdrawn", 100),),
}
_RESULTS = tuple(word for results in RESULTS_OF.values() for word, _ in results)

_CHANCES = 64
_NUMBERS = 1_000  # of a day's cases


def complaints(seed: int, days: DayNumbers, known_on: int | None = None) -> dict[str, Column]:
    """Return the allegations of the cases recorded on some days, in order.

    A case is finalised as a whole: its allegations have one route and one day.

    Args:
        seed: Another seed, other cases.
        days: Days since 1970, each once, the earliest first.
        known_on: The day the system is read, at its end: of what was finalised later, neither day
            nor route nor result is known. Everything, in the end, if None.
    """
    cases = happened(
        seed, "complaints", days, rates(days, LEVELS, SEASON), SEASON, chances=_CHANCES
    )
    lies = where(cases)
    route = np.where(
        cases.day >= number_of(MORE_LOCAL),
        draws.chosen(cases.draws("route"), ROUTES_SINCE),
        draws.chosen(cases.draws("route"), ROUTES_BEFORE),
    )
    taken = _taken(route, cases.draws("band"), cases.draws("days"))
    finalised = cases.day + taken
    number = 1 + draws.chosen(cases.draws("allegations"), ALLEGATIONS_OF_A_CASE)
    of, those = cases.several(number, len(ALLEGATIONS_OF_A_CASE))
    alleged = draws.chosen(those.draws("allegation"), [weight for _, weight in ALLEGATIONS])
    result = _result(route[of], those.draws("result"))
    open_ = np.zeros(len(of), dtype=np.bool_) if known_on is None else finalised[of] > known_on
    return {
        "case": Numbered("PS", those.day * _NUMBERS + those.number, 8),
        "recorded": Days(those.day),
        "lpu": Coded(lies.unit[of], tuple(unit.name for unit in UNITS)),
        "allegation": Coded(alleged, tuple(word for word, _ in ALLEGATIONS)),
        "route": Coded(np.where(open_, len(ROUTES), route[of]), (*ROUTES, None)),
        "finalised": Days(np.where(open_, NEVER, finalised[of])),
        "result": Coded(np.where(open_, len(_RESULTS), result), (*_RESULTS, None)),
    }


def _taken(route: Whole, band_draws: draws.Draws, day_draws: draws.Draws) -> Whole:
    """Return how many days each takes by its route."""
    taken = np.zeros(len(route), dtype=np.int64)
    for place, name in enumerate(ROUTES):
        these = route == place
        taken[these] = draws.banded(band_draws[these], day_draws[these], DAYS_OF[name])
    return taken


def _result(route: Whole, drawn: draws.Draws) -> Whole:
    found = np.zeros(len(route), dtype=np.int64)
    first = 0
    for place, name in enumerate(ROUTES):
        these = route == place
        found[these] = first + draws.chosen(drawn[these], [n for _, n in RESULTS_OF[name]])
        first += len(RESULTS_OF[name])
    return found
