"""Blocks to HTML: one function a kind, chosen by type.

Sets what it is given: no number is computed, no word chosen, no block left out. A kind
of block without a function here does not pass the type checker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from copperplate.drawing import draw
from copperplate.render.html_footnotes import Footnotes
from copperplate.render.html_markup import Markup, joined, tag, web_address
from copperplate.render.html_provenance import Entries
from copperplate.render.html_tables import Tail, table_markup, tail_in_style
from copperplate.report.blocks import (
    Block,
    Bullets,
    Chart,
    Definition,
    Definitions,
    FigureRun,
    Footnote,
    KeyFigure,
    KeyFigures,
    Link,
    Panel,
    Paragraph,
    Run,
    Runs,
    Section,
    SideBySide,
    Stress,
    Table,
    Text,
    Voice,
    plain,
)

NARROW, WIDE = 320, 720  # the two drawings of a chart; page.css says when each is shown
_DEEPEST = 6
# Signs that may not begin a line.
_CLOSING = re.compile(r"[.,;:)\]]+")
_STRESSED = {Stress.EMPHASIS: "em", Stress.STRONG: "strong"}


class BlockSetter:
    """Sets the blocks of one page and gathers what its figures open to."""

    def __init__(self, tail: Tail = tail_in_style) -> None:
        """Start a page.

        Args:
            tail: How room at the right of a number in a table is left.
        """
        self.entries = Entries()
        self.notes = Footnotes()
        self._tail = tail

    def section(self, section: Section) -> Markup:
        """Return a section under its heading."""
        level = section.heading.level
        heading = tag(f"h{min(level, _DEEPEST)}", section.heading.text)
        blocks = self._blocks(section.blocks, level + 1)
        return tag(
            "section",
            heading,
            *blocks,
            id=section.heading.identity,
            class_="new-page" if section.new_page else None,
        )

    def _blocks(self, blocks: Iterable[Block], level: int) -> list[Markup]:
        return [self.block(block, level) for block in blocks]

    def block(self, block: Block, level: int) -> Markup:
        """Return one block; headings inside it begin at a level."""
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Bullets():
                return tag("ul", *(tag("li", self.runs(item)) for item in block.items))
            case Table():
                return table_markup(block, self._run, self._tail)
            case Chart():
                return self._chart(block)
            case KeyFigures():
                items = (self._key_figure(item) for item in block.items)
                return tag("dl", *items, class_="key-figures")
            case SideBySide():
                panels = (self._panel(panel, level) for panel in (block.left, block.right))
                return tag("div", *panels, class_="side-by-side")
            case Definitions():
                items = (self._definition(item) for item in block.items)
                return tag("dl", *items, class_="definitions")
            case Section():
                return self.section(block)
            case _:
                assert_never(block)

    def _paragraph(self, paragraph: Paragraph) -> Markup:
        words = self.runs(paragraph.runs)
        if paragraph.number is None:
            voice = None if paragraph.voice is Voice.BODY else paragraph.voice.value
            return tag("p", words, class_=voice)
        number = tag("span", f"{paragraph.number}.", class_="number")
        voice = f"numbered {paragraph.voice.value}"
        identity = f"paragraph-{paragraph.number}"
        return tag("p", number, " ", tag("span", words), class_=voice, id=identity)

    def _chart(self, chart: Chart) -> Markup:
        drawings = (
            tag(
                "div",
                Markup(draw(chart.drawing, width=width)),
                class_=name,
                aria_hidden="true",
            )
            for name, width in (("narrow", NARROW), ("wide", WIDE))
        )
        caption = tag(
            "figcaption",
            tag("p", self.runs(chart.title), class_="headline"),
            tag("p", chart.subtitle, class_="subtitle"),
        )
        name = plain(chart.alternative)
        picture = tag("div", *drawings, class_="drawing", role="img", aria_label=name)
        source = tag("p", chart.source, class_="source")
        table = tag(
            "details",
            tag("summary", "The data behind this chart"),
            tag("p", self.runs(chart.alternative)),
            table_markup(chart.table, self._run, self._tail),
        )
        return tag("figure", caption, picture, source, table, id=chart.identity, class_="chart")

    def _key_figure(self, item: KeyFigure) -> Markup:
        return tag(
            "div",
            tag("dt", item.label),
            tag("dd", self._run(FigureRun(item.figure)), class_="value"),
            tag("dd", self.runs(item.note), class_="note"),
        )

    def _panel(self, panel: Panel, level: int) -> Markup:
        heading = tag(f"h{min(level, _DEEPEST)}", panel.title)
        said_by = ", ".join(part for part in (panel.office, panel.dated) if part)
        whose = tag("p", said_by, class_="whose") if said_by else ""
        return tag(
            "div",
            heading,
            whose,
            *self._blocks(panel.blocks, level + 1),
            class_="panel",
        )

    def _definition(self, item: Definition) -> Markup:
        meanings = (tag("dd", self.runs(meaning)) for meaning in item.meaning)
        return tag("div", tag("dt", item.term), *meanings)

    def runs(self, runs: Runs) -> Markup:
        """Return running text; a figure in it opens to where it comes from."""
        return joined(self._run_with_signs(runs, number) for number in range(len(runs)))

    def _run_with_signs(self, runs: Runs, number: int) -> Markup:
        """Return a run; a figure is a button, and no line may break between it and its signs."""
        run = runs[number]
        if isinstance(run, FigureRun):
            before, after = _opening(runs, number - 1), _closing(runs, number + 1)
            figure = self._run(run)
            return tag("span", before, figure, after, class_="kept") if before or after else figure
        if isinstance(run, Text) and run.stress is Stress.PLAIN:
            start = len(_closing(runs, number)) if _is_figure(runs, number - 1) else 0
            end = len(_opening(runs, number)) if _is_figure(runs, number + 1) else 0
            return self._run(Text(run.text[start : len(run.text) - end]))
        return self._run(run)

    def _run(self, run: Run) -> Markup:
        match run:
            case Text():
                element = _STRESSED.get(run.stress)
                return tag(element, run.text) if element else joined((run.text,))
            case FigureRun():
                return self.entries.button(run.figure)
            case Link():
                return tag("a", run.text, href=web_address(run.target))
            case Footnote():
                return self.notes.call(tuple(self._run(one) for one in run.runs))
            case _:
                assert_never(run)


def _is_figure(runs: Runs, number: int) -> bool:
    return 0 <= number < len(runs) and isinstance(runs[number], FigureRun)


def _closing(runs: Runs, number: int) -> str:
    """Return the signs a plain text begins with that belong to what stands before it."""
    found = _CLOSING.match(_plain_text(runs, number))
    return found[0] if found else ""


def _opening(runs: Runs, number: int) -> str:
    """Return the brackets a plain text ends with that belong to what follows it."""
    text = _plain_text(runs, number)
    return "(" if text.endswith("(") and len(text) > len(_closing(runs, number)) else ""


def _plain_text(runs: Runs, number: int) -> str:
    run = runs[number] if 0 <= number < len(runs) else None
    return run.text if isinstance(run, Text) and run.stress is Stress.PLAIN else ""
