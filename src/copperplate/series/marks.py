"""Marks: why a value is not plain, and the shorthand readers see for it.

Source: Government Analysis Function, "Using symbols and shorthand in spreadsheets";
`[low]` from the same guidance. Says nothing of what caused a mark.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache


class Mark(StrEnum):
    """A statement about a value. Its text is the letter printed in square brackets."""

    PROVISIONAL = "p"
    REVISED = "r"
    ESTIMATED = "e"
    FORECAST = "f"
    BREAK = "b"
    CONFIDENTIAL = "c"
    LOW_RELIABILITY = "u"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    LOW = "low"

    @property
    def shorthand(self) -> str:
        """What readers see, e.g. ``[x]``."""
        return f"[{self.value}]"

    @property
    def meaning(self) -> str:
        """The plain words printed where the shorthand is used."""
        return _MEANINGS[self]

    @property
    def takes_the_value_away(self) -> bool:
        """Whether a value with this mark has no number to show."""
        return self in ABSENT

    @property
    def bit(self) -> int:
        """The mark's place in an array of mark sets."""
        return 1 << _ORDER[self]


ABSENT = frozenset({Mark.CONFIDENTIAL, Mark.NOT_AVAILABLE, Mark.NOT_APPLICABLE})

_MEANINGS = {
    Mark.PROVISIONAL: "provisional: expected to be revised",
    Mark.REVISED: "revised since it was first published",
    Mark.ESTIMATED: "estimated",
    Mark.FORECAST: "forecast",
    Mark.BREAK: "break in the series: not comparable with what comes before",
    Mark.CONFIDENTIAL: "hidden to protect people",
    Mark.LOW_RELIABILITY: "low reliability: based on few cases",
    Mark.NOT_AVAILABLE: "not available",
    Mark.NOT_APPLICABLE: "not applicable",
    Mark.LOW: "more than zero, but rounds to it",
}
_ORDER = {mark: position for position, mark in enumerate(Mark)}


def bits_of(marks: Iterable[Mark]) -> int:
    """Return a set of marks as one integer, for arrays."""
    bits = 0
    for mark in marks:
        bits |= mark.bit
    return bits


@cache
def marks_of(bits: int) -> frozenset[Mark]:
    """Return the set of marks an integer of `bits_of` stands for."""
    return frozenset(mark for mark in Mark if bits & mark.bit)
