"""Periods from the calendar: the ones left out are found, and dates that are none refused."""

from __future__ import annotations

import warnings
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.spc import CannotChart, WrongShape, control_charts

NAN = float("nan")


@pytest.mark.parametrize(
    ("given_periods", "all_of_them"),
    [
        (["2024-01", "2024-02", "2024-04"], ["2024-01", "2024-02", "2024-03", "2024-04"]),
        (["2023-11", "2023-12", "2024-02"], ["2023-11", "2023-12", "2024-01", "2024-02"]),
        # quarters, years
        (["2024-01", "2024-04", "2024-10"], ["2024-01", "2024-04", "2024-07", "2024-10"]),
        (["2019", "2020", "2022"], ["2019", "2020", "2021", "2022"]),
        # months by their first, their fifteenth and their last day
        (["2024-01-01", "2024-02-01", "2024-04-01"], ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]),
        (["2024-01-15", "2024-03-15", "2024-04-15"], ["2024-01-15", "2024-02-15", "2024-03-15", "2024-04-15"]),
        (["2023-12-31", "2024-01-31", "2024-03-31"], ["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"]),
        # quarters by their last day
        (["2023-12-31", "2024-03-31", "2024-09-30"], ["2023-12-31", "2024-03-31", "2024-06-30", "2024-09-30"]),
        # days and weeks
        (["2024-02-28", "2024-02-29", "2024-03-02"], ["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02"]),
        (["2024-01-01", "2024-01-08", "2024-01-22"], ["2024-01-01", "2024-01-08", "2024-01-15", "2024-01-22"]),
        (["2024-01", "2024-02"], ["2024-01", "2024-02"]),
        (["2024-01"], ["2024-01"]),
    ],
)  # fmt: skip
def test_periods_left_out_are_put_in(given_periods: list[str], all_of_them: list[str]) -> None:
    values = np.arange(1.0, len(given_periods) + 1)
    charts = control_charts(values, periods=given_periods)
    assert charts.periods.astype(str).tolist() == all_of_them
    missing = [period not in given_periods for period in all_of_them]
    assert charts.gaps.tolist() == missing
    assert np.isnan(charts.values[0]).tolist() == missing
    assert charts.values[0][~charts.gaps].tolist() == values.tolist()


@pytest.mark.parametrize(
    "periods",
    [
        np.array(["2024-01", "2024-02", "2024-04"], dtype="datetime64[M]"),
        np.array(["2024-01-01", "2024-02-01", "2024-04-01"], dtype="datetime64[ns]"),
        [date(2024, 1, 1), date(2024, 2, 1), date(2024, 4, 1)],
        ["2024-01", "2024-02", "2024-04"],
    ],
    ids=["months", "nanoseconds", "dates", "text"],
)
def test_dates_of_every_kind_are_read(periods: Any) -> None:
    charts = control_charts([1, 2, 3], periods=periods)
    assert np.flatnonzero(charts.gaps).tolist() == [2]


def test_weeks_of_numpy_are_weeks() -> None:
    weeks = np.array(["2024-01-04", "2024-01-11", "2024-01-25"], dtype="datetime64[W]")
    assert control_charts([1, 2, 3], periods=weeks).gaps.tolist() == [False, False, True, False]


def test_an_index_of_pandas_and_a_column_of_polars_are_periods() -> None:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    pl = pytest.importorskip("polars", reason="polars is not installed")
    months = pd.period_range("2024-01", periods=4, freq="M").delete(2)
    frame = pd.DataFrame({"burglary": [1, 2, 3]}, index=months)
    days = months.to_timestamp()
    for periods in (frame.index, days, pd.Series(months), pl.Series(days.date), pl.Series(["2024-01", "2024-02", "2024-04"])):  # fmt: skip
        charts = control_charts(frame, periods=periods)
        assert charts.gaps.tolist() == [False, False, True, False]
    table = charts["burglary"].to_pandas()
    assert table["period"].dt.month.tolist() == [1, 2, 3, 4]
    assert charts["burglary"].to_polars()["value"].to_list() == [1, 2, None, 3]
    quarters = pd.period_range("2024Q1", periods=4, freq="Q").delete(1)
    assert control_charts([1, 2, 3], periods=quarters).gaps.tolist() == [False, True, False, False]


def test_what_has_the_shape_of_the_values_is_spread_with_them() -> None:
    periods = ["2024-01", "2024-02", "2024-04"]
    last = [[False, False, True]]
    charts = control_charts(
        [[4.0, 6, 8]], rules="nelson", chart="u", periods=periods,
        denominators=[[40.0, 60, 80]], provisional=last, excluded=last, rebase_at=last,
    )  # fmt: skip
    over = charts.lines.given
    assert np.array_equal(over.denominators, [[40, 60, NAN, 80]], equal_nan=True)
    for flags in (charts.provisional, over.excluded, over.rebase_at):
        assert flags.tolist() == [[False, False, False, True]]
    decided = control_charts([[1.0, 2, 3]], periods=periods, confirmed=last)
    assert np.flatnonzero(decided.unmet_decisions[0]).tolist() == [3]


def test_a_month_left_out_and_a_month_missing_are_the_same_chart() -> None:
    months = np.arange("2020-01", "2022-01", dtype="datetime64[M]")
    values = np.array([9.0, 11] * 6 + [4.0] * 12)
    there = np.arange(24) != 15
    left_out = control_charts(values[there], periods=months[there])
    missing = control_charts(np.where(there, values, NAN), periods=months)
    assert repr(left_out[0]) == repr(missing[0])
    assert left_out.drawn == missing.drawn
    # Unseen, it would be a range between months that are no neighbours.
    assert left_out[0].steps == missing[0].steps


# Re-basing by date ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("periods", "dates", "begins"),
    [
        (["2024-01", "2024-02", "2024-04"], ["2024-02"], [1]),
        (["2024-01", "2024-02", "2024-04"], ["2024-03", "2024-04"], [2, 3]),
        (["2024-01-31", "2024-02-29", "2024-04-30"], ["2024-04"], [3]),
        (["2024-01-31", "2024-02-29", "2024-04-30"], [date(2024, 4, 30)], [3]),
        (["2024-01", "2024-02", "2024-04"], np.array(["2024-02-01"], dtype="datetime64[D]"), [1]),
    ],
)
def test_a_process_begins_at_a_date(periods: list[str], dates: Any, begins: list[int]) -> None:
    charts = control_charts(np.ones((2, 3)), rules="nelson", periods=periods, rebase_at=dates)
    for series in range(2):
        assert np.flatnonzero(charts.possible_steps[series]).tolist() == begins


@pytest.mark.parametrize(
    ("periods", "dates", "words"),
    [
        (["2024-01", "2024-02"], ["2024-03"], "names 2024-03, which is not a period"),
        (["2024-01-31", "2024-02-29"], ["2024-02-28"], "names 2024-02-28, which is not a period"),
        (["2024-01", "2024-02"], ["2024-02-15"], "names 2024-02-15, which is not a period"),
        (["2024-01-01", "2024-01-02"], ["2024-01"], "names 2024-01, which is 2 of the periods"),
        (["2024-01", "2024-02"], ["spring"], "'rebase_at' holds what is no date"),
        (None, ["2024-02"], "say with periods= what points stand for"),
    ],
)
def test_a_date_that_is_no_period_is_never_ignored(
    periods: list[str] | None, dates: list[str], words: str
) -> None:
    with pytest.raises(CannotChart, match=words):
        control_charts([1, 2], rules="nelson", periods=periods, rebase_at=dates)


# What is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        (["2024-01", "2024-03", "2024-03"], "2024-03 is given twice, at 1 and 2"),
        (["2024-01", "2024-03", "2024-02"], "2024-02 at 2 follows 2024-03; give the oldest first"),
        (["2024-01", "2024-02", "2024-Q1"], "holds what is no date; give ISO dates such as 2024-03"),
        (["2024-01", "2024-02", "NaT"], "holds a missing date"),
        (["2024-01-01T00", "2024-01-01T06", "2024-01-01T12"], "2024-01-01T06, a time of day"),
        (["2024-01-01", "2024-01-02", "2024-03-30"], "87 would be missing and 3 are there"),
        ([1, 2, 3], "holds what is no date"),
    ],
)  # fmt: skip
def test_what_is_no_calendar_is_refused(periods: list[str], words: str) -> None:
    with pytest.raises(CannotChart, match=words):
        control_charts([1, 2, 3], periods=periods)


def test_there_is_one_period_a_point() -> None:
    with pytest.raises(WrongShape, match=r"'values' has the shape \(3,\); there are 2 periods"):
        control_charts([1, 2, 3], periods=["2024-01", "2024-02"])
    with pytest.raises(WrongShape, match=r"'refused' has the shape \(1, 2\); there are 3 periods"):
        control_charts(
            [1, 2, 3], periods=["2024-01", "2024-02", "2024-03"], refused=[[False, True]]
        )
    with pytest.raises(WrongShape, match="'periods' has the shape"):
        control_charts([1, 2], periods=[["2024-01", "2024-02"]])


def test_without_periods_nothing_is_said_of_any() -> None:
    charts = control_charts([1, 2, 3])
    assert charts.periods is None and charts.gaps is None
    empty = control_charts([], periods=np.array([], dtype="datetime64[M]"))
    assert (empty.periods.size, empty.gaps.size) == (0, 0)


@given(
    st.sampled_from(["Y", "M", "W", "D"]),
    st.integers(-400, 400),
    st.integers(1, 12),
    st.lists(st.booleans(), min_size=3, max_size=60),
)
@settings(deadline=None, max_examples=200)
def test_what_was_left_out_is_found_again(
    unit: str, first: int, step: int, kept: list[bool]
) -> None:
    whole = (first + step * np.arange(len(kept) + 2)).astype(f"datetime64[{unit}]")
    there = np.array([True, True, *kept])  # two neighbours, so that the step can be seen
    there[-1] = True
    if (~there).sum() > there.sum():
        return
    charts = control_charts(np.ones(there.sum()), periods=whole[there])
    assert np.array_equal(charts.periods, whole)
    assert np.array_equal(charts.gaps, ~there)


def test_what_is_true_of_some_points_is_said_by_dates() -> None:
    values = np.tile([[9.0, 11, 10, 12]], (3, 9))
    months = np.arange("2020-01", "2023-01", dtype="datetime64[M]")
    lockdown = np.isin(months, np.array(["2020-04", "2020-05"], dtype="datetime64[M]"))
    newest = np.arange(36) == 35
    charts = control_charts(
        values, periods=months, excluded=["2020-04", "2020-05"], provisional="2022-12"
    )
    plain = control_charts(
        values, excluded=np.tile(lockdown, (3, 1)), provisional=np.tile(newest, (3, 1))
    )
    assert charts.drawn == plain.drawn
    assert np.array_equal(charts.provisional, plain.provisional)
    with pytest.raises(CannotChart, match="'excluded' names 2019-12, which is not a period"):
        control_charts(values, periods=months, excluded=["2019-12"])
    with pytest.raises(CannotChart, match="'excluded' holds dates; say with periods="):
        control_charts(values, excluded=["2020-04"])
    one = control_charts(values, periods=months, rebase_at="2021-01")
    assert np.flatnonzero(np.diff(one.process[0])).tolist() == [11]


def test_a_time_zone_is_left_out() -> None:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    pl = pytest.importorskip("polars", reason="polars is not installed")
    london = pd.date_range("2024-01-01", periods=12, freq="MS", tz="Europe/London")
    months = [day.date().isoformat() for day in london]
    naive = [day.to_pydatetime().replace(tzinfo=None) for day in london]
    in_polars = pl.Series(naive).dt.replace_time_zone("Europe/London")
    aware = [day.to_pydatetime() for day in london]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for given in (london, london.to_series(), in_polars, aware):
            charts = control_charts(np.arange(12), periods=given)
            assert charts.periods is not None
            assert charts.periods.astype(str).tolist() == months
