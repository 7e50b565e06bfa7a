"""What a drawing promises: words that never touch, gaps that stay gaps, the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.drawing import (
    AreaMap,
    Chart,
    ControlChart,
    Dot,
    Event,
    Fill,
    KeyMark,
    LegendEntry,
    Line,
    LineChart,
    Panel,
    PointMark,
    RankedDots,
    Reference,
    Role,
    Shape,
    SmallMultiples,
    Stacked,
    StepMark,
    Stretch,
    Tick,
    Tone,
    draw,
)
from tests.render.sample import CONTROL, DOTS, LINES, MAP, MULTIPLES, STACKED, square
from tests.render.svg_reading import SVG, collisions, ends, outside, parsed, words

WIDTHS = (320, 360, 520, 720, 800)
LONG_NAMES = (
    "Devon and Cornwall",
    "Avon and Somerset",
    "Dyfed-Powys and the whole of mid and west Wales",
    "Greater Manchester",
    "West Midlands",
    "Heddlu Gogledd Cymru, Llŷn",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch",
)

names = st.one_of(
    st.sampled_from(LONG_NAMES),
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40),
)
values = st.one_of(st.none(), st.floats(-1e7, 1e7, allow_nan=False))
value_labels = st.one_of(
    st.just(""), st.sampled_from(("[x]", "262,558", "36.2%", "[c] hidden to protect people"))
)


@st.composite
def lines(draw_one: st.DrawFn, count: int, role: Role) -> Line:
    ys = tuple(draw_one(st.lists(values, min_size=count, max_size=count)))
    hollow = st.frozensets(st.integers(0, count - 1), max_size=3)
    return Line(
        name=draw_one(names),
        xs=tuple(float(x) for x in range(count)),
        ys=ys,
        role=role,
        value_label=draw_one(value_labels),
        hollow=draw_one(hollow),
    )


@st.composite
def line_charts(draw_one: st.DrawFn) -> LineChart:
    count = draw_one(st.integers(1, 30))
    roles = [Role.MAIN, *draw_one(st.lists(st.sampled_from(list(Role)), max_size=9))]
    events = st.lists(st.builds(Event, at=st.floats(0, count - 1), label=names), max_size=4)
    return LineChart(
        lines=tuple(draw_one(lines(count, role)) for role in roles),
        x_ticks=tuple(Tick(at=float(x), label=f"March {1990 + x}") for x in range(count)),
        y_heading=draw_one(names),
        y_places=draw_one(st.integers(0, 2)),
        from_zero=draw_one(st.booleans()),
        events=tuple(draw_one(events)),
    )


@st.composite
def ranked_dots(draw_one: st.DrawFn) -> RankedDots:
    dots = st.builds(
        Dot, name=names, value=values, value_label=value_labels, role=st.sampled_from(Role)
    )
    references = st.builds(Reference, at=st.floats(-1e7, 1e7, allow_nan=False), label=names)
    return RankedDots(
        dots=tuple(draw_one(st.lists(dots, max_size=12))),
        x_heading=draw_one(names),
        x_places=draw_one(st.integers(0, 2)),
        references=tuple(draw_one(st.lists(references, max_size=3))),
    )


@st.composite
def control_drawings(draw_one: st.DrawFn) -> ControlChart:
    count = draw_one(st.integers(0, 30))
    cuts = draw_one(st.sets(st.integers(1, max(count - 1, 1)), max_size=5)) if count > 1 else set()
    firsts = sorted({0, *cuts}) if count else []
    points = st.integers(0, max(count - 1, 0))
    return ControlChart(
        xs=tuple(float(x) for x in range(count)),
        ys=tuple(draw_one(st.lists(values, min_size=count, max_size=count))),
        stretches=tuple(
            Stretch(
                first=first,
                last=after - 1,
                centre=draw_one(values),
                centre_label=draw_one(st.one_of(value_labels, names)),
                **draw_one(st.sampled_from(({}, {"lower": -9.0, "upper": 9e6}))),
                trial=draw_one(st.booleans()),
            )
            for first, after in zip(firsts, [*firsts[1:], count], strict=False)
        ),
        x_ticks=tuple(Tick(at=float(x), label=f"March {1990 + x}") for x in range(count)),
        y_heading=draw_one(names),
        y_places=draw_one(st.integers(0, 2)),
        from_zero=draw_one(st.booleans()),
        value_label=draw_one(value_labels),
        limits_label=draw_one(names),
        standing=tuple(draw_one(st.lists(values, min_size=count, max_size=count))),
        hollow=draw_one(st.frozensets(points, max_size=3)) if count else frozenset(),
        steps=tuple(
            StepMark(first=first, label=draw_one(names), confirmed=draw_one(st.booleans()))
            for first in firsts[1:]
        ),
        marks=tuple(
            PointMark(
                point=point,
                tone=draw_one(st.sampled_from(Tone)),
                run_side=draw_one(st.sampled_from((-1, 0, 1))),
                breach=draw_one(st.booleans()),
            )
            for point in (draw_one(st.sets(points, max_size=6)) if count else ())
        ),
        references=tuple(
            Reference(at=at, label=draw_one(names))
            for at in draw_one(st.lists(st.floats(-1e7, 1e7, allow_nan=False), max_size=2))
        ),
        events=tuple(
            Event(at=float(at), label=draw_one(names))
            for at in (draw_one(st.lists(points, max_size=3)) if count else ())
        ),
        key=tuple((mark, draw_one(names)) for mark in draw_one(st.sets(st.sampled_from(KeyMark)))),
    )


@st.composite
def area_maps(draw_one: st.DrawFn) -> AreaMap:
    places = st.tuples(st.integers(0, 8), st.integers(0, 8))
    cells = sorted(draw_one(st.sets(places, min_size=1, max_size=20)))
    labels = st.one_of(st.just(()), st.tuples(names), st.tuples(names, value_labels))
    side = draw_one(st.sampled_from((0.02, 0.1, 0.7)))
    return AreaMap(
        shapes=tuple(
            Shape(
                rings=(square(*cell, side=side),),
                fill=draw_one(st.sampled_from(Fill)),
                group=draw_one(st.sampled_from(("", "a", "b"))),
                label=draw_one(labels),
            )
            for cell in cells
        ),
        legend=tuple(
            LegendEntry(fill=fill, label=draw_one(names), note=draw_one(st.just("") | names))
            for fill in Fill
        ),
        heading=draw_one(names),
    )


@st.composite
def small_multiples(draw_one: st.DrawFn) -> SmallMultiples:
    first = draw_one(control_drawings())
    others = draw_one(st.lists(control_drawings(), max_size=4))
    charts = [first, *(one for one in others if one.xs == first.xs)]
    panels = [Panel(name=draw_one(names), chart=one) for one in charts]
    panels += [
        Panel(name=draw_one(names), chart=None, said=said)
        for said in draw_one(st.lists(names, max_size=3))
    ]
    return SmallMultiples(
        panels=tuple(draw_one(st.permutations(panels))),
        x_ticks=first.x_ticks,
        heading=draw_one(names),
        y_places=draw_one(st.integers(0, 2)),
        one_scale=draw_one(st.booleans()),
        reference=draw_one(st.none() | st.floats(-1e7, 1e7, allow_nan=False).map(at_a_line)),
        key=tuple((mark, draw_one(names)) for mark in draw_one(st.sets(st.sampled_from(KeyMark)))),
    )


def at_a_line(height: float) -> Reference:
    return Reference(at=height, label="mean")


@st.composite
def stacked(draw_one: st.DrawFn) -> Stacked:
    charts = draw_one(
        st.lists(control_drawings(), min_size=2, max_size=2).filter(lambda two: two[0].xs)
    )
    return Stacked(
        charts=tuple(charts),
        x_ticks=charts[0].x_ticks,
        key=tuple((mark, draw_one(names)) for mark in draw_one(st.sets(st.sampled_from(KeyMark)))),
    )


any_chart = st.one_of(
    line_charts(), ranked_dots(), control_drawings(), area_maps(), small_multiples(), stacked()
)


@pytest.mark.parametrize("width", WIDTHS)
@given(chart=any_chart)
@settings(deadline=None, max_examples=90)
def test_no_two_labels_touch_and_none_leaves_the_drawing(width: int, chart: Chart) -> None:
    svg = draw(chart, width=width)
    assert collisions(svg) == []
    assert outside(svg) == []


@given(chart=any_chart)
@settings(deadline=None, max_examples=90)
def test_every_line_and_dot_stays_inside_the_drawing(chart: Chart) -> None:
    root = parsed(draw(chart, width=320))
    _, _, width, height = (float(part) for part in root.attrib["viewBox"].split())
    for element in root.iter():
        places = [element.get(name) for name in ("x1", "x2", "cx", "x")]
        heights = [element.get(name) for name in ("y1", "y2", "cy", "y")]
        for across, down in ends(element.get("d", "")):
            places.append(across)
            heights.append(down)
        for pair in element.get("points", "").split():
            across, down = pair.split(",")
            places.append(across)
            heights.append(down)
        assert all(-1 <= float(place) <= width + 1 for place in places if place is not None)
        assert all(-1 <= float(place) <= height + 1 for place in heights if place is not None)


@pytest.mark.parametrize(
    "chart",
    [LINES, DOTS, CONTROL, MAP, MULTIPLES, STACKED],
    ids=["lines", "dots", "control", "map", "multiples", "stacked"],
)
@pytest.mark.parametrize("palette", ["screen", "print"])
def test_a_drawing_holds_shapes_and_words_and_nothing_else(chart: Chart, palette: str) -> None:
    root = parsed(draw(chart, width=720, palette=palette))  # type: ignore[arg-type]
    elements = {element.tag.removeprefix(SVG) for element in root.iter()}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert elements <= {
        *("svg", "line", "polyline", "polygon", "circle", "rect", "text"),
        *("g", "path"),
    }
    assert not attributes & {"id", "style", "class", "href"}


def test_on_screen_colours_follow_the_page_and_in_print_they_are_fixed() -> None:
    assert "var(--chart-main, #12436D)" in draw(LINES, width=720, palette="screen")
    printed = draw(LINES, width=720, palette="print")
    assert "var(" not in printed
    assert "#12436D" in printed


def strokes(svg: str) -> list[tuple[str, str | None, int]]:
    """Each drawn line: its width, its dashes, its number of points, in painting order."""
    return [
        (
            line.attrib["stroke-width"],
            line.get("stroke-dasharray"),
            len(line.attrib["points"].split()),
        )
        for line in parsed(svg).iter(f"{SVG}polyline")
    ]


def series(name: str, ys: tuple[float | None, ...], role: Role = Role.MAIN, **more: object) -> Line:
    xs = tuple(float(x) for x in range(len(ys)))
    return Line(name=name, xs=xs, ys=ys, role=role, **more)  # type: ignore[arg-type]


def chart_of(*shown: Line, events: tuple[Event, ...] = ()) -> LineChart:
    return LineChart(lines=shown, x_ticks=(), y_heading="Offences", events=events)


def test_a_missing_value_leaves_a_gap() -> None:
    svg = draw(chart_of(series("Force", (1, 2, None, 4, 5, 6))), width=720)
    assert [points for _, _, points in strokes(svg)] == [2, 3]


def test_a_value_alone_between_gaps_is_a_dot() -> None:
    whole = draw(chart_of(series("Force", (1, 2, 3, 4, 5))), width=720)
    alone = draw(chart_of(series("Force", (1, None, 3, None, 5))), width=720)
    assert whole.count("<circle") == 1  # the end of the line
    assert alone.count("<circle") == 4  # three values, and the end again
    assert strokes(alone) == []


def test_a_provisional_value_is_hollow() -> None:
    svg = draw(chart_of(series("Force", (1, 2, 3), hollow=frozenset({2}))), width=720)
    hollow = [c for c in parsed(svg).iter(f"{SVG}circle") if c.get("stroke") is not None]
    assert [c.attrib["fill"] for c in hollow] == ["var(--chart-paper, #FFFFFF)"]


def test_the_main_line_is_thickest_and_on_top_and_the_average_is_dashed() -> None:
    svg = draw(
        chart_of(
            series("Force", (1, 2), Role.MAIN),
            series("Peer", (2, 3), Role.PEER),
            series("Average", (3, 4), Role.AVERAGE),
        ),
        width=720,
    )
    peer, average, main = strokes(svg)
    assert float(peer[0]) < float(average[0]) < float(main[0])
    assert (peer[1], main[1]) == (None, None)
    assert average[1] is not None


def test_each_line_is_named_at_its_end_with_its_last_value() -> None:
    texts = [label.text for label in words(draw(LINES, width=720))]
    assert "West Midlands 90" in texts
    assert "Group average 107" in texts


def test_a_line_without_any_value_is_still_named() -> None:
    svg = draw(chart_of(series("Force", (None, None), value_label="[x]")), width=720)
    texts = [label.text for label in words(svg)]
    assert "Force [x]" in texts
    assert "No values to draw" in texts


def test_among_too_many_peers_the_force_and_the_average_keep_their_names() -> None:
    peers = [series(f"Peer {n}", (0, float(n)), Role.PEER) for n in range(43)]
    chart = chart_of(*peers, series("Force", (0, 20)), series("Average", (0, 21), Role.AVERAGE))
    texts = [label.text for label in words(draw(chart, width=320))]
    assert {"Force", "Average", "Peer 0", "Peer 42"} <= set(texts)
    assert len([text for text in texts if text.startswith("Peer")]) < 43


def test_the_time_axis_keeps_its_newest_label_and_spaces_the_rest_evenly() -> None:
    ticks = tuple(Tick(at=float(x), label=f"March {2000 + x}") for x in range(20))
    chart = replace(chart_of(series("Force", (1.0,) * 20)), x_ticks=ticks)
    wide = [w.text for w in words(draw(chart, width=720)) if w.text.startswith("March ")]
    assert wide[-1] == "March 2019"
    years = [int(text[-4:]) for text in wide]
    assert len({b - a for a, b in pairwise(years)}) == 1
    narrow = [w.text for w in words(draw(chart, width=320)) if w.text == "March"]
    assert 2 <= len(narrow) < len(wide)


def test_an_event_is_named_once_on_the_chart() -> None:
    chart = chart_of(series("Force", (1, 2, 3)), events=(Event(at=1, label="Base year"),))
    texts = [label.text for label in words(draw(chart, width=320))]
    assert texts.count("Base year") == 1


def test_events_too_close_to_name_are_numbered_and_listed_beneath() -> None:
    events = tuple(Event(at=at, label=f"The {at} change of rules") for at in (3, 4, 6))
    chart = chart_of(series("Force", tuple(float(x) for x in range(20))), events=events)
    texts = [label.text for label in words(draw(chart, width=320))]
    assert {"1", "2", "3"} <= set(texts)
    assert "1: The 3 change of rules" in texts
    assert "3: The 6 change of rules" in texts


def test_a_row_without_a_value_says_why_and_has_no_dot() -> None:
    svg = draw(DOTS, width=720)
    assert "[x] not available" in [label.text for label in words(svg)]
    assert svg.count("<circle") == 3


def test_an_average_among_dots_differs_in_shape() -> None:
    dots = tuple(Dot(name=role.value, value=1.0, value_label="1", role=role) for role in Role)
    svg = draw(RankedDots(dots=dots, x_heading="Offences"), width=320)
    assert (svg.count("<circle"), svg.count("<polygon")) == (2, 1)


def test_words_are_escaped() -> None:
    svg = draw(chart_of(series("<script>&\x00", (1, 2))), width=720)
    assert "<script>&" in [label.text for label in words(svg)]


def test_nothing_narrower_than_a_phone_is_drawn() -> None:
    with pytest.raises(ValueError, match="320"):
        draw(LINES, width=319)


def test_the_same_chart_is_the_same_text_in_every_process() -> None:
    code = (
        "from tests.render.sample import CONTROL, LINES, DOTS, MAP\n"
        "from copperplate.drawing import draw\n"
        "print(draw(LINES, width=320), draw(DOTS, width=720), draw(CONTROL, width=320), "
        "draw(MAP, width=320))"
    )
    root = Path(__file__).parents[2]
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    drawings = (
        draw(LINES, width=320),
        draw(DOTS, width=720),
        draw(CONTROL, width=320),
        draw(MAP, width=320),
    )
    assert seen == {f"{' '.join(drawings)}\n".encode()}
