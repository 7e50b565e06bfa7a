"""What is stated of a force and its partners: judgements, funds, local authorities, boards.

Words and sums as their makers gave them; nothing is computed here.
"""

from __future__ import annotations

from pydantic import field_validator

from copperplate.periods import Period, PeriodKind
from copperplate.plan.parts import Prose, SaidPeriod, Words
from copperplate.plan.registers.entries import AreaCode, Day, Entry, MeasureId, Pounds


class Judgement(Entry):
    """What an inspection judged.

    Attributes:
        body: Who inspects.
        inspection: Which inspection.
        judged: What was judged.
        grade: In the body's own words; None where it gave none.
        on: The day it was published; None where that is not known.
    """

    body: Words
    inspection: Words
    judged: Words
    grade: Words | None = None
    on: Day | None = None

    @property
    def first_day(self) -> Day | None:
        """The day it was published."""
        return self.on


class Fund(Entry):
    """A grant or fund of one financial year, in whole pounds; None where a sum is not stated.

    Attributes:
        recipient: Who has it to spend.
        year: The financial year.
        budget: What there is for the year.
        allocated: What is set aside for a purpose.
        committed: What is promised or spent.
        carried_forward: What goes on into the next year, or came from the last, as `note` says.
        note: What the sums do not say; needed where one of them is above the budget.
    """

    recipient: Words
    year: SaidPeriod
    budget: Pounds
    allocated: Pounds | None = None
    committed: Pounds | None = None
    carried_forward: Pounds | None = None
    note: Prose | None = None

    @field_validator("year")
    @classmethod
    def _is_a_year(cls, year: Period) -> Period:
        if year.kind is not PeriodKind.FINANCIAL_YEAR:
            raise ValueError("'year' is a financial year, e.g. '2013/14'")
        return year

    @property
    def above_budget(self) -> tuple[str, ...]:
        """The fields that hold more than the year's budget."""
        parts = ("allocated", "committed", "carried_forward")
        return tuple(part for part in parts if (getattr(self, part) or 0) > self.budget)

    @property
    def last_day(self) -> Day | None:
        """The last day of its year."""
        return self.year.end


class AuthorityStatus(Entry):
    """How something stands in one local authority; `title` says what.

    Attributes:
        area: Its code.
        stands: How it stands there, in words.
        since: Since when; None where that is not known.
    """

    area: AreaCode
    stands: Words
    since: Day | None = None

    @property
    def first_day(self) -> Day | None:
        """Since when it stands so."""
        return self.since


class OwnerBoard(Entry):
    """A board that manages measures; `title` is its name.

    Attributes:
        chair: The chair's office.
        meets: How often, in words.
        measures: Ids of the measures it owns.
        pack_measures: Ids of those in its extract pack; those it owns if empty.
        pack_periods: By which shapes of period the pack tells them.
    """

    chair: Words | None = None
    meets: Words | None = None
    measures: tuple[MeasureId, ...] = ()
    pack_measures: tuple[MeasureId, ...] = ()
    pack_periods: tuple[PeriodKind, ...] = ()
