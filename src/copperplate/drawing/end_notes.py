"""The labels at the right end of a control chart: each beside the height it belongs to.

Spread so that none touches another, with a thin line to what was moved away from its height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copperplate.drawing.frame import Setting, write_centred
from copperplate.drawing.ink import Ink
from copperplate.drawing.labels import spread
from copperplate.drawing.plot import Plot
from copperplate.drawing.svg import Sheet
from copperplate.drawing.typeface import text_width

TO_NOTES = 12
"""Pixels from the plot to the column of labels."""
_BETWEEN = 3.0


@dataclass(frozen=True, kw_only=True, slots=True)
class EndNote:
    """A label in the column at the right, and the height it belongs to."""

    lines: tuple[str, ...]
    at: float
    ink: Ink
    strong: bool = False

    def width(self, sizes: Setting) -> float:
        """How wide its longest line is."""
        return max(text_width(line, sizes.size, strong=self.strong) for line in self.lines)


def height_of_notes(notes: Sequence[EndNote], sizes: Setting) -> float:
    """Return how much room labels take one under the other."""
    return sum(len(note.lines) * sizes.line + _BETWEEN for note in notes)


def draw_notes(sheet: Sheet, notes: Sequence[EndNote], plot: Plot, sizes: Setting) -> None:
    """Write the labels in their column, `TO_NOTES` right of the plot."""
    wishes = [plot.up(note.at) for note in notes]
    heights = [len(note.lines) * sizes.line + _BETWEEN for note in notes]
    middles = spread(wishes, heights, low=plot.top - 4, high=plot.bottom + 4)
    column = plot.times.right + TO_NOTES
    for note, wish, middle in zip(notes, wishes, middles, strict=True):
        if abs(wish - middle) > sizes.line * 0.4:
            sheet.rule((plot.times.right + 1, wish), (column - 3, middle), Ink.AXIS, width=0.8)
        write_centred(sheet, note.lines, (column, middle), sizes, note.ink, strong=note.strong)
