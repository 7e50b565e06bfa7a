"""Round ticks on a number axis: few, evenly spaced, at 1, 2, 2.5 or 5 times a power of ten.

Pure arithmetic: takes a range and a wish, gives places and labels. Works in whole
multiples of a step, so that no tick carries the dirt of repeated addition.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from copperplate.drawing.model import Tick

MINUS = "\N{MINUS SIGN}"
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """A straight scale from values to pixels.

    Attributes:
        low: Value at the pixel `start`.
        high: Value at the pixel `end`, above `low`.
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return where a value lies."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def round_ticks(
    values: Iterable[float], *, most: int, places: int, from_zero: bool
) -> tuple[Tick, ...]:
    """Return ticks that enclose the values, at most about `most` steps.

    Args:
        values: Finite numbers; none at all gives no ticks.
        most: How many steps there is room for, 1 or more.
        places: Decimal places of the labels; no step is finer than they can show.
        from_zero: Whether zero lies within the ticks.
    """
    seen = list(values)
    if not seen:
        return ()
    low, high = min(seen), max(seen)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    finest = max(Decimal(1).scaleb(-places), _told_apart(max(abs(low), abs(high))))
    step = _step(high - low, most=most, finest=finest)
    first = math.floor(Decimal(repr(low)) / step)
    last = max(math.ceil(Decimal(repr(high)) / step), first + 1)
    return tuple(
        Tick(at=float(step * count), label=axis_label(step * count, places))
        for count in range(first, last + 1)
    )


def axis_label(value: Decimal, places: int) -> str:
    """Return a tick's label: thousands separators and a true minus sign."""
    text = f"{abs(value):,.{places}f}"
    return MINUS + text if value < 0 else text


def _told_apart(size: float) -> Decimal:
    """Return a power of ten that still moves a number of some size by a few of its last places."""
    return Decimal(1).scaleb(Decimal(repr(size)).adjusted() - 13) if size else Decimal(0)


def _step(span: float, *, most: int, finest: Decimal) -> Decimal:
    if span <= 0:
        return finest
    rough = Decimal(repr(span)) / most
    power = Decimal(1).scaleb(rough.adjusted())
    for candidate in (step * power for step in _STEPS):
        # So it is a whole multiple of the finest, which is a power of ten.
        if candidate >= rough and _last_place(candidate) >= finest.adjusted():
            return candidate
    return finest


def _last_place(number: Decimal) -> int:
    """Return the power of ten of the last digit that is not 0."""
    plain = number.normalize()
    return plain.adjusted() - len(plain.as_tuple().digits) + 1
