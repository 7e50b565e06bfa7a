"""A milestone: what would be good, in the ways a plan can say it.

Whether it is met, or can still be, is a finding; a plan only promises.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from copperplate.plan.parts import Part, SaidPeriod, Words


class MilestoneKind(StrEnum):
    """How a milestone says what would be good."""

    PERCENT_CHANGE = "percent-change"
    """So many per cent more or fewer than in the same days of the base year."""
    LEVEL = "level"
    """A share or a rate to be reached: 88 per cent satisfied."""
    COUNT = "count"
    """So many by the plan's last day: 200 schemes."""
    RANK = "rank"
    """A place in the group of similar forces: the lowest rate."""
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


_NUMBER_OF = {
    MilestoneKind.PERCENT_CHANGE: "percent",
    MilestoneKind.LEVEL: "level",
    MilestoneKind.COUNT: "count",
    MilestoneKind.RANK: "rank",
}
"""The one field that holds a kind's number; other kinds name none."""


class Milestone(Part):
    """What would be good.

    Attributes:
        kind: How it is said.
        text: In words, as the paper prints it.
        base: Period it is compared with, e.g. "year ending March 2016"; None for the
            paper's own.
        percent: The change asked for, in per cent of the base: -5 is five per cent fewer.
            Given exactly for the kind `percent-change`.
        level: The value to reach, in the measure's unit; exactly for `level`.
        count: How many; exactly for `count`.
        rank: The place to hold, 1 for the best; exactly for `rank`.
        aspirational: Whether the plan calls it an ambition and no commitment.
        basis: What it was set on, in words; None where the plan does not say.
    """

    kind: MilestoneKind
    text: Words
    base: SaidPeriod | None = None
    percent: Annotated[float, Field(gt=-100, le=1000)] | None = None
    level: Annotated[float, Field(ge=0)] | None = None
    count: Annotated[int, Field(ge=0)] | None = None
    rank: Annotated[int, Field(ge=1)] | None = None
    aspirational: bool = False
    basis: Words | None = None

    @model_validator(mode="after")
    def _number_where_it_belongs(self) -> Milestone:
        for kind, field in _NUMBER_OF.items():
            if (self.kind is kind) != (getattr(self, field) is not None):
                raise ValueError(
                    f"'{field}' is given for the kind '{kind.value}', and for no other kind"
                )
        return self
