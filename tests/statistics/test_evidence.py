"""Evidence of a change of level: how often it errs, as its page says, and what it looks at."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from bench.evidence import MEANS, WORLDS, counts
from hypothesis import given
from hypothesis import strategies as st

from copperplate.spc import Grade, control_charts, evidence_of

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "spc" / "evidence.md"
SERIES, POINTS = 3_000, 120
OFF = 2.0  # percentage points; three times the simulation's own error


def shares(ratio: float, *, shifted: bool) -> tuple[float, float]:
    """Return the percentages of series with strong evidence, and within six months."""
    chance = np.random.default_rng(7)
    supported, near = [], []
    for mean in MEANS:
        level = np.full((SERIES, POINTS), float(mean))
        at = chance.integers(36, 84, SERIES)
        if shifted:
            way = chance.choice([-1, 1], SERIES)[:, None]
            level *= np.where(np.arange(POINTS) >= at[:, None], 1 + 0.2 * way, 1.0)
        found = evidence_of(counts(chance, level, ratio))
        strong = found.grade == Grade.STRONG
        supported.append(len(np.unique(found.series[strong])) / SERIES)
        close = strong & (np.abs(found.at - at[found.series]) <= 6)
        near.append(len(np.unique(found.series[close])) / SERIES)
    return 100 * float(np.mean(supported)), 100 * float(np.mean(near))


def printed(world: str) -> list[float]:
    found = re.search(
        rf"\| {re.escape(world)} \| (\d+) % \| (?:(\d+) %)? ?\|", PAGE.read_text("utf-8")
    )
    assert found
    return [float(number) for number in found.groups() if number]


@pytest.mark.parametrize("world", WORLDS)
def test_stable_series_show_strong_evidence_as_seldom_as_the_page_says(world: str) -> None:
    found, _ = shares(WORLDS[world], shifted=False)
    assert found < 5
    assert printed(f"stable, {world}") == pytest.approx([found], abs=OFF)


@pytest.mark.parametrize("world", WORLDS)
def test_shifts_are_found_and_dated_as_the_page_says(world: str) -> None:
    found = shares(WORLDS[world], shifted=True)
    assert printed(f"a fifth, {world}") == pytest.approx(found, abs=OFF)


def test_two_changes_are_found_one_after_the_other() -> None:
    values = np.repeat([[50.0, 80.0, 50.0]], 24, axis=1)
    assert evidence_of(values).at.tolist() == [24, 48]


def test_a_rate_is_looked_at_and_not_its_count() -> None:
    """Twice the crimes among twice the people are no change."""
    people = np.repeat([[1000.0, 2000.0]], 24, axis=1)
    crimes = people / 20
    assert evidence_of(crimes, people).at.tolist() == []
    assert evidence_of(crimes).at.tolist() == [24]


@pytest.mark.parametrize(
    "values", [[7.0] * 40, [0.0] * 40, [np.nan] * 40, [5.0] * 11, [-1.0] * 20 + [5.0] * 20, []]
)
def test_what_holds_no_change_has_none(values: list[float]) -> None:
    assert len(evidence_of(np.array([values])).at) == 0


def test_provisional_values_are_no_evidence() -> None:
    values = [50.0] * 24 + [90.0] * 8
    provisional = [n >= 24 for n in range(32)]
    assert control_charts(values).supported_steps.any()
    assert not control_charts(values, provisional=provisional).supported_steps.any()


SERIES_OF_COUNTS = st.lists(
    st.lists(
        st.one_of(st.integers(0, 90).map(float), st.just(float("nan"))), min_size=30, max_size=30
    ),
    min_size=1,
    max_size=4,
)


@given(SERIES_OF_COUNTS)
def test_one_series_and_many_agree_and_order_is_nothing(values: list[list[float]]) -> None:
    many = evidence_of(np.array(values))
    turned = evidence_of(np.array(values[::-1]))
    for row, series in enumerate(values):
        one = evidence_of(np.array([series]))
        mine = many.series == row
        assert one.at.tolist() == many.at[mine].tolist()
        assert one.strength.tolist() == many.strength[mine].tolist()
        other = turned.series == len(values) - 1 - row
        assert one.at.tolist() == turned.at[other].tolist()


@given(SERIES_OF_COUNTS)
def test_grades_of_steps_agree_one_by_one_and_together(values: list[list[float]]) -> None:
    charts = control_charts(values)
    together = [Grade(int(code)) for code in charts.step_grades]
    assert together == [grade for chart in charts for grade in chart.step_grades]
