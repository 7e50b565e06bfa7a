"""The newest points of a control chart, as a chart: what has room where many stand side by side.

Cuts a picture; what its averages and limits rest on stays what it was.
"""

from __future__ import annotations

from dataclasses import replace

from copperplate.drawing.model import ControlChart, KeyMark, SteppedStretch, Stretch, Tone

_BREACHES = {
    Tone.IMPROVEMENT: KeyMark.BREACH_IMPROVEMENT,
    Tone.CONCERN: KeyMark.BREACH_CONCERN,
    Tone.NEITHER: KeyMark.BREACH_NEITHER,
}


def newest(chart: ControlChart, most: int) -> ControlChart:
    """Return a chart without all but its newest points; what has its place keeps it.

    Args:
        chart: The whole.
        most: How many points are kept, 1 or more; of fewer all are.
    """
    cut = len(chart.xs) - most
    if cut <= 0:
        return chart
    kept = replace(
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
    used = _signs(kept)
    return replace(kept, key=tuple(entry for entry in chart.key if entry[0] in used))


def _signs(chart: ControlChart) -> set[KeyMark]:
    """Return the signs a chart shows: a key explains no other."""
    shown = {KeyMark.STEP if step.confirmed else KeyMark.POSSIBLE_STEP for step in chart.steps}
    for mark in chart.marks:
        if mark.run_side:
            shown.add(KeyMark.RUN_ABOVE if mark.run_side > 0 else KeyMark.RUN_BELOW)
        elif not mark.breach:
            shown.add(KeyMark.PATTERN)
        if mark.breach:
            shown.add(_BREACHES[mark.tone])
    others = (
        (KeyMark.PROVISIONAL, any(chart.ys[point] is not None for point in chart.hollow)),
        (KeyMark.TRIAL, any(one.trial and one.lower is not None for one in chart.stretches)),
        (KeyMark.STANDING, any(height is not None for height in chart.standing)),
    )
    return shown | {mark for mark, used in others if used}


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
