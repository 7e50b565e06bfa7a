"""A document of hard cases: long names, missing values, many columns, deep nesting.

Everything in it is invented to be awkward; no number is anybody's.
"""

from __future__ import annotations

from dataclasses import replace

from copperplate.drawing import (
    Dot,
    Event,
    Line,
    LineChart,
    RankedDots,
    Reference,
    Role,
    Tick,
)
from copperplate.report.blocks import (
    Bullets,
    Column,
    Definition,
    Definitions,
    Document,
    FigureRun,
    Heading,
    KeyFigure,
    KeyFigures,
    Link,
    Panel,
    Paragraph,
    Row,
    Section,
    SideBySide,
    Stress,
    Table,
    Text,
    Voice,
)
from copperplate.series import Mark
from tests.render.sample import (
    CONTROL,
    MAP,
    OFFENCES,
    PERCENT,
    PROVENANCE,
    RATE,
    chart,
    figure,
    sample_document,
)

LONG = "Heddlu Dyfed-Powys (the police force area of mid and west Wales, Llŷn left out)"
FORCES = (
    "West Midlands",
    "Greater Manchester",
    "West Yorkshire",
    "Merseyside",
    "Devon and Cornwall",
    "Avon and Somerset",
    "Northumbria",
    LONG,
)
MONTHS = tuple(range(60))


def _month_line(number: int, name: str) -> Line:
    ys = tuple(
        None
        if (month + number) % 17 == 0 or month in (30, 31, 33)
        else 70 + (month * (number + 3) * 7919 % 41) / 2 + number * 3
        for month in MONTHS
    )
    return Line(
        name=name,
        xs=tuple(float(month) for month in MONTHS),
        ys=ys,
        role=Role.MAIN if number == 0 else Role.PEER,
        value_label="[x]" if number == 5 else f"{70 + number}.4%",
        hollow=frozenset({57, 58, 59}) if number == 0 else frozenset(),
    )


CROWDED = LineChart(
    lines=(
        *(_month_line(number, name) for number, name in enumerate(FORCES)),
        Line(
            name="Most similar group average, plain mean",
            xs=tuple(float(month) for month in MONTHS),
            ys=tuple(85 + month / 10 for month in MONTHS),
            role=Role.AVERAGE,
            value_label="90.9%",
        ),
    ),
    x_ticks=tuple(
        Tick(at=float(m), label=f"April {2014 + m // 12}") for m in MONTHS if m % 12 == 0
    ),
    y_heading="Per cent of victims satisfied with the whole of the service the police gave them",
    from_zero=False,
    events=(
        Event(at=12, label="Counting rules changed"),
        Event(at=14, label="Records moved to a new system"),
        Event(at=48, label="Plan's base year"),
    ),
)
CHANGES = RankedDots(
    dots=(
        *(
            Dot(
                name=name,
                value=(18.2, 7.4, 3.1, 0.0, -2.4, -6.6)[number],
                value_label=("+18.2", "+7.4", "+3.1", "0.0", "−2.4", "−6.6")[number],
                role=(Role.MAIN if number == 2 else Role.PEER),
            )
            for number, name in enumerate(FORCES[:6])
        ),
        Dot(name="Group average", value=3.3, value_label="+3.3", role=Role.AVERAGE),
        Dot(name=LONG, value=None, value_label="[c] hidden to protect people", role=Role.PEER),
    ),
    x_heading="Change, per cent",
    references=(
        Reference(at=3.3, label="Group average +3.3"),
        Reference(at=5.0, label="The plan's milestone +5.0"),
    ),
)


def _wide_table() -> Table:
    titles = ("Force", *(f"Year ending June {year}" for year in range(2010, 2020)))
    marks = (Mark.PROVISIONAL, Mark.REVISED, Mark.LOW_RELIABILITY)
    return Table(
        identity="wide",
        caption="A table of ten years in which marks, signs and decimals stand under each other",
        columns=tuple(Column(title=title, numeric=at > 0) for at, title in enumerate(titles)),
        rows=tuple(
            Row(
                cells=(
                    (Text(name),),
                    *(
                        (
                            FigureRun(
                                figure(
                                    f"{number}.{year}",
                                    None if (number + year) % 7 == 0 else (year - 4) * 1234.5,
                                    RATE,
                                    1,
                                    signed=True,
                                    marks=frozenset({Mark.NOT_AVAILABLE})
                                    if (number + year) % 7 == 0
                                    else frozenset(marks[: (number + year) % 3]),
                                )
                            ),
                        )
                        for year in range(10)
                    ),
                ),
                strong=number == 0,
            )
            for number, name in enumerate(FORCES)
        ),
        notes=("[x] not available", "[p] provisional: expected to be revised", "[r] revised"),
    )


def _panel(title: str, office: str) -> Panel:
    release = replace(PROVENANCE.releases[0], title="A publication with a very long title " * 3)
    known = replace(PROVENANCE, releases=(release,) * 3, query="SELECT " + "a_long_name, " * 20)
    long_figure = replace(figure("long", -1234567.125, OFFENCES, 0), provenance=known)
    return Panel(
        title=title,
        office=office,
        dated="8 November 2019",
        blocks=(
            Paragraph(
                runs=(
                    Text("The change of "),
                    FigureRun(long_figure),
                    Text(" is told in "),
                    Text("one place", Stress.EMPHASIS),
                    Text(", and ≤ 3 are left out → "),
                    Link("see the notes", "#notes"),
                ),
                number=12,
            ),
            Bullets(items=((Text("anaddresswithoutanyspacesinitthatgoesonandonandon" * 2),),)),
            replace(_wide_table(), identity=f"{title.lower()}-table"),
        ),
    )


def harder_document() -> Document:
    """Return the document; the same value at every call."""
    sample = sample_document()
    figures = (
        KeyFigure(
            label="A label that takes more than a line of its own on every screen there is",
            figure=figure("k.1", 1234567.0, OFFENCES, 0, marks=frozenset({Mark.PROVISIONAL})),
            note=(Text("and a note with a figure, "), FigureRun(figure("k.2", 8.25, PERCENT, 1))),
        ),
        KeyFigure(
            label="None",
            figure=figure("k.3", None, RATE, 1, marks=frozenset({Mark.CONFIDENTIAL})),
            note=(Text("not to be known"),),
        ),
    )
    deep = Section(
        heading=Heading(level=3, text="Beneath", identity="beneath"),
        blocks=(
            _wide_table(),
            Section(
                heading=Heading(level=4, text="And beneath that", identity="beneath-that"),
                blocks=(
                    SideBySide(
                        left=_panel("Commentary", "Commissioner's office"),
                        right=_panel("Response", "Force"),
                    ),
                    Definitions(
                        items=(
                            Definition(
                                term="Two meanings",
                                meaning=((Text("one"),), (Text("and another"),)),
                            ),
                        )
                    ),
                ),
            ),
        ),
    )
    return replace(
        sample,
        identity="harder",
        cover=replace(
            sample.cover,
            title="A very long title for a paper that compares many forces over many years, twice",
            agenda_item="",
            authors=(),
            handling=("Synthetic: every number is invented.",),
        ),
        sections=(
            Section(
                heading=Heading(level=2, text=f"Long names: {LONG}", identity="long"),
                blocks=(
                    Paragraph(
                        runs=(Text("A lead sentence that runs over more than one line. " * 2),),
                        voice=Voice.LEAD,
                    ),
                    KeyFigures(items=figures),
                    chart("crowded", CROWDED),
                    chart("changes", CHANGES),
                    chart("control", CONTROL),
                    chart("map", MAP),
                    deep,
                ),
            ),
            Section(
                heading=Heading(level=2, text="Notes", identity="notes"),
                blocks=(Paragraph(runs=(Text("[x] not available."),), voice=Voice.NOTE),),
                new_page=True,
            ),
        ),
    )
