"""How a number is rounded and printed: one rule for the whole house.

Half away from zero, done once, last, on the unrounded value; thousands separators
always; a true minus sign. Knows no sentence and no format.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"


def rounded(value: float, places: int = 0) -> Decimal:
    """Return `value` rounded half away from zero.

    The shortest decimal that reads back as the same float is rounded, so 0.285 to two
    places is 0.29 although the float lies below it: what the reader sees is what is
    rounded.

    Args:
        value: A finite number, unrounded.
        places: Decimal places, 0 or more.
    """
    quantum = Decimal(1).scaleb(-places)
    result = Decimal(repr(float(value))).quantize(quantum, rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result  # no minus zero


def printed(value: float, places: int = 0, *, sign: bool = False) -> str:
    """Return a number as readers see it: ``262,558``, ``90.0``, ``−4.6``.

    Args:
        value: A finite number, unrounded.
        places: Decimal places.
        sign: Put a plus before a positive number, for changes in tables.
    """
    number = rounded(value, places)
    text = f"{abs(number):,.{places}f}"
    if number < 0:
        return MINUS + text
    return "+" + text if sign and number > 0 else text


def ordinal(number: int) -> str:
    """Return ``1st``, ``2nd``, ``11th``."""
    suffix = (
        "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number:,}{suffix}"
