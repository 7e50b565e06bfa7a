"""The Home Office's open data on police recorded crime: quarters by force and offence code.

One row a financial quarter, force and offence code; codes are added up to offence groups.
Sub-groups keep names of before April 2017 for burglary although the codes are the new ones.
"""

from __future__ import annotations

from collections import Counter

from copperplate.areas import AreaRegister
from copperplate.errors import BadInput
from copperplate.periods import Period, month
from copperplate.sources.force_quarters import COLUMNS, NOTES, ForceQuarters
from copperplate.sources.markers import NotANumber, read_number
from copperplate.sources.offence_sums import Counts, parents
from copperplate.sources.reading import (
    OPEN_GOVERNMENT_LICENCE,
    Context,
    Reading,
    Reject,
    Workbook,
)
from copperplate.sources.tidy_tables import TidyTable, find_tidy_table, no_figures, no_such_table

REQUIRED = (*COLUMNS, "number_of_offences")

_PARENTS_NOTE = (
    "Total excluding fraud, violence against the person, theft offences and burglary were derived "
    "by adding up their groups:"
)


def interpret(workbook: Workbook, context: Context) -> Reading:
    """Return counts by force, quarter and offence group, with parents added up.

    Raises:
        BadInput: No such heading (S021, S022), a force (S024), offence group (S030) or
            quarter (S028) that is not one. All problems at once. A count that is not a
            whole number is a reject.
    """
    table = find_tidy_table(workbook, REQUIRED)
    if table is None:
        raise BadInput(no_such_table(workbook, REQUIRED, ()))
    reader = _Reader(table, context.register)
    reader.read()
    if reader.problems:
        raise BadInput(*reader.problems)
    if not reader.counts:
        raise BadInput(no_figures(workbook))
    rows = tuple(
        (area, period.start, period.end, period.kind.value, offence, count, "",
         f"the sum of {reader.codes[area, period, offence]} offence codes")
        for (area, period), groups in reader.counts.items()
        for offence, count in groups.items()
    )  # fmt: skip
    derived = tuple(parents(reader.counts, reader.incomplete))
    last = max(period for _, period in reader.counts)
    return Reading(
        edition=f"{last.end:%Y-%m}",
        title="Police recorded crime by police force area and offence code: quarters to "
        f"{month(last.end.year, last.end.month)}",
        publisher="Home Office",
        licence=OPEN_GOVERNMENT_LICENCE,
        tables={"recorded_crime": (*rows, *derived)},
        seen=reader.seen,
        derived=len(derived),
        merged=reader.counted - len(rows),
        rejects=tuple(reader.rejects),
        notes=_notes(len(derived), len(rows), reader.counted, len(reader.incomplete)),
    )


class _Reader:
    """Adds the rows up to offence groups."""

    def __init__(self, table: TidyTable, register: AreaRegister) -> None:
        self._table = table
        self._quarters = ForceQuarters(table, register)
        self.problems = self._quarters.problems
        self.counts: Counts = {}
        self.codes: Counter[tuple[str, Period, str]] = Counter()
        self.incomplete: set[tuple[str, Period]] = set()
        self.rejects: list[Reject] = []
        self.seen = self.counted = 0

    def read(self) -> None:
        """Read every row."""
        for number, cells in self._table.rows():
            self.seen += 1
            found = self._quarters.of(number, cells)
            if found is None:
                continue
            area, period, offence = found
            try:
                value, _ = read_number(cells["number_of_offences"])
                if not isinstance(value, int):
                    raise NotANumber("It is not a whole number.")
            except NotANumber as error:
                spot = self._table.spot(number)
                self.rejects.append(Reject(place=spot, reason=str(error)))
                self.incomplete.add((area, period))
                continue
            groups = self.counts.setdefault((area, period), {})
            groups[offence] = groups.get(offence, 0) + value
            self.codes[area, period, offence] += 1
            self.counted += 1


def _notes(derived: int, rows: int, counted: int, incomplete: int) -> tuple[str, ...]:
    notes = [
        f"{counted:,} counts by offence code were added up to {rows:,} counts by offence group.",
        *NOTES,
        f"{_PARENTS_NOTE} {derived:,} rows.",
    ]
    if incomplete:
        notes.append(
            f"Where a count is missing its parents were not derived: {incomplete:,} forces and "
            "quarters."
        )
    return tuple(notes)
