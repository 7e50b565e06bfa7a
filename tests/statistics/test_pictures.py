"""From a control chart to what is drawn of it: the same facts, worded, nothing added."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from copperplate import drawing
from copperplate.drawing import KeyMark, Tone, draw
from copperplate.spc import ControlChart, WrongShape, control_charts
from copperplate.spc.pictures import Axes, PictureWords, picture_of
from tests.render.svg_reading import words

NAN = float("nan")
STEADY = [9.0, 11.0] * 6


def number(value: float) -> str:
    return f"{value:.1f}"


def axes(length: int, **more: float) -> Axes:
    periods = [f"Month {count + 1}" for count in range(length)]
    return Axes(periods=periods, x_ticks=(), y_heading="Offences a month", **more)


def picture(chart: ControlChart, **more: object) -> drawing.ControlChart:
    return picture_of(chart, axes(len(chart)), number=number, **more)  # type: ignore[arg-type]


def charted(values: list[float], **more: object) -> ControlChart:
    return control_charts(values, better="lower", **more)[0]  # type: ignore[arg-type]


def at(length: int, *points: int) -> list[bool]:
    return [point in points for point in range(length)]


def test_a_step_is_a_break_with_a_date_hollow_until_confirmed() -> None:
    values = [*STEADY, *[4.0] * 8]
    shown = picture(charted(values))
    assert [(part.first, part.last, part.trial) for part in shown.stretches] == [
        (0, 11, False),
        (12, 19, True),
    ]
    assert [(step.first, step.label, step.confirmed) for step in shown.steps] == [
        (12, "Month 13", False)
    ]
    assert picture(charted(values, confirmed=at(20, 12))).steps[0].confirmed


def test_a_refused_step_is_not_drawn() -> None:
    shown = picture(charted([*STEADY, *[4.0] * 8], refused=at(20, 12)))
    assert not shown.steps
    assert len(shown.stretches) == 1


def test_every_average_is_labelled_and_the_newest_named() -> None:
    shown = picture(charted([*STEADY, *[4.0] * 8]))
    assert [part.centre_label for part in shown.stretches] == ["10.0", "Average 4.0"]
    assert shown.limits_label == "Trial limits 4.0 to 4.0"
    assert shown.value_label == "Month 20: 4.0"


def test_a_run_is_marked_from_five_by_its_fixed_side() -> None:
    assert not picture(charted([*STEADY, *[12.0] * 3])).marks  # and the last of the twelve: four
    shown = picture(charted([*STEADY, *[12.0] * 4]))
    assert [(mark.point, mark.run_side) for mark in shown.marks] == [
        (point, 1) for point in range(11, 16)
    ]
    assert {mark.tone for mark in shown.marks} == {Tone.CONCERN}


def test_a_breach_is_good_or_bad_by_its_side() -> None:
    shown = picture(charted([*STEADY, 30.0, *STEADY, -9.0]))
    assert [(mark.point, mark.tone, mark.breach) for mark in shown.marks] == [
        (12, Tone.CONCERN, True),
        (25, Tone.IMPROVEMENT, True),
    ]
    neither = picture(control_charts([*STEADY, 30.0])[0])
    assert neither.marks[0].tone is Tone.NEITHER


def test_provisional_values_are_hollow_and_say_so() -> None:
    shown = picture(charted([*STEADY, 12.0], provisional=at(13, 12)))
    assert shown.hollow == {12}
    assert shown.value_label == "Month 13: 12.0 [p]"
    assert KeyMark.PROVISIONAL in dict(shown.key)


def test_gaps_stay_gaps() -> None:
    shown = picture(charted([9.0, NAN, 11.0]))
    assert shown.ys == (9.0, None, 11.0)
    assert shown.standing == (None, 9.0, 9.0)


def test_shares_are_drawn_as_percentages_where_the_axes_say_so() -> None:
    chart = charted(
        [8.0, 12.0, 9.0, 40.0],
        rules="nelson",
        chart="p",
        denominators=[100, 120, 90, 110],
        baseline=3,
    )
    plain = picture(chart)
    shown = picture_of(chart, axes(4, times=100.0, highest=100.0), number="{:.0f} %".format)
    assert shown.value_label == "Month 4: 36 %"
    assert shown.ys == tuple(y * 100 for y in plain.ys if y is not None)
    assert shown.stretches[0].upper == plain.stretches[0].upper * 100  # type: ignore[operator]
    assert shown.marks == plain.marks and shown.marks[0].tone is Tone.CONCERN


def test_limits_go_no_further_than_values_can() -> None:
    chart = charted([0.0, 6.0] * 6)
    assert chart.segments[0].lower < 0
    shown = picture_of(chart, axes(12, lowest=0.0, highest=8.0), number=number)
    assert (shown.stretches[0].lower, shown.stretches[0].upper) == (0.0, 8.0)
    assert shown.limits_label == "Limits 0.0 to 8.0"


def test_limits_over_denominators_have_a_tread_a_point() -> None:
    chart = charted(
        [8.0, 12.0, 9.0, NAN, 10.0], rules="nelson", chart="p", denominators=[100, 120, 90, NAN, 95]
    )
    (part,) = picture(chart).stretches
    assert isinstance(part, drawing.SteppedStretch)
    assert [upper is None for upper in part.uppers] == [False, False, False, True, False]
    assert part.uppers[0] == chart.drawn.upper[0]
    assert (part.lower, part.upper) == (part.lowers[-1], part.uppers[-1])
    assert len(set(part.centres) - {None}) == 1


def test_moving_limits_are_said_to_be_the_latest() -> None:
    def said(denominators: list[float]) -> tuple[str, type]:
        chart = charted(
            [8.0, 12.0, 9.0, 11.0], rules="nelson", chart="u", denominators=denominators
        )
        shown = picture_of(chart, axes(4), number="{:.3f}".format)
        return shown.limits_label, type(shown.stretches[0])

    assert said([100, 120, 90, 110]) == (
        "Latest trial limits 0.007 to 0.184",
        drawing.SteppedStretch,
    )
    # Denominators that never move give limits that never do, drawn as such.
    assert said([100] * 4) == ("Trial limits 0.005 to 0.195", drawing.Stretch)


def test_moving_limits_go_no_further_than_values_can() -> None:
    chart = charted([8.0, 12.0, 9.0], rules="nelson", chart="i-prime", denominators=[10, 30, 20])
    (part,) = picture_of(chart, axes(3, lowest=0.0, highest=0.5), number=number).stretches
    assert isinstance(part, drawing.SteppedStretch)
    assert (part.lowers[0], part.uppers[0]) == (0.0, 0.5)


def test_a_centre_line_that_moves_is_what_is_expected() -> None:
    plain = charted(STEADY)
    season = np.resize([9.0, 10.0, 11.0], 12)
    chart = replace(plain, drawn=replace(plain.drawn, centre_line=season))
    (part,) = picture(chart).stretches
    assert isinstance(part, drawing.SteppedStretch)
    assert (part.centres, part.centre_label) == (tuple(season), "Expected 11.0")


def test_a_chart_without_limits_says_nothing_of_limits() -> None:
    shown = picture(charted([4.0, 6.0, 5.0, 9.0], rules="making-data-count", chart="run"))
    (part,) = shown.stretches
    assert (part.centre, part.lower, part.centre_label) == (5.5, None, "Median 5.5")
    assert shown.limits_label == "" and not shown.key


def marked(chart: ControlChart) -> dict[int, tuple[int, Tone]]:
    return {mark.point: (mark.run_side, mark.tone) for mark in picture(chart).marks}


def test_rules_that_never_step_have_every_sign_marked() -> None:
    chart = charted([*STEADY, *range(9, 16), *STEADY], rules="making-data-count")
    assert marked(chart) == {12 + point: (1, Tone.CONCERN) for point in range(7)}
    assert dict(picture(chart).key)[KeyMark.RUN_ABOVE] == "in a rise"


def test_a_sign_without_a_side_is_neither_good_nor_bad() -> None:
    shown = picture(charted([9.0, 11.0] * 8, rules="nelson"))
    assert {(mark.run_side, mark.tone) for mark in shown.marks} == {(0, Tone.NEITHER)}
    assert dict(shown.key)[KeyMark.PATTERN] == (
        "among many close to the line; among many that go up and down in turn"
    )


def test_of_several_signs_the_leading_one_gives_the_shape_and_a_breach_its_ring() -> None:
    chart = charted([12.0] * 8 + [9.0, 10.0, 8.0, *range(7, -1, -1), -20.0], rules="nelson")
    falls = [point for point in range(20) if chart.hits.falling[point] and chart.hits.run[point]]
    assert falls
    breach = picture(chart).marks[-1]
    assert (breach.point, breach.run_side, breach.tone) == (19, -1, Tone.IMPROVEMENT)
    assert {KeyMark.RUN_BELOW, KeyMark.BREACH_IMPROVEMENT} <= set(dict(picture(chart).key))


def test_a_rule_set_s_own_limit_is_named() -> None:
    shown = picture(charted([*STEADY, *[9.0, 11.0] * 9, 30.0], rules="making-data-count"))
    assert dict(shown.key)[KeyMark.BREACH_CONCERN] == "beyond a limit: concern"


@pytest.mark.parametrize(
    ("values", "zero"),
    [([3.0, 10.0] * 6, True), ([9.0, 10.0] * 6, False), ([-5.0, 5.0] * 6, False)],
)
def test_zero_is_on_the_axis_where_it_costs_little(values: list[float], zero: bool) -> None:
    shown = picture_of(charted(values), axes(12, lowest=min(values)), number=number)
    assert shown.from_zero is zero


def test_the_key_holds_the_signs_that_are_used() -> None:
    steady = dict(picture(charted([*STEADY, 9.5])).key)
    assert set(steady) == {KeyMark.STANDING}
    busy = dict(picture(charted([*STEADY, *[4.0] * 8, *[4.0, 5.0] * 3, 40.0])).key)
    assert set(busy) == {KeyMark.STANDING, KeyMark.POSSIBLE_STEP, KeyMark.BREACH_CONCERN}


def test_the_words_are_the_caller_s_to_choose() -> None:
    said = PictureWords(average="Mean {value}", latest="{value}")
    shown = picture(charted(STEADY), words=said)
    texts = [label.text for label in words(draw(shown, width=720))]
    assert {"Mean 10.0", "11.0", "Limits 4.7 to 15.3"} <= set(texts)


@pytest.mark.parametrize("values", [[], [NAN, NAN], [5.0], [5.0] * 30])
def test_anything_that_can_be_charted_can_be_drawn(values: list[float]) -> None:
    for width in (320, 720):
        assert draw(picture(charted(values)), width=width).startswith("<svg")


def test_charts_are_made_without_loading_the_drawer() -> None:
    code = "import sys, copperplate.spc; print('copperplate.drawing' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert answer.stdout.split() == [b"False"]


def test_a_picture_holds_every_value() -> None:
    values = np.random.default_rng(5).poisson(30, 60).astype(float).tolist()
    assert picture(charted(values)).ys == tuple(values)


def test_every_point_has_a_period() -> None:
    with pytest.raises(WrongShape, match="3 points and 2 periods"):
        picture_of(charted([1.0, 2.0, 3.0]), axes(2), number=number)
