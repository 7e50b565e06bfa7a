"""How often every rule set is wrong, and how soon it sees a shift: simulated, truth known.

    python -m bench.false_alarms

Stable monthly counts, and counts whose level shifts by a fifth after five years. Prints the
table of docs/reference/spc/false-alarms.md.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from bench.evidence import counts
from copperplate.spc import RULE_SETS, ControlCharts, control_charts

SERIES = 20_000
LEVEL, SHIFT = 50.0, 0.2
SHORT, LONG, AFTER = 60, 120, 12
WORLDS = {"Poisson": 1.0, "variance 2.5 times the mean": 2.5}


@dataclass(frozen=True)
class Rates:
    """Percentages of series.

    Attributes:
        in_five_years: With a sign anywhere in 60 stable months.
        in_ten_years: The same of 120.
        latest: With a sign at the newest of 60 stable months.
        found: With a sign within 12 months of a rise by a fifth, on its side.
    """

    in_five_years: float
    in_ten_years: float
    latest: float
    found: float


def signs(charts: ControlCharts) -> np.ndarray:
    """Return where any sign is up; of a rule set that finds steps, where it called one too."""
    up = np.zeros(charts.values.shape, dtype=np.bool_)
    for name in type(charts.hits).__slots__:
        up |= getattr(charts.hits, name) != 0
    up[charts.steps.series, charts.steps.called] = True
    return up


def rates(rules: str, ratio: float, series: int = SERIES) -> Rates:
    """Return how often a rule set is wrong and right in one world."""
    chance = np.random.default_rng(21)
    stable = counts(chance, np.full((series, LONG), LEVEL), ratio)
    short = signs(control_charts(stable[:, :SHORT], rules=rules))
    shifted = counts(
        chance,
        np.where(np.arange(SHORT + AFTER) >= SHORT, LEVEL * (1 + SHIFT), LEVEL)
        * np.ones((series, 1)),
        ratio,
    )
    charts = control_charts(shifted, rules=rules)
    up = (charts.hits.beyond > 0) | (charts.hits.run > 0) | (charts.hits.two_of_three > 0)
    up |= (charts.hits.four_of_five > 0) | (charts.hits.rising > 0)
    rises = charts.steps.side > 0
    up[charts.steps.series[rises], charts.steps.called[rises]] = True
    return Rates(
        in_five_years=100 * float(short.any(axis=1).mean()),
        in_ten_years=100 * float(signs(control_charts(stable, rules=rules)).any(axis=1).mean()),
        latest=100 * float(short[:, -1].mean()),
        found=100 * float(up[:, SHORT:].any(axis=1).mean()),
    )


def main() -> None:
    """Print the table."""
    write = sys.stdout.write
    write("| rule set | world | 5 years | 10 years | newest month | a rise by a fifth |\n")
    write("|---|---|---|---|---|---|\n")
    for rules in sorted(RULE_SETS):
        for world, ratio in WORLDS.items():
            found = rates(rules, ratio)
            write(
                f"| `{rules}` | {world} | {found.in_five_years:.0f} % | "
                f"{found.in_ten_years:.0f} % | {found.latest:.1f} % | {found.found:.0f} % |\n"
            )


if __name__ == "__main__":
    main()
