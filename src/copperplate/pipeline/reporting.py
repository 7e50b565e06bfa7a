"""Which items were told where: by this workspace's papers, and by reports others made.

Reads the schedule and the papers' files. What is due is `plan.due`'s to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from copperplate.errors import Place, Problem, Refusal, UnknownName, unknown_name
from copperplate.narrative.words import Voice
from copperplate.plan import (
    Accounted,
    AppendixBlock,
    AppendixRow,
    Due,
    Item,
    Plan,
    Telling,
    account_for,
    appendix,
    dues,
    judge,
)
from copperplate.workspace import Workspace

if TYPE_CHECKING:
    from copperplate.plan import ScheduleFile
    from copperplate.report.paper import Paper


def plan_of(workspace: Workspace, name: str, paper: Paper) -> Plan:
    """Return the plan a paper reports on.

    Raises:
        UnknownName: There is no such plan (P114).
    """
    if paper.plan is None:
        return workspace.plan
    return workspace.plan_named(paper.plan, place=workspace.paper_node(name).at(("plan",)).place)


def report_of(plan: Plan, paper: Paper) -> str | None:
    """Return the id of the plan's report that a paper is; None where the plan keeps none."""
    if paper.report is not None:
        return paper.report
    first = plan.report(None)
    return None if first is None else first.id


def told_in(
    workspace: Workspace, name: str, paper: Paper, plan: Plan, *, without_update: bool = True
) -> tuple[str, ...]:
    """Return the items a paper speaks of: those of its pages and its updates, wholes for parts.

    Args:
        workspace: Where its words are.
        name: Of the paper.
        paper: The paper.
        plan: Its plan.
        without_update: Whether to count items of which it says that there is no update.
    """
    pages = [page.aim for page in paper.pages]
    updates = [
        words.front.subject
        for words in workspace.words(name)
        if words.front.voice is Voice.UPDATE and (without_update or not words.front.no_update)
    ]
    wholes = [_whole(plan, identity) for identity in (*pages, *updates)]
    return tuple(dict.fromkeys(one.id for one in wholes if one is not None))


def tellings(workspace: Workspace) -> tuple[Telling, ...]:
    """Return everything that was told, of every plan, in order of days."""
    return tuple(sorted({*_of_schedule(workspace), *_of_papers(workspace)}))


def accounts(workspace: Workspace, name: str, paper: Paper) -> tuple[Accounted, ...]:
    """Return every item of a paper's plan, as the paper accounts for it."""
    plan = plan_of(workspace, name, paper)
    others = [one for one in tellings(workspace) if one.paper != name]
    return account_for(
        plan,
        _schedule(workspace),
        others,
        here=told_in(workspace, name, paper, plan),
        report=report_of(plan, paper),
        meeting=paper.meeting,
    )


def appendix_of(
    workspace: Workspace, *, plan: str | None, report: str | None, without: str | None
) -> tuple[Plan, tuple[AppendixBlock, ...], tuple[str, ...]]:
    """Return a plan's items with their routes, and what must stand by them if it is synthetic.

    Args:
        workspace: Where the plans are.
        plan: Id of the plan; the workspace's own if None.
        report: Only items that this report tells, at intervals or in a step; all if None.
        without: Name of a paper whose items are left out: those it tells itself.

    Raises:
        UnknownName: There is no such plan (P114), report (P207) or paper (R101).
    """
    found = workspace.plan_named(plan, place=Place(file="--plan"))
    if report is not None and found.report(report) is None:
        raise UnknownName(
            unknown_name(
                code="P207",
                place=Place(file="--report"),
                kind="report",
                name=report,
                known=[one.id for one in found.reports],
                remedy=f"Name a report of the plan {found.id}.",
            )
        )
    told = () if without is None else told_in(workspace, without, workspace.paper(without), found)
    blocks = tuple(
        replace(block, rows=tuple(row for row in block.rows if _in_report(row, report)))
        for block in appendix(found, told)
    )
    stamps = workspace.register.stamps((found.area,))
    return found, tuple(block for block in blocks if block.rows), stamps


def _in_report(row: AppendixRow, report: str | None) -> bool:
    told = (row.told_in, *(step.report for step in row.steps))
    return report is None or any(one is not None and one.id == report for one in told)


def takes_it(workspace: Workspace, name: str, paper: Paper) -> bool:
    """Whether a meeting of the schedule on the paper's day takes its report; so without either."""
    report = report_of(plan_of(workspace, name, paper), paper)
    if report is None or not workspace.has_schedule:
        return True
    meetings = workspace.schedule.meetings
    return any(one.date == paper.meeting and report in one.reports for one in meetings)


def due_items_left_out(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    """Return the items that are due in a paper, and that it does not tell."""
    plan = plan_of(workspace, name, paper)
    report = report_of(plan, paper)
    here = told_in(workspace, name, paper, plan)
    others = [one for one in tellings(workspace) if one.paper != name]

    def owed(due: Due) -> bool:
        mine = due.report == report and due.meeting == paper.meeting and due.item not in here
        return mine and judge(due, others, to=paper.meeting).told is None

    return [
        Problem(
            code="R116",
            place=Place(file=f"papers/{name}.yaml"),
            what=f"The item '{due.item}' is due in this paper, and the paper does not tell it.",
            remedy=f"Give it a page, or an update in words/{name}/, or change its route in the "
            "plan.",
        )
        for due in dues(plan, _schedule(workspace))
        if owed(due)
    ]


def _schedule(workspace: Workspace) -> ScheduleFile | None:
    return workspace.schedule if workspace.has_schedule else None


def _of_schedule(workspace: Workspace) -> Iterator[Telling]:
    schedule = _schedule(workspace)
    for meeting in () if schedule is None else schedule.meetings:
        for told in meeting.told:
            for identity in told.items:
                for plan, item in _named(workspace, identity):
                    yield Telling(on=meeting.date, plan=plan.id, item=item.id, report=told.report)


def _of_papers(workspace: Workspace) -> Iterator[Telling]:
    for name in workspace.paper_names():
        # A paper that cannot be read tells nothing, and `check` says why; others go on.
        with suppress(Refusal):
            paper = workspace.paper(name)
            plan = plan_of(workspace, name, paper)
            report = report_of(plan, paper) or ""
            # That there is no update is said, and told nobody anything.
            for identity in told_in(workspace, name, paper, plan, without_update=False):
                yield Telling(
                    on=paper.meeting, plan=plan.id, item=identity, report=report, paper=name
                )


def _named(workspace: Workspace, identity: str) -> list[tuple[Plan, Item]]:
    """Return the items an id means: of one plan as ``PLAN:ITEM``, else of any that has it."""
    of, _, plain = identity.rpartition(":")
    found = []
    for plan in workspace.plans:
        item = _whole(plan, plain)
        if item is not None and of in ("", plan.id):
            found.append((plan, item))
    return found


def _whole(plan: Plan, identity: str) -> Item | None:
    """Return an item, or the one it is a part of; None where the plan has none of this id."""
    item = plan.item(identity)
    while item is not None and item.part_of is not None:
        item = plan.item(item.part_of)
    return item
