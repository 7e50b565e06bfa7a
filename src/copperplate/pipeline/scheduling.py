"""The schedule of a workspace's plans, judged on a day that the data name, never the clock.

What was told where is `reporting`'s to say, what is due and wrong `plan`'s, and which words time
has overtaken `narrative`'s. Prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from copperplate.errors import BadDefinition, Place, Problem, Refusal, UnknownName, unknown_name
from copperplate.narrative.dated import counts_five_lists, passages_of, stale_dates
from copperplate.periods import long_date
from copperplate.pipeline.reporting import tellings
from copperplate.plan import (
    Flag,
    Flagged,
    Plan,
    Scheduled,
    dues,
    judge_all,
    newest_update,
    not_scheduled,
    sittings,
    told_problems,
    watch,
)
from copperplate.workspace import Workspace
from copperplate.workspace.folder import SCHEDULE


def schedule(
    workspace: Workspace,
    *,
    plan: str | None = None,
    meeting: date | None = None,
    lead: str | None = None,
    to: date | None = None,
) -> Scheduled:
    """Return what is due when and where, whether it was told, and what is wrong.

    Args:
        workspace: Whose plans and meetings.
        plan: Id of one plan; all of them if None.
        meeting: The day of one meeting; all of them if None.
        lead: One office, whose items alone are looked at; all if None.
        to: The day it is judged on; `judged_on` if None.

    Raises:
        BadWorkspace: No meetings are declared (K011).
        BadDefinition: The schedule or a plan says something wrong (P101 to P204).
        UnknownName: There is no such plan (P114), meeting (P205) or office (P206).
    """
    declared = workspace.schedule
    _refuse(schedule_problems(workspace))
    plans = workspace.plans
    if plan is not None:
        plans = (workspace.plan_named(plan, place=Place(file="--plan")),)
    if meeting is not None and meeting not in {one.date for one in declared.meetings}:
        raise UnknownName(_no_such_meeting(meeting, [one.date for one in declared.meetings]))
    if lead is not None:
        _refuse_unknown_lead(lead, plans)
    to = to or judged_on(workspace)
    judged = judge_all(
        [due for one in plans for due in dues(one, declared)], tellings(workspace), to=to
    )
    flags = watch(plans, declared, judged, to=to, known=workspace.plans)
    in_words = sorted(_of_updates(plans, to), key=lambda one: one.flag is Flag.MISCOUNTED_LIST)
    found = Scheduled(
        to=to,
        board=declared.board,
        plans=plans,
        sittings=sittings(plans, declared, judged),
        unscheduled=not_scheduled(plans, judged),
        flags=(*flags, *in_words),
        synthetic=workspace.register.stamps({one.area for one in plans}),
    )
    if lead is not None:
        found = found.of_lead(lead)
    return found if meeting is None else found.of_meeting(meeting)


def schedule_page(workspace: Workspace, found: Scheduled) -> bytes:
    """Return a schedule as one self-contained web page."""
    from copperplate.render import html
    from copperplate.report.schedule import schedule_document

    return html.render(schedule_document(found, licence=workspace.settings.licence))


def judged_on(workspace: Workspace) -> date:
    """Return the day that what is held speaks of.

    It is the day on which the newest release was read, or published where nobody says when it was
    read; without releases the last meeting that was told something. It is never before the first
    day of the earliest plan.
    """
    read = [release.as_at or release.published for release in workspace.releases]
    days = [day for day in read if day is not None] or [one.on for one in tellings(workspace)]
    return max([*days, min(plan.starts for plan in workspace.plans)])


def schedule_problems(workspace: Workspace) -> list[Problem]:
    """Return what the schedule names that no plan has; nothing where it or a plan is unreadable.

    Those say so themselves, where they are read.
    """
    try:
        return told_problems(workspace.node(SCHEDULE), workspace.plans)
    except Refusal:
        return []


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise BadDefinition(*problems)


def _of_updates(plans: Sequence[Plan], to: date) -> Iterator[Flagged]:
    """Yield the open items whose newest update is past, or counts its own list wrongly."""
    for plan in plans:
        for item in plan.items:
            update = newest_update(item, to)
            if update is None or item.is_closed_on(to):
                continue
            flag = partial(Flagged, plan=plan.id, item=item.id, written=update.date)
            for stale in stale_dates(update.text, to, written=update.date):
                yield flag(flag=Flag.STALE_TEXT, said=stale.said)
            for one in counts_five_lists(passages_of(update.text)):
                yield flag(flag=Flag.MISCOUNTED_LIST, said=one.said, listed=one.listed)


def _no_such_meeting(asked: date, days: Sequence[date]) -> Problem:
    near = sorted(sorted(days, key=lambda day: abs(day - asked))[:3])
    return Problem(
        code="P205",
        place=Place(file="--meeting"),
        what=f"No meeting on {long_date(asked)} is declared.",
        allowed=f"The nearest: {', '.join(map(str, near))}.",
        remedy=f"Ask for one of these, or declare the meeting in {SCHEDULE}.",
    )


def _refuse_unknown_lead(lead: str, plans: Sequence[Plan]) -> None:
    known = {one for plan in plans for item in plan.items for one in item.lead}
    known |= {office.title for plan in plans for office in plan.offices}
    if lead not in known:
        raise UnknownName(
            unknown_name(
                code="P206",
                place=Place(file="--lead"),
                kind="office",
                name=lead,
                known=sorted(known),
                remedy="Name an office as the plan has it.",
            )
        )
