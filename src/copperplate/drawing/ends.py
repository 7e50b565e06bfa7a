"""The labels at the right ends of lines: which lines are named, and where each name stands.

Names wrap into a column; where there are more than the chart is high, the main line, the
average and the outermost peers keep theirs. Every name is also in the data table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copperplate.drawing.frame import Setting
from copperplate.drawing.labels import spread
from copperplate.drawing.model import Line, Role
from copperplate.drawing.typeface import text_width, wrapped

_BETWEEN = 3
_WIDEST_SHARE = 0.32  # of the drawing; the data keep the rest
_LEAST = 104


@dataclass(frozen=True, kw_only=True, slots=True)
class EndLabel:
    """One line's name and last value, wrapped."""

    line: Line
    lines: tuple[str, ...]

    @property
    def strong(self) -> bool:
        """Whether it is the main line's."""
        return self.line.role is Role.MAIN

    def height(self, sizes: Setting) -> float:
        """How much room it takes in the column."""
        return len(self.lines) * sizes.line + _BETWEEN

    def width(self, sizes: Setting) -> float:
        """How wide its longest line is."""
        return max(text_width(line, sizes.size, strong=self.strong) for line in self.lines)


def last_point(line: Line) -> tuple[float, float] | None:
    """Return the last position that has a value, and the value."""
    for x, y in zip(reversed(line.xs), reversed(line.ys), strict=True):
        if y is not None:
            return x, y
    return None


def end_labels(
    lines: Sequence[Line], sizes: Setting, *, most_height: float
) -> tuple[EndLabel, ...]:
    """Return the labels there is room for, in the order of the lines."""
    limit = max(sizes.width * _WIDEST_SHARE, _LEAST)
    chosen: list[EndLabel] = []
    height = 0.0
    for line in _by_weight(lines):
        label = EndLabel(line=line, lines=_label_lines(line, sizes.size, limit))
        if not label.lines:
            continue
        height += label.height(sizes)
        if height > most_height and line.role is Role.PEER:
            break
        chosen.append(label)
    return tuple(label for line in lines for label in chosen if label.line is line)


def _label_lines(line: Line, size: float, limit: float) -> tuple[str, ...]:
    """Wrap a name and its value; the value is never cut and never broken off the label."""
    strong = line.role is Role.MAIN
    both = f"{line.name} {line.value_label}".strip()
    whole = wrapped(both, size, limit, strong=strong)
    if not line.value_label or whole[-1].endswith(line.value_label):
        return whole
    value = wrapped(line.value_label, size, limit, strong=strong, most=1)
    return (*wrapped(line.name, size, limit, strong=strong), *value)


def _by_weight(lines: Sequence[Line]) -> list[Line]:
    """Return lines with the main first, then the average, then peers from the outside in."""
    first = [line for role in (Role.MAIN, Role.AVERAGE) for line in lines if line.role is role]
    ends = {id(line): last_point(line) for line in lines}
    peers = sorted(
        (line for line in lines if line.role is Role.PEER),
        key=lambda line: (
            -(end[1] if (end := ends[id(line)]) else float("-inf")),
            line.name,
        ),
    )
    outside_in = []
    while peers:
        outside_in.append(peers.pop(0))
        if peers:
            outside_in.append(peers.pop())
    return first + outside_in


def column_width(labels: Sequence[EndLabel], sizes: Setting) -> float:
    """Return how wide the column of labels is."""
    return max((label.width(sizes) for label in labels), default=0)


def label_middles(
    labels: Sequence[EndLabel],
    wishes: Sequence[float],
    sizes: Setting,
    *,
    low: float,
    high: float,
) -> tuple[float, ...]:
    """Return the height of each label's middle: near its line's end, none on another."""
    return spread(wishes, [label.height(sizes) for label in labels], low=low, high=high)
