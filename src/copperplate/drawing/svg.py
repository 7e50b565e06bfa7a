"""Shapes to SVG elements: the only module that writes markup.

Presentation attributes only: no style sheet, script, identity or foreign object, so that
the same text is safe inline in a page and readable by typst's renderer. Knows nothing of
charts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from copperplate.drawing.ink import Ink, Palette, colour
from copperplate.drawing.typeface import FAMILY

_HEIGHT = re.compile(r'<svg [^>]*?\bheight="([\d.]+)"')

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
        size: float | None = None,
    ) -> None:
        """Set one line of text with its baseline at a point, in the sheet's own size or another.

        A halo of paper keeps it readable where it stands on lines.
        """
        weight = 600 if strong else None
        where = None if anchor == "start" else anchor
        attributes = _attributes(
            x=at[0],
            y=at[1],
            fill=self._colour(ink),
            font_size=size,
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

    def regions(
        self,
        shapes: Iterable[Iterable[Sequence[Point]]],
        *,
        fill: Ink | None = None,
        line: Ink | None = None,
        width: float = 1,
    ) -> None:
        """Draw shapes alike, each as one path of closed lines; inside two of them is a hole."""
        paths = []
        for rings in shapes:
            drawn = "".join(_traced(ring, closed=True) for ring in rings)
            if drawn:
                paths.append(f'<path d="{drawn}"/>')
        if paths:
            alike = _attributes(
                fill="none" if fill is None else self._colour(fill),
                fill_rule=None if fill is None else "evenodd",
                stroke=None if line is None else self._colour(line),
                stroke_width=None if line is None else width,
                stroke_linejoin=None if line is None else "round",
            )
            self._elements.append(f"<g{alike}>{''.join(paths)}</g>")

    def strokes(
        self, lines: Iterable[Sequence[Point]], ink: Ink, *, width: float, dash: str | None = None
    ) -> None:
        """Draw many lines as one."""
        drawn = "".join(_traced(line, closed=False) for line in lines)
        if drawn:
            self._add(
                "path",
                d=drawn,
                fill="none",
                stroke=self._colour(ink),
                stroke_width=width,
                stroke_linejoin="round",
                stroke_dasharray=dash,
            )

    def area(self, corner: Point, *, width: float, height: float, ink: Ink) -> None:
        """Fill an upright rectangle from its top left corner."""
        self._add(
            "rect", x=corner[0], y=corner[1], width=width, height=height, fill=self._colour(ink)
        )

    def blank(self, corner: Point, *, width: float, height: float) -> None:
        """Lay paper over what is drawn so far, so that words on it stay readable."""
        self.area(corner, width=width, height=height, ink=Ink.PAPER)

    def inset(self, drawing: str, corner: Point) -> None:
        """Lay a whole drawing of this module into this one, its top left corner at a point."""
        place = _attributes(x=corner[0], y=corner[1])
        self._elements.append(drawing.replace("<svg", f"<svg{place}", 1))

    def text(
        self,
        *,
        width: float,
        height: float,
        alone: tuple[str, str] | None = None,
        stamp: str = "",
        reading: tuple[float, float, float, float] | None = None,
    ) -> str:
        """Return the whole drawing as SVG text.

        Args:
            width: In pixels.
            height: In pixels.
            alone: Of a drawing in a file of its own: its title, and what it shows.
            stamp: What any other drawing is called, should it be taken out of its page.
            reading: Of a drawing whose points lie at equal distances: where the first and the last
                lie from left to right, and the top and the bottom of their plot. A page's script
                finds by it which row of the table a reader points at.
        """
        named = f"<title>{escape(_visible(stamp))}</title>" if stamp else ""
        if alone is not None:
            title, shows = (escape(_visible(words)) for words in alone)
            ground = _attributes(width=width, height=height, fill=self._colour(Ink.PAPER))
            named = f"<title>{title}</title><desc>{shows}</desc><rect{ground}/>"
        attributes = _attributes(
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {number(width)} {number(height)}",
            width=width,
            height=height,
            font_family=FAMILY,
            font_size=self.size,
            role="img" if alone is not None else None,
            data_reading=None if reading is None else " ".join(map(number, reading)),
        )
        return f"<svg{attributes}>{named}{''.join(self._elements)}</svg>"

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


def height_of(drawing: str) -> float:
    """Return the height in pixels of a drawing that a sheet gave as text."""
    found = _HEIGHT.match(drawing)
    assert found is not None  # a sheet always says it
    return float(found[1])


def number(value: float) -> str:
    """Return a length with at most one decimal, the same on every machine."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _traced(points: Sequence[Point], *, closed: bool) -> str:
    """Return the commands of a path in the fewest letters: tenths, each from the one before.

    Steps are taken between rounded places, so that no error adds up along the line.
    """
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    if closed:
        tenths.pop()
    places = [at for count, at in enumerate(tenths) if count == 0 or at != tenths[count - 1]]
    if len(places) < (3 if closed else 2):
        return ""
    text = f"M{number(places[0][0] / 10)},{number(places[0][1] / 10)}l"
    steps = []
    for (x, y), (to_x, to_y) in pairwise(places):
        across, down = _short(to_x - x), _short(to_y - y)
        steps.append(f"{across}{down if down.startswith('-') else ',' + down}")
    joined = "".join(
        step if count == 0 or step.startswith("-") else " " + step
        for count, step in enumerate(steps)
    )
    return f"{text}{joined}{'z' if closed else ''}"


def _short(tenths: int) -> str:
    """Return a number of tenths without what is not needed: ``-.5``, ``3``."""
    text = number(tenths / 10)
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _attributes(**values: str | float | None) -> str:
    return "".join(
        f" {name.replace('_', '-')}={quoteattr(value if isinstance(value, str) else number(value))}"
        for name, value in values.items()
        if value is not None
    )


def _visible(text: str) -> str:
    """Return a text without the control characters XML forbids."""
    return "".join(letter for letter in text if letter.isprintable())
