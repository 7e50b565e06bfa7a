"""C, U and P charts: limits from what a Poisson or a binomial count would vary by.

Method: Shewhart; Montgomery, *Introduction to Statistical Quality Control*, chapter 7.
Three standard deviations to each side; nothing is said of how well a count fits.
"""

from __future__ import annotations

import numpy as np

from copperplate.spc.constants import SIGMAS
from copperplate.spc.lines.model import Lines, Plotted
from copperplate.spc.sums import Array


def ratio(given: Plotted) -> Array:
    """Return the sum of the counts over the sum of the denominators, at each point."""
    groups, kept = given.groups, given.kept
    with np.errstate(invalid="ignore", divide="ignore"):
        found = groups.total(given.counts, kept) / groups.total(given.denominators, kept)
    return groups.spread(found)


def poisson_sigma(given: Plotted, centre: Array) -> Array:
    """Return the standard deviation of a Poisson rate at each point."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.sqrt(centre / given.denominators)


def binomial_sigma(given: Plotted, centre: Array) -> Array:
    """Return the standard deviation of a proportion at each point."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.sqrt(centre * (1 - centre) / given.denominators)


def c_lines(given: Plotted) -> Lines:
    """Return the lines of a C chart: counts over equal chances."""
    return u_lines(given)


def u_lines(given: Plotted) -> Lines:
    """Return the lines of a U chart: counts over denominators."""
    centre = ratio(given)
    return Lines(centre_line=centre, reach=SIGMAS * poisson_sigma(given, centre), floor=0.0)


def p_lines(given: Plotted) -> Lines:
    """Return the lines of a P chart: counts of denominators, as proportions."""
    centre = ratio(given)
    reach = SIGMAS * binomial_sigma(given, centre)
    return Lines(centre_line=centre, reach=reach, floor=0.0, ceiling=1.0)
