"""What a query answers, as values: a number with its marks, by area, period and release.

Joins what differs only in its mark. Knows no measure and no engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from copperplate.measures.where import Value
from copperplate.periods import Period, PeriodKind
from copperplate.series import Mark


@dataclass(frozen=True, slots=True)
class Key:
    """Where a number belongs: an area's code, a period, and the release that says it."""

    area: str
    period: Period
    release: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, None where there is none, its marks, and of a mean how many it is of."""

    value: float | None
    marks: frozenset[Mark]
    base: float | None = None


def cells_of(
    rows: Sequence[Sequence[object]], kind: PeriodKind, parts: frozenset[Value] | None
) -> dict[Key, Cell]:
    """Join the rows that differ only in their mark into one value with all its marks.

    Where the condition lists what is added up, a sum that lacks one of them is missing.
    """
    found: dict[Key, list[tuple[str, float | None]]] = {}
    counted: Counter[Key] = Counter()
    for area, start, end, release, mark, value, cells in rows:
        key = Key(str(area), Period(day_of(end), day_of(start), kind), str(release))
        number = None if value is None else float(str(value))
        found.setdefault(key, []).append((str(mark or ""), number))
        counted[key] += int(str(cells))
    return {
        key: joined(values)
        if parts is None or counted[key] >= len(parts)
        else Cell(None, frozenset({Mark.NOT_AVAILABLE}))
        for key, values in found.items()
    }


def day_of(value: object) -> date:
    """Return a day an engine answered."""
    if not isinstance(value, date):
        raise TypeError("the engine returned something other than a date")
    return date(value.year, value.month, value.day)


def joined(parts: list[tuple[str, float | None]]) -> Cell:
    """Add up the parts of a sum.

    What is not applicable contributes nothing; what is missing for another reason makes
    the sum missing for that reason: a total of the known parts would pass for the whole.
    """
    marks = {Mark(mark) for mark, _ in parts if mark}
    values = [value for _, value in parts if value is not None]
    lost = {mark for mark in marks if mark.takes_the_value_away}
    if lost - {Mark.NOT_APPLICABLE} or not values:
        return Cell(None, frozenset(lost - {Mark.NOT_APPLICABLE} or lost or {Mark.NOT_AVAILABLE}))
    return Cell(sum(values), frozenset(marks - lost))
