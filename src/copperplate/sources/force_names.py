"""Forces by name, for publications that print no codes: to the code of a force area.

Knows no layout. A name that two force areas or recording bodies share is no name.
"""

from __future__ import annotations

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


def no_such_force(name: str, register: AreaRegister, place: Place) -> Problem:
    """Build the problem of a force the register does not hold."""
    hint = nearest(name, [area.name for area in register])
    return Problem(
        code="S024",
        place=place,
        what="The force is not in the area register, as a force area or recording body.",
        remedy=f"{hint} Correct the name, or add the area to areas/register.csv.".strip(),
    )
