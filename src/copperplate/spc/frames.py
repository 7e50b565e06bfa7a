"""Tables of pandas and polars, read into arrays where they are handed over.

One column a series, one row a period. Neither library is imported here: a table can only
come from a library somebody has loaded. Nothing else in the library knows that there are any.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copperplate.spc.exceptions import NotNumbers, WrongShape
from copperplate.spc.reading import divisors_of, flags_of, numbers_of
from copperplate.spc.sums import Array, Flags

FLAGS = ("confirmed", "refused", "provisional", "rebase_at", "excluded", "exceptional")
"""What is true or false of a point; everything else beside the values is a number."""

OF_THE_LIBRARY = ("expected", "rebase_at")
"""What the library itself hands out as arrays, a row a series: seasons and possible steps."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unframed:
    """What a caller handed over, as arrays.

    Attributes:
        values: Shape (n_series, n_points); as given where it was no table.
        beside: What goes with them, of the same shape; None where nothing was given.
        names: Of the series, in their order; None where they have none.
        labels: Of the points, shape (n_points,); None where they have none.
    """

    values: Any
    beside: Mapping[str, Any]
    names: tuple[str, ...] | None = None
    labels: NDArray[Any] | None = None


def unframed(values: Any, beside: Mapping[str, Any]) -> Unframed:
    """Return values and what goes with them as arrays, and the names a table held.

    Args:
        values: A frame of one column a series and one row a period; a column of one series;
            or an array, which is left as it is.
        beside: What has the shape of the values, by name. Beside a table they are tables
            with the same columns and rows, or of one series arrays of shape (n_points,);
            what the library hands out as an array may come back as one, (n_series, n_points).

    Raises:
        WrongShape: Two columns have one name; or what goes with a table is no table, or has
            other columns or rows.
        NotNumbers: A column of numbers holds something else: text, dates, true and false.
    """
    if not is_table(values):
        strange = [name for name, held in beside.items() if is_table(held)]
        if strange:
            raise WrongShape(f"'{strange[0]}' is a table and the values are not; give both alike.")
        return Unframed(values=values, beside=beside)
    columns, labels = _columns(values), labels_of(values)
    rows = len(values)
    read = {
        name: None if held is None else _beside(name, held, tuple(columns), rows, labels)
        for name, held in beside.items()
    }
    numbers = [_numbers(f"column '{name}'", column) for name, column in columns.items()]
    return Unframed(
        values=np.array(numbers).reshape(len(columns), rows),
        beside=read,
        names=None if tuple(columns) == ("",) else tuple(columns),
        labels=labels,
    )


def is_table(given: Any) -> bool:
    """Return whether something is a frame or a column of pandas or polars."""
    return any(
        isinstance(given, (library.DataFrame, library.Series))
        for library in (sys.modules.get("pandas"), sys.modules.get("polars"))
        if library is not None
    )


def one_by_name(what: str, given: Any, names: tuple[str, ...] | None) -> Any:
    """Return what was said of each series by its name, in the order of the series.

    Args:
        what: What the caller called it.
        given: A mapping, or a column of pandas, from the names of all series; anything else
            is returned as it is.
        names: Of the series.

    Raises:
        WrongShape: It names other series than there are.
    """
    if is_table(given) and hasattr(given, "index"):
        given = dict(given.items())
    if not isinstance(given, Mapping):
        return given
    said = {str(name): one for name, one in given.items()}
    if names is None or set(said) != set(names):
        known = "that have no names" if names is None else f"{', '.join(names)}"
        raise WrongShape(f"'{what}' is by name: {', '.join(said)}; the series are: {known}.")
    return [said[name] for name in names]


def labels_of(table: Any) -> NDArray[Any] | None:
    """Return the labels of a table's rows; None where they are only counted, as in polars."""
    index = getattr(table, "index", None)
    if index is None or type(index).__name__ == "RangeIndex":
        return None
    return np.array(index)


def _columns(table: Any) -> dict[str, Any]:
    """Return the columns of a table by name; a lone column may have none, which is ''."""
    if not hasattr(table, "columns"):
        return {"" if table.name is None else str(table.name): table}
    names = [str(name) for name in table.columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise WrongShape(f"two columns are named '{twice[0]}'; a series is known by its name.")
    columns = table.get_columns() if hasattr(table, "get_columns") else _of_pandas(table)
    return dict(zip(names, columns, strict=True))


def _of_pandas(table: Any) -> list[Any]:
    return [table.iloc[:, number] for number in range(table.shape[1])]


def _beside(
    name: str, held: Any, names: tuple[str, ...], rows: int, labels: NDArray[Any] | None
) -> Array | Flags:
    """Return what goes with a table as an array, shape (n_series, n_points)."""
    if not is_table(held):
        return _array(name, held, len(names), rows)
    columns, own = _columns(held), labels_of(held)
    if len(names) > 1 and tuple(columns) != names:
        raise WrongShape(
            f"'{name}' has the columns {', '.join(columns)}; the values have {', '.join(names)}."
        )
    if len(columns) != len(names) or len(held) != rows or not _same(own, labels):
        raise WrongShape(f"'{name}' has other rows than the values; give one for each of them.")
    read = _flags if name in FLAGS else _numbers
    return np.array([read(f"'{name}'", column) for column in columns.values()]).reshape(-1, rows)


def _array(name: str, held: Any, series: int, rows: int) -> Array | Flags:
    """Return what is no table as an array, shape (n_series, n_points)."""
    array = (flags_of if name in FLAGS else divisors_of)(f"'{name}'", held)
    if series == 1 and array.shape == (rows,):
        return array.reshape(1, rows)
    if array.shape != (series, rows) or (series > 1 and name not in OF_THE_LIBRARY):
        raise WrongShape(f"'{name}' is no table; give one with the columns of the values.")
    return array


def _same(one: NDArray[Any] | None, two: NDArray[Any] | None) -> bool:
    if one is None or two is None:
        return one is two
    return bool(np.array_equal(one, two))


def _numbers(what: str, column: Any) -> Array:
    """Return a column of numbers, NaN where one is missing."""
    if hasattr(column, "cast"):
        polars = sys.modules["polars"]
        if not (column.dtype.is_numeric() or column.dtype == polars.Null):
            raise NotNumbers(_refusal(what, column))
        return np.array(column.cast(polars.Float64).to_numpy(), dtype=np.float64)
    kinds = sys.modules["pandas"].api.types
    if kinds.is_object_dtype(column.dtype):
        try:
            return numbers_of(what, column.to_numpy(dtype=object))
        except NotNumbers:
            raise NotNumbers(_refusal(what, column)) from None
    strange = kinds.is_bool_dtype(column.dtype) or kinds.is_complex_dtype(column.dtype)
    if strange or not kinds.is_numeric_dtype(column.dtype):
        raise NotNumbers(_refusal(what, column))
    return np.array(column.to_numpy(dtype=np.float64, na_value=np.nan))


def _flags(what: str, column: Any) -> Flags:
    """Return a column of true and false; a missing one is false."""
    if hasattr(column, "cast"):
        if column.dtype != sys.modules["polars"].Boolean:
            raise NotNumbers(f"{what} holds {column.dtype}; true and false are wanted.")
        return np.array(column.fill_null(False).to_numpy(), dtype=np.bool_)
    if not sys.modules["pandas"].api.types.is_bool_dtype(column.dtype):
        raise NotNumbers(f"{what} holds {column.dtype}; true and false are wanted.")
    return np.array(column.to_numpy(dtype=np.bool_, na_value=False))


def _refusal(what: str, column: Any) -> str:
    return f"{what} holds {column.dtype}: no numbers. Leave it out; dates belong into the index."
