"""Two control charts one above the other, and one table of both, side by side.

Each is a measure of an area and says what it would say alone. That two things moved at the same
time is left to be seen: nothing here says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from copperplate.disclosure import Publishable
from copperplate.drawing import Stacked
from copperplate.findings.charted import Charted
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.wording import one_period
from copperplate.periods import Period
from copperplate.report.blocks import Chart, Column, Row, Table
from copperplate.report.charts import publications
from copperplate.report.control import (
    NO_FIGURE,
    charted_cells,
    control_picture,
    joint_key,
    on_the_chart,
    ticks_of,
    untold_steps,
)
from copperplate.series import Mark
from copperplate.series.evidence import Evidence
from copperplate.series.figure import ReleaseNote

NO_CAUSE = (
    "Each chart has its own scale. That both move at the same time does not show that one moves "
    "the other."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """One of two charts.

    Attributes:
        book: Makes its figures.
        evidence: Its measure, through disclosure.
        charted: Its chart.
        said: What the chart says, in sentences.
    """

    book: FigureBook
    evidence: Publishable[Evidence]
    charted: Charted
    said: tuple[Runs, ...]

    @property
    def area(self) -> str:
        """Name of its area."""
        return self.book.context.names[self.charted.area].name

    @property
    def name(self) -> str:
        """The measure and the area: ``Robbery, Quillmarsh``."""
        return f"{self.evidence.shown.about.title}, {self.area}"


def compared(upper: Compared, lower: Compared, *, identity: str) -> Chart:
    """Return two charts on one time axis with their table.

    Args:
        upper: The first.
        lower: The second, in the same shape of period.
        identity: Of the block.
    """
    both = (upper, lower)
    periods = tuple(sorted({period for one in both for period in one.charted.periods}))
    title = f"{_subject(upper, lower)} by {one_period(periods[-1].kind)}"
    said = tuple(run for one in both for runs in one.said for run in (*runs, Text(" ")))
    return Chart(
        identity=identity,
        title=(Text(title),),
        subtitle=f"{periods[0]} to {periods[-1]}; control charts by the rule set sfn, each on its "
        "own scale",
        source=f"Source: {publications(_sources(both))}.",
        alternative=(Text(f"Two control charts on one time axis: {title}. "), *said),
        drawing=_drawing(both, periods),
        table=_table(both, periods, caption=title, identity=f"{identity}-data"),
    )


def _subject(upper: Compared, lower: Compared) -> str:
    """Return what is compared, what both have in common said once."""
    titles = [one.evidence.shown.about.title for one in (upper, lower)]
    areas = [one.area for one in (upper, lower)]
    if titles[0] == titles[1]:
        return f"{titles[0]} in {areas[0]} and in {areas[1]}"
    second = titles[1][:1].lower() + titles[1][1:]
    if areas[0] == areas[1]:
        return f"{titles[0]}, and {second}, in {areas[0]}"
    return f"{titles[0]} in {areas[0]}, and {second} in {areas[1]}"


def _sources(both: Sequence[Compared]) -> list[ReleaseNote]:
    return list(dict.fromkeys(note for one in both for note in one.evidence.shown.releases))


def _drawing(both: Sequence[Compared], periods: Sequence[Period]) -> Stacked:
    places = {period: float(number) for number, period in enumerate(periods)}
    pictures = []
    for one in both:
        picture = control_picture(one.evidence, one.charted)
        own = f"{one.name}: {picture.y_heading[:1].lower()}{picture.y_heading[1:]}"
        xs = tuple(places[period] for period in one.charted.periods)
        pictures.append(replace(picture, xs=xs, y_heading=own))
    return Stacked(charts=tuple(pictures), x_ticks=ticks_of(periods), key=joint_key(pictures))


def _table(
    both: Sequence[Compared], periods: Sequence[Period], *, caption: str, identity: str
) -> Table:
    rows = []
    marks: set[Mark] = set()
    for period in reversed(periods):
        cells: list[Runs] = [(Text(str(period)),)]
        for one in both:
            if period not in one.charted.periods:
                cells += [(Text(Mark.NOT_AVAILABLE.shorthand),), (Text(NO_FIGURE),)]
                continue
            number = one.charted.periods.index(period)
            value, said = charted_cells(one.book, one.evidence, one.charted, number)
            marks |= value.marks
            cells += [(FigureRun(value),), (Text(on_the_chart(value, said)),)]
        rows.append(Row(cells=tuple(cells)))
    word = one_period(periods[-1].kind).capitalize()
    heads = [
        column
        for one in both
        for column in (
            Column(title=f"{one.name}: {one.evidence.shown.series.unit.heading}", numeric=True),
            Column(title="On the chart"),
        )
    ]
    comparable = (one.evidence.shown.about.comparability for one in both)
    untold = (untold_steps(one.charted) for one in both)
    return Table(
        identity=identity,
        caption=caption,
        columns=(Column(title=word), *heads),
        rows=tuple(rows),
        notes=(
            *(f"{mark.shorthand} {mark.meaning}" for mark in sorted(marks)),
            NO_CAUSE,
            *dict.fromkeys(filter(None, (*untold, *comparable))),
        ),
    )
