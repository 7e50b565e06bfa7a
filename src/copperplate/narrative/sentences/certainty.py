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
        "a step change is possible until an office confirms it. Even where nothing changes, a "
        "control chart shows a possible one now and then."
    )


def _of_many(charts: int, expected: float) -> str:
    by_chance = "fewer than one" if expected < 1 else f"about {number_word(round(expected))}"
    return (
        "a step change is possible until an office confirms it. Had nothing changed, "
        f"{by_chance} of {number_word(charts)} charts as long as these would show a possible one "
        "by chance."
    )
