"""Boundaries of a force's own areas: ``areas/KIND.geojson``, as RFC 7946 has it.

The file may come from anywhere, so nothing in it is taken on trust: what is handed on is finite, on
the earth, closed, and of areas the register holds. Knows nothing of what is drawn of it.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

from copperplate.areas import AreaKind, AreaRegister
from copperplate.errors import BadDefinition, Place, Problem
from copperplate.reference.boundaries import Outlines, Point, Ring, Shape
from copperplate.unseen import UNSEEN

# A map is a picture of a few hundred pixels: what is longer was not made to be drawn.
MAXIMUM_LENGTH = 5_000_000
MAXIMUM_FEATURES = 5_000
MAXIMUM_ATTRIBUTION = 600
_WHERE_FROM = ("attribution", "mark")
_SHORTEST_RING = 4  # RFC 7946, 3.1.6: the first position stands at the end again
_CORNERS = 3
_FARTHEST = (180.0, 90.0)
_REMEDY = "Save the boundaries again as GeoJSON, longitude and latitude in degrees (WGS 84)."

Json = Any
"""A value of JSON; its numbers are all floats."""


def read_outlines(text: str, *, file: str, kind: AreaKind, register: AreaRegister) -> Outlines:
    """Read the boundaries of areas of one kind.

    Args:
        text: GeoJSON: a FeatureCollection of Polygons and MultiPolygons in longitude and latitude
            (WGS 84). ``code`` in a feature's properties is the area's code; ``attribution``
            or ``mark`` at the top says where the boundaries come from.
        file: Its name as the user knows it.
        kind: What all its areas are.
        register: The areas there are.

    Raises:
        BadDefinition: No JSON (G104), too long, too deep or too many features (G105), no collection
            of features (G106). All else at once: a feature that is no area (G106), a code that is
            missing, unknown or of another kind (G107) or stands twice (G108), a ring that is
            not closed (G109), a place that is not on the earth (G110), nothing that says where
            the boundaries come from (G111).
    """
    read = _json(text, Place(file=file))
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or read.get("type") != "FeatureCollection" or not features:
        raise BadDefinition(
            Problem(
                code="G106",
                place=Place(file=file),
                what="The file is not a collection of features, or holds none.",
                allowed='At the top stand "type": "FeatureCollection" and a list "features".',
                remedy=_REMEDY,
            )
        )
    if len(features) > MAXIMUM_FEATURES:
        raise BadDefinition(_too_much(Place(file=file), f"over {MAXIMUM_FEATURES:,} features"))
    problems: list[Problem] = []
    attribution = _attribution(read, Place(file=file), problems)
    shapes: dict[str, Shape] = {}
    first: dict[str, int] = {}
    for number, feature in enumerate(features, start=1):
        place = Place(file=file, spot=f"feature {number}")
        code = _code(feature, kind, register, place, problems)
        if code in first:
            problems.append(
                Problem(
                    code="G108",
                    place=place,
                    what=f"'{code}' is the code of feature {first[code]} already.",
                    allowed="An area is one feature; of several parts, a MultiPolygon.",
                    remedy="Make one feature of the two, or correct a code.",
                )
            )
        elif code:
            first[code] = number
        shape = _shape(feature, place, problems)
        if code and shape:
            shapes[code] = shape
    if problems:
        raise BadDefinition(*problems)
    return Outlines(shapes=MappingProxyType(shapes), attribution=attribution)


class _KeyTwiceError(Exception):
    """A key stands twice in one object."""


def _json(text: str, place: Place) -> Json:
    if len(text) > MAXIMUM_LENGTH:
        raise BadDefinition(_too_much(place, f"over {MAXIMUM_LENGTH:,} characters"))
    try:
        # Every number as a float: a whole one of a million digits would take minutes.
        return json.loads(
            text, parse_int=float, parse_constant=_no_number, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        place = Place(file=place.file, line=error.lineno, column=error.colno)
        said = error.msg[0].lower() + error.msg[1:]
    except _KeyTwiceError:
        said = "a key stands twice in one object"
    except ValueError:
        said = "NaN and Infinity are no numbers of JSON"
    except RecursionError:
        raise BadDefinition(_too_much(place, "more levels than can be read")) from None
    raise BadDefinition(
        Problem(
            code="G104",
            place=place,
            what=f"The file cannot be read as JSON: {said}.",
            remedy=_REMEDY,
        )
    )


def _no_number(_: str) -> float:
    raise ValueError


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _KeyTwiceError
    return found


def _too_much(place: Place, what: str) -> Problem:
    return Problem(
        code="G105",
        place=place,
        what=f"The file has {what}.",
        allowed=f"At most {MAXIMUM_LENGTH:,} characters and {MAXIMUM_FEATURES:,} features.",
        remedy="Generalise the boundaries: a map is a picture, and nothing is measured on it.",
    )


def _attribution(read: dict[str, Json], place: Place, problems: list[Problem]) -> str:
    """Return where the boundaries come from, as sentences."""
    said = [read[key] for key in _WHERE_FROM if key in read]
    if not said or not all(map(_can_be_printed, said)):
        problems.append(
            Problem(
                code="G111",
                place=place,
                what="The file does not say where the boundaries come from, in a line that can be "
                "printed.",
                allowed='"attribution" or "mark" at the top: a line of at most '
                f"{MAXIMUM_ATTRIBUTION} characters.",
                remedy='Add "attribution": "…", with the words the licence asks for.',
            )
        )
        return ""
    lines = [words.strip().removeprefix("Source: ") for words in said]
    return " ".join(line if line.endswith(".") else f"{line}." for line in lines)


def _can_be_printed(words: Json) -> bool:
    # guard: seen-attribution. It stands beneath every map, as it is written here; half of a
    # character of two halves, which an escape can write, has no bytes at all.
    return (
        isinstance(words, str)
        and 0 < len(words.strip()) <= MAXIMUM_ATTRIBUTION
        and not UNSEEN.search(words)
        and not any(sign in "\t\r\n" or "\ud800" <= sign <= "\udfff" for sign in words)
    )


def _code(
    feature: Json, kind: AreaKind, register: AreaRegister, place: Place, problems: list[Problem]
) -> str:
    """Return the code of a feature's area; empty if it is not one of the areas asked for."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = properties.get("code") if isinstance(properties, dict) else None
    if not isinstance(code, str) or not code:
        what = 'The feature has no "code" in its properties, or one that is not text.'
    elif code not in register:
        # What is not in the register may be anything at all, so it is not repeated here.
        what = "The feature's code is not in the area register."
    elif register[code].kind is not kind:
        what = f"'{code}' is the code of a {register[code].kind.value}, not of a {kind.value}."
    else:
        return code
    problems.append(
        Problem(
            code="G107",
            place=place,
            what=what,
            allowed=f"The codes of areas of the kind {kind.value} stand in areas/register.csv.",
            remedy="Give the code as the register writes it, or add the area to the register.",
        )
    )
    return ""


def _shape(feature: Json, place: Place, problems: list[Problem]) -> Shape:
    """Return a feature's polygons; none where something is wrong with one of them."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    polygons = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(geometry, dict) and geometry.get("type") == "Polygon":
        polygons = [polygons]
    elif not isinstance(geometry, dict) or geometry.get("type") != "MultiPolygon":
        polygons = None
    if not isinstance(polygons, list):
        polygons = []
    if not polygons or not all(isinstance(rings, list) and rings for rings in polygons):
        problems.append(
            Problem(
                code="G106",
                place=place,
                what="The feature's geometry is no area.",
                allowed="A Polygon or MultiPolygon with its coordinates: polygons of rings.",
                remedy=_REMEDY,
            )
        )
        return ()
    found: list[Problem] = []
    shape = tuple(tuple(_ring(ring, place, found) for ring in rings) for rings in polygons)
    # Of each sort of mistake the first: a file in another projection has one at every place.
    problems.extend({problem.code: problem for problem in reversed(found)}.values())
    return () if found else shape


def _ring(ring: Json, place: Place, problems: list[Problem]) -> Ring:
    places = [_point(one) for one in ring] if isinstance(ring, list) else []
    points = tuple(point for point in places if point is not None)
    if len(points) < len(places):
        problems.append(
            Problem(
                code="G110",
                place=place,
                what="A place is not a longitude and a latitude.",
                allowed="Two finite numbers: degrees east from -180 to 180, then degrees north "
                "from -90 to 90; a height after them is not read.",
                remedy="Metres of a national grid must be transformed first. " + _REMEDY,
            )
        )
    elif len(points) < _SHORTEST_RING or points[0] != points[-1] or len({*points}) < _CORNERS:
        problems.append(
            Problem(
                code="G109",
                place=place,
                what="A ring is not a closed line round an area.",
                allowed=f"At least {_SHORTEST_RING} places, of which the last is the first again.",
                remedy=_REMEDY,
            )
        )
    return points


def _point(place: Json) -> Point | None:
    # guard: places-on-earth. What is not finite would spread through the projection to every shape.
    if not isinstance(place, list) or len(place) < len(_FARTHEST):
        return None
    for degrees, farthest in zip(place, _FARTHEST, strict=False):
        if type(degrees) is not float or not -farthest <= degrees <= farthest:
            return None
    return place[0], place[1]
