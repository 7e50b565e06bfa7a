"""``extract.yaml`` to mappings: what can be wrong with them before a file is read, all at once.

Takes a node; the workspace opens the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from copperplate.areas import AreaRegister
from copperplate.errors import BadDefinition, Problem, listed, nearest, unknown_name
from copperplate.schema import TABLES, ColumnSpec, ColumnType, TableSpec
from copperplate.sources.extracts.codes import offence_spellings, outcome_spellings
from copperplate.sources.extracts.fields import ON, force_code
from copperplate.sources.extracts.model import Extract, ExtractFile, Filling
from copperplate.yamltext import Node, bind

# Directives of a day and a time of day.
_DIRECTIVES = frozenset("dmYHMSbBpIjfaA-")

_FOR_TEXT = frozenset({"codes", "areas", "pseudonym"})
_FOR_FLAG = frozenset({"yes", "no", "blank", "holds", "separated_by", "filled"})
_ALLOWED = {
    ColumnType.TEXT: _FOR_TEXT,
    ColumnType.FLAG: _FOR_FLAG,
    ColumnType.MOMENT: frozenset({"format"}),
    ColumnType.NUMBER: frozenset[str](),
    ColumnType.WHOLE: frozenset[str](),
}
_FOR_DATE = frozenset({"format", "grain"})
_ALWAYS = frozenset({"from", "value"})


def load_extracts(node: Node, register: AreaRegister) -> Mapping[str, Extract]:
    """Return the mappings of a workspace by name.

    Raises:
        BadDefinition: A field (X101), a name twice (X102), a table (X103), a column (X104), what
            does not fit a column (X105), a format (X106), a value it does not allow (X107), what
            is lacking (X108), a force (X109), a query (X110). All at once.
    """
    declared = bind(ExtractFile, node, code="X101")
    problems: list[Problem] = []
    found: dict[str, Extract] = {}
    for number, extract in enumerate(declared.extracts):
        here = node.at(("extracts", number))
        if extract.name in found:
            problems.append(
                Problem(
                    code="X102",
                    place=here.at(("name",)).place,
                    what=f"There is a mapping '{extract.name}' already.",
                    remedy="Give one of the two another name.",
                )
            )
        found[extract.name] = extract
        problems += _problems(extract, here, register)
    if problems:
        raise BadDefinition(*problems)
    return found


def _problems(extract: Extract, node: Node, register: AreaRegister) -> Iterator[Problem]:
    tables = {name: table for name, table in TABLES.items() if table.of_records}
    table = tables.get(extract.table)
    if table is None:
        yield unknown_name(
            code="X103",
            place=node.at(("table",)).place,
            kind="table of records",
            name=extract.table,
            known=tables,
            remedy="docs/reference/tables.md says what each holds.",
        )
        return
    for name, declared in extract.columns.items():
        yield from _column_problems(name, declared, table, node.at(("columns", name)))
    for number, written in enumerate(extract.formats):
        if not _is_format(written):
            yield _bad_format(node.at(("formats", number)), written)
    yield from _lacking(extract, node)
    if extract.force is not None and not force_code(extract.force, register):
        yield Problem(
            code="X109",
            place=node.at(("force",)).place,
            what=f"'{extract.force}' is no police force area of the register.",
            remedy="Give its name or its code, as areas/register.csv has it.",
        )
    if (extract.query is None) != (extract.database is None):
        yield Problem(
            code="X110",
            place=node.place,
            what="A query and the database it is put to belong together, and one is missing.",
            remedy="Give both 'database' and 'query', or neither.",
        )


def _lacking(extract: Extract, node: Node) -> Iterator[Problem]:
    if f"recorded{ON}" not in extract.columns:
        yield Problem(
            code="X108",
            place=node.at(("columns",)).place,
            what="Nothing says when a record was recorded.",
            remedy=f"Declare 'recorded{ON}'.",
        )
    if (extract.force is None) == ("force" not in extract.columns):
        yield Problem(
            code="X108",
            place=node.place,
            what="Nothing says which force recorded it."
            if extract.force is None
            else "Both the mapping and a column say which force recorded it.",
            remedy="Give 'force' once: for the whole file, or as a column.",
        )


def targets(table: TableSpec) -> dict[str, ColumnSpec | None]:
    """Return what may be declared of a table: its columns, and its dates (None) by name."""
    from_dates = {column for pair in table.dates.values() for column in pair}
    days = {name for name, (first, _) in table.dates.items() if _is_day(table, first)}
    columns: dict[str, ColumnSpec | None] = {
        column.name: column
        for column in table.columns
        if not column.derived
        and column.name not in ("file", "row")
        and not (column.name in from_dates and column.type is ColumnType.DATE)
    }
    return {**{f"{name}{ON}": None for name in table.dates if name in days}, **columns}


def _is_day(table: TableSpec, name: str) -> bool:
    column = table.column(name)
    return column is not None and column.type is ColumnType.DATE


def _column_problems(
    name: str, declared: Filling, table: TableSpec, node: Node
) -> Iterator[Problem]:
    known = targets(table)
    if name not in known:
        yield Problem(
            code="X104",
            place=node.place,
            what=f"'{name}' is no column of '{table.name}' that can be declared.",
            allowed=f"Columns: {listed(known, most=60)}.",
            remedy=nearest(name, known) or "Use one of these.",
        )
        return
    column = known[name]
    if bool(declared.from_) == (declared.value is not None):
        yield Problem(
            code="X105",
            place=node.place,
            what=f"'{name}' has neither a column of the file nor a value of its own, or both.",
            remedy="Give 'from' with a heading of the file, or 'value'.",
        )
    fits = _FOR_DATE if column is None else _ALLOWED[column.type]
    said = set(node.plain()) if isinstance(node.plain(), dict) else {"from"}
    for option in sorted(said - _ALWAYS - fits):
        yield Problem(
            code="X105",
            place=node.at((option,)).place,
            what=f"'{option}' says nothing of '{name}', which is "
            f"{'a date' if column is None else f'of type {column.type.value}'}.",
            allowed=f"Beside 'from' and 'value': {listed(fits) or 'nothing'}.",
            remedy="Leave it out.",
        )
    ways = [way for way in ("codes", "areas", "pseudonym") if getattr(declared, way)]
    ways += ["yes and no"] if declared.yes or declared.no else []
    ways += [way for way in ("holds", "filled") if getattr(declared, way)]
    if len(ways) > 1:
        yield Problem(
            code="X105",
            place=node.place,
            what=f"'{name}' is read in two ways: by {' and by '.join(ways)}.",
            remedy="Keep one of them.",
        )
    for number, written in enumerate(declared.format):
        if not _is_format(written):
            yield _bad_format(node.at(("format", number)), written)
    if column is not None and column.allowed:
        for code, value in declared.codes.items():
            if value not in column.allowed:
                yield Problem(
                    code="X107",
                    place=node.at(("codes", code)).place,
                    what=f"'{value}' is not a value of '{name}'.",
                    allowed=f"Values: {listed(column.allowed, most=40)}.",
                    remedy=nearest(value, column.allowed) or "Use one of these.",
                )
    yield from _reference_problems(name, declared, node)


def _reference_problems(name: str, declared: Filling, node: Node) -> Iterator[Problem]:
    """Report codes that stand for offences or outcomes the reference data have not."""
    lists = {"offence": offence_spellings, "outcome_type": outcome_spellings}
    if name not in lists:
        return
    known = sorted(set(lists[name]().values()))
    for code, value in declared.codes.items():
        if value not in known:
            yield Problem(
                code="X107",
                place=node.at(("codes", code)).place,
                what=f"'{value}' is not a value of '{name}'.",
                allowed="Values: the codes of docs/reference/reference-data.md.",
                remedy=nearest(value, known) or "Look the code up there.",
            )


def _is_format(written: str) -> bool:
    """Whether a format is made of known directives and holds a year."""
    directives = re.findall(r"%(-?.)", written)
    if not directives or any(set(one) - _DIRECTIVES for one in directives):
        return False
    return any(one.endswith("Y") for one in directives)


def _bad_format(node: Node, written: str) -> Problem:
    return Problem(
        code="X106",
        place=node.place,
        what=f"'{written[:40]}' is not how a date is written.",
        allowed="Directives: %d %m %Y for the day, the month and the year in full, %H %M %S for "
        "the time.",
        remedy="For 14/03/2014 write '%d/%m/%Y', for 14/03/2014 09:30 '%d/%m/%Y %H:%M'.",
    )
