"""Where the numbers themselves put a change of level, whatever any rule saw.

A likelihood-ratio scan: of all places a series could be cut in two, which makes it likeliest,
and by how much more than counts of one level reach by chance. Found changes are cut at and
each piece scanned again. Counts may vary more than Poisson; how much is estimated around the
cut. The place is the median of where the likelihood puts it, near its peak.

Method: quasi-likelihood of counts, McCullagh and Nelder, *Generalized Linear Models*, chapter
9; binary segmentation, Scott and Knott (1974). Bounds: our own simulation, see
`bench/evidence.py`. Judges nothing: evidence may support a step, it makes none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

import numpy as np

from copperplate.spc import constants
from copperplate.spc.arrays import Columns
from copperplate.spc.frames import unframed
from copperplate.spc.given import read_given
from copperplate.spc.standing import Codes
from copperplate.spc.steps import Steps
from copperplate.spc.sums import Array, Counts, Flags


class Grade(IntEnum):
    """How much speaks for a change; the codes of `Evidence.grade`."""

    NONE = 0
    """No more than one level reaches by chance."""
    WEAK = 1
    """More than four stable series of five reach."""
    STRONG = 2
    """More than nineteen stable series of twenty reach."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Evidence(Columns):
    """Changes found in many series, one row a change, by series and then by place.

    Attributes:
        series: Which series.
        at: The first point of the new level.
        strength: How much likelier two levels are than one: the likelihood ratio over the
            dispersion.
        grade: Codes of `Grade`: weak or strong.
    """

    series: Counts
    at: Counts
    strength: Array
    grade: Codes

    @classmethod
    def none(cls) -> Evidence:
        """Return no changes."""
        places = np.zeros(0, dtype=np.int64)
        return cls(series=places, at=places, strength=np.zeros(0), grade=np.zeros(0, dtype=np.int8))

    def of(self, series: int) -> Evidence:
        """Return the changes of one series, as if it were the only one."""
        first, after = np.searchsorted(self.series, [series, series + 1])
        own = self.taken(slice(int(first), int(after)))
        return replace(own, series=np.zeros_like(own.series))

    def flags(self, shape: tuple[int, int]) -> Flags:
        """Return where strong changes begin, shape (n_series, n_points)."""
        found = np.zeros(shape, dtype=np.bool_)
        strong = self.grade == Grade.STRONG
        found[self.series[strong], self.at[strong]] = True
        return found


def evidence_of(values: Any, denominators: Any = None) -> Evidence:
    """Return the changes of level of many series.

    Args:
        values: Shape (n_series, n_points), or (n_points,) for one series, or a frame of pandas
            or polars; NaN where missing or not judged. Counts; other numbers not below zero
            are taken as counts of unknown unit.
        denominators: The same shape: what the counts are over; None for equal chances.

    Returns:
        Strong and weak changes. A weak one is not cut at. A series with a value below zero
        has none: it does not count anything.

    Raises:
        WrongShape, NotNumbers, NotFinite: As of `control_charts`.
    """
    read = unframed(values, {"denominators": denominators})
    given = read_given(read.values, **read.beside)
    return changes_of(given.counted, given.over)


def changes_of(values: Array, denominators: Array | None) -> Evidence:
    """Return what `evidence_of` does, of arrays that have been read: (n_series, n_points)."""
    countable = ~(np.nan_to_num(values) < 0).any(axis=1) & (values.shape[1] > 0)
    over = np.ones(values.shape) if denominators is None else denominators
    known = ~np.isnan(values) & (np.nan_to_num(over) > 0)
    whole = ~(np.where(known, values, 0.0) % 1).any(axis=1)
    pieces = _Pieces(
        series=np.flatnonzero(countable),
        inside=known[countable],
        floor=np.where(whole, 1.0, 0.0)[countable],
    )
    found = [Evidence.none()]
    while len(pieces.series):
        place, strength, grade = _best_cuts(
            values[pieces.series], over[pieces.series], pieces.inside, pieces.floor
        )
        there = grade > Grade.NONE
        cuts = Evidence(series=pieces.series, at=place, strength=strength, grade=grade)
        found.append(cuts.taken(there))
        pieces = pieces.cut(place, np.flatnonzero(grade == Grade.STRONG))
    every = Evidence.joined(found)
    return every.taken(np.lexsort((every.at, every.series)))


def support_of(steps: Steps, evidence: Evidence) -> Codes:
    """Return how much speaks for each step: the best grade in its run or near it.

    Args:
        steps: Of the same series as the evidence.
        evidence: Changes of level.

    Returns:
        Codes of `Grade`, one a step.
    """
    found = np.zeros(len(steps), dtype=np.int8)
    first = np.searchsorted(evidence.series, steps.series, side="left")
    after = np.searchsorted(evidence.series, steps.series, side="right")
    for row in np.flatnonzero(after > first):
        inside = slice(first[row], after[row])
        at = evidence.at[inside]
        near = (at >= steps.began[row] - constants.NEAR_A_STEP) & (
            at <= steps.called[row] + constants.NEAR_A_STEP
        )
        found[row] = evidence.grade[inside][near].max(initial=Grade.NONE)
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pieces:
    """Pieces of series still to be scanned: whose each is, its points, its least dispersion."""

    series: Counts
    inside: Flags
    floor: Array

    def cut(self, place: Counts, where: Counts) -> _Pieces:
        """Return both halves of the pieces that were cut."""
        after = np.arange(self.inside.shape[1]) >= place[where][:, None]
        inside = self.inside[where]
        return _Pieces(
            series=np.concatenate([self.series[where]] * 2),
            inside=np.concatenate([inside & ~after, inside & after]),
            floor=np.concatenate([self.floor[where]] * 2),
        )


def _best_cuts(
    values: Array, over: Array, inside: Flags, floor: Array
) -> tuple[Counts, Array, Codes]:
    """Return each piece's likeliest cut, how much speaks for it, and its grade."""
    counted, chances = np.where(inside, values, 0.0), np.where(inside, over, 0.0)
    held = np.cumsum(inside, axis=1)
    before, before_over = np.cumsum(counted, axis=1), np.cumsum(chances, axis=1)
    size, total, total_over = held[:, -1:], before[:, -1:], before_over[:, -1:]
    least = constants.FEWEST_BESIDE_A_CUT
    # The cut after each point that leaves enough on either side; one a missing point repeats.
    allowed = inside & (held >= least) & (size - held >= least)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = 2 * (
            _likelihood(before, before_over)
            + _likelihood(total - before, total_over - before_over)
            - _likelihood(total, total_over)
        )
    ratio = np.where(allowed, np.maximum(ratio, 0.0), -np.inf)
    best = ratio.argmax(axis=1)
    rows = np.arange(len(values))
    top = ratio[rows, best]
    dispersion = np.maximum(_dispersion(counted, chances, inside, before, before_over, best), floor)
    with np.errstate(invalid="ignore", divide="ignore"):
        strength = np.where(np.isfinite(top) & (dispersion > 0), top / dispersion, 0.0)
        # Around its peak: of two changes far apart, the middle would lie between both.
        around = np.abs(np.arange(values.shape[1]) - best[:, None]) <= constants.NEAR_A_STEP
        odds = np.where(
            allowed & around, np.exp((ratio - top[:, None]) / (2 * dispersion[:, None])), 0.0
        )
    reached = np.cumsum(np.nan_to_num(odds), axis=1)
    middle = (reached < reached[:, -1:] / 2).sum(axis=1)
    place = _next_inside(inside, np.minimum(middle, values.shape[1] - 1))
    weak, strong = (
        np.interp(size[:, 0], constants.EVIDENCE_POINTS, bounds)
        for bounds in (constants.EVIDENCE_WEAK, constants.EVIDENCE_STRONG)
    )
    grade: Codes = (strength > weak).astype(np.int8) + (strength > strong).astype(np.int8)
    return place, strength, grade


def _likelihood(counts: Array, over: Array) -> Array:
    """Return the part of a Poisson log-likelihood that a level decides."""
    rate = np.where(over > 0, counts / over, 1.0)
    return np.where(counts > 0, counts * np.log(np.where(rate > 0, rate, 1.0)), 0.0)


def _dispersion(
    counted: Array, chances: Array, inside: Flags, before: Array, before_over: Array, best: Counts
) -> Array:
    """Return the variance of counts around both levels, in Poisson variances."""
    rows = np.arange(len(counted))
    first, first_over = before[rows, best], before_over[rows, best]
    rest, rest_over = before[:, -1] - first, before_over[:, -1] - first_over
    with np.errstate(invalid="ignore", divide="ignore"):
        level = np.where(
            np.arange(counted.shape[1]) <= best[:, None],
            (first / first_over)[:, None],
            (rest / rest_over)[:, None],
        )
        expected = level * chances
        off = np.where(inside & (expected > 0), (counted - expected) ** 2 / expected, 0.0)
    free = np.maximum(inside.sum(axis=1) - constants.PARAMETERS_OF_A_CUT, 1)
    spread: Array = off.sum(axis=1) / free
    return spread


def _next_inside(inside: Flags, after: Counts) -> Counts:
    """Return the first point of a piece behind each place."""
    points = np.arange(inside.shape[1])
    later = inside & (points > after[:, None])
    found: Counts = np.where(later.any(axis=1), later.argmax(axis=1), after)
    return found
