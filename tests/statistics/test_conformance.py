"""Recorded outputs of other programs, every case we claim to cover, to a billionth."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from copperplate.spc.conformance.__main__ import COMPARED, tally

# Fewest cases each program must have compared, so that none is lost unseen.
LEAST = {
    "NHSRplotthedots": 453,
    "qicharts2": 297,
    "autospc": 564,
    "abspc": 86,
    "controlchartspy": 206,
    "nhspy-plotthedots": 72,
    "pycontrolcharts": 74,
    "statprocon": 146,
}
# Recorded beside them, and on purpose not made here: re-based medians, change points.
NOT_MADE = ("runcharter", "ruptures")


@pytest.fixture(scope="module")
def vectors(shared: Path) -> Path:
    folder = shared.parent / "spc-vectors"
    if not folder.is_dir():
        pytest.skip("the recorded outputs of other programs do not lie beside the project")
    return folder


@pytest.mark.parametrize("library", sorted(COMPARED))
def test_every_covered_case_agrees(vectors: Path, library: str) -> None:
    found = tally(vectors)[library]
    assert found.disagreements == []
    assert found.agreed >= LEAST[library]


def test_the_command_prints_a_line_a_program(vectors: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "copperplate.spc.conformance", str(vectors)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0
    lines = ran.stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == [*COMPARED, *NOT_MADE]
    assert all(": 0 / 0 (not covered: " in line for line in lines[len(COMPARED) :])


def test_a_disagreement_is_named_and_ends_in_failure(vectors: Path, tmp_path: Path) -> None:
    for path in vectors.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    summary = tmp_path / "nhsrplotthedots_summary.csv"
    text = summary.read_text(encoding="utf-8")
    summary.write_text(text.replace("119.15,", "119.25,", 1), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "copperplate.spc.conformance", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "ptd:syn_stable_poisson:dec: mean at 1" in ran.stdout


def test_a_rounded_limit_is_held_to_its_last_place(vectors: Path, tmp_path: Path) -> None:
    (tmp_path / "series.csv").write_bytes((vectors / "series.csv").read_bytes())
    cases = (vectors / "cases.csv").read_text(encoding="utf-8").splitlines()
    statprocon = [line for line in cases if line.startswith(("case_id,", "statprocon:"))]
    (tmp_path / "cases.csv").write_text("\n".join(statprocon), encoding="utf-8")
    with gzip.open(vectors / "statprocon_points.csv.gz", "rt", encoding="utf-8") as file:
        text = file.read()
    points = tmp_path / "statprocon_points.csv"
    points.write_text(text.replace(",85.966,", ",85.968,", 1), encoding="utf-8")
    (told,) = tally(tmp_path)["statprocon"].disagreements
    assert told.startswith("  statprocon:syn_stable_poisson:average: lnpl at 1: ")
