"""Which chart type fits numbers, by a stated rule, and why: what `chart="auto"` does.

Looks at the numbers and their denominators alone; knows no rule of signs and makes no lines.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copperplate.spc.constants import SHARE_OF_A_PROPORTION, SMALL_COUNT
from copperplate.spc.given import Given
from copperplate.spc.rule_sets import RuleSet, Stepping


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A chart type.

    Attributes:
        chart: Its name.
        reason: Why this one, in a sentence; it holds no value of a series.
    """

    chart: str
    reason: str


def chart_for(given: Given, rules: RuleSet) -> Choice:
    """Return the chart type for series that are charted together: one for all of them.

    Provisional and excluded points are looked at like any other.

    Args:
        given: The values, and what they are over.
        rules: The rule set they will be judged by.
    """
    if rules.stepping is Stepping.SFN:
        return Choice(chart="xmr", reason=f"{rules.name} finds its own processes on XmR charts.")
    values, over = given.values, given.denominators
    known = ~np.isnan(values)
    if not known.any():
        return Choice(chart="xmr", reason="There is no value to choose by.")
    counts = bool((values[known] >= 0).all() and (values[known] % 1 == 0).all())
    stable = rules.stepping is Stepping.STABLE
    if stable and (over is None or not counts):
        return Choice(chart="xmr", reason=f"{rules.name} takes XmR of all but proportions.")
    if not counts:
        if over is None:
            return Choice(chart="xmr", reason="The values are not all counts.")
        return Choice(
            chart="i-prime", reason="The values are over denominators and are not all counts."
        )
    if over is not None and given.expected is None and _proportions(values, over):
        return Choice(
            chart="p-prime",
            reason="No count is above its denominator, and together they are at least "
            f"{SHARE_OF_A_PROPORTION:.0%} of them: proportions.",
        )
    if stable:
        return Choice(chart="xmr", reason=f"{rules.name} takes XmR of all but proportions.")
    held = known.any(axis=1)
    means = np.where(known, values, 0.0).sum(axis=1)[held] / known.sum(axis=1)[held]
    if means.min() < SMALL_COUNT:
        return Choice(
            chart="exact",
            reason=f"A series counts fewer than {SMALL_COUNT} a period on average: three sigmas "
            "do not fit counts so small.",
        )
    if over is not None:
        return Choice(chart="u-prime", reason="The values are counts over denominators.")
    return Choice(
        chart="xmr", reason=f"Every series counts at least {SMALL_COUNT} a period on average."
    )


def _proportions(counts: np.ndarray, over: np.ndarray) -> bool:
    known = ~np.isnan(counts)
    counted, of = np.where(known, counts, 0.0), np.where(known, np.nan_to_num(over), 0.0)
    within = bool((counted <= of).all())
    return within and bool(counted.sum() >= SHARE_OF_A_PROPORTION * of.sum())
