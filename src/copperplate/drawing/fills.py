"""How areas of a map are filled: a shade, or lines where there is none.

What has no shade is told by its lines: zero has none, what is not known is hatched, and what is
hidden is hatched twice. Knows no place and no word.
"""

from __future__ import annotations

from collections.abc import Sequence

from copperplate.drawing.hatch import hatched
from copperplate.drawing.ink import Ink, shade_ink
from copperplate.drawing.model import Fill
from copperplate.drawing.svg import Point, Sheet

HATCHED = (Fill.HIDDEN, Fill.MISSING)
PALE = (Fill.ZERO, *HATCHED)

Rings = tuple[tuple[Point, ...], ...]
"""An area in pixels: its closed lines."""


def fill_shapes(sheet: Sheet, fill: Fill, alike: Sequence[Rings], *, line: float) -> None:
    """Fill areas alike, with thin lines between them.

    Args:
        sheet: What is drawn on.
        fill: How.
        alike: Areas.
        line: How thick the lines between them are, in pixels.
    """
    if fill not in PALE:
        sheet.regions(alike, fill=shade_ink(fill), line=Ink.PAPER, width=line)
        return
    sheet.regions(alike, fill=shade_ink(fill), line=Ink.EDGE, width=line)
    slants = {Fill.HIDDEN: (True, False), Fill.MISSING: (True,)}.get(fill, ())
    ink = Ink.QUIET if fill is Fill.HIDDEN else Ink.EDGE
    lines = [one for rings in alike for rising in slants for one in hatched(rings, rising=rising)]
    sheet.strokes(lines, ink, width=0.8)
