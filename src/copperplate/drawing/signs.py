"""The signs of a control chart: points, runs, breaches, steps, and the key to them.

Each differs from the others by shape, so that nothing is lost in black and white: a run
is triangles that point to its side; a pattern without a side is squares; a breach is
ringed, by a circle where good, a diamond where bad, a square where neither; a step is a
diamond on the axis, hollow if proposed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copperplate.drawing.frame import Setting
from copperplate.drawing.ink import Ink, tone_ink
from copperplate.drawing.model import KeyMark, PointMark, Tone
from copperplate.drawing.svg import Point, Sheet
from copperplate.drawing.typeface import text_width, wrapped

_SIGN = 22.0  # room for a sign before its meaning
_BETWEEN = 18.0
TRIAL_DASH = "4 3"  # of the edges of trial limits
_BREACHES = {
    KeyMark.BREACH_IMPROVEMENT: Tone.IMPROVEMENT,
    KeyMark.BREACH_CONCERN: Tone.CONCERN,
    KeyMark.BREACH_NEITHER: Tone.NEITHER,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sizes:
    """How large the signs of one drawing are, by the room a point has."""

    point: float
    triangle: float
    ring: float

    @classmethod
    def of(cls, step: float) -> Sizes:
        """Return the sizes where points stand `step` pixels apart."""
        point = min(max(step * 0.24, 1.5), 2.7)
        return cls(
            point=point, triangle=min(max(step * 0.42, 3.6), 5.4), ring=min(point * 2.6, 7.0)
        )


def draw_point(
    sheet: Sheet, at: Point, mark: PointMark | None, sizes: Sizes, *, hollow: bool
) -> None:
    """Draw a point and what it says."""
    ink = tone_ink(mark.tone) if mark else Ink.MAIN
    if mark and mark.run_side:
        sheet.polygon(_triangle(at, sizes.triangle, mark.run_side), ink)
    elif mark and not mark.breach:
        sheet.polygon(_square(at, sizes.triangle * 0.65), ink)
    elif hollow:
        sheet.dot(at, sizes.point + 0.9, Ink.MAIN, hollow=True)
    else:
        sheet.dot(at, sizes.point + (0.6 if mark else 0), ink)
    if mark and mark.breach:
        _draw_ring(sheet, at, mark.tone, sizes.ring)


def draw_step(sheet: Sheet, at: Point, *, confirmed: bool, radius: float = 6.0) -> None:
    """Draw the mark of a step."""
    sheet.polygon(_diamond(at, radius), Ink.LABEL, hollow=not confirmed)


def _draw_ring(sheet: Sheet, at: Point, tone: Tone, radius: float) -> None:
    ink = tone_ink(tone)
    match tone:
        case Tone.IMPROVEMENT:
            sheet.ring(at, radius, ink, width=1.8)
        case Tone.CONCERN:
            sheet.outline(_diamond(at, radius * 1.3), ink, width=1.8)
        case Tone.NEITHER:
            sheet.outline(_square(at, radius * 0.9), ink, width=1.8)


def _diamond(at: Point, radius: float) -> tuple[Point, ...]:
    x, y = at
    return (x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius)


def _square(at: Point, half: float) -> tuple[Point, ...]:
    x, y = at
    return (x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)


def _triangle(at: Point, radius: float, side: int) -> tuple[Point, ...]:
    """A triangle centred on a point, pointing up for 1 and down for -1."""
    x, y = at
    base = y + side * radius * 0.6
    return (x - radius, base), (x + radius, base), (x, y - side * radius)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    """One sign and its meaning in the key: where it starts, on which line."""

    mark: KeyMark
    words: str
    start: float
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """The key beneath a chart, set in lines."""

    entries: tuple[_Entry, ...]
    lines: int

    def height(self, sizes: Setting) -> float:
        """How much room it takes."""
        return self.lines * sizes.line + sizes.size * 0.6 if self.lines else 0


def place_key(key: Sequence[tuple[KeyMark, str]], sizes: Setting) -> Key:
    """Set the key one sign after another, as many to a line as fit."""
    entries: list[_Entry] = []
    start, line = 0.0, 0
    for mark, meaning in key:
        pieces = wrapped(meaning, sizes.size, sizes.width - _SIGN)
        widest = max((text_width(piece, sizes.size) for piece in pieces), default=0)
        if start and start + _SIGN + widest > sizes.width:
            start, line = 0.0, line + 1
        for count, piece in enumerate(pieces):
            entries.append(_Entry(mark=mark, words=piece, start=start, line=line + count))
        if len(pieces) > 1:
            start, line = sizes.width, line + len(pieces) - 1
        else:
            start += _SIGN + widest + _BETWEEN
    return Key(entries=tuple(entries), lines=line + 1 if entries else 0)


def draw_key(sheet: Sheet, key: Key, sizes: Setting, *, top: float) -> None:
    """Draw the key from a height down."""
    seen: set[KeyMark] = set()
    for entry in key.entries:
        baseline = top + sizes.size * 0.6 + sizes.size + entry.line * sizes.line
        if entry.mark not in seen:
            seen.add(entry.mark)
            _draw_sign(sheet, entry.mark, (entry.start + 9, baseline - sizes.half_capital))
        sheet.words(entry.words, (entry.start + _SIGN, baseline), Ink.QUIET)


def _draw_sign(sheet: Sheet, mark: KeyMark, at: Point) -> None:
    (x, y), sizes = at, Sizes(point=2.7, triangle=5.4, ring=6.0)
    if mark in _BREACHES:
        shown = PointMark(point=0, tone=_BREACHES[mark], breach=True)
        draw_point(sheet, at, shown, sizes, hollow=False)
        return
    match mark:
        case KeyMark.STEP:
            draw_step(sheet, at, confirmed=True, radius=5.5)
        case KeyMark.POSSIBLE_STEP:
            draw_step(sheet, at, confirmed=False, radius=5.5)
        case KeyMark.RUN_ABOVE:
            sheet.polygon(_triangle(at, sizes.triangle, 1), Ink.LABEL)
        case KeyMark.RUN_BELOW:
            sheet.polygon(_triangle(at, sizes.triangle, -1), Ink.LABEL)
        case KeyMark.PATTERN:
            sheet.polygon(_square(at, sizes.triangle * 0.65), Ink.LABEL)
        case KeyMark.PROVISIONAL:
            draw_point(sheet, at, None, sizes, hollow=True)
        case KeyMark.TRIAL:
            draw_band(sheet, left=x - 8, right=x + 8, top=y - 5, bottom=y + 5, trial=True)
        case KeyMark.STANDING:
            sheet.path(
                (
                    (x - 8, y + 3),
                    (x - 2, y + 3),
                    (x - 2, y),
                    (x + 4, y),
                    (x + 4, y - 3),
                    (x + 9, y - 3),
                ),
                Ink.AXIS,
                width=1,
                dash="1.5 2",
            )
        case KeyMark.REFERENCE:
            draw_reference(sheet, left=x - 8, right=x + 9, height=y)
        case _:
            return


def draw_reference(sheet: Sheet, *, left: float, right: float, height: float) -> None:
    """Draw a faint line across, to hold values against."""
    sheet.rule((left, height), (right, height), Ink.AVERAGE, width=1, dash="2 3")


def draw_band(
    sheet: Sheet, *, left: float, right: float, top: float, bottom: float, trial: bool
) -> None:
    """Draw a pair of limits: a light band between thin edges, dashed for trial limits."""
    ink = Ink.TRIAL if trial else Ink.BAND
    sheet.area((left, top), width=right - left, height=max(bottom - top, 0), ink=ink)
    for height in (top, bottom):
        sheet.rule(
            (left, height), (right, height), Ink.EDGE, width=0.9, dash=TRIAL_DASH if trial else None
        )
