"""How a number is rounded and printed: one style for the whole house, `HOUSE`.

Half away from zero, done once, last, on the unrounded value; thousands separators
always; a true minus sign. Another style reproduces what another system printed. Knows no
sentence and no format.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum

MINUS = "\N{MINUS SIGN}"


class Rounding(StrEnum):
    """Which way a number goes that has more places than are printed."""

    HALF_AWAY_FROM_ZERO = "half-away-from-zero"
    TOWARD_PLUS_INFINITY = "toward-plus-infinity"
    """Up, however little is left over: 2.01 becomes 2.1, −2.09 becomes −2.0."""


_DECIMAL = {
    Rounding.HALF_AWAY_FROM_ZERO: ROUND_HALF_UP,
    Rounding.TOWARD_PLUS_INFINITY: ROUND_CEILING,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberStyle:
    """How numbers are printed.

    Attributes:
        rounding: Which way they are rounded.
        trailing_zeros: Whether 4.0 keeps its zero.
        minus: The sign of a number below zero.
        percent: What follows a percentage.
        not_applicable: What stands where no number can; empty for the mark's shorthand.
    """

    rounding: Rounding = Rounding.HALF_AWAY_FROM_ZERO
    trailing_zeros: bool = True
    minus: str = MINUS
    percent: str = "%"
    not_applicable: str = ""


HOUSE = NumberStyle()


def rounded(
    value: float, places: int = 0, rounding: Rounding = Rounding.HALF_AWAY_FROM_ZERO
) -> Decimal:
    """Return `value` rounded, half away from zero unless another way is asked for.

    The shortest decimal that reads back as the same float is rounded, so 0.285 to two
    places is 0.29 although the float lies below it: what the reader sees is what is
    rounded.

    Args:
        value: A finite number, unrounded.
        places: Decimal places, 0 or more.
        rounding: Which way.
    """
    quantum = Decimal(1).scaleb(-places)
    result = Decimal(repr(float(value))).quantize(quantum, rounding=_DECIMAL[rounding])
    return abs(result) if result == 0 else result  # no minus zero


def printed(
    value: float, places: int = 0, *, sign: bool = False, style: NumberStyle = HOUSE
) -> str:
    """Return a number as readers see it: ``262,558``, ``90.0``, ``−4.6``.

    Args:
        value: A finite number, unrounded.
        places: Decimal places.
        sign: Put a plus before a positive number, for changes in tables.
        style: How numbers are printed.
    """
    number = rounded(value, places, style.rounding)
    text = f"{abs(number):,.{places}f}"
    if places and not style.trailing_zeros:
        text = text.rstrip("0").rstrip(".")
    if number < 0:
        return style.minus + text
    return "+" + text if sign and number > 0 else text


def ordinal(number: int) -> str:
    """Return ``1st``, ``2nd``, ``11th``."""
    suffix = (
        "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number:,}{suffix}"
