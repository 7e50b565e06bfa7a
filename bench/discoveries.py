"""Packs of 300 series: how often a list is not empty though nothing changed, and what it finds.

    python -m bench.discoveries

Monthly counts, truth known. Prints the table of docs/reference/spc/discoveries.md.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from bench.evidence import counts
from copperplate.spc import discoveries

PACKS, SERIES, AREAS = 2_000, 300, 10
CHANGED, SIZE = 15, 0.5
WORLDS = {"Poisson": 1.0, "variance 2.5 times the mean": 2.5}


@dataclass(frozen=True)
class Found:
    """Percentages.

    Attributes:
        any_of_none: Packs in which nothing changed, and that hold a discovery.
        by_area: The same, where series belong to ten areas.
        found: Of newest values half as high again, those that are discoveries.
        false: Of the discoveries of a pack, those in which nothing changed, on average.
    """

    any_of_none: float
    by_area: float
    found: float
    false: float


def found(mean: float, points: int, ratio: float, packs: int = PACKS) -> Found:
    """Return what packs of one world hold: each drawn stable, and again with 15 series changed."""
    chance = np.random.default_rng(33)
    areas = np.repeat(np.arange(AREAS), SERIES // AREAS)
    level = np.full((SERIES, points), mean)
    changed = level.copy()
    changed[:CHANGED, -1] *= 1 + SIZE
    rates = np.empty((packs, 4))
    for pack in range(packs):
        stable = counts(chance, level, ratio)
        shifted = discoveries(counts(chance, changed, ratio)).found
        rates[pack] = (
            discoveries(stable).found.any(),
            discoveries(stable, families=[areas]).found.any(),
            shifted[:CHANGED].mean(),
            shifted[CHANGED:].sum() / max(int(shifted.sum()), 1),
        )
    return Found(*(100 * rates.mean(axis=0)).tolist())


def main() -> int:
    """Print the table."""
    print("| world | months | any of none | the same, by area | found | false of these |")
    print("|---|---|---|---|---|---|")
    for world, ratio in WORLDS.items():
        for mean in (20.0, 100.0):
            for points in (24, 60):
                rate = found(mean, points, ratio)
                print(
                    f"| mean {mean:.0f}, {world} | {points} | {rate.any_of_none:.1f} % "
                    f"| {rate.by_area:.1f} % | {rate.found:.0f} % | {rate.false:.1f} % |"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
