"""Values to classes of about equal size, for maps: at most five, with round borders.

Works on values as they are printed, so that a reader can put each into its class by hand. Equal
values are never parted. Words nothing, and knows nothing of values that are not shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import accumulate

MOST_CLASSES = 5  # more shades than these cannot be told apart
FEWEST_EACH = 2  # values a class, on average: one alone is a value, not a class
_ROUND = (5, 2, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class ValueClass:
    """A class of values.

    Attributes:
        low: The lowest value that belongs to it.
        high: The highest; the next class begins one last decimal place above.
        size: How many of the values do.
    """

    low: Decimal
    high: Decimal
    size: int

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


def classes(values: Sequence[Decimal], *, most: int = MOST_CLASSES) -> tuple[ValueClass, ...]:
    """Return classes of about equal size, lowest first.

    As many classes as leave two values for each, two at least, never more than there are
    different values. A border that would part equal values moves to the nearer side of them;
    of equals, down. Between the values beside it, it is the roundest number there is: a multiple
    of the largest of 1, 2 and 5 times a power of ten, nearest their middle. The first class
    begins with the lowest value and the last ends with the highest.

    Args:
        values: Rounded as they are printed, all to the same places; none at all give no class.
        most: How many classes there may be.
    """
    if not values:
        return ()
    counted = sorted(Counter(values).items())
    wanted = min(most, len(counted), max(2, len(values) // FEWEST_EACH))
    reached = list(accumulate(size for _, size in counted))
    cuts = _cuts(reached, wanted)
    while len(cuts) + 1 < wanted:
        wanted = len(cuts) + 1
        cuts = _cuts(reached, wanted)
    quantum = Decimal(1).scaleb(min(int(value.as_tuple().exponent) for value in values))
    borders = [_roundest(counted[cut][0], counted[cut + 1][0], quantum) for cut in cuts]
    lows = [counted[0][0], *borders]
    highs = [*(border - quantum for border in borders), counted[-1][0]]
    return tuple(
        ValueClass(low=low, high=high, size=sum(low <= value <= high for value in values))
        for low, high in zip(lows, highs, strict=True)
    )


def are_even(found: Sequence[ValueClass]) -> bool:
    """Return whether classes are as equal in size as their number allows."""
    sizes = [one.size for one in found]
    return not sizes or max(sizes) - min(sizes) <= 1


def _cuts(reached: Sequence[int], wanted: int) -> list[int]:
    """Return after which different value each class but the last ends.

    Args:
        reached: How many values there are up to each different one.
        wanted: How many classes.
    """
    total, places = reached[-1], range(len(reached) - 1)
    # Distances in whole numbers: of two equally near the lower is meant on every machine.
    nearest = (
        min(places, key=lambda place: abs(reached[place] * wanted - total * part))
        for part in range(1, wanted)
    )
    return sorted(set(nearest))


def _roundest(below: Decimal, above: Decimal, quantum: Decimal) -> Decimal:
    """Return the roundest number over one value and not over another."""
    power = Decimal(1).scaleb(max(below.adjusted(), above.adjusted()) + 1)
    while True:
        for step in (power * times for times in _ROUND):
            first = (below / step).to_integral_value(ROUND_FLOOR) + 1
            last = (above / step).to_integral_value(ROUND_FLOOR)
            if first <= last and step >= quantum:
                middle = ((below + above) / 2 / step).to_integral_value(ROUND_CEILING)
                # Adding zero takes the sign from it.
                return (min(max(middle, first), last) * step).quantize(quantum) + 0
        power /= 10
