"""Questions of a survey, and answers to them: a scale, and apart from it don't know and refused.

Knows which answers are favourable; not who is asked, nor what is planted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copperplate.engines.columns import Coded, Integers
from copperplate.synthetic import draws
from copperplate.synthetic.draws import Draws, Whole

AGREE = (
    *("Strongly agree", "Tend to agree", "Neither agree nor disagree"),
    *("Tend to disagree", "Strongly disagree"),
)
SATISFIED = (
    *("Very satisfied", "Fairly satisfied", "Neither satisfied nor dissatisfied"),
    *("Fairly dissatisfied", "Very dissatisfied"),
)
SAFE = ("Very safe", "Fairly safe", "Neither safe nor unsafe", "A bit unsafe", "Very unsafe")
DONT_KNOW, REFUSED = "Don't know", "Refused"
FAVOURABLE = 2
"""The first so many answers of every scale are favourable."""
# How the favourable answers, and the others, lie on their part of a scale. Assumed.
_FAVOURABLE, _OTHERS = (35, 65), (50, 32, 18)
# Answers are drawn with chances in millionths; questions say theirs in thousandths.
MILLION = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question.

    Attributes:
        name: Its column.
        scale: Its answers, the best first; the first `FAVOURABLE` are favourable.
        favourable: Of a thousand people who answer, so many do so favourably.
        by_ethnicity: Of a thousand of each ethnicity, so many more, in the order of `ETHNICITIES`.
        by_age: The same of ages, in the order of `AGE_BANDS`. Only differences between
            ethnicities and between ages count: the whole stays at `favourable`.
        women: Of a thousand women, so many more than of men.
    """

    name: str
    scale: tuple[str, ...]
    favourable: int
    by_ethnicity: tuple[int, ...]
    by_age: tuple[int, ...]
    women: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        """All that may stand in its column."""
        return (*self.scale, DONT_KNOW, REFUSED)


def centred(more: Whole, people: Whole) -> Whole:
    """Return differences in thousandths as millionths of which the mean of some people is none.

    Args:
        more: Of each kind of people, shape (n,).
        people: How many there are of each, shape (n,).
    """
    found: Whole = more * 1000 - int((more * people).sum()) * 1000 // int(people.sum())
    return found


def answered(
    question: Question,
    chances: Whole,
    drawn: Callable[[str], Draws],
    *,
    dont_know: int,
    refused: int,
) -> Coded:
    """Return answers.

    Args:
        question: What is asked.
        chances: How likely each who answers does so favourably, in millionths, shape (n,).
        drawn: A purpose to the draws of each, shape (n,).
        dont_know: Of a thousand asked, so many do not know, whoever they are.
        refused: Of a thousand asked, so many refuse to say.
    """
    favourable = draws.below(drawn(f"{question.name}, favourable"), MILLION) < chances
    grade = drawn(f"{question.name}, grade")
    on_scale = np.where(
        favourable, draws.chosen(grade, _FAVOURABLE), FAVOURABLE + draws.chosen(grade, _OTHERS)
    )
    said = draws.chosen(
        drawn(f"{question.name}, said"), (1000 - dont_know - refused, dont_know, refused)
    )
    places = len(question.scale)
    return Coded(np.where(said == 0, on_scale, places - 1 + said).astype(np.uint8), question.words)


def on_scale(codes: Integers) -> NDArray[np.bool_]:
    """Return which gave an answer on a scale: not those who do not know or refuse."""
    return codes < len(AGREE)
