"""How often `sfn` is wrong, as its page says: simulated counts whose truth is known."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from copperplate.spc import control_charts
from copperplate.spc.false_alarms import expected_steps

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "spc" / "sfn.md"
SERIES = 20_000
POINTS_OFF = 1.5  # percentage points; the simulation's own error is under 0.4


def said(pattern: str) -> list[float]:
    found = re.search(pattern, PAGE.read_text(encoding="utf-8"))
    assert found, pattern
    return [float(number) for number in found.groups()]


@pytest.mark.parametrize("months", [60, 120])
def test_series_that_never_change(months: int) -> None:
    counts = np.random.default_rng(1).poisson(50, (SERIES, months)).astype(np.float64)
    charts = control_charts(counts)
    steps, breaches = said(rf"\| {months} \| (\d+) % \| (\d+) % \|")
    assert 100 * charts.possible_steps.any(axis=1).mean() == pytest.approx(steps, abs=POINTS_OFF)
    assert 100 * charts.breach.any(axis=1).mean() == pytest.approx(breaches, abs=POINTS_OFF)


def test_the_expected_number_is_that_of_the_page() -> None:
    shares = {months: said(rf"\| {months} \| (\d+) % \|")[0] / 100 for months in (60, 120)}
    for months, share in shares.items():
        assert expected_steps([months]) == pytest.approx(share)
        assert expected_steps([months, months]) == pytest.approx(2 * share)
    assert shares[60] < expected_steps([90]) < shares[120]
    assert expected_steps([19]) == 0
    assert not control_charts(np.random.default_rng(3).poisson(50, (SERIES, 19))).steps.series.size


def test_a_rise_by_a_fifth() -> None:
    chance = np.random.default_rng(2)
    before, after = chance.poisson(50, (SERIES, 60)), chance.poisson(60, (SERIES, 60))
    steps = control_charts(np.hstack([before, after]).astype(np.float64)).steps
    one, two = said(r"within a year in (\d+) % of\s+series and within two in (\d+) %")
    for months, share in ((12, one), (24, two)):
        seen = (steps.side == 1) & (steps.called >= 60) & (steps.called < 60 + months)
        found = 100 * len(np.unique(steps.series[seen])) / SERIES
        assert found == pytest.approx(share, abs=POINTS_OFF)
