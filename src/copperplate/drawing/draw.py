"""Chart to SVG text: chooses the drawer of each kind of chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from copperplate.drawing.control import draw_control
from copperplate.drawing.dots import draw_dots
from copperplate.drawing.frame import setting
from copperplate.drawing.framework import draw_framework
from copperplate.drawing.ink import Ink, Palette
from copperplate.drawing.lines import draw_lines
from copperplate.drawing.maps import draw_map
from copperplate.drawing.model import (
    AreaMap,
    Chart,
    ControlChart,
    Framework,
    LineChart,
    RankedDots,
    SmallMultiples,
    Stacked,
)
from copperplate.drawing.multiples import draw_multiples
from copperplate.drawing.stacked import draw_stacked
from copperplate.drawing.svg import Sheet, height_of
from copperplate.drawing.typeface import wrapped

_ABOVE_STAMP = 8.0  # pixels between a drawing and its stamp


def draw(chart: Chart, *, width: int, palette: Palette = "screen", dense: bool = False) -> str:
    """Return one chart as SVG text.

    The drawing carries no title or description but its stamp: whoever sets it gives it an
    accessible name, and hides the drawing's own words from assistive technology. The same
    chart gives the same text on every machine.

    Args:
        chart: What to draw.
        width: In CSS pixels, from 320 (a phone) up; the height follows from the chart.
        palette: ``screen`` names colours as CSS custom properties with fallbacks
            (``var(--chart-main, #12436D)``); ``print`` gives fixed colours.
        dense: Draw it lower, for a page that has to hold more beside it.

    Raises:
        ValueError: `width` is under 320.
    """
    drawn = _drawn(chart, width=width, palette=palette, dense=dense)
    return _stamped(drawn, chart.stamp, width=width, palette=palette) if chart.stamp else drawn


def _stamped(drawn: str, stamp: Sequence[str], *, width: int, palette: Palette) -> str:
    """Return a drawing with its stamp beneath, in the drawing's own words."""
    sizes = setting(width)
    sheet = Sheet(palette=palette, size=sizes.size)
    sheet.inset(drawn, (0, 0))
    down = height_of(drawn) + _ABOVE_STAMP
    for said in stamp:
        for line in wrapped(said, sizes.size, width, strong=True):
            sheet.words(line, (0, down + sizes.size * 0.8), Ink.LABEL, strong=True)
            down += sizes.line
    return sheet.text(width=width, height=down, stamp="; ".join(stamp))


def _drawn(chart: Chart, *, width: int, palette: Palette, dense: bool) -> str:
    match chart:
        case LineChart():
            return draw_lines(chart, width=width, palette=palette, dense=dense)
        case RankedDots():
            return draw_dots(chart, width=width, palette=palette, dense=dense)
        case ControlChart():
            return draw_control(chart, width=width, palette=palette, dense=dense)
        case SmallMultiples():
            return draw_multiples(chart, width=width, palette=palette, dense=dense)
        case Stacked():
            return draw_stacked(chart, width=width, palette=palette, dense=dense)
        case AreaMap():
            return draw_map(chart, width=width, palette=palette, dense=dense)
        case Framework():
            return draw_framework(chart, width=width, palette=palette, dense=dense)
        case _:
            assert_never(chart)
