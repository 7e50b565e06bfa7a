"""Where a figure stands in a document: by its name, or by the number as it was printed.

Reads blocks; changes and computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copperplate.narrative.runs import FigureRun, Link, Runs, Text
from copperplate.report.blocks import (
    Block,
    Bullets,
    Chart,
    Document,
    KeyFigures,
    Paragraph,
    Section,
    Table,
    runs_of,
    walk,
)
from copperplate.series import Figure

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A figure and the words it stands in.

    Attributes:
        figure: The figure.
        section: Heading of the section.
        words: The sentence, or the table row or key figure in words.
    """

    figure: Figure
    section: str
    words: str


def find_figures(document: Document, asked: str) -> list[Found]:
    """Return every place a figure stands at.

    Args:
        document: A whole paper.
        asked: A figure's name (``burglary.value``), or a number copied from the paper
            (``28,675``, ``36.2%``), its thousands separators left out or not.

    Returns:
        In reading order; empty where no figure has that name or that number.
    """
    wanted = folded(asked)
    return [
        Found(figure=figure, section=section, words=words)
        for section, words, figure in _places(document)
        if figure.name == asked.strip()
        or wanted in {folded(figure.text), folded(figure.marked_text)}
    ]


def figure_names(document: Document) -> list[str]:
    """Return the names of all figures of a document, each once, in reading order."""
    return list(dict.fromkeys(figure.name for _, _, figure in _places(document)))


def identities(document: Document) -> Iterator[str]:
    """Yield the identity of everything in a document that a link can lead to."""
    for block in walk(document):
        match block:
            case Section():
                yield block.heading.identity
            case Chart() | Table():
                yield block.identity
            case _:
                pass


def dead_links(document: Document) -> list[str]:
    """Return what links within a document lead to and it does not hold, each once."""
    held = set(identities(document))
    wanted = (
        run.target.removeprefix("#")
        for block in walk(document)
        for run in runs_of(block)
        if isinstance(run, Link) and run.target.startswith("#")
    )
    return [name for name in dict.fromkeys(wanted) if name not in held]


def _places(document: Document) -> Iterator[tuple[str, str, Figure]]:
    section = document.cover.title
    for block in walk(document):
        if isinstance(block, Section):
            section = block.heading.text
        for words, runs in _passages(block):
            yield from ((section, sentence, figure) for sentence, figure in _sentences(words, runs))


def _passages(block: Block) -> Iterator[tuple[str, Runs]]:
    """Yield each stretch of running text of a block, with what introduces it."""
    match block:
        case Paragraph():
            yield "", block.runs
        case Bullets():
            for item in block.items:
                yield "", item
        case Chart():
            yield "", block.title
            yield "", block.alternative
        case KeyFigures():
            for key in block.items:
                yield f"{key.label}: ", (FigureRun(key.figure), Text(" "), *key.note)
        case Table():
            for row in block.rows:
                for column, cell in zip(block.columns, row.cells, strict=True):
                    head = "".join(
                        run.figure.text if isinstance(run, FigureRun) else run.text
                        for run in row.cells[0]
                    )
                    yield f"{block.caption}, {head}, {column.title}: ", cell
        case _:
            return


def _sentences(introduction: str, runs: Runs) -> Iterator[tuple[str, Figure]]:
    """Yield every figure of running text with the sentence it stands in."""
    text = introduction
    starts = []
    for run in runs:
        if isinstance(run, FigureRun):
            starts.append((len(text), run.figure))
            text += run.figure.marked_text
        else:
            text += run.text
    ends = [match.start() for match in _SENTENCE_END.finditer(text)] + [len(text)]
    for start, figure in starts:
        end = next(end for end in ends if end > start or end == len(text))
        begin = max((e for e in ends if e <= start), default=0)
        yield text[begin:end].strip(), figure


def folded(text: str) -> str:
    """Return a number as it is compared: however its separators and signs were typed."""
    return text.strip().replace(",", "").replace("\N{MINUS SIGN}", "-").removeprefix("+")
