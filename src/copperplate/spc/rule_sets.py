"""Rule sets: named, versioned, complete; a chart says which one it was judged by.

A set is numbers and a name. The walk that applies it lies in the module of its name
(`sfn`), and `charts` brings the two together.
"""

from __future__ import annotations

from dataclasses import dataclass

from copperplate.spc import constants
from copperplate.spc.exceptions import UnknownRules


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleSet:
    """The rules a chart is judged by.

    Attributes:
        name: What users call it.
        version: Raised whenever the same numbers could be judged otherwise.
        scaling: Average moving ranges from the centre line to a limit.
        run_length: Points on one side that make a step.
        periods_before: Values of the process before the first of those points.
        fewest_for_limits: Values a process needs to be given limits.
        fewest_for_full_limits: Values under which its limits are trial limits.
        run_worth_saying: Points on one side from which a run is spoken of.
        on: Relative distance within which a value lies on a line.
    """

    name: str
    version: int
    scaling: float = constants.WHEELER_SCALING
    run_length: int = constants.RUN_LENGTH
    periods_before: int = constants.PERIODS_BEFORE
    fewest_for_limits: int = constants.FEWEST_FOR_LIMITS
    fewest_for_full_limits: int = constants.FEWEST_FOR_FULL_LIMITS
    run_worth_saying: int = constants.RUN_WORTH_SAYING
    on: float = constants.ON

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


SFN = RuleSet(name="sfn", version=1)
"""Signals from noise as forces read them: see docs/reference/spc/sfn.md."""

RULE_SETS = {SFN.name: SFN}


def rule_set(name: str) -> RuleSet:
    """Return the rule set of a name.

    Raises:
        UnknownRules: There is none of that name.
    """
    try:
        return RULE_SETS[name]
    except KeyError:
        known = ", ".join(sorted(RULE_SETS))
        raise UnknownRules(f"'{name}' is not a rule set; there are: {known}.") from None
