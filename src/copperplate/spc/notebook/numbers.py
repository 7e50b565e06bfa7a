"""How a notebook words the numbers of a chart: as many decimals as tell its values apart.

The unit is not known; whole numbers stay whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from copperplate.spc.sums import Array

_MOST_PLACES = 6  # from there on, powers of ten
_DIGITS = 4
_STEPS = 5  # about how many a vertical axis has


def places_for(span: float) -> int:
    """Return the decimals that show a distance to two digits."""
    return max(1 - math.floor(math.log10(span)), 0) if span > 0 else 0


def axis_places(span: float) -> int:
    """Return the decimals an axis over a distance needs."""
    return min(max(places_for(span / _STEPS) - 1, 0), _MOST_PLACES) if span > 0 else 0


def wording_of(values: Array) -> Callable[[float], str]:
    """Return what words the values, averages and limits of one chart."""
    known = values[~np.isnan(values)]
    span = float(np.ptp(known)) if len(known) else 0.0
    places = places_for(span or float(np.abs(known).max(initial=0.0)))

    def worded(value: float) -> str:
        if places > _MOST_PLACES:
            return f"{value:.{_DIGITS}g}"
        rounded = round(value, places)
        return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.{places}f}"

    return worded
