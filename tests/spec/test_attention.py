"""What needs attention: which signs count, which is told first, and where each is told once."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from tools import quiet_signs

from copperplate.disclosure import POLICIES, Audience, publish
from copperplate.findings.attention import Looked, Noted, noted, signs_of
from copperplate.findings.by_chance import chance_of_a_sign, events_of, expected_signs
from copperplate.findings.charted import Charted, chart_of, charts_of, charts_together
from copperplate.narrative.attention import by_chance, chart_figures
from copperplate.narrative.runs import plain
from copperplate.periods import Period, month
from copperplate.series import Figure, Unit
from copperplate.series.units import OFFENCES, PERCENT
from copperplate.spc import Decision
from tests.builders import book, evidence
from tests.spec.patterns.case import verdicts

Values = Sequence[float]
MONTHS = [month(2010 + number // 12, number % 12 + 1) for number in range(60)]
WHOLE, ONE, OTHER, INSIDE = "A", "B", "C", "D"
ABOVE = {WHOLE: "", ONE: WHOLE, OTHER: WHOLE, INSIDE: ONE}

QUIET = [100.0, 104, 97, 101, 95, 103, 99, 98, 102, 96] * 4 + [100.0, 97]
EIGHT_UP, EIGHT_DOWN = [140.0] * 8, [60.0] * 8
SEVEN_UP, SIX_UP = [104.0, 106] * 3 + [104.0], [104.0, 106] * 3
BREACH = [150.0]


def row(values: Values) -> dict[str, float]:
    return {str(period): value for period, value in zip(MONTHS, values, strict=False)}


def charted(
    values: Values, *, unit: Unit = OFFENCES, decided: dict[Period, Decision] | None = None
) -> Charted:
    found = chart_of(evidence({"A": row(values)}, unit=unit), area="A", verdicts=verdicts(decided))
    assert found is not None
    return found


def looked(areas: Mapping[str, Values], *, unit: Unit = OFFENCES) -> dict[str, Looked]:
    published = evidence({code: row(values) for code, values in areas.items()}, unit=unit)
    charts = charts_of(published, areas=list(areas))
    return {
        code: Looked(charted=chart, above=ABOVE[code], events=float(np.nanmean(areas[code])))
        for code, chart in charts.items()
    }


def told(areas: Mapping[str, Values], **more: Unit) -> list[Noted]:
    return noted(looked(areas, **more))


# Which signs count ------------------------------------------------------------------------

SIGNS = [
    # what it is, the values, the kinds of sign
    ("nothing", QUIET, []),
    ("a fresh step", QUIET + EIGHT_UP, ["stepped"]),
    ("a step four months old", QUIET + EIGHT_UP + [139.0, 141] * 2, ["stepped"]),
    ("a step five months old", QUIET + EIGHT_UP + [139.0, 141, 140, 138, 142], []),
    ("the newest month beyond a limit", QUIET + BREACH, ["breached"]),
    ("a month beyond a limit, and one since", QUIET + BREACH + [101.0], []),
    ("a run of six", QUIET + SIX_UP, []),
    ("a run of seven", QUIET + SEVEN_UP, ["running"]),
    ("six moves one way", [*QUIET, 95.0, 96, 97, 98, 99.5, 101, 103], ["moving"]),
]


@pytest.mark.parametrize(("what", "values", "kinds"), SIGNS, ids=[one[0] for one in SIGNS])
def test_a_sign_is_of_now(what: str, values: Values, kinds: list[str]) -> None:
    assert [one.kind for one in signs_of(charted(values), few=False)] == kinds


def test_a_step_that_people_refused_is_no_sign_and_neither_is_its_run() -> None:
    values = QUIET + EIGHT_UP
    began = MONTHS[len(QUIET)]
    assert signs_of(charted(values), few=False)
    kinds = {
        one.kind for one in signs_of(charted(values, decided={began: Decision.REFUSED}), few=False)
    }
    assert not kinds & {"stepped", "running"}


RARE = [1.0, 0, 0, 2, 0, 0, 1, 0] * 5
FEW = [
    # Of fewer than five a month: a run, and a step that the counts do not support, come by themselves.
    ("a run", OFFENCES, RARE + [1.0] * 7, False),
    ("a step of a percentage, by a run alone", PERCENT, RARE + [1.0] * 8, False),
    ("a step that the counts support", OFFENCES, RARE + [3.0, 4, 2, 3] * 2, True),
]


@pytest.mark.parametrize(("what", "unit", "values", "is_sign"), FEW, ids=[one[0] for one in FEW])
def test_of_few_counts_a_run_is_no_sign(
    what: str, unit: Unit, values: Values, is_sign: bool
) -> None:
    chart = charted(values, unit=unit)
    assert signs_of(chart, few=False), "else the rule would hide nothing"
    assert bool(signs_of(chart, few=True)) is is_sign


# Where each is told -----------------------------------------------------------------------

CALM = QUIET + [99.0, 101] * 4
UP, DOWN, BREACHED = QUIET + EIGHT_UP, QUIET + EIGHT_DOWN, CALM[:-1] + BREACH
LEVEL = [200.0 + 2 * (value - 100) for value in QUIET]
WHOLE_UP = LEVEL + [240.0] * 8
FOLDS = [
    # what it is, the values of each area, and each entry: its area and where it is seen too
    ("nothing anywhere", {WHOLE: CALM, ONE: CALM}, []),
    ("the whole and a part alike", {WHOLE: WHOLE_UP, ONE: UP, OTHER: CALM}, [(WHOLE, (ONE,))]),
    ("a part of a quiet whole", {WHOLE: CALM, ONE: UP}, [(ONE, ())]),
    ("opposite ways", {WHOLE: UP, ONE: DOWN}, [(WHOLE, ()), (ONE, ())]),
    ("two parts of a quiet whole", {WHOLE: CALM, ONE: UP, OTHER: UP}, [(ONE, ()), (OTHER, ())]),
    ("all the way down", {WHOLE: UP, ONE: UP, INSIDE: UP}, [(WHOLE, (ONE, INSIDE))]),
    ("inside a quiet part", {WHOLE: UP, ONE: CALM, INSIDE: UP}, [(WHOLE, ()), (INSIDE, ())]),
    ("a step within what is but a run", {WHOLE: [*QUIET, 99.0, *SEVEN_UP], ONE: UP}, [(ONE, ()), (WHOLE, ())]),
    ("a month beyond, and a step long before", {WHOLE: QUIET + EIGHT_UP + [139.0, 141, 138, 142], ONE: QUIET + [99.0, 101] * 5 + [99.0, 150]}, [(WHOLE, ()), (ONE, ())]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "areas", "entries"), FOLDS, ids=[one[0] for one in FOLDS])
def test_the_same_news_is_told_once_along_the_tree(
    what: str, areas: dict[str, Values], entries: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(one.finding.area, one.also) for one in told(areas)] == entries


def test_the_order_in_which_areas_come_changes_what_is_told_of_none() -> None:
    areas = {WHOLE: UP, ONE: UP, OTHER: DOWN, INSIDE: UP}
    turned = dict(reversed(areas.items()))
    found = {(one.finding.area, frozenset(one.also), one.carried_by) for one in told(areas)}
    assert found == {
        (one.finding.area, frozenset(one.also), one.carried_by) for one in told(turned)
    }


def carrier(one: Noted) -> str:
    return "" if one.carried_by is None else one.carried_by.area


CARRIED = [
    # what it is, the whole, its parts, who carries it
    ("one part alone", WHOLE_UP, UP, QUIET + [100.0, 98, 102, 100] * 2, ONE),
    ("both alike", WHOLE_UP, QUIET + [120.0] * 8, QUIET + [120.0] * 8, ""),
    ("one, and the other falls", WHOLE_UP, QUIET + [160.0] * 8, QUIET + [80.0] * 8, ONE),
]


@pytest.mark.parametrize(
    ("what", "whole", "one", "other", "who"), CARRIED, ids=[c[0] for c in CARRIED]
)
def test_a_part_that_makes_up_more_than_half_is_named(
    what: str, whole: Values, one: Values, other: Values, who: str
) -> None:
    first = told({WHOLE: whole, ONE: one, OTHER: other})[0]
    assert (first.finding.area, carrier(first)) == (WHOLE, who)


def test_parts_of_a_percentage_do_not_add_up_and_carry_nothing() -> None:
    areas = {WHOLE: [v / 5 for v in WHOLE_UP], ONE: [v / 5 for v in UP]}
    assert carrier(told(areas)[0]) == ONE
    assert [one.carried_by for one in told(areas, unit=PERCENT)] == [None]


def test_a_step_of_a_part_says_that_the_whole_stepped_long_ago() -> None:
    old = QUIET + [140.0] * 14
    fresh = QUIET + [97.0, 95, 98, 96] + [140.0] * 10
    (only,) = told({WHOLE: old, ONE: fresh})
    assert only.finding.area == ONE
    assert only.whole is not None
    assert only.whole.began == MONTHS[len(QUIET)]


# Which comes first ------------------------------------------------------------------------


def test_news_comes_first_and_then_the_larger_and_then_what_is_building_up() -> None:
    larger = [v * 1.6 if n >= len(QUIET) else v for n, v in enumerate(CALM)]
    below = [*CALM[:-1], 50.0]
    parts = {WHOLE: below, ONE: [*QUIET, 99.0, *SEVEN_UP], OTHER: DOWN, INSIDE: larger}
    order = [(one.finding.area, one.finding.kind) for one in told(parts)]
    assert order == [
        (INSIDE, "stepped"),
        (OTHER, "stepped"),
        (WHOLE, "breached"),
        (ONE, "running"),
    ]


def test_a_change_that_a_part_carries_is_as_large_as_it_is_there() -> None:
    (first,) = told({WHOLE: WHOLE_UP, ONE: UP})
    assert first.finding.weight.size == pytest.approx(0.2, abs=0.02)
    assert first.carried_by is not None
    assert first.carried_by.size == pytest.approx(0.4, abs=0.02)
    # In the scatter of counts: 0.41 of 106, not 0.2 of the whole's 205.
    assert first.rank[2] == pytest.approx(-first.carried_by.size * 105.94**0.5)


def test_what_the_counts_support_comes_before_what_a_run_alone_made() -> None:
    """The unsupported step is by more: its average was made small by one odd month."""
    by_a_run = [*QUIET, 103.0, 104, 103, 105, 103, 104, 103, 104]
    supported = QUIET + [112.0] * 8
    found = told({WHOLE: CALM, ONE: by_a_run, OTHER: supported})
    assert [one.finding.area for one in found] == [OTHER, ONE]
    grades = [one.rank[1] for one in found]
    assert grades == [0, 2]


# How many by chance -----------------------------------------------------------------------


@pytest.mark.parametrize(("points", "mean"), [(8, 200.0), (16, 0.2), (24, 5.0)])
def test_a_cell_of_the_table_comes_out_again(points: int, mean: float) -> None:
    with quiet_signs.TARGET.open(encoding="utf-8") as file:
        held = {
            row["of"]: float(row["share"])
            for row in csv.DictReader(file)
            if (int(row["points"]), float(row["mean"])) == (points, mean)
        }
    counts, others = quiet_signs.shares(points, mean)
    assert held == {"counts": round(counts, 4), "others": round(others, 4)}


def test_the_page_prints_the_table() -> None:
    page = quiet_signs.TARGET.parents[3] / "docs/reference/spc/attention.md"
    text = page.read_text(encoding="utf-8")
    assert all(quiet_signs.page_table(of) in text for of in quiet_signs.KINDS)
    assert f"{quiet_signs.SERIES:,} Poisson series a cell" in text
    assert f"(seed {quiet_signs.SEED};" in text


def test_between_two_cells_the_chance_lies_between_and_beyond_them_it_is_the_last_ones() -> None:
    def chance(points: int, events: float) -> float:
        chart = charted([100.0 + n % 3 for n in range(points)])
        return chance_of_a_sign(Looked(charted=chart, above="", events=events))

    low, high = sorted((chance(48, 40.0), chance(60, 40.0)))
    assert low <= chance(54, 40.0) <= high
    assert chance(54, 40.0) == pytest.approx((low + high) / 2)
    assert chance(48, 200.0) == chance(48, 5_000.0) == chance(48, float("inf"))
    assert chance(2, 40.0) == 0.0
    one = Looked(charted=charted(QUIET), above="", events=100.0)
    assert expected_signs([one, one]) == pytest.approx(2 * chance_of_a_sign(one))
    assert expected_signs([]) == 0.0


def test_quiet_areas_show_as_many_as_expected() -> None:
    """Of other draws than those the table was made of, at other lengths and levels."""
    chance = np.random.default_rng(5)
    for points, mean in ((54, 0.3), (54, 1.5), (50, 11.0), (30, 70.0)):
        values = chance.poisson(mean, size=(1_500, points)).astype(float)
        rows = {f"A{n}": row(one) for n, one in enumerate(values)}
        charts = charts_of(evidence(rows), areas=list(rows))
        quiet = [
            Looked(charted=chart, above="", events=float(np.mean(chart.chart.values)))
            for chart in charts.values()
        ]
        seen = sum(bool(signs_of(one.charted, few=one.few)) for one in quiet)
        expected = expected_signs(quiet)
        # Of a binomial count, four standard deviations; and a tenth for the straight lines.
        assert abs(seen - expected) <= 4 * np.sqrt(expected) + 0.1 * expected, (points, mean)


def test_events_are_what_is_counted_above_the_line() -> None:
    counts = evidence({"A": row([4.0, 6.0]), "B": {str(MONTHS[1]): 6.0}})
    assert events_of(counts).tolist() == [5.0, 6.0]
    shares = evidence({"A": row([25.0, 50.0])}, unit=PERCENT)
    assert events_of(shares)[0] == np.inf, "nobody said of how many"
    series = replace(shares.shown.series, bases=np.array([[40.0, 60.0]]))
    made = replace(shares.shown, series=series)
    again = publish({"m": made}, policy=POLICIES["open-data"], audience=Audience.BOARD)["m"]
    assert events_of(again)[0] == (10 + 30) / 2


def test_the_sentence_says_both_numbers() -> None:
    provenance = _figure().provenance
    said = [
        plain(by_chance(*chart_figures(n, m, provenance))) for n, m in ((2400, 96.4), (1, 0.03))
    ]
    assert said == [
        "Of 2,400 charts about 96 entries would stand here by chance alone.",
        "Of 1 chart about 0.0 entries would stand here by chance alone.",
    ]


def _figure() -> Figure:
    return book(evidence({"A": row(QUIET)})).figure("robbery.value", period=MONTHS[3])


# Charts of many at once -------------------------------------------------------------------


def test_charts_together_are_those_of_each_alone() -> None:
    months = {code: row(values) for code, values in {"A": UP, "B": DOWN, "C": QUIET[:20]}.items()}
    first = evidence(months, identity="robbery")
    second = evidence({"A": row(BREACHED)}, identity="burglary", better="higher")
    decided = {"A": verdicts({MONTHS[len(QUIET)]: Decision.CONFIRMED})}
    both = charts_together(
        {"robbery": first, "burglary": second}, areas=("A",), verdicts={"robbery": decided}
    )
    assert both["robbery"]["A"] == chart_of(first, area="A", verdicts=decided["A"])
    assert both["burglary"]["A"] == chart_of(second, area="A")
    every = charts_of(first, areas=("C", "B", "A"))
    assert list(every) == ["C", "B", "A"]
    assert all(every[code] == chart_of(first, area=code) for code in "ABC")


# What is hidden ---------------------------------------------------------------------------


def test_a_hidden_value_is_in_no_entry_and_in_no_number() -> None:
    """Whatever a hidden count was, the same is told, and the same number of charts is said."""

    def answer(small: float) -> tuple[list[str], list[object], float]:
        areas = {WHOLE: row(UP), ONE: row(UP), OTHER: row([*QUIET, *EIGHT_UP[:-1], small])}
        held = replace(
            evidence(areas, sensitive=True).shown,
            already_public=False,
        )
        seen = publish({"m": held}, policy=POLICIES["small-numbers"], audience=Audience.BOARD)["m"]
        charts = charts_of(seen, areas=list(areas))
        events = dict(zip(areas, events_of(seen), strict=True))
        kept = {
            code: Looked(charted=chart, above=ABOVE[code], events=float(events[code]))
            for code, chart in charts.items()
        }
        return (
            list(kept),
            [(one.finding, one.also, one.carried_by) for one in noted(kept)],
            expected_signs(kept.values()),
        )

    assert answer(1.0) == answer(2.0) == answer(4.0)
    shown, hidden = answer(30.0), answer(3.0)
    assert OTHER in shown[0] and OTHER not in hidden[0]
