"""Hedges, each bound to numbers: a word is returned where it is true, else None.

The bounds are compared in the decimals a number is written in, so that 1.02 lies just
above 1 as 102 lies just above 100. A mark that is not above zero has nothing near it.
"""

from __future__ import annotations

from decimal import Decimal

NEAR = Decimal("0.02")
"""Share of a mark within which a number is just below or above it.

Source: the house rule on hedges, set after papers that said "just higher" of 15 per cent.
"""


def just_below(value: float, mark: float) -> str | None:
    """Return "just below" for a number below another by no more than 2% of it.

    Example:
        >>> [just_below(n, 50.0) for n in (48.9, 49.0, 50.0)]
        [None, 'just below', None]
    """
    apart, beside = _apart(value, mark)
    return "just below" if 0 < -apart <= NEAR * beside else None


def just_above(value: float, mark: float) -> str | None:
    """Return "just above" for a number above another by no more than 2% of it.

    Example:
        >>> [just_above(n, 1.0) for n in (1.0, 1.02, 1.15)]
        [None, 'just above', None]
    """
    apart, beside = _apart(value, mark)
    return "just above" if 0 < apart <= NEAR * beside else None


def _apart(value: float, mark: float) -> tuple[Decimal, Decimal]:
    return _exact(value) - _exact(mark), _exact(mark)


def _exact(number: float) -> Decimal:
    """Return the shortest decimal that reads back as the same float, as in print."""
    return Decimal(repr(float(number)))
