"""What is planted in the surveys of the synthetic force: which shares differ, where, since when.

Declarations, and the shares that answers are expected to give by them. The surveys draw by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from copperplate.synthetic import draws
from copperplate.synthetic.places import UNITS

WAVES, VICTIMS = "wave_survey", "victim_survey"
"""The two surveys, as extracts name them."""
FIRST_WAVE = date(2008, 6, 1)
CONTRACTOR_CHANGE = date(2012, 6, 1)
"""First day of the first wave of the second contractor."""
OFFENCES = ("burglary", "vehicle", "violence", "hate")


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """A share of answers changes, from a day on, all at once or by equal steps; it lasts.

    Attributes:
        kind: ``rise``, ``step``, or ``contractor`` where only who asks has changed.
        question: Column of the survey.
        answer: ``favourable``, of those who answer; ``don't know``, of all.
        unit: Code of the one unit; None where it is all of them.
        start: First day of the wave, or of the reports, that first shows some of it.
        steps: In so many waves, one after the other, it is all there.
        points: In the end, in percentage points.
        real: Whether what people think has changed.
    """

    id: str
    kind: str
    survey: str
    question: str
    answer: str = "favourable"
    unit: str | None = None
    start: date
    steps: int = 1
    points: int
    real: bool
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """A unit, or victims of an offence, always lie apart from the rest.

    Attributes:
        questions: Columns of the survey.
        unit: Code of the unit, or None.
        offence: One of `OFFENCES`, or None.
        points: Beside the rest, in percentage points.
    """

    id: str
    survey: str
    questions: tuple[str, ...]
    unit: str | None = None
    offence: str | None = None
    start: date
    points: int
    real: bool = True
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SurveyPlants:
    """All that is planted in the surveys."""

    confidence_rise: Shift
    confidence_gap: Gap
    contractor: tuple[Shift, ...]
    follow_up: Shift
    offence_gap: Gap

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """Everything that changes."""
        return (self.confidence_rise, *self.contractor, self.follow_up)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Everything that lies apart."""
        return (self.confidence_gap, self.offence_gap)


QUESTIONS = ("confidence", "safe_after_dark", "visibility", "treated_fairly")
"""What the wave survey asks."""
ASPECTS = ("first_contact", "actions_taken", "follow_up", "treatment", "overall")
"""What the victim survey asks."""
CONTRACTOR_POINTS = 3
DONT_KNOW_BEFORE, DONT_KNOW_SINCE, REFUSED = 50, 20, 12
"""Of a thousand asked in the wave survey, so many do not know, before and since the second
contractor, and so many refuse."""

_WHY = (
    "Another contractor's interviewers: what people say is more favourable; what they think is not."
)


def survey_plants(seed: int) -> SurveyPlants:
    """Return what is planted in the surveys of a seed's force: another seed, other units."""
    order = draws.shuffled(draws.stream(seed, "survey roles"), len(UNITS))
    role = [UNITS[place].code for place in order]
    key = draws.stream(seed, "survey offence")
    offence = OFFENCES[int(draws.below(draws.numbers(key, 1), len(OFFENCES))[0])]
    return SurveyPlants(
        confidence_rise=Shift(
            id="confidence-rise",
            kind="rise",
            survey=WAVES,
            question="confidence",
            unit=role[0],
            start=date(2010, 6, 1),
            steps=4,
            points=4,
            real=True,
            why="Officers who stay in one neighbourhood: a point more in each of four waves.",
        ),
        confidence_gap=Gap(
            id="low-confidence",
            survey=WAVES,
            questions=("confidence",),
            unit=role[1],
            start=FIRST_WAVE,
            points=-8,
            why="A unit that never trusted the police as the others do.",
        ),
        contractor=(
            *(
                Shift(
                    id=f"contractor-{question.replace('_', '-')}",
                    question=question,
                    points=CONTRACTOR_POINTS,
                    real=False,
                    why=_WHY,
                    survey=WAVES,
                    kind="contractor",
                    start=CONTRACTOR_CHANGE,
                )
                for question in QUESTIONS
            ),
            *(
                Shift(
                    id=f"contractor-{question.replace('_', '-')}-dont-know",
                    question=question,
                    answer="don't know",
                    points=(DONT_KNOW_SINCE - DONT_KNOW_BEFORE) // 10,
                    real=False,
                    why="Another contractor's interviewers are less content with don't know.",
                    survey=WAVES,
                    kind="contractor",
                    start=CONTRACTOR_CHANGE,
                )
                for question in QUESTIONS
            ),
        ),
        follow_up=Shift(
            id="follow-up",
            kind="step",
            survey=VICTIMS,
            question="follow_up",
            unit=role[2],
            start=date(2012, 10, 1),
            points=6,
            real=True,
            why="A unit rings every victim within ten days of the report.",
        ),
        offence_gap=Gap(
            id="less-satisfied-victims",
            survey=VICTIMS,
            questions=ASPECTS,
            offence=offence,
            start=date(2008, 4, 1),
            points=-10,
            why="Victims of one offence are less satisfied with everything, in every unit.",
        ),
    )
