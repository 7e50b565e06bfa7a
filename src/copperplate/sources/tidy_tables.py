"""Finds the heading row of a plain table and hands out its rows by column name.

For files with one row a value: the columns may stand in any order and under any capital
letters, notes may stand above. Knows no column's meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copperplate.errors import BadInput, Place, Problem, listed, nearest
from copperplate.sources.reading import Cell, Sheet, Workbook

# How far down a heading row is looked for; notes above a table are short.
_HEADING_WITHIN = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class TidyTable:
    """A plain table as found.

    Attributes:
        columns: Wanted column to its index; an optional one may be missing.
        heading: Index of the heading row.
    """

    workbook: Workbook
    sheet: Sheet
    columns: dict[str, int]
    heading: int

    def rows(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """Yield the index of each row that is not blank, and its cells by column."""
        for number in range(self.heading + 1, len(self.sheet.rows)):
            row = self.sheet.rows[number]
            if all(cell is None for cell in row):
                continue
            yield (
                number,
                {
                    name: row[index] if index < len(row) else None
                    for name, index in self.columns.items()
                },
            )

    def spot(self, number: int, column: str = "") -> str:
        """Return how a reader finds a row, or a cell of it."""
        return self.workbook.spot(self.sheet, number, column)

    def place(self, number: int, column: str = "") -> Place:
        """Return the place of a row, for a problem."""
        return self.workbook.place(self.sheet, number, column)


def find_tidy_table(
    workbook: Workbook, required: Sequence[str], optional: Sequence[str] = ()
) -> TidyTable | None:
    """Return the one table whose heading holds every required column, or None.

    Raises:
        BadInput: Several sheets hold such a table (S021), or a heading names a column
            twice (S022).
    """
    found = []
    for sheet in workbook.sheets:
        for number, row in enumerate(sheet.rows[:_HEADING_WITHIN]):
            said = [folded_heading(cell) for cell in row]
            if all(name in said for name in required):
                wanted = [name for name in (*required, *optional) if name in said]
                twice = [name for name in wanted if said.count(name) > 1]
                if twice:
                    raise BadInput(
                        Problem(
                            code="S022",
                            place=workbook.place(sheet, number),
                            what=f"The heading names a column twice: {listed(twice)}.",
                            remedy="Keep one of them.",
                        )
                    )
                columns = {name: said.index(name) for name in wanted}
                found.append(
                    TidyTable(workbook=workbook, sheet=sheet, columns=columns, heading=number)
                )
                break
    if len(found) > 1:
        names = listed(table.sheet.name.strip() for table in found)
        raise BadInput(
            Problem(
                code="S021",
                place=workbook.place(),
                what=f"Several sheets hold such a table: {names}.",
                remedy="Put each into a file of its own.",
            )
        )
    return found[0] if found else None


def no_such_table(workbook: Workbook, required: Sequence[str], optional: Sequence[str]) -> Problem:
    """Build the problem of a file without the heading: what is missing of the best row."""
    headings = [
        [said for cell in row if (said := folded_heading(cell))]
        for sheet in workbook.sheets
        for row in sheet.rows[:_HEADING_WITHIN]
    ]
    best = max(headings, key=lambda said: sum(name in said for name in required), default=[])
    missing = [name for name in required if name not in best]
    spare = [name for name in best if name not in required]
    some = len(missing) < len(required)
    hints = " ".join(hint for name in missing if some and (hint := nearest(name, spare)))
    return Problem(
        code="S021",
        place=workbook.place(),
        what=f"No row is the heading of such a table; missing: {listed(missing, most=8)}.",
        allowed=f"Columns, in any order: {', '.join(required)}"
        + (f"; and where wanted: {', '.join(optional)}." if optional else "."),
        remedy=f"{hints} Write these names over the columns.".strip(),
    )


def no_figures(workbook: Workbook) -> Problem:
    """Build the problem of a table with a heading and no rows below it."""
    return Problem(
        code="S047",
        place=workbook.place(),
        what="It has a heading and holds no figures below it.",
        remedy="Check that it is the right file, and that the export was complete.",
    )


def folded_heading(cell: Cell) -> str:
    """Return a heading cell in lower case, spaces and dashes as underscores."""
    if not isinstance(cell, str):
        return ""
    return "_".join(cell.casefold().replace("-", " ").replace("_", " ").split())


def as_text(cell: Cell) -> str:
    """Return a cell that means text: a number typed where a code belongs keeps its digits."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
