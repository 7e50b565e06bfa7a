"""What was counted of records as series: each period by the release that speaks for it, in arrays.

Does for records what observations one by one do for published figures. Runs nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from copperplate.measures import DatedMeasure, MeanMeasure, Measure
from copperplate.periods import Period
from copperplate.query.records import Counted, Tallies
from copperplate.series import Mark, SeriesSet
from copperplate.series.evidence import LeftOut

InTime = Sequence[tuple[Period, str]]
"""Periods, oldest first, each with the release that speaks for it."""


def record_series(
    measure: Measure,
    counted: DatedMeasure,
    found: Counted,
    *,
    areas: Sequence[str],
    in_time: InTime,
    broken: Collection[Period],
) -> tuple[SeriesSet, tuple[LeftOut, ...]]:
    """Return the series of a measure on records, and what was left out of its values.

    A sum of which no record says its part is not available; of no records it is nothing. A
    mean of nothing is not applicable. What a release does not cover is not available.

    Args:
        measure: Whose series it is.
        counted: What was counted: the measure, or what it is worked out of.
        found: What was counted of it.
        areas: Codes, a row each.
        in_time: The columns.
        broken: Periods that carry a break.
    """
    shape = (len(areas), len(in_time))
    values, bases = np.full(shape, np.nan), np.full(shape, np.nan)
    marks = np.full(shape, Mark.NOT_AVAILABLE.bit, dtype=np.uint16)
    ids = sorted({release for _, release in in_time})
    spoken = np.array([ids.index(release) for _, release in in_time], dtype=np.int32)
    left_out: list[LeftOut] = []
    places = _Places(in_time)
    for row, area in enumerate(areas):
        lacking = np.zeros(len(in_time), dtype=object)
        astride = np.zeros(len(in_time), dtype=object)
        for release in ids:
            tallies = found.tallies.get((area, release))
            if tallies is None:
                continue
            columns, at = places.of(release, tallies)
            value, base, mark = _told(counted, tallies)
            values[row, columns], bases[row, columns] = value[at], base[at]
            marks[row, columns] = mark[at]
            lacking[columns], astride[columns] = tallies.lacking[at], tallies.astride[at]
        left_out += [
            LeftOut(
                area=area,
                period=in_time[column][0],
                lacking=int(lacking[column]),
                astride=int(astride[column]),
            )
            for column in np.flatnonzero((lacking != 0) | (astride != 0)).tolist()
        ]
    marks[:, [period in broken for period, _ in in_time]] |= Mark.BREAK.bit
    series = SeriesSet(
        measure=measure.id,
        unit=measure.unit,
        areas=tuple(areas),
        periods=tuple(period for period, _ in in_time),
        values=values,
        marks=marks,
        releases=np.broadcast_to(spoken, shape).copy(),
        release_ids=tuple(ids),
        bases=bases,
        base_releases=np.where(np.isnan(bases), np.int32(-1), spoken),
    )
    return series, tuple(left_out)


def _told(
    counted: DatedMeasure, tallies: Tallies
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.uint16]]:
    """Return the value a measure has of what was counted, what it was divided by, and its marks."""
    said, total = tallies.said.astype(np.float64), tallies.total
    if isinstance(counted, MeanMeasure):
        base = np.where(said > 0, said, np.nan)
        return total / base, base, _where(said == 0, Mark.NOT_APPLICABLE)
    unsaid = (tallies.records > 0) & (said == 0)
    return (
        np.where(unsaid, np.nan, total),
        np.full(len(said), np.nan),
        _where(unsaid, Mark.NOT_AVAILABLE),
    )


def _where(lost: NDArray[np.bool_], mark: Mark) -> NDArray[np.uint16]:
    return np.where(lost, mark.bit, 0).astype(np.uint16)


class _Places:
    """Which columns a release speaks for, and where its tallies hold them."""

    def __init__(self, in_time: InTime) -> None:
        self._in_time = in_time
        self._found: dict[tuple[str, int], tuple[list[int], list[int]]] = {}

    def of(self, release: str, tallies: Tallies) -> tuple[list[int], list[int]]:
        """Return columns, and the places of the same periods among those of tallies."""
        # By which tuple it is: all areas of a force share theirs.
        key = (release, id(tallies.periods))
        if key not in self._found:
            at = {period: place for place, period in enumerate(tallies.periods)}
            columns = [
                column
                for column, (period, speaker) in enumerate(self._in_time)
                if speaker == release and period in at
            ]
            self._found[key] = (columns, [at[self._in_time[column][0]] for column in columns])
        return self._found[key]
