"""The chart types by name: which numbers each takes, and how its lines are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from copperplate.spc.constants import LARGEST_RANGE
from copperplate.spc.exceptions import UnknownChart
from copperplate.spc.lines.counts import c_lines, p_lines, u_lines
from copperplate.spc.lines.exact import exact_lines, pooled_dispersion
from copperplate.spc.lines.laney import p_prime_lines, u_prime_lines
from copperplate.spc.lines.model import Lines, Plotted
from copperplate.spc.lines.rare import g_lines, t_lines
from copperplate.spc.lines.weighted import i_prime_lines
from copperplate.spc.lines.xmr import XmR, xmr_lines
from copperplate.spc.sums import Array


def individuals_lines(given: Plotted, how: XmR) -> Lines:
    """Return the lines of an XmR chart of the plotted values."""
    centre, reach = xmr_lines(given.values, given.groups, given.counted, how)
    spread = given.groups.spread
    return Lines(centre_line=spread(centre), reach=spread(reach))


def moving_range_lines(given: Plotted) -> Lines:
    """Return the lines of a chart of moving ranges; the plotted values are the ranges."""
    centre = given.groups.spread(given.groups.mean(given.values, given.kept))
    return Lines(centre_line=centre, reach=(LARGEST_RANGE - 1) * centre, floor=0.0)


def run_lines(given: Plotted) -> Lines:
    """Return the line of a run chart: the median, and no limits."""
    centre = given.groups.spread(given.groups.median(given.values, given.kept))
    return Lines(centre_line=centre, reach=np.full(centre.shape, np.nan))


CHARTS: Mapping[str, Callable[[Plotted, XmR], Lines]] = MappingProxyType(
    {
        "xmr": individuals_lines,
        "mr": lambda given, how: moving_range_lines(given),
        "run": lambda given, how: run_lines(given),
        "c": lambda given, how: c_lines(given),
        "u": lambda given, how: u_lines(given),
        "p": lambda given, how: p_lines(given),
        "c-prime": lambda given, how: u_prime_lines(given, screenings=how.screenings),
        "u-prime": lambda given, how: u_prime_lines(given, screenings=how.screenings),
        "p-prime": lambda given, how: p_prime_lines(given, screenings=how.screenings),
        "exact": lambda given, how: exact_lines(given, _known_dispersion(given)),
        "g": lambda given, how: g_lines(given),
        "t": t_lines,
        "i-prime": lambda given, how: i_prime_lines(given, screenings=how.screenings),
    }
)
"""How each chart makes its lines; what a chart does not use of the second is not looked at."""


def known_chart(chart: Any) -> str:
    """Return the name of a chart type.

    Raises:
        UnknownChart: There is none of that name.
    """
    if not isinstance(chart, str) or chart not in CHARTS:
        known = ", ".join(sorted(CHARTS))
        raise UnknownChart(f"'{chart}' is not a chart type; there are: {known}.")
    return chart


def lines_of(chart: str, given: Plotted, how: XmR) -> Lines:
    """Return the lines of a chart type.

    Raises:
        UnknownChart: There is none of that name.
    """
    made = CHARTS[known_chart(chart)](given, how)
    return replace(made, reach=np.where(np.isfinite(made.reach), made.reach, np.nan))


def _known_dispersion(given: Plotted) -> Array:
    """Return the dispersion given, or that of each series alone where nobody pooled it."""
    if given.dispersion is not None:
        return given.dispersion
    return pooled_dispersion(given.counts, given.denominators, given.groups, given.counted)
