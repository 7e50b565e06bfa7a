"""Wording defects seen in published papers, and that our words cannot have them.

Random measures with hidden and missing values go the whole way from evidence to sentence;
the rules hold of every sentence that comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copperplate.disclosure import Publishable
from copperplate.findings.availability import awaits
from copperplate.findings.change import ChangeSince
from copperplate.findings.charted import chart_of
from copperplate.findings.composition import Growth
from copperplate.findings.finding import Finding
from copperplate.findings.of_aim import Watched, in_time, in_years
from copperplate.findings.peers import AgainstGroup
from copperplate.findings.process import Running, Shifted, Stepped, Turn
from copperplate.narrative.runs import FigureRun, Runs, plain
from copperplate.narrative.sentences import Teller, sentence
from copperplate.narrative.wording import article
from copperplate.periods import parse_period, quarter
from copperplate.plan import Aim, Awaited, Milestone, MilestoneKind
from copperplate.series import Unit
from copperplate.series.evidence import Evidence
from copperplate.series.units import OFFENCES, PERCENT, UnitKind
from tests.builders import book, evidence

YEARS = [f"year ending June {year}" for year in range(2013, 2020)]
QUARTERS = [str(quarter(2013 + n // 4, 3 * (n % 4) + 3)) for n in range(28)]
MEMBERS = ("A", "B", "C")
RATE = Unit(kind=UnitKind.RATE, noun="offences", singular="offence", per=1000, base="residents")
ABSENT = st.sampled_from(["c", "x"])
Row = dict[str, float | str | tuple[float, str] | None]


def row(periods: list[str], *, most: int, whole: bool, holes: bool) -> st.SearchStrategy[Row]:
    """Return values of periods, some hidden or missing where `holes`."""
    number = st.integers(0, most).map(float) if whole else st.floats(0, most, allow_nan=False)
    value = st.one_of(number, number, number, ABSENT) if holes else number
    return st.lists(value, min_size=len(periods), max_size=len(periods)).map(
        lambda values: dict(zip(periods, values, strict=True))
    )


@st.composite
def stepping(draw: st.DrawFn, most: int) -> Row:
    """Return quarters that wobble around one level, then around another, then move on."""
    step, end = draw(st.integers(8, 16)), draw(st.integers(17, 28))
    before, after = draw(st.integers(0, most // 2)), draw(st.integers(0, most // 2))
    wobble = draw(st.lists(st.integers(0, max(1, most // 20)), min_size=28, max_size=28))
    drift = draw(st.integers(0, most // 40))
    return {
        name: float((before if n < step else after) + wobble[n] + drift * max(0, n - end))
        for n, name in enumerate(QUARTERS)
    }


@st.composite
def papers(draw: st.DrawFn) -> list[tuple[Teller, Finding]]:
    """Return everything found about a random aim, with whoever words it."""
    unit = draw(st.sampled_from([OFFENCES, RATE, PERCENT]))
    most = draw(st.sampled_from([5, 100, 300, 200_000])) if unit is not PERCENT else 100
    whole = unit is OFFENCES
    better = draw(st.sampled_from(["lower", "higher", "neither"]))
    leading = evidence(
        {code: draw(row(YEARS, most=most, whole=whole, holes=True)) for code in MEMBERS},
        unit=unit,
        identity="robbery",
        better=better,
    )
    quarters = evidence(
        {"A": draw(st.one_of(row(QUARTERS, most=most, whole=whole, holes=True), stepping(most)))},
        unit=unit,
        identity="robbery",
        better=better,
    )
    names = ("violence", "theft", "burglary", "drugs", "arson", "weapons")
    two = [YEARS[0], YEARS[-1]]
    counts = {name: draw(row(two, most=most, whole=True, holes=False)) for name in names}
    parts = {name: evidence({"A": seen}, identity=name) for name, seen in counts.items()}
    sums: Row = {year: sum(float(seen[year]) for seen in counts.values()) for year in two}  # type: ignore[arg-type]  # no holes
    whole_of = evidence({"A": sums}, identity="recorded_crime")
    known = book(leading, base=YEARS[0], members=MEMBERS)
    watched = Watched(
        area="A",
        leading=leading,
        period=parse_period(YEARS[-1]),
        base=parse_period(YEARS[0]),
        compared=leading,
        members=MEMBERS,
        by_period=quarters,
        charted=chart_of(quarters, area="A"),
        parts=parts,
        whole=whole_of,
    )
    shelf: dict[str, Publishable[Evidence]] = {**parts, "recorded_crime": whole_of}
    years = Teller(known, {**shelf, "robbery": leading})
    by_quarter = Teller(known, {"robbery": quarters})
    return [
        *((years, one) for one in in_years(watched)),
        *((by_quarter, one) for one in in_time(watched)),
    ]


def said(paper: list[tuple[Teller, Finding]]) -> Iterator[tuple[Finding, Runs, str]]:
    for teller, found in paper:
        runs = sentence(teller, found)
        yield found, runs, plain(runs)


def rule(check):  # type: ignore[no-untyped-def]  # a decorator of one file
    """Hold a check against every sentence of random papers."""

    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(papers())
    def held(paper: list[tuple[Teller, Finding]]) -> None:
        for found, runs, words in said(paper):
            check(found, runs, words)

    held.__name__ = check.__name__
    return held


@rule
def test_a_sign_or_a_word_never_both(found: Finding, runs: Runs, words: str) -> None:
    assert "\N{MINUS SIGN}" not in words
    assert not re.search(r"[-+]\d", words)


@rule
def test_nothing_hidden_or_missing_is_spoken_of(found: Finding, runs: Runs, words: str) -> None:
    assert all(run.figure.value is not None for run in runs if isinstance(run, FigureRun))
    assert "[c]" not in words
    assert "[x]" not in words


@rule
def test_a_difference_of_percentages_is_in_points(found: Finding, runs: Runs, words: str) -> None:
    for position, run in enumerate(runs):
        if isinstance(run, FigureRun) and run.figure.unit.kind is UnitKind.POINTS:
            after = plain(runs[position + 1 :])
            assert after.startswith((" percentage points", " ("))
            assert not run.figure.text.endswith("%")


@rule
def test_brackets_close_and_sentences_end(found: Finding, runs: Runs, words: str) -> None:
    assert words.count("(") == words.count(")")
    assert words.endswith(".")
    assert not words[0].isdigit()
    assert "  " not in words


@rule
def test_thousands_are_separated(found: Finding, runs: Runs, words: str) -> None:
    without_years = re.sub(r"\b20\d\d\b", "", words)
    assert not re.search(r"\d{4}", without_years)


@rule
def test_areas_are_called_by_name(found: Finding, runs: Runs, words: str) -> None:
    assert not re.search(r"\b[ABC]\b(?! separate test)", words.removeprefix("A "))


@rule
def test_one_figure_is_printed_to_one_precision(found: Finding, runs: Runs, words: str) -> None:
    for run in runs:
        if not isinstance(run, FigureRun):
            continue
        apart = ("standing_average", "level_average")
        if not any(kind in run.figure.name for kind in apart):
            assert run.figure.places == run.figure.unit.places


@rule
def test_a_count_named_and_its_list_agree(found: Finding, runs: Runs, words: str) -> None:
    if isinstance(found, Growth):
        ranked = [part for part in found.parts if (part.proportion or 0) > 0]
        assert len(ranked) <= found.rose
        assert words.count("(by ") == min(3, len(ranked))


@rule
def test_no_sentence_contradicts_its_figures(found: Finding, runs: Runs, words: str) -> None:
    match found:
        case ChangeSince(difference=moved):
            assert not ("higher" in words or " more" in words) or moved > 0
            assert not ("lower" in words or " fewer" in words) or moved < 0
        case AgainstGroup(gap=gap):
            assert " above the group average" not in words or gap > 0
            assert " below the group average" not in words or gap < 0
        case Stepped(new=new, old=old):
            assert " above the " not in words.split(". ")[0] or new > old
            assert " below the " not in words.split(". ")[0] or new < old
            assert "possible" in words
        case Shifted(new=new, old=old):
            assert ("higher" in words) is (new > old)
            assert " above the " not in words or new > old
            assert " below the " not in words or new < old
        case Running(turn=turn):
            assert (" above its average" in words) is (turn is Turn.UP)


def test_an_article_goes_by_the_sound_of_its_number() -> None:
    """An 8, 11, 18 and 80 to 89; a 1, 23 and 100."""
    vowels = {number for number in range(1, 1000) if article(str(number)) == "an"}
    assert vowels == {8, 11, 18, *range(80, 90), *range(800, 900)}


DATES = [
    (date(2019, 11, 18), "were due on 18 November 2019"),
    (date(2019, 11, 19), "were due on 19 November 2019"),
    (date(2019, 11, 20), "are due on 20 November 2019"),
]


@pytest.mark.parametrize(("due", "tense"), DATES)
def test_the_tense_follows_the_day_of_the_paper(due: date, tense: str) -> None:
    aim = Aim(
        id="H5",
        title="Fewer young people",
        measured_by="First-time entrants",
        source="Ministry of Justice",
        frequency="each year",
        milestone=Milestone(kind=MilestoneKind.DIRECTION, text="fewer"),
        awaited=Awaited(why="Not loaded.", due=due),
    )
    found = awaits(aim, area="A", on=date(2019, 11, 19))
    assert found is not None
    assert tense in plain(sentence(Teller(book(), {}), found))
