"""What a schedule and its plans show to be wrong: flags, from a closed list, each with its facts.

Holds no words, and reads none for what they mean: dates in words that are past, and lists that
are miscounted, are `narrative`'s to find, and only have their flags here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations, groupby

from copperplate.periods import Period
from copperplate.plan.due import Due, DueState, Judged, Telling
from copperplate.plan.items import Item, Update
from copperplate.plan.model import Plan
from copperplate.plan.parts import NOBODY
from copperplate.plan.schedule import Meeting, ScheduleFile

GRACE = 1
"""Months by which an item's first report may come later than its frequency asks for.

A board that meets monthly takes the figures of a month at the meeting of the next.
"""


class Flag(StrEnum):
    """What is wrong, the gravest first."""

    DUE_NOT_REPORTED = "due-not-reported"
    """Its meeting, or the month its plan names, has passed, and nothing reported it."""
    CHAIN_BROKEN = "chain-broken"
    """A later step of its route is reported or past, an earlier one never was; or a step's report
    comes to no meeting since the plan began."""
    REPORTED_LATE = "reported-late"
    """It was reported at a meeting after the one it was due at."""
    NEVER_SCHEDULED = "never-scheduled"
    """It is open, and its plan says neither how often nor where it is reported."""
    NO_MEETING = "no-meeting"
    """It is due in a month, or an interval, in which no meeting takes its report."""
    LEAD_MISSING = "lead-missing"
    """It is open, and nobody leads it, or TBC or Various does."""
    CLASH = "clash"
    """Two meetings of one board lie within each other's days for papers, or an item is due in two
    reports in one month."""
    FIRST_TOO_LATE = "first-too-late"
    """Its route begins more than a month later than its frequency asks for."""
    DEAD_REFERENCE = "dead-reference"
    """A text names an item that no plan holds, or it goes on from one."""
    STALE_TEXT = "stale-text"
    """Its newest update says as to come what is past."""
    MISCOUNTED_LIST = "miscounted-list"
    """Its newest update counts so many entries, and lists another number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Flagged:
    """A flag and its facts; those that do not belong to it are None or empty.

    Attributes:
        flag: What is wrong.
        plan, item: Ids; None of a clash of meetings.
        due: The telling it is about; of a broken chain, the step that was never told.
        told: What met it late.
        later: Of a broken chain, the later step.
        report: Id of a report that comes to no meeting.
        reports: Ids of the reports of one month.
        month: The month an item is first due in, counted from the plan's first; or None.
        meetings: Days of the two meetings that clash.
        said: The reference, the date in words, or the count in words.
        listed: How many entries there are where words count another number; or None.
        written: The day of the update that says it; None for other texts.
    """

    flag: Flag
    plan: str | None = None
    item: str | None = None
    due: Due | None = None
    told: Telling | None = None
    later: Due | None = None
    report: str | None = None
    reports: tuple[str, ...] = ()
    month: int | None = None
    meetings: tuple[date, ...] = ()
    said: str | None = None
    listed: int | None = None
    written: date | None = None

    @property
    def when(self) -> date | None:
        """The day it belongs to: of a meeting, else the last of a month; None for none."""
        return self.meetings[0] if self.meetings else None if self.due is None else self.due.by


def watch(
    plans: Sequence[Plan],
    schedule: ScheduleFile,
    judged: Sequence[Judged],
    *,
    to: date,
    known: Sequence[Plan] | None = None,
) -> tuple[Flagged, ...]:
    """Return every flag of some plans but those of what an update says.

    Args:
        plans: The plans looked at.
        schedule: The meetings.
        judged: Every telling these plans ask for, judged on that day.
        to: The day it is all judged on: updates after it are not read, items closed by it are.
        known: All plans there are, which texts may name; those looked at if None.

    Returns:
        In the order of `Flag`, and of plans, items and days within one.
    """
    known = plans if known is None else known
    of_item: dict[tuple[str, str], list[Judged]] = {}
    for one in judged:
        of_item.setdefault((one.due.plan, one.due.item), []).append(one)
    found: list[Flagged] = list(_meetings_that_clash(schedule))
    for plan in plans:
        for item in plan.items:
            asked = of_item.get((plan.id, item.id), [])
            found += _of_dues(asked)
            found += _of_chain(plan, item, schedule, asked)
            found += _two_reports_in_a_month(asked)
            found += _references(plan, item, known, to)
            if not item.is_closed_on(to):
                found += _of_open(plan, item, asked)
    order = list(Flag)
    return tuple(sorted(found, key=lambda one: order.index(one.flag)))


def newest_update(item: Item, to: date) -> Update | None:
    """Return what was last said of an item by a day; None for nothing."""
    said = [update for update in item.updates if update.date <= to]
    return said[-1] if said else None


def _of_dues(asked: Sequence[Judged]) -> Iterator[Flagged]:
    for one in asked:
        due, told = one.due, None
        if one.state is DueState.NOT_TOLD:
            flags = [Flag.DUE_NOT_REPORTED]
        elif one.state is DueState.LATE:
            flags, told = [Flag.REPORTED_LATE], one.told
        else:
            flags = []
        if due.meeting is None and one.told is None:
            flags.append(Flag.NO_MEETING)
        for flag in flags:
            yield Flagged(flag=flag, plan=due.plan, item=due.item, due=due, told=told)


def _of_chain(
    plan: Plan, item: Item, schedule: ScheduleFile, asked: Sequence[Judged]
) -> Iterator[Flagged]:
    steps = [one for one in asked if one.due.step]
    for at, one in enumerate(steps):
        later = next(
            (other for other in steps[at + 1 :] if other.state is not DueState.TO_COME), None
        )
        if one.state is DueState.NOT_TOLD and later is not None:
            yield Flagged(
                flag=Flag.CHAIN_BROKEN, plan=plan.id, item=item.id, due=one.due, later=later.due
            )
            break
    met = {
        report
        for meeting in schedule.meetings
        if meeting.date >= plan.starts
        for report in meeting.reports
    }
    if item.is_closed_on(plan.starts):
        return
    for report in dict.fromkeys(step.report for step in item.route):
        if report is not None and report not in met:
            yield Flagged(flag=Flag.CHAIN_BROKEN, plan=plan.id, item=item.id, report=report)


def _two_reports_in_a_month(asked: Sequence[Judged]) -> Iterator[Flagged]:
    steps = [one.due for one in asked if one.due.step]
    for _, same in groupby(steps, key=lambda due: due.month):
        due, *others = same
        reports = tuple(dict.fromkeys(one.report or "" for one in (due, *others)))
        if len(reports) > 1:
            yield Flagged(flag=Flag.CLASH, plan=due.plan, item=due.item, due=due, reports=reports)


def _of_open(plan: Plan, item: Item, asked: Sequence[Judged]) -> Iterator[Flagged]:
    if item.reported is None and not item.route:
        yield Flagged(flag=Flag.NEVER_SCHEDULED, plan=plan.id, item=item.id)
    if not item.lead or NOBODY & set(item.lead):
        yield Flagged(
            flag=Flag.LEAD_MISSING, plan=plan.id, item=item.id, said=", ".join(item.lead) or None
        )
    every = None if item.reported is None else item.reported.months
    # Without a route it is due from the first interval on, and lacks a meeting there or not.
    steps = [one.due for one in asked if one.due.step]
    if every is not None and steps:
        month = _month_of(plan, steps[0].month)
        if month > every + GRACE:
            yield Flagged(
                flag=Flag.FIRST_TOO_LATE,
                plan=plan.id,
                item=item.id,
                due=steps[0],
                month=month,
            )


def _month_of(plan: Plan, month: Period) -> int:
    """Return which month of a plan one is, 1 the first."""
    return (month.start.year - plan.starts.year) * 12 + month.start.month - plan.starts.month + 1


def _meetings_that_clash(schedule: ScheduleFile) -> Iterator[Flagged]:
    for one, other in combinations(schedule.meetings, 2):
        if (one.board or schedule.board) == (other.board or schedule.board) and (
            _papers_due(other) <= one.date
        ):
            yield Flagged(flag=Flag.CLASH, meetings=(one.date, other.date))


def _papers_due(meeting: Meeting) -> date:
    return meeting.papers_due or meeting.date


_REFERENCE = re.compile(r"(?<![\w-])(?:(?P<plan>[\w-]+):)?(?P<item>[A-Za-z]\w*-\d+[a-z]?)(?![\w-])")


def _references(plan: Plan, item: Item, known: Sequence[Plan], to: date) -> Iterator[Flagged]:
    """Yield what texts name that looks like an item's id, and is none of any plan's."""
    held = {one.id: {item.id for item in one.all_items} for one in known}
    ids = {identity for items in held.values() for identity in items}
    shapes = {_shape(identity) for identity in ids}
    if item.continues is not None:
        of, _, before = item.continues.partition(":")
        if before not in held.get(of, ()):
            yield _dead(plan, item, item.continues, None)
    printed = [
        text
        for one in item.printed
        for text in (one.title, one.route, one.says)
        if text is not None
    ]
    texts: list[tuple[str, date | None]] = [(text, None) for text in printed]
    texts += [(one.text, one.date) for one in item.updates if one.date <= to]
    for text, written in texts:
        for found in _REFERENCE.finditer(text):
            of, named = found["plan"], found["item"]
            lost = named not in held[of] if of in held else named not in ids
            if lost and (of in held or _shape(named) in shapes):
                yield _dead(plan, item, found[0] if of in held else named, written)


def _shape(identity: str) -> str:
    """Return the form of an id: its first letter, and its other letters and digits as kinds."""
    rest = re.sub(r"[A-Za-z]", "a", re.sub(r"\d", "9", identity[1:]))
    return identity[0] + rest


def _dead(plan: Plan, item: Item, said: str, written: date | None) -> Flagged:
    return Flagged(flag=Flag.DEAD_REFERENCE, plan=plan.id, item=item.id, said=said, written=written)
