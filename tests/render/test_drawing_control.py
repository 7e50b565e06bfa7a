"""What a control chart shows, read back from its drawing."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest

from copperplate.drawing import (
    ControlChart,
    KeyMark,
    PointMark,
    StepMark,
    SteppedStretch,
    Stretch,
    Tone,
    draw,
)
from copperplate.drawing.boxes import Box, best_box
from tests.render.sample import CONTROL
from tests.render.svg_reading import SVG, parsed, words

BAND, TRIAL, MAIN = "#E9EDF0", "#F4F6F7", "#12436D"


def printed(chart: ControlChart, width: int = 720, *, dense: bool = False) -> Element:
    return parsed(draw(chart, width=width, palette="print", dense=dense))


def shapes(root: Element, tag: str, **attributes: str) -> list[Element]:
    asked = {name.replace("_", "-"): value for name, value in attributes.items()}
    return [e for e in root.iter(f"{SVG}{tag}") if asked.items() <= e.attrib.items()]


def plain(*ys: float | None, stretches: tuple[Stretch, ...] = (), **more: object) -> ControlChart:
    whole = Stretch(
        first=0, last=len(ys) - 1, centre=5.0, centre_label="Average 5", lower=1.0, upper=9.0
    )
    return ControlChart(
        xs=tuple(float(x) for x in range(len(ys))),
        ys=ys,
        stretches=stretches or (whole,),
        x_ticks=(),
        y_heading="Offences",
        **more,  # type: ignore[arg-type]
    )


def test_each_stretch_has_its_own_band_and_the_band_breaks_at_the_step() -> None:
    (usual,) = shapes(printed(CONTROL), "rect", fill=BAND)
    (trial,) = shapes(printed(CONTROL), "rect", fill=TRIAL)[:1]
    end = float(usual.attrib["x"]) + float(usual.attrib["width"])
    assert 2 <= float(trial.attrib["x"]) - end <= 4
    assert float(trial.attrib["height"]) < float(usual.attrib["height"])


def test_trial_limits_have_dashed_edges_and_others_do_not() -> None:
    edges = [e.get("stroke-dasharray") for e in shapes(printed(CONTROL), "line", stroke="#828E98")]
    assert edges[:4] == [None, None, "4 3", "4 3"]


def test_a_stretch_without_limits_has_a_centre_line_and_no_band() -> None:
    few = plain(4, 6, stretches=(Stretch(first=0, last=1, centre=5.0, centre_label="Average 5"),))
    root = printed(few)
    assert not shapes(root, "rect")
    assert len(shapes(root, "line", stroke="#5C5A54")) == 1


def stepped(
    *uppers: float | None,
    first: int = 0,
    centres: tuple[float | None, ...] = (),
    trial: bool = False,
) -> SteppedStretch:
    return SteppedStretch(
        first=first,
        last=first + len(uppers) - 1,
        centre=5.0,
        centre_label="Expected 5",
        lower=1.0,
        upper=9.0,
        trial=trial,
        centres=centres or (5.0,) * len(uppers),
        lowers=tuple(None if upper is None else 1.0 for upper in uppers),
        uppers=uppers,
    )


def test_limits_that_move_have_a_tread_a_point() -> None:
    root = printed(plain(4, 5, 6, stretches=(stepped(8.0, 9.0, 7.0),)))
    (band,) = shapes(root, "polygon", fill=BAND)
    upper, lower = (corners(e) for e in shapes(root, "polyline", stroke="#828E98"))
    assert corners(band) == [*upper, *reversed(lower)]
    xs, heights = zip(*(corner.split(",") for corner in upper), strict=True)
    assert list(xs) == sorted(xs, key=float) and xs[1] == xs[2] and xs[3] == xs[4]
    assert heights[0] == heights[1] != heights[2] == heights[3] != heights[4] == heights[5]
    assert not shapes(root, "rect")


def test_moving_lines_break_where_they_have_no_height_and_at_a_border() -> None:
    parts = (stepped(8.0, None, 7.0), stepped(6.0, 9.0, first=3, trial=True))
    root = printed(plain(4, 5, 6, 5, 5, stretches=parts))
    assert [len(corners(e)) for e in shapes(root, "polygon", fill=BAND)] == [4, 4]
    before = shapes(root, "polygon", fill=BAND)[1]
    (after,) = shapes(root, "polygon", fill=TRIAL)
    end = max(float(corner.split(",")[0]) for corner in corners(before))
    start = min(float(corner.split(",")[0]) for corner in corners(after))
    assert 2 <= start - end <= 4
    dashes = [e.get("stroke-dasharray") for e in shapes(root, "polyline", stroke="#828E98")]
    assert dashes == [None] * 4 + ["4 3"] * 2


def test_a_centre_line_that_moves_is_stepped_too() -> None:
    root = printed(plain(4, 5, 6, stretches=(stepped(8.0, 9.0, 9.0, centres=(4.0, None, 6.0)),)))
    assert [len(corners(e)) for e in shapes(root, "polyline", stroke="#5C5A54")] == [2, 2]


def test_every_tread_is_within_the_drawing() -> None:
    root = printed(plain(4, 5, 6, stretches=(stepped(8.0, 40.0, 9.0),)))
    (band,) = shapes(root, "polygon", fill=BAND)
    assert min(float(corner.split(",")[1]) for corner in corners(band)) > 0


def test_every_average_is_written_once() -> None:
    for width in (320, 720):
        texts = [label.text for label in words(draw(CONTROL, width=width))]
        assert texts.count("102") == 1
        assert sum("Average 81" in text for text in texts) == 1


@pytest.mark.parametrize(
    ("width", "beneath", "inside"),
    [
        (
            640,
            ["1: May 2016", "2: August 2016", "3: November 2016"],
            ["1,402", "1,301", "1,203"],
        ),
        (
            320,
            ["1: May 2016, average 1,301", "2: August 2016, average 1,203", "3: November 2016"],
            ["1,402"],
        ),
    ],
)
def test_an_average_without_room_is_told_under_the_chart(
    width: int, beneath: list[str], inside: list[str]
) -> None:
    """Two stretches of three points, where a phone has pixels for half a number."""
    starts, levels = (0, 12, 15, 18, 40), (1402.0, 1301.0, 1203.0, 1102.0)
    dates = ("May 2016", "August 2016", "November 2016")
    chart = ControlChart(
        xs=tuple(float(x) for x in range(40)),
        ys=tuple(
            levels[number] + (-1) ** x * 40
            for number in range(4)
            for x in range(starts[number], starts[number + 1])
        ),
        stretches=tuple(
            Stretch(first=starts[n], last=starts[n + 1] - 1, centre=at, centre_label=f"{at:,.0f}")
            for n, at in enumerate(levels)
        ),
        x_ticks=(),
        y_heading="Crimes",
        steps=tuple(
            StepMark(
                first=starts[n + 1],
                label=date,
                confirmed=False,
                told=f"{date}, average {levels[n + 1]:,.0f}" if n < 2 else "",
            )
            for n, date in enumerate(dates)
        ),
    )
    written = [label.text for label in words(draw(chart, width=width))]
    assert [one for one in written if ": " in one] == beneath
    assert [one for one in ("1,402", "1,301", "1,203") if one in written] == inside


def test_the_limits_are_named_once_and_the_last_value_at_its_end() -> None:
    texts = [label.text for label in words(draw(CONTROL, width=720))]
    assert texts.count("Trial limits 70 to 85") == 1
    assert "May 2018: 88 [p]" in texts
    assert "Milestone 75" in texts


@pytest.mark.parametrize(("confirmed", "fill"), [(True, "#1F1F1C"), (False, "#FFFFFF")])
def test_a_step_is_dated_and_solid_only_where_confirmed(confirmed: bool, fill: str) -> None:
    chart = replace(
        CONTROL, steps=(StepMark(first=12, label="April 2017", confirmed=confirmed),), key=()
    )
    root = printed(chart)
    diamonds = [p for p in shapes(root, "polygon", fill=fill) if len(corners(p)) == 4]
    assert len(diamonds) == 1
    assert "April 2017" in [e.text for e in shapes(root, "text")]


def corners(shape: Element) -> list[str]:
    return shape.attrib["points"].split()


def test_a_run_points_to_its_side() -> None:
    def tip(side: int) -> float:
        marks = (PointMark(point=1, tone=Tone.NEITHER, run_side=side),)
        (shape,) = shapes(printed(plain(4, 5, 6, marks=marks)), "polygon")
        heights = [float(corner.split(",")[1]) for corner in corners(shape)]
        return heights[2] - heights[0]

    assert tip(1) < 0 < tip(-1)  # heights grow downwards


@pytest.mark.parametrize(
    ("tone", "tag", "points"),
    [(Tone.IMPROVEMENT, "circle", 0), (Tone.CONCERN, "polygon", 4), (Tone.NEITHER, "polygon", 4)],
)
def test_a_breach_is_ringed_by_a_shape_of_its_kind(tone: Tone, tag: str, points: int) -> None:
    marks = (PointMark(point=1, tone=tone, breach=True),)
    (ring,) = shapes(printed(plain(4, 5, 6, marks=marks)), tag, fill="none")
    if points:
        xs = {corner.split(",")[0] for corner in corners(ring)}
        assert len(xs) == (3 if tone is Tone.CONCERN else 2)  # a diamond, a square


def test_a_point_of_a_pattern_is_a_square() -> None:
    (shape,) = shapes(
        printed(plain(4, 5, 6, marks=(PointMark(point=1, tone=Tone.NEITHER),))), "polygon"
    )
    assert len(corners(shape)) == 4 and len({c.split(",")[0] for c in corners(shape)}) == 2


def test_a_point_of_a_run_that_is_a_breach_shows_both() -> None:
    marks = (PointMark(point=1, tone=Tone.CONCERN, run_side=1, breach=True),)
    found = [len(corners(p)) for p in shapes(printed(plain(4, 5, 6, marks=marks)), "polygon")]
    assert found == [3, 4]


def test_a_provisional_value_is_hollow_and_a_gap_stays_a_gap() -> None:
    root = printed(plain(4, None, 5, 6, hollow=frozenset({3})))
    assert len(shapes(root, "circle", fill="#FFFFFF", stroke=MAIN)) == 1
    assert [len(corners(p)) for p in shapes(root, "polyline", stroke=MAIN)] == [2]


def test_the_standing_average_is_a_stepped_line_that_stops_where_there_is_none() -> None:
    root = printed(plain(4, 5, 6, 7, standing=(None, 4.0, 4.5, None)))
    (stairs,) = shapes(root, "polyline", stroke="#77746C")
    heights = [corner.split(",")[1] for corner in corners(stairs)]
    assert heights[0] == heights[1] != heights[2] == heights[3]


def test_the_key_explains_the_signs_it_is_given_and_no_other() -> None:
    texts = [e.text for e in shapes(printed(CONTROL), "text")]
    assert {words for _, words in CONTROL.key} <= set(texts)
    assert not shapes(printed(replace(CONTROL, key=(), steps=(), marks=(), events=())), "polygon")


def test_values_are_painted_after_what_they_are_held_against() -> None:
    inks = [
        e.get("stroke")
        for e in printed(CONTROL).iter()
        if e.tag in (f"{SVG}line", f"{SVG}polyline")
    ]
    assert inks.index(MAIN) > inks.index("#5C5A54") > inks.index("#828E98")


def test_dense_is_lower() -> None:
    def height(*, dense: bool) -> float:
        return float(printed(CONTROL, dense=dense).attrib["height"])

    assert height(dense=True) < height(dense=False) - 50


def test_nothing_to_draw_says_so() -> None:
    empty = ControlChart(xs=(), ys=(), stretches=(), x_ticks=(), y_heading="Offences")
    assert "No values to draw" in [label.text for label in words(draw(empty, width=320))]


@pytest.mark.parametrize(
    "wrong",
    [
        {"ys": (1.0,)},
        {"standing": (1.0,)},
        {"xs": (0.0, 0.0)},
        {"stretches": (Stretch(first=0, last=0, centre=1.0, centre_label="1"),)},
        {"steps": (StepMark(first=1, label="April", confirmed=True),)},
    ],
)
def test_what_does_not_fit_together_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"position|stretch"):
        replace(plain(1.0, 2.0), **wrong)  # type: ignore[arg-type]


def test_a_stretch_has_two_limits_or_none() -> None:
    with pytest.raises(ValueError, match="two limits"):
        Stretch(first=0, last=0, centre=1.0, centre_label="1", lower=0.0)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"centres": (5.0,)}, "one tread a position"),
        ({"lowers": (None, 1.0)}, "two limits or none"),
    ],
)
def test_treads_that_do_not_fit_together_are_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(stepped(8.0, 9.0), **wrong)  # type: ignore[arg-type]


def test_every_sign_can_be_explained() -> None:
    for mark in KeyMark:
        with_key = printed(plain(4, 5, key=((mark, "meaning"),)))
        without = printed(plain(4, 5))
        assert len(list(with_key.iter())) > len(list(without.iter())) + 1, mark


# Where a label stands


def box(left: float, top: float) -> Box:
    return Box(left=left, top=top, right=left + 10, bottom=top + 10)


ROOM = Box(left=0, top=0, right=100, bottom=100)


def test_a_label_takes_its_first_wish_unless_a_line_crosses_it() -> None:
    wishes = [box(10, 10), box(50, 50)]
    assert best_box(wishes, room=ROOM, taken=[], lines=[]) == wishes[0]
    assert best_box(wishes, room=ROOM, taken=[], lines=[[(0, 0), (30, 30)]]) == wishes[1]


def test_a_label_never_stands_on_another_or_outside() -> None:
    assert best_box([box(10, 10)], room=ROOM, taken=[box(15, 15)], lines=[]) is None
    assert best_box([box(95, 10)], room=ROOM, taken=[], lines=[]) is None


@pytest.mark.parametrize(
    ("one", "two", "crossed"),
    [
        ((0, 15), (100, 15), True),  # through
        ((0, 5), (100, 5), False),  # above
        ((15, 0), (15, 100), True),  # upright
        ((0, 0), (9, 100), False),  # beside
        ((12, 12), (13, 13), True),  # wholly inside
        ((0, 25), (25, 0), True),  # through a corner
        ((0, 15), (5, 15), False),  # stops short
    ],
)
def test_whether_a_line_crosses_a_box(
    one: tuple[float, float], two: tuple[float, float], crossed: bool
) -> None:
    assert box(10, 10).crossed(one, two) is crossed
