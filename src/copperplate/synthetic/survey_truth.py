"""The truth about the surveys of a synthetic force: what is planted, and what weights should find.

Shares are those that weighted answers give in the mean over all samples. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from copperplate.synthetic import victim_survey, wave_survey
from copperplate.synthetic.answers import Question
from copperplate.synthetic.days import number_of
from copperplate.synthetic.places import FORCE_CODE, UNITS
from copperplate.synthetic.residents import adults
from copperplate.synthetic.survey_plants import (
    DONT_KNOW_BEFORE,
    DONT_KNOW_SINCE,
    FIRST_WAVE,
    WAVES,
    Gap,
    Shift,
    SurveyPlants,
    survey_plants,
)
from copperplate.synthetic.wave_survey import CONFIDENCE, true_confidence
from copperplate.synthetic.waves import Wave, waves

_IN_WAVES = {question.name: question for question in wave_survey.QUESTIONS}
_OF_VICTIMS = {aspect.name: aspect for aspect in victim_survey.ASPECTS}


def surveys_of(seed: int, last: date) -> dict[str, Any]:
    """Return what is planted in the surveys, and the confidence of each unit and wave.

    ``planted`` holds for each plant its id, kind, survey, question and answer, where (a unit, or
    the force; victims of an offence, or of all), from which day and over how many waves, its
    points, whether it is real and how many points of it are, and the expected share in per cent
    before it and once all of it is there. What lies apart from the rest does not change: the share
    of its first day stands in both, that of the rest beside it. ``confidence`` holds what is true
    and what weighted answers are expected to give, in per cent.

    Args:
        seed: Of the force.
        last: Waves that end by this day are told.
    """
    plants = survey_plants(seed)
    told = list(waves(np.arange(number_of(FIRST_WAVE), number_of(last) + 1)))
    apart = {one.unit for one in plants.shifts} | {one.unit for one in plants.gaps}
    return {
        "planted": [
            *(_shift(plants, one) for one in plants.shifts),
            *(entry for one in plants.gaps for entry in _gap(plants, one)),
        ],
        "confidence": [row for wave in told for row in _confidence(plants, wave)],
        "noise": [unit.code for unit in UNITS if unit.code not in apart],
    }


def force_share(plants: SurveyPlants, question: Question, wave: Wave) -> Fraction:
    """Return the per cent of the force's weighted answers expected to be favourable."""
    of_units = [wave_survey.expected(plants, question, wave, unit.code) for unit in UNITS]
    return _weighted(of_units, wave)


def _weighted(per_mille: list[int], wave: Wave) -> Fraction:
    people = adults(wave.start.year)
    whole = sum(share * held for share, held in zip(per_mille, people, strict=True))
    return Fraction(whole, 10 * sum(people))


def _confidence(plants: SurveyPlants, wave: Wave) -> Iterator[dict[str, Any]]:
    true = [true_confidence(plants, wave, unit.code) for unit in UNITS]
    found = [wave_survey.expected(plants, CONFIDENCE, wave, unit.code) for unit in UNITS]
    rows = zip([unit.code for unit in UNITS], true, found, strict=True)
    yield {
        "wave": wave.period,
        "area": FORCE_CODE,
        "true": _said(_weighted(true, wave)),
        "expected": _said(_weighted(found, wave)),
    }
    for code, think, say in rows:
        yield {"wave": wave.period, "area": code, "true": think / 10, "expected": say / 10}


def _shift(plants: SurveyPlants, one: Shift) -> dict[str, Any]:
    before, after = _before_and_after(plants, one)
    return _told(
        one.id,
        one.kind,
        one.survey,
        one.question,
        answer=one.answer,
        where=one.unit,
        offence=None,
        start=one.start,
        waves=one.steps if one.survey == WAVES else None,
        points=one.points,
        real=one.real,
        before=before,
        after=after,
        rest=None,
        why=one.why,
    )


def _gap(plants: SurveyPlants, one: Gap) -> Iterator[dict[str, Any]]:
    for question in one.questions:
        share, rest = _share_and_rest(plants, one, question)
        yield _told(
            one.id if len(one.questions) == 1 else f"{one.id}-{question.replace('_', '-')}",
            "gap",
            one.survey,
            question,
            answer="favourable",
            where=one.unit,
            offence=one.offence,
            start=one.start,
            waves=None,
            points=one.points,
            real=one.real,
            before=share,
            after=share,
            rest=rest,
            why=one.why,
        )


def _told(
    id_: str, kind: str, survey: str, question: str, *, where: str | None, start: date, **rest: Any
) -> dict[str, Any]:
    return {
        "id": id_,
        "kind": kind,
        "survey": survey,
        "question": question,
        "where": where or FORCE_CODE,
        "from": start.isoformat(),
        **rest,
        "real_points": rest["points"] if rest["real"] else 0,
    }


def _before_and_after(plants: SurveyPlants, one: Shift) -> tuple[float, float]:
    if one.survey != WAVES:
        share = _OF_VICTIMS[one.question].favourable
        return share / 10, share / 10 + one.points
    if one.answer != "favourable":
        return DONT_KNOW_BEFORE / 10, DONT_KNOW_SINCE / 10
    found = []
    for wave in _around(one):
        question = _IN_WAVES[one.question]
        if one.unit is None:
            found.append(_said(force_share(plants, question, wave)))
        else:
            found.append(wave_survey.expected(plants, question, wave, one.unit) / 10)
    return found[0], found[1]


def _around(one: Shift) -> tuple[Wave, Wave]:
    """Return the wave before a change, and the first that shows all of it."""
    wave = before = Wave(FIRST_WAVE)
    while wave.start < one.start:
        before, wave = wave, wave.after
    for _ in range(one.steps - 1):
        wave = wave.after
    return before, wave


def _share_and_rest(plants: SurveyPlants, one: Gap, question: str) -> tuple[float, float]:
    if one.survey != WAVES:
        aspect, offence = _OF_VICTIMS[question], str(one.offence)
        share = victim_survey.level(plants, aspect, offence)
        return share / 10, (share - one.points * 10) / 10
    wave, unit = Wave(FIRST_WAVE), str(one.unit)
    share = wave_survey.expected(plants, _IN_WAVES[question], wave, unit)
    return share / 10, (share - one.points * 10) / 10


def _said(share: Fraction) -> float:
    return float(round(share, 2))
