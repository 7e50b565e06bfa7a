"""A count and the parts it is split into, in a period and its base, before any audience.

Parts of a column add up to the whole; parts told by markers overlap, and each is of the whole
by itself. Holds no opinion on what may be shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from copperplate.periods import Period
from copperplate.series.evidence import Evidence

Value = str | int | float | bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part.

    Attributes:
        said: What its records say, a value a column; None where they do not say. Of a marker,
            the marker's name alone.
        counted: How many there are, in the base and in the period.
        unsaid: Of a marker, how many records do not say whether they have it; None of a column,
            where what is not said is a part of its own.
        sensitive: Whether a small count of it could point at people.
        on_other_days: How many there are on days that nothing printed is of.
    """

    said: tuple[Value | None, ...]
    counted: Evidence
    unsaid: Evidence | None = None
    sensitive: bool = False
    on_other_days: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Parted:
    """A count of one area and its parts.

    Attributes:
        whole: What is split.
        parts: In the order of their names.
        by: The columns it is split by; of markers, all of them.
        of_which: Whether parts overlap.
        base, period: The two spans, which share no day.
        hidden: Of each span, how many parts are hidden; None where no part is shown or named.
    """

    whole: Evidence
    parts: tuple[Part, ...]
    by: tuple[str, ...]
    of_which: bool
    base: Period
    period: Period
    hidden: tuple[int | None, int | None] = (0, 0)

    @property
    def area(self) -> str:
        """Code of the area."""
        return self.whole.series.areas[0]

    @property
    def spans(self) -> tuple[Period, Period]:
        """The base, then the period."""
        return self.base, self.period

    def __post_init__(self) -> None:
        if self.base.end >= self.period.start:
            raise ValueError("the base ends before the period begins")
