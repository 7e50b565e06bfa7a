"""Dates in running text: where one stands, how it is introduced, and its last day.

Reads words only. Whether a date is said as to come is `dated`'s part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from copperplate.periods import MONTH_NAMES, financial_year, month

LOOK_BACK = timedelta(days=92)
"""How far back a day without a year is looked for, before the next such day is meant.

A quarter: the usual time from one paper to the next, whose words are the ones carried over.
"""


class DateKind(StrEnum):
    """How exactly a date is said."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    """A financial year, a calendar year, or a part of one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DateSaid:
    """A date in a text.

    Attributes:
        start, end: Where it stands, its preposition included.
        preposition: The words that introduce it, in small letters: "by the end of".
        kind: How exactly it is said.
        last: Its last day; of a stretch, the stretch's.
    """

    start: int
    end: int
    preposition: str
    kind: DateKind
    last: date


_SHORT = {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
    r"|(?P<sum>\d{1,2}/\d{1,2}/\d{4})(?!\d)"
    rf"|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:the )?"
    rf"(?:{_NUMBER}(?: and | to |[-–/]))?(?P<number>{_NUMBER})(?: of)? (?P<of>{_MONTH})"
    r"(?:,? (?P<of_year>(?:19|20)\d{2})(?!\d))?"
    rf"|(?:{_MONTH}(?:,| and|/) ?)*(?P<month>{_MONTH})"
    r"(?:,? (?P<month_year>(?:19|20)\d{2})(?!\d))?"
    r"|(?:(?P<part>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)(?: [Tt]erm)?,? (?:of )?)?"
    r"(?P<year>(?:19|20)\d{2})(?:[-–/](?P<to>(?:20)?\d{2}))?(?![\d/]))"
)
_PART_OF = (
    r"(?:(?:the )?(?:very )?(?:end|start|beginning|middle|close) of (?:the )?"
    r"(?:financial year |quarter |month )?"
    r"|(?:the )?week (?:of|beginning|commencing) |early (?:in )?|late (?:in )?|mid[- ]|later in "
    r"|around |about |no later than )?"
)
_STRETCH = re.compile(
    rf"\b(?P<preposition>from|between)\s+(?:(?:{_NUMBER} )?{_MONTH}(?: \d{{4}})?|\d{{4}}|{_NUMBER})"
    rf"\s+(?:to|until|till|and)\s+{_PART_OF}{_DATE}"
)
_SAID = re.compile(
    r"(?P<preposition>\b(?:[Oo]n|[Bb]y|[Ii]n|[Ff]rom|[Dd]uring|[Bb]efore|[Uu]ntil|[Tt]ill|[Ff]or"
    r"|[Tt]hroughout|[Ww]ithin|[Aa]t|[Aa]round|to)\s+|[–—-]\s|\()"
    rf"(?P<part_of>{_PART_OF}){_DATE}"
)
_SEASONS_END = {"spring": 5, "summer": 8, "autumn": 11}


def dates_said(text: str, *, on: date, written: date | None = None) -> Iterator[DateSaid]:
    """Yield the dates of a text that a preposition, a dash or a bracket introduces.

    Args:
        text: Running text; its months are written with capitals.
        on: The day it is printed on.
        written: The day it was written on, if known. A day or month without a year is the first
            from then on; else the last within `LOOK_BACK` before `on`, or the next one.
    """
    at = 0
    while True:
        stretch, said = _STRETCH.search(text, at), _SAID.search(text, at)
        found = stretch if stretch and (not said or stretch.start() <= said.start()) else said
        if found is None:
            return
        at = found.end()
        read = _read(found, on, written)
        if read is not None:
            before = found["preposition"] + (found.groupdict().get("part_of") or "")
            kind, last = read
            yield DateSaid(
                start=found.start(),
                end=found.end(),
                preposition=" ".join(before.lower().split()),
                kind=kind,
                last=last,
            )


def _read(found: re.Match[str], on: date, written: date | None) -> tuple[DateKind, date] | None:
    """Return how exactly a date is said and its last day; None for no day of the calendar."""
    try:
        if found["iso"]:
            return DateKind.DAY, date.fromisoformat(found["iso"])
        if found["sum"]:
            day, number, year = (int(part) for part in found["sum"].split("/"))
            return DateKind.DAY, date(year, number, day)
        if found["of"]:
            day, number = int(re.sub(r"\D", "", found["number"])), _number(found["of"])
            years = _years(found["of_year"], on, written)
            return DateKind.DAY, _nearest([date(year, number, day) for year in years], on, written)
        if found["month"]:
            number = _number(found["month"])
            years = _years(found["month_year"], on, written)
            ends = [month(year, number).end for year in years]
            return DateKind.MONTH, _nearest(ends, on, written)
        return DateKind.YEAR, _end_of_year(int(found["year"]), found["to"], found["part"])
    except ValueError:
        return None


def _number(name: str) -> int:
    return _SHORT[name[:3].lower()]


def _years(said: str | None, on: date, written: date | None) -> list[int]:
    if said:
        return [int(said)]
    first = (written or on - LOOK_BACK).year
    return [first, first + 1]


def _nearest(days: list[date], on: date, written: date | None) -> date:
    """Return the first of the days that is not before the text was, or may have been, written."""
    since = written or on - LOOK_BACK
    return next((day for day in days if day >= since), days[-1])


def _end_of_year(first: int, to: str | None, season: str | None) -> date:
    if season:
        number = _SEASONS_END.get(season.lower())
        return month(first, number).end if number else month(first + 1, 2).end
    if to is None:
        return date(first, 12, 31)
    last = int(to) if len(to) == 4 else first - first % 100 + int(to)
    last += 100 * (last <= first and len(to) == 2)
    if last == first + 1:
        return financial_year(first).end
    return date(last, 12, 31)
