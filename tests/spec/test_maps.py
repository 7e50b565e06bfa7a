"""What a map says: its headline, alt text, legend and notes, of values shown, hidden and missing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from copperplate.areas import Area, AreaKind, AreaRegister, with_districts_and_wards
from copperplate.compare import Average
from copperplate.drawing import AreaMap, Fill
from copperplate.narrative.figure_maker import Context
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import plain
from copperplate.periods import parse_period
from copperplate.reference.boundaries import Boundaries, Outlines, boundaries, shipped_outlines
from copperplate.report.blocks import Chart
from copperplate.report.maps import Backdrop, area_map
from tests.builders import evidence

REGISTER = with_districts_and_wards()
FORCE = "E23000014"
JUNE = "June 2019"
DISTRICTS = REGISTER.within(FORCE, kind=AreaKind.LOCAL_AUTHORITY)
NAMES = {area.name: area for area in DISTRICTS}
Value = float | str | tuple[float, str] | None
PLAIN: dict[str, Value] = {
    "Birmingham": 814,
    "Coventry": 323,
    "Sandwell": 263,
    "Walsall": 238,
    "Wolverhampton": 206,
    "Dudley": 168,
    "Solihull": 154,
}


def block(
    values: Mapping[str, Value], *, more: Mapping[str, Area] | None = None, **about: object
) -> Chart:
    """Return the map of some districts, by name."""
    areas = [{**NAMES, **(more or {})}[name] for name in values]
    pairs = zip(areas, values.values(), strict=True)
    shown = evidence({area.code: {JUNE: value} for area, value in pairs}, **about)  # type: ignore[arg-type]
    context = Context(
        area=FORCE, names=REGISTER, group=None, average=Average.MEAN_WITH_SELF, base=None
    )
    return area_map(
        FigureBook({"robbery": shown}, context),
        "robbery",
        areas,
        parse_period(JUNE),
        within=REGISTER[FORCE],
        identity="map",
        outlines=shipped_outlines(Boundaries.DISTRICTS),
    )


def legend(found: Chart) -> list[str]:
    assert isinstance(found.drawing, AreaMap)
    return [f"{e.fill.value}: {e.label} {e.note}" for e in found.drawing.legend]


HEADLINES: list[tuple[dict[str, Value], str]] = [
    (PLAIN, "Robbery: highest in Birmingham, 814; lowest in Solihull, 154"),
    (
        PLAIN | {"Solihull": "c"},
        (
            "Robbery: highest in Birmingham, 814; lowest in Dudley, 168, of the six local authorities "
            "with a figure"
        ),
    ),
    (dict.fromkeys(PLAIN, 12), "Robbery: the same in all seven local authorities, 12"),
    (
        dict.fromkeys(PLAIN, 12) | {"Dudley": "x"},
        "Robbery: the same in all six local authorities with a figure, 12",
    ),
    (dict.fromkeys(PLAIN, "x"), "Robbery: no area has a figure"),
    ({"Dudley": 5}, "Robbery: Dudley, 5"),
    (
        PLAIN | {"Coventry": 814, "Dudley": 154, "Walsall": 154, "Sandwell": 154},
        "Robbery: highest in Birmingham and Coventry, 814; lowest in four local authorities, 154",
    ),
]


@pytest.mark.parametrize(("values", "said"), HEADLINES)
def test_headlines(values: dict[str, Value], said: str) -> None:
    assert plain(block(values).title) == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            PLAIN,
            (
                "Map of robbery in seven local authorities of West Midlands, June 2019, in offences: "
                "highest in Birmingham, 814; lowest in Solihull, 154."
            ),
        ),
        (
            PLAIN | {"Solihull": "c", "Dudley": "x", "Walsall": "x"},
            (
                "Map of robbery in seven local authorities of West Midlands, June 2019, in offences: "
                "highest in Birmingham, 814; lowest in Wolverhampton, 206, of the four local "
                "authorities with a figure; one hidden; two without a figure."
            ),
        ),
    ],
)
def test_the_alt_text_is_one_sentence(values: dict[str, Value], said: str) -> None:
    assert plain(block(values).alternative) == said


LEGENDS: list[tuple[str, dict[str, Value], list[str]]] = [
    (
        "thirds",
        PLAIN,
        ["lowest: 154 to 199 lowest third (2)", "middle: 200 to 299 middle third (3)", "highest: 300 to 814 highest third (2)"],
    ),
    (
        "zero, hidden and missing each have their own",
        PLAIN | {"Solihull": 0, "Dudley": "c", "Walsall": "x"},
        ["lower: 206 to 299 lower half (2)", "higher: 300 to 814 higher half (2)", "zero: 0 zero (1)", "hidden: [c] hidden to protect people (1)", "missing: [x] not available (1)"],
    ),
    ("all equal", dict.fromkeys(PLAIN, 12), ["middle: 12 only class (7)"]),
    ("all zero", dict.fromkeys(PLAIN, 0), ["zero: 0 zero (7)"]),
    ("all missing", dict.fromkeys(PLAIN, "x"), ["missing: [x] not available (7)"]),
    (
        "equals are one class, and a third is not said",
        {"Birmingham": 9, "Coventry": 5, "Sandwell": 1, "Walsall": 1, "Wolverhampton": 1, "Dudley": 1, "Solihull": 1},
        ["lower: 1 to 4 lower of two (5)", "higher: 5 to 9 higher of two (2)"],
    ),
    (
        "below zero, zero is a value like any other",
        {"Birmingham": -5, "Coventry": -1, "Sandwell": 0, "Walsall": 3},
        ["lower: −5 to −1 lower half (2)", "higher: 0 to 3 higher half (2)"],
    ),
    (
        "another absence",
        {"Birmingham": 4, "Coventry": "z", "Sandwell": "x"},
        ["middle: 4 only class (1)", "missing: [x] [z] not available or not applicable (2)"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "said"), [case[1:] for case in LEGENDS], ids=[c[0] for c in LEGENDS]
)
def test_legends(values: dict[str, Value], said: list[str]) -> None:
    assert legend(block(values)) == said


def test_borders_are_of_what_is_shown_alone() -> None:
    for name in PLAIN:
        shown = {other: value for other, value in PLAIN.items() if other != name}
        without, within = block(shown), block(PLAIN | {name: "c"})
        assert legend(within) == [*legend(without), "hidden: [c] hidden to protect people (1)"]


def test_a_hidden_area_stands_by_its_name_and_not_by_its_value() -> None:
    rows = [
        plain(row.cells[0]) for row in block(PLAIN | {"Walsall": "c", "Coventry": "x"}).table.rows
    ]
    assert rows == ["Birmingham", "Sandwell", "Wolverhampton", "Dudley", "Solihull", "Coventry", "Walsall"]  # fmt: skip


def test_the_table_says_what_the_map_shows() -> None:
    table = block(PLAIN | {"Walsall": "c", "Solihull": (0, "p")}).table
    cells = {plain(row.cells[0]): [plain(cell) for cell in row.cells[1:]] for row in table.rows}
    assert cells["Birmingham"] == ["814", "higher half"]
    assert cells["Solihull"] == ["0 [p]", "zero"]
    assert cells["Walsall"] == ["[c]", "hidden to protect people"]
    assert table.notes[:2] == (
        "[c] hidden to protect people",
        "[p] provisional: expected to be revised",
    )
    assert any("not divided by residents" in note for note in table.notes)


def test_a_source_line_holds_the_words_the_boundaries_ask_for() -> None:
    assert block(PLAIN).source == (
        "Source: Office for National Statistics (17 October 2019). Boundaries: Office for National "
        "Statistics licensed under the Open Government Licence v3.0. Contains OS data © Crown "
        "copyright and database right 2024."
    )


def test_areas_that_cannot_be_compared_are_not_ranked_in_words() -> None:
    found = block(PLAIN, not_comparable="Forces count this differently.")
    assert plain(found.title) == "Robbery: from 154 to 814"
    assert "Forces count this differently." in found.table.notes


def test_few_classes_take_shades_far_apart() -> None:
    drawn = block(PLAIN).drawing
    assert isinstance(drawn, AreaMap)
    assert {shape.fill for shape in drawn.shapes} == {Fill.LOWEST, Fill.MIDDLE, Fill.HIGHEST}


def test_an_area_without_a_boundary_is_in_the_table_and_said() -> None:
    warwick = next(area for area in REGISTER if area.name == "Warwick")
    assert warwick.code not in boundaries(Boundaries.DISTRICTS)
    found = block(PLAIN | {"Warwick": 7}, more={"Warwick": warwick})
    assert "Warwick" in [plain(row.cells[0]) for row in found.table.rows]
    assert "No boundary is held for Warwick: in the table, not on the map." in found.table.notes
    assert isinstance(found.drawing, AreaMap)
    assert len(found.drawing.shapes) == 7


# Areas of a force's own ------------------------------------------------------------------

UNIT, DISTRICT = AreaKind.NEIGHBOURHOOD_POLICING_UNIT, AreaKind.LOCAL_AUTHORITY
OWN = (
    Area(code="U1", name="East", kind=UNIT, parent=FORCE),
    Area(code="U2", name="West", kind=UNIT, parent=FORCE),
    Area(code="W1", name="Ash", kind=AreaKind.WARD, parent="U1"),
    Area(code="W2", name="Oak", kind=AreaKind.WARD, parent="E08000025"),
    Area(code="W3", name="Elm", kind=AreaKind.WARD),
    Area(code="P1", name="Market", kind=AreaKind.PRIORITY_AREA, parent="W1"),
    Area(code="P2", name="Mill", kind=AreaKind.PRIORITY_AREA, parent="U2"),
    Area(code="P3", name="Bridge", kind=AreaKind.PRIORITY_AREA, parent="W2"),
)
BY_CODE = {area.code: area for area in OWN}
SQUARE = ((((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)),),)
OURS = Outlines(shapes=dict.fromkeys(BY_CODE, SQUARE), attribution="Drawn by the force, 2014.")
THEIRS = Outlines(shapes={"U1": SQUARE, "U2": SQUARE}, attribution="Drawn by the council.")


def own(*codes: str, outlines: Outlines = OURS, behind: Backdrop | None = None) -> Chart:
    """Return the map of some areas of the force's own, 10 of each."""
    register = AreaRegister([*REGISTER, *OWN])
    shown = evidence({code: {JUNE: 10} for code in codes})
    context = Context(
        area=FORCE, names=register, group=None, average=Average.MEAN_WITH_SELF, base=None
    )
    return area_map(
        FigureBook({"robbery": shown}, context),
        "robbery",
        [BY_CODE[code] for code in codes],
        parse_period(JUNE),
        within=REGISTER[FORCE],
        identity="map",
        outlines=outlines,
        behind=behind,
    )


@pytest.mark.parametrize(
    ("codes", "title"),
    [
        (("U1", "U2"), "Robbery, policing units of West Midlands, June 2019"),
        (("P1", "P2"), "Robbery, priority areas of West Midlands, June 2019"),
    ],
)
def test_what_a_force_s_own_areas_are_called(codes: tuple[str, ...], title: str) -> None:
    assert own(*codes).subtitle == title


@pytest.mark.parametrize(
    ("codes", "heading", "cells"),
    [
        (("U1", "U2"), None, []),
        (("W1",), "Policing unit", ["East"]),
        (("W2",), "Local authority", ["Birmingham"]),
        (("W1", "W2"), "Lies in", ["East", "Birmingham"]),
        (("W1", "W3"), None, []),
        (("P1", "P2"), "Policing unit", ["East", "West"]),
        (("P1", "P3"), "Lies in", ["Birmingham", "East"]),
    ],
)
def test_small_areas_stand_beside_the_larger_one_they_lie_in(
    codes: tuple[str, ...], heading: str | None, cells: list[str]
) -> None:
    table = own(*codes).table
    beside = [column.title for column in table.columns][1:-2]
    assert beside == ([] if heading is None else [heading])
    found = [plain(row.cells[1]) for row in table.rows] if beside else []
    assert sorted(found) == sorted(cells)


def test_a_ward_is_told_from_another_of_its_name_by_what_it_lies_in() -> None:
    assert plain(own("W1").title) == "Robbery: Ash (East), 10"
    assert plain(own("W3").title) == "Robbery: Elm, 10"


def test_units_are_named_and_their_force_is_one_outline() -> None:
    drawn = own("U1", "U2").drawing
    assert isinstance(drawn, AreaMap)
    assert [shape.label for shape in drawn.shapes] == [("East", "10"), ("West", "10")]
    assert {shape.group for shape in drawn.shapes} == {FORCE}


def test_each_priority_area_is_an_outline_of_its_own() -> None:
    drawn = own("P1", "P2", "P3").drawing
    assert isinstance(drawn, AreaMap)
    assert sorted(shape.group for shape in drawn.shapes) == ["P1", "P2", "P3"]


BEHIND = [
    (("U1", "U2"), "Thin lines: policing units.", 2),
    (("U2",), "Thin line: the policing unit West.", 1),
]


@pytest.mark.parametrize(("codes", "said", "lines"), BEHIND)
def test_what_lies_behind_is_drawn_and_said(codes: tuple[str, ...], said: str, lines: int) -> None:
    units = tuple(BY_CODE[code] for code in codes)
    found = own("P1", "P2", behind=Backdrop(areas=units, outlines=THEIRS))
    assert isinstance(found.drawing, AreaMap)
    assert found.drawing.behind == (SQUARE[0][0],) * lines
    assert said in found.table.notes
    assert found.source.endswith("Boundaries: Drawn by the force, 2014. Drawn by the council.")


def test_nothing_is_said_of_what_is_not_drawn() -> None:
    found = own("P1", "P2")
    assert isinstance(found.drawing, AreaMap)
    assert found.drawing.behind == ()
    assert not [note for note in found.table.notes if note.startswith("Thin")]
    assert found.source.endswith("Boundaries: Drawn by the force, 2014.")


def test_boundaries_of_one_source_are_credited_once() -> None:
    found = own("P1", behind=Backdrop(areas=(BY_CODE["U1"],), outlines=OURS))
    assert found.source.count("Drawn by the force, 2014.") == 1
