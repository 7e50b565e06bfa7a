"""What plans name that nobody defined: measures, areas, items of earlier plans.

Each plan by itself is judged where it is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from copperplate.errors import Problem, Refusal, unknown_name
from copperplate.workspace import Workspace

if TYPE_CHECKING:
    from copperplate.plan import Item, Plan


def plan_problems(workspace: Workspace) -> list[Problem]:
    """Return what the plans name that nobody defined: measures, areas, items of other plans."""
    problems: list[Problem] = []
    for plan in workspace.plans:
        found = _of_plan(workspace, plan)
        problems += (problem for problem in found if problem not in problems)
    return problems


def _of_plan(workspace: Workspace, plan: Plan) -> list[Problem]:
    node = workspace.plan_node(plan)
    problems: list[Problem] = []
    for number, aim in enumerate(plan.aims):
        for position, identity in enumerate(aim.measures):
            place = node.at(("aims", number, "measures", position)).place
            try:
                workspace.measures.find(identity, place=place)
            except Refusal as refusal:
                problems += (problem for problem in refusal.problems if problem not in problems)
    earlier = {
        f"{other.id}:{item.id}"
        for other in workspace.plans
        if other.starts < plan.starts
        for item in other.all_items
    }
    for key in ("aims", "deliverables"):
        items: tuple[Item, ...] = getattr(plan, key)
        problems += [
            unknown_name(
                code="P113",
                place=node.at((key, number, "continues")).place,
                kind="item of an earlier plan",
                name=item.continues,
                known=sorted(earlier),
                remedy="Name it as PLAN:ITEM, or leave 'continues' out.",
            )
            for number, item in enumerate(items)
            if item.continues is not None and item.continues not in earlier
        ]
    if plan.area not in workspace.register:
        problems.append(
            unknown_name(
                code="A101",
                place=node.at(("area",)).place,
                kind="area",
                name=plan.area,
                known=workspace.register.codes(),
                remedy="Give a code of the area register.",
            )
        )
    elif plan.area != workspace.settings.force:
        problems.append(
            Problem(
                code="P106",
                place=node.at(("area",)).place,
                what="The plan is for another area than the force of this workspace.",
                allowed=f"The force is {workspace.settings.force} (copperplate.yaml).",
                remedy="Correct the plan's area, or the force.",
            )
        )
    return problems
