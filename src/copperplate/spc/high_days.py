"""Days on which far more, or far fewer, were counted than on other days of their kind.

Each day is judged by the days of its kind in the year before it: Mondays by Mondays. Counts
and dates in; knows no holiday and no season of its own, but takes both.

Method: the level of each kind of day over the days before, its limits as of `lines.exact`,
their dispersion pooled over all kinds of day and all series of those days as there. Days far
beyond their limits are left out of what later days are judged by, again and again until none
is left: so that one night of disorder does not hide the next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import erfc, sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from copperplate.spc.arrays import HoldsArrays
from copperplate.spc.calendar import dates_of
from copperplate.spc.constants import (
    DAYS_BEFORE,
    FAR_BEYOND,
    FEWEST_FOR_LIMITS,
    HALF_A_COUNT,
    MOST_SCREENINGS,
    SIGMAS,
)
from copperplate.spc.exceptions import CannotChart, WrongShape
from copperplate.spc.given import read_given
from copperplate.spc.lines.exact import count_limits, count_tails
from copperplate.spc.reading import labels_of
from copperplate.spc.standing import Codes
from copperplate.spc.sums import Array, Counts, Flags

_MONDAY = np.datetime64("1970-01-05", "D")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class HighDays(HoldsArrays):
    """Days judged by days of their kind; arrays of shape (n_series, n_points).

    Attributes:
        days: Shape (n_points,): the days.
        values: What was counted; NaN where missing.
        expected: What the days of a kind before let one expect; NaN where not judged.
        lower, upper: The smallest and the largest count that is not beyond; NaN likewise.
        side: 1 above, -1 below, 0 within limits or not judged.
        p: How likely a count as far on its side is by chance; NaN where not judged.
        high_by_chance: How likely chance alone puts a day above; 0 where not judged.
        low_by_chance: The same below.
    """

    days: NDArray[np.datetime64]
    values: Array
    expected: Array
    lower: Array
    upper: Array
    side: Codes
    p: Array
    high_by_chance: Array
    low_by_chance: Array

    @property
    def judged(self) -> Flags:
        """Where there is a count, and enough days of its kind before it."""
        found: Flags = ~np.isnan(self.p)
        return found

    @property
    def expected_high(self) -> float:
        """How many days would lie above by chance alone, of all that were judged."""
        return float(self.high_by_chance.sum())

    @property
    def expected_low(self) -> float:
        """How many days would lie below by chance alone."""
        return float(self.low_by_chance.sum())

    def ranked(self) -> NDArray[np.int64]:
        """Return the days above their limits, the least likely first, then the newest.

        Returns:
            Shape (n_high, 2): number of the series and place of the day.
        """
        rows, places = np.nonzero(self.side > 0)
        order = np.lexsort((rows, -places, self.p[rows, places]))
        return np.stack([rows[order], places[order]], axis=1)

    def __repr__(self) -> str:
        high, low = int((self.side > 0).sum()), int((self.side < 0).sum())
        return (
            f"<HighDays: of {int(self.judged.sum()):,} days {high:,} above and {low:,} below; "
            f"by chance {self.expected_high:.2g} and {self.expected_low:.2g}>"
        )


def high_days(
    values: ArrayLike,
    days: Any,
    *,
    kinds: Any = None,
    expected: ArrayLike | None = None,
    excluded: ArrayLike | None = None,
) -> HighDays:
    """Return which days lie beyond limits made of the days of their kind in the year before.

    Args:
        values: Shape (n_series, n_points), or (n_points,) for one series: counts a day, NaN
            where missing.
        days: Shape (n_points,): the days, oldest first; days may be left out.
        kinds: Shape (n_points,): labels; a day is judged by days of its own label. By default
            the day of the week; a bank holiday given the label of Sundays is judged as one.
        expected: Shape of `values`: what a season lets one expect of each day at a level of
            one (`copperplate.seasons`); None for the same of all.
        excluded: Shape of `values`: where a count says nothing of the level, and is judged
            all the same.

    Raises:
        WrongShape: An array is not shaped as said.
        NotNumbers: One holds what is no number, or not true and false.
        NotFinite: A number is infinite, or so large that its square is.
        CannotChart: A value is below 0; a day is none, is given twice or out of order; a
            label is missing.

    Example:
        >>> days = np.arange("2013-01-01", "2013-07-01", dtype="datetime64[D]")
        >>> counts = np.tile([20.0, 22, 21, 19, 23, 34, 36], 26)[: len(days)]
        >>> counts[-3] = 60
        >>> found = high_days(counts, days)
        >>> found
        <HighDays: of 139 days 1 above and 0 below; by chance 0.15 and 0.13>
        >>> found.ranked().tolist(), found.expected[0, -3].item(), found.upper[0, -3].item()
        ([[0, 178]], 19.0, 34.0)
    """
    given = read_given(values, expected=expected, excluded=excluded)
    negative = int((given.values < 0).sum())
    if negative:
        raise CannotChart(f"values below 0: {negative:,}. Days are judged by counts.")
    dates = _days(days, given.values.shape[1])
    if kinds is None:
        labels = ((dates - _MONDAY).astype(np.int64) % 7).astype(np.int64)
    else:
        labels = labels_of("'kinds'", kinds, len(dates), of="day")
    over = np.ones(given.values.shape) if given.over is None else given.over
    counts = np.where(np.nan_to_num(over) > 0, given.values, np.nan)
    kept = ~np.isnan(counts) & ~given.excluded
    for _ in range(MOST_SCREENINGS):
        far = kept & (_judged(counts, over, dates, labels, kept, FAR_BEYOND).side != 0)
        kept &= ~far
        if not far.any():
            break
    found = _judged(counts, over, dates, labels, kept, SIGMAS)
    made = replace(found, values=given.values.copy())
    made.close()
    return made


def _days(days: Any, points: int) -> NDArray[np.datetime64]:
    dates = dates_of("days", days).astype("datetime64[D]")
    if dates.shape != (points,):
        raise WrongShape(f"'days' has the shape {dates.shape}; one for each point is wanted.")
    if (np.diff(dates) <= np.timedelta64(0, "D")).any():
        raise CannotChart("'days' holds a day twice, or out of order; give the oldest first.")
    return dates


def _judged(
    counts: Array,
    over: Array,
    dates: NDArray[np.datetime64],
    labels: NDArray[Any],
    kept: Flags,
    sigmas: float,
) -> HighDays:
    before = _before(counts, over, dates, labels, kept)
    judged = ~np.isnan(counts) & (before.points >= FEWEST_FOR_LIMITS) & (before.chances > 0)
    level = (before.total + HALF_A_COUNT)[judged] / before.chances[judged]
    awaited = level * over[judged]
    spread = np.broadcast_to(before.dispersion, counts.shape)[judged]
    variance = spread * (1 + 1 / before.points[judged])
    least, most = count_limits(awaited, variance, erfc(sigmas / sqrt(2)) / 2)
    seen = counts[judged]
    below, above = count_tails(awaited, variance, seen)
    side, p = np.zeros(counts.shape, dtype=np.int8), np.full(counts.shape, np.nan)
    side[judged] = np.where(seen > most, 1, np.where(seen < least, -1, 0))
    p[judged] = np.minimum(below, above)
    high, low = np.zeros(counts.shape), np.zeros(counts.shape)
    high[judged] = count_tails(awaited, variance, np.floor(most) + 1)[1]
    fewer = np.ceil(least) - 1
    low[judged] = np.where(
        fewer >= 0, count_tails(awaited, variance, np.maximum(fewer, 0.0))[0], 0.0
    )
    expected, lower, upper = (np.full(counts.shape, np.nan) for _ in range(3))
    expected[judged] = (before.total[judged] / before.chances[judged]) * over[judged]
    lower[judged], upper[judged] = np.maximum(least, 0.0), most
    return HighDays(
        days=dates,
        values=counts,
        expected=expected,
        lower=lower,
        upper=upper,
        side=side,
        p=p,
        high_by_chance=high,
        low_by_chance=low,
    )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Before:
    """What the days before each day say of it; arrays of shape (n_series, n_points).

    Attributes:
        total: What was counted on the days of its kind.
        chances: What those counts are over.
        points: How many there are.
        dispersion: Shape (n_points,): of all kinds of day and all series.
    """

    total: Array
    chances: Array
    points: Counts
    dispersion: Array


def _before(
    counts: Array,
    over: Array,
    dates: NDArray[np.datetime64],
    labels: NDArray[Any],
    kept: Flags,
) -> _Before:
    numbers = dates.astype(np.int64)
    total, chances = np.zeros(counts.shape), np.zeros(counts.shape)
    points = np.zeros(counts.shape, dtype=np.int64)
    off, awaited = np.zeros(counts.shape[1]), np.zeros(counts.shape[1])
    held, free = np.zeros(counts.shape[1]), np.zeros(counts.shape[1])
    for label in np.unique(labels):
        mine = labels == label
        begin = np.searchsorted(numbers[mine], numbers - DAYS_BEFORE)
        end = np.searchsorted(numbers[mine], numbers)
        used = kept[:, mine]
        seen = np.where(used, counts[:, mine], 0.0)
        per = np.where(used, over[:, mine], 0.0)
        amounts = (seen, per, used.astype(np.float64), seen**2, seen * per, per**2)
        sums, chance, number, squares, both, over_squares = (
            _summed(one, begin, end) for one in amounts
        )
        with np.errstate(invalid="ignore", divide="ignore"):
            rate = np.where(chance > 0, sums / chance, 0.0)
        off += np.maximum(squares - 2 * rate * both + rate**2 * over_squares, 0.0).sum(axis=0)
        awaited += sums.sum(axis=0)
        held += number.sum(axis=0)
        free += np.maximum(number - 1, 0.0).sum(axis=0)
        total[:, mine], chances[:, mine] = sums[:, mine], chance[:, mine]
        points[:, mine] = number[:, mine].astype(np.int64)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = off / (awaited * free / held)
    known = (awaited > 0) & (free > 0)
    dispersion = np.where(known, np.maximum(np.where(known, ratio, 1.0), 1.0), 1.0)
    return _Before(total=total, chances=chances, points=points, dispersion=dispersion)


def _summed(amounts: Array, begin: Counts, end: Counts) -> Array:
    """Return the sums of stretches of columns, each from `begin` up to before `end`."""
    sums = np.zeros((amounts.shape[0], amounts.shape[1] + 1))
    np.cumsum(amounts, axis=1, out=sums[:, 1:])
    found: Array = sums[:, end] - sums[:, begin]
    return found
