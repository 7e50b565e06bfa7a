"""Sentences claim no more than is known: of gaps, hidden values, ties and trifles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from copperplate.disclosure import Publishable
from copperplate.findings.change import change_since
from copperplate.findings.charted import Charted, chart_of
from copperplate.findings.finding import Finding
from copperplate.findings.of_aim import Watched, in_years
from copperplate.findings.peers import against_group
from copperplate.findings.peers_over_time import gap_trend
from copperplate.findings.process import (
    Moving,
    ProcessFinding,
    Returned,
    Running,
    Shifted,
    Stable,
    Stepped,
)
from copperplate.findings.reading import process_findings
from copperplate.findings.records import placed, record, year_rank
from copperplate.findings.together import changed_but_stable
from copperplate.narrative.runs import FigureRun, plain
from copperplate.narrative.sentences import Teller, sentence
from copperplate.periods import parse_period
from copperplate.series import Unit
from copperplate.series.evidence import Evidence
from copperplate.series.units import OFFENCES, PERCENT, UnitKind
from copperplate.spc import Decision
from tests.builders import book, evidence
from tests.spec.patterns.case import QUARTERS, verdicts

Value = float | str | tuple[float, str] | None
WOBBLE: list[Value] = [98.0, 102.0]
RATE = Unit(kind=UnitKind.RATE, noun="offences", singular="offence", per=1000, base="residents")


def by_quarter(values: Sequence[Value], unit: Unit = OFFENCES) -> Publishable[Evidence]:
    """Return quarters from January to March 2010 on; None is a quarter nobody holds."""
    row = {str(p): v for p, v in zip(QUARTERS, values, strict=False) if v is not None}
    return evidence({"A": row}, identity="burglary", unit=unit)


def drawn(published: Publishable[Evidence]) -> Charted:
    charted = chart_of(published, area="A")
    assert charted is not None
    return charted


def said(published: Publishable[Evidence], found: Finding | None) -> str | None:
    teller = Teller(book(published), {"burglary": published})
    return None if found is None else plain(sentence(teller, found))


RECORDS = [
    # what is hidden may be lower still: no record is claimed across it
    ([*WOBBLE * 5, "c", *WOBBLE * 4, 97.0], "the lowest since at least October to December 2012"),
    ([*WOBBLE * 5, -3.0, *WOBBLE * 4, 97.0], "the lowest since at least October to December 2012"),
    ([*WOBBLE * 5, None, *WOBBLE * 4, 97.0], "the lowest since at least October to December 2012"),
    ([*WOBBLE * 5, "c", *WOBBLE * 3, 97.0], None),
    (["c", *WOBBLE * 8, 97.0], "the lowest since at least April to June 2010"),
    ([90.0, "c", *WOBBLE * 8, 97.0], "the lowest since at least July to September 2010"),
    ([*WOBBLE, 96.0, *WOBBLE * 4, 97.0], "the lowest since July to September 2010"),
    # what comes before a break does not compare
    ([*WOBBLE * 3, (100.0, "b"), *WOBBLE * 5, 97.0], "the lowest since at least July to September"),
    # what was not yet held is no part of the series
    (["x", *WOBBLE * 8, 97.0], "the lowest of the series, which begins in April to June 2010"),
    # a value that no chart has judged is not within limits
    (
        [*WOBBLE * 8, (15.0, "p")],
        "the lowest of the series, which begins in January to March 2010.",
    ),
]


@pytest.mark.parametrize(("values", "ending"), RECORDS)
def test_a_record_is_claimed_only_over_what_is_known(
    values: Sequence[Value], ending: str | None
) -> None:
    published = by_quarter(values)
    told = said(published, record(published, area="A", charted=drawn(published)))
    assert told is None if ending is None else ending in (told or "")


PLACES = [
    ([90.0, *WOBBLE * 10, 95.0], True),
    (["x", 90.0, *WOBBLE * 10, 95.0], True),
    (["c", 90.0, *WOBBLE * 10, 95.0], False),
    ([90.0, *WOBBLE * 5, "c", *WOBBLE * 5, 95.0], False),
    ([90.0, *WOBBLE * 5, -2.0, *WOBBLE * 5, 95.0], False),
    ([90.0, *WOBBLE * 5, None, *WOBBLE * 5, 95.0], False),
    ([90.0, *WOBBLE * 5, (98.0, "b"), *WOBBLE * 5, 95.0], False),
]


@pytest.mark.parametrize(("values", "is_placed"), PLACES)
def test_a_place_is_claimed_only_where_every_value_is_known(
    values: Sequence[Value], is_placed: bool
) -> None:
    assert (placed(by_quarter(values), area="A") is not None) is is_placed


YEARS: list[tuple[list[Value], str | None]] = [
    ([7.0] * 6, None),
    ([1.0, (8.0, "b"), 7.0, 6.0, 9.0, 5.0], "is the lowest of the five years ending June since"),
    ([1.0, 8.0, (7.0, "b"), 6.0, 9.0, 5.0], None),
    ([9.0, 9.0, 9.0, 5.0, 6.0, 9.0], "is the highest, level with three others, of the six years"),
    ([8.0, 7.0, 9.0, 5.0, 6.0, 9.0], "is the highest, level with another, of the six years"),
]


@pytest.mark.parametrize(("values", "words"), YEARS)
def test_a_year_is_level_with_as_many_as_it_is(values: list[Value], words: str | None) -> None:
    row = {f"year ending June {2010 + n}": value for n, value in enumerate(values)}
    published = evidence({"A": row}, identity="burglary")
    newest = parse_period(f"year ending June {2009 + len(values)}")
    told = said(published, year_rank(published, area="A", period=newest))
    assert told is None if words is None else words in (told or "")


def chart_says(
    published: Publishable[Evidence], kind: type[ProcessFinding], **given: object
) -> str:
    """Return what a chart says of a kind; nothing where it does not speak of it."""
    charted = chart_of(published, area="A", **given)  # type: ignore[arg-type]  # a test's own
    assert charted is not None
    found = next((one for one in process_findings(charted) if isinstance(one, kind)), None)
    return said(published, found) or ""


RISING: list[Value] = [97.0, 98.0, 99.0, 100.0, 101.0, 102.0, 103.0]
LOW: list[Value] = [980.0, 1020.0] * 7
HIGH: list[Value] = [1300.0, 1290.0, 1310.0, 1300.0, 1300.0, 1000.0] * 3
REFUSED = verdicts({QUARTERS[12]: Decision.REFUSED})
CHARTS: list[tuple[list[Value], type[ProcessFinding], str]] = [
    # values, what is asked, what is said
    # what changed with a break has not stepped, and what came before it is not compared
    ([*WOBBLE * 6, (130.0, "b"), *[131.0, 129.0] * 5], Stepped, ""),
    ([*WOBBLE * 6, *[110.0] * 8, (130.0, "b"), *[131.0, 129.0] * 5], Stepped, ""),
    ([*RISING[:4], (150.0, "b"), 151.0, 152.0], Moving, ""),
    # nor is that another level; within what can be compared, one is told from there on
    ([*LOW, (1300.0, "b"), *HIGH], Shifted, ""),
    ([500.0, (980.0, "b"), *LOW[1:], *HIGH], Shifted, "1,250 a quarter, 25.0% above the 1,000"),
    ([*HIGH, (980.0, "b"), *LOW[1:], *HIGH], Shifted, "1,250 a quarter, 25.0% above the 1,000"),
    ([*LOW[:4], None, "x", *LOW[4:], *HIGH], Shifted, "1,250 a quarter, 25.0% above the 1,000"),
    ([*LOW, *[(value, "p") for value in HIGH]], Shifted, ""),
    (
        [*WOBBLE * 6, (130.0, "b"), *[131.0, 129.0] * 6],
        Stable,
        "since January to March 2013, for over three years",
    ),
    (["c", "c", *WOBBLE * 6], Stable, "since July to September 2010, for three years, at"),
    ([*WOBBLE * 4, "c", *WOBBLE * 4], Stable, "over the 16 quarters with a figure, at"),
    ([*WOBBLE * 4, None, *WOBBLE * 4], Stable, "over the 16 quarters with a figure, at"),
    ([*WOBBLE * 8, *RISING], Stable, ""),
    ([*WOBBLE * 8, *RISING], Moving, "has risen in each of the last six quarters"),
    ([*WOBBLE * 8, *RISING[:3], None, *RISING[3:]], Moving, ""),
    (
        [*WOBBLE * 6, 110.0, 110.0, "x", *[110.0] * 6],
        Stepped,
        "in January to March 2015, the eighth quarter with a figure running above",
    ),
    ([*WOBBLE * 6, 110.0, "c", *[110.0] * 4], Running, "the last six quarters with a figure"),
    ([*WOBBLE * 6, *[110.0] * 4, "x"], Running, "for the five quarters to October to December"),
    ([*WOBBLE * 6, *[110.0] * 4, (90.0, "p")], Running, "for the five quarters to October to"),
    ([10.0, 9.0] * 6 + [9.0] * 5 + [10.0], Returned, "stood at 10, above its average of 9 "),
    ([10.0, 9.0, 10.0] * 8 + [9.0] * 4 + [10.0], Returned, "10, above its average of 9.6 after"),
]


@pytest.mark.parametrize(("values", "kind", "words"), CHARTS)
def test_a_chart_speaks_of_what_it_has_seen(
    values: list[Value], kind: type[ProcessFinding], words: str
) -> None:
    told = chart_says(by_quarter(values), kind)
    assert words in told
    assert bool(words) is bool(told)


def test_a_run_whose_step_was_refused_says_so() -> None:
    told = chart_says(by_quarter([*WOBBLE * 6, *[110.0] * 9]), Running, verdicts=REFUSED)
    assert told.endswith("quarters; the step change it would make was refused.")


SMALL: list[tuple[list[Value], Unit, type[ProcessFinding], str]] = [
    (
        [*[10.0, 10.0, 10.0, 11.0, 11.0] * 8, *[10.0] * 8],
        OFFENCES,
        Stepped,
        "possible step change down that began in January to March 2020, by less than averages are rounded to.",
    ),
    (
        [*[0.5, 0.5, 0.51] * 4, *[0.52] * 8],
        PERCENT,
        Stepped,
        "possible step change up that began in January to March 2013, by less than averages are rounded to.",
    ),
    (
        [9.84, 9.80] * 10 + [9.81] * 4 + [9.83],
        PERCENT,
        Returned,
        "at 9.8%, above its average after five quarters below.",
    ),
]


@pytest.mark.parametrize(("values", "unit", "kind", "words"), SMALL)
def test_two_numbers_said_to_differ_differ_in_print(
    values: list[Value], unit: Unit, kind: type[ProcessFinding], words: str
) -> None:
    assert words in chart_says(by_quarter(values, unit), kind)


YEARS_ENDING = [f"year ending June {2010 + n}" for n in range(10)]
CHANGES: list[tuple[list[Value], Unit, str]] = [
    # ten years, the base is the fourth
    ([0.50] * 9 + [0.52], PERCENT, "stood at 0.5% in {now}, about the same as the 0.5% of {then}."),
    ([0.0] * 9 + [0.04], PERCENT, "stood at 0.0% in {now}, about the same as the 0.0% of {then}."),
    ([0.05] * 9 + [0.14], PERCENT, "stood at 0.1% in {now}, about the same as the 0.1% of {then}."),
    ([0.01] * 9 + [0.02], RATE, "stood at 0.0 in {now}, about the same as the 0.0 of {then}."),
    (
        [300.0] * 7 + [(310.0, "b"), 305.0, 300.0],
        OFFENCES,
        "stood at 300 in {now}, the same as in {then}, with a break in the series between the two.",
    ),
    ([4.0] * 9 + [5.0], OFFENCES, "stood at 5 in {now}, 1 more than the 4 of {then}."),
]


@pytest.mark.parametrize(("values", "unit", "words"), CHANGES)
def test_no_change_is_printed_as_nothing(values: list[Value], unit: Unit, words: str) -> None:
    published = evidence(
        {"A": dict(zip(YEARS_ENDING, values, strict=True))}, identity="burglary", unit=unit
    )
    now, then = parse_period(YEARS_ENDING[9]), parse_period(YEARS_ENDING[3])
    told = said(published, change_since(published, area="A", period=now, base=then))
    assert told == "Burglary " + words.format(now=f"the {now}", then=f"the {then}")


@pytest.mark.parametrize("base", [YEARS_ENDING[8], YEARS_ENDING[9]])
def test_nothing_has_changed_since_a_base_that_is_not_earlier(base: str) -> None:
    row: dict[str, Value] = {year: 300.0 + n for n, year in enumerate(YEARS_ENDING)}
    published = evidence({"A": row}, identity="burglary")
    period = parse_period(YEARS_ENDING[8])
    assert change_since(published, area="A", period=period, base=parse_period(base)) is None
    figure = book(published).figure("burglary.change", period=period, base=parse_period(base))
    assert figure.text == "[x]"
    assert figure.provenance.method == "The base period is not an earlier one."


def stable_beside(**other: str) -> Finding | None:
    """Return the change of burglary joined with a stable process, perhaps another's."""
    row: dict[str, Value] = {year: 300.0 + 20 * n for n, year in enumerate(YEARS_ENDING)}
    years = evidence({"A": row}, identity="burglary")
    period, base = parse_period(YEARS_ENDING[9]), parse_period(YEARS_ENDING[3])
    change = change_since(years, area="A", period=period, base=base)
    quarters = drawn(by_quarter([*WOBBLE * 19]))
    (calm,) = [one for one in process_findings(quarters) if isinstance(one, Stable)]
    return changed_but_stable(change, replace(calm, **other))


def test_a_change_is_calmed_only_by_its_own_process_up_to_its_own_day() -> None:
    assert stable_beside() is not None
    assert stable_beside(measure="robbery") is None
    assert stable_beside(area="B") is None
    assert stable_beside(now=QUARTERS[30]) is None  # type: ignore[arg-type]  # a period


PARTS = [
    # parts then and now; what is said of their growth, and of the share that moved most
    ({"a": (200.0, 200.0), "b": (300.0, 300.0)}, None, "as in"),
    (
        {"a": (200.0, 100.0), "b": (300.0, 200.0), "c": (150.0, 150.0)},
        "Of two parts of all crime that changed between {between}, none rose.",
        "10.3 percentage points more",
    ),
    (
        {"a": (500.0, 800.0), "b": (100.0, 100.0)},
        "One part of all crime changed between {between}, and it rose: a (by 60.0%).",
        "percentage points less",
    ),
    (
        {"a": (500.0, 400.0), "b": (100.0, 100.0)},
        "One part of all crime changed between {between}, and it fell.",
        "percentage points",
    ),
    (
        {"a": (200000.0, 200001.0), "b": (300000.0, 300100.0), "c": (150.0, 100.0)},
        "Of three parts of all crime that changed between {between}, two rose.",
        "as in",
    ),
    (
        {"a": (200249.0, 200252.0), "b": (299751.0, 299748.0)},
        "Of two parts of all crime that changed between {between}, one rose.",
        "about the same as the",
    ),
]


@pytest.mark.parametrize(("parts", "grew", "moved"), PARTS)
def test_parts_that_hardly_moved(
    parts: dict[str, tuple[float, float]], grew: str | None, moved: str
) -> None:
    then, now = YEARS_ENDING[3], YEARS_ENDING[9]
    shelf = {
        name: evidence({"A": {then: old, now: new}}, identity=name)
        for name, (old, new) in parts.items()
    }
    sums: dict[str, Value] = {
        then: sum(old for old, _ in parts.values()),
        now: sum(new for _, new in parts.values()),
    }
    shelf["all_crime"] = evidence({"A": sums}, identity="all_crime")
    watched = Watched(
        area="A",
        leading=shelf["all_crime"],
        period=parse_period(now),
        base=parse_period(then),
        parts={name: shelf[name] for name in parts},
        whole=shelf["all_crime"],
    )
    teller = Teller(book(*shelf.values(), base=then), shelf)
    told = {one.kind: plain(sentence(teller, one)) for one in in_years(watched)}
    words = None if grew is None else grew.format(between=f"the {then} and the {now}")
    assert told.get("growth") == words
    assert moved in told["share-moved"]


def test_the_averages_of_a_step_open_to_the_periods_they_are_of() -> None:
    published = by_quarter(["x", *WOBBLE * 6, *[110.0] * 10])
    (found,) = [one for one in process_findings(drawn(published)) if isinstance(one, Stepped)]
    runs = sentence(Teller(book(published), {"burglary": published}), found)
    told = {
        run.figure.name.partition(".")[2]: [str(p) for p in run.figure.provenance.periods]
        for run in runs
        if isinstance(run, FigureRun)
    }
    before, since = [str(QUARTERS[1]), str(QUARTERS[12])], [str(QUARTERS[13]), str(QUARTERS[22])]
    assert told == {
        "old_process_average": before,
        "process_average": since,
        "process_change_size_percent": before + since,
    }


def test_a_gap_too_small_to_print_has_the_side_that_its_numbers_have() -> None:
    then, now = YEARS_ENDING[3], YEARS_ENDING[9]
    published = evidence(
        {"A": {then: 88.0, now: 90.04}, "B": {then: 92.0, now: 90.08}},
        identity="burglary",
        unit=RATE,
    )
    known = book(published, base=then, members="AB")
    here, before = (
        against_group(published, area="A", members="AB", period=parse_period(when))
        for when in (now, then)
    )
    found = gap_trend(published, here, before)
    assert here is not None
    assert found is not None
    told = [plain(sentence(Teller(known, {"burglary": published}), one)) for one in (here, found)]
    assert "stood at 90.0" in told[0]
    assert "just below the group average of 90.1" in told[0]
    assert "burglary was just below the average of the group of forces; in" in told[1]
    assert told[1].endswith("it was 2.0 below, so the gap has narrowed.")
