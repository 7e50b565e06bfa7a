"""The shapes that synthetic records are drawn from, against what was published."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from tools.synthetic_shapes import MADE

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "copperplate" / "synthetic" / "shapes"


@pytest.mark.parametrize("name", MADE)
def test_the_shipped_shapes_are_what_their_makers_make(shared: Path, name: str) -> None:
    assert (PACKAGE / name).read_text(encoding="utf-8") == MADE[name](shared)


@pytest.mark.parametrize(("year", "total"), [(2012, 168_770), (2013, 174_524), (2017, 233_393)])
def test_four_quarters_add_up_to_the_published_year(year: int, total: int) -> None:
    """Years to March, all but fraud: Office for National Statistics and Home Office."""
    crimes: Counter[int] = Counter()
    with (PACKAGE / "quarters.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            start = row["quarter_start"]
            crimes[int(start[:4]) - (start[5:7] == "01")] += int(row["crimes"])
    assert crimes[year] == total
