"""Observations, series, and many series in one array.

A `SeriesSet` is the working form: values in an array of shape (n_series, n_periods),
marks and releases beside them. A `Series` is one row of it, read as observations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from copperplate.periods import Period
from copperplate.series.marks import Mark, bits_of, marks_of
from copperplate.series.units import Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """One area's value for one period.

    Attributes:
        period: The period the value describes, not when it was read.
        value: In the series' unit, unrounded; None when a mark explains its absence.
        marks: Why the value is not plain. Empty means plain.
        release: Identity of the release it was read from; empty where nothing was.
        base: What the value was divided by (residents, say); None for counts.
        base_release: Identity of the release the base was read from; empty for counts.
    """

    period: Period
    value: float | None
    marks: frozenset[Mark] = frozenset()
    release: str = ""
    base: float | None = None
    base_release: str = ""

    def __post_init__(self) -> None:
        absent = any(mark.takes_the_value_away for mark in self.marks)
        if (self.value is None) != absent:
            raise ValueError("a value is absent exactly when a mark says why")


def carried(seen: Iterable[Observation]) -> frozenset[Mark]:
    """Return the marks that pass to a number worked out of observations.

    A mark that takes a value away says nothing of those used; a break is one of changes.
    """
    marks = {mark for one in seen for mark in one.marks}
    return frozenset(m for m in marks if not m.takes_the_value_away and m is not Mark.BREAK)


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """One area's values of one measure, oldest first, each period once."""

    measure: str
    area: str
    unit: Unit
    observations: tuple[Observation, ...]

    def at(self, period: Period) -> Observation | None:
        """Return the observation of a period, or None where the series has none."""
        for seen in self.observations:
            if seen.period == period:
                return seen
        return None

    @property
    def last(self) -> Observation:
        """The newest observation. The series holds at least one."""
        return self.observations[-1]


@dataclass(frozen=True, kw_only=True, eq=False)
class SeriesSet:
    """Many areas' values of one measure over the same periods.

    Attributes:
        measure: Id of the measure.
        unit: Unit of every value.
        areas: Codes, one a row.
        periods: Oldest first, one a column.
        values: Shape (n_areas, n_periods); NaN where a mark explains the absence.
        marks: Same shape, integer sets of `marks.bits_of`.
        releases: Same shape, index into `release_ids`; -1 where no release spoke.
        release_ids: Identities of the releases the values were read from.
        bases: Same shape, what values were divided by; NaN for counts.
        base_releases: Same shape, index into `release_ids`; -1 for counts.
    """

    measure: str
    unit: Unit
    areas: tuple[str, ...]
    periods: tuple[Period, ...]
    values: NDArray[np.float64]
    marks: NDArray[np.uint16]
    releases: NDArray[np.int32]
    release_ids: tuple[str, ...]
    bases: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 0)))
    base_releases: NDArray[np.int32] = field(
        default_factory=lambda: np.empty((0, 0), dtype=np.int32)
    )

    def __post_init__(self) -> None:
        shape = (len(self.areas), len(self.periods))
        if self.bases.size == 0 and self.values.shape == shape:
            object.__setattr__(self, "bases", np.full(shape, np.nan))
        if self.base_releases.size == 0 and self.values.shape == shape:
            object.__setattr__(self, "base_releases", np.full(shape, -1, dtype=np.int32))
        arrays = (self.values, self.marks, self.releases, self.bases, self.base_releases)
        for array in arrays:
            if array.shape != shape:
                raise ValueError(f"an array has shape {array.shape}, not {shape}")
            array.flags.writeable = False
        if list(self.periods) != sorted(set(self.periods)):
            raise ValueError("periods are in order, each once")
        if len(set(self.areas)) != len(self.areas):
            raise ValueError("an area has one row")
        absent = (self.marks & bits_of(m for m in Mark if m.takes_the_value_away)) > 0
        if (np.isnan(self.values) != absent).any():
            raise ValueError("a value is absent exactly when a mark says why")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SeriesSet):
            return NotImplemented
        return self._rows == other._rows and (self.measure, self.unit) == (
            other.measure,
            other.unit,
        )

    __hash__ = None  # type: ignore[assignment]  # the language's sign for "has no hash"

    @cached_property
    def _rows(self) -> tuple[Series, ...]:
        return tuple(self._made(number) for number in range(len(self.areas)))

    @cached_property
    def _rows_made(self) -> dict[int, Series]:
        return {}

    def _made(self, number: int) -> Series:
        """Return a row, made once: who asks for one area does not wait for all of them."""
        if number not in self._rows_made:
            self._rows_made[number] = self._row(number)
        return self._rows_made[number]

    def __iter__(self) -> Iterator[Series]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self.areas)

    def __getitem__(self, area: str) -> Series:
        return self._made(self.areas.index(area))

    def __contains__(self, area: object) -> bool:
        return area in self.areas

    def _row(self, number: int) -> Series:
        seen = []
        for column, period in enumerate(self.periods):
            bits = int(self.marks[number, column])
            release = int(self.releases[number, column])
            value = float(self.values[number, column])
            base = float(self.bases[number, column])
            below = int(self.base_releases[number, column])
            seen.append(
                Observation(
                    period=period,
                    value=None if np.isnan(value) else value,
                    marks=marks_of(bits),
                    release=self.release_ids[release] if release >= 0 else "",
                    base=None if np.isnan(base) else base,
                    base_release=self.release_ids[below] if below >= 0 else "",
                )
            )
        return Series(
            measure=self.measure,
            area=self.areas[number],
            unit=self.unit,
            observations=tuple(seen),
        )


def series_set(
    *, measure: str, unit: Unit, rows: Sequence[Series], periods: Sequence[Period] | None = None
) -> SeriesSet:
    """Gather series into one set; a period a series lacks becomes "not available".

    Args:
        measure: Id of the measure.
        unit: Unit of every value.
        rows: One series an area.
        periods: The columns; by default every period any row has, in order.
    """
    columns = tuple(
        sorted({seen.period for row in rows for seen in row.observations})
        if periods is None
        else periods
    )
    at = {period: column for column, period in enumerate(columns)}
    shape = (len(rows), len(columns))
    values = np.full(shape, np.nan)
    bases = np.full(shape, np.nan)
    marks = np.full(shape, Mark.NOT_AVAILABLE.bit, dtype=np.uint16)
    releases = np.full(shape, -1, dtype=np.int32)
    base_releases = np.full(shape, -1, dtype=np.int32)
    spoken = {seen.release for row in rows for seen in row.observations}
    spoken |= {seen.base_release for row in rows for seen in row.observations}
    ids = sorted(spoken - {""})
    number_of = {identity: number for number, identity in enumerate(ids)}
    for row_number, row in enumerate(rows):
        for seen in row.observations:
            if seen.period not in at:
                continue
            place = (row_number, at[seen.period])
            values[place] = np.nan if seen.value is None else seen.value
            bases[place] = np.nan if seen.base is None else seen.base
            marks[place] = bits_of(seen.marks)
            releases[place] = number_of.get(seen.release, -1)
            base_releases[place] = number_of.get(seen.base_release, -1)
    return SeriesSet(
        measure=measure,
        unit=unit,
        areas=tuple(row.area for row in rows),
        periods=columns,
        values=values,
        marks=marks,
        releases=releases,
        release_ids=tuple(ids),
        bases=bases,
        base_releases=base_releases,
    )
