"""Many series at once: how often a list of discoveries is wrong, and what it is made of."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from bench.discoveries import WORLDS, found
from hypothesis import given
from hypothesis import strategies as st

from copperplate.spc import CannotChart, NotFinite, WrongShape, discoveries
from copperplate.spc.families import benjamini_hochberg
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


@pytest.mark.parametrize(
    ("mean", "ratio", "count", "below", "above"),
    [
        (0.3, 1, 4, 9.999842149595e-01, 2.658111900217e-04),
        (0.3, 2.5, 9, 9.996079157416e-01, 7.043934686286e-04),
        (1, 1, 5, 9.994058151824e-01, 3.659846827344e-03),
        (3, 1.5, 12, 9.991474044110e-01, 1.874823404087e-03),
        (10, 1, 0, 4.539992976248e-05, 1.0),
        (10, 2.5, 31, 9.991150983847e-01, 1.264606146897e-03),
        (30, 1, 62, 9.999998994353e-01, 2.140101568701e-07),
        (30, 5, 3, 4.526803344913e-04, 9.998431532478e-01),
        (100, 1, 40, 7.519646690907e-12, 9.999999999970e-01),
        (100, 1.5, 190, 9.999999998705e-01, 1.913028601203e-10),
        (250, 2.5, 420, 9.999999981578e-01, 2.210375679319e-09),
        (480, 1, 700, 1.0, 3.325229640617e-21),
        (480, 3, 300, 5.274366058598e-08, 9.999999562748e-01),
    ],
)
def test_tails_are_those_of_scipy(
    mean: float, ratio: float, count: int, below: float, above: float
) -> None:
    """scipy 1.17.1: `cdf` of a count and `sf` of one less, of `poisson` or `nbinom`.

    The latter with mean / (ratio - 1) successes of chance 1 / ratio; both tails to ten places.
    """
    found = count_tails(np.array([mean]), np.array([float(ratio)]), np.array([float(count)]))
    assert [float(tail[0]) for tail in found] == pytest.approx([below, above], rel=1e-10)


PREDICTED = [
    # 36 counts that add up to 108, dispersion 1.4; `nbinom` at (108 + ½) / 36 and 1.4 (1 + 1/36).
    (3, 36, 1.4, 11, 6.839539122566e-03),
    (3, 36, 1.4, 0, 1.643776645781e-01),
    (40, 24, 2.5, 85, 3.876252322306e-04),
    (40, 24, 2.5, 12, 6.387949824099e-04),
    (120, 60, 1.1, 200, 5.284784500477e-10),
]


@pytest.mark.parametrize(("level", "points", "dispersion", "newest", "p"), PREDICTED)
def test_p_is_that_of_scipy_with_the_error_of_the_level(
    level: float, points: int, dispersion: float, newest: float, p: float
) -> None:
    """Twice the smaller tail of scipy 1.17.1's `nbinom`; the level known from so many counts."""
    counts = [float(level)] * points + [newest]
    assert discoveries(counts, dispersion=dispersion).p[0] == pytest.approx(p, rel=1e-10)


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


def test_size_is_told_as_a_difference_and_a_ratio() -> None:
    result = discoveries([[20.0, 24, 16, 20, 20, 50], [0.0, 0, 0, 0, 0, 3]], dispersion=1)
    assert result.newest.tolist() == [50, 3]
    assert result.expected.tolist() == [20, 0]
    assert result.difference.tolist() == [30, 3]
    assert result.times.tolist() == pytest.approx([2.5, np.nan], nan_ok=True)


@pytest.mark.parametrize(
    ("newest", "persistence"),
    [
        # The average of what came before is 20 in each.
        ([20, 20, 18, 18, 24, 32], 2),
        ([16, 16, 24, 24, np.nan, 40], 3),  # a missing value is passed over
        ([22, 18, 22, 20, 18, 30], 1),
        ([16, 24, 20, 20, 20, 50], 1),  # one on the average ends the row
        ([18, 24, 22, 18, 18, 6], 3),
        ([20, 20, 20, 20, 20, 20], 0),
        ([20, 20, 20, 20, 20, np.nan], 0),
    ],
)
def test_persistence_counts_the_newest_on_one_side(newest: list[float], persistence: int) -> None:
    assert discoveries(newest, dispersion=1).persistence[0] == persistence


def test_persistence_goes_by_what_each_value_is_over() -> None:
    counts, over = [20.0, 20, 20, 40, 60], [1.0, 1, 1, 2, 2]
    assert discoveries(counts, denominators=over, dispersion=1).persistence[0] == 1
    assert discoveries(counts, dispersion=1).persistence[0] == 2


def test_strength_is_twice_a_log_likelihood_ratio_over_the_dispersion() -> None:
    """Two newest values, 30 and 36, where 40 before them and 30 again average 20 and a bit."""
    counts = [20.0] * 39 + [30, 36]
    level = (39 * 20 + 30 + 0.5) / 40
    likelier = 66 * np.log(66 / (2 * level)) - (66 - 2 * level)
    result = discoveries(counts, dispersion=1.7)
    assert result.persistence[0] == 2
    assert result.strength[0] == pytest.approx(2 * likelier / 1.7)


def test_a_value_twice_as_far_weighs_as_four_in_a_row() -> None:
    before = [400.0] * 200
    far, lasting = discoveries([*before, 440]), discoveries([*before, 420, 420, 420, 420])
    assert far.strength[0] == pytest.approx(lasting.strength[0], rel=0.1)


def test_the_strongest_comes_first_and_strength_knows_how_long() -> None:
    """One series doubles at its newest; another lay half as high again for four months."""
    counts = np.random.default_rng(8).poisson(80, (60, 36)).astype(float)
    counts[7, -1] = 160
    counts[40, -5:] = [70, 130, 130, 130, 130]
    result = discoveries(counts)
    assert result.ranked().tolist() == [40, 7]
    assert result.persistence[[40, 7]].tolist() == [4, 1]
    assert result.p[7] < result.p[40]


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
    ("counts", "over", "problem"),
    [
        (np.ones((2, 2, 2)), None, WrongShape),
        (np.ones((2, 0)), None, WrongShape),
        ([1, 2, np.inf], None, NotFinite),
        ([1, 2, 3], [1, np.inf, 1], NotFinite),
        ([1, -2, 3], None, CannotChart),
    ],
)
def test_what_is_no_count_is_refused(
    counts: object, over: object, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        discoveries(counts, denominators=over)


def test_a_result_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        discoveries(pack()).p[0] = 0


@pytest.mark.parametrize(
    "more",
    [{"denominators": np.ones((3, 5))}, {"families": [np.zeros(3)]}, {"dispersion": np.ones(7)}],
)
def test_shapes_are_refused(more: dict[str, np.ndarray]) -> None:
    with pytest.raises(WrongShape):
        discoveries(np.ones((4, 5)), **more)


def test_a_season_is_no_discovery() -> None:
    year = np.tile([0.6, 0.8, 1.0, 1.6], 6)
    counts = np.round(50 * year) * np.ones((40, 1))
    year = year * np.ones((40, 1))
    assert discoveries(counts, dispersion=1).found.all()
    assert not discoveries(counts, dispersion=1, expected=year).found.any()


def test_a_level_begun_lately_is_judged_by_itself() -> None:
    counts = np.where(np.arange(30) < 18, 40.0, 70.0) * np.ones((20, 1))
    begins = np.arange(30) == 18
    assert discoveries(counts, dispersion=1).found.all()
    since = discoveries(counts, dispersion=1, rebase_at=begins * np.ones((20, 1)))
    assert not since.found.any()
    assert since.expected.tolist() == [70.0] * 20


def test_an_excluded_count_says_nothing_of_the_level() -> None:
    counts = 50.0 * np.ones((20, 30))
    counts[:, 10:13] = 5.0
    locked = counts == 5.0
    assert discoveries(counts, excluded=locked).expected.tolist() == [50.0] * 20
    assert discoveries(counts).expected[0] < 50
