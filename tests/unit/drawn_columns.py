"""Columns of the synthetic force as lists, and the days they are drawn for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from copperplate.engines.columns import Coded, Column, Days, Millionths, Moments, Numbered
from copperplate.synthetic.days import number_of


def days_of(first: date, last: date) -> np.ndarray:
    return np.arange(number_of(first), number_of(last) + 1)


def held(column: Column) -> list[Any]:
    """Return what stands in a column, as a list."""
    match column:
        case Coded():
            return [column.words[code] for code in column.codes.tolist()]
        case Days():
            return column.days.tolist()
        case Moments():
            return column.minutes.tolist()
        case Numbered():
            return column.numbers.tolist()
        case Millionths():
            return column.millionths.tolist()


def read(columns: Mapping[str, Column]) -> dict[str, list[Any]]:
    return {name: held(column) for name, column in columns.items()}
