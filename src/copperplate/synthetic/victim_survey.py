"""What victims of crimes say of the police, about six weeks after they reported them.

Every interview stands for so many victims. Its rows say nothing by which a crime could be found.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from copperplate.engines.columns import Coded, Column, Days, Millionths, Numbered
from copperplate.synthetic import draws, respondents
from copperplate.synthetic.answers import SATISFIED, Question, answered, centred
from copperplate.synthetic.days import number_of
from copperplate.synthetic.draws import Whole
from copperplate.synthetic.places import UNITS
from copperplate.synthetic.streams import DayNumbers, Season, happened, rates, where
from copperplate.synthetic.survey_plants import OFFENCES, SurveyPlants, survey_plants

# About 400 interviews a month are completed, from the reports of April 2008 on.
SINCE = date(2008, 4, 1)
LEVELS = ((SINCE, 4_800),)
SEASON = Season(months=(1,) * 12, weekdays=(1,) * 7, hours=(1,) * 24, weekend=(1,) * 24)
# So many days after the report, each as likely: six weeks in the mean.
FIRST_AFTER, LAST_AFTER = 38, 46

# Victims in hundredths, in the order of `OFFENCES`; of how many one is asked, so that each offence
# has enough answers; and of a hundred of them so many of each ethnicity. Assumed.
VICTIMS_OF = (22, 34, 40, 4)
ONE_IN = (6, 10, 10, 1)
ETHNICITIES_OF = ((68, 19, 7, 6), (66, 23, 6, 5), (66, 17, 11, 6), (30, 40, 20, 10))

# By ethnicity and age, in thousandths. Assumed, as are the levels of first contact, actions and
# treatment; overall 82 and follow-up 68 per cent.
_BY_ETHNICITY, _BY_AGE = (10, -20, -40, -30), (-70, -40, -10, 5, 25, 45)


def _aspect(name: str, favourable: int) -> Question:
    return Question(
        name=name,
        scale=SATISFIED,
        favourable=favourable,
        by_ethnicity=_BY_ETHNICITY,
        by_age=_BY_AGE,
    )


ASPECTS = (
    _aspect("first_contact", 880),
    _aspect("actions_taken", 750),
    _aspect("follow_up", 680),
    _aspect("treatment", 890),
    _aspect("overall", 820),
)
FOLLOW_UP = ASPECTS[2]
DONT_KNOW, REFUSED = 25, 8

_ASKED = np.array([30 // one for one in ONE_IN], dtype=np.int64)  # in thirtieths
_CHANCES = 64
_NUMBERS = 100  # of a day's reports


def level(plants: SurveyPlants, aspect: Question, offence: str) -> int:
    """Return how many of a thousand victims of an offence are satisfied, but for what changes.

    Over all offences they are as many as the aspect says, to within one.
    """
    gap = plants.offence_gap
    of = dict(zip(OFFENCES, VICTIMS_OF, strict=True))
    others = aspect.favourable - gap.points * 10 * of[str(gap.offence)] // sum(VICTIMS_OF)
    return others + gap.points * 10 * (offence == gap.offence)


def victim_survey(seed: int, days: DayNumbers, known_on: int | None = None) -> dict[str, Column]:
    """Return the interviews with victims who reported on some days, in the order of reports.

    Args:
        seed: Another seed, other victims, another unit and offence with something planted.
        days: Days since 1970, each once, the earliest first.
        known_on: The day the survey is read, at its end: who is interviewed later is not in it.
            Everyone, in the end, if None.
    """
    reported = days[days >= number_of(SINCE)]
    those = happened(
        seed,
        "victim survey",
        reported,
        rates(reported, LEVELS, SEASON),
        SEASON,
        chances=_CHANCES,
    )
    unit = where(those).unit
    offence, cell = _who(those.draws("who"))
    after = FIRST_AFTER + draws.below(those.draws("after"), LAST_AFTER - FIRST_AFTER + 1)
    interviewed = those.day + after
    held = np.flatnonzero(
        np.ones(len(those), np.bool_) if known_on is None else interviewed <= known_on
    )
    design = np.array(ONE_IN, dtype=np.int64)[offence] * 1000
    nonresponse = respondents.nonresponse_weight(cell)
    plants = survey_plants(seed)
    answers: dict[str, Column] = {}
    for aspect in ASPECTS:
        given = answered(
            aspect,
            _chances(plants, aspect, offence, cell, unit.astype(np.int64), those.day),
            those.draws,
            dont_know=DONT_KNOW,
            refused=REFUSED,
        )
        answers[aspect.name] = Coded(given.codes[held], given.words)
    genders = tuple(word for word, _ in respondents.GENDERS)
    disability = respondents.disability(those.draws("disability"), cell)
    return {
        "interview": Numbered("K", (those.day * _NUMBERS + those.number)[held], 8),
        "reported": Days(those.day[held]),
        "interviewed": Days(interviewed[held]),
        "offence_group": Coded(offence[held], OFFENCES),
        "lpu": Coded(unit[held], tuple(one.name for one in UNITS)),
        "age_band": respondents.age_of(cell[held]),
        "gender": Coded(respondents.gender(those.draws("gender"))[held], genders),
        "ethnicity": respondents.ethnicity_of(cell[held]),
        "disability": Coded(disability.codes[held], disability.words),
        **answers,
        "design_weight": Millionths(design[held] * 1000),
        "nonresponse_weight": Millionths(nonresponse[held] * 1000),
        "weight": Millionths((design * nonresponse // 1000)[held] * 1000),
    }


def _victims() -> Whole:
    """Return victims by offence and cell, in millionths, shape (offences, cells)."""
    cells = np.stack([respondents.people(one) for one in ETHNICITIES_OF])
    return np.array(VICTIMS_OF, dtype=np.int64)[:, np.newaxis] * cells


def _who(drawn: draws.Draws) -> tuple[Whole, Whole]:
    """Return the offence and the cell of each victim who answers."""
    answering = _victims() * _ASKED[:, np.newaxis] * respondents.answer_percent()
    who = draws.chosen(drawn, answering.ravel())
    return who // respondents.CELLS, who % respondents.CELLS


def _chances(
    plants: SurveyPlants, aspect: Question, offence: Whole, cell: Whole, unit: Whole, day: Whole
) -> Whole:
    by_cell = respondents.of_cells(aspect.by_ethnicity, aspect.by_age)
    by_offence = np.stack([centred(by_cell, people) for people in _victims()])
    levels = np.array([level(plants, aspect, name) for name in OFFENCES], dtype=np.int64)
    found: Whole = levels[offence] * 1000 + by_offence[offence, cell]
    change = plants.follow_up
    if aspect is FOLLOW_UP:
        place = [one.code for one in UNITS].index(str(change.unit))
        since = (unit == place) & (day >= number_of(change.start))
        found = found + since * change.points * 10_000
    return found
