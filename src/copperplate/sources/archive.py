"""What an XLSX or ODS file would cost to read, counted before its parser runs.

Walks the zip directory and the XML as a stream: entries, unpacked sizes, the stretch
between the outermost cells that hold something, repeats, document type declarations.
Keeps no value but the error texts of cells, which the parser would read as blank.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from xml.parsers import expat

from copperplate.sources.limits import MAXIMUM_CELLS, MAXIMUM_ENTRIES, MAXIMUM_UNPACKED
from copperplate.sources.unreadable import Unreadable

_REFERENCE = re.compile(r"([A-Z]{1,4})([0-9]{1,8})\Z")
_CHUNK = 1 << 20
UNCOMPUTED = "formula without a value"
# What reading a damaged zip or its XML ends in; an encrypted part is a RuntimeError, an unknown
# compression a NotImplementedError.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A zip that may be parsed.

    Attributes:
        format: ``xlsx`` or ``ods``.
        unreadable_cells: By sheet name, the text of cells that hold an error or a formula
            nobody computed, by (row, column) from zero.
    """

    format: str
    unreadable_cells: Mapping[str, Mapping[tuple[int, int], str]]


def check(data: bytes) -> Checked:
    """Return what kind of workbook a zip is, and what its parser would not say.

    Raises:
        Unreadable: Damaged (S006), another kind of zip (S004), too many or too large
            entries (S007), too large a stretch of cells (S008), a DTD (S009).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_directory(package)
            names = {info.filename for info in package.infolist()}
            if "content.xml" in names and _says_spreadsheet(package):
                return _check_ods(package)
            if "xl/workbook.xml" in names:
                return _check_xlsx(package)
    except _DAMAGE:
        raise _damaged() from None
    if "xl/workbook.bin" in names:
        raise Unreadable("S005", "It is a binary workbook (.xlsb).", "Save it as XLSX.")
    raise Unreadable(
        "S004",
        "It is a zip archive, but not of a workbook.",
        "Unpack it and load the workbook or CSV inside.",
    )


def _check_directory(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    folded = [info.filename.lower() for info in entries]
    if len(set(folded)) != len(folded):
        raise Unreadable(
            "S007", "Its archive names one part twice.", "Save it again from a spreadsheet program."
        )
    if any(info.flag_bits & 0x1 for info in entries):
        raise Unreadable("S005", "It is locked with a password.", "Save it without a password.")
    unpacked = sum(info.file_size for info in entries)
    if len(entries) > MAXIMUM_ENTRIES or unpacked > MAXIMUM_UNPACKED:
        raise Unreadable(
            "S007",
            f"It would unpack to {len(entries):,} parts of {unpacked / 1e6:,.0f} MB.",
            f"At most {MAXIMUM_ENTRIES:,} parts and {MAXIMUM_UNPACKED / 1e6:,.0f} MB are read: "
            "save the table alone in a workbook of its own.",
        )


def _says_spreadsheet(package: zipfile.ZipFile) -> bool:
    try:
        kind = package.read("mimetype")[:200]
    except KeyError:
        return False
    return kind.strip().startswith(b"application/vnd.oasis.opendocument.spreadsheet")


def _check_xlsx(package: zipfile.ZipFile) -> Checked:
    parts = [name for name in package.namelist() if name.lower().endswith((".xml", ".rels"))]
    sheets = _sheets(package)
    unreadable = {}
    before = 0
    for part in parts:
        names = sheets.get(part, [])
        # One part named as several sheets is handed out as often.
        for name in names or [part]:
            cells = _XlsxCells(name, _Extent(before=before))
            _parse(package, part, cells)
            before += cells.extent.size
            if cells.unreadable and names:
                unreadable[name] = cells.unreadable
    return Checked(format="xlsx", unreadable_cells=unreadable)


def _check_ods(package: zipfile.ZipFile) -> Checked:
    for part in package.namelist():
        if part.lower().endswith((".xml", ".rdf")):
            _parse(package, part, _OdsCells())
    return Checked(format="ods", unreadable_cells={})


class _Handler(Protocol):
    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


@dataclass(slots=True)
class _Extent:
    """The rectangle around the cells that hold something.

    Attributes:
        before: How many cells the sheets before it were; the limit is the workbook's.
    """

    before: int = 0
    first_row: int = 1 << 40
    last_row: int = -1
    first_column: int = 1 << 40
    last_column: int = -1

    def add(self, row: int, column: int, rows: int, columns: int, spot: str) -> None:
        self.first_row = min(self.first_row, row)
        self.last_row = max(self.last_row, row + rows - 1)
        self.first_column = min(self.first_column, column)
        self.last_column = max(self.last_column, column + columns - 1)
        if self.before + self.size > MAXIMUM_CELLS:
            raise Unreadable(
                "S008",
                f"The outermost cells of its sheets span more than {MAXIMUM_CELLS:,} cells.",
                "Delete the stray cells far from the table, or copy the table to a new workbook.",
                spot=spot,
            )

    @property
    def size(self) -> int:
        """Cells from the sheet's first row and column on: that is what is handed out."""
        return (self.last_row + 1) * (self.last_column + 1)


@dataclass(slots=True)
class _XlsxCells:
    """Counts the cells of a worksheet part; other parts have none."""

    sheet: str
    extent: _Extent = field(default_factory=_Extent)
    row: int = -1
    column: int = -1
    kind: str = ""
    formula: bool = False
    valued: bool = False
    inside_value: bool = False
    value: str = ""
    unreadable: dict[tuple[int, int], str] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "c":
            found = _REFERENCE.match(attributes.get("r", ""))
            if found:
                self.column, self.row = _column_number(found[1]), int(found[2]) - 1
            else:
                self.column += 1
            self.kind = attributes.get("t", "")
            self.formula = self.valued = False
            self.value = ""
        elif name == "f":
            self.formula = True
        elif name in ("v", "is") and self.row >= 0:
            self.valued = True
            self.inside_value = name == "v"
            self.extent.add(self.row, max(self.column, 0), 1, 1, self.sheet)

    def end(self, name: str) -> None:
        if name == "v":
            self.inside_value = False
        elif name == "c":
            if self.kind == "e":
                self.unreadable[self.row, self.column] = self.value or "error"
            elif self.formula and not self.valued:
                self.unreadable[self.row, self.column] = UNCOMPUTED

    def text(self, text: str) -> None:
        if self.inside_value and self.kind == "e" and len(self.value) < 20:
            self.value += text


@dataclass(slots=True)
class _OdsCells:
    """Counts the cells of each table of an ODS, repeats included."""

    extent: _Extent = field(default_factory=_Extent)
    sheet: str = ""
    row: int = 0
    column: int = 0
    rows: int = 1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self.sheet = attributes.get("name", "")
            self.extent = _Extent(before=self.extent.before + self.extent.size)
            self.row = 0
        elif name == "table-row":
            self.rows = int(attributes.get("number-rows-repeated", "1"))
            self.column = 0
        elif name in ("table-cell", "covered-table-cell"):
            columns = int(attributes.get("number-columns-repeated", "1"))
            if "value-type" in attributes or "formula" in attributes:
                self.extent.add(self.row, self.column, self.rows, columns, self.sheet)
            self.column += columns
        elif name == "p" and self.column:
            # Text without a type still makes a cell.
            self.extent.add(self.row, self.column - 1, self.rows, 1, self.sheet)

    def end(self, name: str) -> None:
        if name == "table-row":
            self.row += self.rows

    def text(self, text: str) -> None:
        """Text is not looked at."""


class _Relations:
    """Collects ``sheet`` elements (name, relation) or ``Relationship`` elements (id, target)."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def end(self, name: str) -> None:
        """Nothing follows from an end."""

    def text(self, text: str) -> None:
        """Text is not looked at."""


def _sheets(package: zipfile.ZipFile) -> dict[str, list[str]]:
    """Return each part that is a sheet, and the names it is a sheet under."""
    relations = _Relations()
    _parse(package, "xl/workbook.xml", relations)
    if "xl/_rels/workbook.xml.rels" in package.namelist():
        _parse(package, "xl/_rels/workbook.xml.rels", relations)
    found: dict[str, list[str]] = {}
    for name, relation in relations.sheets:
        target = relations.targets.get(relation, "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        found.setdefault(posixpath.normpath(part), []).append(name)
    return found


def _parse(package: zipfile.ZipFile, part: str, handler: _Handler) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: handler.start(
        _local(name), {_local(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.text
    # guard: no-dtd. Entities expand, and outside ones fetch; no workbook needs either.
    parser.StartDoctypeDeclHandler = _refuse_dtd
    with package.open(part) as stream:
        left = MAXIMUM_UNPACKED
        while chunk := stream.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _damaged()
            try:
                parser.Parse(chunk, False)
            except (ValueError, KeyError):
                raise _damaged() from None
        parser.Parse(b"", True)


def _refuse_dtd(*_: object) -> None:
    raise Unreadable(
        "S009",
        "It declares a document type, which no workbook needs and which can hide text.",
        "Save it again from a spreadsheet program.",
    )


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _damaged() -> Unreadable:
    return Unreadable(
        "S006",
        "It starts as a workbook does, but is cut short or damaged.",
        "Download or export it again.",
    )
