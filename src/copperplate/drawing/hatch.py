"""Slanting lines inside closed lines, so that a fill is told from another without its colour.

Geometry alone: a pattern of SVG would need an identity, and two drawings on a page would share it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from copperplate.drawing.svg import Point

GAP = 5.0  # pixels between two lines


def hatched(
    rings: Iterable[Sequence[Point]], *, rising: bool, gap: float = GAP
) -> tuple[tuple[Point, Point], ...]:
    """Return parallel lines at 45 degrees inside a shape; holes stay empty.

    Lines of neighbouring shapes continue each other.

    Args:
        rings: Closed lines; what lies inside two is a hole.
        rising: Whether they rise to the right.
        gap: Pixels between two lines.
    """
    turn = 1 if rising else -1
    step = gap * math.sqrt(2)
    crossings: dict[int, list[float]] = {}
    for ring in rings:
        for (x, y), (to_x, to_y) in pairwise(ring):
            # Along a line of the hatch, `across` is constant and `along` runs.
            across, to_across = x * turn + y, to_x * turn + to_y
            along, to_along = x - y * turn, to_x - to_y * turn
            if across > to_across:
                across, to_across, along, to_along = to_across, across, to_along, along
            for line in range(math.ceil(across / step), math.ceil(to_across / step)):
                share = (line * step - across) / (to_across - across)
                crossings.setdefault(line, []).append(along + share * (to_along - along))
    found = []
    for line in sorted(crossings):
        places = sorted(crossings[line])
        for start, end in zip(places[::2], places[1::2], strict=True):
            ends = (_placed(line * step, along, turn) for along in (start, end))
            found.append((next(ends), next(ends)))
    return tuple(found)


def _placed(across: float, along: float, turn: int) -> Point:
    """Return the place that lies so far across and along."""
    # across = turn*x + y and along = x - turn*y, with turn*turn = 1.
    return (turn * across + along) / 2, (across - turn * along) / 2
