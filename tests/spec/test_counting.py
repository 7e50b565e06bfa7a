"""Records into periods: by which days, over which stretches, and what is then known."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.periods import PeriodKind
from copperplate.query.coverage import Coverage, known_periods
from tests.builders import release
from tests.spec.recorded import FORCE, OURS, answer, book, count, covers, crime, day, values

CRIMES = book(crimes=count())


def tables(rows: list[list[object]], *stretches: tuple[str, str, str]) -> dict[str, dict[str, list[list[object]]]]:  # fmt: skip
    return {
        "crimes": {OURS.identity: rows},
        "coverage": {OURS.identity: covers("crimes", *stretches)},
    }


DAYS = ("2013-12-31", "2014-01-01", "2014-01-01", "2014-03-02", "2014-03-03", "2014-03-14")
TO_THE_DAY = ("2013-10-01", "2014-03-14", "day")
BY_KIND = [
    # shape of period, some of its values
    ("day", {"2013-12-31": 1, "2014-01-01": 2, "2014-01-02": 0, "2014-03-14": 1}),
    ("week", {"2013-W40": None, "2014-W01": 3, "2014-W09": 1, "2014-W10": 1, "2014-W11": None}),
    ("month", {"2013-10": 0, "2013-12": 1, "2014-01": 2, "2014-02": 0, "2014-03": None}),
    ("quarter", {"2013-10/2013-12": 1, "2014-01/2014-03": None}),
    ("financial-year", {}),
]


@pytest.mark.parametrize(("kind", "expected"), BY_KIND)
def test_a_period_is_known_where_every_day_of_it_is_covered(
    tmp_path: Path, kind: str, expected: dict[str, int | None]
) -> None:
    """None: no period, being unfinished, or begun before the first covered day."""
    rows = tables([crime(on) for on in DAYS], TO_THE_DAY)
    found = values(answer(tmp_path, CRIMES, "crimes", kind, rows))
    assert {period: found.get(period) for period in expected} == expected
    if kind == "day":
        assert len(found) == 165
        assert sum(v for v in found.values() if isinstance(v, float)) == len(DAYS)


KNOWN_TO_THE_MONTH = [
    # shape of period,  how many periods of the five months October 2013 to February 2014
    ("day", 0),
    ("week", 0),
    ("month", 5),
    ("quarter", 1),
]


@pytest.mark.parametrize(("kind", "periods"), KNOWN_TO_THE_MONTH)
def test_what_is_known_to_the_month_has_no_days_and_weeks(
    tmp_path: Path, kind: str, periods: int
) -> None:
    rows = tables([crime("2013-12-01", "2013-12-31")], ("2013-10-01", "2014-02-28", "month"))
    assert len(values(answer(tmp_path, CRIMES, "crimes", kind, rows))) == periods


def test_a_record_counts_where_every_day_it_may_be_of_lies_in_the_period(tmp_path: Path) -> None:
    rows = tables(
        [
            crime("2013-12-05"),
            crime("2013-12-02", "2013-12-03"),  # some day of the week, or of the month
            crime("2013-12-01", "2013-12-31"),  # some day of the month
            crime("2013-12-31", "2014-01-01"),  # some day of no month
        ],
        ("2013-10-01", "2014-03-31", "day"),
    )
    found = {
        kind: answer(tmp_path, CRIMES, "crimes", kind, rows)
        for kind in ("day", "week", "month", "quarter")
    }
    assert values(found["day"])["2013-12-05"] == 1
    assert sum(v for v in values(found["day"]).values() if isinstance(v, float)) == 1
    assert values(found["week"])["2013-W49"] == 2
    assert values(found["month"])["2013-12"] == 3
    assert values(found["quarter"])["2013-10/2013-12"] == 3
    left_out = {(one.period.iso, one.astride) for one in found["month"].left_out}
    assert left_out == {("2013-12", 1), ("2014-01", 1)}


SUMS_OF_A_YEAR = [
    # grain, first and last day, financial years, calendar years
    ("year", "2012-04-01", "2014-03-31", ["2012-04/2013-03", "2013-04/2014-03"], []),
    ("year", "2012-01-01", "2013-12-31", [], ["2012-01/2012-12", "2013-01/2013-12"]),
    ("month", "2012-04-01", "2014-03-31", ["2012-04/2013-03", "2013-04/2014-03"], ["2013-01/2013-12"]),
]  # fmt: skip


@pytest.mark.parametrize(("grain", "start", "end", "financial", "calendar"), SUMS_OF_A_YEAR)
def test_what_is_known_to_the_year_is_cut_nowhere_else(
    grain: str, start: str, end: str, financial: list[str], calendar: list[str]
) -> None:
    covered = Coverage.of([(day(start), day(end), grain)])
    assert [p.iso for p in covered.periods(PeriodKind.FINANCIAL_YEAR)] == financial
    assert [p.iso for p in covered.periods(PeriodKind.CALENDAR_YEAR)] == calendar
    assert bool(covered.periods(PeriodKind.MONTH)) == (grain == "month")


def test_a_record_of_a_year_counts_in_that_year(tmp_path: Path) -> None:
    rows = tables([crime("2012-04-01", "2013-03-31")], ("2012-04-01", "2014-03-31", "year"))
    found = answer(tmp_path, CRIMES, "crimes", "financial-year", rows)
    assert values(found) == {"2012-04/2013-03": 1, "2013-04/2014-03": 0}


JOINED = [
    # stretches,  whether February and March 2014 make a known stretch
    ([("2014-02-01", "2014-02-28"), ("2014-03-01", "2014-03-31")], True),
    ([("2014-02-01", "2014-03-20"), ("2014-03-10", "2014-03-31")], True),
    ([("2014-01-01", "2014-12-31"), ("2014-03-10", "2014-03-31")], True),
    ([("2014-02-01", "2014-02-28"), ("2014-03-02", "2014-03-31")], False),
    ([("2014-02-02", "2014-03-31")], False),
]


@pytest.mark.parametrize(("stretches", "known"), JOINED)
def test_stretches_that_overlap_or_adjoin_are_one(
    stretches: list[tuple[str, str]], known: bool
) -> None:
    covered = Coverage.of([(day(a), day(b), "day") for a, b in stretches])
    assert covered.holds(day("2014-02-01"), day("2014-03-31")) is known


def test_two_releases_never_make_a_period_together(tmp_path: Path) -> None:
    newer = release("extract", "2014-03-25", "newer")
    found = answer(
        tmp_path,
        CRIMES,
        "crimes",
        "month",
        {
            "crimes": {OURS.identity: [crime("2014-01-01")], newer.identity: [crime("2014-01-20")]},
            "coverage": {
                OURS.identity: covers("crimes", ("2013-12-01", "2014-01-15", "day")),
                newer.identity: covers("crimes", ("2014-01-10", "2014-02-28", "day")),
            },
        },
        releases=[newer, OURS],
    )
    assert values(found) == {"2013-12": 0, "2014-01": "x", "2014-02": 0}


FROM_2006 = ("2006-04-01", "2014-03-14", "day")
TO_DATE = [
    # cut-off, years to date, the newest and the oldest of them
    (None, 8, "2013-04-01/2014-03-14", "2006-04-01/2007-03-14"),
    ("2014-02-28", 8, "2013-04-01/2014-02-28", "2006-04-01/2007-02-28"),
    ("2012-02-29", 6, "2011-04-01/2012-02-29", "2006-04-01/2007-02-28"),
    ("2014-03-31", 8, "2013-04-01/2014-03-14", "2006-04-01/2007-03-14"),
    ("2013-04-01", 8, "2013-04-01/2013-04-01", "2006-04-01/2006-04-01"),
    ("2006-03-31", 0, None, None),
]


@pytest.mark.parametrize(("to", "years", "newest", "oldest"), TO_DATE)
def test_a_year_to_date_is_of_the_same_days_of_every_year(
    tmp_path: Path, to: str | None, years: int, newest: str | None, oldest: str | None
) -> None:
    rows = tables(
        [crime(f"{year}-{end}") for year in range(2007, 2015) for end in ("02-28", "03-14")],
        FROM_2006,
    )
    found = values(answer(tmp_path, CRIMES, "crimes", "year-to-date", rows, to=to))
    assert len(found) == years
    assert not years or (list(found)[-1], next(iter(found))) == (newest, oldest)
    expected = {"03-14": 2, "02-28": 1, "02-29": 1, "04-01": 0}
    assert all(value == expected[period[-5:]] for period, value in found.items())


def test_days_known_only_to_the_month_are_in_its_whole_months(tmp_path: Path) -> None:
    rows = tables(
        [crime("2014-02-01", "2014-02-28"), crime("2014-03-01", "2014-03-31"), crime("2014-03-02")],
        ("2013-04-01", "2014-03-31", "day"),
    )
    found = answer(tmp_path, CRIMES, "crimes", "year-to-date", rows, to="2014-03-14")
    assert values(found) == {"2013-04-01/2014-03-14": 2}
    assert [(one.period.iso, one.astride) for one in found.left_out] == [
        ("2013-04-01/2014-03-14", 1)
    ]


def test_whole_months_have_a_year_to_date_for_every_month(tmp_path: Path) -> None:
    rows = tables([crime("2014-01-01", "2014-01-31")], ("2013-04-01", "2014-02-28", "month"))
    found = values(answer(tmp_path, CRIMES, "crimes", "year-to-date", rows, to="2014-02-28"))
    assert len(found) == 11
    assert found["2013-04-01/2013-12-31"] == 0
    assert found["2013-04-01/2014-01-31"] == found["2013-04-01/2014-02-28"] == 1


def test_months_before_days_make_a_year_to_date_with_them() -> None:
    covered = Coverage.of(
        [
            (day("2012-04-01"), day("2013-12-31"), "month"),
            (day("2014-01-01"), day("2014-03-14"), "day"),
        ]
    )
    (found,) = known_periods([covered], PeriodKind.YEAR_TO_DATE, None)
    assert [one.iso for one in found] == ["2013-04-01/2014-03-14"]


drawn = st.lists(
    st.tuples(st.integers(0, 450), st.sampled_from((0, 0, 0, 1, 3, 40))), min_size=1, max_size=40
)


@given(drawn, st.integers(0, 200), st.integers(0, 250), st.sampled_from(PeriodKind))
@settings(max_examples=30, deadline=None)
def test_periods_count_what_a_plain_loop_counts(
    tmp_path_factory: pytest.TempPathFactory,
    spans: list[tuple[int, int]],
    from_day: int,
    length: int,
    kind: PeriodKind,
) -> None:
    """Against every record looked at by itself."""
    start = date(2013, 1, 1)
    rows = [(start + timedelta(days=a), start + timedelta(days=a + b)) for a, b in spans]
    first = start + timedelta(days=from_day)
    stretch = (first.isoformat(), (first + timedelta(days=length)).isoformat(), "day")
    made = tables([crime(a.isoformat(), b.isoformat()) for a, b in rows], stretch)
    found = answer(tmp_path_factory.mktemp("drawn"), CRIMES, "crimes", kind.value, made)
    left = {one.period: one.astride for one in found.left_out}
    for seen in found.series[FORCE].observations:
        p = seen.period
        assert seen.value == sum(p.start <= a and b <= p.end for a, b in rows)
        assert left.get(p, 0) == sum(
            a <= p.end and b >= p.start and not (p.start <= a and b <= p.end) for a, b in rows
        )
