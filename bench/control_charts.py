"""Time control charts of a pack of 100,000 series of 60 points, every flag read.

    python -m bench.control_charts

The floor is one pass over the array. On one core; the memory is the whole process's.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np

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


def main() -> None:
    """Print the least seconds of several runs, and the ratio to the floor."""
    values = np.random.default_rng(1).poisson(50, (SERIES, POINTS)).astype(np.float64)
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
    )


if __name__ == "__main__":
    main()
