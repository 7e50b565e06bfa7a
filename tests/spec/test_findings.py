"""Facts against a group and since a base period, and the headlines made of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.compare import Average, group_average, ranks
from copperplate.findings import Standing, against_group, change_since, standing
from copperplate.narrative.headlines import against_group_headline, change_headline, rank_headline
from copperplate.narrative.runs import plain
from copperplate.periods import parse_period
from copperplate.plan import MilestoneKind
from copperplate.series import Unit
from copperplate.series.units import UnitKind
from tests.builders import book, evidence

NOW, THEN = "year ending June 2019", "year ending March 2016"
RATE = Unit(kind=UnitKind.RATE, noun="offences", singular="offence", per=1000, base="residents")

GROUPS = [
    # values of A, B, C, D  → rank of A, with data, average with self, side
    ((90.0, 110.0, 94.0, 126.0), 1, 4, 105.0, "below"),
    ((90.0, "x", 94.0, 126.0), 1, 3, 310 / 3, "below"),
    ((100.0, 100.0, 100.0, 100.0), 1, 4, 100.0, "level"),
    ((110.0, 100.0, 110.0, 80.0), 3, 4, 100.0, "above"),
]


@pytest.mark.parametrize(("values", "rank", "of", "average", "side"), GROUPS)
def test_where_an_area_stands(
    values: tuple[float | str, ...], rank: int, of: int, average: float, side: str
) -> None:
    published = evidence(
        {area: {NOW: value} for area, value in zip("ABCD", values, strict=True)}, unit=RATE
    )
    fact = against_group(published, area="A", members="ABCD", period=parse_period(NOW))
    assert fact is not None
    assert (fact.rank, len(fact.with_data), fact.side.value) == (rank, of, side)
    assert fact.average == pytest.approx(average, rel=1e-12)
    assert fact.gap == pytest.approx(float(values[0]) - average, abs=1e-12)


def test_without_the_areas_own_value_or_any_neighbour_there_is_no_fact() -> None:
    alone = evidence({"A": {NOW: 90.0}, "B": {NOW: "x"}}, unit=RATE)
    assert against_group(alone, area="A", members="AB", period=parse_period(NOW)) is None
    absent = evidence({"A": {NOW: "x"}, "B": {NOW: 1.0}, "C": {NOW: 2.0}}, unit=RATE)
    assert against_group(absent, area="A", members="ABC", period=parse_period(NOW)) is None


def test_the_three_averages_differ_and_are_named() -> None:
    values = np.array([[90.0], [110.0], [130.0]])
    weights = np.array([[3.0], [1.0], [1.0]])
    found = {
        kind: float(group_average(values, own_row=0, definition=kind, weights=weights)[0][0])
        for kind in Average
    }
    assert found == {
        Average.MEAN_WITH_SELF: 110.0,
        Average.MEAN_WITHOUT_SELF: 120.0,
        Average.WEIGHTED: 102.0,
    }


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=8))
def test_a_rank_counts_who_is_strictly_better(values: list[float]) -> None:
    order, known = ranks(np.array(values))
    assert known == len(values)
    assert [int(r) for r in order] == [1 + sum(v < w for v in values) for w in values]


HEADLINES = [
    (28675.0, 22337.0, "Alpha recorded 28,675 robberies, 28.4% more than in the year ending March 2016"),
    (22337.0, 28675.0, "Alpha recorded 22,337 robberies, 22.1% fewer than in the year ending March 2016"),
    (70.0, 55.0, "Alpha recorded 70 robberies, 15 more than in the year ending March 2016"),
    (70.0, 70.0, "Alpha recorded 70 robberies, the same number as in the year ending March 2016"),
    (70.0, "x", "Alpha recorded 70 robberies"),
    ("x", 70.0, "Alpha: no figure for robberies is held for the year ending June 2019"),
]  # fmt: skip
ROBBERIES = Unit(kind=UnitKind.COUNT, noun="robberies", singular="robbery")


@pytest.mark.parametrize(("now", "then", "said"), HEADLINES)
def test_a_change_is_said_with_a_sign_or_a_word_never_both(
    now: float | str, then: float | str, said: str
) -> None:
    figures = book(evidence({"A": {THEN: then, NOW: now}}, unit=ROBBERIES), base=THEN)
    assert plain(change_headline(figures, "robbery", parse_period(NOW))) == said


@given(st.floats(1, 1e7), st.floats(1, 1e7))
def test_no_headline_contradicts_its_figures(now: float, then: float) -> None:
    figures = book(evidence({"A": {THEN: then, NOW: now}}, unit=ROBBERIES), base=THEN)
    said = plain(change_headline(figures, "robbery", parse_period(NOW)))
    assert "−" not in said
    assert (" more " in said) == (now > then)
    assert (" fewer " in said) == (now < then)


def test_a_member_without_data_is_named() -> None:
    published = evidence(
        {"A": {NOW: 89.9}, "B": {NOW: "x"}, "C": {NOW: 94.2}, "D": {NOW: 127.3}}, unit=RATE
    )
    figures = book(published, members="ABCD")
    fact = figures.against("robbery", parse_period(NOW))
    assert fact is not None
    assert plain(against_group_headline(figures, fact)) == (
        "Alpha recorded 89.9 offences per 1,000 residents, below the group average of 103.8, "
        "taken without Beta, for which there are no data"
    )
    assert figures.figure("robbery.rank").of == 3


AGAINST = [
    ({"A": 90.0, "B": 90.08}, "90.0 offences per 1,000 residents, in line with the group average of 90.0"),
    ({"A": 90.0, "B": 92.0}, "90.0 offences per 1,000 residents, just below the group average of 91.0"),
    (
        {"A": 90.0, "B": 100.0, "C": "c"},
        ("90.0 offences per 1,000 residents, below the group average of 95.0, taken without Gamma, "
        "whose figure is hidden to protect people"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("now", "said"), AGAINST)
def test_a_headline_says_of_the_group_what_a_sentence_says(
    now: dict[str, float | str], said: str
) -> None:
    published = evidence({code: {NOW: value} for code, value in now.items()}, unit=RATE)
    figures = book(published, members="".join(now))
    fact = figures.against("robbery", parse_period(NOW))
    assert fact is not None
    assert plain(against_group_headline(figures, fact)) == f"Alpha recorded {said}"


RANKED = [
    ({"A": 90.0, "B": 95.0, "C": 99.0}, "Alpha has the lowest robbery of the 3 forces"),
    ({"A": 90.0, "B": 90.0, "C": 99.0}, "Alpha has the joint lowest robbery of the 3 forces"),
    ({"A": 95.0, "B": 90.0, "C": 99.0}, "Alpha has the 2nd lowest robbery of the 3 forces"),
    ({"A": 99.0, "B": 90.0, "C": "x"}, "Alpha has the highest robbery of the 2 forces with data"),
    ({"A": "x", "B": 90.0, "C": 99.0}, "Robbery in Alpha's group of forces"),
]


@pytest.mark.parametrize(("now", "said"), RANKED)
def test_a_rank_is_a_headline(now: dict[str, float | str], said: str) -> None:
    published = evidence({code: {NOW: value} for code, value in now.items()}, unit=RATE)
    figures = book(published, members="".join(now))
    assert plain(rank_headline(figures, "robbery", parse_period(NOW))) == said


def test_a_break_between_two_periods_is_carried() -> None:
    middle = "year ending June 2017"
    published = evidence({"A": {THEN: 500.0, middle: 550.0, NOW: 600.0}})
    plain_change = change_since(
        published, area="A", period=parse_period(NOW), base=parse_period(THEN)
    )
    assert plain_change is not None
    assert (plain_change.difference, plain_change.proportion, plain_change.broken) == (
        100.0,
        0.2,
        False,
    )
    broken = evidence({"A": {THEN: 500.0, middle: (550.0, "b"), NOW: 600.0}})
    change = change_since(broken, area="A", period=parse_period(NOW), base=parse_period(THEN))
    assert change is not None
    assert change.broken
    figures = book(broken, base=THEN)
    assert figures.figure("robbery.change_percent").marked_text == "20.0% [b]"
    assert figures.figure("robbery.value").marked_text == "600"


def test_marks_are_inherited_by_what_is_worked_out_of_them() -> None:
    published = evidence(
        {"A": {THEN: 500.0, NOW: (600.0, "p")}, "B": {THEN: 400.0, NOW: 300.0}}, unit=RATE
    )
    figures = book(published, base=THEN, members="AB")
    for kind in ("value", "change", "change_percent", "average", "gap"):
        assert figures.figure(f"robbery.{kind}").marked_text.endswith(" [p]"), kind
    assert figures.figure("robbery.base_average").marks == frozenset()


SMALL = [
    (28_675.0, 28_676.0, "Alpha recorded 28,676 robberies, 1 more than in the year ending March 2016"),
    (55.0, 1.0, "Alpha recorded 1 robbery, 54 fewer than in the year ending March 2016"),
]  # fmt: skip


@pytest.mark.parametrize(("then", "now", "said"), SMALL)
def test_small_changes_and_small_numbers(then: float, now: float, said: str) -> None:
    figures = book(evidence({"A": {THEN: then, NOW: now}}, unit=ROBBERIES), base=THEN)
    assert plain(change_headline(figures, "robbery", parse_period(NOW))) == said


def test_a_percentage_of_few_is_not_given_and_says_why() -> None:
    figures = book(evidence({"A": {THEN: 28.0, NOW: 60.0}}, unit=ROBBERIES), base=THEN)
    percent = figures.figure("robbery.change_percent")
    assert (percent.text, figures.figure("robbery.change").text) == ("[x]", "32")
    assert percent.provenance.method.startswith("Not given as a percentage: the base counts fewer")


def test_a_weighted_average_leaves_out_who_has_no_weight() -> None:
    values = np.array([[1.0], [3.0]])
    weights = np.array([[np.nan], [2.0]])
    average, members = group_average(
        values, own_row=1, definition=Average.WEIGHTED, weights=weights
    )
    assert (float(average[0]), int(members[0])) == (3.0, 1)


def test_the_area_itself_is_not_among_the_others() -> None:
    published = evidence({"A": {NOW: 90.0}, "B": {NOW: 110.0}, "C": {NOW: 130.0}}, unit=RATE)
    figures = book(published, members="ABC", average=Average.MEAN_WITHOUT_SELF)
    average = figures.figure("robbery.average")
    assert (average.value, [name for name, _ in average.provenance.inputs]) == (
        120.0,
        ["Beta", "Gamma"],
    )


def test_higher_is_better_turns_the_ranks_round() -> None:
    published = evidence(
        {"A": {NOW: 90.0}, "B": {NOW: 110.0}, "C": {NOW: 70.0}}, unit=RATE, better="higher"
    )
    fact = against_group(published, area="A", members="ABC", period=parse_period(NOW))
    assert fact is not None
    assert fact.rank == 2


def milestone(kind: MilestoneKind, now: float | str, then: float | str, other: float) -> str:
    published = evidence({"A": {THEN: then, NOW: now}, "B": {THEN: 100.0, NOW: other}}, unit=RATE)
    figures = book(published, base=THEN, members="AB")
    found = standing(
        kind, better="lower", change=figures.change("robbery"), against=figures.against("robbery")
    )
    return found.value if found else "none"


STANDINGS = [
    # kind, now, then, the other force now → how the milestone stands
    (MilestoneKind.DIRECTION, 90.0, 80.0, 100.0, "not-met"),
    (MilestoneKind.DIRECTION, 70.0, 80.0, 100.0, "met"),
    (MilestoneKind.DIRECTION, 80.0, 80.0, 100.0, "not-met"),
    (MilestoneKind.DIRECTION, 80.0, "x", 100.0, "not-known"),
    (MilestoneKind.RISE_WANTED, 90.0, 80.0, 100.0, "met"),
    (MilestoneKind.AGAINST_GROUP, 90.0, 80.0, 100.0, "met"),
    (MilestoneKind.AGAINST_GROUP, 110.0, 80.0, 100.0, "not-met"),
    (MilestoneKind.AGAINST_GROUP, 100.0, 80.0, 100.0, "not-met"),
    (MilestoneKind.SPREAD, 90.0, 80.0, 100.0, "none"),
    (MilestoneKind.NONE_SET, 90.0, 80.0, 100.0, "none"),
]


@pytest.mark.parametrize(("kind", "now", "then", "other", "stands"), STANDINGS)
def test_how_a_milestone_stands(
    kind: MilestoneKind, now: float, then: float | str, other: float, stands: str
) -> None:
    assert milestone(kind, now, then, other) == stands


IN_PER_CENT = [
    # asked for, now, then → how the milestone stands
    (-5, 95.0, 100.0, "met"),
    (-5, 95.1, 100.0, "not-met"),
    (-5, 90.0, "x", "not-known"),
    (10, 110.0, 100.0, "met"),
    (10, 109.0, 100.0, "not-met"),
    (0, 100.0, 100.0, "met"),
]


@pytest.mark.parametrize(("percent", "now", "then", "stands"), IN_PER_CENT)
def test_how_a_milestone_in_per_cent_stands(
    percent: float, now: float, then: float | str, stands: str
) -> None:
    figures = book(evidence({"A": {THEN: then, NOW: now}}, unit=RATE), base=THEN)
    found = standing(
        MilestoneKind.PERCENT_CHANGE,
        better="lower",
        percent=percent,
        change=figures.change("robbery"),
        against=None,
    )
    assert found is not None
    assert found.value == stands


def test_counts_of_areas_of_different_size_are_not_compared() -> None:
    published = evidence({"A": {NOW: 900.0}, "B": {NOW: 100.0}})
    assert against_group(published, area="A", members="AB", period=parse_period(NOW)) is None


def test_a_base_that_shares_months_settles_no_milestone() -> None:
    """A year and the year a quarter before it are three quarters the same."""
    before = "year ending March 2019"
    published = evidence({"A": {before: 80.0, NOW: 70.0}}, unit=RATE)
    figures = book(published, base=before)
    assert NOW == "year ending June 2019"
    found = standing(
        MilestoneKind.DIRECTION, better="lower", change=figures.change("robbery"), against=None
    )
    assert found is Standing.NOT_KNOWN
