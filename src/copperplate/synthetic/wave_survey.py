"""Interviews at the door: what residents think of their police, in two waves a year.

A sample of wards, households and one adult of each, with weights. Knows no crime.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from copperplate.engines.columns import Coded, Column, Days, Integers, Millionths, Numbered
from copperplate.synthetic import draws, respondents
from copperplate.synthetic.answers import (
    AGREE,
    FAVOURABLE,
    SAFE,
    SATISFIED,
    Question,
    answered,
    centred,
    on_scale,
)
from copperplate.synthetic.counts import Count
from copperplate.synthetic.days import day_of, weekday_of
from copperplate.synthetic.draws import Whole
from copperplate.synthetic.places import FORCE_CODE, UNITS, WARDS
from copperplate.synthetic.residents import adults, households
from copperplate.synthetic.streams import DayNumbers
from copperplate.synthetic.survey_plants import (
    CONTRACTOR_POINTS,
    DONT_KNOW_BEFORE,
    DONT_KNOW_SINCE,
    FIRST_WAVE,
    REFUSED,
    SurveyPlants,
    survey_plants,
)
from copperplate.synthetic.waves import Wave, waves

# 16,800 interviews a year: a quota in each unit and wave, the same in each of its sampled wards.
QUOTA, SAMPLED_WARDS = 840, 6
A_WARD = QUOTA // SAMPLED_WARDS
CONTRACTORS = ("Contractor A", "Contractor B")
"""The one that asks first, and the one that has asked since."""
# Of a hundred adults of each unit, in the order of `UNITS`, so many of each ethnicity, in the order
# of `ETHNICITIES`: the large units are towns. Assumed, near the West Midlands in all.
ETHNICITIES_OF = (
    *((48, 32, 13, 7), (66, 20, 8, 6), (70, 18, 7, 5), (74, 14, 7, 5), (81, 11, 4, 4)),
    *((86, 8, 3, 3), (78, 12, 6, 4), (84, 9, 4, 3), (91, 5, 2, 2), (94, 3, 1, 2)),
)
# How many adults live in the household of an adult, one to four, in twentieths, by age. Assumed.
HOUSEHOLDS_OF = (
    (2, 7, 6, 5),
    (3, 12, 3, 2),
    (3, 13, 3, 1),
    (3, 10, 5, 2),
    (4, 12, 3, 1),
    (8, 11, 1, 0),
)
ADULTS = ("1", "2", "3", "4")
# Households of a ward beside others of its unit, from the middle outwards and over again; and how
# far its confidence lies from theirs, in thousandths: people who live where most crime is have
# less. Assumed; that wards differ makes the sample worth fewer interviews than it has.
_HOMES = (10, 9, 11, 10, 12, 9, 10, 11)
_BY_WARD = (-24, -12, 6, -6, 12, 6, 0, 12)
# On which days of the week people are at home for an interviewer, Monday first. Assumed.
_WEEKDAYS = (14, 14, 14, 14, 12, 22, 10)
_CLOSED = ((12, 25), (12, 26), (1, 1))

# By ethnicity and age, in thousandths: older people and White people say more in favour of the
# police, and they answer more often. Assumed, as are the levels of all but confidence.
_BY_ETHNICITY, _BY_AGE = (10, 5, -70, -35), (-70, -45, -15, 5, 25, 35)
QUESTIONS = (
    Question(
        name="confidence",
        scale=AGREE,
        favourable=838,
        by_ethnicity=_BY_ETHNICITY,
        by_age=_BY_AGE,
    ),
    Question(
        name="safe_after_dark",
        scale=SAFE,
        favourable=690,
        by_ethnicity=(10, -30, -20, -10),
        by_age=(40, 30, 20, 10, -20, -60),
        women=-140,
    ),
    Question(
        name="visibility",
        scale=SATISFIED,
        favourable=610,
        by_ethnicity=(-10, 20, 10, 0),
        by_age=(-50, -30, -10, 0, 20, 50),
    ),
    Question(
        name="treated_fairly",
        scale=AGREE,
        favourable=740,
        by_ethnicity=(30, -20, -140, -60),
        by_age=(-90, -60, -20, 10, 40, 70),
    ),
)
CONFIDENCE = QUESTIONS[0]
MEASURE = "confidence_in_police"

# One adult of a household: who lives with another is asked half as often. Twelfths of a chance.
_CHANCE_OF_ADULTS = np.array([12, 6, 4, 3], dtype=np.int64)
_FIGURES = 7


def true_confidence(plants: SurveyPlants, wave: Wave, unit: str) -> int:
    """Return how many of a thousand adults of a unit have confidence in a wave."""
    rise, gap = plants.confidence_rise, plants.confidence_gap
    found = CONFIDENCE.favourable
    if unit == rise.unit and wave.start >= rise.start:
        steps = min(wave.number - Wave(rise.start).number + 1, rise.steps)
        found += rise.points * 10 * steps // rise.steps
    if unit == gap.unit:
        found += gap.points * 10
    return found


def expected(plants: SurveyPlants, question: Question, wave: Wave, unit: str) -> int:
    """Return of a thousand weighted answers of a unit how many are expected to be favourable."""
    found = question.favourable
    if question is CONFIDENCE:
        found = true_confidence(plants, wave, unit)
    return found + CONTRACTOR_POINTS * 10 * wave.second_contractor


def wave_survey(seed: int, days: DayNumbers) -> dict[str, Column]:
    """Return the interviews of the waves that end on some days, in the order they were held.

    Args:
        seed: Another seed, other respondents and other units that something is planted in.
        days: Days since 1970, each once, the earliest first.
    """
    drawn = [interviews(seed, wave) for wave in waves(days)] or [_none()]
    held = {name: np.concatenate([one[name] for one in drawn]) for name in drawn[0]}
    words = {question.name: question.words for question in QUESTIONS}
    numbers = held["wave"] * 10 * QUOTA + held["number"]
    periods = [Wave(FIRST_WAVE)]
    while periods[-1].number < held["wave"].max(initial=0):
        periods.append(periods[-1].after)
    return {
        "interview": Numbered("D", numbers, _FIGURES),
        "wave": Coded(held["wave"], tuple(wave.period for wave in periods)),
        "interviewed": Days(held["day"]),
        "contractor": Coded(held["contractor"], CONTRACTORS),
        "lpu": Coded(held["unit"], tuple(unit.name for unit in UNITS)),
        "ward": Coded(held["ward"], tuple(ward.code for ward in WARDS)),
        "adults": Coded(held["adults"], ADULTS),
        "age_band": respondents.age_of(held["cell"]),
        "gender": Coded(held["gender"], tuple(word for word, _ in respondents.GENDERS)),
        "ethnicity": respondents.ethnicity_of(held["cell"]),
        "disability": Coded(held["disability"], ("N", "Y")),
        **{name: Coded(held[name], words[name]) for name in words},
        "design_weight": Millionths(held["design_weight"] * 1000),
        "nonresponse_weight": Millionths(held["nonresponse_weight"] * 1000),
        "weight": Millionths(held["weight"] * 1000),
    }


def interviews(seed: int, wave: Wave) -> dict[str, Integers]:
    """Return the interviews of a wave, in order: places in lists of words, weights in thousandths.

    The weights of a unit add up to its adults.
    """
    plants = survey_plants(seed)
    blocks = [_of_unit(seed, plants, wave, place) for place in range(len(UNITS))]
    joined = {name: np.concatenate([one[name] for one in blocks]) for name in blocks[0]}
    order = np.argsort(joined["day"], kind="stable")
    held = {name: values[order] for name, values in joined.items()}
    return {**held, "number": np.arange(len(order), dtype=np.int64)}


def estimates(seed: int, days: DayNumbers) -> tuple[Count, ...]:
    """Return confidence by weighted interviews, of the force and each unit, in per cent.

    Of those who answer; the base is how many interviews that is. Of the waves that end on some
    days, as `wave_survey` gives them.
    """
    found: list[Count] = []
    for wave in waves(days):
        held = interviews(seed, wave)
        said = on_scale(held[CONFIDENCE.name])
        for area, of in (
            (FORCE_CODE, said),
            *((unit.code, said & (held["unit"] == place)) for place, unit in enumerate(UNITS)),
        ):
            weights = held["weight"][of]
            favourable = int(weights[held[CONFIDENCE.name][of] < FAVOURABLE].sum())
            found.append(
                Count(
                    measure=MEASURE,
                    area=area,
                    period=wave.period,
                    value=Decimal(favourable * 100_000 // int(weights.sum())) / 1000,
                    base=int(of.sum()),
                )
            )
    return tuple(found)


def wards_of(place: int) -> list[int]:
    """Return the wards of a unit, as places in `WARDS`, from the middle outwards."""
    return [at for at, ward in enumerate(WARDS) if ward.unit == UNITS[place].code]


def homes_of(number: int) -> Whole:
    """Return how many households so many wards of a unit have beside each other."""
    return np.resize(np.array(_HOMES, dtype=np.int64), number)


def aside_of(number: int) -> Whole:
    """Return how far so many wards of a unit lie from its mean household, in millionths."""
    return centred(np.resize(np.array(_BY_WARD, dtype=np.int64), number), homes_of(number))


def adults_by_cell(place: int) -> Whole:
    """Return the adults of a unit by cell and by adults in the household, in 200,000ths.

    Shape (`respondents.CELLS`, 4).
    """
    cells = respondents.people(ETHNICITIES_OF[place])
    ages = np.arange(respondents.CELLS) % len(respondents.AGE_BANDS)
    return cells[:, np.newaxis] * np.array(HOUSEHOLDS_OF, dtype=np.int64)[ages]


def _of_unit(seed: int, plants: SurveyPlants, wave: Wave, place: int) -> dict[str, Integers]:
    code = UNITS[place].code

    def drawn(purpose: str, number: int = QUOTA) -> draws.Draws:
        key = draws.stream(seed, "wave survey", wave.start.isoformat(), code, purpose)
        return draws.numbers(key, number)

    wards = wards_of(place)
    homes = homes_of(len(wards))
    sampled = _sampled(homes, drawn("wards", 1))
    at = np.repeat(sampled, A_WARD)
    lived = adults_by_cell(place)
    # A household is asked by chance, one adult of it, and not everybody answers.
    asked = lived * _CHANCE_OF_ADULTS * respondents.answer_percent()[:, np.newaxis]
    who = draws.chosen(drawn("who"), asked.ravel())
    cell, housemates = who // len(ADULTS), who % len(ADULTS)
    gender = respondents.gender(drawn("gender"))
    day = wave.days[draws.chosen(drawn("day"), _open(wave.days))]
    design = (housemates + 1) * (households(wave.start.year)[place] * 1000 // QUOTA)
    nonresponse = respondents.nonresponse_weight(cell)
    columns: dict[str, Integers] = {
        "wave": np.full(QUOTA, wave.number, dtype=np.int64),
        "day": day,
        "contractor": np.full(QUOTA, wave.second_contractor, dtype=np.uint8),
        "unit": np.full(QUOTA, place, dtype=np.uint8),
        "ward": np.array(wards, dtype=np.int64)[at],
        "adults": housemates,
        "cell": cell,
        "gender": gender,
        "disability": respondents.disability(drawn("disability"), cell).codes,
        "design_weight": design,
        "nonresponse_weight": nonresponse,
        "weight": _grossed((housemates + 1) * nonresponse, adults(wave.start.year)[place] * 1000),
    }
    genders = np.array([weight for _, weight in respondents.GENDERS], dtype=np.int64)
    by_ward = aside_of(len(wards))
    for question in QUESTIONS:
        by_cell = respondents.of_cells(question.by_ethnicity, question.by_age)
        by_gender = centred(np.array([0, question.women], dtype=np.int64), genders)
        chances = (
            expected(plants, question, wave, code) * 1000
            + centred(by_cell, lived.sum(axis=1))[cell]
            + by_gender[gender]
            + by_ward[at]
        )
        dont_know = DONT_KNOW_SINCE if wave.second_contractor else DONT_KNOW_BEFORE
        columns[question.name] = answered(
            question, chances, drawn, dont_know=dont_know, refused=REFUSED
        ).codes
    return columns


def _sampled(homes: Whole, drawn: draws.Draws) -> Whole:
    """Return which wards are sampled: each as likely as it has households, none twice.

    Systematic sampling in proportion to size: steps of equal length through the households of all
    wards, from a start by chance.
    """
    whole = int(homes.sum())
    steps = draws.below(drawn, whole) + whole * np.arange(SAMPLED_WARDS, dtype=np.int64)
    return np.searchsorted(np.cumsum(homes * SAMPLED_WARDS), steps, side="right")


def _open(days: DayNumbers) -> Whole:
    """Return how often interviews are held on each day."""
    weights = np.array(_WEEKDAYS, dtype=np.int64)[weekday_of(days)]
    for place, day in enumerate(days.tolist()):
        on = day_of(day)
        if (on.month, on.day) in _CLOSED:
            weights[place] = 0
    return weights


def _grossed(weights: Whole, total: int) -> Whole:
    """Return weights in proportion to some that add up to a total, each to within one."""
    ends = np.cumsum(weights) * total // int(weights.sum())
    return np.diff(ends, prepend=0)


def _none() -> dict[str, Integers]:
    """Return no interviews."""
    return {name: values[:0] for name, values in interviews(0, Wave(FIRST_WAVE)).items()}
