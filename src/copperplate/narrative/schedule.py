"""The schedule in words: what is due and whether it was told, and what is wrong, flag by flag.

Takes what the plans and the schedule say; knows no figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from copperplate.narrative.routes import frequency_words, lead_words
from copperplate.narrative.wording import number_word, ordinal_word, sentence_case
from copperplate.periods import long_date
from copperplate.plan import Due, DueState, Flag, Flagged, Item, Judged, Plan, Scheduled, Sitting

HEADINGS = MappingProxyType(
    {
        Flag.DUE_NOT_REPORTED: "Due and not reported",
        Flag.CHAIN_BROKEN: "Chain of reports broken",
        Flag.REPORTED_LATE: "Reported late",
        Flag.NEVER_SCHEDULED: "Never scheduled",
        Flag.NO_MEETING: "Due, and no meeting takes the report",
        Flag.LEAD_MISSING: "Without a lead",
        Flag.CLASH: "Clashes",
        Flag.FIRST_TOO_LATE: "First due too late",
        Flag.DEAD_REFERENCE: "Names an item that no plan holds",
        Flag.STALE_TEXT: "Says as to come what is past",
        Flag.MISCOUNTED_LIST: "Counts a list wrongly",
    }
)
"""What stands above the flags of a kind."""
NOTHING_WRONG = "Nothing is wrong with the schedule."
NOTHING_DUE = "Nothing is due."
NOT_SCHEDULED = "Not scheduled"


def title_words(scheduled: Scheduled) -> str:
    """Return the title: "Schedule of the Police and Crime Plan 2013/14"."""
    *others, last = (f"the {plan.title}" for plan in scheduled.plans)
    return f"Schedule of {', '.join(others)}{' and ' * bool(others)}{last}"


def head_words(scheduled: Scheduled) -> tuple[str, ...]:
    """Return which board, on which day it was judged, and what was asked for, line by line."""
    lines = [f"{scheduled.board}. Judged on {long_date(scheduled.to)}."]
    if scheduled.meeting is not None:
        lines.append(f"The meeting of {long_date(scheduled.meeting)} only.")
    if scheduled.lead is not None:
        lines.append(f"Items led by {scheduled.lead} only.")
    return tuple(lines)


def sitting_words(scheduled: Scheduled, sitting: Sitting) -> tuple[str, ...]:
    """Return the heading of a meeting, and below it its days and its reports.

    "1 July 2014"; "Papers due 26 June 2014. Counted to 20 June 2014."; "Performance Report".
    """
    meeting = sitting.meeting
    if meeting is None:
        return (f"{sitting.month}, no meeting takes the report",)
    heading = long_date(meeting.date)
    if sitting.board != scheduled.board:
        heading += f", {sitting.board}"
    days = [
        f"{what} {long_date(day)}."
        for what, day in (("Papers due", meeting.papers_due), ("Cut-off", meeting.cut_off))
        if day is not None
    ]
    titles = [scheduled.report_title(report, meeting.date) or "" for report in meeting.reports]
    return (heading, *([" ".join(days)] if days else []), *(["; ".join(titles)] if titles else []))


def item_words(scheduled: Scheduled, plan: str, item: str) -> str:
    """Return an item's id, with its plan's where several are looked at."""
    return item if len(scheduled.plans) == 1 else f"{plan} {item}"


def due_words(scheduled: Scheduled, judged: Judged) -> str:
    """Return in which report, at which step and whether: "Performance Report, step 1 of 2"."""
    due = judged.due
    parts = [scheduled.report_title(due.report, due.by), _which(due)]
    return ", ".join(part for part in parts if part)


def state_words(scheduled: Scheduled, judged: Judged) -> str:
    """Return what became of a telling: "reported"; "not reported"; "to come"."""
    due, told = judged.due, judged.told
    match judged.state:
        case DueState.NOT_TOLD:
            return "not reported"
        case DueState.TO_COME:
            return "to come"
        case DueState.NO_MEETING:
            return "no meeting takes it"
        case DueState.TOLD | DueState.LATE:
            if told is None:
                raise ValueError("what was told has its telling")
            said = "reported"
            if told.on != due.by:
                said += f" on {long_date(told.on)}"
            if due.report is not None and told.report != due.report:
                said += f" in the {scheduled.report_title(told.report, told.on)}"
            return said + ", late" * (judged.state is DueState.LATE)


def led_by(item: Item) -> str:
    """Return who leads an item: its offices; "no lead" where the plan names none."""
    return lead_words(item) if item.lead else "no lead"


def why_words(plan: Plan, item: Item) -> str:
    """Return why nothing is asked of an item: closed, as required, or never scheduled."""
    if item.status.closed:
        since = "" if item.closed is None else f" since {long_date(item.closed)}"
        return f"{item.status.value}{since}"
    if item.reported is not None or item.route:
        return "as required"
    return "never scheduled"


def flag_lines(scheduled: Scheduled, flag: Flag) -> tuple[str, ...]:
    """Return what is wrong of one kind, a line for each.

    Items that lack one meeting, or whose report comes to none, share a line.
    """
    found = [one for one in scheduled.flags if one.flag is flag]
    if flag is Flag.NO_MEETING:
        return tuple(_months_without(scheduled, found))
    alone = [one for one in found if one.report is None]
    return (
        *(flag_words(scheduled, one) for one in alone),
        *_reports_without(scheduled, [one for one in found if one.report is not None]),
    )


def flag_words(scheduled: Scheduled, found: Flagged) -> str:
    """Return one flag as a line: "D6, Set up a board: was due on 3 December 2013 in the …"."""
    said = _FACTS[found.flag](scheduled, found)
    if found.plan is None or found.item is None:
        return f"{sentence_case(said)}."
    item = scheduled.item(found.plan, found.item)
    return f"{item_words(scheduled, found.plan, found.item)}, {item.title}: {said}."


def _which(due: Due) -> str:
    if due.step:
        return f"step {due.step} of {due.steps}" if due.steps > 1 else ""
    if due.first == due.month:
        return f"for {due.month}"
    return f"once in {_months(due)}"


def _months(due: Due) -> str:
    first, last = str(due.first), str(due.month)
    year = f" {due.month.end.year}"
    return f"{first.removesuffix(year)} to {last}" if due.first != due.month else last


def _when(due: Due) -> str:
    return f"in {_months(due)}" if due.meeting is None else f"on {long_date(due.meeting)}"


def _in_report(scheduled: Scheduled, due: Due) -> str:
    """Return " in the Performance Report, step 1 of 2"; nothing where there are no reports."""
    title = scheduled.report_title(due.report, due.by)
    step = f", step {due.step} of {due.steps}" if due.steps > 1 else ""
    return step if title is None else f" in the {title}{step}"


def _not_reported(scheduled: Scheduled, found: Flagged) -> str:
    due = _due_of(found)
    return f"was due {_when(due)}{_in_report(scheduled, due)}, and was not reported"


def _late(scheduled: Scheduled, found: Flagged) -> str:
    due, told = _due_of(found), found.told
    if told is None:
        raise ValueError("what came late came on a day")
    return (
        f"was due {_when(due)}{_in_report(scheduled, due)}, and was reported on "
        f"{long_date(told.on)}"
    )


def _broken(scheduled: Scheduled, found: Flagged) -> str:
    if found.later is None:
        title = scheduled.report_title(found.report, scheduled.plan(found.plan or "").starts)
        return f"its route names the {title}, which comes to no meeting since the plan began"
    due, later = _due_of(found), found.later
    return (
        f"its {ordinal_word(due.step)} step ({_step(scheduled, due)}) was never reported, and its "
        f"{ordinal_word(later.step)} ({_step(scheduled, later)}) is reported or past"
    )


def _step(scheduled: Scheduled, due: Due) -> str:
    title = scheduled.report_title(due.report, due.by)
    return f"{title}, {due.month}" if title else str(due.month)


def _never(scheduled: Scheduled, found: Flagged) -> str:
    return "the plan says neither how often nor where it is reported"


def _no_meeting(scheduled: Scheduled, found: Flagged) -> str:
    due = _due_of(found)
    return f"is due in {_months(due)}, and no meeting then takes the report"


def _no_lead(scheduled: Scheduled, found: Flagged) -> str:
    return "nobody leads it" if found.said is None else f"its lead is '{found.said}'"


def _clash(scheduled: Scheduled, found: Flagged) -> str:
    if found.meetings:
        one, other = map(long_date, found.meetings)
        return f"the meetings of {one} and {other} lie within each other's days for papers"
    due = _due_of(found)
    titles = [scheduled.report_title(one, due.by) or "" for one in found.reports]
    return f"is due in {due.month} in {number_word(len(titles))} reports: {'; '.join(titles)}"


def _too_late(scheduled: Scheduled, found: Flagged) -> str:
    due, item = _due_of(found), scheduled.item(found.plan or "", found.item or "")
    return (
        f"is reported {frequency_words(item)}, and first due in {due.month}, "
        f"the plan's {ordinal_word(found.month or 0)} month"
    )


def _dead(scheduled: Scheduled, found: Flagged) -> str:
    where = "" if found.written is None else f" in its update of {long_date(found.written)}"
    return f"names '{found.said}'{where}, which no plan holds"


def _stale(scheduled: Scheduled, found: Flagged) -> str:
    of = "" if found.written is None else f" of {long_date(found.written)}"
    return f"its update{of} says '{found.said}' as to come"


def _miscounted(scheduled: Scheduled, found: Flagged) -> str:
    of = "" if found.written is None else f" of {long_date(found.written)}"
    return f"its update{of} says '{found.said}', and lists {number_word(found.listed or 0)}"


_FACTS = MappingProxyType(
    {
        Flag.DUE_NOT_REPORTED: _not_reported,
        Flag.CHAIN_BROKEN: _broken,
        Flag.REPORTED_LATE: _late,
        Flag.NEVER_SCHEDULED: _never,
        Flag.NO_MEETING: _no_meeting,
        Flag.LEAD_MISSING: _no_lead,
        Flag.CLASH: _clash,
        Flag.FIRST_TOO_LATE: _too_late,
        Flag.DEAD_REFERENCE: _dead,
        Flag.STALE_TEXT: _stale,
        Flag.MISCOUNTED_LIST: _miscounted,
    }
)


def _months_without(scheduled: Scheduled, found: list[Flagged]) -> Iterator[str]:
    of: dict[tuple[str, str | None], list[str]] = {}
    for due in sorted(map(_due_of, found), key=lambda due: (due.month, due.plan)):
        title = scheduled.report_title(due.report, due.by)
        item = item_words(scheduled, due.plan, due.item)
        of.setdefault((_months(due), title), []).append(item)
    for (months, title), items in of.items():
        report = "" if title is None else f", {title}"
        yield f"{months}{report}: {', '.join(items)}."


def _reports_without(scheduled: Scheduled, found: list[Flagged]) -> Iterator[str]:
    of: dict[tuple[str, str], list[str]] = {}
    for one in found:
        item = item_words(scheduled, one.plan or "", one.item or "")
        of.setdefault((one.plan or "", one.report or ""), []).append(item)
    for (plan, report), items in of.items():
        title = scheduled.report_title(report, scheduled.plan(plan).starts)
        yield f"The {title} comes to no meeting since the plan began: {', '.join(items)}."


def _due_of(found: Flagged) -> Due:
    if found.due is None:
        raise ValueError(f"a flag '{found.flag.value}' is about something due")
    return found.due
