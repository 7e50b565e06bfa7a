"""How often evidence of a change is wrong, and how often it finds one: simulated, truth known.

    python -m bench.evidence

Stable series of 120 counts; and series whose level shifts by a fifth, up or down, somewhere
from the 37th to the 84th. Beside it the rule set `sfn`, whose steps need no evidence.
"""

from __future__ import annotations

import sys

import numpy as np

from copperplate.spc import control_charts
from copperplate.spc.evidence import Grade, evidence_of

SERIES, POINTS = 20_000, 120
MEANS = (20, 60, 200)
SHIFT, FIRST, LAST = 0.2, 36, 84
NEAR = 6
WORLDS = {"Poisson": 1.0, "variance 2.5 times the mean": 2.5}


def counts(chance: np.random.Generator, level: np.ndarray, ratio: float) -> np.ndarray:
    """Return counts around levels; negative binomial where they vary more than Poisson."""
    if ratio > 1:
        level = chance.gamma(level / (ratio - 1), ratio - 1)
    return chance.poisson(level).astype(np.float64)


def world(mean: float, ratio: float, *, shifted: bool) -> tuple[float, float, float]:
    """Return the shares of series with a strong change, one near the truth, and an `sfn` step."""
    chance = np.random.default_rng(int(mean * 10 + ratio * 2 + shifted))
    level = np.full((SERIES, POINTS), float(mean))
    at = chance.integers(FIRST, LAST, SERIES)
    if shifted:
        sign = chance.choice([-1, 1], SERIES)
        after = np.arange(POINTS) >= at[:, None]
        level *= np.where(after, 1 + SHIFT * sign[:, None], 1.0)
    values = counts(chance, level, ratio)
    found = evidence_of(values)
    strong = found.grade == Grade.STRONG
    supported = np.zeros(SERIES, dtype=np.bool_)
    supported[found.series[strong]] = True
    near = np.zeros(SERIES, dtype=np.bool_)
    close = strong & (np.abs(found.at - at[found.series]) <= NEAR)
    near[found.series[close]] = True
    steps = control_charts(values).possible_steps.any(axis=1)
    return float(supported.mean()), float(near.mean()), float(steps.mean())


def main() -> None:
    """Print the table."""
    write = sys.stdout.write
    write(f"{'world':<32}{'mean':>5}{'strong':>9}{f'within {NEAR}':>10}{'sfn step':>10}\n")
    for shifted in (False, True):
        for name, ratio in WORLDS.items():
            rows = []
            for mean in MEANS:
                rows.append(world(mean, ratio, shifted=shifted))
                told = f"{'a fifth' if shifted else 'stable'}, {name}"
                _row(told, str(mean), rows[-1], shifted=shifted)
            means = [float(np.mean(column)) for column in zip(*rows, strict=True)]
            _row("", "all", (means[0], means[1], means[2]), shifted=shifted)


def _row(name: str, mean: str, shares: tuple[float, float, float], *, shifted: bool) -> None:
    near = f"{shares[1]:>9.1%}" if shifted else " " * 9
    sys.stdout.write(f"{name:<32}{mean:>5}{shares[0]:>9.1%} {near}{shares[2]:>10.1%}\n")


if __name__ == "__main__":
    main()
