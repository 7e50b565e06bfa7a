"""A document as plain data for the Typst template: dictionaries, lists, text.

Says what stands where, never how it looks; that is paper.typ's part. No document text is
ever Typst source, so nothing written in a paper can be run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias, assert_never

from copperplate.drawing import draw
from copperplate.periods import long_date
from copperplate.render.pdf_made import MadeBy, Uses
from copperplate.render.theme import (
    BODY_POINTS,
    COLOURS,
    FAMILY,
    PRINT_LINE_HEIGHT,
    SEMIBOLD,
    Medium,
    naming_semibold,
)
from copperplate.report.blocks import (
    Block,
    Bullets,
    Chart,
    Cover,
    Definitions,
    Document,
    FigureRun,
    Footnote,
    KeyFigures,
    Link,
    Panel,
    Paragraph,
    Run,
    Section,
    SideBySide,
    Table,
    Text,
    plain,
    runs_of,
)
from copperplate.report.find import identities
from copperplate.series import Figure

Data: TypeAlias = bool | int | str | list["Data"] | dict[str, "Data"] | None

# Print's charts are as wide as the text; at this many units across, a drawing's words come
# out at 9 points.
CHART_WIDTH = 720

_LOOK: dict[str, Data] = {
    "family": FAMILY,
    "semibold": SEMIBOLD,
    "points": str(BODY_POINTS),
    "line_height": str(PRINT_LINE_HEIGHT),
    "inks": {role: colour.of(Medium.PRINT) for role, colour in COLOURS.items()},
}

# A number's figures up to the decimal point, then what hangs to the right of it.
_NUMBER = re.compile(r"([+\u2212]?\d[\d,]*)(.*)", re.DOTALL)


def content(document: Document) -> dict[str, Data]:
    """Return all the template needs to set a document.

    Raises:
        ValueError: A link leads to a block the document does not hold, or to an address
            that is neither http nor https.
    """
    return _Setter(document).document()


class _Setter:
    """Walks one document once; counts its charts and tables as it goes."""

    def __init__(self, source: Document) -> None:
        self._source = source
        self._made = MadeBy(source)
        self._names = frozenset(identities(source))
        self._charts: list[tuple[int, Chart]] = []
        self._tables = 0
        self._addresses: set[str] = set()
        self._uses = Uses()
        self._place = ("section", "")

    def document(self) -> dict[str, Data]:
        source = self._source
        sections: list[Data] = [self._block(section) for section in source.sections]
        return {
            "look": _LOOK,
            "language": source.language,
            "running": source.running_title,
            "synthetic": list(source.synthetic),
            "licence": source.licence,
            "cover": _cover(source.cover),
            "year": source.cover.meeting.year,
            "month": source.cover.meeting.month,
            "day": source.cover.meeting.day,
            "sections": sections,
            "behind": [self._data(number, chart) for number, chart in self._charts],
            "made": self._annex(),
            "publications": [
                {
                    "letter": letter,
                    "title": note.title,
                    "publisher": note.publisher,
                    "dated": note.dated,
                }
                for note, letter in self._made.releases.items()
            ],
        }

    def _block(self, block: Block) -> dict[str, Data]:
        match block:
            case Section():
                return self._section(block)
            case Paragraph():
                return {
                    "kind": "paragraph",
                    "number": block.number,
                    "voice": block.voice.value,
                    "runs": self._at("paragraph", block.number, block.runs),
                }
            case Bullets():
                return {"kind": "bullets", "items": [self._runs(item) for item in block.items]}
            case Table():
                self._tables += 1
                place = ("table", str(self._tables))
                return self._table(block, place) | {"number": self._tables}
            case Chart():
                return self._chart(block)
            case KeyFigures():
                return {
                    "kind": "key_figures",
                    "items": [
                        {
                            "label": item.label,
                            "figure": self._run(FigureRun(item.figure)),
                            "note": self._runs(item.note),
                        }
                        for item in block.items
                    ],
                }
            case SideBySide():
                return {
                    "kind": "side_by_side",
                    "panels": [self._panel(block.left), self._panel(block.right)],
                }
            case Definitions():
                return {
                    "kind": "definitions",
                    "items": [
                        {
                            "term": item.term,
                            "meaning": [self._runs(meaning) for meaning in item.meaning],
                        }
                        for item in block.items
                    ],
                }
        assert_never(block)

    def _section(self, section: Section) -> dict[str, Data]:
        around, self._place = self._place, ("section", f"\u201c{section.heading.text}\u201d")
        blocks = self._blocks(section.blocks)
        self._place = around
        return {
            "kind": "section",
            "level": section.heading.level,
            "title": section.heading.text,
            "identity": section.heading.identity,
            "new_page": section.new_page,
            "blocks": blocks,
        }

    def _blocks(self, blocks: Iterable[Block]) -> list[Data]:
        return [self._block(block) for block in blocks]

    def _panel(self, panel: Panel) -> dict[str, Data]:
        return {
            "title": panel.title,
            "whose": ", ".join(part for part in (panel.office, panel.dated) if part),
            "blocks": self._blocks(panel.blocks),
        }

    def _chart(self, chart: Chart) -> dict[str, Data]:
        number = len(self._charts) + 1
        self._charts.append((number, chart))
        return {
            "kind": "chart",
            "identity": chart.identity,
            "number": number,
            "title": self._at("chart", number, chart.title),
            "subtitle": chart.subtitle,
            "source": chart.source.rstrip("."),
            "alternative": plain(chart.alternative),
            "svg": naming_semibold(
                draw(chart.drawing, width=CHART_WIDTH, palette="print", dense=True)
            ),
            "data": _data_label(chart),
        }

    def _data(self, number: int, chart: Chart) -> dict[str, Data]:
        return self._table(chart.table, ("chart", str(number))) | {
            "chart": number,
            "of": f"block-{chart.identity}",
            "sentence": self._at("chart", number, chart.alternative),
            "source": chart.source.rstrip("."),
        }

    def _table(self, table: Table, place: tuple[str, str]) -> dict[str, Data]:
        shown = [run.figure for run in runs_of(table) if isinstance(run, FigureRun)]
        made = self._made.labels(shown)
        for label in made:
            self._uses.add(label, *place)
        return {
            "kind": "table",
            "identity": table.identity,
            "caption": table.caption,
            "columns": [
                {"title": column.title, "numeric": column.numeric} for column in table.columns
            ],
            "rows": [
                {"strong": row.strong, "cells": [self._cell(cell) for cell in row.cells]}
                for row in table.rows
            ],
            "notes": list(table.notes),
            "made": list(made),
        }

    def _cell(self, runs: tuple[Run, ...]) -> dict[str, Data]:
        # Figures in tables do not link one by one: a reader who listens would hear "link"
        # at each number. The table's foot says where all of them are explained.
        return {
            "runs": [
                _plain(run.figure) if isinstance(run, FigureRun) else self._run(run) for run in runs
            ],
            "tail": _tail(runs),
        }

    def _at(self, kind: str, number: int | None, runs: Iterable[Run]) -> list[Data]:
        """Return runs that stand in a numbered place of their own."""
        around = self._place
        if number is not None:
            self._place = (kind, str(number))
        placed = self._runs(runs)
        self._place = around
        return placed

    def _runs(self, runs: Iterable[Run]) -> list[Data]:
        return [self._run(run) for run in runs]

    def _run(self, run: Run) -> dict[str, Data]:
        match run:
            case Text():
                return {"kind": "text", "text": run.text, "stress": run.stress.value}
            case FigureRun():
                label = self._made.label(run.figure)
                self._uses.add(label, *self._place)
                return _plain(run.figure) | {"to": f"made-{label}"}
            case Link():
                return self._link(run)
            case Footnote():
                return {"kind": "footnote", "runs": self._runs(run.runs)}
        assert_never(run)

    def _link(self, link: Link) -> dict[str, Data]:
        if link.target.startswith("#"):
            name = link.target[1:]
            if name not in self._names:
                raise ValueError(f"a link leads to '{name}', which the document does not hold")
            return {"kind": "reference", "text": link.text, "to": f"block-{name}"}
        if not link.target.startswith(("https://", "http://")):
            raise ValueError("a link leads to an address that is neither http nor https")
        # Print cannot be clicked: each address is written out, once.
        spell_out = link.target not in self._addresses and link.target != link.text
        self._addresses.add(link.target)
        return {"kind": "link", "text": link.text, "to": link.target, "spell_out": spell_out}

    def _annex(self) -> list[Data]:
        return [
            {
                "number": entry.number,
                "title": entry.title,
                "definition": entry.definition,
                "policy": entry.policy,
                "methods": [
                    {
                        "label": method.label,
                        "text": method.text,
                        "used": self._uses.said(method.label),
                    }
                    for method in entry.methods
                ],
                "releases": list(entry.releases),
                "queries": list(entry.queries),
            }
            for entry in self._made.entries
        ]


def _data_label(chart: Chart) -> str:
    return f"block-{chart.table.identity}"


def _cover(cover: Cover) -> dict[str, Data]:
    return {
        "board": cover.board,
        "meeting": long_date(cover.meeting),
        "agenda_item": cover.agenda_item,
        "title": cover.title,
        "authors": list(cover.authors),
        "handling": list(cover.handling),
    }


def _plain(figure: Figure) -> dict[str, Data]:
    return {"kind": "figure", "text": figure.marked_text}


def _tail(runs: tuple[Run, ...]) -> str | None:
    """Return what stands to the right of a lone number's units, to align a column by."""
    if len(runs) != 1 or not isinstance(runs[0], FigureRun):
        return None
    found = _NUMBER.fullmatch(runs[0].figure.marked_text)
    return found[2] if found else None
