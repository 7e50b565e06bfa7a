"""The summary page: the strongest facts of every aim, how sure they are, and a table."""

from __future__ import annotations

from copperplate.findings.select import summary
from copperplate.narrative.runs import FigureRun, Link, Runs, Stress, Text
from copperplate.narrative.sentences.certainty import certainty
from copperplate.narrative.wording import number_word, sentence_case
from copperplate.report.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    Voice,
)
from copperplate.report.material import Material
from copperplate.report.paper import AimPage
from copperplate.report.standings import STANDING_WORDS, aim_of, change_of, standing_of


def summary_section(material: Material) -> Section:
    """Return what a reader with one minute reads."""
    pages = material.paper.pages
    told = {page.aim: {one.key: one for one in material.printed(page.aim)} for page in pages}
    chosen = summary([[one.finding for one in told[page.aim].values()] for page in pages])
    blocks: list[Block] = []
    for page, found in zip(pages, chosen, strict=True):
        by_finding = {id(one.finding): one for one in told[page.aim].values()}
        blocks.append(Paragraph(runs=_head(material, page)))
        if found:
            blocks.append(Bullets(items=tuple(by_finding[id(one)].runs for one in found)))
    unsaid = len(material.plan.aims) - len({page.aim for page in pages})
    if unsaid:
        blocks.append(Paragraph(runs=_without_figures(unsaid, len(material.plan.aims))))
    sure = certainty([len(charted.periods) for charted in material.charts.values()])
    if sure:
        blocks.append(Paragraph(runs=sure, voice=Voice.NOTE))
    return Section(
        heading=Heading(level=2, text="Summary", identity="summary"),
        blocks=(*blocks, _glance(material)),
        new_page=True,
    )


def _without_figures(unsaid: int, aims: int) -> Runs:
    verb = "has" if unsaid == 1 else "have"
    return (
        Text(
            f"Of the plan's {number_word(aims)} aims {number_word(unsaid)} {verb} no figures here: "
            "see "
        ),
        Link("the aims without figures", "#awaited"),
        Text("."),
    )


def _head(material: Material, page: AimPage) -> Runs:
    """Return an aim's title and how its milestone stands."""
    aim = aim_of(material, page)
    found = standing_of(material, page)
    title = Link(aim.title, f"#aim-{aim.id.lower()}")
    asked = aim.milestone.text
    if found is None:
        return (title, Text(f" ({asked})."))
    return (title, Text(f" ({asked}): "), Text(f"{STANDING_WORDS[found].lower()}.", Stress.STRONG))


def _glance(material: Material) -> Table:
    """The aims with figures in one table: now, then, and how the milestone stands."""
    book = material.book
    columns = [Column(title="Aim"), Column(title="Milestone"), Column(title="Now", numeric=True)]
    if book.context.base is not None:
        columns.append(Column(title="Change", numeric=True))
        columns.append(Column(title=sentence_case(str(book.context.base)), numeric=True))
    columns.append(Column(title="Measure"))
    return Table(
        identity="glance-table",
        caption="Where each measured aim stands",
        columns=tuple(columns),
        rows=tuple(_glance_row(material, page) for page in material.paper.pages),
    )


def _glance_row(material: Material, page: AimPage) -> Row:
    aim, book, measure = aim_of(material, page), material.book, page.lines
    period = book.latest(measure)
    found = standing_of(material, page)
    cells: list[Runs] = [
        (Link(aim.title, f"#aim-{aim.id.lower()}"),),
        (Text(STANDING_WORDS[found]) if found else Text("See the aim's page"),),
        (FigureRun(book.figure(f"{measure}.value", period=period)),),
    ]
    if book.context.base is not None:
        cells.append((FigureRun(change_of(material, measure, period)),))
        cells.append((FigureRun(book.figure(f"{measure}.base_value", period=period)),))
    cells.append((Text(f"{book.evidence[measure].shown.series.unit.heading}, {period}"),))
    return Row(cells=tuple(cells))
