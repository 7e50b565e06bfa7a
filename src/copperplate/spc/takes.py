"""Which numbers a chart type takes beside its values, and which it cannot do without.

Knows the names of chart types, and makes no line.
"""

from __future__ import annotations

from copperplate.spc.exceptions import CannotChart
from copperplate.spc.given import Given
from copperplate.spc.lines.model import something
from copperplate.spc.lines.types import known_chart

OF_VALUES_ALONE = ("g", "mr", "t")
"""Waits and ranges: neither is over anything."""

OF_PROPORTIONS = ("p", "p-prime")
"""Of so many, so many: nothing but how many there are says how many could be."""

OF_COUNTS = ("c", "c-prime", "exact", "u", "u-prime", *OF_PROPORTIONS)
"""None of them is below 0."""


def takes(chart: str, given: Given) -> None:
    """Refuse what a chart cannot be made of.

    Raises:
        UnknownChart: There is no such chart type.
        CannotChart: It takes no denominators, or no expected values, or wants denominators;
            it is of counts and some are below 0, or of proportions and some are above 1.
    """
    known_chart(chart)
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
    below = int((given.values < 0).sum()) if chart in OF_COUNTS else 0
    if below:
        raise CannotChart(
            f"values below 0: {below:,}. A chart '{chart}' is of counts; choose xmr or i-prime."
        )
    above = _above_their_denominators(given) if chart in OF_PROPORTIONS else 0
    if above:
        raise CannotChart(
            f"counts above their denominators: {above:,}. A chart '{chart}' is of proportions; "
            f"choose {chart.replace('p', 'u', 1)}."
        )


def _above_their_denominators(given: Given) -> int:
    over = something(given.denominators) if given.denominators is not None else given.values
    return int((given.values > over).sum())
