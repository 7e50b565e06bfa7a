"""Numbers and labels to SVG: charts of several kinds, and maps.

A library beside the tower: it knows numpy, and nothing of policing, statistics or
documents. `model` says what a chart holds, `draw` turns one into SVG text.
"""

from copperplate.drawing.draw import draw
from copperplate.drawing.ink import on_dark_paper
from copperplate.drawing.model import (
    SHADES,
    AreaMap,
    Chart,
    ControlChart,
    Dot,
    Event,
    Fill,
    Framework,
    FrameworkRow,
    ItemSign,
    KeyMark,
    LegendEntry,
    Line,
    LineChart,
    Panel,
    PointMark,
    RankedDots,
    Reference,
    Ring,
    Role,
    Shape,
    SmallMultiples,
    Stacked,
    StepMark,
    SteppedStretch,
    Stretch,
    Tick,
    TimeSpan,
    Tone,
)
from copperplate.drawing.newest import newest
from copperplate.drawing.plate import plate

__all__ = [
    "SHADES",
    "AreaMap",
    "Chart",
    "ControlChart",
    "Dot",
    "Event",
    "Fill",
    "Framework",
    "FrameworkRow",
    "ItemSign",
    "KeyMark",
    "LegendEntry",
    "Line",
    "LineChart",
    "Panel",
    "PointMark",
    "RankedDots",
    "Reference",
    "Ring",
    "Role",
    "Shape",
    "SmallMultiples",
    "Stacked",
    "StepMark",
    "SteppedStretch",
    "Stretch",
    "Tick",
    "TimeSpan",
    "Tone",
    "draw",
    "newest",
    "on_dark_paper",
    "plate",
]
