"""The points of a chart as a table: one row a point, for pandas or polars, whichever there is.

The library asked for is imported here and nowhere else, when it is asked for.
"""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from copperplate.spc.standing import FixedSide

if TYPE_CHECKING:
    from copperplate.spc.chart import ControlChart


def to_pandas(chart: ControlChart) -> Any:
    """Return a pandas DataFrame of a chart's points; NaN where there is no number."""
    return import_module("pandas").DataFrame(columns_of(chart))


def to_polars(chart: ControlChart) -> Any:
    """Return a polars DataFrame of a chart's points; null where there is no number."""
    columns = columns_of(chart)
    if columns["period"].dtype.kind == "O":  # labels of any kind, of which polars wants one
        columns["period"] = columns["period"].astype(str)
    return import_module("polars").DataFrame(columns, nan_to_null=True)


def columns_of(chart: ControlChart) -> dict[str, NDArray[Any]]:
    """Return what is known of each point of a chart, by name; arrays of shape (n_points,)."""
    points = np.arange(len(chart))
    begins = np.isin(points, [segment.first for segment in chart.segments[1:]])
    supported = chart.evidence.flags((1, len(chart)))[0]
    return {
        "period": points if chart.periods is None else _days(chart.periods),
        "value": chart.values,
        "provisional": chart.provisional,
        "standing_average": chart.standing_average,
        "centre_line": chart.drawn.centre_line,
        "lower": chart.drawn.lower,
        "upper": chart.drawn.upper,
        "near_lower": chart.near_lower,
        "near_upper": chart.near_upper,
        "side": np.array([FixedSide(int(side)).word for side in chart.side], dtype=str),
        "signs": _signs(chart),
        "process": np.cumsum(begins),
        "possible_step": begins,
        "supported_step": supported,
    }


def _signs(chart: ControlChart) -> NDArray[np.str_]:
    """Return the names of the signs at each point, in the order of `Hits`, by commas."""
    names = [field.name for field in fields(chart.hits)]
    table = np.array([getattr(chart.hits, name) != 0 for name in names])
    said = [
        ", ".join(name for name, there in zip(names, point, strict=True) if there)
        for point in table.T
    ]
    return np.array(said, dtype=str)


def _days(periods: NDArray[Any]) -> NDArray[Any]:
    """Return months and years as their first days: neither library knows those of numpy."""
    if periods.dtype.kind == "M" and np.datetime_data(periods.dtype)[0] in ("Y", "M", "W"):
        return periods.astype("datetime64[D]")
    return periods
