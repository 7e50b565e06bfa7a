"""I′: individual values weighted by their denominators, for means and rates of uneven size.

Method: Taylor, "Normalized individuals control chart" (2017), as qicharts2 names it.
"""

from __future__ import annotations

import numpy as np

from copperplate.spc.constants import LARGEST_NORMAL_RANGE, SIGMAS
from copperplate.spc.groups import neighbour_places
from copperplate.spc.lines.counts import ratio
from copperplate.spc.lines.model import Lines, Plotted
from copperplate.spc.lines.xmr import screened


def i_prime_lines(given: Plotted, *, screenings: int | None) -> Lines:
    """Return the lines of an I′ chart."""
    centre = ratio(given)
    before, fits = neighbour_places(given.values, given.groups, given.counted)
    rows = np.arange(len(given.values))[:, None]
    distance = np.abs(given.values - given.values[rows, before])
    size = given.denominators
    with np.errstate(invalid="ignore", divide="ignore"):
        both = np.sqrt(1 / size + 1 / size[rows, before])
        ranges = np.where(fits, np.sqrt(np.pi / 2) * distance / both, np.nan)
        ranged = screened(
            ranges, given.groups, ~np.isnan(ranges), screenings, largest=LARGEST_NORMAL_RANGE
        )
        sigma = given.groups.spread(given.groups.mean(ranges, ranged)) / np.sqrt(size)
    return Lines(centre_line=centre, reach=SIGMAS * sigma)
