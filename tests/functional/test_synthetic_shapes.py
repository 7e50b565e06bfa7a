"""The shapes that synthetic records are drawn from, against what was published."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections import Counter
from pathlib import Path

import pytest
from tools.synthetic_shapes import MADE
from tools.synthetic_shapes.groups import crime_type

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


def test_months_are_nearer_to_a_year_that_was_left_out_than_no_season_is(shared: Path) -> None:
    """West Midlands 2016, which the weights were not made from: bicycles, burglary, vehicles."""
    table = shared / "police-uk" / "monthly-tables" / "west_midlands_2016_monthly_by_crime_type.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        year = list(csv.DictReader(stream))
    weights: dict[str, list[int]] = {}
    with (PACKAGE / "months.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            weights.setdefault(row["offence_group"], []).append(int(row["weight"]))
    days = [monthrange(2016, month)[1] for month in range(1, 13)]
    for group in ("bicycle_theft", "burglary_domestic", "vehicle_offences", "public_order"):
        real = [int(row[crime_type(group)]) for row in year]
        drawn = [weight * day for weight, day in zip(weights[group], days, strict=True)]
        assert apart(drawn, real) < 0.8 * apart(days, real), group


def apart(ours: list[int], theirs: list[int]) -> float:
    """Return how far two shares lie apart: the total variation distance, in percentage points."""
    return 50 * sum(
        abs(one / sum(ours) - other / sum(theirs)) for one, other in zip(ours, theirs, strict=True)
    )
