"""What a column and a table are. Knows no table there is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """The types every engine of the portable subset agrees on."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnSpec:
    """One column.

    Attributes:
        name: As measures write it.
        type: Its type.
        meaning: What it says, for the reference page.
        allowed: The only values allowed, where the list is closed.
        required: Whether NULL is refused.
        filterable: Whether a measure's ``where`` may name it.
    """

    name: str
    type: ColumnType
    meaning: str
    allowed: tuple[str, ...] = ()
    required: bool = True
    filterable: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TableSpec:
    """One canonical table.

    Attributes:
        key: The columns that make a row unique within a release.
        additive: The column measures sum; empty where there is none to sum.
        of_records: Whether each row is one thing that happened, so that measures count rows.
    """

    name: str
    meaning: str
    columns: tuple[ColumnSpec, ...]
    key: tuple[str, ...]
    additive: str
    of_records: bool = False

    @property
    def measurable(self) -> bool:
        """Whether a measure may be written against it."""
        return self.of_records or bool(self.additive)

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> ColumnSpec | None:
        """Return a column by name, or None."""
        return next((column for column in self.columns if column.name == name), None)
