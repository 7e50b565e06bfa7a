"""One figure printed to two precisions in one section: 10 in the words, 9.8 beside them.

Reads a document; judges nothing else of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from copperplate.report.blocks import Document, Section, figures


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoPrecisions:
    """A figure that a section prints in several ways.

    Attributes:
        section: Heading of the section.
        name: The figure's name.
        texts: How it is printed, coarsest first.
    """

    section: str
    name: str
    texts: tuple[str, ...]


def two_precisions(document: Document) -> Iterator[TwoPrecisions]:
    """Yield figures of one value that one section prints to different decimal places."""
    for section in document.sections:
        places = _places_by_figure(section)
        for (name, _), texts in places.items():
            if len(texts) > 1:
                ordered = tuple(texts[number] for number in sorted(texts))
                yield TwoPrecisions(section=section.heading.text, name=name, texts=ordered)


def _places_by_figure(section: Section) -> dict[tuple[str, float], dict[int, str]]:
    found: dict[tuple[str, float], dict[int, str]] = {}
    for figure in figures(section):
        if figure.value is not None:
            found.setdefault((figure.name, figure.value), {})[figure.places] = figure.text
    return found
