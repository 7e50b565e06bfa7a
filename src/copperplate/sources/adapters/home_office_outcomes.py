"""The Home Office's open data on outcomes: quarters by force, offence code and outcome type.

One row holds two counts: outcomes so far of the crimes recorded in the quarter, and outcomes
given in the quarter. The file has a row only where there was an outcome. Codes are added up to
offence groups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product

from copperplate.areas import AreaRegister
from copperplate.errors import BadInput
from copperplate.periods import Period, month
from copperplate.reference.outcomes import find_outcome_type, outcome_types
from copperplate.schema.tables import ASSIGNED, RECORDED
from copperplate.series.marks import Mark
from copperplate.sources.force_quarters import COLUMNS, NOTES, ForceQuarters
from copperplate.sources.markers import NotANumber, read_number
from copperplate.sources.offence_sums import did_not_exist, parts_of_parents
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

BASES = {
    "force_outcomes_for_offences_recorded_in_quarter": RECORDED,
    "force_outcomes_recorded_in_quarter": ASSIGNED,
}
"""The columns of counts, each with its basis."""
REQUIRED = (*COLUMNS, "outcome_type", *BASES)
OPTIONAL = ("outcome_description", "outcome_group")

# Rows that are no outcome: of crimes that have none yet, and sums of the forces.
_NOT_YET = "not yet assigned an outcome"
_SUM_OF_FORCES = "england and wales"

_ADDED_UP = (
    "{counted:,} counts by offence code were added up to {printed:,} counts by offence group and "
    "outcome type."
)
_DERIVED_NOTE = (
    "A force that has a row of a quarter is taken to have none of what it has no row of, and total "
    "excluding fraud, violence against the person, theft offences and burglary were derived by "
    "adding up their groups:"
)

Quarter = tuple[str, Period]
"""Area and quarter."""
Key = tuple[str, str, str]
"""Offence group, outcome type and basis."""


def interpret(workbook: Workbook, context: Context) -> Reading:
    """Return outcomes by force, quarter, offence group, type and basis, with parents added up.

    A force that has a row of a quarter has none of what it has no row of. A sum that lacks a
    count is missing.

    Raises:
        BadInput: No such heading (S021, S022), a force (S024), offence group (S030) or
            quarter (S028) that is not one. All problems at once. A count that is not a whole
            number, or of an outcome type that is not known, is a reject.
    """
    table = find_tidy_table(workbook, REQUIRED, OPTIONAL)
    if table is None:
        raise BadInput(no_such_table(workbook, REQUIRED, OPTIONAL))
    reader = _Reader(table, context.register)
    reader.read()
    if reader.problems:
        raise BadInput(*reader.problems)
    if not reader.counts:
        raise BadInput(no_figures(workbook))
    rows = tuple(reader.rows())
    printed = sum(map(len, reader.codes.values()))
    last = max(period for _, period in reader.counts)
    return Reading(
        edition=f"{last.end:%Y-%m}",
        title="Outcomes by police force area, offence code and outcome type: quarters to "
        f"{month(last.end.year, last.end.month)}",
        publisher="Home Office",
        licence=OPEN_GOVERNMENT_LICENCE,
        tables={"outcome_counts": rows},
        seen=reader.seen,
        derived=len(rows) - printed,
        merged=reader.counted - printed,
        rejects=tuple(reader.rejects),
        notes=reader.notes(printed, len(rows)),
    )


class _Reader:
    """Adds the rows up to offence groups."""

    def __init__(self, table: TidyTable, register: AreaRegister) -> None:
        self._table = table
        self._quarters = ForceQuarters(table, register)
        self.problems = self._quarters.problems
        self._types: dict[Cell, str | None] = {}
        self.counts: dict[Quarter, dict[Key, int]] = {}
        self.codes: dict[Quarter, Counter[Key]] = {}
        self._lost: dict[Quarter, dict[Key, Mark]] = {}
        self.rejects: list[Reject] = []
        self.seen = self.counted = 0
        self._passed_over = Counter[str]()

    def read(self) -> None:
        """Read every row."""
        for number, cells in self._table.rows():
            if as_text(cells["force_name"]).casefold() == _SUM_OF_FORCES:
                self._passed_over["sums"] += 1
                continue
            found = self._quarters.of(number, cells)
            if found is None:
                continue
            said = map(cells.get, ("outcome_type", *OPTIONAL))
            if _NOT_YET in (as_text(one).casefold() for one in said):
                self._passed_over["not yet"] += 1
                continue
            area, period, offence = found
            kind = self._type(cells["outcome_type"])
            for column, basis in BASES.items():
                self.seen += 1
                if kind is None:
                    self._passed_over["strange"] += 1
                    self._reject(number, column, "The outcome type is not one known here.")
                else:
                    key = (offence, kind, basis)
                    self._count((area, period), key, number, column, cells[column])

    def _count(self, quarter: Quarter, key: Key, number: int, column: str, cell: Cell) -> None:
        counts = self.counts.setdefault(quarter, {})
        lost = self._lost.setdefault(quarter, {})
        try:
            value, mark = read_number(cell)
            if isinstance(value, float):
                raise NotANumber("It is not a whole number.")
        except NotANumber as error:
            self._reject(number, column, str(error))
            lost.setdefault(key, Mark.NOT_AVAILABLE)
            return
        if value is None:
            hidden = Mark.CONFIDENTIAL in (mark, lost.get(key))
            lost[key] = Mark.CONFIDENTIAL if hidden else Mark.NOT_AVAILABLE
        counts[key] = counts.get(key, 0) + (value or 0)
        self.codes.setdefault(quarter, Counter())[key] += 1
        self.counted += 1

    def rows(self) -> Iterator[Row]:
        """Yield what is printed, what is none, and the parents, of every force and quarter."""
        groups = sorted({offence for held in self.counts.values() for offence, _, _ in held})
        types = sorted({kind for held in self.counts.values() for _, kind, _ in held})
        for quarter, counts in self.counts.items():
            _, period = quarter
            codes, lost = self.codes.get(quarter, Counter()), self._lost[quarter]
            # Of what did not exist in the quarter there is not none: there is no figure.
            existing = [group for group in groups if not did_not_exist(group, period)]
            printed = {kind for _, kind, _ in counts}
            in_use = [kind for kind in types if kind in printed or _in_use(kind, period)]
            for kind, basis in product(in_use, BASES.values()):
                for offence in existing:
                    key = (offence, kind, basis)
                    spot = "derived: the file has no row of it"
                    if key in lost or codes[key]:
                        spot = f"the sum of {codes[key]} offence codes"
                    yield _row(quarter, key, counts.get(key, 0), lost.get(key), spot)
                for parent, parts in parts_of_parents(existing, period):
                    keys = [(part, kind, basis) for part in parts]
                    total = sum(counts.get(key, 0) for key in keys)
                    # Of two reasons to be missing, hidden comes before not available.
                    mark = min((lost[key] for key in keys if key in lost), default=None)
                    spot = "derived: the sum of its groups"
                    yield _row(quarter, (parent, kind, basis), total, mark, spot)

    def notes(self, printed: int, rows: int) -> tuple[str, ...]:
        """Return what was added up, passed over and left out, with counts."""
        lost = sum(map(len, self._lost.values()))
        said = [_ADDED_UP.format(counted=self.counted, printed=printed), *NOTES]
        said.append(f"{_DERIVED_NOTE} {rows - printed:,} rows.")
        if self._passed_over["not yet"]:
            said.append(
                "Rows of crimes not yet assigned an outcome were passed over: "
                f"{self._passed_over['not yet']:,}."
            )
        if self._passed_over["sums"]:
            said.append(
                f"Rows of England and Wales were passed over: {self._passed_over['sums']:,}."
            )
        if self._passed_over["strange"]:
            said.append(
                "Outcomes of a type not known here are in no figure: "
                f"{self._passed_over['strange']:,} counts."
            )
        if lost:
            said.append(
                "Where a count is missing, so are the sums it belongs to: "
                f"{lost:,} counts by offence group and outcome type."
            )
        return tuple(said)

    def _type(self, cell: Cell) -> str | None:
        if cell not in self._types:
            found = find_outcome_type(as_text(cell))
            self._types[cell] = None if found is None else found.number
        return self._types[cell]

    def _reject(self, number: int, column: str, reason: str) -> None:
        spot = self._table.spot(number, column.replace("_", " "))
        self.rejects.append(Reject(place=spot, reason=reason))


def _row(quarter: Quarter, key: Key, value: int, mark: Mark | None, spot: str) -> Row:
    area, period = quarter
    return (
        area, period.start, period.end, period.kind.value, *key,
        value if mark is None else None, mark.value if mark is not None else "", spot,
    )  # fmt: skip


def _in_use(kind: str, period: Period) -> bool:
    since = outcome_types()[kind].valid_from
    return since is None or since <= period.end
