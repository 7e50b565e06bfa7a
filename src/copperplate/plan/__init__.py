"""What was promised: the plan's items, how each is measured, who reports it and when.

Takes nodes, not paths, and knows no measure beyond its id; whether an id exists is for
`pipeline` to check.
"""

from copperplate.plan.appendix import AppendixBlock, AppendixRow, RouteStep, appendix
from copperplate.plan.due import (
    Account,
    Accounted,
    Due,
    DueState,
    Judged,
    Telling,
    account_for,
    dues,
    judge,
    judge_all,
)
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
from copperplate.plan.parts import ItemId, PlanId
from copperplate.plan.schedule import Meeting, ScheduleFile, Told, load_schedule, told_problems
from copperplate.plan.sittings import Scheduled, Sitting, not_scheduled, sittings
from copperplate.plan.watch import Flag, Flagged, newest_update, watch

__all__ = [
    "LOWEST",
    "Account",
    "Accounted",
    "Aim",
    "AppendixBlock",
    "AppendixRow",
    "Awaited",
    "Block",
    "Columns",
    "Deliverable",
    "Due",
    "DueState",
    "Flag",
    "Flagged",
    "Frequency",
    "Holder",
    "Item",
    "ItemId",
    "ItemStatus",
    "Judged",
    "Link",
    "Meeting",
    "Milestone",
    "MilestoneKind",
    "NationalPriority",
    "Objective",
    "ObjectivesFile",
    "Office",
    "Plan",
    "PlanId",
    "Printed",
    "Report",
    "RouteStep",
    "RowAsked",
    "ScheduleFile",
    "Scheduled",
    "Sitting",
    "Step",
    "Telling",
    "Told",
    "Update",
    "account_for",
    "appendix",
    "dues",
    "judge",
    "judge_all",
    "load_objectives",
    "load_plan",
    "load_schedule",
    "newest_update",
    "not_scheduled",
    "sittings",
    "told_problems",
    "watch",
]
