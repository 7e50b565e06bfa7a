"""How far a walk came, and what it found on its way: enough to go on from there.

Values only; how a walk goes is `sfn`'s business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np

from copperplate.spc.arrays import Columns
from copperplate.spc.standing import Codes
from copperplate.spc.sums import Array, Counts, Flags, ProcessSums


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Called(Columns):
    """Steps as they were called, one row a step, in the order of time.

    Attributes:
        series: Which series.
        began: The first of the points that made the step.
        called: The last of them.
        side: Their side, a code of `FixedSide`.
        refused: Whether it was refused, so that the process runs on.
        old: The sums of the process up to the point before it began.
        made_by: The sums of the points that made it.
    """

    series: Counts
    began: Counts
    called: Counts
    side: Codes
    refused: Flags
    old: ProcessSums
    made_by: ProcessSums

    @classmethod
    def none(cls) -> Called:
        """Return no steps."""
        places = np.zeros(0, dtype=np.int64)
        return cls(
            series=places,
            began=places,
            called=places,
            side=np.zeros(0, dtype=np.int8),
            refused=np.zeros(0, dtype=np.bool_),
            old=ProcessSums.nothing(0),
            made_by=ProcessSums.nothing(0),
        )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Broken(Columns):
    """Processes the caller broke off, one row a break, in the order of time.

    Attributes:
        series: Which series.
        at: The first point after the break.
        old: The sums of the process it ended.
    """

    series: Counts
    at: Counts
    old: ProcessSums

    @classmethod
    def none(cls) -> Broken:
        """Return no breaks."""
        places = np.zeros(0, dtype=np.int64)
        return cls(series=places, at=places, old=ProcessSums.nothing(0))


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Standing(Columns):
    """Where series stand after a point: what the next one is judged by. Shape (n_series,).

    Attributes:
        process: The sums of the current process.
        counting: The sums of the points of the run that count towards a step.
        before: The sums of the process up to the first of them.
        began: Which point that was.
        counted: How many of them there are.
        run_side: The side of the current run; `FixedSide.ON` where there is none.
        run_length: How many points it holds.
        barred: Whether a step of this run was refused, so that it makes no other.
        previous: The newest value; NaN where there is none a range could be taken from.
    """

    process: ProcessSums
    counting: ProcessSums
    before: ProcessSums
    began: Counts
    counted: Counts
    run_side: Codes
    run_length: Counts
    barred: Flags
    previous: Array

    @classmethod
    def start(cls, series: int) -> Standing:
        """Return where series stand before their first point."""
        return cls(
            process=ProcessSums.nothing(series),
            counting=ProcessSums.nothing(series),
            before=ProcessSums.nothing(series),
            began=np.zeros(series, dtype=np.int64),
            counted=np.zeros(series, dtype=np.int64),
            run_side=np.zeros(series, dtype=np.int8),
            run_length=np.zeros(series, dtype=np.int64),
            barred=np.zeros(series, dtype=np.bool_),
            previous=np.full(series, np.nan),
        )

    def copied(self) -> Standing:
        """Return the same in arrays of its own."""
        return self.taken(np.arange(len(self.began)))

    def write_rows(self, rows: Counts, other: Standing) -> None:
        """Write where others stand into some of my rows."""
        for field in fields(self):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            if isinstance(mine, ProcessSums):
                mine.write_rows(rows, theirs)
            else:
                mine[rows] = theirs


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Walked:
    """What a walk found as far as it came.

    Attributes:
        side: Shape (n_series, n_points), the points it came by: codes of `FixedSide`.
        called: The steps.
        broken: The breaks.
        now: Where each series stands after the last of those points.
    """

    side: Codes
    called: Called
    broken: Broken
    now: Standing

    @classmethod
    def start(cls, series: int) -> Walked:
        """Return a walk before the first point."""
        return cls(
            side=np.zeros((series, 0), dtype=np.int8),
            called=Called.none(),
            broken=Broken.none(),
            now=Standing.start(series),
        )

    @property
    def points(self) -> int:
        """How many points it came by."""
        return int(self.side.shape[1])

    @classmethod
    def joined(cls, parts: Sequence[Walked]) -> Walked:
        """Return the walks of blocks of series that came equally far, block after block."""
        before = np.cumsum([0, *(len(part.side) for part in parts)])
        return cls(
            side=np.concatenate([part.side for part in parts]),
            called=Called.joined(
                [_moved(part.called, by) for part, by in zip(parts, before, strict=False)]
            ),
            broken=Broken.joined(
                [_moved(part.broken, by) for part, by in zip(parts, before, strict=False)]
            ),
            now=Standing.joined([part.now for part in parts]),
        )

    def taken(self, rows: slice) -> Walked:
        """Return the walk of a block of series."""
        return Walked(
            side=self.side[rows],
            called=_within(self.called, rows, len(self.side)),
            broken=_within(self.broken, rows, len(self.side)),
            now=self.now.taken(rows),
        )

    def renewed(self, rows: Counts, other: Walked) -> Walked:
        """Return the walk with that of some series put in the place of theirs."""
        side, now = self.side.copy(), self.now.copied()
        side[rows] = other.side
        now.write_rows(rows, other.now)
        return Walked(
            side=side,
            called=_renewed(self.called, rows, other.called),
            broken=_renewed(self.broken, rows, other.broken),
            now=now,
        )


Records = TypeVar("Records", Called, Broken)


def _moved(records: Records, by: int) -> Records:
    return replace(records, series=records.series + by)


def _within(records: Records, rows: slice, series: int) -> Records:
    first, after, _ = rows.indices(series)
    inside = (records.series >= first) & (records.series < after)
    return _moved(records.taken(inside), -first)


def _renewed(records: Records, rows: Counts, others: Records) -> Records:
    kept = records.taken(~np.isin(records.series, rows))
    return type(records).joined([kept, replace(others, series=rows[others.series])])
