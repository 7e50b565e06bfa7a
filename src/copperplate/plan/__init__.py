"""What was promised: the plan's aims, how each is measured, and what is still awaited.

Takes nodes, not paths, and knows no measure beyond its id; whether an id exists is for
`pipeline` to check.
"""

from copperplate.plan.load import load_plan
from copperplate.plan.model import Aim, Awaited, Milestone, MilestoneKind, Plan
from copperplate.plan.objectives import (
    LOWEST,
    Block,
    Columns,
    Objective,
    ObjectivesFile,
    load_objectives,
)

__all__ = [
    "LOWEST",
    "Aim",
    "Awaited",
    "Block",
    "Columns",
    "Milestone",
    "MilestoneKind",
    "Objective",
    "ObjectivesFile",
    "Plan",
    "load_objectives",
    "load_plan",
]
