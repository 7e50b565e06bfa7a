"""The schedule as a document: what is wrong, then a table a meeting.

Arranges words; judges nothing.
"""

from __future__ import annotations

from copperplate.narrative import schedule as words
from copperplate.narrative.runs import Text
from copperplate.narrative.wording import sentence_case
from copperplate.plan import Flag, Judged, Scheduled, Sitting
from copperplate.report.blocks import (
    Block,
    Bullets,
    Column,
    Cover,
    Document,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    Voice,
)

_COLUMNS = (Column(title="Item"), Column(title="Lead"), Column(title="Due"), Column(title="State"))


def schedule_document(found: Scheduled, *, licence: str) -> Document:
    """Return the schedule as a document of one page."""
    title = words.title_words(found)
    sections = [_wrong(found), *(_sitting(found, one) for one in found.sittings)]
    if found.meeting is None and found.unscheduled:
        sections.append(_unscheduled(found))
    _, *asked = words.head_words(found)
    return Document(
        identity="schedule",
        language="en-GB",
        cover=Cover(
            board=found.board,
            meeting=found.to,
            day_is="Judged on",
            agenda_item="",
            title=title,
            authors=(),
            handling=tuple(asked),
        ),
        sections=tuple(sections),
        running_title=title,
        licence=licence,
        stamps=found.synthetic,
    )


def _wrong(found: Scheduled) -> Section:
    blocks: list[Block] = []
    for flag in Flag:
        count = sum(one.flag is flag for one in found.flags)
        if count:
            lines = tuple((Text(line),) for line in words.flag_lines(found, flag))
            blocks.append(
                Section(
                    heading=Heading(
                        level=3, text=f"{words.HEADINGS[flag]}: {count}", identity=flag.value
                    ),
                    blocks=(Bullets(items=lines),),
                )
            )
    return Section(
        heading=Heading(level=2, text="What is wrong", identity="flags"),
        blocks=tuple(blocks) or (Paragraph(runs=(Text(words.NOTHING_WRONG),)),),
    )


def _sitting(found: Scheduled, sitting: Sitting) -> Section:
    heading, *below = words.sitting_words(found, sitting)
    blocks: list[Block] = [Paragraph(runs=(Text(said),), voice=Voice.NOTE) for said in below]
    identity = _identity(found, sitting)
    if sitting.due:
        blocks.append(
            Table(
                identity=f"due-{identity}",
                caption=f"Due, {heading.partition(', ')[0]}",
                columns=_COLUMNS,
                rows=tuple(_row(found, one) for one in sitting.due),
            )
        )
    else:
        blocks.append(Paragraph(runs=(Text(words.NOTHING_DUE),)))
    return Section(heading=Heading(level=2, text=heading, identity=identity), blocks=tuple(blocks))


def _identity(found: Scheduled, sitting: Sitting) -> str:
    """Return what a section is linked by; two boards may meet on one day."""
    if sitting.meeting is None:
        return f"month-{sitting.month.iso}"
    same = [one for one in found.sittings if one.meeting is not None and one.day == sitting.day]
    which = f"-{same.index(sitting) + 1}" if len(same) > 1 else ""
    return f"meeting-{sitting.day.isoformat()}{which}"


def _row(found: Scheduled, one: Judged) -> Row:
    item = found.item(one.due.plan, one.due.item)
    identity = words.item_words(found, one.due.plan, one.due.item)
    cells = (
        f"{identity}, {item.title}",
        sentence_case(words.led_by(item)),
        words.due_words(found, one) or str(one.due.month),
        sentence_case(words.state_words(found, one)),
    )
    return Row(cells=tuple((Text(cell),) for cell in cells))


def _unscheduled(found: Scheduled) -> Section:
    rows = tuple(
        Row(
            cells=(
                (Text(f"{words.item_words(found, plan.id, item.id)}, {item.title}"),),
                (Text(sentence_case(words.led_by(item))),),
                (Text(sentence_case(words.why_words(plan, item))),),
            )
        )
        for plan, item in found.unscheduled
    )
    table = Table(
        identity="unscheduled",
        caption=words.NOT_SCHEDULED,
        columns=(Column(title="Item"), Column(title="Lead"), Column(title="Why")),
        rows=rows,
    )
    heading = Heading(level=2, text=words.NOT_SCHEDULED, identity="not-scheduled")
    return Section(heading=heading, blocks=(table,))
