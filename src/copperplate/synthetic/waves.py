"""When residents are asked: two waves of three months a year.

Knows no question and no answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from copperplate.periods import quarter
from copperplate.synthetic.days import day_of, number_of
from copperplate.synthetic.streams import DayNumbers
from copperplate.synthetic.survey_plants import CONTRACTOR_CHANGE, FIRST_WAVE


@dataclass(frozen=True, order=True, slots=True)
class Wave:
    """Three months of fieldwork: June to August, or November to January.

    Attributes:
        start: Its first day.
    """

    start: date

    @property
    def number(self) -> int:
        """Which it is, from 0."""
        return 2 * (self.start.year - FIRST_WAVE.year) + (self.start.month == 11)

    @property
    def after(self) -> Wave:
        """The wave after it."""
        if self.start.month == 6:
            return Wave(self.start.replace(month=11))
        return Wave(date(self.start.year + 1, 6, 1))

    @property
    def period(self) -> str:
        """Its months, as `copperplate.periods` reads them."""
        last = day_of(int(self.days[-1]))
        return quarter(last.year, last.month).iso

    @property
    def days(self) -> DayNumbers:
        """The numbers of its days."""
        first_after = (
            date(self.start.year, 9, 1)
            if self.start.month == 6
            else date(self.start.year + 1, 2, 1)
        )
        return np.arange(number_of(self.start), number_of(first_after))

    @property
    def second_contractor(self) -> bool:
        """Whether the second contractor asks."""
        return self.start >= CONTRACTOR_CHANGE


def waves(days: DayNumbers) -> Iterator[Wave]:
    """Yield the waves that end on one of some days: a wave is handed over when it has ended."""
    wanted = set(days.tolist())
    wave, last = Wave(FIRST_WAVE), max(wanted, default=-1)
    while wave.days[-1] <= last:
        if int(wave.days[-1]) in wanted:
            yield wave
        wave = wave.after
