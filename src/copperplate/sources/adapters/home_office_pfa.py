"""The Home Office's open data on police recorded crime: rolling twelve months by force.

One row a force, offence group and twelve months. The file prints 0 where a group did not
exist; such zeros are not zeros. Groups are added up to the published parents, because the
file has none.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from functools import partial

from copperplate.areas import AreaRegister
from copperplate.errors import BadInput, Problem, listed, nearest
from copperplate.periods import Period, month, year_ending
from copperplate.series.marks import Mark
from copperplate.sources.force_names import Forces
from copperplate.sources.markers import NotANumber, read_number
from copperplate.sources.offence_names import known_names, offence_of
from copperplate.sources.offence_sums import Counts, did_not_exist, mixes_classifications, parents
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

REQUIRED = ("12_months_ending", "pfa", "offence", "rolling_year_total_number_of_offences")

_DAY_FIRST = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})\Z")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
# A last day of the month may be one day out (30-12-2017 is printed for 31-12-2017).
_SLIP = timedelta(days=1)


def interpret(workbook: Workbook, context: Context) -> Reading:
    """Return counts by force, twelve months and offence group, with parents added up.

    Raises:
        BadInput: No such heading (S021, S022), a force (S024), offence group (S030) or
            date (S028) that is not one. All problems at once. A count that is not a
            whole number is a reject.
    """
    table = find_tidy_table(workbook, REQUIRED)
    if table is None:
        raise BadInput(no_such_table(workbook, REQUIRED, ()))
    reader = _Reader(table, context.register)
    reader.read()
    if reader.problems:
        raise BadInput(*reader.problems)
    if reader.last is None:
        raise BadInput(no_figures(workbook))
    derived = tuple(parents(reader.counts, reader.incomplete))
    last = reader.last
    return Reading(
        edition=f"{last.end:%Y-%m}",
        title="Police recorded crime by police force area: rolling twelve months to "
        f"{month(last.end.year, last.end.month)}",
        publisher="Home Office",
        licence=OPEN_GOVERNMENT_LICENCE,
        tables={"recorded_crime": (*reader.rows, *derived)},
        seen=reader.seen,
        derived=len(derived),
        rejects=tuple(reader.rejects),
        notes=reader.notes(len(derived)),
    )


class _Reader:
    """Reads the rows of the table, and keeps counts for the parents."""

    def __init__(self, table: TidyTable, register: AreaRegister) -> None:
        self._table = table
        self._periods: dict[Cell, Period | None] = {}
        self._said: Counter[str] = Counter()
        self._slips: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self._forces = Forces(register, self.problems)
        self.rejects: list[Reject] = []
        self.rows: list[Row] = []
        self.counts: Counts = {}
        self.incomplete: set[tuple[str, Period]] = set()
        self.seen = 0

    def read(self) -> None:
        """Read every row."""
        for number, cells in self._table.rows():
            self.seen += 1
            area = self._forces.code(
                as_text(cells["pfa"]), partial(self._table.place, number, "pfa")
            )
            offence = self._offence(number, as_text(cells["offence"]))
            period = self._period(number, cells["12_months_ending"])
            if area is None or offence is None or period is None:
                continue
            spot = self._table.spot(number)
            try:
                value, mark = read_number(cells["rolling_year_total_number_of_offences"])
                if isinstance(value, float):
                    raise NotANumber("It is not a whole number.")
            except NotANumber as error:
                self.rejects.append(Reject(place=spot, reason=str(error)))
                self.incomplete.add((area, period))
                continue
            counts = self.counts.setdefault((area, period), {})
            if value is None:
                self.incomplete.add((area, period))
            elif value or not did_not_exist(offence, period):
                counts[offence] = value
                self._said["left over"] += did_not_exist(offence, period)
                self._said["negative"] += value < 0
                if mark is None and mixes_classifications(offence, period):
                    mark = Mark.BREAK
                    self._said["mixed"] += 1
            else:
                value, mark = None, Mark.NOT_APPLICABLE
                self._said["not applicable"] += 1
            self.rows.append(
                (area, period.start, period.end, period.kind.value, offence, value,
                 mark.value if mark else "", spot)
            )  # fmt: skip

    @property
    def last(self) -> Period | None:
        """The newest twelve months any row speaks of."""
        return max((period for period in self._periods.values() if period), default=None)

    def notes(self, derived: int) -> tuple[str, ...]:
        """Return what was corrected, marked and derived, with counts."""
        said = self._said
        notes = [
            f"The date {printed} was read as {meant}: {rows} rows."
            for (printed, meant), rows in sorted(
                (tuple(slip.split(" as ")), rows) for slip, rows in self._slips.items()
            )
        ]
        if said["not applicable"]:
            notes.append(
                "Burglary groups printed as 0 for years in which they did not exist were read as "
                f"not applicable [z]: {said['not applicable']} rows."
            )
        if said["mixed"]:
            notes.append(
                "Years that mix the burglary groups of before and after April 2017 carry a break "
                f"[b] on the groups, not on burglary: {said['mixed']} rows."
            )
        if said["left over"]:
            notes.append(
                "Counts printed for burglary groups in years in which they did not exist were kept "
                f"as published, and are in burglary: {said['left over']} rows."
            )
        if said["negative"]:
            notes.append(
                "Counts below zero, where cancelled crimes outnumber recorded ones, were kept as "
                f"published: {said['negative']} rows."
            )
        if derived:
            notes.append(
                "Total excluding fraud, violence against the person, theft offences and burglary "
                f"are not in the file; they were derived by adding up its groups: {derived} rows."
            )
        if self.incomplete:
            notes.append(
                "Where a group is missing its parents were not derived: "
                f"{len(self.incomplete)} forces and years."
            )
        return tuple(notes)

    def _offence(self, number: int, label: str) -> str | None:
        offence = offence_of(label)
        if offence is None:
            self._problem(
                number, "offence", "S030",
                "The offence group is not known here.",
                f"{nearest(label, known_names())} Groups: {listed(known_names(), most=40)}.",
            )  # fmt: skip
        return offence

    def _period(self, number: int, cell: Cell) -> Period | None:
        if cell not in self._periods:
            self._periods[cell] = period = _period(cell)
            if period is None:
                self._problem(
                    number, "12 months ending", "S028",
                    "It is not the last day of a month, day first.",
                    "Write it as 31-12-2017.",
                )  # fmt: skip
        found = self._periods[cell]
        if found is not None and _date(cell) != found.end:
            self._slips[f"{as_text(cell)} as {found.end:%d-%m-%Y}"] += 1
        return found

    def _problem(self, number: int, column: str, code: str, what: str, remedy: str) -> None:
        self.problems.append(
            Problem(
                code=code,
                place=self._table.place(number, column),
                what=what,
                remedy=remedy.strip(),
            )
        )


def _date(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return cell
    text = as_text(cell)
    try:
        if found := _DAY_FIRST.match(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return None


def _period(cell: Cell) -> Period | None:
    """Return the twelve months ending on a date; a day before the month's end is a slip."""
    said = _date(cell)
    if said is None or said.year < 1900:
        return None
    period = year_ending(said.year, said.month)
    return period if period.end - said <= _SLIP else None
