"""Sentences about what is not there to know. The tense follows the day they are told."""

from __future__ import annotations

from datetime import date

from copperplate.findings.availability import Awaits, NoFigureFor
from copperplate.narrative.runs import Runs, Text
from copperplate.narrative.sentences.teller import Teller, Wordings
from copperplate.narrative.wording import listed, the
from copperplate.periods import long_date


def awaits(tell: Teller, found: Awaits) -> Runs:
    """Word an aim without figures; the reason is the plan's own."""
    note = f" {found.note}" if found.note else ""
    return (Text(f"{found.why}{note} {due(found)}"),)


def due(found: Awaits) -> str:
    """Return when figures come, a sentence: to come, overdue, or not announced."""
    if found.due is None:
        return "No date has been announced for the next figures."
    if found.overdue:
        return f"The next figures were due on {long_date(found.due)} and have not been loaded."
    return f"The next figures are due on {long_date(found.due)}."


def no_figure_for(tell: Teller, found: NoFigureFor) -> Runs:
    """Word areas without a value."""
    names = listed([tell.area(code) for code in found.without])
    short = tell.short(found.measure)
    return (Text(f"There is no figure of {short} for {names} in {the(found.period)}."),)


def no_update(next_due: date) -> Runs:
    """Word that an office has nothing new."""
    return (Text(f"No update for this paper. The next is due on {long_date(next_due)}."),)


SENTENCES: Wordings = {Awaits: awaits, NoFigureFor: no_figure_for}
