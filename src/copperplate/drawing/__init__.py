"""Numbers and labels to SVG: charts of several kinds.

A library beside the tower: it knows numpy, and nothing of policing, statistics or
documents. `model` says what a chart holds, `draw` turns one into SVG text.
"""

from copperplate.drawing.draw import draw
from copperplate.drawing.ink import on_dark_paper
from copperplate.drawing.model import (
    Chart,
    ControlChart,
    Dot,
    Event,
    KeyMark,
    Line,
    LineChart,
    PointMark,
    RankedDots,
    Reference,
    Role,
    StepMark,
    SteppedStretch,
    Stretch,
    Tick,
    Tone,
)

__all__ = [
    "Chart",
    "ControlChart",
    "Dot",
    "Event",
    "KeyMark",
    "Line",
    "LineChart",
    "PointMark",
    "RankedDots",
    "Reference",
    "Role",
    "StepMark",
    "SteppedStretch",
    "Stretch",
    "Tick",
    "Tone",
    "draw",
    "on_dark_paper",
]
