"""How far two shapes lie apart, and how far chance alone would set them apart.

Total variation distance, in percentage points: so many of a hundred crimes would have to be moved
to turn one shape into the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sqrt


def shares(counts: Sequence[float]) -> list[float]:
    """Return parts of one."""
    whole = sum(counts)
    return [count / whole for count in counts]


def apart(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the distance of two lists of counts or weights, of the same places in order."""
    pairs = zip(shares(ours), shares(theirs), strict=True)
    return 50 * sum(abs(one - other) for one, other in pairs)


def by_chance(shape: Sequence[float], *rows: int) -> float:
    """Return the distance to expect of samples of so many rows that have the same shape.

    Of one sample from the shape itself, or of two samples from each other. Half the sum of the
    mean absolute deviations, each by the normal approximation.
    """
    spread = sum(1 / count for count in rows)
    return 50 * sum(sqrt(2 / pi * part * (1 - part) * spread) for part in shares(shape))
