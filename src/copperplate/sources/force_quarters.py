"""Quarters by force and offence code, as the Home Office's open data print them.

Says of a row which force, quarter and offence group it is of. Knows no count and no canonical
table.
"""

from __future__ import annotations

import re
from functools import partial

from copperplate.areas import AreaRegister
from copperplate.errors import Problem
from copperplate.periods import Period, parse_period
from copperplate.schema.offences import OFFENCE_TITLES
from copperplate.sources.force_names import Forces
from copperplate.sources.offence_names import folded, offence_of
from copperplate.sources.offence_sums import did_not_exist
from copperplate.sources.reading import Cell
from copperplate.sources.tidy_tables import TidyTable, as_text

COLUMNS = (
    "financial_year",
    "financial_quarter",
    "force_name",
    "offence_group",
    "offence_subgroup",
    "offence_code",
)
"""The columns that say it."""

# Deaths and serious injuries by unlawful driving are a group of their own since 2017, but the
# files leave them in violence with injury. Source: Home Office offence list: causing death or
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
_BEFORE_APRIL_2017 = {
    "burglary_residential": "burglary_domestic",
    "burglary_non_residential": "burglary_non_domestic",
}
_BURGLARY_NOTE = (
    "Burglary is printed under sub-groups of before April 2017 with codes of after; it was read "
    "as residential and non-residential."
)
_DRIVING_NOTE = (
    "Death or serious injury by unlawful driving was taken out of violence with injury, by code:"
)
NOTES = (_BURGLARY_NOTE, f"{_DRIVING_NOTE} {', '.join(sorted(_DRIVING_CODES))}.")
"""What was read otherwise than it is printed."""

_FINANCIAL_YEAR = re.compile(r"\d{4}/\d{2}\Z")


class ForceQuarters:
    """Reads which force, quarter and offence group the rows of a table are of.

    Args:
        table: With the `COLUMNS`.
        register: The areas there are.

    Attributes:
        problems: A force (S024), offence group (S030) or quarter (S028) that is not one.
    """

    def __init__(self, table: TidyTable, register: AreaRegister) -> None:
        self._table = table
        self._periods: dict[tuple[Cell, Cell], Period | None] = {}
        self._offences: dict[tuple[Cell, ...], str | None] = {}
        self.problems: list[Problem] = []
        self._forces = Forces(register, self.problems)

    def of(self, number: int, cells: dict[str, Cell]) -> tuple[str, Period, str] | None:
        """Return area, quarter and offence group of a row; None where one of them is a problem."""
        area = self._forces.code(
            as_text(cells["force_name"]), partial(self._table.place, number, "Force Name")
        )
        period = self._period(number, cells["financial_year"], cells["financial_quarter"])
        offence = self._offence(number, cells)
        if area is None or period is None or offence is None:
            return None
        if did_not_exist(offence, period):
            offence = _BEFORE_APRIL_2017.get(offence, offence)
        return area, period, offence

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
        said = (cells["offence_group"], cells["offence_subgroup"], cells["offence_code"])
        if said not in self._offences:
            self._offences[said] = _offence(*map(as_text, said))
        found = self._offences[said]
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


def _offence(group: str, subgroup: str, code: str) -> str | None:
    if folded(group) == "fraud offences":
        return "fraud"
    found = _SUBGROUPS.get(folded(subgroup)) or offence_of(subgroup)
    if found == "violence_with_injury" and code in _DRIVING_CODES:
        return "death_or_serious_injury_by_driving"
    return found


def _quarter(year: Cell, quarter: Cell) -> Period | None:
    said = as_text(year)
    number = as_text(quarter).removesuffix(".0")
    if not _FINANCIAL_YEAR.match(said) or number not in ("1", "2", "3", "4"):
        return None
    try:
        return parse_period(f"Q{number} {said}")
    except ValueError:
        return None
