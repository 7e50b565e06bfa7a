"""Mid-year residents and households of police force areas, as estimated for the crime tables.

Two shapes: a plain table (measure, mid_year, area_code, value), and the workbook they were
published in, Tables P9 and P10, one column a year.
"""

from __future__ import annotations

import re

from copperplate.errors import BadInput, Problem, nearest
from copperplate.sources.area_tables import find_tables
from copperplate.sources.markers import NotANumber, read_number
from copperplate.sources.reading import (
    OPEN_GOVERNMENT_LICENCE,
    Cell,
    Context,
    Reading,
    Reject,
    Row,
    Workbook,
)
from copperplate.sources.tidy_tables import (
    TidyTable,
    as_text,
    find_tidy_table,
    no_figures,
    no_such_table,
)

REQUIRED = ("measure", "mid_year", "area_code", "value")
_BASES = {"population": "residents", "residents": "residents", "households": "households"}
_TITLE = re.compile(r"mid-year (population|household)s? estimates for police force areas")


def interpret(workbook: Workbook, context: Context) -> Reading:
    """Return the estimates of one file.

    Raises:
        BadInput: Neither shape (S021), an unknown area (S024), a year or kind of estimate
            that is not one (S028, S041), a figure that is not a whole number (S026).
    """
    problems: list[Problem] = []
    tidy = find_tidy_table(workbook, REQUIRED)
    if tidy is not None:
        rows, rejects, seen = _from_tidy(workbook, tidy, context, problems)
        if not seen:
            raise BadInput(no_figures(workbook))
    else:
        rows, rejects, seen = _from_workbook(workbook, context, problems)
        if not rows and not problems:
            raise BadInput(no_such_table(workbook, REQUIRED, ()))
    if problems:
        raise BadInput(*problems)
    years = sorted({row[1] for row in rows if isinstance(row[1], int)})
    edition = f"{years[0]}-to-{years[-1]}" if years else "none"
    return Reading(
        edition=edition,
        title="Mid-year population and household estimates for police force areas, "
        + edition.replace("-", " "),
        publisher="Office for National Statistics",
        licence=OPEN_GOVERNMENT_LICENCE,
        tables={"population": tuple(rows)},
        seen=seen,
        rejects=tuple(rejects),
    )


def _from_tidy(
    workbook: Workbook, table: TidyTable, context: Context, problems: list[Problem]
) -> tuple[list[Row], list[Reject], int]:
    rows: list[Row] = []
    rejects: list[Reject] = []
    seen = 0
    for number, cells in table.rows():
        seen += 1
        base = _BASES.get(as_text(cells["measure"]).casefold())
        if base is None:
            problems.append(
                Problem(
                    code="S041",
                    place=table.place(number, "measure"),
                    what="The row estimates neither population nor households.",
                    remedy="Write 'population' or 'households'.",
                )
            )
        area = as_text(cells["area_code"])
        if area not in context.register:
            hint = nearest(area, context.register.codes())
            problems.append(
                Problem(
                    code="S024",
                    place=table.place(number, "area_code"),
                    what="The area is not a code of the area register.",
                    remedy=f"{hint} Correct it, or add the area to areas/register.csv.".strip(),
                )
            )
        year = _year(as_text(cells["mid_year"]))
        if year is None:
            problems.append(
                Problem(
                    code="S028",
                    place=table.place(number, "mid_year"),
                    what="It is not a year.",
                    remedy="Write the year of the 30 June the estimate describes, e.g. 2018.",
                )
            )
        spot = table.spot(number)
        try:
            value, mark = _estimate(cells["value"])
        except NotANumber as error:
            rejects.append(Reject(place=spot, reason=str(error)))
            continue
        rows.append((area, year, base, value, mark, spot))
    return rows, rejects, seen


def _from_workbook(
    workbook: Workbook, context: Context, problems: list[Problem]
) -> tuple[list[Row], list[Reject], int]:
    rows: list[Row] = []
    seen = 0
    tables = find_tables(
        workbook, lambda title: bool(_TITLE.search(title)), context.register, problems
    )
    for table in tables:
        found = _TITLE.search(table.title.lower())
        base = "residents" if found and found[1] == "population" else "households"
        years = {column: _year(label) for column, label in table.labels.items()}
        for row in table.rows:
            for column, year in years.items():
                seen += 1
                try:
                    if year is None:
                        raise NotANumber("Its column is not headed by a year.")
                    value, mark = _estimate(row.cell(column))
                except NotANumber as error:
                    problems.append(
                        Problem(
                            code="S026",
                            place=table.place(row.number, table.labels[column]),
                            what=str(error),
                            remedy="Download the workbook again, or put the figure back.",
                        )
                    )
                    continue
                spot = table.spot(row.number, table.labels[column])
                rows.append((row.area, year, base, value, mark, spot))
    return rows, [], seen


def _estimate(cell: Cell) -> tuple[int | None, str]:
    value, mark = read_number(cell)
    if isinstance(value, float):
        raise NotANumber("It is not a whole number.")
    return value, mark.value if mark else ""


def _year(text: str) -> int | None:
    return int(text) if re.fullmatch(r"(?:19|20)\d{2}", text) else None
