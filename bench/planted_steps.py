"""Whole counts with one planted step, drawn by integer tables, and who dates it how well.

The rule set of papers, the evidence beside it, what papers tell of both, and a plain scan for one
change point. Truth known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from copperplate.findings.charted import Charted
from copperplate.findings.process import Shifted, Stepped, Turn
from copperplate.findings.reading import process_findings
from copperplate.periods import Period, month
from copperplate.spc import ControlChart, ControlCharts, Grade, control_charts
from copperplate.synthetic import draws

MEANS = (20, 60, 200)
SERIES = 200
"""Of a mean and seed: so many with a step, and so many without."""
MONTHS, FROM_AN_END, NEAR = 96, 12, 6
SHIFT = 20
"""Per cent, up in half of the series and down in the others."""
BARS = {20: 65, 60: 93, 200: 98}
"""Per cent of steps that are to be dated within `NEAR` months."""
PERIODS = tuple(month(2006 + number // 12, number % 12 + 1) for number in range(MONTHS))
_TABLE = 1 << 31
_LEAST = 6


@cache
def poisson(mean: int) -> tuple[int, ...]:
    """Return how often a Poisson count is 0, 1, 2 …, in whole numbers; worked out in such."""
    term, terms = 10**300, []
    for count in range(4 * mean + 40):
        terms.append(term)
        term = term * mean // (count + 1)
    whole = sum(terms)
    return tuple(term * _TABLE // whole for term in terms)


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn:
    """Series of one mean.

    Attributes:
        stable: Without a step. Shape (n_series, n_months).
        stepped: With one. Same shape.
        at: The first month of its new level. Shape (n_series,).
        way: 1 up, -1 down. Same shape.
    """

    stable: np.ndarray
    stepped: np.ndarray
    at: np.ndarray
    way: np.ndarray


def drawn(seed: int, mean: int, series: int = SERIES) -> Drawn:
    """Return the series of a seed and mean."""

    def numbers(purpose: str, count: int) -> draws.Draws:
        return draws.numbers(draws.stream(seed, "planted steps", mean, purpose), count)

    places = MONTHS - 2 * FROM_AN_END + 1
    at = FROM_AN_END + draws.below(numbers("at", series), places)
    way = np.where(np.arange(series) % 2, 1, -1)
    cells = numbers("stepped", series * MONTHS).reshape(series, MONTHS)
    after = np.arange(MONTHS) >= at[:, None]
    stepped = draws.chosen(cells, poisson(mean))
    for side in (-1, 1):
        level = mean * (100 + side * SHIFT) // 100
        here = after & (way == side)[:, None]
        stepped[here] = draws.chosen(cells[here], poisson(level))
    stable = draws.chosen(numbers("stable", series * MONTHS), poisson(mean))
    return Drawn(
        stable=stable.reshape(series, MONTHS).astype(float),
        stepped=stepped.astype(float),
        at=at,
        way=way,
    )


def scan(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scan for one change of level of Poisson counts: the place, its likelihood ratio, its sign."""
    size = values.shape[1]
    before, held = np.cumsum(values, axis=1)[:, :-1], np.arange(1, size)
    total = values.sum(axis=1, keepdims=True)

    def likelihood(counts: np.ndarray, months: np.ndarray | int) -> np.ndarray:
        return np.where(counts > 0, counts * np.log(np.maximum(counts, 1) / months), 0.0)

    ratio = likelihood(before, held) + likelihood(total - before, size - held)
    ratio = 2 * (ratio - likelihood(total, size))
    ratio[:, : _LEAST - 1] = ratio[:, size - _LEAST :] = -1
    best, rows = ratio.argmax(axis=1), np.arange(len(values))
    rate, rest = before / held, (total - before) / (size - held)
    return best + 1, ratio[rows, best], np.sign((rest - rate)[rows, best])


@dataclass(frozen=True, kw_only=True, eq=False)
class Dated:
    """What was found of the series of one mean; flags have the shape (n_series,).

    Attributes:
        near: By the rule: a step of the right sign that began within `NEAR` months.
        seen: A step of the right sign anywhere.
        late: Of those seen and not near, the nearest began after it.
        moved: As `near`, where each step is put at the likeliest place between its neighbours.
        false: A step in the stable series.
        evidence_near, evidence_false: Of strong evidence.
        told_near, told_false: Of what papers tell; see `told`.
        scan_near: Of the plain scan, whatever its ratio.
        scan_ratio, scan_stable: Its ratios, with a step and without.
    """

    near: np.ndarray
    seen: np.ndarray
    late: np.ndarray
    moved: np.ndarray
    false: np.ndarray
    evidence_near: np.ndarray
    evidence_false: np.ndarray
    told_near: np.ndarray
    told_false: np.ndarray
    scan_near: np.ndarray
    scan_ratio: np.ndarray
    scan_stable: np.ndarray


def dated(seed: int, mean: int, series: int = SERIES) -> Dated:
    """Draw the series of a seed and mean, and ask everybody."""
    world = drawn(seed, mean, series)
    stable, stepped = control_charts(world.stable), control_charts(world.stepped)
    steps = stepped.steps
    right = steps.side == world.way[steps.series]
    off = steps.began - world.at[steps.series]
    seen, near = np.zeros(series, dtype=bool), np.zeros(series, dtype=bool)
    seen[steps.series[right]] = True
    near[steps.series[right & (np.abs(off) <= NEAR)]] = True
    nearest = np.full(series, np.inf)
    for one, by in zip(steps.series[right], off[right], strict=True):
        nearest[one] = by if abs(by) < abs(nearest[one]) else nearest[one]
    false = np.zeros(series, dtype=bool)
    false[stable.steps.series] = True
    evidence = stepped.evidence
    strong = evidence.grade == Grade.STRONG
    evidence_near = np.zeros(series, dtype=bool)
    close = np.abs(evidence.at - world.at[evidence.series]) <= NEAR
    evidence_near[evidence.series[strong & close]] = True
    evidence_false = stable.supported_steps.any(axis=1)
    place, ratio, sign = scan(world.stepped)
    return Dated(
        near=near,
        seen=seen,
        late=seen & ~near & (nearest > 0),
        moved=_moved(stepped, world),
        false=false,
        evidence_near=evidence_near,
        evidence_false=evidence_false,
        told_near=np.array(
            [
                any(way == side and abs(begun - at) <= NEAR for begun, side in told(chart))
                for chart, at, way in zip(stepped, world.at, world.way, strict=True)
            ]
        ),
        told_false=np.array([bool(told(chart)) for chart in stable]),
        scan_near=(np.abs(place - world.at) <= NEAR) & (sign == world.way),
        scan_ratio=ratio,
        scan_stable=scan(world.stable)[1],
    )


def charted_of(chart: ControlChart, area: str = "area") -> Charted:
    """Return a chart of counts with its months, as papers read it."""
    return Charted(
        measure="counts", area=area, periods=PERIODS, chart=chart, verdicts={}, counted=True
    )


def _found(chart: ControlChart) -> list[Stepped | Shifted]:
    found = process_findings(charted_of(chart))
    return [one for one in found if isinstance(one, Stepped | Shifted)]


def tells(chart: ControlChart) -> bool:
    """Return whether a paper's sentences tell a step or another level, whatever they say of it."""
    return bool(_found(chart))


def told(chart: ControlChart) -> list[tuple[int, int]]:
    """Return what a paper's sentences claim of a chart: where a change began, and which way.

    Where they give two dates, that of the counts themselves. A step of which they say that the
    counts do not support it is none.
    """
    claimed: list[tuple[Turn, Period]] = []
    for one in _found(chart):
        if isinstance(one, Shifted):
            claimed.append((one.turn, one.began))
            continue
        if one.evidence is not Grade.NONE:
            claimed.append((one.turn, one.begins or one.began))
        if one.instead is not None:
            claimed.append(one.instead)
    return [(PERIODS.index(period), 1 if turn is Turn.UP else -1) for turn, period in claimed]


def _moved(charts: ControlCharts, world: Drawn) -> np.ndarray:
    """Return whose step is near when each step that the rule found is dated by likelihood."""
    near = np.zeros(len(world.at), dtype=bool)
    for one in np.unique(charts.steps.series):
        began = charts.steps.began[charts.steps.series == one]
        sides = charts.steps.side[charts.steps.series == one]
        ends = [0, *began.tolist(), MONTHS]
        for number, side in enumerate(sides):
            first, last = ends[number], ends[number + 2]
            piece = world.stepped[one : one + 1, first:last]
            place = began[number]
            if piece.shape[1] >= 2 * _LEAST:
                found, _, sign = scan(piece)
                place = first + found[0] if sign[0] == side else place
            near[one] |= side == world.way[one] and abs(place - world.at[one]) <= NEAR
    return near


def scanned(of: Sequence[Dated]) -> tuple[int, int]:
    """Return how many steps the plain scan dates, and in how many stable series it sees one.

    Its threshold is the one that sees a step in as many of them as the rule does.
    """
    stable = np.sort(np.concatenate([one.scan_stable for one in of]))[::-1]
    false = int(sum(one.false.sum() for one in of))
    threshold = stable[false] if false < len(stable) else -np.inf
    found = sum(int((one.scan_near & (one.scan_ratio > threshold)).sum()) for one in of)
    return found, int((stable > threshold).sum())
