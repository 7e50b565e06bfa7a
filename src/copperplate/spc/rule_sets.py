"""Rule sets: named, versioned, complete; a chart says which one it was judged by.

A set is numbers and a name. The walk that applies it lies in the module of its name
(`sfn`), and `charts` brings the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from copperplate.spc import constants
from copperplate.spc.exceptions import ImpossibleRules, UnknownRules
from copperplate.spc.stable_rules import STABLE_SHIFT, StableShift


class Stepping(StrEnum):
    """How a rule set lets one process give way to another."""

    SFN = "sfn"
    """By so many fixed sides running the same way; see `sfn`."""
    STABLE = "stable"
    """By shifts that prove to stay; see `stable_periods`."""
    GIVEN = "given"
    """Only where the caller says so: nothing re-bases by itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Signs:
    """The signs of special cause a rule set looks for; 0 and False are not looked for.

    Attributes:
        on_a_limit: Whether a point on a limit lies outside it.
        run: Points in a row on one side of the centre line.
        trend: Points in a row that move one way, all of them.
        two_of_three: Two of three in a row beyond the same near line.
        none_across: Whether the third must lie on the same side, and none beyond the limit.
        four_of_five: Four of five in a row beyond the same inner line, one sigma away.
        hugging: Points in a row within the inner lines.
        avoiding: Points in a row outside the inner lines, on either side.
        alternating: Points in a row that go up and down in turn.
    """

    on_a_limit: bool
    run: int = 0
    trend: int = 0
    two_of_three: bool = False
    none_across: bool = False
    four_of_five: bool = False
    hugging: int = 0
    avoiding: int = 0
    alternating: int = 0


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
        screenings: How often large moving ranges are left out of the limits.
        signs: What it looks for.
        stepping: How one process gives way to another.
        stable: What the stable shift algorithm goes by; None for every other stepping.

    Raises:
        ImpossibleRules: Numbers that cannot be meant, all of them named.
    """

    name: str
    version: int
    signs: Signs
    stepping: Stepping
    stable: StableShift | None = None
    screenings: int | None = 0
    scaling: float = constants.WHEELER_SCALING
    run_length: int = constants.RUN_LENGTH
    periods_before: int = constants.PERIODS_BEFORE
    fewest_for_limits: int = constants.FEWEST_FOR_LIMITS
    fewest_for_full_limits: int = constants.FEWEST_FOR_FULL_LIMITS
    run_worth_saying: int = constants.RUN_WORTH_SAYING
    on: float = constants.ON

    def __post_init__(self) -> None:
        wrong = [
            f"{name} is {number}; {none}at least {least} is wanted."
            for name, number, none, least in self._numbers()
            if not _meant(name, number, least) and not (none and number == 0)
        ]
        if self.stepping is Stepping.SFN and self.signs != Signs(on_a_limit=self.signs.on_a_limit):
            wrong.append("rules that find their own steps look for no sign but points outside.")
        if (self.stepping is Stepping.STABLE) is not (self.stable is not None):
            wrong.append("what the stable shift algorithm goes by belongs to its stepping alone.")
        if self.stable is not None and self.signs != _signs_of(self.stable):
            wrong.append("stable shifts look for points beyond a limit and for runs as long.")
        if wrong:
            raise ImpossibleRules(f"the rules '{self.name}': " + " ".join(wrong))

    def _numbers(self) -> tuple[tuple[str, float, str, float], ...]:
        """Return each number by name, how one does without it, and the least it can be."""
        signs, none = self.signs, "0 for none, or "
        return (
            ("run", signs.run, none, 2),
            ("trend", signs.trend, none, 3),
            ("hugging", signs.hugging, none, 2),
            ("avoiding", signs.avoiding, none, 2),
            ("alternating", signs.alternating, none, 3),
            ("version", self.version, "", 1),
            ("run_length", self.run_length, "", 2),
            ("periods_before", self.periods_before, "", 1),
            ("fewest_for_limits", self.fewest_for_limits, "", 0),
            ("fewest_for_full_limits", self.fewest_for_full_limits, "", 0),
            ("screenings", 0 if self.screenings is None else self.screenings, "", 0),
            ("scaling", self.scaling, "", 0),
            ("on", self.on, "", 0),
        )

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


def _meant(name: str, number: float, least: float) -> bool:
    """Return whether a number is a finite one from the least on; a whole one, but for two."""
    kinds = (int, float) if name in ("scaling", "on") else int
    return isinstance(number, kinds) and least <= number < float("inf")


def _signs_of(stable: StableShift) -> Signs:
    return Signs(on_a_limit=False, run=stable.shift_rule_threshold)


SFN = RuleSet(name="sfn", version=1, signs=Signs(on_a_limit=True), stepping=Stepping.SFN)
"""Signals from noise as forces read them: see docs/reference/spc/sfn.md."""

MAKING_DATA_COUNT = RuleSet(
    name="making-data-count",
    version=1,
    signs=Signs(
        on_a_limit=False,
        run=constants.MDC_RUN,
        trend=constants.MDC_RUN,
        two_of_three=True,
        none_across=True,
    ),
    stepping=Stepping.GIVEN,
    screenings=1,
    fewest_for_limits=0,
    fewest_for_full_limits=constants.MDC_FEWEST,
)
"""XmR charts as NHS England's "Making Data Count" reads them: see docs/reference/spc."""

WESTERN_ELECTRIC = RuleSet(
    name="western-electric",
    version=1,
    signs=Signs(
        on_a_limit=False, run=constants.WESTERN_ELECTRIC_RUN, two_of_three=True, four_of_five=True
    ),
    stepping=Stepping.GIVEN,
    fewest_for_limits=0,
)
"""The four zone tests of Western Electric, *Statistical Quality Control Handbook* (1956)."""

NELSON = RuleSet(
    name="nelson",
    version=1,
    signs=Signs(
        on_a_limit=False,
        run=constants.NELSON_RUN,
        trend=constants.NELSON_TREND,
        two_of_three=True,
        four_of_five=True,
        hugging=constants.NELSON_HUGGING,
        avoiding=constants.NELSON_AVOIDING,
        alternating=constants.NELSON_ALTERNATING,
    ),
    stepping=Stepping.GIVEN,
    fewest_for_limits=0,
)
"""Nelson, "The Shewhart control chart: tests for special causes", *JQT* 16 (1984): all eight."""

STABLE_SHIFTS = RuleSet(
    name="stable-shift",
    version=1,
    signs=_signs_of(STABLE_SHIFT),
    stepping=Stepping.STABLE,
    stable=STABLE_SHIFT,
    scaling=constants.SIGMAS / constants.RANGE_TO_SIGMA,
    screenings=STABLE_SHIFT.mr_screen_max_loops,
    fewest_for_limits=STABLE_SHIFT.period_min,
    fewest_for_full_limits=STABLE_SHIFT.period_min,
)
"""Limits drawn again where a shift has proved to stay: see docs/reference/spc/stable-shift.md."""

RULE_SETS = {
    rules.name: rules for rules in (SFN, MAKING_DATA_COUNT, STABLE_SHIFTS, WESTERN_ELECTRIC, NELSON)
}


def rule_set(rules: str | RuleSet) -> RuleSet:
    """Return the rule set of a name; one that somebody made is itself.

    Raises:
        UnknownRules: There is none of that name.
    """
    if isinstance(rules, RuleSet):
        return rules
    if not isinstance(rules, str) or rules not in RULE_SETS:
        known = ", ".join(sorted(RULE_SETS))
        raise UnknownRules(f"'{rules}' is not a rule set; there are: {known}.")
    return RULE_SETS[rules]
