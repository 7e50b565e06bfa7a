"""Control charts one above the other on one time axis, each on its own scale.

Never two scales in one plot. What lies beneath one another is of the same time.
"""

from __future__ import annotations

from dataclasses import replace

from copperplate.drawing.control import common_of, draw_control
from copperplate.drawing.frame import setting
from copperplate.drawing.ink import Palette
from copperplate.drawing.model import Stacked
from copperplate.drawing.signs import draw_key, place_key
from copperplate.drawing.svg import Sheet, height_of

_BETWEEN = 14.0


def draw_stacked(chart: Stacked, *, width: int, palette: Palette, dense: bool = False) -> str:
    """Return charts on one time axis as SVG text."""
    sizes = setting(width, dense=dense)
    sheet = Sheet(palette=palette, size=sizes.size)
    common = common_of(chart.charts, sizes)
    down = 0.0
    for one in chart.charts:
        ticks = chart.x_ticks if one is chart.charts[-1] else ()
        bare = replace(one, x_ticks=ticks, key=())
        drawn = draw_control(bare, width=width, palette=palette, dense=dense, common=common)
        sheet.inset(drawn, (0, down))
        down += height_of(drawn) + _BETWEEN
    key = place_key(chart.key, sizes)
    down -= _BETWEEN
    draw_key(sheet, key, sizes, top=down)
    return sheet.text(width=sizes.width, height=down + key.height(sizes) + 4)
