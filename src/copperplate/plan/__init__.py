"""What was promised: the plan's items, how each is measured, who reports it and when.

Takes nodes, not paths, and knows no measure beyond its id; whether an id exists is for
`pipeline` to check.
"""

from copperplate.plan.items import (
    Aim,
    Awaited,
    Deliverable,
    Frequency,
    Item,
    ItemStatus,
    Link,
    Printed,
    Step,
    Update,
)
from copperplate.plan.load import load_plan
from copperplate.plan.milestone import Milestone, MilestoneKind
from copperplate.plan.model import Holder, NationalPriority, Objective, Office, Plan, Report
from copperplate.plan.objectives import (
    LOWEST,
    Block,
    Columns,
    ObjectivesFile,
    RowAsked,
    load_objectives,
)
from copperplate.plan.schedule import Meeting, ScheduleFile, Told, load_schedule

__all__ = [
    "LOWEST",
    "Aim",
    "Awaited",
    "Block",
    "Columns",
    "Deliverable",
    "Frequency",
    "Holder",
    "Item",
    "ItemStatus",
    "Link",
    "Meeting",
    "Milestone",
    "MilestoneKind",
    "NationalPriority",
    "Objective",
    "ObjectivesFile",
    "Office",
    "Plan",
    "Printed",
    "Report",
    "RowAsked",
    "ScheduleFile",
    "Step",
    "Told",
    "Update",
    "load_objectives",
    "load_plan",
    "load_schedule",
]
