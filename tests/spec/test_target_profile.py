"""What a milestone allows to the end of each month: shares of whole years, exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.findings.target_profile import Recorded, TargetProfile, months_of, target_profile
from copperplate.narrative.figure_maker import Maker
from copperplate.narrative.runs import plain
from copperplate.narrative.target_profiles import newest_month, profile_figures, shared_out
from copperplate.periods import year_to_date
from tests.builders import book, evidence

Held = float | str | tuple[float, str] | None
EVEN = [100.0] * 12
"""1,200 in a year, evenly."""
SUMMER = [150.0] * 6 + [50.0] * 6
"""1,200 in a year, 900 of them by the end of September."""


def months(years: Mapping[int, Sequence[Held]]) -> dict[str, Held]:
    """Return months in words with what they hold, by the year they begin in."""
    return {
        str(month): held
        for year, values in years.items()
        for month, held in zip(months_of(year), values, strict=False)
    }


def profile(
    years: Mapping[int, Sequence[Held]], *, to: date = date(2014, 3, 14), target: float = 1140.0
) -> TargetProfile:
    published = evidence({"A": months(years)})
    return target_profile(published, area="A", period=year_to_date(to), target=target)


# month of the year, and what a target of 1,140 allows to its end
GOLDEN = [
    # Even: 1/12 and 6/12; summer: 1/8 and 6/8. Their means are 5/48 and 5/8.
    ({2011: EVEN, 2012: SUMMER}, 0, 118.75),
    ({2011: EVEN, 2012: SUMMER}, 5, 712.5),
    ({2011: EVEN, 2012: SUMMER}, 11, 1140.0),
    # A year of ten times as many weighs the same.
    ({2011: EVEN, 2012: [10 * v for v in SUMMER]}, 5, 712.5),
    # One whole year alone, or none: by days, 30 and 183 of 365.
    ({2012: SUMMER}, 0, 1140 * 30 / 365),
    ({2011: EVEN[:11], 2012: SUMMER}, 5, 1140 * 183 / 365),
    ({}, 11, 1140.0),
    # A year that counted nothing has no shares.
    ({2010: [0.0] * 12, 2011: EVEN, 2012: SUMMER}, 5, 712.5),
    # A hidden month makes a year no whole one.
    ({2010: [*EVEN[:11], "c"], 2011: EVEN, 2012: SUMMER}, 5, 712.5),
    # Years on the far side of a break are left out; one that holds it too.
    ({2010: SUMMER, 2011: [(100.0, "b"), *EVEN[1:]], 2012: SUMMER}, 5, 712.5),
    ({2010: SUMMER, 2011: [100.0, (100.0, "b"), *EVEN[2:]], 2012: SUMMER}, 5, 1140 * 183 / 365),
]


@pytest.mark.parametrize(("years", "at", "allowed"), GOLDEN)
def test_a_target_is_shared_out_by_the_mean_share_of_whole_years(
    years: dict[int, list[Held]], at: int, allowed: float
) -> None:
    found = profile({**years, 2013: [90.0]})
    assert found.months[at].allowed == pytest.approx(allowed, rel=1e-12)


def test_what_is_recorded_stands_beside_it_for_whole_months_only() -> None:
    found = profile({2011: EVEN, 2012: SUMMER, 2013: [130.0] * 11})
    assert [one.recorded for one in found.months[:2]] == [130.0, 260.0]
    assert found.months[0].difference == 11.25
    assert found.months[5].difference == 67.5
    assert found.months[5].last_year == 900.0
    march = found.months[11]
    assert (march.state, march.recorded, march.difference) == (Recorded.NOT_YET, None, None)
    assert found.newest == found.months[10]


# what the months of this year hold, the last day counted; states of April, May and June
STATES = [
    ([5.0, 0.0, 7.0], date(2013, 6, 30), ["held", "held", "held"]),
    ([5.0, 0.0, 7.0], date(2013, 6, 29), ["held", "held", "not-yet"]),
    ([5.0, "c", 7.0], date(2013, 6, 30), ["held", "hidden", "hidden"]),
    ([5.0, "x", 7.0], date(2013, 6, 30), ["held", "not-held", "not-held"]),
    ([5.0], date(2013, 6, 30), ["held", "not-held", "not-held"]),
    ([0.0, 0.0, 0.0], date(2013, 4, 1), ["not-yet", "not-yet", "not-yet"]),
]


@pytest.mark.parametrize(("this", "to", "states"), STATES)
def test_none_zero_hidden_and_not_yet_are_four_things(
    this: list[Held], to: date, states: list[str]
) -> None:
    found = profile({2011: EVEN, 2012: EVEN, 2013: this}, to=to)
    assert [one.state.value for one in found.months[:3]] == states
    for one in found.months:
        assert (one.recorded is None) == (one.state is not Recorded.HELD)


counts = st.lists(st.integers(0, 20_000), min_size=12, max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.integers(2006, 2012), counts, max_size=7),
    st.lists(st.integers(0, 20_000), max_size=12),
    st.decimals(0, 300_000, places=2),
)
def test_it_never_falls_ends_at_the_target_and_adds_up(
    earlier: dict[int, list[int]], this: list[int], target: object
) -> None:
    asked = float(str(target))
    found = profile({**earlier, 2013: this}, to=date(2014, 3, 31), target=asked)
    allowed = [one.allowed for one in found.months]
    assert allowed == sorted(allowed)
    assert allowed[-1] == asked
    assert found.months[-1].share == 1.0
    assert len(found.months) == 12
    assert len(found.seasons) in (0, *range(2, 8))
    for at, one in enumerate(found.months):
        if one.recorded is not None:
            assert one.recorded == sum(this[: at + 1])
            assert one.difference == pytest.approx(one.recorded - one.allowed, abs=1e-6)
    for year in found.seasons:
        assert sum(earlier[year.start.year]) > 0


def test_shares_are_exact_where_floats_are_not() -> None:
    """Three years of a third each: their mean share is 1/3, and not one part in 2^53 beside."""
    third = [1.0, 1.0, 1.0, *[0.0] * 9]
    found = profile({2010: third, 2011: third, 2012: third}, target=3.0)
    assert [one.allowed for one in found.months[:3]] == [1.0, 2.0, 3.0]
    assert found.months[0].share == float(Fraction(1, 3))


def test_every_number_opens_to_how_it_follows() -> None:
    published = evidence({"A": months({2011: EVEN, 2012: SUMMER, 2013: [130.0] * 11})})
    found = target_profile(
        published, area="A", period=year_to_date(date(2014, 3, 14)), target=1140.0
    )
    maker = Maker(book(published).context, published, "A")
    figures = profile_figures(maker, found, found.months[5])
    assert {name.value: figure.text for name, figure in figures.items()} == {
        "allowed": "713",
        "recorded": "780",
        "difference": "+68",
        "last_year": "900",
    }
    allowed, recorded, *_ = figures.values()
    assert [str(one) for one in allowed.provenance.periods] == ["2011/12", "2012/13"]
    assert allowed.provenance.inputs == (
        ("share of the year", 0.625),
        ("the year's target", 1140.0),
    )
    assert sum(value for _, value in recorded.provenance.inputs) == 780.0
    assert plain(newest_month(maker, found, rising=False)) == (
        "By the end of February 2014, 1,430 offences were recorded, 361 more than the milestone "
        "allows by then."
    )
    assert shared_out(found).endswith("in two earlier whole years, 2011/12 to 2012/13.")
    by_days = profile({2012: EVEN, 2013: [1.0]})
    assert "by days" in shared_out(by_days)
