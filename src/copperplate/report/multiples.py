"""Small control charts of many areas, with the table behind them: one area a panel and a row.

Arranges what was charted; an area that has no chart has its panel and its row all the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from copperplate.areas import Area, AreaKind
from copperplate.disclosure import Publishable
from copperplate.drawing import ControlChart, KeyMark, Panel, Reference, SmallMultiples, newest
from copperplate.findings.area_charts import AreaScan
from copperplate.findings.charted import Charted
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.maps import COUNTS_OF_AREAS, KINDS, areas_counted
from copperplate.narrative.methods import PROCESS_AVERAGE
from copperplate.narrative.multiples import (
    CALM,
    NOT_CALLED,
    areas_headline,
    empty_panel,
    last_step,
    panels_counted,
    scale_words,
    signal,
)
from copperplate.narrative.runs import FigureRun, Runs, Text, plain
from copperplate.narrative.sentences import Teller
from copperplate.narrative.wording import one_period, sentence_case
from copperplate.periods import Period
from copperplate.report.blocks import Chart, Column, Row, Table
from copperplate.report.charts import publications
from copperplate.report.control import (
    a_period,
    control_picture,
    joint_key,
    short_period,
    ticks_of,
    untold_steps,
)
from copperplate.report.maps import larger_areas
from copperplate.series import Figure, Mark
from copperplate.series.evidence import Evidence
from copperplate.series.units import UnitKind

MOST_POINTS = 60
"""How many of its newest periods a small chart draws: more have no room for their signs."""
_FINE_BELOW = 4.0  # an axis this short has ticks between whole numbers
_NOT_CHARTED = "not charted"
_COUNTED = "As counted, or as published."


@dataclass(frozen=True, kw_only=True, slots=True)
class ManyCharted:
    """A measure of many areas, charted one by one.

    Attributes:
        book: Makes figures, knows the names of areas.
        evidence: The measure of all of them, through disclosure.
        areas: In the order of their panels; one at least.
        charts: By code; an area without a chart is not in it.
        around: What the areas lie in.
        whole: Its own evidence and chart, for a measure whose level areas share with it; None
            where it has none.
        scan: What they show together; None of fewer than two charts.
        said: What they say together, in sentences.
        one_scale: Whether all panels share one scale.
    """

    book: FigureBook
    evidence: Publishable[Evidence]
    areas: Sequence[Area]
    charts: Mapping[str, Charted]
    around: Area
    whole: tuple[Publishable[Evidence], Charted] | None
    scan: AreaScan | None
    said: tuple[Runs, ...]
    one_scale: bool

    @property
    def kind(self) -> AreaKind:
        """What the areas are."""
        return self.areas[0].kind

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods drawn."""
        return self.evidence.shown.series.periods[-MOST_POINTS:]

    @property
    def counts(self) -> bool:
        """Whether areas of different size have different levels for that alone."""
        return self.evidence.shown.series.unit.kind is UnitKind.COUNT


@dataclass(frozen=True, kw_only=True, slots=True)
class _Beside:
    """What every panel is held against: a figure, what it is called, and the row it has."""

    figure: Figure
    name: str
    row: Row


def area_charts(many: ManyCharted, *, identity: str) -> Chart:
    """Return small charts of many areas with their headline, source and table.

    Args:
        many: What was charted.
        identity: Of the block.
    """
    shown = many.evidence.shown
    tell = Teller(many.book, {shown.about.id: many.evidence})
    beside = _beside(many, tell)
    names = _names(many)
    title = (
        f"{shown.about.title} by {one_period(many.periods[-1].kind)}, {KINDS[many.kind][1]} of "
        f"{many.around.name}, {many.periods[0]} to {many.periods[-1]}"
    )
    return Chart(
        identity=identity,
        title=_headline(many, tell),
        subtitle=f"{title}; control charts by the rule set sfn",
        source=f"Source: {publications(list(shown.releases))}.",
        alternative=_alternative(many, names),
        drawing=_drawing(many, names, beside),
        table=_table(many, tell, names, beside, title=title, identity=f"{identity}-data"),
    )


def _headline(many: ManyCharted, tell: Teller) -> Runs:
    if many.scan is None:
        about = many.evidence.shown.about
        return (Text(f"{about.title} by {one_period(many.periods[-1].kind)}"),)
    return areas_headline(tell, many.scan, many.kind, of=len(many.areas))


def _names(many: ManyCharted) -> dict[str, str]:
    """Return what each area is called; a ward with what it lies in, for names come twice."""
    larger = larger_areas(many.book.context.names, many.areas)
    return {
        area.code: f"{area.name} ({larger[area.code].name})"
        if many.kind is AreaKind.WARD and area.code in larger
        else area.name
        for area in many.areas
    }


def _beside(many: ManyCharted, tell: Teller) -> _Beside | None:
    """Return what areas are held against: of counts their own mean, else the whole's average.

    A count of the whole lies far above every one of its parts.
    """
    evidence, charts = many.evidence, many.charts
    if not many.counts:
        return None if many.whole is None else _whole(many, *many.whole)
    averages = {code: level for code, one in charts.items() if (level := _level(one)) is not None}
    if len(averages) < 2:
        return None
    mean = sum(averages.values()) / len(averages)
    charted = " charted" if len(averages) < len(many.areas) else ""
    name = f"Mean of {areas_counted(len(averages), many.kind)}{charted}"
    made = many.book.worked(
        evidence,
        f"{evidence.shown.about.id}.areas_mean",
        mean,
        area=next(iter(averages)),
        areas=tuple(averages),
        method="The mean of the areas' own averages, each by the rule set sfn.",
        periods=(many.periods[-1],),
        inputs=tuple((many.book.context.names[one].name, level) for one, level in averages.items()),
    )
    none = (Text(Mark.NOT_APPLICABLE.shorthand),)
    row = Row(cells=((Text(name),), none, (FigureRun(made),), none, none), strong=True)
    return _Beside(figure=made, name=name, row=row)


def _whole(many: ManyCharted, evidence: Publishable[Evidence], charted: Charted) -> _Beside:
    tell = Teller(many.book, {evidence.shown.about.id: evidence})
    average = _average(many.book, evidence, charted)
    cells = (
        (Text(many.around.name),),
        _newest(many.book, evidence, many.around.code),
        (FigureRun(average),),
        (Text(last_step(charted)),),
        signal(tell, charted),
    )
    name = f"Average of {many.around.name}"
    return _Beside(figure=average, name=name, row=Row(cells=cells, strong=True))


def _level(charted: Charted) -> float | None:
    """Return the mean of an area's process; None of one that holds no value yet."""
    level = charted.chart.segments[-1].centre_line
    return None if math.isnan(level) else level


def _average(book: FigureBook, evidence: Publishable[Evidence], charted: Charted) -> Figure:
    level, process = _level(charted), charted.chart.segments[-1]
    return book.worked(
        evidence,
        f"{charted.measure}.process_average.{charted.area}",
        level,
        area=charted.area,
        method=PROCESS_AVERAGE,
        periods=(charted.periods[process.first], charted.periods[-1]),
        marks=frozenset({Mark.NOT_AVAILABLE}) if level is None else None,
    )


def _newest(book: FigureBook, evidence: Publishable[Evidence], code: str) -> Runs:
    """Return an area's newest value, dated where it is not of the newest period."""
    seen = evidence.shown.series[code].observations
    newest_period = seen[-1].period
    known = [one.period for one in seen if one.value is not None]
    # A hidden value is the newest there is; an older one in its place would be read as it.
    hidden = Mark.CONFIDENTIAL in seen[-1].marks
    when = newest_period if hidden or not known else known[-1]
    name = f"{evidence.shown.about.id}.value"
    made = book.seen(evidence, name, when, area=code, method=_COUNTED)
    dated = () if when == newest_period else (Text(f" ({short_period(when)})"),)
    return (FigureRun(made), *dated)


def _drawing(many: ManyCharted, names: Mapping[str, str], beside: _Beside | None) -> SmallMultiples:
    unit, periods = many.evidence.shown.series.unit, many.periods
    cut = len(many.evidence.shown.series.periods) - len(periods)
    pictures = {code: _picture(many.evidence, charted) for code, charted in many.charts.items()}
    scale = scale_words(one_scale=many.one_scale)
    drawn = beside if many.one_scale or not many.counts else None
    reference = None
    key = joint_key(pictures.values())
    if drawn is not None and drawn.figure.value is not None:
        label = f"{drawn.name[:1].lower()}{drawn.name[1:]}, {drawn.figure.text}"
        reference = Reference(at=drawn.figure.value, label=label)
        key += ((KeyMark.REFERENCE, label),)
    return SmallMultiples(
        panels=tuple(
            Panel(name=names[area.code], chart=pictures[area.code])
            if area.code in pictures
            else Panel(name=names[area.code], chart=None, said=_why_empty(many, area.code))
            for area in many.areas
        ),
        x_ticks=tuple(replace(tick, at=tick.at + cut) for tick in ticks_of(periods)),
        heading=f"{a_period(unit, periods[-1].kind)}, {scale}; at the right of each line its "
        "newest value, and in grey its average",
        y_places=unit.places if _highest(pictures.values()) < _FINE_BELOW else 0,
        one_scale=many.one_scale,
        reference=reference,
        key=key,
    )


def _highest(pictures: Iterable[ControlChart]) -> float:
    return max((y for one in pictures for y in one.ys if y is not None), default=_FINE_BELOW)


def _why_empty(many: ManyCharted, code: str) -> str:
    evidence = many.evidence
    series = evidence.shown.series
    figures = [
        many.book.seen(evidence, f"{series.measure}.value", one, area=code, method=_COUNTED)
        for one in series.periods
    ]
    return empty_panel(figures)


def _picture(evidence: Publishable[Evidence], charted: Charted) -> ControlChart:
    from copperplate.spc.pictures import PictureWords  # only what draws needs it

    words = PictureWords(average="{value}", latest="{value}", latest_provisional="{value} [p]")
    whole = newest(control_picture(evidence, charted, words=words), MOST_POINTS)
    # A panel has no room for what each of its points was judged by.
    key = tuple(sign for sign in whole.key if sign[0] is not KeyMark.STANDING)
    return replace(whole, standing=(), key=key)


def _alternative(many: ManyCharted, names: Mapping[str, str]) -> Runs:
    """Return what the panels show, and which of them are empty."""
    head = (
        f"{panels_counted(len(many.areas), many.kind)} of {many.around.name}, "
        f"{scale_words(one_scale=many.one_scale)}, {many.periods[0]} to {many.periods[-1]}."
    )
    empty = [names[area.code] for area in many.areas if area.code not in many.charts]
    without = f" Without a chart: {', '.join(empty)}." if empty else ""
    return (Text(head), *(run for said in many.said for run in (Text(" "), *said)), Text(without))


def _table(
    many: ManyCharted,
    tell: Teller,
    names: Mapping[str, str],
    beside: _Beside | None,
    *,
    title: str,
    identity: str,
) -> Table:
    shown = many.evidence.shown
    rows = [_row(many, tell, area, names[area.code]) for area in many.areas]
    return Table(
        identity=identity,
        caption=title,
        columns=(
            Column(title=sentence_case(KINDS[many.kind][0])),
            Column(title=f"{shown.series.unit.heading}, {many.periods[-1]}", numeric=True),
            Column(title="Average now", numeric=True),
            Column(title="Last step"),
            Column(title="Now"),
        ),
        rows=(*rows, *((beside.row,) if beside else ())),
        notes=_notes(many, rows),
    )


def _row(many: ManyCharted, tell: Teller, area: Area, name: str) -> Row:
    value = _newest(many.book, many.evidence, area.code)
    charted = many.charts.get(area.code)
    if charted is None:
        none = (Text(_NOT_CHARTED),)
        marks = frozenset(
            mark
            for seen in many.evidence.shown.series[area.code].observations
            for mark in seen.marks
            if mark is Mark.CONFIDENTIAL
        )
        absent = many.book.worked(
            many.evidence,
            f"{many.evidence.shown.about.id}.process_average.{area.code}",
            None,
            area=area.code,
            method="No average: the area has no chart.",
            periods=(many.periods[-1],),
            marks=marks or frozenset({Mark.NOT_AVAILABLE}),
        )
        return Row(cells=((Text(name),), value, (FigureRun(absent),), none, none))
    average = FigureRun(_average(many.book, many.evidence, charted))
    step = (Text(last_step(charted)),)
    return Row(cells=((Text(name),), value, (average,), step, signal(tell, charted)))


def _notes(many: ManyCharted, rows: Sequence[Row]) -> tuple[str, ...]:
    shown = many.evidence.shown
    figures = [
        run.figure for row in rows for c in row.cells for run in c if isinstance(run, FigureRun)
    ]
    marks = sorted({mark for figure in figures for mark in figure.marks})
    notes = [f"{mark.shorthand} {mark.meaning}" for mark in marks]
    held = shown.series.periods
    if len(held) > len(many.periods):
        word = one_period(held[-1].kind)
        notes.append(
            f"The newest {MOST_POINTS} {word}s are drawn; averages, limits and steps rest on all "
            f"since {held[0]}."
        )
    if any(plain(row.cells[-1]) == CALM for row in rows):
        notes.append(NOT_CALLED)
    notes += dict.fromkeys(filter(None, map(untold_steps, many.charts.values())))
    if many.counts:
        notes.append(COUNTS_OF_AREAS)
    notes += [note for note in (shown.about.comparability, shown.about.not_comparable) if note]
    return tuple(notes)
