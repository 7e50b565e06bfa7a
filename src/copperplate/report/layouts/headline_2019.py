"""The headline paper of 2019: a cover, the plan's aims, then a page an aim.

Cover (purpose, aims, implications, recommendations), the aims at a glance, for every aim
with figures its charts beside commentary and response, one page for the aims without
figures, and the notes. Paragraphs are numbered through the cover by machine.
"""

from __future__ import annotations

from itertools import count

from copperplate.compare import Average
from copperplate.findings import AgainstGroup, Standing, standing
from copperplate.findings.peers_over_time import gap_trend, trend_unknown
from copperplate.narrative.runs import FigureRun, Link, Runs, Stress, Text
from copperplate.narrative.sentences import Teller, sentence
from copperplate.narrative.wording import sentence_case
from copperplate.narrative.words import Said, Voice
from copperplate.periods import MONTH_NAMES, Period, long_date
from copperplate.plan import Aim
from copperplate.report.blocks import (
    Block,
    Bullets,
    Column,
    Cover,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Panel,
    Paragraph,
    Row,
    Section,
    SideBySide,
    Table,
)
from copperplate.report.blocks import Voice as Setting
from copperplate.report.charts import over_time, ranking
from copperplate.report.material import Material
from copperplate.report.notes import SHORT_RECORDING_NOTE, notes_section
from copperplate.report.paper import AimPage
from copperplate.report.parts import parts_of
from copperplate.report.quarters import quarter_by_quarter
from copperplate.series import Figure
from copperplate.series.units import UnitKind

FEWEST_FOR_A_LINE = 2
ONE_PERIOD_NOTE = "One period is held, so there is nothing yet to draw over time."
STANDING_WORDS = {
    Standing.MET: "Met",
    Standing.NOT_MET: "Not met",
    Standing.NOT_KNOWN: "Not known",
}
VOICE_TITLES = {Voice.COMMENTARY: "Commentary", Voice.RESPONSE: "Response and actions"}


def build(material: Material) -> Document:
    """Lay the material out."""
    paper = material.paper
    numbers = count(1)
    sections = (
        _numbered("Purpose of report", "purpose", paper.purpose, numbers),
        _background(material, numbers),
        _numbered("Financial implications", "financial", (paper.implications.financial,), numbers),
        _numbered("Legal implications", "legal", (paper.implications.legal,), numbers),
        _numbered(
            "Equalities implications", "equalities", (paper.implications.equalities,), numbers
        ),
        _numbered("Recommendations", "recommendations", paper.recommendations, numbers),
        _glance(material),
        *(_aim_section(material, page) for page in paper.pages),
        *_awaited_sections(material),
        notes_section(material),
    )
    month = f"{MONTH_NAMES[paper.meeting.month - 1]} {paper.meeting.year}"
    return Document(
        identity=material.identity,
        language="en-GB",
        cover=Cover(
            board=paper.board,
            meeting=paper.meeting,
            agenda_item=paper.agenda_item,
            title=paper.title,
            authors=paper.authors,
            handling=_handling(material),
        ),
        sections=sections,
        running_title=f"{paper.title}, {month}",
        licence=material.licence,
    )


def _handling(material: Material) -> tuple[str, ...]:
    paper = material.paper
    lines = [f"For: {paper.audience.value}. Disclosure policy: {material.policy[0]}."]
    lines.append(f"Uses only what was known on {long_date(paper.known_on)}.")
    if any(said.front.state == "draft" for said in material.words.values()):
        lines.append("Draft: some commentary or responses are not final.")
    if paper.standing:
        lines.append(paper.standing)
    return tuple(lines)


def _numbered(
    text: str, identity: str, paragraphs: tuple[str, ...], numbers: count[int]
) -> Section:
    return Section(
        heading=Heading(level=2, text=text, identity=identity),
        blocks=tuple(Paragraph(runs=(Text(said),), number=next(numbers)) for said in paragraphs),
    )


def _background(material: Material, numbers: count[int]) -> Section:
    blocks: list[Block] = [
        Paragraph(runs=(Text(said),), number=next(numbers)) for said in material.paper.background
    ]
    blocks.append(
        Paragraph(
            runs=(Text(f"The headline aims of the {material.plan.title} are:"),),
            number=next(numbers),
        )
    )
    reported = {page.aim for page in material.paper.pages}
    blocks.append(
        Bullets(
            items=tuple(
                (Link(aim.title, f"#aim-{aim.id.lower()}" if aim.id in reported else "#awaited"),)
                for aim in material.plan.aims
            )
        )
    )
    return Section(
        heading=Heading(level=2, text="Background", identity="background"), blocks=tuple(blocks)
    )


def _glance(material: Material) -> Section:
    """The aims with figures in one table: now, then, and against the group."""
    book = material.book
    columns = [Column(title="Aim"), Column(title="Measure"), Column(title="Now", numeric=True)]
    if book.context.base is not None:
        columns.append(Column(title=sentence_case(str(book.context.base)), numeric=True))
        columns.append(Column(title="Change", numeric=True))
    columns.append(Column(title="Milestone"))
    return Section(
        heading=Heading(level=2, text="Aims with figures, at a glance", identity="glance"),
        blocks=(
            Table(
                identity="glance-table",
                caption="Where each measured aim stands",
                columns=tuple(columns),
                rows=tuple(_glance_row(material, page) for page in material.paper.pages),
            ),
        ),
    )


def _glance_row(material: Material, page: AimPage) -> Row:
    aim, book, measure = _aim(material, page), material.book, page.lines
    period = book.latest(measure)
    cells: list[Runs] = [
        (Link(aim.title, f"#aim-{aim.id.lower()}"),),
        (Text(f"{book.evidence[measure].shown.series.unit.heading}, {period}"),),
        (FigureRun(book.figure(f"{measure}.value", period=period)),),
    ]
    if book.context.base is not None:
        cells.append((FigureRun(book.figure(f"{measure}.base_value", period=period)),))
        cells.append((FigureRun(_change(material, measure, period)),))
    found = _standing(material, page)
    cells.append((Text(STANDING_WORDS[found]) if found else Text("See the aim's page"),))
    return Row(cells=tuple(cells))


def _aim(material: Material, page: AimPage) -> Aim:
    aim = material.plan.aim(page.aim)
    if aim is None:
        raise ValueError(page.aim)  # pipeline refuses a page for an aim the plan lacks
    return aim


def _aim_section(material: Material, page: AimPage) -> Section:
    aim, book = _aim(material, page), material.book
    identity = f"aim-{aim.id.lower()}"
    evidence = book.evidence[page.lines].shown
    period = book.latest(page.lines)
    blocks: list[Block] = [
        Paragraph(
            runs=(
                Text("Measure: ", Stress.STRONG),
                Text(f"{aim.measured_by}. "),
                Text("Milestone: ", Stress.STRONG),
                *_milestone(material, page),
            ),
        )
    ]
    gap = _gap(material, page)
    if gap:
        blocks.append(Paragraph(runs=gap, voice=Setting.LEAD))
    blocks.append(_key_figures(material, page))
    if len(_held(material, page)) < FEWEST_FOR_A_LINE:
        blocks.append(Paragraph(runs=(Text(ONE_PERIOD_NOTE),), voice=Setting.NOTE))
    else:
        blocks.append(over_time(book, page.lines, identity=f"{identity}-time", peers=page.peers))
    if page.ranked is not None:
        blocks.append(ranking(book, page.ranked, identity=f"{identity}-rank"))
    if evidence.about.recording_note and period.end.year >= 2014:
        blocks.append(Paragraph(runs=(Text(SHORT_RECORDING_NOTE),), voice=Setting.NOTE))
    blocks.append(
        SideBySide(
            left=_panel(material, aim, Voice.COMMENTARY),
            right=_panel(material, aim, Voice.RESPONSE),
        )
    )
    if page.parts is not None:
        said = parts_of(book, page.parts, material.parts[page.parts], identity=identity)
        blocks += _detail(f"{aim.title}: by offence group", f"{identity}-groups", said)
    if page.control is not None:
        said = quarter_by_quarter(material, page.control, identity=f"{identity}-control")
        blocks += _detail(f"{aim.title}: quarter by quarter", f"{identity}-quarters", said)
    return Section(
        heading=Heading(level=2, text=aim.title, identity=identity),
        blocks=tuple(blocks),
        new_page=True,
    )


def _detail(title: str, identity: str, blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """Return what stands below an aim's words; nothing where there is nothing to say."""
    if not blocks:
        return ()
    heading = Heading(level=3, text=title, identity=identity)
    return (Section(heading=heading, blocks=blocks, new_page=True),)


def _milestone(material: Material, page: AimPage) -> Runs:
    """Return what the milestone asks, and whether it is met."""
    asked = _aim(material, page).milestone.text
    found = _standing(material, page)
    if found is None:
        return (Text(f"{asked}."),)
    return (Text(f"{asked}: "), Text(STANDING_WORDS[found].lower(), Stress.STRONG), Text("."))


def _standing(material: Material, page: AimPage) -> Standing | None:
    aim, book = _aim(material, page), material.book
    return standing(
        aim.milestone.kind,
        better=book.evidence[page.lines].shown.about.better,
        change=book.change(page.lines, base=aim.milestone.base),
        against=book.against(page.lines),
    )


def _change(material: Material, measure: str, period: Period) -> Figure:
    """Return the change since the base with its sign; in number where the base is small."""
    book = material.book
    found = book.change(measure, period)
    kind = "change" if found is not None and found.proportion is None else "change_percent"
    return book.figure(f"{measure}.{kind}", period=period).with_sign()


def _held(material: Material, page: AimPage) -> list[Period]:
    """Return the periods in which the force has a value of the page's measure."""
    book = material.book
    series = book.evidence[page.lines].shown.series[book.context.area]
    return [seen.period for seen in series.observations if seen.value is not None]


def _gap(material: Material, page: AimPage) -> Runs:
    book = material.book
    if not page.peers or book.context.base is None:
        return ()
    evidence = book.evidence[page.lines]
    now, then = book.against(page.lines), book.against(page.lines, book.context.base)
    found = gap_trend(evidence, now, then) or trend_unknown(evidence, now, then)
    return () if found is None else sentence(Teller(book, book.evidence), found)


def _key_figures(material: Material, page: AimPage) -> KeyFigures:
    book, measure = material.book, page.lines
    period = book.latest(measure)
    unit = book.evidence[measure].shown.series.unit
    items = [
        KeyFigure(
            label=unit.heading,
            figure=book.figure(f"{measure}.value", period=period),
            note=(Text(str(period)),),
        )
    ]
    base = book.context.base
    if base is not None:
        items.append(
            KeyFigure(
                label=f"Change since the {base}",
                figure=_change(material, measure, period),
                note=(
                    Text("from "),
                    FigureRun(book.figure(f"{measure}.base_value", period=period)),
                ),
            )
        )
    compared = measure if page.peers else page.ranked
    fact = book.against(compared) if compared is not None else None
    if fact is not None and compared is not None and book.context.group is not None:
        items.append(
            KeyFigure(
                label=_average_label(material, compared),
                figure=book.figure(f"{compared}.average", period=fact.period),
                note=_average_note(material, compared, fact),
            )
        )
        highest = book.evidence[compared].shown.about.better == "higher"
        missing = " with data" if fact.missing else ""
        items.append(
            KeyFigure(
                label=f"Rank, {'highest' if highest else 'lowest'} first",
                figure=book.figure(f"{compared}.rank", period=fact.period),
                note=(Text(f"of {len(fact.with_data)} forces{missing}"),),
            )
        )
    return KeyFigures(items=tuple(items))


def _average_label(material: Material, measure: str) -> str:
    """Return what a group's average is of; a rate beside a count says that it is a rate."""
    unit = material.book.evidence[measure].shown.series.unit
    if unit.kind is UnitKind.RATE:
        return f"Group average per {unit.per:,} {unit.base}"
    return "Group average"


def _average_note(material: Material, measure: str, fact: AgainstGroup) -> Runs:
    """Return over whom an average was taken, and the force's own figure where it is not shown."""
    with_self = fact.definition is not Average.MEAN_WITHOUT_SELF
    number = len(fact.with_data) - (not with_self)
    kind = "weighted mean" if fact.definition is Average.WEIGHTED else "mean"
    other = "" if with_self else "other "
    missing = " with data" if fact.missing else ""
    said = Text(f"{kind} of {number} {other}forces{missing}")
    short = Text(f"{kind} of {number} {other}".rstrip() + missing)
    if any(page.lines == measure for page in material.paper.pages):
        return (said,)
    own = FigureRun(material.book.figure(f"{measure}.value", period=fact.period))
    return (Text("force "), own, Text("; "), short)


def _panel(material: Material, aim: Aim, voice: Voice) -> Panel:
    said = material.words.get((aim.id, voice))
    if said is None:
        return Panel(
            title=VOICE_TITLES[voice],
            office="",
            dated="",
            blocks=(Paragraph(runs=(Text("Nothing was received for this paper."),)),),
        )
    return Panel(
        title=VOICE_TITLES[voice],
        office=said.front.office,
        dated=long_date(said.front.date) + (" (draft)" if said.front.state == "draft" else ""),
        blocks=_passages(said),
    )


def _passages(said: Said) -> tuple[Block, ...]:
    return tuple(
        Bullets(items=passage.items) if passage.bulleted else Paragraph(runs=passage.items[0])
        for passage in said.passages
    )


def _awaited_sections(material: Material) -> tuple[Section, ...]:
    """One compact page: the aims without figures, why, and when they are due."""
    reported = {page.aim for page in material.paper.pages}
    waiting = [aim for aim in material.plan.aims if aim.id not in reported]
    if not waiting:
        return ()
    rows = tuple(
        Row(
            cells=(
                (Text(aim.title),),
                (Text(aim.measured_by),),
                (Text(f"{aim.source}; {aim.frequency}"),),
                (Text(_why(aim)),),
                (Text(_due(material, aim)),),
            )
        )
        for aim in waiting
    )
    return (
        Section(
            heading=Heading(level=2, text="Aims without figures in this paper", identity="awaited"),
            blocks=(
                Table(
                    identity="awaited-table",
                    caption="Every other headline aim of the plan: who holds the figures, why "
                    "none is printed here, and when the next are due",
                    columns=(
                        Column(title="Aim"),
                        Column(title="Measured by"),
                        Column(title="Source"),
                        Column(title="Why there is no figure"),
                        Column(title="Next due"),
                    ),
                    rows=rows,
                ),
            ),
            new_page=True,
        ),
    )


def _why(aim: Aim) -> str:
    if aim.awaited is None:
        return "Figures are held, but this paper gives the aim no page."
    return " ".join(part for part in (aim.awaited.why, aim.awaited.note) if part)


def _due(material: Material, aim: Aim) -> str:
    """Say when figures are due, as of the meeting: a date gone by is overdue, not to come."""
    if aim.awaited is None or aim.awaited.due is None:
        return "No date announced"
    due = aim.awaited.due
    if due <= material.paper.meeting:
        return f"Were due {long_date(due)}; not loaded"
    return long_date(due)
