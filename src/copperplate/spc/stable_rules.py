"""The numbers and choices of the stable shift algorithm, checked once.

Names and defaults are those of the paper's own program, so that a setting read there means
the same here.
Source: Woodcock, O'Connor, Bell, "Re-establishing control limits in statistical process
control analyses: the stable shift algorithm", *BMJ Quality & Safety* (2025),
doi 10.1136/bmjqs-2025-019263.
"""

from __future__ import annotations

from dataclasses import dataclass

from copperplate.spc import constants
from copperplate.spc.exceptions import ImpossibleRules

COUNTS = ("c", "c-prime")
PROPORTIONS = ("p", "p-prime")
STABLE_CHARTS = ("xmr", *COUNTS, *PROPORTIONS)
"""The chart types the algorithm is defined for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StableShift:
    """What the stable shift algorithm goes by.

    Attributes:
        period_min: Points that make the limits of a period, and values that must be left
            for one to begin.
        shift_rule_threshold: Points in a row on one side of the centre line: a shift.
        max_exclusions: Points left out of the limits of a period as extremes, at most.
        mr_screen_max_loops: How often large moving ranges are left out; None for until
            none is left.
        no_regrets: Whether a shift is also set aside while the last values lie back on the
            other side, so that they could still turn out to be a turn back.
        overhanging_reversions: Whether a turn back counts that begins while the limits are
            made and becomes long enough only after.
        establish_every_shift: Whether every shift begins a period, whatever follows.
        baseline_only: Whether the first limits stay for good.
        baseline_length: Points that make the first limits; None for `period_min`.

    Raises:
        ImpossibleRules: A number is too small to make limits of, or to be a shift.
    """

    period_min: int = constants.STABLE_PERIOD
    shift_rule_threshold: int = constants.STABLE_SHIFT
    max_exclusions: int = constants.STABLE_EXCLUSIONS
    mr_screen_max_loops: int | None = constants.STABLE_SCREENINGS
    no_regrets: bool = True
    overhanging_reversions: bool = True
    establish_every_shift: bool = False
    baseline_only: bool = False
    baseline_length: int | None = None

    def __post_init__(self) -> None:
        least = {
            "period_min": 2,
            "shift_rule_threshold": 2,
            "max_exclusions": 0,
            "mr_screen_max_loops": 0,
            "baseline_length": 2,
        }
        given = {name: getattr(self, name) for name in least}
        wrong = [
            f"{name} is {number}; it is at least {least[name]}."
            for name, number in given.items()
            if number is not None and number < least[name]
        ]
        if wrong:
            raise ImpossibleRules(" ".join(wrong))


STABLE_SHIFT = StableShift()
"""The algorithm as its authors set it."""
