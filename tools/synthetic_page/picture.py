"""A picture of the page: a drawing of the project's own, titled, on its own paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from copperplate.drawing import Dot, Line, LineChart, RankedDots, Role, Tick, draw

FOLDER = "synthetic"
"""Beside the page."""
WIDTH = 330  # CSS pixels: two beside each other on a page, one on a phone
PAPER = '<rect width="100%" height="100%" fill="#FFFFFF"/>'


@dataclass(frozen=True)
class Picture:
    """A picture: its file's name without `.svg`, what it shows in a sentence, what to draw."""

    name: str
    title: str
    chart: LineChart | RankedDots

    @property
    def markup(self) -> str:
        """The picture as the page has it."""
        return f"![{self.title}]({FOLDER}/{self.name}.svg)"

    @property
    def text(self) -> str:
        """The file's text."""
        opening, rest = draw(self.chart, width=WIDTH, palette="print").split(">", 1)
        return f'{opening} role="img"><title>{escape(self.title)}</title>{PAPER}{rest}\n'


def lines(
    heading: str,
    ticks: Mapping[int, str],
    drawn: tuple[str, Sequence[float | None]],
    real: Mapping[str, Sequence[float | None]],
    first: int,
) -> LineChart:
    """Return a chart of per cents by place: what was drawn, and what is real, by name."""

    def line(name: str, values: Sequence[float | None], role: Role) -> Line:
        places = tuple(float(first + place) for place in range(len(values)))
        return Line(name=name, xs=places, ys=tuple(values), role=role)

    return LineChart(
        lines=(
            *(line(name, values, Role.PEER) for name, values in real.items()),
            line(*drawn, Role.MAIN),
        ),
        x_ticks=tuple(Tick(at=float(at), label=label) for at, label in ticks.items()),
        y_heading=heading,
    )


def pairs(heading: str, rows: Sequence[tuple[str, float, float]], real: str) -> RankedDots:
    """Return a chart of per cents by name: drawn, and real under it."""
    dots = []
    for name, drawn, published in rows:
        dots.append(Dot(name=name, value=drawn, value_label=f"{drawn:.1f}", role=Role.MAIN))
        dots.append(Dot(name=real, value=published, value_label=f"{published:.1f}", role=Role.PEER))
    return RankedDots(dots=tuple(dots), x_heading=heading)
