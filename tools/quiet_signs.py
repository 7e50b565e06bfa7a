"""Makes the table of how often a chart on which nothing has changed shows a sign of now.

    python -m tools.quiet_signs

Poisson series by length and level, through the very rules that attention goes by; as counts, and
as percentages of something that never varies. Writes `findings/quiet_signs.csv`, and prints the
tables of docs/reference/spc/attention.md.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from copperplate.findings.attention import Looked, signs_of
from copperplate.findings.charted import Charted
from copperplate.periods import Period, month
from copperplate.spc import control_charts

SEED, SERIES, WORKERS = 20140314, 4_000, 2
POINTS = (2, 6, 8, 12, 16, 20, 24, 36, 48, 60, 96, 144)
MEANS = (0.05, 0.2, 0.5, 1.0, 2.0, 3.5, 4.99, 5.0, 8.0, 15.0, 40.0, 200.0)
KINDS = ("counts", "others")
TARGET = Path(__file__).parents[1] / "src/copperplate/findings/quiet_signs.csv"


def shares(points: int, mean: float, series: int = SERIES) -> tuple[float, float]:
    """Return the share of quiet series with a sign: of counts, and of what is no count.

    Every cell has a seed of its own, so that one can be made again alone.
    """
    chance = np.random.default_rng([SEED, points, round(mean * 100)])
    charts = control_charts(chance.poisson(mean, size=(series, points)).astype(float))
    periods = _months(points)
    signs = [0, 0]
    for chart in charts:
        for at, counted in enumerate((True, False)):
            looked = Looked(
                charted=Charted(
                    measure="m",
                    area="a",
                    periods=periods,
                    chart=chart,
                    verdicts={},
                    counted=counted,
                ),
                above="",
                events=mean,
            )
            signs[at] += bool(signs_of(looked.charted, few=looked.few))
    return signs[0] / series, signs[1] / series


def table() -> Iterator[str]:
    """Return the lines of the file."""
    yield "of,points,mean,share\n"
    cells = [(points, mean) for points in POINTS for mean in MEANS]
    with ProcessPoolExecutor(WORKERS) as workers:
        found = list(workers.map(shares, *zip(*cells, strict=True)))
    for at, of in enumerate(KINDS):
        for (points, mean), share in zip(cells, found, strict=True):
            yield f"{of},{points},{mean:g},{share[at]:.4f}\n"


def page_table(of: str) -> str:
    """Return what the file says of counts, or of others, as a table for readers, in per cent."""
    rows = list(csv.DictReader(TARGET.read_text(encoding="utf-8").splitlines()))
    held = {
        (int(one["points"]), float(one["mean"])): float(one["share"])
        for one in rows
        if one["of"] == of
    }
    lines = [
        f"| values | {' | '.join(f'{mean:g}' for mean in MEANS)} |",
        "|---" * (len(MEANS) + 1) + "|",
        *(
            f"| {points} | {' | '.join(f'{100 * held[points, mean]:.1f}' for mean in MEANS)} |"
            for points in POINTS
        ),
    ]
    return "\n".join(lines) + "\n"


def _months(points: int) -> tuple[Period, ...]:
    return tuple(month(2001 + at // 12, at % 12 + 1) for at in range(points))


if __name__ == "__main__":
    TARGET.write_text("".join(table()), encoding="utf-8")
    sys.stdout.write("\n".join(map(page_table, KINDS)))
