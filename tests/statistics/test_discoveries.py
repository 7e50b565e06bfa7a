"""Many series at once: how often a list of discoveries is wrong, and what it is made of."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from bench.discoveries import WORLDS, found
from hypothesis import given
from hypothesis import strategies as st

from copperplate.spc import WrongShape, discoveries
from copperplate.spc.discoveries import benjamini_hochberg
from copperplate.spc.lines.exact import count_tails

from .test_exact import reached

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "spc" / "discoveries.md"
PACKS = 300
SHARE = 10.0


@pytest.mark.parametrize("points", [24, 60])
@pytest.mark.parametrize("world", WORLDS)
def test_a_pack_in_which_nothing_changed_seldom_holds_a_discovery(world: str, points: int) -> None:
    said = re.search(
        rf"\| mean 100, {re.escape(world)} \| {points} \| ([\d.]+) % \| ([\d.]+) % "
        r"\| (\d+) % \| ([\d.]+) % \|",
        PAGE.read_text(encoding="utf-8"),
    )
    assert said
    rate = found(100.0, points, WORLDS[world], PACKS)
    error = 100 * (0.1 * 0.9 / PACKS) ** 0.5
    assert rate.any_of_none <= SHARE + 2 * error
    assert rate.by_area <= SHARE + 2 * error
    assert rate.false <= SHARE + 2 * error
    assert [rate.any_of_none, rate.by_area, rate.found, rate.false] == pytest.approx(
        [float(number) for number in said.groups()], abs=3 * error
    )


@given(
    st.floats(0.05, 480),
    st.floats(1, 6),
    st.floats(-4, 6),
)
def test_tails_by_another_formula(mean: float, ratio: float, off: float) -> None:
    count = max(0, int(mean + off * (mean * ratio) ** 0.5))
    below, above = count_tails(np.array([mean]), np.array([ratio]), np.array([float(count)]))
    assert below[0] == pytest.approx(reached(mean, ratio, count), abs=1e-9)
    less = reached(mean, ratio, count - 1) if count else 0.0
    assert above[0] == pytest.approx(1 - less, abs=1e-9)


@pytest.mark.parametrize("ratio", [1.0, 2.5, 5.0])
@pytest.mark.parametrize("sigmas", [-4, -3, -1, 0, 2, 3, 4])
def test_tails_of_large_counts_carry_their_skew(ratio: float, sigmas: int) -> None:
    mean = 600.0
    count = int(mean + sigmas * (mean * ratio) ** 0.5)
    below, above = count_tails(np.array([mean]), np.array([ratio]), np.array([float(count)]))
    close = 0.05 if abs(sigmas) < 4 else 0.15  # two corrections reach this far, not further
    assert below[0] == pytest.approx(reached(mean, ratio, count), rel=close)
    assert above[0] == pytest.approx(1 - reached(mean, ratio, count - 1), rel=close)


@pytest.mark.parametrize(
    ("p", "share", "chosen"),
    [
        ([], 0.1, []),
        ([0.2], 0.1, [False]),
        ([0.1], 0.1, [True]),
        # The third lies under its own bar of 0.075, and carries those before it.
        ([0.03, 0.07, 0.06, 0.9], 0.1, [True, True, True, False]),
        ([0.06, 0.07, 0.08, 0.9], 0.1, [False, False, False, False]),
        # Benjamini and Hochberg (1995), section 3.2: four of fifteen at 0.05.
        (
            [
                0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
                0.4262, 0.5719, 0.6528, 0.7590, 1.0,
            ],
            0.05,
            [True] * 4 + [False] * 11,
        ),
    ],
)  # fmt: skip
def test_benjamini_hochberg(p: list[float], share: float, chosen: list[bool]) -> None:
    assert benjamini_hochberg(np.array(p), share).tolist() == chosen


def pack() -> np.ndarray:
    """Return sixty series of two areas; number 7 doubles at its newest, number 40 halves."""
    counts = np.random.default_rng(8).poisson(80, (60, 36)).astype(float)
    counts[7, -1], counts[40, -1] = 160, 30
    return counts


def test_discoveries_are_ranked_and_have_sides() -> None:
    result = discoveries(pack())
    assert result.ranked().tolist() == [7, 40]
    assert result.side[[7, 40]].tolist() == [1, -1]
    assert result.expected_false == pytest.approx(0.2)


def test_a_family_in_which_nothing_changed_holds_no_discovery() -> None:
    counts = pack()
    counts[40, -1] = 80
    # Of the second area the newest are all but alike; only the first is looked into.
    areas = np.repeat(["first", "second"], 30)
    beats = np.arange(60)
    result = discoveries(counts, families=[areas, beats])
    assert result.ranked().tolist() == [7]


def test_one_series_and_many_agree_where_the_dispersion_is_said() -> None:
    counts = pack()
    many = discoveries(counts, dispersion=1.3)
    for row, series in enumerate(counts):
        one = discoveries(series, dispersion=1.3)
        assert (one.p[0], one.side[0]) == (many.p[row], many.side[row])


def test_the_order_of_series_changes_nothing() -> None:
    counts, order = pack(), np.random.default_rng(3).permutation(60)
    assert discoveries(counts).found[order].tolist() == discoveries(counts[order]).found.tolist()


def test_what_cannot_be_judged_is_not() -> None:
    counts = pack()[:4]
    counts[0, -1] = np.nan
    counts[1, :-1] = np.nan
    over = np.ones(counts.shape)
    over[2, -1] = 0
    result = discoveries(counts, denominators=over)
    assert np.isnan(result.p).tolist() == [True, True, True, False]
    assert result.side[:3].tolist() == [0, 0, 0]
    assert not result.found[:3].any()


def test_a_newest_count_is_judged_over_its_denominator() -> None:
    counts, over = np.tile([50.0, 46, 55, 49, 52, 48, 100], (5, 1)), np.ones((5, 7))
    assert discoveries(counts, dispersion=1).found.all()
    over[:, -1] = 2
    assert not discoveries(counts, denominators=over, dispersion=1).found.any()


@pytest.mark.parametrize(
    "more",
    [{"denominators": np.ones((3, 5))}, {"families": [np.zeros(3)]}, {"dispersion": np.ones(7)}],
)
def test_shapes_are_refused(more: dict[str, np.ndarray]) -> None:
    with pytest.raises(WrongShape):
        discoveries(np.ones((4, 5)), **more)
