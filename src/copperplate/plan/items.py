"""The items of a plan: aims, which have a milestone, and deliverables, which are told in words.

An item's identity is its id; titles and letters change from paper to paper, and `printed`
keeps what each of them said. Whether an item is due on a day is `due`'s part.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from copperplate.periods import PeriodKind
from copperplate.plan.milestone import Milestone
from copperplate.plan.parts import ItemId, Part, PlanId, Prose, SaidPeriod, WebAddress, Words

Day = date  # under its own name where a field is called "date"


class Frequency(StrEnum):
    """How often an item is to be reported."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    QUARTERLY_UNTIL_COMPLETE = "quarterly-until-complete"
    SIX_MONTHLY = "six-monthly"
    YEARLY = "yearly"
    AS_REQUIRED = "as-required"

    @property
    def months(self) -> int | None:
        """Months from one report to the next; None for as required."""
        return _MONTHS.get(self)


_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.QUARTERLY_UNTIL_COMPLETE: 3,
    Frequency.SIX_MONTHLY: 6,
    Frequency.YEARLY: 12,
}


class ItemStatus(StrEnum):
    """Where an item stands, as its lead says."""

    NOT_STARTED = "not-started"
    OPEN = "open"
    ACHIEVED = "achieved"
    """Its milestone was reached before the plan's end."""
    COMPLETE = "complete"
    WITHDRAWN = "withdrawn"

    @property
    def closed(self) -> bool:
        """Whether nothing more is to be reported of it."""
        return self not in (ItemStatus.NOT_STARTED, ItemStatus.OPEN)


class Step(Part):
    """One paper in which an item is to be reported.

    Attributes:
        report: Id of one of the plan's reports; None where the plan names only when.
        due: The month of the meeting, as in "July 2014"; None for whenever there is need.
        note: What the plan adds, e.g. another paper it may stand in instead.
    """

    report: ItemId | None = None
    due: SaidPeriod | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Step:
        if self.report is None and self.due is None:
            raise ValueError("a step of a route names a 'report', or when it is 'due'")
        if self.due is not None and self.due.kind is not PeriodKind.MONTH:
            raise ValueError("'due' is a month, e.g. 'July 2014'")
        return self


class Link(Part):
    """Evidence elsewhere: its title and its address."""

    title: Words
    url: WebAddress


class Update(Part):
    """What an office said of an item on a day: dated, and never changed afterwards."""

    date: Day
    office: Words
    text: Prose
    evidence: tuple[Link, ...] = ()


class Printed(Part):
    """How one paper printed an item.

    Attributes:
        paper: The paper's name, e.g. ``2014-04``.
        label: The letter or number it stood under; None where there was none.
        title: Its title there; None where it was the item's own.
        lead: Whom the paper named, a person as the rank; empty where it named nobody.
        reported: How often, there; None where it was the item's own frequency.
        proposed: Whether the paper called that a proposal; None where it was as the item says.
        paragraphs: Which paragraphs spoke of it, e.g. "45-47".
        route: Where the paper said that it is reported, in words.
        says: The position it printed, in words.
    """

    paper: PlanId
    label: Words | None = None
    title: Words | None = None
    lead: tuple[Words, ...] = ()
    reported: Frequency | None = None
    proposed: bool | None = None
    paragraphs: Words | None = None
    route: Words | None = None
    says: Words | None = None


class Item(Part):
    """One thing the plan promises.

    Attributes:
        id: Its identity across papers.
        title: As a heading.
        objective: Id of the plan's objective it serves; None where the plan has none.
        part_of: Id of the item it belongs to, or None; such a part is no item of its own.
        lead: The offices answerable, ``TBC`` or ``Various``; empty where the plan names none.
        reported: How often; None where the plan does not say.
        proposed: Whether that is proposed and not yet agreed.
        route: The papers it is to be reported in, one after the other.
        status: As its lead says.
        closed: Since when it is no longer open; None while it is.
        continues: The item of an earlier plan that it goes on from, as ``PLAN:ITEM``.
        updates: What was said of it, the oldest first.
        printed: How papers printed it.
    """

    id: ItemId
    title: Words
    objective: ItemId | None = None
    part_of: ItemId | None = None
    lead: tuple[Words, ...] = ()
    reported: Frequency | None = None
    proposed: bool = False
    route: tuple[Step, ...] = ()
    status: ItemStatus = ItemStatus.OPEN
    closed: Day | None = None
    continues: str | None = Field(
        default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*:[A-Za-z][A-Za-z0-9-]*$"
    )
    updates: tuple[Update, ...] = ()
    printed: tuple[Printed, ...] = ()

    def is_closed_on(self, day: date) -> bool:
        """Whether it is closed on a day; one that does not say since when always was."""
        return self.status.closed and (self.closed is None or self.closed <= day)

    @model_validator(mode="after")
    def _closed_when_it_is(self) -> Item:
        if self.closed is not None and not self.status.closed:
            raise ValueError(
                f"the item '{self.id}' has a day on which it was 'closed', and is "
                f"'{self.status.value}'"
            )
        return self

    @model_validator(mode="after")
    def _updates_in_order(self) -> Item:
        days = [update.date for update in self.updates]
        if days != sorted(days):
            raise ValueError(f"the updates of '{self.id}' do not stand in order of their days")
        return self


class Deliverable(Item):
    """A thing that will exist or be done, told in words."""


class Awaited(Part):
    """Why an aim has no figures here, and when there will be some.

    Attributes:
        why: The reason, a sentence.
        due: When the publisher has said the next figures come; None where no date is known.
        note: Anything to add, e.g. that a publication was put off.
    """

    why: Words
    due: date | None = None
    note: Words | None = None


class Aim(Item):
    """One thing the plan promises that is measured.

    Attributes:
        measured_by: What is measured, in words.
        measures: Ids of the measures, the leading one first; empty where none is held.
        source: Who publishes or holds the figures.
        frequency: How often they come, in words; how often the item is reported is `reported`.
        milestone: What would be good.
        awaited: Why no figures are held; given exactly when `measures` is empty.
    """

    measured_by: Words
    measures: tuple[str, ...] = ()
    source: Words
    frequency: Words
    milestone: Milestone
    awaited: Awaited | None = None

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Aim:
        if bool(self.measures) == (self.awaited is not None):
            raise ValueError(
                f"the aim '{self.id}' needs either 'measures' or 'awaited' (why it has none), "
                "and not both"
            )
        return self
