"""Which ink a part of a chart is drawn in, on screen and on paper.

On screen an ink is a CSS custom property with a fallback, so that the page's theme
decides between light and dark; on paper it is a fixed colour. Colour never stands alone:
weight, dash and shape say the same.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from copperplate.drawing.model import Fill, Role, Tone

Palette = Literal["screen", "print"]


class Ink(StrEnum):
    """The parts of a chart that have an ink of their own."""

    MAIN = "main"
    PEER = "peer"
    AVERAGE = "average"
    LABEL = "label"
    QUIET = "quiet"
    AXIS = "axis"
    GRID = "grid"
    BAND = "band"
    TRIAL = "trial"
    EDGE = "edge"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    PAPER = "paper"
    LOWEST = "lowest"
    LOWER = "lower"
    MIDDLE = "middle"
    HIGHER = "higher"
    HIGHEST = "highest"


# Dark blue from the Analysis Function's palette for categories; blue for improvement and
# orange for concern, as NHS readers know them, darkened; greys chosen so that lines hold
# 3:1 and words 4.5:1 against the paper (checked in tests/render/test_theme.py).
PRINT = {
    Ink.MAIN: "#12436D",
    Ink.PEER: "#8A8780",
    Ink.AVERAGE: "#3D3D3D",
    Ink.LABEL: "#1F1F1C",
    Ink.QUIET: "#5C5A54",
    Ink.AXIS: "#77746C",
    Ink.GRID: "#DEDCD4",
    Ink.BAND: "#E9EDF0",
    Ink.TRIAL: "#F4F6F7",
    Ink.EDGE: "#828E98",
    Ink.IMPROVEMENT: "#0068B8",
    Ink.CONCERN: "#C2500A",
    Ink.PAPER: "#FFFFFF",
    # The shades of a map, the hue of the palette's blues: each holds the same contrast against
    # the next, which is as much as five of them can hold, and two apart hold 3:1.
    Ink.LOWEST: "#D3E4F2",
    Ink.LOWER: "#70ABDE",
    Ink.MIDDLE: "#2477BF",
    Ink.HIGHER: "#154E81",
    Ink.HIGHEST: "#092540",
}


# The same inks lightened for dark paper; their contrast is checked in the same place.
DARK = {
    Ink.MAIN: "#93C0E8",
    Ink.PEER: "#8B887F",
    Ink.AVERAGE: "#DEDBD3",
    Ink.LABEL: "#ECEAE4",
    Ink.QUIET: "#B5B2AA",
    Ink.AXIS: "#8B887F",
    Ink.GRID: "#33373A",
    Ink.BAND: "#262C31",
    Ink.TRIAL: "#1E2225",
    Ink.EDGE: "#7C8891",
    Ink.IMPROVEMENT: "#5AB4FF",
    Ink.CONCERN: "#FF9A4D",
    Ink.PAPER: "#17191B",
    Ink.LOWEST: "#1E384E",
    Ink.LOWER: "#2C5C85",
    Ink.MIDDLE: "#4088C8",
    Ink.HIGHER: "#86B7E3",
    Ink.HIGHEST: "#DEEBF7",
}


def on_dark_paper() -> str:
    """Return CSS declarations that draw a ``screen`` chart on dark paper."""
    return " ".join(f"--chart-{ink.value}: {shade};" for ink, shade in DARK.items())


def colour(ink: Ink, palette: Palette) -> str:
    """Return what an SVG attribute says for an ink."""
    fixed = PRINT[ink]
    return f"var(--chart-{ink.value}, {fixed})" if palette == "screen" else fixed


def ink_of(role: Role) -> Ink:
    """Return the ink of a line or dot."""
    return Ink(role.value)


def words_ink(role: Role) -> Ink:
    """Return the ink of a line's or dot's label: darker than its line where that is pale."""
    return {Role.MAIN: Ink.MAIN, Role.AVERAGE: Ink.LABEL, Role.PEER: Ink.QUIET}[role]


def tone_ink(tone: Tone) -> Ink:
    """Return the ink of a point that says something."""
    return {
        Tone.IMPROVEMENT: Ink.IMPROVEMENT,
        Tone.CONCERN: Ink.CONCERN,
        Tone.NEITHER: Ink.AVERAGE,
    }[tone]


def shade_ink(fill: Fill) -> Ink:
    """Return the ink an area of a map is filled with; what has no shade lies on paper."""
    return {Fill.ZERO: Ink.PAPER, Fill.HIDDEN: Ink.BAND, Fill.MISSING: Ink.PAPER}.get(fill) or Ink(
        fill.value
    )


def words_on(fill: Fill) -> Ink:
    """Return the ink of words that stand on an area of a map."""
    dark = fill in (Fill.MIDDLE, Fill.HIGHER, Fill.HIGHEST)
    return Ink.PAPER if dark else Ink.LABEL
