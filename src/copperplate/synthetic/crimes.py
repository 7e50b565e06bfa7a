"""The crimes of a quarter, every one that was ever recorded: when, what, where, to whom.

In blocks of one offence group, each as large as its total says, in the order of its days. What
becomes of them later is in `lives`; knows no extract.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copperplate.synthetic import draws
from copperplate.synthetic.days import Quarter, number_of, weekday_of
from copperplate.synthetic.draws import Bands, Draws, Whole, banded
from copperplate.synthetic.places import PRIORITY_AREAS, UNITS, WARDS
from copperplate.synthetic.shapes import WHOLE, WITHIN
from copperplate.synthetic.world import World

Flags = NDArray[np.bool_]
Places = NDArray[np.uint8]

VICTIMS = ("person", "business", "society")
_PERSON, _BUSINESS, _SOCIETY = range(3)
_NO_VICTIM = frozenset(("drug_offences", "possession_of_weapons", "public_order", "miscellaneous"))

# Days from a crime to its being recorded: assumed; sexual offences are often reported late.
_REPORTED: Bands = ((7_000, 0, 0), (1_400, 1, 1), (900, 2, 6), (400, 7, 29), (300, 30, 364))
_REPORTED_LATE: Bands = (
    *((3_500, 0, 0), (1_200, 1, 1), (1_500, 2, 6), (1_000, 7, 29), (1_300, 30, 364)),
    (1_500, 365, 7_300),
)
# Crimes that nobody sees happen: between two moments, up to so many hours apart. Assumed.
_UNSEEN = {
    "burglary_domestic": 10,
    "burglary_non_domestic": 60,
    "vehicle_offences": 12,
    "bicycle_theft": 9,
    "other_theft": 8,
    "criminal_damage_and_arson": 10,
}
# Of a hundred crimes against a person, how many are against one of few it happens to again and
# again, at home and elsewhere; and how many those few are in each unit. Assumed.
_AGAIN_AT_HOME, _AGAIN, _FEW = 35, 6, 1_500
FIRST_ONCE = 100_000
"""People to whom it happens once have numbers from here on; the few of the units, below."""

# How much a unit's share of a group may differ from its share of all crime, in hundredths.
_LEAST_TILT, _MOST_TILT = 80, 120
_WHOLE = 1_000_000
_WEEK = 7


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Crimes:
    """Crimes in columns, one value a crime, in the order they were recorded.

    Attributes:
        number: The crime's own number: no two crimes of a force share one.
        recorded: Day, as `days` counts.
        group: Place in the world's groups: what it is in the end.
        offence: Place in the world's offence codes: what it is in the end.
        unit: Place in `UNITS`.
        ward: Place in `WARDS`.
        priority: Place in `PRIORITY_AREAS`; one after the last where it lies in none.
        location: Place in the shapes' location kinds.
        committed: First moment it may have been committed, in minutes since 1970.
        until: Last moment.
        victim_kind: Place in `VICTIMS`.
        victim: Number of the person; -1 where the victim is none.
        business: Whether a company is named.
        markers: Place in the shapes' markers to whether it is set. Shape (n_markers, n_crimes).
        cancelled: Whether it turns out to be no crime.
        carried: Whether it is part of a planted rise.
    """

    number: Whole
    recorded: NDArray[np.int32]
    group: NDArray[np.uint8]
    offence: NDArray[np.uint16]
    unit: NDArray[np.uint8]
    ward: NDArray[np.uint8]
    priority: NDArray[np.uint8]
    location: NDArray[np.uint8]
    committed: NDArray[np.int32]
    until: NDArray[np.int32]
    victim_kind: NDArray[np.uint8]
    victim: Whole
    business: Flags
    markers: Flags
    cancelled: Flags
    carried: Flags


def draw_crimes(world: World, quarter: Quarter) -> Crimes:
    """Return every crime that was ever recorded in a quarter."""
    blocks = [_block(world, quarter, group) for group in world.groups]
    joined = {
        name: np.concatenate([block[name] for block in blocks], axis=-1) for name in blocks[0]
    }
    order = np.argsort(joined["recorded"], kind="stable")
    sorted_ = {name: values[..., order] for name, values in joined.items()}
    number = world.first_number[quarter] + np.arange(len(order))
    once = sorted_["victim"] == FIRST_ONCE
    sorted_["victim"] = np.where(once, FIRST_ONCE + number, sorted_["victim"])
    return Crimes(number=number, **sorted_)


def _block(world: World, quarter: Quarter, group: str) -> dict[str, NDArray[Any]]:
    shapes, made = world.shapes, world.totals[quarter].get(group, 0)
    size = made + world.cancelled(quarter, group)

    def key(purpose: str) -> np.uint64:
        return draws.stream(world.seed, quarter.start.isoformat(), group, purpose)

    def drawn(purpose: str) -> Draws:
        return draws.numbers(key(purpose), size)

    late = _REPORTED_LATE if group == "sexual_offences" else _REPORTED
    lag = banded(drawn("reported"), drawn("reported within"), late)
    recorded, lag = _days(world, quarter, group, lag, drawn("day"))
    cancelled = draws.spread(key("cancelled"), size, size - made)
    months = _months(quarter, recorded)
    unit = np.empty(size, dtype=np.uint8)
    for month, rows in months:
        unit[rows] = draws.chosen(drawn("unit")[rows], unit_weights(world, group, month))
    codes = shapes.offences[group]
    offence = draws.chosen(drawn("offence"), codes.weights) + world.first_offence[group]
    carried = np.zeros(size, dtype=np.bool_)
    for plant in world.plants.carried:
        if plant.group == group:
            may = ~cancelled & (recorded >= number_of(plant.start))
            carried = _among(key("carried"), may, world.carried(quarter, group))
            unit[carried] = _unit(plant.unit)
            offence[carried] = world.first_offence[group] + codes.names.index(plant.offence)
    business = _among(
        key("business"), ~cancelled, world.shares["business_named"][quarter].get(group, 0)
    )
    inside = _among(
        key("inside"),
        ~cancelled & _HAS_PRIORITY_AREAS[unit],
        world.shares["priority_area"][quarter].get(group, 0),
    )
    ward, priority = _wards(unit, inside, drawn("ward"))
    committed, until = _committed(world, group, recorded, lag, drawn)
    markers = _markers(world, group, months, offence, drawn)
    at_home = markers[shapes.markers.index("domestic_abuse")]
    kind, victim = _victims(group, unit, business, at_home, drawn)
    return {
        "recorded": recorded,
        "group": np.full(size, world.groups.index(group), dtype=np.uint8),
        "offence": offence.astype(np.uint16),
        "unit": unit,
        "ward": ward,
        "priority": priority,
        "location": _locations(world, group, offence, drawn("location")),
        "committed": committed,
        "until": until,
        "victim_kind": kind,
        "victim": victim,
        "business": business,
        "markers": markers,
        "cancelled": cancelled,
        "carried": carried,
    }


def unit_weights(world: World, group: str, month: date) -> list[int]:
    """Return how a month's crimes of a group fall on the units, in millionths.

    What is planted in a unit changes its own share by just so much; the others keep their
    proportions in what is left.
    """
    tilts = draws.below(
        draws.numbers(draws.stream(world.seed, "tilt", group), len(UNITS)),
        _MOST_TILT - _LEAST_TILT + 1,
    )
    usual = [
        unit.weight * (_LEAST_TILT + int(tilt)) for unit, tilt in zip(UNITS, tilts, strict=True)
    ]
    weights = draws.shared(_WHOLE, usual)
    for change in world.plants.units:
        if change.holds(group, month):
            place = _unit(change.unit)
            own = weights[place] * (100 + change.percent) // 100
            others = [0 if at == place else weight for at, weight in enumerate(weights)]
            weights = draws.shared(_WHOLE - own, others)
            weights[place] = own
    return weights


def _days(
    world: World, quarter: Quarter, group: str, lag: Whole, drawn: Draws
) -> tuple[NDArray[np.int32], Whole]:
    """Return the days a block's crimes were recorded on, in order, and how late each then was.

    The day of the week that weighs is the one it was committed on, so many days before.
    """
    days, shapes = quarter.days, world.shapes
    months = np.empty(len(days), dtype=np.int64)
    for month, rows in _months(quarter, days):
        months[rows] = shapes.months[group][month.month - 1]
    place = np.empty(len(lag), dtype=np.int64)
    for before in range(_WEEK):
        rows_of_week = np.flatnonzero(lag % _WEEK == before)
        weekdays = shapes.weekdays[group][weekday_of(days - before)]
        # Hundredths are close enough, and the sum stays below what draws can be taken from.
        weights = months * weekdays // 100
        place[rows_of_week] = draws.chosen(drawn[rows_of_week], weights)
    order = np.argsort(place, kind="stable")
    return days[place[order]], lag[order]


def _months(quarter: Quarter, days: NDArray[np.int32]) -> list[tuple[date, slice]]:
    """Return a quarter's months, each with where days in order lie in it."""
    starts = [number_of(month) for month in quarter.months]
    ends = [*np.searchsorted(days, starts[1:]), len(days)]
    return [
        (month, slice(start, end))
        for month, start, end in zip(quarter.months, (0, *ends), ends, strict=False)
    ]


def _among(key: np.uint64, may: Flags, picks: int) -> Flags:
    """Return which are picked, of those that may be, evenly."""
    places = np.flatnonzero(may)
    picked = np.zeros(len(may), dtype=np.bool_)
    picked[places[draws.spread(key, len(places), min(picks, len(places)))]] = True
    return picked


def _wards(unit: NDArray[np.uint8], inside: Flags, drawn: Draws) -> tuple[Places, Places]:
    """Return wards and priority areas: who lies in an area lies in the area's ward."""
    ward = np.empty(len(unit), dtype=np.uint8)
    priority = np.full(len(unit), len(PRIORITY_AREAS), dtype=np.uint8)
    for place in range(len(UNITS)):
        rows = np.flatnonzero((unit == place) & ~inside)
        at, weights = _WARDS_OUTSIDE[place]
        ward[rows] = at[draws.chosen(drawn[rows], weights)]
        rows = np.flatnonzero((unit == place) & inside)
        if len(rows):
            at, weights = _AREAS_OF[place]
            priority[rows] = at[draws.chosen(drawn[rows], weights)]
            ward[rows] = _WARD_OF_AREA[priority[rows]]
    return ward, priority


def _committed(
    world: World,
    group: str,
    recorded: NDArray[np.int32],
    lag: Whole,
    drawn: Callable[[str], Draws],
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    day = recorded - lag
    hour = draws.chosen(drawn("hour"), world.shapes.hours[group])
    first = day * 1_440 + hour * 60 + draws.below(drawn("minute"), 60)
    apart = draws.below(drawn("apart"), 60 * _UNSEEN.get(group, 0) + 1)
    # Nobody reports a crime that is still to come.
    last = np.minimum(first + apart, np.maximum(first, recorded * 1_440 + 1_439))
    return first.astype(np.int32), last.astype(np.int32)


def _locations(world: World, group: str, offence: Whole, drawn: Draws) -> NDArray[np.uint8]:
    found = draws.chosen(drawn, world.shapes.locations[group])
    for code, weights in world.shapes.locations_of.items():
        rows = _of_code(world, group, offence, code)
        found[rows] = draws.chosen(drawn[rows], weights)
    return found.astype(np.uint8)


def _markers(
    world: World,
    group: str,
    months: Sequence[tuple[date, slice]],
    offence: Whole,
    drawn: Callable[[str], Draws],
) -> Flags:
    """Return which markers are set. Shape (n_markers, n_crimes)."""
    shapes = world.shapes
    codes = [
        (chances, _of_code(world, group, offence, code))
        for code, chances in shapes.marked_of.items()
        if code in shapes.offences[group].names
    ]
    found = np.zeros((len(shapes.markers), len(offence)), dtype=np.bool_)
    for flags, marker in zip(found, shapes.markers, strict=True):
        chance = np.full(len(offence), shapes.marked[group][marker])
        for chances, rows in codes:
            chance[rows] = chances.get(marker, shapes.marked[group][marker])
        for month, days in months:
            for change in world.plants.markers:
                if change.marker == marker and change.holds(group, month):
                    chance[days] = chance[days] * (100 + change.percent) // 100
        if chance.any():
            # Of the same number as the marker it lies within.
            flags[:] = draws.below(drawn(WITHIN.get(marker, marker)), WHOLE) < chance
    return found


def _of_code(world: World, group: str, offence: Whole, code: str) -> Whole:
    """Return which crimes of a block are of an offence code."""
    names = world.shapes.offences[group].names
    if code not in names:
        return np.empty(0, dtype=np.int64)
    return np.flatnonzero(offence == world.first_offence[group] + names.index(code))


def _victims(
    group: str,
    unit: NDArray[np.uint8],
    business: Flags,
    at_home: Flags,
    drawn: Callable[[str], Draws],
) -> tuple[NDArray[np.uint8], Whole]:
    kind = np.full(len(unit), _SOCIETY if group in _NO_VICTIM else _PERSON, dtype=np.uint8)
    kind[business] = _BUSINESS
    again = draws.below(drawn("again"), 100) < np.where(at_home, _AGAIN_AT_HOME, _AGAIN)
    few = unit * np.int64(_FEW) + draws.below(drawn("few"), _FEW)
    victim = np.where(again, few, FIRST_ONCE)
    return kind, np.where(kind == _PERSON, victim, -1)


def _unit(code: str) -> int:
    return [unit.code for unit in UNITS].index(code)


_CODES = [ward.code for ward in WARDS]
_PARTS = {area.ward: area.part for area in PRIORITY_AREAS}
_WARD_OF_AREA = np.array([_CODES.index(area.ward) for area in PRIORITY_AREAS], dtype=np.uint8)


def _outside(code: str) -> tuple[NDArray[np.uint8], Whole]:
    """Return the wards of a unit, and how much of each lies in no priority area."""
    wards = [ward for ward in WARDS if ward.unit == code]
    weights = [ward.weight * (100 - _PARTS.get(ward.code, 0)) for ward in wards]
    return np.array([_CODES.index(ward.code) for ward in wards], np.uint8), np.array(weights)


def _areas(code: str) -> tuple[NDArray[np.uint8], Whole]:
    """Return the priority areas of a unit, and how much of it lies in each."""
    places = [at for at, area in enumerate(PRIORITY_AREAS) if area.unit == code]
    weights = [
        next(ward.weight for ward in WARDS if ward.code == PRIORITY_AREAS[at].ward)
        * PRIORITY_AREAS[at].part
        for at in places
    ]
    return np.array(places, dtype=np.uint8), np.array(weights, dtype=np.int64)


_WARDS_OUTSIDE = [_outside(unit.code) for unit in UNITS]
_AREAS_OF = [_areas(unit.code) for unit in UNITS]
_HAS_PRIORITY_AREAS = np.array([len(at) > 0 for at, _ in _AREAS_OF])
