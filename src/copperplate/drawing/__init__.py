"""Numbers and labels to SVG: charts and small multiples.

A library beside the tower: it knows numpy, and nothing of policing, statistics or
documents. `model` says what a chart holds, `draw` turns one into SVG text.
"""

from copperplate.drawing.draw import draw
from copperplate.drawing.model import (
    Chart,
    Dot,
    Event,
    Line,
    LineChart,
    RankedDots,
    Reference,
    Role,
    Tick,
)

__all__ = [
    "Chart",
    "Dot",
    "Event",
    "Line",
    "LineChart",
    "RankedDots",
    "Reference",
    "Role",
    "Tick",
    "draw",
]
