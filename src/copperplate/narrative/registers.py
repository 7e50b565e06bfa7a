"""What is said of an entry of a register: where it stands, and what its kind has to tell.

Computes nothing; knows no table.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from copperplate.periods import long_date
from copperplate.plan.registers import (
    Action,
    AuthorityStatus,
    Entry,
    Fund,
    Judgement,
    Operation,
    OwnerBoard,
    Recommendation,
    Standing,
    Stood,
)

_SUMS = {
    "allocated": "allocated",
    "committed": "committed",
    "carried_forward": "carried forward",
}


def standing_words(stood: Stood) -> str:
    """Return where an entry stands, in words: ``overdue by 45 days``, ``not started``."""
    match stood.standing:
        case Standing.OVERDUE:
            return f"overdue by {stood.days:,} {'day' if stood.days == 1 else 'days'}"
        case Standing.OPEN | Standing.CLOSED:
            return stood.entry.status.value.replace("-", " ")
    return stood.standing.value.replace("-", " ")


def facts(entry: Entry, areas: Mapping[str, str]) -> str:
    """Return what an entry's kind has to tell beside its title; areas by their names."""
    match entry:
        case Action():
            said = [f"raised on {long_date(entry.raised)}", entry.meeting]
            if entry.responded is not None:
                said.append(f"answered on {long_date(entry.responded)} by {entry.responding}")
        case Recommendation():
            said = [f"{entry.means.value}: {entry.source}", _day("made on", entry.made)]
        case Operation():
            where = ", ".join(areas.get(code, code) for code in entry.areas)
            said = [_span(entry), where, _named("for", entry.measures)]
        case Judgement():
            grade = f"{entry.judged}: {entry.grade or 'no grade'}"
            said = [f"{entry.body}, {entry.inspection}", grade, _day("on", entry.on)]
        case Fund():
            said = [f"{entry.recipient}, {entry.year}", f"budget £{entry.budget:,}"]
            said += [
                f"{words} £{value:,}"
                for field, words in _SUMS.items()
                if (value := getattr(entry, field)) is not None
            ]
            said.append(entry.note)
        case AuthorityStatus():
            where = areas.get(entry.area, entry.area)
            said = [f"{where}: {entry.stands}", _day("since", entry.since)]
        case OwnerBoard():
            said = [
                _named("chaired by", (entry.chair,) if entry.chair else ()),
                _named("meets", (entry.meets,) if entry.meets else ()),
                _named("owns", entry.measures),
                _named("pack by", entry.pack_periods),
            ]
        case _:
            said = []
    return "; ".join(one for one in said if one)


def operation_words(entry: Operation) -> str:
    """Return an operation's name and days, as beneath a chart."""
    return f"{entry.title}, {_span(entry)}"


def _span(entry: Operation) -> str:
    if entry.starts is None:
        return "its days are not known"
    if entry.ends is None:
        return f"since {long_date(entry.starts)}"
    return f"{long_date(entry.starts)} to {long_date(entry.ends)}"


def _day(before: str, day: date | None) -> str | None:
    return None if day is None else f"{before} {long_date(day)}"


def _named(before: str, names: tuple[str, ...]) -> str | None:
    return f"{before} {', '.join(names)}" if names else None
