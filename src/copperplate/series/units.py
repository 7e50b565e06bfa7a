"""Units: what a number counts, and how many decimal places it is printed with.

A difference between two percentages is in percentage points, never in per cent; the
unit carries that, so no sentence can slip.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

# House places: counts whole, rates and percentages to one place. The papers print rates
# whole in prose and to one or two places in tables; a layout may ask for either.
DEFAULT_PLACES = {"count": 0, "rate": 1, "percent": 1, "points": 1, "mean": 1, "rank": 0}


class UnitKind(StrEnum):
    """The shapes of number the product prints."""

    COUNT = "count"
    RATE = "rate"
    PERCENT = "percent"
    POINTS = "points"
    MEAN = "mean"
    RANK = "rank"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """What a number is counted in.

    Attributes:
        kind: The shape of number.
        noun: What is counted, in the plural: "offences", "days". Empty for ranks.
        singular: The same for one: "offence".
        per: For a rate, how many of `base` it is per; 0 otherwise.
        base: For a rate, whom it is per: "residents", "households".
    """

    kind: UnitKind
    noun: str = ""
    singular: str = ""
    per: int = 0
    base: str = ""

    @property
    def places(self) -> int:
        """Decimal places when nobody asks for others."""
        return DEFAULT_PLACES[self.kind.value]

    @property
    def times(self) -> int:
        """What a numerator over its base is multiplied by: 100 for a percentage, 1 for a count."""
        if self.kind is UnitKind.PERCENT:
            return 100
        return self.per or 1

    @property
    def heading(self) -> str:
        """The unit as a table or an axis names it: ``Offences per 1,000 residents``."""
        match self.kind:
            case UnitKind.COUNT | UnitKind.MEAN:
                return self.noun[:1].upper() + self.noun[1:]
            case UnitKind.RATE:
                noun = self.noun[:1].upper() + self.noun[1:]
                return f"{noun} per {self.per:,} {self.base}"
            case UnitKind.PERCENT:
                return "Per cent"
            case UnitKind.POINTS:
                return "Percentage points"
            case UnitKind.RANK:
                return "Rank"

    @property
    def of_difference(self) -> Unit:
        """The unit of a difference between two numbers of this unit."""
        if self.kind is UnitKind.PERCENT:
            return Unit(kind=UnitKind.POINTS)
        return replace(self)


PERCENT = Unit(kind=UnitKind.PERCENT)
RANK = Unit(kind=UnitKind.RANK)
OFFENCES = Unit(kind=UnitKind.COUNT, noun="offences", singular="offence")
