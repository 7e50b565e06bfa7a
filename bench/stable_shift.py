"""Time the stable shift algorithm on 1,000 series of 120 points: C′ charts, its defaults.

    python -m bench.stable_shift [--files DIR]

The floor is one pass over the array; beside it the program the algorithm comes from. With a
folder, its series of 120 points (`bench_120.csv`); they come in four kinds, in turn.
"""

from __future__ import annotations

import sys
import time

from bench.peers import AUTOSPC, MEASURED, files_named, quarters, series_in
from copperplate.spc.stable_shift import stable_shift_charts

SERIES, POINTS = 1_000, 120
RUNS = 5
PROMISE = 50
CHART = "c-prime"
KINDS = ("Poisson", "varying more", "seasonal", "shifted")


def main(arguments: list[str]) -> None:
    """Print the least seconds of several runs, the ratios, and what was found."""
    folder = files_named(arguments)
    values = quarters(SERIES, POINTS) if folder is None else series_in(folder, POINTS)
    stable_shift_charts(values, chart=CHART)
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        charts = stable_shift_charts(values, chart=CHART)
        taken.append(time.perf_counter() - start)
    start = time.perf_counter()
    values.sum()
    floor = time.perf_counter() - start
    series, points = values.shape
    ours = 1000 * min(taken) / series
    faster = AUTOSPC.milliseconds / ours
    kept = "kept" if faster >= PROMISE else "BROKEN"
    begun = charts.begins.any(axis=1)
    shares = ", ".join(f"{kind} {begun[n::4].mean():.1%}" for n, kind in enumerate(KINDS))
    sys.stdout.write(
        f"{series:,} × {points}, stable shifts, {CHART}: {min(taken):.2f}s, "
        f"{ours:.3f} ms a series, "
        f"{min(taken) / floor:,.0f}x one pass ({floor:.5f}s); "
        f"promise {PROMISE} times as fast as autospc: {kept}\n"
        f"with a new period: {shares}\n"
        f"others, measured once ({MEASURED}):\n{AUTOSPC.beside(min(taken), series)}\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
