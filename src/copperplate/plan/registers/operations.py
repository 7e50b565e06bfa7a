"""Operations and campaigns: when, where, what for; they mark the charts of what they serve.

Knows no chart. Whether an operation worked is no question of a register.
"""

from __future__ import annotations

from pydantic import model_validator

from copperplate.plan.parts import Prose
from copperplate.plan.registers.entries import AreaCode, Day, Entry, MeasureId


class Operation(Entry):
    """An operation or campaign.

    Attributes:
        starts: Its first day; None where that is not known, and then it marks no chart.
        ends: Its last day; None where it goes on, or its end is not known.
        aims: What it is for, in words.
        areas: Codes of the areas it works in; the whole force if empty.
        measures: Ids of the measures it serves, beside those of its `items`.
    """

    starts: Day | None = None
    ends: Day | None = None
    aims: Prose
    areas: tuple[AreaCode, ...] = ()
    measures: tuple[MeasureId, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Operation:
        if self.ends is not None and (self.starts is None or self.ends < self.starts):
            raise ValueError("an operation 'ends' on or after the day it 'starts'")
        return self

    @property
    def first_day(self) -> Day | None:
        """The day it starts."""
        return self.starts

    @property
    def last_day(self) -> Day | None:
        """The day it ends."""
        return self.ends
