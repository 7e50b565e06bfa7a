"""Which numbers a chart type takes beside its values, and which it cannot do without.

Knows the names of chart types, and makes no line.
"""

from __future__ import annotations

from copperplate.spc.exceptions import CannotChart, UnknownChart
from copperplate.spc.given import Given
from copperplate.spc.lines.types import CHARTS

OF_VALUES_ALONE = ("g", "mr", "t")
"""Waits and ranges: neither is over anything."""

OF_PROPORTIONS = ("p", "p-prime")
"""Of so many, so many: nothing but how many there are says how many could be."""


def takes(chart: str, given: Given) -> None:
    """Refuse what a chart cannot be made of.

    Raises:
        UnknownChart: There is no such chart type.
        CannotChart: It takes no denominators, or no expected values, or wants denominators.
    """
    if chart not in CHARTS:
        known = ", ".join(sorted(CHARTS))
        raise UnknownChart(f"'{chart}' is not a chart type; there are: {known}.")
    if given.expected is not None and chart in (*OF_VALUES_ALONE, *OF_PROPORTIONS):
        raise CannotChart(
            f"a chart '{chart}' takes no expected values; leave them out, or choose another type."
        )
    if given.denominators is not None and chart in OF_VALUES_ALONE:
        raise CannotChart(
            f"a chart '{chart}' takes no denominators; leave them out, or choose another type."
        )
    if given.denominators is None and chart in OF_PROPORTIONS:
        raise CannotChart(f"a chart '{chart}' divides by denominators; give them.")
