"""Evidence to chart blocks: drawing, headline, source and the table behind.

Year-ending series share months between neighbours, so they are drawn as plain lines:
no limits, no runs, no steps. Computes nothing; figures come from the book.
"""

from __future__ import annotations

from copperplate.drawing import Dot, Event, Line, LineChart, RankedDots, Reference, Role, Tick
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.headlines import (
    against_group_headline,
    change_headline,
    counted,
    rank_headline,
)
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.wording import the
from copperplate.periods import MONTH_NAMES, Period, PeriodKind
from copperplate.report.blocks import Chart, Column, Row, Table
from copperplate.series.evidence import Evidence
from copperplate.series.figure import ReleaseNote
from copperplate.series.numbers import printed
from copperplate.series.units import UnitKind

GROUP_AVERAGE = "Group average"
MARCH, FEWEST_TICKS = 3, 2


def source_line(book: FigureBook, measure: str, period: Period | None = None) -> str:
    """Return who published a chart's data and when; of one period, or of all drawn."""
    evidence = book.evidence[measure].shown
    notes = evidence.releases
    if period is not None:
        provenance = book.figure(f"{measure}.value", period=period).provenance
        counted = evidence.series[book.context.area].at(period)
        same = [n for n in notes if counted is not None and n.identity == counted.release]
        return f"Source: {publications(same or list(provenance.releases))}."
    return f"Source: {publications(list(notes))}."


def publications(notes: list[ReleaseNote]) -> str:
    """Return "<publisher> (<dates>)" for each publisher of some releases."""
    publishers: dict[str, list[str]] = {}
    for note in notes:
        publishers.setdefault(note.publisher, []).append(note.dated)
    return ", ".join(f"{name} ({_dates(dates)})" for name, dates in publishers.items())


def over_time(book: FigureBook, measure: str, *, identity: str, peers: bool) -> Chart:
    """Return a measure over time, the force's group beside it where `peers`."""
    evidence = book.evidence[measure].shown
    context = book.context
    period = book.latest(measure)
    codes = _drawn(book, peers)
    lines = [_line(book, measure, code) for code in reversed(codes)]
    fact = book.against(measure, period) if peers else None
    if peers:
        lines.append(_average_line(book, measure))
    events: tuple[Event, ...] = ()
    if context.base is not None:
        events = (Event(at=_position(context.base), label=f"Base: {context.base}"),)
    own = evidence.series[context.area].observations
    held = [seen.period for seen in own if seen.value is not None] or [period]
    name = context.names[context.area].name
    beside = f" and its {context.group.name}" if peers and context.group else ""
    return Chart(
        identity=identity,
        title=against_group_headline(book, fact)
        if fact is not None
        else change_headline(book, measure, period),
        subtitle=f"{evidence.about.title}, {name}{beside}, {held[0]} to {held[-1]}",
        source=source_line(book, measure),
        alternative=_said_over_time(book, measure, period),
        drawing=LineChart(
            lines=tuple(lines),
            x_ticks=_ticks(evidence.series.periods),
            y_heading=evidence.series.unit.heading,
            events=events,
        ),
        table=_time_table(book, measure, codes, identity=identity, average=peers),
    )


def ranking(book: FigureBook, measure: str, *, identity: str) -> Chart:
    """Return the group's members ranked in the newest period, with the group's average."""
    context = book.context
    if context.group is None:
        raise ValueError("a ranking needs a group")  # pipeline refuses a paper without one
    evidence = book.evidence[measure].shown
    period = book.latest(measure)
    unit = evidence.series.unit
    fact = book.against(measure, period)
    figures = {
        code: book.figure(f"{measure}.value", area=code, period=period)
        for code in context.group.members
    }
    sign = -1 if evidence.about.better == "higher" else 1
    order = sorted(
        figures, key=lambda c: (figures[c].value is None, sign * (figures[c].value or 0.0), c)
    )
    average = book.figure(f"{measure}.average", period=period)
    return Chart(
        identity=identity,
        title=rank_headline(book, measure, period),
        subtitle=f"{evidence.about.title}, {context.group.name}, {period}",
        source=source_line(book, measure, period),
        alternative=_said_ranking(book, measure, period, order),
        drawing=RankedDots(
            dots=tuple(
                Dot(
                    name=context.names[code].name,
                    value=figures[code].value,
                    value_label=figures[code].marked_text
                    if figures[code].value is not None
                    else " ".join(
                        f"{mark.shorthand} {mark.meaning}" for mark in sorted(figures[code].marks)
                    ),
                    role=Role.MAIN if code == context.area else Role.PEER,
                )
                for code in order
            ),
            x_heading=unit.heading,
            references=()
            if average.value is None
            else (Reference(at=average.value, label=f"{GROUP_AVERAGE} {average.text}"),),
        ),
        table=_rank_table(book, measure, period, order, identity=identity, known=fact is not None),
    )


def _drawn(book: FigureBook, peers: bool) -> tuple[str, ...]:
    group = book.context.group
    if not peers or group is None:
        return (book.context.area,)
    return (book.context.area, *group.others)


def _line(book: FigureBook, measure: str, code: str) -> Line:
    series = book.evidence[measure].shown.series[code]
    last = series.last
    # A line that stops early says why at its end; an older value there would pass for today's.
    label = " ".join(mark.shorthand for mark in sorted(last.marks))
    if last.value is not None:
        label = f"{printed(last.value, series.unit.places)} {label}".rstrip()
    return Line(
        name=book.context.names[code].name,
        xs=tuple(_position(seen.period) for seen in series.observations),
        ys=tuple(seen.value for seen in series.observations),
        role=Role.MAIN if code == book.context.area else Role.PEER,
        value_label=label,
    )


def _average_line(book: FigureBook, measure: str) -> Line:
    """Return the group's average, a gap wherever it would be over fewer members than all.

    A line that changed its members from one year to the next would show a step that
    nobody's crime made.
    """
    periods = book.evidence[measure].shown.series.periods
    facts = [book.against(measure, period) for period in periods]
    ys = tuple(None if f is None or f.missing else f.average for f in facts)
    places = book.evidence[measure].shown.series.unit.places
    everyone = len(book.context.group.members) if book.context.group else 0
    # Where a member is missing now, the line stops, and its name says whose average it is.
    whole = ys[-1] is not None
    return Line(
        name=GROUP_AVERAGE if whole else f"Average of all {everyone}",
        xs=tuple(_position(period) for period in periods),
        ys=ys,
        role=Role.AVERAGE,
        value_label="" if ys[-1] is None else printed(ys[-1], places),
    )


def _position(period: Period) -> float:
    """Return where a period ends, in months, so that years are evenly apart."""
    return float(period.end.year * 12 + period.end.month)


def _ticks(periods: tuple[Period, ...]) -> tuple[Tick, ...]:
    """Label the ends of financial years; where hardly any is drawn, every period's end."""
    marches = [period for period in periods if period.end.month == MARCH]
    drawn = marches if len(marches) >= FEWEST_TICKS else periods
    return tuple(
        Tick(
            at=_position(period), label=f"{MONTH_NAMES[period.end.month - 1][:3]} {period.end.year}"
        )
        for period in drawn
    )


def _time_table(
    book: FigureBook, measure: str, codes: tuple[str, ...], *, identity: str, average: bool
) -> Table:
    evidence = book.evidence[measure].shown
    names = book.context.names
    columns = [Column(title=evidence.series.periods[0].kind.value.replace("-", " ").capitalize())]
    columns += [Column(title=names[code].name, numeric=True) for code in codes]
    if average:
        columns.append(Column(title=GROUP_AVERAGE, numeric=True))
    rows = []
    for period in reversed(evidence.series.periods):
        cells: list[Runs] = [(Text(_row_head(period)),)]
        cells += [
            (FigureRun(book.figure(f"{measure}.value", area=code, period=period)),)
            for code in codes
        ]
        if average:
            cells.append((FigureRun(book.figure(f"{measure}.average", period=period)),))
        rows.append(Row(cells=tuple(cells)))
    return Table(
        identity=f"{identity}-data",
        caption=f"{evidence.about.title}: {evidence.series.unit.heading.lower()}",
        columns=tuple(columns),
        rows=tuple(rows),
        notes=_mark_notes(evidence, codes),
    )


def _row_head(period: Period) -> str:
    """Return a period as a row of its kind names it: the head says "Year ending" once."""
    if period.kind is PeriodKind.YEAR_ENDING:
        return f"{MONTH_NAMES[period.end.month - 1]} {period.end.year}"
    return str(period)


def _rank_table(
    book: FigureBook,
    measure: str,
    period: Period,
    order: list[str],
    *,
    identity: str,
    known: bool,
) -> Table:
    evidence = book.evidence[measure].shown
    unit = evidence.series.unit
    rows = [
        Row(
            cells=(
                (Text(book.context.names[code].name),),
                (FigureRun(book.figure(f"{measure}.value", area=code, period=period)),),
            ),
            strong=code == book.context.area,
        )
        for code in order
    ]
    if known:
        average = book.figure(f"{measure}.average", period=period)
        rows.append(Row(cells=((Text(GROUP_AVERAGE),), (FigureRun(average),))))
    return Table(
        identity=f"{identity}-data",
        caption=f"{evidence.about.title}, {period}",
        columns=(Column(title="Police force area"), Column(title=unit.heading, numeric=True)),
        rows=tuple(rows),
        notes=_mark_notes(evidence, tuple(order), period),
    )


def _mark_notes(
    evidence: Evidence, codes: tuple[str, ...], period: Period | None = None
) -> tuple[str, ...]:
    """Return what the marks in a table mean: in one period's, or in all."""
    marks = {
        mark
        for code in codes
        for seen in evidence.series[code].observations
        for mark in seen.marks
        if period is None or seen.period == period
    }
    return tuple(f"{mark.shorthand} {mark.meaning}" for mark in sorted(marks))


def _said_over_time(book: FigureBook, measure: str, period: Period) -> Runs:
    unit = book.evidence[measure].shown.series.unit
    name = book.context.names[book.context.area].name
    base = book.context.base
    value = FigureRun(book.figure(f"{measure}.value", period=period))
    said: Runs = (Text(f"{name}, {period}: "), value, Text(f" {counted(unit)}"))
    if base is not None and book.change(measure, period) is not None:
        then = FigureRun(book.figure(f"{measure}.base_value", period=period))
        said += (Text(f"; {base}: "), then)
    fact = book.against(measure, period) if unit.kind is UnitKind.RATE else None
    if fact is not None:
        average = FigureRun(book.figure(f"{measure}.average", period=period))
        said += (Text("; average of its group: "), average)
    return (*said, Text("."))


def _said_ranking(book: FigureBook, measure: str, period: Period, order: list[str]) -> Runs:
    said: list[Text | FigureRun] = [Text(f"In {the(period)}: ")]
    for number, code in enumerate(order):
        said.append(Text(("; " if number else "") + f"{book.context.names[code].name} "))
        said.append(FigureRun(book.figure(f"{measure}.value", area=code, period=period)))
    average = book.figure(f"{measure}.average", period=period)
    return (*said, Text("; group average "), FigureRun(average), Text("."))


def _dates(dates: list[str]) -> str:
    newest = dates[0].removeprefix("published ")
    return newest if len(dates) == 1 else f"{len(dates)} editions to {newest}"
