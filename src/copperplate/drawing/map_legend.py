"""The legend of a map: a swatch, a range or a mark, and what it means, one entry a row.

Wraps words to the room it is given. Knows no shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copperplate.drawing.fills import fill_shapes
from copperplate.drawing.frame import Setting
from copperplate.drawing.ink import Ink
from copperplate.drawing.model import Fill, LegendEntry
from copperplate.drawing.svg import Point, Sheet
from copperplate.drawing.typeface import text_width, wrapped

_SWATCH = (24.0, 16.0)
_AFTER_SWATCH = 10.0
_BETWEEN_ROWS = 8.0

_Row = tuple[Fill, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Legend:
    """The legend, wrapped to its room: each entry's label and note, by line."""

    rows: tuple[_Row, ...]
    sizes: Setting

    @classmethod
    def of(cls, entries: Sequence[LegendEntry], width: float, sizes: Setting) -> Legend:
        """Return the legend that fits a width."""
        room = width - _SWATCH[0] - _AFTER_SWATCH
        rows: list[_Row] = []
        for entry in entries:
            label = wrapped(entry.label, sizes.size, room, strong=True)
            together = text_width(entry.label, sizes.size, strong=True) + text_width(
                f"  {entry.note}", sizes.size
            )
            if entry.note and len(label) == 1 and together <= room:
                rows.append((entry.fill, label, (entry.note,)))
            else:
                rows.append((entry.fill, label, ("", *wrapped(entry.note, sizes.size, room))))
        return cls(rows=tuple(rows), sizes=sizes)

    @property
    def width(self) -> float:
        """How far its longest line reaches."""
        size = self.sizes.size
        lines = [0.0]
        for _, label, note in self.rows:
            lines += [text_width(line, size, strong=True) for line in label]
            lines += [text_width(line, size) for line in note[1:]]
            lines.append(self._after(label) + text_width(note[0], size))
        return _SWATCH[0] + _AFTER_SWATCH + max(lines)

    @property
    def height(self) -> float:
        """How far down it reaches."""
        return sum(map(self._height, self.rows)) - _BETWEEN_ROWS

    def _height(self, row: _Row) -> float:
        return (len(row[1]) + len(row[2]) - 1) * self.sizes.line + _BETWEEN_ROWS

    def _after(self, label: Sequence[str]) -> float:
        """Return how far after a label its note begins."""
        return text_width(f"{label[-1]}  ", self.sizes.size, strong=True) if label else 0.0

    def draw(self, sheet: Sheet, corner: Point) -> None:
        """Draw it from its top left corner."""
        left, top = corner
        words = left + _SWATCH[0] + _AFTER_SWATCH
        for row in self.rows:
            fill, label, note = row
            self._swatch(sheet, fill, (left, top))
            baseline = top + self.sizes.size * 0.9
            for number, line in enumerate(label):
                sheet.words(line, (words, baseline + number * self.sizes.line), strong=True)
            baseline += (len(label) - 1) * self.sizes.line
            for number, line in enumerate(note):
                shift = self._after(label) if number == 0 else 0.0
                if line:
                    at = (words + shift, baseline + number * self.sizes.line)
                    sheet.words(line, at, Ink.QUIET)
            top += self._height(row)

    def _swatch(self, sheet: Sheet, fill: Fill, corner: Point) -> None:
        (left, top), (width, height) = corner, _SWATCH
        top += (self.sizes.line - height) / 2 - 1
        right, bottom = left + width, top + height
        ring = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
        fill_shapes(sheet, fill, [(ring,)], line=1)
        sheet.regions([(ring,)], line=Ink.EDGE, width=1)
