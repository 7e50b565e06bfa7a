"""Boundaries of a workspace's own: what is read, and every way a file can be refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from copperplate.areas import Area, AreaKind, AreaRegister, with_districts_and_wards
from copperplate.errors import BadDefinition
from copperplate.reference import shipped
from copperplate.reference.boundaries import Boundaries, Outlines, boundaries
from copperplate.workspace import outlines
from copperplate.workspace.outlines import read_outlines

FILE = "areas/neighbourhood-policing-unit.geojson"
UNIT = AreaKind.NEIGHBOURHOOD_POLICING_UNIT
REGISTER = AreaRegister(
    [
        Area(code="U1", name="East", kind=UNIT),
        Area(code="U2", name="West", kind=UNIT),
        Area(code="W1", name="Ash", kind=AreaKind.WARD, parent="U1"),
    ]
)
BOX = [[3.0, 54.0], [3.1, 54.0], [3.1, 54.1], [3.0, 54.1], [3.0, 54.0]]
# The examples of RFC 7946: appendix A.3 (with a hole) and A.6.
POLYGON = [
    [[100.0, 0.0], [101.0, 0.0], [101.0, 1.0], [100.0, 1.0], [100.0, 0.0]],
    [[100.8, 0.8], [100.8, 0.2], [100.2, 0.2], [100.2, 0.8], [100.8, 0.8]],
]
MULTIPOLYGON = [
    [[[102.0, 2.0], [103.0, 2.0], [103.0, 3.0], [102.0, 3.0], [102.0, 2.0]]],
    [
        [[100.0, 0.0], [101.0, 0.0], [101.0, 1.0], [100.0, 1.0], [100.0, 0.0]],
        [[100.2, 0.2], [100.2, 0.8], [100.8, 0.8], [100.8, 0.2], [100.2, 0.2]],
    ],
]


def read(text: str, *, kind: AreaKind = UNIT, register: AreaRegister = REGISTER) -> Outlines:
    return read_outlines(text, file=FILE, kind=kind, register=register)


def feature(code: object = "U1", rings: Any = None, **geometry: Any) -> dict[str, Any]:
    drawn = {"type": "Polygon", "coordinates": [BOX] if rings is None else rings, **geometry}
    return {"type": "Feature", "properties": {"code": code}, "geometry": drawn}


def collection(*features: object, **top: Any) -> str:
    said = {"type": "FeatureCollection", "attribution": "Drawn by the force.", **top}
    return json.dumps({**said, "features": list(features)})


def refused(text: str) -> list[tuple[str, str, str]]:
    """Return code, place and what is wrong of every problem."""
    with pytest.raises(BadDefinition) as caught:
        read(text)
    return [(one.code, str(one.place), one.what) for one in caught.value.problems]


def points(rings: list[list[list[float]]]) -> tuple[tuple[tuple[float, ...], ...], ...]:
    return tuple(tuple(tuple(place) for place in ring) for ring in rings)


def test_the_examples_of_the_standard() -> None:
    several = feature("U2", MULTIPOLYGON, type="MultiPolygon")
    assert read(collection(feature("U1", POLYGON), several)).shapes == {
        "U1": (points(POLYGON),),
        "U2": tuple(points(polygon) for polygon in MULTIPOLYGON),
    }


def test_whole_degrees_and_heights_are_read() -> None:
    ring = [[0, 0, 12.5], [1, 0, 12.5], [1, 1, "high"], [0, 0, 12.5]]
    assert read(collection(feature(rings=[ring]))).shapes["U1"] == (
        (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)),),
    )


def test_the_corners_of_the_earth_lie_on_it() -> None:
    ring = [[-180, -90], [180, -90], [180, 90], [-180, -90]]
    assert read(collection(feature(rings=[ring]))).shapes


def test_boundaries_that_ship_could_be_a_workspace_s_own() -> None:
    which = Boundaries.WARDS_WEST_MIDLANDS
    shipped_file = json.loads(shipped.text(f"outlines/{which.value}.geojson"))
    text = json.dumps({**shipped_file, "attribution": "ONS"})
    found = read(text, kind=AreaKind.WARD, register=with_districts_and_wards())
    assert found.shapes == boundaries(which)


@pytest.mark.parametrize(
    ("top", "said"),
    [
        ({"attribution": "Drawn by the force."}, "Drawn by the force."),
        ({"attribution": " Source: © Crown copyright 2014 "}, "© Crown copyright 2014."),
        ({"mark": "Synthetic: it does not exist"}, "Synthetic: it does not exist."),
        ({"attribution": "Drawn by us", "mark": "A test."}, "Drawn by us. A test."),
    ],
)
def test_where_boundaries_come_from_is_said_in_sentences(top: dict[str, str], said: str) -> None:
    whole = {"type": "FeatureCollection", "features": [feature()], **top}
    assert read(json.dumps(whole)).attribution == said


FAR = [[530_000.0, 180_000.0], [531_000.0, 180_000.0], [531_000.0, 181_000.0]]
METRES = [*FAR, FAR[0]]
OPEN = BOX[:-1]
NO_JSON = "The file cannot be read as JSON: "
NO_COLLECTION = "The file is not a collection of features, or holds none."
NO_AREA = "The feature's geometry is no area."
NO_CODE = 'The feature has no "code" in its properties, or one that is not text.'
NO_PLACE = "A place is not a longitude and a latitude."
NO_RING = "A ring is not a closed line round an area."
NO_SOURCE = "The file does not say where the boundaries come from, in a line that can be printed."
WHOLE = [
    # what stands in the file, code, where in it, what is wrong
    ("", "G104", ":1:1", f"{NO_JSON}expecting value."),
    ('{"type":\n tru}', "G104", ":2:2", f"{NO_JSON}expecting value."),
    ('{"a": NaN}', "G104", "", f"{NO_JSON}NaN and Infinity are no numbers of JSON."),
    ('{"a": -Infinity}', "G104", "", f"{NO_JSON}NaN and Infinity are no numbers of JSON."),
    ('{"a": 1, "a": 2}', "G104", "", f"{NO_JSON}a key stands twice in one object."),
    ("[" * 200_000, "G105", "", "The file has more levels than can be read."),
    ('{"a":' * 200_000, "G105", "", "The file has more levels than can be read."),
    (" " * 5_000_001, "G105", "", "The file has over 5,000,000 characters."),
    (collection(*[1] * 5_001), "G105", "", "The file has over 5,000 features."),
    ("[]", "G106", "", NO_COLLECTION),
    ("{}", "G106", "", NO_COLLECTION),
    (collection(), "G106", "", NO_COLLECTION),
    (collection(feature(), type="Feature"), "G106", "", NO_COLLECTION),
    ('{"type": "FeatureCollection", "features": {}}', "G106", "", NO_COLLECTION),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "where", "what"), WHOLE, ids=[f"{case[1]} {case[0][:20]}" for case in WHOLE]
)
def test_a_file_that_holds_no_features(text: str, code: str, where: str, what: str) -> None:
    assert refused(text) == [(code, f"{FILE}{where}", what)]


FEATURES = [
    # a feature, code, what is wrong
    (feature(None), "G107", NO_CODE),
    (feature(7), "G107", NO_CODE),
    (feature(""), "G107", NO_CODE),
    (feature() | {"properties": None}, "G107", NO_CODE),
    (feature("X\u202e1"), "G107", "The feature's code is not in the area register."),
    (
        feature("W1"),
        "G107",
        "'W1' is the code of a ward, not of a neighbourhood-policing-unit.",
    ),
    (feature() | {"geometry": None}, "G106", NO_AREA),
    (feature(type="Point"), "G106", NO_AREA),
    (feature(type=["Polygon"]), "G106", NO_AREA),
    (feature(type="MultiPolygon"), "G110", NO_PLACE),
    (feature(rings=[]), "G106", NO_AREA),
    (feature(rings="none"), "G106", NO_AREA),
    (feature(rings=[], type="MultiPolygon"), "G106", NO_AREA),
    (feature(rings=[[]], type="MultiPolygon"), "G106", NO_AREA),
    (feature(rings=[[]]), "G109", NO_RING),
    (feature(rings=[BOX, 7]), "G109", NO_RING),
    (feature(rings=[OPEN]), "G109", NO_RING),
    (feature(rings=[[BOX[0], BOX[1], BOX[0]]]), "G109", NO_RING),
    (feature(rings=[[BOX[0], BOX[1], BOX[1], BOX[0]]]), "G109", NO_RING),
    (feature(rings=[METRES]), "G110", NO_PLACE),
    (feature(rings=[[*BOX[:-1], [180.001, 54.0], BOX[0]]]), "G110", NO_PLACE),
    (feature(rings=[[*BOX[:-1], [3.0, -90.5], BOX[0]]]), "G110", NO_PLACE),
    (feature(rings=[[*BOX[:-1], [3.0], BOX[0]]]), "G110", NO_PLACE),
    (feature(rings=[[*BOX[:-1], ["3.0", 54.0], BOX[0]]]), "G110", NO_PLACE),
    (feature(rings=[[*BOX[:-1], [True, 54.0], BOX[0]]]), "G110", NO_PLACE),
    (feature(rings=[[*BOX[:-1], None, BOX[0]]]), "G110", NO_PLACE),
]


@pytest.mark.parametrize(("bad", "code", "what"), FEATURES)
def test_a_feature_that_is_no_area_of_the_register(
    bad: dict[str, Any], code: str, what: str
) -> None:
    text = collection(feature("U2"), bad)
    assert refused(text) == [(code, f"{FILE}, feature 2", what)]


@pytest.mark.parametrize("bad", ["7", "null", '"U1"', "[]"])
def test_a_feature_that_is_none(bad: str) -> None:
    assert [code for code, *_ in refused(collection(json.loads(bad)))] == ["G107", "G106"]


@pytest.mark.parametrize("number", ["1e999", "9" * 400, "9" * 5_000])
def test_a_number_too_large_is_not_on_the_earth(number: str) -> None:
    text = collection(feature()).replace("3.1", number)
    assert [(code, what) for code, _, what in refused(text)] == [("G110", NO_PLACE)]


@pytest.mark.parametrize(
    "top",
    [{}, {"attribution": ""}, {"attribution": " "}, {"mark": 7}, {"mark": None},
     {"attribution": "two\nlines"}, {"attribution": "turned \u202e round"},
     {"attribution": "half \ud800"}, {"attribution": "a" * 601},
     {"attribution": "Good.", "mark": ""}],
)  # fmt: skip
def test_boundaries_of_nobody_are_not_drawn(top: dict[str, object]) -> None:
    whole = {"type": "FeatureCollection", "features": [feature()], **top}
    assert refused(json.dumps(whole)) == [("G111", FILE, NO_SOURCE)]


def test_an_area_stands_once() -> None:
    text = collection(feature("U1"), feature("U2"), feature("U1"))
    assert refused(text) == [
        ("G108", f"{FILE}, feature 3", "'U1' is the code of feature 1 already.")
    ]


def test_all_that_is_wrong_is_said_at_once() -> None:
    both = feature("U1", [[*METRES[:3], [1.0, 1.0]], OPEN, OPEN, METRES])
    text = collection(feature("U1"), both, feature("nobody"), feature(type="Point"), attribution=1)
    assert [(code, place.removeprefix(FILE)) for code, place, _ in refused(text)] == [
        ("G111", ""),
        ("G108", ", feature 2"),
        ("G110", ", feature 2"),
        ("G109", ", feature 2"),
        ("G107", ", feature 3"),
        ("G108", ", feature 4"),
        ("G106", ", feature 4"),
    ]


def test_no_text_of_the_file_is_repeated_but_codes_of_the_register() -> None:
    secret = "Nobody\u202e"
    text = json.dumps(
        {
            "type": "FeatureCollection",
            "attribution": secret,
            "features": [feature(secret), feature("U1", type=secret)],
        }
    )
    with pytest.raises(BadDefinition) as caught:
        read(text)
    assert "Nobody" not in str(caught.value)


def test_the_longest_file_is_read() -> None:
    text = collection(feature())
    assert read(text + " " * (outlines.MAXIMUM_LENGTH - len(text))).shapes.keys() == {"U1"}
