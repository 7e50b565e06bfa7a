"""What is followed up until it is done: actions of a board, and recommendations to a force.

Knows no paper: what a meeting was told of them is an update.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator

from copperplate.plan.parts import Prose, Words
from copperplate.plan.registers.entries import Day, Entry


class Action(Entry):
    """What a meeting asked for, and what was answered; `owner` is whom it is asked of.

    Attributes:
        raised: The day of the meeting that raised it.
        meeting: Whose meeting it was; None where the register's title says it.
        response: What was answered; None where nothing was yet.
        responded: The day of the answer.
        responding: The office that answered; given, like the day, exactly with a response.
    """

    owner: Words
    raised: Day
    meeting: Words | None = None
    response: Prose | None = None
    responded: Day | None = None
    responding: Words | None = None

    @model_validator(mode="after")
    def _answered_by_somebody(self) -> Action:
        given = {part is not None for part in (self.response, self.responded, self.responding)}
        if len(given) > 1:
            raise ValueError(
                "a 'response' comes with the day it was 'responded' and the office 'responding'"
            )
        return self

    @model_validator(mode="after")
    def _in_order(self) -> Action:
        for field in ("due", "responded", "closed"):
            day = getattr(self, field)
            if day is not None and day < self.raised:
                raise ValueError(f"'{field}' is before the action was 'raised'")
        return self

    @property
    def first_day(self) -> Day | None:
        """The meeting's day."""
        return self.raised


class Means(StrEnum):
    """How a recommendation came about."""

    AUDIT = "audit"
    INSPECTION = "inspection"
    REVIEW = "review"


class Recommendation(Entry):
    """What an audit, an inspection or a review recommends.

    Attributes:
        means: How it came about.
        source: The report that makes it, and whose it is.
        made: When it was made; None where that is not known.
    """

    means: Means
    source: Words
    made: Day | None = None

    @property
    def first_day(self) -> Day | None:
        """When it was made."""
        return self.made
