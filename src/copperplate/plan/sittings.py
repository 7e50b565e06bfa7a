"""A schedule as it is read: meetings in order of days, and what is due at each.

Arranges what `due` has judged; knows no words.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from copperplate.periods import Period, month
from copperplate.plan.due import Judged
from copperplate.plan.items import Item
from copperplate.plan.model import Plan
from copperplate.plan.schedule import Meeting, ScheduleFile
from copperplate.plan.watch import Flagged


@dataclass(frozen=True, kw_only=True, slots=True)
class Sitting:
    """A meeting, or a month without one that takes what is due in it.

    Attributes:
        meeting: The meeting; None for a month.
        month: Its month.
        board: Which board meets, or would.
        due: What is due then, in the order of the plans.
    """

    meeting: Meeting | None
    month: Period
    board: str
    due: tuple[Judged, ...]

    @property
    def day(self) -> date:
        """Its day; of a month, the last."""
        return self.month.end if self.meeting is None else self.meeting.date


@dataclass(frozen=True, kw_only=True, slots=True)
class Scheduled:
    """A schedule judged on a day: what is due when and where, what is not, what is wrong.

    Attributes:
        to: The day it is judged on.
        board: The board that meets, where a meeting does not say.
        plans: The plans looked at, the earliest first.
        sittings: Meetings with what is due at each, by days.
        unscheduled: Items that nothing is asked of, with their plans.
        flags: What is wrong, the gravest first.
        meeting: The day asked for; None for all.
        lead: The office asked for; None for all.
        synthetic: What must be said because the force does not exist.
    """

    to: date
    board: str
    plans: tuple[Plan, ...]
    sittings: tuple[Sitting, ...]
    unscheduled: tuple[tuple[Plan, Item], ...]
    flags: tuple[Flagged, ...]
    meeting: date | None = None
    lead: str | None = None
    synthetic: tuple[str, ...] = ()

    def of_lead(self, lead: str) -> Scheduled:
        """Return what of it concerns the items an office leads."""

        def led(plan: str | None, item: str | None) -> bool:
            return plan is not None and item is not None and lead in self.item(plan, item).lead

        return replace(
            self,
            lead=lead,
            sittings=tuple(
                replace(one, due=due)
                for one in self.sittings
                if (due := tuple(d for d in one.due if led(d.due.plan, d.due.item)))
            ),
            unscheduled=tuple((plan, item) for plan, item in self.unscheduled if lead in item.lead),
            flags=tuple(one for one in self.flags if led(one.plan, one.item)),
        )

    def of_meeting(self, day: date) -> Scheduled:
        """Return what of it concerns the meetings of a day, and the items due at them."""
        kept = tuple(one for one in self.sittings if one.meeting is not None and one.day == day)
        here = {(judged.due.plan, judged.due.item) for one in kept for judged in one.due}
        return replace(
            self,
            meeting=day,
            sittings=kept,
            unscheduled=(),
            flags=tuple(
                one
                for one in self.flags
                if day in one.meetings
                or ((one.plan or "", one.item or "") in here and one.when in (None, day))
            ),
        )

    def plan(self, identity: str) -> Plan:
        """Return a plan by id."""
        return next(plan for plan in self.plans if plan.id == identity)

    def item(self, plan: str, identity: str) -> Item:
        """Return an item by the ids of its plan and its own."""
        found = self.plan(plan).item(identity)
        if found is None:
            raise KeyError(identity)
        return found

    def report_title(self, identity: str | None, on: date) -> str | None:
        """Return a report's title, in the plan in force on a day before others; None for none."""
        if identity is None:
            return None
        in_force = sorted(self.plans, key=lambda plan: not plan.starts <= on <= plan.ends)
        found = (plan.report(identity) for plan in in_force)
        return next((one.title for one in found if one is not None), identity)


def sittings(
    plans: Sequence[Plan], schedule: ScheduleFile, judged: Sequence[Judged]
) -> tuple[Sitting, ...]:
    """Return the meetings in the years of some plans, each with what is due, by days.

    A meeting to which nothing is due is among them. A month in which something is due that no
    meeting takes stands after the meetings of the month.
    """
    at: dict[tuple[date, date | None], list[Judged]] = {}
    for one in judged:
        at.setdefault((one.due.by, one.due.meeting), []).append(one)
    # Two boards may meet on one day; what is due goes to the one that takes the report.
    taken: set[int] = set()
    found = []
    for meeting in schedule.meetings:
        here = [
            one
            for one in at.get((meeting.date, meeting.date), [])
            if id(one) not in taken
            and (one.due.report is None or one.due.report in meeting.reports)
        ]
        taken.update(map(id, here))
        if here or any(plan.starts <= meeting.date <= plan.ends for plan in plans):
            when = month(meeting.date.year, meeting.date.month)
            board = meeting.board or schedule.board
            found.append(Sitting(meeting=meeting, month=when, board=board, due=tuple(here)))
    for (day, without), due in at.items():
        if without is None:
            when = month(day.year, day.month)
            found.append(Sitting(meeting=None, month=when, board=schedule.board, due=tuple(due)))
    return tuple(sorted(found, key=lambda one: (one.day, one.meeting is None)))


def not_scheduled(
    plans: Sequence[Plan], judged: Collection[Judged]
) -> tuple[tuple[Plan, Item], ...]:
    """Return the items that nothing is asked of: as required, never scheduled, or closed."""
    asked = {(one.due.plan, one.due.item) for one in judged}
    return tuple(
        (plan, item) for plan in plans for item in plan.items if (plan.id, item.id) not in asked
    )
