"""Count how often stable days lie beyond their limits, and how many high ones are found.

    python -m bench.high_days

Counts of four years drawn here, with a week in them: Poisson, and negative binomial.
"""

from __future__ import annotations

import sys

import numpy as np

from copperplate.spc import high_days

SERIES, SEED = 60, 1
WORLDS = ((0.3, 1.0), (2.0, 1.0), (20.0, 1.0), (20.0, 1.6), (150.0, 2.0), (400.0, 4.0))
TIMES = (1.5, 2.0)
WEEK = np.array([0.9, 0.9, 0.95, 1.0, 1.1, 1.25, 0.9])
DAYS = np.arange("2010-04-01", "2014-04-01", dtype="datetime64[D]")
PLANTED = np.arange(800, 1400, 61)
_MONDAY = np.datetime64("1970-01-05")


def drawn(numbers: np.random.Generator, expected: np.ndarray, ratio: float) -> np.ndarray:
    """Return counts of some expectations, and of a variance over them."""
    if ratio == 1:
        return numbers.poisson(expected).astype(float)
    return numbers.negative_binomial(expected / (ratio - 1), 1 / ratio).astype(float)


def row(mean: float, ratio: float) -> str:
    """Return one world as a row of the page's table."""
    numbers = np.random.default_rng(SEED)
    expected = np.tile(mean * WEEK[(DAYS - _MONDAY).astype(int) % 7], (SERIES, 1))
    counts = drawn(numbers, expected, ratio)
    found = high_days(counts, DAYS)
    years = found.judged.sum() / 365.25
    cells = [f"{mean:g}", f"{ratio:g}"]
    for seen, said in (
        ((found.side > 0).sum(), found.expected_high),
        ((found.side < 0).sum(), found.expected_low),
    ):
        cells += [f"{seen / years:.2f}", f"{said / years:.2f}"]
    for times in TIMES:
        planted = counts.copy()
        planted[:, PLANTED] = drawn(numbers, times * expected, ratio)[:, PLANTED]
        share = (high_days(planted, DAYS).side[:, PLANTED] > 0).mean()
        cells.append(f"{100 * share:.0f} %")
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    """Print the table of docs/reference/spc/high-days.md."""
    for mean, ratio in WORLDS:
        sys.stdout.write(row(mean, ratio))


if __name__ == "__main__":
    main()
