"""What other programs took, measured once, and the series it was measured on.

Their times are constants: most are written in another language and are not installed here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.evidence import counts

MEASURED = (
    "one thread, calculation only, a virtual machine with two AMD EPYC cores, "
    "Debian 12, R 4.2.2, Python 3.11, November 2026"
)


@dataclass(frozen=True)
class Peer:
    """One program's call, and the milliseconds it took a series; `MEASURED` says where."""

    name: str
    call: str
    milliseconds: float

    def beside(self, seconds: float, series: int) -> str:
        """Return a line: its time, and how many times as long that is as ours."""
        ratio = self.milliseconds / (1000 * seconds / series)
        took = f"{self.milliseconds:>8.2f} ms a series"
        return f"  {self.name:<24}{self.call:<34}{took}{ratio:>9,.0f}x"


# 1,000 series of 60 points.
OF_60 = (
    Peer("pycontrolcharts 0.1.2", "XmR, Nelson's tests", 0.5411),
    Peer("statprocon 2.0.0", "XmR, three rules", 0.5471),
    Peer("abspc 1.1.0", "XmR, four rules", 1.4442),
    Peer("nhspy-plotthedots 0.1.6", "XmR, Making Data Count", 1.8709),
    Peer("NHSRplotthedots 0.2.2", "XmR, Making Data Count, one call", 2.482),
    Peer("runcharter 0.2.0", "medians, one call", 4.903),
    Peer("controlchartspy 0.1.3", "XmR, four rules", 8.2603),
    Peer("qicharts2 0.8.1", "XmR, one call a series", 42.451),
)
# 1,000 series of 120 points.
AUTOSPC = Peer("autospc 0.0.0.9051", "stable shifts, C′, its defaults", 162.476)


def quarters(series: int, points: int) -> np.ndarray:
    """Return counts, in turn Poisson, varying more, seasonal, and shifted by a fifth."""
    chance = np.random.default_rng(12)
    level = np.exp(chance.uniform(np.log(20), np.log(800), (series, 1))) * np.ones((1, points))
    month = np.arange(points)
    peak = chance.integers(12, size=(series, 1))
    level[2::4] *= 1 + 0.2 * np.cos(2 * np.pi * (month - peak) / 12)[2::4]
    at = chance.integers(points // 4, 3 * points // 4, (series, 1))
    size = 1 + 0.2 * chance.choice([-1, 1], (series, 1))
    level[3::4] *= np.where(month >= at, size, 1)[3::4]
    made = counts(chance, level, 1.0)
    made[1::4] = counts(chance, level[1::4], 2.5)
    return made


def series_in(folder: Path, points: int) -> np.ndarray:
    """Return the counts of ``bench_<points>.csv``: a row a point, with `id` and `y`."""
    held: dict[str, list[float]] = {}
    with (folder / f"bench_{points}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            held.setdefault(row["id"], []).append(float(row["y"]))
    return np.array(list(held.values()))


def files_named(arguments: list[str]) -> Path | None:
    """Return the folder after ``--files``; None where the bench makes its own series."""
    if not arguments:
        return None
    if len(arguments) != 2 or arguments[0] != "--files":
        raise SystemExit("Give nothing, or: --files DIR")
    return Path(arguments[1])
