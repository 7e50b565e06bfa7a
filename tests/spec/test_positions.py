"""Where a milestone stands on a day, by what is left and what was ever seen in those days."""

from __future__ import annotations

from datetime import date

import pytest

from copperplate.findings.milestones import Standing, standing
from copperplate.findings.peers import against_group
from copperplate.findings.position import (
    PositionCode,
    Unknown,
    counts_a_year,
    position_of_level,
    position_of_standing,
    position_to_date,
)
from copperplate.periods import parse_period, year_to_date
from copperplate.plan import Milestone, MilestoneKind
from copperplate.series.units import PERCENT, UnitKind
from tests.builders import evidence

FEWER_BY_FIVE = Milestone(kind=MilestoneKind.PERCENT_CHANGE, percent=-5, text="five per cent fewer")
MORE_BY_FIVE = Milestone(kind=MilestoneKind.PERCENT_CHANGE, percent=5, text="five per cent more")
FEWER = Milestone(kind=MilestoneKind.DIRECTION, text="fewer")
MORE = Milestone(kind=MilestoneKind.RISE_WANTED, text="more")
TWENTY = Milestone(kind=MilestoneKind.COUNT, count=20, text="twenty schemes")


def years(day: str, to_date: dict[int, float], whole: dict[int, float]) -> tuple[object, object]:
    """Return a measure to a day of the year, and to the last day of years, by first year."""
    month, number = (int(part) for part in day.split("-"))
    mine = {
        str(year_to_date(date(year + (month < 4), month, number))): value
        for year, value in to_date.items()
    }
    ends = {str(year_to_date(date(year + 1, 3, 31))): value for year, value in whole.items()}
    return evidence({"A": mine}), evidence({"A": ends})


# Whole years: 2010/11 1,200, 2011/12 1,100, 2012/13 1,000. After 31 December they counted 300, 280
# and 250 in 90 or 91 days; after 14 March 60, 55 and 50 in 17.
WHOLE = {2010: 1200.0, 2011: 1100.0, 2012: 1000.0}
DECEMBER = {2010: 900.0, 2011: 820.0, 2012: 750.0}
MARCH = {2010: 1140.0, 2011: 1045.0, 2012: 950.0}

POSITIONS = [
    # day, earlier years to the day, this year, milestone, position
    ("12-31", DECEMBER, 712, FEWER_BY_FIVE, "on_course"),  # 712.5 would be five per cent fewer
    ("12-31", DECEMBER, 713, FEWER_BY_FIVE, "out_of_reach"),  # 237 left, never fewer than 250
    ("12-31", DECEMBER, 950, FEWER_BY_FIVE, "out_of_reach"),  # nothing left, and nothing too many
    ("12-31", DECEMBER, 951, FEWER_BY_FIVE, "already_missed"),
    ("12-31", {**DECEMBER, 2012: 790.0}, 755, FEWER_BY_FIVE, "out_of_reach"),  # 195 left; 210
    ("12-31", {2012: 790.0}, 751, FEWER_BY_FIVE, "out_of_reach"),
    ("12-31", {2012: 760.0, 2011: 950.0}, 740, FEWER_BY_FIVE, "behind"),  # 2011/12: 150
    ("3-14", MARCH, 903, FEWER_BY_FIVE, "out_of_reach"),
    ("3-14", MARCH, 902, FEWER_BY_FIVE, "on_course"),
    ("3-31", WHOLE, 950, FEWER_BY_FIVE, "met"),
    ("3-31", WHOLE, 951, FEWER_BY_FIVE, "already_missed"),
    ("12-31", DECEMBER, 788, MORE_BY_FIVE, "on_course"),
    ("12-31", DECEMBER, 780, MORE_BY_FIVE, "behind"),  # 270 to come; 2010/11 had 300
    ("12-31", DECEMBER, 740, MORE_BY_FIVE, "out_of_reach"),  # 310 to come
    ("12-31", DECEMBER, 1050, MORE_BY_FIVE, "secured"),
    ("3-31", WHOLE, 1049, MORE_BY_FIVE, "already_missed"),
    ("3-31", WHOLE, 1050, MORE_BY_FIVE, "secured"),
    ("12-31", DECEMBER, 749, FEWER, "on_course"),  # one fewer than the year before is fewer
    ("12-31", DECEMBER, 750, FEWER, "out_of_reach"),  # 249 left
    ("12-31", DECEMBER, 1000, FEWER, "already_missed"),
    ("12-31", DECEMBER, 1001, MORE, "secured"),
    ("12-31", DECEMBER, 750, MORE, "behind"),
    ("9-30", {}, 10, TWENTY, "behind"),  # 183 of 365 days: 10.03 to date
    ("9-29", {}, 10, TWENTY, "on_course"),
    ("9-30", {}, 20, TWENTY, "secured"),
    ("3-31", {}, 19, TWENTY, "already_missed"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "earlier", "this", "milestone", "code"), POSITIONS)
def test_where_a_milestone_on_a_years_count_stands(
    day: str, earlier: dict[int, float], this: float, milestone: Milestone, code: str
) -> None:
    to_date, whole = years(day, {**earlier, 2013: this}, WHOLE if earlier else {})
    found = position_to_date(
        to_date,
        whole,
        area="A",
        period=to_date.shown.series["A"].observations[-1].period,
        years=1,
        milestone=milestone,
    )
    assert found.code == code
    assert found.why is None


def test_what_is_left_and_what_was_ever_seen() -> None:
    to_date, whole = years("3-14", {**MARCH, 2013: 921.0}, WHOLE)
    found = position_to_date(
        to_date,
        whole,
        area="A",
        period=year_to_date(date(2014, 3, 14)),
        years=1,
        milestone=FEWER_BY_FIVE,
    )
    assert (found.target, found.left, found.days_left) == (950.0, 29.0, 17)
    assert found.rate_needed == pytest.approx(29 / 17)
    assert [(str(rest.year), rest.count, rest.days) for rest in found.rests] == [
        ("2010/11", 60.0, 17),
        ("2011/12", 55.0, 17),
        ("2012/13", 50.0, 17),
    ]
    assert found.seen is found.rests[-1]


def test_without_the_whole_of_the_base_year_the_days_so_far_are_judged() -> None:
    to_date, _ = years("3-14", {2012: 162_567.0, 2013: 165_859.0}, {})
    found = position_to_date(
        to_date,
        None,
        area="A",
        period=year_to_date(date(2014, 3, 14)),
        years=1,
        milestone=FEWER_BY_FIVE,
    )
    assert (found.code, found.target, found.left) == (PositionCode.BEHIND, None, None)


@pytest.mark.parametrize(
    ("then", "now", "why"),
    [
        ("c", 70, Unknown.HIDDEN),
        (55, "c", Unknown.HIDDEN),
        (55, "x", Unknown.NOTHING_HELD),
        (55, (70, "b"), Unknown.BROKEN),
    ],
)
def test_what_is_not_held_is_not_judged(then: object, now: object, why: Unknown) -> None:
    spans = {"1 April 2012 to 14 March 2013": then, "1 April 2013 to 14 March 2014": now}
    found = position_to_date(
        evidence({"A": spans}),
        None,
        area="A",
        period=year_to_date(date(2014, 3, 14)),
        years=1,
        milestone=FEWER_BY_FIVE,
    )
    assert (found.code, found.why) == (PositionCode.NOT_KNOWN, why)


LEVELS = [
    # level, base, now, last of the plan, position (higher is better)
    (88, None, 88.0, False, "met"),
    (88, None, 87.9, False, "behind"),
    (88, None, 87.9, True, "already_missed"),
    (None, 82.0, 82.1, False, "met"),
    (None, 82.0, 82.0, False, "behind"),
    (None, 82.0, 81.0, True, "already_missed"),
]


@pytest.mark.parametrize(("level", "base", "now", "last", "code"), LEVELS)
def test_where_a_level_or_a_direction_stands(
    level: float | None, base: float | None, now: float, last: bool, code: str
) -> None:
    held = {"year ending March 2014": now}
    if base is not None:
        held["year ending March 2013"] = base
    kind = MilestoneKind.LEVEL if level is not None else MilestoneKind.DIRECTION
    found = position_of_level(
        evidence({"A": held}, better="higher"),
        area="A",
        period=parse_period("year ending March 2014"),
        milestone=Milestone(kind=kind, level=level, text="satisfied"),
        last=last,
    )
    assert found.code == code


def test_a_rank_stands_as_the_group_does_and_a_plan_without_a_number_nowhere() -> None:
    lowest = Milestone(kind=MilestoneKind.RANK, rank=1, text="the lowest rate")
    none_set = Milestone(kind=MilestoneKind.NONE_SET, text="none")
    year = parse_period("2014/15")

    def stands(
        standing: Standing | None, milestone: Milestone, *, last: bool
    ) -> tuple[str, object]:
        found = position_of_standing(
            standing, milestone=milestone, period=year, better="lower", last=last
        )
        return found.code, found.why

    assert stands(Standing.MET, lowest, last=False) == ("met", None)
    assert stands(Standing.NOT_MET, lowest, last=False) == ("behind", None)
    assert stands(Standing.NOT_MET, lowest, last=True) == ("already_missed", None)
    assert stands(Standing.NOT_KNOWN, lowest, last=True) == ("not_known", Unknown.NOTHING_HELD)
    assert stands(None, none_set, last=True) == ("not_known", Unknown.NO_NUMBER)


RANKS = [
    # good direction, values of the area and of two others, the place asked for; standing
    ("lower", (5.0, 6.0, 7.0), 1, Standing.MET),
    ("lower", (6.0, 6.0, 7.0), 1, Standing.MET),  # a shared place is held
    ("lower", (6.0, 5.0, 7.0), 1, Standing.NOT_MET),
    ("lower", (6.0, 5.0, 7.0), 2, Standing.MET),
    ("higher", (6.0, 5.0, 7.0), 1, Standing.NOT_MET),
    ("higher", (7.0, 5.0, 7.0), 1, Standing.MET),
    ("neither", (5.0, 6.0, 7.0), 1, Standing.NOT_KNOWN),
    ("lower", ("x", 6.0, 7.0), 1, Standing.NOT_KNOWN),
]


@pytest.mark.parametrize(("better", "values", "rank", "expected"), RANKS)
def test_a_rank_is_met_by_the_place_held(
    better: str, values: tuple[float | str, ...], rank: int, expected: Standing
) -> None:
    year = "year ending March 2014"
    held = evidence(
        {area: {year: value} for area, value in zip("ABC", values, strict=True)},
        unit=PERCENT,
        better=better,
    )
    against = against_group(held, area="A", members="ABC", period=parse_period(year))
    found = standing(MilestoneKind.RANK, better=better, rank=rank, change=None, against=against)
    assert found is expected


def test_which_milestones_fill_up_through_a_year() -> None:
    assert counts_a_year(UnitKind.COUNT, FEWER_BY_FIVE)
    assert not counts_a_year(UnitKind.RATE, FEWER_BY_FIVE)
    level = Milestone(kind=MilestoneKind.LEVEL, level=88, text="88 per cent")
    assert not counts_a_year(UnitKind.COUNT, level)
