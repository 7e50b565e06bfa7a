"""Sentences that head a chart: what it shows, against whom, since when.

One function a kind of fact; each returns running text with its figures in it. A sign or
a word, never both: "fewer" goes with a size.
"""

from __future__ import annotations

from copperplate.findings import AgainstGroup, Side
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.periods import Period
from copperplate.series.numbers import rounded
from copperplate.series.units import Unit, UnitKind

SIDE_WORDS = {Side.BELOW: "below", Side.LEVEL: "level with", Side.ABOVE: "above"}


def against_group_headline(book: FigureBook, fact: AgainstGroup) -> Runs:
    """Return "<Area>: 90.0 offences per 1,000 residents, below its group's average of 107.0"."""
    unit = book.evidence[fact.measure].shown.series.unit
    said: Runs = (
        Text(f"{book.context.names[fact.area].name} recorded "),
        FigureRun(book.figure(f"{fact.measure}.value", period=fact.period)),
        Text(f" {counted(unit)}, {SIDE_WORDS[fact.side]} the group average of "),
        FigureRun(book.figure(f"{fact.measure}.average", period=fact.period)),
    )
    if not fact.missing:
        return said
    names = _listed([book.context.names[code].name for code in fact.missing])
    return (*said, Text(f", taken without {names}, for which there are no data"))


def change_headline(book: FigureBook, measure: str, period: Period) -> Runs:
    """Return "<Area> recorded 28,675 burglaries, 28.4% more than in the year ending …"."""
    unit = book.evidence[measure].shown.series.unit
    name = book.context.names[book.context.area].name
    value = book.figure(f"{measure}.value", period=period)
    said = counted(unit, value.value)
    head: Runs = (Text(f"{name} recorded "), FigureRun(value), Text(f" {said}"))
    if value.value is None:
        return (Text(f"{name}: no figure for {unit.noun} is held for the {period}"),)
    change = book.change(measure, period)
    base = book.context.base
    if change is None or base is None:
        return head
    if change.difference == 0:
        return (*head, Text(f", the same number as in the {base}"))
    more = "more" if change.difference > 0 else "fewer"
    percent = book.figure(f"{measure}.change_size_percent", period=period)
    # "0.0% more" says nothing: a change too small to print as a percentage is printed whole.
    flat = percent.value is None or rounded(percent.value, percent.places) == 0
    kind = "change_size" if flat else "change_size_percent"
    return (
        *head,
        Text(", "),
        FigureRun(book.figure(f"{measure}.{kind}", period=period)),
        Text(f" {more} than in the {base}"),
    )


def counted(unit: Unit, value: float | None = None) -> str:
    """Return what follows a number of a unit: ``burglaries``, ``offences per 1,000 residents``."""
    if unit.kind is UnitKind.COUNT and value == 1:
        return unit.singular
    if unit.kind is UnitKind.RATE:
        return f"{unit.noun} per {unit.per:,} {unit.base}"
    return unit.noun


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return ", ".join(names[:-1]) + " and " + names[-1]
