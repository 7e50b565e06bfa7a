"""One control chart in a notebook: its picture, and under it what it says of itself."""

from __future__ import annotations

from html import escape

import numpy as np

from copperplate import drawing
from copperplate.drawing import Tick
from copperplate.spc.chart import ControlChart
from copperplate.spc.notebook.card import NARROW, WIDE, WORDS, card
from copperplate.spc.notebook.numbers import axis_places, wording_of
from copperplate.spc.pictures import Axes, picture_of

_MOST_TICKS = 10


def chart_markup(chart: ControlChart) -> str:
    """Return a chart as HTML that is whole in itself.

    The picture has a name and a description; what is drawn in it is hidden from assistive
    technology, and stands in words beneath.
    """
    axes = Axes(
        periods=[f"Point {point}" for point in range(len(chart))],
        x_ticks=_ticks(len(chart)),
        y_heading="Value, by point numbered from 0",
        y_places=axis_places(_span(chart)),
    )
    picture = picture_of(chart, axes, number=wording_of(chart.values))
    drawings = (
        f'<div class="{name}"{hidden}>{_named(drawing.draw(picture, width=width), chart)}</div>'
        for name, width, hidden in (
            ("wide", WIDE, ""),
            ("narrow", NARROW, ' style="display: none;"'),
        )
    )
    words = escape(repr(chart)[1:-1])
    return card(*drawings, f'<pre style="{WORDS}">{words}</pre>')


def _named(svg: str, chart: ControlChart) -> str:
    """Return a drawing with an accessible name and description."""
    name = escape(f"Control chart by {chart.rules}, {len(chart)} points")
    opening, rest = svg.split(">", 1)
    described = f"<desc>{escape(_description(chart))}</desc>"
    return f'{opening} role="img" aria-label="{name}">{described}{rest}'


def _description(chart: ControlChart) -> str:
    number, known = wording_of(chart.values), np.flatnonzero(~np.isnan(chart.values))
    if not len(known):
        return "It holds no value."
    values, newest = chart.values[known], int(known[-1])
    lowest, highest = (number(float(value)) for value in (values.min(), values.max()))
    return (
        f"Values from {lowest} to {highest}; the newest, point {newest}, is "
        f"{number(float(values[-1]))}. What the chart shows is in words beneath it."
    )


def _span(chart: ControlChart) -> float:
    drawn = np.concatenate([chart.values, chart.drawn.lower, chart.drawn.upper])
    known = drawn[~np.isnan(drawn)]
    return float(np.ptp(known)) if len(known) else 0.0


def _ticks(points: int) -> tuple[Tick, ...]:
    """Label round numbers of points, few of them."""
    power = 1
    while points > _MOST_TICKS * 10 * power:
        power *= 10
    apart = next(step * power for step in (1, 2, 5, 10) if points <= _MOST_TICKS * step * power)
    return tuple(Tick(at=float(point), label=str(point)) for point in range(0, points, apart))
