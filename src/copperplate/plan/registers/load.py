"""Register file, or table, to register: fields, ids and sums, every problem at once.

Takes nodes, so that a spreadsheet is judged by the same rules as a file written by hand.
"""

from __future__ import annotations

from copperplate.errors import BadDefinition, Place, Problem, listed, nearest
from copperplate.plan.registers.kinds import REGISTERS, Register, RegisterKind
from copperplate.plan.registers.stated import Fund
from copperplate.yamltext import Node, bind


def load_register(node: Node) -> Register:
    """Read a register.

    Raises:
        BadDefinition: A field (P301), an id twice (P302), a sum above its fund's budget
            without a note (P305), no such kind (P306). All at once.
    """
    kind = _kind(node)
    problems: list[Problem] = []
    register: Register | None = None
    try:
        register = bind(REGISTERS[kind], node, code="P301")
    except BadDefinition as refusal:
        problems += refusal.problems
    problems += _twice(node)
    if register is not None:
        problems += _above_budget(register, node)
    if problems or register is None:
        raise BadDefinition(*problems)
    return register


def _kind(node: Node) -> RegisterKind:
    told = node.value.get("kind") if isinstance(node.value, dict) else None
    said = told.value if told is not None else None
    if isinstance(said, str) and said in list(RegisterKind):
        return RegisterKind(said)
    place = node.place if told is None else told.place
    raise BadDefinition(no_such_kind(said if isinstance(said, str) else "", place))


def no_such_kind(said: str, place: Place) -> Problem:
    """Return the problem of a register of no known kind; `said` is empty where it says none."""
    kinds = [kind.value for kind in RegisterKind]
    return Problem(
        code="P306",
        place=place,
        what=f"'{said}' is not a kind of register."
        if said
        else "Nothing says of what kind the register is.",
        allowed=f"Kinds: {listed(kinds)}.",
        remedy=nearest(said, kinds) or "Choose one of these.",
    )


def _entries(node: Node) -> list[Node]:
    held = node.at(("entries",)).value
    return list(held) if isinstance(held, tuple) else []


def _twice(node: Node) -> list[Problem]:
    first: dict[str, Place] = {}
    found = []
    for entry in _entries(node):
        named = entry.value.get("id") if isinstance(entry.value, dict) else None
        if named is None or not isinstance(named.value, str):
            continue
        if named.value in first:
            found.append(
                Problem(
                    code="P302",
                    place=named.place,
                    what=f"The entry '{named.value}' is there already, at {first[named.value]}.",
                    remedy="Give one of the two another id.",
                )
            )
        first.setdefault(named.value, named.place)
    return found


def _above_budget(register: Register, node: Node) -> list[Problem]:
    return [
        Problem(
            code="P305",
            place=node.at(("entries", number, field)).place,
            what=f"'{field}' of '{entry.id}' is above the budget of {entry.year}, and no 'note' "
            "says why.",
            allowed="A sum above the budget stands with a note, such as what was carried forward.",
            remedy="Correct the sum or the budget, or add a 'note'.",
        )
        for number, entry in enumerate(register.entries)
        if isinstance(entry, Fund) and entry.note is None
        for field in entry.above_budget
    ]
