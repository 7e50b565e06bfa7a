"""From rows of releases to series: which release speaks, what a sum does with marks, and
which population a count is divided by."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from copperplate.errors import Place
from copperplate.measures import MeasureBook, ProportionMeasure, RateMeasure
from copperplate.measures.where import parse_where
from copperplate.periods import PeriodKind, parse_period
from copperplate.query import Answer, run_measure
from copperplate.query.denominators import ons_mid_year
from copperplate.schema import TABLES
from copperplate.sources.release import Release
from tests.builders import count_measure, engine_over, release

YEAR = {"2019": "year ending June 2019", "2018": "year ending June 2018"}
APRIL = release("home-office-pfa", "2019-04-25", "h")
ONS_APRIL = release("ons-pfa", "2019-04-25", "o")
OCTOBER = release("ons-pfa", "2019-10-17", "p")


def crime(period: str, area: str, offence: str, value: int | None, mark: str = "") -> list[object]:
    when = parse_period(period)
    return [area, when.start, when.end, when.kind.value, offence, value, mark, "row"]


def answer(
    folder: Path,
    tables: dict[str, dict[str, list[list[object]]]],
    releases: list[Release],
    *,
    where: str = "offence = 'robbery'",
    areas: tuple[str, ...] = ("A",),
    rate: bool = False,
    to: date | None = None,
    kind: PeriodKind = PeriodKind.YEAR_ENDING,
    **changes: object,
) -> Answer:
    count = count_measure(where=where, **changes)
    condition = parse_where(where, TABLES["recorded_crime"], place=Place(file="x"))
    measures = {"robbery": count}
    if rate:
        measures["robbery_rate"] = RateMeasure.model_validate(
            {
                **count.model_dump(exclude={"table", "where", "quarters"}, exclude_unset=True),
                "id": "robbery_rate",
                "kind": "rate",
                "numerator": "robbery",
                "sources": ["ons-pfa", "home-office-pfa", "mid-year-population"],
                "denominator": {"base": "residents", "per": 1000, "rule": "ons-police-force-area"},
            }
        )
    book = MeasureBook(measures=measures, conditions={"robbery": condition})
    with engine_over(folder, tables) as engine:
        return run_measure(
            measures["robbery_rate" if rate else "robbery"],
            book,
            engine=engine,
            releases=releases,
            areas=areas,
            kind=kind,
            to=to,
        )


def seen(found: Answer, area: str = "A") -> list[tuple[str, float | None, str, str]]:
    return [
        (o.period.iso, o.value, "".join(sorted(m.value for m in o.marks)), o.release.split("/")[0])
        for o in found.series[area].observations
    ]


def test_each_period_is_taken_from_the_newest_release_and_names_it(tmp_path: Path) -> None:
    tables = {
        "recorded_crime": {
            APRIL.identity: [crime(YEAR["2018"], "A", "robbery", 10)],
            OCTOBER.identity: [
                crime(YEAR["2018"], "A", "robbery", 11),
                crime(YEAR["2019"], "A", "robbery", 12),
            ],
        }
    }
    assert seen(answer(tmp_path, tables, [APRIL, OCTOBER])) == [
        ("2017-07/2018-06", 11.0, "", "ons-pfa"),
        ("2018-07/2019-06", 12.0, "", "ons-pfa"),
    ]
    assert seen(answer(tmp_path, tables, [APRIL])) == [
        ("2017-07/2018-06", 10.0, "", "home-office-pfa")
    ]


def test_of_two_releases_of_one_day_the_source_named_first_speaks(tmp_path: Path) -> None:
    tables = {
        "recorded_crime": {
            APRIL.identity: [crime(YEAR["2018"], "A", "robbery", 10)],
            ONS_APRIL.identity: [crime(YEAR["2018"], "A", "robbery", 20)],
        }
    }
    for order in ([APRIL, ONS_APRIL], [ONS_APRIL, APRIL]):
        assert seen(answer(tmp_path, tables, order))[0][1] == 20.0
    other = ["home-office-pfa", "ons-pfa"]
    assert seen(answer(tmp_path, tables, [APRIL, ONS_APRIL], sources=other))[0][1] == 10.0


def test_a_source_the_measure_does_not_name_never_speaks(tmp_path: Path) -> None:
    tables = {"recorded_crime": {APRIL.identity: [crime(YEAR["2018"], "A", "robbery", 10)]}}
    assert seen(answer(tmp_path, tables, [APRIL], sources=["ons-pfa"])) == []


def test_an_area_the_speaking_release_lacks_is_not_available(tmp_path: Path) -> None:
    tables = {"recorded_crime": {OCTOBER.identity: [crime(YEAR["2019"], "A", "robbery", 12)]}}
    found = answer(tmp_path, tables, [OCTOBER], areas=("A", "B"))
    assert seen(found, "B") == [("2018-07/2019-06", None, "x", "ons-pfa")]


SUMS = [
    # residential, domestic → the sum and its marks
    ((5, ""), (7, ""), 12.0, ""),
    ((5, ""), (None, "z"), 5.0, ""),
    ((None, "z"), (None, "z"), None, "z"),
    ((5, ""), (None, "x"), None, "x"),
    ((5, "b"), (7, ""), 12.0, "b"),
    ((0, ""), (None, "z"), 0.0, ""),
]


@pytest.mark.parametrize(("first", "second", "value", "marks"), SUMS)
def test_a_sum_keeps_apart_zero_missing_and_not_applicable(
    tmp_path: Path,
    first: tuple[int | None, str],
    second: tuple[int | None, str],
    value: float | None,
    marks: str,
) -> None:
    rows = [
        crime(YEAR["2019"], "A", "burglary_residential", *first),
        crime(YEAR["2019"], "A", "burglary_domestic", *second),
    ]
    found = answer(
        tmp_path,
        {"recorded_crime": {OCTOBER.identity: rows}},
        [OCTOBER],
        where="offence in ('burglary_residential', 'burglary_domestic')",
    )
    assert seen(found) == [("2018-07/2019-06", value, marks, "ons-pfa")]


def test_the_cut_off_and_the_measures_own_dates_leave_periods_out(tmp_path: Path) -> None:
    tables = {
        "recorded_crime": {
            OCTOBER.identity: [crime(text, "A", "robbery", 1) for text in YEAR.values()]
        }
    }
    cut = answer(tmp_path, tables, [OCTOBER], to=date(2019, 6, 29))
    assert [row[0] for row in seen(cut)] == ["2017-07/2018-06"]
    young = answer(tmp_path, tables, [OCTOBER], valid_from="2018-07-01")
    assert [row[0] for row in seen(young)] == ["2018-07/2019-06"]


def test_a_break_is_marked_on_the_years_that_straddle_it(tmp_path: Path) -> None:
    tables = {
        "recorded_crime": {
            OCTOBER.identity: [crime(text, "A", "robbery", 1) for text in YEAR.values()]
        }
    }
    breaks = [{"on": "2018-10-01", "note": "Recounted."}]
    assert [row[2] for row in seen(answer(tmp_path, tables, [OCTOBER], breaks=breaks))] == ["", "b"]


MID_YEARS = [
    # year ending, mid-year the Office for National Statistics divides by
    ("March 2016", 2014),
    ("March 2018", 2016),
    ("June 2018", 2017),
    ("September 2018", 2017),
    ("December 2018", 2017),
    ("March 2019", 2017),
    ("June 2019", 2018),
    ("September 2019", 2018),
    ("January 2019", 2017),
    ("April 2019", 2018),
]


@pytest.mark.parametrize(("ending", "mid_year"), MID_YEARS)
def test_the_denominator_follows_the_period_not_the_release(ending: str, mid_year: int) -> None:
    assert ons_mid_year(parse_period(f"year ending {ending}")) == mid_year


def test_a_count_is_divided_by_its_own_editions_estimate_else_the_newest(tmp_path: Path) -> None:
    people = release("mid-year-population", "2020-01-01", "m")
    tables = {
        "recorded_crime": {
            OCTOBER.identity: [crime(YEAR["2019"], "A", "robbery", 12)],
            APRIL.identity: [crime(YEAR["2018"], "A", "robbery", 10)],
        },
        "population": {
            OCTOBER.identity: [["A", 2018, "residents", 1000, "", "row"]],
            people.identity: [
                ["A", 2018, "residents", 4000, "", "row"],
                ["A", 2017, "residents", 2000, "", "row"],
                ["A", 2017, "households", 5, "", "row"],
            ],
        },
    }
    found = answer(tmp_path, tables, [people, OCTOBER, APRIL], rate=True)
    assert [(row[0], row[1]) for row in seen(found)] == [
        ("2017-07/2018-06", 5.0),
        ("2018-07/2019-06", 12.0),
    ]
    assert [r.source for r in found.releases] == [
        "mid-year-population",
        "ons-pfa",
        "home-office-pfa",
    ]


def test_without_an_estimate_there_is_no_rate(tmp_path: Path) -> None:
    tables = {"recorded_crime": {OCTOBER.identity: [crime(YEAR["2019"], "A", "robbery", 12)]}}
    found = answer(tmp_path, tables, [OCTOBER], rate=True)
    assert seen(found) == [("2018-07/2019-06", None, "x", "ons-pfa")]


def test_a_sum_that_lacks_a_part_is_missing_not_smaller(tmp_path: Path) -> None:
    rows = [
        crime(YEAR["2018"], "A", "robbery", 100),
        crime(YEAR["2018"], "A", "burglary", 100),
        crime(YEAR["2019"], "A", "robbery", 100),
    ]
    for where in (
        "offence in ('robbery', 'burglary')",
        "offence = 'robbery' or offence = 'burglary'",
    ):
        found = answer(
            tmp_path, {"recorded_crime": {OCTOBER.identity: rows}}, [OCTOBER], where=where
        )
        assert [(row[1], row[2]) for row in seen(found)] == [(200.0, ""), (None, "x")]


def test_a_break_between_two_years_is_marked_on_the_first_after_it(tmp_path: Path) -> None:
    years = ["year ending March 2017", "year ending March 2018", "year ending March 2019"]
    tables = {
        "recorded_crime": {OCTOBER.identity: [crime(text, "A", "robbery", 1) for text in years]}
    }
    breaks = [{"on": "2017-04-01", "note": "Recounted."}]
    found = answer(tmp_path, tables, [OCTOBER], breaks=breaks)
    assert [row[2] for row in seen(found)] == ["", "b", ""]


def test_a_rate_keeps_the_breaks_dates_and_sources_of_its_count(tmp_path: Path) -> None:
    population = [["A", year, "residents", 1000, "", "row"] for year in (2017, 2018)]
    tables = {
        "recorded_crime": {
            OCTOBER.identity: [crime(text, "A", "robbery", 1) for text in YEAR.values()]
        },
        "population": {OCTOBER.identity: population},
    }
    breaks = [{"on": "2018-10-01", "note": "Recounted."}]
    found = answer(tmp_path, tables, [OCTOBER], rate=True, breaks=breaks)
    assert [row[2] for row in seen(found)] == ["", "b"]
    elsewhere = answer(tmp_path, tables, [OCTOBER], rate=True, sources=["home-office-pfa"])
    assert seen(elsewhere) == []


def test_an_answer_does_not_change_with_the_areas_asked_for(tmp_path: Path) -> None:
    tables = {
        "recorded_crime": {
            APRIL.identity: [crime(YEAR["2018"], area, "robbery", 10) for area in "AB"],
            OCTOBER.identity: [crime(YEAR["2018"], "A", "robbery", 11)],
        }
    }
    alone = answer(tmp_path, tables, [APRIL, OCTOBER], areas=("B",))
    beside = answer(tmp_path, tables, [APRIL, OCTOBER], areas=("A", "B"))
    assert seen(alone, "B") == seen(beside, "B") == [("2017-07/2018-06", None, "x", "ons-pfa")]


def test_the_mark_of_an_estimate_stays_on_the_rate(tmp_path: Path) -> None:
    tables = {
        "recorded_crime": {OCTOBER.identity: [crime(YEAR["2019"], "A", "robbery", 12)]},
        "population": {OCTOBER.identity: [["A", 2018, "residents", 1000, "e", "row"]]},
    }
    assert seen(answer(tmp_path, tables, [OCTOBER], rate=True)) == [
        ("2018-07/2019-06", 12.0, "e", "ons-pfa")
    ]


def test_a_rate_its_publisher_withheld_is_not_computed_behind_its_back(tmp_path: Path) -> None:
    when = parse_period(YEAR["2019"])
    withheld = [
        "A", when.start, when.end, when.kind.value, "robbery", "residents", None, "x", "row",
    ]  # fmt: skip
    tables = {
        "recorded_crime": {OCTOBER.identity: [crime(YEAR["2019"], "A", "robbery", 12)]},
        "population": {OCTOBER.identity: [["A", 2018, "residents", 1000, "", "row"]]},
        "published_rates": {OCTOBER.identity: [withheld]},
    }
    assert seen(answer(tmp_path, tables, [OCTOBER], rate=True)) == [
        ("2018-07/2019-06", None, "x", "ons-pfa")
    ]


QUARTERS_OF_JULY = release("home-office-quarters", "2018-07-19", "q")
YEARS_OF_APRIL = release("home-office-pfa", "2019-04-25", "y")
LAST, THIS, NEXT = "April to June 2017", "April to June 2018", "April to June 2019"
HIDDEN_QUARTERS = [
    # what is published of each quarter; what is known of them
    ({THIS: 25}, {LAST: 15, THIS: 25, NEXT: 45}),
    ({THIS: None}, {THIS: None}),
    ({LAST: 15, THIS: None}, {LAST: 15, THIS: None}),
]


@pytest.mark.parametrize(("published", "known"), HIDDEN_QUARTERS)
def test_a_quarter_its_publisher_hides_is_not_worked_out_of_years(
    tmp_path: Path, published: dict[str, int | None], known: dict[str, int | None]
) -> None:
    """Years ending in June less those ending in March rise by 10, then by 20."""
    years = {"March 2018": 100, "June 2018": 110, "March 2019": 130, "June 2019": 150}
    tables = {
        "recorded_crime": {
            QUARTERS_OF_JULY.identity: [
                crime(period, "A", "robbery", value, "c" if value is None else "")
                for period, value in published.items()
            ],
            YEARS_OF_APRIL.identity: [
                crime(f"year ending {month}", "A", "robbery", value)
                for month, value in years.items()
            ],
        }
    }
    found = answer(
        tmp_path,
        tables,
        [QUARTERS_OF_JULY, YEARS_OF_APRIL],
        kind=PeriodKind.QUARTER,
        sources=["home-office-pfa", "home-office-quarters"],
        periods=["year-ending", "quarter"],
        quarters={"years": "home-office-pfa", "known": "home-office-quarters"},
    )
    assert {str(o.period): o.value for o in found.series["A"].observations} == known


SUMMER, AUTUMN, WINTER, SPRING = (
    *("July to September 2018", "October to December 2018"),
    *("January to March 2019", "April to June 2019"),
)
FOUR = {SUMMER: 1, AUTUMN: 2, WINTER: 3, SPRING: 4}
JULY_TO_JUNE = "2018-07/2019-06"
QUARTERS = [
    # quarters held of one release; years that follow
    (FOUR, {JULY_TO_JUNE: 10}),
    ({**FOUR, THIS: 5}, {"2018-04/2019-03": 11, JULY_TO_JUNE: 10}),
    ({SUMMER: 1, AUTUMN: 2, SPRING: 4, THIS: 5}, {}),
    ({**FOUR, WINTER: None}, {JULY_TO_JUNE: None}),
    ({**FOUR, WINTER: 0}, {JULY_TO_JUNE: 7}),
]


def years_of(folder: Path, *held: tuple[Release, dict[str, int | None]], **asked: object) -> Answer:
    """Ask for years of a count that is published by quarters."""
    tables = {
        one.identity: [
            crime(period, "A", "robbery", value, "c" if value is None else "")
            for period, value in periods.items()
        ]
        for one, periods in held
    }
    usual: dict[str, object] = {
        "sources": ["home-office-quarters", "home-office-pfa"],
        "periods": ["year-ending", "quarter"],
    }
    releases = [one for one, _ in held]
    return answer(folder, {"recorded_crime": tables}, releases, **{**usual, **asked})  # type: ignore[arg-type]


@pytest.mark.parametrize(("quarters", "expected"), QUARTERS)
def test_a_year_is_added_up_from_four_quarters_of_one_release(
    tmp_path: Path, quarters: dict[str, int | None], expected: dict[str, int | None]
) -> None:
    found = years_of(tmp_path, (QUARTERS_OF_JULY, quarters))
    assert {period: value for period, value, _, _ in seen(found)} == expected
    assert ("'quarter'" in found.query) == bool(expected)


def test_quarters_of_two_releases_make_no_year(tmp_path: Path) -> None:
    late = {SPRING: 4}
    early = {name: value for name, value in FOUR.items() if name not in late}
    held = ((QUARTERS_OF_JULY, early), (release("home-office-quarters", "2019-07-18", "r"), late))
    assert seen(years_of(tmp_path, *held)) == []


def test_where_years_are_published_none_is_made_beside_them(tmp_path: Path) -> None:
    years = {"year ending March 2019": 100}
    found = years_of(tmp_path, (QUARTERS_OF_JULY, FOUR), (YEARS_OF_APRIL, years))
    assert [period for period, *_ in seen(found)] == ["2018-04/2019-03"]


@pytest.mark.parametrize(
    "asked",
    [
        {"periods": ["year-ending"]},
        {"quarters": {"years": "home-office-pfa", "known": "home-office-quarters"}},
    ],
)
def test_years_are_made_only_of_counts_published_by_quarter_and_year(
    tmp_path: Path, asked: dict[str, object]
) -> None:
    assert seen(years_of(tmp_path, (QUARTERS_OF_JULY, FOUR), **asked)) == []


MONTHS = [
    # months held of one release; years to date that follow
    ({"April 2018": 10, "May 2018": 12}, {"1 April 2018 to 30 April 2018": 10, "1 April 2018 to 31 May 2018": 22}),
    ({"May 2018": 12}, {}),
    ({"April 2018": 10, "June 2018": 9}, {"1 April 2018 to 30 April 2018": 10}),
    ({"April 2018": 10, "May 2018": None}, {"1 April 2018 to 30 April 2018": 10, "1 April 2018 to 31 May 2018": None}),
    ({"March 2018": 5, "April 2018": 0}, {"1 April 2018 to 30 April 2018": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("months", "expected"), MONTHS)
def test_a_year_to_date_is_added_up_from_whole_months(
    tmp_path: Path, months: dict[str, int | None], expected: dict[str, int | None]
) -> None:
    rows = [
        crime(month, "A", "robbery", value, "c" if value is None else "")
        for month, value in months.items()
    ]
    found = answer(
        tmp_path,
        {"recorded_crime": {OCTOBER.identity: rows}},
        [OCTOBER],
        kind=PeriodKind.YEAR_TO_DATE,
        periods=["month", "year-to-date"],
    )
    assert {str(o.period): o.value for o in found.series["A"].observations} == expected


def test_months_of_two_releases_make_no_year_to_date(tmp_path: Path) -> None:
    tables = {
        "recorded_crime": {
            APRIL.identity: [crime("April 2018", "A", "robbery", 10)],
            OCTOBER.identity: [crime("May 2018", "A", "robbery", 12)],
        }
    }
    found = answer(
        tmp_path,
        tables,
        [APRIL, OCTOBER],
        kind=PeriodKind.YEAR_TO_DATE,
        periods=["month", "year-to-date"],
    )
    assert seen(found) == [("2018-04-01/2018-04-30", 10.0, "", "home-office-pfa")]


def test_a_year_to_date_its_publisher_hides_is_not_worked_out_of_months(tmp_path: Path) -> None:
    hidden = crime("1 April 2018 to 31 May 2018", "A", "robbery", None, "c")
    months = [crime(m, "A", "robbery", 10) for m in ("April 2018", "May 2018")]
    found = answer(
        tmp_path,
        {"recorded_crime": {OCTOBER.identity: [hidden, *months]}},
        [OCTOBER],
        kind=PeriodKind.YEAR_TO_DATE,
        periods=["month", "year-to-date"],
    )
    assert seen(found)[-1] == ("2018-04-01/2018-05-31", None, "c", "ons-pfa")


PARTS = [
    # above the line, below it; the proportion and its mark
    (1_576, 12_357, (12.753904669418144, "")),  # 004 paragraph 50 prints 12.8 %
    (0, 10, (0.0, "")),
    (0, 0, (None, "z")),
    (None, 10, (None, "c")),
    (5, None, (None, "c")),
    (12, 10, (120.0, "")),  # outcomes of crimes recorded before
]


@pytest.mark.parametrize(("above", "below", "expected"), PARTS)
def test_a_proportion_divides_two_counts_of_the_same_days(
    tmp_path: Path, above: int | None, below: int | None, expected: tuple[float | None, str]
) -> None:
    whole, part = (
        count_measure(id=name, where=f"offence = '{offence}'")
        for name, offence in (("recorded", "robbery"), ("detected", "burglary"))
    )
    proportion = ProportionMeasure.model_validate(
        {
            **whole.model_dump(exclude={"table", "where", "noun"}, exclude_unset=True),
            "id": "detection",
            "kind": "proportion",
            "numerator": "detected",
            "of": "recorded",
            "basis": "not-stated",
        }
    )
    table = TABLES["recorded_crime"]
    book = MeasureBook(
        measures={"recorded": whole, "detected": part, "detection": proportion},
        conditions={
            measure.id: parse_where(measure.where, table, place=Place(file="x"))
            for measure in (whole, part)
        },
    )
    rows = [
        crime(YEAR["2019"], "A", offence, value, "c" if value is None else "")
        for offence, value in (("robbery", below), ("burglary", above))
    ]
    with engine_over(tmp_path, {"recorded_crime": {OCTOBER.identity: rows}}) as engine:
        found = run_measure(
            proportion,
            book,
            engine=engine,
            releases=[OCTOBER],
            areas=("A",),
            kind=PeriodKind.YEAR_ENDING,
        )
    (only,) = found.series["A"].observations
    assert (only.value, "".join(mark.value for mark in only.marks)) == expected
    assert only.base == (None if expected[0] is None else below)
    assert [release.identity for release in found.releases] == [OCTOBER.identity]
