"""Which operations mark the chart of a measure and an area.

What is drawn of them is `report.operations`' part.
"""

from __future__ import annotations

from copperplate.plan import Aim
from copperplate.plan.registers import Operation
from copperplate.workspace import Workspace


def operations_of(workspace: Workspace, measure: str, area: str) -> tuple[Operation, ...]:
    """Return the operations that serve a measure and work in an area, in order of the files.

    A measure is served where the operation names it, or an item that is an aim with the measure.
    An operation in an area marks its chart and those of areas inside it, never of a larger one.
    """
    return tuple(
        entry
        for register in workspace.registers.values()
        for entry in register.entries
        if isinstance(entry, Operation)
        and (measure in entry.measures or measure in _measures_of(workspace, entry))
        and _works_in(workspace, entry, area)
    )


def _measures_of(workspace: Workspace, entry: Operation) -> set[str]:
    return {
        measure
        for plan in workspace.plans
        for item in plan.all_items
        if isinstance(item, Aim) and {item.id, f"{plan.id}:{item.id}"} & {*entry.items}
        for measure in item.measures
    }


def _works_in(workspace: Workspace, entry: Operation, area: str) -> bool:
    """Tell whether an area is one the operation works in, or lies in one."""
    places = set(entry.areas) or {workspace.settings.force}
    at: str | None = area
    while at and at not in places:
        at = workspace.register[at].parent if at in workspace.register else None
    return bool(at)
