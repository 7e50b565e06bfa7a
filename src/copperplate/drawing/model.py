"""What a chart holds: frozen values a drawer turns into SVG.

Positions are plain numbers and labels are plain text; whoever fills these in has
already decided what may be shown and how numbers are worded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a line or dot is for; the theme gives each role its ink."""

    MAIN = "main"
    PEER = "peer"
    AVERAGE = "average"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A labelled place on an axis."""

    at: float
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a line chart.

    Attributes:
        name: Written at the line's right end.
        xs: Positions, rising.
        ys: One value a position; None leaves a gap in the line.
        value_label: The last value as readers see it, written after the name; may be empty.
        hollow: Positions (indices) drawn hollow, for provisional values.
    """

    name: str
    xs: tuple[float, ...]
    ys: tuple[float | None, ...]
    role: Role
    value_label: str = ""
    hollow: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if len(self.xs) != len(self.ys):
            raise ValueError("a line has one value a position")
        if list(self.xs) != sorted(self.xs):
            raise ValueError("positions rise")


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """A dated mark on the time axis: a break, a base year. Its label is written once."""

    at: float
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LineChart:
    """Values over time.

    Attributes:
        lines: Any number; the main one is drawn last, on top.
        x_ticks: Where the time axis is labelled; thinned on narrow drawings.
        y_heading: What the vertical axis counts, written above it.
        y_places: Decimal places of the axis' own labels.
        from_zero: Whether the vertical axis starts at zero.
        events: Marks on the time axis.
    """

    lines: tuple[Line, ...]
    x_ticks: tuple[Tick, ...]
    y_heading: str
    y_places: int = 0
    from_zero: bool = True
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """One row of a ranked dot plot: a name, a value, and the value as readers see it.

    `value` None is a row that says `value_label` (why there is none) where a dot would be.
    """

    name: str
    value: float | None
    value_label: str
    role: Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A labelled line across the values: an average, a milestone."""

    at: float
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RankedDots:
    """Named values sorted by whoever made it, top row first, on one scale from zero."""

    dots: tuple[Dot, ...]
    x_heading: str
    x_places: int = 0
    references: tuple[Reference, ...] = ()


Chart = LineChart | RankedDots
