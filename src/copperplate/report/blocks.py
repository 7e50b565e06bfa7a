"""The document before any format: blocks and runs, all frozen values.

A renderer gets nothing but these. Numbers in them are `Figure` values, never text; a
renderer prints `figure.marked_text` and, where its format can, opens the provenance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from copperplate.drawing import Chart as Drawing
from copperplate.narrative.runs import FigureRun, Footnote, Link, Run, Runs, Stress, Text, plain
from copperplate.series import Figure
from copperplate.series.figure import stamps_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading. Level 1 is the document's title; a heading never stands last on a page."""

    level: int
    text: str
    identity: str


class Voice(StrEnum):
    """How a paragraph is set: body, a lead sentence, a small note, a source line."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    SOURCE = "source"


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph; `number` is set by machine across the paper, None where unnumbered."""

    runs: Runs
    number: int | None = None
    voice: Voice = Voice.BODY


@dataclass(frozen=True, kw_only=True, slots=True)
class Bullets:
    """A list of items without order."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A table column.

    Attributes:
        title: Heading, the unit included where there is one.
        numeric: Figures: set right-aligned on the decimal.
    """

    title: str
    numeric: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A table row: the first cell is its header. `strong` marks the force's own row."""

    cells: tuple[Runs, ...]
    strong: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table. Cells are runs; an empty tuple is not allowed, a missing value is marked.

    Its notes begin with the stamp of its figures, where they are of areas that do not exist.
    """

    identity: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"table {self.identity}: a row has {len(row.cells)} cells")
            if not all(row.cells):
                raise ValueError(f"table {self.identity}: an empty cell says nothing; mark it")
        # guard: stamped-tables. Wherever a table is set, its notes are set with it.
        stamps = stamps_of(_figures_in(self))
        others = (note for note in self.notes if note not in stamps)
        object.__setattr__(self, "notes", (*stamps, *others))


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A chart with everything that never parts from it.

    Attributes:
        title: The headline: what the chart shows, a sentence without a full stop. Runs,
            because it holds figures.
        subtitle: Measure, area and period, as a statistical title.
        source: Publication, publisher, date.
        alternative: One or two sentences saying what the chart shows, for those who
            cannot see it; `plain` makes the alt text of them.
        drawing: The chart itself. Where its figures are of areas that do not exist, it bears
            their stamp, and `alternative` begins with it.
        table: The data behind it, one step away.
    """

    identity: str
    title: Runs
    subtitle: str
    source: str
    alternative: Runs
    drawing: Drawing
    table: Table

    def __post_init__(self) -> None:
        # guard: stamped-charts. A picture is copied without its page: it says itself what it is.
        if stamps := self.synthetic:
            said = Text(f"{'. '.join(stamps)}. ")
            object.__setattr__(self, "drawing", replace(self.drawing, stamp=stamps))
            if self.alternative[:1] != (said,):
                object.__setattr__(self, "alternative", (said, *self.alternative))

    @property
    def synthetic(self) -> tuple[str, ...]:
        """What must stand by its figures because areas they speak of do not exist."""
        return stamps_of((*_figures_in(self), *_figures_in(self.table)))


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyFigure:
    """A figure set large: what it is, the figure, and a line that places it."""

    label: str
    figure: Figure
    note: Runs


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyFigures:
    """Two to four key figures side by side."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """One voice beside another: whose words, as of when, and the words."""

    title: str
    office: str
    dated: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SideBySide:
    """Two panels, read left first: commentary, then response."""

    left: Panel
    right: Panel


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """A term and what it means."""

    term: str
    meaning: tuple[Runs, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Definitions:
    """Terms with their meanings: sources, markers, methods."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading and what belongs to it; `new_page` starts it on a fresh page in print."""

    heading: Heading
    blocks: tuple[Block, ...]
    new_page: bool = False


Block = Paragraph | Bullets | Table | Chart | KeyFigures | SideBySide | Definitions | Section


@dataclass(frozen=True, kw_only=True, slots=True)
class Cover:
    """The head of a paper: who receives it, when, as which item, under which title."""

    board: str
    meeting: date
    agenda_item: str
    title: str
    authors: tuple[str, ...]
    day_is: str = "Meeting"
    """What its day is."""
    handling: tuple[str, ...]
    """Lines on status: audience and disclosure policy, the dates of the data, "synthetic"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A whole paper.

    Attributes:
        identity: The paper's id, e.g. ``2019-11``.
        language: BCP 47 tag.
        cover: Its head; the title is its only level-1 heading.
        sections: Level-2 sections, in order.
        running_title: What stands at the head of each printed page.
        licence: The attribution every format prints at its end.
        stamps: What must be said of areas it speaks of without a figure.
        synthetic: What every page says because areas it speaks of do not exist; found in the
            figures, beside `stamps`, and empty where all do.
    """

    identity: str
    language: str
    cover: Cover
    sections: tuple[Section, ...]
    running_title: str
    licence: str
    stamps: tuple[str, ...] = ()
    synthetic: tuple[str, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        # guard: stamped-documents. No layout is asked whether its figures are synthetic.
        found = dict.fromkeys((*self.stamps, *stamps_of(figures(self))))
        object.__setattr__(self, "synthetic", tuple(found))


def walk(whole: Document | Section) -> Iterator[Block]:
    """Yield every block of a document or section, outer before inner, in reading order."""
    outer = whole.sections if isinstance(whole, Document) else (whole,)
    stack: list[Block] = list(reversed(outer))
    while stack:
        block = stack.pop()
        yield block
        match block:
            case Section():
                stack.extend(reversed(block.blocks))
            case SideBySide():
                stack.extend(reversed((*block.left.blocks, *block.right.blocks)))
            case Chart():
                stack.append(block.table)
            case _:
                pass


def runs_of(block: Block) -> Iterator[Run]:
    """Yield the runs that stand directly in a block, those of a footnote after its call."""
    for run in _runs_in(block):
        yield run
        if isinstance(run, Footnote):
            yield from run.runs


def _runs_in(block: Block) -> Iterator[Run]:
    match block:
        case Paragraph():
            yield from block.runs
        case Bullets():
            for item in block.items:
                yield from item
        case Table():
            for row in block.rows:
                for cell in row.cells:
                    yield from cell
        case Chart():
            yield from block.title
            yield from block.alternative
        case KeyFigures():
            for key in block.items:
                yield FigureRun(key.figure)
                yield from key.note
        case Definitions():
            for definition in block.items:
                for meaning in definition.meaning:
                    yield from meaning
        case Section() | SideBySide():
            return


def figures(whole: Document | Section) -> Iterator[Figure]:
    """Yield every figure of a document or section, in reading order, as often as it comes."""
    for block in walk(whole):
        yield from _figures_in(block)


def _figures_in(block: Block) -> Iterator[Figure]:
    return (run.figure for run in runs_of(block) if isinstance(run, FigureRun))


__all__ = [
    "Block",
    "Bullets",
    "Chart",
    "Column",
    "Cover",
    "Definition",
    "Definitions",
    "Document",
    "FigureRun",
    "Footnote",
    "Heading",
    "KeyFigure",
    "KeyFigures",
    "Link",
    "Panel",
    "Paragraph",
    "Row",
    "Run",
    "Runs",
    "Section",
    "SideBySide",
    "Stress",
    "Table",
    "Text",
    "Voice",
    "figures",
    "plain",
    "runs_of",
    "walk",
]
