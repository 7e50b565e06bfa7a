"""The headline paper of 2019: a cover, the plan's aims, then a page an aim.

Cover (purpose, aims, implications, recommendations), a summary, for every aim with figures
what they show, its charts, commentary and response, one page for the aims without figures,
and the notes. Paragraphs are numbered through the cover by machine.
"""

from __future__ import annotations

from itertools import count

from copperplate.compare import Average
from copperplate.findings import AgainstGroup
from copperplate.narrative.runs import FigureRun, Link, Runs, Stress, Text
from copperplate.narrative.sentences.availability import no_update
from copperplate.narrative.suggestions import Told
from copperplate.narrative.words import Said, Voice
from copperplate.periods import Period, long_date
from copperplate.plan import Aim
from copperplate.report.awaited import awaited_sections
from copperplate.report.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Panel,
    Paragraph,
    Section,
    SideBySide,
)
from copperplate.report.blocks import Voice as Setting
from copperplate.report.charts import over_time, ranking
from copperplate.report.control import charted_word, period_by_period
from copperplate.report.front_matter import cover_of, implications, numbered, running_title
from copperplate.report.material import Material
from copperplate.report.notes import RECORDING_NOTED_FROM, SHORT_RECORDING_NOTE, notes_section
from copperplate.report.paper import AimPage
from copperplate.report.parts import parts_of
from copperplate.report.standings import STANDING_WORDS, aim_of, change_of, standing_of
from copperplate.report.summary import summary_section
from copperplate.series.units import UnitKind

GOES_THROUGH_THE_PLAN = False
FEWEST_FOR_A_LINE = 2
ONE_PERIOD_NOTE = "One period is held, so there is nothing yet to draw over time."
VOICE_TITLES = {Voice.COMMENTARY: "Commentary", Voice.RESPONSE: "Response and actions"}


def build(material: Material) -> Document:
    """Lay the material out."""
    paper = material.paper
    numbers = count(1)
    sections = (
        numbered("Purpose of report", "purpose", paper.purpose, numbers),
        _background(material, numbers),
        *implications(material, numbers),
        summary_section(material),
        *(_aim_section(material, page) for page in paper.pages),
        *awaited_sections(material),
        notes_section(material),
    )
    return Document(
        identity=material.identity,
        language="en-GB",
        cover=cover_of(material),
        sections=sections,
        running_title=running_title(material),
        licence=material.licence,
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


def _aim_section(material: Material, page: AimPage) -> Section:
    aim, book = aim_of(material, page), material.book
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
    blocks.append(_key_figures(material, page))
    blocks += _bullets(material.changes(aim.id))
    if page.beside is None:
        blocks += _bullets(material.beside(aim.id))
    if len(_held(material, page)) < FEWEST_FOR_A_LINE:
        blocks.append(Paragraph(runs=(Text(ONE_PERIOD_NOTE),), voice=Setting.NOTE))
    else:
        blocks.append(over_time(book, page.lines, identity=f"{identity}-time", peers=page.peers))
    if page.ranked is not None and page.beside is None:
        blocks.append(ranking(book, page.ranked, identity=f"{identity}-rank"))
    if evidence.about.recording_note and period.end >= RECORDING_NOTED_FROM:
        blocks.append(Paragraph(runs=(Text(SHORT_RECORDING_NOTE),), voice=Setting.NOTE))
    blocks.append(
        SideBySide(
            left=_panel(material, aim, Voice.COMMENTARY),
            right=_panel(material, aim, Voice.RESPONSE),
        )
    )
    blocks += _details(material, page, identity)
    return Section(
        heading=Heading(level=2, text=aim.title, identity=identity),
        blocks=tuple(blocks),
        new_page=True,
    )


def _bullets(told: tuple[Told, ...]) -> tuple[Block, ...]:
    return (Bullets(items=tuple(one.runs for one in told)),) if told else ()


def _details(material: Material, page: AimPage, identity: str) -> tuple[Section, ...]:
    """Return what stands below an aim's words: parts, control chart, group over time."""
    aim, book = aim_of(material, page), material.book
    details: list[Section] = []
    if page.parts is not None:
        told = tuple(one.runs for one in material.drivers(aim.id))
        said = parts_of(book, page.parts, material.parts[page.parts], told, identity=identity)
        details += _detail(f"{aim.title}: by offence group", f"{identity}-groups", said)
    if page.control is not None:
        said = period_by_period(material, aim.id, page.control, identity=f"{identity}-control")
        word = charted_word(material, page.control)
        details += _detail(f"{aim.title}: {word} by {word}", f"{identity}-{word}s", said)
    if page.beside is not None:
        said = (over_time(book, page.beside, identity=f"{identity}-group-time", peers=True),)
        if page.ranked is not None:
            said += (ranking(book, page.ranked, identity=f"{identity}-rank"),)
        said += _bullets(material.beside(aim.id))
        title = f"{aim.title}: beside similar forces"
        details += _detail(title, f"{identity}-group", said, new_page=bool(details))
    return tuple(details)


def _detail(
    title: str, identity: str, blocks: tuple[Block, ...], *, new_page: bool = False
) -> tuple[Section, ...]:
    """Return what stands below an aim's words; nothing where there is nothing to say."""
    if not blocks:
        return ()
    heading = Heading(level=3, text=title, identity=identity)
    return (Section(heading=heading, blocks=blocks, new_page=new_page),)


def _milestone(material: Material, page: AimPage) -> Runs:
    """Return what the milestone asks, and whether it is met."""
    asked = aim_of(material, page).milestone.text
    found = standing_of(material, page)
    if found is None:
        return (Text(f"{asked}."),)
    return (Text(f"{asked}: "), Text(STANDING_WORDS[found].lower(), Stress.STRONG), Text("."))


def _held(material: Material, page: AimPage) -> list[Period]:
    """Return the periods in which the force has a value of the page's measure."""
    book = material.book
    series = book.evidence[page.lines].shown.series[book.context.area]
    return [seen.period for seen in series.observations if seen.value is not None]


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
                figure=change_of(material, measure, period),
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
        by_rate = " by rate" if compared != measure else ""
        items.append(
            KeyFigure(
                label=f"Rank{by_rate}, {'highest' if highest else 'lowest'} first",
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
    if said.front.next_due is not None:
        return (Paragraph(runs=no_update(said.front.next_due)),)
    return tuple(
        Bullets(items=passage.items) if passage.bulleted else Paragraph(runs=passage.items[0])
        for passage in said.passages
    )
