"""Bytes of a spreadsheet or text file to cells; runs only in the child.

The format is told by the bytes, never by the name. What a file would cost is counted
before a parser sees it. Every refusal is an `Unreadable` with a code and plain words;
knows no publisher and no meaning.
"""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from copperplate.sources import archive
from copperplate.sources.limits import MAXIMUM_CELLS, MAXIMUM_FIELD
from copperplate.sources.reading import Cell
from copperplate.sources.unreadable import Unreadable
from copperplate.unseen import UNSEEN

_ZIP = b"PK\x03\x04"
_PARQUET = b"PAR1"

# Files people send by mistake, told by their first bytes: what it is, what to do.
_NOT_TABLES = (
    (b"\xd0\xcf\x11\xe0", "S005", "It is an old workbook (.xls) or one locked with a password.",
     "Open it, save it as XLSX without a password, and load that."),
    (b"%PDF", "S004", "It is a PDF.", "Load the table it was made from."),
    (b"\x1f\x8b", "S004", "It is compressed (gzip).", "Unpack it and load what is inside."),
    (b"\xff\xfe", "S011", "It is text in UTF-16.", "Save it as CSV in UTF-8."),
    (b"\xfe\xff", "S011", "It is text in UTF-16.", "Save it as CSV in UTF-8."),
)  # fmt: skip
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|head|body|\w+[\s>])", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """One sheet as read: its name, its rows, and for text the line each row starts on."""

    name: str
    rows: list[list[Cell]]
    lines: list[int]


def read(data: bytes, path: Path) -> tuple[str, list[Grid]]:
    """Return the format and the sheets of a file.

    Args:
        data: All its bytes.
        path: Where the same bytes lie, for the reader of Parquet, which takes a path.

    Raises:
        Unreadable: It is not one of the four formats, is damaged, or would cost too much.
    """
    if not data.strip():
        raise Unreadable("S003", "It is empty.", "Load the file that holds the figures.")
    for start, code, what, remedy in _NOT_TABLES:
        if data.startswith(start):
            raise Unreadable(code, what, remedy)
    if data.startswith(_ZIP):
        return _read_zip(data)
    if data.startswith(_PARQUET):
        return "parquet", [_read_parquet(path)]
    if _MARKUP.match(data[:200].removeprefix(b"\xef\xbb\xbf")):
        raise Unreadable(
            "S004",
            "It is a web page or XML, whatever its name says.",
            "Open the link it came from and download the workbook or CSV itself.",
        )
    return "csv", [_read_text(data)]


def _read_zip(data: bytes) -> tuple[str, list[Grid]]:
    checked = archive.check(data)
    import python_calamine as calamine

    grids = []
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            read = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            rows = [[_cell(value) for value in row] for row in read]
            for (row, column), text in checked.unreadable_cells.get(name, {}).items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = text
            grids.append(Grid(name=UNSEEN.sub("", name), rows=rows, lines=[]))
    except calamine.PasswordError:
        raise Unreadable(
            "S005", "It is locked with a password.", "Save it without a password."
        ) from None
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError, ValueError):
        raise damaged("a workbook") from None
    return checked.format, grids


def _read_parquet(path: Path) -> Grid:
    from copperplate.engines.duckdb import UnreadableParquet, read_parquet

    try:
        names, rows = read_parquet(path, limit=MAXIMUM_CELLS)
    except UnreadableParquet:
        raise damaged("Parquet") from None
    if len(rows) * max(1, len(names)) > MAXIMUM_CELLS:
        raise too_many_cells()
    heading: list[Cell] = list(names)
    cells = [[_cell(value) for value in row] for row in rows]
    return Grid(name="", rows=[heading, *cells], lines=[])


def _read_text(data: bytes) -> Grid:
    if b"\x00" in data:
        line = data[: data.index(b"\x00")].count(b"\n") + 1
        raise Unreadable(
            "S011",
            "It holds bytes of value zero, which text does not.",
            "Export it again as CSV in UTF-8.",
            line=line,
        )
    text = _decoded(data)
    csv.field_size_limit(MAXIMUM_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[list[Cell]] = []
    lines: list[int] = []
    cells, line = 0, 1
    try:
        for row in reader:
            rows.append([_cell(value) for value in row])
            lines.append(line)
            line = reader.line_num + 1
            cells += max(1, len(row))  # a row without cells costs its reader as much as one
            if cells > MAXIMUM_CELLS:
                raise too_many_cells()
    except csv.Error:
        raise Unreadable(
            "S012",
            "A row cannot be split into cells: a quotation mark that is not closed, or a cell "
            f"longer than {MAXIMUM_FIELD:,} characters.",
            "Correct the row, or export the file again.",
            line=line,
        ) from None
    return Grid(name="", rows=rows, lines=lines)


def _decoded(data: bytes) -> str:
    """Return text from UTF-8, with or without a byte order mark, else from Windows-1252.

    A file that holds both is refused: pasted together, it would read as neither.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        mixed = any(_is_utf8(found[0]) for found in _MULTIBYTE.finditer(data))
    if not mixed:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
    what = "It mixes two encodings." if mixed else "It is neither UTF-8 nor Windows-1252."
    raise Unreadable("S011", what, "Export it again as CSV in UTF-8.", line=line)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(text: str) -> str:
    """Return what separates the cells of the first line: comma, tab or semicolon."""
    first = text.split("\n", 1)[0]
    return max(",\t;", key=first.count)


def _cell(value: object) -> Cell:
    match value:
        case None | "":
            return None
        case bool() | int():
            return value
        case float():
            # Infinity and not-a-number are no value of a cell; as text they are rejected.
            return value if math.isfinite(value) else "not finite"
        case datetime():
            return value.date() if value.time() == datetime.min.time() else value.isoformat()
        case date():
            return value
        case str():
            # Left in a name, what nobody sees would make two of one, or print backwards.
            seen = UNSEEN.sub("", value)
            return seen if seen.strip() else None
    return str(value)


def damaged(kind: str) -> Unreadable:
    """Return the refusal of a file that starts as `kind` and does not read as it."""
    return Unreadable(
        "S006",
        f"It starts as {kind} does, but is cut short or damaged.",
        "Download or export it again.",
    )


def too_many_cells() -> Unreadable:
    """Return the refusal of a table beyond the limit of cells."""
    return Unreadable(
        "S008",
        f"It holds more than {MAXIMUM_CELLS:,} cells.",
        "Load a smaller table: published statistics of every force fit many times over.",
    )
