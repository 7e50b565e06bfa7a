"""The rule set `sfn`, worked by hand: values in, sides, steps and limits out.

A row of signs is one series' fixed sides: ``+`` above, ``-`` below, ``=`` on the standing
average, ``.`` not judged. A row of letters is the process each point lies in.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from copperplate.spc import (
    ContradictoryDecisions,
    ControlChart,
    Decision,
    FixedSide,
    Kind,
    NotFinite,
    UnknownRules,
    WrongShape,
    control_charts,
    natural_process_limits,
)

NAN = float("nan")
SIGNS = {1: "+", 0: "=", -1: "-", FixedSide.UNJUDGED: "."}
STEADY = [9, 11] * 6  # twelve values about 10: below, above, below …


def numbers(text: str) -> list[float]:
    """Read a row of values; ``.`` is missing."""
    return [NAN if word == "." else float(word) for word in text.split()]


def chart(
    values: Sequence[float], *, refused_at: int | None = None, **more: object
) -> ControlChart:
    refused = [point == refused_at for point in range(len(values))]
    return control_charts(values, refused=refused, **more)[0]  # type: ignore[arg-type]


def signs(found: ControlChart) -> str:
    return "".join(SIGNS[int(side)] for side in found.side)


def letters(found: ControlChart) -> str:
    return "".join(
        "abcdefgh"[count] * (segment.last - segment.first + 1)
        for count, segment in enumerate(found.segments)
    )


def at(length: int, *points: int) -> list[bool]:
    return [point in points for point in range(length)]


# The first value has no average before it. 9 | 11 against 9, 9 against 10, 11 against 9.67 …
TABLE = [
    (
        "nothing but noise",
        "9 11 9 11 9 11 9 11 9 11 9 11",
        ".+-+-+-+-+-+",
        "aaaaaaaaaaaa",
    ),
    (
        "eight below make a step that began at the first of them",
        "9 11 9 11 9 11 9 11 9 11 9 11 4 4 4 4 4 4 4 4",
        ".+-+-+-+-+-+--------",
        "aaaaaaaaaaaabbbbbbbb",
    ),
    (
        "seven do not",
        "9 11 9 11 9 11 9 11 9 11 9 11 4 4 4 4 4 4 4",
        ".+-+-+-+-+-+-------",
        "aaaaaaaaaaaaaaaaaaa",
    ),
    (
        "a value on the average breaks the run: (120 + 36) / 15 is 10.4",
        "9 11 9 11 9 11 9 11 9 11 9 11 12 12 12 10.4 12 12 12 12 12",
        ".+-+-+-+-+-++++=+++++",
        "aaaaaaaaaaaaaaaaaaaaa",
    ),
    (
        "a value on the other side breaks it",
        "9 11 9 11 9 11 9 11 9 11 9 11 12 12 8 12 12 12 12 12 12",
        ".+-+-+-+-+-+++-++++++",
        "aaaaaaaaaaaaaaaaaaaaa",
    ),
    (
        "a missing value neither breaks nor lengthens it",
        "9 11 9 11 9 11 9 11 9 11 9 11 4 4 4 . . 4 4 4 4 4",
        ".+-+-+-+-+-+---..-----",
        "aaaaaaaaaaaabbbbbbbbbb",
    ),
    (
        "eleven values before the first of eight are too few, and the second has twelve",
        "11 9 11 9 11 9 11 9 11 9 11 4 4 4 4 4 4 4 4 4",
        ".-+-+-+-+-+---------",
        "aaaaaaaaaaaabbbbbbbb",
    ),
    (
        "a missing value is not one of the twelve",
        "9 11 9 11 . 9 11 9 11 9 11 9 4 4 4 4 4 4 4 4 4",
        ".+-+.-+-+-+----------",
        "aaaaaaaaaaaaabbbbbbbb",
    ),
    (
        "a constant series is always on its average",
        "7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7",
        ".=====================",
        "aaaaaaaaaaaaaaaaaaaaaa",
    ),
    (
        "after a step the counter restarts: eight more of the same are on the new average",
        "9 11 9 11 9 11 9 11 9 11 9 11 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4",
        ".+-+-+-+-+-+--------========",
        "aaaaaaaaaaaabbbbbbbbbbbbbbbb",
    ),
]


@pytest.mark.parametrize(("says", "values", "sides", "processes"), TABLE, ids=[t[0] for t in TABLE])
def test_sides_and_processes(says: str, values: str, sides: str, processes: str) -> None:
    found = chart(numbers(values))
    assert signs(found) == sides
    assert letters(found) == processes


def test_a_value_exactly_on_the_standing_average_is_on_it() -> None:
    found = chart([10, 20, 15, 15, 14])
    assert signs(found) == ".+==-"


def test_a_step_has_two_dates_two_averages_and_a_change() -> None:
    found = chart([*STEADY, *[4] * 8])
    (step,) = found.steps
    assert (step.began, step.called) == (12, 19)
    assert (step.old_average, step.new_average) == (10, 4)
    assert step.percentage_change == pytest.approx(-60)
    assert step.decision is Decision.UNDECIDED
    assert step.side is FixedSide.BELOW


def test_a_published_change_of_process() -> None:
    """1,016 a month gave way to 862: 15 per cent, as a paper of 2015 says."""
    old, new = [1006, 1026] * 12, [852, 872] * 6
    (step,) = chart([*old, *new]).steps
    assert (step.old_average, step.new_average) == (1016, 862)
    assert round(step.percentage_change) == -15


def test_the_standing_average_is_what_the_board_last_saw() -> None:
    found = chart([*STEADY, *[4] * 8, 5])
    assert found.standing_average[:4].tolist() == pytest.approx([NAN, 9, 10, 29 / 3], nan_ok=True)
    assert found.standing_average[13] == 124 / 13  # the run pulls the average down with it
    assert found.standing_average[20] == 4  # and the step begins a process of its own


def test_limits_are_the_mean_and_2_66_average_moving_ranges() -> None:
    limits = natural_process_limits([10, 12, 11, 13, 14])
    assert (limits.centre_line, limits.lower, limits.upper) == pytest.approx((12, 8.01, 15.99))


def test_each_process_has_its_own_limits_and_no_range_crosses_a_step() -> None:
    found = chart([*STEADY, *[4, 5] * 4])
    old, new = found.segments
    assert (old.lower, old.upper) == pytest.approx((10 - 2.66 * 2, 10 + 2.66 * 2))
    assert (new.lower, new.upper) == pytest.approx((4.5 - 2.66, 4.5 + 2.66))
    assert (old.trial, new.trial) == (False, True)


def test_no_range_is_taken_across_a_gap() -> None:
    found = chart(numbers("10 11 10 . 50 51 50"))
    assert found.segments[0].upper == pytest.approx(182 / 6 + 2.66)


def test_under_six_points_there_are_no_limits_and_under_twelve_they_are_trial() -> None:
    """What a reader saw at each point, from the first on."""
    found = chart(STEADY)
    assert np.isnan(found.then.lower[:5]).all()
    assert not np.isnan(found.then.lower[5:]).any()
    assert found.then.trial.tolist() == at(12, *range(5, 11))
    assert not found.drawn.trial.any()


def test_what_was_drawn_at_a_point_changes_when_a_step_is_called() -> None:
    found = chart([*STEADY, *[4] * 8])
    assert found.then.centre_line[18] == pytest.approx((120 + 7 * 4) / 19)
    assert found.then.centre_line[19] == 4
    assert found.drawn.centre_line[11] == 10


def test_a_breach_lies_beyond_a_limit_drawn_today() -> None:
    found = chart([*STEADY, 30, *[9, 11] * 2])
    assert np.flatnonzero(found.breach).tolist() == [12]
    assert found.breach_side(12) is FixedSide.ABOVE


@pytest.mark.parametrize(("share", "breach"), [(1.0, True), (1 - 1e-6, False), (1 + 1e-6, True)])
def test_or_on_it(share: float, breach: bool) -> None:
    """Six times -1, 1 and then y: mean y/13, ranges 2 eleven times and y - 1.

    y lies on its own limit where y - y/13 = 2.66 x (21 + y) / 12.
    """
    y = (2.66 * 21 / 12) / (12 / 13 - 2.66 / 12)
    found = chart([*[-1.0, 1.0] * 6, y * share])
    assert found.segments[0].upper == pytest.approx(y, rel=1e-5)
    assert bool(found.breach[12]) is breach


def test_a_constant_series_has_equal_limits_and_no_breach() -> None:
    found = chart([0.1] * 30)
    (segment,) = found.segments
    assert segment.lower == segment.centre_line == segment.upper == pytest.approx(0.1)
    assert not found.breach.any()
    assert signs(found) == "." + "=" * 29
    assert not found.steps


# Decisions


def test_a_confirmed_step_is_the_same_step_with_a_decision() -> None:
    values = [*STEADY, *[4] * 8]
    confirmed = control_charts(values, confirmed=at(20, 12))[0]
    assert confirmed.steps[0].decision is Decision.CONFIRMED
    assert letters(confirmed) == letters(chart(values))


def test_a_refused_step_lets_the_process_run_on() -> None:
    found = chart([*STEADY, *[4] * 8], refused_at=12)
    assert letters(found) == "a" * 20
    assert [step.decision for step in found.steps] == [Decision.REFUSED]
    assert (found.steps[0].old_average, found.steps[0].new_average) == (10, 4)
    assert not control_charts([*STEADY, *[4] * 8], refused=at(20, 12)).possible_steps.any()


def test_the_same_run_does_not_propose_again_until_it_is_broken() -> None:
    going_on = chart([*STEADY, *[4] * 40], refused_at=12)
    assert len(going_on.steps) == 1
    assert going_on.warning.more_for_a_step == 0
    broken = chart([*STEADY, *[4] * 10, 30, *[4] * 8], refused_at=12)
    assert [(step.began, step.decision) for step in broken.steps] == [
        (12, Decision.REFUSED),
        (23, Decision.UNDECIDED),
    ]


def test_a_decision_about_a_step_that_is_not_there_is_pointed_out() -> None:
    found = chart([*STEADY, *[4] * 8], refused_at=13)
    assert np.flatnonzero(found.unmet_decisions).tolist() == [13]
    assert letters(found) == "a" * 12 + "b" * 8


# Provisional values


def test_provisional_values_are_drawn_and_not_judged() -> None:
    values = [*STEADY, *[4] * 8]
    found = control_charts(values, provisional=at(20, 18, 19))[0]
    assert signs(found) == ".+-+-+-+-+-+------.."
    assert not found.steps
    assert found.warning.run_length == 6
    assert found.values[19] == 4


def test_a_provisional_value_is_in_no_average_range_or_breach() -> None:
    values = [*STEADY, 500]
    found = control_charts(values, provisional=at(13, 12))[0]
    assert found.segments[0].centre_line == 10
    assert found.segments[0].upper == pytest.approx(15.32)
    assert not found.breach.any()


# Warnings


@pytest.mark.parametrize(
    ("values", "run", "more", "is_open"),
    [
        ([*STEADY, *[4] * 7], 7, 1, True),
        ([*STEADY, *[4] * 6], 6, 2, True),
        (STEADY, 1, 8, True),
        ([9, 11] * 5, 1, 10, False),  # the next two come too early to count
        ([*STEADY, *[4] * 8], 0, 12, False),  # a new process of eight
        ([10, 20, 15], 0, 17, False),
        ([], 0, 20, False),
        ([NAN, NAN], 0, 20, False),
    ],
)
def test_how_many_more_make_a_step(values: list[float], run: int, more: int, is_open: bool) -> None:
    warning = chart(values).warning
    assert warning.run_length == run
    assert warning.more_for_a_step == more
    assert warning.step_open is is_open


@pytest.mark.parametrize("values", [[9, 11] * 5, STEADY, [*STEADY, *[4] * 8], [10, 20, 15]])
def test_that_many_more_and_no_fewer_do_make_it(values: list[float]) -> None:
    warning = chart(values).warning
    step = -1e6 if warning.side is FixedSide.BELOW else 1e6
    far = [step * 2**count for count in range(warning.more_for_a_step)]
    before = len(chart(values).steps)
    assert len(chart([*values, *far[:-1]]).steps) == before
    assert len(chart([*values, *far]).steps) == before + 1


def test_the_points_of_a_run_are_named() -> None:
    found = chart(numbers("9 11 9 11 9 11 9 11 9 11 9 11 4 . 4 4"))
    assert found.run == (12, 14, 15)
    assert chart([*STEADY, *[4] * 8]).run == ()


# What may be handed over


def test_a_direction_names_signs_and_moves_none() -> None:
    values = [[*STEADY, 40], [*STEADY, 40]]
    charts = control_charts(values, better=["lower", "higher"])
    assert charts[0].kind(FixedSide.ABOVE) is Kind.CONCERN
    assert charts[1].kind(FixedSide.ABOVE) is Kind.IMPROVEMENT
    assert control_charts(values)[0].kind(FixedSide.ABOVE) is Kind.HIGH
    assert np.array_equal(charts.side[0], charts.side[1])


@pytest.mark.parametrize(
    ("refused_with", "call"),
    [
        (WrongShape, lambda: control_charts(np.zeros((2, 2, 2)))),
        (WrongShape, lambda: control_charts([1, 2], provisional=[True])),
        (WrongShape, lambda: control_charts([[1, 2]], better=["lower", "higher"])),
        (NotFinite, lambda: control_charts([1, float("inf")])),
        (ContradictoryDecisions, lambda: control_charts([1], confirmed=[True], refused=[True])),
        (UnknownRules, lambda: control_charts([1], rules="of thumb")),
        (ValueError, lambda: control_charts([1], better="up")),
    ],
)
def test_what_cannot_be_charted_is_refused(refused_with: type, call: object) -> None:
    with pytest.raises(refused_with):
        call()  # type: ignore[operator]


def test_nothing_to_chart_is_charted() -> None:
    assert len(control_charts(np.zeros((0, 5)))) == 0
    assert control_charts(np.zeros((3, 0)))[2].segments == ()


def test_a_chart_cannot_be_changed_from_outside() -> None:
    values = np.array([[9.0, 11.0] * 6])
    charts = control_charts(values)
    values[0, 0] = 500.0
    assert charts.values[0, 0] == 9
    for array in (charts.values, charts.side, charts.drawn.upper, charts[0].then.lower):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_step_that_was_carried_back_says_on_which_side_it_was() -> None:
    chart = control_charts([9, 11] * 6 + [4] * 8 + [30] * 4)[0]
    assert "undecided: below 10, since then 12.6667 (+26.7%)" in repr(chart)
