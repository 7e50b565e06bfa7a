"""Names on a map: inside their shape where they fit, else beside it with a line that leads there.

Works on shapes in pixels. A name that finds no free place is left out: the table has it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from copperplate.drawing.boxes import Box
from copperplate.drawing.cells import CELL, Cells, Mask, deepest
from copperplate.drawing.frame import Setting
from copperplate.drawing.svg import Point
from copperplate.drawing.typeface import text_width

_AIR = 3.0  # around a label that stands beside its shape
_AIR_INSIDE = 1.0
_EVERY = 2  # which cells are tried beside a shape: every other one
_FAR = 10.0  # a label beside its shape stands at least so far from the place it leads to
_OVER_OTHERS = 3.0  # how much longer a leader may be rather than cross another shape


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A label that asks for a place.

    Attributes:
        shape: Which shape it names.
        lines: Its words, the first line strong.
    """

    shape: int
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A label with its place.

    Attributes:
        wanted: The label.
        box: The room of its words, without air.
        leader: Where the line from it begins and ends; None inside its shape.
    """

    wanted: Wanted
    box: Box
    leader: tuple[Point, Point] | None = None


def placed(
    wanted: Sequence[Wanted],
    shapes: Sequence[Sequence[Sequence[Point]]],
    *,
    room: Box,
    sizes: Setting,
) -> tuple[Placed, ...]:
    """Return labels that touch neither each other nor, outside, any shape.

    Args:
        wanted: Labels; of two that want one place, the earlier has it.
        shapes: Closed lines of every shape, in pixels.
        room: Where labels may stand.
        sizes: How large words are set.
    """
    cells = Cells(room=room)
    taken = np.zeros(cells.shape, dtype=bool)
    wholes: dict[int, Mask] = {}
    owner = np.full(cells.shape, -1, dtype=np.int32)
    for number, rings in enumerate(shapes):
        whole, touched = cells.touched(rings)
        taken |= touched
        owner[whole] = number
        if any(one.shape == number for one in wanted):
            wholes[number] = whole
    ground = _Ground(cells=cells, sizes=sizes, taken=taken, owner=owner, wholes=wholes)
    outside = []
    for one in wanted:
        inside = _inside(one, wholes[one.shape], cells, sizes)
        if inside is None:
            outside.append(one)
        else:
            ground.found.append(inside)
    # The label nearest to free paper first: one with a long way has more places to choose from.
    while outside:
        tried = [(one, ground.beside(one)) for one in outside]
        there = [(cost, one, place) for one, (cost, place) in tried if place is not None]
        if not there:
            break
        _, one, place = min(there, key=lambda candidate: candidate[0])
        outside.remove(one)
        ground.put(place)
    return tuple(ground.found)


def _widths(one: Wanted, sizes: Setting) -> list[float]:
    return [
        text_width(line, sizes.size, strong=number == 0) for number, line in enumerate(one.lines)
    ]


def _size(one: Wanted, sizes: Setting) -> tuple[float, float]:
    width = max(_widths(one, sizes))
    return width, sizes.size + (len(one.lines) - 1) * sizes.line


def _aired(box: Box) -> Box:
    return Box(
        left=box.left - _AIR, top=box.top - _AIR, right=box.right + _AIR, bottom=box.bottom + _AIR
    )


def _inside(one: Wanted, whole: Mask, cells: Cells, sizes: Setting) -> Placed | None:
    """Return the place deepest inside a shape; each line needs its own width alone."""
    width, height = _size(one, sizes)
    fits = np.ones(cells.shape, dtype=bool)
    for number, line in enumerate(one.lines):
        room = text_width(line, sizes.size, strong=number == 0) + 2 * _AIR_INSIDE
        free = cells.free(~whole, room, sizes.size + 2 * _AIR_INSIDE)
        down = round(number * sizes.line / CELL)
        across = round((width + 2 * _AIR_INSIDE - room) / 2 / CELL)
        moved = np.zeros_like(free)
        if down < free.shape[0] and across < free.shape[1]:
            moved[: free.shape[0] - down, : free.shape[1] - across] = free[down:, across:]
        fits &= moved
    spot = deepest(fits)
    if spot is None:
        return None
    left, top = cells.corner(*spot)
    return Placed(wanted=one, box=_box((left + _AIR_INSIDE, top + _AIR_INSIDE), width, height))


def _box(corner: Point, width: float, height: float) -> Box:
    return Box(left=corner[0], top=corner[1], right=corner[0] + width, bottom=corner[1] + height)


@dataclass(kw_only=True, slots=True)
class _Ground:
    """What lies on the map so far, for labels beside their shapes."""

    cells: Cells
    sizes: Setting
    taken: Mask
    owner: NDArray[np.int32]
    wholes: dict[int, Mask]
    found: list[Placed] = field(default_factory=list)

    def put(self, place: Placed) -> None:
        """Lay down a label."""
        self.found.append(place)
        self.cells.take(self.taken, _aired(place.box))
        if place.leader is not None:
            self.cells.take_line(self.taken, *place.leader)

    def beside(self, one: Wanted) -> tuple[float, Placed | None]:
        """Return the place with the shortest leader, and how long it counts as."""
        whole = self.wholes[one.shape]
        spot = deepest(whole)
        if spot is None:
            return math.inf, None
        target = self.cells.corner(*spot)
        width, height = _size(one, self.sizes)
        widths = _widths(one, self.sizes)
        free = self.cells.free(self.taken, width + 2 * _AIR, height + 2 * _AIR)
        rows, columns = (_EVERY * cell for cell in np.nonzero(free[::_EVERY, ::_EVERY]))
        lefts = self.cells.room.left + columns * CELL + _AIR
        tops = self.cells.room.top + rows * CELL + _AIR
        across = np.clip(target[0], lefts, lefts + width) - target[0]
        down = np.clip(target[1], tops, tops + height) - target[1]
        length = np.hypot(across, down)
        best, least = None, math.inf
        for index in np.argsort(length, kind="stable"):
            way = float(length[index])
            if way >= least:
                break
            box = _box((float(lefts[index]), float(tops[index])), width, height)
            start = _start(box, widths, target, self.sizes)
            if way < _FAR or not self._clear(start, target):
                continue
            cost = way + _OVER_OTHERS * self._across_others(start, target, one.shape)
            if cost < least:
                best, least = Placed(wanted=one, box=box, leader=(start, target)), cost
        return least, best

    def _clear(self, start: Point, end: Point) -> bool:
        """Whether a leader crosses no label and no other leader."""
        if any(_aired(other.box).crossed(start, end) for other in self.found):
            return False
        leaders = (other.leader for other in self.found if other.leader is not None)
        return not any(_crossing(start, end, *other) for other in leaders)

    def _across_others(self, start: Point, end: Point, own: int) -> float:
        """Return over how many pixels, about, a leader runs across other shapes."""
        reach = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
        share = np.linspace(0.0, 1.0, max(2, int(reach / CELL)))
        room = self.cells.room
        columns = ((start[0] + (end[0] - start[0]) * share - room.left) / CELL).astype(int)
        rows = ((start[1] + (end[1] - start[1]) * share - room.top) / CELL).astype(int)
        last_row, last_column = (length - 1 for length in self.owner.shape)
        met = self.owner[np.clip(rows, 0, last_row), np.clip(columns, 0, last_column)]
        return float(((met >= 0) & (met != own)).sum()) * CELL


def _nearest(box: Box, to: Point) -> Point:
    """Return the place of a box's edge nearest a point outside it."""
    return max(box.left, min(to[0], box.right)), max(box.top, min(to[1], box.bottom))


def _start(box: Box, widths: Sequence[float], to: Point, sizes: Setting) -> Point:
    """Return where a line from a label begins: at the nearest words, not at a corner of its box."""
    middle = (box.left + box.right) / 2
    lines = (
        _box((middle - width / 2, box.top + number * sizes.line), width, sizes.size)
        for number, width in enumerate(widths)
    )
    return min((_nearest(_aired(line), to) for line in lines), key=lambda at: math.dist(at, to))


def _crossing(one: Point, two: Point, three: Point, four: Point) -> bool:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    apart = side(one, two, three) * side(one, two, four) < 0
    return apart and side(three, four, one) * side(three, four, two) < 0
