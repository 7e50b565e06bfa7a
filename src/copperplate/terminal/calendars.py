"""The schedule as a calendar: meetings, days for papers, and a task for each item due.

Source: RFC 5545. The same schedule gives the same bytes: stamps are the day it is judged on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from copperplate.narrative import schedule as words
from copperplate.plan import DueState, Judged, Scheduled, Sitting

LONGEST_LINE = 75
"""Octets in a line of a calendar, its end not counted (RFC 5545, 3.1)."""
_MAKER = "-//Copperplate//Schedule//EN"


def schedule_as_ics(found: Scheduled) -> str:
    """Return a calendar in UTF-8 lines that end as the standard asks.

    What is due stands in its meeting's description too, for programs that leave tasks out.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_MAKER}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text('. '.join((*found.synthetic, words.title_words(found))))}",
    ]
    for sitting in found.sittings:
        if sitting.meeting is not None:
            lines += _meeting(found, sitting)
        # What no meeting takes is nobody's task.
        tasks = (one for one in sitting.due if one.state is not DueState.NO_MEETING)
        lines += (line for one in tasks for line in _task(found, one))
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _meeting(found: Scheduled, sitting: Sitting) -> Iterator[str]:
    meeting = sitting.meeting
    if meeting is None:
        return
    heading, *below = words.sitting_words(found, sitting)
    due = [_line(found, one) for one in sitting.due] or [words.NOTHING_DUE]
    said = "\n".join((*found.synthetic, *below, "", *due))
    yield from _event(found, f"meeting.{_slug(sitting.board)}", meeting.date, sitting.board, said)
    if meeting.papers_due is not None:
        title = f"Papers due: {sitting.board}, {heading}"
        identity = f"papers.{_slug(sitting.board)}.{meeting.date.isoformat()}"
        yield from _event(found, identity, meeting.papers_due, title, said)


def _event(found: Scheduled, identity: str, day: date, title: str, said: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield from _named(found, f"{identity}.{day.isoformat()}")
    yield f"DTSTART;VALUE=DATE:{_day(day)}"
    yield f"DTEND;VALUE=DATE:{_day(day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(title)}"
    yield f"DESCRIPTION:{_text(said)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _task(found: Scheduled, one: Judged) -> Iterator[str]:
    due = one.due
    item = found.item(due.plan, due.item)
    told = one.state in (DueState.TOLD, DueState.LATE)
    which = due.month.iso + (f".{due.report}" if due.report else "")
    yield "BEGIN:VTODO"
    yield from _named(found, f"item.{due.plan}.{due.item}.{which}")
    yield f"DUE;VALUE=DATE:{_day(due.by)}"
    yield f"SUMMARY:{_text(f'{due.item}, {item.title}')}"
    yield f"DESCRIPTION:{_text(chr(10).join((*found.synthetic, _line(found, one))))}"
    yield f"STATUS:{'COMPLETED' if told else 'NEEDS-ACTION'}"
    yield "END:VTODO"


def _line(found: Scheduled, one: Judged) -> str:
    item = found.item(one.due.plan, one.due.item)
    said = (words.led_by(item), words.due_words(found, one), words.state_words(found, one))
    identity = words.item_words(found, one.due.plan, one.due.item)
    return f"{identity}, {item.title}. {'; '.join(part for part in said if part)}."


def _named(found: Scheduled, identity: str) -> Iterator[str]:
    """Yield what tells a thing from others, and the day it is as of: neither of the clock."""
    area = found.plans[0].area.lower()
    yield f"UID:{_text(identity)}@{area}.copperplate.invalid"
    yield f"DTSTAMP:{_day(found.to)}T000000Z"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _text(said: str) -> str:
    """Return text with what would end it or its line escaped (RFC 5545, 3.3.11)."""
    escaped = said.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets; a letter is never cut through."""
    pieces, piece, held = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if held + octets > LONGEST_LINE:
            pieces.append(piece)
            piece, held = " ", 1
        piece += letter
        held += octets
    return "\r\n".join((*pieces, piece))
