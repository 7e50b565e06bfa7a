"""A finding to a sentence: facts in, words out."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copperplate.disclosure import Publishable
from copperplate.findings.charted import chart_of
from copperplate.findings.composition import composition, growth
from copperplate.findings.process import (
    Breached,
    Running,
    Shifted,
    Stable,
    Stepped,
    Turn,
    Unimproved,
)
from copperplate.findings.reading import process_findings
from copperplate.findings.records import record
from copperplate.findings.select import strongest_first
from copperplate.narrative.runs import plain
from copperplate.narrative.sentences import Teller, sentence
from copperplate.narrative.sentences.certainty import certainty
from copperplate.narrative.wording import article, listed, places_that_keep_apart, span
from copperplate.periods import Period, PeriodKind, parse_period, quarter
from copperplate.series.evidence import Evidence
from copperplate.spc import Decision
from tests.builders import book, evidence
from tests.spec.patterns.case import verdicts

QUARTERS = [quarter(2010 + n // 4, 3 * (n % 4) + 3) for n in range(60)]


def quarterly(values: list[float | str]) -> Publishable[Evidence]:
    return evidence(
        {"A": {str(p): v for p, v in zip(QUARTERS, values, strict=False)}}, identity="burglary"
    )


def told(
    values: list[float | str], kind: type, decisions: dict[Period, Decision] | None = None
) -> list[str]:
    published = quarterly(values)
    charted = chart_of(published, area="A", verdicts=verdicts(decisions))
    assert charted is not None
    teller = Teller(book(published), {published.shown.about.id: published})
    return [plain(sentence(teller, f)) for f in process_findings(charted) if isinstance(f, kind)]


WOBBLE = [98.0, 102.0]

PROCESS = [
    (
        WOBBLE * 7, Stable,
        "Burglary has been stable since January to March 2010, for over three years, at an average of 100 a quarter.",
    ),
    (
        WOBBLE * 6 + [110.0] * 8, Stepped,
        "Burglary shows a possible step change up that began in January to March 2013: an average of 110 a quarter, 10.0% above the 100 before. The step was seen in October to December 2014, the eighth quarter running above the average. A separate test of the counts supports it weakly.",
    ),
    (
        WOBBLE * 6 + [101.0] * 5, Running,
        "Burglary has been above its average for the last six quarters.",
    ),
    (
        WOBBLE * 6 + [99.0] * 7, Running,
        "Burglary has been below its average for the last seven quarters; another quarter below 99.6 would make a step change.",
    ),
    (
        WOBBLE * 7 + [150.0], Breached,
        "In July to September 2013 burglary stood at 150, on or beyond 122, the upper limit of routine variation.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("values", "kind", "sentence"), PROCESS)
def test_what_a_chart_says(values: list[float | str], kind: type, sentence: str) -> None:
    assert told(values, kind) == [sentence]


def test_a_step_whose_new_average_has_drifted_past_the_old_one_says_both() -> None:
    """Robbery in the West Midlands: down from 2014, and rising ever since."""
    drift = [100.0 + 6 * n for n in range(10)]
    (said,) = told(WOBBLE * 6 + [95.0] * 8 + drift, Stepped)
    assert said == (
        "Burglary shows a possible step change down that began in January to March 2013, from an average "
        "of 100 a quarter; all quarters since then average 113. A separate test of the counts does "
        "not support it."
    )
    # What the test does see is the rise.
    (said,) = told(WOBBLE * 6 + [95.0] * 8 + drift, Shifted)
    assert said == (
        "A separate test of the counts finds strong evidence that burglary has been at a higher level "
        "since about October to December 2015: an average of 136 a quarter instead of 99. No run of "
        "eight quarters has made it a step change."
    )


def test_what_is_new_is_told_before_what_has_lasted() -> None:
    published = quarterly(WOBBLE * 6 + [95.0] * 8 + [96.0, 94.0] * 5 + [150.0])
    charted = chart_of(published, area="A")
    assert charted is not None
    ranked = strongest_first(process_findings(charted))
    assert [type(found) for found in ranked] == [Breached, Stepped]


@pytest.mark.parametrize(
    ("months_since", "order"),
    [
        (4, [Stepped, Stable, Unimproved]),  # news
        (12, [Stepped, Stable, Unimproved]),  # where things stand
        (13, [Stable, Stepped, Unimproved]),  # history
    ],
)
def test_a_step_says_where_things_stand_until_a_year_has_gone(
    months_since: int, order: list[type]
) -> None:
    """Down, and up again: the older step, though it was the better one, never comes first."""
    values = [v + by for by in (0, -20, 0) for v in WOBBLE * 6][:24] + [99.0, 101.0] * 4
    values += [99.0, 101.0] * months_since
    months = [parse_period(f"{2010 + n // 12}-{n % 12 + 1:02d}") for n in range(32 + months_since)]
    published = evidence(
        {"A": {str(p): v for p, v in zip(months, values, strict=False)}}, identity="burglary"
    )
    charted = chart_of(published, area="A")
    assert charted is not None
    assert [type(found) for found in strongest_first(process_findings(charted))] == order


def test_a_confirmed_step_is_no_longer_possible_and_a_refused_one_is_not_told() -> None:
    values = WOBBLE * 6 + [110.0] * 8
    began = QUARTERS[12]
    (confirmed,) = told(values, Stepped, {began: Decision.CONFIRMED})
    assert confirmed.startswith(
        "Burglary shows a step change up that began in January to March 2013"
    )
    assert told(values, Stepped, {began: Decision.REFUSED}) == []


def test_a_series_of_years_that_overlap_has_no_chart() -> None:
    published = evidence({"A": {f"year ending June {y}": 100.0 for y in range(2000, 2019)}})
    assert chart_of(published, area="A") is None


def test_a_count_below_zero_is_left_out_of_the_chart() -> None:
    charted = chart_of(quarterly([*WOBBLE * 6, -3.0, 100.0]), area="A")
    assert charted is not None
    assert charted.chart.values[12] != charted.chart.values[12]  # NaN


RECORDS = [
    ([*range(100, 110)], "the highest of the series, which begins in January to March 2010."),
    ([90.0, *range(110, 100, -1)], "the lowest since January to March 2010."),
    ([100.0, 50.0, 100.0, 101.0], None),
    ([*range(100, 108), 104.0], None),
]


@pytest.mark.parametrize(("values", "ending"), RECORDS)
def test_records(values: list[float], ending: str | None) -> None:
    published = quarterly([float(v) for v in values])
    found = record(published, area="A")
    if ending is None:
        assert found is None
    else:
        assert found is not None
        assert plain(
            sentence(Teller(book(published), {published.shown.about.id: published}), found)
        ).endswith(ending)


NOW, THEN = "year ending June 2019", "year ending March 2016"


def parts() -> tuple[Publishable[Evidence], dict[str, Publishable[Evidence]]]:
    whole = evidence({"A": {THEN: 1000.0, NOW: 1500.0}}, identity="recorded_crime")
    made_of = {
        name: evidence({"A": {THEN: then, NOW: now}}, identity=name)
        for name, then, now in (
            ("violence", 300.0, 700.0),
            ("theft", 500.0, 480.0),
            ("robbery", 150.0, 270.0),
            ("drugs", 50.0, 50.0),
        )
    }
    return whole, made_of


def test_what_a_whole_is_made_of_and_what_grew() -> None:
    whole, made_of = parts()
    found = composition(
        whole, list(made_of.values()), area="A", period=parse_period(NOW), base=parse_period(THEN)
    )
    assert found is not None
    teller = Teller(book(whole), {"recorded_crime": whole, **made_of})
    assert plain(sentence(teller, found)) == (
        "In the year ending June 2019, violence and theft together make up 78.7% of recorded crime."
    )
    grown = growth(found, parse_period(THEN))
    assert grown is not None
    assert plain(sentence(teller, grown)) == (
        "Of three parts of recorded crime that changed between the year ending March 2016 and the "
        "year ending June 2019, two rose, most of all violence (by 133.3%) and robbery (by 80.0%)."
    )


def test_parts_that_do_not_add_up_make_no_finding() -> None:
    whole, made_of = parts()
    few = list(made_of.values())[:-1]
    assert composition(whole, few, area="A", period=parse_period(NOW)) is None


@given(
    st.lists(st.floats(10, 1e6), min_size=1, max_size=40),
)
def test_no_sentence_contradicts_its_figures(values: list[float]) -> None:
    published = quarterly([float(round(v)) for v in values])
    charted = chart_of(published, area="A")
    assert charted is not None
    teller = Teller(book(published), {published.shown.about.id: published})
    for found in process_findings(charted):
        said = plain(sentence(teller, found))
        assert "−" not in said
        assert "[" not in said
        assert said.endswith(".")
        if isinstance(found, Stepped):
            assert (" above the " in said) <= (found.new > found.old)
            assert (" below the " in said) <= (found.new < found.old)
            assert "possible" in said
        if isinstance(found, Running):
            assert (" above its average" in said) == (found.turn is Turn.UP)


@given(st.floats(0.001, 1e6))
@example(1.9999999998835847)
@example(6370.96)
@example(6370.999999)
def test_a_printed_threshold_keeps_the_same_counts_apart(threshold: float) -> None:
    printed = round(threshold, places_that_keep_apart(threshold))
    whole = int(threshold)
    for count in (whole, whole + 1):
        # Within a billionth a count is on the line for the chart: neither above nor below.
        on = math.isclose(count, threshold, rel_tol=1e-9)
        assert (count > threshold and not on) == (count > printed)
        assert (count < threshold and not on) == (count < printed)


def test_small_words() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert [span(n, PeriodKind.MONTH) for n in (1, 11, 24, 30)] == [
        "one month", "11 months", "two years", "over two years",
    ]  # fmt: skip
    assert [article(n) for n in ("8", "18%", "23%", "11.5", "1,800", "800", "110")] == [
        "an", "an", "a", "an", "a", "an", "a",
    ]  # fmt: skip


CERTAIN = [
    ([60, 60], "a step change is possible until an office confirms it. Had nothing changed, fewer than one of two charts as long as these would show a possible one by chance."),
    ([60] * 20, "a step change is possible until an office confirms it. Had nothing changed, about three of 20 charts as long as these would show a possible one by chance."),
    ([60], "a step change is possible until an office confirms it. Even where nothing changes, a control chart shows a possible one now and then."),
]  # fmt: skip


@pytest.mark.parametrize(("lengths", "said"), CERTAIN)
def test_a_summary_says_what_chance_alone_would_show(lengths: list[int], said: str) -> None:
    assert plain(certainty(lengths)).startswith(f"How sure: {said}")


@pytest.mark.parametrize("lengths", [[], [12], [12, 18]])
def test_charts_too_short_for_a_step_are_not_spoken_of(lengths: list[int]) -> None:
    assert certainty(lengths) == ()
