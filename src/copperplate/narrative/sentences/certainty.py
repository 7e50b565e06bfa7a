"""How sure signs of change are: how many would be seen if nothing had changed."""

from __future__ import annotations

from collections.abc import Sequence

from copperplate.narrative.runs import Runs, Stress, Text
from copperplate.narrative.wording import number_word
from copperplate.spc.false_alarms import expected_steps


def certainty(lengths: Sequence[int]) -> Runs:
    """Return how many possible steps chance alone would make on charts of these lengths.

    Nothing where no chart is long enough to show one.
    """
    expected = expected_steps(lengths)
    if not expected:
        return ()
    said = _of_one() if len(lengths) == 1 else _of_many(len(lengths), expected)
    return (Text("How sure: ", Stress.STRONG), Text(said))


def _of_one() -> str:
    return (
        "this paper reads one control chart. Even if nothing had changed in the world, such a "
        "chart shows a possible step change now and then; an office decides whether it is real."
    )


def _of_many(charts: int, expected: float) -> str:
    by_chance = "fewer than one" if expected < 1 else f"about {number_word(round(expected))}"
    return (
        f"this paper reads {number_word(charts)} control charts. If nothing had changed in the "
        f"world, {by_chance} of them would be expected to show a possible step change all the "
        "same; an office decides which are real."
    )
