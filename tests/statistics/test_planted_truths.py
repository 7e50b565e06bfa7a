"""The bench that judges the tools by planted truths: what it plants, and that its sums are right."""

from __future__ import annotations

import re
from pathlib import Path

import bench.planted_truths
import numpy as np
import pytest
from bench.planted_force import MONTHS
from bench.planted_steps import (
    FROM_AN_END,
    MEANS,
    SERIES,
    drawn,
    poisson,
    scan,
)

from copperplate.synthetic.plants import planted

SEEDS = 2


@pytest.mark.parametrize("mean", [16, 20, 24, 48, 60, 72, 160, 200, 240])
def test_the_tables_are_poissons(mean: int) -> None:
    weights = np.array(poisson(mean), dtype=float)
    counts = np.arange(len(weights))
    average = (weights * counts).sum() / weights.sum()
    variance = (weights * (counts - average) ** 2).sum() / weights.sum()
    assert (average, variance) == (pytest.approx(mean, rel=1e-6), pytest.approx(mean, rel=1e-5))


@pytest.mark.parametrize("mean", MEANS)
def test_half_of_the_steps_go_up_by_a_fifth_and_half_down_none_near_an_end(mean: int) -> None:
    world = drawn(3, mean)
    assert (world.way == 1).sum() == (world.way == -1).sum() == SERIES // 2
    assert FROM_AN_END <= world.at.min() <= world.at.max() <= len(MONTHS) - FROM_AN_END
    after = np.arange(len(MONTHS)) >= world.at[:, None]
    for way, level in ((1, 1.2), (-1, 0.8)):
        rows = (world.way == way)[:, None]
        assert world.stepped[rows & after].mean() == pytest.approx(mean * level, rel=0.02)
        assert world.stepped[rows & ~after].mean() == pytest.approx(mean, rel=0.02)
    assert world.stable.mean() == pytest.approx(mean, rel=0.01)


def test_the_same_seed_draws_the_same_series_and_another_others() -> None:
    assert (drawn(1, 20, 4).stepped == drawn(1, 20, 4).stepped).all()
    assert (drawn(1, 20, 4).stepped != drawn(2, 20, 4).stepped).any()


def test_the_plain_scan_finds_the_step_of_counts_without_chance() -> None:
    up = [10.0] * 20 + [15.0] * 30
    place, ratio, sign = scan(np.array([up, up[::-1], [10.0] * 50]))
    assert place[:2].tolist() == [20, 30]
    assert sign[:2].tolist() == [1, -1]
    # Twice the likelihood of two levels over one, by hand: 200 and 450 crimes in 20 and 30 months.
    by_hand = 2 * (200 * np.log(10) + 450 * np.log(15) - 650 * np.log(13))
    assert ratio[:2] == pytest.approx([by_hand, by_hand])
    assert ratio[2] == pytest.approx(0, abs=1e-9)


@pytest.mark.slow
def test_what_is_planted_is_counted_and_the_last_line_says_the_sums(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bench.planted_truths.main(["--seeds", str(SEEDS)])
    lines = capsys.readouterr().out.splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if "|" in line]
    steps = [row for row in rows if len(row) == 10 and row[0].isdigit()]
    assert {(int(row[0]), int(row[2])) for row in steps} == {(m, SEEDS * SERIES) for m in MEANS}
    kinds = {row[0]: row for row in rows if len(row) == 8 and row[0] not in ("kind", "---")}
    # Straight from what is declared, and not as the bench reads it.
    worlds = [planted(seed) for seed in range(1, SEEDS + 1)]
    changes = [change for world in worlds for change in world.units]
    lasting = [one for one in changes if one.percent and one.end is None]
    high = [one for one in changes if one.end is not None]
    wanted = {
        "what carries the rise, named first: unit": sum(len(world.carried) for world in worlds),
        "steps and interventions with effect": len(lasting),
        "high months flagged": sum(
            (one.end.month - one.start.month) % 12 for one in high if one.end
        ),
        "a bad month of the base year said to explain the fall, or to hide a rise": SEEDS,
        "campaign: the rise of what is reported seen": SEEDS,
        "business and priority crime, right to a whole per cent": 2 * SEEDS,
    }
    assert {kind: int(kinds[kind][1]) for kind in wanted} == wanted
    assert int(kinds["interventions without effect: a step"][5]) == SEEDS
    last = re.fullmatch(r"found (\d+) of (\d+), false (\d+) of (\d+)", lines[-1])
    assert last is not None
    counted = [row for row in kinds.values() if not row[0].endswith("*")]
    rule = [row for row in steps if row[1].startswith("steps by")]
    sums = [
        sum(int(row[at] or 0) for row in counted) + sum(int(row[beside]) for row in rule)
        for at, beside in ((2, 3), (1, 2), (4, 7), (5, 8))
    ]
    assert [int(number) for number in last.groups()] == sums


def test_the_page_tells_of_every_kind_and_ends_in_sums() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/planted-truths.md").read_text("utf-8")
    kinds = [row.kind + ("" if row.counts else " *") for row in bench.planted_truths.ROWS]
    assert [kind for kind in kinds if f"\n| {kind} | " not in page] == []
    assert re.search(r"\n    found \d+ of \d+, false \d+ of \d+\n", page)
