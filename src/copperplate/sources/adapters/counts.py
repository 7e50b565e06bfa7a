"""A plain table anybody can make: measure, area, period, value, and perhaps base and mark.

The heading is found by name, in any order, in CSV, XLSX, ODS or Parquet. Text stays text:
a measure may be called ``NO`` or ``012``.
"""

from __future__ import annotations

import re
from datetime import date

from copperplate.areas import AreaRegister
from copperplate.errors import BadInput, Problem, nearest
from copperplate.periods import SPELLINGS, Period, parse_period
from copperplate.series.marks import Mark
from copperplate.sources.markers import NotANumber, read_mark, read_number
from copperplate.sources.reading import Cell, Context, Reading, Reject, Row, Workbook
from copperplate.sources.tidy_tables import (
    TidyTable,
    as_text,
    find_tidy_table,
    no_figures,
    no_such_table,
)

REQUIRED = ("measure", "area", "period", "value")
OPTIONAL = ("base", "mark")


def interpret(workbook: Workbook, context: Context) -> Reading:
    """Return the rows of one file.

    Raises:
        BadInput: No such heading (S021, S022), an unknown area (S024), a period that does
            not exist (S028), a measure left blank (S040). All problems at once. A value or
            mark that cannot be read is a reject.
    """
    table = find_tidy_table(workbook, REQUIRED, OPTIONAL)
    if table is None:
        raise BadInput(no_such_table(workbook, REQUIRED, OPTIONAL))
    problems: list[Problem] = []
    rejects: list[Reject] = []
    rows: list[Row] = []
    seen = blanks = 0
    periods: dict[Cell, Period | None] = {}
    for number, cells in table.rows():
        seen += 1
        blanks += cells["value"] is None
        measure, area = as_text(cells["measure"]), as_text(cells["area"])
        if cells["period"] not in periods:
            periods[cells["period"]] = _period(cells["period"])
        period = periods[cells["period"]]
        problems += _row_problems(table, number, cells, period, context.register)
        try:
            value, mark, base = _values(cells)
        except NotANumber as error:
            rejects.append(Reject(place=table.spot(number), reason=str(error)))
            continue
        if period is not None:
            rows.append(
                (measure, area, period.start, period.end, period.kind.value, value, base, mark,
                 table.spot(number))
            )  # fmt: skip
    if problems:
        raise BadInput(*problems)
    if not seen:
        raise BadInput(no_figures(workbook))
    notes = (f"Blank values read as not available, never as zero: {blanks}.",) if blanks else ()
    name = _stem(workbook.shown_as)
    return Reading(
        edition=name,
        title=f"Counts supplied as '{name}'",
        publisher="Not stated in the file",
        licence="Not stated in the file",
        tables={"counts": tuple(rows)},
        seen=seen,
        rejects=tuple(rejects),
        notes=notes,
    )


def _row_problems(
    table: TidyTable,
    number: int,
    cells: dict[str, Cell],
    period: Period | None,
    register: AreaRegister,
) -> list[Problem]:
    problems = []
    measure, area = as_text(cells["measure"]), as_text(cells["area"])
    is_date = isinstance(cells["period"], date)
    if not measure:
        problems.append(
            Problem(
                code="S040",
                place=table.place(number, "measure"),
                what="The row does not say what is counted.",
                remedy="Write the measure's name, as in the other rows.",
            )
        )
    if area not in register:
        hint = nearest(area, register.codes())
        codes = [found.code for found in register.named(area)]
        if codes:
            hint = f"An area of that name has the code {' or '.join(codes)}."
        problems.append(
            Problem(
                code="S024",
                place=table.place(number, "area"),
                what="The area is not a code of the area register.",
                remedy=f"{hint} Write the code, or add the area to areas/register.csv.".strip(),
            )
        )
    if period is None:
        problems.append(
            Problem(
                code="S028",
                place=table.place(number, "period"),
                what="The period is a date cell, which may mean a day or a month."
                if is_date
                else "The period does not exist or is not spelt as one.",
                allowed=f"Write it as {SPELLINGS}.",
                remedy="Make the column text, and write the period out."
                if is_date
                else "Correct it.",
            )
        )
    return problems


def _period(cell: Cell) -> Period | None:
    # A cell of the date type is no period: spreadsheet programs make one of "June 2019", and
    # nobody can tell the month from its first day any more.
    if isinstance(cell, date):
        return None
    try:
        return parse_period(as_text(cell))
    except (ValueError, OverflowError):
        return None


def _values(cells: dict[str, Cell]) -> tuple[float | None, str, float | None]:
    """Return value, mark and base of a row.

    Raises:
        NotANumber: One of them is something else, or two marks contradict each other.
    """
    value, mark = read_number(cells["value"])
    said = read_mark(as_text(cells.get("mark")))
    if said is not None:
        if mark not in (None, said) and not (cells["value"] is None and said.takes_the_value_away):
            raise NotANumber("The mark in its column and the mark at the value differ.")
        if value is not None and said.takes_the_value_away:
            raise NotANumber("It is a number with a mark that says there is none.")
        if value is None and not said.takes_the_value_away:
            raise NotANumber("It is a mark without the number it speaks of.")
        mark = said
    base, base_mark = (None, None)
    if cells.get("base") is not None:
        base, base_mark = read_number(cells["base"])
        if base_mark not in (None, Mark.NOT_AVAILABLE):
            raise NotANumber("The base carries a mark; the mark belongs to the value.")
    return (
        None if value is None else float(value),
        mark.value if mark else "",
        None if base is None else float(base),
    )


def _stem(shown_as: str) -> str:
    """Return the file's name without folder and ending, fit for a folder's name."""
    stem = re.split(r"[/\\]", shown_as)[-1].rsplit(".", 1)[0].lower()
    return re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:60] or "counts"
