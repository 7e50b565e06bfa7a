"""Rule sets of one's own: made of the same parts, and refused where they cannot be meant."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from copperplate.spc import (
    RULE_SETS,
    SFN,
    ImpossibleRules,
    RuleSet,
    Signs,
    Stepping,
    control_charts,
)
from copperplate.spc.rule_sets import NELSON


@pytest.mark.parametrize("name", sorted(RULE_SETS))
def test_a_rule_set_and_its_name_are_the_same(name: str) -> None:
    values = np.random.default_rng(1).poisson(30, (5, 60)).astype(float)
    by_name = control_charts(values, rules=name)
    itself = control_charts(values, rules=RULE_SETS[name])
    assert list(by_name) == list(itself)


def test_a_shorter_run_makes_an_earlier_step() -> None:
    values = [9.0, 11] * 6 + [4] * 8
    shorter = replace(SFN, name="sfn-of-five", run_length=5)
    assert control_charts(values)[0].steps[0].called == 19
    chart = control_charts(values, rules=shorter)[0]
    assert chart.steps[0].called == 16
    assert str(chart.rules) == "sfn-of-five, version 1"


def test_only_the_signs_asked_for_are_looked_for() -> None:
    ours = RuleSet(
        name="runs", version=1, signs=Signs(on_a_limit=False, run=6), stepping=Stepping.GIVEN
    )
    hits = control_charts([0.0] * 20 + [1, 2, 3, 4, 5, 6], rules=ours, baseline=20)[0].hits
    assert hits.run[-6:].tolist() == [1] * 6
    assert not hits.rising.any()
    assert not hits.two_of_three.any()


def test_everything_that_cannot_be_meant_is_named() -> None:
    with pytest.raises(ImpossibleRules) as refused:
        replace(NELSON, signs=replace(NELSON.signs, run=1, trend=2), scaling=-1.0)
    assert str(refused.value) == (
        "the rules 'nelson': run is 1; 0 for none, or at least 2 is wanted. "
        "trend is 2; 0 for none, or at least 3 is wanted. "
        "scaling is -1.0; at least 0 is wanted."
    )


def test_rules_that_find_steps_look_for_no_other_sign() -> None:
    with pytest.raises(ImpossibleRules, match="find their own steps"):
        replace(SFN, signs=replace(SFN.signs, trend=6))
