"""The reporting schedule of a plan: its items under their objectives, each with its route.

What papers print as an appendix. Holds no words, and knows no meeting and no day.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from copperplate.periods import Period
from copperplate.plan.items import Item
from copperplate.plan.model import Objective, Plan, Report


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteStep:
    """One step of an item's route, its report found.

    Attributes:
        report: The report; None where the plan names only when.
        due: The month; None for whenever there is need.
        note: What the plan adds, or None.
    """

    report: Report | None
    due: Period | None
    note: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AppendixRow:
    """An item and its route.

    Attributes:
        item: The item.
        steps: Its route; empty where the plan names none.
        told_in: The report that tells it at intervals, where it has no route; else None.
    """

    item: Item
    steps: tuple[RouteStep, ...]
    told_in: Report | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AppendixBlock:
    """The rows of one objective; `objective` is None for items that serve none."""

    objective: Objective | None
    rows: tuple[AppendixRow, ...]


def appendix(plan: Plan, told: Collection[str] = ()) -> tuple[AppendixBlock, ...]:
    """Return what a plan says of where its items are reported, in the plan's order.

    Parts of other items have no row: their whole has.

    Args:
        plan: The plan.
        told: Ids of items that the paper itself tells, which are left out; an id that the
            plan does not hold leaves out nothing.

    Returns:
        A block for every objective of which an item is left; closed items are among them.
    """
    left = [item for item in plan.items if item.id not in told]
    return tuple(
        AppendixBlock(
            objective=None if objective is None else plan.objective(objective),
            rows=tuple(
                AppendixRow(item=item, steps=_steps(plan, item), told_in=_told_in(plan, item))
                for item in items
            ),
        )
        for objective, items in groupby(left, key=lambda item: item.objective)
    )


def _steps(plan: Plan, item: Item) -> tuple[RouteStep, ...]:
    # A step without a report has none here: the plan says when, and not where.
    return tuple(
        RouteStep(
            report=None if step.report is None else plan.report(step.report),
            due=step.due,
            note=step.note,
        )
        for step in item.route
    )


def _told_in(plan: Plan, item: Item) -> Report | None:
    at_intervals = item.reported is not None and item.reported.months is not None
    return plan.report(None) if at_intervals and not item.route else None
