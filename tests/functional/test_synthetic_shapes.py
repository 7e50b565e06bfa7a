"""The shapes that synthetic records are drawn from, against what was published."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections import Counter
from pathlib import Path

import pytest
from tools.synthetic_shapes import MADE
from tools.synthetic_shapes.groups import crime_type
from tools.synthetic_shapes.times import MEASURED, moments

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "copperplate" / "synthetic" / "shapes"


@pytest.mark.parametrize("name", MADE)
def test_the_shipped_shapes_are_what_their_makers_make(shared: Path, name: str) -> None:
    assert (PACKAGE / name).read_text(encoding="utf-8") == MADE[name](shared)


@pytest.mark.parametrize(("year", "total"), [(2012, 168_770), (2013, 174_524), (2017, 233_393)])
def test_four_quarters_add_up_to_the_published_year(year: int, total: int) -> None:
    """Years to March, all but fraud: Office for National Statistics and Home Office."""
    crimes: Counter[int] = Counter()
    for row in rows(PACKAGE / "quarters.csv"):
        start = row["quarter_start"]
        crimes[int(start[:4]) - (start[5:7] == "01")] += int(row["crimes"])
    assert crimes[year] == total


def test_every_file_has_its_source_edition_and_licence() -> None:
    index = rows(PACKAGE / "index.csv")
    assert {row["file"] for row in index} == set(MADE)
    assert {path.name for path in PACKAGE.iterdir()} == {*MADE, "index.csv"}
    for row in index:
        assert all(cell.strip() for name, cell in row.items() if name != "obtained"), row
        if row["licence"] == "Open Government Licence v3.0":
            assert "Open Government Licence v3.0" in row["attribution"]
            assert "@" in row["obtained"]
        else:
            assert row["title"] == "Assumed weights"
    # Real months, codes and quarters; the rest is assumed, wholly or in part.
    assert {row["file"] for row in index if row["publisher"] == "Copperplate"} == set(MADE) - {
        "quarters.csv",
        "months.csv",
        "offences.csv",
    }


@pytest.mark.parametrize(
    ("file", "column", "measured"),
    [
        ("weekdays.csv", "offence_group", set(MEASURED)),
        ("hours.csv", "offence_group", set(MEASURED)),
        ("delays.csv", "outcome_type", set()),
        ("locations.csv", "offence_group", set()),
        ("code_locations.csv", "offence", set()),
        ("markers.csv", "marker", set()),
        ("code_markers.csv", "offence", set()),
    ],
)
def test_every_assumed_weight_has_its_reason(file: str, column: str, measured: set[str]) -> None:
    reasons = {
        row["assumed"]: row["reason"]
        for row in rows(PACKAGE / "reasons.csv")
        if row["file"] == file
    }
    assert all(reasons.values())
    assert reasons.keys() == {row[column] for row in rows(PACKAGE / file)} - measured


def test_weights_come_from_as_many_records_as_the_index_says(shared: Path) -> None:
    counted = Counter(group for group, _ in moments(shared))
    notes = " ".join(
        row["note"] for row in rows(PACKAGE / "index.csv") if row["file"] == "hours.csv"
    )
    for group in MEASURED:
        assert f"{counted[group]:,}" in notes, group


@pytest.mark.parametrize(
    "group", ["bicycle_theft", "burglary_domestic", "vehicle_offences", "public_order"]
)
def test_months_split_quarters_that_were_left_out_better_than_days_do(
    shared: Path, group: str
) -> None:
    """West Midlands 2016, which the weights were not made from, split as records are: by quarter."""
    table = shared / "police-uk" / "monthly-tables" / "west_midlands_2016_monthly_by_crime_type.csv"
    real = [int(row[crime_type(group)]) for row in rows(table)]
    days = [monthrange(2016, month)[1] for month in range(1, 13)]
    weights = [
        int(row["weight"]) for row in rows(PACKAGE / "months.csv") if row["offence_group"] == group
    ]
    of_months = [weight * day for weight, day in zip(weights, days, strict=True)]
    assert missed(of_months, real) < 0.8 * missed(days, real)


def missed(shape: list[int], real: list[int]) -> float:
    """Return the crimes that lie in a wrong month when each quarter is split by a shape."""
    wrong = 0.0
    for first in range(0, 12, 3):
        part, crimes = shape[first : first + 3], real[first : first + 3]
        wrong += sum(
            abs(sum(crimes) * share / sum(part) - count)
            for share, count in zip(part, crimes, strict=True)
        )
    return wrong / 2


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
