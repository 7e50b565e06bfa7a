"""Where entries stand on a day: overdue, open, to come, over, closed.

Knows days only; which day is asked is handed in, and is never today by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from copperplate.plan.registers.entries import Entry


class Standing(StrEnum):
    """Where an entry stands; in the order in which a table shows them."""

    OVERDUE = "overdue"
    """Its day has passed, and it is not closed."""
    OPEN = "open"
    TO_COME = "to-come"
    """It comes into being after the day."""
    OVER = "over"
    """It has ended by itself: an operation, a fund's year."""
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stood:
    """An entry on a day.

    Attributes:
        entry: The entry.
        standing: Where it stands.
        days: By how many days it is overdue; 0 where it is not.
    """

    entry: Entry
    standing: Standing
    days: int = 0


def stand(entry: Entry, to: date | None) -> Stood:
    """Return where an entry stands.

    Args:
        entry: The entry.
        to: The day it is judged on; None where no day is known, and then nothing is overdue,
            to come or over.
    """
    if entry.status.closed and (entry.closed is None or to is None or entry.closed <= to):
        return Stood(entry=entry, standing=Standing.CLOSED)
    if to is None:
        return Stood(entry=entry, standing=Standing.OPEN)
    if entry.first_day is not None and entry.first_day > to:
        return Stood(entry=entry, standing=Standing.TO_COME)
    if entry.due is not None and entry.due < to:
        return Stood(entry=entry, standing=Standing.OVERDUE, days=(to - entry.due).days)
    if entry.last_day is not None and entry.last_day < to:
        return Stood(entry=entry, standing=Standing.OVER)
    return Stood(entry=entry, standing=Standing.OPEN)


def standings(entries: Sequence[Entry], to: date | None) -> tuple[Stood, ...]:
    """Return entries as they stand, the longest overdue first, then open ones by their day."""
    order = list(Standing)
    found = [stand(entry, to) for entry in entries]
    return tuple(
        sorted(
            found,
            key=lambda one: (order.index(one.standing), one.entry.due or date.max),
        )
    )
