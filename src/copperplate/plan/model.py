"""What a plan holds: aims with milestones, as frozen values.

An aim's identity is its id; titles and letters change from paper to paper.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from copperplate.periods import Period, parse_period

Words = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
ItemId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,39}$")]


class Part(BaseModel):
    """A part of a file: frozen, and without fields nobody knows."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class MilestoneKind(StrEnum):
    """How a milestone says what would be good."""

    PERCENT_CHANGE = "percent-change"
    """So many per cent more or fewer than in the same days of the base year."""
    AGAINST_GROUP = "against-group"
    """Below (or above) the average of the group of similar forces."""
    DIRECTION = "direction"
    """Lower or higher than in the base period, no number named."""
    RISE_WANTED = "rise-wanted"
    """Hidden crime: more reporting is the aim."""
    SPREAD = "spread"
    """A smaller difference between areas."""
    NONE_SET = "none-set"
    """The plan sets no numeric milestone, and says so."""


class Milestone(Part):
    """What would be good.

    Attributes:
        kind: How it is said.
        text: In words, as the paper prints it.
        base: Period it is compared with, e.g. "year ending March 2016"; None for the
            paper's own.
        percent: The change asked for, in per cent of the base: -5 is five per cent fewer.
            Given exactly for the kind `percent-change`.
    """

    kind: MilestoneKind
    text: Words
    base: Period | None = None
    percent: Annotated[float, Field(gt=-100, le=1000)] | None = None

    @field_validator("base", mode="before")
    @classmethod
    def _read_base(cls, value: object) -> object:
        return parse_period(value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _percent_where_it_belongs(self) -> Milestone:
        if (self.kind is MilestoneKind.PERCENT_CHANGE) != (self.percent is not None):
            raise ValueError(
                "'percent' is given for the kind 'percent-change', and for no other kind"
            )
        return self


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


class Aim(Part):
    """One thing the plan promises.

    Attributes:
        id: Its identity across papers and years.
        title: The aim, as a heading.
        part_of: Id of the aim it belongs to, or None.
        measured_by: What is measured, in words.
        measures: Ids of the measures, the leading one first; empty where none is held.
        source: Who publishes or holds the figures.
        frequency: How often they come.
        milestone: What would be good.
        awaited: Why no figures are held; given exactly when `measures` is empty.
    """

    id: ItemId
    title: Words
    part_of: ItemId | None = None
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


class Plan(Part):
    """A published commitment for stated years.

    Attributes:
        id: Its identity, e.g. ``2016-20``.
        title: As published.
        area: Code of the area it is for.
        starts, ends: First and last day.
        aims: At least one, in the plan's order.
    """

    id: ItemId | Annotated[str, StringConstraints(pattern=r"^[0-9][A-Za-z0-9-]{0,39}$")]
    title: Words
    area: str
    starts: date
    ends: date
    aims: tuple[Aim, ...] = Field(min_length=1)

    def aim(self, identity: str) -> Aim | None:
        """Return an aim by id, or None."""
        return next((aim for aim in self.aims if aim.id == identity), None)
