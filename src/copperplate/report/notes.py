"""The back of a paper: sources, definitions, methods, markers. Written by the machine.

Every statement here follows from what the paper used; nothing is printed that did not
play a part.
"""

from __future__ import annotations

from datetime import date

from copperplate.narrative.methods import AVERAGE_WORDS
from copperplate.narrative.runs import Text
from copperplate.narrative.wording import sentence_case
from copperplate.report.blocks import (
    Block,
    Bullets,
    Column,
    Definition,
    Definitions,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    Voice,
)
from copperplate.report.material import Material
from copperplate.series import Mark

# Police recorded crime lost its standing as an accredited statistic in January 2014, and
# recording has improved since; measures that better recording can raise say so from the
# financial year after on.
RECORDING_NOTED_FROM = date(2014, 4, 1)
RECORDING_NOTE = (
    "Recording is not crime. Police recorded crime has not been an accredited official "
    "statistic since 2014, and forces have recorded more completely since then, above all "
    "violence, sexual offences and public order. A rise in this measure is partly better "
    "recording."
)
SHORT_RECORDING_NOTE = (
    "Recording is not crime: this has not been an accredited official statistic since 2014, and "
    "part of a rise since then is better recording. See the definitions."
)
EDITIONS_NOTE = (
    "Each period of a series is taken whole from the newest edition known on the day; its data "
    "table names what is missing, and every figure names its edition."
)
OVERLAP_NOTE = (
    "Years ending in different quarters share months with each other. They are drawn as plain "
    "lines: control limits, runs and step changes would mislead on them."
)
CONTROL_NOTE = (
    "Control charts are drawn by the rule set sfn on periods that do not overlap. A step change "
    "is possible until an office decides; limits show routine variation and are no targets."
)
ROUNDING_NOTE = (
    "Figures are rounded half away from zero when they are printed, and computed from "
    "unrounded values, so printed figures may not sum."
)


def notes_section(material: Material) -> Section:
    """Return sources, definitions, methods and markers of a paper."""
    return Section(
        heading=Heading(level=2, text="Sources and notes", identity="notes"),
        blocks=(
            _sub("Sources", "sources", (_sources(material), *_remarks(material))),
            _sub("Definitions", "definitions", (_definitions(material),)),
            _sub("Methods", "methods", _methods(material)),
            _sub("Markers", "markers", _markers(material)),
        ),
        new_page=True,
    )


def _sub(text: str, identity: str, blocks: tuple[Block, ...]) -> Section:
    return Section(heading=Heading(level=3, text=text, identity=identity), blocks=blocks)


def _sources(material: Material) -> Table:
    used: dict[str, set[str]] = {}
    notes = {}
    for title, evidence in material.everything():
        for note in evidence.releases:
            notes[note.identity] = note
            used.setdefault(note.identity, set()).add(title)
    rows = tuple(
        Row(
            cells=(
                (Text(notes[identity].title),),
                (Text(notes[identity].publisher),),
                (Text(sentence_case(notes[identity].dated)),),
                (Text("; ".join(sorted(used[identity]))),),
            )
        )
        for identity in sorted(notes, key=lambda i: (notes[i].publisher, i), reverse=True)
    )
    return Table(
        identity="sources-table",
        caption="Publications this paper draws on",
        columns=(
            Column(title="Publication"),
            Column(title="Publisher"),
            Column(title="Dated"),
            Column(title="Used for"),
        ),
        rows=rows,
        notes=()
        if any("as at" in note.dated for note in notes.values())
        else ("The publications do not say on which day forces' systems were read.",),
    )


def _remarks(material: Material) -> tuple[Block, ...]:
    """Return what the publishers say of the areas in this paper."""
    said = dict.fromkeys(
        remark for _, evidence in material.everything() for remark in evidence.remarks
    )
    if not said:
        return ()
    return (
        Paragraph(runs=(Text("The publishers' own notes on these areas:"),)),
        Bullets(items=tuple((Text(remark),) for remark in said)),
    )


def _definitions(material: Material) -> Definitions:
    items = []
    for shown in material.defined.values():
        about = shown.about
        meaning = [(Text(f"{about.question} {about.definition}"),)]
        meaning += [(Text(text),) for text in (about.denominator, about.comparability) if text]
        meaning += [(Text(text),) for text in (*shown.caveats, *about.breaks)]
        newest = max((period.end for period in shown.series.periods), default=date.min)
        if about.recording_note and newest >= RECORDING_NOTED_FROM:
            meaning.append((Text(RECORDING_NOTE),))
        meaning.append((Text(f"{about.owner} answers for this definition. {about.lag}"),))
        items.append(Definition(term=about.title, meaning=tuple(meaning)))
    return Definitions(items=tuple(items))


def _methods(material: Material) -> tuple[Block, ...]:
    context = material.book.context
    said = []
    if context.group is not None:
        members = ", ".join(context.names[code].name for code in context.group.members)
        said.append(f"{sentence_case(context.group.name)}: {members}. {context.group.source}")
        said.append(
            f"Group average: {AVERAGE_WORDS[context.average]}. A member without data is left "
            "out, and the text says so."
        )
        said.append("Rank: 1 is the best; equal figures share a rank.")
    said.append(EDITIONS_NOTE)
    shown = [evidence.series for _, evidence in material.everything()]
    if any(series.periods and series.periods[-1].kind.overlaps for series in shown):
        said.append(OVERLAP_NOTE)
    if material.charts:
        said.append(CONTROL_NOTE)
    said.append(ROUNDING_NOTE)
    said.append(f"Disclosure policy {material.policy[0]}: {material.policy[1]}")
    blocks: list[Block] = [Bullets(items=tuple((Text(text),) for text in said))]
    if material.reconciliations:
        blocks.append(
            Paragraph(
                runs=(Text("Where a publisher's own numbers do not agree with each other:"),),
                voice=Voice.NOTE,
            )
        )
        blocks.append(Bullets(items=tuple((Text(text),) for text in material.reconciliations)))
    return tuple(blocks)


def _markers(material: Material) -> tuple[Block, ...]:
    marks: set[Mark] = set()
    for _, evidence in material.everything():
        for series in evidence.series:
            for seen in series.observations:
                marks |= seen.marks
    for figure in material.table.figures if material.table is not None else ():
        marks |= figure.marks
    if not marks:
        return (Paragraph(runs=(Text("No figure in this paper carries a marker."),)),)
    return (
        Definitions(
            items=tuple(
                Definition(term=mark.shorthand, meaning=((Text(mark.meaning),),))
                for mark in sorted(marks)
            )
        ),
    )
