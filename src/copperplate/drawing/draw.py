"""Chart to SVG text: chooses the drawer of each kind of chart."""

from __future__ import annotations

from typing import assert_never

from copperplate.drawing.control import draw_control
from copperplate.drawing.dots import draw_dots
from copperplate.drawing.ink import Palette
from copperplate.drawing.lines import draw_lines
from copperplate.drawing.maps import draw_map
from copperplate.drawing.model import AreaMap, Chart, ControlChart, LineChart, RankedDots


def draw(chart: Chart, *, width: int, palette: Palette = "screen", dense: bool = False) -> str:
    """Return one chart as SVG text.

    The drawing carries no title or description: whoever sets it gives it an accessible
    name, and hides the drawing's own words from assistive technology. The same chart
    gives the same text on every machine.

    Args:
        chart: What to draw.
        width: In CSS pixels, from 320 (a phone) up; the height follows from the chart.
        palette: ``screen`` names colours as CSS custom properties with fallbacks
            (``var(--chart-main, #12436D)``); ``print`` gives fixed colours.
        dense: Draw it lower, for a page that has to hold more beside it.

    Raises:
        ValueError: `width` is under 320.
    """
    match chart:
        case LineChart():
            return draw_lines(chart, width=width, palette=palette, dense=dense)
        case RankedDots():
            return draw_dots(chart, width=width, palette=palette, dense=dense)
        case ControlChart():
            return draw_control(chart, width=width, palette=palette, dense=dense)
        case AreaMap():
            return draw_map(chart, width=width, palette=palette, dense=dense)
        case _:
            assert_never(chart)
