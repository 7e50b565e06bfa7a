"""Registers listed, judged on a day, held against plans and areas, and taken from tables.

What an entry says is `plan.registers`' part; how a list is printed, `terminal`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from copperplate.atomic import replace_file
from copperplate.errors import (
    BadDefinition,
    BadInput,
    Place,
    Problem,
    Refusal,
    UnknownName,
    unknown_name,
)
from copperplate.pipeline.counting import newest
from copperplate.plan.parts import NOBODY
from copperplate.plan.registers import (
    AuthorityStatus,
    Changes,
    Entry,
    Operation,
    Register,
    RegisterKind,
    Standing,
    Stood,
    as_yaml,
    changes,
    load_register,
    no_such_kind,
    register_node,
    standings,
)
from copperplate.sources.cells import read_cells
from copperplate.workspace import Workspace
from copperplate.workspace.registers import register_file
from copperplate.workspace.registers import register_node as node_of
from copperplate.yamltext import Node, parse


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A register as it stands on a day.

    Attributes:
        name: Of its file.
        register: All of it.
        to: The day it is judged on; None where none was asked for and no release has one.
        stood: Its entries, those of the owner asked for, overdue first.
        areas: Names of the areas its entries are of, by code.
        synthetic: What must stand by it because its areas do not exist.
    """

    name: str
    register: Register
    to: date | None
    stood: tuple[Stood, ...]
    areas: Mapping[str, str]
    synthetic: tuple[str, ...] = ()

    def count(self, *standings: Standing) -> int:
        """Return how many entries stand so."""
        return sum(one.standing in standings for one in self.stood)


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """A table as a register, and what it would change or has changed.

    Attributes:
        file: The register's file in the workspace.
        changes: Against the register there, if there is one.
        written: Whether the file was written.
    """

    file: str
    changes: Changes
    written: bool
    synthetic: tuple[str, ...] = ()


def registers(
    workspace: Workspace, *, to: date | None = None, owner: str | None = None
) -> tuple[Kept, ...]:
    """Return every register, by name.

    Args:
        workspace: Where they are.
        to: The day they are judged on; the newest release's if None.
        owner: Only entries of this office; in any case of letters.

    Raises:
        BadDefinition: A register says something wrong (P301 to P306, P308).
        UnknownName: No entry has such an owner (P311).
    """
    held = workspace.registers
    if owner is not None:
        owner = _owner(owner, list(held.values()))
    return tuple(_kept(workspace, name, one, to, owner) for name, one in held.items())


def register(
    workspace: Workspace, name: str, *, to: date | None = None, owner: str | None = None
) -> Kept:
    """Return one register; see `registers`.

    Raises:
        UnknownName: There is no such register (P307), or no such owner in it (P311).
    """
    held = workspace.registers
    if name not in held:
        raise UnknownName(
            unknown_name(
                code="P307",
                place=Place(file="registers/"),
                kind="register",
                name=name,
                known=held,
                remedy="A register is a file registers/NAME.yaml.",
            )
        )
    found = held[name]
    return _kept(workspace, name, found, to, None if owner is None else _owner(owner, [found]))


def import_register(
    workspace: Workspace,
    path: Path,
    name: str,
    *,
    kind: str | None = None,
    title: str | None = None,
    accept: bool = False,
) -> Taken:
    """Read a table as a register, and put it in the register's place if that is accepted.

    Args:
        workspace: Where the register is, or will be.
        path: A CSV or XLSX file; the first sheet is read.
        name: Of the register.
        kind: Of a register that is not there yet.
        title: What it is called; as it is if None, by its kind if it is not there yet.
        accept: Whether to write it.

    Raises:
        BadInput: The file cannot be read (S001 to S012), or its columns (P309); nothing says, or
            not as the register there does, of what kind it is (P310).
        BadDefinition: What a register's file may not say (P301 to P306), or a name it may not
            have (P308).
    """
    file = register_file(name)
    # Held while it is read too: nobody's change in between is written over.
    with workspace.writing() if accept else nullcontext():
        before = workspace.registers.get(name)
        after = _from_table(workspace, path, before, kind=kind, title=title)
        written = accept and before != after
        if written:
            replace_file(workspace.root / file, as_yaml(after).encode())
    return Taken(
        file=file,
        changes=changes(before, after),
        written=written,
        synthetic=_stamps(workspace, after),
    )


def _from_table(
    workspace: Workspace,
    path: Path,
    before: Register | None,
    *,
    kind: str | None,
    title: str | None,
) -> Register:
    chosen = _kind_of(before, kind)
    book = read_cells(path, path.name)
    sheet = book.sheets[0]
    node = register_node(
        chosen,
        sheet.rows,
        title=title or (chosen.value.capitalize() if before is None else before.title),
        plan=None if before is None else before.plan,
        file=path.name,
        lines=sheet.lines,
    )
    after = load_register(node)
    problems = _problems(workspace, after, node)
    if problems:
        raise BadDefinition(*problems)
    # What will be written is read first: a file that its reader refuses would stop all else.
    assert load_register(parse(as_yaml(after), file=path.name)) == after
    return after


def register_problems(workspace: Workspace) -> list[Problem]:
    """Return what registers name that nobody defined: plans, offices, items, areas, measures."""
    return [
        problem
        for name, one in workspace.registers.items()
        for problem in _problems(workspace, one, node_of(workspace.root, name))
    ]


def _kept(
    workspace: Workspace, name: str, found: Register, to: date | None, owner: str | None
) -> Kept:
    day = to or newest(workspace.releases)
    known = None if day == date.max else day
    entries = [one for one in found.entries if owner is None or one.owner == owner]
    return Kept(
        name=name,
        register=found,
        to=known,
        stood=standings(entries, known),
        areas={
            code: workspace.register[code].name
            for code in _areas_of(found)
            if code in workspace.register
        },
        synthetic=_stamps(workspace, found),
    )


def _stamps(workspace: Workspace, found: Register) -> tuple[str, ...]:
    """Return the stamps of the force and of every area the register names."""
    return workspace.register.stamps([workspace.settings.force, *_areas_of(found)])


def _areas_of(found: Register) -> list[str]:
    return [code for entry in found.entries for _, code in _area_codes(entry)]


def _area_codes(entry: Entry) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the areas an entry names, each with where it stands in the entry."""
    if isinstance(entry, AuthorityStatus):
        return [(("area",), entry.area)]
    if isinstance(entry, Operation):
        return [(("areas", at), code) for at, code in enumerate(entry.areas)]
    return []


def _owner(said: str, among: list[Register]) -> str:
    """Return an owner as entries name it.

    Raises:
        UnknownName: No entry has it (P311).
    """
    known = {
        entry.owner.casefold(): entry.owner
        for one in among
        for entry in one.entries
        if entry.owner is not None
    }
    if said.casefold() in known:
        return known[said.casefold()]
    raise UnknownName(
        unknown_name(
            code="P311",
            place=Place(file="--owner"),
            kind="owner of an entry",
            name=said,
            known=known.values(),
            remedy="Name an owner as the registers do.",
        )
    )


def _kind_of(before: Register | None, said: str | None) -> RegisterKind:
    place = Place(file="--kind")
    if said is not None and said not in list(RegisterKind):
        raise BadInput(no_such_kind(said, place))
    if before is not None and said not in (None, before.kind):
        raise BadInput(
            Problem(
                code="P310",
                place=place,
                what=f"The register there is of {before.kind.value}.",
                remedy="Leave the kind out, or give the table another register's name.",
            )
        )
    if before is not None:
        return before.kind
    if said is None:
        raise BadInput(
            Problem(
                code="P310",
                place=place,
                what="There is no register of this name yet, and nothing says of what kind it is.",
                allowed=f"Kinds: {', '.join(RegisterKind)}.",
                remedy="Give its kind, e.g. --kind actions.",
            )
        )
    return RegisterKind(said)


def _problems(workspace: Workspace, found: Register, node: Node) -> list[Problem]:
    """Return the names of one register that lead nowhere, in order of its entries."""
    try:
        plan = workspace.plan_named(found.plan, place=node.at(("plan",)).place)
    except UnknownName as refusal:
        return list(refusal.problems)
    offices = [office.title for office in plan.offices]
    items = _items(workspace)
    problems: list[Problem] = []
    for number, entry in enumerate(found.entries):
        here = node.at(("entries", number))
        if offices and entry.owner is not None and entry.owner not in {*offices, *NOBODY}:
            problems.append(
                unknown_name(
                    code="P303",
                    place=here.at(("owner",)).place,
                    kind="office",
                    name=entry.owner,
                    known=offices,
                    remedy=f"Name an office of the plan {plan.id}, TBC or Various.",
                )
            )
        for position, item in enumerate(entry.items):
            if items[item] != 1:
                place = here.at(("items", position)).place
                problems.append(_no_item(item, items, place))
        problems += _of_areas(workspace, entry, here)
        problems += _of_measures(workspace, entry, here)
    return problems


def _items(workspace: Workspace) -> Counter[str]:
    """Return the names by which items are known, with how many each means."""
    found: Counter[str] = Counter()
    for plan in workspace.plans:
        for item in plan.all_items:
            found[item.id] += 1
            found[f"{plan.id}:{item.id}"] += 1
    return found


def _no_item(name: str, known: Counter[str], place: Place) -> Problem:
    if known[name]:
        whole = sorted(one for one in known if one.endswith(f":{name}"))
        return Problem(
            code="P304",
            place=place,
            what=f"Items of {known[name]} plans are called '{name}'.",
            allowed=f"They are {', '.join(whole)}.",
            remedy="Name the one that is meant as PLAN:ITEM.",
        )
    return unknown_name(
        code="P304",
        place=place,
        kind="item of a plan",
        name=name,
        known=[one for one in known if ":" in name or ":" not in one],
        remedy="Name an item of plan.yaml or plans/, or leave it out.",
    )


def _of_areas(workspace: Workspace, entry: Entry, here: Node) -> list[Problem]:
    return [
        unknown_name(
            code="A101",
            place=here.at(path).place,
            kind="area",
            name=code,
            known=workspace.register.codes(),
            remedy="Give a code of the area register.",
        )
        for path, code in _area_codes(entry)
        if code not in workspace.register
    ]


def _of_measures(workspace: Workspace, entry: Entry, here: Node) -> list[Problem]:
    problems: list[Problem] = []
    for field in ("measures", "pack_measures"):
        for position, identity in enumerate(getattr(entry, field, ())):
            try:
                workspace.measures.find(identity, place=here.at((field, position)).place)
            except Refusal as refusal:
                problems += refusal.problems
    return problems
