"""What a source of records is: how its files are known, and how their rows become ours.

Values only: opens nothing, runs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """Another file that a file is read beside: each row has one row there.

    Attributes:
        names: The names it may have, for a file of a name; the first that is there is read.
        key: The column of both that tells which row belongs to which.
        heading: The columns it must have, and that are taken of it, the key among them.
        also: Other names of its columns, to those they are called by here.
    """

    names: Callable[[str], Sequence[str]]
    key: str
    heading: tuple[str, ...]
    also: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class FileLayout:
    """One kind of file.

    Attributes:
        heading: The columns it must have; more are passed over.
        deliveries: The tables it delivers to, for a file of a name.
        lookups: What the deliveries look up.
        steps: What is worked out of each row before the deliveries, by name (`expressions.step`).
        covers: How the days it covers follow.
        covers_from: The first of them; that of the first record if None.
        identifiers: Table to the column that no two of its rows may share.
        also: Other names of its columns, to those they are called by here.
        may_lack: Columns some of its files do not have.
        beside: The file it is read beside; None where it says everything itself.
    """

    heading: tuple[str, ...]
    deliveries: Callable[[str], tuple[Delivery, ...]]
    lookups: tuple[Lookup, ...]
    steps: Mapping[str, Expression] = field(default_factory=dict)
    covers: Covers = Covers.FOUND
    covers_from: date | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    may_lack: tuple[str, ...] = ()
    beside: Beside | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordSource:
    """A source of records the product can load.

    Attributes:
        name: As ``copperplate load`` takes it.
        description: One line for help.
        title: The publication or the system, in words.
        publisher: Who publishes it, or keeps it.
        licence: Attribution to print.
        layouts: Patterns of the names of its files, in lower case, ``*`` for anything, to how such
            files are read, with the areas there are. Of several that fit, the first holds.
        read_beside: Patterns of the names of files that its files are read beside.
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
    read_beside: tuple[str, ...] = ()
    edition: str = ""
    encoding: str = "utf-8"
    sheet: str | None = None

    @property
    def patterns(self) -> tuple[str, ...]:
        """Patterns of the names of its files, those that others are read beside included."""
        return (*self.layouts, *self.read_beside)

    def knows(self, name: str) -> bool:
        """Return whether a file of a name is one of its own."""
        return any(fnmatchcase(name.lower(), pattern) for pattern in self.patterns)

    def layout_of(self, name: str) -> Callable[[AreaRegister], FileLayout] | None:
        """Return how a file of a name is read; None where it is not read by itself."""
        fits = (make for one, make in self.layouts.items() if fnmatchcase(name.lower(), one))
        return next(fits, None)


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
