"""Records as a table of words: when each was recorded and happened, what, where, what came of it.

Puts what was listed into words and an order; knows neither which records they are nor for whom.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from copperplate.areas import AreaRegister
from copperplate.narrative.part_names import column_name, value_words
from copperplate.periods import long_date, month
from copperplate.query.listing import Listed, Said
from copperplate.schema import TABLES, ColumnType, TableSpec

Key = tuple[bool, object]
"""What a cell is sorted by; what is not said comes last."""
IDENTIFIER, RECORDED, OCCURRED, WHAT, WHERE, MARKERS, OUTCOME = (
    *("identifier", "recorded", "occurred", "offence", "area", "markers"),
    "outcome",
)
_STANDS = "stands"
ORDERS = (IDENTIFIER, RECORDED, OCCURRED, WHAT, WHERE, MARKERS, OUTCOME, _STANDS)
"""What a list may be sorted by: names of columns."""
# Of each, the first column that the table has and a record of the list says.
_COLUMNS = {
    WHAT: ("offence", "category", "allegation", "legislation", "severity", "entry"),
    WHERE: ("policing_unit", "district", "ward"),
    OUTCOME: ("outcome_type", "outcome", "result"),
}
_DAYS = {
    RECORDED: (("recorded_from", "recorded_to"),),
    OCCURRED: (("committed_from", "committed_to"), ("happened", "happened")),
}
_HEADINGS = {
    IDENTIFIER: "Identifier",
    RECORDED: "Recorded",
    OCCURRED: "Occurred",
    MARKERS: "Markers",
    OUTCOME: "Outcome",
    "policing_unit": "Unit",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordColumn:
    """A column: what an address calls it, its heading, and whether its cells end in line."""

    name: str
    heading: str
    aligned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordTable:
    """Records in words.

    Attributes:
        columns: Those that a record of the list says something in, in reading order.
        rows: A text a column; empty where a record does not say.
        keys: What each is sorted by.
        file: The one that all of them stand in; empty where there are several.
    """

    columns: tuple[RecordColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[tuple[Key, ...], ...]
    file: str

    def ordered(self, by: str, *, backwards: bool = False) -> list[tuple[str, ...]]:
        """Return the rows by a column, each that says nothing there last, otherwise as listed."""
        at = [column.name for column in self.columns].index(by)
        said = [number for number, keys in enumerate(self.keys) if not keys[at][0]]
        unsaid = [number for number, keys in enumerate(self.keys) if keys[at][0]]
        said.sort(key=lambda number: self.keys[number][at], reverse=backwards)
        return [self.rows[number] for number in (*said, *unsaid)]


_Cell = tuple[str, Key]
_UNSAID: _Cell = ("", (True, ""))


def record_table(listed: Listed, register: AreaRegister) -> RecordTable:
    """Return records as a table of words.

    Args:
        listed: The records, with what is told of them.
        register: Names of areas.
    """
    table = TABLES[listed.table]
    at = {name: number for number, name in enumerate(listed.columns)}
    made: list[tuple[RecordColumn, list[_Cell]]] = []

    def add(name: str, heading: str, cells: list[_Cell], *, aligned: bool = False) -> None:
        if any(not key[0] for _, key in cells):
            made.append((RecordColumn(name=name, heading=heading, aligned=aligned), cells))

    add(IDENTIFIER, _HEADINGS[IDENTIFIER], [_text(one[0]) for one in listed.records])
    for name, pairs in _DAYS.items():
        for first, last in pairs:
            if first in at:
                cells = [_days(one[at[first]], one[at[last]]) for one in listed.said]
                add(name, _HEADINGS[name], cells, aligned=True)
    worded = _worded(listed, at, table, register)
    for name in (WHAT, WHERE):
        worded(name, add)
    markers = [
        column.name
        for column in table.columns
        if column.type is ColumnType.FLAG and column.name in at
    ]
    add(MARKERS, _HEADINGS[MARKERS], [_markers(one, at, markers) for one in listed.said])
    worded(OUTCOME, add)
    files = {file for _, file, _ in listed.records}
    alone = len(files) == 1
    cells = [_place("" if alone else file, row) for _, file, row in listed.records]
    add(_STANDS, "Row" if alone else "Stands in", cells, aligned=alone)
    return RecordTable(
        columns=tuple(column for column, _ in made),
        rows=tuple(zip(*([text for text, _ in cells] for _, cells in made), strict=True)),
        keys=tuple(zip(*([key for _, key in cells] for _, cells in made), strict=True)),
        file=next(iter(files)) if alone else "",
    )


def _worded(
    listed: Listed, at: dict[str, int], table: TableSpec, register: AreaRegister
) -> Callable[[str, Callable[..., None]], None]:
    def worded(name: str, add: Callable[..., None]) -> None:
        for column in _COLUMNS[name]:
            if column in at and any(one[at[column]] is not None for one in listed.said):
                values = [one[at[column]] for one in listed.said]
                # Thousands of records say few things.
                words = {one: _words(table, column, one, register) for one in set(values)}
                cells = [words[one] for one in values]
                add(name, _HEADINGS.get(column, _HEADINGS.get(name, column_name(column))), cells)
                return

    return worded


def _words(table: TableSpec, column: str, value: Said, register: AreaRegister) -> _Cell:
    if value is None or isinstance(value, date):
        return _UNSAID
    return _text(value_words(table, column, value, register))


def _text(text: str) -> _Cell:
    return (text, (False, text.casefold())) if text else _UNSAID


def _place(file: str, row: int) -> _Cell:
    return f"{file}, row {row}" if file else f"{row}", (False, (file, row))


def _markers(said: Sequence[Said], at: dict[str, int], names: Sequence[str]) -> _Cell:
    words = ", ".join(column_name(name) for name in names if said[at[name]])
    return _text(words[:1] + words[1:].lower())


def _days(first: Said, last: Said) -> _Cell:
    if not isinstance(first, date) or not isinstance(last, date):
        return _UNSAID
    return _span(first, last), (False, (_day(first), _day(last), str(first)))


def _span(first: date, last: date) -> str:
    """Return when something was: to the minute where that is known, else the days it may be."""
    begin, end = _day(first), _day(last)
    if begin == end:
        exact = isinstance(first, datetime) and first.time() != time.min and first == last
        return f"{long_date(begin)}, {first:%H:%M}" if exact else long_date(begin)
    whole = month(begin.year, begin.month)
    if (whole.start, whole.end) == (begin, end):
        return str(whole)
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day} to {long_date(end)}"
    return f"{long_date(begin)} to {long_date(end)}"


def _day(on: date) -> date:
    return on.date() if isinstance(on, datetime) else on
