"""Counts of what was drawn, for the page: the crimes of a synthetic force, cancelled ones left out.

Group by group, so that groups of one crime type can be added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from copperplate.synthetic.days import weekday_of

A_DAY, AN_HOUR = 1_440, 60  # minutes


@dataclass(frozen=True)
class Drawn:
    """Crimes by offence group and what the page compares.

    Attributes:
        months: (group, year, month it was recorded in) to crimes.
        weekdays: (group, day of the week it was committed, 1 for Monday to 7) to crimes.
        hours: (group, hour it was committed) to crimes.
        offences: (group, offence code) to crimes.
        outcomes: (group, outcome type) to crimes; the empty type is none.
    """

    months: Counter[tuple[str, int, int]] = field(default_factory=Counter)
    weekdays: Counter[tuple[str, int]] = field(default_factory=Counter)
    hours: Counter[tuple[str, int]] = field(default_factory=Counter)
    offences: Counter[tuple[str, str]] = field(default_factory=Counter)
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(
        self,
        group: str,
        *,
        recorded: NDArray[np.integer],
        committed: NDArray[np.integer],
        offences: tuple[Sequence[str], NDArray[np.integer]],
        outcomes: tuple[Sequence[str], NDArray[np.integer]],
    ) -> None:
        """Count crimes of one group.

        Args:
            group: Their offence group.
            recorded: Days since 1 January 1970.
            committed: Minutes since then.
            offences: Every code, and each crime's place among them.
            outcomes: Every type, and each crime's place among them.
        """
        months = recorded.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        for month, crimes in _counted(months):
            self.months[group, 1970 + month // 12, month % 12 + 1] += crimes
        for weekday, crimes in _counted(weekday_of(committed // A_DAY)):
            self.weekdays[group, weekday + 1] += crimes
        for hour, crimes in _counted(committed % A_DAY // AN_HOUR):
            self.hours[group, hour] += crimes
        for counts, (names, places) in ((self.offences, offences), (self.outcomes, outcomes)):
            for place, crimes in _counted(places):
                counts[group, names[place]] += crimes


def _counted(values: NDArray[np.integer]) -> Iterator[tuple[int, int]]:
    """Yield every value there is, and how often."""
    for value, crimes in zip(*np.unique(values, return_counts=True), strict=True):
        yield int(value), int(crimes)
