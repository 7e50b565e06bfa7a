"""Shapes to SVG elements: the only module that writes markup.

Presentation attributes only: no style sheet, script, identity or foreign object, so that
the same text is safe inline in a page and readable by typst's renderer. Knows nothing of
charts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from copperplate.drawing.ink import Ink, Palette, colour
from copperplate.drawing.typeface import FAMILY

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


class Sheet:
    """A drawing in the making: elements in the order they are painted."""

    def __init__(self, *, palette: Palette, size: float) -> None:
        """Start an empty sheet; `size` is the font size of its labels."""
        self.palette = palette
        self.size = size
        self._elements: list[str] = []

    def words(
        self,
        text: str,
        at: Point,
        ink: Ink = Ink.LABEL,
        *,
        anchor: Anchor = "start",
        strong: bool = False,
        halo: bool = False,
    ) -> None:
        """Set one line of text with its baseline at a point.

        A halo of paper keeps it readable where it stands on lines.
        """
        weight = 600 if strong else None
        where = None if anchor == "start" else anchor
        attributes = _attributes(
            x=at[0],
            y=at[1],
            fill=self._colour(ink),
            font_weight=weight,
            text_anchor=where,
            stroke=self._colour(Ink.PAPER) if halo else None,
            stroke_width=3 if halo else None,
            stroke_linejoin="round" if halo else None,
            paint_order="stroke" if halo else None,
        )
        self._elements.append(f"<text{attributes}>{escape(_visible(text))}</text>")

    def rule(
        self,
        start: Point,
        end: Point,
        ink: Ink,
        *,
        width: float = 1,
        dash: str | None = None,
    ) -> None:
        """Draw a straight line."""
        self._add(
            "line",
            x1=start[0],
            y1=start[1],
            x2=end[0],
            y2=end[1],
            stroke=self._colour(ink),
            stroke_width=width,
            stroke_dasharray=dash,
        )

    def path(
        self,
        points: Sequence[Point],
        ink: Ink,
        *,
        width: float,
        dash: str | None = None,
    ) -> None:
        """Draw a line through two or more points."""
        self._add(
            "polyline",
            points=" ".join(f"{number(x)},{number(y)}" for x, y in points),
            fill="none",
            stroke=self._colour(ink),
            stroke_width=width,
            stroke_linejoin="round",
            stroke_linecap="butt" if dash else "round",
            stroke_dasharray=dash,
        )

    def dot(self, at: Point, radius: float, ink: Ink, *, hollow: bool = False) -> None:
        """Draw a dot; a hollow one shows the paper inside."""
        self._add("circle", cx=at[0], cy=at[1], r=radius, **self._filling(ink, hollow))

    def polygon(self, corners: Iterable[Point], ink: Ink, *, hollow: bool = False) -> None:
        """Draw a filled shape."""
        points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
        self._add("polygon", points=points, **self._filling(ink, hollow))

    def ring(self, at: Point, radius: float, ink: Ink, *, width: float) -> None:
        """Draw a circle round a point that shows what lies inside."""
        self._add(
            "circle",
            cx=at[0],
            cy=at[1],
            r=radius,
            fill="none",
            stroke=self._colour(ink),
            stroke_width=width,
        )

    def outline(self, corners: Iterable[Point], ink: Ink, *, width: float) -> None:
        """Draw a closed line that shows what lies inside."""
        self._add(
            "polygon",
            points=" ".join(f"{number(x)},{number(y)}" for x, y in corners),
            fill="none",
            stroke=self._colour(ink),
            stroke_width=width,
        )

    def area(self, corner: Point, *, width: float, height: float, ink: Ink) -> None:
        """Fill an upright rectangle from its top left corner."""
        self._add(
            "rect", x=corner[0], y=corner[1], width=width, height=height, fill=self._colour(ink)
        )

    def blank(self, corner: Point, *, width: float, height: float) -> None:
        """Lay paper over what is drawn so far, so that words on it stay readable."""
        self.area(corner, width=width, height=height, ink=Ink.PAPER)

    def text(self, *, width: float, height: float) -> str:
        """Return the whole drawing as SVG text."""
        attributes = _attributes(
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {number(width)} {number(height)}",
            width=width,
            height=height,
            font_family=FAMILY,
            font_size=self.size,
        )
        return f"<svg{attributes}>{''.join(self._elements)}</svg>"

    def _filling(self, ink: Ink, hollow: bool) -> dict[str, str | float]:
        if not hollow:
            return {"fill": self._colour(ink)}
        return {
            "fill": self._colour(Ink.PAPER),
            "stroke": self._colour(ink),
            "stroke_width": 1.8,
        }

    def _colour(self, ink: Ink) -> str:
        return colour(ink, self.palette)

    def _add(self, element: str, **attributes: str | float | None) -> None:
        self._elements.append(f"<{element}{_attributes(**attributes)}/>")


def number(value: float) -> str:
    """Return a length with at most one decimal, the same on every machine."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _attributes(**values: str | float | None) -> str:
    return "".join(
        f" {name.replace('_', '-')}={quoteattr(value if isinstance(value, str) else number(value))}"
        for name, value in values.items()
        if value is not None
    )


def _visible(text: str) -> str:
    """Return a text without the control characters XML forbids."""
    return "".join(letter for letter in text if letter.isprintable())
