"""The objectives table: what follows from two years and a milestone, and what is declared."""

from __future__ import annotations

from datetime import date

import pytest

from copperplate.errors import BadDefinition
from copperplate.findings.objectives import against_base_year
from copperplate.periods import year_to_date
from copperplate.plan import load_objectives, load_plan
from copperplate.report.objectives import newest_of_year
from copperplate.yamltext import parse
from tests.builders import evidence

THIS, LAST = "1 April 2013 to 14 March 2014", "1 April 2012 to 14 March 2013"

FOLLOWS = [
    # last, this, milestone; difference, performance, target, variance
    (162_567, 165_859, -5, (3292, 2.0250112261406067, 154438.65, 11420.35)),
    (12_961, 12_170, -8, (-791, -6.102924157, 11924.12, 245.88)),
    (55, 70, None, (15, 27.272727273, None, None)),
    (12_500, 11_500, -8, (-1000, -8.0, 11500.0, 0.0)),  # nothing left over, so nothing to round up
    (1_000, 977, -2.3, (-23, -2.3, 977.0, 0.0)),
    (1_000, 1_100, 7, (100, 10.0, 1070.0, 30.0)),  # a rise that is asked for
    (0, 12, -5, (12, None, 0.0, 12.0)),
    (100, 0, -5, (-100, -100.0, 95.0, -95.0)),
]


@pytest.mark.parametrize(("last", "this", "percent", "expected"), FOLLOWS)
def test_what_follows_from_two_years(
    last: float, this: float, percent: float | None, expected: tuple[float | None, ...]
) -> None:
    found = against_base_year(
        evidence({"A": {LAST: last, THIS: this}}),
        area="A",
        period=year_to_date(date(2014, 3, 14)),
        years=1,
        percent=percent,
    )
    got = (found.difference, found.performance, found.target, found.variance)
    assert got == tuple(None if e is None else pytest.approx(e, abs=1e-8) for e in expected)
    if expected[3] is not None and float(expected[3]).is_integer():
        assert found.variance == expected[3]  # exactly: rounding up makes one of 0.0000000001


def test_nothing_follows_from_one_year_and_a_hidden_one() -> None:
    for values in ({THIS: 70}, {LAST: 55}, {LAST: "c", THIS: 70}, {LAST: 55, THIS: "x"}):
        found = against_base_year(
            evidence({"A": values}),
            area="A",
            period=year_to_date(date(2014, 3, 14)),
            years=1,
            percent=-5,
        )
        assert (found.difference, found.performance, found.variance) == (None, None, None)


LEAP = [
    # this year to date to, what is held of the base year; the base, its days, performance a day
    ("1 April 2015 to 14 March 2016", "1 April 2014 to 14 March 2015", 348, 349),
    ("1 April 2015 to 29 February 2016", "1 April 2014 to 28 February 2015", 334, 335),
    ("1 April 2016 to 28 February 2017", "1 April 2015 to 28 February 2016", 334, 334),
    ("1 April 2016 to 28 February 2017", "1 April 2015 to 29 February 2016", 335, 334),
]


@pytest.mark.parametrize(("this", "last", "then_days", "now_days"), LEAP)
def test_a_29_february_is_compared_anyway_and_a_day(
    this: str, last: str, then_days: int, now_days: int
) -> None:
    shown = evidence({"A": {last: float(then_days), this: float(now_days)}})
    period = shown.shown.series["A"].observations[-1].period
    found = against_base_year(shown, area="A", period=period, years=1, percent=None)
    assert (str(found.base), found.base.days, found.period.days) == (last, then_days, now_days)
    # One offence a day in both years: nothing has changed but the number of days.
    assert found.performance_per_day == 0.0
    assert found.performance == pytest.approx((now_days / then_days - 1) * 100)


def test_the_newest_year_to_date_is_of_this_financial_year_and_not_after_the_cut_off() -> None:
    shown = evidence(
        {
            "A": {
                LAST: 1.0,
                "1 April 2013 to 1 March 2014": 2.0,
                "1 April 2013 to 20 March 2014": 3.0,
            }
        }
    )
    for to, expected in (
        ("2014-03-14", "1 April 2013 to 1 March 2014"),
        ("2014-03-20", "1 April 2013 to 20 March 2014"),
        ("2014-04-02", "1 April 2014 to 2 April 2014"),  # nothing is held: the day asked for
    ):
        asked = year_to_date(date.fromisoformat(to))
        assert str(newest_of_year(shown, "A", asked)) == expected


PLAN = """\
id: p
title: Plan
area: E23000014
starts: 2013-04-01
ends: 2014-03-31
aims:
  - id: A
    title: Less crime
    measured_by: Crimes
    measures: [recorded_crime, other]
    source: Somebody
    frequency: daily
    milestone: {kind: percent-change, text: fewer, percent: -5, base: 2012/13}
  - id: B
    title: More confidence
    measured_by: A survey
    source: Somebody
    frequency: yearly
    milestone: {kind: none-set, text: none}
    awaited: {why: No survey yet.}
  - id: C
    title: Less robbery
    measured_by: Robberies
    measures: [robbery]
    source: Somebody
    frequency: daily
    milestone: {kind: direction, text: fewer, base: year ending March 2013}
"""


def test_a_row_takes_from_its_aim_what_it_does_not_say() -> None:
    plan = load_plan(parse(PLAN, file="plan.yaml"))
    text = "blocks:\n- title: T\n  rows:\n  - aim: A\n  - {title: Other, measure: other}\n"
    (block,) = load_objectives(parse(text, file="objectives.yaml"), plan).blocks
    assert [(row.title, row.measure, str(row.base)) for row in block.rows] == [
        ("Less crime", "recorded_crime", "2012/13"),
        ("Other", "other", "None"),
    ]


WRONG = [
    # rows, code, line, column, what is said
    ("[{aim: Z}]", "O103", 3, 16, "'Z' is not an aim known here."),
    ("[{aim: B}]", "O104", 3, 16, "The aim 'B' has no measure yet"),
    ("[{aim: C}]", "O105", 3, 10, "The base 'year ending March 2013' is not a financial year."),
    ("[{aim: A, base: '2013'}]", "O105", 3, 25, "The base '2013' is not a financial year."),
    ("[{aim: A}, {aim: A}]", "O102", 3, 20, "The block 'T' has this row already."),
    ("[{measure: robbery}]", "O101", 3, 10, "A row names an 'aim', or a 'measure' with a 'title'."),
    ("[]", "O101", 3, 9, "'rows' has no entry."),
    ("[{aim: A, milestone: -5}]", "O101", 3, 19, "'milestone' is not a field known here."),
]


@pytest.mark.parametrize(("rows", "code", "line", "column", "said"), WRONG)
def test_what_is_wrong_in_a_table_is_said_with_its_place(
    rows: str, code: str, line: int, column: int, said: str
) -> None:
    plan = load_plan(parse(PLAN, file="plan.yaml"))
    text = f"blocks:\n- title: T\n  rows: {rows}\n"
    with pytest.raises(BadDefinition) as caught:
        load_objectives(parse(text, file="objectives.yaml"), plan)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)
    assert said in problem.what


def test_all_problems_of_a_table_come_at_once() -> None:
    plan = load_plan(parse(PLAN, file="plan.yaml"))
    text = "blocks:\n- title: T\n  rows: [{aim: Z}, {aim: B}]\n- title: U\n  rows: [{aim: C}]\n"
    with pytest.raises(BadDefinition) as caught:
        load_objectives(parse(text, file="objectives.yaml"), plan)
    assert [problem.code for problem in caught.value.problems] == ["O103", "O104", "O105"]


MILESTONES = [
    "{kind: percent-change, text: fewer}",
    "{kind: direction, text: fewer, percent: -5}",
    "{kind: percent-change, text: fewer, percent: -100}",
]


@pytest.mark.parametrize("milestone", MILESTONES)
def test_a_milestone_in_per_cent_says_how_many(milestone: str) -> None:
    text = PLAN.replace("{kind: none-set, text: none}", milestone)
    with pytest.raises(BadDefinition) as caught:
        load_plan(parse(text, file="plan.yaml"))
    assert {problem.code for problem in caught.value.problems} == {"P101"}
