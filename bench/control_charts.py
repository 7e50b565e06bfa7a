"""Time control charts of a pack of 100,000 series of 60 points, every flag read.

    python -m bench.control_charts [--files DIR]

The floor is one pass over the array. On one core; the memory is the whole process's. With
a folder, its series of 60 points (`bench_60.csv`), repeated, in place of Poisson counts.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np

from bench.peers import MEASURED, OF_60, files_named, series_in
from copperplate.spc import ControlCharts, control_charts

SERIES, POINTS = 100_000, 60
RUNS = 5
PROMISE = 2.0
RULES = ("sfn", "making-data-count")


def flags_read(charts: ControlCharts) -> int:
    """Return how many flags are up: every one is looked at."""
    arrays = (charts.possible_steps, charts.breach, *signs_of(charts))
    return sum(int(np.count_nonzero(array)) for array in arrays)


def signs_of(charts: ControlCharts) -> list[np.ndarray]:
    """Return the arrays of every sign."""
    return [getattr(charts.hits, name) for name in type(charts.hits).__slots__]


def series(arguments: list[str]) -> np.ndarray:
    """Return the pack: of a folder, or our own."""
    folder = files_named(arguments)
    if folder is None:
        return np.random.default_rng(1).poisson(50, (SERIES, POINTS)).astype(np.float64)
    some = series_in(folder, POINTS)
    return np.tile(some, (-(-SERIES // len(some)), 1))[:SERIES]


def a_month_later(values: np.ndarray) -> tuple[float, float]:
    """Return the least seconds to chart one more point by `sfn`: gone on, and charted anew."""
    earlier = control_charts(values[:, :-1])
    taken = []
    for known in (earlier, None):
        runs = []
        for _ in range(RUNS):
            start = time.perf_counter()
            control_charts(values, earlier=known)
            runs.append(time.perf_counter() - start)
        taken.append(min(runs))
    return taken[0], taken[1]


def main(arguments: list[str]) -> None:
    """Print the least seconds of several runs, and the ratios to the floor and to others."""
    values = series(arguments)
    for rules in RULES:
        control_charts(values[:1000], rules=rules)
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        flags = sum(flags_read(control_charts(values, rules=rules)) for rules in RULES)
        taken.append(time.perf_counter() - start)
    start = time.perf_counter()
    values.sum()
    floor = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    kept = "kept" if min(taken) < PROMISE else "BROKEN"
    sys.stdout.write(
        f"{SERIES:,} × {POINTS}, {' and '.join(RULES)}, every flag read: {min(taken):.2f}s, "
        f"{min(taken) / floor:,.0f}x one pass ({floor:.4f}s), {memory:.2f} GB, {flags:,} flags; "
        f"promise under {PROMISE:g}s: {kept}\n"
        f"{1000 * min(taken) / SERIES:.4f} ms a series; others, measured once ({MEASURED}):\n"
    )
    gone_on, anew = a_month_later(values)
    sys.stdout.write(
        f"one more point by sfn: {gone_on:.2f}s gone on from earlier charts, {anew:.2f}s anew\n"
    )
    sys.stdout.writelines(f"{peer.beside(min(taken), SERIES)}\n" for peer in OF_60)


if __name__ == "__main__":
    main(sys.argv[1:])
