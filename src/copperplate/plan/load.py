"""Plan file to plan: fields, ids, and who belongs to whom, every problem at once."""

from __future__ import annotations

from copperplate.errors import BadDefinition, Place, Problem, unknown_name
from copperplate.plan.model import Plan
from copperplate.yamltext import Node, bind

# A circle of more aims is shown in part.
LONGEST_SHOWN = 12


def load_plan(node: Node) -> Plan:
    """Read a plan.

    Raises:
        BadDefinition: A field (P101), no aim (P101), an id twice (P102), a parent nobody
            defined (P103), aims that are part of each other in a circle (P104), an end
            before the start (P105).
    """
    problems: list[Problem] = []
    try:
        plan = bind(Plan, node, code="P101")
    except BadDefinition as refusal:
        raise BadDefinition(*refusal.problems, *_circle_problems_of_nodes(node)) from None
    places = {
        aim.id: node.at(("aims", number)).place for number, aim in reversed([*enumerate(plan.aims)])
    }
    known = [aim.id for aim in plan.aims]
    there, seen = set(known), set[str]()
    for number, aim in enumerate(plan.aims):
        here = node.at(("aims", number))
        if aim.id in seen:
            problems.append(
                Problem(
                    code="P102",
                    place=here.at(("id",)).place,
                    what=f"The aim '{aim.id}' is there already, at {places[aim.id]}.",
                    remedy="Give one of the two another id.",
                )
            )
        seen.add(aim.id)
        if aim.part_of is not None and aim.part_of not in there:
            problems.append(
                unknown_name(
                    code="P103",
                    place=here.at(("part_of",)).place,
                    kind="aim",
                    name=aim.part_of,
                    known=known,
                    remedy="Name an aim of this plan, or remove 'part_of'.",
                )
            )
    problems += _circles({aim.id: (aim.part_of, places[aim.id]) for aim in plan.aims})
    if plan.ends < plan.starts:
        problems.append(
            Problem(
                code="P105",
                place=node.at(("ends",)).place,
                what="The plan ends before it starts.",
                remedy="Correct one of the two dates.",
            )
        )
    if problems:
        raise BadDefinition(*problems)
    return plan


def _circles(parents: dict[str, tuple[str | None, Place]]) -> list[Problem]:
    """Report each circle of parents once, at its first aim in the file.

    Every aim is walked over once: a walk ends at an aim that was met before, and has found
    a circle where that aim was met on this very walk.
    """
    order = {identity: number for number, identity in enumerate(parents)}
    met: dict[str, str] = {}
    circles: list[list[str]] = []
    for start in parents:
        path, at = [], start
        while at in parents and at not in met:
            met[at] = start
            path.append(at)
            at = parents[at][0] or ""
        if met.get(at) == start and path:
            circle = path[path.index(at) :]
            first = circle.index(min(circle, key=order.__getitem__))
            circles.append([*circle[first:], *circle[:first]])
    return [
        Problem(
            code="P104",
            place=parents[circle[0]][1],
            what=f"Aims are part of each other in a circle: {_round(circle)}.",
            remedy="Remove one 'part_of' of the circle.",
        )
        for circle in sorted(circles, key=lambda circle: order[circle[0]])
    ]


def _round(circle: list[str]) -> str:
    shown = circle if len(circle) <= LONGEST_SHOWN else [*circle[: LONGEST_SHOWN - 1], "…"]
    return " → ".join([*shown, circle[0]])


def _circle_problems_of_nodes(node: Node) -> list[Problem]:
    """Look for circles even where other fields are wrong, so that one run shows all."""
    aims = node.at(("aims",)).value
    if not isinstance(aims, tuple):
        return []
    parents: dict[str, tuple[str | None, Place]] = {}
    for aim in aims:
        if isinstance(aim.value, dict) and "id" in aim.value and "part_of" in aim.value:
            parents[str(aim.value["id"].value)] = (str(aim.value["part_of"].value), aim.place)
    return _circles(parents)
