"""Where data lie: the room of each position from left to right, and heights from bottom to top.

Places only: knows no shape, no ink and no meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from copperplate.drawing.svg import Point
from copperplate.drawing.ticks import Scale


@dataclass(frozen=True, kw_only=True, slots=True)
class Times:
    """Where positions lie from left to right; each has room half way to its neighbours."""

    left: float
    right: float
    across: Scale
    xs: tuple[float, ...]
    half: float

    @classmethod
    def of(
        cls,
        xs: tuple[float, ...],
        *,
        left: float,
        right: float,
        ends: tuple[float, float] | None = None,
    ) -> Times:
        """Return the places of positions between two edges.

        `ends` are the first and last position there is room for; by default those of `xs`.
        """
        half = min((b - a for a, b in pairwise(xs)), default=1.0) / 2
        low, high = ends or ((xs[0], xs[-1]) if xs else (0.0, 1.0))
        across = Scale(low=low - half, high=high + half, start=left, end=right)
        return cls(left=left, right=right, across=across, xs=xs, half=half)

    @property
    def room(self) -> float:
        """How much room a position has on average."""
        if not self.xs:
            return self.right - self.left
        taken = self.across(self.xs[-1] + self.half) - self.across(self.xs[0] - self.half)
        return taken / len(self.xs)

    def start(self, point: int) -> float:
        """Where the room of a position begins."""
        before = self.xs[point - 1] if point else self.xs[0] - 2 * self.half
        return self.across((before + self.xs[point]) / 2)

    def end(self, point: int) -> float:
        """Where the room of a position ends."""
        last = point == len(self.xs) - 1
        return self.across(self.xs[-1] + self.half) if last else self.start(point + 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plot:
    """Where the data lie."""

    times: Times
    up: Scale
    top: float
    bottom: float

    def point(self, x: float, y: float) -> Point:
        """Return where a value at a position lies."""
        return self.times.across(x), self.up(y)

    def flights(self, first: int, heights: Sequence[float | None]) -> list[list[Point]]:
        """Return stairs with one tread a position, as lines that break where a height is None.

        Args:
            first: The position of the first height.
            heights: One a position from there on.
        """
        found: list[list[Point]] = [[]]
        for point, height in enumerate(heights, start=first):
            if height is None:
                found.append([])
            else:
                at = self.up(height)
                found[-1] += [(self.times.start(point), at), (self.times.end(point), at)]
        return [flight for flight in found if flight]
