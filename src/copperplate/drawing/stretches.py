"""The stretches of a control chart: each with its own band and centre line, level or stepped.

Where one stretch gives way to another the band breaks; where a line has no height, it does too.
"""

from __future__ import annotations

from collections.abc import Sequence

from copperplate.drawing.ink import Ink
from copperplate.drawing.model import SteppedStretch, Stretch
from copperplate.drawing.plot import Plot
from copperplate.drawing.signs import TRIAL_DASH, draw_band
from copperplate.drawing.svg import Point, Sheet

_BREAK = 1.5  # from the end of a band to the border of its stretch; half of the gap one sees


def heights_of(stretch: Stretch) -> list[float | None]:
    """Return every height a stretch must have room for."""
    found = [stretch.centre, stretch.lower, stretch.upper]
    if isinstance(stretch, SteppedStretch):
        found += [*stretch.centres, *stretch.lowers, *stretch.uppers]
    return found


def draw_bands(sheet: Sheet, stretches: Sequence[Stretch], plot: Plot) -> None:
    """Draw the limits of every stretch."""
    for stretch in stretches:
        left, right = _ends(stretch, plot)
        if isinstance(stretch, SteppedStretch):
            _draw_stepped_band(sheet, stretch, plot, left=left, right=right)
        elif stretch.lower is not None and stretch.upper is not None:
            draw_band(
                sheet,
                left=left,
                right=right,
                top=plot.up(stretch.upper),
                bottom=plot.up(stretch.lower),
                trial=stretch.trial,
            )


def draw_centres(sheet: Sheet, stretches: Sequence[Stretch], plot: Plot) -> None:
    """Draw the centre line of every stretch."""
    for stretch in stretches:
        if isinstance(stretch, SteppedStretch):
            for flight in plot.flights(stretch.first, stretch.centres):
                sheet.path(flight, Ink.QUIET, width=1.6)
        elif stretch.centre is not None:
            height = plot.up(stretch.centre)
            start, end = plot.times.start(stretch.first), plot.times.end(stretch.last)
            sheet.rule((start, height), (end, height), Ink.QUIET, width=1.6)


def _ends(stretch: Stretch, plot: Plot) -> tuple[float, float]:
    """Return where a stretch's band begins and ends: short of its border with another."""
    newest = stretch.last == len(plot.times.xs) - 1
    left = plot.times.start(stretch.first) + (_BREAK if stretch.first else 0)
    return left, plot.times.end(stretch.last) - (0 if newest else _BREAK)


def _draw_stepped_band(
    sheet: Sheet, stretch: SteppedStretch, plot: Plot, *, left: float, right: float
) -> None:
    ink, dash = (Ink.TRIAL, TRIAL_DASH) if stretch.trial else (Ink.BAND, None)
    edges = (stretch.uppers, stretch.lowers)  # of equal breaks, so of equal flights
    for above, below in zip(*(plot.flights(stretch.first, edge) for edge in edges), strict=True):
        top, bottom = (_within(flight, left, right) for flight in (above, below))
        sheet.polygon((*top, *reversed(bottom)), ink)
        for edge in (top, bottom):
            sheet.path(edge, Ink.EDGE, width=0.9, dash=dash)


def _within(flight: Sequence[Point], left: float, right: float) -> list[Point]:
    return [(min(max(x, left), right), y) for x, y in flight]
