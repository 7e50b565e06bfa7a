"""How sure signs of change are: how many would be seen if nothing had changed."""

from __future__ import annotations

from collections.abc import Sequence

from copperplate.narrative.runs import Runs, Stress, Text
from copperplate.narrative.wording import number_word
from copperplate.spc.false_alarms import expected_steps


def certainty(lengths: Sequence[int]) -> Runs:
    """Return how many possible steps chance alone would make on charts of these lengths.

    Nothing where there is no chart.
    """
    if not lengths:
        return ()
    expected = expected_steps(lengths)
    charts = f"{number_word(len(lengths))} control chart{'s' * (len(lengths) > 1)}"
    by_chance = "fewer than one" if expected < 1 else f"about {number_word(round(expected))}"
    return (
        Text("How sure: ", Stress.STRONG),
        Text(
            f"this paper reads {charts}. If nothing had changed in the world, {by_chance} of them "
            "would be expected to show a possible step change all the same; an office decides "
            "which are real."
        ),
    )
