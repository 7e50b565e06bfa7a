"""The police force area workbooks of the Office for National Statistics.

Table P1 (number of offences) and Table P3 (rate of offences, with the residents and
households it divides by), found by their titles. The period stands in the title of the
notes and is checked against the title of each table.
"""

from __future__ import annotations

import re
from datetime import date

from copperplate.errors import BadInput, Problem, listed, nearest
from copperplate.periods import MONTH_NAMES, Period, parse_period
from copperplate.schema.offences import OFFENCE_TITLES
from copperplate.series.marks import Mark
from copperplate.sources.area_tables import (
    AreaRow,
    AreaTable,
    column_letters,
    find_tables,
)
from copperplate.sources.markers import NotANumber, read_number
from copperplate.sources.offence_names import folded, known_names, offence_of
from copperplate.sources.reading import (
    OPEN_GOVERNMENT_LICENCE,
    Context,
    Reading,
    Row,
    Workbook,
)
from copperplate.sources.reconcile import rates_again, sums_of_areas, sums_of_groups

PUBLISHER = "Office for National Statistics"

# Every edition read so far (years ending March 2018 to September 2019) has these groups;
# burglary by the residential classification of April 2017.
_GROUPS = tuple(
    offence
    for offence in OFFENCE_TITLES
    if offence not in ("burglary_domestic", "burglary_non_domestic", "fraud")
)
_RESIDENTS = re.compile(r"population figures .*\(mid-(\d{4})\)")
_HOUSEHOLDS = re.compile(r"household figures .*\(mid-(\d{4})\)")
_NOTES_TITLE = re.compile(
    r"crime in england (?:&|and) wales,? (year ending [a-z]+ \d{4}) - pfa tables"
)
_TABLE_PERIOD = re.compile(r"year ending ([a-z]+) (\d{2,})[\d,\s]*\Z")


def interpret(workbook: Workbook, context: Context) -> Reading:
    """Return counts, rates and populations of one workbook.

    Raises:
        BadInput: It is not such a workbook (S020), a table or heading is missing (S021),
            a column is lost, unknown or twice (S022), the period is missing or
            contradicted (S023), an area row lost its code (S024) or is there twice
            (S025), text in a number (S026). All problems at once.
    """
    problems: list[Problem] = []
    tables = find_tables(
        workbook, lambda title: _is_counts(title) or _is_rates(title), context.register, problems
    )
    counts = [table for table in tables if _is_counts(table.title.lower())]
    rates = [table for table in tables if _is_rates(table.title.lower())]
    if not tables and not problems:
        raise BadInput(_another_publication(workbook))
    period = _period(workbook, (*counts, *rates), problems)
    if not problems:
        for found, kind in ((counts, "number of offences"), (rates, "rate of offences")):
            if len(found) != 1:
                problems.append(_not_one(workbook, len(found), kind))
    if problems or period is None:
        raise BadInput(*problems)
    reader = _Reader(period, problems)
    reader.read_counts(counts[0])
    reader.read_rates(rates[0])
    if problems:
        raise BadInput(*problems)
    edition = f"{period.end:%Y-%m}"
    return Reading(
        edition=edition,
        title=f"Crime in England and Wales: police force area data tables, {period}",
        publisher=PUBLISHER,
        licence=OPEN_GOVERNMENT_LICENCE,
        tables={
            "recorded_crime": tuple(reader.counts),
            "published_rates": tuple(reader.rates),
            "population": tuple(reader.population),
        },
        seen=reader.seen,
        notes=(*_notes(workbook, counts[0], context), *reader.notes()),
        reconciliations=(
            *sums_of_groups(reader.count, counts[0].spots),
            *sums_of_areas(reader.count, counts[0].spots, context.register),
            *rates_again(reader.rate, reader.count, reader.estimate, rates[0].spots),
        ),
    )


class _Reader:
    """Gathers the rows of both tables, with what does not read as a number."""

    def __init__(self, period: Period, problems: list[Problem]) -> None:
        self._period = period
        self._problems = problems
        self._blanks = 0
        self.seen = 0
        self.counts: list[Row] = []
        self.rates: list[Row] = []
        self.population: list[Row] = []
        self.count: dict[tuple[str, str], int | float] = {}
        self.rate: dict[tuple[str, str, str], float] = {}
        self.estimate: dict[tuple[str, str], int | float] = {}

    def read_counts(self, table: AreaTable) -> None:
        """Add every count of Table P1."""
        columns = self._columns(table, {(group, ""): group for group in _GROUPS})
        for row in table.rows:
            for column, (offence, _) in columns.items():
                value, mark = self._number(table, row, column, whole=True)
                self.counts.append(
                    (row.area, *self._when, offence, value, mark, self._at(table, row, column))
                )
                if value is not None and not mark:
                    self.count[row.area, offence] = value

    def read_rates(self, table: AreaTable) -> None:
        """Add every rate of Table P3, and the residents and households beside them."""
        wanted = {(group, "residents"): group for group in _GROUPS}
        wanted["burglary_residential", "households"] = "residential burglary (households)"
        bases = self._base_columns(table)
        columns = self._columns(table, wanted, aside=frozenset(bases))
        for row in table.rows:
            for column, (base, year) in bases.items():
                value, mark = self._number(table, row, column, whole=True)
                self.population.append(
                    (row.area, year, base, value, mark, self._at(table, row, column))
                )
                if value is not None and not mark:
                    self.estimate[row.area, base] = value
            for column, (offence, base) in columns.items():
                value, mark = self._number(table, row, column, whole=False)
                self.rates.append(
                    (
                        row.area,
                        *self._when,
                        offence,
                        base,
                        value,
                        mark,
                        self._at(table, row, column),
                    )
                )
                if value is not None and not mark:
                    self.rate[row.area, offence, base] = value

    def notes(self) -> tuple[str, ...]:
        """Return what was read as something else than printed."""
        if not self._blanks:
            return ()
        return (f"Blank cells read as not available, never as zero: {self._blanks}.",)

    @property
    def _when(self) -> tuple[date, date, str]:
        return self._period.start, self._period.end, self._period.kind.value

    def _at(self, table: AreaTable, row: AreaRow, column: int) -> str:
        return table.spot(row.number, folded(table.labels[column]))

    def _columns(
        self,
        table: AreaTable,
        wanted: dict[tuple[str, str], str],
        *,
        aside: frozenset[int] = frozenset(),
    ) -> dict[int, tuple[str, str]]:
        """Return which column holds which group; a lost, unknown or doubled one is a problem."""
        found: dict[int, tuple[str, str]] = {}
        base = "residents" if ("burglary", "residents") in wanted else ""
        for column, label in table.labels.items():
            if column in aside:
                continue
            said = folded(label)
            offence = offence_of(said.removesuffix("(households)").strip())
            key = (offence or "", "households" if said.endswith("(households)") else base)
            if key in wanted and key not in found.values():
                found[column] = key
            elif any(row.cell(column) is not None for row in table.rows):
                twice = key in found.values()
                self._problems.append(
                    Problem(
                        code="S022",
                        place=table.place(table.heading),
                        what=f"Column {column_letters(column)} "
                        + ("repeats a group." if twice else "is not an offence group known here."),
                        allowed="" if twice else f"Groups: {listed(known_names(), most=40)}.",
                        remedy=f"{'' if twice else nearest(said, known_names())} Download the "
                        "workbook again, or put the label back.".strip(),
                    )
                )
        for key, name in wanted.items():
            if key not in found.values():
                self._problems.append(
                    Problem(
                        code="S022",
                        place=table.place(table.heading),
                        what=f"The column '{OFFENCE_TITLES.get(name, name)}' is missing.",
                        remedy="Download the workbook again: the table has lost a column.",
                    )
                )
        return found

    def _base_columns(self, table: AreaTable) -> dict[int, tuple[str, int]]:
        found: dict[int, tuple[str, int]] = {}
        for column, label in table.labels.items():
            said = " ".join(label.lower().split())
            for base, pattern in (("residents", _RESIDENTS), ("households", _HOUSEHOLDS)):
                if match := pattern.search(said):
                    found[column] = (base, int(match[1]))
        for base in ("residents", "households"):
            if [kind for kind, _ in found.values()].count(base) != 1:
                self._problems.append(
                    Problem(
                        code="S022",
                        place=table.place(table.heading),
                        what=f"There is not exactly one column of {base} that names its year.",
                        allowed="Its label reads like 'Population figures (mid-2018)'.",
                        remedy="Download the workbook again.",
                    )
                )
        return found

    def _number(
        self, table: AreaTable, row: AreaRow, column: int, *, whole: bool
    ) -> tuple[int | float | None, str]:
        self.seen += 1
        cell = row.cell(column)
        self._blanks += cell is None
        try:
            value, mark = read_number(cell)
            if whole and isinstance(value, float):
                raise NotANumber("It is not a whole number.")
        except NotANumber as error:
            self._problems.append(
                Problem(
                    code="S026",
                    place=table.place(row.number, folded(table.labels[column])),
                    what=str(error),
                    remedy="Put the published figure back, or its marker ('..' where none is).",
                )
            )
            return None, Mark.NOT_AVAILABLE
        return value, mark.value if mark else ""


def _is_counts(title: str) -> bool:
    return "police recorded crime by offence group" in title and "number of offences" in title


def _is_rates(title: str) -> bool:
    return "police recorded crime by offence group" in title and "rate of offences" in title


def _period(
    workbook: Workbook, tables: tuple[AreaTable, ...], problems: list[Problem]
) -> Period | None:
    """Return the period the notes name; every table's title must name the same."""
    said = ""
    for sheet in workbook.sheets:
        for row in sheet.rows[:3]:
            for cell in row:
                if isinstance(cell, str):
                    found = _NOTES_TITLE.search(" ".join(cell.lower().split()))
                    said = said or (found[1] if found else "")
    try:
        period = parse_period(said) if said else None
    except ValueError:
        period = None
    if period is None:
        problems.append(
            Problem(
                code="S023",
                place=workbook.place(),
                what="No sheet says which period the workbook describes.",
                allowed="The notes begin 'Crime in England & Wales, year ending June 2019 - PFA "
                "tables'.",
                remedy="Load the workbook as published, with its notes.",
            )
        )
        return None
    month, year = MONTH_NAMES[period.end.month - 1].lower(), period.end.year
    for table in tables:
        match = _TABLE_PERIOD.search(table.title.lower())
        # Footnote digits are glued to the year: "June 20191,2", "June 181,2".
        agrees = (
            match is not None
            and match[1] == month
            and match[2].startswith((str(year), f"{year % 100:02d}"))
        )
        if not agrees:
            problems.append(
                Problem(
                    code="S023",
                    place=table.place(),
                    what=f"The notes say {period}, the title of this table does not.",
                    remedy="Check that the sheets come from one edition; load it as published.",
                )
            )
    return period


def _notes(workbook: Workbook, table: AreaTable, context: Context) -> tuple[str, ...]:
    """Return the publisher's notes on areas, and areas told by name or named otherwise."""
    notes = []
    for sheet in workbook.sheets:
        if sheet.name.strip().lower() == "correction":
            notes.append("The workbook says of itself that it was corrected (sheet 'Correction').")
    for row in table.rows:
        area = context.register[row.area]
        if row.area.startswith("X-"):
            notes.append(f"'{area.name}' has no area code; it was given {row.area}.")
        notes += [
            f"{area.name} ({row.area}): {table.footnotes[number]}"
            for number in row.footnotes
            if number in table.footnotes
        ]
        if not _same_name(row.name, area.name):
            notes.append(
                f"{table.spot(row.number)}: the code {row.area} is {area.name} in the area "
                "register; the workbook names it otherwise. The code was followed."
            )
    return tuple(notes)


def _same_name(printed: str, known: str) -> bool:
    """Return whether one name is the other or a part of it: 'East', 'London, City of'."""
    words = [set(re.findall(r"\w+", name.casefold())) for name in (printed, known)]
    return words[0] <= words[1] or words[1] <= words[0]


def _another_publication(workbook: Workbook) -> Problem:
    return Problem(
        code="S020",
        place=workbook.place(),
        what="It is not a workbook of police force area tables.",
        allowed="One sheet is titled 'Police recorded crime by offence group and police force "
        "area … number of offences', another '… rate of offences'.",
        remedy="Check which publication it is; 'counts' takes figures in a plain layout.",
    )


def _not_one(workbook: Workbook, number: int, kind: str) -> Problem:
    return Problem(
        code="S021",
        place=workbook.place(),
        what=f"{number or 'No'} sheet{'s are' if number > 1 else ' is'} titled '… {kind} …'.",
        allowed="There is exactly one.",
        remedy="Load the workbook as published, all sheets together.",
    )
