"""A drawing that stands alone in a file: its title above, where it comes from beneath.

Colours are fixed and the paper is its own: most programs that take a drawing know no theme.
Words nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from copperplate.drawing.draw import draw
from copperplate.drawing.frame import setting
from copperplate.drawing.ink import Ink
from copperplate.drawing.model import Chart
from copperplate.drawing.svg import Sheet, height_of
from copperplate.drawing.typeface import LINE_HEIGHT, wrapped

_EDGE = 16.0  # pixels of paper all round
_TITLE = 18.0
_MOST_LINES = 12  # of one paragraph beneath


def plate(
    chart: Chart,
    *,
    title: str,
    subtitle: str,
    foot: Sequence[str],
    alternative: str,
    width: int,
) -> str:
    """Return a drawing as the text of an SVG file.

    Args:
        chart: What to draw.
        title: What it shows, set strong.
        subtitle: Measure, areas and period.
        foot: Paragraphs beneath: sources, notes.
        alternative: What it shows, for those who cannot see it.
        width: Of the drawing, in CSS pixels, from 320 up; the paper is wider on either side.

    Raises:
        ValueError: `width` is under 320.
    """
    sizes = setting(width)
    sheet = Sheet(palette="print", size=sizes.size)
    drawn = draw(chart, width=width, palette="print")
    down = _EDGE
    for line in wrapped(title, _TITLE, width, strong=True, most=4):
        sheet.words(line, (_EDGE, down + _TITLE * 0.8), strong=True, size=_TITLE)
        down += _TITLE * LINE_HEIGHT
    down += 4
    for line in wrapped(subtitle, sizes.size, width):
        sheet.words(line, (_EDGE, down + sizes.size * 0.8), Ink.QUIET)
        down += sizes.line
    down += 12
    sheet.inset(drawn, (_EDGE, down))
    down += height_of(drawn) + 12
    for paragraph in foot:
        for line in wrapped(paragraph, sizes.size - 1, width, most=_MOST_LINES):
            at = (_EDGE, down + sizes.size * 0.8)
            sheet.words(line, at, Ink.QUIET, size=sizes.size - 1)
            down += sizes.line
        down += 4
    paper = width + 2 * _EDGE
    name = ". ".join((*chart.stamp, title))
    return sheet.text(width=paper, height=down + _EDGE, alone=(name, alternative)) + "\n"
