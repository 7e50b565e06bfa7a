"""Finds a published table of areas in a workbook by what it says, not where it stands.

A table has a title in its first rows, a row headed "Area Code" and "Area Name", a label
over each column of figures (merged over rows at times), and notes below it. Knows
nothing of offences or populations; reports an area row that lost its code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from copperplate.areas import AreaKind, AreaRegister
from copperplate.errors import Place, Problem, nearest
from copperplate.sources.markers import split_footnotes
from copperplate.sources.reading import Cell, Sheet, Workbook

_TITLE_ROWS = 4
_NOTE = re.compile(r"(\d{1,2})\.\s+(\S.*)", re.DOTALL)
_CODE = re.compile(r"[A-Z]\d{8}\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaRow:
    """One area's row: where it stands, whom it speaks of, and its cells."""

    number: int
    area: str
    name: str
    footnotes: tuple[str, ...]
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """Return a cell; None beyond the row's end."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaTable:
    """A table as found.

    Attributes:
        heading: Index of the row headed "Area Code".
        labels: Column index to its label as printed, in order.
        rows: Areas, in the file's order.
        footnotes: Number to text.
    """

    workbook: Workbook
    sheet: Sheet
    title: str
    heading: int
    labels: dict[int, str]
    rows: tuple[AreaRow, ...]
    footnotes: dict[str, str]

    def spot(self, number: int, column: str = "") -> str:
        """Return where a row stands, as the reader of the workbook finds it."""
        return self.workbook.spot(self.sheet, number, column)

    @property
    def spots(self) -> dict[str, str]:
        """Where each area's row stands, by code."""
        return {row.area: self.spot(row.number) for row in self.rows}

    def place(self, number: int = -1, column: str = "") -> Place:
        """Return the place of a row, or of the table."""
        return self.workbook.place(self.sheet, number, column)


def find_tables(
    workbook: Workbook,
    says: Callable[[str], bool],
    register: AreaRegister,
    problems: list[Problem],
) -> tuple[AreaTable, ...]:
    """Return every table whose title `says` accepts; adds what is wrong to `problems`.

    Args:
        workbook: Its cells.
        says: Judges a title in lower case, on one line.
        register: The areas whose codes may stand in the table.
        problems: Gains S021 (no heading row), S022 (a column without a label), S024 (an
            area row whose code is lost or unknown), S025 (an area twice).
    """
    found = []
    for sheet in workbook.sheets:
        title = _title(sheet, says)
        if not title:
            continue
        heading = _heading(sheet)
        if heading is None:
            problems.append(
                Problem(
                    code="S021",
                    place=workbook.place(sheet),
                    what="The table has no row headed 'Area Code' and 'Area Name'.",
                    remedy="Download the workbook again: areas are told by their codes alone.",
                )
            )
            continue
        found.append(_read_table(workbook, sheet, title, heading, register, problems))
    return tuple(found)


def _title(sheet: Sheet, says: Callable[[str], bool]) -> str:
    for row in sheet.rows[:_TITLE_ROWS]:
        for cell in row:
            if isinstance(cell, str) and says(" ".join(cell.lower().split())):
                return " ".join(cell.split())
    return ""


def _heading(sheet: Sheet) -> int | None:
    for number, row in enumerate(sheet.rows):
        said = {" ".join(cell.lower().split()) for cell in row if isinstance(cell, str)}
        if {"area code", "area name"} <= said:
            return number
    return None


def _read_table(
    workbook: Workbook,
    sheet: Sheet,
    title: str,
    heading: int,
    register: AreaRegister,
    problems: list[Problem],
) -> AreaTable:
    said = [
        " ".join(cell.lower().split()) if isinstance(cell, str) else ""
        for cell in sheet.rows[heading]
    ]
    code_at, name_at = said.index("area code"), said.index("area name")
    labels = _labels(workbook, sheet, heading, (code_at, name_at), problems)
    rows: list[AreaRow] = []
    seen: dict[str, int] = {}
    footnotes: dict[str, str] = {}
    for number in range(heading + 1, len(sheet.rows)):
        row = sheet.rows[number]
        code, name = _text(row, code_at), _text(row, name_at)
        figures = [row[column] for column in labels if column < len(row)]
        if note := _NOTE.match(code):
            footnotes[note[1]] = " ".join(note[2].split())
        has_figures = any(cell is not None for cell in figures)
        has_numbers = any(isinstance(cell, int | float) for cell in figures)
        if not has_figures and not _CODE.match(code):
            continue
        if not code and not name and not has_numbers:
            continue  # the row of units below the heading
        area = _area(code, name, workbook.place(sheet, number), register, problems)
        if area is None:
            continue
        if area in seen:
            problems.append(
                Problem(
                    code="S025",
                    place=workbook.place(sheet, number),
                    what=f"The area {area} stands in row {seen[area] + 1} already.",
                    remedy="Download the workbook again, or remove the row that is wrong.",
                )
            )
            continue
        seen[area] = number
        shown, notes = split_footnotes(name)
        rows.append(AreaRow(number=number, area=area, name=shown, footnotes=notes, cells=row))
    return AreaTable(
        workbook=workbook,
        sheet=sheet,
        title=title,
        heading=heading,
        labels=labels,
        rows=tuple(rows),
        footnotes=footnotes,
    )


def _labels(
    workbook: Workbook,
    sheet: Sheet,
    heading: int,
    areas: tuple[int, int],
    problems: list[Problem],
) -> dict[int, str]:
    """Return the label of each column: in the heading row, or merged down from the row above."""
    above = sheet.rows[heading - 1] if heading else ()
    width = max(len(row) for row in sheet.rows)
    labels: dict[int, str] = {}
    for column in range(width):
        if column in areas:
            continue
        label = _label(sheet.rows[heading], column) or _label(above, column)
        if label:
            labels[column] = label
            continue
        if any(
            isinstance(row[column], int | float) and not isinstance(row[column], bool)
            for row in sheet.rows[heading + 1 :]
            if column < len(row)
        ):
            problems.append(
                Problem(
                    code="S022",
                    place=workbook.place(sheet, heading),
                    what=f"Column {column_letters(column)} holds figures and has no label.",
                    remedy="Download the workbook again: a column is told by its label alone.",
                )
            )
    return labels


def _area(
    code: str, name: str, place: Place, register: AreaRegister, problems: list[Problem]
) -> str | None:
    """Return the area of a row by its code; a recording body, which has none, by its name."""
    if code in register:
        return code
    if not code:
        shown, _ = split_footnotes(name)
        bodies = register.named(shown, kind=AreaKind.RECORDING_BODY)
        if len(bodies) == 1:
            return bodies[0].code
        problems.append(
            Problem(
                code="S024",
                place=place,
                what="A row of figures has no area code.",
                remedy="Put the code back from the published workbook: names are no identity, "
                "'West Midlands' is both a region and a force.",
            )
        )
        return None
    hint = nearest(code, register.codes())
    problems.append(
        Problem(
            code="S024",
            place=place,
            what="The area code of this row is not in the area register.",
            remedy=f"{hint} Correct the code, or add the area to areas/register.csv.".strip(),
        )
    )
    return None


def column_letters(index: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _text(row: tuple[Cell, ...], column: int) -> str:
    cell = row[column] if column < len(row) else None
    return cell.strip() if isinstance(cell, str) else ""


def _label(row: tuple[Cell, ...], column: int) -> str:
    """Return a heading cell as text; a year is a label too."""
    cell = row[column] if column < len(row) else None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:g}" if abs(cell) < 10_000 else str(cell)
    return cell.strip() if isinstance(cell, str) else ""
