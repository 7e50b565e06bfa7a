"""What a source of records is: how its files are known, and how their rows become ours.

Values only: opens nothing, runs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from copperplate.areas import AreaRegister
from copperplate.engines.expressions import Expression, Lookup, nothing
from copperplate.engines.importing import Delivery
from copperplate.schema import TABLES


class Covers(StrEnum):
    """How the days that records cover follow from them."""

    FOUND = "found"
    """Every stretch that any record of the file has, whole: a month that was delivered."""
    MONTHS = "months"
    """Every month that any record of the file is of, whole, though days are known."""
    SINCE = "since"
    """All days from the first to the day the records were read."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class FileLayout:
    """One kind of file.

    Attributes:
        heading: The columns it must have; more are passed over.
        deliveries: The tables it delivers to, for a file of a name.
        lookups: What the deliveries look up.
        covers: How the days it covers follow.
        covers_from: The first of them; that of the first record if None.
        identifiers: Table to the column that no two of its rows may share.
    """

    heading: tuple[str, ...]
    deliveries: Callable[[str], tuple[Delivery, ...]]
    lookups: tuple[Lookup, ...]
    covers: Covers = Covers.FOUND
    covers_from: date | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordSource:
    """A source of records the product can load.

    Attributes:
        name: As ``copperplate load`` takes it.
        description: One line for help.
        title: The publication or the system, in words.
        publisher: Who publishes it, or keeps it.
        licence: Attribution to print.
        layouts: How the names of its files end, in lower case, to how such files are read, with
            the areas there are. Of several endings that fit, the first holds.
        edition: What tells its releases from others of the source, beside their days.
        encoding: Of its text files.
        sheet: Which sheet of a workbook; the first if None.
    """

    name: str
    description: str
    title: str
    publisher: str
    licence: str
    layouts: Mapping[str, Callable[[AreaRegister], FileLayout]]
    edition: str = ""
    encoding: str = "utf-8"
    sheet: str | None = None

    @property
    def endings(self) -> tuple[str, ...]:
        """How the names of its files end."""
        return tuple(self.layouts)

    def ending_of(self, name: str) -> str | None:
        """Return how a file's name ends, of the endings there are; None where none fits."""
        return next((one for one in self.layouts if name.lower().endswith(one)), None)

    def layout_of(self, name: str) -> Callable[[AreaRegister], FileLayout]:
        """Return how a file of a name is read.

        Raises:
            KeyError: No ending fits.
        """
        return self.layouts[self.ending_of(name) or name]


def types_of(table: str) -> dict[str, str]:
    """Return a table's columns with their types, in order."""
    return {column.name: column.type.value for column in TABLES[table].columns}


def filled(table: str, made: Mapping[str, Expression]) -> dict[str, Expression]:
    """Return how each column of a table is made, in order; NULL where nothing is said of it.

    Raises:
        KeyError: Something is said of a column the table has not.
    """
    strange = set(made) - set(TABLES[table].column_names)
    if strange:
        raise KeyError(*strange)
    return {name: made.get(name, nothing()) for name in TABLES[table].column_names}
