"""Natural process limits beside two public programs that use the same constant, 2.66.

NHSRplotthedots 0.2.2 (screening of ranges off) and statprocon 2.0.0, on series made and
real, some with missing values; their outputs were recorded, neither is needed here.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from copperplate.spc import natural_process_limits

Recorded = dict[str, tuple[list[float], list[tuple[float, float, float]]]]


@pytest.fixture(scope="module")
def vectors(shared: Path) -> Path:
    folder = shared.parent / "spc-vectors"
    if not folder.is_dir():
        pytest.skip("the recorded outputs of other programs do not lie beside the project")
    return folder


def recorded(path: Path, ending: str, names: tuple[str, str, str]) -> Recorded:
    """Return each case's values and, point by point, centre line and limits."""
    values: dict[str, list[float]] = defaultdict(list)
    limits: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["case_id"].endswith(ending):
                case = row["case_id"]
                values[case].append(float(row["value"] or "nan"))
                one, two, three = (float(row[name] or "nan") for name in names)
                limits[case].append((one, two, three))
    return {case: (values[case], limits[case]) for case in values}


@pytest.mark.parametrize(
    ("file", "ending", "names", "within", "least"),
    [
        # Written with 15 significant digits.
        ("nhsrplotthedots_points.csv.gz", ":noscreen", ("mean", "lpl", "upl"), 1e-9, 30),
        # Rounds the mean range to three places before it takes 2.66 of it.
        ("statprocon_points.csv.gz", ":average", ("cl", "lnpl", "unpl"), 2.5e-3, 30),
    ],
)
def test_limits_equal_those_recorded(
    vectors: Path, file: str, ending: str, names: tuple[str, str, str], within: float, least: int
) -> None:
    cases = recorded(vectors / file, ending, names)
    assert len(cases) >= least
    for case, (values, limits) in cases.items():
        found = natural_process_limits(values)
        ours = (found.centre_line.item(), found.lower.item(), found.upper.item())
        for theirs in limits:
            np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=within, err_msg=case)
