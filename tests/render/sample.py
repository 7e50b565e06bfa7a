"""A small whole document holding every kind of block, for the renderers' tests.

Its figures are the published ones for the year ending June 2019, so that pictures of it
look like the real paper.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from copperplate.drawing import (
    AreaMap,
    ControlChart,
    Dot,
    Event,
    Fill,
    KeyMark,
    LegendEntry,
    Line,
    LineChart,
    PointMark,
    RankedDots,
    Reference,
    Role,
    Shape,
    SmallMultiples,
    Stacked,
    StepMark,
    Stretch,
    Tick,
    Tone,
)
from copperplate.drawing import Chart as Drawing
from copperplate.drawing import Panel as SmallPanel
from copperplate.periods import year_ending
from copperplate.report.blocks import (
    Bullets,
    Chart,
    Column,
    Cover,
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
from copperplate.series import Figure, Mark, Provenance, Unit
from copperplate.series.figure import ReleaseNote
from copperplate.series.units import OFFENCES, PERCENT, RANK, UnitKind

RATE = Unit(kind=UnitKind.RATE, noun="offences", singular="offence", per=1000, base="residents")
ONS = ReleaseNote(
    identity="ons-pfa/2019-06-published-2019-10-17",
    title="Crime in England and Wales: police force area tables, year ending June 2019",
    publisher="Office for National Statistics",
    dated="published 17 October 2019",
)
JUNE = year_ending(2019, 6)
PROVENANCE = Provenance(
    measure="recorded_crime_rate",
    title="Total recorded crime rate",
    definition="Police recorded crime excluding fraud, per 1,000 residents.",
    method="Offences recorded in the period divided by residents (mid-2018), times 1,000.",
    areas=("E23000014",),
    periods=(JUNE,),
    releases=(ONS,),
    query="SELECT area, period_start, period_end, SUM(offences) AS value\nFROM recorded_crime\n"
    "WHERE offence = 'total' AND area < 'F'\nGROUP BY 1, 2, 3",
    policy="open-data",
    audience="board",
)


def figure(name: str, value: float | None, unit: Unit, places: int, **more: object) -> Figure:
    return Figure(
        name=name,
        value=value,
        unit=unit,
        places=places,
        provenance=PROVENANCE,
        **more,  # type: ignore[arg-type]
    )


RATES = (
    ("West Midlands", 90.03, Role.MAIN),
    ("Merseyside", 93.65, Role.PEER),
    ("Greater Manchester", 116.71, Role.PEER),
    ("West Yorkshire", 127.64, Role.PEER),
)
YEARS = tuple(range(2004, 2020))


def _line(name: str, last: float, role: Role) -> Line:
    ys = tuple(
        None if name == "Merseyside" and year == 2010 else last * (0.6 + 0.4 * (year - 2004) / 15)
        for year in YEARS
    )
    return Line(
        name=name, xs=tuple(float(y) for y in YEARS), ys=ys, role=role, value_label=f"{last:.0f}"
    )


LINES = LineChart(
    lines=(
        *(_line(name, last, role) for name, last, role in RATES),
        _line("Group average", 107.01, Role.AVERAGE),
    ),
    x_ticks=tuple(Tick(at=float(y), label=f"March {y}") for y in YEARS if y % 3 == 1),
    y_heading="Offences per 1,000 residents",
    events=(Event(at=2016.0, label="Plan's base year"),),
)
# A step from about 100 to about 80, a gap, a run, breaches, provisional points; invented.
_BEFORE = (102, 95, 108, 99, 101, 131, 94, 103, 97, 106, 100, 92)
_AFTER = (82, 79, None, 77, 84, 80, 76, 84, 83, 85, 84, 86, 82, 88)
CONTROL = ControlChart(
    xs=tuple(float(x) for x in range(26)),
    ys=(*map(float, _BEFORE), *(None if y is None else float(y) for y in _AFTER)),
    stretches=(
        Stretch(first=0, last=11, centre=102.0, centre_label="102", lower=67.0, upper=137.0),
        Stretch(
            first=12,
            last=25,
            centre=81.0,
            centre_label="Average 81",
            lower=70.0,
            upper=85.0,
            trial=True,
        ),
    ),
    x_ticks=tuple(Tick(at=float(x), label=f"April {2016 + x // 12}") for x in (0, 12, 24)),
    y_heading="Robbery, offences a month",
    value_label="May 2018: 88 [p]",
    limits_label="Trial limits 70 to 85",
    standing=(None, *(100.0,) * 19, *(80.0,) * 4, None, None),
    hollow=frozenset({24, 25}),
    steps=(StepMark(first=12, label="April 2017", confirmed=False),),
    marks=(
        PointMark(point=5, tone=Tone.CONCERN, breach=True),
        *(PointMark(point=p, tone=Tone.CONCERN, run_side=1, breach=p == 23) for p in range(19, 24)),
    ),
    references=(Reference(at=75.0, label="Milestone 75"),),
    events=(Event(at=3.0, label="Operation begins"),),
    key=(
        (KeyMark.POSSIBLE_STEP, "possible step change"),
        (KeyMark.RUN_ABOVE, "in a run above the average"),
        (KeyMark.BREACH_CONCERN, "on or beyond a limit: concern"),
        (KeyMark.PROVISIONAL, "provisional"),
        (KeyMark.TRIAL, "trial limits"),
        (KeyMark.STANDING, "average each point was judged against"),
    ),
)
MULTIPLES = SmallMultiples(
    panels=(
        SmallPanel(name="Dudley", chart=replace(CONTROL, value_label="88 [p]")),
        SmallPanel(name="Walsall", chart=None, said="[c] No chart: 3 of 26 values are hidden."),
        SmallPanel(
            name="Wolverhampton and Wednesfield North Priority Area",
            chart=replace(CONTROL, value_label="1,288"),
        ),
        SmallPanel(name="Solihull", chart=replace(CONTROL, value_label="8")),
    ),
    x_ticks=CONTROL.x_ticks,
    heading="Offences a month, all on one scale",
    reference=Reference(at=90.0, label="mean of three areas, 90"),
    key=((KeyMark.POSSIBLE_STEP, "possible step change"), (KeyMark.REFERENCE, "mean, 90")),
)
STACKED = Stacked(
    charts=(
        CONTROL,
        replace(
            CONTROL,
            y_heading="Burglary, offences a month",
            value_label="May 2018: 12,388",
            limits_label="Trial limits 9,070 to 12,085",
        ),
    ),
    x_ticks=CONTROL.x_ticks,
    key=CONTROL.key,
)
DOTS = RankedDots(
    dots=(
        *(Dot(name=n, value=v, value_label=f"{v:.1f}", role=r) for n, v, r in RATES[:3]),
        Dot(name="West Yorkshire", value=None, value_label="[x] not available", role=Role.PEER),
    ),
    x_heading="Offences per 1,000 residents",
    references=(Reference(at=107.01, label="Group average 107.0"),),
)


def square(column: int, row: int, side: float = 0.1) -> tuple[tuple[float, float], ...]:
    """Return a closed line near Birmingham; squares of one grid share their corners."""
    wests, norths = (round(-2 + n * side, 6) for n in (column, column + 1)), (52.5 - row * side,)
    west, east = wests
    north, south = round(norths[0], 6), round(norths[0] - side, 6)
    return ((west, north), (east, north), (east, south), (west, south), (west, north))


# Four columns by two rows, one square a fill; the names of two are too long for their squares.
MAP = AreaMap(
    shapes=tuple(
        Shape(
            rings=(square(number % 4, number // 4),),
            fill=fill,
            group="left" if number % 4 < 2 else "right",
            label=(("Dudley", "12"), ("Wolverhampton and Wednesfield", "1,234"), ())[number % 3],
        )
        for number, fill in enumerate(Fill)
    ),
    legend=tuple(
        LegendEntry(fill=fill, label=f"{number}0 to {number}9", note=f"{fill.value} (1)")
        for number, fill in enumerate(Fill, start=1)
    ),
    heading="Burglaries; in brackets, how many areas",
)


def data_table(identity: str) -> Table:
    return Table(
        identity=identity,
        caption="Recorded crime per 1,000 residents, year ending June 2019",
        columns=(
            Column(title="Force"),
            Column(title="Offences", numeric=True),
            Column(title="Per 1,000 residents", numeric=True),
            Column(title="Change since year ending March 2016", numeric=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    (Text(name),),
                    (FigureRun(figure(f"{name}.count", value * 2916.5, OFFENCES, 0)),),
                    (
                        FigureRun(
                            figure(
                                f"{name}.rate",
                                value if number < 3 else None,
                                RATE,
                                2,
                                marks=frozenset() if number < 3 else {Mark.NOT_AVAILABLE},
                            )
                        ),
                    ),
                    (
                        FigureRun(
                            figure(f"{name}.change", 36.2 - 20 * number, PERCENT, 1, signed=True)
                        ),
                    ),
                ),
                strong=role is Role.MAIN,
            )
            for number, (name, value, role) in enumerate(RATES)
        ),
        notes=("[x] not available",),
    )


def chart(identity: str, drawing: Drawing) -> Chart:
    return Chart(
        identity=identity,
        title=(
            Text("West Midlands recorded "),
            FigureRun(figure("recorded_crime_rate.value", 90.0253, RATE, 1)),
            Text(" crimes per 1,000 residents, below the group average of "),
            FigureRun(figure("recorded_crime_rate.average", 107.0089, RATE, 1)),
        ),
        subtitle="Total recorded crime excluding fraud per 1,000 residents, West Midlands and "
        "its most similar forces, year ending March 2004 to year ending June 2019",
        source="Source: Office for National Statistics, police force area tables, year ending "
        "June 2019, published 17 October 2019",
        alternative=(
            Text("The West Midlands rate rose to "),
            FigureRun(figure("recorded_crime_rate.value", 90.0253, RATE, 1)),
            Text(" per 1,000 residents and stayed below the group average throughout."),
        ),
        drawing=drawing,
        table=data_table(f"{identity}-data"),
    )


def words(office: str, number: int) -> Panel:
    return Panel(
        title="Commentary" if number == 1 else "Response",
        office=office,
        dated="8 November 2019",
        blocks=(
            Paragraph(
                runs=(
                    Text("The force recorded "),
                    FigureRun(figure("burglary.value", 28675.0, OFFENCES, 0)),
                    Text(" burglaries, "),
                    FigureRun(figure("burglary.change_percent", 28.4, PERCENT, 1)),
                    Text(" more than in the base year. "),
                    Text("Residential burglary", Stress.STRONG),
                    Text(" is the larger part; see the "),
                    Link("user guide", "https://example.org/guide"),
                    Text("."),
                )
            ),
            Bullets(items=((Text("First, a short point."),), (Text("Then another one."),))),
        ),
    )


STAMP = "Synthetic: Brumshire Police does not exist"


def synthetic_document() -> Document:
    """Return the document with a page of a force that does not exist."""
    provenance = replace(PROVENANCE, areas=("X23000001",), synthetic=(STAMP,))
    invented = replace(figure("h2.rate", 81.2, RATE, 1), provenance=provenance)
    drawn = chart("h9-control", CONTROL)
    table = replace(
        data_table("h9-table"),
        columns=(Column(title="Force"), Column(title="Rate", numeric=True)),
        rows=(Row(cells=((Text("Brumshire"),), (FigureRun(invented),))),),
    )
    page = Section(
        heading=Heading(level=2, text="Brumshire", identity="h9"),
        blocks=(
            Paragraph(runs=(Text("Brumshire recorded "), FigureRun(invented), Text("."))),
            table,
            replace(drawn, table=replace(table, identity="h9-control-data")),
        ),
        new_page=True,
    )
    real = sample_document()
    return replace(real, sections=(*real.sections, page))


def sample_document() -> Document:
    """Return the document; the same value at every call."""
    return Document(
        identity="sample",
        language="en-GB",
        cover=Cover(
            board="Strategic Policing and Crime Board",
            meeting=date(2019, 11, 19),
            agenda_item="10b",
            title="Headline performance report",
            authors=(
                "West Midlands Police, Chief Constable",
                "Commissioner's office, Chief Executive",
            ),
            handling=(
                "For the board. Disclosure policy open-data: published figures, nothing hidden.",
                "Uses what was published by 19 November 2019.",
            ),
        ),
        sections=(
            Section(
                heading=Heading(level=2, text="Purpose", identity="purpose"),
                blocks=(
                    Paragraph(
                        runs=(Text("To tell the board where the plan's aims stand."),), number=1
                    ),
                    Bullets(items=((Text("Lower crime"),), (Text("Fewer complaints"),))),
                ),
            ),
            Section(
                heading=Heading(level=2, text="Recorded crime below similar forces", identity="h1"),
                new_page=True,
                blocks=(
                    Paragraph(
                        runs=(Text("One sentence that says the position."),), voice=Voice.LEAD
                    ),
                    KeyFigures(
                        items=(
                            KeyFigure(
                                label="Rate per 1,000 residents",
                                figure=figure("h1.rate", 90.0253, RATE, 1),
                                note=(Text("year ending June 2019"),),
                            ),
                            KeyFigure(
                                label="Most similar group average",
                                figure=figure("h1.average", 107.0089, RATE, 1),
                                note=(Text("plain mean of 4 forces, West Midlands included"),),
                            ),
                            KeyFigure(
                                label="Rank, lowest first",
                                figure=figure("h1.rank", 1.0, RANK, 0, of=4),
                                note=(Text("of 4 forces"),),
                            ),
                        )
                    ),
                    chart("h1-lines", LINES),
                    chart("h1-dots", DOTS),
                    SideBySide(left=words("Commissioner's office", 1), right=words("Force", 2)),
                ),
            ),
            Section(
                heading=Heading(level=2, text="Notes", identity="notes"),
                blocks=(
                    Definitions(
                        items=(
                            Definition(
                                term="Most similar group",
                                meaning=((Text("Forces alike in social and economic traits."),),),
                            ),
                            Definition(term="[x]", meaning=((Text("not available"),),)),
                        )
                    ),
                    Section(
                        heading=Heading(level=3, text="Sources", identity="sources"),
                        blocks=(
                            data_table("all"),
                            Paragraph(runs=(Text("Figures may not sum."),), voice=Voice.NOTE),
                        ),
                    ),
                ),
            ),
        ),
        running_title="Headline performance report, November 2019",
        licence="Contains public sector information licensed under the Open Government "
        "Licence v3.0.",
    )
