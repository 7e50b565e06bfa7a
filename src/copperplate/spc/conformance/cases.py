"""A folder of recorded calls: series, cases, and what each program returned for them."""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from copperplate.spc.sums import Array

Row = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Series:
    """One series of the folder; arrays of shape (1, n_points).

    Attributes:
        periods: ISO dates.
        counts: The numbers, NaN where missing.
        denominators: What they were divided by; None where nothing was.
    """

    periods: tuple[str, ...]
    counts: Array
    denominators: Array | None


@dataclass(frozen=True, kw_only=True)
class Case:
    """One call of one program.

    Attributes:
        identity: Its id.
        library: The program.
        options: What was passed besides the data.
        status: ``ok``, or why it returned nothing.
        series: What it was called on.
        points: What it returned, a row a point.
        summary: What it returned, a row a stretch.
    """

    identity: str
    library: str
    options: dict[str, Any]
    status: str
    series: Series
    points: list[Row] = field(default_factory=list)
    summary: list[Row] = field(default_factory=list)

    def column(self, name: str) -> Array:
        """Return a column of the points as numbers, NaN where empty."""
        return np.array([number(row[name]) for row in self.points])


def number(text: str) -> float:
    """Return a recorded number, NaN where there is none."""
    return float("nan") if text in ("", "NA", "NaN") else float(text)


def read_cases(folder: Path) -> Iterator[Case]:
    """Yield every case of a folder, with its outputs."""
    series = _series(folder)
    rows = list(_rows(folder / "cases.csv"))
    outputs = {
        (library, kind): _by_case(folder, f"{_file(library)}_{kind}.csv")
        for library in {row["library"] for row in rows}
        for kind in ("points", "summary")
    }
    for row in rows:
        library, identity = row["library"], row["case_id"]
        yield Case(
            identity=identity,
            library=library,
            options=json.loads(row["options"] or "{}"),
            status=row["status"],
            series=series[row["series_id"]],
            points=outputs[library, "points"].get(identity, []),
            summary=outputs[library, "summary"].get(identity, []),
        )


def _file(library: str) -> str:
    return library.lower().partition("-")[0]


def _series(folder: Path) -> dict[str, Series]:
    held: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(folder / "series.csv"):
        held[row["series_id"]].append(row)
    return {identity: _one_series(rows) for identity, rows in held.items()}


def _one_series(rows: list[Row]) -> Series:
    denominators = np.array([[number(row["n"]) for row in rows]])
    return Series(
        periods=tuple(row["period"] for row in rows),
        counts=np.array([[number(row["y"]) for row in rows]]),
        denominators=None if np.isnan(denominators).all() else denominators,
    )


def _by_case(folder: Path, name: str) -> dict[str, list[Row]]:
    held: dict[str, list[Row]] = defaultdict(list)
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            for row in _rows(path):
                held[row["case_id"]].append(row)
            break
    return held


def _rows(path: Path) -> Iterator[Row]:
    with _opened(path) as file:
        yield from csv.DictReader(file)


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")
