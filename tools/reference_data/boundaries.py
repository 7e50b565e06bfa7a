"""Boundaries to draw, as small GeoJSON: longitude and latitude to few decimal places.

Rounding is the only change to the coordinates, so that neighbours keep the points they share; a
point that falls on the one before it is dropped. From the generalised boundaries of the Office for
National Statistics.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

BOUNDARIES = {
    "police-force-areas": ("pfa_2020_england_wales", "pfa20", 3),
    "districts": ("lad_2024_msg_four_forces", "ltla24", 4),
    "wards-west-midlands": ("wards_2022_west_midlands", "ward22", 4),
}
"""Our name → the published file, the first part of its property names, and decimal places: of a
map of the country about a hundred metres, of a force about ten."""


def boundary_file(name: str) -> Callable[[Path], str]:
    """Return the function that makes a file of boundaries."""
    source, prefix, places = BOUNDARIES[name]

    def make(folder: Path) -> str:
        published = json.loads(
            (folder / "boundaries" / f"{source}.geojson").read_text(encoding="utf-8")
        )
        features = [
            {
                "type": "Feature",
                "properties": {
                    "code": feature["properties"][f"{prefix}_code"],
                    "name": feature["properties"][f"{prefix}_name"],
                },
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [
                        [_rounded(ring, places) for ring in polygon]
                        for polygon in feature["geometry"]["coordinates"]
                    ],
                },
            }
            for feature in published["features"]
        ]
        features.sort(key=lambda feature: feature["properties"]["code"])
        lines = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features)
        return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'

    return make


def _rounded(ring: list[list[float]], places: int) -> list[list[float]]:
    points: list[list[float]] = []
    for longitude, latitude in ring:
        point = [round(longitude, places), round(latitude, places)]
        if not points or points[-1] != point:
            points.append(point)
    # A ring is closed, and has an inside.
    assert points[0] == points[-1]
    assert len(points) >= 4
    return points
