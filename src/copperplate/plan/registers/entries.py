"""What every entry of a register has, of whatever kind; updates as an item of a plan has them.

Whether the names in it are known is for `pipeline` to check; where it stands on a day is
`standing`'s part.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from copperplate.plan.items import ItemStatus, Link, Update
from copperplate.plan.parts import ItemId, Part, Words

Day = date  # under its own name where a field is called "date"

ItemName = Annotated[
    str,
    StringConstraints(pattern=r"^(?:[A-Za-z0-9][A-Za-z0-9-]{0,39}:)?[A-Za-z][A-Za-z0-9-]{0,39}$"),
]
"""An item of a plan: its id, or ``PLAN:ITEM`` where plans share an id."""
AreaCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,40}$")]
MeasureId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,80}$")]
Pounds = Annotated[int, Field(ge=0, le=10**12)]
"""Whole pounds."""


class Entry(Part):
    """One line of a register.

    Attributes:
        id: Its identity within the register.
        title: What it is, as a heading.
        owner: The office answerable, ``TBC`` or ``Various``; None where none is named.
        due: The last day on which it is on time; None where none is set.
        status: As its owner says; open while something is still to be done.
        closed: Since when it is no longer open; None while it is, or where no day is known.
        items: The items of plans it serves.
        evidence: Documents or pages elsewhere.
        updates: What was said of it, the oldest first.
    """

    id: ItemId
    title: Words
    owner: Words | None = None
    due: Day | None = None
    status: ItemStatus = ItemStatus.OPEN
    closed: Day | None = None
    items: tuple[ItemName, ...] = ()
    evidence: tuple[Link, ...] = ()
    updates: tuple[Update, ...] = ()

    @model_validator(mode="after")
    def _closed_when_it_is(self) -> Entry:
        if self.closed is not None and not self.status.closed:
            raise ValueError(
                f"'{self.id}' has a day on which it was 'closed', and is '{self.status.value}'"
            )
        return self

    @model_validator(mode="after")
    def _updates_in_order(self) -> Entry:
        days = [update.date for update in self.updates]
        if days != sorted(days):
            raise ValueError(f"the updates of '{self.id}' do not stand in order of their days")
        return self

    @property
    def first_day(self) -> Day | None:
        """The day it comes into being; None where its kind has none."""
        return None

    @property
    def last_day(self) -> Day | None:
        """The day it ends by itself, closed or not; None where its kind has none."""
        return None
