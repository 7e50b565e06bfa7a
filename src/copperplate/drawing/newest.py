"""The newest points of a control chart, as a chart: what has room where many stand side by side.

Cuts a picture; what its averages and limits rest on stays what it was.
"""

from __future__ import annotations

from dataclasses import replace

from copperplate.drawing.model import ControlChart, SteppedStretch, Stretch


def newest(chart: ControlChart, most: int) -> ControlChart:
    """Return a chart without all but its newest points; what has its place keeps it.

    Args:
        chart: The whole.
        most: How many points are kept, 1 or more; of fewer all are.
    """
    cut = len(chart.xs) - most
    if cut <= 0:
        return chart
    return replace(
        chart,
        xs=chart.xs[cut:],
        ys=chart.ys[cut:],
        stretches=tuple(_cut(one, cut) for one in chart.stretches if one.last >= cut),
        standing=chart.standing[cut:],
        hollow=frozenset(point - cut for point in chart.hollow if point >= cut),
        steps=tuple(
            replace(step, first=step.first - cut) for step in chart.steps if step.first >= cut
        ),
        marks=tuple(
            replace(mark, point=mark.point - cut) for mark in chart.marks if mark.point >= cut
        ),
    )


def _cut(stretch: Stretch, cut: int) -> Stretch:
    gone = max(cut - stretch.first, 0)
    first, last = max(stretch.first - cut, 0), stretch.last - cut
    if not isinstance(stretch, SteppedStretch):
        return replace(stretch, first=first, last=last)
    return replace(
        stretch,
        first=first,
        last=last,
        centres=stretch.centres[gone:],
        lowers=stretch.lowers[gone:],
        uppers=stretch.uppers[gone:],
    )
