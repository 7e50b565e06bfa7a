"""Where labels may stand: spread them, thin them, number them; never let two touch.

Works on spans of pixels only. Which label matters most is the caller's business: it
hands labels over in order of importance where some may have to go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from copperplate.drawing.typeface import text_width


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch of pixels on one axis."""

    start: float
    end: float

    def touches(self, other: Span, gap: float = 0) -> bool:
        """Whether two spans come closer than `gap`."""
        return self.start < other.end + gap and other.start < self.end + gap


def spread(
    centres: Sequence[float], heights: Sequence[float], *, low: float, high: float
) -> tuple[float, ...]:
    """Move labels along one axis until none overlaps, each as near its wish as can be.

    Labels keep the order of their wishes. Neighbours that would overlap form a block
    that sits at the mean of its members' wishes (least squares, pooled as in isotonic
    regression), then the whole is pushed inside `low` to `high`.

    Args:
        centres: Where each label would like its middle.
        heights: How much room each takes.
        low: Where the first may begin.
        high: Where the last may end; the heights together go between.

    Returns:
        The middles, in the order given.
    """
    order = sorted(range(len(centres)), key=lambda index: (centres[index], index))
    blocks: list[tuple[float, float, list[int]]] = []  # top, height, members
    for index in order:
        height = heights[index]
        block = (
            _within(centres[index] - height / 2, height, low, high),
            height,
            [index],
        )
        while blocks and blocks[-1][0] + blocks[-1][1] > block[0]:
            above = blocks.pop()
            members = above[2] + block[2]
            wish, reach = 0.0, 0.0
            for member in members:
                wish += centres[member] - (reach + heights[member] / 2)
                reach += heights[member]
            block = (_within(wish / len(members), reach, low, high), reach, members)
        blocks.append(block)
    found = [0.0] * len(centres)
    for top, _, members in blocks:
        reach = top
        for member in members:
            found[member] = reach + heights[member] / 2
            reach += heights[member]
    return tuple(found)


def _within(top: float, height: float, low: float, high: float) -> float:
    return max(low, min(top, high - height))


def thinned(centres: Sequence[float], widths: Sequence[float], *, gap: float) -> tuple[int, ...]:
    """Return which labels of an even axis to keep: every n-th, counted from the last.

    The last is the newest, the one a reader looks for.
    """
    count = len(centres)
    for stride in range(1, count + 1):
        kept = tuple(reversed(range(count - 1, -1, -stride)))
        spans = [
            Span(
                start=centres[index] - widths[index] / 2,
                end=centres[index] + widths[index] / 2,
            )
            for index in kept
        ]
        if not any(one.touches(two, gap) for one, two in pairwise(spans)):
            return kept
    return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """A label at the head of an upright line: the text and where it starts."""

    at: float
    text: str
    start: float


def flags(
    marks: Sequence[tuple[float, str]],
    *,
    size: float,
    low: float,
    high: float,
    gap: float,
) -> tuple[Flag, ...] | None:
    """Place the label of each upright line beside its head, all in one row.

    A label stands right of its line or, where there is no room, left of it.

    Returns:
        One flag a mark, or None where the labels cannot stand in one row between `low`
        and `high` without touching each other or another's line.
    """
    placed: list[tuple[Flag, Span]] = []
    for at, text in sorted(marks):
        width = text_width(text, size)
        spans = (
            Span(start=at + gap, end=at + gap + width),
            Span(start=at - gap - width, end=at - gap),
        )
        others = [place for place, _ in marks if place != at]
        for span in spans:
            inside = low <= span.start and span.end <= high
            free = not any(span.touches(taken, 2 * gap) for _, taken in placed)
            clear = not any(span.start - gap < other < span.end + gap for other in others)
            if inside and free and clear:
                placed.append((Flag(at=at, text=text, start=span.start), span))
                break
        else:
            return None
    return tuple(flag for flag, _ in placed)


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberedMarks:
    """Upright lines known by numbers: what stands at each head, and the list beneath.

    Attributes:
        heads: Middle and text of each head; lines too close together share one: ``1, 2``.
        names: ``1: Base year`` and so on, in order; without the colon a date would be misread.
    """

    heads: tuple[tuple[float, str], ...]
    names: tuple[str, ...]


def numbered(
    marks: Sequence[tuple[float, str]],
    *,
    size: float,
    low: float,
    high: float,
    gap: float,
    first: int = 1,
) -> NumberedMarks:
    """Number upright lines from the left, for marks whose labels have no room.

    `first` is the first number: smaller ones may be known already for something else.
    """
    ordered = sorted(marks)
    groups = [([at], [str(count)]) for count, (at, _) in enumerate(ordered, start=first)]
    merged = True
    while merged:
        merged = False
        spans = [_head_span(places, texts, size, low, high) for places, texts in groups]
        for index in range(len(groups) - 1):
            if spans[index].touches(spans[index + 1], gap):
                places, texts = groups.pop(index + 1)
                groups[index][0].extend(places)
                groups[index][1].extend(texts)
                merged = True
                break
    heads = []
    for places, texts in groups:
        span = _head_span(places, texts, size, low, high)
        heads.append(((span.start + span.end) / 2, _head(texts)))
    names = tuple(f"{count}: {text}" for count, (_, text) in enumerate(ordered, start=first))
    return NumberedMarks(heads=tuple(heads), names=names)


def _head(texts: Sequence[str]) -> str:
    return ", ".join(texts) if len(texts) < 3 else f"{texts[0]} to {texts[-1]}"


def _head_span(
    places: Sequence[float], texts: Sequence[str], size: float, low: float, high: float
) -> Span:
    width = text_width(_head(texts), size, strong=True)
    middle = (places[0] + places[-1]) / 2
    start = max(low, min(middle - width / 2, high - width))
    return Span(start=start, end=start + width)
