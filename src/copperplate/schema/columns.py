"""What a column and a table are. Knows no table there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class ColumnType(StrEnum):
    """The types every engine of the portable subset agrees on."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    """A day and a time of day, as the clock on the wall says it."""
    FLAG = "flag"
    """True or false; NULL is neither: nobody said."""


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
        personal: Whether it could lead to somebody: it is printed for nobody but the restricted
            audience, and never in a message.
        derived: How it follows from the columns a source delivers; a source cannot deliver it.
        sensitive: Values of it that small counts of could point at people, whatever is counted.
    """

    name: str
    type: ColumnType
    meaning: str
    allowed: tuple[str, ...] = ()
    required: bool = True
    filterable: bool = False
    personal: bool = False
    derived: str = ""
    sensitive: tuple[str | bool, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TableSpec:
    """One canonical table.

    Attributes:
        key: The columns that make a row unique within a release.
        additive: The column measures sum; empty where there is none to sum.
        of_records: Whether each row is one thing that happened, so that measures count rows.
        dates: Of records, by which days they may be counted: a name as measures write it, to the
            columns of the first and the last day it may have been. The first is the usual one.
    """

    name: str
    meaning: str
    columns: tuple[ColumnSpec, ...]
    key: tuple[str, ...]
    additive: str
    of_records: bool = False
    dates: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))

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
