"""What is due when and where, and whether it was told: plans held against a schedule.

Knows days and ids only; which papers told what is handed in, and words are `narrative`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from copperplate.periods import Period, month
from copperplate.plan.items import Item
from copperplate.plan.model import Plan
from copperplate.plan.schedule import Meeting, ScheduleFile


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """One telling of an item that is asked for.

    Attributes:
        plan, item: Ids.
        report: Id of the report it is to stand in; None where the plan keeps no reports.
        first, month: The months it may be told in: the same but for an item told at intervals.
        meeting: The last meeting in those months to which the report comes; None for none.
        step, steps: Its place in the item's route, 1 the first; 0 of 0 for one at intervals.
    """

    plan: str
    item: str
    report: str | None
    first: Period
    month: Period
    meeting: date | None
    step: int = 0
    steps: int = 0

    @property
    def by(self) -> date:
        """The last day it can be told on time."""
        return self.meeting or self.month.end


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Telling:
    """An item that was told: on which day, in which report.

    Attributes:
        on: The meeting's day.
        plan, item, report: Ids.
        paper: Name of this workspace's paper that told it; empty where others did.
    """

    on: date
    plan: str
    item: str
    report: str
    paper: str = ""


class DueState(StrEnum):
    """Whether a telling was had, judged on a day."""

    TOLD = "told"
    LATE = "late"
    """Told, at a later meeting."""
    NOT_TOLD = "not-told"
    """Its day has passed, and nothing told it."""
    TO_COME = "to-come"
    NO_MEETING = "no-meeting"
    """Asked for at intervals, and no meeting of its months takes it: it cannot be told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A telling asked for, and what became of it by a day; `told` is the one that met it."""

    due: Due
    state: DueState
    told: Telling | None = None


class Account(StrEnum):
    """What a paper can say of an item: a closed list, so that no item goes unsaid."""

    HERE = "here"
    """Told in this paper."""
    ELSEWHERE = "elsewhere"
    """Told in another paper, or to be told in one."""
    MISSING = "missing"
    """Due by this paper's meeting, and told nowhere."""
    COMPLETE = "complete"
    """Closed: nothing more is due."""
    AS_REQUIRED = "as-required"
    """Told when there is need."""
    UNSCHEDULED = "unscheduled"
    """The plan says neither how often nor where."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Accounted:
    """An item in a paper's account of the whole plan.

    Attributes:
        item: The item.
        account: What is said of it.
        last: When it was last told, before this paper; None for never.
        next: What is asked for next, after this paper; None for nothing.
        owed: What was due and is missing; None for nothing.
    """

    item: Item
    account: Account
    last: Telling | None = None
    next: Due | None = None
    owed: Due | None = None


def dues(plan: Plan, schedule: ScheduleFile | None) -> tuple[Due, ...]:
    """Return every telling a plan asks for, in order of months, then of the plan's items.

    An item with a route is due at each dated step. One with a frequency alone is due once in
    every interval of the plan's months, in the plan's first report; at a meeting on the plan's
    first day there is nothing to tell yet.
    """
    found = [
        due
        for item in plan.items
        for due in (*_of_route(plan, item, schedule), *_at_intervals(plan, item, schedule))
        if not item.is_closed_on(due.first.start - timedelta(days=1))
    ]
    return tuple(sorted(found, key=lambda due: (due.month.end, due.by)))


def judge(due: Due, told: Sequence[Telling], *, to: date) -> Judged:
    """Return what became of a telling by a day, looked at by itself; see `judge_all`."""
    return judge_all((due,), told, to=to)[0]


def judge_all(asked: Sequence[Due], told: Sequence[Telling], *, to: date) -> tuple[Judged, ...]:
    """Return what became of tellings by a day, in the order they are given.

    Args:
        asked: What was asked for; of one item, the earliest first.
        told: Everything that was told, in any order.
        to: The day it is judged on.

    One asked for at intervals is met by any report, one of a route by the report it names. It is
    met by the earliest that lies within its months, else by the earliest after them that no other
    needs: what is told once meets one of them.
    """
    of_item: dict[tuple[str, str], list[Telling]] = {}
    for one in sorted(one for one in told if one.on <= to):
        of_item.setdefault((one.plan, one.item), []).append(one)
    named: dict[tuple[str, str], list[int]] = {}
    for place, due in enumerate(asked):
        named.setdefault((due.plan, due.item), []).append(place)
    met: dict[int, tuple[DueState, Telling]] = {}
    for key, places in named.items():
        left = of_item.get(key, [])
        for place in places:
            found = next((one for one in left if _is_in_time(asked[place], one)), None)
            if found is not None:
                met[place] = (DueState.TOLD, found)
                left.remove(found)
        for place in places:
            late = (one for one in left if _is_after(asked[place], one))
            if place not in met and (found := next(late, None)) is not None:
                met[place] = (DueState.LATE, found)
                left.remove(found)
    return tuple(
        Judged(due=due, state=met[place][0], told=met[place][1])
        if place in met
        else Judged(due=due, state=_untold(due, to))
        for place, due in enumerate(asked)
    )


def _untold(due: Due, to: date) -> DueState:
    if due.meeting is None and not due.step:
        return DueState.NO_MEETING
    return DueState.NOT_TOLD if due.by < to else DueState.TO_COME


def _is_in_time(due: Due, told: Telling) -> bool:
    return _is_it(due, told) and due.first.start <= told.on <= due.month.end


def _is_after(due: Due, told: Telling) -> bool:
    """Tell whether it came late; one asked for at intervals is given up after the next of them."""
    if not _is_it(due, told) or told.on <= due.month.end:
        return False
    if due.step:
        return True
    return due.meeting is not None and told.on <= _next_interval(due)


def _next_interval(due: Due) -> date:
    """Return the last day of the interval after a due's own."""
    first, last = due.first.start, due.month.start
    ends = last.year * 12 + last.month - 1
    ends += ends - (first.year * 12 + first.month - 1) + 1
    return month(ends // 12, ends % 12 + 1).end


def _is_it(due: Due, told: Telling) -> bool:
    return not due.step or due.report in (None, told.report)


def account_for(
    plan: Plan,
    schedule: ScheduleFile | None,
    told: Sequence[Telling],
    *,
    here: Sequence[str],
    report: str | None,
    meeting: date,
) -> tuple[Accounted, ...]:
    """Return every item of a plan as a paper to a meeting accounts for it, in the plan's order.

    Args:
        plan: The paper's.
        schedule: The meetings; None where none are declared.
        told: What other papers told.
        here: Ids of the items this paper tells.
        report: Which report this paper is; None where the plan keeps no reports.
        meeting: The day it comes to.
    """
    asked: dict[str, list[Due]] = {}
    for due in dues(plan, schedule):
        asked.setdefault(due.item, []).append(due)
    before = [one for one in told if one.plan == plan.id and one.on < meeting]
    return tuple(
        _accounted(
            item,
            asked.get(item.id, []),
            sorted(one for one in before if one.item == item.id),
            here=item.id in here,
            report=report,
            meeting=meeting,
        )
        for item in plan.items
    )


def _accounted(
    item: Item,
    asked: Sequence[Due],
    told: Sequence[Telling],
    *,
    here: bool,
    report: str | None,
    meeting: date,
) -> Accounted:
    last = told[-1] if told else None
    judged = judge_all(asked, told, to=meeting)
    left = [one.due for one in judged if one.state in (DueState.NOT_TOLD, DueState.TO_COME)]
    coming = next((due for due in left if due.by > meeting), None)
    owed = next((due for due in left if due.by <= meeting), None)
    closed = item.status.closed and (item.closed is None or item.closed <= meeting)
    if here:
        account = Account.HERE
        owed = None if owed is not None and owed.report in (None, report) else owed
    elif closed:
        return Accounted(item=item, account=Account.COMPLETE, last=last)
    elif owed is not None:
        account = Account.MISSING
    elif coming is not None or last is not None:
        account = Account.ELSEWHERE
    elif item.reported is not None and item.reported.months is None:
        account = Account.AS_REQUIRED
    else:
        account = Account.UNSCHEDULED
    return Accounted(item=item, account=account, last=last, next=coming, owed=owed)


def meeting_of(
    schedule: ScheduleFile | None, report: str | None, first: date, last: date
) -> Meeting | None:
    """Return the last meeting between two days to which a report comes; None for none."""
    if schedule is None:
        return None
    found = [
        one
        for one in schedule.meetings
        if first <= one.date <= last and (report is None or report in one.reports)
    ]
    return found[-1] if found else None


def _of_route(plan: Plan, item: Item, schedule: ScheduleFile | None) -> Iterator[Due]:
    for number, step in enumerate(item.route, start=1):
        if step.due is not None:
            named = plan.report(step.report)
            yield _due(
                plan,
                item,
                schedule,
                report=None if named is None else named.id,
                months=(step.due, step.due),
                step=(number, len(item.route)),
            )


def _at_intervals(plan: Plan, item: Item, schedule: ScheduleFile | None) -> Iterator[Due]:
    """Yield one telling for every whole interval of the plan's months."""
    every = None if item.reported is None else item.reported.months
    if every is None or item.route:
        return
    first = plan.report(None)
    months = _months(plan)
    for at in range(0, len(months) - every + 1, every):
        yield _due(
            plan,
            item,
            schedule,
            report=None if first is None else first.id,
            months=(months[at], months[at + every - 1]),
            after=plan.starts,
        )


def _due(
    plan: Plan,
    item: Item,
    schedule: ScheduleFile | None,
    *,
    report: str | None,
    months: tuple[Period, Period],
    step: tuple[int, int] = (0, 0),
    after: date | None = None,
) -> Due:
    first, last = months
    since = first.start if after is None else max(first.start, after + timedelta(days=1))
    meeting = meeting_of(schedule, report, since, last.end)
    return Due(
        plan=plan.id,
        item=item.id,
        report=report,
        first=first,
        month=last,
        meeting=None if meeting is None else meeting.date,
        step=step[0],
        steps=step[1],
    )


def _months(plan: Plan) -> list[Period]:
    """Return the months of a plan's years, the one it starts in first."""
    found, day = [], plan.starts
    while day <= plan.ends:
        found.append(month(day.year, day.month))
        day = found[-1].end + timedelta(days=1)
    return found
