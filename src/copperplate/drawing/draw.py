"""Chart to SVG text: chooses the drawer of each kind of chart."""

from __future__ import annotations

from copperplate.drawing.model import Chart


def draw(chart: Chart, *, width: int, palette: str = "screen") -> str:
    """Return one chart as SVG text."""
    raise NotImplementedError
