"""`stable-shift` through the same door as every rule set: the algorithm's periods, as a chart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.spc import (
    RULE_SETS,
    CannotChart,
    Decision,
    ImpossibleRules,
    RuleSet,
    Stepping,
    UnknownChart,
    control_charts,
)
from copperplate.spc.exceptions import WrongDenominators
from copperplate.spc.stable_shift import StableShift, stable_shift_charts
from tests.statistics.test_stable_shift import SMALL, some_rules, tables

OLD = [10, 12, 10, 12]  # mean 11, every range 2
SHIFTED = [*OLD, 20, 22, 20, 22, 31]


def by(rules: StableShift) -> RuleSet:
    """Return the rule set of the algorithm with numbers of its own."""
    signs = replace(RULE_SETS["stable-shift"].signs, run=rules.shift_rule_threshold)
    return replace(RULE_SETS["stable-shift"], name="ours", stable=rules, signs=signs)


def at(point: int, points: int) -> np.ndarray:
    return np.arange(points) == point


def test_a_period_is_a_process_and_its_break_a_step() -> None:
    charts = control_charts(SHIFTED, rules=by(SMALL), better="lower", target=40)
    chart = charts[0]
    reach = 3 * 2 / 1.128
    assert charts.process[0].tolist() == [0, 0, 0, 0, 1, 1, 1, 1, 1]
    assert np.flatnonzero(charts.possible_steps[0]).tolist() == [4]
    assert [(one.first, one.last, one.centre_line) for one in chart.segments] == [
        (0, 3, 11),
        (4, 8, 21),
    ]
    assert chart.drawn.upper == pytest.approx([11 + reach] * 4 + [21 + reach] * 5)
    (step,) = chart.steps
    assert (step.began, step.called, step.side.word) == (4, 7, "above")
    assert (step.old_average, step.new_average) == (11, 21)
    assert step.decision is Decision.UNDECIDED
    assert chart.segments[1].step == step
    assert chart.hits.beyond.tolist() == [0] * 8 + [1]
    assert chart.breach.tolist() == [False] * 8 + [True]
    assert chart.warning.run_length == 2 and chart.warning.more_for_a_step == 1
    assert np.isnan(chart.standing_average).all()
    assert chart.assurance.name == "CONSISTENT_PASS"


def test_a_confirmed_step_says_so() -> None:
    charts = control_charts(SHIFTED, rules=by(SMALL), confirmed=at(4, 9))
    assert charts[0].steps[0].decision is Decision.CONFIRMED
    assert not charts.unmet_decisions.any()
    elsewhere = control_charts(SHIFTED, rules=by(SMALL), confirmed=at(5, 9))
    assert np.flatnonzero(elsewhere.unmet_decisions).tolist() == [5]


def test_a_refused_step_lets_the_period_run_on_until_its_run_is_broken() -> None:
    values = [*OLD, 20, 22, 20, 22, 21, 23, 10, 20, 22, 20, 22]
    once = control_charts(values, rules=by(SMALL), refused=at(4, len(values)))
    # The same run makes no other: the next step is of the run after the 10.
    assert [(s.began, s.decision.value) for s in once[0].steps] == [
        (4, "refused"),
        (11, "undecided"),
    ]
    assert np.flatnonzero(once.possible_steps[0]).tolist() == [11]
    assert once[0].steps[0].new_average == 21
    assert once[0].drawn.centre_line[:11].tolist() == [11] * 11


def test_provisional_values_are_drawn_and_not_judged() -> None:
    early = at(8, 9)
    charts = control_charts(SHIFTED, rules=by(SMALL), provisional=early)
    without = control_charts([*SHIFTED[:-1], np.nan], rules=by(SMALL))
    assert charts.values[0, 8] == 31
    assert not charts.breach.any()
    for name in ("side", "process", "possible_steps"):
        assert np.array_equal(getattr(charts, name), getattr(without, name))
    assert charts.drawn == without.drawn


def test_excluded_values_are_missing_to_the_algorithm_and_judged_by_the_limits() -> None:
    apart = at(8, 9)
    charts = control_charts(SHIFTED, rules=by(SMALL), excluded=apart)
    without = control_charts([*SHIFTED[:-1], np.nan], rules=by(SMALL))
    assert np.flatnonzero(charts.breach[0]).tolist() == [8]
    assert charts.drawn == without.drawn
    assert np.array_equal(charts.side, without.side)


def test_values_are_judged_over_what_was_expected_of_them() -> None:
    season = np.array([1.0, 2, 0.5, 1, 2, 1, 1, 0.5, 2])
    charts = control_charts(np.multiply(SHIFTED, season), rules=by(SMALL), expected=season)
    plain = control_charts(SHIFTED, rules=by(SMALL))
    assert list(charts.steps) == list(plain.steps)
    assert charts.drawn == plain.drawn
    assert charts[0].counted.drawn.upper == pytest.approx(plain.drawn.upper[0] * season)


def test_near_lines_are_two_thirds_of_the_way() -> None:
    chart = control_charts([1, 4, 1, 4], rules=by(SMALL), chart="c")[0]
    assert chart.drawn.lower[0] == 0
    assert chart.near_lower[0] == 0
    assert chart.near_upper[0] == pytest.approx(2.5 + 2 * 2.5**0.5)


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        ({"rebase_at": at(4, 9)}, CannotChart, "leave out rebase_at"),
        ({"baseline": 4}, CannotChart, "leave out the baseline"),
        ({"chart": "c", "expected": SHIFTED}, CannotChart, "takes no expected values"),
        ({"chart": "u"}, UnknownChart, "there are: xmr, c, c-prime, p, p-prime"),
        ({"chart": "p"}, CannotChart, "give them"),
        ({"chart": "c", "denominators": SHIFTED}, WrongDenominators, "leave them out"),
    ],
)
def test_what_the_algorithm_cannot_take_is_refused(said: dict, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        control_charts(SHIFTED, rules="stable-shift", **said)


def test_numbers_of_the_algorithm_belong_to_its_stepping() -> None:
    stable = RULE_SETS["stable-shift"]
    with pytest.raises(ImpossibleRules, match="belongs to its stepping alone"):
        replace(stable, stepping=Stepping.GIVEN)
    with pytest.raises(ImpossibleRules, match="belongs to its stepping alone"):
        replace(stable, stable=None)
    with pytest.raises(ImpossibleRules, match="runs as long"):
        replace(stable, stable=StableShift(shift_rule_threshold=9))


@pytest.mark.parametrize("values", [[], [np.nan] * 40, [5.0] * 20])
def test_too_few_values_have_no_line_and_no_sign(values: list[float]) -> None:
    chart = control_charts(values, rules="stable-shift")[0]
    assert np.isnan(chart.drawn.centre_line).all()
    assert not chart.breach.any() and not chart.steps
    assert chart.warning.run_length == 0


def test_no_series_at_all() -> None:
    assert len(control_charts(np.zeros((0, 30)), rules="stable-shift")) == 0


@given(tables(), some_rules)
@settings(deadline=None, max_examples=100)
def test_it_is_the_algorithm_itself(table: tuple, rules: StableShift) -> None:
    chart, counts, over = table
    itself = stable_shift_charts(counts, chart=chart, denominators=over, rules=rules)
    charts = control_charts(counts, chart=chart, denominators=over, rules=by(rules))
    for ours, theirs in (
        (charts.values, itself.values),
        (charts.process, itself.number),
        (charts.possible_steps, itself.begins),
        (charts.drawn.centre_line, itself.centre_line),
        (charts.drawn.lower, itself.lower),
        (charts.drawn.upper, itself.upper),
        (charts.hits.beyond, itself.beyond),
        (charts.hits.run, itself.run),
        (charts.side, itself.side),
    ):
        assert np.array_equal(ours, theirs, equal_nan=theirs.dtype == float)
    for row, chart_of_one in enumerate(charts):
        began = [step.began for step in chart_of_one.steps]
        assert began == np.flatnonzero(itself.begins[row]).tolist()


@given(tables(), some_rules)
@settings(deadline=None, max_examples=80)
def test_a_step_is_called_when_the_algorithm_first_finds_it(
    table: tuple, rules: StableShift
) -> None:
    """It, and those before it: found by charting every beginning of the series."""
    chart, counts, over = table
    rules = by(replace(rules, no_regrets=True, overhanging_reversions=True))
    counts, over = counts[:1], None if over is None else over[:1]

    def found(points: int) -> list[int]:
        part = None if over is None else over[:, :points]
        early = control_charts(counts[:, :points], chart=chart, denominators=part, rules=rules)
        return [step.began for step in early[0].steps]

    steps = control_charts(counts, chart=chart, denominators=over, rules=rules)[0].steps
    began = [step.began for step in steps]
    for number, step in enumerate(steps, start=1):
        assert found(step.called + 1)[:number] == began[:number]
        assert found(step.called)[:number] != began[:number]


@given(tables(), some_rules, st.data())
@settings(deadline=None, max_examples=80)
def test_refusing_a_step_changes_nothing_before_it(
    table: tuple, rules: StableShift, data: st.DataObject
) -> None:
    chart, counts, over = table
    charts = control_charts(counts, chart=chart, denominators=over, rules=by(rules))
    if not len(charts.steps):
        return
    row = data.draw(st.integers(0, len(charts.steps) - 1))
    series, began = int(charts.steps.series[row]), int(charts.steps.began[row])
    refused = np.zeros(counts.shape, dtype=np.bool_)
    refused[series, began] = True
    after = control_charts(counts, chart=chart, denominators=over, rules=by(rules), refused=refused)
    step = next(s for s in after[series].steps if s.began == began)
    assert step.decision is Decision.REFUSED
    assert not after.unmet_decisions.any()
    assert not after.possible_steps[series, began]
    assert np.array_equal(after.process[series, :began], charts.process[series, :began])
    run = after.side[series, began : step.called + 1]
    broken = began + int(np.argmax(run != step.side)) if (run != step.side).any() else step.called
    # A run the other way may well begin here: it is judged by the average as it then stood,
    # the sides above by the average as it came to be.
    again = [s.began for s in after[series].steps if s.side == step.side]
    assert not [place for place in again if began < place < broken]
