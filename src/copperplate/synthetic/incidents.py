"""Incidents that are no crimes, as a command-and-control system logs them.

Anti-social behaviour, domestic incidents, hate incidents, and who called, in numbers. Knows no
crime.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from copperplate.engines.columns import NONE, Coded, Column, Days, Integers, Moments, Numbered
from copperplate.synthetic import draws
from copperplate.synthetic.days import number_of
from copperplate.synthetic.draws import Whole
from copperplate.synthetic.places import WARDS
from copperplate.synthetic.streams import (
    DayNumbers,
    Happened,
    Levels,
    Season,
    Where,
    happened,
    number_in_day,
    rates,
    where,
)

# Falls slowly, as in most forces of those years. 67,000 a year is what the 4,510 and 4,285 of
# West Midlands in January and February 2014 (data.police.uk) make with the season below.
ANTI_SOCIAL_LEVELS = (
    (date(2006, 4, 1), 98_000),
    (date(2012, 4, 1), 78_000),
    (date(2014, 7, 1), 70_000),
)
# Months: West Midlands 2016 (data.police.uk), incidents a day, as hundredths of the year's mean.
# Weekdays and hours are assumed: young people and neighbours out of doors, evenings and weekends.
ANTI_SOCIAL_SEASON = Season(
    months=(79, 87, 92, 99, 111, 115, 124, 116, 106, 111, 81, 77),
    weekdays=(92, 92, 94, 96, 108, 116, 102),
    hours=(
        *(24, 14, 8, 6, 5, 5, 8, 14, 22, 30, 34, 38),
        *(42, 43, 46, 56, 66, 76, 88, 96, 94, 84, 66, 41),
    ),
    weekend=(
        *(48, 36, 24, 15, 9, 7, 7, 9, 16, 26, 34, 39),
        *(43, 46, 50, 55, 61, 68, 78, 86, 87, 80, 68, 54),
    ),
)
# Weather: on a day all of it is so many per cent of what is usual. Assumed; the mean is 100.
WEATHER = ((88, 1), (94, 3), (98, 4), (100, 4), (102, 4), (106, 3), (112, 1))

# Steady: what is reported hardly changes until it is asked for.
DOMESTIC_LEVELS = ((date(2006, 4, 1), 29_000), (date(2012, 4, 1), 30_000))
# Assumed: at home together, on summer evenings, at Christmas, in the nights of weekends.
DOMESTIC_SEASON = Season(
    months=(96, 95, 97, 99, 101, 103, 106, 104, 101, 99, 97, 102),
    weekdays=(94, 91, 91, 92, 98, 114, 120),
    hours=(
        *(44, 32, 23, 16, 11, 9, 11, 18, 26, 32, 36, 38),
        *(41, 40, 42, 47, 52, 57, 63, 70, 76, 80, 78, 58),
    ),
    weekend=(
        *(66, 60, 52, 42, 31, 20, 14, 14, 18, 24, 30, 34),
        *(38, 39, 40, 42, 46, 49, 54, 58, 62, 64, 60, 53),
    ),
)

# Planted: a campaign asks people to report. From this day on there are so many per cent of
# incidents; no more harm is done than before. The same day as the campaign's mark on crimes.
CAMPAIGN, CAMPAIGN_PERCENT = date(2013, 9, 1), 118

# Few, and a little more every year as recording got better.
HATE_LEVELS = ((date(2006, 4, 1), 700), (date(2014, 7, 1), 950))
# Assumed: by day, in shops, on buses and at the door; more of it in summer.
HATE_SEASON = Season(
    months=(93, 94, 97, 99, 103, 107, 110, 107, 103, 99, 95, 93),
    weekdays=(99, 98, 99, 100, 105, 106, 93),
    hours=(
        *(22, 15, 9, 6, 4, 4, 8, 22, 40, 46, 48, 52),
        *(56, 56, 58, 68, 70, 70, 70, 70, 66, 58, 48, 34),
    ),
    weekend=(
        *(36, 30, 22, 14, 9, 6, 7, 12, 22, 34, 44, 50),
        *(55, 57, 58, 62, 64, 66, 70, 74, 70, 60, 46, 32),
    ),
)

# The three kinds of the National Standard for Incident Recording (2011); shares assumed.
ANTI_SOCIAL_KINDS = (("ASB NUISANCE", 70), ("ASB PERSONAL", 23), ("ASB ENVIRONMENTAL", 7))
DOMESTIC, HATE = "DOMESTIC NON-CRIME", "HATE NON-CRIME"
# Strands of hate, one incident in about thirty with two. Shares assumed, near those of the hate
# crimes of England and Wales in 2012/13.
STRANDS = (
    ("RACE", 770),
    ("RELIGION", 42),
    ("ORIENTATION", 95),
    ("TRANSGENDER", 10),
    ("DISABILITY", 48),
    ("RACE;RELIGION", 31),
    ("ORIENTATION;DISABILITY", 4),
)

# Callers who call again and again: so many in each ward at a time, each for two years. They make
# so many in a hundred of the calls; the first of them most. Some callers do not say who they are.
# All assumed.
FREQUENT, FREQUENT_DAYS = 20, 730
FREQUENT_PERCENT, UNNAMED_PERCENT = 18, 15
_OTHERS = 1_500_000  # people who call once or twice
_CALLER_FIGURES, _LOG_FIGURES = 7, 4

_TYPES = (*(kind for kind, _ in ANTI_SOCIAL_KINDS), DOMESTIC, HATE)
_KINDS = (
    ("anti-social", ANTI_SOCIAL_LEVELS, ANTI_SOCIAL_SEASON, 2048),
    ("domestic", DOMESTIC_LEVELS, DOMESTIC_SEASON, 1024),
    ("hate", HATE_LEVELS, HATE_SEASON, 64),
)


def incidents(seed: int, days: DayNumbers) -> dict[str, Column]:
    """Return the incidents of some days, in the order they were called in.

    Args:
        seed: Another seed, other incidents.
        days: Days since 1970, each once, the earliest first.
    """
    kinds = [
        happened(seed, name, days, _expected(seed, name, days, levels, season), season, chances=n)
        for name, levels, season, n in _KINDS
    ]
    columns = [_columns(kind) for kind in kinds]
    joined = {name: np.concatenate([one[name] for one in columns]) for name in columns[0]}
    order = np.argsort(joined["minute"], kind="stable")
    now = {name: values[order] for name, values in joined.items()}
    log = now["day"] * 10**_LOG_FIGURES + number_in_day(now["day"])
    return {
        "log": Numbered("L", log, 5 + _LOG_FIGURES),
        "logged": Days(now["day"]),
        "called": Moments(now["minute"]),
        "type": Coded(now["type"], _TYPES),
        "strand": Coded(now["strand"], (None, *(strand for strand, _ in STRANDS))),
        **Where(unit=now["unit"], ward=now["ward"], priority=now["priority"]).columns(),
        "caller": Numbered("C", now["caller"], _CALLER_FIGURES),
    }


def _expected(seed: int, name: str, days: DayNumbers, levels: Levels, season: Season) -> Whole:
    percent = np.full(len(days), 100, dtype=np.int64)
    if name == "anti-social":
        drawn = draws.at(draws.stream(seed, "weather"), days.astype(np.uint64))
        percents = np.array([percent for percent, _ in WEATHER], dtype=np.int64)
        percent = percents[draws.chosen(drawn, [weight for _, weight in WEATHER])]
    elif name == "domestic":
        percent[days >= number_of(CAMPAIGN)] = CAMPAIGN_PERCENT
    found: Whole = rates(days, levels, season) * percent // 100
    return found


def _columns(those: Happened) -> dict[str, Integers]:
    lies = where(those)
    type_ = np.full(len(those), _TYPES.index(HATE))
    strand = np.zeros(len(those), dtype=np.int64)
    if those.table == "anti-social":
        type_ = draws.chosen(those.draws("type"), [weight for _, weight in ANTI_SOCIAL_KINDS])
    elif those.table == "domestic":
        type_ = np.full(len(those), _TYPES.index(DOMESTIC))
    else:
        strand = 1 + draws.chosen(those.draws("strand"), [weight for _, weight in STRANDS])
    return {
        "day": those.day,
        "minute": those.minute,
        "type": type_,
        "strand": strand,
        "unit": lies.unit,
        "ward": lies.ward,
        "priority": lies.priority,
        "caller": _caller(those, lies.ward),
    }


def _caller(those: Happened, ward: Integers) -> Whole:
    """Return the number of who called; `NONE` of those who did not say."""
    drawn = those.draws("caller")
    # The lower of two draws: the first of a ward's frequent callers call most.
    first = np.minimum(
        draws.below(drawn, FREQUENT), draws.below(those.draws("caller again"), FREQUENT)
    )
    place = ward.astype(np.int64) * FREQUENT + first
    # The two years of each begin on a day of their own, or all would change on one.
    since = (those.day + place * 31 % FREQUENT_DAYS) // FREQUENT_DAYS
    frequent = since * len(WARDS) * FREQUENT + place
    others = _OTHERS + draws.below(drawn, _OTHERS)
    kind = draws.below(those.draws("kind of caller"), 100)
    known = np.where(kind < UNNAMED_PERCENT + FREQUENT_PERCENT, frequent, others)
    caller: Whole = np.where(kind < UNNAMED_PERCENT, NONE, known)
    return caller
