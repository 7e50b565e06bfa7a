"""The shapes that records are drawn from: whole-number weights by offence group, and their sources.

Measured from open data where there are any, else assumed: `shapes/index.csv` says which of each
file, `shapes/reasons.csv` why. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from copperplate.reference.shipped import Row, read_rows
from copperplate.schema.crimes import LOCATION_KINDS, MARKERS
from copperplate.synthetic.days import Quarter

Weights = NDArray[np.int64]

WHOLE = 10_000
"""What the weights of a group add up to, and what chances are taken of."""

WITHIN = MappingProxyType(
    {
        **{
            marker.name: marker.name.replace("_actual", "_perceived")
            for marker in MARKERS
            if marker.name.endswith("_actual")
        },
        "child_sexual_exploitation": "child_abuse",
    }
)
"""A marker that only a crime with another marker has → that other. Drawn by the same number, the
rarer one lies within the other."""

NO_OUTCOME = "none"
"""What files write in place of an outcome type where there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Names, each with its weight.

    Attributes:
        names: What is chosen between.
        weights: How often each. Shape (n_names,).
    """

    names: tuple[str, ...]
    weights: Weights


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shapes:
    """What records are drawn from. Mappings are by offence group unless they say otherwise.

    Attributes:
        quarters: Quarter to offence group to crimes of the West Midlands. A group that was not
            counted in a quarter is left out of it; nought is a count.
        months: Weights of one day of each month, January first: a month's crimes go by weight
            times days. Shape (12,).
        weekdays: Monday first. Shape (7,).
        hours: From midnight. Shape (24,).
        offences: Offence codes, the commonest first.
        outcomes: Outcome types; the empty name is none.
        delays: Outcome type to (weight, first day, last day) of each band of days from recording
            to outcome.
        locations: Of `location_kinds`. Shape (n_kinds,).
        locations_of: Offence code to the same, in place of its group's; few codes have them.
        location_kinds: Kinds of place.
        markers: Names of markers.
        marked: To marker to chance of `WHOLE`. Every marker is there.
        marked_of: Offence code to marker to chance, in place of its group's; few have them.
    """

    quarters: Mapping[Quarter, Mapping[str, int]]
    months: Mapping[str, Weights]
    weekdays: Mapping[str, Weights]
    hours: Mapping[str, Weights]
    offences: Mapping[str, Weighed]
    outcomes: Mapping[str, Weighed]
    delays: Mapping[str, tuple[tuple[int, int, int], ...]]
    locations: Mapping[str, Weights]
    locations_of: Mapping[str, Weights]
    location_kinds: tuple[str, ...]
    markers: tuple[str, ...]
    marked: Mapping[str, Mapping[str, int]]
    marked_of: Mapping[str, Mapping[str, int]]


@cache
def shapes() -> Shapes:
    """Return the shapes that ship."""
    return read(shipped)


def shipped(file: str) -> str:
    """Return the text of a file of shapes that ships."""
    folder = resources.files("copperplate.synthetic").joinpath("shapes")
    return folder.joinpath(file).read_text(encoding="utf-8")


def read(text: Callable[[str], str]) -> Shapes:
    """Return shapes from the text of their files.

    Raises:
        ValueError: A group of the quarters lacks a shape, or weights are no weights.
    """
    quarters = _quarters(_Table("quarters.csv", "crimes", text))
    groups = list(dict.fromkeys(group for cells in quarters.values() for group in cells))

    def complete(name: str, places: Iterable[object]) -> Mapping[str, Weights]:
        table = _Table(f"{name}s.csv", "weight", text)
        return _by_place(table, groups, "offence_group", name, [str(place) for place in places])

    offences = _weighed(_Table("offences.csv", "weight", text), groups, "offence")
    outcomes = _weighed(_Table("outcomes.csv", "weight", text), groups, "outcome_type")
    types = dict.fromkeys(name for ends in outcomes.values() for name in ends.names if name)
    places = _Table("code_locations.csv", "weight", text)
    return Shapes(
        quarters=quarters,
        months=complete("month", range(1, 13)),
        weekdays=complete("weekday", range(1, 8)),
        hours=complete("hour", range(24)),
        offences=offences,
        outcomes=outcomes,
        delays=_delays(_Table("delays.csv", "weight", text), types),
        locations=_by_kind(_Table("locations.csv", "weight", text), "offence_group", groups),
        locations_of=_by_kind(places, "offence", places.subjects("offence")),
        location_kinds=LOCATION_KINDS,
        markers=tuple(marker.name for marker in MARKERS),
        marked=_marked(_Table("markers.csv", "chance", text), groups),
        marked_of=_chances(_Table("code_markers.csv", "chance", text), "offence"),
    )


class _Table:
    """A file's rows, and how it complains."""

    def __init__(self, file: str, value: str, text: Callable[[str], str]) -> None:
        self.file = file
        self.value = value
        self.rows = read_rows(text(file))

    def wrong(self, subject: str, what: str) -> ValueError:
        return ValueError(f"shapes/{self.file}: {subject}: {what}")

    def number(self, row: Row, column: str) -> int:
        """Return a whole number that is not below nought."""
        if not row[column].isdecimal():
            raise self.wrong(next(iter(row.values())), f"{column} is no whole number from 0")
        return int(row[column])

    def subjects(self, column: str) -> list[str]:
        return list(dict.fromkeys(row[column] for row in self.rows))

    def of(self, column: str, subject: str) -> list[Row]:
        found = [row for row in self.rows if row[column] == subject]
        if not found:
            raise self.wrong(subject, "no rows")
        return found

    def weights(self, subject: str, values: Sequence[int]) -> Weights:
        if sum(values) != WHOLE:
            raise self.wrong(subject, f"weights add up to {sum(values)}, not {WHOLE}")
        found = np.array(values, dtype=np.int64)
        found.setflags(write=False)
        return found


def _quarters(table: _Table) -> Mapping[Quarter, Mapping[str, int]]:
    found: dict[Quarter, dict[str, int]] = {}
    for start in sorted(table.subjects("quarter_start")):
        quarter = Quarter(date.fromisoformat(start))
        for row in table.of("quarter_start", start):
            crimes = table.number(row, "crimes")
            found.setdefault(quarter, {})[row["offence_group"]] = crimes
    return MappingProxyType({quarter: MappingProxyType(cells) for quarter, cells in found.items()})


def _by_place(
    table: _Table, subjects: Iterable[str], subject: str, place: str, places: Sequence[str]
) -> Mapping[str, Weights]:
    """Return weights of places in order; every place is there."""
    found = {}
    for name in subjects:
        rows = table.of(subject, name)
        if [row[place] for row in rows] != list(places):
            raise table.wrong(name, f"wants {place} {places[0]} to {places[-1]}, in order")
        found[name] = table.weights(name, [table.number(row, "weight") for row in rows])
    return MappingProxyType(found)


def _by_kind(table: _Table, subject: str, subjects: Iterable[str]) -> Mapping[str, Weights]:
    """Return weights of the kinds of place; a kind without a row has none."""
    found = {}
    for name in subjects:
        weights = {
            row["location_kind"]: table.number(row, "weight") for row in table.of(subject, name)
        }
        if not weights.keys() <= set(LOCATION_KINDS):
            raise table.wrong(name, f"a kind of place is none of {', '.join(LOCATION_KINDS)}")
        found[name] = table.weights(name, [weights.get(kind, 0) for kind in LOCATION_KINDS])
    return MappingProxyType(found)


def _weighed(table: _Table, groups: Iterable[str], column: str) -> Mapping[str, Weighed]:
    found = {}
    for group in groups:
        rows = table.of("offence_group", group)
        names = tuple("" if row[column] == NO_OUTCOME else row[column] for row in rows)
        weights = [table.number(row, "weight") for row in rows]
        found[group] = Weighed(names, table.weights(group, weights))
    return MappingProxyType(found)


def _delays(table: _Table, types: Iterable[str]) -> Mapping[str, tuple[tuple[int, int, int], ...]]:
    found = {}
    for kind in types:
        bands = tuple(
            (
                table.number(row, "weight"),
                table.number(row, "from_day"),
                table.number(row, "to_day"),
            )
            for row in table.of("outcome_type", kind)
        )
        table.weights(kind, [weight for weight, _, _ in bands])
        if any(first > last for _, first, last in bands):
            raise table.wrong(kind, "a band ends before it begins")
        found[kind] = bands
    return MappingProxyType(found)


def _marked(table: _Table, groups: Iterable[str]) -> Mapping[str, Mapping[str, int]]:
    chances = _chances(table, "offence_group")
    found = {}
    for group in groups:
        if list(chances.get(group, ())) != [marker.name for marker in MARKERS]:
            raise table.wrong(group, "wants a chance of every marker, in order")
        found[group] = chances[group]
    return MappingProxyType(found)


def _chances(table: _Table, subject: str) -> Mapping[str, Mapping[str, int]]:
    names = {marker.name for marker in MARKERS}
    found: dict[str, dict[str, int]] = {}
    for row in table.rows:
        chance = table.number(row, "chance")
        if chance > WHOLE or row["marker"] not in names:
            raise table.wrong(row[subject], f"a chance above {WHOLE}, or of no marker")
        found.setdefault(row[subject], {})[row["marker"]] = chance
    return MappingProxyType({name: MappingProxyType(marks) for name, marks in found.items()})
