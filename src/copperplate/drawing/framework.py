"""A plan's framework: a row an objective, a sign an item, and a key that says what signs mean.

A sign differs from the others by shape, so that nothing is lost in black and white. Counts
nothing: how many items stand where is said in words it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copperplate.drawing.frame import Setting, setting
from copperplate.drawing.ink import Ink, Palette
from copperplate.drawing.model import Framework, FrameworkRow, ItemSign
from copperplate.drawing.svg import Point, Sheet
from copperplate.drawing.typeface import text_width, wrapped

_LABELS_SHARE = 0.42  # of the drawing; signs and words keep the rest
_GAP = 16.0
_RADIUS = 6.0
_STEP = 20.0  # from one sign to the next
_BETWEEN_ROWS, _BETWEEN_DENSE_ROWS = 14.0, 9.0
_KEY_SIGN = 22.0
_KEY_GAP = 18.0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Placed:
    """A row with its words wrapped and its signs in lines."""

    label: tuple[str, ...]
    lines: tuple[tuple[ItemSign, ...], ...]
    said: tuple[str, ...]

    def height(self, sizes: Setting) -> float:
        right = len(self.lines) * _STEP + len(self.said) * sizes.line
        between = _BETWEEN_DENSE_ROWS if sizes.dense else _BETWEEN_ROWS
        return max(len(self.label) * sizes.line, right) + between


def draw_framework(chart: Framework, *, width: int, palette: Palette, dense: bool = False) -> str:
    """Return a framework as SVG text."""
    sizes = setting(width, dense=dense)
    sheet = Sheet(palette=palette, size=sizes.size)
    left = sizes.width * _LABELS_SHARE
    rows = [_placed(row, sizes, left) for row in chart.rows]
    down = 2.0
    for row in rows:
        sheet.rule((0, down), (sizes.width, down), Ink.GRID)
        _draw_row(sheet, row, sizes, left=left + _GAP, top=down + 5)
        down += row.height(sizes)
    sheet.rule((0, down), (sizes.width, down), Ink.GRID)
    return sheet.text(width=sizes.width, height=_draw_key(sheet, chart.key, sizes, top=down + 8))


def _placed(row: FrameworkRow, sizes: Setting, left: float) -> _Placed:
    room = sizes.width - left - _GAP
    many = max(int(room // _STEP), 1)
    return _Placed(
        label=wrapped(row.label, sizes.size, left, strong=True),
        lines=tuple(row.signs[at : at + many] for at in range(0, len(row.signs), many)),
        said=wrapped(row.said, sizes.size, room),
    )


def _draw_row(sheet: Sheet, row: _Placed, sizes: Setting, *, left: float, top: float) -> None:
    for number, line in enumerate(row.label):
        baseline = top + number * sizes.line + sizes.size
        sheet.words(line, (0, baseline), Ink.LABEL, strong=True)
    for number, signs in enumerate(row.lines):
        middle = top + number * _STEP + _STEP / 2 - 1
        for place, sign in enumerate(signs):
            _draw_sign(sheet, sign, (left + _RADIUS + place * _STEP, middle))
    begun = top + len(row.lines) * _STEP
    for number, line in enumerate(row.said):
        sheet.words(line, (left, begun + number * sizes.line + sizes.size), Ink.QUIET)


def _draw_sign(sheet: Sheet, sign: ItemSign, at: Point) -> None:
    x, y = at
    half = _RADIUS * 0.85
    square = (
        (x - half, y - half),
        (x + half, y - half),
        (x + half, y + half),
        (x - half, y + half),
    )
    wide = _RADIUS * 1.25
    diamond = ((x - wide, y), (x, y - wide), (x + wide, y), (x, y + wide))
    match sign:
        case ItemSign.HERE:
            sheet.dot(at, _RADIUS, Ink.MAIN)
        case ItemSign.ELSEWHERE:
            sheet.dot(at, _RADIUS - 0.5, Ink.MAIN, hollow=True)
        case ItemSign.MISSING:
            sheet.polygon(diamond, Ink.CONCERN)
        case ItemSign.CLOSED:
            sheet.polygon(square, Ink.AVERAGE)
        case ItemSign.OTHER:
            sheet.polygon(square, Ink.AXIS, hollow=True)


def _draw_key(
    sheet: Sheet, key: Sequence[tuple[ItemSign, str]], sizes: Setting, *, top: float
) -> float:
    """Draw the key, as many signs to a line as fit; return where it ends."""
    start, baseline = 0.0, top + sizes.size
    for sign, meaning in key:
        reach = _KEY_SIGN + text_width(meaning, sizes.size)
        if start and start + reach > sizes.width:
            start, baseline = 0.0, baseline + sizes.line + 2
        _draw_sign(sheet, sign, (start + _RADIUS + 2, baseline - sizes.half_capital))
        sheet.words(meaning, (start + _KEY_SIGN, baseline), Ink.QUIET)
        start += reach + _KEY_GAP
    return baseline + sizes.descent + 4
