"""What an author of a milestone is told: whole years, changes, and whether they were ever seen."""

from __future__ import annotations

import pytest

from copperplate.findings.proposal import proposal
from copperplate.narrative.figure_maker import Maker
from copperplate.narrative.proposals import asked_figures, seen_words, trend
from copperplate.narrative.runs import plain
from tests.builders import book, evidence

YEARS = {"2009/10": 1000.0, "2010/11": 1100.0, "2011/12": 1045.0, "2012/13": 950.0}
"""Changes: +10 per cent, −5 exactly, −9.1."""


def test_changes_of_the_last_whole_year_in_number_for_a_year_and_a_day() -> None:
    found = proposal(evidence({"A": YEARS}), area="A")
    told = {one.percent: (one.difference, one.would_be) for one in found.asked}
    assert told == {-2: (-19, 931), -5: (-47.5, 902.5), -8: (-76, 874), 5: (47.5, 997.5)}
    assert found.asked[0].a_day == pytest.approx(-19 / 365)  # 2013/14 has 365 days
    leap = proposal(evidence({"A": {"2010/11": 366.0}}), area="A")
    assert leap.asked[3].a_day == pytest.approx(18.3 / 366)  # 2011/12 has 366


SEEN = [
    (-2, "in two of three years, last in 2012/13"),
    (-5, "in two of three years, last in 2012/13"),  # −5 exactly is as much
    (-8, "in one of three years, last in 2012/13"),
    (5, "in one of three years, last in 2010/11"),
]


@pytest.mark.parametrize(("percent", "words"), SEEN)
def test_whether_such_a_change_was_ever_seen(percent: int, words: str) -> None:
    found = proposal(evidence({"A": YEARS}), area="A")
    (one,) = [asked for asked in found.asked if asked.percent == percent]
    assert seen_words(one, found) == words


# years held; the years compared, and whether −5 was seen
HELD = [
    ({**YEARS, "2011/12": "c"}, ["2009/10", "2010/11", "2012/13"], []),  # no two in a row fell
    ({**YEARS, "2012/13": (950.0, "b")}, ["2012/13"], []),  # none beyond the break
    ({"2011/12": 1000.0, "2012/13": 951.0}, ["2011/12", "2012/13"], []),
    ({"2011/12": 1000.0, "2012/13": 950.0}, ["2011/12", "2012/13"], ["2012/13"]),
    ({"2011/12": 0.0, "2012/13": 950.0}, ["2011/12", "2012/13"], []),
    (
        {"year ending March 2012": 1000.0, "year ending June 2012": 1.0, "year ending March 2013": 1.0},
        ["2011/12", "2012/13"],
        ["2012/13"],
    ),
    (
        {"1 April 2011 to 31 March 2012": 10.0, "1 April 2012 to 14 March 2013": 9.0},
        ["2011/12"],
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("held", "years", "seen"), HELD)
def test_only_whole_years_that_can_be_compared_count(
    held: dict[str, object], years: list[str], seen: list[str]
) -> None:
    found = proposal(evidence({"A": held}), area="A")
    assert [str(one.year) for one in found.years] == years
    assert [str(year) for year in found.asked[1].seen] == seen


def test_the_trend_of_two_years_and_of_a_small_base_in_number_alone() -> None:
    published = evidence({"A": YEARS})
    maker = Maker(book(published).context, published, "A")
    assert plain(trend(maker, proposal(published, area="A"))) == (
        "From 2010/11 to 2012/13: −150 (−13.6%)."
    )
    small = evidence({"A": {"2010/11": 55.0, "2011/12": 60.0, "2012/13": 70.0}})
    maker = Maker(book(small).context, small, "A")
    assert plain(trend(maker, proposal(small, area="A"))) == (
        "From 2010/11 to 2012/13: +15; the base is too small for a percentage."
    )
    alone = evidence({"A": {"2012/13": 70.0}})
    maker = Maker(book(alone).context, alone, "A")
    assert "is not known" in plain(trend(maker, proposal(alone, area="A")))


def test_a_figure_of_a_change_says_what_it_was_worked_from() -> None:
    published = evidence({"A": YEARS})
    found = proposal(published, area="A")
    maker = Maker(book(published).context, published, "A")
    figures = asked_figures(maker, found.asked[1], found.years[-1])
    assert {name: one.text for name, one in figures.items()} == {
        "percent": "−5%",
        "change": "−48",
        "a_day": "−0.1",
        "would_be": "903",
    }
    assert figures["change"].provenance.inputs == (("2012/13", 950.0), ("per cent", -5.0))


def test_nothing_is_asked_where_no_whole_year_is_held() -> None:
    found = proposal(evidence({"A": {"2012/13": "x"}}), area="A")
    assert (found.years, found.asked, found.two_years) == ((), (), None)
