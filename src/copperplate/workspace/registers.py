"""The registers of a workspace: ``registers/NAME.yaml``, one register a file.

Finds and opens them; what one says is `plan.registers`' part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from copperplate.errors import BadDefinition, Place, Problem, Refusal
from copperplate.workspace.opening import text_at
from copperplate.yamltext import Node, parse

if TYPE_CHECKING:
    from copperplate.plan.registers import Register

FOLDER = "registers"
# A register's name is typed and becomes that of a file, so it must not be able to lead elsewhere.
_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,58}[A-Za-z0-9_])?")


def register_file(name: str, *, place: Place | None = None) -> str:
    """Return the name of a register's file below the workspace.

    Raises:
        BadDefinition: It is no name for a register (P308).
    """
    # guard: register-name. As it stands, a name such as "../plan" would replace another file.
    if _NAME.fullmatch(name):
        return f"{FOLDER}/{name}.yaml"
    raise BadDefinition(
        Problem(
            code="P308",
            place=place or Place(file="NAME"),
            what="This is no name for a register.",
            allowed="Names are of letters, digits, '_' and, inside, '-'; at most sixty of them.",
            remedy="Give the register another name.",
        )
    )


def register_node(root: Path, name: str) -> Node:
    """Return a register's file as nodes, for the places of what it names."""
    file = register_file(name)
    return parse(text_at(root, file), file=file)


def read_registers(root: Path) -> dict[str, Register]:
    """Return every register by name; none where there is no such folder.

    Raises:
        BadDefinition: A file under a name that is none (P308), or one that says something wrong
            (P301, P302, P305, P306). Every problem of every file.
    """
    from copperplate.plan.registers import load_register

    problems: list[Problem] = []
    found: dict[str, Register] = {}
    for path in sorted((root / FOLDER).glob("*.yaml")):
        try:
            register_file(path.stem, place=Place(file=f"{FOLDER}/{path.name}"))
            found[path.stem] = load_register(register_node(root, path.stem))
        except Refusal as refusal:
            problems += refusal.problems
    if problems:
        raise BadDefinition(*problems)
    return found


def marking_charts(registers: Mapping[str, Register]) -> list[str]:
    """Return the names of the registers that papers are built from: those of operations."""
    return [name for name, one in registers.items() if one.kind.value == "operations"]
