"""Patterns about the areas of one measure (group 1.8), and of charts and shares by area."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.areas import Area, AreaKind, AreaRegister
from copperplate.compare import Average
from copperplate.disclosure import Publishable
from copperplate.findings.area_charts import AreaScan, area_scan, area_steps, as_the_whole
from copperplate.findings.area_growth import AreaGrowth, area_growth
from copperplate.findings.area_shares import Concentration, Extent, half_in, share_in_area
from copperplate.findings.areas import AreaRanking, above_average, area_ranking
from copperplate.findings.charted import chart_of
from copperplate.findings.finding import Finding, Tier, key_of
from copperplate.narrative.figures import Context, FigureBook
from copperplate.narrative.runs import FigureRun, plain
from copperplate.narrative.sentences import Teller, sentence
from copperplate.periods import month, parse_period
from copperplate.series import Mark, Unit
from copperplate.series.evidence import Evidence
from copperplate.series.units import OFFENCES, PERCENT, UnitKind
from copperplate.spc import Decision
from tests.builders import evidence
from tests.spec.patterns.case import QUARTERS, Case, verdicts

Value = float | str | tuple[float, str] | None
Told = tuple[Teller, Finding | None]

# The whole is West; codes look like nothing a sentence could hold by chance.
HOME = "N00"
NAMES = (
    "West", "Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel", "Ivy",
    "Juniper", "Larch", "Maple",
)  # fmt: skip
CODES = {name: f"N{number:02}" for number, name in enumerate(NAMES)}
REGISTER = AreaRegister(
    Area(code=code, name=name, kind=AreaKind.NEIGHBOURHOOD_POLICING_UNIT)
    for name, code in CODES.items()
)
RATE = Unit(kind=UnitKind.RATE, noun="offences", singular="offence", per=1000, base="residents")
DAYS = Unit(kind=UnitKind.MEAN, noun="days", singular="day")
YEAR, BASE = "year ending June 2019", "year ending June 2016"


def teller(published: Publishable[Evidence], area: str = HOME) -> Teller:
    identity = published.shown.about.id
    context = Context(
        area=area, names=REGISTER, group=None, average=Average.MEAN_WITH_SELF, base=None
    )
    return Teller(FigureBook({identity: published}, context), {identity: published})


def table(
    rows: Mapping[str, Value | Sequence[Value]], unit: Unit, short: str, **changes: object
) -> tuple[Publishable[Evidence], list[str]]:
    """Return evidence of areas by name: now, or then and now; and the codes of its areas."""
    held: dict[str, dict[str, Value]] = {}
    for name, values in rows.items():
        pair = values if isinstance(values, list) else [values]
        held[CODES[name]] = dict(zip((BASE, YEAR)[-len(pair) :], pair, strict=True))
    identity = short.partition(" per ")[0].replace(" ", "_")
    published = evidence(held, unit=unit, identity=identity, short=short, **changes)
    return published, list(held)


def ranked(
    rows: Mapping[str, Value],
    *,
    unit: Unit = PERCENT,
    short: str = "confidence",
    lowest_first: bool = False,
    **changes: object,
) -> Callable[[], Told]:
    def fact() -> Told:
        published, codes = table(rows, unit, short, **changes)
        return teller(published), area_ranking(
            published,
            area=HOME,
            areas=codes,
            period=parse_period(YEAR),
            lowest_first=lowest_first,
        )

    return fact


def above(
    rows: Mapping[str, Value], *, unit: Unit = RATE, short: str = "burglary per 1,000 residents"
) -> Callable[[], Told]:
    def fact() -> Told:
        published, codes = table(rows, unit, short)
        return teller(published), above_average(
            published, area=HOME, areas=codes, period=parse_period(YEAR)
        )

    return fact


def grown(
    rows: Mapping[str, list[Value]], *, unit: Unit = OFFENCES, short: str = "burglary"
) -> Callable[[], Told]:
    def fact() -> Told:
        published, codes = table(rows, unit, short)
        return teller(published), area_growth(
            published,
            area=HOME,
            areas=codes,
            period=parse_period(YEAR),
            base=parse_period(BASE),
        )

    return fact


def halved(rows: Mapping[str, Value], *, unit: Unit = OFFENCES) -> Callable[[], Told]:
    def fact() -> Told:
        published, codes = table(rows, unit, "burglary")
        return teller(published), half_in(
            published, area=HOME, areas=codes, period=parse_period(YEAR)
        )

    return fact


def shared(
    rows: Mapping[str, Value], *, unit: Unit = OFFENCES, area: str = "Alder", own: str = HOME
) -> Callable[[], Told]:
    def fact() -> Told:
        published, _ = table(rows, unit, "robbery")
        return teller(published, own), share_in_area(
            published, area=CODES[area], within=HOME, period=parse_period(YEAR)
        )

    return fact


def concentrated(
    extent: Extent, held: float, in_all: float, areas: Sequence[str] = ("Alder", "Birch")
) -> Callable[[], Told]:
    def fact() -> Told:
        published, _ = table({"West": 1000.0}, OFFENCES, "recorded crime")
        return teller(published), Concentration(
            measure="recorded_crime",
            area=HOME,
            period=parse_period(YEAR),
            part=250.0,
            whole=1000.0,
            areas=tuple(CODES[name] for name in areas),
            extent=extent,
            held=held,
            in_all=in_all,
        )

    return fact


def charted(
    kind: str,
    rows: Mapping[str, list[float | str]],
    *,
    unit: Unit = OFFENCES,
    confirmed: Sequence[str] = (),
) -> Callable[[], Told]:
    """Return what the charts of areas show together: ``steps``, ``scan``, or ``both``.

    Of ``both`` the first lies in the second.
    """

    def fact() -> Told:
        held = {
            CODES[name]: {str(p): v for p, v in zip(QUARTERS, values, strict=False)}
            for name, values in rows.items()
        }
        published = evidence(held, unit=unit, identity="burglary")
        yes = dict.fromkeys(QUARTERS, Decision.CONFIRMED)
        charts = {
            code: chart
            for name in rows
            if (code := CODES[name])
            if (
                chart := chart_of(
                    published, area=code, verdicts=verdicts(yes if name in confirmed else {})
                )
            )
        }
        if kind == "both":
            inner, outer = charts.values()
            return teller(published, inner.area), as_the_whole(inner, outer)
        found = (
            area_steps(charts, area=HOME, unit=unit)
            if kind == "steps"
            else area_scan(charts, area=HOME)
        )
        return teller(published), found

    return fact


CALM: list[float | str] = [98.0, 102.0] * 10
SPIKES: list[float | str] = [*CALM[:18], 150.0, 155.0]
DOWN: list[float | str] = [*CALM[:12], *[90.0] * 8]
FARTHER: list[float | str] = [*CALM[:12], *[80.0] * 8]
UP: list[float | str] = [*CALM[:12], *[110.0] * 8]
LATER: list[float | str] = [*CALM[:14], *[90.0] * 8]
RUN: list[float | str] = [*CALM[:14], *[99.5] * 6]
CLIMB: list[float | str] = [*CALM[:13], 96.0, 97.0, 98.0, 99.0, 101.0, 102.0, 103.0]
SHORT: list[float | str] = CALM[:8]
RAISED: list[float | str] = [130.0, 132.0, 128.0, 131.0, 129.0, 99.0, 130.0, 131.0]

CASES = [
    Case(
        "L1",
        ranked({"Alder": 84.0, "Birch": 80.0, "Cedar": 80.0, "Dogwood": 71.5}),
        "In the year ending June 2019 confidence was highest in Alder (84.0%), followed by Birch "
        "and Cedar (both 80.0%), and lowest in Dogwood (71.5%).",
    ),
    Case(
        "L2",
        ranked(
            {"Alder": 84.0, "Birch": 80.0, "Cedar": 71.5},
            lowest_first=True,
        ),
        "In the year ending June 2019 confidence was lowest in Cedar (71.5%), followed by Birch "
        "(80.0%), and highest in Alder (84.0%).",
    ),
    Case(
        "L4",
        above({"West": 10.2, "Alder": 11.0, "Birch": 12.3, "Cedar": 8.1}),
        "In the year ending June 2019 burglary per 1,000 residents stood at 10.2 in West as a "
        "whole; Birch (12.3) and Alder (11.0) stood higher.",
    ),
    Case(
        "L6",
        above({"West": 10.2, "Alder": 9.0, "Birch": 12.3, "Cedar": 8.1}),
        "In the year ending June 2019 burglary per 1,000 residents stood at 10.2 in West as a "
        "whole; only Birch stood higher, at 12.3.",
    ),
    Case(
        "L5",
        grown(
            {
                "West": [1000.0, 1150.0],
                "Alder": [400.0, 500.0],
                "Birch": [300.0, 330.0],
                "Cedar": [300.0, 290.0],
            }
        ),
        "Between the year ending June 2016 and the year ending June 2019 burglary rose in two of "
        "three areas, most of all in Alder (by 25.0%) and Birch (by 10.0%).",
    ),
    Case(
        "L9",
        grown({"Alder": [400.0, 300.0], "Birch": [300.0, 299.0], "Cedar": [200.0, 190.0]}),
        "Between the year ending June 2016 and the year ending June 2019 burglary fell in all "
        "three areas, most of all in Alder (by 25.0%), Cedar (by 5.0%) and Birch (by 0.3%).",
    ),
    Case(
        "L7",
        shared({"West": 1000.0, "Alder": 360.0}),
        "In the year ending June 2019 Alder had 36.0% of robbery.",
    ),
    Case(
        "C2",
        halved({"West": 1000.0, "Alder": 350.0, "Birch": 200.0, "Cedar": 150.0, "Elm": 300.0}),
        "In the year ending June 2019 at least half of burglary was in two of four areas: Alder "
        "and Elm, together 65.0%.",
    ),
    Case(
        "C2",
        halved({"West": 1000.0, "Alder": 550.0, "Birch": 250.0, "Cedar": 200.0}),
        "In the year ending June 2019 at least half of burglary was in one of three areas: Alder, "
        "55.0%.",
    ),
    Case(
        "C12",
        concentrated(Extent.LAND, 63.0, 900.0),
        "In the year ending June 2019 Alder and Birch had 25.0% of recorded crime, with 7.0% of "
        "the land area.",
    ),
    Case(
        "C12",
        concentrated(Extent.ROADS, 14.0, 1000.0, ["Cedar"]),
        "In the year ending June 2019 Cedar had 25.0% of recorded crime, with 1.4% of the road "
        "length.",
    ),
    Case(
        "T3",
        charted("steps", {"West": DOWN, "Alder": DOWN, "Birch": CALM, "Cedar": FARTHER}),
        "The possible step change down of burglary that began in January to March 2013 is also seen in two "
        "of three areas charted: the average fell by 20.0% in Cedar (possible) and by 10.0% in "
        "Alder (possible).",
    ),
    Case(
        "T3",
        charted(
            "steps",
            {"West": DOWN, "Alder": DOWN, "Birch": FARTHER},
            confirmed=["West", "Alder"],
        ),
        "The step change down of burglary that began in January to March 2013 is also seen in both areas "
        "charted: the average fell by 20.0% in Birch (possible) and by 10.0% in Alder.",
    ),
    Case(
        "S8",
        charted("scan", {"West": SPIKES, "Alder": CALM, "Birch": CALM, "Cedar": CALM}),
        "Burglary is stable in all three areas charted.",
    ),
    Case(
        "S8",
        charted("scan", {"Alder": CALM, "Birch": DOWN, "Cedar": RUN, "Dogwood": CLIMB}),
        "Of four areas charted, burglary is stable in one. These stand out: Birch (a possible "
        "step change down that began in January to March 2013), Cedar (below its average for the last six "
        "quarters) and Dogwood (up in each of the last six quarters).",
    ),
    Case(
        "K5 S8",
        charted("scan", {"Alder": CALM, "Birch": SPIKES, "Cedar": CALM}),
        "Of three areas charted, burglary is stable in two. Only Birch stands out (on or beyond "
        "its upper limit for the last two quarters, at 155 in October to December 2014 against an "
        "average of 105).",
    ),
]

NOT_WORDED = {
    "L3": "It speaks of a survey's waves, whose movement between two is news only by a test that "
    "surveys bring with them.",
    "L8": "It leads to a list of national ranks, which is a table and not a sentence.",
    "L10": "Nothing held predicts a rate for an area, and a prediction stands beside what came "
    "only where its publisher gave one.",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.patterns)
def test_facts_in_a_sentence_out(case: Case) -> None:
    assert case.told() == case.sentence


def test_every_pattern_is_worded_or_has_a_reason() -> None:
    worded = {pattern for case in CASES for pattern in case.patterns.split()}
    group = {f"L{number}" for number in range(1, 11)} | {"S8", "T3", "C2", "C12", "K5"}
    assert worded | set(NOT_WORDED) == group
    assert not worded & set(NOT_WORDED)


MANY = dict(zip(NAMES[1:], (float(n) for n in range(50, 62)), strict=True))


def test_no_two_of_them_go_by_one_name() -> None:
    facts = [case.fact()[1] for case in CASES]
    assert all(found is not None and found.weight.tier >= Tier.DETAIL for found in facts)
    assert {key_of(found, home=HOME) for found in facts if found is not None} == {
        "confidence.area-ranking.2019-06",
        "burglary.above-average.2019-06",
        "burglary.area-growth.2019-06",
        "robbery.share-in-area.N01.2019-06",
        "burglary.half-in.2019-06",
        "recorded_crime.concentration.2019-06",
        "burglary.area-steps.2013-03",
        "burglary.area-scan.2014-12",
    }


EDGES = [
    Case(
        "a tie as printed is a tie",
        ranked({"Alder": 80.04, "Birch": 79.96, "Cedar": 70.0}),
        "In the year ending June 2019 confidence was highest in Alder and Birch (both 80.0%) and "
        "lowest in Cedar (70.0%).",
    ),
    Case(
        "a shared figure carries the marks of all",
        ranked({"Alder": 80.0, "Birch": (80.0, "p"), "Cedar": (70.0, "u")}),
        "In the year ending June 2019 confidence was highest in Alder and Birch (both 80.0% [p]) "
        "and lowest in Cedar (70.0% [u]).",
    ),
    Case(
        "hidden and missing",
        ranked({"Alder": 84.0, "Birch": 80.0, "Cedar": "c", "Dogwood": "x"}),
        "In the year ending June 2019 confidence was highest in Alder (84.0%) and lowest in Birch "
        "(80.0%). There is no figure for Cedar and Dogwood.",
    ),
    Case(
        "all equal",
        ranked({"Alder": 80.0, "Birch": 80.0, "Cedar": 80.0}),
        "In the year ending June 2019 confidence was the same in Alder, Birch and Cedar (all "
        "80.0%).",
    ),
    Case(
        "12 areas and all equal",
        ranked(dict.fromkeys(NAMES[1:], 80.0)),
        "In the year ending June 2019 confidence was the same in 12 areas (all 80.0%).",
    ),
    Case(
        "12 areas",
        ranked(MANY),
        "In the year ending June 2019 confidence was highest in Maple (61.0%), followed by Larch "
        "(60.0%), and lowest in Alder (50.0%).",
    ),
    Case(
        "a mean says what it is of",
        ranked({"Alder": 4.0, "Birch": 3.5}, unit=DAYS, short="the wait"),
        "In the year ending June 2019 the wait was highest in Alder (4.0 days) and lowest in Birch "
        "(3.5 days).",
    ),
    Case(
        "many above",
        above({"West": 52.0} | MANY, unit=PERCENT, short="confidence"),
        "In the year ending June 2019 confidence stood at 52.0% in West as a whole; Maple (61.0%), "
        "Larch (60.0%), Juniper (59.0%), Ivy (58.0%), Hazel (57.0%) and four others stood higher.",
    ),
    Case(
        "above, with one hidden",
        above({"West": 10.0, "Alder": 10.04, "Birch": 10.1, "Cedar": "c"}),
        "In the year ending June 2019 burglary per 1,000 residents stood at 10.0 in West as a "
        "whole; only Birch stood higher, at 10.1. There is no figure for Cedar.",
    ),
    Case(
        "points, not per cent of per cent",
        grown({"Alder": [80.0, 84.0], "Birch": [70.0, 69.0]}, unit=PERCENT, short="confidence"),
        "Between the year ending June 2016 and the year ending June 2019 confidence rose in one of "
        "two areas, in Alder (by 4.0 percentage points).",
    ),
    Case(
        "a zero base, a small one, one hidden",
        grown(
            {"Alder": [0.0, 20.0], "Birch": [99.0, 300.0], "Cedar": [200.0, 300.0], "Elm": [1.0, "c"]}
        ),
        "Between the year ending June 2016 and the year ending June 2019 burglary rose in all "
        "three areas with figures; where a percentage can be given, most of all in Cedar (by "
        "50.0%). The base is too small for a "
        "percentage in Alder and Birch. No change is known for Elm.",
    ),
    Case(
        "only small bases",
        grown({"Alder": [10.0, 5.0], "Birch": [8.0, 5.0]}),
        "Between the year ending June 2016 and the year ending June 2019 burglary fell in both "
        "areas. The base is too small for a percentage in Alder and Birch.",
    ),
    Case(
        "growth that ties, provisional",
        grown({"Alder": [200.0, 220.0], "Birch": [400.0, (440.0, "p")], "Cedar": [200.0, 200.0]}),
        "Between the year ending June 2016 and the year ending June 2019 burglary rose in two of "
        "three areas, in Alder and Birch (both by 10.0% [p]).",
    ),
    Case(
        "nobody who prints the same has grown",
        grown({"Alder": [0.0, 2.0], "Birch": [3.01, 3.04]}, unit=DAYS, short="the wait"),
        "Between the year ending June 2016 and the year ending June 2019 the wait rose in one of "
        "two areas. The base is too small for a percentage in Alder.",
    ),
    Case(
        "the same growth everywhere",
        grown({"Alder": [200.0, 220.0], "Birch": [400.0, 440.0]}),
        "Between the year ending June 2016 and the year ending June 2019 burglary rose in both "
        "areas, each by 10.0%.",
    ),
    Case(
        "a change too small to print",
        grown({"Alder": [100000.0, 100001.0], "Birch": [100000.0, 100002.0]}),
        "Between the year ending June 2016 and the year ending June 2019 burglary rose in both "
        "areas.",
    ),
    Case(
        "a paper of the area itself",
        shared({"West": 1000.0, "Alder": (360.0, "p")}, own=CODES["Alder"]),
        "In the year ending June 2019 Alder had 36.0% [p] of robbery in West.",
    ),
    Case(
        "half in many",
        halved({"West": 1200.0} | {n: 94.0 + k for k, n in enumerate(NAMES[1:])} | {"Maple": 111.0}),
        "In the year ending June 2019 at least half of burglary was in six of 12 areas: together "
        "51.8%.",
    ),
    Case(
        "a step from nothing",
        charted("steps", {"West": UP, "Alder": [0.0] * 12 + [5.0] * 8, "Birch": UP, "Cedar": DOWN}),
        "The possible step change up of burglary that began in January to March 2013 is also seen in two of "
        "three areas charted: the average rose by 10.0% in Birch (possible) and from nothing in "
        "Alder (possible).",
    ),
    Case(
        "a step from few",
        charted("steps", {"West": UP, "Alder": [4.0, 6.0] * 6 + [9.0] * 8, "Birch": UP}),
        "The possible step change up of burglary that began in January to March 2013 is also seen "
        "in both areas charted: the average rose by 10.0% in Birch (possible) and from 5 to 9 in "
        "Alder (possible).",
    ),
    Case(
        "steps of a percentage",
        charted("steps", {"West": DOWN, "Alder": DOWN, "Birch": CALM}, unit=PERCENT),
        "The possible step change down of burglary that began in January to March 2013 is also seen in one "
        "of two areas charted: the average fell by 10.0 percentage points in Alder (possible).",
    ),
    Case(
        "neither stable nor standing out",
        charted("scan", {"Alder": CALM, "Birch": SHORT, "Cedar": [*CALM[:16], 150.0, *CALM[:3]]}),
        "Of three areas charted, burglary is stable in one; it cannot be called so in Birch and "
        "Cedar, where the process holds too few values, an earlier exception or evidence of another "
        "level. No area stands out.",
    ),
    Case(
        "a step of the whole too",
        charted("both", {"Alder": DOWN, "West": LATER}),
        "West as a whole shows a possible step change down of burglary too, which began in July to "
        "September 2013.",
    ),
    Case(
        "a step of the whole too, confirmed",
        charted("both", {"Alder": DOWN, "West": FARTHER}, confirmed=["West"]),
        "West as a whole shows a step change down of burglary too, which began in January to March "
        "2013.",
    ),
    Case(
        "another level, of late and long since",
        charted(
            "scan",
            {"Alder": CALM, "Birch": [*CALM[:12], *RAISED], "Cedar": [*RAISED, *RAISED, *RAISED]},
        ),
        "Of three areas charted, burglary is stable in one; it cannot be called so in Cedar, where the "
        "process holds too few values, an earlier exception or evidence of another level. Only Birch "
        "stands out (strong evidence of a higher level since about January to March 2013).",
    ),
    Case(
        "none stable",
        charted("scan", {"Alder": DOWN, "Birch": UP}),
        "Of two areas charted, burglary is stable in none. These stand out: Alder (a possible step "
        "change down that began in January to March 2013) and Birch (a possible step change up that began in January "
        "to March 2013).",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", EDGES, ids=lambda case: case.patterns)
def test_at_the_edges(case: Case) -> None:
    assert case.told() == case.sentence


SILENT = {
    "a step of the whole the other way": charted("both", {"Alder": DOWN, "West": UP}),
    "a whole without a step": charted("both", {"Alder": DOWN, "West": CALM}),
    "an area without a step": charted("both", {"Alder": CALM, "West": DOWN}),
    "a step of the whole long before": charted(
        "both", {"Alder": [*CALM, *CALM, *[90.0] * 8], "West": [*DOWN, *[90.0] * 28]}
    ),
    "counts are not ranked": ranked({"Alder": 80.0, "Birch": 70.0}, unit=OFFENCES),
    "the definition forbids": ranked({"Alder": 80.0, "Birch": 70.0}, not_comparable="It differs."),
    "one area is no ranking": ranked({"Alder": 80.0}),
    "one area with a value is none either": ranked({"Alder": 80.0, "Birch": "c"}),
    "counts are not set against their sum": above({"West": 9.0, "Alder": 12.0}, unit=OFFENCES),
    "a hidden whole": above({"West": "c", "Alder": 12.0}),
    "no whole": above({"Alder": 12.0, "Birch": 9.0}),
    "level as printed": above({"West": 10.0, "Alder": 10.04}),
    "one area that grew": grown({"Alder": [200.0, 300.0], "Birch": ["c", 300.0]}),
    "nothing moved": grown({"Alder": [200.0, 200.0], "Birch": [300.0, 300.0]}),
    "areas that do not add up": halved({"West": 1000.0, "Alder": 600.0, "Birch": 300.0}),
    "a hidden area": halved({"West": 1000.0, "Alder": 600.0, "Birch": "c"}),
    "half of few": halved({"West": 9.0, "Alder": 5.0, "Birch": 4.0}),
    "half by the toss of a coin": halved(
        {"West": 300.0, "Alder": 100.0, "Birch": 100.0, "Cedar": 100.0}
    ),
    "half of a rate": halved({"West": 300.0, "Alder": 200.0, "Birch": 100.0}, unit=RATE),
    "a share of what is hidden": shared({"West": "c", "Alder": 360.0}),
    "a hidden share": shared({"West": 1000.0, "Alder": "c"}),
    "a share of few": shared({"West": 50.0, "Alder": 20.0}),
    "a part larger than its whole": shared({"West": 500.0, "Alder": 600.0}),
    "a whole that did not step": charted("steps", {"West": CALM, "Alder": DOWN, "Birch": DOWN}),
    "nobody steps with it": charted("steps", {"West": DOWN, "Alder": CALM, "Birch": UP}),
    "years apart": charted(
        "steps",
        {"West": [*DOWN, *[90.0] * 8], "Alder": [*CALM, *[90.0] * 8], "Birch": [*CALM, *CALM[:8]]},
    ),
    "one area beside the whole": charted("steps", {"West": DOWN, "Alder": DOWN}),
    "one area charted": charted("scan", {"West": CALM, "Alder": CALM}),
}


@pytest.mark.parametrize("fact", SILENT.values(), ids=SILENT.keys())
def test_nothing_is_said_of(fact: Callable[[], Told]) -> None:
    assert fact()[1] is None


def test_every_number_opens_to_what_it_was_worked_out_of() -> None:
    tell, found = grown({"Alder": [200.0, 220.0], "Birch": [400.0, 440.0]})()
    assert isinstance(found, AreaGrowth)
    (figure,) = (run.figure for run in sentence(tell, found) if isinstance(run, FigureRun))
    assert figure.provenance.inputs == (
        (f"Alder, {BASE}", 200.0),
        (f"Alder, {YEAR}", 220.0),
        (f"Birch, {BASE}", 400.0),
        (f"Birch, {YEAR}", 440.0),
    )
    assert figure.provenance.method.endswith("Printed without its sign.")


def test_a_change_across_a_break_says_so() -> None:
    tell, found = grown({"Alder": [200.0, (220.0, "b")], "Birch": [400.0, 400.0]})()
    assert found is not None
    assert "by 10.0% [b]" in plain(sentence(tell, found))
    assert isinstance(found, AreaGrowth)
    assert Mark.BREAK in found.levels[0].marks


def test_months_are_called_months() -> None:
    held = {
        CODES[name]: {
            str(month(2010 + n // 12, n % 12 + 1)): value for n, value in enumerate(values)
        }
        for name, values in {"Alder": CALM, "Birch": SPIKES}.items()
    }
    published = evidence(held, identity="burglary")
    charts = {c: chart for c in held if (chart := chart_of(published, area=c)) is not None}
    found = area_scan(charts, area=HOME)
    assert found is not None
    assert "for the last two months, at 155 in August 2011" in plain(
        sentence(teller(published), found)
    )


VALUES = st.one_of(
    st.floats(0, 1e5), st.integers(0, 2000).map(float), st.sampled_from(["c", "x"]),
    st.tuples(st.integers(0, 300).map(float), st.sampled_from("pub")),
)  # fmt: skip
ROWS = st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=13)


def said_clean(tell: Teller, found: Finding) -> None:
    said = plain(sentence(tell, found))
    assert not re.search(r"\N{MINUS SIGN}|-\d|\bN\d\d\b|  |\(\)|nan", said), said
    assert said.count("(") == said.count(")"), said
    assert said.count("[") == said.count("]"), said
    assert not re.search(r"(^|\. )\d", said), said
    assert said.endswith("."), said


@given(ROWS, st.sampled_from([OFFENCES, RATE, PERCENT, DAYS]), st.booleans())
def test_whatever_is_said_is_clean_and_true(
    rows: list[tuple[Value, Value]], unit: Unit, lowest_first: bool
) -> None:
    named = dict(zip(NAMES, map(list, rows), strict=False))
    now = {name: pair[-1] for name, pair in named.items()}
    facts = [
        ranked(now, unit=unit, lowest_first=lowest_first),
        above(now, unit=unit),
        grown(named, unit=unit),
        halved(now, unit=unit),
        shared(now, unit=unit) if "Alder" in now else ranked(now, unit=unit),
    ]
    for fact in facts:
        tell, found = fact()
        if found is None:
            continue
        said_clean(tell, found)
        if isinstance(found, AreaRanking):
            numbers = {
                CODES[n]: v[0] if isinstance(v, tuple) else v
                for n, v in now.items()
                if not isinstance(v, str)
            }
            best = (min if lowest_first else max)(v for v in numbers.values() if v is not None)
            assert best in [numbers[code] for code in found.levels[0].areas]
            assert set(found.without) == set(map(CODES.__getitem__, now)) - set(numbers)


@given(
    st.lists(
        st.lists(st.integers(-2, 40).map(float), min_size=24, max_size=24), min_size=1, max_size=7
    ),
    st.sampled_from([OFFENCES, RATE, PERCENT, DAYS]),
)
def test_of_whatever_charts_the_words_are_clean_and_everybody_counted(
    rows: list[list[float]], unit: Unit
) -> None:
    # The second half doubled, so that steps are common.
    named = {
        name: [*row[:12], *[2 * value for value in row[12:]]]
        for name, row in zip(NAMES, rows, strict=False)
    }
    for kind in ("steps", "scan"):
        tell, found = charted(kind, named, unit=unit)()
        if found is None:
            continue
        said_clean(tell, found)
        if isinstance(found, AreaScan):
            seen = [*found.stable, *found.unsettled, *(s.finding.area for s in found.standouts)]
            assert sorted(seen) == [CODES[name] for name in named if name != "West"]
