"""Time the commands people wait for, each as a whole process, warm.

    make bench

And the portal as it is served (`bench.portal`), and what the tools find of planted truths
(`bench.planted_truths`), which takes minutes.

A floor is the least such a process could take: an empty Python, the query alone, the
typesetting alone. Figures are of this machine, now; compare ratios, not seconds.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import planted_truths, portal

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "west-midlands-2019"
RUNS = 5
COPPERPLATE = [sys.executable, "-c", "from copperplate.cli import main; main()"]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the least and the median seconds of several runs, after one to warm up."""
    work()
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken), statistics.median(taken)


def command(*words: str, folder: Path = EXAMPLE) -> Callable[[], object]:
    return lambda: subprocess.run(
        [*COPPERPLATE, "--workspace", str(folder), *words], check=True, capture_output=True
    )


def python(text: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", text], check=True, capture_output=True)


ENGINE_FLOOR = """
import duckdb, json
connection = duckdb.connect()
rows = connection.execute(
    "SELECT * FROM read_parquet(?) WHERE offence = 'burglary' AND area = 'E23000014'",
    [{paths!r}],
).fetchall()
print(json.dumps([str(row) for row in rows]))
"""
TYPESETTING_FLOOR = """
import pickle, pathlib
from copperplate.render import pdf
pdf.render(pickle.loads(pathlib.Path({path!r}).read_bytes()))
"""


def main() -> None:
    """Print one line a command: seconds, the floor, their ratio, and the promise."""
    import pickle

    from copperplate import pipeline
    from copperplate.workspace import Workspace

    paths = [str(path) for path in sorted(EXAMPLE.rglob("recorded_crime.parquet"))]
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "w"
        shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("out"))
        document = Path(temporary) / "document"
        document.write_bytes(pickle.dumps(pipeline.compose(Workspace.at(copy), "2019-11").document))
        query = python(ENGINE_FLOOR.format(paths=paths))
        typeset = python(TYPESETTING_FLOOR.format(path=str(document)))
        empty = python("pass")
        table = ROOT / "examples" / "tables" / "policeforceareatablesyearendingjune2019.xlsx"
        cells = python(
            "import python_calamine as c\n"
            f"for s in (w := c.CalamineWorkbook.from_path({str(table)!r})).sheet_names:\n"
            "    w.get_sheet_by_name(s).to_python()"
        )

        def load() -> None:
            folder = Path(tempfile.mkdtemp(dir=temporary)) / "w"
            shutil.copytree(copy, folder, ignore=shutil.ignore_patterns("releases"))
            command("load", "ons-pfa", str(table), "--published", "2019-10-17", folder=folder)()

        rows = [
            ("copperplate --help", command("--help"), "an empty Python", empty, 0.2),
            (
                "show burglary, JSON",
                command("show", "burglary", "--area", "E23000014", "--format", "json"),
                "the query alone",
                query,
                1.0,
            ),
            (
                "show rate, peers, JSON",
                command("show", "recorded_crime_rate", "--peers", "--format", "json"),
                "the query alone",
                query,
                1.0,
            ),
            ("load ons-pfa", load, "reading the cells alone", cells, 1.5),
            ("build 2019-11", command("build", "2019-11", folder=copy), "setting it", typeset, 2.0),
            (
                "make demo",
                lambda: subprocess.run(
                    ["make", "--no-print-directory", "demo"],
                    cwd=ROOT,
                    check=True,
                    capture_output=True,
                ),
                "setting it",
                typeset,
                5.0,
            ),
        ]
        print(
            f"{'':<24}{'least':>8}{'median':>8}   {'floor':<26}{'least':>8}{'ratio':>8}   promise"
        )
        for name, work, floor_name, floor, promise in rows:
            least, median = timed(work)
            floor_least, _ = timed(floor)
            kept = "kept" if median < promise else "BROKEN"
            print(
                f"{name:<24}{least:>7.2f}s{median:>7.2f}s   {floor_name:<26}"
                f"{floor_least:>7.2f}s{least / floor_least:>7.1f}x   under {promise:g}s: {kept}"
            )


if __name__ == "__main__":
    main()
    portal.main([])
    planted_truths.main([])
