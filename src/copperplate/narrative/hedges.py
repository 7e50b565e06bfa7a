"""Hedges, each bound to numbers: a word is returned where it is true, else None.

The bounds are compared in the decimals a number is written in, so that 1.02 lies just
over 1 as 102 lies just over 100. A mark that is not above zero has nothing near it.
"""

from __future__ import annotations

from decimal import Decimal

# Source of all bounds: the house rule on hedges, set after papers that said "just higher"
# of 15 per cent and "around 50" of 44.
NEAR = Decimal("0.02")
"""Share of a mark within which a number is almost at it, or just over, below or above it."""

ROUGH = Decimal("0.05")
"""Share of a mark within which a number is around it."""

POINT = Decimal("0.01")
"""How far a share may lie from the simple fraction it is called by: one percentage point."""

FRACTIONS = {
    "one in ten": Decimal(1) / 10,
    "a quarter": Decimal(1) / 4,
    "a third": Decimal(1) / 3,
    "half": Decimal(1) / 2,
}
"""Simple fractions with a name, farther apart than two points."""


def almost(value: float, mark: float) -> str | None:
    """Return "almost" for a number below a mark by no more than 2% of it.

    Example:
        >>> [almost(n, 800) for n in (783, 784, 791, 800)]
        [None, 'almost', 'almost', None]
    """
    return "almost" if _near_below(value, mark) else None


def just_over(value: float, mark: float) -> str | None:
    """Return "just over" for a number above a mark by no more than 2% of it.

    Example:
        >>> [just_over(n, 800) for n in (800, 809, 816, 817)]
        [None, 'just over', 'just over', None]
    """
    return "just over" if _near_above(value, mark) else None


def just_below(value: float, mark: float) -> str | None:
    """Return "just below" for a number below another by no more than 2% of it.

    Example:
        >>> [just_below(n, 50.0) for n in (48.9, 49.0, 50.0)]
        [None, 'just below', None]
    """
    return "just below" if _near_below(value, mark) else None


def just_above(value: float, mark: float) -> str | None:
    """Return "just above" for a number above another by no more than 2% of it.

    Example:
        >>> [just_above(n, 1.0) for n in (1.0, 1.02, 1.15)]
        [None, 'just above', None]
    """
    return "just above" if _near_above(value, mark) else None


def around(value: float, mark: float) -> str | None:
    """Return "around" for a number no farther from a mark than 5% of it, on either side.

    Example:
        >>> [around(n, 50) for n in (44, 47.5, 50, 52.5, 53)]
        [None, 'around', 'around', 'around', None]
    """
    apart, beside = _apart(value, mark)
    return "around" if beside > 0 and abs(apart) <= ROUGH * beside else None


def fraction(share: float) -> str | None:
    """Return the name of the simple fraction within one percentage point of a share.

    Args:
        share: Of 1, unrounded.

    Example:
        >>> [fraction(s) for s in (0.1, 0.24, 0.26, 0.27, 0.333, 0.495)]
        ['one in ten', 'a quarter', 'a quarter', None, 'a third', 'half']
    """
    exact = _exact(share)
    return next((name for name, at in FRACTIONS.items() if abs(exact - at) <= POINT), None)


def _near_below(value: float, mark: float) -> bool:
    apart, beside = _apart(value, mark)
    return 0 < -apart <= NEAR * beside


def _near_above(value: float, mark: float) -> bool:
    apart, beside = _apart(value, mark)
    return 0 < apart <= NEAR * beside


def _apart(value: float, mark: float) -> tuple[Decimal, Decimal]:
    return _exact(value) - _exact(mark), _exact(mark)


def _exact(number: float) -> Decimal:
    """Return the shortest decimal that reads back as the same float, as in print."""
    return Decimal(repr(float(number)))
