"""A plan's items as a paper sets them: a section an objective, in it a section an item.

Shared by layouts that go through a plan. What an item says comes from the paper's pages,
its updates and its account; nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import count, groupby

from copperplate.narrative.accounts import account_words
from copperplate.narrative.routes import frequency_words, lead_words
from copperplate.narrative.runs import Link, Runs, Stress, Text
from copperplate.narrative.words import Said, Voice
from copperplate.periods import long_date
from copperplate.plan import Account, Accounted, Aim, Item, Objective
from copperplate.report.blocks import Block, Bullets, Heading, Paragraph, Section
from copperplate.report.blocks import Voice as Setting
from copperplate.report.control import period_by_period
from copperplate.report.material import Material
from copperplate.report.objectives_table import objectives_tables
from copperplate.report.paper import AimPage
from copperplate.report.positions import position_of

OTHER_ITEMS = "Other items"
_VOICES = {Voice.UPDATE: "", Voice.COMMENTARY: "Commentary: ", Voice.RESPONSE: "Response: "}


def identity_of(item: Item) -> str:
    """Return the identity of an item's section."""
    return f"aim-{item.id.lower()}"


def objective_sections(
    material: Material, numbers: count[int], *, of: Collection[Account]
) -> tuple[Section, ...]:
    """Return the plan's items under their objectives.

    Args:
        material: What the paper is made of.
        numbers: The paper's paragraph numbers, taken as they are needed.
        of: Which accounts have a section; the others are told in the paper's tables.
    """
    chosen = [found for found in material.accounts if found.account in of]
    sections = []
    for identity, items in groupby(chosen, key=lambda found: found.item.objective):
        objective = material.plan.objective(identity or "")
        blocks: list[Block] = []
        if objective is not None and objective.lead:
            blocks.append(_note(f"Lead: {', '.join(objective.lead)}."))
        if identity is not None and identity == material.paper.table_at:
            blocks += objectives_tables(material, numbers)
        blocks += [_item_section(material, found, numbers) for found in items]
        heading = Heading(
            level=2,
            text=_titled(material, objective),
            identity=f"objective-{identity or 'none'}",
        )
        sections.append(Section(heading=heading, blocks=tuple(blocks)))
    return tuple(sections)


def _titled(material: Material, objective: Objective | None) -> str:
    """Return an objective's letter and title as this paper has them."""
    if objective is None:
        return OTHER_ITEMS
    paper = material.identity
    title = objective.titles.get(paper, objective.title)
    label = objective.labels.get(paper, objective.label)
    return title if label is None else f"{label}. {title}"


def _item_section(material: Material, found: Accounted, numbers: count[int]) -> Section:
    item = found.item
    blocks: list[Block] = [_note(_who(item))]
    if found.account is not Account.HERE:
        blocks.append(_note(f"{account_words(material.plan, found)}."))
    blocks += _told(material, item, numbers)
    for part in material.plan.parts_of(item.id):
        inner = tuple(_told(material, part, numbers))
        if inner:
            heading = Heading(level=4, text=part.title, identity=identity_of(part))
            blocks.append(Section(heading=heading, blocks=inner))
    return Section(
        heading=Heading(level=3, text=_title_of(material, item), identity=identity_of(item)),
        blocks=tuple(blocks),
    )


def _title_of(material: Material, item: Item) -> str:
    """Return an item's title as this paper prints it."""
    printed = (one.title for one in item.printed if one.paper == material.identity)
    return next((title for title in printed if title is not None), item.title)


def _who(item: Item) -> str:
    """Return who leads and how often it is reported: "Lead: ACC Crime. Monthly."."""
    often = f" {frequency_words(item).capitalize()}." if item.reported is not None else ""
    return f"Lead: {lead_words(item)}.{often}"


def _told(material: Material, item: Item, numbers: count[int]) -> Iterator[Block]:
    """Yield what the paper says of an item: its position, its figures, its lead's words."""
    page = next((page for page in material.paper.pages if page.aim == item.id), None)
    if isinstance(item, Aim) and page is not None:
        yield from _figures(material, item, page, numbers)
    found = [
        (said, title)
        for voice, title in _VOICES.items()
        if (said := material.words.get((item.id, voice))) is not None
    ]
    for said, title in found:
        yield from _words(said, title, numbers)
    if page is None and not found:
        yield from _newest_update(item, material.paper.meeting, numbers)


def _newest_update(item: Item, meeting: date, numbers: count[int]) -> Iterator[Block]:
    """Yield what the plan itself holds as last said of an item, with its evidence."""
    held = [update for update in item.updates if update.date <= meeting]
    if held:
        newest = held[-1]
        yield _numbered((Text(newest.text),), numbers)
        if newest.evidence:
            yield Bullets(items=tuple((Link(one.title, one.url),) for one in newest.evidence))
        yield _note(f"{newest.office}, {long_date(newest.date)}.")


def _figures(material: Material, aim: Aim, page: AimPage, numbers: count[int]) -> Iterator[Block]:
    stands = position_of(material, aim)
    asked = f"Milestone: {aim.milestone.text}"
    if stands is None:
        yield _numbered((Text(f"{asked}."),), numbers)
    else:
        words = (Text(f"{asked}. It is "), *stands.words, Text("."))
        yield _numbered(words, numbers)
    for told in (*material.changes(aim.id), *material.beside(aim.id), *material.drivers(aim.id)):
        yield _numbered(told.runs, numbers)
    if page.control is not None:
        yield from period_by_period(
            material, aim.id, page.control, identity=f"{identity_of(aim)}-control"
        )


def _words(said: Said, title: str, numbers: count[int]) -> Iterator[Block]:
    """Yield an office's words, paragraph by paragraph, and whose they are."""
    front = said.front
    if front.no_update and front.next_due is not None:
        when = long_date(front.next_due)
        yield _numbered((Text(f"No update: the next is due on {when}."),), numbers)
    for passage in said.passages:
        if passage.bulleted:
            yield Bullets(items=passage.items)
        else:
            yield _numbered(passage.items[0], numbers)
    draft = ", draft" if front.state == "draft" else ""
    yield _note(f"{title}{front.office}, {long_date(front.date)}{draft}.")


def _numbered(runs: Runs, numbers: count[int]) -> Paragraph:
    return Paragraph(runs=runs, number=next(numbers))


def _note(text: str) -> Paragraph:
    return Paragraph(runs=(Text(text, Stress.PLAIN),), voice=Setting.NOTE)
