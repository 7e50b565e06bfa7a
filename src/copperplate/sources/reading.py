"""What an adapter is given and what it hands back.

A `Workbook` is cells and nothing else; a `Reading` is rows of the canonical tables with
what was rejected, noted and found not to add up. Knows no layout and writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from copperplate.areas import AreaRegister
from copperplate.errors import Place

Cell = str | int | float | bool | date | None
Row = tuple[str | int | float | date | None, ...]

OPEN_GOVERNMENT_LICENCE = (
    "Contains public sector information licensed under the Open Government Licence v3.0."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One table of cells.

    Attributes:
        name: As the file names it, outer spaces kept; empty for a text file.
        rows: From the first row and column of the sheet; rows may differ in length, and a
            blank cell is None.
        lines: For a text file the 1-based line each row starts on; else empty.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Workbook:
    """The cells of one file.

    Attributes:
        shown_as: The file's name as the user knows it.
        format: ``xlsx``, ``ods``, ``csv`` or ``parquet``, told by the bytes.
        sha256: Checksum of the bytes the cells were read from.
        sheets: In the file's order.
    """

    shown_as: str
    format: str
    sha256: str
    sheets: tuple[Sheet, ...]

    def spot(self, sheet: Sheet, number: int, column: str = "") -> str:
        """Return how a reader finds row index `number` of a sheet: ``Table P1, row 34``."""
        if sheet.lines:
            where = f"line {sheet.lines[number]}"
        else:
            name = " ".join(sheet.name.split())
            where = f"{name}, row {number + 1}" if name else f"row {number + 1}"
        return f"{where}, '{column}'" if column else where

    def place(self, sheet: Sheet | None = None, number: int = -1, column: str = "") -> Place:
        """Return the place of a row of a sheet, of the whole sheet, or of the file."""
        if sheet is None:
            return Place(file=self.shown_as)
        if number < 0:
            return Place(file=self.shown_as, spot=" ".join(sheet.name.split()))
        if sheet.lines:
            spot = f"'{column}'" if column else ""
            return Place(file=self.shown_as, line=sheet.lines[number], spot=spot)
        return Place(file=self.shown_as, spot=self.spot(sheet, number, column))


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What an adapter may know beside the cells.

    Attributes:
        register: The areas a code or name may mean.
    """

    register: AreaRegister


@dataclass(frozen=True, kw_only=True, slots=True)
class Reject:
    """A row or cell that was left out, by its place; never its content."""

    place: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reconciliation:
    """Two statements of one source that do not agree. Loaded as published, and said.

    Attributes:
        place: Where the stated value stands.
        what: What was compared, e.g. ``burglary against the sum of its groups``.
        stated: The value as published.
        computed: The value that follows from the rest of the source.
    """

    place: str
    what: str
    stated: float
    computed: float

    @property
    def without_numbers(self) -> str:
        """Where it is and what was compared, for those who may not know the figures."""
        return f"{self.place}: {self.what}: the two differ."

    def __str__(self) -> str:
        return (
            f"{self.place}: {self.what}: {_plain(self.stated)} is printed, "
            f"{_plain(self.computed)} follows from the rest."
        )


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one file says, in canonical rows.

    Attributes:
        edition: Text identity of the publication's edition, e.g. ``2019-06``.
        title: The publication, in words.
        publisher: Who published it.
        licence: Attribution to print.
        tables: Canonical table to rows, in the schema's column order.
        seen: How many values of the source were looked at; each is a row or a reject.
        derived: How many rows were added up from others.
        merged: How many values were added into a row that another value had begun.
        rejects: What was left out.
        notes: What was corrected, derived or found worth saying, with counts.
        reconciliations: What does not add up within the source.
    """

    edition: str
    title: str
    publisher: str
    licence: str
    tables: Mapping[str, tuple[Row, ...]]
    seen: int
    derived: int = 0
    merged: int = 0
    rejects: tuple[Reject, ...] = ()
    notes: tuple[str, ...] = field(default=())
    reconciliations: tuple[Reconciliation, ...] = ()


def _plain(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4f}"
