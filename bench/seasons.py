"""How often a season is taken for news: simulated, truth known.

    python -m bench.seasons

Packs of fifty areas share a year that swings by a fifth to each side. Printed: how many of
their newest months carry a sign of `making-data-count`, counted and against what the season
lets one expect, beside series without a season.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.evidence import counts
from bench.false_alarms import signs
from copperplate.seasons import months_of, seasons_of
from copperplate.spc import control_charts

PACKS, AREAS = 400, 50
MEANS = (20.0, 60.0, 200.0)
SWING = 0.2
YEARS = (3, 5, 10)
WORLDS = {"Poisson": 1.0, "variance 2.5 times the mean": 2.5}
PROMISE = 20.0
"""By how many per cent of the stable rate a season may move it."""


@dataclass(frozen=True)
class Newest:
    """Percentages of series whose newest month carries a sign.

    Attributes:
        stable: Of series without a season.
        counted: Of counts with a season.
        adjusted: Of the same against what was expected of each month.
    """

    stable: float
    counted: float
    adjusted: float

    @property
    def off(self) -> float:
        """By how many per cent the adjusted rate lies off the stable one."""
        return 100 * (self.adjusted / self.stable - 1)


def newest(years: int, ratio: float, packs: int = PACKS, seed: int = 31) -> Newest:
    """Return how often newest months carry a sign in one world."""
    parts = [_of_a_pack(*pack) for pack in _packs(years, ratio, packs, seed)]
    stable, counted, adjusted = 100 * np.mean(parts, axis=0)
    return Newest(stable=float(stable), counted=float(counted), adjusted=float(adjusted))


def _packs(
    years: int, ratio: float, packs: int, seed: int
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Yield stable counts, counts with a season, and what is expected of each month."""
    chance = np.random.default_rng(seed)
    periods = np.arange(np.datetime64("2008-04"), np.datetime64("2008-04") + 12 * years)
    months = months_of(periods)
    for mean in MEANS:
        for _ in range(packs):
            peak = chance.integers(12)
            year = 1 + SWING * np.cos(2 * np.pi * (months.part - peak) / 12)
            level = np.full((AREAS, len(months)), mean)
            values = counts(chance, level * year * months.lengths, ratio)
            yield counts(chance, level, ratio), values, seasons_of(values, periods).expected


def _of_a_pack(
    stable: np.ndarray, values: np.ndarray, expected: np.ndarray
) -> tuple[float, float, float]:
    plain = (control_charts(numbers, rules="making-data-count") for numbers in (stable, values))
    adjusted = control_charts(values, rules="making-data-count", expected=expected)
    first, second, third = (float(signs(charts)[:, -1].mean()) for charts in (*plain, adjusted))
    return first, second, third


def main() -> None:
    """Print the table."""
    write = sys.stdout.write
    write(f"{PACKS * len(MEANS) * AREAS:,} series a row, {AREAS} to a season\n")
    write("| world | years | no season | counted | adjusted | off the stable rate |\n")
    write("|---|---|---|---|---|---|\n")
    for world, ratio in WORLDS.items():
        for years in YEARS:
            rate = newest(years, ratio)
            kept = "kept" if abs(rate.off) <= PROMISE else "BROKEN"
            write(
                f"| {world} | {years} | {rate.stable:.2f} % | {rate.counted:.2f} % "
                f"| {rate.adjusted:.2f} % | {rate.off:+.0f} %, {kept} |\n"
            )


if __name__ == "__main__":
    main()
