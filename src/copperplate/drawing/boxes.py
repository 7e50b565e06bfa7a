"""Where a label may stand inside a plot: off the lines if it can, never on another label.

Works on rectangles and points of pixels only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copperplate.drawing.svg import Point


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """An upright rectangle; `top` is the smaller height."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Whether two boxes share any room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Whether it lies wholly in another."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )

    def crossed(self, one: Point, two: Point) -> bool:
        """Whether a straight line between two points enters it (Liang and Barsky's test)."""
        enter, leave = 0.0, 1.0
        for start, end, low, high in (
            (one[0], two[0], self.left, self.right),
            (one[1], two[1], self.top, self.bottom),
        ):
            run = end - start
            if run == 0:
                if not low <= start <= high:
                    return False
                continue
            near, far = sorted(((low - start) / run, (high - start) / run))
            enter, leave = max(enter, near), min(leave, far)
        return enter <= leave


def best_box(
    wishes: Iterable[Box],
    *,
    room: Box,
    taken: Sequence[Box],
    lines: Sequence[Sequence[Point]],
) -> Box | None:
    """Return the wish that crosses the fewest lines; of equals, the first.

    Args:
        wishes: Places in order of preference.
        room: What it must lie in.
        taken: What it must not touch.
        lines: What it would rather not stand on, as points joined by straight lines.

    Returns:
        None where every wish leaves the room or touches a box that is taken.
    """
    best: tuple[int, Box] | None = None
    for wish in wishes:
        if not wish.inside(room) or any(wish.touches(other) for other in taken):
            continue
        crossings = sum(wish.crossed(a, b) for line in lines for a, b in pairwise(line))
        if crossings == 0:
            return wish
        if best is None or crossings < best[0]:
            best = (crossings, wish)
    return best[1] if best else None
