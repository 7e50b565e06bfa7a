"""Operations on a control chart: which of them, where on its axis, and in which words.

What serves the chart's measure and area is handed in; whether it worked is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from copperplate.drawing import TimeSpan
from copperplate.narrative.registers import operation_words
from copperplate.periods import Period
from copperplate.plan.registers import Operation

MARK = "Operation "
"""How a note that names an operation begins; the picture names it too."""


def drawn_operations(
    operations: Sequence[Operation], periods: Sequence[Period]
) -> tuple[Operation, ...]:
    """Return the operations whose days meet those of a chart, the earliest first."""
    first, last = periods[0].start, periods[-1].end
    return tuple(
        sorted(
            (
                one
                for one in operations
                if one.starts is not None
                and one.starts <= last
                and (one.ends is None or one.ends >= first)
            ),
            key=lambda one: (one.starts, one.ends or date.max, one.id),
        )
    )


def time_spans(operations: Sequence[Operation], periods: Sequence[Period]) -> tuple[TimeSpan, ...]:
    """Return where operations stand, in places of points from 0."""
    last = periods[-1].end
    return tuple(
        TimeSpan(
            start=_place(one.starts, periods, ends=False),
            end=None
            if one.ends is None or one.ends > last
            else _place(one.ends, periods, ends=True),
            label=operation_words(one),
        )
        for one in operations
        if one.starts is not None
    )


def operations_in(operations: Sequence[Operation], period: Period) -> list[str]:
    """Return what a row of the table says of its period: which operations begin and end in it."""
    said = []
    for number, one in enumerate(operations, start=1):
        for day, words in ((one.starts, "begins"), (one.ends, "ends")):
            if day is not None and period.start <= day <= period.end:
                said.append(f"operation {number}, {one.title}, {words}")
    return said


def operation_notes(operations: Sequence[Operation]) -> tuple[str, ...]:
    """Return a note for every operation: its number on the axis, its name and its days."""
    return tuple(
        f"{MARK}{number}: {operation_words(one)}." for number, one in enumerate(operations, start=1)
    )


def _place(day: date, periods: Sequence[Period], *, ends: bool) -> float:
    """Return the place of a day's beginning, or of its end, on the axis of a chart's points."""
    for number, period in enumerate(periods):
        if day <= period.end:
            passed = max((day - period.start).days + ends, 0)
            return number - 0.5 + passed / period.days
    return len(periods) - 0.5
