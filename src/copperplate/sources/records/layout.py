"""What a source of records is: how its files are known, and how their rows become ours.

Values only: opens nothing, runs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from copperplate.areas import AreaRegister
from copperplate.engines.expressions import Expression, Lookup, nothing
from copperplate.engines.importing import Delivery
from copperplate.schema import TABLES


@dataclass(frozen=True, kw_only=True, slots=True)
class FileLayout:
    """One kind of file.

    Attributes:
        heading: The columns it must have; more are passed over.
        deliveries: The tables it delivers to, for a file of a name.
        lookups: What the deliveries look up.
    """

    heading: tuple[str, ...]
    deliveries: Callable[[str], tuple[Delivery, ...]]
    lookups: tuple[Lookup, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordSource:
    """A source of records the product can load.

    Attributes:
        name: As ``copperplate load`` takes it.
        description: One line for help.
        title: The publication or the system, in words.
        publisher: Who publishes it, or keeps it.
        licence: Attribution to print.
        endings: How the names of its files end, in lower case, to find them in a folder.
        layout: How files are read, with the areas there are.
    """

    name: str
    description: str
    title: str
    publisher: str
    licence: str
    endings: tuple[str, ...]
    layout: Callable[[AreaRegister], FileLayout]


def types_of(table: str) -> dict[str, str]:
    """Return a table's columns with their types, in order."""
    return {column.name: column.type.value for column in TABLES[table].columns}


def filled(table: str, made: Mapping[str, Expression]) -> dict[str, Expression]:
    """Return how each column of a table is made, in order; NULL where nothing is said of it.

    Raises:
        KeyError: Something is said of a column the table has not.
    """
    strange = set(made) - set(TABLES[table].column_names)
    if strange:
        raise KeyError(*strange)
    return {name: made.get(name, nothing()) for name in TABLES[table].column_names}
