"""Sentences that head a chart: what it shows, against whom, since when.

One function a kind of fact; each returns running text with its figures in it. A sign or
a word, never both: "fewer" goes with a size.
"""

from __future__ import annotations

from copperplate.findings import AgainstGroup
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.sentences.group import group_figure, side_of, without
from copperplate.narrative.sentences.teller import Teller
from copperplate.narrative.wording import sentence_case, the
from copperplate.periods import Period
from copperplate.series.numbers import rounded
from copperplate.series.units import Unit, UnitKind


def against_group_headline(book: FigureBook, fact: AgainstGroup) -> Runs:
    """Return "<Area> recorded 90.0 offences per 1,000 residents, below the group average of …"."""
    tell = Teller(book, book.evidence)
    unit = tell.unit(fact.measure)
    return (
        Text(f"{tell.area(fact.area)} recorded "),
        tell.value(fact.measure, fact.area, fact.period),
        Text(f" {counted(unit)}, {side_of(unit, fact)} the group average of "),
        group_figure(tell, fact, "average"),
        Text(without(tell, fact.measure, fact.missing, fact.period)),
    )


def rank_headline(book: FigureBook, measure: str, period: Period) -> Runs:
    """Return "<Area> has the lowest recorded crime rate of the four forces"; else its subject."""
    tell = Teller(book, book.evidence)
    about = book.evidence[measure].shown.about
    short = about.title[:1].lower() + about.title[1:]
    name = tell.area(book.context.area)
    fact = book.against(measure, period)
    if fact is None:
        return (Text(f"{sentence_case(short)} in {name}'s group of forces"),)
    of = f"of the {len(fact.with_data)} forces{' with data' if fact.missing else ''}"
    ends = ("highest", "lowest") if about.better == "higher" else ("lowest", "highest")
    has = f"{name} has the {'joint ' if fact.sharing else ''}"
    if fact.rank == 1 or fact.from_last == 1:
        return (Text(f"{has}{ends[0] if fact.rank == 1 else ends[1]} {short} {of}"),)
    return (Text(has), group_figure(tell, fact, "rank"), Text(f" {ends[0]} {short} {of}"))


def change_headline(book: FigureBook, measure: str, period: Period) -> Runs:
    """Return "<Area> recorded 28,675 burglaries, 28.4% more than in the year ending …"."""
    unit = book.evidence[measure].shown.series.unit
    name = book.context.names[book.context.area].name
    value = book.figure(f"{measure}.value", period=period)
    said = counted(unit, value.value)
    head: Runs = (Text(f"{name} recorded "), FigureRun(value), Text(f" {said}"))
    if value.value is None:
        return (Text(f"{name}: no figure for {unit.noun} is held for {the(period)}"),)
    change = book.change(measure, period)
    base = book.context.base
    if change is None or base is None:
        return head
    if change.difference == 0:
        return (*head, Text(f", the same number as in {the(base)}"))
    more = "more" if change.difference > 0 else "fewer"
    percent = book.figure(f"{measure}.change_size_percent", period=period)
    # "0.0% more" says nothing: a change too small to print as a percentage is printed whole.
    flat = percent.value is None or rounded(percent.value, percent.places) == 0
    kind = "change_size" if flat else "change_size_percent"
    return (
        *head,
        Text(", "),
        FigureRun(book.figure(f"{measure}.{kind}", period=period)),
        Text(f" {more} than in {the(base)}"),
    )


def counted(unit: Unit, value: float | None = None) -> str:
    """Return what follows a number of a unit: ``burglaries``, ``offences per 1,000 residents``."""
    if unit.kind is UnitKind.COUNT and value == 1:
        return unit.singular
    if unit.kind is UnitKind.RATE:
        return f"{unit.noun} per {unit.per:,} {unit.base}"
    return unit.noun
