"""A section of the page: its words, its pictures and its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.synthetic_page.picture import Picture


@dataclass(frozen=True)
class Section:
    """Attributes as the page has them, in order.

    `text` is Markdown; of the table's columns the first `words` are no numbers.
    """

    title: str
    text: str
    pictures: tuple[Picture, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1

    @property
    def markup(self) -> str:
        """The section as the page has it."""
        parts = [f"## {self.title}", self.text.strip()]
        if self.pictures:
            parts.append("\n".join(picture.markup for picture in self.pictures))
        parts.append(table(self.heads, self.rows, self.words))
        return "\n\n".join(parts) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], words: int) -> str:
    """Return a table; the first columns are words, the others numbers."""
    rule = [*["---"] * words, *["---:"] * (len(heads) - words)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))


def points(value: float) -> str:
    """Return a distance as the page has it."""
    return f"{value:.1f}"
