"""What the parts of a count are called: areas by the register, codes by their titles.

Hours and days of the week stand in words. Values that no list holds are printed in the source's
words, without what nobody sees. Counts nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from types import MappingProxyType
from typing import NamedTuple

from copperplate.areas import AreaRegister
from copperplate.reference.offences import offences
from copperplate.reference.outcomes import outcome_types
from copperplate.schema import ColumnType, TableSpec
from copperplate.schema.categories import CATEGORIES
from copperplate.schema.offences import OFFENCE_TITLES
from copperplate.schema.record_columns import AREA_COLUMNS, STRANDS
from copperplate.series.parted import Value
from copperplate.unseen import UNSEEN

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NOT_SAID = "Not said"
OUTSIDE = MappingProxyType(
    {"priority_area": "Outside priority areas", "impact_area": "Outside impact areas"}
)
"""Columns whose NULL says something: most records lie outside of all such areas."""
LONGEST = 80  # a longer text of a source is cut: it would be no name

_AREAS = frozenset(AREA_COLUMNS.values())
_PROPER = frozenset({*_AREAS, "weekday", "hour"})


class PartName(NamedTuple):
    """What a part is called in a table, and inside a sentence."""

    title: str
    short: str


def part_names(
    parts: Sequence[tuple[Value | None, ...]],
    *,
    by: Sequence[str],
    of_which: bool,
    table: TableSpec,
    register: AreaRegister,
) -> list[PartName]:
    """Return the names of parts, no two alike.

    Args:
        parts: What each says, a value a column; of markers, the marker's name.
        by: The columns; of markers, all of them.
        of_which: Whether parts are markers.
        table: The records' table.
        register: Names of areas.
    """
    if of_which:
        titles = [column_name(str(name)) for (name,) in parts]
        return [PartName(title, f"what is marked {_lower(title)}") for title in titles]
    named = [
        [
            value_words(table, column, value, register)
            for column, value in zip(by, part, strict=True)
        ]
        for part in parts
    ]
    titles = [", ".join(words) for words in named]
    twice = {title for title, number in Counter(titles).items() if number > 1}
    return [
        PartName(_apart(title, part, twice), _short(words, by, part))
        for title, words, part in zip(titles, named, parts, strict=True)
    ]


def column_name(name: str) -> str:
    """Return what a column is called: ``Offence group``, ``Hate, race, perceived``."""
    for strand, words in STRANDS.items():
        if name.startswith(f"hate_{strand}_"):
            return f"Hate, {words}, {name.removeprefix(f'hate_{strand}_')}"
    return _capital(name.replace("_", " ")).replace("Lsoa", "Lower layer super output area")


def value_words(table: TableSpec, name: str, value: Value | None, register: AreaRegister) -> str:
    """Return what a record says in a column, in words: ``Robbery of business property (34A)``."""
    column = table.column(name)
    if value is None:
        return OUTSIDE.get(name, NOT_SAID)
    if column is not None and column.type is ColumnType.FLAG:
        return f"{column_name(name)}: {'yes' if value else 'no'}"
    if name in _AREAS:
        return register[str(value)].name if str(value) in register else str(value)
    if name == "hour":
        return f"{int(value):02}:00 to {int(value):02}:59"
    if name == "weekday":
        return WEEKDAYS[int(value) - 1]
    if name == "offence" and str(value) in offences():
        return f"{offences()[str(value)].title} ({value})"
    if name == "outcome_type" and str(value) in outcome_types():
        return outcome_types()[str(value)].title
    titles = {**OFFENCE_TITLES, **CATEGORIES} if name in ("offence_group", "category") else {}
    if str(value) in titles:
        return titles[str(value)]
    if column is not None and column.allowed:
        return _capital(str(value).replace("_", " "))
    seen = " ".join(UNSEEN.sub("", str(value)).split())
    return seen if len(seen) <= LONGEST else f"{seen[: LONGEST - 1]}…"


def _apart(title: str, part: tuple[Value | None, ...], twice: set[str]) -> str:
    """Return a title that no other part has: with the codes of its values where it needs them."""
    codes = ", ".join("" if value is None else str(value) for value in part)
    return f"{title} ({codes})" if title in twice else title


def _short(words: Sequence[str], by: Sequence[str], part: tuple[Value | None, ...]) -> str:
    return " / ".join(
        _inside(word, name, value) for word, name, value in zip(words, by, part, strict=True)
    )


def _inside(word: str, name: str, value: Value | None) -> str:
    if value is None:
        outside = OUTSIDE.get(name, "").lower()
        return (
            f"what lies {outside}"
            if outside
            else f"what does not say the {column_name(name).lower()}"
        )
    return word if name in _PROPER else _lower(word)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    """Return text with its first letter lowered, unless it begins with capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
