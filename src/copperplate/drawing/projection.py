"""Degrees to pixels: the flat picture of a small piece of the earth.

Knows longitude, latitude and a rectangle to fill; draws nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copperplate.drawing.svg import Point

GRID = 0.5  # pixels: finer bends than half a pixel are not seen


@dataclass(frozen=True, kw_only=True, slots=True)
class Projection:
    """Equirectangular, true to scale along the latitude in the middle of what is drawn.

    North is up, and one degree of latitude is the same everywhere. East to west, a place north
    of the middle is drawn too wide and one south of it too narrow, by cos(middle) / cos(place):
    by under 0.4% at the edges of the West Midlands, by 7% at those of England and Wales. It shows
    where areas lie; nothing is measured on it.

    Attributes:
        west, north: Degrees at the top left corner.
        squeeze: Cosine of the latitude in the middle.
        scale: Pixels in a degree of latitude.
        left, top: Where that corner lies, in pixels.
        width, height: How much room the picture takes, in pixels.
    """

    west: float
    north: float
    squeeze: float
    scale: float
    left: float
    top: float
    width: float
    height: float

    def __call__(self, place: Point) -> Point:
        """Return where a longitude and latitude lie, in pixels."""
        return (
            self.left + (place[0] - self.west) * self.squeeze * self.scale,
            self.top + (self.north - place[1]) * self.scale,
        )

    def ring(self, places: Sequence[Point]) -> tuple[Point, ...]:
        """Return a line of longitudes and latitudes in pixels, with no finer bend than is seen.

        Places fall on the corners of a grid, so that the common line of two shapes, which
        share its places, stays one line.
        """
        seen = [_on_grid(self(place)) for place in places]
        return tuple(at for count, at in enumerate(seen) if count == 0 or at != seen[count - 1])


def _on_grid(at: Point) -> Point:
    return round(at[0] / GRID) * GRID, round(at[1] / GRID) * GRID


def fitted(
    places: Iterable[Point], *, left: float, top: float, width: float, height: float
) -> Projection:
    """Return the projection that shows places as large as a rectangle allows, from its corner."""
    longitudes, latitudes = zip(*places, strict=True)
    west, east = min(longitudes), max(longitudes)
    south, north = min(latitudes), max(latitudes)
    squeeze = math.cos(math.radians((south + north) / 2))
    across, down = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min(width / across, height / down)
    return Projection(
        west=west,
        north=north,
        squeeze=squeeze,
        scale=scale,
        left=left,
        top=top,
        width=across * scale,
        height=down * scale,
    )
