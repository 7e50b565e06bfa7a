"""What small charts side by side show, and charts on one time axis, read back from the drawing."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest

from copperplate.drawing import (
    ControlChart,
    KeyMark,
    Panel,
    PointMark,
    SmallMultiples,
    Stacked,
    StepMark,
    SteppedStretch,
    Stretch,
    Tone,
    draw,
    newest,
)
from tests.render.sample import CONTROL, MULTIPLES, STACKED
from tests.render.svg_reading import SVG, parsed, words

REFERENCE = "2 3"  # how the line across every panel is dashed


def panels(svg: str) -> list[tuple[float, float, Element]]:
    """Return where each panel lies, and its drawing."""
    return [
        (float(one.attrib["x"]), float(one.attrib["y"]), one)
        for one in parsed(svg).findall(f"{SVG}svg")
    ]


def lines(root: Element, **attributes: str) -> list[Element]:
    asked = {name.replace("_", "-"): value for name, value in attributes.items()}
    return [one for one in root.iter(f"{SVG}line") if asked.items() <= one.attrib.items()]


def many(count: int) -> SmallMultiples:
    first = MULTIPLES.panels[0]
    return replace(MULTIPLES, panels=tuple(replace(first, name=f"A{n}") for n in range(count)))


@pytest.mark.parametrize(
    ("width", "columns"), [(320, 1), (400, 2), (640, 3), (720, 3), (1000, 4), (2000, 4)]
)
def test_columns_follow_the_width(width: int, columns: int) -> None:
    found = panels(draw(many(9), width=width))
    assert len({across for across, _, _ in found}) == columns
    assert len({down for _, down, _ in found}) == -(-9 // columns)


def test_fewer_panels_than_columns_share_the_width() -> None:
    (_, _, one), (_, _, two) = panels(draw(many(2), width=1000))
    assert float(one.attrib["width"]) + float(two.attrib["width"]) > 950


def labels_of_axes(chart: SmallMultiples, width: int) -> int:
    texts = [one.text for one in words(draw(chart, width=width))]
    return texts.count("50") + texts.count("100")


def test_on_one_scale_the_axis_is_labelled_once_a_row_and_on_its_own_in_each_panel() -> None:
    one_scale = many(6)
    own = replace(one_scale, one_scale=False, reference=None)
    assert labels_of_axes(own, 720) == 3 * labels_of_axes(one_scale, 720) > 0


def highest_value(panel: Element) -> float:
    (line, *_) = (
        one
        for one in panel.iter(f"{SVG}polyline")
        if one.get("stroke") == "var(--chart-main, #12436D)"
    )
    return min(float(pair.split(",")[1]) for pair in line.attrib["points"].split())


def test_one_scale_makes_small_areas_small_and_scales_of_their_own_do_not() -> None:
    low = replace(
        CONTROL,
        ys=tuple(None if y is None else y / 10 for y in CONTROL.ys),
        stretches=tuple(
            replace(one, centre=10.0, lower=7.0, upper=13.0) for one in CONTROL.stretches
        ),
    )
    two = replace(
        MULTIPLES,
        panels=(Panel(name="High", chart=CONTROL), Panel(name="Low", chart=low)),
        reference=None,
    )
    heights = [highest_value(one) for _, _, one in panels(draw(two, width=720))]
    assert heights[1] > heights[0] + 80
    own = replace(two, one_scale=False)
    heights = [highest_value(one) for _, _, one in panels(draw(own, width=720))]
    assert abs(heights[1] - heights[0]) < 20


def test_a_panel_without_a_chart_says_why_and_draws_no_value() -> None:
    svg = draw(MULTIPLES, width=720, palette="print")
    hidden = panels(svg)[1][2]
    said = " ".join(one.text or "" for one in hidden.iter(f"{SVG}text"))
    assert said == "Walsall [c] No chart: 3 of 26 values are hidden."
    assert not list(hidden.iter(f"{SVG}polyline")) + list(hidden.iter(f"{SVG}circle"))


def test_a_row_that_begins_without_a_chart_still_has_its_axis() -> None:
    first, hidden, *rest = MULTIPLES.panels
    chart = replace(MULTIPLES, panels=(hidden, first, *rest))
    texts = [one.text for one in panels(draw(chart, width=720))[0][2].iter(f"{SVG}text")]
    assert {"100", "120"} <= set(texts)


def test_the_same_line_crosses_every_panel_that_has_a_chart() -> None:
    drawn = [one for _, _, one in panels(draw(MULTIPLES, width=720))]
    crossed = [lines(one, stroke_dasharray=REFERENCE) for one in drawn]
    assert [len(found) for found in crossed] == [1, 0, 1, 1]
    heights = {found[0].attrib["y1"] for found in crossed if found}
    assert len(heights) == 1 + (len(drawn) > 3)  # a row whose names take two lines lies lower


def test_signs_are_those_of_the_large_chart() -> None:
    (_, _, panel) = panels(draw(many(1), width=720, palette="print"))[0]
    whole = parsed(draw(CONTROL, width=720, palette="print"))
    for fill in ("#C2500A", "#FFFFFF"):
        small, large = (
            [p for p in root.iter(f"{SVG}polygon") if p.get("fill") == fill]
            for root in (panel, whole)
        )
        key = 2 if fill == "#C2500A" else 1  # the large one explains its signs beneath
        assert 0 < len(small) <= len(large) <= len(small) + key


def test_the_newest_value_is_strong_and_the_average_stands_by_it() -> None:
    (_, _, panel) = panels(draw(MULTIPLES, width=720))[0]
    found = {one.text: one.get("font-weight") for one in panel.iter(f"{SVG}text")}
    assert (found["88 [p]"], found["Average 81"]) == ("600", None)


def test_panels_of_different_positions_are_refused() -> None:
    other = replace(CONTROL, xs=tuple(x + 1 for x in CONTROL.xs))
    with pytest.raises(ValueError, match="share their positions"):
        replace(
            MULTIPLES,
            panels=(Panel(name="A", chart=CONTROL), Panel(name="B", chart=other)),
        )


@pytest.mark.parametrize(("chart", "said"), [(None, ""), (CONTROL, "Hidden.")])
def test_a_panel_holds_a_chart_or_says_why_it_does_not(
    chart: ControlChart | None, said: str
) -> None:
    with pytest.raises(ValueError, match="says why it holds none"):
        Panel(name="A", chart=chart, said=said)


# The newest points -------------------------------------------------------------------------


def test_the_newest_points_keep_their_places_lines_and_signs() -> None:
    cut = newest(CONTROL, 8)
    assert (cut.xs, cut.ys) == (CONTROL.xs[18:], CONTROL.ys[18:])
    (stretch,) = cut.stretches
    assert (stretch.first, stretch.last, stretch.centre) == (0, 7, 81.0)
    assert [mark.point for mark in cut.marks] == [1, 2, 3, 4, 5]
    assert (cut.hollow, cut.steps, cut.value_label) == ({6, 7}, (), CONTROL.value_label)
    assert newest(CONTROL, 26) is CONTROL


def test_the_key_explains_no_sign_that_was_cut_away() -> None:
    kept = {mark for mark, _ in newest(CONTROL, 8).key}
    assert kept == {
        KeyMark.RUN_ABOVE,
        KeyMark.BREACH_CONCERN,
        KeyMark.PROVISIONAL,
        KeyMark.TRIAL,
        KeyMark.STANDING,
    }
    assert {mark for mark, _ in newest(CONTROL, 1).key} == {KeyMark.PROVISIONAL, KeyMark.TRIAL}


@pytest.mark.parametrize(
    ("mark", "sign"),
    [
        (PointMark(point=3, tone=Tone.IMPROVEMENT, breach=True), KeyMark.BREACH_IMPROVEMENT),
        (PointMark(point=3, tone=Tone.NEITHER, breach=True), KeyMark.BREACH_NEITHER),
        (PointMark(point=3, tone=Tone.NEITHER, run_side=-1), KeyMark.RUN_BELOW),
        (PointMark(point=3, tone=Tone.NEITHER), KeyMark.PATTERN),
    ],
)
def test_every_sign_that_stays_keeps_its_meaning(mark: PointMark, sign: KeyMark) -> None:
    chart = replace(STEPPED, marks=(mark,), key=tuple((one, one.value) for one in KeyMark))
    assert [one for one, _ in newest(chart, 2).key] == [KeyMark.STEP, sign]
    assert [one for one, _ in newest(chart, 1).key] == [sign]


STEPPED = ControlChart(
    xs=(0.0, 1.0, 2.0, 3.0),
    ys=(4.0, 5.0, None, 6.0),
    stretches=(
        Stretch(first=0, last=1, centre=4.5, centre_label="4.5"),
        SteppedStretch(
            first=2,
            last=3,
            centre=6.0,
            centre_label="6",
            lower=1.0,
            upper=9.0,
            centres=(5.0, 6.0),
            lowers=(2.0, 1.0),
            uppers=(8.0, 9.0),
        ),
    ),
    x_ticks=(),
    y_heading="Offences",
    steps=(StepMark(first=2, label="May", confirmed=True),),
)


def test_lines_that_move_are_cut_tread_by_tread() -> None:
    (left,) = newest(STEPPED, 1).stretches
    assert isinstance(left, SteppedStretch)
    assert (left.first, left.last) == (0, 0)
    assert (left.centres, left.lowers, left.uppers) == ((6.0,), (1.0,), (9.0,))


# One time axis -----------------------------------------------------------------------------


def points(part: Element) -> list[float]:
    """Return where the plain points of a chart lie from left to right."""
    return [
        float(one.attrib["cx"]) for one in part.iter(f"{SVG}circle") if one.get("fill") == "#12436D"
    ]


def test_what_is_of_one_time_lies_one_beneath_the_other() -> None:
    for width in (320, 720, 1000):
        (_, up, first), (_, low, second) = panels(draw(STACKED, width=width, palette="print"))
        assert up + float(first.attrib["height"]) <= low
        assert points(first) == points(second)


def test_a_chart_that_begins_later_lies_where_its_time_is() -> None:
    late = replace(newest(CONTROL, 11), key=())
    (_, _, first), (_, _, second) = panels(
        draw(replace(STACKED, charts=(CONTROL, late)), width=720, palette="print")
    )
    assert points(second) == points(first)[-len(points(second)) :] != []
    bands = [one for one in second.iter(f"{SVG}rect") if one.get("fill") == "#F4F6F7"]
    assert float(bands[0].attrib["x"]) > 300


def test_each_has_its_own_scale_and_the_time_axis_is_labelled_once() -> None:
    higher = replace(
        CONTROL,
        ys=tuple(None if y is None else y * 100 for y in CONTROL.ys),
        stretches=tuple(
            replace(one, centre=9e3, lower=7e3, upper=13e3) for one in CONTROL.stretches
        ),
        standing=(),
        references=(),
        steps=(),
    )
    both = replace(STACKED, charts=(CONTROL, higher))
    (_, _, first), (_, _, second) = panels(draw(both, width=720))
    texts = [{one.text for one in part.iter(f"{SVG}text")} for part in (first, second)]
    assert "120" in texts[0] and "12,000" in texts[1]
    assert "April 2018" not in texts[0] and "April 2018" in texts[1]


def test_signs_are_explained_once() -> None:
    texts = [one.text for one in words(draw(STACKED, width=720))]
    assert texts.count("possible step change") == 1


def test_an_axis_without_a_position_is_refused() -> None:
    empty = ControlChart(xs=(), ys=(), stretches=(), x_ticks=(), y_heading="Offences")
    with pytest.raises(ValueError, match="have a position"):
        Stacked(charts=(empty, empty), x_ticks=())
