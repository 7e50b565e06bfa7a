"""A declared column as expressions: its value, what it looks up, when it is left unsaid.

A row is left out only where it cannot be placed in time or with a force; whatever else cannot
be read is not said, and counted. Knows no file and runs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from copperplate.areas import AreaKind, AreaRegister
from copperplate.engines import expressions as sql
from copperplate.engines.expressions import Doubt, Expression, Lookup
from copperplate.reference.boundaries import Boundaries, boundaries
from copperplate.schema import TABLES, ColumnSpec, ColumnType
from copperplate.sources.extracts.codes import (
    category_of,
    group_of,
    offence_spellings,
    outcome_spellings,
    weight_of,
)
from copperplate.sources.extracts.model import Extract, Filling

ON = "_on"
"""A date is declared by its name and this; it fills the columns of its first and last day."""

# A flag without words of its own. Capitals do not matter.
YES = ("Y", "YES", "TRUE", "T", "1")
NO = ("N", "NO", "FALSE", "F", "0")
# Understood whatever is declared: workbooks and databases write so.
ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
# Coordinates are rounded and forces reach into the sea: a tenth of a degree is 7 to 11 km.
MARGIN = 0.1


@dataclass(kw_only=True)
class Made:
    """What the fields of one mapping come to.

    Attributes:
        columns: The table's columns that are said.
        steps: What they use more than once, by name.
        lookups: What they look up.
        refuses: Why a row is left out, and when.
        doubts: Why a value is not said, and when.
    """

    columns: dict[str, Expression] = field(default_factory=dict)
    steps: dict[str, Expression] = field(default_factory=dict)
    lookups: list[Lookup] = field(default_factory=list)
    refuses: dict[str, Expression] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def once(self, one: Expression) -> Expression:
        """Return what stands for an expression that is used more than once."""
        known = {worked_out: sql.step(name) for name, worked_out in self.steps.items()}
        if one in known or one in known.values():
            return known.get(one, one)
        name = str(len(self.steps) + 1)
        self.steps[name] = one
        return sql.step(name)

    def doubt(self, *doubts: Doubt, unsaid: Iterable[str] = ()) -> None:
        """Doubt, and where a doubt holds say some columns no more."""
        held = [replace(doubt, when=self.once(doubt.when)) for doubt in doubts]
        self.doubts += held
        cases = [(doubt.when, sql.nothing()) for doubt in held]
        for column in unsaid:
            self.columns[column] = sql.either(cases, otherwise=self.columns[column])

    def looked_up(
        self, column: str, key: Expression, values: Mapping[str, str | None]
    ) -> Expression:
        """Return what a key stands for; keys are compared in capitals."""
        name = f"{column} by code"
        capitals = {code.upper(): value for code, value in values.items()}
        self.lookups.append(Lookup(name=name, key=sql.upper(key), values=capitals))
        return sql.looked_up(name)


def made_of(extract: Extract, register: AreaRegister, *, key: str, known_from: date) -> Made:
    """Return what the fields of a mapping come to.

    Args:
        extract: A mapping that `load_extracts` has checked.
        register: The areas there are.
        key: Secret of the workspace, for pseudonyms.
        known_from: The day the records were read, or published: nothing happened after it.
    """
    made = Made()
    table = TABLES[extract.table]
    for name, declared in extract.columns.items():
        if name.endswith(ON) and name.removesuffix(ON) in table.dates:
            _date(made, extract, name.removesuffix(ON), declared, known_from)
            continue
        column = table.column(name)
        if column is None:
            raise AssertionError(f"no column '{name}' in {table.name}")
        _MAKERS[column.type](made, extract, column, declared, register, key)
    if extract.force is not None:
        made.columns["force"] = sql.constant(force_code(extract.force, register))
    made.refuses["The force is not in the area register."] = sql.is_missing(made.columns["force"])
    _order_of_events(made, extract, known_from)
    _coordinates(made, extract, register)
    return made


def force_code(text: str, register: AreaRegister) -> str:
    """Return the code of a force by code or name; empty where the register has none."""
    return _areas(register, AreaKind.POLICE_FORCE_AREA).get(text.upper(), "")


def source_text(declared: Filling) -> Expression:
    """Return what stands in a field's columns."""
    if declared.value is not None:
        return sql.constant(declared.value)
    return sql.joined_text(declared.from_)


def _written(made: Made, declared: Filling) -> Expression:
    written = source_text(declared)
    return made.once(written) if len(declared.from_) > 1 else written


def _date(made: Made, extract: Extract, name: str, declared: Filling, known_from: date) -> None:
    first, last = TABLES[extract.table].dates[name]
    written = _written(made, declared)
    day = made.once(sql.day_of(sql.moment(written, _formats(extract, declared))))
    grain = declared.grain.value
    made.columns[first] = made.once(sql.first_day(day, grain))
    made.columns[last] = made.once(sql.last_day(day, grain))
    if name == "recorded":
        made.refuses["The date recorded is blank, or is not written as declared."] = sql.is_missing(
            made.columns[first]
        )
        made.refuses["It was recorded after the records were read or published."] = sql.after(
            made.columns[first], sql.on(known_from)
        )
        return
    unread = _unread(first, written, made.columns[first], "is not a date as declared")
    early = Doubt(
        column=first,
        what=f"'{name}{ON}' is before the day it was recorded",
        when=sql.after(made.columns["recorded_from"], made.columns[last]),
    )
    late = Doubt(
        column=first,
        what=f"'{name}{ON}' is after the records were read or published",
        when=sql.after(made.columns[first], sql.on(known_from)),
    )
    made.doubt(unread)
    made.doubt(early, late, unsaid=(first, last))


def _moment(
    made: Made, extract: Extract, column: ColumnSpec, declared: Filling, *_: object
) -> None:
    written = _written(made, declared)
    formats = _formats(extract, declared)
    value = made.columns[column.name] = made.once(sql.moment(written, formats))
    made.doubt(_unread(column.name, written, value, "is not a date as declared"))
    timed = [one for one in formats if "%H" in one or "%I" in one]
    if column.name in ("committed_from", "happened"):
        made.columns["hour"] = sql.nothing()
        if timed:
            made.columns["hour"] = sql.hour_of(made.once(sql.moment(written, timed)))
        made.columns["weekday"] = sql.weekday_of(value)


def _text(
    made: Made,
    extract: Extract,
    column: ColumnSpec,
    declared: Filling,
    register: AreaRegister,
    key: str,
) -> None:
    written = _written(made, declared)
    if declared.pseudonym:
        made.columns[column.name] = sql.pseudonym(written, key)
        return
    values, what = _values(column, declared, register)
    if column.name == "force":
        values = values or _areas(register, AreaKind.POLICE_FORCE_AREA)
        made.columns["force"] = made.looked_up("force", written, values)
        return
    if values is None:
        made.columns[column.name] = written
        return
    found = made.looked_up(column.name, written, values)
    unknown = Doubt(
        column=column.name,
        what=f"'{column.name}' {what}",
        when=_is_lost(written, found),
        shown=None if column.personal else written,
    )
    made.columns[column.name] = found
    made.doubt(unknown, unsaid=(column.name,))
    if column.name == "offence":
        _of_offence(made, extract, written, values)


def _values(
    column: ColumnSpec, declared: Filling, register: AreaRegister
) -> tuple[Mapping[str, str] | None, str]:
    """Return what the values of a file stand for, and what is said of others; None for any."""
    if declared.areas is not None:
        return _areas(register, declared.areas), "is no area of this kind in the register"
    if declared.codes:
        return declared.codes, "is no code of this mapping"
    if column.name == "offence":
        return offence_spellings(), "is no code of the offence list"
    if column.name == "outcome_type":
        return outcome_spellings(), "is no outcome type"
    if column.allowed:
        return {value: value for value in column.allowed}, "is not one of the column's values"
    return None, ""


def _of_offence(
    made: Made, extract: Extract, written: Expression, values: Mapping[str, str]
) -> None:
    """Say what follows from an offence code."""
    derive: dict[str, Callable[[str], str | None]] = {"offence_group": group_of, "harm": weight_of}
    if "category" not in extract.columns:
        derive["category"] = category_of
    for column, follows in derive.items():
        known = {code: follows(offence) for code, offence in values.items()}
        found = made.looked_up(column, written, known)
        made.columns[column] = sql.as_number(found) if column == "harm" else found


def _number(
    made: Made, extract: Extract, column: ColumnSpec, declared: Filling, *_: object
) -> None:
    written = _written(made, declared)
    read = sql.whole if column.type is ColumnType.WHOLE else sql.amount
    value = made.columns[column.name] = made.once(read(written))
    made.doubt(_unread(column.name, written, value, "is not a number"))


def _flag(made: Made, extract: Extract, column: ColumnSpec, declared: Filling, *_: object) -> None:
    written = _written(made, declared)
    blank = sql.is_missing(written)
    if isinstance(declared.value, bool):
        made.columns[column.name] = written
    elif declared.filled:
        made.columns[column.name] = sql.negated(blank)
    elif declared.holds:
        made.columns[column.name] = sql.any_of(
            written, declared.holds, separated_by=declared.separated_by
        )
    else:
        read = made.once(sql.yes_or_no(written, declared.yes or YES, declared.no or NO))
        strange = Doubt(
            column=column.name,
            what=f"'{column.name}' says neither yes nor no",
            when=_is_lost(written, read),
            shown=written,
        )
        made.doubt(strange)
        made.columns[column.name] = (
            sql.either([(blank, sql.constant(value=False))], otherwise=read)
            if declared.blank == "no"
            else read
        )


_MAKERS: Mapping[ColumnType, Callable[..., None]] = {
    ColumnType.TEXT: _text,
    ColumnType.MOMENT: _moment,
    ColumnType.NUMBER: _number,
    ColumnType.WHOLE: _number,
    ColumnType.FLAG: _flag,
}


def _order_of_events(made: Made, extract: Extract, known_from: date) -> None:
    """Leave unsaid what would have been committed after it was recorded, or finalised before."""
    for name in ("committed_from", "committed_to", "happened"):
        if name not in made.columns or "recorded_to" not in made.columns:
            continue
        late = Doubt(
            column=name,
            what=f"'{name}' is after the day it was recorded",
            when=sql.after(sql.day_of(made.columns[name]), made.columns["recorded_to"]),
        )
        follow = ("hour", "weekday") if name in ("committed_from", "happened") else ()
        made.doubt(late, unsaid=(name, *follow))
    if "finalised_from" in made.columns and extract.columns["finalised_on"].grain.value == "day":
        made.columns["days_to_finalise"] = sql.days_between(
            made.columns["recorded_from"], made.columns["finalised_from"]
        )


def _coordinates(made: Made, extract: Extract, register: AreaRegister) -> None:
    """Leave coordinates unsaid that lie outside the box around the force's area."""
    if not {"longitude", "latitude"} <= made.columns.keys():
        return
    box = _box(force_code(extract.force, register) if extract.force else "")
    if box is None:
        return
    west, east, south, north = box
    longitude, latitude = made.columns["longitude"], made.columns["latitude"]
    away = Doubt(
        column="longitude",
        what="The coordinates lie outside the force's area",
        when=sql.any_holds(
            (sql.outside(longitude, west, east), sql.outside(latitude, south, north))
        ),
    )
    made.doubt(away, unsaid=("longitude", "latitude"))


def _box(force: str) -> tuple[float, float, float, float] | None:
    """Return west, east, south, north of a force, or of all of them; None of one not drawn."""
    shapes = boundaries(Boundaries.POLICE_FORCE_AREAS)
    if force and force not in shapes:
        return None
    wanted = [shapes[force]] if force else list(shapes.values())
    points = [p for shape in wanted for polygon in shape for p in polygon[0]]
    easts, norths = [p[0] for p in points], [p[1] for p in points]
    return (
        min(easts) - MARGIN,
        max(easts) + MARGIN,
        min(norths) - MARGIN,
        max(norths) + MARGIN,
    )


def _formats(extract: Extract, declared: Filling) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(declared.format or extract.formats), *ISO)))


def _unread(column: str, written: Expression, value: Expression, what: str) -> Doubt:
    return Doubt(
        column=column,
        what=f"'{column}' {what}",
        when=_is_lost(written, value),
    )


def _is_lost(written: Expression, value: Expression) -> Expression:
    """Return whether something was written that is no value."""
    return sql.all_hold((sql.negated(sql.is_missing(written)), sql.is_missing(value)))


def _areas(register: AreaRegister, kind: AreaKind) -> dict[str, str]:
    """Return codes of areas of a kind by code and by name; a name two share is no name."""
    named: dict[str, list[str]] = {}
    for area in register:
        if area.kind is kind:
            named.setdefault(area.name.upper(), []).append(area.code)
            named.setdefault(area.code.upper(), []).append(area.code)
    return {name: codes[0] for name, codes in named.items() if len(set(codes)) == 1}
