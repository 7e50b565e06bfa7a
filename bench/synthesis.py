"""Time the synthetic force: so many crimes drawn and written, beside a plain copy of them.

    python -m bench.synthesis [--crimes N]

The floor is DuckDB's own copy of the same Parquet to Parquet, with the same threads: what reading
and writing that many rows costs without drawing any.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from copperplate.engines.duckdb import connected
from copperplate.engines.written import AS_PARQUET
from copperplate.synthetic.world import brumshire
from copperplate.synthetic.writing import READ_ON, synthesise

CRIMES, SECONDS_A_MILLION, MEMORY = 100_000_000, 6.0, 4.0
"""A hundred million in ten minutes is the promise."""


def main() -> None:
    """Print what drawing costs beside its floor."""
    crimes = int(sys.argv[2]) if sys.argv[1:2] == ["--crimes"] else CRIMES
    with tempfile.TemporaryDirectory() as folder:
        force, copy = Path(folder) / "force", Path(folder) / "copy.parquet"
        start = time.perf_counter()
        (rows,) = synthesise(brumshire(crimes=crimes), force, READ_ON[-1:], others=()).values()
        took = time.perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        files = force / "extracts" / "*" / "crimes" / "*.parquet"
        connection = connected(threads=2)
        start = time.perf_counter()
        connection.execute(
            f"COPY (FROM read_parquet('{files}')) TO '{copy}' ({AS_PARQUET})",
        )
        least = time.perf_counter() - start
        connection.close()
    promised = SECONDS_A_MILLION * crimes / 1e6
    kept = "kept" if took <= promised and memory <= MEMORY else "BROKEN"
    sys.stdout.write(
        f"{rows:,} crimes drawn and written: {took:.1f}s, {took / least:.2f}x the floor "
        f"({least:.1f}s), {memory:.2f} GB; "
        f"promise under {promised:.0f}s and {MEMORY:g} GB: {kept}\n"
    )


if __name__ == "__main__":
    main()
