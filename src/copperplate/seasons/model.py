"""Seasons as they were found: the year of each series, and what it lets one expect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from copperplate.seasons.exceptions import NotMonths
from copperplate.seasons.months import Months, months_of
from copperplate.spc.arrays import HoldsArrays
from copperplate.spc.sums import Array, Flags


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Seasons(HoldsArrays):
    """The seasons of many series.

    Attributes:
        months: Which part of the year each point is.
        by_days: Whether more is expected of a longer month.
        shape: Shape (n_series, n_parts), 12 of months and 4 of quarters: what a day in each
            part of the year holds against a day of the year; the mean of a year is 1. All 1
            where no season is known.
        pooled: The same shape: the year of the whole family, before what is a series' own.
        own: Shape (n_series,): how much of what sets a series apart from its family was
            kept, from 0, none of it, to 1.
        known: Shape (n_series,): whether the family was seen long enough to find a season.
        steps: Shape (n_series, n_points): where a level begins that the year was fitted with.
        exceptional: The same shape: where a value was left out of the season as exceptional.
        dispersion: Shape (n_series,): the variance of the counts over their mean, pooled over
            the family; 1 is Poisson.
    """

    months: Months
    by_days: bool
    shape: Array
    pooled: Array
    own: Array
    known: Flags
    steps: Flags
    exceptional: Flags
    dispersion: Array

    @property
    def expected(self) -> Array:
        """What each point would be at a level of 1, shape (n_series, n_points).

        About 1 over a year. It is what ``control_charts(expected=…)`` takes.
        """
        return self._expected(self.months)

    def expected_in(self, periods: ArrayLike) -> Array:
        """Return what other months would be at a level of 1, shape (n_series, n_months).

        Args:
            periods: As for `seasons_of`: also months still to come.

        Raises:
            NotMonths: They cannot be read, or do not rise.
        """
        return self._expected(months_of(periods, self.months.each))

    def change(self, periods: ArrayLike, onto: ArrayLike) -> Array:
        """Return by how many per cent the season alone moves counts, from months to months.

        Args:
            periods: Months counted from, as for `seasons_of`.
            onto: Months counted to, as many: their sums are compared.

        Returns:
            Shape (n_series,); NaN where no season is known.

        Raises:
            NotMonths: They cannot be read, do not rise, or are not as many.
        """
        before, after = self.expected_in(periods), self.expected_in(onto)
        if before.shape != after.shape:
            raise NotMonths(
                f"{before.shape[1]} months are set beside {after.shape[1]}; give as many."
            )
        old, new = before.sum(axis=1), after.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.known & (old > 0), 100 * (new - old) / old, np.nan)

    def _expected(self, months: Months) -> Array:
        shaped: Array = self.shape[:, months.part]
        return shaped * months.lengths if self.by_days else shaped.copy()

    def __repr__(self) -> str:
        series, points = self.steps.shape
        said = f"<Seasons of {series:,} series of {points:,} points"
        if not self.known.any():
            return f"{said}: none known, a season wants two years>"
        mean = self.shape[self.known].mean(axis=0)
        high, low = int(mean.argmax()), int(mean.argmin())
        return (
            f"{said}: {self.months.name(low)} {mean[low]:.2f}, "
            f"{self.months.name(high)} {mean[high]:.2f}, {self.own[self.known].mean():.0%} own>"
        )
