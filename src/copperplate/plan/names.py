"""Which names of a plan file lead nowhere, stand twice, or in a circle.

Looks at nodes, not at a plan: a file whose fields are wrong has its names judged all the
same, so that one run shows everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copperplate.errors import Place, Problem, unknown_name
from copperplate.plan.parts import NOBODY
from copperplate.yamltext import Node

# A circle of more names is shown in part.
LONGEST_SHOWN = 12
ITEMS = ("aims", "deliverables")


@dataclass(frozen=True, slots=True)
class _Said:
    """A name as it stands in the file."""

    text: str
    place: Place


def name_problems(plan: Node) -> list[Problem]:
    """Return what is wrong with the names of a plan file, in order of kind."""
    items = [entry for key in ITEMS for entry in _entries(plan, key)]
    objectives, reports = _entries(plan, "objectives"), _entries(plan, "reports")
    of_items, of_objectives = _texts(items, "id"), _texts(objectives, "id")
    of_reports, offices = _texts(reports, "id"), _texts(_entries(plan, "offices"), "title")
    steps = [step for item in items for step in _entries(item, "route")]
    leads = [*_texts(items, "lead"), *_texts(objectives, "lead")]
    answered = _texts(_entries(plan, "national"), "items")
    found = [
        *_twice("item", of_items),
        *_twice("objective", of_objectives),
        *_twice("report", of_reports),
        *_twice("office", offices),
        *_twice("national priority", _texts(_entries(plan, "national"), "id")),
        *_unknown("P103", "item", _texts(items, "part_of"), of_items),
        *_unknown("P103", "objective", _texts(objectives, "part_of"), of_objectives),
        *_circles("Items", items),
        *_circles("Objectives", objectives),
        *_unknown("P107", "objective", _texts(items, "objective"), of_objectives),
        *_unknown("P108", "report", _texts(steps, "report"), of_reports),
        *_unknown("P110", "item", answered, of_items),
    ]
    if offices:
        named = [lead for lead in leads if lead.text not in NOBODY]
        owners = _texts(reports, "owner")
        found += _unknown("P109", "office", [*named, *owners], offices)
    return found


def _entries(node: Node, key: str) -> list[Node]:
    """Return the entries of a list that are mappings; none where there is no such list."""
    held = node.value.get(key) if isinstance(node.value, dict) else None
    listed = held.value if held is not None else None
    if not isinstance(listed, tuple):
        return []
    return [entry for entry in listed if isinstance(entry.value, dict)]


def _texts(entries: Sequence[Node], key: str) -> list[_Said]:
    """Return what entries say under a key, one name or a list of them."""
    return [
        _Said(one.value, one.place)
        for entry in entries
        for one in _listed(entry, key)
        if isinstance(one.value, str)
    ]


def _listed(entry: Node, key: str) -> Iterator[Node]:
    held = entry.value.get(key) if isinstance(entry.value, dict) else None
    if held is not None:
        yield from held.value if isinstance(held.value, tuple) else (held,)


def _twice(kind: str, names: Sequence[_Said]) -> list[Problem]:
    first: dict[str, Place] = {}
    found = []
    for name in names:
        if name.text in first:
            found.append(
                Problem(
                    code="P102",
                    place=name.place,
                    what=f"The {kind} '{name.text}' is there already, at {first[name.text]}.",
                    remedy="Give one of the two another name.",
                )
            )
        first.setdefault(name.text, name.place)
    return found


def _unknown(code: str, kind: str, asked: Sequence[_Said], known: Sequence[_Said]) -> list[Problem]:
    there = {name.text: None for name in known}
    return [
        unknown_name(
            code=code,
            place=name.place,
            kind=kind,
            name=name.text,
            known=there,
            remedy=f"Name an {kind} of this plan, or leave it out."
            if kind[0] in "aeiou"
            else f"Name a {kind} of this plan, or leave it out.",
        )
        for name in asked
        if name.text not in there
    ]


def _circles(kind: str, entries: Sequence[Node]) -> list[Problem]:
    """Report each circle of parents once, at its first entry in the file.

    Every entry is walked over once: a walk ends at one that was met before, and has found a
    circle where that one was met on this very walk.
    """
    parents: dict[str, tuple[str, Place]] = {}
    for entry in entries:
        names, above = _texts([entry], "id"), _texts([entry], "part_of")
        if names:
            parents.setdefault(names[0].text, (above[0].text if above else "", entry.place))
    order = {identity: number for number, identity in enumerate(parents)}
    met: dict[str, str] = {}
    circles: list[list[str]] = []
    for start in parents:
        path, at = [], start
        while at in parents and at not in met:
            met[at] = start
            path.append(at)
            at = parents[at][0]
        if met.get(at) == start and path:
            circle = path[path.index(at) :]
            first = circle.index(min(circle, key=order.__getitem__))
            circles.append([*circle[first:], *circle[:first]])
    return [
        Problem(
            code="P104",
            place=parents[circle[0]][1],
            what=f"{kind} are part of each other in a circle: {_round(circle)}.",
            remedy="Remove one 'part_of' of the circle.",
        )
        for circle in sorted(circles, key=lambda circle: order[circle[0]])
    ]


def _round(circle: list[str]) -> str:
    shown = circle if len(circle) <= LONGEST_SHOWN else [*circle[: LONGEST_SHOWN - 1], "…"]
    return " → ".join([*shown, circle[0]])
