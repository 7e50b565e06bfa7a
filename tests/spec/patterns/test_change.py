"""Patterns about change since a base, composition and drivers, and availability."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from copperplate.disclosure import Publishable
from copperplate.findings.availability import awaits, no_figure_for
from copperplate.findings.base_month import base_month
from copperplate.findings.change import change_on_two_bases, change_since
from copperplate.findings.charted import chart_of
from copperplate.findings.composition import (
    Composition,
    busiest_of,
    composition,
    growth,
    largest,
)
from copperplate.findings.drivers import driven, share_moved, share_of_subset
from copperplate.findings.finding import Finding
from copperplate.findings.process import Stable
from copperplate.findings.reading import process_findings
from copperplate.findings.together import (
    all_stable,
    changed_but_stable,
    exceptional_base,
    moved_together,
)
from copperplate.narrative.sentences import Teller
from copperplate.periods import month, parse_period
from copperplate.plan import Aim, Awaited, Milestone, MilestoneKind
from copperplate.series import Unit
from copperplate.series.evidence import Evidence
from copperplate.series.units import OFFENCES, PERCENT, UnitKind
from tests.builders import book, evidence
from tests.spec.patterns.case import QUARTERS, Case

NOW, THEN = "year ending June 2019", "year ending March 2016"
RATE = Unit(kind=UnitKind.RATE, noun="offences", singular="offence", per=1000, base="residents")
WOBBLE = [98.0, 102.0]
Fact = Callable[[], tuple[Teller, Finding | None]]
Published = Publishable[Evidence]


def of(identity: str, then: float, now: float, unit: Unit = OFFENCES, mark: str = "") -> Published:
    value: float | tuple[float, str] = (now, mark) if mark else now
    return evidence({"A": {THEN: then, NOW: value}}, identity=identity, unit=unit)


def moved(then: float, now: float, unit: Unit = OFFENCES, mark: str = "") -> Fact:
    def fact() -> tuple[Teller, Finding | None]:
        one = of("burglary", then, now, unit, mark)
        found = change_since(one, area="A", period=parse_period(NOW), base=parse_period(THEN))
        return Teller(book(one, base=THEN), {"burglary": one}), found

    return fact


def by_quarter(values: list[float], identity: str = "burglary") -> Published:
    row = {str(p): v for p, v in zip(QUARTERS, values, strict=False)}
    return evidence({"A": row}, identity=identity)


def stable_of(one: Published) -> Stable:
    chart = chart_of(one, area="A")
    assert chart is not None
    (found,) = [f for f in process_findings(chart) if isinstance(f, Stable)]
    return found


def but_stable() -> tuple[Teller, Finding | None]:
    year = evidence(
        {"A": {"year ending June 2016": 400.0, "year ending June 2017": 412.0}},
        identity="burglary",
    )
    quarters = by_quarter(WOBBLE * 15)
    change = change_since(
        year,
        area="A",
        period=parse_period("year ending June 2017"),
        base=parse_period("year ending June 2016"),
    )
    teller = Teller(book(year), {"burglary": year})
    return teller, changed_but_stable(change, stable_of(quarters))


def base_effect() -> tuple[Teller, Finding | None]:
    last_two_years = [1000.0, 1010.0, 990.0, 600.0, 1000.0, 1010.0, 990.0, 1000.0]
    one = by_quarter([*[980.0, 1020.0] * 8, *last_two_years])
    chart = chart_of(one, area="A")
    assert chart is not None
    found = exceptional_base(one, chart, period=chart.periods[-1])
    return Teller(book(one), {"burglary": one}), found


def together(*moves: tuple[str, float, float]) -> Fact:
    def fact() -> tuple[Teller, Finding | None]:
        held = {name: of(name, then, now) for name, then, now in moves}
        changes = [
            change_since(one, area="A", period=parse_period(NOW), base=parse_period(THEN))
            for one in held.values()
        ]
        (found,) = moved_together([c for c in changes if c is not None])
        return Teller(book(*held.values()), held), found

    return fact


def calm() -> tuple[Teller, Finding | None]:
    held = {
        name: by_quarter(WOBBLE * 8, name) for name in ("residential_burglary", "other_burglary")
    }
    return Teller(book(*held.values()), held), all_stable([stable_of(one) for one in held.values()])


PARTS = {
    "violence": (300.0, 720.0),
    "theft": (500.0, 480.0),
    "robbery": (140.0, 190.0),
    "burglary": (30.0, 70.0),
    "drugs": (20.0, 30.0),
    "weapons": (10.0, 10.0),
}


def made_of(
    ask: Callable[[Composition], Finding | None],
    parts: dict[str, tuple[float, float]] | None = None,
) -> Fact:
    def fact() -> tuple[Teller, Finding | None]:
        chosen = parts or PARTS
        held = {name: of(name, then, now) for name, (then, now) in chosen.items()}
        sums = [sum(column) for column in zip(*chosen.values(), strict=True)]
        whole = of("recorded_crime", sums[0], sums[1])
        found = composition(
            whole,
            list(held.values()),
            area="A",
            period=parse_period(NOW),
            base=parse_period(THEN),
        )
        assert found is not None
        return Teller(book(whole), {"recorded_crime": whole, **held}), ask(found)

    return fact


BASE = parse_period(THEN)

BY_MONTH = {
    str(month(2011 + (n + 3) // 12, (n + 3) % 12 + 1)): 100.0 + 2 * (n % 2) for n in range(36)
}
TO_DATE = ("1 April 2012 to 31 December 2012", "1 April 2013 to 31 December 2013")


def by_a_month(of_june: float, now: float = 909.0) -> Fact:
    """A year to date of nine months beside one in which June 2012 was exceptional."""

    def fact() -> tuple[Teller, Finding | None]:
        months = evidence({"A": BY_MONTH | {"June 2012": of_june}}, identity="robbery")
        then = 909.0 - BY_MONTH["June 2012"] + of_june
        year = evidence({"A": dict(zip(TO_DATE, (then, now), strict=True))}, identity="robbery")
        base, this = (parse_period(text) for text in TO_DATE)
        change = change_since(year, area="A", period=this, base=base)
        found = base_month(change, months, chart_of(months, area="A"))
        return Teller(book(year).beside([months]), {"robbery": months}), found

    return fact


def subset(then: float, now: float, of_then: float = 1000.0, of_now: float = 1200.0) -> Fact:
    def fact() -> tuple[Teller, Finding | None]:
        whole = of("violence", of_then, of_now)
        marked = of("domestic_abuse", then, now)
        found = share_of_subset(whole, marked, area="A", period=parse_period(NOW), base=BASE)
        return Teller(book(whole), {"violence": whole, "domestic_abuse": marked}), found

    return fact


MANY = {f"ward {n:02}": (10.0, 100.0 - 3 * n) for n in range(24)}


def waiting(due: date | None, note: str | None = None) -> Fact:
    def fact() -> tuple[Teller, Finding | None]:
        aim = Aim(
            id="H5",
            title="Fewer young people",
            measured_by="First-time entrants",
            source="Ministry of Justice",
            frequency="each year",
            milestone=Milestone(kind=MilestoneKind.DIRECTION, text="fewer"),
            awaited=Awaited(why="These statistics have not been loaded here.", due=due, note=note),
        )
        one = of("burglary", 1.0, 2.0)
        return Teller(book(one), {"burglary": one}), awaits(aim, area="A", on=date(2019, 11, 19))

    return fact


def without() -> tuple[Teller, Finding | None]:
    one = evidence({"A": {NOW: 90.0}, "B": {NOW: "x"}, "C": {NOW: "c"}, "D": {NOW: 80.0}})
    found = no_figure_for(one, area="A", among=["A", "B", "C", "D"], period=parse_period(NOW))
    return Teller(book(one), {"robbery": one}), found


def twice(a_year_ago: float) -> Fact:
    def fact() -> tuple[Teller, Finding | None]:
        row = {THEN: 22337.0, "year ending June 2018": a_year_ago, NOW: 28675.0}
        one = evidence({"A": row}, identity="burglary")
        now = parse_period(NOW)
        changes = [
            change_since(one, area="A", period=now, base=base) for base in (BASE, now.back(1))
        ]
        return Teller(book(one, base=THEN), {"burglary": one}), change_on_two_bases(*changes)

    return fact


def overlapping() -> tuple[Teller, Finding | None]:
    before, now = "year ending March 2019", "year ending June 2019"
    one = evidence({"A": {before: 500.0, now: 400.0}}, identity="burglary")
    found = change_since(one, area="A", period=parse_period(now), base=parse_period(before))
    return Teller(book(one, base=before), {"burglary": one}), found


CASES = [
    Case(
        "Y1 two bases",
        twice(28123.0),
        "Burglary stood at 28,675 in the year ending June 2019: 28.4% higher (6,338 more) "
        "than the 22,337 of the year ending March 2016, and about the same as the 28,123 of "
        "the year ending June 2018.",
    ),
    Case(
        "Y1 lower",
        twice(30000.0),
        "Burglary stood at 28,675 in the year ending June 2019: 28.4% higher (6,338 more) "
        "than the 22,337 of the year ending March 2016, and 4.4% lower (1,325 fewer) than the "
        "30,000 of the year ending June 2018.",
    ),
    Case(
        "Y3 overlap",
        overlapping,
        "Burglary stood at 400 in the year ending June 2019, 20.0% lower (100 fewer) than the "
        "500 of the year ending March 2019, which shares months with it.",
    ),
    Case(
        "Y1 Y3 Y7 Y13",
        moved(22337.0, 28675.0),
        "Burglary stood at 28,675 in the year ending June 2019, 28.4% higher (6,338 more) "
        "than the 22,337 of the year ending March 2016.",
    ),
    Case(
        "Y5",
        moved(500.0, 400.0),
        "Burglary stood at 400 in the year ending June 2019, 20.0% lower (100 fewer) than the "
        "500 of the year ending March 2016.",
    ),
    Case(
        "Y10 number",
        moved(55.0, 70.0),
        "Burglary stood at 70 in the year ending June 2019, 15 more than the 55 of the year "
        "ending March 2016.",
    ),
    Case(
        "Y11",
        moved(1000.0, 1012.0),
        "Burglary stood at 1,012 in the year ending June 2019, about the same as the 1,000 of "
        "the year ending March 2016.",
    ),
    Case(
        "Y11 same",
        moved(1000.0, 1000.0),
        "Burglary stood at 1,000 in the year ending June 2019, the same as in the year ending "
        "March 2016.",
    ),
    Case(
        "Y3 rate",
        moved(166.1, 190.03, RATE),
        "Burglary stood at 190.0 in the year ending June 2019, 14.4% higher than the 166.1 of "
        "the year ending March 2016.",
    ),
    Case(
        "Y7 points",
        moved(81.0, 84.0, PERCENT),
        "Burglary stood at 84.0% in the year ending June 2019, 3.0 percentage points higher "
        "than the 81.0% of the year ending March 2016.",
    ),
    Case(
        "Y7 break",
        moved(500.0, 600.0, mark="b"),
        "Burglary stood at 600 [b] in the year ending June 2019, 20.0% [b] higher (100 [b] "
        "more) than the 500 of the year ending March 2016, with a break in the series between "
        "the two.",
    ),
    Case(
        "S5 Y4 Y8 Y17",
        but_stable,
        "Burglary was 3.0% higher in the year ending June 2017 than in the year ending June "
        "2016, and has been stable all the while: its process has held since January to March "
        "2010, for over seven years.",
    ),
    Case(
        "Y9",
        base_effect,
        "Burglary was 66.7% higher in October to December 2015 than a year before, when it "
        "was exceptionally low: 600, on or beyond its lower limit of 812.",
    ),
    Case(
        "Y9 year to date",
        by_a_month(40.0),
        "The rise of robbery from the financial year to 31 December 2012 to the financial year to 31 "
        "December 2013 can be explained by June 2012, which was exceptionally low: 40, on or beyond "
        "its lower limit of 80. Without that month, in both years, it has not changed.",
    ),
    Case(
        "Y9 the rest fell",
        by_a_month(40.0, 900.0),
        "The rise of robbery from the financial year to 31 December 2012 to the financial year to 31 "
        "December 2013 can be explained by June 2012, which was exceptionally low: 40, on or beyond "
        "its lower limit of 80. Without that month, in both years, it fell by 9.",
    ),
    Case(
        "Y9 high",
        by_a_month(190.0),
        "The fall of robbery from the financial year to 31 December 2012 to the financial year to 31 "
        "December 2013 can be explained by June 2012, which was exceptionally high: 190, on or beyond "
        "its upper limit of 129. Without that month, in both years, it has not changed.",
    ),
    Case(
        "Y9 hidden rise",
        by_a_month(190.0, 990.0),
        "Robbery was about the same in the financial year to 31 December 2013 as in the financial year "
        "to 31 December 2012, of which June 2012 was exceptionally high: 190, on or beyond its upper "
        "limit of 129. Without that month, in both years, it rose by 81.",
    ),
    Case(
        "Y9 hidden fall",
        by_a_month(40.0, 840.0),
        "Robbery was about the same in the financial year to 31 December 2013 as in the financial year "
        "to 31 December 2012, of which June 2012 was exceptionally low: 40, on or beyond its lower limit "
        "of 80. Without that month, in both years, it fell by 69.",
    ),
    Case(
        "Y10 Y12",
        together(("burglary", 500.0, 400.0), ("robbery", 300.0, 270.0)),
        "Burglary (by 20.0%) and robbery (by 10.0%) were both lower in the year ending June "
        "2019 than in the year ending March 2016.",
    ),
    Case(
        "Y10 three",
        together(("burglary", 500.0, 600.0), ("robbery", 300.0, 330.0), ("theft", 200.0, 300.0)),
        "Theft (by 50.0%), burglary (by 20.0%) and robbery (by 10.0%) were all higher in the "
        "year ending June 2019 than in the year ending March 2016.",
    ),
    Case(
        "S9",
        calm,
        "Residential burglary and other burglary are both stable in their current processes.",
    ),
    Case(
        "C3",
        made_of(lambda found: found),
        "In the year ending June 2019, violence and theft together make up 80.0% of recorded "
        "crime.",
    ),
    Case(
        "C1 C4 C5 C7 C13",
        made_of(largest),
        "The largest parts of recorded crime in the year ending June 2019 are violence "
        "(48.0%), theft (32.0%), robbery (12.7%), burglary (4.7%) and drugs (2.0%), together "
        "99.3%.",
    ),
    Case(
        "C6 C9",
        made_of(lambda found: share_moved(found, BASE)),
        "Violence makes up 48.0% of recorded crime in the year ending June 2019, 18.0 "
        "percentage points more than the 30.0% of the year ending March 2016.",
    ),
    Case(
        "C9 marker",
        subset(300.0, 432.0),
        "Domestic abuse makes up 36.0% of violence in the year ending June 2019, 6.0 percentage "
        "points more than the 30.0% of the year ending March 2016.",
    ),
    Case(
        "C3 of many",
        made_of(lambda found: found, MANY),
        "In the year ending June 2019, nine of 24 parts together make up 50.4% of recorded crime.",
    ),
    Case(
        "C12 busiest",
        made_of(busiest_of, MANY),
        "The busiest three of 24 parts had 18.5% of recorded crime in the year ending June 2019.",
    ),
    Case(
        "C8 C10 C11 C14",
        made_of(lambda found: driven(found, BASE)),
        "Between the year ending March 2016 and the year ending June 2019 recorded crime rose "
        "by 500: violence by 420 (84.0% of it), robbery by 50 (10.0%), burglary by 40 (8.0%) and "
        "one other; theft fell by 20.",
    ),
    Case(
        "C8 in number",
        made_of(
            lambda found: driven(found, BASE), {"violence": (500.0, 560.0), "theft": (500.0, 450.0)}
        ),
        "Between the year ending March 2016 and the year ending June 2019 recorded crime rose "
        "by 10: violence by 60; theft fell by 50.",
    ),
    Case(
        "C11 fell",
        made_of(lambda f: driven(f, BASE), {"a": (500.0, 400.0), "b": (5.0, 4.0)}),
        "Between the year ending March 2016 and the year ending June 2019 recorded crime fell "
        "by 101: a by 100 (99.0% of it) and b by 1 (1.0%).",
    ),
    Case(
        "C11 growth",
        made_of(lambda found: growth(found, BASE)),
        "Of five parts of recorded crime that changed between the year ending March 2016 and "
        "the year ending June 2019, four rose; where a percentage can be given, most of all "
        "violence (by 140.0%) and robbery (by 35.7%).",
    ),
    Case(
        "C11 growth of all",
        made_of(lambda f: growth(f, BASE), {"a": (400.0, 500.0), "b": (200.0, 210.0)}),
        "Of two parts of recorded crime that changed between the year ending March 2016 and the "
        "year ending June 2019, both rose, most of all a (by 25.0%) and b (by 5.0%).",
    ),
    Case(
        "C11 growth of none",
        made_of(lambda f: growth(f, BASE), {"a": (500.0, 400.0), "b": (210.0, 200.0)}),
        "Of two parts of recorded crime that changed between the year ending March 2016 and the "
        "year ending June 2019, none rose.",
    ),
    Case(
        "C11 no growth at all",
        made_of(lambda f: growth(f, BASE), {"a": (500.0, 500.0), "b": (210.0, 210.0)}),
        "No part of recorded crime changed between the year ending March 2016 and the year ending "
        "June 2019.",
    ),
    Case(
        "V12 to come",
        waiting(date(2020, 1, 30)),
        "These statistics have not been loaded here. The next figures are due on 30 January 2020.",
    ),
    Case(
        "V12 overdue",
        waiting(date(2019, 10, 30)),
        "These statistics have not been loaded here. The next figures were due on 30 October "
        "2019 and have not been loaded.",
    ),
    Case(
        "V12 unknown",
        waiting(None, "The publisher moved it."),
        "These statistics have not been loaded here. The publisher moved it. No date has been "
        "announced for the next figures.",
    ),
    Case(
        "V12 areas", without, "There is no figure of robbery for Beta in the year ending June 2019."
    ),
]


# Patterns that are not worded, each with its reason.
NOT_WORDED = {
    "Y2": "offences are not victims; the same change is worded in offences",
    "Y6 Y14": "needs a milestone in per cent, and plans hold none yet",
    "Y15": "a table introduces itself by its caption",
    "Y16": "the milestone line of an aim's page says what the plan sets, in the plan's words",
    "C15": "needs a survey by kind of offence",
    "G1 G2 G3 G4 G5 G6 G10": "a plan does not hold leads, routes and completion yet",
    "G7 G12 G13": "what an office does about it, and who meets, is the office's to say",
    "G8 G9": "a link in an office's words, or in the plan",
    "G11": "a paper does not know the paper before it",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.patterns)
def test_facts_in_a_sentence_out(case: Case) -> None:
    assert case.told() == case.sentence


def hidden_beside(*values: float | str, whole: float = 1000.0) -> Composition | None:
    """Return the composition of parts, some of them hidden."""
    parts = [
        evidence({"A": {THEN: 100.0, NOW: value}}, identity=f"part_{n}")
        for n, value in enumerate(values)
    ]
    total = of("recorded_crime", whole, whole)
    return composition(total, parts, area="A", period=parse_period(NOW), base=BASE)


def test_a_hidden_part_may_be_larger_than_those_shown() -> None:
    """What the others leave is the most it can be; where that is less, it is named by nobody."""
    small = hidden_beside(500.0, 300.0, 150.0, "c", "c")
    assert small is not None and (small.half, small.rest, small.hidden) == (1, 50.0, 2)
    large = hidden_beside(300.0, 200.0, "c", "c")
    assert large is not None and (large.half, large.rest) == (0, 500.0)
    five = [200.0, 180.0, 160.0, 140.0, 120.0]
    for sixth, told in ((110.0, True), (10.0, False)):
        made = hidden_beside(*five, sixth, "c", "c")
        assert made is not None
        assert (largest(made) is not None) is told
    for found in (small, large):
        assert driven(found, BASE) is share_moved(found, BASE) is growth(found, BASE) is None
    assert hidden_beside("c", "c") is None
    assert hidden_beside(600.0, 400.0, "c") is None  # a hidden part that leaves nothing


SILENT = {
    "a month within its limits": by_a_month(95.0),
    "a rise that is left": by_a_month(40.0, 990.0),
    "a fall after a low month": by_a_month(40.0, 800.0),
    "a marker of few": subset(3.0, 4.0, 90.0, 90.0),
    "a tenth of few parts": made_of(busiest_of),
    "a tenth by the toss of a coin": made_of(busiest_of, dict.fromkeys(MANY, (10.0, 20.0))),
}


@pytest.mark.parametrize("fact", SILENT.values(), ids=SILENT.keys())
def test_nothing_is_said_of(fact: Fact) -> None:
    assert fact()[1] is None
