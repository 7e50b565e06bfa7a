"""Colours, spaces and sizes by role: one table for screen, dark screen and paper.

A role says what a colour is for; nobody else in `render` writes a colour. Every pair that
carries words holds 4.5:1 and every pair that carries meaning holds 3:1, in all three
(checked in tests/render/test_theme.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from copperplate.drawing.ink import DARK, PRINT, Ink


class Medium(StrEnum):
    """Where a document is read."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"


@dataclass(frozen=True, kw_only=True, slots=True)
class Colour:
    """One role's colour in each medium, as ``#RRGGBB``."""

    light: str
    dark: str
    print: str

    def of(self, medium: Medium) -> str:
        """Return the colour in a medium."""
        return {
            Medium.LIGHT: self.light,
            Medium.DARK: self.dark,
            Medium.PRINT: self.print,
        }[medium]


def _chart(ink: Ink, *, light: str | None = None) -> Colour:
    """An ink of the charts; a light screen has the ink of paper unless said otherwise."""
    return Colour(light=light or PRINT[ink], dark=DARK[ink], print=PRINT[ink])


_GROUND = Colour(light="#FDFCF9", dark=DARK[Ink.PAPER], print=PRINT[Ink.PAPER])

# Dark blue from the Analysis Function's palette; the rest are warm greys.
COLOURS: Mapping[str, Colour] = MappingProxyType(
    {
        "ground": _GROUND,
        "panel": Colour(light="#F5F2EB", dark="#212427", print="#F7F5F0"),
        "ink": Colour(light="#1F1F1C", dark="#ECEAE4", print="#1F1F1C"),
        "quiet": Colour(light="#5C5A54", dark="#B5B2AA", print="#4F4D48"),
        "accent": Colour(light="#12436D", dark="#93C0E8", print="#12436D"),
        "rule": Colour(light="#D6D2C7", dark="#3D4144", print="#CFCBC0"),
        "edge": Colour(light="#86837A", dark="#8B887F", print="#86837A"),
        "focus": Colour(light="#801650", dark="#F2A8CF", print="#801650"),
        "chart-main": _chart(Ink.MAIN),
        "chart-peer": _chart(Ink.PEER),
        "chart-average": _chart(Ink.AVERAGE),
        "chart-label": _chart(Ink.LABEL),
        "chart-quiet": _chart(Ink.QUIET),
        "chart-axis": _chart(Ink.AXIS),
        "chart-grid": _chart(Ink.GRID),
        "chart-band": _chart(Ink.BAND),
        "chart-trial": _chart(Ink.TRIAL),
        "chart-edge": _chart(Ink.EDGE),
        "chart-improvement": _chart(Ink.IMPROVEMENT),
        "chart-concern": _chart(Ink.CONCERN),
        "chart-paper": _chart(Ink.PAPER, light=_GROUND.light),
        "chart-lowest": _chart(Ink.LOWEST),
        "chart-lower": _chart(Ink.LOWER),
        "chart-middle": _chart(Ink.MIDDLE),
        "chart-higher": _chart(Ink.HIGHER),
        "chart-highest": _chart(Ink.HIGHEST),
    }
)

# What must be told from what: (role, role behind it). Words need 4.5:1, shapes 3:1.
# Source: WCAG 2.2, success criteria 1.4.3 and 1.4.11. Grid lines and rules between rows
# are left out: nothing is lost where they are not seen.
WORDS_ON = (
    ("ink", "ground"),
    ("ink", "panel"),
    ("quiet", "ground"),
    ("quiet", "panel"),
    ("accent", "ground"),
    ("accent", "panel"),
    ("chart-main", "chart-paper"),
    ("chart-label", "chart-paper"),
    ("chart-quiet", "chart-paper"),
    ("chart-label", "chart-band"),
    ("chart-label", "chart-lowest"),
    ("chart-label", "chart-lower"),
    ("chart-paper", "chart-middle"),
    ("chart-paper", "chart-higher"),
    ("chart-paper", "chart-highest"),
)
SHAPES_ON = (
    ("edge", "ground"),
    ("edge", "panel"),
    ("focus", "ground"),
    ("focus", "panel"),
    ("chart-main", "chart-paper"),
    ("chart-peer", "chart-paper"),
    ("chart-average", "chart-paper"),
    ("chart-axis", "chart-paper"),
    ("chart-edge", "chart-paper"),
    ("chart-improvement", "chart-paper"),
    ("chart-concern", "chart-paper"),
    ("chart-main", "chart-band"),
    ("chart-quiet", "chart-band"),
    ("chart-improvement", "chart-band"),
    ("chart-concern", "chart-band"),
    ("chart-lowest", "chart-middle"),
    ("chart-lower", "chart-higher"),
    ("chart-middle", "chart-highest"),
    ("chart-lowest", "chart-highest"),
)

FAMILY = "IBM Plex Sans"
SEMIBOLD = f"{FAMILY} SmBld"
"""What Typst calls the semibold face: a family of its own."""
BODY_PIXELS = 18
BODY_POINTS = 11.0
BODY_LINE_HEIGHT = 1.5
PRINT_LINE_HEIGHT = 1.45

SPACE = 4
"""Pixels in one step of the spacing scale; every distance on a page is a multiple."""

STEP = 1.2
"""From one size of the type scale to the next: the minor third."""

SIZES: Mapping[str, int] = MappingProxyType(
    {"small": -1, "body": 0, "large": 1, "larger": 2, "display": 4, "title": 5}
)
"""The sizes a page uses, by name: steps above or below the body."""


def type_size(name: str) -> float:
    """Return a size of the type scale, the body being 1: ``large`` is 1.2."""
    return round(STEP ** SIZES[name], 3)


def contrast(one: str, two: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21.

    Source: WCAG 2.2, "contrast ratio" and "relative luminance".
    """
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def naming_semibold(drawing: str) -> str:
    """Return an SVG drawing whose strong words Typst finds the face of."""
    strong = ' font-weight="600"'
    return drawing.replace(strong, f' font-family="{SEMIBOLD}"{strong}')
