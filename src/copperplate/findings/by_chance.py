"""How likely a chart shows a sign of now though nothing has changed: simulated, and looked up.

Source: our own simulation of Poisson series that never change, each a month after the other
without season; `tools/quiet_signs.py` makes `quiet_signs.csv` and says its seed. Counts that vary
more than that show more signs. Knows no area.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from copperplate.disclosure import Publishable
from copperplate.findings.attention import Looked
from copperplate.series.evidence import Evidence
from copperplate.series.units import UnitKind

TABLE = "quiet_signs.csv"


def events_of(evidence: Publishable[Evidence]) -> NDArray[np.float64]:
    """Return how many things a period of each area counts on average, shape (n_areas,).

    Of a percentage, a mean or a rate those above its line; infinite where nobody said what it
    was divided by. NaN of an area without a value.
    """
    series = evidence.shown.series
    counts = series.values
    if series.unit.kind is not UnitKind.COUNT:
        counts = series.values * series.bases / series.unit.times
        if series.unit.kind is UnitKind.MEAN:
            counts = series.bases
    known = ~np.isnan(counts)
    with np.errstate(invalid="ignore"):
        means = np.where(known, counts, 0.0).sum(axis=1) / known.sum(axis=1)
    unsaid = ~known.any(axis=1) & ~np.isnan(series.values).all(axis=1)
    return np.asarray(np.where(unsaid, np.inf, means))


def expected_signs(looked: Iterable[Looked]) -> float:
    """Return how many of some charts would show a sign of now if nothing had changed anywhere.

    The sum of each chart's own chance; between the lengths and levels simulated it is taken from
    straight lines, over the logarithm of the level, and beyond them it is that of the last.
    """
    return float(sum(chance_of_a_sign(one) for one in looked))


def chance_of_a_sign(looked: Looked) -> float:
    """Return how likely one chart shows a sign though nothing has changed, 0 to 1."""
    charted = looked.charted
    held = charted.chart.values[charted.comparable_from :]
    points = int(np.count_nonzero(~np.isnan(held)))
    lengths, levels, chances = _table(charted.counted)
    level = np.log(np.clip(looked.events, levels[0], levels[-1]))
    by_length = [np.interp(level, np.log(levels), row) for row in chances]
    return float(np.interp(points, lengths, by_length))


@cache
def _table(counted: bool) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return lengths, levels and the chances of both, shape (n_lengths, n_levels)."""
    text = (resources.files("copperplate.findings") / TABLE).read_text(encoding="utf-8")
    rows = [
        (int(row["points"]), float(row["mean"]), float(row["share"]))
        for row in csv.DictReader(text.splitlines())
        if (row["of"] == "counts") is counted
    ]
    lengths = sorted({points for points, _, _ in rows})
    levels = sorted({mean for _, mean, _ in rows})
    held = {(points, mean): share for points, mean, share in rows}
    chances = [[held[points, mean] for mean in levels] for points in lengths]
    return np.array(lengths, dtype=float), np.array(levels), np.array(chances)
