"""Seasons of many series in one call: the library's door.

Counts and months in, one frozen result out. It says what to expect of a month and changes
no count: whether a chart is drawn of counted or of adjusted values, its reader decides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from copperplate.seasons.exceptions import NotCounts
from copperplate.seasons.model import Seasons
from copperplate.seasons.months import months_of
from copperplate.seasons.shapes import Family, fitted
from copperplate.spc.exceptions import WrongShape
from copperplate.spc.frames import is_table, unframed
from copperplate.spc.given import Given, read_given
from copperplate.spc.reading import flags_of, labels_of
from copperplate.spc.sums import Flags


def seasons_of(
    values: Any,
    periods: Any,
    *,
    months_each: int = 1,
    families: ArrayLike | None = None,
    denominators: Any = None,
    exceptional: Any = None,
    provisional: Any = None,
    by_days: bool = True,
) -> Seasons:
    """Return the seasons of many series, each family's year shared by its members.

    The year of a family is what its members show together, drawn towards no season at all as
    far as chance accounts for it; the year of a member is its own as far as its counts bear
    that out, and its family's for the rest. Both are fitted with the levels of each series and
    with the steps between them.

    Args:
        values: Counts, oldest first. Shape (n_series, n_points), or (n_points,) for one
            series. NaN means missing. Values that vary like counts of some unit will do. Or a
            frame of pandas or polars, with a column a series and a row a period.
        periods: Shape (n_points,): the month of each point, as ``"2019-03"``, numpy's
            ``datetime64`` or the index of a frame; of longer periods, the first month of each.
        months_each: How many months a period holds: 3 for quarters.
        families: Shape (n_series,): labels; series of one label share a year, such as the
            areas of one offence. One family by default.
        denominators: Shape of `values`: what the counts are over.
        exceptional: Shape of `values` or (n_points,): true where a value says nothing of the
            season, such as months of lockdown.
        provisional: Shape of `values` or (n_points,): true where a value may still change.
        by_days: Whether twice the days would count twice as much; if not, months of any
            length are alike.

    Raises:
        WrongShape: An array is not shaped as said.
        NotNumbers: One holds what is no number, or not true and false.
        NotFinite: A value or a denominator is infinite, or so large that its square is.
        CannotChart: The label of a family is missing.
        NotCounts: A value is below zero.
        NotMonths: The periods are not months in order.

    Source:
        Levels: the centred average of twelve months; Findley and others, "X-12-ARIMA",
        *Journal of Business & Economic Statistics* 16 (1998). Pooling: `pooling`.

    Example:
        Three years of two areas that share a summer half as high again.

        >>> year = np.array([10, 10, 10, 10, 10, 12, 15, 12, 10, 10, 10, 10])
        >>> months = np.arange("2016-01", "2019-01", dtype="datetime64[M]")
        >>> seasons = seasons_of(
        ...     [np.tile(4 * year, 3), np.tile(20 * year, 3)], months, by_days=False
        ... )
        >>> seasons
        <Seasons of 2 series of 36 points: January 0.93, July 1.37, 0% own>
        >>> spring, summer = ["2019-03", "2019-04", "2019-05"], ["2019-06", "2019-07", "2019-08"]
        >>> seasons.change(spring, onto=summer).round(1).tolist()
        [28.0, 28.0]
    """
    months = months_of(periods, months_each)
    given = _read(values, denominators, exceptional, provisional)
    if given.values.shape[1] != len(months):
        raise WrongShape(f"there are {len(months)} periods for {given.values.shape[1]} points.")
    below = int((given.values < 0).sum())
    if below:
        raise NotCounts(f"{below} values are below zero; a season is found in counts.")
    length = months.lengths if by_days else np.ones(len(months))
    over = np.ones(given.values.shape) if given.denominators is None else given.denominators
    every = Family(
        counts=given.values,
        over=over * length,
        kept=_kept(given) & (np.nan_to_num(over) > 0),
        months=months,
    )
    return _by_family(every, _labels(families, len(given.values)), given, by_days)


def _by_family(every: Family, labels: np.ndarray, given: Given, by_days: bool) -> Seasons:
    series, points = given.values.shape
    shape, pooled = np.ones((2, series, every.months.parts))
    own, dispersion = np.zeros(series), np.ones(series)
    known = np.zeros(series, dtype=np.bool_)
    steps = np.zeros((series, points), dtype=np.bool_)
    for label in np.unique(labels):
        rows = np.flatnonzero(labels == label)
        found = fitted(every.of(rows))
        shape[rows], pooled[rows], own[rows] = found.shape, found.pooled, found.own
        steps[rows], dispersion[rows], known[rows] = found.steps, found.dispersion, found.known
    seasons = Seasons(
        months=every.months,
        by_days=by_days,
        shape=shape,
        pooled=pooled,
        own=own,
        known=known,
        steps=steps,
        exceptional=given.excluded,
        dispersion=dispersion,
    )
    seasons.close()
    return seasons


def _read(values: Any, denominators: Any, exceptional: Any, provisional: Any) -> Given:
    flags = {"exceptional": exceptional, "provisional": provisional}
    tables = {name: held for name, held in flags.items() if is_table(held)}
    read = unframed(values, {"denominators": denominators, **tables})
    plain = read_given(read.values, denominators=read.beside["denominators"])
    shape = plain.values.shape
    spread = {
        name: _everywhere(name, read.beside.get(name, held), shape)
        for name, held in flags.items()
        if held is not None
    }
    none = np.zeros(shape, dtype=np.bool_)
    return replace(
        plain,
        excluded=spread.get("exceptional", none),
        provisional=spread.get("provisional", none),
    )


def _everywhere(name: str, given: Any, shape: tuple[int, ...]) -> Flags:
    """Return flags of every point of every series; those of points hold for every series."""
    flags = flags_of(f"'{name}'", given)
    if flags.shape not in (shape, shape[1:]):
        raise WrongShape(
            f"'{name}' has the shape {flags.shape}; {shape}, or {shape[1:]}, is wanted."
        )
    return np.broadcast_to(flags, shape)


def _kept(given: Given) -> np.ndarray:
    return ~np.isnan(given.values) & ~given.excluded & ~given.provisional


def _labels(families: ArrayLike | None, series: int) -> np.ndarray:
    return np.zeros(series) if families is None else labels_of("'families'", families, series)
