"""Measures on records: by other dates, sums, means, repeats and rates over other counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.errors import BadDefinition
from copperplate.pipeline.caveats import caveats
from tests.builders import release
from tests.spec.recorded import (
    FORCE,
    OURS,
    answer,
    book,
    count,
    covers,
    crime,
    day,
    record,
    values,
)

YEAR = ("2013-01-01", "2013-12-31", "day")
Tables = dict[str, dict[str, list[list[object]]]]


def tables(rows: list[list[object]], *stretches: tuple[str, str, str], table: str = "crimes") -> Tables:  # fmt: skip
    return {
        table: {OURS.identity: rows},
        "coverage": {OURS.identity: covers(table, *(stretches or (YEAR,)))},
    }


def given_outcome(recorded: str, outcome: str, to: str = "") -> list[object]:
    return crime(recorded, outcome_from=day(outcome), outcome_to=day(to or outcome))


def test_outcomes_are_counted_by_the_day_they_were_given(tmp_path: Path) -> None:
    rows = tables(
        [
            given_outcome("2013-03-30", "2013-05-02"),
            given_outcome("2013-05-02", "2013-05-03"),
            given_outcome("2013-05-04", "2013-05-31", "2013-06-01"),  # of neither month
            given_outcome("2013-12-30", "2014-01-05"),  # given after the last covered day
            given_outcome("2012-12-30", "2013-05-04"),  # recorded on a day not covered
            crime("2013-05-05"),  # has none
        ]
    )
    measures = book(outcomes=count(more="dated_by: outcome"), crimes=count())
    found = answer(tmp_path, measures, "outcomes", "month", rows)
    assert values(found)["2013-05"] == 2
    assert sum(v for v in values(found).values() if isinstance(v, float)) == 2
    assert [(one.period.iso, one.astride) for one in found.left_out] == [
        ("2013-05", 1),
        ("2013-06", 1),
    ]
    assert values(answer(tmp_path, measures, "crimes", "month", rows))["2013-05"] == 3
    (said,) = caveats(measures["outcomes"], measures, found)
    assert said == (
        "Counted by the day they were given their outcome, among the crimes recorded from "
        "1 January 2013 to 31 December 2013. What was recorded on other days is not held and is "
        "in none of these figures, whenever its own day was; nor is what has no such day."
    )
    by_usual = answer(tmp_path, measures, "crimes", "month", rows)
    assert caveats(measures["crimes"], measures, by_usual) == ()


def test_moments_count_by_their_days(tmp_path: Path) -> None:
    def committed(first: str, last: str) -> list[object]:
        moments = {"committed_from": first, "committed_to": last}
        said = {name: datetime.fromisoformat(text) for name, text in moments.items()}
        return crime("2013-02-01", **said)

    rows = tables(
        [
            committed("2013-01-08T23:00", "2013-01-08T23:59"),
            committed("2013-01-08T23:00", "2013-01-09T01:00"),
        ]
    )
    measures = book(crimes=count(more="dated_by: committed"))
    days = values(answer(tmp_path, measures, "crimes", "day", rows))
    assert (days["2013-01-08"], days["2013-01-09"]) == (1, 0)
    assert values(answer(tmp_path, measures, "crimes", "week", rows))["2013-W02"] == 2


HARM = [
    # weights of a month's crimes, the sum, how many say none
    ([3.5, 10.25, None], 13.75, 1),
    ([0.1] * 10, 1.0, 0),  # ten tenths are one, not 0.9999999999999999
    ([], 0, 0),
    ([None, None], "x", 2),
    ([0.0, None], 0, 1),
]


@pytest.mark.parametrize(("weights", "total", "lacking"), HARM)
def test_an_amount_is_added_up_over_the_records_that_say_it(
    tmp_path: Path, weights: list[float | None], total: float | str, lacking: int
) -> None:
    rows = tables([crime("2013-03-09", harm=weight) for weight in weights])
    measures = book(harm=count(more="sums: harm", noun="days"))
    found = answer(tmp_path, measures, "harm", "month", rows)
    assert values(found)["2013-03"] == total
    assert sum(one.lacking for one in found.left_out) == lacking
    assert found.series.unit.noun == "days"


MEANS = [
    # days to finalise, the mean, over how many
    ([10, 11, None], 10.5, 2),
    ([7], 7.0, 1),
    ([None], "z", None),
    ([], "z", None),
    ([0, 0], 0.0, 2),
]
MEAN = """\
kind: mean
table: complaints
of: days_to_finalise
dated_by: finalised
noun: {plural: days, singular: day}
periods: [month, quarter]
"""


@pytest.mark.parametrize(("days", "mean", "base"), MEANS)
def test_a_mean_is_of_the_records_that_say_it(
    tmp_path: Path, days: list[int | None], mean: float | str, base: float | None
) -> None:
    finalised = {"finalised_from": day("2013-03-09"), "finalised_to": day("2013-03-09")}
    made = [record("complaints", "2013-02-01", days_to_finalise=n, **finalised) for n in days]
    rows = tables(made, table="complaints")
    found = answer(tmp_path, book(days=MEAN), "days", "month", rows)
    assert values(found)["2013-03"] == mean
    march = found.series[FORCE].observations[2]
    assert (march.period.iso, march.base) == ("2013-03", base)
    assert march.base_release == (OURS.identity if base else "")


def test_a_mean_of_a_quarter_weighs_its_months_by_their_records(tmp_path: Path) -> None:
    rows = tables(
        [
            record(
                "complaints",
                on,
                days_to_finalise=n,
                finalised_from=day(on),
                finalised_to=day(on),
            )
            for on, n in (("2013-01-05", 10), ("2013-02-05", 40), ("2013-02-06", 40))
        ],
        table="complaints",
    )
    found = answer(tmp_path, book(days=MEAN), "days", "quarter", rows)
    assert values(found)["2013-01/2013-03"] == 30.0


def victims(*told: tuple[str, str, str]) -> list[list[object]]:
    """Return crimes: day, victim, category."""
    return [crime(on, victim=who or None, category=what) for on, who, what in told]


REPEATED = victims(
    ("2013-06-01", "ann", "burglary"),
    ("2013-06-01", "ann", "burglary"),  # on the same day: no earlier one
    ("2013-06-11", "ann", "burglary"),  # ten days later
    ("2013-06-11", "ann", "burglary"),  # and another on that day
    ("2013-06-22", "ann", "burglary"),  # eleven days later
    ("2013-06-05", "bob", "robbery"),
    ("2013-06-06", "bob", "burglary"),  # a repeat only where any earlier record counts
    ("2013-06-07", "", "burglary"),  # of nobody known
)
REPEATS = [
    # within days, any earlier record, repeats in June, not to be judged
    (10, "false", 2, 1),
    (11, "false", 3, 1),
    (10, "true", 3, 1),
    (9, "false", 0, 1),
]


@pytest.mark.parametrize(("within", "any_earlier", "repeats", "unjudged"), REPEATS)
def test_a_repeat_has_an_earlier_record_so_many_days_before(
    tmp_path: Path, within: int, any_earlier: str, repeats: int, unjudged: int
) -> None:
    measures = book(
        repeats=count(
            more="where: category = 'burglary'\n"
            f"repeats: {{of: victim, within_days: {within}, any_earlier: {any_earlier}}}"
        )
    )
    found = answer(tmp_path, measures, "repeats", "month", tables(REPEATED))
    assert values(found)["2013-06"] == repeats
    assert sum(one.lacking for one in found.left_out) == unjudged


def test_repeats_are_known_once_the_days_before_are_covered(tmp_path: Path) -> None:
    measures = book(repeats=count(more="repeats: {of: victim, within_days: 59}"))
    found = values(answer(tmp_path, measures, "repeats", "month", tables(REPEATED)))
    assert next(iter(found)) == "2013-03"
    monthly = tables(REPEATED, ("2013-01-01", "2013-12-31", "month"))
    assert values(answer(tmp_path, measures, "repeats", "month", monthly)) == {}


def test_an_earlier_record_counts_wherever_it_was_made_and_only_in_its_release(
    tmp_path: Path,
) -> None:
    other = release("extract", "2014-01-02", "other")
    measures = book(repeats=count(more="repeats: {of: victim, within_days: 30}"))
    rows = [
        crime("2013-06-01", victim="ann", district="here"),
        crime("2013-06-02", victim="ann", district="there"),
    ]
    apart = {
        "crimes": {OURS.identity: rows[1:], other.identity: rows[:1]},
        "coverage": {OURS.identity: covers("crimes", YEAR)},
    }
    areas = {"there": "district"}
    for made, expected in ((tables(rows), 1), (apart, 0)):
        found = answer(
            tmp_path, measures, "repeats", "month", made, areas=areas, releases=[OURS, other]
        )
        assert values(found, "there")["2013-06"] == expected


PLACES = {
    FORCE: "force",
    "unit": "policing_unit",
    "other": "policing_unit",
    "spot": "priority_area",
}
PLACED = [
    crime("2013-06-01", victim="ann", policing_unit="unit", priority_area="spot", harm=1.5),
    crime("2013-06-03", victim="ann", policing_unit="unit", harm=2.0),
    crime("2013-06-03", "2013-06-04", victim="bob", policing_unit="other"),
    crime("2013-06-09", victim="ann", policing_unit="other", priority_area="spot"),
    crime("2013-06-12", "2013-07-02", victim="bob", policing_unit="unit", harm=0.5),
    crime("2013-07-04", policing_unit="elsewhere", priority_area="spot", harm=4.0),
    crime("2013-07-05", victim="cat"),  # of no unit
]
ASKED = [count(), count(more="sums: harm"), count(more="repeats: {of: victim, within_days: 30}")]


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("kind", ["month", "week"])
def test_areas_of_several_kinds_are_counted_together_as_each_alone(
    tmp_path: Path, asked: str, kind: str
) -> None:
    measures, rows = book(asked=asked), tables(PLACED)
    together = answer(tmp_path, measures, "asked", kind, rows, areas=PLACES)
    assert any(values(together, code).get("2013-06") or kind == "week" for code in PLACES)
    for code, column in PLACES.items():
        alone = answer(tmp_path, measures, "asked", kind, rows, areas={code: column})
        assert values(together, code) == values(alone, code), code
        assert [one for one in together.left_out if one.area == code] == list(alone.left_out)


told = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from("abc"), st.booleans()), min_size=1, max_size=30
)


@given(told, st.integers(1, 20), st.booleans())
@settings(max_examples=25, deadline=None)
def test_repeats_are_what_a_plain_loop_finds(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[int, str, bool]],
    within: int,
    any_earlier: bool,
) -> None:
    start = date(2013, 6, 1)
    rows = [
        crime((start + timedelta(days=n)).isoformat(), victim=who, knife=knife)
        for n, who, knife in drawn
    ]
    more = f"where: knife = true\nrepeats: {{of: victim, within_days: {within}, any_earlier: {str(any_earlier).lower()}}}"  # fmt: skip
    found = answer(
        tmp_path_factory.mktemp("repeats"),
        book(repeats=count(more=more)),
        "repeats",
        "calendar-year",
        tables(rows, ("2012-12-01", "2013-12-31", "day")),
    )
    expected = sum(
        any(
            other == who and 0 < n - m <= within and (was or any_earlier) for m, other, was in drawn
        )
        for n, who, knife in drawn
        if knife
    )
    assert values(found) == {"2013-01/2013-12": expected}


EMPLOYEES = """\
kind: count
table: counts
where: measure = 'employees'
noun: {plural: employees, singular: employee}
periods: [day, month]
"""


def rate(rule: str) -> str:
    return f"""\
kind: rate
numerator: crimes
denominator: {{count: employees, per: 1000, rule: {rule}}}
noun: {{plural: crimes, singular: crime}}
periods: [month]
"""


def staff(end: str, kind: str, number: float | None, mark: str = "") -> list[object]:
    start = end if kind == "day" else end[:8] + "01"
    return ["employees", FORCE, day(start), day(end), kind, number, None, mark, "row"]


OVER_COUNTS = [
    # rule, employees: day, kind, number, mark; the rate of March 2013, over how many
    ("newest-before", [("2012-12-31", "day", 400.0, "")], 5.0, 400.0),
    ("newest-before", [("2012-12-31", "day", 400.0, ""), ("2013-03-31", "day", 500.0, "")], 4.0, 500.0),
    ("newest-before", [("2012-12-31", "day", 400.0, ""), ("2013-04-01", "day", 500.0, "")], 5.0, 400.0),
    ("newest-before", [("2012-12-31", "day", 400.0, ""), ("2013-03-01", "day", None, "x")], 5.0, 400.0),
    ("newest-before", [("2012-12-31", "day", 400.0, ""), ("2013-03-01", "day", None, "c")], "c", None),
    ("newest-before", [("2012-12-31", "day", 0.0, "")], "z", None),
    ("newest-before", [("2013-04-01", "day", 400.0, "")], "x", None),
    ("same-period", [("2013-03-31", "month", 400.0, "")], 5.0, 400.0),
    ("same-period", [("2013-02-28", "month", 400.0, "")], "x", None),
    ("same-period", [("2013-03-31", "month", 400.0, "e")], 5.0, 400.0),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "employees", "expected", "base"), OVER_COUNTS)
def test_a_rate_is_over_another_count(
    tmp_path: Path,
    rule: str,
    employees: list[tuple[str, str, float | None, str]],
    expected: float | str,
    base: float | None,
) -> None:
    measures = book(crimes=count(), employees=EMPLOYEES, rate=rate(rule))
    made = tables([crime("2013-03-05"), crime("2013-03-06")])
    made["counts"] = {OURS.identity: [staff(*one) for one in employees]}
    found = answer(tmp_path, measures, "rate", "month", made)
    march = found.series[FORCE].observations[2]
    assert (values(found)["2013-03"], march.base) == (expected, base)
    assert found.series.unit.heading == "Crimes per 1,000 employees"
    if "e" in employees[-1]:
        assert {mark.value for mark in march.marks} == {"e"}


PROBLEMS = [
    # what is said, code, what is wrong, what is allowed
    ("dated_by: finalised", "M118", "'finalised'", "committed, outcome, recorded"),
    ("sums: hour", "M119", "'hour'", "harm"),
    ("sums: longitude", "M119", "'longitude'", "harm"),
    ("repeats: {of: category, within_days: 365}", "M120", "'category'", "crime, location, victim"),
    ("repeats: {of: victim, within_days: 0}", "M101", "'within_days'", ""),
    ("sums: harm\nrepeats: {of: victim, within_days: 9}", "M101", "not both", ""),
]


@pytest.mark.parametrize(("more", "code", "what", "allowed"), PROBLEMS)
def test_what_a_table_does_not_hold_cannot_be_asked_of_it(
    more: str, code: str, what: str, allowed: str
) -> None:
    with pytest.raises(BadDefinition) as caught:
        book(crimes=count(more=more))
    (problem,) = caught.value.problems
    assert problem.code == code
    assert what in problem.what
    assert allowed in problem.allowed
    assert problem.place.line


def test_published_figures_are_not_asked_for_what_only_records_have() -> None:
    with pytest.raises(BadDefinition) as caught:
        book(staff=EMPLOYEES + "dated_by: recorded")
    (problem,) = caught.value.problems
    assert (problem.code, "'dated_by' is for records" in problem.what) == ("M117", True)
    assert "casualties, complaints, crimes" in problem.allowed


DENOMINATORS = [
    # denominator, code, what is wrong
    ("{count: crimes, base: residents, per: 1000, rule: same-period}", "M101", "not both"),
    ("{per: 1000, rule: same-period}", "M101", "either 'base'"),
    ("{base: residents, per: 1000, rule: same-period}", "M101", "is for a 'base'"),
    ("{count: crimes, per: 1000, rule: ons-police-force-area}", "M101", "is for a 'base'"),
    ("{count: employes, per: 1000, rule: same-period}", "M103", "'employes'"),
    ("{count: rate, per: 1000, rule: same-period}", "M104", "'rate'"),
    ("{count: employees, per: 1000, rule: same-period}", "M121", "'employees' is not counted by quarter"),
]  # fmt: skip


@pytest.mark.parametrize(("denominator", "code", "what"), DENOMINATORS)
def test_a_denominator_is_a_population_or_a_count(denominator: str, code: str, what: str) -> None:
    text = rate("same-period").replace(
        "{count: employees, per: 1000, rule: same-period}", denominator
    )
    text = text.replace("[month]", "[month, quarter]")
    with pytest.raises(BadDefinition) as caught:
        book(crimes=count(), employees=EMPLOYEES, rate=text)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert what in problem.what
