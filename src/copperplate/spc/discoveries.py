"""Many series at once: which newest values are discoveries, and how many would be by chance.

How unlikely a newest count is, comes from the counts before it, the uncertainty of their
level included. Of hundreds of series some are unlikely every month; discoveries are kept to
a share of false ones, family by family: first which families, then which series in them.

Method: how unlikely, as of `newest`; which of them, as of `families`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from copperplate.spc.arrays import HoldsArrays
from copperplate.spc.constants import SHARE_OF_FALSE
from copperplate.spc.exceptions import CannotChart, WrongShape
from copperplate.spc.families import chosen
from copperplate.spc.frames import one_by_name, unframed
from copperplate.spc.given import dispersion_of, read_given
from copperplate.spc.newest import Newest
from copperplate.spc.reading import labels_of
from copperplate.spc.standing import Codes
from copperplate.spc.sums import Array, Counts, Flags


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Discoveries(HoldsArrays):
    """The newest values of many series; arrays of shape (n_series,).

    Attributes:
        newest: The newest count; NaN where missing.
        expected: What the average of the counts before it makes of its denominator; NaN
            where there is none to judge.
        p: How unlikely the newest value is, on both sides; NaN where there is none to judge.
        side: 1 above what was expected, -1 below, 0 not judged.
        persistence: How many of the newest values in a row lie on that side of the same
            average; missing values are passed over, one on the average ends the row.
        strength: How much likelier those values are at a level of their own: the likelihood
            ratio over the dispersion. NaN where there is none to judge.
        found: Whether it is a discovery.
        expected_false: How many of the discoveries would be false on average, at most.
    """

    newest: Array
    expected: Array
    p: Array
    side: Codes
    persistence: Counts
    strength: Array
    found: Flags
    expected_false: float

    @property
    def difference(self) -> Array:
        """How many more than expected; below 0 where fewer."""
        return self.newest - self.expected

    @property
    def times(self) -> Array:
        """How many times as many as expected; NaN where nothing was."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.expected > 0, self.newest / self.expected, np.nan)

    def __repr__(self) -> str:
        return (
            f"<Discoveries: {int(self.found.sum()):,} of {len(self.found):,} series, "
            f"at most {self.expected_false:.2g} of them false on average>"
        )

    def ranked(self) -> np.ndarray:
        """Return the numbers of the discoveries, the strongest first.

        Size and persistence both make strength: a value twice as far from what was expected
        weighs about as much as four values in a row that are once as far. Of equally strong
        ones the least likely comes first, then the order of the series.
        """
        numbers = np.flatnonzero(self.found)
        return numbers[np.lexsort((numbers, self.p[numbers], -self.strength[numbers]))]


def discoveries(
    values: Any,
    *,
    denominators: Any = None,
    expected: Any = None,
    rebase_at: Any = None,
    excluded: Any = None,
    families: Sequence[ArrayLike] = (),
    share_of_false: float = SHARE_OF_FALSE,
    dispersion: ArrayLike | None = None,
) -> Discoveries:
    """Return which newest counts of many series cannot be put down to chance.

    Args:
        values: Shape (n_series, n_points), or (n_points,) for one series: counts, NaN where
            missing. The last point is judged by those before it. Or a frame of pandas or
            polars, with a column a series and a row a period; what has the shape of the values
            is then a frame with the same columns and rows.
        denominators: The same shape: what counts are over; None for equal chances.
        expected: The same shape: what season and length let one expect of each at a level of
            one (`copperplate.seasons`); None for the same of all.
        rebase_at: The same shape: where a new level begins, such as the `possible_steps` of
            control charts. Counts before the newest of them say nothing of today.
        excluded: The same shape: where a count says nothing of the level.
        families: Labels of each series, shape (n_series,) each, from the widest family to
            the narrowest: force, area, neighbourhood. None is one family.
        share_of_false: Of the discoveries, how many may be false on average, between 0 and 1.
        dispersion: Variance of the counts over their mean, one number or one a series;
            pooled over all the series by default.

    Raises:
        WrongShape: An array is not shaped as said, or there is no newest value.
        NotNumbers: An array holds what is no number, or not true and false.
        NotFinite: A number is infinite, or so large that its square is.
        CannotChart: A value is below 0: it does not count anything; a label is missing; or a
            share or a dispersion cannot be meant.
    """
    if not 0 < share_of_false < 1:
        raise CannotChart("'share_of_false' is a share of the discoveries: between 0 and 1.")
    beside = {
        "denominators": denominators,
        "expected": expected,
        "rebase_at": rebase_at,
        "excluded": excluded,
    }
    read = unframed(values, beside)
    given = read_given(read.values, **read.beside)
    _refuse_what_is_no_count(given.values)
    count = len(given.values)
    labels = [labels_of("a family", family, count) for family in families]
    said = None
    if dispersion is not None:
        said = dispersion_of(one_by_name("dispersion", dispersion, read.names), count)
    newest = Newest.of(given, said)
    p, side = newest.unlikely()
    persistence, strength = newest.lasting(side)
    found = chosen(p, labels, share_of_false)
    made = Discoveries(
        newest=given.values[:, -1].copy(),
        expected=newest.expected,
        p=p,
        side=side,
        persistence=persistence,
        strength=strength,
        found=found,
        expected_false=share_of_false * int(found.sum()),
    )
    made.close()
    return made


def _refuse_what_is_no_count(values: Array) -> None:
    if not values.shape[1]:
        raise WrongShape("there is no newest value: the series have no points.")
    negative = int((values < 0).sum())
    if negative:
        raise CannotChart(f"values below 0: {negative:,}. Discoveries are made of counts.")
