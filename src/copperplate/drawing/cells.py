"""Shapes on a grid of small cells: where there is room, how much, and what is taken.

Works on closed lines in pixels and answers in rectangles of pixels. Knows no label.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from copperplate.drawing.boxes import Box
from copperplate.drawing.svg import Point

CELL = 2.0  # pixels; a label stands this near the best place for it
Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cells:
    """A grid over a room, its first cell at the room's top left corner.

    A mask over it has the shape (rows, columns).
    """

    room: Box

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns lie wholly in the room."""
        rows = int((self.room.bottom - self.room.top) / CELL)
        return max(rows, 1), max(int((self.room.right - self.room.left) / CELL), 1)

    def touched(self, rings: Iterable[Sequence[Point]]) -> tuple[Mask, Mask]:
        """Return which cells lie wholly inside closed lines, and which they touch at all."""
        inside = np.zeros(self.shape, dtype=bool)
        edge = np.zeros(self.shape, dtype=bool)
        for ring in rings:
            crossings: dict[int, list[float]] = {}
            for one, two in pairwise(self._counted(ring)):
                self._mark(edge, one, two)
                _cross(crossings, one, two, self.shape[0])
            for row, found in crossings.items():
                for start, end in zip(*[iter(sorted(found))] * 2, strict=False):
                    # Of two rings round a cell the inner one is a hole.
                    inside[row, max(math.ceil(start - 0.5), 0) : math.ceil(end - 0.5)] ^= True
        return inside & ~edge, inside | edge

    def free(self, taken: Mask, width: float, height: float) -> Mask:
        """Return from which cells a rectangle to the right and down touches nothing taken."""
        rows, columns = math.ceil(height / CELL), math.ceil(width / CELL)
        found = np.zeros(self.shape, dtype=bool)
        down, across = self.shape[0] - rows + 1, self.shape[1] - columns + 1
        if down <= 0 or across <= 0:
            return found
        sums = np.zeros((self.shape[0] + 1, self.shape[1] + 1), dtype=np.int64)
        sums[1:, 1:] = taken.cumsum(axis=0).cumsum(axis=1)
        found[:down, :across] = (
            sums[rows:, columns:] - sums[:-rows, columns:] - sums[rows:, :-columns]
            + sums[:-rows, :-columns]
        ) == 0  # fmt: skip
        return found

    def take(self, taken: Mask, box: Box) -> None:
        """Mark what a rectangle in the room covers."""
        top, left = self._cell((box.left, box.top))
        bottom, right = self._cell((box.right, box.bottom))
        taken[max(top, 0) : max(bottom + 1, 0), max(left, 0) : max(right + 1, 0)] = True

    def take_line(self, taken: Mask, start: Point, end: Point) -> None:
        """Mark what a straight line runs through."""
        one, two = self._counted((start, end))
        self._mark(taken, one, two)

    def corner(self, row: int, column: int) -> Point:
        """Return the top left corner of a cell."""
        return self.room.left + column * CELL, self.room.top + row * CELL

    def _cell(self, at: Point) -> tuple[int, int]:
        across, down = (at[0] - self.room.left) / CELL, (at[1] - self.room.top) / CELL
        return math.floor(down), math.floor(across)

    def _counted(self, ring: Sequence[Point]) -> list[Point]:
        """Return a line in cells instead of pixels."""
        return [((x - self.room.left) / CELL, (y - self.room.top) / CELL) for x, y in ring]

    def _mark(self, edge: Mask, one: Point, two: Point) -> None:
        steps = max(1, math.ceil(max(abs(two[0] - one[0]), abs(two[1] - one[1])) * 2))
        share = np.linspace(0.0, 1.0, steps + 1)
        columns = np.floor(one[0] + (two[0] - one[0]) * share).astype(int)
        rows = np.floor(one[1] + (two[1] - one[1]) * share).astype(int)
        held = (rows >= 0) & (rows < edge.shape[0]) & (columns >= 0) & (columns < edge.shape[1])
        edge[rows[held], columns[held]] = True


def deepest(mask: Mask) -> tuple[int, int] | None:
    """Return the row and column farthest from what is not in a mask, or None of an empty one.

    Layer after layer is taken off, beyond the grid's own edge there is nothing; of equals the
    one nearest their middle is meant.
    """
    left = mask
    if not left.any():
        return None
    while True:
        padded = np.pad(left, 1)
        inner = left & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
        if not inner.any():
            break
        left = inner
    rows, columns = np.nonzero(left)
    off = (rows - rows.mean()) ** 2 + (columns - columns.mean()) ** 2
    nearest = int(np.argmin(off))
    return int(rows[nearest]), int(columns[nearest])


def _cross(crossings: dict[int, list[float]], one: Point, two: Point, rows: int) -> None:
    """Note where an edge crosses the middle lines of rows."""
    (x, y), (to_x, to_y) = (one, two) if one[1] <= two[1] else (two, one)
    if y == to_y:
        return
    for row in range(max(math.ceil(y - 0.5), 0), min(math.ceil(to_y - 0.5), rows)):
        crossings.setdefault(row, []).append(x + (row + 0.5 - y) * (to_x - x) / (to_y - y))
