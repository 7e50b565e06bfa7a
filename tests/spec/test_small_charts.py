"""Small charts of many areas: a readable table of series in, the rows and panels they make out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from copperplate.drawing import ControlChart, SmallMultiples
from copperplate.findings.area_charts import area_scan
from copperplate.findings.charted import chart_of
from copperplate.narrative.runs import plain
from copperplate.periods import MONTH_NAMES
from copperplate.report.blocks import Chart
from copperplate.report.multiples import MOST_POINTS, ManyCharted, area_charts
from copperplate.series import Unit
from copperplate.series.units import OFFENCES, PERCENT
from tests.builders import book, evidence

MONTHS = [f"{month} {year}" for year in range(2006, 2015) for month in MONTH_NAMES]
Value = float | str | tuple[float, str] | None
QUIET = [*[100.0, 104.0, 97.0, 101.0, 98.0, 103.0] * 4, 100.0]
STEPPED = [*QUIET[:17], *[130.0, 133.0, 128.0, 131.0] * 2]


def drawn(
    values: Mapping[str, Sequence[Value]],
    *,
    unit: Unit = OFFENCES,
    whole: Sequence[float] = (),
    one_scale: bool = True,
) -> Chart:
    """Return the small charts of areas A, B, C … that lie in E, Epsilon."""
    held = evidence(
        {area: dict(zip(MONTHS, row, strict=False)) for area, row in values.items()}, unit=unit
    )
    charts = {area: chart for area in values if (chart := chart_of(held, area=area)) is not None}
    around = None
    if whole:
        of_whole = evidence({"E": dict(zip(MONTHS, whole, strict=False))}, unit=unit)
        chart = chart_of(of_whole, area="E")
        around = (of_whole, chart) if chart is not None else None
    figures = book(held, area="E")
    names = figures.context.names
    many = ManyCharted(
        book=figures,
        evidence=held,
        areas=[names[area] for area in values],
        charts=charts,
        around=names["E"],
        whole=around,
        scan=area_scan(charts, area="E"),
        said=(),
        one_scale=one_scale,
    )
    return area_charts(many, identity="small")


def rows(chart: Chart) -> dict[str, list[str]]:
    return {
        plain(first): [plain(cell) for cell in rest]
        for first, *rest in (row.cells for row in chart.table.rows)
    }


NEWS = "a possible step change up that began in June 2007"
UNSETTLED = "no sign now; not called stable"
CASES: list[tuple[str, Sequence[Value], list[str]]] = [
    # what the series is, the series, the row: newest, average now, last step, now
    ("calm", QUIET, ["100", "100", "none", "stable"]),
    ("stepped", STEPPED, ["131", "131", "up from June 2007 (possible)", NEWS]),
    ("short", QUIET[:5], ["98", "100", "none", UNSETTLED]),
    ("a gap at its end", [*QUIET[:24], "x"], ["103 (Dec 2007)", "101", "none", "stable"]),
    ("a new beginning", [*QUIET[:24], (90.0, "b")], ["90 [b]", "90", "none", UNSETTLED]),
    ("nothing", ["x"] * 24, ["[x]", "[x]", "not charted", "not charted"]),
]


@pytest.mark.parametrize(("why", "series", "row"), CASES, ids=[case[0] for case in CASES])
def test_a_row_an_area(why: str, series: Sequence[Value], row: list[str]) -> None:
    assert rows(drawn({"A": series}))["Alpha"] == row, why


def test_a_process_that_holds_no_value_yet_has_no_average_and_is_in_no_mean() -> None:
    # A value below zero is an artefact of revisions, and no point of a chart.
    found = rows(drawn({"A": QUIET, "B": QUIET, "C": [*QUIET[:24], (-5.0, "b")]}))
    assert found["Gamma"][:2] == ["−5 [b]", "[x]"]
    assert found["Mean of two police force areas charted"] == ["[z]", "100", "[z]", "[z]"]


def test_counts_are_held_against_their_own_mean_and_percentages_against_the_whole() -> None:
    two = {"A": QUIET, "B": [value / 2 for value in QUIET]}
    counts = drawn(two, whole=[value * 1.5 for value in QUIET])
    assert rows(counts)["Mean of two police force areas"][1] == "75"
    shares = drawn(two, unit=PERCENT, whole=[value / 1.5 for value in QUIET])
    assert rows(shares)["Epsilon"][:2] == ["66.7%", "67.0%"]
    lines = {
        name: one.drawing.reference
        for name, one in (("counts", counts), ("shares", shares))
        if isinstance(one.drawing, SmallMultiples)
    }
    assert {name: line and line.label for name, line in lines.items()} == {
        "counts": "mean of two police force areas, 75",
        "shares": "average of Epsilon, 67.0%",
    }


def test_on_scales_of_their_own_counts_have_no_common_line() -> None:
    made = drawn({"A": QUIET, "B": QUIET}, one_scale=False).drawing
    assert isinstance(made, SmallMultiples)
    assert made.reference is None
    assert "each on its own scale" in made.heading


@pytest.mark.parametrize(
    ("areas", "headline"),
    [
        ({"A": QUIET, "B": QUIET}, "Robbery is stable in both police force areas; none stands out"),
        (
            {"A": QUIET, "B": STEPPED, "C": QUIET},
            "Robbery is stable in two of three police force areas; Beta stands out",
        ),
        (
            {"A": STEPPED, "B": STEPPED, "C": ["x"] * 24},
            "Robbery is stable in none of two police force areas charted; Alpha and Beta stand out",
        ),
        (
            {"A": STEPPED, "B": STEPPED, "C": STEPPED, "D": STEPPED},
            "Robbery is stable in none of four police force areas; four stand out",
        ),
        ({"A": QUIET}, "Robbery by month"),
    ],
)
def test_the_headline_says_how_many_are_stable_and_who_stands_out(
    areas: dict[str, Sequence[Value]], headline: str
) -> None:
    assert plain(drawn(areas).title) == headline


def test_only_the_newest_are_drawn_and_that_is_said() -> None:
    long = [*QUIET[:24] * 4]
    chart = drawn({"A": long, "B": long})
    assert isinstance(chart.drawing, SmallMultiples)
    small = chart.drawing.panels[0].chart
    assert isinstance(small, ControlChart)
    assert len(small.xs) == MOST_POINTS
    note = (
        "The newest 60 months are drawn; averages, limits and steps rest on all since January 2006."
    )
    assert note in chart.table.notes
    assert "January 2009 to December 2013" in chart.subtitle
    assert not any("are drawn" in note for note in drawn({"A": QUIET}).table.notes)


def test_a_small_chart_has_the_lines_of_the_large_one() -> None:
    made = drawn({"A": STEPPED}).drawing
    assert isinstance(made, SmallMultiples)
    small = made.panels[0].chart
    assert isinstance(small, ControlChart)
    assert [one.centre_label for one in small.stretches] == ["100", "131"]
    assert [step.first for step in small.steps] == [17]
