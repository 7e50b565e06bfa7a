"""What a notebook shows of a chart: whole in itself, named, and in words as well."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from copperplate.spc import SFN, ControlCharts, RuleSet, control_charts
from copperplate.spc.notebook.numbers import axis_places, wording_of

NAN = float("nan")
SVG = "{http://www.w3.org/2000/svg}"
STEPPED = [*[9.0, 11.0] * 6, *[4.0] * 8]
RANDOM = np.random.default_rng(7).poisson(30, (40, 60)).astype(float)


def shown(charts: ControlCharts) -> ElementTree.Element:
    return ElementTree.fromstring(charts._repr_html_())


def text_of(element: ElementTree.Element | None) -> str:
    assert element is not None
    return "".join(element.itertext())


CHARTS = {
    "a step": control_charts(STEPPED, better="lower"),
    "many": control_charts(RANDOM),
    "two": control_charts(RANDOM[:2], rules="making-data-count"),
    "over denominators": control_charts(
        [3.0, NAN, 2.0, 4.0], rules="nelson", chart="p", denominators=[20, 30, NAN, 40]
    ),
    "a median": control_charts([3.0, 2.0, 4.0], rules="nelson", chart="run"),
    "no value": control_charts([NAN, NAN]),
    "no point": control_charts([]),
    "no series": control_charts(np.zeros((0, 5))),
    "many without a value": control_charts(np.full((3, 4), NAN)),
    "many without a point": control_charts(np.zeros((3, 0))),
    "constant": control_charts([5.0] * 30),
    "tiny": control_charts([1e-12, 3e-12, 2e-12] * 8),
    "huge": control_charts([1e15, 3e15, 2e15] * 8),
}


@pytest.mark.parametrize("charts", CHARTS.values(), ids=CHARTS)
def test_it_is_well_formed_and_fetches_and_runs_nothing(charts: ControlCharts) -> None:
    markup = charts._repr_html_()
    ElementTree.fromstring(markup)
    assert not re.search(r"<script|<link|<img|@import|url\(|javascript:|\son\w+=", markup)
    assert set(re.findall(r"https?://[^\"' ]+", markup)) <= {"http://www.w3.org/2000/svg"}
    assert " id=" not in markup  # a second output of the same chart would have it too


@pytest.mark.parametrize("charts", CHARTS.values(), ids=CHARTS)
def test_the_same_charts_give_the_same_markup(charts: ControlCharts) -> None:
    assert charts._repr_html_() == charts._repr_html_()


def test_a_picture_has_a_name_and_a_description() -> None:
    wide, narrow = shown(CHARTS["a step"]).iter(f"{SVG}svg")
    for picture in (wide, narrow):
        assert picture.get("role") == "img"
        assert picture.get("aria-label") == "Control chart by sfn, version 1, 20 points"
        assert picture[0].tag == f"{SVG}desc"
        assert picture[0].text == (
            "Values from 4 to 11; the newest, point 19, is 4. "
            "What the chart shows is in words beneath it."
        )


def test_the_words_of_its_repr_stand_beneath() -> None:
    chart = CHARTS["a step"][0]
    assert f"<{text_of(shown(CHARTS['a step']).find('pre'))}>" == repr(chart)
    assert chart._repr_html_() == CHARTS["a step"]._repr_html_()


def test_limits_that_move_are_said_to_and_a_limit_is_beyond_or_on_as_the_rules_have_it() -> None:
    denominators = [100, 120, 90, 110, 95, 105]
    counts = [8.0, 12.0, 9.0, 11.0, 10.0, 60.0]
    (chart,) = control_charts(
        counts, rules="nelson", chart="p", denominators=denominators, baseline=5
    )
    said = repr(chart).splitlines()
    assert said[1].endswith("trial limits 0.00826436 to 0.18591 at first, then moving")
    assert said[2] == "  beyond a limit: 5"
    (level,) = control_charts(counts, rules="nelson", chart="p", denominators=[100] * 6)
    assert "moving" not in repr(level)
    (late,) = control_charts(
        counts, rules="nelson", chart="u", denominators=[NAN, *denominators[1:]]
    )
    assert late.segments[0].limited


def test_a_name_of_somebody_s_own_is_escaped() -> None:
    rules = RuleSet(
        name='<script>"&', version=1, signs=SFN.signs, stepping=SFN.stepping, run_length=6
    )
    root = shown(control_charts(STEPPED, rules=rules))
    assert text_of(root.find("pre")).startswith('ControlChart by <script>"&, version 1')
    assert [e.tag for e in root.iter() if "script" in e.tag] == []


def test_points_are_numbered_from_0_at_round_numbers() -> None:
    wide, _ = shown(CHARTS["a step"]).iter(f"{SVG}svg")
    words = {e.text for e in wide.iter(f"{SVG}text")}
    assert {"0", "2", "18", "Point 12", "Point 19: 4"} <= words


def test_of_many_the_first_with_news_are_in_a_table() -> None:
    charts = control_charts(np.vstack([RANDOM, [*RANDOM[0, :-1], 300.0]]))
    root = shown(charts)
    rows = [[text_of(cell) for cell in row] for row in root.iter("tr")]
    assert rows[0] == ["Series", "Newest value", "Centre line", "Limits", "To see"]
    assert len(rows) == 1 + 12
    assert rows[1][:2] == ["40", "300"]
    assert "on or beyond a limit at 59" in rows[1][4]
    stepped = sorted(set(charts.steps.series.tolist()))
    assert [int(row[0]) for row in rows[2 : 2 + len(stepped)]] == stepped
    assert text_of(root.find(".//caption")).startswith("12 of 41 series")
    assert f"<{text_of(root.find('pre'))}>" == repr(charts)


@pytest.mark.parametrize(
    ("values", "value", "said"),
    [
        ([9.0, 11.0], 10.0, "10"),
        ([9.0, 11.0], 10.04, "10"),
        ([9.0, 11.0], 10.06, "10.1"),
        ([900.0, 1_200.0], 1_016.4, "1,016"),
        ([0.011, 0.019], 0.0123456, "0.0123"),
        ([1e-12, 3e-12], 2e-12, "2e-12"),
        ([5.0, 5.0], 5.0, "5"),
        ([NAN], 5.25, "5"),
    ],
)
def test_numbers_have_the_decimals_that_tell_values_apart(
    values: list[float], value: float, said: str
) -> None:
    assert wording_of(np.array(values))(value) == said


@pytest.mark.parametrize(("span", "places"), [(0.0, 0), (300.0, 0), (10.0, 0), (2.0, 1), (0.1, 2)])
def test_an_axis_has_the_decimals_its_steps_need(span: float, places: int) -> None:
    assert axis_places(span) == places
