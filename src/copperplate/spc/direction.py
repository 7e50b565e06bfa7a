"""Which way is better, and what a sign of change is called then.

A direction judges nothing: the same points are signs whichever way is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from copperplate.spc.exceptions import CannotChart, WrongShape
from copperplate.spc.standing import FixedSide


class Better(StrEnum):
    """Which way is better."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class Kind(StrEnum):
    """What a special cause is called: good, bad or, where neither way is better, its side."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    HIGH = "high"
    LOW = "low"


def kind_of(side: FixedSide, better: Better) -> Kind:
    """Return what a special cause on a side is called.

    Args:
        side: `ABOVE` or `BELOW`.
        better: Which way is better.

    Example:
        >>> kind_of(FixedSide.BELOW, Better.LOWER).value
        'improvement'
    """
    if better is Better.NEITHER:
        return Kind.HIGH if side is FixedSide.ABOVE else Kind.LOW
    good = (side is FixedSide.ABOVE) == (better is Better.HIGHER)
    return Kind.IMPROVEMENT if good else Kind.CONCERN


def directions(better: str | Sequence[str] | None, series: int) -> tuple[Better, ...]:
    """Return the direction of each of a number of series.

    Args:
        better: One word for all, one a series, or None for `NEITHER`.
        series: How many there are.

    Raises:
        WrongShape: There is not one word a series.
        CannotChart: A word is not one of `Better`.
    """
    if better is None:
        return (Better.NEITHER,) * series
    if isinstance(better, str):
        return (_one(better),) * series
    words = [_one(word) for word in better]
    if len(words) != series:
        raise WrongShape(f"there are {series} series and {len(words)} words on which is better.")
    return tuple(words)


def _one(word: str) -> Better:
    try:
        return Better(word)
    except ValueError:
        known = ", ".join(Better)
        raise CannotChart(f"better='{word}' is no direction; there are: {known}.") from None
