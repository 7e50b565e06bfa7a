"""What is not there to know: figures awaited, overdue, or missing for some areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from copperplate.disclosure import Publishable
from copperplate.findings.finding import Finding, InOnePeriod, Question, Tier, Weight
from copperplate.periods import Period, day
from copperplate.plan import Aim
from copperplate.series import Mark, Observation
from copperplate.series.evidence import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Awaits(Finding):
    """An aim without figures; `measure` is the aim's id.

    Attributes:
        on: The day it is told.
        why: The reason, the plan's own words.
        note: What the plan adds; empty where it adds nothing.
        due: When figures come; None where no date is known.
        overdue: Whether that day has come by `on`.
    """

    question: ClassVar[Question] = Question.HELD

    on: date
    why: str
    note: str
    due: date | None
    overdue: bool

    @property
    def dated(self) -> Period:
        """The day it is told."""
        return day(self.on)

    @property
    def weight(self) -> Weight:
        """What is overdue is news; what is to come is not."""
        return Weight(Tier.FACT if self.overdue else Tier.CALM)


@dataclass(frozen=True, kw_only=True, slots=True)
class NoFigureFor(InOnePeriod):
    """Areas without a value in a period in which others have one.

    Attributes:
        without: Codes of the areas without a value; those whose value is hidden are not
            among them.
    """

    question: ClassVar[Question] = Question.HELD

    without: tuple[str, ...]

    @property
    def weight(self) -> Weight:
        """It limits every comparison made."""
        return Weight(Tier.FACT, persistence=len(self.without))


def awaits(aim: Aim, *, area: str, on: date) -> Awaits | None:
    """Return that an aim's figures are awaited, as of a day; None where the plan awaits none."""
    if aim.awaited is None:
        return None
    due = aim.awaited.due
    return Awaits(
        measure=aim.id,
        area=area,
        on=on,
        why=aim.awaited.why,
        note=aim.awaited.note or "",
        due=due,
        overdue=due is not None and due <= on,
    )


def no_figure_for(
    evidence: Publishable[Evidence], *, area: str, among: Sequence[str], period: Period
) -> NoFigureFor | None:
    """Return which of some areas lack a value in a period; None where none does, or all do."""
    series = evidence.shown.series
    seen = {code: series[code].at(period) for code in among if code in series}
    without = tuple(code for code, one in seen.items() if one is None or _not_there(one))
    if not without or not any(one is not None and one.value is not None for one in seen.values()):
        return None
    return NoFigureFor(measure=evidence.shown.about.id, area=area, period=period, without=without)


def _not_there(seen: Observation) -> bool:
    return seen.value is None and Mark.CONFIDENTIAL not in seen.marks
