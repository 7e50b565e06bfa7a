"""Steps: where a process gave way to another, when that was seen, and what was decided.

Kept as columns, so that thousands of series stay cheap. A rule makes a step possible; a
person confirms or refuses it. Neither has anything to do with why it happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from copperplate.spc.arrays import Columns, HoldsArrays
from copperplate.spc.standing import Codes, FixedSide
from copperplate.spc.sums import Array, Counts, Flags


class Decision(StrEnum):
    """What has been decided about a step the rule made possible."""

    UNDECIDED = "undecided"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


DECISIONS = (Decision.UNDECIDED, Decision.CONFIRMED, Decision.REFUSED)
"""The decisions in the order of their codes in `Steps.decision`."""


def code_of(decision: Decision) -> np.int8:
    """Return the code of a decision in `Steps.decision`."""
    return np.int8(DECISIONS.index(decision))


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Step(HoldsArrays):
    """One step of one series.

    Attributes:
        began: The first of the points that made it; the new process starts here.
        called: The last of them, when it was seen.
        side: The side they all fell on.
        decision: What has been decided.
        old_average: The mean of the process it ended, up to the point before it began.
        new_average: The mean of the process it began, as drawn today; for a refused step,
            which began none, the mean of the points that made it.
    """

    began: int
    called: int
    side: FixedSide
    decision: Decision
    old_average: float
    new_average: float

    @property
    def percentage_change(self) -> float:
        """The change from the old average in per cent of it; NaN where that is zero."""
        return percentage_changes(np.array([self.old_average]), np.array([self.new_average])).item()

    def __str__(self) -> str:
        change = self.percentage_change
        shown = "" if np.isnan(change) else f" ({change:+.1f}%)"
        old, new = f"{self.old_average:,.6g}", f"{self.new_average:,.6g}{shown}"
        # What came later may have carried the new average past the old one.
        returned = (self.new_average - self.old_average) * self.side < 0
        moved = f"{self.side.word} {old}, since then {new}" if returned else f"{old} to {new}"
        return (
            f"step began at {self.began}, called at {self.called}, {self.decision.value}: {moved}"
        )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Steps(Columns):
    """The steps of many series, one row a step, by series and then by when they began.

    Attributes:
        series: Which series (row of the values) each lies in.
        began: As in `Step`.
        called: As in `Step`.
        side: Codes of `FixedSide`.
        decision: Counts in `DECISIONS`.
        old_average: As in `Step`.
        new_average: As in `Step`.
    """

    series: Counts
    began: Counts
    called: Counts
    side: Codes
    decision: Codes
    old_average: Array
    new_average: Array

    def __len__(self) -> int:
        return len(self.series)

    def __iter__(self) -> Iterator[Step]:
        return (self._step(row) for row in range(len(self)))

    @classmethod
    def none(cls) -> Steps:
        """Return no steps."""
        places = np.zeros(0, dtype=np.int64)
        codes, averages = np.zeros(0, dtype=np.int8), np.zeros(0)
        return cls(
            series=places,
            began=places,
            called=places,
            side=codes,
            decision=codes,
            old_average=averages,
            new_average=averages,
        )

    def shifted(self, by: int) -> Steps:
        """Return the same steps with the numbers of their series raised."""
        return replace(self, series=self.series + by)

    def confirmed(self, where: Flags) -> Steps:
        """Return the same steps, those undecided that began somewhere said confirmed.

        Args:
            where: Shape (n_series, n_points).
        """
        undecided = self.decision == code_of(Decision.UNDECIDED)
        said = undecided & where[self.series, self.began]
        codes: Codes = np.where(said, code_of(Decision.CONFIRMED), self.decision)
        return replace(self, decision=codes)

    @property
    def percentage_change(self) -> Array:
        """The changes from old to new averages in per cent; NaN where the old is zero."""
        return percentage_changes(self.old_average, self.new_average)

    def of(self, series: int) -> tuple[Step, ...]:
        """Return the steps of one series."""
        first, after = np.searchsorted(self.series, [series, series + 1])
        return tuple(self._step(row) for row in range(int(first), int(after)))

    def _step(self, row: int) -> Step:
        return Step(
            began=int(self.began[row]),
            called=int(self.called[row]),
            side=FixedSide(int(self.side[row])),
            decision=DECISIONS[int(self.decision[row])],
            old_average=float(self.old_average[row]),
            new_average=float(self.new_average[row]),
        )


def percentage_changes(old: Array, new: Array) -> Array:
    """Return changes in per cent of the old values' size; NaN where that is zero.

    Example:
        >>> percentage_changes(np.array([1016.0, 0.0]), np.array([862.0, 5.0])).round(1).tolist()
        [-15.2, nan]
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(old != 0, 100 * (new - old) / np.abs(old), np.nan)
