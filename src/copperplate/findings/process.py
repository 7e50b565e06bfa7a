"""What a process can be found to do: hold, step, shift, run, turn, move, leave its limits.

The facts only; `reading` finds them on a control chart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from copperplate.findings.finding import Finding, Question, Tier, Weight
from copperplate.findings.thresholds import LATELY, NEWS, SMALLEST_BASE_FOR_PERCENT
from copperplate.periods import Period
from copperplate.series.units import Unit, UnitKind
from copperplate.spc import Decision, Grade


class Turn(StrEnum):
    """Which way a series has moved."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcessFinding(Finding):
    """A fact that a control chart shows."""

    question: ClassVar[Question] = Question.NOW


@dataclass(frozen=True, kw_only=True, slots=True)
class Stable(ProcessFinding):
    """No signal since the current process began, and no moves all one way.

    Attributes:
        since: First period of the process with a value.
        now: Newest period judged.
        periods: How many values the process holds.
        gaps: Whether a period between has no value.
        average: Its mean, in the measure's unit.
        after: What people have decided of the step that began it; None where none did.
    """

    since: Period
    now: Period
    periods: int
    gaps: bool
    average: float
    after: Decision | None = None

    @property
    def dated(self) -> Period:
        """When the process began."""
        return self.since

    @property
    def weight(self) -> Weight:
        """That nothing changes matters less than any change."""
        return Weight(Tier.CALM, persistence=self.periods)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stepped(ProcessFinding):
    """The process average has changed.

    Attributes:
        began: First period of the new process.
        called: Period by which the rule saw it.
        old_first, old_last: Ends of the process before it.
        now: Newest period of the process since.
        old, new: Process averages before and since.
        turn: Up or down.
        decision: What people have decided: undecided, confirmed.
        evidence: How much the numbers themselves speak for a change this way about then, whatever
            the rule saw.
        begins: When it began by them, if the evidence is strong and says another time.
        instead: The newest change that they do show strongly, where that is another than this step
            and older; which way, and when it began.
        gaps: Whether a period between `began` and `called` has no value.
        age: Periods since it was called.
    """

    began: Period
    called: Period
    old_first: Period
    old_last: Period
    now: Period
    old: float
    new: float
    turn: Turn
    decision: Decision
    evidence: Grade
    begins: Period | None
    instead: tuple[Turn, Period] | None
    gaps: bool
    age: int

    @property
    def is_news(self) -> bool:
        """Whether it was called of late."""
        return self.age <= NEWS

    @property
    def dated(self) -> Period:
        """When the new process began."""
        return self.began

    @property
    def weight(self) -> Weight:
        """Fresh steps lead; one of the last year says where things stand; older is history."""
        size = abs(self.new - self.old) / self.old if self.old > 0 else 0.0
        return Weight(_tier(self), age=self.age, size=size)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shifted(ProcessFinding):
    """The counts themselves show another level, and the rule no step.

    Attributes:
        began: First period of the new level, about.
        old_first, old_last: Ends of the level before it.
        now: Newest period of the new level.
        old, new: Means of both.
        turn: Up or down.
        age: Periods since a step that began then would have been called.
    """

    began: Period
    old_first: Period
    old_last: Period
    now: Period
    old: float
    new: float
    turn: Turn
    age: int

    @property
    def is_news(self) -> bool:
        """Whether a step that began then would be news."""
        return self.age <= NEWS

    @property
    def dated(self) -> Period:
        """When the new level began."""
        return self.began

    @property
    def weight(self) -> Weight:
        """As a step called a period earlier: of two as old, what the rule saw comes first."""
        size = abs(self.new - self.old) / self.old if self.old > 0 else 0.0
        return Weight(_tier(self), age=self.age + 1, size=size)


@dataclass(frozen=True, kw_only=True, slots=True)
class Running(ProcessFinding):
    """The newest periods lie on one side of the average as it then stood.

    Attributes:
        first, last: The run's periods.
        gaps: Whether a period between them has no value.
        newest: Whether `last` is the newest period held; a later one is not judged yet.
        length: How many.
        turn: Up for above the average.
        one_more: Whether one more makes a step.
        refused: Whether people have refused the step it made possible.
        threshold: The value the next must lie beyond, unrounded: the standing average.
    """

    first: Period
    last: Period
    gaps: bool
    newest: bool
    length: int
    turn: Turn
    one_more: bool
    refused: bool
    threshold: float

    @property
    def dated(self) -> Period:
        """Its newest period."""
        return self.last

    @property
    def weight(self) -> Weight:
        """One short of a step comes before the rest."""
        tier = Tier.ONE_MORE if self.one_more else Tier.RUN
        return Weight(tier, persistence=self.length)


@dataclass(frozen=True, kw_only=True, slots=True)
class Returned(ProcessFinding):
    """The newest value ends a run: it lies on the other side of its average.

    Attributes:
        period: The newest period.
        value: Its value.
        length: How many lay on the other side before it.
        turn: The way it came: up, after a run below.
        average: The average as it then stood.
    """

    period: Period
    value: float
    length: int
    turn: Turn
    average: float

    @property
    def dated(self) -> Period:
        """The newest period."""
        return self.period

    @property
    def weight(self) -> Weight:
        """The longer the run it ends, the more it says."""
        return Weight(Tier.RUN, persistence=self.length)


@dataclass(frozen=True, kw_only=True, slots=True)
class Moving(ProcessFinding):
    """The newest values each moved the same way.

    Attributes:
        first, last: The period they moved from, and the newest.
        moves: How many.
        turn: Up or down.
    """

    first: Period
    last: Period
    moves: int
    turn: Turn

    @property
    def dated(self) -> Period:
        """The newest period."""
        return self.last

    @property
    def weight(self) -> Weight:
        """The longer, the stronger."""
        return Weight(Tier.RUN, persistence=self.moves)


@dataclass(frozen=True, kw_only=True, slots=True)
class Breached(ProcessFinding):
    """The newest period lies on or beyond a limit."""

    period: Period
    value: float
    limit: float
    turn: Turn

    @property
    def dated(self) -> Period:
        """The newest period."""
        return self.period

    @property
    def weight(self) -> Weight:
        """The farther beyond, the stronger."""
        size = abs(self.value - self.limit) / self.limit if self.limit > 0 else 0.0
        return Weight(Tier.BEYOND, size=size)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled(ProcessFinding):
    """One value lay outside the limits, and every one since within them.

    Attributes:
        spike: Its period.
        value: Its value.
        turn: Which limit.
        since: How many values have come since.
        now: The newest period.
        average: The process average.
    """

    spike: Period
    value: float
    turn: Turn
    since: int
    now: Period
    average: float

    @property
    def dated(self) -> Period:
        """When the spike was."""
        return self.spike

    @property
    def weight(self) -> Weight:
        """A calm after an exception."""
        return Weight(Tier.CALM, age=self.since, persistence=self.since)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unimproved(ProcessFinding):
    """No step for the better since the last one.

    Attributes:
        turn: Which way is better.
        began: When the last such step began.
        decision: What people have decided of it.
        periods: How many periods since then.
        now: The newest period.
    """

    turn: Turn
    began: Period
    decision: Decision
    periods: int
    now: Period

    @property
    def dated(self) -> Period:
        """When the last improvement began."""
        return self.began

    @property
    def weight(self) -> Weight:
        """Said after the step the other way that makes it worth saying."""
        return Weight(Tier.HISTORY, age=self.periods)


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided(ProcessFinding):
    """What people decided of the newest step, and why.

    Attributes:
        began: When the step began.
        turn: Up or down.
        decision: Confirmed or refused.
        office: Who decided.
        on: When.
        reason: Why, a sentence of theirs.
    """

    began: Period
    turn: Turn
    decision: Decision
    office: str
    on: date
    reason: str

    @property
    def dated(self) -> Period:
        """When the step began."""
        return self.began

    @property
    def weight(self) -> Weight:
        """What people decided is heard right after fresh steps."""
        return Weight(Tier.NEWS, age=NEWS + 1)


def _tier(found: Stepped | Shifted) -> Tier:
    if found.is_news:
        return Tier.NEWS
    return Tier.LATELY if found.age <= LATELY.get(found.began.kind, NEWS) else Tier.HISTORY


def step_size(step: Stepped | Shifted, unit: Unit) -> float | None:
    """Return how large a step, or a change of level, is: in per cent, or in points of a percentage.

    Without a sign; None where the old average is not above zero, or counts too few for a
    percentage.
    """
    size = abs(step.new - step.old)
    if unit.kind is UnitKind.PERCENT:
        return size
    counted = unit.kind is UnitKind.COUNT
    if step.old <= 0 or (counted and step.old < SMALLEST_BASE_FOR_PERCENT):
        return None
    return size / step.old * 100
