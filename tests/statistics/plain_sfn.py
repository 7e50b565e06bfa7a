"""The rule set `sfn` once more, slowly: one series, lists, exact fractions, no arrays.

Written from the definition in docs/reference/spc/sfn.md, sharing nothing with the library,
so that the two can be held against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

ON = Fraction(1, 10**9)


@dataclass
class PlainStep:
    began: int
    called: int
    refused: bool


@dataclass
class PlainChart:
    averages: list[Fraction | None] = field(default_factory=list)
    sides: list[int | None] = field(default_factory=list)
    steps: list[PlainStep] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    limits: list[tuple[Fraction, Fraction | None]] = field(default_factory=list)
    run: list[int] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    barred: bool = False


def on(one: Fraction, two: Fraction) -> bool:
    return abs(one - two) <= ON * max(abs(one), abs(two))


def plain_sfn(
    values: Sequence[float | None], refused: Sequence[bool], breaks: Sequence[int] = ()
) -> PlainChart:
    """Walk one series; None is a value that is missing or not to be judged.

    A break is the first point of a process of its own.
    """
    exact = [None if value is None else Fraction(value) for value in values]
    chart = PlainChart()
    for point, value in enumerate(exact):
        if point in breaks and point > 0:
            chart.starts.append(point)
            chart.run, chart.counted, chart.barred = [], [], False
        process = [(i, v) for i, v in enumerate(exact[:point]) if v is not None]
        process = [(i, v) for i, v in process if i >= chart.starts[-1]]
        average = sum((v for _, v in process), Fraction(0)) / len(process) if process else None
        chart.averages.append(average)
        if value is None or average is None:
            chart.sides.append(None)
            continue
        side = 0 if on(value, average) else (1 if value > average else -1)
        chart.sides.append(side)
        if side == 0 or (chart.run and chart.sides[chart.run[-1]] != side):
            chart.run, chart.counted, chart.barred = [], [], False
        if side == 0:
            continue
        chart.run.append(point)
        if len(process) >= 12 and not chart.barred:
            chart.counted.append(point)
        if len(chart.counted) == 8:
            began = chart.counted[0]
            chart.steps.append(PlainStep(began=began, called=point, refused=refused[began]))
            chart.counted = []
            if refused[began]:
                chart.barred = True
            else:
                chart.starts.append(began)
                chart.run = []
    for start, end in zip(chart.starts, [*chart.starts[1:], len(exact)], strict=True):
        chart.limits += [plain_limits(exact[start:end])] * (end - start)
    return chart


def plain_limits(process: Sequence[Fraction | None]) -> tuple[Fraction | None, Fraction | None]:
    """Mean and distance to a limit; the distance is None where there are none."""
    known = [value for value in process if value is not None]
    if not known:
        return None, None
    centre = sum(known, Fraction(0)) / len(known)
    ranges = [abs(b - a) for a, b in pairwise(process) if a is not None and b is not None]
    if len(known) < 6 or not ranges:
        return centre, None
    return centre, Fraction(266, 100) * sum(ranges, Fraction(0)) / len(ranges)
