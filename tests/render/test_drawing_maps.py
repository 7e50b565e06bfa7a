"""Maps: what is drawn where, fills told apart without colour, names, outlines, size."""

from __future__ import annotations

import itertools
import json
import math
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from copperplate.areas import AreaKind, with_districts_and_wards
from copperplate.drawing import SHADES, AreaMap, Fill, LegendEntry, Shape, draw, plate
from copperplate.drawing.boxes import Box
from copperplate.drawing.hatch import hatched
from copperplate.drawing.ink import DARK, PRINT, Ink, shade_ink
from copperplate.drawing.projection import fitted
from copperplate.reference.boundaries import Boundaries, boundaries
from copperplate.render.theme import contrast
from copperplate.synthetic.outlines import geojson
from tests.render.sample import MAP, square
from tests.render.svg_reading import SVG, collisions, ends, outside, parsed, words

REGISTER = with_districts_and_wards()
FORCE = "E23000014"


def shape(code: str, held: Boundaries, fill: Fill, **more: object) -> Shape:
    rings = tuple(ring for polygon in boundaries(held)[code] for ring in polygon)
    return Shape(rings=rings, fill=fill, **more)  # type: ignore[arg-type]


def mapped(*shapes: Shape) -> AreaMap:
    legend = tuple(LegendEntry(fill=fill, label=fill.value) for fill in Fill)
    return AreaMap(shapes=shapes, legend=legend, heading="Burglaries")


DISTRICTS = list(REGISTER.within(FORCE, kind=AreaKind.LOCAL_AUTHORITY))
WEST_MIDLANDS = mapped(
    *(
        shape(area.code, Boundaries.DISTRICTS, fill, group=FORCE, label=(area.name, "1,234"))
        for area, fill in zip(DISTRICTS, Fill, strict=False)
    )
)
WARDS = mapped(
    *(
        shape(code, Boundaries.WARDS_WEST_MIDLANDS, SHADES[n % 5], group=REGISTER[code].parent)
        for n, code in enumerate(boundaries(Boundaries.WARDS_WEST_MIDLANDS))
    )
)
FORCES = mapped(
    *(
        shape(code, Boundaries.POLICE_FORCE_AREAS, SHADES[n % 5], group="all")
        for n, code in enumerate(boundaries(Boundaries.POLICE_FORCE_AREAS))
    )
)


def groups(svg: str, **attributes: str) -> list[ElementTree.Element]:
    return [
        element
        for element in parsed(svg).iter(f"{SVG}g")
        if all(element.get(name.replace("_", "-")) == value for name, value in attributes.items())
    ]


def paths(svg: str, **attributes: str) -> list[str]:
    return [path.attrib["d"] for group in groups(svg, **attributes) for path in group]


def strong(svg: str) -> list[str]:
    return paths(svg, stroke=PRINT[Ink.LABEL], fill="none")


def printed(chart: AreaMap, width: int = 720) -> str:
    return draw(chart, width=width, palette="print")


@pytest.mark.parametrize("chart", [MAP, WEST_MIDLANDS, WARDS, FORCES])
@pytest.mark.parametrize("width", [320, 720])
def test_one_path_an_area_and_one_swatch_an_entry(chart: AreaMap, width: int) -> None:
    svg = printed(chart, width)
    for fill in SHADES:
        areas = sum(one.fill is fill for one in chart.shapes)
        assert len(paths(svg, fill=PRINT[shade_ink(fill)])) == areas + 1  # and its swatch


def test_every_fill_is_told_by_its_lines_or_its_lightness() -> None:
    svg = printed(MAP)
    lines = Counter(
        path.attrib["stroke"]
        for path in parsed(svg).iter(f"{SVG}path")
        if path.get("stroke-width") == "0.8"
    )
    # An area and its swatch: crossed lines where hidden, lines one way where nothing is known.
    assert lines == {PRINT[Ink.QUIET]: 2, PRINT[Ink.EDGE]: 2}
    for inks in (PRINT, DARK):
        shades = [inks[shade_ink(fill)] for fill in SHADES]
        beside = [contrast(a, b) for a, b in itertools.pairwise(shades)]
        assert min(beside) > 1.7
        assert all(contrast(a, b) >= 3 for a, b in zip(shades, shades[2:], strict=False))
        from_paper = [contrast(shade, inks[Ink.PAPER]) for shade in shades]
        assert from_paper == sorted(from_paper)


@pytest.mark.parametrize("width", [320, 720])
def test_every_district_is_named_and_nothing_collides(width: int) -> None:
    svg = draw(WEST_MIDLANDS, width=width)
    texts = Counter(label.text for label in words(svg))
    assert {area.name for area in DISTRICTS} <= set(texts)
    assert texts["1,234"] == len(DISTRICTS)
    assert (collisions(svg), outside(svg)) == ([], [])


def crossings(ring: list[tuple[float, float]], x: float, y: float) -> int:
    """How often a line from a place to the right crosses a closed line."""
    return sum(
        (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay)
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True)
    )


@pytest.mark.parametrize("width", [320, 720])
def test_a_name_stands_in_its_own_shape_or_a_line_leads_there(width: int) -> None:
    alone = [replace(one, fill=SHADES[0]) for one in WEST_MIDLANDS.shapes]
    for number, area in enumerate(DISTRICTS):
        shapes = [*alone]
        shapes[number] = replace(alone[number], fill=SHADES[4])
        svg = printed(mapped(*shapes), width)
        own, *_ = paths(svg, fill=PRINT[shade_ink(SHADES[4])])
        ring = [(float(x), float(y)) for x, y in ends(own)]
        (name,) = [label for label in words(svg) if label.text == area.name]
        places = [((name.left + name.right) / 2, (name.top + name.bottom) / 2)]
        dots = [
            (float(d.attrib["cx"]), float(d.attrib["cy"])) for d in parsed(svg).iter(f"{SVG}circle")
        ]
        assert any(crossings(ring, x, y) % 2 for x, y in places + dots), area.name


def test_wards_lie_inside_the_outlines_of_their_districts() -> None:
    assert len(strong(printed(WARDS))) == len(DISTRICTS)
    assert [
        label.text
        for label in words(draw(WARDS, width=720))
        if label.text in {a.name for a in DISTRICTS}
    ] == []


def test_a_group_is_outlined_once_and_not_between_its_own() -> None:
    two = mapped(
        Shape(rings=(square(0, 0),), fill=Fill.LOWEST, group="a"),
        Shape(rings=(square(1, 0),), fill=Fill.LOWEST, group="a"),
        Shape(rings=(square(2, 0),), fill=Fill.LOWEST, group="b"),
        Shape(rings=(square(3, 0),), fill=Fill.LOWEST),
    )
    outlines = [ends(path) for path in strong(printed(two))]
    assert sorted(len(outline) for outline in outlines) == [4, 6]  # corners; two squares share two


# Four small squares far apart, in a larger one that no shape fills.
FRAME = square(-1, -1, side=1.0)
SPARSE = replace(
    mapped(
        *(
            Shape(rings=(square(*at),), fill=fill, group=str(at), label=("Market Street", "7"))
            for at, fill in zip(((-8, -8), (-2, -8), (-8, -2), (-2, -2)), Fill, strict=False)
        )
    ),
    behind=(FRAME,),
)

TEN_UNITS = mapped(
    *(
        Shape(
            rings=tuple(tuple(tuple(at) for at in ring) for ring in rings),
            fill=SHADES[n % 5],
            group="force",
            label=(one["properties"]["name"], "123"),
        )
        for n, one in enumerate(
            json.loads(geojson(AreaKind.NEIGHBOURHOOD_POLICING_UNIT))["features"]
        )
        for rings in one["geometry"]["coordinates"]
    )
)


def behind(svg: str) -> list[str]:
    return paths(svg, stroke=PRINT[Ink.EDGE], fill="none", stroke_width="0.8")


@pytest.mark.parametrize("width", [320, 720])
def test_what_lies_behind_is_a_thin_line_round_the_shapes(width: int) -> None:
    svg = printed(SPARSE, width)
    (line,) = behind(svg)
    drawn = [group for group in parsed(svg) if group.tag == f"{SVG}g"]
    assert drawn[0].find(f"{SVG}path").attrib["d"] == line  # type: ignore[union-attr]
    assert float(drawn[0].attrib["stroke-width"]) < 1
    xs, ys = ([float(place[axis]) for place in ends(line)] for axis in (0, 1))
    for outline in strong(svg):
        for x, y in ends(outline):
            assert min(xs) < float(x) < max(xs)
            assert min(ys) < float(y) < max(ys)
    assert (collisions(svg), outside(svg)) == ([], [])
    assert [label.text for label in words(svg)].count("Market Street") == 4


def test_without_lines_behind_nothing_is_drawn_there() -> None:
    assert behind(printed(replace(SPARSE, behind=()))) == []


@pytest.mark.parametrize("chart", [SPARSE, WEST_MIDLANDS, TEN_UNITS])
@pytest.mark.parametrize("width", [320, 340, 720])
def test_a_leader_begins_at_words_and_runs_across_none(chart: AreaMap, width: int) -> None:
    svg = draw(chart, width=width, palette="print", dense=width == 340)
    lines = [
        [(float(line.attrib[f"x{end}"]), float(line.attrib[f"y{end}"])) for end in (1, 2)]
        for line in parsed(svg).iter(f"{SVG}line")
    ]
    assert bool(lines) is not (chart is TEN_UNITS and width == 720)
    said = [Box(left=w.left, right=w.right, top=w.top, bottom=w.bottom) for w in words(svg)]
    for start, end in lines:
        x, y = start
        apart = [
            math.dist(start, (np.clip(x, at.left, at.right), np.clip(y, at.top, at.bottom)))
            for at in said
        ]
        assert min(apart) < 5
        assert not [box for box in said if box.crossed(start, end)]


@pytest.mark.parametrize("width", [320, 720])
def test_ten_units_are_all_named(width: int) -> None:
    svg = draw(TEN_UNITS, width=width)
    assert {shape.label[0] for shape in TEN_UNITS.shapes} <= {label.text for label in words(svg)}
    assert (collisions(svg), outside(svg)) == ([], [])


def test_names_that_stand_on_lines_are_kept_readable() -> None:
    def haloes(chart: AreaMap) -> list[str]:
        labels = parsed(printed(chart, 320)).iter(f"{SVG}text")
        return [one.text or "" for one in labels if one.get("paint-order") == "stroke"]

    assert haloes(SPARSE) == ["Market Street", "7"] * 4
    assert haloes(replace(SPARSE, behind=())) == []


def test_a_hole_stays_empty() -> None:
    west, east = square(0, 0)[0], square(2, 2)[2]
    outer = (west, (east[0], west[1]), east, (west[0], east[1]), west)
    around = Shape(rings=(outer, square(1, 1)), fill=Fill.MISSING)
    svg = printed(mapped(around))
    (path,) = [p for p in paths(svg, fill="#FFFFFF", fill_rule="evenodd") if p.count("z") == 2]
    xs = sorted({float(x) for x, _ in ends(path)})
    ys = sorted({float(y) for _, y in ends(path)})
    lines, *_swatches = [
        p for p in parsed(svg).iter(f"{SVG}path") if p.get("stroke-width") == "0.8"
    ]
    middles = [
        ((ax + bx) / 2, (ay + by) / 2)
        for (ax, ay), (bx, by) in (
            [(float(x), float(y)) for x, y in ends(f"M{line}")]
            for line in lines.attrib["d"].split("M")[1:]
        )
    ]
    assert len(middles) > 20
    assert not any(xs[1] < x < xs[2] and ys[1] < y < ys[2] for x, y in middles)


def test_hatching_is_as_dense_in_every_shape_and_lies_inside() -> None:
    ring = ((0.0, 0.0), (60.0, 0.0), (60.0, 60.0), (0.0, 60.0), (0.0, 0.0))
    for rising in (True, False):
        lines = hatched([ring], rising=rising, gap=6)
        assert len(lines) == pytest.approx(60 * math.sqrt(2) / 6, abs=1)
        assert all(-1e-9 <= c <= 60 + 1e-9 for line in lines for place in line for c in place)
        slopes = {round((d - b) / (c - a)) for (a, b), (c, d) in lines if abs(c - a) > 1e-6}
        assert slopes == ({-1} if rising else {1})


@pytest.mark.parametrize(
    ("held", "bound"),
    [(Boundaries.WARDS_WEST_MIDLANDS, 0.004), (Boundaries.POLICE_FORCE_AREAS, 0.075)],
)
def test_the_projection_is_as_true_as_it_says(held: Boundaries, bound: float) -> None:
    places = [
        at
        for area in boundaries(held).values()
        for polygon in area
        for ring in polygon
        for at in ring
    ]
    flat = fitted(places, left=0, top=0, width=700, height=700)
    for latitude in (min(p[1] for p in places), max(p[1] for p in places)):
        # How long a degree of longitude is drawn, beside how long it is on a sphere.
        drawn = flat((1.0, latitude))[0] - flat((0.0, latitude))[0]
        true = math.cos(math.radians(latitude)) * flat.scale
        assert abs(drawn / true - 1) < bound
    assert flat((flat.west, flat.north)) == (0, 0)
    assert max(flat.width, flat.height) == pytest.approx(700)


def test_neighbours_keep_the_points_of_their_common_line() -> None:
    svg = printed(WARDS)
    sides: Counter[frozenset[tuple[str, str]]] = Counter()
    for fill in SHADES:
        for path in paths(svg, fill=PRINT[shade_ink(fill)])[:-1]:
            places = ends(path)
            for one, two in zip(places, places[1:] + places[:1], strict=True):
                sides[frozenset((one, two))] += 1
    assert Counter(sides.values())[2] > 3 * Counter(sides.values())[1]


@pytest.mark.parametrize(
    ("chart", "most"), [(WEST_MIDLANDS, 14_000), (WARDS, 32_000), (FORCES, 80_000)]
)
def test_a_map_is_small(chart: AreaMap, most: int) -> None:
    assert all(len(draw(chart, width=width)) < most for width in (320, 720))


def test_a_plate_stands_alone() -> None:
    svg = plate(
        MAP,
        title="Burglary & robbery",
        subtitle="By square",
        foot=("Source: nobody.", "Contains OS data © Crown copyright."),
        alternative="One square is hidden.",
        width=360,
    )
    root = parsed(svg)
    assert (root[0].text, root[1].text) == ("Burglary & robbery", "One square is hidden.")
    assert root.attrib["role"] == "img"
    assert "var(" not in svg
    texts = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    for said in ("Burglary & robbery", "By square", "Source: nobody.", "© Crown copyright."):
        assert said in texts
    inner = root.find(f"{SVG}svg")
    assert inner is not None
    reach = float(inner.attrib["y"]) + float(inner.attrib["height"])
    feet = [float(e.attrib["y"]) for e in root.findall(f"{SVG}text") if "Source" in (e.text or "")]
    assert all(reach < foot < float(root.attrib["height"]) for foot in feet)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"legend": MAP.legend[:-1]}, "legend"),
        ({"legend": (*MAP.legend, MAP.legend[0])}, "legend"),
        ({"shapes": ()}, "shape"),
        ({"shapes": (Shape(rings=(square(0, 0)[:-1],), fill=Fill.ZERO),)}, "closed"),
        ({"behind": (square(0, 0)[:-1],)}, "closed"),
    ],
)
def test_a_map_that_cannot_be_drawn_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(MAP, **change)  # type: ignore[arg-type]
