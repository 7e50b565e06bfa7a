"""Registers as tables: one row an entry, one column a field, there and back without loss.

Knows cells, not files: CSV and workbooks are opened elsewhere. What comes back is nodes, so that
a table is judged by the same rules as a file written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from itertools import islice
from typing import get_origin

from copperplate.errors import BadInput, Place, Problem, listed, nearest
from copperplate.inert import revived
from copperplate.periods import Period
from copperplate.plan.items import Link, Update
from copperplate.plan.registers.entries import Entry
from copperplate.plan.registers.kinds import ENTRIES, RegisterKind
from copperplate.yamltext import Node

Cell = str | int | float | bool | date | None
STAMP = "synthetic"
"""A column that tells of areas that do not exist; it is no field, and not read."""

# A register is kept by hand; beyond these a table is another one, taken by mistake.
MOST_ROWS = 20_000
_MOST_PROBLEMS = 10
_LONGEST_SHOWN = 60

_LAST = ("items", "evidence", "updates")
_BETWEEN = "; "
_LINK, _UPDATE = ("title", "url"), ("date", "office", "text")
_PART = re.compile(r"(?:[^\\|]|\\.|\\\Z)*", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def columns(kind: RegisterKind) -> tuple[str, ...]:
    """Return the fields of a kind in the order of its table: its own before long lists."""
    fields = ENTRIES[kind].model_fields
    return (*(name for name in fields if name not in _LAST), *_LAST)


def row(entry: Entry, names: Sequence[str]) -> tuple[str | int, ...]:
    """Return an entry's cells: texts, and sums as numbers; an empty text where nothing is said."""
    return tuple(cell(getattr(entry, name)) for name in names)


def cell(value: object) -> str | int:
    """Return what one field says, in one cell.

    Lists of names stand between semicolons; links and updates one a line, their parts between
    upright strokes, with a backslash before a stroke that is meant.
    """
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case int():
            return value
        case date():
            return value.isoformat()
        case Period():
            return str(value)
        case tuple():
            lines = all(isinstance(one, Link | Update) for one in value)
            return ("\n" if lines else _BETWEEN).join(str(cell(one)) for one in value)
        case Link(title=title, url=url):
            return _stroked(title, url)
        case Update(date=on, office=office, text=text, evidence=links):
            pairs = (part for link in links for part in (link.title, link.url))
            return _stroked(on.isoformat(), office, text, *pairs)
    return str(value)


def register_node(
    kind: RegisterKind,
    rows: Sequence[Sequence[Cell]],
    *,
    title: str,
    plan: str | None,
    file: str,
    lines: Sequence[int] = (),
) -> Node:
    """Return a table as the nodes of a register file.

    Args:
        kind: Of the register.
        rows: The first holds the names of fields, in any order; blank rows are left out.
        title: Of the register, which a table does not hold.
        plan: The same; None for the workspace's own.
        file: What the table is called in places.
        lines: The line each row starts on; their numbers if empty.

    Raises:
        BadInput: A heading or a row that has no place, or too many rows (P309); the first ten.
    """
    heading = [] if not rows else [str(_text(one) or "").strip() for one in rows[0]]
    problems = list(islice(_heading_problems(kind, heading, file), _MOST_PROBLEMS))
    if len(rows) > MOST_ROWS:
        problems.append(_wrong(Place(file=file), f"It holds more than {MOST_ROWS:,} rows."))
    if problems:
        raise BadInput(*problems)
    entries = []
    numbers = lines or range(1, len(rows) + 1)
    for values, line in list(zip(rows, numbers, strict=True))[1:]:
        texts = [_text(value) for value in values]
        if any(texts[len(heading) :]):
            place = Place(file=file, line=line)
            problems.append(_wrong(place, "The row has more cells than the heading has names."))
        elif any(texts):
            entries.append(_entry(kind, heading, texts, file=file, line=line))
    if problems:
        raise BadInput(*problems[:_MOST_PROBLEMS])
    top = {"kind": kind.value, "title": title} | ({} if plan is None else {"plan": plan})
    mapping = {key: _leaf(text, file, 1, 1) for key, text in top.items()}
    mapping["entries"] = Node(file=file, value=tuple(entries), line=1, column=1)
    return Node(file=file, value=mapping, line=1, column=1)


def _heading_problems(kind: RegisterKind, heading: list[str], file: str) -> Iterator[Problem]:
    known = columns(kind)
    if "id" not in heading:
        yield _wrong(
            Place(file=file, line=1), "The first row does not name the fields, or not 'id'.", known
        )
        return
    for number, name in enumerate(heading):
        place = Place(file=file, line=1, column=number + 1)
        if name and name in heading[:number]:
            yield _wrong(place, "The column is there twice.", known)
        elif name and name not in (*known, STAMP):
            shown = name if len(name) <= _LONGEST_SHOWN else f"{name[: _LONGEST_SHOWN - 1]}…"
            what = f"'{shown}' is not a field of a register of {kind.value}."
            yield _wrong(place, what, known, nearest(shown, known))


def _wrong(place: Place, what: str, known: Sequence[str] = (), hint: str = "") -> Problem:
    return Problem(
        code="P309",
        place=place,
        what=what,
        allowed=f"Columns: {listed(known, most=30)}." if known else "",
        remedy=hint or "Export the register, and fill in the table that comes out.",
    )


def _text(value: Cell) -> str | None:
    """Return a cell as text; None for a blank one.

    What was made harmless is so in a workbook too: programs save CSV as one.
    """
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case date():
            return value.isoformat()
        case str():
            plain = value.replace("\r\n", "\n").replace("\r", "\n")
            return revived(plain) or None
    return str(value)


def _entry(
    kind: RegisterKind, heading: list[str], texts: list[str | None], *, file: str, line: int
) -> Node:
    fields = ENTRIES[kind].model_fields
    mapping: dict[str, Node] = {}
    for number, (name, text) in enumerate(zip(heading, texts, strict=False), start=1):
        if not text or name not in fields:
            continue
        if name in ("evidence", "updates"):
            read = _update if name == "updates" else _link
            said = [one for one in text.split("\n") if one.strip()]
            values = tuple(read(_parts(one), file, line, number) for one in said)
            mapping[name] = Node(file=file, value=values, line=line, column=number)
        elif get_origin(fields[name].annotation) is tuple:
            names = [one.strip() for one in text.split(_BETWEEN.strip()) if one.strip()]
            leaves = tuple(_leaf(one, file, line, number) for one in names)
            mapping[name] = Node(file=file, value=leaves, line=line, column=number)
        else:
            mapping[name] = _leaf(text, file, line, number)
    return Node(file=file, value=mapping, line=line, column=1)


def _leaf(text: str, file: str, line: int, column: int) -> Node:
    return Node(file=file, value=text, line=line, column=column)


def _mapping(names: Sequence[str], parts: Sequence[str], *where: str | int) -> Node:
    """Return parts under their names; a part too many under a name nobody knows."""
    file, line, column = str(where[0]), int(where[1]), int(where[2])
    called = [*names, *(f"part {number}" for number in range(len(names) + 1, len(parts) + 1))]
    pairs = zip(called, parts, strict=False)
    held = {name: _leaf(part, file, line, column) for name, part in pairs}
    return Node(file=file, value=held, line=line, column=column)


def _link(parts: list[str], file: str, line: int, column: int) -> Node:
    return _mapping(_LINK, parts, file, line, column)


def _update(parts: list[str], file: str, line: int, column: int) -> Node:
    said = _mapping(_UPDATE, parts[: len(_UPDATE)], file, line, column)
    rest = parts[len(_UPDATE) :]
    links = tuple(
        _link(rest[at : at + len(_LINK)], file, line, column)
        for at in range(0, len(rest), len(_LINK))
    )
    assert isinstance(said.value, dict)
    if links:
        said.value["evidence"] = Node(file=file, value=links, line=line, column=column)
    return said


def _stroked(*parts: str) -> str:
    escaped = (
        part.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n") for part in parts
    )
    return " | ".join(escaped)


def _parts(line: str) -> list[str]:
    """Return the parts of a line, without what `_stroked` added."""
    parts, end = [], -1
    while end < len(line):
        found = _PART.match(line, end + 1)
        assert found is not None  # it may match nothing at all
        parts.append(_ESCAPED.sub(_meant, found[0].strip(" ")))
        end = found.end()
    return parts


def _meant(escaped: re.Match[str]) -> str:
    return "\n" if escaped[1] == "n" else escaped[1]
