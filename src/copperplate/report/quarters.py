"""A measure by quarter: its control chart, and what the chart says in sentences."""

from __future__ import annotations

from copperplate.drawing import Tick
from copperplate.findings.charted import Charted
from copperplate.findings.reading import process_findings
from copperplate.narrative.runs import FigureRun, Runs, Text, first_sentence
from copperplate.periods import MONTH_NAMES, Period
from copperplate.report.blocks import Block, Bullets, Chart, Column, Paragraph, Row, Table, Voice
from copperplate.report.charts import MARCH, publications
from copperplate.report.material import Material
from copperplate.series.numbers import printed
from copperplate.spc import Decision, FixedSide

VALUE_METHOD = "As published, or the difference of two rolling years of one edition."
HELD_NOTE = "The newest quarter held, of which the sentences here speak, is"
NO_SIGNAL = "The chart shows no step, run or breach to speak of"


def quarter_by_quarter(
    material: Material, aim: str, measure: str, *, identity: str
) -> tuple[Block, ...]:
    """Return an aim's control chart, and what it says beyond the chart's headline.

    Nothing where no chart can be drawn.
    """
    charted = material.charts.get(measure)
    if charted is None:
        return ()
    sentences = tuple(one.runs for one in material.by_quarter(aim))
    chart = _chart(material, measure, charted, sentences, identity=identity)
    held = [p for p, v in zip(charted.periods, charted.chart.values, strict=True) if v == v]
    newest = Paragraph(runs=(Text(f"{HELD_NOTE} {held[-1]}."),), voice=Voice.NOTE)
    told = (first_sentence(sentences[0])[1], *sentences[1:]) if sentences else ()
    items = tuple(said for said in told if said)
    return (chart, newest, *((Bullets(items=items),) if items else ()))


def _chart(
    material: Material,
    measure: str,
    charted: Charted,
    sentences: tuple[Runs, ...],
    *,
    identity: str,
) -> Chart:
    from copperplate.spc.pictures import Axes, picture_of  # only papers draw

    evidence = material.quarters[measure]
    series = evidence.shown.series
    places = series.unit.places
    names = material.book.context.names
    axes = Axes(
        periods=[_short(period) for period in charted.periods],
        x_ticks=_ticks(charted.periods),
        y_heading=f"{series.unit.heading} a quarter",
        lowest=0.0,
    )
    about = evidence.shown.about
    unsaid = f"{about.title} by quarter" if _has_signs(charted) else NO_SIGNAL
    return Chart(
        identity=identity,
        title=first_sentence(sentences[0])[0] if sentences else (Text(unsaid),),
        subtitle=f"{about.title} by quarter, {names[charted.area].name}, {charted.periods[0]} to "
        f"{charted.periods[-1]}; control chart by the rule set sfn",
        source=f"Source: {publications(list(evidence.shown.releases))}.",
        alternative=tuple(run for said in sentences for run in (*said, Text(" ")))
        or (Text(f"{unsaid}."),),
        drawing=picture_of(charted.chart, axes, number=lambda value: printed(value, places)),
        table=_table(material, measure, charted, identity=identity),
    )


def _has_signs(charted: Charted) -> bool:
    """Tell whether there is something that nobody says: what was refused, or is long past."""
    return bool(process_findings(charted)) or bool(charted.chart.breach.any())


def _table(material: Material, measure: str, charted: Charted, *, identity: str) -> Table:
    evidence = material.quarters[measure]
    notes = {step.began: _step_note(step.decision) for step in charted.chart.steps}
    rows = []
    for number in reversed(range(len(charted.periods))):
        period = charted.periods[number]
        said = [notes[number]] if number in notes else []
        if number in charted.breaks:
            said.append("not comparable with the quarters before it")
        if charted.chart.breach[number]:
            side = charted.chart.breach_side(number)
            limit = "upper" if side is FixedSide.ABOVE else "lower"
            said.append(f"on or beyond the {limit} limit")
        value = material.book.seen(
            evidence, f"{measure}.value", period, area=charted.area, method=VALUE_METHOD
        )
        rows.append(
            Row(
                cells=(
                    (Text(str(period)),),
                    (FigureRun(value),),
                    (Text("; ".join(said) or "no signal"),),
                )
            )
        )
    return Table(
        identity=f"{identity}-data",
        caption=f"{evidence.shown.about.title} by quarter",
        columns=(
            Column(title="Quarter"),
            Column(title=evidence.shown.series.unit.heading, numeric=True),
            Column(title="On the chart"),
        ),
        rows=tuple(rows),
    )


def _step_note(decision: Decision) -> str:
    words = {
        Decision.UNDECIDED: "a possible step change begins",
        Decision.CONFIRMED: "a step change begins",
        Decision.REFUSED: "a step the rule saw here was refused",
    }
    return words[decision]


def _short(period: Period) -> str:
    start, end = MONTH_NAMES[period.start.month - 1], MONTH_NAMES[period.end.month - 1]
    return f"{start[:3]} to {end[:3]} {period.end.year}"


def _ticks(periods: tuple[Period, ...]) -> tuple[Tick, ...]:
    """Label the last quarter of each financial year by its March."""
    return tuple(
        Tick(at=float(number), label=f"Mar {period.end.year}")
        for number, period in enumerate(periods)
        if period.end.month == MARCH
    )
