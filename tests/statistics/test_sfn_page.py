"""The reference page of `sfn`: its worked example is true, its code runs."""

from __future__ import annotations

import doctest

import numpy as np
import pytest

from copperplate.spc import SFN, ControlChart, FixedSide, constants
from tests.statistics.page_pictures.sfn_page import PAGE, ROWS, example


@pytest.fixture(scope="module")
def chart() -> ControlChart:
    return example()


def test_the_table_says_what_the_rules_say(chart: ControlChart) -> None:
    assert len(ROWS) == 24
    step = chart.segments[1].first
    for point, row in enumerate(ROWS):
        average = chart.standing_average[point]
        assert row["average"] == ("" if np.isnan(average) else f"{average:,.3f}"), row
        side = FixedSide(int(chart.side[point]))
        assert row["side"] == ("" if side is FixedSide.UNJUDGED else side.word), row
        assert row["process"] == ("first" if point < step else "second"), row


def test_the_words_around_it_are_true(chart: ControlChart) -> None:
    first, second = chart.segments
    (step,) = chart.steps
    assert (step.old_average, step.new_average) == (1016, 862)
    assert f"{-step.percentage_change:.1f} %" == "15.2 %"
    assert (ROWS[step.began]["month"], ROWS[step.called]["month"]) == (
        "April 2015",
        "December 2015",
    )
    ranges = [29, 21, 34, 56, 37, 22, 16, 21, 48, 20, 14]
    assert ", ".join(map(str, ranges)) in PAGE
    assert first.upper == pytest.approx(1016 + 2.66 * sum(ranges) / len(ranges))
    said = f"{first.lower:,.1f} to {first.upper:,.1f}"
    assert said in PAGE
    assert f"{second.lower:.1f} to {second.upper:.1f}" in PAGE
    assert second.trial and not chart.breach.any()


def test_the_numbers_of_the_definition_are_those_of_the_code() -> None:
    assert f"mean ± {constants.WHEELER_SCALING} ×" in PAGE
    assert f"at least {SFN.periods_before} judged values" in PAGE
    assert f"Under {SFN.fewest_for_limits} values" in PAGE
    assert f"under {SFN.fewest_for_full_limits} they are trial limits" in PAGE
    assert (SFN.run_length, SFN.run_worth_saying, SFN.on) == (8, 5, 1e-9)
    assert f"Version {SFN.version}." in PAGE


def test_its_code_runs() -> None:
    code = "\n".join(line.removeprefix("    ") for line in PAGE.split("## Code")[1].splitlines())
    test = doctest.DocTestParser().get_doctest(code, {}, "sfn.md", None, None)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0
