"""Which operations stand on a chart's time axis, where, and in which words."""

from __future__ import annotations

from datetime import date

import pytest

from copperplate.periods import month
from copperplate.plan.registers import Operation
from copperplate.report.operations import (
    drawn_operations,
    operation_notes,
    operations_in,
    time_spans,
)

PERIODS = [month(2013, number) for number in (4, 5, 6)]


def operation(starts: date | None, ends: date | None = None, title: str = "Longbow") -> Operation:
    return Operation(id="o", title=title, aims="x", starts=starts, ends=ends)


# its first and last day; where its mark stands and where its line ends, in points from 0
PLACES = [
    (date(2013, 4, 1), None, -0.5, None),
    (date(2013, 5, 1), date(2013, 5, 31), 0.5, 1.5),
    (date(2013, 4, 16), date(2013, 6, 15), 0.0, 2.0),
    (date(2013, 6, 30), date(2013, 6, 30), 1.5 + 29 / 30, 2.5),
    (date(2013, 5, 1), date(2013, 7, 1), 0.5, None),
    (date(2012, 1, 1), date(2013, 4, 30), -0.5, 0.5),
]


@pytest.mark.parametrize(("starts", "ends", "first", "last"), PLACES)
def test_where_an_operation_stands(
    starts: date, ends: date | None, first: float, last: float | None
) -> None:
    (span,) = time_spans([operation(starts, ends)], PERIODS)
    assert span.start == pytest.approx(first)
    assert span.end == (None if last is None else pytest.approx(last))


ABSENT = [
    (None, None),  # nobody knows when
    (date(2013, 7, 1), None),
    (date(2012, 4, 1), date(2013, 3, 31)),
]


@pytest.mark.parametrize(("starts", "ends"), ABSENT)
def test_an_operation_outside_the_chart_is_not_drawn(
    starts: date | None, ends: date | None
) -> None:
    assert drawn_operations([operation(starts, ends)], PERIODS) == ()


def test_they_are_numbered_by_their_first_day_alike_in_picture_notes_and_table() -> None:
    later = operation(date(2013, 5, 2), date(2013, 6, 3), "Later")
    earlier = operation(date(2012, 5, 2), date(2013, 6, 3), "Earlier")
    drawn = drawn_operations([later, earlier], PERIODS)
    assert operation_notes(drawn) == (
        "Operation 1: Earlier, 2 May 2012 to 3 June 2013.",
        "Operation 2: Later, 2 May 2013 to 3 June 2013.",
    )
    assert [span.label for span in time_spans(drawn, PERIODS)] == [
        "Earlier, 2 May 2012 to 3 June 2013",
        "Later, 2 May 2013 to 3 June 2013",
    ]
    assert [operations_in(drawn, period) for period in PERIODS] == [
        [],
        ["operation 2, Later, begins"],
        ["operation 1, Earlier, ends", "operation 2, Later, ends"],
    ]
