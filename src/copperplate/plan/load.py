"""Plan file to plan: fields, names and dates, every problem at once."""

from __future__ import annotations

from copperplate.errors import BadDefinition, Problem
from copperplate.plan.items import Item
from copperplate.plan.model import Plan
from copperplate.plan.names import ITEMS, name_problems
from copperplate.yamltext import Node, bind


def load_plan(node: Node) -> Plan:
    """Read a plan.

    Raises:
        BadDefinition: A field, or nothing promised (P101), a name twice (P102), a parent
            nobody defined (P103), parts of each other in a circle (P104), an end before the
            start (P105), an objective (P107), a report (P108), an office (P109) or an
            answer to a priority (P110) that nobody defined, a route that goes back in time
            (P111). All at once.
    """
    problems: list[Problem] = []
    plan: Plan | None = None
    try:
        plan = bind(Plan, node, code="P101")
    except BadDefinition as refusal:
        problems += refusal.problems
    problems += name_problems(node)
    if plan is not None:
        problems += _date_problems(plan, node)
    if problems or plan is None:
        raise BadDefinition(*problems)
    return plan


def _date_problems(plan: Plan, node: Node) -> list[Problem]:
    problems: list[Problem] = []
    if plan.ends < plan.starts:
        problems.append(
            Problem(
                code="P105",
                place=node.at(("ends",)).place,
                what="The plan ends before it starts.",
                remedy="Correct one of the two dates.",
            )
        )
    for key in ITEMS:
        items: tuple[Item, ...] = getattr(plan, key)
        for number, item in enumerate(items):
            problems += _backwards(item, node.at((key, number, "route")))
    return problems


def _backwards(item: Item, route: Node) -> list[Problem]:
    """Return the steps of a route that are due before the step they follow."""
    problems: list[Problem] = []
    before = None
    for number, step in enumerate(item.route):
        if step.due is None:
            continue
        if before is not None and step.due < before:
            problems.append(
                Problem(
                    code="P111",
                    place=route.at((number, "due")).place,
                    what=f"The route of '{item.id}' goes from {before} back to {step.due}.",
                    remedy="Put the steps in the order in which they come.",
                )
            )
        before = step.due
    return problems
