"""Laney's U′, P′ and C′: count limits stretched by how much the counts really vary.

Method: Laney, "Improved control charts for attributes", *Quality Engineering* 14 (2002).
The deviations from the centre, each in its own standard deviations, are charted as XmR,
and their spread multiplies the limits: over-dispersed counts get wider ones.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from copperplate.spc.constants import RANGE_TO_SIGMA, SIGMAS
from copperplate.spc.groups import neighbour_ranges
from copperplate.spc.lines.counts import binomial_sigma, poisson_sigma, ratio
from copperplate.spc.lines.model import Lines, Plotted
from copperplate.spc.lines.xmr import screened
from copperplate.spc.sums import Array


def u_prime_lines(given: Plotted, *, screenings: int | None) -> Lines:
    """Return the lines of a U′ chart; without denominators, of a C′ chart."""
    return _stretched(given, poisson_sigma, screenings, ceiling=np.inf)


def p_prime_lines(given: Plotted, *, screenings: int | None) -> Lines:
    """Return the lines of a P′ chart."""
    return _stretched(given, binomial_sigma, screenings, ceiling=1.0)


def _stretched(
    given: Plotted,
    sigma_of: Callable[[Plotted, Array], Array],
    screenings: int | None,
    *,
    ceiling: float,
) -> Lines:
    centre = ratio(given)
    sigma = sigma_of(given, centre)
    with np.errstate(invalid="ignore", divide="ignore"):
        deviations = np.where(sigma > 0, (given.values - centre) / sigma, np.nan)
    ranges = neighbour_ranges(deviations, given.groups, given.counted)
    ranged = screened(ranges, given.groups, ~np.isnan(ranges), screenings)
    spread = given.groups.mean(ranges, ranged) / RANGE_TO_SIGMA
    reach = SIGMAS * given.groups.spread(spread) * sigma
    return Lines(centre_line=centre, reach=reach, floor=0.0, ceiling=ceiling)
