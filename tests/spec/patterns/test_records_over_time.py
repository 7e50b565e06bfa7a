"""Patterns of records over time and of outcomes (parts of groups 1.2, 1.4 and 1.11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

import pytest

from copperplate.disclosure import POLICIES, Audience, Publishable, publish
from copperplate.findings.charted import chart_of
from copperplate.findings.finding import Finding
from copperplate.findings.namesakes import namesake
from copperplate.findings.outcome_rates import rate_and_volume
from copperplate.findings.process import Stepped
from copperplate.findings.reading import process_findings
from copperplate.narrative.sentences import Teller
from copperplate.periods import Period, parse_period, year_to_date
from copperplate.series import Mark, Observation, Series
from copperplate.series.evidence import Evidence
from copperplate.series.model import series_set
from copperplate.series.units import PERCENT
from tests.builders import NOTE, about, book, evidence
from tests.spec.patterns.case import Case

Value = float | str | None


def of_years(name: str, values: Sequence[Value], *, last: int = 2014) -> Publishable[Evidence]:
    """Return one month or quarter of several years, the newest last; None is one not held."""
    years = range(last - len(values) + 1, last + 1)
    row = {
        f"{name} {year}": value
        for year, value in zip(years, values, strict=True)
        if value is not None
    }
    return evidence({"A": row}, identity="burglary")


def among(name: str, values: Sequence[Value]) -> Callable[[], tuple[Teller, Finding | None]]:
    """Return the newest period's place among its namesakes."""

    def fact() -> tuple[Teller, Finding | None]:
        published = of_years(name, values)
        return Teller(book(published), {"burglary": published}), namesake(published, area="A")

    return fact


def so_far(values: Sequence[float]) -> Callable[[], tuple[Teller, Finding | None]]:
    """Return the place of a year to 14 March among the same days of earlier years."""

    def fact() -> tuple[Teller, Finding | None]:
        ends = [year_to_date(date(2014 - n, 3, 14)) for n in range(len(values))][::-1]
        row = {str(period): value for period, value in zip(ends, values, strict=True)}
        published = evidence({"A": row}, identity="burglary")
        return Teller(book(published), {"burglary": published}), namesake(published, area="A")

    return fact


def rates(
    held: Mapping[str, tuple[float | None, float | None]], *, broken: str = ""
) -> Publishable[Evidence]:
    """Return a percentage with what it is out of, by period."""
    seen = tuple(
        Observation(
            period=parse_period(name),
            value=None if part is None or whole is None else part * 100 / whole,
            marks=frozenset({Mark.NOT_AVAILABLE} if part is None else ())
            | frozenset({Mark.BREAK} if name == broken else ()),
            base=whole,
            release=NOTE.identity,
        )
        for name, (part, whole) in held.items()
    )
    row = Series(measure="solved", area="A", unit=PERCENT, observations=seen)
    made = Evidence(
        about=about("solved", short="the solved and resolved rate"),
        series=series_set(measure="solved", unit=PERCENT, rows=[row]),
        query="SELECT 1",
        releases=(NOTE,),
        already_public=True,
    )
    return publish({"solved": made}, policy=POLICIES["open-data"], audience=Audience.BOARD)[
        "solved"
    ]


NOW, THEN = "1 April 2013 to 14 March 2014", "1 April 2012 to 14 March 2013"


def outcome(
    now: tuple[float, float], then: tuple[float, float]
) -> Callable[[], tuple[Teller, Finding | None]]:
    """Return a rate now and a year before, each with the two numbers it is made of."""

    def fact() -> tuple[Teller, Finding | None]:
        published = rates({THEN: then, NOW: now})
        found = rate_and_volume(published, area="A", period=parse_period(NOW))
        return Teller(book(published), {"solved": published}), found

    return fact


def weekly() -> tuple[Teller, Finding | None]:
    """Return a step in a series of weeks."""
    values = [98.0, 102.0] * 8 + [110.0, 112.0] * 5
    mondays = [date(2013, 12, 30) + timedelta(weeks=n) for n in range(len(values))]
    names = [str(parse_period(f"{day:%G-W%V}")) for day in mondays]
    row = dict(zip(names, values, strict=True))
    published = evidence({"A": row}, identity="burglary")
    chart = chart_of(published, area="A")
    assert chart is not None
    found = [one for one in process_findings(chart) if isinstance(one, Stepped)]
    return Teller(book(published), {"burglary": published}), found[0] if found else None


CASES = [
    Case(
        "T4",
        weekly,
        "Burglary shows a possible step change up that began in the week to 20 April 2014: an "
        "average of 110 a week instead of 100. The step was seen in the week to 8 June 2014, the "
        "eighth week running above the average. A separate test of the counts supports it weakly.",
    ),
    Case(
        "K1 namesakes",
        among("January", [120.0, 118.0, 130.0, 125.0, 99.0]),
        "Burglary in January 2014, at 99, is the lowest January of the five since 2010.",
    ),
    Case(
        "K2 namesakes",
        among("October to December", [120.0, 98.0, 130.0, 125.0, 140.0, 135.0, 99.0]),
        "Burglary in October to December 2014, at 99, is the second lowest October to December of "
        "the seven since 2008.",
    ),
    Case(
        "K1 highest, level",
        among("March", [120.0, 140.0, 130.0, 125.0, 140.0]),
        "Burglary in March 2014, at 140, is the highest March, level with another, of the five "
        "since 2010.",
    ),
    Case(
        "K11 so far",
        so_far([14500.0, 14000.0, 13200.0, 12961.0, 12170.0]),
        "Burglary in 1 April 2013 to 14 March 2014, at 12,170, is the lowest year to those days of "
        "the five since 2009/10.",
    ),
    Case(
        "O2",
        outcome((1576.0, 12357.0), (1830.0, 11890.0)),
        "The solved and resolved rate stood at 12.8% in 1 April 2013 to 14 March 2014, 2.6 "
        "percentage points lower than the 15.4% of 1 April 2012 to 14 March 2013, although it is "
        "out of more: 12,357, against 11,890.",
    ),
    Case(
        "O2 together",
        outcome((1765.0, 21657.0), (1500.0, 21000.0)),
        "The solved and resolved rate stood at 8.1% in 1 April 2013 to 14 March 2014, 1.0 "
        "percentage points higher than the 7.1% of 1 April 2012 to 14 March 2013; it is out of "
        "21,657, against 21,000.",
    ),
]
NOT_WORDED = {
    "O1": "a level alone is a key figure; beside its year ago it is worded (O2)",
    "O3": "printed by the machine as what must be said when forces are compared",
    "O4": "an area's rank of a rate is worded whatever the rate is of",
    "O5": "no source of reoffending is read yet",
    "O6": "a break is marked where it stands, and its note printed; it is no finding",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.patterns)
def test_facts_in_a_sentence_out(case: Case) -> None:
    assert case.told() == case.sentence


UNNAMED: list[tuple[str, str, Sequence[Value]]] = [
    ("too few", "January", [120.0, 118.0, 130.0, 99.0]),
    ("in the middle", "January", [90.0, 91.0, 92.0, 130.0, 131.0, 132.0, 99.0]),
    ("all equal", "January", [99.0] * 6),
    ("one hidden", "January", [120.0, "c", 130.0, 125.0, 140.0, 99.0]),
    ("one missing", "January", [120.0, None, 130.0, 125.0, 140.0, 99.0]),
    ("the newest hidden", "January", [120.0, 121.0, 130.0, 125.0, 99.0, "c"]),
]


@pytest.mark.parametrize(("why", "name", "values"), UNNAMED, ids=[row[0] for row in UNNAMED])
def test_no_place_is_claimed_that_cannot_be_known(
    why: str, name: str, values: Sequence[Value]
) -> None:
    found = namesake(of_years(name, values), area="A")
    if why == "the newest hidden":  # the year before is then the newest that is known
        assert found is not None
        assert found.period == Period(date(2013, 1, 31), date(2013, 1, 1), found.period.kind)
    else:
        assert found is None


@pytest.mark.parametrize(
    ("why", "held", "broken"),
    [
        ("equal as printed", {THEN: (100.01, 1000.0), NOW: (100.0, 1000.0)}, ""),
        ("out of too few", {THEN: (10.0, 99.0), NOW: (30.0, 200.0)}, ""),
        ("not known then", {THEN: (None, 1000.0), NOW: (30.0, 200.0)}, ""),
        ("no year before", {NOW: (30.0, 200.0)}, ""),
        ("a break between", {THEN: (100.0, 1000.0), NOW: (300.0, 1000.0)}, NOW),
    ],
)
def test_no_rate_is_set_beside_one_it_cannot_be_compared_with(
    why: str, held: Mapping[str, tuple[float | None, float | None]], broken: str
) -> None:
    published = rates(held, broken=broken)
    assert rate_and_volume(published, area="A", period=parse_period(NOW)) is None, why
