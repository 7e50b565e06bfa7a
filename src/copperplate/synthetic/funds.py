"""The community fund: what each unit has for projects, what was left of it, what it gave.

One row a sum, as the office of the commissioner keeps them. Knows nothing of crimes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from copperplate.engines.columns import NONE, Coded, Column, Days, Millionths, Numbered
from copperplate.synthetic import draws
from copperplate.synthetic.days import number_of
from copperplate.synthetic.places import UNITS
from copperplate.synthetic.streams import DayNumbers, counted

# The first financial year, and the pounds each unit has in every one: what eight units of a large
# force had together in 2018/19, 720,000, shared by ten. What is left is carried forward.
SINCE, BUDGET = 2010, 72_000
# Projects that a unit is asked for in a year, in the mean. There 189 got 4,418 pounds each: a
# project asks for 4,400 in the mean, in steps. One that asks for more than is left gets nothing.
PROJECTS = 17
LEAST, MOST, STEP = 800, 8_000, 50

ENTRIES = ("Budget", "Carried forward", "Committed")
_BUDGET, _CARRIED, _COMMITTED = range(3)
_CHANCES = 128
_POUND = 1_000_000  # in millionths
_FIGURES = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sum:
    day: int
    entry: int
    unit: int
    pounds: int
    project: int = NONE


def funds(seed: int, days: DayNumbers) -> dict[str, Column]:
    """Return the sums of some days, in order; budgets and what is left stand on 1 April.

    Args:
        seed: Another seed, other projects.
        days: Days since 1970, each once, the earliest first.
    """
    wanted = set(days.tolist())
    last = max(wanted, default=-1)
    sums = sorted(
        (one for one in _sums(seed, last) if one.day in wanted),
        key=lambda one: (one.day, one.entry, one.unit, one.project),
    )
    return {
        "entered": Days(np.array([one.day for one in sums], dtype=np.int64)),
        "entry": Coded(np.array([one.entry for one in sums], dtype=np.uint8), ENTRIES),
        "fund": Coded(np.zeros(len(sums), dtype=np.uint8), ("Community fund",)),
        "lpu": Coded(
            np.array([one.unit for one in sums], dtype=np.uint8),
            tuple(unit.name for unit in UNITS),
        ),
        "project": Numbered("P", np.array([one.project for one in sums], dtype=np.int64), _FIGURES),
        "pounds": Millionths(np.array([one.pounds for one in sums], dtype=np.int64) * _POUND),
    }


def _sums(seed: int, last: int) -> Iterator[_Sum]:
    """Yield every sum from the first year to that of a day."""
    for unit in range(len(UNITS)):
        left, year = 0, SINCE
        while (first := number_of(date(year, 4, 1))) <= last:
            yield _Sum(day=first, entry=_BUDGET, unit=unit, pounds=BUDGET)
            if left:
                yield _Sum(day=first, entry=_CARRIED, unit=unit, pounds=left)
            left += BUDGET
            for project in _projects(seed, year, unit):
                if project.pounds <= left:
                    left -= project.pounds
                    yield project
            year += 1


def _projects(seed: int, year: int, unit: int) -> list[_Sum]:
    """Return what a unit is asked for in a year, in order of days."""
    names = ("community fund", str(year), UNITS[unit].code)
    number = counted(seed, names, PROJECTS * 1000, chances=_CHANCES)
    first, after = number_of(date(year, 4, 1)), number_of(date(year + 1, 4, 1))

    def drawn(purpose: str, limit: int) -> list[int]:
        numbers = draws.numbers(draws.stream(seed, *names, purpose), number)
        return [int(one) for one in draws.below(numbers, limit)]

    days = sorted(drawn("day", after - first))
    steps = drawn("pounds", (MOST - LEAST) // STEP + 1)
    return [
        _Sum(
            day=first + day,
            entry=_COMMITTED,
            unit=unit,
            pounds=LEAST + step * STEP,
            project=(year * len(UNITS) + unit) * 1000 + place,
        )
        for place, (day, step) in enumerate(zip(days, steps, strict=True), start=1)
    ]
