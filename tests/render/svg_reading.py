"""Reads a drawing back: where its words stand and how much room they take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from copperplate.drawing.typeface import text_width

SVG = "{http://www.w3.org/2000/svg}"
ASCENT, DESCENT = 0.78, 0.22  # of the em: how far IBM Plex Sans letters reach


@dataclass(frozen=True, kw_only=True)
class Words:
    """A text of a drawing and the box it fills."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: Words) -> bool:
        within = 0.1  # lengths are written to one decimal
        return (
            self.left < other.right - within
            and other.left < self.right - within
            and self.top < other.bottom - within
            and other.top < self.bottom - within
        )


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def size(svg: str) -> tuple[float, float]:
    _, _, width, height = (float(part) for part in parsed(svg).attrib["viewBox"].split())
    return width, height


def placed(
    element: ElementTree.Element, right: float = 0.0, down: float = 0.0
) -> Iterator[tuple[ElementTree.Element, float, float]]:
    """Yield every text of a drawing, with how far the drawing it is laid into moves it."""
    for child in element:
        if child.tag == f"{SVG}text":
            yield child, right, down
        elif child.tag == f"{SVG}svg":
            x, y = (float(child.get(name, "0")) for name in "xy")
            yield from placed(child, right + x, down + y)
        else:
            yield from placed(child, right, down)


def words(svg: str) -> list[Words]:
    root = parsed(svg)
    font = float(root.attrib["font-size"])
    found = []
    for element, right, down in placed(root):
        text = element.text or ""
        width = text_width(text, font, strong=element.get("font-weight") == "600")
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
        left = float(element.attrib["x"]) + right - shift * width
        baseline = float(element.attrib["y"]) + down
        found.append(
            Words(
                text=text,
                left=left,
                right=left + width,
                top=baseline - ASCENT * font,
                bottom=baseline + DESCENT * font,
            )
        )
    return found


STEP = re.compile(r"-?\d*\.?\d+")


def ends(path: str) -> list[tuple[str, str]]:
    """Return every place a path of lines runs through."""
    found = []
    for line in path.split("M")[1:]:
        start, _, steps = line.removesuffix("z").partition("l")
        x, y = (float(part) for part in start.split(","))
        found.append((x, y))
        numbers = [float(number) for number in STEP.findall(steps)]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            found.append((x, y))
    return [(str(x), str(y)) for x, y in found]


def collisions(svg: str) -> list[tuple[str, str]]:
    return [(a.text, b.text) for a, b in combinations(words(svg), 2) if a.touches(b)]


def outside(svg: str) -> list[str]:
    width, height = size(svg)
    return [
        label.text
        for label in words(svg)
        if label.left < -0.1
        or label.right > width + 0.1
        or label.top < -0.1
        or label.bottom > height + 0.1
    ]
