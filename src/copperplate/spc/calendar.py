"""Which periods points stand for: read from dates, checked, and those left out put in.

Steps of days, weeks, months and years, found from the dates alone. Nothing else in the
library knows a calendar: to the rest a period is a place in an array.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copperplate.spc.exceptions import CannotChart, WrongShape
from copperplate.spc.reading import flags_of, numbers_of
from copperplate.spc.sums import Counts, Flags

Dates = NDArray[np.datetime64]

_LONG = ("Y", "M", "W", "D")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Calendar:
    """Periods without a gap, and where those somebody gave lie among them.

    Attributes:
        periods: Shape (n_points,): each as many days, weeks, months or years after the last.
        at: Shape (n_given,): the place of each that was given.
    """

    periods: Dates
    at: Counts

    @property
    def gaps(self) -> Flags:
        """Which periods nobody gave, shape (n_points,)."""
        missing = np.ones(len(self.periods), dtype=np.bool_)
        missing[self.at] = False
        return missing

    def spread(self, name: str, given: Any, empty: Any) -> NDArray[Any]:
        """Return an array with the periods that were left out put in.

        Args:
            name: What the caller called it.
            given: Shape (n_given,) or (n_series, n_given).
            empty: What stands where nothing was given: False of flags, NaN of numbers.

        Raises:
            WrongShape: It has not as many points as periods were given.
            NotNumbers, NotFinite: As of `reading`.
        """
        read = flags_of if isinstance(empty, bool) else numbers_of
        held = read(name if name == "values" else f"'{name}'", given)
        if held.ndim not in (1, 2) or held.shape[-1] != len(self.at):
            raise WrongShape(
                f"'{name}' has the shape {held.shape}; there are {len(self.at)} periods."
            )
        whole = np.full((*held.shape[:-1], len(self.periods)), empty, dtype=held.dtype)
        whole[..., self.at] = held
        return whole

    def marked(self, name: str, dates: Any) -> Flags:
        """Return where periods lie that are named by their dates, shape (n_points,).

        Args:
            name: What the caller called them.
            dates: A month or a year names the one period that lies in it.

        Raises:
            CannotChart: One of them is not a period, or is several.
        """
        asked = np.atleast_1d(dates_of(name, dates))
        labels = self.periods.astype(asked.dtype)
        found = np.zeros(len(self.periods), dtype=np.bool_)
        for one in asked:
            where = np.flatnonzero(labels == one)
            if len(where) != 1:
                what = "is not a period" if not len(where) else f"is {len(where)} of the periods"
                raise CannotChart(f"'{name}' names {one}, which {what} of these charts.")
            found[where] = True
        return found


def on_calendar(
    calendar: Calendar, values: Any, beside: Mapping[str, Any], flags: tuple[str, ...]
) -> tuple[NDArray[Any], dict[str, Any]]:
    """Return values and what goes with them with missing periods put in.

    Args:
        calendar: Of their points.
        values: Shape (n_given,) or (n_series, n_given).
        beside: The same shape each; None where nothing was given.
        flags: Which of them are true or false: false where a period was left out. Numbers
            are NaN there.
    """
    spread = {
        name: None
        if held is None
        else calendar.spread(name, held, False if name in flags else np.nan)
        for name, held in beside.items()
    }
    return calendar.spread("values", values, np.nan), spread


def holds_dates(given: Any) -> bool:
    """Return whether something names periods by dates, not point by point by true and false."""
    if given is None:
        return False
    held = np.asarray(given)
    if held.dtype.kind == "O" and held.size:
        first = held.ravel()[0]
        return isinstance(first, (str, date)) or hasattr(first, "to_timestamp")
    return held.dtype.kind in "MUS"


def calendar_of(given: Any) -> Calendar:
    """Return the calendar of some periods, oldest first.

    The step is the longest of whole years, months, weeks or days that fits between all of
    them. Days of one number, or the last of their months, are months.

    Args:
        given: Shape (n_points,): numpy's dates, ISO dates as text, or an index of pandas or
            a column of polars.

    Raises:
        WrongShape: They are not one for each point.
        CannotChart: One is no date, or a time of day; one is given twice or out of order; or
            more would be missing than there are.
    """
    dates = dates_of("periods", given)
    if dates.ndim != 1:
        raise WrongShape(f"'periods' has the shape {dates.shape}; one for each point is wanted.")
    _check_order(dates)
    if len(dates) < 2:
        return Calendar(periods=dates, at=np.arange(len(dates)))
    months = _months(dates)
    steps = (dates if months is None else months).astype(np.int64)
    step = np.gcd.reduce(np.diff(steps))
    at = (steps - steps[0]) // step
    missing = int(at[-1]) + 1 - len(at)
    if missing > len(at):
        raise CannotChart(
            f"of the periods from {dates[0]} to {dates[-1]}, {missing} would be missing and "
            f"{len(at)} are there; hand over each, with NaN for its value, if that is meant."
        )
    numbers = steps[0] + step * np.arange(at[-1] + 1)
    if months is None:
        periods = numbers.astype(dates.dtype)
    else:
        periods = _days(numbers.astype("datetime64[M]"), dates)
    return Calendar(periods=periods, at=at)


def dates_of(name: str, given: Any) -> Dates:
    """Return dates as numpy knows them: of days, weeks, months or years.

    Raises:
        CannotChart: One is no date, or a time of day.
    """
    held = np.asarray(_by_the_clock(given))
    if held.dtype.kind != "M":
        if held.dtype.kind not in "USO" and held.size:
            raise CannotChart(_no_date(name))
        plain = [_by_the_clock(one) for one in held.ravel()]
        try:
            held = np.array(plain, dtype="datetime64").reshape(held.shape)
        except (ValueError, TypeError):
            raise CannotChart(_no_date(name)) from None
    if np.isnat(held).any():
        raise CannotChart(f"'{name}' holds a missing date.")
    if np.datetime_data(held.dtype)[0] in _LONG:
        return held
    days = held.astype("datetime64[D]")
    if (days != held).any():
        odd = held[days != held][0]
        raise CannotChart(f"'{name}' holds {odd}, a time of day; a period is a day at least.")
    return days


def _by_the_clock(given: Any) -> Any:
    """Return a date, or a column of polars, as a calendar there has it: without a time zone."""
    if hasattr(given, "to_timestamp") and not hasattr(given, "dtype"):
        return given.to_timestamp()
    if isinstance(given, datetime):
        return given.replace(tzinfo=None)
    if getattr(getattr(given, "dtype", None), "time_zone", None) is not None:
        return given.dt.replace_time_zone(None)
    return given


def _no_date(name: str) -> str:
    return f"'{name}' holds what is no date; give ISO dates such as 2024-03 or 2024-03-31."


def _check_order(dates: Dates) -> None:
    wrong = np.flatnonzero(dates[1:] <= dates[:-1])
    if not len(wrong):
        return
    place = int(wrong[0]) + 1
    if dates[place] == dates[place - 1]:
        raise CannotChart(f"the period {dates[place]} is given twice, at {place - 1} and {place}.")
    raise CannotChart(
        f"the period {dates[place]} at {place} follows {dates[place - 1]}; give the oldest first."
    )


def _months(dates: Dates) -> Dates | None:
    """Return the months of days that stand for months; None where they do not, or are none."""
    if np.datetime_data(dates.dtype)[0] != "D":
        return None
    months = dates.astype("datetime64[M]")
    one_each = len(np.unique(months)) == len(months)
    same_day = len(np.unique(dates - months.astype(dates.dtype))) == 1
    return months if one_each and (same_day or _are_last(dates)) else None


def _are_last(days: Dates) -> bool:
    """Return whether each day is the last of its month."""
    return bool(((days + 1).astype("datetime64[M]") != days.astype("datetime64[M]")).all())


def _days(months: Dates, like: Dates) -> Dates:
    """Return the days that stand for months as others do: of their number, or the last."""
    last = (months + 1).astype(like.dtype) - 1
    if _are_last(like):
        return last
    day = like[0] - like[0].astype("datetime64[M]").astype(like.dtype)
    days: Dates = np.minimum(months.astype(like.dtype) + day, last)
    return days
