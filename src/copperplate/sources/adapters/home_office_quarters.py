"""The Home Office's open data on police recorded crime: quarters by force and offence code.

One row a financial quarter, force and offence code; codes are added up to offence groups.
Sub-groups keep names of before April 2017 for burglary although the codes are the new ones.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial

from copperplate.areas import AreaRegister
from copperplate.errors import BadInput, Problem
from copperplate.periods import Period, month, parse_period
from copperplate.schema.offences import OFFENCE_TITLES
from copperplate.sources.force_names import Forces
from copperplate.sources.markers import NotANumber, read_number
from copperplate.sources.offence_names import folded, offence_of
from copperplate.sources.offence_sums import Counts, parents
from copperplate.sources.reading import (
    OPEN_GOVERNMENT_LICENCE,
    Cell,
    Context,
    Reading,
    Reject,
    Workbook,
)
from copperplate.sources.tidy_tables import (
    TidyTable,
    as_text,
    find_tidy_table,
    no_figures,
    no_such_table,
)

REQUIRED = (
    "financial_year",
    "financial_quarter",
    "force_name",
    "offence_group",
    "offence_subgroup",
    "offence_code",
    "number_of_offences",
)

# Deaths and serious injuries by unlawful driving are a group of their own since 2017, but the
# file leaves them in violence with injury. Source: Home Office offence list: causing death or
# serious injury by dangerous, careless, drunk or unlicensed driving, or in a taken vehicle.
_DRIVING_CODES = frozenset({"4.4", "4.6", "4.8", "4.9", "37.1"})

# Sub-groups finer than our groups, or named as before April 2017.
_SUBGROUPS = {
    "arson": "criminal_damage_and_arson",
    "criminal damage": "criminal_damage_and_arson",
    "possession of drugs": "drug_offences",
    "trafficking of drugs": "drug_offences",
    "robbery of business property": "robbery",
    "robbery of personal property": "robbery",
    "other sexual offences": "sexual_offences",
    "rape offences": "sexual_offences",
    "theft from a vehicle": "vehicle_offences",
    "theft of a motor vehicle": "vehicle_offences",
    "vehicle interference": "vehicle_offences",
    "domestic burglary": "burglary_residential",
    "non-domestic burglary": "burglary_non_residential",
}
_BURGLARY_NOTE = (
    "Burglary is printed under sub-groups of before April 2017 with codes of after; it was read "
    "as residential and non-residential."
)
_DRIVING_NOTE = (
    "Death or serious injury by unlawful driving was taken out of violence with injury, by code:"
)
_PARENTS_NOTE = (
    "Total excluding fraud, violence against the person, theft offences and burglary were derived "
    "by adding up their groups:"
)
_FINANCIAL_YEAR = re.compile(r"\d{4}/\d{2}\Z")


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
        self._periods: dict[tuple[Cell, Cell], Period | None] = {}
        self.counts: Counts = {}
        self.codes: Counter[tuple[str, Period, str]] = Counter()
        self.incomplete: set[tuple[str, Period]] = set()
        self.problems: list[Problem] = []
        self._forces = Forces(register, self.problems)
        self.rejects: list[Reject] = []
        self.seen = self.counted = 0

    def read(self) -> None:
        """Read every row."""
        for number, cells in self._table.rows():
            self.seen += 1
            area = self._forces.code(
                as_text(cells["force_name"]), partial(self._table.place, number, "Force Name")
            )
            period = self._period(number, cells["financial_year"], cells["financial_quarter"])
            offence = self._offence(number, cells)
            if area is None or period is None or offence is None:
                continue
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

    def _period(self, number: int, year: Cell, quarter: Cell) -> Period | None:
        if (year, quarter) not in self._periods:
            self._periods[year, quarter] = period = _quarter(year, quarter)
            if period is None:
                self._problem(
                    number, "Financial Quarter", "S028",
                    "It is not a quarter of a financial year.",
                    "Write a year as 2017/18 and a quarter from 1 to 4.",
                )  # fmt: skip
        return self._periods[year, quarter]

    def _offence(self, number: int, cells: dict[str, Cell]) -> str | None:
        if folded(as_text(cells["offence_group"])) == "fraud offences":
            return "fraud"
        subgroup = as_text(cells["offence_subgroup"])
        found = _SUBGROUPS.get(folded(subgroup)) or offence_of(subgroup)
        if found == "violence_with_injury" and as_text(cells["offence_code"]) in _DRIVING_CODES:
            return "death_or_serious_injury_by_driving"
        if found is None:
            self._problem(
                number, "Offence Subgroup", "S030",
                "The offence sub-group is not known here.",
                f"Groups it must belong to: {', '.join(OFFENCE_TITLES)}.",
            )  # fmt: skip
        return found

    def _problem(self, number: int, column: str, code: str, what: str, remedy: str) -> None:
        place = self._table.place(number, column)
        self.problems.append(Problem(code=code, place=place, what=what, remedy=remedy))


def _quarter(year: Cell, quarter: Cell) -> Period | None:
    said = as_text(year)
    number = as_text(quarter).removesuffix(".0")
    if not _FINANCIAL_YEAR.match(said) or number not in ("1", "2", "3", "4"):
        return None
    try:
        return parse_period(f"Q{number} {said}")
    except ValueError:
        return None


def _notes(derived: int, rows: int, counted: int, incomplete: int) -> tuple[str, ...]:
    notes = [
        f"{counted:,} counts by offence code were added up to {rows:,} counts by offence group.",
        _BURGLARY_NOTE,
        f"{_DRIVING_NOTE} {', '.join(sorted(_DRIVING_CODES))}.",
        f"{_PARENTS_NOTE} {derived:,} rows.",
    ]
    if incomplete:
        notes.append(
            f"Where a count is missing its parents were not derived: {incomplete:,} forces and "
            "quarters."
        )
    return tuple(notes)
