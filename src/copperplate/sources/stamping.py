"""Which areas of a load do not exist: what its release says, and what must never be mixed.

Reads codes alone; knows no name but the register's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from copperplate.areas import SYNTHETIC_CODES, AreaRegister, is_synthetic
from copperplate.engines.written import columns_in, distinct, pairs_between
from copperplate.errors import BadInput, Place, Problem
from copperplate.schema import TABLES
from copperplate.schema.records import AREA_COLUMNS, COVERAGE
from copperplate.sources.reading import Row
from copperplate.sources.records.importing import Read

FORCE = "force"


def stamps_of_rows(tables: Mapping[str, Sequence[Row]], register: AreaRegister) -> tuple[str, ...]:
    """Return what a release of published rows says of areas that do not exist.

    Args:
        tables: Table to its rows, each in the order of the table's columns.
        register: The areas there are.
    """
    codes = set()
    for name, rows in tables.items():
        at = TABLES[name].column_names.index("area")
        codes |= {str(row[at]) for row in rows}
    return register.stamps(codes)


def stamps_of_records(
    read: Sequence[Read],
    parts: Mapping[str, Sequence[Path]],
    coverage: Sequence[Row],
    register: AreaRegister,
) -> tuple[str, ...]:
    """Return what a release of records says of areas that do not exist.

    Args:
        read: What was read.
        parts: Table to the files its rows lie in.
        coverage: The rows of the table of that name.
        register: The areas there are.

    Raises:
        BadInput: A record of a real force lies in an area that does not exist, or the other way
            round; a file says that its records are synthetic, and they are a real force's (S056).
    """
    at = COVERAGE.column_names.index(FORCE)
    forces = {str(row[at]) for row in coverage}
    said = next((one.copy.name for one in read if one.synthetic), None)
    # guard: said-synthetic. What a file says of itself holds, whatever a mapping calls its force.
    if said is not None and not all(is_synthetic(code) for code in forces):
        what = "It says that its records are of a force that does not exist, and they are loaded "
        raise BadInput(_two_sorts(Place(file=said), f"{what}as a real force's."))
    for paths in parts.values():
        column = _mixed(paths, forces)
        # guard: no-mixed-records. Synthetic records must never count as a real force's own.
        if column is not None:
            what = "It puts records of a real force into an area that does not exist, or records "
            place = Place(file=read[0].copy.name, spot=column)
            raise BadInput(_two_sorts(place, f"{what}of a force that does not exist into a real."))
    return register.stamps(forces)


def _two_sorts(place: Place, what: str) -> Problem:
    return Problem(
        code="S056",
        place=place,
        what=what,
        allowed="Codes of X and eight digits are of synthetic areas.",
        remedy="Name the force the records are of: 'force' in extract.yaml. Synthetic records are "
        "of a synthetic force alone.",
    )


def _mixed(paths: Sequence[Path], forces: set[str]) -> str | None:
    """Return a column whose areas do not exist where the force does, or the other way round."""
    columns = sorted(columns_in(paths).intersection(AREA_COLUMNS.values()) - {FORCE})
    found = pairs_between(paths, FORCE, columns, between=SYNTHETIC_CODES)
    if any(is_synthetic(code) for code in forces):  # then what is real must be looked for too
        found += [
            (column, force, code)
            for column in columns
            for force, code in distinct(paths, (FORCE, column))
            if code is not None
        ]
    for column, force, code in found:
        if is_synthetic(str(force)) != is_synthetic(str(code)):
            return column
    return None
