"""Stretches of time beneath a control chart, read back from its drawing."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from copperplate.drawing import ControlChart, TimeSpan, draw
from copperplate.drawing.frame import setting
from copperplate.drawing.plot import Times
from copperplate.drawing.spans import place_spans
from tests.render.sample import CONTROL
from tests.render.svg_reading import SVG, collisions, outside, parsed, words

SPANS = (
    TimeSpan(start=-9.0, end=1.5, label="Dark Nights, 2011"),
    TimeSpan(start=2.5, end=None, label="Alley Gates, since February 2013"),
    TimeSpan(start=2.6, end=4.5, label="Shop Radio, June 2013"),
)
MARKED = replace(CONTROL, spans=SPANS)


def drawn(chart: ControlChart, width: int) -> str:
    return draw(chart, width=width, palette="print")


def heads(chart: ControlChart, width: int) -> list[tuple[str, float, float]]:
    """Return number and place of every numbered mark: words on a dot, in the paper's white."""
    return [
        (element.text or "", float(element.attrib["x"]), float(element.attrib["y"]))
        for element in parsed(drawn(chart, width)).iter(f"{SVG}text")
        if element.get("fill") == "#FFFFFF"
    ]


@pytest.mark.parametrize("width", [320, 720])
def test_each_has_its_number_on_the_axis_and_its_name_beneath(width: int) -> None:
    assert [number for number, _, _ in heads(MARKED, width)] == ["1", "2", "3"]
    said = " ".join(label.text for label in words(drawn(MARKED, width)))
    for number, span in enumerate(SPANS, start=1):
        assert f"{number}: {span.label}" in said


@pytest.mark.parametrize("dense", [False, True])
@pytest.mark.parametrize("width", [320, 480, 720])
def test_no_words_touch_or_leave_the_drawing(width: int, dense: bool) -> None:
    svg = draw(MARKED, width=width, palette="print", dense=dense)
    assert (collisions(svg), outside(svg)) == ([], [])


@pytest.mark.parametrize("width", [320, 720])
def test_no_two_marks_touch(width: int) -> None:
    many = tuple(TimeSpan(start=0.2 * at, end=None, label="x") for at in range(12))
    placed = heads(replace(CONTROL, spans=many), width)
    assert len(placed) == 12
    for (_, x, y), (_, other_x, other_y) in combinations(placed, 2):
        assert max(abs(x - other_x), abs(y - other_y)) >= 16


def test_what_ran_before_the_chart_stands_at_its_edge_and_what_goes_on_reaches_the_other() -> None:
    times = Times.of(CONTROL.xs, left=40, right=600)
    first, second, third = place_spans(SPANS, times, setting(720)).placed
    assert (first.start, first.goes_on) == (40, False)
    assert (second.end, second.goes_on) == (600, True)
    assert third.start < third.end < 600
    # The third starts where the second still runs, so it stands in a row of its own.
    assert (first.row, second.row, third.row) == (0, 0, 1)


def test_steps_that_need_numbers_take_those_that_follow() -> None:
    crowded = replace(
        MARKED,
        steps=tuple(
            replace(CONTROL.steps[0], first=part.first, label=f"A long label of step {part.first}")
            for part in CONTROL.stretches
        ),
    )
    tops = {label.text: label.top for label in words(drawn(crowded, 320))}
    assert tops["3: Shop Radio, June 2013"] < tops["4: A long label of step 0"]


def test_a_chart_without_them_is_drawn_as_ever() -> None:
    assert drawn(replace(MARKED, spans=()), 720) == drawn(CONTROL, 720)
    assert "Alley Gates" not in drawn(CONTROL, 720)
