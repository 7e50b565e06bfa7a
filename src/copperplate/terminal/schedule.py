"""What `schedule` prints: what is wrong, then what is due when, to read or as JSON.

Text from `narrative`; judges nothing.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from copperplate.narrative import schedule as words
from copperplate.plan import Due, Flag, Flagged, Item, Judged, Plan, Scheduled, Sitting, Telling
from copperplate.terminal.answers import LINE
from copperplate.terminal.rows import stamped

_INDENT, _DEEPER = "  ", "      "


def schedule_as_text(found: Scheduled, width: int = LINE) -> str:
    """Return the flags, then what is due meeting by meeting, then what is not scheduled."""
    lines = [*found.synthetic, words.title_words(found), *words.head_words(found)]
    lines = [part for line in lines for part in _wrap(line, width)]
    for heading, said in _flags(found):
        lines += ["", heading]
        lines += _wrapped(said, width, _INDENT)
    for sitting in found.sittings:
        heading, *below = words.sitting_words(found, sitting)
        lines += ["", heading]
        lines += _wrapped(below, width, "")
        for one in sitting.due:
            lines += _due_lines(found, one, width)
    if found.meeting is None and found.unscheduled:
        lines += ["", f"{words.NOT_SCHEDULED}: {len(found.unscheduled)}"]
        lines += _wrapped(
            (
                f"{words.item_words(found, plan.id, item.id)}, {item.title}. "
                f"{words.led_by(item)}; {words.why_words(plan, item)}"
                for plan, item in found.unscheduled
            ),
            width,
            _INDENT,
        )
    if not any(sitting.due for sitting in found.sittings):
        lines += ["", words.NOTHING_DUE]
    return "\n".join(lines) + "\n"


def _flags(found: Scheduled) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield a heading for each kind of flag there is, with its number, and its lines."""
    if not found.flags:
        yield words.NOTHING_WRONG, ()
    for flag in Flag:
        count = sum(one.flag is flag for one in found.flags)
        if count:
            yield f"{words.HEADINGS[flag]}: {count}", words.flag_lines(found, flag)


def _due_lines(found: Scheduled, one: Judged, width: int) -> list[str]:
    item = found.item(one.due.plan, one.due.item)
    title = f"{words.item_words(found, one.due.plan, one.due.item)}, {item.title}"
    said = (words.led_by(item), words.due_words(found, one), words.state_words(found, one))
    below = "; ".join(part for part in said if part)
    return [
        *_wrapped([title], width, _INDENT),
        *_wrap(below, width, _DEEPER, _DEEPER),
    ]


def _wrapped(said: Iterable[str], width: int, indent: str) -> list[str]:
    return [part for line in said for part in _wrap(line, width, indent, indent + "  ")]


def _wrap(line: str, width: int, indent: str = "", further: str = "") -> list[str]:
    return textwrap.wrap(
        line, width, initial_indent=indent, subsequent_indent=further, break_on_hyphens=False
    )


def schedule_as_json(found: Scheduled) -> str:
    """Return all of it as an object; days are ISO 8601, what is absent is null."""
    record = {
        "to": found.to.isoformat(),
        "board": found.board,
        **stamped(found.synthetic),
        "meeting": _day(found.meeting),
        "lead": found.lead,
        "plans": [
            {
                "id": plan.id,
                "title": plan.title,
                "starts": plan.starts.isoformat(),
                "ends": plan.ends.isoformat(),
            }
            for plan in found.plans
        ],
        "flags": [_flag(found, one) for one in found.flags],
        "sittings": [_sitting(found, one) for one in found.sittings],
        "not_scheduled": [_unscheduled(plan, item) for plan, item in found.unscheduled],
    }
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def _sitting(found: Scheduled, sitting: Sitting) -> dict[str, Any]:
    meeting = sitting.meeting
    return {
        "meeting": None if meeting is None else meeting.date.isoformat(),
        "month": sitting.month.iso,
        "board": sitting.board,
        "papers_due": None if meeting is None else _day(meeting.papers_due),
        "cut_off": None if meeting is None else _day(meeting.cut_off),
        "reports": [
            {"id": report, "title": found.report_title(report, sitting.day)}
            for report in (() if meeting is None else meeting.reports)
        ],
        "due": [
            {
                **_due(one.due),
                "title": (item := found.item(one.due.plan, one.due.item)).title,
                "lead": list(item.lead),
                "state": one.state.value,
                "told": _telling(one.told),
            }
            for one in sitting.due
        ],
    }


def _unscheduled(plan: Plan, item: Item) -> dict[str, Any]:
    return {
        "plan": plan.id,
        "item": item.id,
        "title": item.title,
        "lead": list(item.lead),
        "status": item.status.value,
        "closed": _day(item.closed),
        "reported": None if item.reported is None else item.reported.value,
        "why": words.why_words(plan, item),
    }


def _flag(found: Scheduled, one: Flagged) -> dict[str, Any]:
    return {
        "flag": one.flag.value,
        "plan": one.plan,
        "item": one.item,
        "words": words.flag_words(found, one),
        "due": None if one.due is None else _due(one.due),
        "told": _telling(one.told),
        "later": None if one.later is None else _due(one.later),
        "report": one.report,
        "reports": list(one.reports),
        "month": one.month,
        "meetings": [day.isoformat() for day in one.meetings],
        "said": one.said,
        "listed": one.listed,
        "written": _day(one.written),
    }


def _due(due: Due) -> dict[str, Any]:
    return {
        "plan": due.plan,
        "item": due.item,
        "report": due.report,
        "first_month": due.first.iso,
        "month": due.month.iso,
        "meeting": _day(due.meeting),
        "step": due.step or None,
        "steps": due.steps or None,
    }


def _telling(told: Telling | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {"on": told.on.isoformat(), "report": told.report, "paper": told.paper or None}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
