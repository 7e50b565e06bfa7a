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
        stamp: Lines that stand in the picture itself, wherever it goes; none as a rule.
    """

    lines: tuple[Line, ...]
    x_ticks: tuple[Tick, ...]
    y_heading: str
    y_places: int = 0
    from_zero: bool = True
    events: tuple[Event, ...] = ()
    stamp: tuple[str, ...] = ()


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
    """Named values sorted by whoever made it, top row first, on one scale from zero.

    `stamp` is lines that stand in the picture itself, wherever it goes; none as a rule.
    """

    dots: tuple[Dot, ...]
    x_heading: str
    x_places: int = 0
    references: tuple[Reference, ...] = ()
    stamp: tuple[str, ...] = ()


class Tone(StrEnum):
    """What a marked point says; never by colour alone, so each has a shape of its own."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEITHER = "neither"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Points of a control chart that share one centre line and one pair of limits.

    Attributes:
        first: Index of its first point.
        last: Index of its last; the next stretch begins after it.
        centre: Height of its centre line; None where it has no value.
        centre_label: The centre line's value as readers see it, written at its right end.
        lower: The band's lower edge; None where there are no limits, and so is `upper`.
        upper: The band's upper edge.
        trial: Whether the limits come from few points: a paler band with dashed edges.
    """

    first: int
    last: int
    centre: float | None
    centre_label: str
    lower: float | None = None
    upper: float | None = None
    trial: bool = False

    def __post_init__(self) -> None:
        if (self.lower is None) != (self.upper is None):
            raise ValueError("a stretch has two limits or none")


@dataclass(frozen=True, kw_only=True, slots=True)
class SteppedStretch(Stretch):
    """A stretch whose lines move from point to point: one tread a point, None where a line breaks.

    `centre`, `lower` and `upper` are those of the newest tread, for the labels at its end.

    Attributes:
        centres: Heights of the centre line.
        lowers: The band's lower edge; None where `uppers` has None.
        uppers: The band's upper edge.
    """

    centres: tuple[float | None, ...]
    lowers: tuple[float | None, ...]
    uppers: tuple[float | None, ...]

    def __post_init__(self) -> None:
        Stretch.__post_init__(self)  # a class with slots cannot say super() of itself
        points = self.last - self.first + 1
        if {len(self.centres), len(self.lowers), len(self.uppers)} != {points}:
            raise ValueError("a stepped stretch has one tread a position")
        if [low is None for low in self.lowers] != [high is None for high in self.uppers]:
            raise ValueError("a stretch has two limits or none, at each position")


@dataclass(frozen=True, kw_only=True, slots=True)
class StepMark:
    """Where a stretch begins: a dated mark, hollow where the step is only proposed.

    Attributes:
        first: The stretch's first position.
        label: The step's date.
        confirmed: Whether people confirmed it.
        told: Its date and the stretch's centre line, for a list under a plot that has no room for
            that line's own label; empty for none.
    """

    first: int
    label: str
    confirmed: bool
    told: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PointMark:
    """A point that says something; of no run and no breach, that it is part of a pattern.

    Attributes:
        point: Its index.
        tone: Good, bad or neither.
        run_side: 1 or -1: a point of a run, and the side it fell on or the way it goes; 0: of none.
        breach: Whether it lies on or beyond a limit.
    """

    point: int
    tone: Tone
    run_side: int = 0
    breach: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeSpan:
    """A stretch of time that bears on what is drawn, known by a number on the time axis.

    Attributes:
        start: Where it starts; before the first position for one that ran already.
        end: Where it ends; None where it goes on.
        label: Its name, written beneath the chart.
    """

    start: float
    end: float | None
    label: str


class KeyMark(StrEnum):
    """The signs of a control chart that a key can explain."""

    STEP = "step"
    POSSIBLE_STEP = "possible step"
    RUN_ABOVE = "run above"
    RUN_BELOW = "run below"
    PATTERN = "pattern"
    BREACH_IMPROVEMENT = "breach, improvement"
    BREACH_CONCERN = "breach, concern"
    BREACH_NEITHER = "breach"
    PROVISIONAL = "provisional"
    TRIAL = "trial"
    STANDING = "standing"
    REFERENCE = "reference"


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlChart:
    """Values over time with their centre lines, limits, steps and signs.

    Attributes:
        xs: Positions, rising.
        ys: One value a position; None leaves a gap.
        stretches: Together they cover the positions, in order.
        x_ticks: Where the time axis is labelled; thinned on narrow drawings.
        y_heading: What the vertical axis counts.
        y_places: Decimal places of the axis' own labels.
        from_zero: Whether the vertical axis starts at zero.
        value_label: The last value as readers see it, written at its right; may be empty.
        limits_label: What the band is, written once; may be empty.
        standing: The average each point was judged against, drawn as a faint stepped
            line; as many as positions, or none at all.
        hollow: Positions (indices) drawn hollow, for provisional values.
        steps: Marks where stretches begin.
        marks: Points that say something.
        references: Labelled dashed lines across: a milestone.
        events: Dated marks on the time axis.
        spans: Stretches of time, numbered from 1 in their order.
        key: Signs used and what they mean, set beneath the chart.
        stamp: Lines that stand in the picture itself, wherever it goes; none as a rule.
    """

    xs: tuple[float, ...]
    ys: tuple[float | None, ...]
    stretches: tuple[Stretch, ...]
    x_ticks: tuple[Tick, ...]
    y_heading: str
    y_places: int = 0
    from_zero: bool = False
    value_label: str = ""
    limits_label: str = ""
    standing: tuple[float | None, ...] = ()
    hollow: frozenset[int] = frozenset()
    steps: tuple[StepMark, ...] = ()
    marks: tuple[PointMark, ...] = ()
    references: tuple[Reference, ...] = ()
    events: tuple[Event, ...] = ()
    spans: tuple[TimeSpan, ...] = ()
    key: tuple[tuple[KeyMark, str], ...] = ()
    stamp: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.xs) != len(self.ys) or len(self.standing) not in (0, len(self.xs)):
            raise ValueError("a control chart has one value, and one average or none, a position")
        if list(self.xs) != sorted(set(self.xs)):
            raise ValueError("positions rise")
        covered = [p for part in self.stretches for p in range(part.first, part.last + 1)]
        if covered != list(range(len(self.xs))):
            raise ValueError("stretches cover the positions, in order")
        if not {mark.first for mark in self.steps} <= {part.first for part in self.stretches}:
            raise ValueError("a step is marked where a stretch begins")


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """One of many small charts: its name, and what is drawn, or in words why nothing is.

    Of the chart its positions, values, stretches, signs and newest value's label are drawn.
    """

    name: str
    chart: ControlChart | None
    said: str = ""

    def __post_init__(self) -> None:
        if (self.chart is None) is not bool(self.said):
            raise ValueError("a panel holds a chart, or says why it holds none")


@dataclass(frozen=True, kw_only=True, slots=True)
class SmallMultiples:
    """Small control charts of one kind, a panel each, on one time axis.

    Attributes:
        panels: In the order they are read.
        x_ticks: Where every time axis is labelled; thinned on narrow panels.
        heading: What is counted and on which scale, written above.
        y_places: Decimal places of the axes' own labels.
        one_scale: Whether all panels share one vertical scale; else each has its own.
        reference: A faint line across every panel; None for none.
        key: Signs used and what they mean, set beneath.
        stamp: Lines that stand in the picture itself, wherever it goes; none as a rule.
    """

    panels: tuple[Panel, ...]
    x_ticks: tuple[Tick, ...]
    heading: str
    y_places: int = 0
    one_scale: bool = True
    reference: Reference | None = None
    key: tuple[tuple[KeyMark, str], ...] = ()
    stamp: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len({panel.chart.xs for panel in self.panels if panel.chart is not None}) > 1:
            raise ValueError("small charts share their positions")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stacked:
    """Control charts one above the other on one time axis, each with its own scale.

    Attributes:
        charts: From the top; their positions are places on the common axis.
        x_ticks: Where the common time axis is labelled, beneath the last; thinned.
        key: Signs used in any of them, set beneath.
        stamp: Lines that stand in the picture itself, wherever it goes; none as a rule.
    """

    charts: tuple[ControlChart, ...]
    x_ticks: tuple[Tick, ...]
    key: tuple[tuple[KeyMark, str], ...] = ()
    stamp: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not any(chart.xs for chart in self.charts):
            raise ValueError("charts on one axis have a position")


class Fill(StrEnum):
    """How an area of a map is filled: one of five shades, or that it has none, and why."""

    LOWEST = "lowest"
    LOWER = "lower"
    MIDDLE = "middle"
    HIGHER = "higher"
    HIGHEST = "highest"
    ZERO = "zero"
    HIDDEN = "hidden"
    MISSING = "missing"


SHADES = (Fill.LOWEST, Fill.LOWER, Fill.MIDDLE, Fill.HIGHER, Fill.HIGHEST)

Ring = tuple[tuple[float, float], ...]
"""A closed line in degrees, longitude and latitude: its last point is its first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """One area of a map.

    Attributes:
        rings: Its outer lines, and those of its holes, in any order.
        fill: How it is filled.
        group: Shapes of one group are drawn together inside one strong line; may be empty.
        label: Lines of words that name it, the first one strong; empty for none.
    """

    rings: tuple[Ring, ...]
    fill: Fill
    group: str = ""
    label: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LegendEntry:
    """What one fill means: a range or a mark, and a few words beside it."""

    fill: Fill
    label: str
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaMap:
    """Areas filled by the class their value falls in.

    Attributes:
        shapes: Neighbours share the points of their common line, so that none gapes.
        legend: One entry a fill, in the order they are read; every fill drawn has one.
        heading: What the classes are of, written above.
        behind: Thin lines beneath the shapes, with nothing in them: larger areas that show where
            the shapes lie.
        stamp: Lines that stand in the picture itself, wherever it goes; none as a rule.
    """

    shapes: tuple[Shape, ...]
    legend: tuple[LegendEntry, ...]
    heading: str
    behind: tuple[Ring, ...] = ()
    stamp: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        fills = [entry.fill for entry in self.legend]
        if len(set(fills)) != len(fills) or not {s.fill for s in self.shapes} <= set(fills):
            raise ValueError("every fill of a map has one entry in its legend")
        if not any(shape.rings for shape in self.shapes):
            raise ValueError("a map has a shape")
        shapes = (ring for shape in self.shapes for ring in shape.rings)
        for ring in (*shapes, *self.behind):
            if len(ring) < 4 or ring[0] != ring[-1]:
                raise ValueError("a ring is closed: its last point is its first")


class ItemSign(StrEnum):
    """How an item of a plan is drawn: each differs from the others by shape."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    MISSING = "missing"
    CLOSED = "closed"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class FrameworkRow:
    """An objective of a plan: its name, a sign for each item, and the signs in words."""

    label: str
    signs: tuple[ItemSign, ...]
    said: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Framework:
    """A plan's objectives with their items, so that no objective is one colour.

    Attributes:
        rows: In the plan's order.
        key: What each sign means, in the order they are read; every sign drawn has one.
        stamp: Lines that stand in the picture itself, wherever it goes; none as a rule.
    """

    rows: tuple[FrameworkRow, ...]
    key: tuple[tuple[ItemSign, str], ...]
    stamp: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = {sign for sign, _ in self.key}
        if not {sign for row in self.rows for sign in row.signs} <= known:
            raise ValueError("every sign of a framework has one entry in its key")


Chart = LineChart | RankedDots | ControlChart | SmallMultiples | Stacked | AreaMap | Framework
