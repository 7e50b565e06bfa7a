"""Forces by name, for publications that print no codes: to the code of a force area.

Knows no layout. A name that two force areas or recording bodies share is no name.
"""

from __future__ import annotations

from collections.abc import Callable

from copperplate.areas import AreaKind, AreaRegister
from copperplate.errors import Place, Problem, nearest

# Bodies that changed their name between editions.
_FORMER_NAMES = {"Financial Fraud Action UK": "UK Finance"}


def force_named(name: str, register: AreaRegister) -> str | None:
    """Return the code of the one force area or recording body of a name, or None.

    A name sorted by its second part is turned round: ``London, City of``.
    """
    if ", " in name:
        second, first = name.split(", ", 1)
        name = f"{first} {second}"
    name = _FORMER_NAMES.get(name, name)
    found = [
        area.code
        for kind in (AreaKind.POLICE_FORCE_AREA, AreaKind.RECORDING_BODY)
        for area in register.named(name, kind=kind)
    ]
    return found[0] if len(found) == 1 else None


class Forces:
    """The forces a table names, each looked up once; a name that is none is one problem.

    Args:
        register: The areas there are.
        problems: Where the problems of the table are collected, in the order of its rows.
    """

    def __init__(self, register: AreaRegister, problems: list[Problem]) -> None:
        self._register, self._problems = register, problems
        self._codes: dict[str, str | None] = {}

    def code(self, name: str, place: Callable[[], Place]) -> str | None:
        """Return the code of a name, or None; `place` is asked only for the first of a name."""
        if name not in self._codes:
            self._codes[name] = force_named(name, self._register)
            if self._codes[name] is None:
                self._problems.append(_no_such_force(name, self._register, place()))
        return self._codes[name]


def _no_such_force(name: str, register: AreaRegister, place: Place) -> Problem:
    """Build the problem of a force the register does not hold."""
    hint = nearest(name, [area.name for area in register])
    return Problem(
        code="S024",
        place=place,
        what="The force is not in the area register, as a force area or recording body.",
        remedy=f"{hint} Correct the name, or add the area to areas/register.csv.".strip(),
    )
