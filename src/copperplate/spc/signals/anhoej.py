"""Anhøj's two tests of a run chart: an unusually long run, or unusually few crossings.

Method: Anhøj and Olesen, "Run charts revisited", *PLoS ONE* 9 (2014). One answer a process,
not a point. Points on the centre line are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import comb, log2

import numpy as np

from copperplate.spc.arrays import HoldsArrays
from copperplate.spc.groups import Groups
from copperplate.spc.standing import Codes
from copperplate.spc.sums import Counts, Flags

CHANCE = 0.05
"""How often a random process crosses its median as seldom. Source: Anhøj and Olesen (2014)."""

BEYOND_LOG = 3
"""Points by which a run may be longer than log2 of the useful points. Source: the same."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Runs(HoldsArrays):
    """What the tests found; arrays of shape (n_groups,), as `Groups` counts them.

    Attributes:
        useful: Points not on the centre line.
        longest: Points of the longest run; 0 without a useful point.
        longest_allowed: The longest a random process shows but seldom.
        crossings: How often the line is crossed.
        fewest_allowed: The fewest a random process shows but seldom.
        signal: Whether either is passed.
    """

    useful: Counts
    longest: Counts
    longest_allowed: Counts
    crossings: Counts
    fewest_allowed: Counts
    signal: Flags


def anhoej(side: Codes, groups: Groups) -> Runs:
    """Return the tests of every process.

    Args:
        side: Shape (n_series, n_points): 1 above the centre line, -1 below, anything else
            on neither.
        groups: The processes.
    """
    there = np.abs(side) == 1
    at, sides = groups.at[there], side[there]
    useful = groups.number(there)
    fresh = np.ones(len(at), dtype=np.bool_)
    fresh[1:] = at[1:] != at[:-1]
    crossed = np.zeros(len(at), dtype=np.bool_)
    crossed[1:] = (sides[1:] != sides[:-1]) & ~fresh[1:]
    run = np.cumsum(fresh | crossed) - 1
    lengths = np.bincount(run) if len(run) else np.zeros(0, dtype=np.int64)
    longest = np.zeros(groups.size, dtype=np.int64)
    np.maximum.at(longest, at, lengths[run])
    crossings = np.bincount(at[crossed], minlength=groups.size)
    longest_allowed = np.array([_longest_allowed(int(n)) for n in useful], dtype=np.int64)
    fewest_allowed = np.array([_fewest_allowed(int(n)) for n in useful], dtype=np.int64)
    signal = (useful > 0) & ((longest > longest_allowed) | (crossings < fewest_allowed))
    return Runs(
        useful=useful,
        longest=longest,
        longest_allowed=longest_allowed,
        crossings=crossings,
        fewest_allowed=fewest_allowed,
        signal=signal,
    )


def _longest_allowed(useful: int) -> int:
    return round(log2(useful)) + BEYOND_LOG if useful else 0


@lru_cache(maxsize=4096)
def _fewest_allowed(useful: int) -> int:
    """Return the fewest crossings whose chance, or that of fewer, reaches `CHANCE`."""
    if useful < 2:
        return 0
    tosses, reached = useful - 1, 0
    for crossings in range(useful):
        reached += comb(tosses, crossings)
        if reached >= CHANCE * 2**tosses:
            return crossings
    return tosses
