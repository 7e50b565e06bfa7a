"""How often a next count lies outside its limits though nothing changed, counted from the truth.

    python -m bench.small_counts

Limits are made from 36 simulated counts, among 30 series alike; the chance that the next
count passes them is worked out from the distribution the counts were drawn from, not
counted in more draws. Prints the tables of docs/reference/spc/small-counts.md.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from math import exp

import numpy as np

from bench.evidence import counts
from copperplate.spc import control_charts

NOMINAL = 0.00135
POINTS, SIBLINGS, PACKS = 36, 30, 400
MEANS = (0.3, 1, 3, 10, 30, 100)
RATIOS = (1.0, 1.5, 2.5, 5.0)
CHARTS = {"exact": "exact", "xmr": "XmR", "c": "C", "c-prime": "C′"}
# No range is left out of limits here; programs that leave large ones out have narrower limits.
RULES = "western-electric"


@dataclass(frozen=True)
class Rates:
    """Of one chart, over all series.

    Attributes:
        above: How often a next count lies above the upper limit.
        below: How often one lies below the lower.
        has_lower: Share of series with a lower limit that a count can lie below.
    """

    above: float
    below: float
    has_lower: float


def chances(mean: float, ratio: float) -> np.ndarray:
    """Return the true chance of each count from 0, as far as it matters."""
    size = mean / (ratio - 1) if ratio > 1 else 0.0
    chance = ratio ** (-size) if ratio > 1 else exp(-mean)
    found = []
    for count in range(int(mean + 14 * (mean * ratio) ** 0.5 + 60 * ratio)):
        found.append(chance)
        grow = (count + size) * (1 - 1 / ratio) if ratio > 1 else mean
        chance *= grow / (count + 1)
    return np.array(found)


def attainable(mean: float, ratio: float) -> float:
    """Return the largest chance of more than some count that is not above the nominal one."""
    above = 1 - np.cumsum(chances(mean, ratio))
    return float(above[above <= NOMINAL].max())


def rates(mean: float, ratio: float, packs: int = PACKS) -> dict[str, Rates]:
    """Return how often each chart is wrong about the next count of one world."""
    chance = np.random.default_rng(5)
    level = np.full((SIBLINGS, POINTS), float(mean))
    drawn = [counts(chance, level, ratio) for _ in range(packs)]
    true = chances(mean, ratio)
    return {chart: _of_chart(chart, drawn, true) for chart in CHARTS}


def _of_chart(chart: str, packs: list[np.ndarray], true: np.ndarray) -> Rates:
    limits = [control_charts(pack, rules=RULES, chart=chart).drawn for pack in packs]
    upper = np.concatenate([one.upper[:, 0] for one in limits])
    lower = np.concatenate([one.lower[:, 0] for one in limits])
    # Of a limit that is not there, as of one of nothing, no count lies on the far side.
    reached = np.append(np.cumsum(true), 1.0)
    most = np.nan_to_num(np.floor(upper), nan=len(true)).astype(np.int64)
    above = 1 - reached[np.minimum(most, len(true))]
    least = np.ceil(np.nan_to_num(lower, nan=0.0)).astype(np.int64)
    below = np.where(least > 0, reached[np.maximum(least, 1) - 1], 0.0)
    return Rates(float(above.mean()), float(below.mean()), float((least > 0).mean()))


def percent(rate: float) -> str:
    """Return a rate to two digits, per cent."""
    return f"{float(f'{100 * rate:.2g}'):g} %"


def main() -> int:
    """Print one table of upper limits and one of lower."""
    names = list(CHARTS.values())
    found = {(ratio, mean): rates(mean, ratio) for ratio in RATIOS for mean in MEANS}
    print(f"| variance over mean | mean | attainable | {' | '.join(names)} |")
    print("|---|---|---|" + "---|" * len(names))
    for (ratio, mean), charts in found.items():
        above = [percent(charts[chart].above) for chart in CHARTS]
        best = percent(attainable(mean, ratio))
        print(f"| {ratio:g} | {mean:g} | {best} | {' | '.join(above)} |")
    print(f"\n| variance over mean | mean | {' | '.join(names)} |")
    print("|---|---|" + "---|" * len(names))
    for (ratio, mean), charts in found.items():
        below = [
            percent(charts[chart].below) if charts[chart].has_lower else "none" for chart in CHARTS
        ]
        print(f"| {ratio:g} | {mean:g} | {' | '.join(below)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
