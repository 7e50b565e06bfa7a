"""Counts of what was drawn, for the page: the crimes of a synthetic force, cancelled ones left out.

Group by group, so that groups of one crime type can be added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

MINUTES_A_DAY, MINUTES_AN_HOUR = 1_440, 60
FIRST_WEEKDAY = 3
"""Of day 0, 1 January 1970: a Thursday, where Monday is 0."""


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
        recorded: NDArray[np.int32],
        committed: NDArray[np.int32],
        offences: Iterable[str],
        outcomes: Iterable[str],
    ) -> None:
        """Count crimes of one group.

        Args:
            group: Their offence group.
            recorded: Days since 1 January 1970.
            committed: Minutes since then.
            offences: Codes.
            outcomes: Types.
        """
        months = recorded.astype("datetime64[D]").astype("datetime64[M]").astype(int)
        for month, crimes in zip(*np.unique(months, return_counts=True), strict=True):
            self.months[group, 1970 + int(month) // 12, int(month) % 12 + 1] += int(crimes)
        weekdays = (committed // MINUTES_A_DAY + FIRST_WEEKDAY) % 7 + 1
        hours = committed % MINUTES_A_DAY // MINUTES_AN_HOUR
        for counts, places in ((self.weekdays, weekdays), (self.hours, hours)):
            for place, crimes in zip(*np.unique(places, return_counts=True), strict=True):
                counts[group, int(place)] += int(crimes)
        self.offences.update((group, code) for code in offences)
        self.outcomes.update((group, kind) for kind in outcomes)
