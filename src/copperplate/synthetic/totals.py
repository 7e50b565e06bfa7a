"""How many crimes of each group a quarter has: those of a real force, scaled, or chance alone.

Knows no crime.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from copperplate.synthetic import draws
from copperplate.synthetic.days import Quarter

Totals = Mapping[Quarter, Mapping[str, int]]
"""Quarter to offence group to crimes."""


def scaled(real: Totals, quarters: Sequence[Quarter], crimes: int | None) -> Totals:
    """Return a real force's totals of some quarters, or so many crimes in their proportion.

    Args:
        real: What the real force recorded; a cell below zero counts as none.
        quarters: The quarters wanted.
        crimes: How many in all; as many as were recorded if None.

    Raises:
        KeyError: A quarter is not among the real ones.
    """
    cells = [(quarter, group) for quarter in quarters for group in real[quarter]]
    recorded = [max(0, real[quarter][group]) for quarter, group in cells]
    wanted = recorded if crimes is None else draws.shared(crimes, recorded)
    found: dict[Quarter, dict[str, int]] = {quarter: {} for quarter in quarters}
    for (quarter, group), count in zip(cells, wanted, strict=True):
        found[quarter][group] = count
    return found


def free(real: Totals, quarters: Sequence[Quarter], crimes: int, *, seed: int) -> Totals:
    """Return totals that know no trend and no season: chance alone, each group by its usual share.

    Args:
        real: What a real force recorded: the groups' shares are its own over all quarters.
        quarters: The quarters wanted.
        crimes: How many in all.
        seed: Of the force.
    """
    groups = list(dict.fromkeys(group for quarter in quarters for group in real[quarter]))
    usual = [sum(max(0, cells.get(group, 0)) for cells in real.values()) for group in groups]
    found: dict[Quarter, dict[str, int]] = {quarter: {} for quarter in quarters}
    days = [len(quarter.days) for quarter in quarters]
    for group, count in zip(groups, draws.shared(crimes, usual), strict=True):
        drawn = draws.chosen(draws.numbers(draws.stream(seed, "free", group), count), days)
        counted = np.bincount(drawn, minlength=len(quarters))
        for quarter, cell in zip(quarters, counted, strict=True):
            found[quarter][group] = int(cell)
    return found


def shares_of(
    totals: Totals, weights: Mapping[str, int], wanted: Mapping[Quarter, int]
) -> Mapping[Quarter, Mapping[str, int]]:
    """Return how many crimes of each group are of a kind, so that all are as many as wanted.

    Args:
        totals: Crimes of each quarter and group.
        weights: How likely a crime of a group is of the kind, in any unit; 0 if left out.
        wanted: Quarter to how many are of the kind.

    Returns:
        As wanted, in proportion to crimes and weights, and no more than there are.
    """
    found: dict[Quarter, dict[str, int]] = {}
    for quarter, cells in totals.items():
        left = dict(cells)
        picks = dict.fromkeys(cells, 0)
        rest = min(wanted[quarter], sum(n for group, n in cells.items() if weights.get(group)))
        # What a full group cannot take, the others do.
        while rest:
            groups = [group for group in cells if left[group] and weights.get(group)]
            asked = draws.shared(rest, [cells[group] * weights[group] for group in groups])
            for group, more in zip(groups, asked, strict=True):
                taken = min(more, left[group])
                picks[group] += taken
                left[group] -= taken
                rest -= taken
        found[quarter] = picks
    return found
