"""The places of Brumshire: its force, ten units, 120 wards and 14 priority areas, with weights.

Nothing here is drawn by chance. Knows where wards lie on a map of letters; `outlines`, their shape.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass

from copperplate.areas import REGISTER_COLUMNS, AreaKind, stamp_of
from copperplate.synthetic import draws

FORCE_CODE = "X23000001"
FORCE_NAME = "Brumshire"
MARK = stamp_of(f"{FORCE_NAME} Police")
"""What stands on everything that is made of these places."""

MAP = (
    "WWWFFFFSSSPP",
    "WWWFFFFSSSPP",
    "WWTTFFDSSSPP",
    "WWTTQFDDDSPP",
    "TTTQQQQDDDMM",
    "TTTQQQQDDDMM",
    "TTOQQQQQDDMM",
    "OOOOQQCCDMMM",
    "OOOOOCCCCMMM",
    "OOOOCCCCCCMM",
)
"""The wards, one letter each, the first of its unit's name; north is up. Every other row, from
the second on, lies half a ward further east, so that a ward has six neighbours."""

# Weight: the unit's share of all crime, in hundredths. Sizes as unequal as a large force's units.
_UNITS = (
    ("Quillmarsh", 16),
    ("Dunferrow", 13),
    ("Oxenbrake", 12),
    ("Tallowgate", 11),
    ("Ferndrake", 10),
    ("Marlhythe", 9),
    ("Cindermoor", 9),
    ("Wrenholt", 8),
    ("Saltgreave", 7),
    ("Pellingarth", 5),
)

# What a ward is called after its unit's name, from the middle of the unit outwards: the middle
# of a unit is its town.
_SUFFIXES = (
    *("Market", "Mill", "Abbey", "Bridge", "Castle", "Park", "Green", "Hill"),
    *("Common", "Heath", "Wood", "Ford", "Moor", "Lea", "Edge", "End"),
)

# How busy a ward is beside others of its unit, from the middle outwards: the three busiest of
# twelve hold almost half of the crime, as the busiest wards of large towns do.
_BUSY = (30, 18, 12, 9, 8, 7, 6, 6, 5, 5, 4, 4, 3, 3, 3, 3)

WARD_WEIGHTS_IN_A_UNITS = 100
"""Ward weights for each of a unit's: those of all wards add up to 10,000."""

# How many priority areas the units have, in their order: the six largest two, the next two one.
_PRIORITY_AREAS = (2, 2, 2, 2, 2, 2, 1, 1, 0, 0)

# Of the crime of the ward that a priority area lies in, the part that falls in it, in hundredths:
# in a town's middle and in the ward beside it. About an eighth of all crime lies in the 14.
_PRIORITY_PARTS = (37, 33)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A local policing unit.

    Attributes:
        code: Its identity; begins with X, as no code of a real area does.
        letter: What stands for it on `MAP`.
        weight: Its share of all crime, in hundredths.
    """

    code: str
    name: str
    letter: str
    weight: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Ward:
    """A ward.

    Attributes:
        unit: Code of the unit it lies in.
        row: On `MAP`, from the north, from 0.
        column: On `MAP`, from the west, from 0.
        weight: Its share of all crime, in ten-thousandths.
    """

    code: str
    name: str
    unit: str
    row: int
    column: int
    weight: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PriorityArea:
    """A small area with much crime, chosen for attention.

    Attributes:
        unit: Code of the unit it lies in.
        ward: Code of the one ward it lies in.
        part: Of that ward's crime, in hundredths.
    """

    code: str
    name: str
    unit: str
    ward: str
    part: int


def _wards(units: tuple[Unit, ...]) -> tuple[Ward, ...]:
    cells: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, line in enumerate(MAP):
        for column, letter in enumerate(line):
            cells[letter].append((row, column))
    found: list[Ward] = []
    for unit in units:
        held = sorted(cells[unit.letter], key=lambda cell: _from_middle(cell, cells[unit.letter]))
        weights = draws.shared(unit.weight * WARD_WEIGHTS_IN_A_UNITS, _BUSY[: len(held)])
        for cell, suffix, weight in zip(held, _SUFFIXES, weights, strict=False):
            found.append(
                Ward(
                    code=f"X05{len(found) + 1:06d}",
                    name=f"{unit.name} {suffix}",
                    unit=unit.code,
                    row=cell[0],
                    column=cell[1],
                    weight=weight,
                )
            )
    return tuple(found)


def _from_middle(cell: tuple[int, int], cells: list[tuple[int, int]]) -> tuple[int, int, int]:
    """Return how far a cell lies from the middle of several, squared; nothing is rounded."""
    number = len(cells)
    down = cell[0] * number - sum(row for row, _ in cells)
    across = _halves(cell) * number - sum(map(_halves, cells))
    # A half column is about half as wide as a row is high.
    return 4 * down * down + across * across, *cell


def _halves(cell: tuple[int, int]) -> int:
    return 2 * cell[1] + cell[0] % 2


def _priority_areas() -> tuple[PriorityArea, ...]:
    found: list[PriorityArea] = []
    for unit, number in zip(UNITS, _PRIORITY_AREAS, strict=True):
        busiest = [ward for ward in WARDS if ward.unit == unit.code][:number]
        for ward, part in zip(busiest, _PRIORITY_PARTS, strict=False):
            found.append(
                PriorityArea(
                    code=f"X30{len(found) + 1:06d}",
                    name=f"{ward.name} Priority Area",
                    unit=unit.code,
                    ward=ward.code,
                    part=part,
                )
            )
    return tuple(found)


UNITS = tuple(
    Unit(code=f"X10{number:06d}", name=name, letter=name[0], weight=weight)
    for number, (name, weight) in enumerate(_UNITS, start=1)
)
"""The local policing units, the largest first."""

WARDS = _wards(UNITS)
"""The wards, unit after unit, from the middle of each outwards."""

PRIORITY_AREAS = _priority_areas()
"""The priority areas, unit after unit, each in a ward of its own."""


def register() -> str:
    """Return the rows of the force's area register as CSV text, its heading first.

    A parent stands before what lies in it. A priority area's parent is its ward. No area began or
    ended: the dates are empty.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(REGISTER_COLUMNS)
    rows = [(FORCE_CODE, FORCE_NAME, AreaKind.POLICE_FORCE_AREA, "")]
    rows += [(u.code, u.name, AreaKind.NEIGHBOURHOOD_POLICING_UNIT, FORCE_CODE) for u in UNITS]
    rows += [(ward.code, ward.name, AreaKind.WARD, ward.unit) for ward in WARDS]
    rows += [(area.code, area.name, AreaKind.PRIORITY_AREA, area.ward) for area in PRIORITY_AREAS]
    writer.writerows((code, name, kind.value, parent, "", "") for code, name, kind, parent in rows)
    return text.getvalue()
