"""Tables of pandas and polars: the same charts as from arrays, with names and an index."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from copperplate.seasons import seasons_of
from copperplate.spc import (
    NotNumbers,
    WrongShape,
    control_charts,
    discoveries,
    evidence_of,
    natural_process_limits,
)

pd = pytest.importorskip("pandas", reason="pandas is not installed")
pl = pytest.importorskip("polars", reason="polars is not installed")

NAN = float("nan")
BURGLARY = [9.0, 11] * 6 + [4.0] * 8
ROBBERY = [5.0, NAN, 7, 6] * 5
ARRAY = np.array([BURGLARY, ROBBERY])
MONTHS = pd.period_range("2020-01", periods=20, freq="M")


def pandas_frame(**columns: Any) -> Any:
    return pd.DataFrame(columns, index=MONTHS)


def polars_frame(**columns: Any) -> Any:
    return pl.DataFrame(columns, nan_to_null=True)


FRAMES = [pandas_frame, polars_frame]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("rules", ["sfn", "making-data-count", "stable-shift"])
def test_a_frame_gives_the_charts_of_its_columns(frame: Any, rules: str) -> None:
    charts = control_charts(frame(burglary=BURGLARY, robbery=ROBBERY), rules=rules)
    plain = control_charts(ARRAY, rules=rules)
    assert charts.names == ("burglary", "robbery")
    assert np.array_equal(charts.values, plain.values, equal_nan=True)
    assert charts.drawn == plain.drawn and charts.hits == plain.hits
    assert charts["robbery"] == charts[1] and charts["robbery"].name == "robbery"
    assert repr(charts["burglary"]).startswith(f"<ControlChart of burglary by {rules}")


def test_a_column_is_one_series() -> None:
    for column, names in (
        (pd.Series(BURGLARY), None),
        (pd.Series(BURGLARY, name="burglary"), ("burglary",)),
        (pl.Series(BURGLARY), None),
        (pl.Series("burglary", BURGLARY), ("burglary",)),
    ):
        charts = control_charts(column, provisional=[False] * 19 + [True])
        assert (charts.names, charts.values.shape) == (names, (1, 20))
        assert np.flatnonzero(charts.provisional).tolist() == [19]


def test_the_index_is_kept() -> None:
    charts = control_charts(pandas_frame(burglary=BURGLARY))
    assert charts.periods.tolist() == MONTHS.tolist()
    assert charts[0].to_pandas()["period"].tolist() == MONTHS.tolist()
    assert control_charts(polars_frame(burglary=BURGLARY)).periods is None


def test_a_name_nobody_has() -> None:
    charts = control_charts(pandas_frame(burglary=BURGLARY))
    with pytest.raises(KeyError, match="'arson' is not a series; there are: burglary"):
        charts["arson"]
    with pytest.raises(KeyError, match="none has a name"):
        control_charts(BURGLARY)["arson"]


# Kinds of numbers -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1, 2, None], dtype="Int64"),
        pd.Series([1, 2, None], dtype="Float64"),
        pd.Series([1.0, 2.0, NAN]),
        pd.Series([Decimal("1"), Decimal("2"), None]),
        pd.Series([1, 2, pd.NA], dtype=object),
        pl.Series([1, 2, None], dtype=pl.Int32),
        pl.Series([1.0, 2.0, NAN]),
        pl.Series([Decimal("1"), Decimal("2"), None]),
    ],
    ids=lambda column: f"{type(column).__module__.split('.')[0]} {column.dtype}",
)
def test_every_kind_of_number_is_one_and_missing_is_missing(column: Any) -> None:
    assert np.array_equal(control_charts(column).values, [[1, 2, NAN]], equal_nan=True)


def test_whole_numbers_stay_whole_and_nothing_known_is_missing() -> None:
    assert control_charts(pd.Series([1, 2, 3])).values.tolist() == [[1, 2, 3]]
    assert np.isnan(control_charts(pl.Series([None, None])).values).all()


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"burglary": [1, 2], "why": ["a", "b"]}),
        pd.DataFrame({"burglary": [1, 2], "why": pd.Series(["1", "2"], dtype=object)}),
        pd.DataFrame({"burglary": [1, 2], "why": [True, False]}),
        pd.DataFrame({"burglary": [1, 2], "why": pd.Series([1, True], dtype=object)}),
        pd.DataFrame({"burglary": [1, 2], "why": pd.to_datetime(["2020-01-01", "2020-02-01"])}),
        pl.DataFrame({"burglary": [1, 2], "why": ["1", "2"]}),
        pl.DataFrame({"burglary": [1, 2], "why": [True, False]}),
        pl.DataFrame({"burglary": [1, 2], "why": pl.Series(["2020-01-01"] * 2).str.to_date()}),
    ],
    ids=range(8),
)
def test_what_is_no_number_is_refused_by_the_name_of_its_column(frame: Any) -> None:
    with pytest.raises(NotNumbers, match="column 'why' holds"):
        control_charts(frame)


# What goes with the values ----------------------------------------------------------------


@pytest.mark.parametrize("frame", FRAMES)
def test_what_goes_with_a_frame_is_a_frame(frame: Any) -> None:
    values = frame(burglary=BURGLARY, robbery=ROBBERY)
    over = frame(burglary=[100.0] * 20, robbery=[200.0] * 20)
    late = frame(burglary=[False] * 19 + [True], robbery=[False] * 20)
    charts = control_charts(values, rules="nelson", chart="u", denominators=over, provisional=late)
    plain = control_charts(
        ARRAY,
        rules="nelson",
        chart="u",
        denominators=np.repeat([[100.0], [200]], 20, axis=1),
        provisional=np.array([[False] * 19 + [True], [False] * 20]),
    )
    assert charts.drawn == plain.drawn
    assert np.array_equal(charts.provisional, plain.provisional)


def test_what_does_not_go_with_a_frame_is_refused() -> None:
    values = pandas_frame(burglary=BURGLARY, robbery=ROBBERY)
    one, two = [1.0] * 20, [2.0] * 20
    for beside, words in (
        (np.ones((2, 20)), "'denominators' is no table"),
        (pandas_frame(robbery=one, burglary=two), "has the columns robbery, burglary"),
        (pandas_frame(burglary=one), "has the columns burglary; the values have burglary, robbery"),
        (pandas_frame(burglary=one, robbery=two).iloc[1:], "has other rows"),
        (pandas_frame(burglary=one, robbery=two).iloc[::-1], "has other rows"),
    ):
        with pytest.raises(WrongShape, match=words):
            control_charts(values, rules="nelson", chart="u", denominators=beside)
    with pytest.raises(NotNumbers, match="'provisional' holds float64; true and false"):
        control_charts(values, provisional=pandas_frame(burglary=one, robbery=two))
    with pytest.raises(WrongShape, match="'refused' is a table and the values are not"):
        control_charts(ARRAY, refused=values)
    twice = pd.DataFrame([[1, 2]], columns=["burglary", "burglary"])
    with pytest.raises(WrongShape, match="two columns are named 'burglary'"):
        control_charts(twice)


def test_what_is_one_a_series_may_be_said_by_name() -> None:
    values = pandas_frame(burglary=BURGLARY, robbery=ROBBERY)
    said = {"robbery": 100, "burglary": 0}
    for target in (said, pd.Series(said)):
        charts = control_charts(
            values, rules="nelson", target=target, better={"robbery": "lower", "burglary": "lower"}
        )
        assert [chart.assurance.name for chart in charts][1] == "CONSISTENT_PASS"
    with pytest.raises(WrongShape, match="'target' is by name: arson; the series are: burglary"):
        control_charts(values, target={"arson": 3})
    with pytest.raises(WrongShape, match="the series are: that have no names"):
        control_charts(BURGLARY, target={"burglary": 3})


# A chart as a table -----------------------------------------------------------------------


@pytest.mark.parametrize("method", ["to_pandas", "to_polars"])
def test_a_chart_is_a_table_of_one_row_a_point(method: str) -> None:
    values = [*BURGLARY, NAN, 30.0]
    chart = control_charts(values, provisional=[False] * 21 + [True])[0]
    table = getattr(chart, method)()
    assert list(table.columns) == [
        "period", "value", "provisional", "standing_average", "centre_line", "lower", "upper",
        "near_lower", "near_upper", "side", "signs", "process", "possible_step", "supported_step",
    ]  # fmt: skip
    column = {name: table[name].to_list() for name in table.columns}
    assert column["period"] == list(range(22))
    assert column["value"][:2] == [9, 11] and column["value"][20] in (
        None,
        pytest.approx(NAN, nan_ok=True),
    )
    assert column["side"][:3] == ["not judged", "above", "below"]
    assert column["process"] == [0] * 12 + [1] * 10
    assert column["possible_step"] == [point == 12 for point in range(22)]
    assert column["supported_step"] == [point == 12 for point in range(22)]
    assert column["provisional"] == [point == 21 for point in range(22)]
    assert column["upper"][0] == pytest.approx(15.32)
    assert column["signs"][0] == ""


def test_signs_are_listed_by_name() -> None:
    chart = control_charts([9.0, 11] * 8 + [8.0, 40], rules="nelson", chart="c")[0]
    assert chart.to_pandas()["signs"].tolist()[-1] == "beyond, alternating"


def test_neither_library_is_imported_unasked() -> None:
    code = (
        "import sys; from copperplate.spc import control_charts; control_charts([1, 2, 3])[0]\n"
        "assert not {'pandas', 'polars'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("library", [pd, pl])
def test_every_door_takes_a_frame_by_its_columns(library: Any) -> None:
    counts = np.random.default_rng(3).poisson(30, (4, 48))
    months = pd.period_range("2019-01", periods=48, freq="M")
    frame = library.DataFrame({name: list(row) for name, row in zip("abcd", counts, strict=True)})
    assert discoveries(frame) == discoveries(counts)
    assert evidence_of(frame) == evidence_of(counts)
    assert natural_process_limits(frame) == natural_process_limits(counts)
    assert natural_process_limits(frame["a"]) == natural_process_limits(counts[0])
    seasons = seasons_of(frame, months)
    assert seasons == seasons_of(counts, months.astype(str).to_list())


def test_what_the_library_hands_out_comes_back_beside_a_frame() -> None:
    frame = pandas_frame(burglary=BURGLARY, robbery=[9.0] * 20)
    plain = frame.to_numpy().T
    seasons = seasons_of(frame, frame.index)
    charts = control_charts(frame, expected=seasons.expected)
    assert charts.drawn == control_charts(plain, expected=seasons.expected).drawn
    since = charts.possible_steps
    assert discoveries(frame, rebase_at=since) == discoveries(plain, rebase_at=since)
    with pytest.raises(WrongShape, match="'expected' is no table"):
        control_charts(frame, expected=seasons.expected.T)


def test_exceptional_months_are_said_of_all_or_of_each() -> None:
    frame = pandas_frame(burglary=BURGLARY, robbery=[9.0] * 20)
    lockdown = [month in (3, 4) for month in range(20)]
    of_each = pandas_frame(burglary=lockdown, robbery=lockdown)
    assert seasons_of(frame, MONTHS, exceptional=lockdown) == seasons_of(
        frame, MONTHS, exceptional=of_each
    )
