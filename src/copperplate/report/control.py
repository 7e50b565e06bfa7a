"""A measure's control chart, period by period, and what the chart says in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from copperplate.areas import AreaRegister
from copperplate.disclosure import Publishable
from copperplate.drawing import ControlChart, KeyMark, Tick
from copperplate.findings.charted import Charted
from copperplate.findings.levels import levels_of, too_few
from copperplate.findings.reading import process_findings
from copperplate.findings.thresholds import FEWEST_FOR_A_STEP
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import FigureRun, Runs, Text, first_sentence
from copperplate.narrative.wording import number_word, one_period
from copperplate.periods import MONTH_NAMES, Period, PeriodKind, long_date
from copperplate.plan.registers import Operation
from copperplate.report.blocks import Block, Bullets, Chart, Column, Paragraph, Row, Table, Voice
from copperplate.report.charts import FEWEST_TICKS, MARCH, publications
from copperplate.report.material import Material
from copperplate.report.operations import (
    drawn_operations,
    operation_notes,
    operations_in,
    time_spans,
)
from copperplate.series import Figure
from copperplate.series.evidence import Evidence
from copperplate.series.numbers import printed
from copperplate.series.units import Unit, UnitKind
from copperplate.spc import Decision, FixedSide
from copperplate.spc.rule_sets import SFN

if TYPE_CHECKING:
    from copperplate.spc.pictures import PictureWords

_METHODS = {
    PeriodKind.QUARTER: "As published, or the difference of two rolling years of one edition.",
}
_METHOD = "As counted, or as published."
NO_FIGURE = "no figure"
NO_SIGNAL = "The chart shows no step, run or breach to speak of"
# More years than this, and their labels would run into each other.
_MOST_TICKS = 14


def period_by_period(
    material: Material, aim: str, measure: str, *, identity: str
) -> tuple[Block, ...]:
    """Return an aim's control chart, and what it says beyond the chart's headline.

    Nothing where no chart can be drawn.
    """
    charted = material.charts.get(measure)
    if charted is None:
        return ()
    sentences = tuple(one.runs for one in material.in_time(aim))
    chart = control_chart(
        material.book,
        material.by_period[measure],
        charted,
        sentences,
        identity=identity,
        operations=material.operations.get(measure, ()),
    )
    said = f"{newest_held(charted)} {untold_steps(charted)}".rstrip()
    newest = Paragraph(runs=(Text(said),), voice=Voice.NOTE)
    told = (first_sentence(sentences[0])[1], *sentences[1:]) if sentences else ()
    items = tuple(said for said in told if said)
    return (chart, newest, *((Bullets(items=items),) if items else ()))


def charted_word(material: Material, measure: str) -> str:
    """Return what a period of a measure's chart is called: ``quarter``."""
    return one_period(material.by_period[measure].shown.series.periods[-1].kind)


def newest_held(charted: Charted) -> str:
    """Return which period the sentences of a chart speak of, a sentence."""
    held = [p for p, v in zip(charted.periods, charted.chart.values, strict=True) if v == v]
    word = one_period(held[-1].kind)
    return f"The newest {word} held, of which the sentences here speak, is {held[-1]}."


def untold_steps(charted: Charted) -> str:
    """Return why steps that the chart marks are not told, a sentence; nothing where all are."""
    if not too_few(charted, levels_of(charted)):
        return ""
    few, run = number_word(FEWEST_FOR_A_STEP), number_word(SFN.run_length)
    word = one_period(charted.periods[-1].kind)
    return (
        f"Of so few counts, on average under {few} a {word}, {run} in a row on one side come by "
        "themselves: a possible step change that a separate test of the counts does not support is "
        "marked on the chart and not told."
    )


def control_chart(
    book: FigureBook,
    evidence: Publishable[Evidence],
    charted: Charted,
    sentences: tuple[Runs, ...],
    *,
    identity: str,
    operations: Sequence[Operation] = (),
) -> Chart:
    """Return a control chart with its headline, its source and its table.

    Args:
        book: Makes figures, knows the names of areas.
        evidence: The measure, in the periods charted.
        charted: Its chart.
        sentences: What the chart says; the first is the headline.
        identity: Of the block.
        operations: Those that serve the measure and the area; they mark the time axis.
    """
    names: AreaRegister = book.context.names
    word = one_period(charted.periods[-1].kind)
    about = evidence.shown.about
    marked = drawn_operations(operations, charted.periods)
    notes = operation_notes(marked)
    picture = control_picture(evidence, charted)
    if marked:
        picture = replace(picture, spans=time_spans(marked, charted.periods))
    unsaid = f"{about.title} by {word}" if _has_signs(charted) else NO_SIGNAL
    return Chart(
        identity=identity,
        title=first_sentence(sentences[0])[0] if sentences else (Text(unsaid),),
        subtitle=f"{about.title} by {word}, {names[charted.area].name}, {charted.periods[0]} to "
        f"{charted.periods[-1]}; control chart by the rule set sfn",
        source=f"Source: {publications(list(evidence.shown.releases))}.",
        alternative=(
            tuple(run for said in sentences for run in (*said, Text(" "))) or (Text(f"{unsaid}."),)
        )
        # Every sentence has its space after it, the one said in their place has none.
        + ((Text(" " * (not sentences) + " ".join(notes)),) if notes else ()),
        drawing=picture,
        table=_table(book, evidence, charted, marked, identity=identity),
    )


def control_picture(
    evidence: Publishable[Evidence], charted: Charted, *, words: PictureWords | None = None
) -> ControlChart:
    """Return what to draw of a chart; its positions are places in its periods from 0."""
    from copperplate.spc.pictures import Axes, picture_of  # only what draws needs it

    unit = evidence.shown.series.unit
    axes = Axes(
        periods=[short_period(period) for period in charted.periods],
        x_ticks=ticks_of(charted.periods),
        y_heading=a_period(unit, charted.periods[-1].kind),
        lowest=0.0,
    )
    number = partial(printed, places=unit.places)
    return picture_of(charted.chart, axes, number=number, words=words)


def a_period(unit: Unit, kind: PeriodKind) -> str:
    """Return what an axis counts: ``Offences a month``; a percentage is of no period."""
    return unit.heading if unit.kind is UnitKind.PERCENT else f"{unit.heading} a {one_period(kind)}"


def joint_key(pictures: Iterable[ControlChart]) -> tuple[tuple[KeyMark, str], ...]:
    """Return the signs that some of several pictures show, in one order, with their meaning."""
    used = {mark: meaning for picture in pictures for mark, meaning in picture.key}
    return tuple((mark, used[mark]) for mark in KeyMark if mark in used)


def _has_signs(charted: Charted) -> bool:
    """Tell whether there is what nobody says: refused, long past, or of too few counts."""
    chart = charted.chart
    return bool(process_findings(charted)) or bool(chart.steps) or bool(chart.breach.any())


def _table(
    book: FigureBook,
    evidence: Publishable[Evidence],
    charted: Charted,
    operations: Sequence[Operation],
    *,
    identity: str,
) -> Table:
    word = one_period(charted.periods[-1].kind)
    rows = []
    for number in reversed(range(len(charted.periods))):
        period = charted.periods[number]
        value, said = charted_cells(book, evidence, charted, number)
        said += operations_in(operations, period)
        cell = Text(on_the_chart(value, said))
        rows.append(Row(cells=((Text(str(period)),), (FigureRun(value),), (cell,))))
    return Table(
        identity=f"{identity}-data",
        caption=f"{evidence.shown.about.title} by {word}",
        columns=(
            Column(title=word.capitalize()),
            Column(title=evidence.shown.series.unit.heading, numeric=True),
            Column(title="On the chart"),
        ),
        rows=tuple(rows),
        notes=operation_notes(operations),
    )


def charted_cells(
    book: FigureBook, evidence: Publishable[Evidence], charted: Charted, number: int
) -> tuple[Figure, list[str]]:
    """Return the value of a point, and what the chart says of it, a phrase each."""
    period, chart = charted.periods[number], charted.chart
    said = [_step_note(step.decision) for step in chart.steps if step.began == number]
    if number in charted.breaks:
        said.append(f"not comparable with the {one_period(period.kind)}s before it")
    if chart.breach[number]:
        limit = "upper" if chart.breach_side(number) is FixedSide.ABOVE else "lower"
        said.append(f"on or beyond the {limit} limit")
    value = book.seen(
        evidence,
        f"{charted.measure}.value",
        period,
        area=charted.area,
        method=_METHODS.get(period.kind, _METHOD),
    )
    return value, said


def on_the_chart(value: Figure, said: Sequence[str]) -> str:
    """Return what a table says of a point, or that there is nothing to say."""
    return "; ".join(said) or (NO_FIGURE if value.value is None else "no signal")


def _step_note(decision: Decision) -> str:
    words = {
        Decision.UNDECIDED: "a possible step change begins",
        Decision.CONFIRMED: "a step change begins",
        Decision.REFUSED: "a step the rule saw here was refused",
    }
    return words[decision]


def short_period(period: Period) -> str:
    """Return a period as a picture names it: ``Mar 2014``, ``Jan to Mar 2014``."""
    end = f"{MONTH_NAMES[period.end.month - 1][:3]} {period.end.year}"
    match period.kind:
        case PeriodKind.QUARTER:
            return f"{MONTH_NAMES[period.start.month - 1][:3]} to {end}"
        case PeriodKind.MONTH:
            return end
        case _:
            return long_date(period.end)


def ticks_of(periods: Sequence[Period]) -> tuple[Tick, ...]:
    """Label the ends of financial years; of a short stretch of months, those of quarters."""
    ends = [number for number in range(len(periods)) if _ends_a_month(periods, number)]
    shown = [number for number in ends if periods[number].end.month == MARCH]
    if len(shown) <= FEWEST_TICKS and periods[0].kind is not PeriodKind.QUARTER:
        shown = [number for number in ends if periods[number].end.month % 3 == 0]
    every = -(-len(shown) // _MOST_TICKS) or 1
    return tuple(
        Tick(
            at=float(number),
            label=f"{MONTH_NAMES[periods[number].end.month - 1][:3]} {periods[number].end.year}",
        )
        for number in shown[::every]
    )


def _ends_a_month(periods: Sequence[Period], number: int) -> bool:
    """Tell whether the next period ends in another month, or there is none."""
    if number + 1 == len(periods):
        return periods[number].ends_a_month
    return periods[number + 1].end.month != periods[number].end.month
